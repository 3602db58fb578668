"""Backing the office up and bringing it back."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from desktop.domain.problems import Unavailable
from desktop.i18n import _
from desktop.services.office import Clock, Office, SystemClock
from desktop.storage import backup as store
from desktop.storage import events, keys
from desktop.storage.backup import SUFFIX
from desktop.storage.verify import Progress, verify_office

DONE = "office.backed_up"
DUE_AFTER = timedelta(hours=20)
"""A backup older than this is made again by itself, so that there is one for each working day."""
LATE_AFTER = timedelta(days=2)
"""From this age on the status bar says in words that the backup is late."""


def default_folder(office: Office) -> Path:
    """Where backups go when nobody chose another place: beside the office, never inside it."""
    return office.folder.with_name(f"{office.folder.name}-备份")


def back_up(office: Office, target: Path, *, progress: Progress | None = None) -> store.Backup:
    """Writes the whole office to one file and proves it; only then it counts as good, with its event.

    `target` is the file, or a folder that gets a file named after the moment. Raises Unavailable.
    """
    if target.is_dir() or target.suffix != SUFFIX:
        target = target / f"{office.now():%Y%m%d-%H%M%S}{SUFFIX}"
    if target.exists():
        raise Unavailable(_("“{target}”已经存在。备份不覆盖旧文件。请换一个名字。").format(target=target))
    made = store.make_backup(office.folder, office.database, target, office.now(), progress=progress)
    with office.write() as work:
        work.record(DONE, sha256=made.sha256, size=made.size, events=made.verification.events)
    return made


def back_up_today(office: Office, folder: Path, *, progress: Progress | None = None) -> store.Backup | None:
    """The daily backup: made when the last good one is old enough, with the rotation after it."""
    last = last_good(office)
    if last is not None and office.now() - last < DUE_AFTER:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    made = back_up(office, folder, progress=progress)
    store.prune(folder)
    return made


def last_good(office: Office) -> datetime | None:
    """When the last backup was proven good, or None."""
    with office.read() as work:
        found = events.newest(work.connection, 1, kinds=(DONE,))
    return found[0].when if found else None


def is_late(last: datetime | None, now: datetime) -> bool:
    """Whether the status bar must say that the backup is late."""
    return last is None or now - last >= LATE_AFTER


def restore(
    backup: Path,
    target: Path,
    *,
    sign_in: Callable[[Path], Office],
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> tuple[Path | None, int]:
    """Brings an office back from a backup, after it was verified in a scratch place.

    `sign_in` opens the restored office, since only a person can. What stood at `target` is kept beside it:
    gives where (or None), and how many events were verified. Raises Unavailable, Refused.
    """
    clock = clock or SystemClock()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".youju-", dir=target.parent))
    except OSError as error:
        raise Unavailable(
            _("没有恢复成。“{target}”不能写入。请换一个位置。").format(target=target)
        ) from error
    try:
        fresh = scratch / "office"
        store.unpack(backup, fresh)
        count = _verified(fresh, sign_in, progress)
        return store.put_in_place(fresh, target, clock.now()), count
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _verified(fresh: Path, sign_in: Callable[[Path], Office], progress: Progress | None) -> int:
    office = sign_in(fresh)
    try:
        result = verify_office(
            office.database, office.now(), key_file=keys.read_key_file(fresh), progress=progress
        )
    finally:
        office.close()
    if result.fault is not None:
        raise Unavailable(
            _("没有恢复。备份没有通过校验：{what}请换一个备份。").format(what=result.fault.message)
        )
    return result.events
