"""The steps of the seals' lives and their scanned papers, as they are kept."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from desktop.domain import seals as rules
from desktop.domain.problems import Missing
from desktop.domain.seals.life import LifeKind, LifeRequest, LifeStep, Purpose, SealPaper
from desktop.i18n import _
from desktop.storage import people
from desktop.storage.base import as_json, from_json
from desktop.storage.database import Work
from desktop.storage.seals.copies import packed, unpacked
from desktop.storage.seals.tables import SealPaperRow, SealRow, SealStepRow, UseCount, UseState

ON, MOMENT = "on", "moment"
"""Where among the facts the day and the time of a step stand."""
_STEPS = select(SealStepRow.__table__).where(SealStepRow.seal == bindparam("seal")).order_by(SealStepRow.seq)
_ALL_STEPS = select(SealStepRow.__table__).order_by(SealStepRow.seq)
_STEP = select(SealStepRow.__table__).where(SealStepRow.seq == bindparam("seq"))
_PAPERS = (
    select(*(c for c in SealPaperRow.__table__.columns if c.name not in ("content", "salts")))
    .where(SealPaperRow.step.in_(bindparam("steps", expanding=True)))
    .order_by(SealPaperRow.seq)
)
_ENTRIES = select(func.coalesce(func.sum(UseCount.entries), 0)).where(UseCount.seal == bindparam("seal"))
_ENTRIES_IN = _ENTRIES.where(UseCount.year == bindparam("year"))
_LAST_USE = select(func.max(UseState.sealed_at)).where(UseState.seal == bindparam("seal"))
_LAST_NUMBER = (
    select(UseState.year, UseState.running)
    .where(UseState.seal == bindparam("seal"))
    .order_by(UseState.year.desc(), UseState.running.desc())
    .limit(1)
)


def add_step(
    work: Work,
    seal: int,
    request: LifeRequest,
    *,
    by: int,
    desk: int,
    approver: int | None = None,
    ends: int | None = None,
) -> int:
    """Writes one step of a seal's life. Gives its key."""
    day = request.moment.date() if request.moment is not None else request.on
    assert day is not None  # the rules asked for it
    facts = {name: value.strip() for name, value in request.facts.items() if value.strip()}
    facts[ON] = day.isoformat()
    if request.moment is not None:
        facts[MOMENT] = request.moment.isoformat(timespec="seconds")
    persons = {name: [p.strip() for p in given if p.strip()] for name, given in request.persons.items()}
    return work.add(
        SealStepRow(
            seal=seal,
            kind=request.kind.value,
            at=work.now,
            by=by,
            desk=desk,
            approver=approver,
            due_back=request.due_back.isoformat(timespec="seconds") if request.due_back else None,
            impressions=request.impressions,
            ends=ends,
            facts=as_json(facts),
            persons=as_json(persons) if any(persons.values()) else None,
            reason=request.reason.strip() or None,
        )
    )


def steps_of(work: Work, seal: int) -> tuple[LifeStep, ...]:
    """The steps of one seal, oldest first, with their papers."""
    return _steps(work, work.connection.execute(_STEPS, {"seal": seal}))


def all_steps(work: Work) -> dict[int, tuple[LifeStep, ...]]:
    """The steps of every seal that has any, by its number."""
    found: dict[int, tuple[LifeStep, ...]] = {}
    for step in _steps(work, work.connection.execute(_ALL_STEPS)):
        found[step.seal] = (*found.get(step.seal, ()), step)
    return found


def get_step(work: Work, seq: int) -> LifeStep:
    """One step. Raises Missing."""
    found = _steps(work, work.connection.execute(_STEP, {"seq": seq}))
    if not found:
        raise Missing(_("没有这一步。请按 F5 刷新。"))
    return found[0]


