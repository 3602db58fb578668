"""The register as lists show it: narrowed, ordered, counted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, tuple_

from desktop.domain import seals as rules
from desktop.domain.seals.late import late_words
from desktop.domain.seals.rules import materials_due
from desktop.domain.seals.searching import Search, read_search
from desktop.domain.seals.takeover import MARK_WORDS, TAKEN_OVER, Mark
from desktop.storage import people
from desktop.storage.base import from_json
from desktop.storage.database import Work
from desktop.storage.seals import words
from desktop.storage.seals.book import list_seals, matter_versions
from desktop.storage.seals.chains import newest_corrections, running_numbers
from desktop.storage.seals.tables import (
    CorrectionRow,
    PaperDocumentRow,
    TakenUseRow,
    UseCount,
    UseRow,
    UseState,
)

MOST_FOUND = 1000
"""The most entries a search gives: whoever has more before them types another word."""
SHOWN = [
    UseRow.__table__.c[name]
    for name in (
        *("seq", "number", "document", "applicant_name", "agent_name"),
        *("materials", "submitted_at", "corrects", "used_at", "late_reason", "slip_number"),
    )
]
"""What a line shows of its entry, beside what stands in `use_states`."""
SHOWN_TAKEN = [
    TakenUseRow.__table__.c[name]
    for name in (
        *("seq", "number", "document", "matter_written", "marks"),
        *("handler_name", "approver_name", "applicant_name"),
    )
]
"""What a line shows of an entry taken over from an old register."""
PAGE = 30
"""How many lines a long list reads at a time: what a window shows lies on two pages at most, nothing beside it is read."""
AT_ONCE = 120
"""Of how many lines the registers are asked in one go."""


def _narrowed(query: Select[Any], wanted: rules.UseFilter, work: Work) -> Select[Any]:
    """The lines that all filters but the text leave."""
    if wanted.seal is not None:
        query = query.where(UseState.seal == wanted.seal)
    if wanted.year is not None:
        query = query.where(UseState.year == wanted.year)
    if wanted.month:
        query = query.where(UseState.month == wanted.month)
    if wanted.states:
        query = query.where(UseState.state.in_([state.value for state in wanted.states]))
    if wanted.matter:
        query = query.where(UseState.matter.in_(_numbers(work, wanted.matter)))
    if wanted.handler is not None:
        query = query.where(UseState.handler == wanted.handler)
    return query


def _numbers(work: Work, code: str) -> list[int]:
    return sorted(m.number for m in matter_versions(work).values() if m.code == code)


def _found(work: Work, wanted: rules.UseFilter, most: int) -> list[Any]:
    """The lines that fit what was typed, in the order of the list; no more than the newest `most` of them."""
    seals, matters = list_seals(work), matter_versions(work)
    typed = read_search(wanted.text, seals, matters.values(), work.moment.year)
    found: dict[int, Any] = {}
    for asked in _queries(work, typed, [seal.number for seal in seals], matters):
        query = _narrowed(asked, wanted, work).limit(most)
        found |= {row.use: row for row in work.connection.execute(query)}
    return sorted(found.values(), key=lambda row: (row.running != typed.running, *_order(row)))[:most]


def _queries(
    work: Work, typed: Search, seals: list[int], matters: dict[int, rules.Matter]
) -> list[Select[Any]]:
    """What to look through, each by the index that leads to it soonest, newest first.

    A month or a day is looked through line by line; elsewhere the words lead, or the matter.
    """
    lines = select(UseState.__table__).order_by(UseState.year.desc(), UseState.running.desc())
    queries = []
    if typed.running is not None:
        years = select(UseCount.year).distinct() if typed.year is None else [typed.year]
        exact = lines.where(UseState.year.in_(years), UseState.running == typed.running)
        queries += [exact.where(UseState.seal == seal) for seal in seals if typed.seal in (None, seal)]
    if month := f"{typed.day:%Y-%m}" if typed.day else typed.month:
        # A month lies in one book: its running numbers alone keep the order, and the index of months is used.
        in_month = lines.order_by(None).order_by(UseState.running.desc()).where(UseState.month == month)
        if typed.day is not None:
            in_month = in_month.where(UseState.at.startswith(typed.day.isoformat()))
        meant = [words.in_line(typed.words)]
        if typed.matters:
            meant.append(words.in_line(typed.without_matter_word()) & UseState.matter.in_(typed.matters))
        queries += [in_month.where(UseState.seal == seal, or_(*meant)) for seal in seals]
        return queries
    if typed.words:
        queries += [words.holding(typed.words), lines.where(_put_right(typed.words))]
    rest = typed.without_matter_word()
    for number in sorted(typed.matters):
        if rest:
            queries.append(words.holding(rest).where(UseState.matter == number))
        else:
            queries.append(lines.where(UseState.seal == matters[number].seal, UseState.matter == number))
    return queries


def _put_right(typed: Iterable[str]) -> ColumnElement[bool]:
    """The condition that a name of an entry was put right to one that holds these words."""
    named = CorrectionRow.field.in_(("applicant_name", "agent_name"))
    query = select(CorrectionRow.use).where(named, *(CorrectionRow.value.contains(w) for w in typed))
    return UseState.use.in_(query)


def _order(row: Any) -> tuple[int, int, int]:
    return -row.year, row.seal, -row.running


def list_uses(
    work: Work, wanted: rules.UseFilter, *, limit: int | None = None, offset: int = 0
) -> list[rules.UseLine]:
    """The lines of the register that are wanted, newest number first, personal values masked."""
    if wanted.text.strip():
        most = MOST_FOUND if limit is None else min(MOST_FOUND, offset + limit)
        return _to_lines(work, _found(work, wanted, most)[offset:])
    query = _narrowed(select(UseState.__table__), wanted, work)
    query = query.order_by(UseState.year.desc(), UseState.seal, UseState.running.desc()).offset(offset)
    return _to_lines(work, work.connection.execute(query.limit(limit)))


def bookmarks(work: Work, wanted: rules.UseFilter) -> list[tuple[int, int]]:
    """Year and running number of each `PAGE`-th wanted line of one seal's book, so that any page is read at once."""
    place = func.row_number().over(order_by=(UseState.year.desc(), UseState.running.desc())) - 1
    numbered = _narrowed(
        select(UseState.year, UseState.running, place.label("place")), wanted, work
    ).subquery()
    query = (
        select(numbered.c.year, numbered.c.running)
        .where(numbered.c.place % PAGE == 0)
        .order_by(numbered.c.place)
    )
    return [(row.year, row.running) for row in work.connection.execute(query)]


