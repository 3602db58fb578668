"""Papers of the register: previews, certificates, approval slips, the month's page."""

from dataclasses import replace
from datetime import date
from typing import Any

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.office import INTRODUCTION_DAYS
from desktop.domain.papers import Paper
from desktop.domain.people import Role
from desktop.domain.problems import Problem, Refused
from desktop.domain.seals import rules as checks
from desktop.domain.seals.closing import USED
from desktop.domain.seals.fillings import form_of
from desktop.domain.seals.late import late_words
from desktop.domain.seals.rules import AGENT_MATERIAL
from desktop.domain.text.identity import mask_id_number, mask_phone
from desktop.forms import kinds
from desktop.forms import seals as forms
from desktop.forms.documents import DRAFT, PREVIEW
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals.documents import Issue, document_of, own_document
from desktop.services.seals.facts import qr_text, wording_of
from desktop.services.seals.templates import version_on, wording
from desktop.services.seals.uses import SUBJECT, tidy
from desktop.storage import events
from desktop.storage import office as offices
from desktop.storage.database import Work
from desktop.storage.seals import book, lists, uses

NOBODYS = "——"
"""Stands on the slip for the ID number of an applicant who has none: the office itself."""
MAY_PRINT = (rules.State.TO_SEAL, rules.State.TO_KEEP, rules.State.FILED)
"""A formal paper exists from its approval on."""


def preview(office: Office, request: rules.UseRequest) -> Paper | None:
    """The paper as it will print, from what is typed so far; None where the resident brings a form of their own.

    It shows numbers in full and is marked as no formal paper.
    """
    request = tidy(request)
    with office.read() as work:
        seal = book.get_seal(work, request.seal)
        matter = next((m for m in book.list_matters(work, seal.number) if m.code == request.matter), None)
        if matter is None or not matter.form:
            return None
        issue = draft_issue(office, work, PREVIEW)
        words = wording(work, matter.form, version_on(work, matter.form, office.today()))
        return kinds.print_worded(matter.form, document_of(matter.form, request, seal, issue), words)


def draft_issue(office: Office, work: Work, mark: str = DRAFT) -> Issue:
    """What a paper that is none yet carries: its mark, today, the person signed in; no number, no code."""
    return Issue(_community(work), office.clerk.name, office.today(), valid_days=_valid_days(work), mark=mark)


def note_preview(office: Office) -> None:
    """Notes that the preview with its full numbers was opened."""
    with office.write() as work:
        offices.log_access(work, (SUBJECT, 0), _("预览"))


def show_paper(office: Office, use: int, header: str = "") -> Paper:
    """The approved paper of an entry as it will print; what was printed before says 补打. The look is logged.

    `header` sets it with another red head (red, preprinted, plain) for this print, where it has one.
    """
    with office.write() as work:
        piece = ready(office, work, use)
        if header:
            piece = replace(piece, document=with_header(piece.document, header))
        offices.log_access(work, (SUBJECT, use), _("看要打印的证明"))
        return kinds.set_piece(piece)


def with_header(document: Any, header: str) -> Any:
    """The document with another red head, where it has one."""
    return replace(document, header_style=header) if hasattr(document, "header_style") else document


def note_printed(office: Office, use: int, copies: int) -> None:
    """The paper goes to the printer now, in so many copies (0: into a file). Raises Refused as `show_paper` does."""
    with office.write() as work:
        note(work, ready(office, work, use), use, copies)


def note_not_printed(office: Office, use: int) -> None:
    """The printer did not take the paper: it does not count as printed."""
    with office.write() as work:
        work.record("seals.paper_not_printed", (SUBJECT, use))


def print_paper(office: Office, use: int, copies: int = 1) -> Paper:
    """The approved paper of an entry, ready to be sealed. Printing it is an event."""
    with office.write() as work:
        piece = ready(office, work, use)
        note(work, piece, use, copies)
        return kinds.set_piece(piece)


