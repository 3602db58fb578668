"""One office's database, and the work done on it: a transaction that never parts from its events."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Insert, Table, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from desktop.domain import ledger
from desktop.domain.problems import Unavailable
from desktop.i18n import _
from desktop.storage import events, sqlite
from desktop.storage.base import Entropy, Register, commitments, row_digest, row_values, salt_row

CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far the computer's clock may stand behind the last event before nothing more is written."""

Sign = Callable[[ledger.Checkpoint], str]


@cache
def _insert_into(table: Table) -> Insert:
    """The statement that writes a row of this register; made once, since making it costs more than running it."""
    return insert(table)


@dataclass(slots=True)
class Work:
    """One open transaction. Only `Database.write` and `Database.read` make one.

    A row of a register is written together with the one event that carries its digest: `add` puts the row
    there, `record` its event, and the transaction refuses to commit while one lacks the other. `seen` keeps
    rows of registers that were asked for: they never change, so they are read once.
    """

    session: Session
    actor: int
    moment: datetime
    entropy: Entropy = secrets.token_bytes
    frontier: ledger.Frontier = field(default_factory=ledger.Frontier)
    last_time: str = ""
    signed: str = ""
    writable: bool = False
    pending: tuple[Table, dict[str, Any]] | None = None
    new_events: list[ledger.Event] = field(default_factory=list)
    touched: bool = False
    seen: dict[tuple[str, int], Any] = field(default_factory=dict)
    connection: Connection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = self.session.connection()

    @property
    def now(self) -> str:
        """The moment of this work as events carry it."""
        return self.moment.isoformat(timespec="seconds")

    @property
    def next_seq(self) -> int:
        """The place in the log that the next event will have, and so the key of the next register row."""
        return self.frontier.size + len(self.new_events) + 1

    def add(self, row: Register) -> int:
        """Puts a new row into its register; `record` must follow before anything else. Gives the row's key."""
        if not self.writable:
            raise RuntimeError("reading writes nothing")
        if self.pending is not None:
            raise RuntimeError(f"the row in {self.pending[0].name} has no event yet")
        table: Table = row.__table__  # type: ignore[assignment]
        row.seq = self.next_seq
        salt_row(row, self.entropy)
        values = row_values(row)
        self.connection.execute(_insert_into(table), values)
        self.pending = (table, values)
        return row.seq

    def touch(self) -> None:
        """Says that this work changed something outside the registers, so that it needs an event as well."""
        self.touched = True

    def record(self, kind: str, subject: tuple[str, int] | None = None, **payload: object) -> int:
        """Writes the event of what was just done. Gives its place in the log.

        `payload` holds plain facts and no personal value; commitments of the row's personal values are
        added. Without a `subject` the event is about the row itself.
        """
        if not self.writable:
            raise RuntimeError("reading records nothing")
        digest, table_name = None, None
        if self.pending is not None:
            table, values = self.pending
            committed = commitments(table, values)
            digest = row_digest(table, values, committed)
            table_name = table.name
            subject = subject or (table.name, values["seq"])
            if committed:
                payload["personal"] = {name: value for name, value in committed.items() if value is not None}
        event = ledger.Event(self.next_seq, self.now, self.actor, kind, subject, payload, table_name, digest)
        self.new_events.append(event)
        self.pending = None
        return event.seq

    def finish(self, origin: str, sign: Sign | None) -> None:
        """Writes the events into the log and the log's new state; called once, just before the commit."""
        if self.pending is not None:
            raise RuntimeError(f"the row in {self.pending[0].name} was written without its event")
        self.session.flush()
        if not self.new_events:
            if self.touched:
                raise RuntimeError("something was written without an event")
            return
        connection = self.connection
        for leaf in events.append(connection, self.new_events):
            self.frontier = self.frontier.append(leaf)
        if sign is not None:
            self.signed = sign(ledger.Checkpoint(origin, self.frontier.size, self.frontier.root()))
        events.write_state(connection, self.frontier, self.now, self.signed)


class Database:
    """The open database of one office: where transactions begin and end, and nowhere else."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        origin: str,
        *,
        entropy: Entropy = secrets.token_bytes,
        look_only: bool = False,
    ) -> None:
        self.path = path
        self.key = key
        self.origin = origin
        self.entropy = entropy
        self.engine: Engine = sqlite.engine(path, key, look_only=look_only)

    @contextmanager
    def write(self, actor: int, now: datetime, sign: Sign | None) -> Iterator[Work]:
        """All of an action or none of it: commits with its events, or rolls everything back.

        Raises Unavailable when the disk or another program prevents it, or when the clock stands behind the log.
        """
        with self._translated(), self.engine.connect() as opened:
            connection = opened.execution_options(writing=True)
            with connection.begin(), Session(bind=connection, autoflush=False) as session:
                frontier, last_time, signed = events.state_to_continue(connection)
                moment = _not_before(now, last_time)
                work = Work(session, actor, moment, self.entropy, frontier, last_time, signed, writable=True)
                yield work
                work.finish(self.origin, sign)

    @contextmanager
    def read(self, actor: int, now: datetime) -> Iterator[Work]:
        """A quiet look: one consistent state of the office, nothing written."""
        with self._translated(), self.engine.connect() as connection, connection.begin() as transaction:
            with Session(bind=connection, autoflush=False) as session:
                frontier, last_time, signed = events.read_state(connection)
                yield Work(session, actor, now, self.entropy, frontier, last_time, signed)
            transaction.rollback()

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """A plain connection for checks of the whole file."""
        with self._translated(), self.engine.connect() as connection, connection.begin() as transaction:
            yield connection
            transaction.rollback()

    def close(self) -> None:
        """Lets go of the file."""
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise sqlite.unavailable(error) from error


def _not_before(now: datetime, last_time: str) -> datetime:
    """The moment to write: never before the last event, so that the log's times only rise."""
    if not last_time:
        return now
    last = datetime.fromisoformat(last_time)
    if now >= last:
        return now
    if last - now <= CLOCK_TOLERANCE:
        return last
    raise Unavailable(
        _("没有存上。电脑的时间（{now}）比台账最后一条（{last}）还早。请把电脑时间校准，再试一次。").format(
            now=now.strftime("%Y-%m-%d %H:%M"), last=last.strftime("%Y-%m-%d %H:%M")
        )
    )
