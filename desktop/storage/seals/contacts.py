"""What a written-out list says of each entry besides its line: where the paper went, and the masked numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from desktop.domain.text.identity import mask_id_number, mask_phone
from desktop.storage.database import Work
from desktop.storage.office import AccessRow
from desktop.storage.seals.tables import TakenUseRow, UseRow

_CONTACTS = [
    select(kind.seq, kind.recipient, kind.applicant_id_number, kind.applicant_phone).where(
        kind.seq.in_(bindparam("uses", expanding=True))
    )
    for kind in (UseRow, TakenUseRow)
]
"""Of the office's own entries, and of those taken over from old registers."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Recipient, and the applicant's numbers as screens show them."""

    recipient: str
    id_number: str
    phone: str


NOTHING_KNOWN = Contact("", "", "")


@dataclass(frozen=True, slots=True)
class Look:
    """One look at somebody's data: when, by which account, at which entry (empty for none), and why."""

    at: datetime
    by: int
    number: str
    why: str


def contacts(work: Work, uses: Sequence[int]) -> dict[int, Contact]:
    """By entry what its line does not say."""
    return {
        row.seq: Contact(
            row.recipient,
            mask_id_number(row.applicant_id_number or ""),
            mask_phone(row.applicant_phone or ""),
        )
        for query in _CONTACTS
        for row in work.connection.execute(query, {"uses": list(uses)})
    }


def looks(work: Work) -> Iterator[Look]:
    """The access log as it stands, newest first, with the numbers of the entries looked at."""
    query = (
        select(
            *(AccessRow.time, AccessRow.actor, AccessRow.why),
            func.coalesce(UseRow.number, TakenUseRow.number).label("number"),
        )
        .outerjoin(UseRow, (UseRow.seq == AccessRow.subject_id) & (AccessRow.subject_kind == "seal_uses"))
        .outerjoin(
            TakenUseRow, (TakenUseRow.seq == AccessRow.subject_id) & (AccessRow.subject_kind == "seal_uses")
        )
        .order_by(AccessRow.id.desc())
    )
    for row in work.connection.execute(query):
        yield Look(datetime.fromisoformat(row.time), row.actor, row.number or "", row.why)
