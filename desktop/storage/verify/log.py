"""The log and the registers, read side by side in the order of the log: flat in memory."""

import hashlib
import heapq
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any, NoReturn

from sqlalchemy import Connection, Table, select

from desktop.domain import ledger
from desktop.domain.ledger import Fault
from desktop.i18n import _
from desktop.storage import events
from desktop.storage.base import commitments, registers, row_digest
from desktop.storage.seals.tables import CopyRow

REPORT_EVERY = 500
EVENT_FIELDS = {"actor", "digest", "kind", "payload", "row", "seq", "subject", "time"}

Progress = Callable[[int, int], None]
KeptRow = tuple[int, Table, dict[str, Any]]
"""One row of a register as it stands: its place in the log, its register, its values."""


@dataclass(slots=True)
class Checking:
    """What one pass over the log has seen so far."""

    size: int = 0
    hashes: list[bytes] = field(default_factory=list)
    rows: int = 0
    kept_copies: int = 0
    last_time: str = ""
    last_moment: datetime | None = None
    signed_size: int = 0
    wanted_roots: dict[int, bytes] = field(default_factory=dict)
    fault: Fault | None = None

    def take_leaf(self, leaf: bytes) -> None:
        """The tree grows by one event that was found good."""
        ledger.add_leaf(self.hashes, self.size, leaf)
        self.size += 1
        if self.size in self.wanted_roots:
            self.wanted_roots[self.size] = self.frontier.root()

    @property
    def frontier(self) -> ledger.Frontier:
        """The tree over the events found good so far."""
        return ledger.Frontier(self.size, tuple(self.hashes))


def _kept_rows(connection: Connection) -> Iterator[KeptRow]:
    """The rows of all registers in the order of the log, a few hundred of each at a time."""
    tables: list[Table] = [kind.__table__ for kind in registers().values()]  # type: ignore[misc]
    return heapq.merge(*(_rows_of(connection, table) for table in tables), key=itemgetter(0))


def _rows_of(connection: Connection, table: Table) -> Iterator[KeptRow]:
    names = tuple(column.name for column in table.columns)
    found = connection.execution_options(yield_per=200).execute(select(table).order_by(table.c.seq))
    for rows in found.partitions():
        for row in rows:
            values = dict(zip(names, row, strict=True))
            yield values["seq"], table, values


def log_fault(
    connection: Connection, checking: Checking, total: int, progress: Progress | None
) -> Fault | None:
    """The first event or register row that is not what the log says of it."""
    rows = _kept_rows(connection)
    row = next(rows, None)
    for stored in events.scan(connection):
        event = _checked_event(stored, checking)
        if isinstance(event, Fault):
            return event
        own = None
        if row is not None and event["row"] == row[1].name and event["seq"] == row[0]:
            own, row = row, next(rows, None)
        if row is not None and row[0] <= event["seq"]:
            return _strange_row(row)
        if event["row"] is not None:
            fault = _row_fault(event, own, checking)
            if fault is not None:
                return fault
        checking.take_leaf(stored[7])
        if progress is not None and checking.size % REPORT_EVERY == 0:
            progress(checking.size, total)
    if row is not None:
        return _strange_row(row)
    if progress is not None:
        progress(checking.size, max(total, checking.size))
    return None


def _refuse(written: str) -> NoReturn:
    raise ValueError(written)


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def _checked_event(stored: events.StoredEvent, checking: Checking) -> dict[str, Any] | Fault:
    """The event as its body says; or what is wrong with it."""
    seq, time, actor, kind, subject_kind, subject_id, body, leaf = stored
    due = checking.size + 1
    if seq != due:
        return Fault(
            "event_missing",
            f"events {due}",
            _("台账第 {due} 条不见了，后面接着的是第 {seq} 条。有记录被删去。").format(due=due, seq=seq),
            due,
        )
    try:
        event = _DECODER.decode(body)
        if ledger.leaf_hash(body.encode()) != leaf or ledger.canonical_text(event) != body:
            return _changed_event(seq)
        if event.keys() != EVENT_FIELDS:
            return _changed_event(seq)
        moment = datetime.fromisoformat(event["time"])
    except (AttributeError, ValueError, TypeError):
        return _changed_event(seq)
    subject = {"id": subject_id, "kind": subject_kind} if subject_kind is not None else None
    written = (event["seq"], event["time"], event["actor"], event["kind"], event["subject"])
    if written != (seq, time, actor, kind, subject):
        return Fault(
            "event_swapped",
            f"events {seq}",
            _("台账第 {seq} 条与它的内容对不上，里面写的是第 {other} 条。有记录被调换或改过。").format(
                seq=seq, other=event["seq"]
            ),
            seq,
        )
    if checking.last_moment is not None and moment < checking.last_moment:
        return Fault(
            "event_time", f"events {seq}", _("台账第 {seq} 条的时间早于前一条。").format(seq=seq), seq
        )
    checking.last_time, checking.last_moment = time, moment
    return event  # type: ignore[no-any-return]


def _changed_event(seq: int) -> Fault:
    return Fault("event_changed", f"events {seq}", _("台账第 {seq} 条的内容被改过。").format(seq=seq), seq)


def _row_fault(event: Mapping[str, Any], own: KeptRow | None, checking: Checking) -> Fault | None:
    """What is wrong with the row that an event wrote; `own` is None when no such row is there."""
    seq, name = event["seq"], event["row"]
    if own is None:
        return Fault(
            "row_missing",
            f"{name} {seq}",
            _("台账第 {seq} 条登记的内容在“{table}”里不见了。有登记被删去。").format(seq=seq, table=name),
            seq,
        )
    _seq, table, values = own
    checking.rows += 1
    if _digest_of(table, values) != event["digest"]:
        return Fault(
            "row_changed",
            f"{name} {seq}",
            _("“{table}”里第 {seq} 条登记被改过，与台账记下的指纹不符。").format(table=name, seq=seq),
            seq,
        )
    if name == CopyRow.__tablename__:
        checking.kept_copies += 1
        if hashlib.sha256(values["content"]).hexdigest() != values["sha256"]:
            return Fault(
                "copy_changed",
                f"{name} {seq}",
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


def _strange_row(row: KeptRow) -> Fault:
    seq, table, _values = row
    return Fault(
        "row_inserted",
        f"{table.name} {seq}",
        _("“{table}”里第 {seq} 条登记在台账里没有来历。有登记被插入。").format(table=table.name, seq=seq),
        seq,
    )
