"""Entries of the register: written line by line, read back as records."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from desktop.domain import seals as rules
from desktop.domain.papers import OwnPaper
from desktop.domain.problems import Missing
from desktop.domain.seals.rules import AFTER_STEP, materials_due
from desktop.domain.seals.searching import read_search
from desktop.domain.text.identity import mask_id_number, mask_phone
from desktop.i18n import _
from desktop.storage import people
from desktop.storage.base import as_json, from_json
from desktop.storage.database import Work
from desktop.storage.seals.book import get_matter_version, get_seal, list_seals
from desktop.storage.seals.chains import chain_of
from desktop.storage.seals.copies import kept_copies, kept_pages
from desktop.storage.seals.states import change_state, derived_state, put_states
from desktop.storage.seals.tables import (
    CheckCodeRow,
    CorrectionRow,
    PaperDocumentRow,
    StepRow,
    UseRow,
    UseState,
)

REQUEST_COLUMNS = (
    "applicant_name",
    "applicant_id_number",
    "applicant_phone",
    "applicant_address",
    "recipient",
    "purpose",
    "document",
    "copies",
    "pages",
    "seam",
    "statement",
    "finding",
    "agent_name",
    "agent_id_number",
    "agent_phone",
    "agent_relation",
    "corrects",
)
LATE_COLUMNS = ("late_reason", "slip_number")
"""What only a late entry has; without a value the row is as it was before there were late entries."""


# The statements that every entry needs are made once: making one costs more than running it.
_LAST_RUNNING = select(func.max(UseState.running)).where(
    UseState.seal == bindparam("seal"), UseState.year == bindparam("year")
)
_USE = select(UseRow.__table__).where(UseRow.seq == bindparam("of"))
_TAKEN = select(UseState.taken_over).where(UseState.use == bindparam("of"))
_STEPS = select(StepRow.__table__).where(StepRow.use == bindparam("of")).order_by(StepRow.seq)
_CHECK_CODE = (
    select(CheckCodeRow.__table__)
    .where(CheckCodeRow.use == bindparam("of"))
    .order_by(CheckCodeRow.seq.desc())
    .limit(1)
)
_PUT_RIGHT = (
    select(CorrectionRow.field, CorrectionRow.value)
    .where(CorrectionRow.use == bindparam("of"))
    .order_by(CorrectionRow.seq)
)
_PAPER = select(PaperDocumentRow.kind, PaperDocumentRow.document).where(
    PaperDocumentRow.use == bindparam("of")
)
_CORRECTED_BY = select(UseRow.seq).where(UseRow.corrects == bindparam("of"))


def next_running(work: Work, seal: int, year: int) -> int:
    """The next running number of a seal's book in a year; never one that was given before."""
    return (work.connection.scalar(_LAST_RUNNING, {"seal": seal, "year": year}) or 0) + 1


def add_use(
    work: Work, request: rules.UseRequest, *, seal: rules.Seal, matter: rules.Matter, handler: int, desk: int
) -> int:
    """Writes a new entry with the next number of its book. Gives the entry's key."""
    year = work.moment.year
    running = next_running(work, seal.number, year)
    row = UseRow(
        seal=seal.number,
        year=year,
        running=running,
        matter=matter.number,
        number=seal.entry_number(year, running),
        handler=handler,
        desk=desk,
        submitted_at=work.now,
        materials=as_json(list(request.materials)),
        visited_on=request.visited_on.isoformat() if request.visited_on else None,
        used_at=request.used_at.isoformat(timespec="seconds") if request.used_at else None,
        **{name: getattr(request, name) for name in REQUEST_COLUMNS},
        **{name: getattr(request, name) or None for name in LATE_COLUMNS},
    )
    use = work.add(row)
    put_states(work, [derived_state(row, [], 0)])
    return use


def add_paper(work: Work, use: int, paper: OwnPaper) -> int:
    """Keeps a paper of the office's own beside the entry that seals it."""
    return work.add(PaperDocumentRow(use=use, kind=paper.kind, document=paper.text))


def _paper_of(work: Work, use: int) -> OwnPaper | None:
    row = work.connection.execute(_PAPER, {"of": use}).one_or_none()
    return None if row is None else OwnPaper(row.kind, row.document)


def add_step(work: Work, use: int, step: rules.NewStep, *, finding: rules.UseRequest | None = None) -> int:
    """Writes the next step of an entry. `finding` carries what the handler found, for a finding signed."""
    row = StepRow(
        use=use,
        kind=step.kind.value,
        at=work.now,
        by=step.by,
        desk=step.desk,
        in_place_of=step.in_place_of,
        text=step.text or None,
        statement=(finding.statement or None) if finding else None,
        visited_on=finding.visited_on.isoformat() if finding and finding.visited_on else None,
        impressions=step.impressions,
        place=step.place,
        witness=step.witness or None,
        keeper_approved=step.keeper_approved,
        halves_kept=step.halves_kept,
    )
    seq = work.add(row)
    refresh_state(work, use)
    return seq


def refresh_state(work: Work, use: int) -> None:
    """Derives the entry's place in the lists again from its registers."""
    row = _use_row(work, use)
    change_state(
        work, derived_state(row, work.connection.execute(_STEPS, {"of": use}), kept_pages(work, use))
    )


