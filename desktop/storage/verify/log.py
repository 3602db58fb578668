"""The log and the registers, read side by side in the order of the log: flat in memory."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from desktop.domain import ledger
from desktop.domain.ledger import Fault
from desktop.i18n import _
from desktop.storage import events
from desktop.storage.base import commitments, registers, row_digest
from desktop.storage.seals.tables import CopyRow

REPORT_EVERY = 500

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Checking:
    """What one pass over the log has seen so far."""

    frontier: ledger.Frontier = field(default_factory=ledger.Frontier)
    rows: int = 0
    kept_copies: int = 0
    last_time: str = ""
    signed_size: int = 0
    wanted_roots: dict[int, bytes] = field(default_factory=dict)
    fault: Fault | None = None


class _RegisterReader:
    """One register, read in the order of the log."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self.table = table
        found = connection.execution_options(yield_per=200).execute(select(table).order_by(table.c.seq))
        self._rows: Iterator[Mapping[str, Any]] = (dict(row) for row in found.mappings())
        self.row: Mapping[str, Any] | None = next(self._rows, None)

    def advance(self) -> None:
        """Moves to the next row."""
        self.row = next(self._rows, None)


def log_fault(
    connection: Connection, checking: Checking, total: int, progress: Progress | None
) -> Fault | None:
    """The first event or register row that is not what the log says of it."""
    readers = {
        name: _RegisterReader(connection, kind.__table__)  # type: ignore[arg-type]
        for name, kind in registers().items()
    }
    for stored in events.scan(connection):
        event = _checked_event(stored, checking)
        if isinstance(event, Fault):
            return event
        fault = _row_fault(event, readers, checking)
        if fault is not None:
            return fault
        checking.frontier = checking.frontier.append(stored[7])
        if checking.frontier.size in checking.wanted_roots:
            checking.wanted_roots[checking.frontier.size] = checking.frontier.root()
        if progress is not None and checking.frontier.size % REPORT_EVERY == 0:
            progress(checking.frontier.size, total)
    for name, reader in readers.items():
        if reader.row is not None:
            return _strange_row(name, reader.row["seq"])
    if progress is not None:
        progress(checking.frontier.size, max(total, checking.frontier.size))
    return None


def _checked_event(stored: events.StoredEvent, checking: Checking) -> ledger.Event | Fault:
    seq, time, actor, kind, subject_kind, subject_id, body, leaf = stored
    due = checking.frontier.size + 1
    if seq != due:
        return Fault(
            "event_missing",
            f"events {due}",
            _("台账第 {due} 条不见了，后面接着的是第 {seq} 条。有记录被删去。").format(due=due, seq=seq),
            due,
        )
    changed = Fault("event_changed", f"events {seq}", _("台账第 {seq} 条的内容被改过。").format(seq=seq), seq)
    try:
        raw = body.encode()
        event = events.parse(body)
        if ledger.leaf_hash(raw) != leaf or event.body() != raw:
            return changed
    except (AttributeError, ValueError, KeyError, TypeError):
        return changed
    subject = (subject_kind, subject_id) if subject_kind is not None else None
    if (event.seq, event.time, event.actor, event.kind, event.subject) != (seq, time, actor, kind, subject):
        return Fault(
            "event_swapped",
            f"events {seq}",
            _("台账第 {seq} 条与它的内容对不上，里面写的是第 {other} 条。有记录被调换或改过。").format(
                seq=seq, other=event.seq
            ),
            seq,
        )
    if checking.last_time and event.when < datetime.fromisoformat(checking.last_time):
        return Fault(
            "event_time", f"events {seq}", _("台账第 {seq} 条的时间早于前一条。").format(seq=seq), seq
        )
    checking.last_time = time
    return event


def _row_fault(event: ledger.Event, readers: dict[str, _RegisterReader], checking: Checking) -> Fault | None:
    seq = event.seq
    for name, reader in readers.items():
        if reader.row is not None and (
            reader.row["seq"] < seq or (reader.row["seq"] == seq and name != event.row)
        ):
            return _strange_row(name, reader.row["seq"])
    if event.row is None:
        return None
    found = readers.get(event.row)
    if found is None or found.row is None or found.row["seq"] != seq:
        return Fault(
            "row_missing",
            f"{event.row} {seq}",
            _("台账第 {seq} 条登记的内容在“{table}”里不见了。有登记被删去。").format(
                seq=seq, table=event.row
            ),
            seq,
        )
    values = found.row
    found.advance()
    checking.rows += 1
    if _digest_of(found.table, values) != event.digest:
        return Fault(
            "row_changed",
            f"{event.row} {seq}",
            _("“{table}”里第 {seq} 条登记被改过，与台账记下的指纹不符。").format(table=event.row, seq=seq),
            seq,
        )
    if event.row == CopyRow.__tablename__:
        checking.kept_copies += 1
        if hashlib.sha256(values["content"]).hexdigest() != values["sha256"]:
            return Fault(
                "copy_changed",
                f"{event.row} {seq}",
                _("第 {seq} 条留底的文件被换过，与登记的指纹不符。").format(seq=seq),
                seq,
            )
    return None


def _digest_of(table: Table, values: Mapping[str, Any]) -> str:
    """The row's digest; empty for a row with values that the program never writes."""
    try:
        return row_digest(table, values, commitments(table, values))
    except (AttributeError, TypeError, ValueError):
        return ""


def _strange_row(table: str, seq: int) -> Fault:
    return Fault(
        "row_inserted",
        f"{table} {seq}",
        _("“{table}”里第 {seq} 条登记在台账里没有来历。有登记被插入。").format(table=table, seq=seq),
        seq,
    )
