"""The lists derived from the registers, derived again and compared."""

from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from desktop.domain.ledger import Fault
from desktop.i18n import _
from desktop.storage import sqlite
from desktop.storage.seals.states import COUNT_KEY, COUNTED, derived_state, taken_state
from desktop.storage.seals.tables import CopyRow, StepRow, TakenUseRow, UseCount, UseRow, UseState


def derived_fault(connection: Connection) -> Fault | None:
    """The first entry whose place in the lists is not what its registers say, then a total that is not."""
    return (
        _state_fault(connection)
        or _taken_fault(connection)
        or _count_fault(connection)
        or _words_fault(connection)
    )


def _count_fault(connection: Connection) -> Fault | None:
    """The first count that is not what the lines say, counted again."""
    lines = UseState.__table__.c
    matter, handler = func.coalesce(lines.matter, 0), func.coalesce(lines.handler, 0)
    keys = (lines.seal, lines.year, lines.month, matter, handler, lines.state)
    sums = (func.count(), *(func.sum(lines[name]) for name in COUNTED))
    counted = {
        tuple(row[:6]): tuple(row[6:]) for row in connection.execute(select(*keys, *sums).group_by(*keys))
    }
    for row in connection.execute(select(UseCount.__table__)).mappings():
        key = tuple(row[name] for name in COUNT_KEY)
        kept = tuple(row[name] for name in ("entries", *COUNTED))
        if kept != counted.pop(key, (0, 0, 0, 0)):
            return _wrong_count(key)
    return _wrong_count(next(iter(counted))) if counted else None


def _wrong_count(key: tuple[Any, ...]) -> Fault:
    return Fault(
        "derived",
        f"use_counts {key[0]} {key[2]}",
        _("{seal} 号印章 {month} 的合计与登记簿不符。合计被改过，登记簿本身没有变。").format(
            seal=key[0], month=key[2]
        ),
    )


def _words_fault(connection: Connection) -> Fault | None:
    """An entry that the search index does not know, or one it knows that is not there."""
    unknown = connection.exec_driver_sql(sqlite.WORDS_DIFFERENCE).scalar()
    if unknown is None:
        return None
    return Fault(
        "derived",
        f"use_words {unknown}",
        _("查询用的索引与登记簿不符。索引被改过，登记簿本身没有变。"),
        unknown,
    )


def _state_fault(connection: Connection) -> Fault | None:
    uses = connection.execution_options(yield_per=200).execute(select(UseRow.__table__).order_by(UseRow.seq))
    states = iter(
        connection.execution_options(yield_per=200)
        .execute(select(UseState.__table__).where(~UseState.taken_over).order_by(UseState.use))
        .mappings()
    )
    steps = groupby(
        connection.execution_options(yield_per=200).execute(
            select(StepRow.__table__).order_by(StepRow.use, StepRow.seq)
        ),
        key=lambda step: step.use,
    )
    copies = groupby(
        connection.execute(select(CopyRow.use, CopyRow.pages).order_by(CopyRow.use)), key=lambda c: c.use
    )
    next_steps, next_copies = next(steps, None), next(copies, None)
    for use in uses:
        own_steps: list[Any] = []
        if next_steps is not None and next_steps[0] == use.seq:
            own_steps = list(next_steps[1])
            next_steps = next(steps, None)
        pages = 0
        if next_copies is not None and next_copies[0] == use.seq:
            pages = sum(copy.pages for copy in next_copies[1])
            next_copies = next(copies, None)
        state = next(states, None)
        if state is None or dict(state) != derived_state(use, own_steps, pages):
            return _wrong_line(use)
    return _extra_line(next(states, None))


def _taken_fault(connection: Connection) -> Fault | None:
    """The first entry taken over from an old register whose line in the lists is not what its row says."""
    rows = connection.execution_options(yield_per=200).execute(
        select(TakenUseRow.__table__).order_by(TakenUseRow.seq)
    )
    states = iter(
        connection.execution_options(yield_per=200)
        .execute(select(UseState.__table__).where(UseState.taken_over).order_by(UseState.use))
        .mappings()
    )
    for row in rows:
        state = next(states, None)
        if state is None or dict(state) != taken_state(row):
            return _wrong_line(row)
    return _extra_line(next(states, None))


def _wrong_line(use: Any) -> Fault:
    return Fault(
        "derived",
        f"use_states {use.seq}",
        _("{number}在列表里的状态与登记簿不符。列表被改过，登记簿本身没有变。").format(number=use.number),
        use.seq,
    )


def _extra_line(state: Any) -> Fault | None:
    if state is None:
        return None
    return Fault(
        "derived",
        f"use_states {state['use']}",
        _("列表里多出一条登记簿里没有的登记。列表被改过。"),
        state["use"],
    )
