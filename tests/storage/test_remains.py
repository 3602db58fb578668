"""What can be told of a database whose end is gone, and of one that is only damaged."""

import os
from pathlib import Path

import pytest

from desktop.storage import keys, remains
from tests.builders import AUDITOR, EVENING, MovableClock, sign_in


@pytest.fixture
def closed(worked_folder: Path) -> tuple[Path, bytes]:
    """The database of an office that nobody has open, and its key."""
    office = sign_in(worked_folder, AUDITOR, MovableClock(EVENING))
    key = office.database.key
    office.close()
    return worked_folder / keys.DATABASE, key


def test_a_whole_database_is_not_cut_off(closed: tuple[Path, bytes]) -> None:
    path, key = closed
    assert remains.look(path, key) is None
    path.write_bytes(path.read_bytes() + b"more")
    assert remains.look(path, key) is None


def test_a_cut_off_one_says_what_it_should_be(closed: tuple[Path, bytes]) -> None:
    path, key = closed
    size = path.stat().st_size
    os.truncate(path, size - 1)
    found = remains.look(path, key)
    assert found is not None
    assert (found.due, found.found, found.events > 0) == (size, size - 1, True)
    os.truncate(path, remains.PAGE)
    assert remains.look(path, key) == remains.Remains(size, remains.PAGE, 0)


@pytest.mark.parametrize("at", [0, 10, 24, 28, 100, 4000, 4090])
def test_a_first_page_that_was_changed_is_not_believed(closed: tuple[Path, bytes], at: int) -> None:
    path, key = closed
    content = bytearray(path.read_bytes()[: -remains.PAGE])
    content[at] ^= 1
    path.write_bytes(content)
    assert remains.look(path, key) is None


def test_nothing_is_told_of_what_cannot_be_read(closed: tuple[Path, bytes]) -> None:
    path, key = closed
    os.truncate(path, remains.PAGE * 3)
    assert remains.look(path, bytes(32)) is None
    os.truncate(path, remains.PAGE - 1)
    assert remains.look(path, key) is None
    path.unlink()
    assert remains.look(path, key) is None


def test_a_log_that_waits_beside_it_may_hold_the_end(closed: tuple[Path, bytes]) -> None:
    path, key = closed
    os.truncate(path, remains.PAGE * 3)
    path.with_name(f"{path.name}-wal").write_bytes(b"pages")
    assert remains.look(path, key) is None