def page_from(work: Work, wanted: rules.UseFilter, bookmark: tuple[int, int]) -> list[rules.UseLine]:
    """The page of wanted lines of one seal's book that begins at a bookmark."""
    year, running = bookmark
    query = _narrowed(select(UseState.__table__), wanted, work).where(
        tuple_(UseState.year, UseState.running) <= tuple_(literal(year), literal(running))
    )
    query = query.order_by(UseState.year.desc(), UseState.running.desc()).limit(PAGE)
    return _to_lines(work, work.connection.execute(query))


def place_of(work: Work, wanted: rules.UseFilter, use: int) -> int | None:
    """How many wanted lines of one seal's book stand before this entry; None when it is not among them."""
    row = work.connection.execute(
        _narrowed(select(UseState.__table__), wanted, work).where(UseState.use == use)
    ).one_or_none()
    if row is None:
        return None
    before = _narrowed(select(func.count()), wanted, work).where(
        tuple_(UseState.year, UseState.running) > tuple_(literal(row.year), literal(row.running))
    )
    return int(work.connection.execute(before).scalar_one())


def lines_of(work: Work, uses: Sequence[int]) -> list[rules.UseLine]:
    """The lines of these entries, in the given order."""
    states: dict[int, Any] = {}
    for start in range(0, len(uses), AT_ONCE):
        query = select(UseState.__table__).where(UseState.use.in_(uses[start : start + AT_ONCE]))
        states |= {row.use: row for row in work.connection.execute(query)}
    return _to_lines(work, (states[use] for use in uses))


def _to_lines(work: Work, states: Iterable[Any]) -> list[rules.UseLine]:
    found = list(states)
    entries: dict[int, Any] = {}
    corrects: dict[int, int] = {}
    corrected: dict[int, int] = {}
    put_right: dict[int, str] = {}
    own_papers: set[int] = set()
    for start in range(0, len(found), AT_ONCE):
        uses = [row.use for row in found[start : start + AT_ONCE]]
        taken = [row.use for row in found[start : start + AT_ONCE] if row.taken_over]
        if taken:
            query = select(*SHOWN_TAKEN).where(TakenUseRow.seq.in_(taken))
            entries |= {row.seq: row for row in work.connection.execute(query)}
        query = select(*SHOWN).where(UseRow.seq.in_(uses))
        page = {row.seq: row for row in work.connection.execute(query)}
        entries |= page
        corrects |= running_numbers(work, {row.corrects for row in page.values()} - {None})
        corrected |= newest_corrections(work, uses)
        renamed = select(CorrectionRow.use, CorrectionRow.value).order_by(CorrectionRow.seq)
        renamed = renamed.where(CorrectionRow.field == "applicant_name", CorrectionRow.use.in_(uses))
        put_right |= {row.use: row.value for row in work.connection.execute(renamed)}
        own = select(PaperDocumentRow.use).where(PaperDocumentRow.use.in_(uses))
        own_papers |= set(work.connection.scalars(own))
    names = {account.number: account.name for account in people.list_accounts(work)}
    matters = matter_versions(work)
    lines = []
    for state in found:
        row = entries[state.use]
        if state.taken_over:
            made = _to_taken_line(state, row, matters.get(state.matter))
        else:
            chained = corrects.get(row.corrects), corrected.get(state.use)
            made = _to_line(state, row, names, matters[state.matter], chained)
        if state.use in own_papers:
            made = replace(made, own_paper=True, materials_due=0)
        right = put_right.get(state.use)
        lines.append(made if right is None else replace(made, applicant=right))
    return lines


