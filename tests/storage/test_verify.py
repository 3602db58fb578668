"""Whatever somebody with the data key alters behind the program's back is found, and named."""

import dataclasses
import hashlib
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Integer, LargeBinary

from desktop.domain import ledger
from desktop.domain.ledger import Fault, SignedCheckpoint, Verification, read_checkpoint
from desktop.domain.problems import Unavailable
from desktop.services import evidence
from desktop.services.office import CHECKPOINT, PAPER, rotate_key
from desktop.storage import keys, sqlite
from desktop.storage.base import (
    Base,
    commitments,
    expected_triggers,
    registers,
    row_digest,
)
from desktop.storage.database import Database
from desktop.storage.verify import verify_office
from desktop.storage.verify.proofs import consistency, inclusion
from tests.builders import APPROVER, EVENING, MovableClock, seeded, sign_in
from tests.domain import rfc9162
from tests.domain.test_ledger import accepted

COLUMNS = [
    (name, column.name)
    for name, kind in sorted(registers().items())
    for column in kind.__table__.columns
    if column.name != "seq"
]


class Burglar:
    """Somebody who has the office's data key and a tool for databases, and covers the traces."""

    def __init__(self, folder: Path) -> None:
        office = sign_in(folder, APPROVER, MovableClock(EVENING))
        self.folder, self.origin, self.key = folder, office.database.origin, office.database.key
        self.checkpoint = evidence.checkpoint(office)
        self.signer = office.signer
        office.close()
        self.connection = sqlite.connect(folder / keys.DATABASE, self.key)
        for name in expected_triggers():
            self.connection.execute(f"DROP TRIGGER {name}")

    def do(self, sql: str, *values: object) -> list[Any]:
        """One statement; gives its rows."""
        found: list[Any] = self.connection.execute(sql, values).fetchall()
        return found

    def leave(self) -> None:
        """Puts the triggers back as they were and closes."""
        for text in expected_triggers().values():
            self.connection.execute(text)
        self.connection.close()

    def settle_log(self) -> None:
        """Makes the log's own state fit the events that stand there now."""
        frontier, last = ledger.Frontier(), ""
        for leaf, time in self.do("SELECT leaf, time FROM events ORDER BY seq"):
            frontier, last = frontier.append(leaf), time
        self.do(
            "UPDATE log_state SET size = ?, frontier = ?, last_time = ?",
            frontier.size,
            frontier.packed(),
            last,
        )

    def rewrite(self, seq: int, **fields: Any) -> None:
        """Writes an event anew with other fields, its leaf and its copies of fields made to fit."""
        body = json.loads(self.do("SELECT body FROM events WHERE seq = ?", seq)[0][0]) | fields
        raw = ledger.canonical(body)
        subject = body["subject"] or {"kind": None, "id": None}
        self.do(
            "UPDATE events SET body = ?, leaf = ?, kind = ?, actor = ?, time = ?, subject_kind = ?, subject_id = ? "
            "WHERE seq = ?",
            raw.decode(),
            ledger.leaf_hash(raw),
            body["kind"],
            body["actor"],
            body["time"],
            subject["kind"],
            subject["id"],
            seq,
        )

    def check(self, against: SignedCheckpoint | None = None) -> Verification:
        """What verification finds now."""
        database = Database(self.folder / keys.DATABASE, self.key, self.origin)
        try:
            return verify_office(database, EVENING, against=against, key_file=keys.read_key_file(self.folder))
        finally:
            database.close()

    def found(self, against: SignedCheckpoint | None = None) -> Fault:
        """The fault that verification names after the burglar has left."""
        self.leave()
        fault = self.check(against).fault
        assert fault is not None, "nothing was found"
        assert fault.message.endswith("。")
        return fault


@pytest.fixture
def burglar(full_folder: Path) -> Iterator[Burglar]:
    with_key = Burglar(full_folder)
    yield with_key
    with_key.connection.close()


def test_an_untouched_office_passes(burglar: Burglar) -> None:
    events, rows = (
        burglar.do("SELECT count(*) FROM events")[0][0],
        sum(burglar.do(f"SELECT count(*) FROM {name}")[0][0] for name in registers()),
    )
    burglar.leave()
    result = burglar.check(read_checkpoint(burglar.checkpoint))
    assert result.fault is None
    assert result.passed
    assert (result.events, result.rows, result.kept_copies) == (events, rows, 1)
    assert result.signed_size == events
    assert result.root == read_checkpoint(burglar.checkpoint).checkpoint.root
    assert result.at == EVENING


