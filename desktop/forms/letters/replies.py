"""补正通知 and 不予受理告知: what an applicant is told in writing. The wording is fixed and never translated."""

from desktop.domain.papers import Paper, SealBox
from desktop.forms.documents import shown_number
from desktop.forms.letters.documents import CorrectionNotice, MissingMaterial, RefusalNotice
from desktop.forms.paper import Official, Paragraph, Sheet, chinese_date, draw_official
from desktop.forms.papers import set_paper

CORRECTION_TITLE, REFUSAL_TITLE = "补正材料通知书", "不予受理告知书"
ASKED = "您于{applied_on}提出的“{matter}”申请收悉。"
MISSING = "经核对，还缺下列材料，现一次告知："
BRING = "请于{due_on}前将上述材料送到{place}。补齐后重新登记办理；逾期的，以后仍可以重新申请。"
REFUSED = "经核对，决定不予受理。原因：{reason}。依据：{ground}。"
ELSEWHERE = "此事请到{elsewhere}办理。"
COMPLAIN = "对本告知有异议的，可以向街道办事处反映，监督电话：{complaints}。"
CLOSING = "特此告知。"
CONTACT = "联系人：{handler}"
PHONE = "，电话：{phone}"

Reply = CorrectionNotice | RefusalNotice


def _missing(place: int, material: MissingMaterial) -> str:
    wanted = f"（{material.wanted}）" if material.wanted.strip() else ""
    return f"{place}.{material.name}{wanted}"


def _sentence(text: str) -> str:
    """What somebody typed, to stand before a full stop of ours."""
    return text.strip().rstrip("。")


def _contact(document: Reply) -> str:
    phone = PHONE.format(phone=document.phone.strip()) if document.phone.strip() else ""
    return f"{CONTACT.format(handler=document.handler)}{phone}。"


def _draw(sheet: Sheet, document: Reply, title: str, paragraphs: list[str]) -> tuple[SealBox, ...]:
    texts = (*paragraphs, _contact(document), CLOSING)
    return draw_official(
        sheet,
        Official(
            title=title,
            addressee=document.name,
            blocks=tuple(Paragraph(text) for text in texts),
            issuer=document.issuer,
            day=document.issued_on,
            diameter=float(document.seal_diameter_mm),
            number=shown_number(document.number, document.mark),
            mark=document.mark,
        ),
    )


def draw_correction(sheet: Sheet, document: CorrectionNotice) -> tuple[SealBox, ...]:
    """Draw the notice with everything that is missing, numbered."""
    asked = ASKED.format(applied_on=chinese_date(document.applied_on), matter=document.matter.strip())
    bring = BRING.format(due_on=chinese_date(document.due_on), place=document.place.strip())
    materials = [_missing(place, material) for place, material in enumerate(document.missing, 1)]
    return _draw(sheet, document, CORRECTION_TITLE, [asked + MISSING, *materials, bring])


def draw_refusal(sheet: Sheet, document: RefusalNotice) -> tuple[SealBox, ...]:
    """Draw the notice with reason, ground and where to go instead."""
    asked = ASKED.format(applied_on=chinese_date(document.applied_on), matter=document.matter.strip())
    why = REFUSED.format(reason=_sentence(document.reason), ground=_sentence(document.ground))
    texts = [asked + why, ELSEWHERE.format(elsewhere=document.elsewhere.strip())]
    if document.complaints.strip():
        texts.append(COMPLAIN.format(complaints=document.complaints.strip()))
    return _draw(sheet, document, REFUSAL_TITLE, texts)


def correction_notice(document: CorrectionNotice) -> Paper:
    """Set 补正材料通知书. Raises `Refused` naming each field blank or not printable."""
    return set_paper("correction_notice", CORRECTION_TITLE, draw_correction, document)


def refusal_notice(document: RefusalNotice) -> Paper:
    """Set 不予受理告知书. Raises `Refused` naming each field blank or not printable."""
    return set_paper("refusal_notice", REFUSAL_TITLE, draw_refusal, document)