def _to_line(
    state: Any,
    row: Any,
    names: dict[int, str],
    matter: rules.Matter,
    chained: tuple[int | None, int | None],
) -> rules.UseLine:
    request = rules.UseRequest(state.seal, matter.code, agent_name=row.agent_name or "")
    return rules.UseLine(
        use=state.use,
        seal=state.seal,
        year=state.year,
        running=state.running,
        number=row.number,
        at=datetime.fromisoformat(state.at),
        matter=matter.code,
        matter_tag=matter.tag,
        matter_name=matter.short_name,
        document=row.document,
        applicant=row.applicant_name or "",
        copies=state.copies,
        handler=state.handler,
        handler_name=names[state.handler],
        approver_name="" if state.approver is None else names[state.approver],
        state=rules.State(state.state),
        kept_pages=state.kept_pages,
        impressions=state.impressions,
        sealed_at=datetime.fromisoformat(state.sealed_at) if state.sealed_at else None,
        submitted_at=datetime.fromisoformat(row.submitted_at),
        materials_seen=len(from_json(row.materials)),
        materials_due=len(materials_due(matter, request)),
        keeper_approved=state.keeper_approved,
        corrects=row.corrects,
        corrects_running=chained[0],
        corrected_by=chained[1],
        late=late_words(row.late_reason, row.slip_number) if row.used_at else "",
    )


def _to_taken_line(state: Any, row: Any, matter: rules.Matter | None) -> rules.UseLine:
    """A line of an old book: the names as written there, and no approval of this office."""
    at = datetime.fromisoformat(state.at)
    authorised = matter is not None and matter.status is rules.MatterStatus.ALLOWED
    return rules.UseLine(
        use=state.use,
        seal=state.seal,
        year=state.year,
        running=state.running,
        number=row.number,
        at=at,
        matter=matter.code if matter else "",
        matter_tag=matter.tag if matter and authorised else "",
        matter_name=matter.short_name if matter else row.matter_written,
        document=row.document or row.matter_written,
        applicant=row.applicant_name or "",
        copies=state.copies,
        handler=None,
        handler_name=row.handler_name or "",
        approver_name=row.approver_name or "",
        state=rules.State(state.state),
        kept_pages=0,
        impressions=0,
        sealed_at=at,
        submitted_at=at,
        materials_seen=0,
        materials_due=0,
        taken_over=True,
        marks=(TAKEN_OVER, *(MARK_WORDS[Mark(mark)] for mark in from_json(row.marks))),
    )


def totals(work: Work, wanted: rules.UseFilter) -> rules.Totals:
    """What the wanted lines come to, by state. A search that found too many to list says so."""
    sums: dict[str, tuple[int, ...]] = {}
    old = 0
    if wanted.text.strip():
        found = _found(work, wanted, MOST_FOUND)
        for row in found:
            entries, *more = sums.get(row.state, (0, 0, 0, 0))
            counted = zip(more, (row.copies, row.impressions, row.kept_pages), strict=True)
            sums[row.state] = (entries + 1, *(one + other for one, other in counted))
            old += row.taken_over and row.state == rules.State.FILED
        cut = len(found) == MOST_FOUND
    else:
        cut = False
        for row in work.connection.execute(_counted(work, wanted).group_by(UseCount.state)):
            sums[row.state] = tuple(row)[1:-1]
            old += row.old if row.state == rules.State.FILED else 0
    return rules.Totals(
        {rules.State(state): rules.Sum(*found) for state, found in sums.items() if found[0]}, cut=cut, old=old
    )


_OLD = func.sum(case((UseCount.handler == 0, UseCount.entries), else_=0)).label("old")
"""Only entries of old books have no handler's account."""


def _counted(work: Work, wanted: rules.UseFilter) -> Select[Any]:
    counts: tuple[Any, ...] = (UseCount.entries, UseCount.copies, UseCount.impressions, UseCount.kept_pages)
    query: Select[Any] = select(UseCount.state, *(func.sum(count) for count in counts), _OLD)
    for name in ("seal", "year", "month", "handler"):
        if getattr(wanted, name) not in (None, ""):
            query = query.where(getattr(UseCount, name) == getattr(wanted, name))
    if wanted.states:
        query = query.where(UseCount.state.in_([state.value for state in wanted.states]))
    if wanted.matter:
        query = query.where(UseCount.matter.in_(_numbers(work, wanted.matter)))
    return query


def count_states(work: Work, wanted: rules.UseFilter) -> dict[rules.State, int]:
    """How many lines stand in each state, among those wanted."""
    return {state: found.entries for state, found in totals(work, wanted).by_state.items()}


def months(work: Work, seal: int | None) -> list[str]:
    """The months in which the register has lines, newest first, as YYYY-MM."""
    query = select(UseCount.month).where(UseCount.entries > 0).distinct().order_by(UseCount.month.desc())
    if seal is not None:
        query = query.where(UseCount.seal == seal)
    return list(work.session.scalars(query))