def _steps(work: Work, rows: Iterable[Any]) -> tuple[LifeStep, ...]:
    found = list(rows)
    if not found:
        return ()
    names = {account.number: account.name for account in people.list_accounts(work)}
    papers: dict[int, tuple[SealPaper, ...]] = {}
    for paper in work.connection.execute(_PAPERS, {"steps": [row.seq for row in found]}):
        papers[paper.step] = (*papers.get(paper.step, ()), _to_paper(paper))
    return tuple(_to_step(row, names, papers.get(row.seq, ())) for row in found)


def _to_step(row: Any, names: dict[int, str], papers: tuple[SealPaper, ...]) -> LifeStep:
    facts = from_json(row.facts)
    day, moment = facts.pop(ON), facts.pop(MOMENT, None)
    return LifeStep(
        seq=row.seq,
        seal=row.seal,
        kind=LifeKind(row.kind),
        at=datetime.fromisoformat(row.at),
        by=row.by,
        by_name=names[row.by],
        desk=row.desk,
        desk_name=names[row.desk],
        on=date.fromisoformat(day),
        moment=datetime.fromisoformat(moment) if moment else None,
        approver=row.approver,
        approver_name=names[row.approver] if row.approver is not None else "",
        due_back=datetime.fromisoformat(row.due_back) if row.due_back else None,
        impressions=row.impressions,
        ends=row.ends,
        facts=facts,
        persons={name: tuple(given) for name, given in from_json(row.persons or "{}").items()},
        reason=row.reason or "",
        papers=papers,
    )


def add_paper(work: Work, step: int, purpose: Purpose, scan: rules.CopyContent, by: int) -> int:
    """Keeps a scanned paper with a step, whole."""
    return work.add(
        SealPaperRow(
            step=step,
            purpose=purpose.value,
            name=scan.name,
            media_type=scan.media_type,
            sha256=scan.sha256,
            size=len(scan.content),
            pages=scan.pages,
            kept_at=work.now,
            by=by,
            content=scan.content,
            thumbnails=packed(scan.thumbnails),
        )
    )


def _to_paper(row: Any) -> SealPaper:
    return SealPaper(
        seq=row.seq,
        step=row.step,
        purpose=Purpose(row.purpose),
        name=row.name or "",
        media_type=row.media_type,
        sha256=row.sha256,
        size=row.size,
        pages=row.pages,
        kept_at=datetime.fromisoformat(row.kept_at),
        by=row.by,
        thumbnails=unpacked(row.thumbnails),
    )


def paper_content(work: Work, seal: int, paper: int) -> tuple[str, bytes]:
    """The media type and the bytes of a scanned paper of this seal. Raises Missing."""
    row = work.connection.execute(
        select(SealPaperRow.media_type, SealPaperRow.content)
        .join(SealStepRow, SealStepRow.seq == SealPaperRow.step)
        .where(SealPaperRow.seq == paper, SealStepRow.seal == seal)
    ).one_or_none()
    if row is None:
        raise Missing(_("没有这份单据。请按 F5 刷新。"))
    return row.media_type, row.content


def next_seal(work: Work) -> int:
    """The number of the next seal; none is given twice."""
    return (work.connection.scalar(select(func.max(SealRow.number))) or 0) + 1


def entries_of(work: Work, seal: int) -> int:
    """How many entries a seal's books hold."""
    return int(work.connection.scalar(_ENTRIES, {"seal": seal}) or 0)


def entries_in(work: Work, seal: int, year: int) -> int:
    """How many entries a seal's book of a year holds."""
    return int(work.connection.scalar(_ENTRIES_IN, {"seal": seal, "year": year}) or 0)


def last_use(work: Work, seal: int) -> date | None:
    """The day on which the seal was last pressed, or None."""
    found = work.connection.scalar(_LAST_USE, {"seal": seal})
    return datetime.fromisoformat(found).date() if found else None


def last_number(work: Work, seal: rules.Seal) -> str:
    """The last number given in the seal's books, or nothing."""
    row = work.connection.execute(_LAST_NUMBER, {"seal": seal.number}).one_or_none()
    return seal.entry_number(row.year, row.running) if row is not None else ""