def note(work: Work, piece: kinds.Piece, use: int, copies: int) -> None:
    """Writes down that the paper of an entry goes to the printer."""
    offices.log_access(work, (SUBJECT, use), _("打印证明"))
    again = piece.reprinted_on is not None
    work.record("seals.paper_printed", (SUBJECT, use), form=piece.kind, copies=copies, again=again)


def ready(office: Office, work: Work, use: int) -> kinds.Piece:
    """The paper of an entry before it is set. Raises Refused when it is not to be printed, or not by this person."""
    problems = people_rules.check_role(office.clerk, Role.HANDLER, Role.KEEPER, Role.APPROVER)
    entry = uses.get_use(work, use)
    if not form_of(entry):
        problems.append(
            Problem("seals.no_form", _("这个事项盖在居民带来的表上。没有要打印的证明。请打印审批单。"))
        )
    elif entry.request.late:
        problems.append(
            Problem(
                "seals.late_paper",
                _("这是补录，纸当时已经盖出。同一编号不能有两张证明。请打印审批单，与纸条一起存放。"),
            )
        )
    elif entry.state not in MAY_PRINT:
        problems.append(
            Problem("seals.not_approved", _("还没有批准。批准以后才能打印正式的证明。请先交批准人。"))
        )
    problems += checks.check_paper(entry.request, entry.matter)
    if problems:
        raise Refused(problems)
    happened = [event.kind for event in events.events_of(work.connection, (SUBJECT, use))]
    again = happened.count("seals.paper_printed") > happened.count("seals.paper_not_printed")
    return _issued(work, entry, office.today() if again else None)


def _issued(work: Work, entry: rules.SealUse, reprinted_on: date | None) -> kinds.Piece:
    code, facts, signature = uses.check_code_of(work, entry.seq)
    approved = entry.step(rules.StepKind.APPROVED)
    issued_on = approved.at.date() if approved else entry.submitted_at.date()
    issue = Issue(
        _community(work),
        entry.handler_name,
        issued_on,
        approved.by_name if approved else "",
        _valid_days(work),
        entry.number,
        code,
        qr_text(facts, signature) if facts else "",
    )
    form, own = form_of(entry), entry.request.own_paper
    if own is None:
        document = document_of(form, entry.request, entry.seal, issue)
    else:
        document = own_document(own, entry.request, entry.seal, issue)
    words = wording(work, form, wording_of(facts)) if form in kinds.WORDED else None
    return kinds.Piece(form, document, words, reprinted_on)


def _community(work: Work) -> str:
    return str(offices.read_settings(work)["profile"]["community"])


def _valid_days(work: Work) -> int:
    return int(offices.read_settings(work).get("introduction_days", INTRODUCTION_DAYS))


def check_reader(office: Office) -> None:
    """The administrator sets the office up and reads no personal data. *Source:* domain handbook §J."""
    problems = people_rules.check_role(office.clerk, *people_rules.READERS)
    if problems:
        raise Refused(problems)


def print_slip(office: Office, use: int) -> Paper:
    """The approval slip of an entry, with the cells that are not decided yet left for pens."""
    check_reader(office)
    with office.write() as work:
        entry = uses.get_use(work, use)
        paper = forms.approval_slip(_slip(entry))
        work.record("seals.slip_printed", (SUBJECT, use), state=entry.state.value)
        return paper