def test_progress_is_told_to_the_end(burglar: Burglar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.storage.verify.log.REPORT_EVERY", 20)
    burglar.leave()
    told: list[tuple[int, int]] = []
    database = Database(burglar.folder / keys.DATABASE, burglar.key, burglar.origin)
    total = verify_office(database, EVENING, progress=lambda done, of: told.append((done, of))).events
    database.close()
    assert told == [*((done, total) for done in range(20, total + 1, 20)), (total, total)]


# Rows


def another(value: object, kind: object) -> object:
    """Another value that the column can hold."""
    if isinstance(kind, Boolean):
        return 0 if value else 1
    if isinstance(kind, Integer):
        return (value or 0) + 1000  # type: ignore[operator]
    if isinstance(kind, LargeBinary):
        content = bytes(value or b"\x00" * 32)  # type: ignore[call-overload]
        return content[:-1] + bytes([content[-1] ^ 1])
    return f"{value or ''}改"


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_changed_value_of_any_column_is_named(burglar: Burglar, table: str, column: str) -> None:
    kind = Base.metadata.tables[table].columns[column].type
    rows = burglar.do(f'SELECT seq, "{column}" FROM {table} ORDER BY seq')
    seq, value = random.Random(f"{table}.{column}").choice(rows)
    burglar.do(f'UPDATE {table} SET "{column}" = ? WHERE seq = ?', another(value, kind), seq)
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("row_changed", f"{table} {seq}", seq)


@pytest.mark.parametrize(
    "strange", [None, 0, -1.5, "", "2026", b"\xff", "x" * 2000], ids=lambda value: repr(value)[:9]
)
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("seal_uses", "applicant_name"),
        ("seal_uses", "copies"),
        ("seal_uses", "recipient"),
        ("seals", "diameter_mm"),
    ],
)
def test_a_value_the_program_never_writes_is_named(
    burglar: Burglar, table: str, column: str, strange: object
) -> None:
    not_null = any(row[1] == column and row[3] for row in burglar.do(f"PRAGMA table_info({table})"))
    if strange is None and not_null:
        burglar.do(f"ALTER TABLE {table} ADD COLUMN spare")
        burglar.do("PRAGMA writable_schema = ON")
        burglar.do(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = ?",
            f"{column} {'INTEGER' if column in ('copies', 'diameter_mm') else 'TEXT'} NOT NULL",
            column,
            table,
        )
        burglar.connection.close()
        burglar.connection = sqlite.connect(burglar.folder / keys.DATABASE, burglar.key)
    seq = burglar.do(f"SELECT max(seq) FROM {table}")[0][0]
    burglar.do(f"UPDATE {table} SET {column} = ? WHERE seq = ?", strange, seq)
    fault = burglar.found()
    assert (fault.kind, fault.seq) == ("row_changed", seq)


def test_a_value_that_is_no_text_is_named(burglar: Burglar) -> None:
    seq = burglar.do("SELECT max(seq) FROM seal_uses")[0][0]
    burglar.do("UPDATE seal_uses SET recipient = CAST(x'ff' AS TEXT) WHERE seq = ?", seq)
    assert burglar.found().kind == "unreadable"


def test_personal_values_are_not_erased_unseen(burglar: Burglar) -> None:
    personal = "applicant_name = NULL, applicant_id_number = NULL, applicant_phone = NULL, finding = NULL"
    seq = burglar.do("SELECT min(seq) FROM seal_uses")[0][0]
    burglar.do(f"UPDATE seal_uses SET {personal}, salts = NULL WHERE seq = ?", seq)
    assert burglar.found() == Fault(
        "row_changed",
        f"seal_uses {seq}",
        f"“seal_uses”里第 {seq} 条登记被改过，与台账记下的指纹不符。",
        seq,
    )


def test_personal_values_are_not_exchanged_by_taking_the_salts(burglar: Burglar) -> None:
    seq = burglar.do("SELECT min(seq) FROM seal_uses")[0][0]
    burglar.do("UPDATE seal_uses SET applicant_name = '别人', salts = NULL WHERE seq = ?", seq)
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("row_changed", f"seal_uses {seq}", seq)


