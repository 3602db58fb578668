"""Migrations: models equal the newest revision, up and down and up, kept offices open, newer ones are left."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import event, text

from desktop.domain.problems import Unavailable
from desktop.domain.seals import State, UseFilter
from desktop.paths import MIGRATIONS
from desktop.services import evidence
from desktop.services.office import Office
from desktop.services.seals import lists
from desktop.storage import backup, keys, sqlite, upgrade
from desktop.storage.base import Base, expected_triggers
from desktop.storage.database import Database
from tests.builders import APPROVER, EVENING, HANDLER, PASSWORD, MovableClock, sign_in

KEPT = Path(__file__).parent / "kept"


@pytest.fixture
def fresh(tmp_path: Path) -> Database:
    return Database(tmp_path / "office.db", b"k" * 32, "youju/x")


def migrate(database: Database, revision: str, *, down: bool = False) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection.execution_options(writing=True)
        (command.downgrade if down else command.upgrade)(config, revision)


def schema(database: Database) -> set[tuple[str, str]]:
    with database.bare() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
        )
        return {(str(name), str(sql)) for name, sql in rows}


def is_index(name: str | None, kind: str) -> bool:
    """The search index and the tables in which FTS5 keeps it: no model speaks of them."""
    return kind == "table" and name is not None and name.startswith("use_words")


def test_the_search_index_is_made_as_the_engine_room_says(fresh: Database) -> None:
    upgrade.upgrade(fresh)
    assert ("use_words", sqlite.WORDS_TABLE) in schema(fresh)
    fresh.close()


def test_models_equal_the_newest_revision(fresh: Database) -> None:
    assert upgrade.current_revision(fresh) == ""
    assert upgrade.upgrade(fresh)
    assert upgrade.current_revision(fresh) == upgrade.HEAD
    with fresh.bare() as connection:
        options = {
            "compare_type": True,
            "include_name": lambda name, kind, _parents: not is_index(name, kind),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        assert sqlite.triggers_in(connection) == expected_triggers()
    assert not upgrade.upgrade(fresh)
    fresh.close()


def test_a_disk_too_full_for_the_tables_is_named(fresh: Database) -> None:
    def small(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 4")

    event.listen(fresh.engine, "connect", small)
    with pytest.raises(Unavailable, match="磁盘已满"):
        upgrade.upgrade(fresh)
    event.remove(fresh.engine, "connect", small)
    fresh.close()
    assert upgrade.upgrade(fresh)
    fresh.close()


def test_revisions_go_up_and_down_and_up(fresh: Database) -> None:
    upgrade.upgrade(fresh)
    first = schema(fresh)
    migrate(fresh, "base", down=True)
    assert schema(fresh) == set()
    migrate(fresh, "head")
    assert schema(fresh) == first
    fresh.close()


def test_the_newest_revision_is_the_newest_that_stands_there() -> None:
    assert max(upgrade.known_revisions()) == upgrade.HEAD


def test_an_office_of_a_newer_version_is_left_alone(worked_folder: Path) -> None:
    office = sign_in(worked_folder, HANDLER, MovableClock(EVENING))
    with office.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    office.close()
    before = (worked_folder / keys.DATABASE).read_bytes()
    with pytest.raises(Unavailable, match="用更新的版本写过"):
        sign_in(worked_folder, HANDLER, MovableClock(EVENING))
    assert (worked_folder / keys.DATABASE).read_bytes() == before


# Offices kept from every released revision. YOUJU_KEPT=write keeps the office of the tests as it is made now.


@pytest.fixture
def kept_now(worked_folder: Path) -> Path:
    folder = KEPT / upgrade.HEAD
    if os.environ.get("YOUJU_KEPT") == "write":
        folder.mkdir(parents=True, exist_ok=True)
        for name in (keys.FILE, keys.DATABASE):
            shutil.copyfile(worked_folder / name, folder / name)
    return folder


def test_the_newest_revision_has_a_kept_office(kept_now: Path) -> None:
    assert sorted(path.name for path in kept_now.iterdir()) == [keys.FILE, keys.DATABASE]
    assert sorted(folder.name for folder in KEPT.iterdir()) == sorted(upgrade.known_revisions())
    assert sum(path.stat().st_size for path in kept_now.iterdir()) < 400_000


@pytest.mark.parametrize("revision", sorted(upgrade.known_revisions()))
def test_an_office_kept_from_a_revision_opens_and_verifies(
    kept_now: Path, tmp_path: Path, revision: str
) -> None:
    assert kept_now.exists()
    folder = tmp_path / "kept"
    shutil.copytree(KEPT / revision, folder)
    office: Office = sign_in(folder, APPROVER, MovableClock(EVENING))
    result = evidence.verify_office(office)
    assert (result.fault, result.kept_copies) == (None, 1)
    before = sorted(path.name for path in tmp_path.rglob("*.youju"))
    assert before == ([] if revision == upgrade.HEAD else [f"升级前-{revision}.youju"])
    counted = lists.count_states(office, UseFilter())
    assert counted == {
        state: 2 if state is State.TO_APPROVE else 1 for state in State if state is not State.DRAFT
    }
    office.close()


OLDEST = min(upgrade.known_revisions())


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An office that the first version of the program has written."""
    folder = tmp_path / "older"
    shutil.copytree(KEPT / OLDEST, folder)
    return folder


def test_what_is_kept_before_an_upgrade_is_the_office_as_it_was(older: Path, tmp_path: Path) -> None:
    sign_in(older, APPROVER, MovableClock(EVENING)).close()
    kept = tmp_path / "older-备份" / f"升级前-{OLDEST}.youju"
    backup.unpack(kept, tmp_path / "again")
    file = keys.read_key_file(tmp_path / "again")
    opened = next(found for slot in file.slots if (found := keys.open_slot(file.office, slot, PASSWORD)))
    database = Database(tmp_path / "again" / keys.DATABASE, opened.data_key, "youju/x")
    assert upgrade.current_revision(database) == OLDEST
    database.close()
    # The copy that was kept is opened, upgraded and kept again: no copy takes the place of another.
    shutil.copy(kept, tmp_path / "again-备份.youju")
    shutil.rmtree(older)
    shutil.copytree(KEPT / OLDEST, older)
    sign_in(older, APPROVER, MovableClock(EVENING)).close()
    assert sorted(path.name for path in kept.parent.iterdir()) == [
        f"升级前-{OLDEST}-2.youju",
        f"升级前-{OLDEST}.youju",
    ]


def test_an_upgrade_that_fails_on_the_copy_leaves_the_office_as_it_was(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_database: Database) -> bool:
        raise Unavailable("升不上去")

    monkeypatch.setattr(upgrade, "upgrade", fail)
    before = (older / keys.DATABASE).read_bytes()
    with pytest.raises(Unavailable, match="升不上去"):
        sign_in(older, APPROVER, MovableClock(EVENING))
    assert (older / keys.DATABASE).read_bytes() == before
    assert list(older.with_name("older-备份").iterdir()) == []


def test_an_office_is_not_upgraded_where_nothing_can_be_kept(older: Path) -> None:
    older.with_name("older-备份").write_text("not a folder")
    before = (older / keys.DATABASE).read_bytes()
    with pytest.raises(Unavailable, match="升级前的备份做不了"):
        sign_in(older, APPROVER, MovableClock(EVENING))
    assert (older / keys.DATABASE).read_bytes() == before
