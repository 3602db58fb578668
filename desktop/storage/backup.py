"""Backups: the whole office in one file, called good only after it was restored and verified."""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.domain.ledger import Verification
from desktop.domain.problems import Unavailable
from desktop.i18n import _
from desktop.storage import events, keys, sqlite
from desktop.storage.database import Database
from desktop.storage.verify import Progress, verify_office

SUFFIX = ".youju"
FORMAT = 1
MEMBERS = (keys.DATABASE, keys.FILE, "checkpoint")
KEEP = 30
"""How many backups the rotation leaves in the folder."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was proven: where it is, its digest, and what its verification found."""

    path: Path
    sha256: str
    size: int
    verification: Verification


def make_backup(
    folder: Path, database: Database, target: Path, now: datetime, *, progress: Progress | None = None
) -> Backup:
    """Writes the office to `target` and proves it by restoring and verifying it in a scratch place.

    The file appears whole or not at all. Raises Unavailable when it cannot be written or does not prove good.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".youju-", dir=target.parent) as scratch_name:
            scratch = Path(scratch_name)
            made = scratch / "made"
            made.mkdir()
            _gather(folder, database, made)
            part = scratch / "backup.part"
            _pack(made, part)
            shutil.rmtree(made)
            proven = scratch / "proven"
            unpack(part, proven)
            verification = _prove(proven, database, now, progress)
            digest, size = _digest(part), part.stat().st_size
            part.replace(target)
    except OSError as error:
        raise Unavailable(
            _("没有备份成。“{target}”不能写入或磁盘已满。请换一个位置，再试一次。").format(
                target=target.parent
            )
        ) from error
    return Backup(target, digest, size, verification)


def keep_before(folder: Path, database: Database, name: str, step: Callable[[Database], object]) -> Path:
    """Keeps the whole office as it is beside it, before a step that cannot be undone, tried on the copy first.

    It is a safety copy and counts as no good backup: nothing was verified but that the step succeeds on it.
    Raises Unavailable, and then the office is as it was.
    """
    kept = folder.with_name(f"{folder.name}-备份")
    try:
        kept.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".youju-", dir=kept) as scratch_name:
            scratch = Path(scratch_name)
            made, part = scratch / "made", scratch / "backup.part"
            made.mkdir()
            _gather(folder, database, made)
            _pack(made, part)
            tried = Database(made / keys.DATABASE, database.key, database.origin)
            try:
                step(tried)
            finally:
                tried.close()
            target = _free(kept, name)
            part.replace(target)
    except OSError as error:
        raise Unavailable(
            _(
                "没有升级这个办公室。“{kept}”不能写入或磁盘已满，升级前的备份做不了。请腾出空间，再打开。"
            ).format(kept=kept)
        ) from error
    return target


def _free(folder: Path, name: str) -> Path:
    """A file of that name that does not exist yet."""
    target = folder / f"{name}{SUFFIX}"
    count = 1
    while target.exists():
        count += 1
        target = folder / f"{name}-{count}{SUFFIX}"
    return target


def _gather(folder: Path, database: Database, made: Path) -> None:
    sqlite.copy_database(database.path, made / keys.DATABASE, database.key)
    (made / keys.FILE).write_bytes((folder / keys.FILE).read_bytes())
    copy = Database(made / keys.DATABASE, database.key, database.origin)
    try:
        with copy.bare() as connection:
            checkpoint = events.read_state(connection)[2]
    finally:
        copy.close()
    (made / "checkpoint").write_text(checkpoint, "utf-8")


def _pack(made: Path, part: Path) -> None:
    manifest = {
        "format": FORMAT,
        "files": {name: hashlib.sha256((made / name).read_bytes()).hexdigest() for name in MEMBERS},
    }
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest, indent=1))
        for name in MEMBERS:
            archive.write(made / name, name)
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def unpack(backup: Path, target: Path) -> None:
    """Lays the files of a backup into a new folder, each held to its digest. Raises Unavailable."""
    try:
        with zipfile.ZipFile(backup) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] > FORMAT:
                raise Unavailable(_("这个备份是用更新的版本做的。请先升级有据，再恢复。"))
            target.mkdir(parents=True, exist_ok=True)
            for name in MEMBERS:
                _lay(archive, name, target / name, manifest["files"][name])
    except FileNotFoundError as error:
        raise Unavailable(_("找不到备份“{backup}”。请检查文件名和磁盘。").format(backup=backup)) from error
    except OSError as error:
        raise Unavailable(_("没有恢复成。文件夹不能写入或磁盘已满。请换一个位置，再试一次。")) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise Unavailable(
            _("备份“{backup}”已损坏，或者不是有据的备份。请换一个备份。").format(backup=backup.name)
        ) from error


def _lay(archive: zipfile.ZipFile, name: str, target: Path, digest: str) -> None:
    found = hashlib.sha256()
    with archive.open(name) as source, target.open("wb") as file:
        while part := source.read(1 << 20):
            found.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    if found.hexdigest() != digest:
        raise ValueError(name)


def _prove(proven: Path, database: Database, now: datetime, progress: Progress | None) -> Verification:
    restored = Database(proven / keys.DATABASE, database.key, database.origin)
    try:
        verification = verify_office(restored, now, key_file=keys.read_key_file(proven), progress=progress)
    finally:
        restored.close()
    if verification.fault is not None:
        raise Unavailable(
            _("备份没有通过校验：{what}备份没有保存。请先查明原因。").format(what=verification.fault.message)
        )
    return verification


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_in_place(fresh: Path, target: Path, now: datetime) -> Path | None:
    """Moves a restored office to its place. What stood there is kept beside it; gives where, or None."""
    kept = None
    try:
        if target.exists() and any(target.iterdir()):
            kept = target.with_name(f"{target.name}.原有-{now:%Y%m%d-%H%M%S}")
            target.rename(kept)
        elif target.exists():
            target.rmdir()
        _move(fresh, target, kept)
    except OSError as error:
        raise Unavailable(
            _("没有恢复成。“{target}”不能改名或写入。请关闭正在使用它的程序，再试一次。").format(
                target=target
            )
        ) from error
    return kept


def _move(fresh: Path, target: Path, kept: Path | None) -> None:
    try:
        fresh.rename(target)
    except OSError:
        if kept is not None:
            kept.rename(target)
        raise


def prune(folder: Path, keep: int = KEEP) -> list[Path]:
    """Takes the oldest backups away beyond the newest `keep`, and of each earlier month leaves the last one."""
    found = sorted(folder.glob(f"*{SUFFIX}"))
    last_of_month = {path.stem.rpartition("-")[0][:-2]: path for path in found}
    gone = [path for path in found[:-keep] if path not in last_of_month.values()]
    for path in gone:
        path.unlink()
    return gone
