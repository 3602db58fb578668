"""Papers of the office's own: written by a clerk, seen as a draft, and entered in the register to be sealed.

How such an entry fills the register: the office itself is the applicant (for 介绍信 the person it introduces), the
paper's title is the document, whoever it is addressed to the recipient, or 公开张贴 where it is for everybody. The
matter is one of those the seal is authorised for; there are no materials, since what is looked at is the text.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.ledger import canonical
from desktop.domain.office import INTRODUCTION_DAYS
from desktop.domain.papers import OwnPaper, Paper
from desktop.domain.people import Role
from desktop.domain.problems import Missing, Problem, Refused
from desktop.domain.seals.fillings import ABOUT_PERSON, OWN_PAPERS
from desktop.domain.text.identity import clean_id_number
from desktop.domain.text.names import clean_name
from desktop.forms import kinds, written
from desktop.forms.documents import DRAFT
from desktop.forms.written import Blank
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals.documents import filled, office_name, own_document
from desktop.services.seals.papers import draft_issue, with_header
from desktop.services.seals.templates import version_on, wording
from desktop.services.seals.uses import SUBJECT, submit_use
from desktop.storage import office as offices
from desktop.storage.database import Work
from desktop.storage.seals import book, uses

POSTED = _("公开张贴")
"""Where a paper goes that is addressed to nobody."""
FIELDS = {"applicant_name": "name", "applicant_id_number": "id_number", "document": "title"}
"""Where on the paper a field of the register was typed."""


@dataclass(frozen=True, slots=True)
class OwnKind:
    """One kind of paper that a clerk may write: its fields, and whether it goes through the register of a seal."""

    name: str
    title: str
    blanks: tuple[Blank, ...]
    sealed: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A paper as it is being written: the texts by field as typed, and what the register asks besides."""

    kind: str
    typed: Mapping[str, str]
    seal: int = 1
    matter: str = ""
    copies: int | None = 1
    finding: str = ""
    corrects: int | None = None


def own_kinds() -> list[OwnKind]:
    """The papers a clerk may write, with their fields."""
    return [
        OwnKind(kind, kinds.get_kind(kind).title, written.blanks(kind), kind in OWN_PAPERS)
        for kind in written.BY_HAND
    ]


def paper_title(kind: str) -> str:
    """What a kind of paper is called."""
    return kinds.get_kind(kind).title


def usual_texts(office: Office) -> dict[str, str]:
    """What the fields of a new paper begin with."""
    with office.read() as work:
        settings = offices.read_settings(work)
        return {
            "issuer_mark": office_name(str(settings["profile"]["community"])),
            "persons": "1",
            "valid_days": str(settings.get("introduction_days", INTRODUCTION_DAYS)),
        }


def preview_own(office: Office, paper: Written, header: str = "") -> Paper:
    """The paper as far as it was typed, marked 草稿, without number and code. Raises Refused when it cannot be set."""
    values, _problems = written.read_typed(paper.kind, paper.typed)
    with office.read() as work:
        piece = _piece(office, work, paper, values, DRAFT)
    if header:
        piece = replace(piece, document=with_header(piece.document, header))
    return kinds.set_piece(piece)


def show_draft(office: Office, paper: Written, header: str = "") -> Paper:
    """The draft to be printed or handed round; the look is logged, since it shows numbers in full."""
    with office.write() as work:
        offices.log_access(work, (SUBJECT, 0), _("打印草稿"))
    return preview_own(office, paper, header)


def _piece(office: Office, work: Work, paper: Written, values: Mapping[str, Any], mark: str) -> kinds.Piece:
    seal = book.get_seal(work, paper.seal)
    issue = draft_issue(office, work, mark)
    words = None
    if paper.kind in kinds.WORDED:
        words = wording(work, paper.kind, version_on(work, paper.kind, office.today()))
    return kinds.Piece(paper.kind, written.make(paper.kind, values, filled(seal, issue)), words)


def set_plain(office: Office, paper: Written) -> Paper:
    """A paper that bears no seal, ready to be printed. Raises Refused naming each field that is not right."""
    values = _check(office, paper)
    if paper.kind in OWN_PAPERS:
        message = _("这种文书要盖章。请先提交审批，批准以后再打印正式的。")
        raise Refused([Problem("seals.not_approved", message, "kind")])
    with office.read() as work:
        return kinds.set_piece(_piece(office, work, paper, values, ""))


