"""A disk that takes nothing: `python -m tests.journeys.disk STORY FOLDER` tells as JSON what the clerk was told.

The stories are `limit` (no file may grow), `full` (the folder's own small disk is filled to the brim),
`read-only` (the folder may not be written, by whomever) and `log left` (the same, with events in the log alone).
"""

import ctypes
import json
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from desktop.domain.problems import Unavailable
from desktop.domain.seals import State, UseFilter
from desktop.services import backup, evidence, people, seals
from desktop.services.office import Office
from tests import builders
from tests.journeys.worker import cheap

CAPABILITIES_3 = 0x20080522


def be_humble() -> None:
    """Even the superuser minds permissions from here on, having let go of what sets them aside."""
    if os.geteuid() == 0:
        header, none = (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)()
        assert ctypes.CDLL(None, use_errno=True).capset(header, none) == 0


@contextmanager
def limited(_folder: Path) -> Iterator[None]:
    """No file may grow."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, resource.RLIM_INFINITY))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """The disk is filled to the brim."""
    filler = folder.parent / "filler"
    for size in (1 << 16, 512, 1):
        with filler.open("ab", buffering=0) as file:
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    yield
    filler.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder, the place of its backups and its files may not be written."""
    be_humble()
    places = [folder, *folder.iterdir(), folder.parent / "safe"]
    for path in places:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield
    for path in places:
        path.chmod(0o755 if path.is_dir() else 0o644)


def told(action: Callable[[], object]) -> str:
    """What the clerk is told when it does not work."""
    try:
        action()
    except Unavailable as error:
        return str(error)
    return "done"


def lines(office: Office) -> list[tuple[int, State]]:
    """The register, to be compared."""
    return [(line.use, line.state) for line in seals.list_uses(office, UseFilter())]


def no_room(folder: Path, closed: Callable[[Path], AbstractContextManager[None]]) -> dict[str, object]:
    """A use, a copy, a backup and a sign-in on a disk without room; then again with room."""
    clock, safe = builders.MovableClock(), folder.parent / "safe"
    safe.mkdir()
    handler = builders.sign_in(folder, builders.HANDLER, clock)
    approver = builders.sign_in(folder, builders.APPROVER, clock)
    use = builders.make_use(handler, approver, State.TO_KEEP).seq
    before, files = lines(handler), sorted(os.listdir(folder))
    copies = [builders.make_copy(os.urandom(300_000))]
    actions: dict[str, Callable[[], object]] = {
        "use": lambda: seals.submit_use(handler, builders.make_request()),
        "copy": lambda: seals.keep_copies(handler, use, copies),
        "backup": lambda: backup.back_up(handler, safe / "b.youju"),
        "sign in": lambda: builders.sign_in(folder, builders.AUDITOR, clock).close(),
    }
    with closed(folder):
        report: dict[str, object] = {name: told(action) for name, action in actions.items()}
        report["unchanged"] = lines(handler) == before
    report["nothing half-written"] = (sorted(os.listdir(folder)), os.listdir(safe)) == (files, [])
    report["whole"] = evidence.verify_office(handler).fault is None
    report["again"] = [told(action) for action in actions.values()]
    report["whole again"] = evidence.verify_office(handler).fault is None
    handler.close()
    approver.close()
    return report


def no_right(folder: Path) -> dict[str, object]:
    """A sign-in, a look and a backup where nothing may be written; then again where it may."""
    clock, safe = builders.MovableClock(), folder.parent / "safe"
    safe.mkdir()
    files = sorted(os.listdir(folder))

    def open_office() -> None:
        builders.sign_in(folder, builders.HANDLER, clock).close()

    def verify() -> None:
        name = builders.NAMES[builders.AUDITOR]
        office = evidence.open_with_password(folder, name, builders.PASSWORD, clock=clock)
        assert evidence.verify_office(office).fault is None
        office.close()

    with read_only(folder):
        report: dict[str, object] = {"sign in": told(open_office), "verify": told(verify)}
        report["restore"] = told(
            lambda: backup.restore(
                folder / "none.youju", safe / "new", sign_in=lambda place: people.sign_in_sample(place, ())
            )
        )
        report["nothing half-written"] = (sorted(os.listdir(folder)), os.listdir(safe)) == (files, [])
    report["again"] = [told(open_office), told(verify)]
    return report


def log_left(folder: Path) -> dict[str, object]:
    """A look where nothing may be written and the last events stand in the write-ahead log alone."""
    clock, safe = builders.MovableClock(), folder.parent / "safe"
    safe.mkdir()
    copy = folder.parent / "copy"
    office = builders.sign_in(folder, builders.HANDLER, clock)
    shutil.copytree(folder, copy)  # as a copy taken while somebody works
    office.close()
    (copy / "office.db-shm").unlink()
    names = sorted(os.listdir(copy))

    def verify() -> None:
        name = builders.NAMES[builders.AUDITOR]
        with closing(evidence.open_with_password(copy, name, builders.PASSWORD, clock=clock)) as opened:
            assert evidence.verify_office(opened).fault is None

    with read_only(copy):
        report: dict[str, object] = {"verify": told(verify)}
        report["nothing made"] = sorted(os.listdir(copy)) == names
    report["again"] = told(verify)
    return report


if __name__ == "__main__":
    cheap()
    stories: dict[str, Callable[[Path], dict[str, object]]] = {
        "limit": lambda folder: no_room(folder, limited),
        "full": lambda folder: no_room(folder, filled),
        "read-only": no_right,
        "log left": log_left,
    }
    json.dump(stories[sys.argv[1]](Path(sys.argv[2])), sys.stdout)