@pytest.mark.parametrize("table", sorted(registers()))
def test_a_missing_row_is_named(burglar: Burglar, table: str) -> None:
    seq = burglar.do(f"SELECT max(seq) FROM {table}")[0][0]
    burglar.do(f"DELETE FROM {table} WHERE seq = ?", seq)
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("row_missing", f"{table} {seq}", seq)


@pytest.mark.parametrize("table", sorted(registers()))
@pytest.mark.parametrize("place", ["of another row", "beyond the log"])
def test_an_inserted_row_is_named(burglar: Burglar, table: str, place: str) -> None:
    columns = [column.name for column in Base.metadata.tables[table].columns if column.name != "seq"]
    total = burglar.do("SELECT size FROM log_state")[0][0]
    seq = (
        total + 1 if place == "beyond the log" else (1 if table != "settings" else 4)
    )  # an event that wrote another row
    if table == "seal_uses":
        burglar.do("DROP INDEX IF EXISTS uq_seal_uses_seal_year_running")
    names = ", ".join(f'"{name}"' for name in columns)
    unique = "year" if table == "year_closings" else "running"
    values = ", ".join(f"{name} + 100" if name == unique else f'"{name}"' for name in columns)
    burglar.do(f"INSERT INTO {table} (seq, {names}) SELECT {seq}, {values} FROM {table} LIMIT 1")
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("row_inserted", f"{table} {seq}", seq)


def test_two_rows_of_one_register_that_changed_places_are_named(burglar: Burglar) -> None:
    first, second = (row[0] for row in burglar.do("SELECT seq FROM matters ORDER BY seq LIMIT 2"))
    for old, new in ((first, -1), (second, first), (-1, second)):
        burglar.do("UPDATE matters SET seq = ? WHERE seq = ?", new, old)
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("row_changed", f"matters {first}", first)


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        ("UPDATE use_counts SET copies = copies + 1 WHERE state = 'filed'", "use_counts 1 2026-09", "合计被改过"),
        ("DELETE FROM use_counts WHERE state = 'filed'", "use_counts 1 2026-09", "合计被改过"),
        ("INSERT INTO use_counts SELECT 7, year, matter, handler, month, state, 1, 1, 1, 1 FROM use_counts LIMIT 1",
         "use_counts 7 2026-09", "合计被改过"),
        ("DELETE FROM use_words_docsize WHERE id = (SELECT max(use) FROM use_states)", "use_words", "索引被改过"),
        ("INSERT INTO use_words (rowid, words) VALUES (3, 'a')", "use_words 3", "索引被改过"),
    ],
)  # fmt: skip
def test_a_changed_total_or_index_is_named(burglar: Burglar, change: str, where: str, words: str) -> None:
    burglar.do(change)
    fault = burglar.found()
    assert fault.kind == "derived"
    assert fault.where.startswith(where)
    assert words in fault.message


# A copy


def test_a_changed_copy_is_named(burglar: Burglar) -> None:
    seq, content = burglar.do("SELECT seq, content FROM kept_copies")[0]
    burglar.do("UPDATE kept_copies SET content = ?", content[:-1] + b"x")
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("row_changed", f"kept_copies {seq}", seq)


def test_a_copy_that_is_not_the_file_of_its_digest_is_named(burglar: Burglar) -> None:
    seq = burglar.do("SELECT seq FROM kept_copies")[0][0]
    burglar.do("UPDATE kept_copies SET sha256 = ?", hashlib.sha256(b"another").hexdigest())
    table = Base.metadata.tables["kept_copies"]
    names = list(table.columns.keys())
    row = dict(zip(names, burglar.do(f"SELECT {', '.join(names)} FROM kept_copies")[0], strict=True))
    burglar.rewrite(seq, digest=row_digest(table, row, commitments(table, row)))
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("copy_changed", f"kept_copies {seq}", seq)


# The log


