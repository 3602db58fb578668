"""The register as lists show it: narrowed, ordered, counted."""

from datetime import datetime

from sqlalchemy import Select, func, or_, select

from desktop.domain import seals as rules
from desktop.domain.seals.rules import materials_due
from desktop.domain.text.names import search_key
from desktop.storage import people
from desktop.storage.base import from_json
from desktop.storage.database import Work
from desktop.storage.seals import words
from desktop.storage.seals.book import matter_versions
from desktop.storage.seals.tables import UseCount, UseRow, UseState
from desktop.storage.seals.uses import to_request


def _narrowed(query: Select, wanted: rules.UseFilter, work: Work) -> Select:  # type: ignore[type-arg]
    if wanted.seal is not None:
        query = query.where(UseState.seal == wanted.seal)
    if wanted.year is not None:
        query = query.where(UseState.year == wanted.year)
    if wanted.month:
        query = query.where(UseState.month == wanted.month)
    if wanted.states:
        query = query.where(UseState.state.in_([state.value for state in wanted.states]))
    if wanted.matter:
        numbers = {m.number for m in matter_versions(work).values() if m.code == wanted.matter}
        query = query.where(UseState.matter.in_(numbers))
    if wanted.handler is not None:
        query = query.where(UseState.handler == wanted.handler)
    text = wanted.text.strip().casefold().replace(" ", "")
    if text:
        query = query.where(or_(*(words.holds(form) for form in {text, search_key(text) or text})))
    return query


def list_uses(
    work: Work, wanted: rules.UseFilter, *, limit: int | None = None, offset: int = 0
) -> list[rules.UseLine]:
    """The lines of the register that are wanted, newest number first, personal values masked."""
    query = _narrowed(select(UseState, UseRow).join(UseRow, UseRow.seq == UseState.use), wanted, work)
    query = query.order_by(UseState.year.desc(), UseState.seal, UseState.running.desc()).offset(offset)
    if limit is not None:
        query = query.limit(limit)
    names = {account.number: account.name for account in people.list_accounts(work)}
    matters = matter_versions(work)
    return [_to_line(state, row, names, matters) for state, row in work.session.execute(query)]


def _to_line(
    state: UseState, row: UseRow, names: dict[int, str], matters: dict[int, rules.Matter]
) -> rules.UseLine:
    matter = matters[row.matter]
    return rules.UseLine(
        use=row.seq,
        seal=row.seal,
        year=row.year,
        running=row.running,
        number=row.number,
        at=datetime.fromisoformat(state.at),
        matter=matter.code,
        matter_tag=matter.tag,
        matter_name=matter.short_name,
        document=row.document,
        applicant=row.applicant_name or "",
        copies=row.copies,
        handler=row.handler,
        handler_name=names[row.handler],
        approver_name="" if state.approver is None else names[state.approver],
        state=rules.State(state.state),
        kept_pages=state.kept_pages,
        impressions=state.impressions,
        sealed_at=datetime.fromisoformat(state.sealed_at) if state.sealed_at else None,
        submitted_at=datetime.fromisoformat(row.submitted_at),
        materials_seen=len(from_json(row.materials)),
        materials_due=len(materials_due(matter, to_request(row, matter.code))),
        keeper_approved=state.keeper_approved,
        corrects=row.corrects,
    )


def count_states(work: Work, wanted: rules.UseFilter) -> dict[rules.State, int]:
    """How many lines stand in each state, among those wanted."""
    query = _narrowed(select(UseState.state, func.count()), wanted, work).group_by(UseState.state)
    return {rules.State(state): count for state, count in work.session.execute(query)}


def months(work: Work, seal: int | None) -> list[str]:
    """The months in which the register has lines, newest first, as YYYY-MM."""
    query = select(UseCount.month).where(UseCount.entries > 0).distinct().order_by(UseCount.month.desc())
    if seal is not None:
        query = query.where(UseCount.seal == seal)
    return list(work.session.scalars(query))
