"""证明, 现实表现证明 and 核实情况证明. The wording the program came with stands here and is never translated.

An office may have a wording of its own; it is handed in with the document and set by the same code.
"""

from desktop.domain.papers import SealBox
from desktop.forms.documents import shown_number
from desktop.forms.paper import Letter, Sheet, draw_letter
from desktop.forms.seals.documents import ConductCertificate, FactsCertificate, PensionCertificate
from desktop.forms.wordings import Worded, Wording, printed

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

FACTS_TITLE = "证　明"
FACTS_PERSON = "兹有{name}，{sex}，{birth}出生，公民身份号码{id_number}，现居住在本街道{community}{address}。"
FACTS_FOUND = "经网格员{handler}于{visited_on}上门核实：{facts}"
FACTS_USE = "本证明仅用于{purpose}，他用无效。"

CLOSING = "特此证明。"
# Stands in a draft for the diameter of a seal that is not chosen yet.
USUAL_DIAMETER_MM = 42

Certificate = PensionCertificate | ConductCertificate | FactsCertificate


def draw_certificate(sheet: Sheet, document: Certificate, wording: Wording) -> tuple[SealBox, ...]:
    """Draw a certificate from the current page on."""
    words = printed(document)
    box = draw_letter(
        sheet,
        Letter(
            title=wording.title,
            addressee=words["recipient"],
            paragraphs=wording.fill(words),
            issuer=words["issuer"],
            day=document.issued_on,
            diameter=float(document.seal_diameter_mm or USUAL_DIAMETER_MM),
            number=shown_number(document.number, document.mark),
            check_code=document.check_code,
            qr=document.qr,
            mark=document.mark,
        ),
    )
    return (box,)


WORDED: dict[str, Worded] = {
    name: Worded(Wording(title, paragraphs), draw_certificate)
    for name, title, paragraphs in (
        ("certificate_pension", PENSION_TITLE, (PENSION_TEXT, PENSION_USE, CLOSING)),
        ("certificate_conduct", CONDUCT_TITLE, (CONDUCT_PERSON, CONDUCT_FOUND, CONDUCT_USE, CLOSING)),
        ("certificate_facts", FACTS_TITLE, (FACTS_PERSON, FACTS_FOUND, FACTS_USE, CLOSING)),
    )
}
"""The first version of each wording. Papers signed with it are set with it for good: it never changes."""
