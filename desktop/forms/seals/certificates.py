"""证明 and 现实表现证明. The wording the program came with stands here and is never translated.

An office may have a wording of its own; it is handed in with the document and set by the same code.
"""

import re
from dataclasses import dataclass
from datetime import date

from desktop.domain.papers import Paper, SealBox
from desktop.domain.problems import Refused
from desktop.forms.paper import Letter, Sheet, check_text, chinese_date, draw_letter
from desktop.forms.seals.documents import PREVIEW, ConductCertificate, PensionCertificate
from desktop.forms.seals.rules import labels, require

PENSION_TITLE = "证　明"
PENSION_TEXT = (
    "兹有{name}，{sex}，{birth}出生，公民身份号码{id_number}，系贵市异地退休人员，现居住在本街道{community}{address}。"
    "经网格员{handler}于{visited_on}上门核实，本人健在，情况属实。"
)
PENSION_USE = "本证明仅用于办理领取养老金身份确认，他用无效。"

CONDUCT_TITLE = "现实表现证明"
CONDUCT_PERSON = (
    "兹有{name}，{sex}，{birth}出生，公民身份号码{id_number}，户籍地为本街道{community}{address}。"
)
CONDUCT_FOUND = "经网格员{handler}于{visited_on}走访核实：{statement}"
CONDUCT_USE = "本证明仅用于{purpose}，他用无效。"

CLOSING = "特此证明。"


@dataclass(frozen=True, slots=True)
class Wording:
    """The title and the paragraphs of a certificate; {name} and its like are filled in from the document."""

    title: str
    paragraphs: tuple[str, ...]


WORDINGS = {
    "certificate_pension": Wording(PENSION_TITLE, (PENSION_TEXT, PENSION_USE, CLOSING)),
    "certificate_conduct": Wording(CONDUCT_TITLE, (CONDUCT_PERSON, CONDUCT_FOUND, CONDUCT_USE, CLOSING)),
}
"""The first version of each wording. Papers signed with it are set with it for good: it never changes."""
NUMBER_TO_COME = "提交后生成"
# Stands in a draft for the diameter of a seal that is not chosen yet.
USUAL_DIAMETER_MM = 42

Certificate = PensionCertificate | ConductCertificate


def _words(document: Certificate) -> dict[str, str]:
    """The fields as they are printed; what a draft still lacks shows its name in brackets."""
    words = {}
    for name, label in labels(type(document)).items():
        value = getattr(document, name)
        text = chinese_date(value) if isinstance(value, date) else str(value or "").strip()
        words[name] = text or f"〔{label.title}〕"
    return words


def _fill(paragraph: str, words: dict[str, str]) -> str:
    """The paragraph with its fields filled in; what is filled in is never looked at for fields again."""
    return re.sub(r"\{([a-z_]+)\}", lambda found: words[found[1]], paragraph)


def _draw(sheet: Sheet, document: Certificate, wording: Wording) -> SealBox:
    words = _words(document)
    number = document.number or (NUMBER_TO_COME if document.mark == PREVIEW else "")
    return draw_letter(
        sheet,
        Letter(
            title=wording.title,
            addressee=words["recipient"],
            paragraphs=tuple(_fill(paragraph, words) for paragraph in wording.paragraphs),
            issuer=words["issuer"],
            day=document.issued_on,
            diameter=float(document.seal_diameter_mm or USUAL_DIAMETER_MM),
            number=number,
            check_code=document.check_code,
            qr=document.qr,
            mark=document.mark,
        ),
    )


def draw_pension(sheet: Sheet, document: PensionCertificate) -> tuple[SealBox, ...]:
    """Draw the pension certificate from the current page on."""
    return (_draw(sheet, document, WORDINGS["certificate_pension"]),)


def draw_conduct(sheet: Sheet, document: ConductCertificate) -> tuple[SealBox, ...]:
    """Draw the certificate of conduct from the current page on."""
    return (_draw(sheet, document, WORDINGS["certificate_conduct"]),)


def _certificate(form: str, document: Certificate, wording: Wording | None) -> Paper:
    require(document)
    wording = wording or WORDINGS[form]
    problems = [
        problem for text in (wording.title, *wording.paragraphs) for problem in check_text(text, "paragraphs")
    ]
    if problems:
        raise Refused(problems)
    title = wording.title.replace("　", "")
    sheet = Sheet(title)
    box = _draw(sheet, document, wording)
    return Paper(form, title, sheet.to_pdf(), sheet.pages, (box,))


def pension_certificate(document: PensionCertificate, wording: Wording | None = None) -> Paper:
    """Set 证明 for 领取养老金身份确认. Raises `Refused` naming each field blank or not printable."""
    return _certificate("certificate_pension", document, wording)


def conduct_certificate(document: ConductCertificate, wording: Wording | None = None) -> Paper:
    """Set 现实表现证明. Raises `Refused` naming each field that is blank or cannot be printed."""
    return _certificate("certificate_conduct", document, wording)
