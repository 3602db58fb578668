"""Reading an old register line by line: what can be taken over, what cannot be right, and what is no entry.

*Source:* domain handbook §A.2 (an entry names time, content, handler, approver; a copy is kept) and §A.3.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.problems import Problem
from desktop.domain.seals.records import Matter, Seal
from desktop.domain.seals.takeover.columns import recognise
from desktop.domain.seals.takeover.entries import Book, read_entry
from desktop.domain.seals.takeover.matters import MatterBook
from desktop.domain.seals.takeover.records import (
    COLUMN_WORDS,
    Cell,
    Column,
    Header,
    OldEntry,
    Reading,
    RefusedLine,
    Row,
)
from desktop.domain.seals.takeover.values import WrittenDay, read_day, written
from desktop.i18n import _

NEEDED = (Column.USED_ON, Column.MATTER, Column.HANDLER)
"""Without these columns no line can be an entry."""
YEARS = range(1949, 2101)
TELLING = (Column.RUNNING, Column.USED_ON, Column.MATTER, Column.APPLICANT, Column.HANDLER)
"""A line with fewer than two of these is no entry but a note."""
DITTO = frozenset({"〃", "″", '"', "''", "同上", "同前", "..", "…"})
REPEATED = (Column.USED_ON, Column.MATTER, Column.HANDLER, Column.APPROVER, Column.DOCUMENT, Column.RECIPIENT)
"""Columns in which the old book may say 同上."""
_SUM = re.compile(r"(本[页月季年日次]|[\d一二三四五六七八九十]+月份?)?(小计|合计|总计|累计|共计|计)[:：]?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d|年?\s*\d{1,2}\s*月|[-./]\d)")


def check_columns(columns: Mapping[Column, int]) -> list[Problem]:
    """Whether the columns that every entry needs were found."""
    return [
        Problem(
            "takeover.column_missing",
            _("没有认出“{column}”这一列。没有它读不了登记。请指定哪一列是它。").format(
                column=COLUMN_WORDS[column]
            ),
            column.value,
        )
        for column in NEEDED
        if column not in columns
    ]


def guess_seal(seals: Sequence[Seal], heading: str) -> int:
    """The seal that the words above the header name most closely; the first one when they name none."""
    return max(seals, key=lambda seal: (_common(seal.name, heading), -seal.number)).number


def _common(one: str, other: str) -> int:
    """The length of the longest end of a seal's name that the heading holds; short ends say nothing."""
    longest = next((len(one) - at for at in range(len(one)) if one[at:] in other), 0)
    return longest if longest >= 3 else 0


def guess_year(rows: Sequence[Row], header: Header, *names: str) -> int | None:
    """The year of the book: from its title, else from most of its dates, else from the sheet's or the file's name."""
    titled = set(_YEAR.findall(header.heading))
    if len(titled) == 1:
        return int(titled.pop())
    place = header.columns.get(Column.USED_ON)
    days = (read_day(row[place]) for row in rows[header.at + 1 :] if place is not None and place < len(row))
    years = Counter(day.year for day in days if day is not None and day.year is not None)
    if years:
        return years.most_common(1)[0][0]
    for name in names:
        found = set(_YEAR.findall(name.replace("_", " ")))
        if len(found) == 1:
            return int(found.pop())
    return None


def read_book(
    rows: Sequence[Row],
    header: Header,
    *,
    year: int,
    matters: Sequence[Matter],
    used: Collection[int],
    today: date,
    last_day: date | None = None,
) -> Reading:
    """What becomes of each line under the header.

    `used` are the running numbers that the office has given already for that seal and year; `matters` are the
    seal's, which was in use until `last_day`. A date without a year takes the year of its neighbours.
    """
    entries: list[OldEntry] = []
    refused: list[RefusedLine] = []
    skipped: list[tuple[int, str]] = []
    found = list(_lines(rows, header, skipped))
    years = _years([read_day(cells[Column.USED_ON]) for _at, cells in found], year)
    book = Book(year, MatterBook(matters), frozenset(used), frozenset(header.columns), today, last_day)
    for (at, cells), inferred in zip(found, years, strict=True):
        read = read_entry(book, at, cells, inferred)
        if isinstance(read, OldEntry):
            book.taken[read.running] = read.line
            entries.append(read)
        else:
            says = {column: words for column, cell in cells.items() if (words := written(cell))}
            refused.append(RefusedLine(at, says, tuple(read)))
    return Reading(tuple(entries), tuple(refused), tuple(skipped))


def _lines(
    rows: Sequence[Row], header: Header, skipped: list[tuple[int, str]]
) -> Iterator[tuple[int, dict[Column, Cell]]]:
    """Number and cells of each line that is an entry; what is none goes to `skipped`, with what it is."""
    before: dict[Column, Cell] = {}
    for at, row in enumerate(rows[header.at + 1 :], header.at + 2):
        kind = _kind(row, header)
        if kind:
            skipped.append((at, kind))
            continue
        cells = {column: _cell(row, header.columns.get(column)) for column in Column}
        for column in REPEATED:
            if written(cells[column]) in DITTO and column in before:
                cells[column] = before[column]
        before = cells
        yield at, cells


def _cell(row: Row, place: int | None) -> Cell:
    return row[place] if place is not None and place < len(row) else ""


def _kind(row: Row, header: Header) -> str:
    """What a line is when it is no entry; empty for an entry."""
    words = [written(cell) for cell in row]
    if not any(words):
        return _("空行")
    telling = [written(_cell(row, header.columns.get(column))) for column in TELLING]
    dated = bool(telling[1]) and read_day(_cell(row, header.columns.get(Column.USED_ON))) is not None
    if not dated and any(_SUM.fullmatch("".join(word.split())) for word in words):
        return _("小计")
    if sum(header.columns.get(column) == place for column, place in recognise(row).items()) >= len(NEEDED):
        return _("重复的表头")
    if sum(map(bool, telling)) < 2:
        return _("说明行")
    return ""


@dataclass(slots=True)
class _Near:
    """The nearest full dates before and after a line."""

    before: date | None = None
    after: date | None = None


def _years(days: Sequence[WrittenDay | None], book_year: int) -> list[int]:
    """The year of each line's date: as written, or the one in which it stands in order between its neighbours."""
    near = [_Near() for _day in days]
    last: date | None = None
    for place, day in enumerate(days):
        near[place].before = last
        last = _full(day) or last
    last = None
    for place, day in reversed(list(enumerate(days))):
        near[place].after = last
        last = _full(day) or last
    return [_year_of(day, beside, book_year) for day, beside in zip(days, near, strict=True)]


def _full(day: WrittenDay | None) -> date | None:
    return day.on(day.year) if day is not None and day.year is not None else None


def _year_of(day: WrittenDay | None, near: _Near, book_year: int) -> int:
    if day is None:
        return book_year
    if day.year is not None:
        return day.year
    beside = {found.year for found in (near.before, near.after) if found is not None}
    fitting = [
        year
        for year in sorted(beside, key=lambda year: (year != book_year, year))
        if (on := day.on(year)) is not None
        and (near.before is None or near.before <= on)
        and (near.after is None or on <= near.after)
    ]
    return fitting[0] if fitting else book_year
