"""Who looked at whose data, what is kept about one person, and what was put right, as it stands in the tables."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, delete, func, insert, select, union_all

from desktop.domain import privacy as rules
from desktop.domain import seals
from desktop.domain.problems import Missing
from desktop.domain.text.names import search_key
from desktop.i18n import _
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
"""As whom a person may stand in an entry, and which of its values are about them: name, ID number, the rest."""
NOTES = ("purpose", "finding", "statement", "remark")
"""What an entry says of its applicant in words."""
AT_ONCE = 500
"""How many entries are read together."""

_LINES = select(UseState.__table__)
_ABOUT = [name for fields in PERSONS.values() for name in fields]
_ENTRIES = [
    select(
        *(
            kind.__table__.c[name]
            for name in ("seq", "number", "document", *also, *NOTES, *_ABOUT)
            if name in kind.__table__.c
        )
    ).where(kind.seq.in_(bindparam("uses", expanding=True)))
    for kind, also in ((UseRow, ()), (TakenUseRow, ("matter_written",)))
]
"""What the office's own entries and those of old registers hold about persons."""
_PUT_RIGHT = (
    select(CorrectionRow.use, CorrectionRow.field, CorrectionRow.value)
    .where(CorrectionRow.use.in_(bindparam("uses", expanding=True)))
    .order_by(CorrectionRow.seq)
)


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


def values_of(work: Work, use: int) -> dict[str, str]:
    """The personal values of one entry that may be put right, as they are now: its own or an old book's.

    What an entry has no place for is left out. Raises Missing.
    """
    found = _rows(work, [use])
    if not found:
        raise Missing(_("登记簿里没有这一条。"))
    return {name: found[use][name] or "" for name in rules.CORRECTABLE if name in found[use]}


def mentions(work: Work, name: str, id_number: str) -> list[rules.Mention]:
    """Every entry in which a person of this name stands, newest first; of this ID number, where one is given.

    A name leads there by the index of words, an ID number by those of the persons in the registers.
    """
    wanted = search_key(name)
    states = _candidates(work, wanted, name, id_number)
    matters = {number: matter.short_name for number, matter in matter_versions(work).items()}
    made = []
    for start in range(0, len(states), AT_ONCE):
        page = states[start : start + AT_ONCE]
        rows = _rows(work, [state.use for state in page])
        for state in page:
            values = rows[state.use]
            for role, fields in PERSONS.items():
                about = {field: values.get(field) or "" for field in fields}
                own_name, own_number = (about[field] for field in fields[:2])
                if _is_meant(search_key(own_name), own_number, wanted, id_number):
                    made.append(_mention(state, values, role, about, matters))
    return made


def _is_meant(own_name: str, own_number: str, name: str, id_number: str) -> bool:
    """Whether somebody in an entry is who is looked for; without a number in the entry the name decides."""
    if not name:
        return own_number == id_number
    return own_name == name and (not id_number or own_number in ("", id_number))


def _candidates(work: Work, wanted: str, name: str, id_number: str) -> list[Any]:
    """The lines of the entries that may be meant, newest first."""
    asked = [text for text in (name, id_number) if text]
    corrected = select(CorrectionRow.use).where(CorrectionRow.value.in_(asked))
    named = words.holding([wanted]) if wanted else _LINES.where(UseState.use.in_(_numbered(id_number)))
    found: dict[int, Any] = {}
    for query in (named, _LINES.where(UseState.use.in_(corrected))):
        found |= {row.use: row for row in work.connection.execute(query)}
    return sorted(found.values(), key=lambda row: (row.at, row.use), reverse=True)


def _numbered(id_number: str) -> CompoundSelect[Any]:
    own = (UseRow.applicant_id_number == id_number) | (UseRow.agent_id_number == id_number)
    taken = TakenUseRow.applicant_id_number == id_number
    return union_all(select(UseRow.seq).where(own), select(TakenUseRow.seq).where(taken))


def _rows(work: Work, uses: list[int]) -> dict[int, dict[str, Any]]:
    """What these entries hold, with what was put right in the place of what was written first."""
    found: dict[int, dict[str, Any]] = {}
    for query in _ENTRIES:
        found |= {row["seq"]: dict(row) for row in work.connection.execute(query, {"uses": uses}).mappings()}
    for right in work.connection.execute(_PUT_RIGHT, {"uses": uses}):
        found[right.use][right.field] = right.value
    return found


def _mention(
    state: Any, row: Mapping[str, Any], role: str, about: Mapping[str, str], matters: Mapping[int, str]
) -> rules.Mention:
    return rules.Mention(
        use=state.use,
        number=row["number"],
        on=datetime.fromisoformat(state.at).date(),
        matter=row.get("matter_written") or matters.get(state.matter, ""),
        document=row["document"],
        state=seals.STATE_WORDS[seals.State(state.state)],
        role=role,
        values=about,
        taken_over=bool(state.taken_over),
        notes=tuple((name, row[name]) for name in NOTES if row.get(name) and role == "applicant"),
    )


def log_looks(work: Work, uses: Iterable[int], why: str) -> None:
    """Notes at each of these entries that somebody looked at personal data in full."""
    look = {"time": work.now, "actor": work.actor, "subject_kind": SEALS, "why": why}
    rows = [{**look, "subject_id": use} for use in uses]
    if rows:
        work.connection.execute(insert(AccessRow), rows)


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