def _slip(entry: rules.SealUse) -> forms.ApprovalSlip:
    request = entry.request
    signed = entry.step(rules.StepKind.FINDING_SIGNED)
    approved = entry.step(rules.StepKind.APPROVED)
    sealed = entry.step(rules.StepKind.SEALED)
    originals = {material.name: material.original for material in entry.matter.materials}
    originals[AGENT_MATERIAL] = True
    materials = tuple(
        forms.Material(
            name,
            (_("已看原件") if originals.get(name) else _("已收")) if name in request.materials else _("未收"),
        )
        for name in entry.materials_due
    )
    agent = ""
    if request.agent_name:
        agent = "，".join(
            part
            for part in (
                request.agent_name,
                request.agent_relation,
                mask_id_number(request.agent_id_number),
                mask_phone(request.agent_phone),
            )
            if part
        )
    return forms.ApprovalSlip(
        seal_name=entry.seal.name,
        matter=f"{entry.matter.tag} {entry.matter.name}",
        document_title=request.document,
        applicant=request.applicant_name,
        applicant_id=mask_id_number(request.applicant_id_number) or NOBODYS,
        copies=request.copies or 0,
        pages=request.pages or 0,
        number=entry.number,
        recipient=request.recipient,
        purpose=request.purpose,
        applicant_phone=mask_phone(request.applicant_phone),
        address=request.applicant_address,
        agent=agent,
        materials=materials,
        finding=request.finding,
        handler=entry.handler_name if signed else "",
        handler_signed_at=signed.at if signed else None,
        opinion=(approved.text or _("同意用印")) if approved else "",
        approver=approved.by_name if approved else "",
        deputy_for=approved.in_place_of_name if approved else "",
        approver_keeps_seal=approved.keeper_approved if approved else False,
        approved_at=approved.at if approved else None,
        keeper=sealed.by_name if sealed else "",
        sealed_at=entry.used_at,
        impressions=(sealed.impressions or 0) if sealed else 0,
        place="　".join(part for part in (sealed.place, _late(entry)) if part) if sealed else _late(entry),
        check_code=entry.check_code,
    )


def _late(entry: rules.SealUse) -> str:
    request = entry.request
    return late_words(request.late_reason, request.slip_number) if request.late else ""


def register_month(office: Office, seal: int, year: int, month: int) -> Paper:
    """The register's page of one month, with the newest signed checkpoint at its foot; printing it is an event."""
    check_reader(office)
    with office.write() as work:
        described = book.get_seal(work, seal)
        wanted = rules.UseFilter(seal=seal, month=f"{year:04}-{month:02}")
        lines = lists.list_uses(work, wanted)
        checkpoint = events.read_state(work.connection)[2]
        profile = offices.read_settings(work)["profile"]
        document = forms.RegisterMonth(
            office=f"{profile['community']}居民委员会",
            seal_name=described.name,
            year=year,
            month=month,
            printed_at=work.moment,
            printed_by=office.clerk.name,
            rows=tuple(register_row(line) for line in sorted(lines, key=lambda line: line.running)),
            uses=sum(line.state in USED for line in lines),
            copies=sum(line.copies for line in lines if line.state in USED),
            kept=sum(line.state is rules.State.FILED and not line.taken_over for line in lines),
            voided=sum(line.state is rules.State.VOID for line in lines),
            returned=sum(line.state is rules.State.RETURNED for line in lines),
            refused=sum(line.state is rules.State.REFUSED for line in lines),
            checkpoint=checkpoint,
        )
        paper = forms.register_month(document)
        work.record("seals.register_printed", ("seal", seal), month=wanted.month, lines=len(lines))
        return paper


def remark(line: rules.UseLine) -> str:
    """What is unusual about a line, as prints and written-out lists say it."""
    remarks = [line.late] if line.late else list(line.marks)
    if line.corrects_running is not None:
        remarks.append(_("更正 {number}").format(number=line.corrects_running))
    if line.corrected_by is not None:
        remarks.append(_("由 {number} 更正").format(number=line.corrected_by))
    if line.keeper_approved:
        remarks.append(_("批准人兼印章管理人"))
    return "；".join(remarks)


def register_row(line: rules.UseLine) -> forms.RegisterRow:
    """One line of the book as it is printed."""
    return forms.RegisterRow(
        number=str(line.running),
        applied_at=line.submitted_at,
        matter=f"{line.matter_tag} {line.matter_name}".strip(),
        content=line.document,
        applicant=line.applicant,
        state=rules.STATE_WORDS[line.state],
        copies=line.copies,
        impressions=line.impressions,
        handler=line.handler_name,
        approver=line.approver_name,
        sealed_at=line.sealed_at,
        copy_pages=line.kept_pages,
        remark=remark(line),
    )
