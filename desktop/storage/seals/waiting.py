"""What waits in the register for somebody's next step, the oldest first."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from desktop.domain import seals as rules
from desktop.storage.database import Work
from desktop.storage.seals.lists import lines_of
from desktop.storage.seals.tables import UseRow, UseState


def list_waiting(
    work: Work, state: rules.State, *, most: int, handler: int | None = None, but: int | None = None
) -> list[rules.UseLine]:
    """The oldest `most` entries in a state, of one handler only, or of all but one.

    A returned entry waits until its correction was submitted.
    """
    query = select(UseState.use).where(UseState.state == state.value).order_by(UseState.use).limit(most)
    if handler is not None:
        # Few entries wait, a handler has very many: the plus keeps the engine from beginning with the handler.
        query = query.where(UseState.handler + 0 == handler)
    if but is not None:
        query = query.where(UseState.handler != but)
    if state is rules.State.RETURNED:
        later = aliased(UseRow)
        query = query.where(~select(later.seq).where(later.corrects == UseState.use).exists())
    return lines_of(work, list(work.connection.execute(query).scalars()))