@pytest.mark.parametrize("column", ["time", "actor", "kind", "subject_kind", "subject_id", "body", "leaf"])
@pytest.mark.parametrize("seq", [1, 7, 64, 65])
def test_a_changed_column_of_an_event_is_named(burglar: Burglar, seq: int, column: str) -> None:
    kind = Base.metadata.tables["events"].columns[column].type
    value = burglar.do(f"SELECT {column} FROM events WHERE seq = ?", seq)[0][0]
    burglar.do(f"UPDATE events SET {column} = ? WHERE seq = ?", another(value, kind), seq)
    fault = burglar.found()
    wanted = "event_changed" if column in ("body", "leaf") else "event_swapped"
    assert (fault.kind, fault.where, fault.seq) == (wanted, f"events {seq}", seq)


@pytest.mark.parametrize("body", [b"\xff", "", "[]", "{}", '{"seq": 1}', "null", "1e5"])
def test_an_event_that_is_none_is_named(burglar: Burglar, body: object) -> None:
    raw = body.encode() if isinstance(body, str) else b"\xff"
    burglar.do("UPDATE events SET body = ?, leaf = ? WHERE seq = 9", body, ledger.leaf_hash(raw))
    assert (burglar.found().kind, burglar.check().events) == ("event_changed", 8)


def test_an_event_not_in_canonical_form_is_named(burglar: Burglar) -> None:
    body = burglar.do("SELECT body FROM events WHERE seq = 9")[0][0].replace(",", ", ")
    burglar.do("UPDATE events SET body = ?, leaf = ? WHERE seq = 9", body, ledger.leaf_hash(body.encode()))
    assert (burglar.found().kind, burglar.check().events) == ("event_changed", 8)


@pytest.mark.parametrize("seq", [3, 20, 64, 65])
def test_an_event_rewritten_with_its_leaf_breaks_the_tree(burglar: Burglar, seq: int) -> None:
    burglar.rewrite(seq, actor=4)
    fault = burglar.found()
    assert fault.kind == "tree_changed"
    first, last = (int(part) for part in fault.where.removeprefix("events ").split("-"))
    assert first <= seq <= last
    assert fault.seq == first


def test_a_rewritten_past_with_a_settled_log_fails_its_own_signature(burglar: Burglar) -> None:
    burglar.rewrite(20, actor=4)
    burglar.settle_log()
    fault = burglar.found()
    assert (fault.kind, fault.where) == ("checkpoint", "台账自带的检查点")


@pytest.mark.parametrize("seq", [1, 30])
def test_a_removed_event_is_named(burglar: Burglar, seq: int) -> None:
    burglar.do("DELETE FROM events WHERE seq = ?", seq)
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("event_missing", f"events {seq}", seq)


def test_a_removed_event_whose_gap_was_closed_is_named(burglar: Burglar) -> None:
    burglar.do("DELETE FROM events WHERE seq = 30")
    burglar.do("UPDATE events SET seq = -seq WHERE seq > 30")
    burglar.do("UPDATE events SET seq = -seq - 1 WHERE seq < 0")
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("event_swapped", "events 30", 30)


def test_two_swapped_events_are_named(burglar: Burglar) -> None:
    for old, new in ((30, -1), (31, 30), (-1, 31)):
        burglar.do("UPDATE events SET seq = ? WHERE seq = ?", new, old)
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("event_swapped", "events 30", 30)


def event_at_the_end(burglar: Burglar, time: str = "") -> int:
    last, before = burglar.do("SELECT seq, time FROM events ORDER BY seq DESC LIMIT 1")[0]
    event = ledger.Event(last + 1, time or before, 2, "seals.slip_printed", None, {})
    burglar.do(
        "INSERT INTO events (seq, time, actor, kind, body, leaf) VALUES (?, ?, ?, ?, ?, ?)",
        event.seq,
        event.time,
        event.actor,
        event.kind,
        event.body().decode(),
        ledger.leaf_hash(event.body()),
    )
    return event.seq


def test_an_inserted_event_is_named(burglar: Burglar) -> None:
    seq = event_at_the_end(burglar)
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("event_inserted", f"events {seq}", seq)


def test_an_event_older_than_the_one_before_is_named(burglar: Burglar) -> None:
    seq = event_at_the_end(burglar, "2020-01-01T00:00:00+08:00")
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("event_time", f"events {seq}", seq)


