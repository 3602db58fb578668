"""Month and year figures, read from the counts kept beside the lines."""

from sqlalchemy import func, select

from desktop.domain.seals import State, Sum
from desktop.domain.seals.figures import Count
from desktop.storage.database import Work
from desktop.storage.seals.tables import UseCount


def counts(work: Work, *, seal: int | None, year: int | None, month: str) -> list[Count]:
    """What the lines of a book year, or of a month, come to by month, matter, handler and state."""
    keys = (UseCount.month, UseCount.matter, UseCount.handler, UseCount.state)
    sums = (UseCount.entries, UseCount.copies, UseCount.impressions, UseCount.kept_pages)
    query = select(*keys, *(func.sum(column).label(column.key) for column in sums)).group_by(*keys)
    for column, wanted in ((UseCount.seal, seal), (UseCount.year, year), (UseCount.month, month or None)):
        if wanted is not None:
            query = query.where(column == wanted)
    return [
        Count(
            row.month,
            row.matter,
            row.handler,
            State(row.state),
            Sum(row.entries, row.copies, row.impressions, row.kept_pages),
        )
        for row in work.connection.execute(query)
        if row.entries
    ]