def show_entered(office: Office, use: int) -> Paper:
    """The paper of an entry that waits for its approval, marked 草稿, for whoever decides on it; the look is logged.

    Raises Refused, Missing.
    """
    problems = people_rules.check_role(office.clerk, *people_rules.READERS)
    if problems:
        raise Refused(problems)
    with office.write() as work:
        entry = _own_entry(work, use)
        own, issue = entry.request.own_paper, draft_issue(office, work)
        assert own is not None
        issue = replace(issue, handler=entry.handler_name, issued_on=entry.submitted_at.date())
        words = None
        if own.kind in kinds.WORDED:
            words = wording(work, own.kind, version_on(work, own.kind, office.today()))
        document = own_document(own, entry.request, entry.seal, issue)
        return kinds.set_piece(kinds.Piece(own.kind, document, words))


def _own_entry(work: Work, use: int) -> rules.SealUse:
    """An entry of the office's own; the look at its paper is logged. Raises Missing for any other."""
    entry = uses.get_use(work, use)
    if entry.request.own_paper is None:
        raise Missing(_("这一条不是本单位的文书。请在用印登记簿里查看。"))
    offices.log_access(work, (SUBJECT, use), _("查看文书"))
    return entry


def note_plain_printed(office: Office, kind: str, copies: int) -> None:
    """A paper that bears no seal goes to the printer now, in so many copies (0: into a file)."""
    with office.write() as work:
        work.record("seals.plain_paper_printed", form=kind, copies=copies)


def note_plain_not_printed(office: Office, kind: str) -> None:
    """The printer did not take it."""
    with office.write() as work:
        work.record("seals.paper_not_printed", form=kind)


def has_red_head(office: Office, use: int) -> bool:
    """Whether the paper of an entry was written with a red head, which may be on the sheet already."""
    with office.read() as work:
        own = uses.get_use(work, use).request.own_paper
    return own is not None and json.loads(own.text).get("header_style", "plain") != "plain"


def _check(office: Office, paper: Written) -> dict[str, Any]:
    problems = people_rules.check_role(office.clerk, Role.HANDLER)
    values, faults = written.read_typed(paper.kind, paper.typed)
    if problems or faults:
        raise Refused([*problems, *faults])
    return values


def submit_own(office: Office, paper: Written, *, draft: int | None = None) -> rules.SealUse:
    """Enters a paper of the office's own in the register; with the handler's words on it goes to the approver.

    The document is kept beside the entry as it was typed. Raises Refused, naming fields of the paper.
    """
    values = _check(office, paper)
    set_ = preview_own(office, paper)
    if paper.kind in ABOUT_PERSON:
        # What a keyboard leaves behind does not stand on the paper either.
        values["name"] = clean_name(values["name"]).stored
        values["id_number"] = clean_id_number(values["id_number"])
        person = {"applicant_name": values["name"], "applicant_id_number": values["id_number"]}
    else:
        with office.read() as work:
            profile = offices.read_settings(work)["profile"]
        person = {"applicant_name": office_name(str(profile["community"]))}
    text = canonical(written.keep(paper.kind, values)).decode()
    request = rules.UseRequest(
        seal=paper.seal,
        matter=paper.matter,
        recipient=values.get("recipient") or values.get("addressee") or POSTED,
        purpose=values.get("purpose", ""),
        document=values.get("title") or kinds.get_kind(paper.kind).title,
        copies=paper.copies,
        pages=set_.pages,
        finding=paper.finding.strip(),
        corrects=paper.corrects,
        own_paper=OwnPaper(paper.kind, text),
        **person,
    )
    try:
        return submit_use(office, request, draft=draft)
    except Refused as refused:
        named = [replace(one, field=FIELDS.get(one.field, one.field)) for one in refused.problems]
        raise Refused(named) from refused


def own_as_written(office: Office, use: int) -> Written:
    """The paper of an entry as it was typed, to be gone on with in a new one. Raises Missing; the look is logged."""
    with office.write() as work:
        entry = _own_entry(work, use)
        own, issue = entry.request.own_paper, draft_issue(office, work)
        assert own is not None
        document = own_document(own, entry.request, entry.seal, issue)
    typed = written.as_typed(own.kind, document)
    return Written(own.kind, typed, entry.seal.number, entry.matter.code, entry.request.copies)