def cut(burglar: Burglar, length: int) -> int:
    """Cuts the newest events off, with the rows they wrote."""
    last: int = burglar.do("SELECT max(seq) FROM events")[0][0] - length
    for table in ("events", *registers()):
        burglar.do(f"DELETE FROM {table} WHERE seq > ?", last)
    return last


@pytest.mark.parametrize("length", [1, 2, 9])
def test_a_cut_tail_is_named(burglar: Burglar, length: int) -> None:
    last = cut(burglar, length)
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("tail_cut", f"events {last + 1}", last + 1)


def tidy_derived(burglar: Burglar) -> None:
    """Takes the lines out of the lists whose entries are gone."""
    kept = "(SELECT seq FROM seal_uses UNION SELECT seq FROM taken_uses)"
    burglar.do(f"DELETE FROM use_states WHERE use NOT IN {kept}")


def test_a_cut_tail_with_a_settled_log_fails_the_logs_own_checkpoint(burglar: Burglar) -> None:
    last = cut(burglar, 1)
    burglar.settle_log()
    tidy_derived(burglar)
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("tail_cut", "台账自带的检查点", last + 1)


def test_a_cut_tail_signed_anew_is_found_by_a_checkpoint_kept_elsewhere(burglar: Burglar) -> None:
    last = cut(burglar, 1)
    burglar.settle_log()
    tidy_derived(burglar)
    sign_anew(burglar)
    burglar.leave()
    assert burglar.check().fault is None  # an insider with every key: only a checkpoint elsewhere helps
    fault = burglar.check(read_checkpoint(burglar.checkpoint)).fault
    assert fault is not None
    assert (fault.kind, fault.where, fault.seq) == ("tail_cut", "外存的检查点", last + 1)


def sign_anew(burglar: Burglar) -> None:
    """Signs the log as it stands, by somebody who has the signing keys as well."""
    size, packed = burglar.do("SELECT size, frontier FROM log_state")[0]
    root = ledger.Frontier.unpacked(size, packed).root()
    assert burglar.signer is not None
    signed = burglar.signer.sign_checkpoint(ledger.Checkpoint(burglar.origin, size, root))
    burglar.do("UPDATE log_state SET checkpoint = ?", signed)


def test_a_rewritten_past_signed_anew_is_found_by_a_checkpoint_kept_elsewhere(burglar: Burglar) -> None:
    seq = burglar.do("SELECT max(seq) FROM events WHERE kind = 'people.signed_in'")[0][0]
    burglar.rewrite(seq, payload={"wrong_passwords_before": 3})
    burglar.settle_log()
    sign_anew(burglar)
    burglar.leave()
    assert burglar.check().fault is None
    fault = burglar.check(read_checkpoint(burglar.checkpoint)).fault
    assert fault is not None
    assert (fault.kind, fault.where) == ("checkpoint", "外存的检查点")


# The log's state


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("size = size + 1", "tail_cut"),
        ("size = size - 1", "event_inserted"),
        ("frontier = substr(frontier, 1, 32)", "tree_changed"),
        ("frontier = zeroblob(length(frontier))", "tree_changed"),
        ("frontier = x''", "tree_changed"),
        ("last_time = '2026-09-01T08:00:00+08:00'", "tree_changed"),
        ("checkpoint = ''", "checkpoint"),
        ("checkpoint = 'nonsense'", "checkpoint"),
        ("checkpoint = replace(checkpoint, char(10) || char(10), char(10))", "checkpoint"),
        ("id = 2", "event_inserted"),
    ],
)
def test_a_changed_state_of_the_log_is_named(burglar: Burglar, change: str, kind: str) -> None:
    burglar.do(f"UPDATE log_state SET {change}")
    assert burglar.found().kind == kind


def test_a_second_state_of_the_log_changes_nothing(burglar: Burglar) -> None:
    burglar.do("INSERT INTO log_state SELECT 2, 1, frontier, last_time, checkpoint FROM log_state")
    burglar.leave()
    assert burglar.check().fault is None


def forged(burglar: Burglar, **changes: Any) -> SignedCheckpoint:
    genuine = read_checkpoint(burglar.checkpoint)
    point = dataclasses.replace(genuine.checkpoint, **changes)
    return dataclasses.replace(genuine, checkpoint=point)


