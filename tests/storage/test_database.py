"""One transaction, its rows and its events: all of it or none."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from desktop.domain.problems import Unavailable
from desktop.services.office import Office
from desktop.services.seals import uses
from desktop.storage import events, sqlite
from desktop.storage.base import append_only_tables, expected_triggers, registers
from desktop.storage.database import Database
from desktop.storage.office import SettingRow, put_setting
from desktop.storage.people import AccountRow
from desktop.storage.seals import uses as store
from desktop.storage.seals.tables import DraftRow, UseRow
from tests.builders import EVENING, HANDLER, MovableClock, make_request, sign_in


def count(office: Office, table: str = "events") -> int:
    with office.read() as work:
        return int(work.connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


@pytest.fixture
def worked(full_folder: Path) -> Iterator[Office]:
    """An office with rows in every register."""
    with closing(sign_in(full_folder, HANDLER, MovableClock(EVENING))) as office:
        yield office


def test_every_register_is_guarded(worked: Office) -> None:
    assert append_only_tables() == sorted(["events", *registers()])
    with worked.read() as work:
        assert sqlite.triggers_in(work.connection) == expected_triggers()


@pytest.mark.parametrize("table", append_only_tables())
def test_no_register_lets_a_row_be_changed_or_taken(worked: Office, table: str) -> None:
    with worked.read() as work:
        before = work.connection.execute(text(f"SELECT * FROM {table}")).all()
    assert before
    for change in (
        f"UPDATE {table} SET seq = seq + 100000",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with (
            pytest.raises(DBAPIError, match=sqlite.REFUSED_BY_REGISTER),
            worked.database.engine.begin() as connection,
        ):
            connection.execute(text(change))
    with worked.read() as work:
        assert work.connection.execute(text(f"SELECT * FROM {table}")).all() == before


# Rows and events


def test_a_row_without_its_event_does_not_stay(handler: Office) -> None:
    before = count(handler), count(handler, "settings")
    with pytest.raises(RuntimeError, match="settings was written without its event"), handler.write() as work:
        put_setting(work, "elsewhere", "派出所")
    assert (count(handler), count(handler, "settings")) == before


def test_two_rows_before_an_event_are_refused(handler: Office) -> None:
    before = count(handler), count(handler, "settings")
    with pytest.raises(RuntimeError, match="the row in settings has no event yet"), handler.write() as work:
        put_setting(work, "elsewhere", "派出所")
        put_setting(work, "elsewhere", "街道办事处")
    assert (count(handler), count(handler, "settings")) == before


def test_a_change_outside_the_registers_needs_an_event_too(handler: Office) -> None:
    with pytest.raises(RuntimeError, match="something was written without an event"), handler.write() as work:
        work.touch()
        work.session.execute(insert(DraftRow).values(id=1, handler=1, saved_at="", form="{}"))
    assert count(handler, "drafts") == 0


def test_an_error_takes_everything_back(handler: Office) -> None:
    before = count(handler), count(handler, "settings")
    with pytest.raises(ZeroDivisionError), handler.write() as work:
        put_setting(work, "elsewhere", "派出所")
        work.record("office.setting_changed")
        raise ZeroDivisionError
    assert (count(handler), count(handler, "settings")) == before


def test_nothing_done_is_nothing_written(handler: Office) -> None:
    before = count(handler)
    with handler.write():
        pass
    assert count(handler) == before


def test_reading_writes_nothing(handler: Office) -> None:
    with handler.read() as work:
        with pytest.raises(RuntimeError, match="reading records nothing"):
            work.record("office.looked")
        with pytest.raises(RuntimeError, match="reading writes nothing"):
            put_setting(work, "elsewhere", "派出所")


def test_a_row_and_its_event_know_each_other(handler: Office) -> None:
    with handler.write() as work:
        seq = put_setting(work, "elsewhere", "派出所")
        assert work.record("office.setting_changed", name="elsewhere") == seq
        assert work.next_seq == seq + 1
    with handler.read() as work:
        found = events.get_event(work.connection, seq)
        row = work.session.get(SettingRow, seq)
        assert row is not None
    assert (found.row, found.subject, found.payload) == ("settings", ("settings", seq), {"name": "elsewhere"})
    assert row.value == '"派出所"'


def test_a_row_has_one_salt_for_each_personal_value(handler: Office) -> None:
    use = uses.submit_use(handler, make_request())
    with handler.read() as work:
        row = work.session.get(UseRow, use.seq)
        logged = events.get_event(work.connection, use.seq).payload["personal"]
        account = work.session.scalars(select(AccountRow).limit(1)).one()
    assert isinstance(logged, dict)
    assert row is not None
    assert row.salts is not None
    assert len(row.salts) == 32 * len(logged)
    assert account.salts is not None
    assert len(account.salts) == 32


def test_the_log_is_read_in_its_parts(handler: Office) -> None:
    use = uses.submit_use(handler, make_request()).seq
    with handler.read() as work:
        total = work.frontier.size
        kinds = [found.kind for found in events.newest(work.connection, 2)]
        own = [found.kind for found in events.events_of(work.connection, ("seal_uses", use))]
        since = events.since(work.connection, use)
        assert [row[0] for row in events.scan(work.connection)] == list(range(1, total + 1))
        assert len(events.leaves(work.connection)) == total
    assert kinds == ["seals.finding_signed", "seals.use_recorded"]
    assert own == ["seals.use_recorded", "seals.finding_signed"]
    assert since == [(use + 1, "seals.finding_signed")]


# Two at once


def test_two_programs_never_give_one_number_twice(handler: Office, colleague: Office) -> None:
    each = 8
    given: list[int] = []
    failed: list[BaseException] = []
    start = threading.Barrier(2)

    def work(office: Office) -> None:
        start.wait()
        try:
            given.extend(uses.submit_use(office, make_request()).running for _ in range(each))
        except BaseException as error:  # noqa: BLE001  carried to the test
            failed.append(error)

    threads = [threading.Thread(target=work, args=(office,)) for office in (handler, colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(given) == list(range(1, 2 * each + 1))
    with handler.read() as reading:
        assert [row[0] for row in events.scan(reading.connection)] == list(
            range(1, reading.frontier.size + 1)
        )


def test_numbers_begin_again_each_year(handler: Office, clock: MovableClock) -> None:
    assert [uses.submit_use(handler, make_request()).number for _ in range(2)] == [
        "梧社印〔2026〕1 号",
        "梧社印〔2026〕2 号",
    ]
    clock.advance(days=122)
    assert uses.submit_use(handler, make_request()).number == "梧社印〔2027〕1 号"
    with handler.read() as work:
        assert [store.next_running(work, 1, year) for year in (2026, 2027, 2028)] == [3, 2, 1]


def test_a_writer_that_waits_too_long_says_so(
    handler: Office, colleague: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MS", 1)
    colleague.database.close()
    with (
        handler.write(),
        pytest.raises(Unavailable, match="另一个程序正在写这个办公室"),
        colleague.write(),
    ):
        raise AssertionError


# The clock


def test_a_clock_a_little_behind_writes_at_the_last_moment(handler: Office, clock: MovableClock) -> None:
    last = uses.submit_use(handler, make_request()).submitted_at
    clock.advance(minutes=-2)
    assert uses.submit_use(handler, make_request()).submitted_at == last


def test_a_clock_set_back_writes_nothing(handler: Office, clock: MovableClock) -> None:
    uses.submit_use(handler, make_request())
    before = count(handler)
    clock.advance(minutes=-2, seconds=-1)
    with pytest.raises(Unavailable) as refused:
        uses.submit_use(handler, make_request())
    assert str(refused.value) == (
        "没有存上。电脑的时间（2026-09-01 08:57）比台账最后一条（2026-09-01 09:00）还早。"
        "请把电脑时间校准，再试一次。"
    )
    assert count(handler) == before
    clock.advance(minutes=2, seconds=1)
    assert uses.submit_use(handler, make_request()).running == 2


# The disk


@contextmanager
def pragma(database: Database, words: str) -> Iterator[None]:
    """Every connection of the database begins with a pragma."""

    def begin(connection: driver.Connection, _record: object) -> None:
        connection.execute(words)

    database.close()
    event.listen(database.engine, "connect", begin)
    yield
    event.remove(database.engine, "connect", begin)
    database.close()


def test_a_full_disk_loses_nothing_that_was_there(handler: Office) -> None:
    uses.submit_use(handler, make_request())
    before = count(handler)
    with handler.read() as work:
        pages = work.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    with (
        pragma(handler.database, f"PRAGMA max_page_count = {pages}"),
        pytest.raises(Unavailable, match="磁盘已满"),
        handler.write() as work,
    ):
        put_setting(work, "elsewhere", "长" * 100_000)
        work.record("office.setting_changed")
    assert count(handler) == before
    uses.submit_use(handler, make_request())


def test_a_folder_that_cannot_be_written_is_named(handler: Office) -> None:
    before = count(handler)
    with (
        pragma(handler.database, "PRAGMA query_only = ON"),
        pytest.raises(Unavailable, match="办公室文件夹不能写入"),
    ):
        uses.submit_use(handler, make_request())
    assert count(handler) == before


def test_the_wrong_key_opens_nothing(office_folder: Path) -> None:
    database = Database(office_folder / "office.db", bytes(32), "youju/x")
    with pytest.raises(Unavailable, match="文件已损坏，或者不是这个办公室的"), database.bare():
        raise AssertionError
    database.close()


def test_nothing_of_the_office_stands_in_clear_in_its_files(worked: Office, full_folder: Path) -> None:
    words = [word.encode() for word in ("郑国栋", "榕荫路", "seal_uses", "SQLite format 3")]
    for path in full_folder.iterdir():
        content = path.read_bytes()
        assert [word for word in words if word in content] == []


@pytest.mark.parametrize(
    ("text_of_driver", "words"),
    [
        ("database or disk is full", "磁盘已满"),
        ("attempt to write a readonly database", "不能写入"),
        ("unable to open database file", "不能写入"),
        ("database is locked", "另一个程序"),
        ("file is not a database", "文件已损坏"),
        ("database disk image is malformed", "文件已损坏"),
        ("disk I/O error", "磁盘读写出错"),
        ("no such table: accounts", "缺了或读不出来"),
        ("interrupted", "没有响应"),
    ],
)
def test_the_drivers_complaints_become_words(text_of_driver: str, words: str) -> None:
    assert words in str(sqlite.unavailable(driver.OperationalError(text_of_driver)))


def test_a_folder_with_odd_characters_in_its_name_works(tmp_path: Path) -> None:
    folder = tmp_path / "办公室 #1? 100%"
    folder.mkdir()
    database = Database(folder / "office.db", bytes(32), "youju/x")
    with database.bare() as connection:
        assert connection.execute(select(func.count()).select_from(text("sqlite_master"))).scalar_one() == 0
    database.close()
    assert (folder / "office.db").exists()


def test_a_work_tells_the_moment(handler: Office) -> None:
    with handler.read() as work:
        assert work.now == "2026-09-01T09:00:00+08:00"
