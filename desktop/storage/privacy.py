"""Who looked at whose data, what is kept about one person, and what was put right, as it stands in the tables."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select

from desktop.domain import privacy as rules
from desktop.domain import seals
from desktop.domain.text.names import search_key
from desktop.storage import people
from desktop.storage.database import Work
from desktop.storage.office import AccessRow
from desktop.storage.seals import words
from desktop.storage.seals.book import matter_versions
from desktop.storage.seals.tables import (
    CorrectionRow,
    DraftRow,
    SealStepRow,
    TakenUseRow,
    UseRow,
    UseState,
)

SEALS = "seal_uses"
PERSONS = {
    "applicant": ("applicant_name", "applicant_id_number", "applicant_phone", "applicant_address"),
    "agent": ("agent_name", "agent_id_number", "agent_phone", "agent_relation"),
}
"""As whom a person may stand in an entry, and which of its values are about them; the name is the first."""


def add_correction(work: Work, use: int, field: str, value: str, reason: str) -> int:
    """Writes that a personal value of an entry was put right."""
    row = CorrectionRow(use=use, field=field, value=value, reason=reason, at=work.now, by=work.actor)
    return work.add(row)


def corrections_of(work: Work, uses: Iterable[int]) -> list[rules.Correction]:
    """What was put right in some entries, oldest first."""
    names = {account.number: account.name for account in people.list_accounts(work)}
    query = select(CorrectionRow.__table__).where(CorrectionRow.use.in_(list(uses)))
    return [
        rules.Correction(
            seq=row.seq,
            use=row.use,
            field_name=row.field,
            value=row.value or "",
            reason=row.reason or "",
            at=datetime.fromisoformat(row.at),
            by=row.by,
            by_name=names.get(row.by, ""),
        )
        for row in work.connection.execute(query.order_by(CorrectionRow.seq))
    ]


def mentions(work: Work, name: str, id_number: str) -> list[rules.Mention]:
    """Every entry in which a person of this name stands, newest first; of this ID number, where one is given."""
    wanted = search_key(name)
    corrected = select(CorrectionRow.use).where(CorrectionRow.value.in_([name, id_number]))
    found: dict[int, Any] = {}
    for query in (
        words.holding([wanted]),
        select(UseState.__table__).where(UseState.use.in_(corrected)),
    ):
        found |= {row.use: row for row in work.connection.execute(query)}
    matters = {number: matter.short_name for number, matter in matter_versions(work).items()}
    made = []
    for state in sorted(found.values(), key=lambda row: row.at, reverse=True):
        row = _row(work, state)
        values = dict(row) | {c.field_name: c.value for c in corrections_of(work, [state.use])}
        for role, fields in PERSONS.items():
            about = {field: values.get(field) or "" for field in fields}
            own_name, own_number = (about[field] for field in fields[:2])
            if search_key(own_name) != wanted or (id_number and own_number not in ("", id_number)):
                continue
            made.append(_mention(state, row, role, about, matters))
    return made


def _row(work: Work, state: Any) -> Mapping[str, Any]:
    kind = TakenUseRow if state.taken_over else UseRow
    query = select(kind.__table__).where(kind.seq == state.use)
    return dict(work.connection.execute(query).mappings().one())


def _mention(
    state: Any, row: Mapping[str, Any], role: str, about: Mapping[str, str], matters: Mapping[int, str]
) -> rules.Mention:
    return rules.Mention(
        use=state.use,
        number=row["number"],
        on=datetime.fromisoformat(state.at).date(),
        matter=matters.get(state.matter, row.get("matter_written") or ""),
        document=row["document"],
        state=seals.STATE_WORDS[seals.State(state.state)],
        role=role,
        values=about,
        taken_over=bool(state.taken_over),
    )


def list_accesses(
    work: Work, *, subjects: Iterable[int] | None = None, most: int = 1000
) -> list[rules.Access]:
    """Who looked at whose data, newest first; at some entries only, where these are named."""
    query = select(AccessRow.__table__).order_by(AccessRow.id.desc()).limit(most)
    if subjects is not None:
        query = query.where(AccessRow.subject_kind == SEALS, AccessRow.subject_id.in_(list(subjects)))
    rows = work.connection.execute(query).all()
    names = {account.number: account.name for account in people.list_accounts(work)}
    numbers = _numbers(work, {row.subject_id for row in rows if row.subject_kind == SEALS})
    return [
        rules.Access(
            at=datetime.fromisoformat(row.time),
            actor=row.actor,
            actor_name=names.get(row.actor, ""),
            subject_kind=row.subject_kind,
            subject=row.subject_id,
            number=numbers.get(row.subject_id, "") if row.subject_kind == SEALS else "",
            why=row.why,
        )
        for row in rows
    ]


def _numbers(work: Work, uses: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for kind in (UseRow, TakenUseRow):
        query = select(kind.seq, kind.number).where(kind.seq.in_(uses))
        found |= {seq: number for seq, number in work.connection.execute(query)}
    return found


def count_due(work: Work, kind: rules.Kept, through: int) -> tuple[int, date | None]:
    """How many records of a kind are of that year or earlier, and the day of the oldest."""
    end = f"{through + 1:04}-01-01"
    own, taken = ~UseState.taken_over, UseState.taken_over
    column, also = {
        rules.Kept.SEAL_LIFE: (SealStepRow.at, None),
        rules.Kept.REGISTER: (UseState.at, own),
        rules.Kept.TAKEN_OVER: (UseState.at, taken),
        rules.Kept.ACCESS_LOG: (AccessRow.time, None),
        rules.Kept.DRAFTS: (DraftRow.saved_at, None),
    }[kind]
    query = select(func.count(), func.min(column)).where(column < end)
    count, oldest = work.connection.execute(query if also is None else query.where(also)).one()
    return count, None if oldest is None else datetime.fromisoformat(oldest).date()


def purge_accesses(work: Work, through: int) -> int:
    """Takes the looks of that year and earlier out of the access log, which is no register. Gives how many."""
    gone = work.connection.execute(delete(AccessRow).where(AccessRow.time < f"{through + 1:04}-01-01"))
    work.touch()
    return int(gone.rowcount)
