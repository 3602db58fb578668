"""Backing the office up by hand and daily, and bringing it back."""

import functools
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.problems import Refused, Unavailable
from desktop.services import backup, evidence, people
from desktop.services.office import Office
from desktop.storage import backup as store
from desktop.storage import keys
from tests import builders
from tests.builders import HANDLER, MovableClock
from tests.services.watch import all_events, written


@pytest.fixture
def sign_in(clock: MovableClock) -> functools.partial[Office]:
    return functools.partial(builders.sign_in, number=HANDLER, clock=clock)


def test_a_backup_is_proven_and_becomes_an_event(handler: Office, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "办公室.youju"
    assert backup.last_good(handler) is None
    told: list[tuple[int, int]] = []
    with written(handler) as log:
        made = backup.back_up(handler, target, progress=lambda done, of: told.append((done, of)))
    assert (made.path, made.size, made.verification.fault) == (target, target.stat().st_size, None)
    assert log.said() == [
        (backup.DONE, None, {"sha256": made.sha256, "size": made.size, "events": made.verification.events})
    ]
    assert told[-1] == (made.verification.events, made.verification.events)
    assert backup.last_good(handler) == handler.now()
    assert [path.name for path in target.parent.iterdir()] == ["办公室.youju"]


def test_a_folder_gets_a_file_named_after_the_moment(handler: Office, tmp_path: Path) -> None:
    assert backup.back_up(handler, tmp_path).path == tmp_path / "20260901-090000.youju"
    with pytest.raises(Unavailable, match="备份不覆盖旧文件"):
        backup.back_up(handler, tmp_path)


def test_a_backup_is_made_daily_by_itself(handler: Office, clock: MovableClock, tmp_path: Path) -> None:
    folder = backup.default_folder(handler)
    assert folder == tmp_path / "office-备份"
    assert backup.back_up_today(handler, folder) is not None
    clock.advance(hours=19, minutes=59)
    assert backup.back_up_today(handler, folder) is None
    clock.advance(minutes=1)
    assert backup.back_up_today(handler, folder) is not None
    assert len(list(folder.iterdir())) == 2


def test_a_late_backup_is_late_in_words(clock: MovableClock) -> None:
    now = clock.now()
    assert backup.is_late(None, now)
    assert not backup.is_late(now - timedelta(days=2) + timedelta(seconds=1), now)
    assert backup.is_late(now - timedelta(days=2), now)


def test_an_office_comes_back_whole(
    handler: Office, tmp_path: Path, clock: MovableClock, sign_in: functools.partial[Office]
) -> None:
    made = backup.back_up(handler, tmp_path / "b.youju")
    target = tmp_path / "back" / "office"
    kept, count = backup.restore(made.path, target, sign_in=sign_in, clock=clock)
    assert (kept, count) == (None, made.verification.events + 1)  # and the signing in that proved it
    assert [path.name for path in target.parent.iterdir()] == ["office"]
    office = sign_in(target)
    theirs = all_events(handler)
    assert all_events(office)[: made.verification.events] == theirs[: made.verification.events]
    assert evidence.verify_office(office).fault is None
    office.close()


def test_what_stood_there_is_kept_beside(
    handler: Office,
    office_folder: Path,
    tmp_path: Path,
    clock: MovableClock,
    sign_in: functools.partial[Office],
) -> None:
    made = backup.back_up(handler, tmp_path / "b.youju")
    handler.close()
    kept, _count = backup.restore(made.path, office_folder, sign_in=sign_in, clock=clock)
    assert kept == tmp_path / "office.原有-20260901-090000"
    for folder in (office_folder, kept):
        sign_in(folder).close()


def test_a_restore_that_fails_leaves_everything_as_it_was(
    handler: Office,
    office_folder: Path,
    tmp_path: Path,
    clock: MovableClock,
    sign_in: functools.partial[Office],
) -> None:
    made = backup.back_up(handler, tmp_path / "b.youju")
    handler.close()
    damaged = bytearray(made.path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    made.path.write_bytes(damaged)

    def stranger(folder: Path) -> Office:
        return people.sign_in(folder, "黄建平", "wrong", clock=clock)

    with pytest.raises(Unavailable, match="已损坏"):
        backup.restore(made.path, office_folder, sign_in=sign_in)
    damaged[len(damaged) // 2] ^= 1
    made.path.write_bytes(damaged)
    with pytest.raises(Refused):
        backup.restore(made.path, office_folder, sign_in=stranger, clock=clock)
    with pytest.raises(Unavailable, match="不能写入"):
        backup.restore(made.path, made.path / "office", sign_in=sign_in)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.youju", "office"]
    sign_in(office_folder).close()


def test_a_backup_of_a_tampered_office_is_neither_made_nor_restored(
    handler: Office,
    tmp_path: Path,
    clock: MovableClock,
    sign_in: functools.partial[Office],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = keys.read_key_file(handler.folder)
    slots = tuple(slot for slot in file.slots if slot.account != keys.RECOVERY)
    made = backup.back_up(handler, tmp_path / "good.youju")
    keys.write_key_file(handler.folder, keys.KeyFile(file.office, slots))
    with pytest.raises(Unavailable, match="备份没有通过校验：钥匙文件里恢复码"), written(handler) as log:
        backup.back_up(handler, tmp_path / "b.youju")
    assert log == []
    assert not (tmp_path / "b.youju").exists()
    unpack = store.unpack

    def unpack_and_tamper(path: Path, target: Path) -> None:
        unpack(path, target)
        keys.write_key_file(target, keys.KeyFile(file.office, slots))

    monkeypatch.setattr(store, "unpack", unpack_and_tamper)
    with pytest.raises(Unavailable, match="没有恢复。备份没有通过校验：钥匙文件里恢复码"):
        backup.restore(made.path, tmp_path / "back", sign_in=sign_in, clock=clock)
    assert not (tmp_path / "back").exists()
