"""证明 and 现实表现证明. The wording is fixed here and never translated."""

from datetime import date

from desktop.domain.papers import Paper, SealBox
from desktop.forms.paper import Letter, Sheet, chinese_date, draw_letter
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


def _draw(sheet: Sheet, document: Certificate, title: str, paragraphs: tuple[str, ...]) -> SealBox:
    words = _words(document)
    number = document.number or (NUMBER_TO_COME if document.mark == PREVIEW else "")
    return draw_letter(
        sheet,
        Letter(
            title=title,
            addressee=words["recipient"],
            paragraphs=tuple(paragraph.format(**words) for paragraph in paragraphs),
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
    return (_draw(sheet, document, PENSION_TITLE, (PENSION_TEXT, PENSION_USE, CLOSING)),)


def draw_conduct(sheet: Sheet, document: ConductCertificate) -> tuple[SealBox, ...]:
    """Draw the certificate of conduct from the current page on."""
    return (_draw(sheet, document, CONDUCT_TITLE, (CONDUCT_PERSON, CONDUCT_FOUND, CONDUCT_USE, CLOSING)),)


def pension_certificate(document: PensionCertificate) -> Paper:
    """Set 证明 for 领取养老金身份确认. Raises `Refused` naming each field blank or not printable."""
    require(document)
    sheet = Sheet("证明")
    boxes = draw_pension(sheet, document)
    return Paper("certificate_pension", "证明", sheet.to_pdf(), sheet.pages, boxes)


def conduct_certificate(document: ConductCertificate) -> Paper:
    """Set 现实表现证明. Raises `Refused` naming each field that is blank or cannot be printed."""
    require(document)
    sheet = Sheet(CONDUCT_TITLE)
    boxes = draw_conduct(sheet, document)
    return Paper("certificate_conduct", CONDUCT_TITLE, sheet.to_pdf(), sheet.pages, boxes)
