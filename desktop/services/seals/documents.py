"""The document that an entry's paper is set from: one maker for each kind a matter may print, or what was kept."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.domain import seals as rules
from desktop.domain.office import INTRODUCTION_DAYS
from desktop.domain.papers import OwnPaper
from desktop.domain.seals.fillings import ABOUT_PERSON
from desktop.domain.text.identity import birth_date, sex
from desktop.forms import letters, written
from desktop.forms import seals as forms


@dataclass(frozen=True, slots=True)
class Issue:
    """What a paper carries besides what was typed for the entry."""

    community: str
    handler: str
    issued_on: date
    approver: str = ""
    valid_days: int = INTRODUCTION_DAYS
    number: str = ""
    check_code: str = ""
    qr: str = ""
    mark: str = ""


Maker = Callable[[rules.UseRequest, rules.Seal, Issue], Any]


def document_of(form: str, request: rules.UseRequest, seal: rules.Seal, issue: Issue) -> Any:
    """The document of that kind, as far as the entry fills it."""
    return MAKERS[form](request, seal, issue)


def own_document(paper: OwnPaper, request: rules.UseRequest, seal: rules.Seal, issue: Issue) -> Any:
    """The document of a paper of the office's own, as it was kept, with what the office fills in.

    The person it speaks of is named as in the entry, where a name may have been put right since.
    """
    kept = json.loads(paper.text)
    if paper.kind in ABOUT_PERSON:
        kept |= {"name": request.applicant_name, "id_number": request.applicant_id_number}
    return written.bring(paper.kind, kept, filled(seal, issue))


def filled(seal: rules.Seal, issue: Issue) -> dict[str, Any]:
    """What the office fills in on a paper that a clerk writes."""
    ours = {"community": issue.community, "approver": issue.approver}
    return {**ours, "office": office_name(issue.community), **_issued(seal, issue)}


def office_name(community: str) -> str:
    """The name of the office itself, as it stands on its papers and in its register."""
    return f"{community}居民委员会"


def _issued(seal: rules.Seal, issue: Issue) -> dict[str, Any]:
    return {
        "handler": issue.handler,
        "issuer": seal.issuer,
        "issued_on": issue.issued_on,
        "seal_diameter_mm": seal.diameter_mm,
        "number": issue.number,
        "check_code": issue.check_code,
        "qr": issue.qr,
        "mark": issue.mark,
    }


def _certified(request: rules.UseRequest, seal: rules.Seal, issue: Issue) -> dict[str, Any]:
    return {
        "recipient": request.recipient,
        "name": request.applicant_name,
        "sex": sex(request.applicant_id_number) or "",
        "birth": birth_date(request.applicant_id_number),
        "id_number": request.applicant_id_number,
        "community": issue.community,
        "address": request.applicant_address,
        "visited_on": request.visited_on,
        **_issued(seal, issue),
    }


def _pension(request: rules.UseRequest, seal: rules.Seal, issue: Issue) -> forms.PensionCertificate:
    return forms.PensionCertificate(**_certified(request, seal, issue))


def _conduct(request: rules.UseRequest, seal: rules.Seal, issue: Issue) -> forms.ConductCertificate:
    return forms.ConductCertificate(
        purpose=request.purpose, statement=request.statement, **_certified(request, seal, issue)
    )


def _facts(request: rules.UseRequest, seal: rules.Seal, issue: Issue) -> forms.FactsCertificate:
    return forms.FactsCertificate(
        purpose=request.purpose, facts=request.statement, **_certified(request, seal, issue)
    )


def _introduction(request: rules.UseRequest, seal: rules.Seal, issue: Issue) -> letters.Introduction:
    return letters.Introduction(
        recipient=request.recipient,
        name=request.applicant_name,
        id_number=request.applicant_id_number,
        community=issue.community,
        persons=1,
        purpose=request.purpose,
        valid_days=issue.valid_days,
        approver=issue.approver,
        **_issued(seal, issue),
    )


MAKERS: dict[str, Maker] = {
    "certificate_pension": _pension,
    "certificate_conduct": _conduct,
    "certificate_facts": _facts,
    "introduction": _introduction,
}
"""Every paper that a matter may print, as `FORM_FIELDS` names them."""