def test_a_forged_checkpoint_is_named(burglar: Burglar) -> None:
    burglar.leave()
    genuine = read_checkpoint(burglar.checkpoint)
    wrong_hand = keys.Signer(
        burglar.origin, keys.private_key(b"1" * 32), keys.private_key(b"2" * 32)
    ).sign_checkpoint(genuine.checkpoint)
    forgeries = [
        forged(burglar, root=b"x" * 32),
        forged(burglar, size=genuine.checkpoint.size - 1),
        forged(burglar, origin="youju/somebody"),
        dataclasses.replace(genuine, signature=bytes(64)),
        dataclasses.replace(genuine, signature=b""),
        dataclasses.replace(genuine, key_hash=b""),
        read_checkpoint(wrong_hand),
    ]
    for forgery in forgeries:
        fault = burglar.check(forgery).fault
        assert fault is not None
        assert (fault.kind, fault.where) == ("checkpoint", "外存的检查点")


def test_an_earlier_checkpoint_still_holds(worked_folder: Path) -> None:
    office = sign_in(worked_folder, APPROVER, MovableClock(EVENING))
    earlier = evidence.checkpoint(office)
    with office.write() as work:
        work.record("office.something_done")
    assert evidence.verify_office(office, against=earlier).fault is None
    office.close()


# Triggers, lists, keys, the file


@pytest.mark.parametrize("name", sorted(expected_triggers()))
def test_a_dropped_trigger_is_named(burglar: Burglar, name: str) -> None:
    burglar.leave()
    burglar.connection = sqlite.connect(burglar.folder / keys.DATABASE, burglar.key)
    burglar.do(f"DROP TRIGGER {name}")
    fault = burglar.check().fault
    assert fault is not None
    assert (fault.kind, fault.where) == ("trigger", name)


def test_a_trigger_without_teeth_is_named(burglar: Burglar) -> None:
    burglar.leave()
    burglar.connection = sqlite.connect(burglar.folder / keys.DATABASE, burglar.key)
    (name, text), *_rest = sqlite.append_only_triggers("seals").items()
    burglar.do(f"DROP TRIGGER {name}")
    burglar.do(text.replace("SELECT RAISE(ABORT, 'register is append-only')", "SELECT 1"))
    fault = burglar.check().fault
    assert fault is not None
    assert (fault.kind, fault.where) == ("trigger", name)


STATE_COLUMNS = [column.name for column in Base.metadata.tables["use_states"].columns if column.name != "use"]


@pytest.mark.parametrize("column", STATE_COLUMNS)
def test_a_changed_line_of_the_lists_is_named(burglar: Burglar, column: str) -> None:
    use, value = burglar.do(f"SELECT use, {column} FROM use_states ORDER BY use LIMIT 1 OFFSET 4")[0]
    kind = Base.metadata.tables["use_states"].columns[column].type
    burglar.do(f"UPDATE use_states SET {column} = ? WHERE use = ?", another(value, kind), use)
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("derived", f"use_states {use}", use)


def test_a_missing_and_an_additional_line_of_the_lists_are_named(burglar: Burglar) -> None:
    use = burglar.do("SELECT max(use) FROM use_states")[0][0]
    columns = ", ".join(STATE_COLUMNS)
    burglar.do(
        f"INSERT INTO use_states (use, {columns}) SELECT use + 1, {columns} FROM use_states WHERE use = ?",
        use,
    )
    fault = burglar.found()
    assert (fault.kind, fault.where, fault.seq) == ("derived", f"use_states {use + 1}", use + 1)
    burglar.connection = sqlite.connect(burglar.folder / keys.DATABASE, burglar.key)
    burglar.do("DELETE FROM use_states WHERE use >= ?", use)
    again = burglar.check().fault
    assert again is not None
    assert (again.kind, again.where, again.seq) == ("derived", f"use_states {use}", use)


