"""The evidence log as it is kept: one row an event, and the state of its Merkle tree."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, LargeBinary, Text, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain import ledger
from desktop.domain.problems import Damaged, Missing
from desktop.i18n import _
from desktop.storage.base import Base

StoredEvent = tuple[int, str, int, str, str | None, int | None, str, bytes]
"""One row of the log as it stands: seq, time, actor, kind, subject kind and id, body, leaf hash."""


class EventRow(Base):
    """One event: its canonical bytes, its leaf hash, and a few of its fields again for queries."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "subject_kind", "subject_id"), Index(None, "kind", "seq"))

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    time: Mapped[str] = mapped_column(Text)
    actor: Mapped[int]
    kind: Mapped[str] = mapped_column(Text)
    subject_kind: Mapped[str | None] = mapped_column(Text)
    subject_id: Mapped[int | None]
    body: Mapped[str] = mapped_column(Text)
    leaf: Mapped[bytes] = mapped_column(LargeBinary)


class LogState(Base):
    """The log's size and the frontier of its tree, with the newest signed checkpoint; one row, always `id` 1."""

    __tablename__ = "log_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    last_time: Mapped[str] = mapped_column(Text)
    checkpoint: Mapped[str] = mapped_column(Text)


_READ_STATE = select(LogState.size, LogState.frontier, LogState.last_time, LogState.checkpoint).where(
    LogState.id == 1
)
_WRITE_STATE = update(LogState).where(LogState.id == 1)
_APPEND = insert(EventRow)


def read_state(connection: Connection) -> tuple[ledger.Frontier, str, str]:
    """The tree as it stands, the time of the last event, and the text of the newest signed checkpoint.

    Raises Damaged when there are values in its place that no program of ours wrote.
    """
    row = connection.execute(_READ_STATE).one_or_none()
    if row is None:
        return ledger.Frontier(), "", ""
    size, frontier, last_time, checkpoint = row
    if not (isinstance(size, int) and isinstance(frontier, bytes) and isinstance(checkpoint, str)):
        raise _damaged()
    try:
        if datetime.fromisoformat(last_time).tzinfo is None:
            raise ValueError(last_time)
    except (TypeError, ValueError) as error:
        raise _damaged() from error
    return ledger.Frontier.unpacked(size, frontier), last_time, checkpoint


def state_to_continue(connection: Connection) -> tuple[ledger.Frontier, str, str]:
    """The same, for whoever goes on from it or signs it. Raises Damaged when it can be the state of no tree."""
    frontier, last_time, checkpoint = read_state(connection)
    if frontier.size < 0 or [len(part) for part in frontier.hashes] != [32] * frontier.size.bit_count():
        raise _damaged()
    return frontier, last_time, checkpoint


def _damaged() -> Damaged:
    return Damaged(_("台账的总指纹不成样子。有人绕过程序改过数据库。请用最近的备份恢复。"))


def write_state(connection: Connection, frontier: ledger.Frontier, last_time: str, checkpoint: str) -> None:
    """Keeps the tree's state after new events; part of the same transaction."""
    values = {
        "size": frontier.size,
        "frontier": frontier.packed(),
        "last_time": last_time,
        "checkpoint": checkpoint,
    }
    if connection.execute(_WRITE_STATE, values).rowcount == 0:
        connection.execute(insert(LogState).values(id=1, **values))


def append(connection: Connection, events: list[ledger.Event]) -> list[bytes]:
    """Writes new events and gives their leaf hashes."""
    rows: list[dict[str, Any]] = []
    for event in events:
        body = event.body()
        rows.append(
            {
                "seq": event.seq,
                "time": event.time,
                "actor": event.actor,
                "kind": event.kind,
                "subject_kind": event.subject[0] if event.subject else None,
                "subject_id": event.subject[1] if event.subject else None,
                "body": body.decode(),
                "leaf": ledger.leaf_hash(body),
            }
        )
    connection.execute(_APPEND, rows)
    return [row["leaf"] for row in rows]


def parse(body: str) -> ledger.Event:
    """The event written in a canonical body."""
    data = json.loads(body)
    subject = data["subject"]
    return ledger.Event(
        seq=data["seq"],
        time=data["time"],
        actor=data["actor"],
        kind=data["kind"],
        subject=None if subject is None else (subject["kind"], subject["id"]),
        payload=data["payload"],
        row=data["row"],
        digest=data["digest"],
    )


def get_event(connection: Connection, seq: int) -> ledger.Event:
    """One event. Raises Missing when the log is shorter."""
    body = connection.execute(select(EventRow.body).where(EventRow.seq == seq)).scalar_one_or_none()
    if body is None:
        raise Missing(_("台账里没有第 {seq} 条。").format(seq=seq))
    return parse(body)


def events_of(connection: Connection, subject: tuple[str, int]) -> list[ledger.Event]:
    """All events on one record, oldest first."""
    found = connection.execute(
        select(EventRow.body)
        .where(EventRow.subject_kind == subject[0], EventRow.subject_id == subject[1])
        .order_by(EventRow.seq)
    )
    return [parse(body) for (body,) in found]


def newest(connection: Connection, count: int, *, kinds: tuple[str, ...] = ()) -> list[ledger.Event]:
    """The newest events, newest first; of these kinds only, when any are named."""
    query = select(EventRow.seq, EventRow.body).order_by(EventRow.seq.desc()).limit(count)
    # Each kind by its own index: asked for together, a long log would be sorted for a handful of lines.
    queries = [query.where(EventRow.kind == kind) for kind in kinds] or [query]
    found = [row for each in queries for row in connection.execute(each)]
    return [parse(row.body) for row in sorted(found, key=lambda row: -row.seq)[:count]]


def since(connection: Connection, seq: int) -> list[tuple[int, str]]:
    """Place and kind of every event after `seq`, oldest first."""
    found = connection.execute(
        select(EventRow.seq, EventRow.kind).where(EventRow.seq > seq).order_by(EventRow.seq)
    )
    return [(row.seq, row.kind) for row in found]


def scan(connection: Connection) -> Iterator[StoredEvent]:
    """Every row of the log in order, a few hundred at a time: flat in memory."""
    found = connection.execution_options(yield_per=500).execute(
        select(
            EventRow.seq,
            EventRow.time,
            EventRow.actor,
            EventRow.kind,
            EventRow.subject_kind,
            EventRow.subject_id,
            EventRow.body,
            EventRow.leaf,
        ).order_by(EventRow.seq)
    )
    for rows in found.partitions():
        yield from rows


def leaves(connection: Connection) -> list[bytes]:
    """All leaf hashes in order, for proofs."""
    return list(connection.execute(select(EventRow.leaf).order_by(EventRow.seq)).scalars())
