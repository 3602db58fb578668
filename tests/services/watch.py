"""Watching what an action writes: its events exactly, or nothing at all."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import pytest

from desktop.domain.ledger import Event
from desktop.domain.problems import Refused
from desktop.services.office import Office
from desktop.storage import events


def all_events(office: Office) -> list[Event]:
    """The whole log, oldest first."""
    with office.read() as work:
        return [events.parse(stored[6]) for stored in events.scan(work.connection)]


class Written(list[Event]):
    """The events that were written meanwhile."""

    def said(self) -> list[tuple[str, tuple[str, int] | None, dict[str, object]]]:
        """Kind, subject and plain payload of each, the commitments left out."""
        return [
            (event.kind, event.subject, {k: v for k, v in event.payload.items() if k != "personal"})
            for event in self
        ]

    def committed(self) -> list[set[str]]:
        """The names of the personal values each committed to."""
        found = []
        for event in self:
            personal = event.payload.get("personal", {})
            assert isinstance(personal, dict)
            found.append(set(personal))
        return found


@contextmanager
def written(office: Office) -> Iterator[Written]:
    """Collects the events written in the block."""
    before, found = len(all_events(office)), Written()
    yield found
    found.extend(all_events(office)[before:])


def refused(office: Office, action: Callable[[], object]) -> list[tuple[str, str]]:
    """Rule and field of each objection to an action that must leave nothing behind."""
    before = snapshot(office)
    with pytest.raises(Refused) as caught:
        action()
    assert snapshot(office) == before
    return [(problem.rule, problem.field) for problem in caught.value.problems]


def snapshot(office: Office) -> dict[str, list[object]]:
    """Every row of every table but the access log."""
    with office.read() as work:
        tables = work.connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).scalars()
        return {
            table: [tuple(row) for row in work.connection.exec_driver_sql(f"SELECT * FROM {table}")]
            for table in list(tables)
        }


def rules_of(problems: Iterable[tuple[str, str]]) -> list[str]:
    """The rules alone."""
    return [rule for rule, _field in problems]
