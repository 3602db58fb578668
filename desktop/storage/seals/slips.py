"""The slips of uses that were made on paper: which entry was entered from which."""

from collections.abc import Collection

from sqlalchemy import bindparam, select

from desktop.domain import seals as rules
from desktop.storage.database import Work
from desktop.storage.seals.tables import UseRow, UseState

GIVEN_UP = (rules.State.RETURNED, rules.State.REFUSED, rules.State.VOID)
"""An entry that stands so leaves its slip to be entered again."""
_ENTERED = (
    select(UseRow.seq, UseRow.number)
    .join(UseState, UseState.use == UseRow.seq)
    .where(UseRow.slip_number == bindparam("slip"), UseState.state.not_in(GIVEN_UP))
    .order_by(UseRow.seq)
)


def entered_from(work: Work, slip: str, *, but: Collection[int] = ()) -> str:
    """The number of the entry that was entered from this slip, or nothing; `but` are entries that do not count."""
    rows = work.connection.execute(_ENTERED, {"slip": slip})
    return next((row.number for row in rows if row.seq not in but), "")
