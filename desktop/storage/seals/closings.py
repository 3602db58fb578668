"""Closed books: one row for each seal and year, with the signed print whole."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from desktop.domain.problems import Missing
from desktop.domain.seals import Sum
from desktop.domain.seals.closing import WAITING, Closing, YearBook
from desktop.i18n import _
from desktop.storage import people
from desktop.storage.database import Work
from desktop.storage.seals.tables import UseCount, YearClosingRow

_COLUMNS = [column for column in YearClosingRow.__table__.columns if column.name not in ("content", "salts")]
_YEARS = select(YearClosingRow.year).where(YearClosingRow.seal == bindparam("seal"))
_CLOSINGS = (
    select(*_COLUMNS).where(YearClosingRow.seal == bindparam("seal")).order_by(YearClosingRow.year.desc())
)
_BOOKS = (
    select(UseCount.year, UseCount.state, func.sum(UseCount.entries).label("entries"))
    .where(UseCount.seal == bindparam("seal"))
    .group_by(UseCount.year, UseCount.state)
)


def closed_years(work: Work, seal: int) -> frozenset[int]:
    """The years for which this seal's book is closed."""
    return frozenset(work.connection.scalars(_YEARS, {"seal": seal}))


def put_closing(work: Work, closing: Closing, *, desk: int, content: bytes) -> int:
    """Writes the closing of a book with its print."""
    return work.add(
        YearClosingRow(
            seal=closing.seal,
            year=closing.year,
            last_running=closing.last_running,
            entries=closing.entries,
            uses=closing.uses.entries,
            copies=closing.uses.copies,
            impressions=closing.uses.impressions,
            kept_pages=closing.uses.kept_pages,
            at=work.now,
            by=closing.by,
            desk=desk,
            sha256=closing.sha256,
            signature=closing.signature,
            content=content,
        )
    )


def closings(work: Work, seal: int) -> list[Closing]:
    """The closed books of a seal, newest year first."""
    names = {account.number: account.name for account in people.list_accounts(work)}
    return [_to_closing(row, names) for row in work.connection.execute(_CLOSINGS, {"seal": seal})]


def _to_closing(row: Any, names: dict[int, str]) -> Closing:
    return Closing(
        row.seal,
        row.year,
        row.last_running,
        row.entries,
        Sum(row.uses, row.copies, row.impressions, row.kept_pages),
        datetime.fromisoformat(row.at),
        row.by,
        names[row.by],
        row.sha256,
        row.signature,
    )


def closing_print(work: Work, seal: int, year: int) -> bytes:
    """The print with which a book was closed, byte for byte. Raises Missing."""
    content = work.connection.scalar(
        select(YearClosingRow.content).where(YearClosingRow.seal == seal, YearClosingRow.year == year)
    )
    if content is None:
        raise Missing(_("{year} 年的登记簿还没有封账。").format(year=year))
    return bytes(content)


def year_books(work: Work, seal: int) -> list[YearBook]:
    """The years in which a seal's book has lines, newest first, with how each stands."""
    closed = {closing.year: closing for closing in closings(work, seal)}
    entries: dict[int, int] = {}
    waiting: dict[int, int] = {}
    for row in work.connection.execute(_BOOKS, {"seal": seal}):
        entries[row.year] = entries.get(row.year, 0) + row.entries
        if row.state in WAITING:
            waiting[row.year] = waiting.get(row.year, 0) + row.entries
    years = sorted((year for year in entries if entries[year]), reverse=True)
    return [YearBook(year, entries[year], waiting.get(year, 0), closed.get(year)) for year in years]
