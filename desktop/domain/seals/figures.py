"""What the books come to: month and year figures, and whether copies, impressions and kept pages agree."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.seals.closing import USED, WAITING
from desktop.domain.seals.fillings import impressions_each
from desktop.domain.seals.records import SealUse, State, StepKind, Sum
from desktop.i18n import _


class GroupBy(StrEnum):
    """What the figures are given by."""

    MONTH = "month"
    MATTER = "matter"
    HANDLER = "handler"
    GRID = "grid"


GROUP_WORDS = {
    GroupBy.MONTH: _("按月"),
    GroupBy.MATTER: _("按事项"),
    GroupBy.HANDLER: _("按承办人"),
    GroupBy.GRID: _("按网格"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries of one month, matter, handler and state there are, and what they come to."""

    month: str
    matter: int
    handler: int
    state: State
    sum: Sum


NONE = Sum()
"""What no entry comes to."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the figures. `entries` is every line; `used` only those that count as uses.

    Void, returned and refused lines are counted apart, those still waiting as well. 待留底 is both a use and
    waiting.
    """

    key: str
    words: str
    entries: int = 0
    used: Sum = NONE
    voided: int = 0
    returned: int = 0
    refused: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some books, row by row, with their total."""

    by: GroupBy
    rows: tuple[Figure, ...]
    total: Figure


def add(figure: Figure, count: Count) -> Figure:
    """The figure with one more count in it."""
    of, state = count.sum, count.state
    used = figure.used
    if state in USED:
        used = Sum(
            used.entries + of.entries,
            used.copies + of.copies,
            used.impressions + of.impressions,
            used.kept_pages + of.kept_pages,
        )
    return Figure(
        figure.key,
        figure.words,
        figure.entries + of.entries,
        used,
        figure.voided + of.entries * (state is State.VOID),
        figure.returned + of.entries * (state is State.RETURNED),
        figure.refused + of.entries * (state is State.REFUSED),
        figure.waiting + of.entries * (state in WAITING),
    )


def tally(by: GroupBy, counts: Iterable[Count], place: Callable[[Count], tuple[str, str]]) -> Figures:
    """The figures by what `place` says of each count: its key, by which rows are ordered, and its words."""
    rows: dict[str, Figure] = {}
    total = Figure("", _("合计"))
    for count in counts:
        key, words = place(count)
        rows[key] = add(rows.get(key, Figure(key, words)), count)
        total = add(total, count)
    found = tuple(rows[key] for key in sorted(rows) if rows[key].entries)
    return Figures(by, found, total)


@dataclass(frozen=True, slots=True)
class CountMark:
    """Counts of one entry that do not agree: what they are, and what that may mean.

    `certain` when no ordinary use explains it; else it is only pointed out.
    """

    counts: str
    meaning: str
    certain: bool


def check_counts(use: SealUse) -> list[CountMark]:
    """份数 against 印数 against pages kept, for an entry whose paper was sealed.

    Each copy gets at least one impression; a seam takes a second one, and a paper of several pages is kept
    whole. What an office may have good reason for is only pointed out. *Source:* domain handbook §A.3, §A.6.
    """
    sealed = use.step(StepKind.SEALED)
    if sealed is None:
        return []
    copies, impressions = use.request.copies or 0, sealed.impressions or 0
    pages, kept = use.request.pages or 1, sum(copy.pages for copy in use.kept_copies)
    each = impressions_each(use)
    against = _("份数 {copies} · 印 {impressions}").format(copies=copies, impressions=impressions)
    marks = []
    if impressions < copies:
        marks.append(CountMark(against, _("印数少于份数，有的份没有盖章"), certain=True))
    elif impressions < copies * each:
        marks.append(CountMark(against, _("有骑缝章，每份应有两印"), certain=False))
    elif impressions > copies * each:
        marks.append(CountMark(against, _("印数多于份数，请看是否盖了别处"), certain=False))
    keeping = _("每份 {pages} 页 · 留底 {kept} 页").format(pages=pages, kept=kept)
    if use.state is State.FILED and kept == 0:
        marks.append(CountMark(keeping, _("已归档却没有留底"), certain=True))
    elif 0 < kept < pages:
        marks.append(CountMark(keeping, _("留底少于一份的页数"), certain=False))
    elif kept > copies * pages:
        marks.append(CountMark(keeping, _("留底多于盖出的页数"), certain=False))
    return marks
