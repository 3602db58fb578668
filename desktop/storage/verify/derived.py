"""The lists derived from the registers, derived again and compared."""

from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from desktop.domain.ledger import Fault
from desktop.i18n import _
from desktop.storage.seals.tables import CopyRow, StepRow, UseRow, UseState
from desktop.storage.seals.uses import derived_state


def derived_fault(connection: Connection) -> Fault | None:
    """The first entry whose place in the lists is not what its registers say."""
    uses = connection.execution_options(yield_per=200).execute(select(UseRow.__table__).order_by(UseRow.seq))
    states = iter(
        connection.execution_options(yield_per=200)
        .execute(select(UseState.__table__).order_by(UseState.use))
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
            return Fault(
                "derived",
                f"use_states {use.seq}",
                _("{number}在列表里的状态与登记簿不符。列表被改过，登记簿本身没有变。").format(
                    number=use.number
                ),
                use.seq,
            )
    extra = next(states, None)
    if extra is not None:
        return Fault(
            "derived",
            f"use_states {extra['use']}",
            _("列表里多出一条登记簿里没有的登记。列表被改过。"),
            extra["use"],
        )
    return None