def _use_row(work: Work, use: int) -> Any:
    place = (UseRow.__tablename__, use)
    if place not in work.seen:
        row = work.connection.execute(_USE, {"of": use}).one_or_none()
        if row is None:
            raise Missing(
                _("这一条转自旧登记簿，只能查看。要更正请另提一份用印申请。")
                if is_taken(work, use)
                else _("登记簿里没有这一条。")
            )
        work.seen[place] = row
    return work.seen[place]


def is_taken(work: Work, use: int) -> bool:
    """Whether an entry was taken over from an old register."""
    return bool(work.connection.scalar(_TAKEN, {"of": use}))


def number_of(work: Work, use: int) -> str:
    """The register number of an entry."""
    return str(_use_row(work, use).number)


def find_number(work: Work, number: str) -> int | None:
    """The key of the entry with this register number, written with or without blanks."""
    typed = read_search(number, list_seals(work), (), work.moment.year)
    if typed.seal is None:
        return None
    query = select(UseState.use).where(
        UseState.seal == typed.seal, UseState.year == typed.year, UseState.running == typed.running
    )
    return work.connection.scalar(query)


def find_check_code(work: Work, code: str) -> int | None:
    """The key of the entry whose paper carries this 核验码."""
    return work.session.scalar(select(CheckCodeRow.use).where(CheckCodeRow.check_code == code))


def add_check_code(work: Work, use: int, code: str, facts: str, signature: bytes) -> int:
    """Writes the 核验码 and the signature of an approved paper."""
    return work.add(CheckCodeRow(use=use, check_code=code, facts=facts, signature=signature))


def check_code_of(work: Work, use: int) -> tuple[str, str, bytes]:
    """An entry's 核验码, signed facts and signature; empty before its approval."""
    row = work.connection.execute(_CHECK_CODE, {"of": use}).one_or_none()
    return ("", "", b"") if row is None else (row.check_code, row.facts or "", row.signature)


def get_use(work: Work, use: int) -> rules.SealUse:
    """One entry with all that happened to it, personal values in full. Raises Missing."""
    row = _use_row(work, use)
    names = {account.number: account.name for account in people.list_accounts(work)}
    step_rows = work.connection.execute(_STEPS, {"of": use}).all()
    steps = tuple(_to_step(step, names) for step in step_rows)
    matter = get_matter_version(work, row.matter, use)
    request = replace(_to_request(row, matter.code), own_paper=_paper_of(work, use))
    for step in step_rows:
        if step.kind == rules.StepKind.FINDING_SIGNED:
            request = replace(
                request,
                finding=step.text or "",
                statement=step.statement or "",
                visited_on=date.fromisoformat(step.visited_on) if step.visited_on else None,
            )
    put_right: dict[str, Any] = {
        row.field: row.value for row in work.connection.execute(_PUT_RIGHT, {"of": use})
    }
    request = replace(request, **put_right)
    corrected_by = tuple(work.connection.scalars(_CORRECTED_BY, {"of": use}))
    return rules.SealUse(
        seq=row.seq,
        seal=get_seal(work, row.seal),
        matter=matter,
        year=row.year,
        running=row.running,
        number=row.number,
        request=request,
        handler=row.handler,
        handler_name=names[row.handler],
        submitted_at=datetime.fromisoformat(row.submitted_at),
        desk=row.desk,
        state=AFTER_STEP[steps[-1].kind] if steps else rules.State.TO_VERIFY,
        steps=steps,
        kept_copies=tuple(kept_copies(work, use)),
        check_code=check_code_of(work, use)[0],
        corrected_by=corrected_by,
        materials_due=materials_due(matter, request),
        put_right=tuple(put_right),
        chain=chain_of(work, use) if corrected_by or row.corrects is not None else (),
    )


def _to_request(row: Any, code: str) -> rules.UseRequest:
    values = {name: getattr(row, name) for name in (*REQUEST_COLUMNS, *LATE_COLUMNS)}
    texts: dict[str, Any] = {
        name: "" if value is None and name != "corrects" else value for name, value in values.items()
    }
    return rules.UseRequest(
        seal=row.seal,
        matter=code,
        materials=tuple(from_json(row.materials)),
        visited_on=date.fromisoformat(row.visited_on) if row.visited_on else None,
        late=row.used_at is not None,
        used_at=datetime.fromisoformat(row.used_at) if row.used_at else None,
        **texts,
    )


def _to_step(row: Any, names: dict[int, str]) -> rules.Step:
    return rules.Step(
        seq=row.seq,
        use=row.use,
        kind=rules.StepKind(row.kind),
        at=datetime.fromisoformat(row.at),
        by=row.by,
        by_name=names[row.by],
        desk=row.desk,
        desk_name=names[row.desk],
        in_place_of=row.in_place_of,
        in_place_of_name="" if row.in_place_of is None else names[row.in_place_of],
        text=row.text or "",
        impressions=row.impressions,
        place=row.place,
        witness=row.witness or "",
        keeper_approved=row.keeper_approved,
        halves_kept=row.halves_kept,
    )


def masked(use: rules.SealUse) -> rules.SealUse:
    """The entry as screens show it: ID and phone numbers masked, what stands on a paper left away."""
    request = use.request
    return replace(
        use,
        request=replace(
            request,
            applicant_id_number=mask_id_number(request.applicant_id_number),
            applicant_phone=mask_phone(request.applicant_phone),
            agent_id_number=mask_id_number(request.agent_id_number),
            agent_phone=mask_phone(request.agent_phone),
            own_paper=request.own_paper and OwnPaper(request.own_paper.kind, ""),
        ),
    )