def exchange(folder: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    data = json.loads((folder / keys.FILE).read_text("utf-8"))
    change(data["slots"])
    (folder / keys.FILE).write_text(json.dumps(data), "utf-8")


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("part", ["salt", "data", "signing", "gone"])
def test_an_exchanged_slot_of_the_key_file_is_named(burglar: Burglar, number: int, part: str) -> None:
    def change(slots: list[dict[str, Any]]) -> None:
        slot = next(slot for slot in slots if slot["account"] == number)
        if part == "gone":
            slots.remove(slot)
        else:
            slot[part] = "AAAA"

    exchange(burglar.folder, change)
    fault = burglar.found()
    assert (fault.kind, fault.where) == ("key_file", f"keys.json {number}")


def test_two_exchanged_slots_are_named(burglar: Burglar) -> None:
    def change(slots: list[dict[str, Any]]) -> None:
        one, two = (next(slot for slot in slots if slot["account"] == number) for number in (1, 2))
        for part in ("salt", "data", "signing"):
            one[part], two[part] = two[part], one[part]

    exchange(burglar.folder, change)
    assert burglar.found().where == "keys.json 1"


def test_wrong_passwords_leave_the_key_file_whole(burglar: Burglar) -> None:
    keys.note_failure(burglar.folder, 1, EVENING)
    burglar.leave()
    assert burglar.check().fault is None


def test_a_flipped_bit_in_the_file_is_named(burglar: Burglar) -> None:
    burglar.leave()
    path = burglar.folder / keys.DATABASE
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    fault = burglar.check().fault
    assert fault is not None
    assert (fault.kind, fault.where) == ("file", "office.db")


def test_a_file_with_its_end_cut_off_does_not_open(burglar: Burglar) -> None:
    burglar.leave()
    path = burglar.folder / keys.DATABASE
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(Unavailable, match="文件已损坏"):
        burglar.check()


def test_what_the_engine_finds_wrong_is_passed_on(monkeypatch: pytest.MonkeyPatch, burglar: Burglar) -> None:
    # An index that lacks a row: no byte is damaged, so only SQLite's own check sees it.
    burglar.do("PRAGMA writable_schema = ON")
    burglar.do("UPDATE sqlite_master SET rootpage = rootpage + 1 WHERE name = 'ix_seals_number'")
    fault = burglar.found()
    assert (fault.kind, fault.where) == ("file", "office.db")


@pytest.mark.parametrize("purpose", [CHECKPOINT, PAPER])
def test_a_signing_key_that_the_old_one_did_not_sign_is_named(worked_folder: Path, purpose: str) -> None:
    office = sign_in(worked_folder, APPROVER, MovableClock(EVENING))
    rotate_key(office, purpose, entropy=seeded("rotated"))
    office.close()
    burglar = Burglar(worked_folder)
    table = Base.metadata.tables["signing_keys"]
    names = list(table.columns.keys())
    found = burglar.do(f"SELECT {', '.join(names)} FROM signing_keys ORDER BY seq DESC LIMIT 1")[0]
    row = dict(zip(names, found, strict=True)) | {"signed_by_old": b"x" * 64}
    burglar.do("UPDATE signing_keys SET signed_by_old = ? WHERE seq = ?", row["signed_by_old"], row["seq"])
    burglar.rewrite(row["seq"], digest=row_digest(table, row, commitments(table, row)))
    burglar.settle_log()
    sign_anew(burglar)
    fault = burglar.found()
    assert (fault.kind, fault.where) == ("key", "signing_keys")
    burglar.connection.close()


# Proofs for strangers


def test_proofs_of_the_office_are_accepted_by_strangers(worked_folder: Path) -> None:
    office = sign_in(worked_folder, APPROVER, MovableClock(EVENING))
    earlier = read_checkpoint(evidence.checkpoint(office)).checkpoint
    with office.write() as work:
        work.record("office.something_done")
    proof: Any = inclusion(office.database, 5)
    hashes = [bytes.fromhex(part) for part in proof["hashes"]]
    root = bytes.fromhex(proof["root"])
    assert (proof["entry"], proof["leaf_index"], proof["tree_size"]) == (5, 4, earlier.size + 1)
    assert accepted(proof["event"].encode(), proof["leaf_index"], proof["tree_size"], root, hashes)
    assert proof["leaf_hash"] == ledger.leaf_hash(proof["event"].encode()).hex()
    grown: Any = consistency(office.database, earlier)
    path = [bytes.fromhex(part) for part in grown["hashes"]]
    assert rfc9162.consistent(
        grown["from_size"], grown["tree_size"], earlier.root, bytes.fromhex(grown["root"]), path
    )
    longer = dataclasses.replace(earlier, size=earlier.size + 2)
    assert consistency(office.database, longer) is None
    office.close()
