"""What a paper says in its QR: the key facts in clear, masked, and a digest of all that was decided on."""

import base64
import hashlib
import json
from datetime import date

from desktop.domain import seals as rules
from desktop.domain.ledger import canonical
from desktop.domain.papers import OwnPaper
from desktop.domain.text.identity import mask_id_number

VERSION = 1


def mask_name(name: str) -> str:
    """A name of which the family and the last character stand: 郑*栋, 王*."""
    if len(name) <= 2:
        return name[:1] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def all_facts(use: rules.SealUse) -> dict[str, object]:
    """Everything about an entry that its paper states, in full."""
    request = use.request
    own = request.own_paper
    paper = {} if own is None else {"paper": _digest(own)}
    return {
        "number": use.number,
        "matter": use.matter.name,
        "document": request.document,
        "name": request.applicant_name,
        "id_number": request.applicant_id_number,
        "address": request.applicant_address,
        "recipient": request.recipient,
        "purpose": request.purpose,
        "statement": request.statement,
        "copies": request.copies,
        "visited_on": request.visited_on.isoformat() if request.visited_on else None,
        **paper,
    }


def _digest(paper: OwnPaper) -> str:
    """The digest of all that stands on a paper of the office's own."""
    return hashlib.sha256(canonical({"kind": paper.kind, "document": json.loads(paper.text)})).hexdigest()


def _shown_name(request: rules.UseRequest) -> str:
    """Whose paper it is, as its QR says it: a person's name masked, the office's own whole."""
    own = request.own_paper is not None and not request.applicant_id_number
    return request.applicant_name if own else mask_name(request.applicant_name)


def paper_facts(use: rules.SealUse, issued_on: date, origin: str, wording: int = 1) -> bytes:
    """The canonical bytes that are signed and stand in the QR.

    `wording` is the version of the paper's wording; the program's own first one is not named.
    """
    worded = {"wording": wording} if wording > 1 else {}
    return canonical(
        {
            "v": VERSION,
            "office": origin,
            "number": use.number,
            "document": use.request.document,
            "name": _shown_name(use.request),
            "id": mask_id_number(use.request.applicant_id_number),
            "to": use.request.recipient,
            "copies": use.request.copies,
            "date": issued_on.isoformat(),
            "facts": hashlib.sha256(canonical(all_facts(use))).hexdigest(),
            **worded,
        }
    )


def wording_of(facts: str) -> int:
    """The version of the wording that a paper was signed with."""
    return int(json.loads(facts).get("wording", 1)) if facts else 1


def qr_text(facts: str, signature: bytes) -> str:
    """The text of a paper's QR: its facts with the office's signature over them."""
    data = json.loads(facts)
    return canonical({**data, "sig": base64.b64encode(signature).decode()}).decode()
