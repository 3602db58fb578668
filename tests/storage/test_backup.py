"""The backup file itself: proven, damaged, exchanged, rotated."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.problems import Unavailable
from desktop.services.office import Office
from desktop.storage import backup, keys, sqlite
from desktop.storage.database import Database
from tests.builders import EVENING, HANDLER, START, MovableClock, sign_in


@pytest.fixture
def office(worked_folder: Path) -> Office:
    return sign_in(worked_folder, HANDLER, MovableClock(EVENING))


@pytest.fixture
def made(office: Office, tmp_path: Path) -> Path:
    path = backup.make_backup(office.folder, office.database, tmp_path / "b.youju", EVENING).path
    office.close()
    return path


def test_a_backup_holds_the_whole_office_and_nothing_in_clear(
    made: Path, tmp_path: Path, office: Office
) -> None:
    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == ["manifest.json", "office.db", "keys.json", "checkpoint"]
        assert b"SQLite format 3" not in archive.read("office.db")
        checkpoint = archive.read("checkpoint").decode()
    assert "郑国栋".encode() not in made.read_bytes()
    backup.unpack(made, tmp_path / "out")
    assert (tmp_path / "out" / keys.FILE).read_bytes() == (office.folder / keys.FILE).read_bytes()
    with office.read() as work:
        assert work.signed == checkpoint
    office.close()


def test_a_backup_that_cannot_be_written_leaves_nothing(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Unavailable, match="没有备份成"):
        backup.make_backup(office.folder, office.database, tmp_path / "file" / "b.youju", EVENING)
    office.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "worked"]


def test_a_backup_is_made_while_others_write(office: Office, tmp_path: Path) -> None:
    with office.write() as work:
        work.record("office.something_done")
        made = backup.make_backup(office.folder, office.database, tmp_path / "b.youju", EVENING)
    with office.read() as work:
        assert work.frontier.size == made.verification.events + 1
    office.close()


Damage = Callable[[Path], None]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def letter(path: Path) -> None:
    path.write_text("not a backup", "utf-8")


def rewritten(change: Callable[[dict[str, bytes]], object]) -> Damage:
    def rewrite(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)

    return rewrite


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        flip,
        empty,
        letter,
        rewritten(lambda members: members.pop("manifest.json")),
        rewritten(lambda members: members.pop("keys.json")),
        rewritten(lambda members: members.update({"manifest.json": b"{}"})),
        rewritten(lambda members: members.update({"manifest.json": b"[]"})),
        rewritten(lambda members: members.update({"manifest.json": b"nonsense"})),
        rewritten(lambda members: members.update({"manifest.json": b'{"format": "1", "files": {}}'})),
        rewritten(lambda members: members.update({"checkpoint": b"another"})),
    ],
)
def test_a_damaged_backup_is_named(made: Path, tmp_path: Path, damage: Damage) -> None:
    damage(made)
    with pytest.raises(Unavailable, match=r"备份“b\.youju”已损坏"):
        backup.unpack(made, tmp_path / "out")


def test_a_backup_of_a_newer_version_is_left_alone(made: Path, tmp_path: Path) -> None:
    def newer(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"]) | {"format": backup.FORMAT + 1}
        members["manifest.json"] = json.dumps(manifest).encode()

    rewritten(newer)(made)
    with pytest.raises(Unavailable, match="更新的版本"):
        backup.unpack(made, tmp_path / "out")


def test_a_backup_that_is_not_there_is_named(made: Path, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="找不到备份"):
        backup.unpack(tmp_path / "没有.youju", tmp_path / "out")
    with pytest.raises(Unavailable, match="没有恢复成"):
        backup.unpack(made, made / "inside")


# Putting in place


def folder(path: Path, word: str) -> Path:
    path.mkdir()
    (path / "office.db").write_text(word)
    return path


def test_what_stood_there_is_kept(tmp_path: Path) -> None:
    fresh, target = folder(tmp_path / "fresh", "new"), folder(tmp_path / "office", "old")
    kept = backup.put_in_place(fresh, target, START)
    assert kept == tmp_path / "office.原有-20260901-090000"
    assert ((kept / "office.db").read_text(), (target / "office.db").read_text()) == ("old", "new")


def test_an_empty_folder_gives_way(tmp_path: Path) -> None:
    fresh, target = folder(tmp_path / "fresh", "new"), tmp_path / "office"
    target.mkdir()
    assert backup.put_in_place(fresh, target, START) is None
    assert (target / "office.db").read_text() == "new"


def test_a_restore_that_cannot_take_its_place_puts_the_old_one_back(tmp_path: Path) -> None:
    target = folder(tmp_path / "office", "old")
    for start in (target, tmp_path / "none"):
        with pytest.raises(Unavailable, match="不能改名或写入"):
            backup.put_in_place(tmp_path / "gone", start, START)
    assert [(path.name, (path / "office.db").read_text()) for path in tmp_path.iterdir()] == [
        ("office", "old")
    ]


# Rotation


def test_the_rotation_keeps_the_newest_and_each_months_last(tmp_path: Path) -> None:
    days = [START + timedelta(days=day) for day in range(75)]
    for moment in days:
        (tmp_path / f"{moment:%Y%m%d-%H%M%S}.youju").touch()
    (tmp_path / "notes.txt").touch()
    gone = backup.prune(tmp_path, keep=10)
    left = sorted(path.name for path in tmp_path.iterdir())
    newest = [f"{moment:%Y%m%d-%H%M%S}.youju" for moment in days[-10:]]
    assert left == ["20260930-090000.youju", "20261031-090000.youju", *newest, "notes.txt"]
    assert len(gone) == 63
    assert backup.prune(tmp_path, keep=10) == []


def test_fewer_than_the_rotation_keeps_all_stay(tmp_path: Path) -> None:
    (tmp_path / "20260901-090000.youju").touch()
    assert backup.prune(tmp_path) == []


def test_the_engine_copies_between_databases_of_one_key(office: Office, tmp_path: Path) -> None:
    sqlite.copy_database(office.database.path, tmp_path / "copy.db", office.database.key)
    copy = Database(tmp_path / "copy.db", office.database.key, office.database.origin)
    with copy.bare() as there, office.database.bare() as here:
        query = "SELECT body FROM events ORDER BY seq"
        assert there.exec_driver_sql(query).all() == here.exec_driver_sql(query).all()
    copy.close()
    office.close()


def test_a_database_that_cannot_be_copied_is_named(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="不能写入"):
        sqlite.copy_database(office.database.path, tmp_path, office.database.key)
    office.close()
