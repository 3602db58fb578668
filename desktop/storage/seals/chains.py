"""Chains of corrections: which entries put one another right, oldest first."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, func, select

from desktop.domain import seals as rules
from desktop.storage.database import Work
from desktop.storage.seals.tables import UseRow, UseState

_UP = select(UseRow.corrects).where(UseRow.seq == bindparam("of"))
_DOWN = select(UseRow.seq).where(UseRow.corrects == bindparam("of")).order_by(UseRow.seq)
_LINKS = (
    select(UseRow.seq, UseRow.number, UseRow.year, UseRow.running, UseRow.corrects, UseState.state)
    .join(UseState, UseState.use == UseRow.seq)
    .where(UseRow.seq.in_(bindparam("uses", expanding=True)))
    .order_by(UseRow.seq)
)
_RUNNING = select(UseRow.seq, UseRow.running).where(UseRow.seq.in_(bindparam("uses", expanding=True)))
_NEWEST_CORRECTION = (
    select(UseRow.corrects, func.max(UseRow.seq))
    .where(UseRow.corrects.in_(bindparam("uses", expanding=True)))
    .group_by(UseRow.corrects)
)


def chain_of(work: Work, use: int) -> tuple[rules.Link, ...]:
    """All entries that correct one another with this one among them, oldest first."""
    first = use
    while (before := work.connection.scalar(_UP, {"of": first})) is not None:
        first = before
    found, waiting = [first], [first]
    while waiting:
        after = list(work.connection.scalars(_DOWN, {"of": waiting.pop()}))
        found += after
        waiting += after
    return tuple(
        rules.Link(row.seq, row.number, row.year, row.running, rules.State(row.state), row.corrects)
        for row in work.connection.execute(_LINKS, {"uses": found})
    )


def running_numbers(work: Work, uses: Iterable[int]) -> dict[int, int]:
    """The running number of each of these entries."""
    wanted = list(uses)
    if not wanted:
        return {}
    return {row.seq: row.running for row in work.connection.execute(_RUNNING, {"uses": wanted})}


def newest_corrections(work: Work, uses: Iterable[int]) -> dict[int, int]:
    """For each of these entries that was corrected, the running number of the newest one that does."""
    newest: dict[Any, int] = {}
    for of, by in work.connection.execute(_NEWEST_CORRECTION, {"uses": list(uses)}):
        newest[of] = by
    running = running_numbers(work, newest.values())
    return {of: running[by] for of, by in newest.items()}
