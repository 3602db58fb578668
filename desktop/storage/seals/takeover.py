"""Entries of old registers as they were taken over: written many at once, read back as what the old book says."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from desktop.domain import seals as rules
from desktop.domain.problems import Missing
from desktop.domain.seals.takeover import Mark, OldEntry, TakenUse
from desktop.i18n import _
from desktop.storage import people
from desktop.storage.base import as_json, from_json
from desktop.storage.database import Work
from desktop.storage.seals.book import get_seal, matter_versions
from desktop.storage.seals.states import put_states, taken_state
from desktop.storage.seals.tables import CorrectionRow, TakenUseRow, TakeOverRow, UseState

_NUMBERS = select(UseState.running).where(
    UseState.seal == bindparam("seal"), UseState.year == bindparam("year")
)
_TAKEN = (
    select(TakenUseRow.__table__, TakeOverRow.name.label("file"), TakeOverRow.at, TakeOverRow.by)
    .join(TakeOverRow, TakeOverRow.seq == TakenUseRow.take_over)
    .where(TakenUseRow.seq == bindparam("of"))
)
_PUT_RIGHT = (
    select(CorrectionRow.field, CorrectionRow.value)
    .where(CorrectionRow.use == bindparam("of"))
    .order_by(CorrectionRow.seq)
)
_SAME_FILE = select(TakeOverRow.at).where(TakeOverRow.sha256 == bindparam("sha256")).order_by(TakeOverRow.seq)


def used_numbers(work: Work, seal: int, year: int) -> frozenset[int]:
    """The running numbers that stand in a seal's book of a year, the office's own and those taken over."""
    return frozenset(work.connection.scalars(_NUMBERS, {"seal": seal, "year": year}))


def taken_before(work: Work, sha256: str) -> datetime | None:
    """When this very file was last taken over, wholly or in part."""
    found = work.connection.scalars(_SAME_FILE, {"sha256": sha256}).all()
    return datetime.fromisoformat(found[-1]) if found else None


def add_take_over(
    work: Work,
    *,
    seal: int,
    name: str,
    sha256: str,
    columns: dict[str, str],
    rows: int,
    taken: int,
    refused: list[dict[str, object]],
) -> int:
    """Writes that an old register was taken over: which file, how it was read, which lines were refused and why."""
    return work.add(
        TakeOverRow(
            seal=seal,
            name=name,
            sha256=sha256,
            columns=as_json(columns),
            rows=rows,
            taken=taken,
            refused=as_json(refused),
            at=work.now,
            by=work.actor,
        )
    )


def add_taken(
    work: Work, entries: Iterable[OldEntry], *, take_over: int, seal: rules.Seal
) -> Iterator[tuple[OldEntry, int, str]]:
    """Writes entries one by one and gives each with its key and number, for its event.

    Their lines in the lists are put there together when all of them are written.
    """
    states = []
    for entry in entries:
        number = seal.entry_number(entry.used_on.year, entry.running)
        row = _row(entry, take_over, seal.number, number)
        use = work.add(row)
        yield entry, use, number
        states.append(taken_state(row))
    put_states(work, states)


def _row(entry: OldEntry, take_over: int, seal: int, number: str) -> TakenUseRow:
    return TakenUseRow(
        take_over=take_over,
        line=entry.line,
        seal=seal,
        year=entry.used_on.year,
        running=entry.running,
        number=number,
        used_on=entry.used_on.isoformat(),
        date_written=entry.date_written,
        matter=entry.matter,
        matter_written=entry.matter_written,
        document=entry.document,
        recipient=entry.recipient,
        copies=entry.copies,
        kept_written=entry.kept_written,
        kept=entry.kept,
        marks=as_json([mark.value for mark in entry.marks]),
        handler_name=entry.handler or None,
        approver_name=entry.approver or None,
        applicant_name=entry.applicant or None,
        applicant_id_number=entry.id_number or None,
        applicant_phone=entry.phone or None,
        applicant_address=entry.address or None,
        purpose=entry.purpose or None,
        remark=entry.remark or None,
    )


def get_taken(work: Work, use: int) -> TakenUse:
    """One entry taken over, personal values in full. Raises Missing."""
    row = work.connection.execute(_TAKEN, {"of": use}).one_or_none()
    if row is None:
        raise Missing(_("登记簿里没有这一条旧账。"))
    put_right = {found.field: found.value for found in work.connection.execute(_PUT_RIGHT, {"of": use})}
    names = {account.number: account.name for account in people.list_accounts(work)}
    return TakenUse(
        use=row.seq,
        seal=get_seal(work, row.seal),
        number=row.number,
        matter=None if row.matter is None else matter_versions(work)[row.matter],
        entry=_entry(row, put_right),
        file=row.file or "",
        taken_at=datetime.fromisoformat(row.at),
        taken_by=names[row.by],
        put_right=tuple(put_right),
    )


def _entry(row: Any, put_right: dict[str, str | None]) -> OldEntry:
    def personal(name: str) -> str:
        return put_right.get(name, getattr(row, name)) or ""

    return OldEntry(
        line=row.line,
        running=row.running,
        used_on=date.fromisoformat(row.used_on),
        date_written=row.date_written,
        matter=row.matter,
        matter_written=row.matter_written,
        copies=row.copies,
        handler=row.handler_name or "",
        approver=row.approver_name or "",
        applicant=personal("applicant_name"),
        kept=row.kept,
        kept_written=row.kept_written,
        document=row.document,
        recipient=row.recipient,
        purpose=row.purpose or "",
        id_number=personal("applicant_id_number"),
        phone=personal("applicant_phone"),
        address=personal("applicant_address"),
        remark=row.remark or "",
        marks=tuple(Mark(mark) for mark in from_json(row.marks)),
    )
