"""启用通知, 停用公告 and 遗失公告. The wording is fixed here and never translated."""

from datetime import date

from desktop.domain.papers import Paper, SealBox
from desktop.forms.paper import Letter, Sheet, chinese_date, draw_letter
from desktop.forms.papers import set_paper
from desktop.forms.seals.life.documents import SealActivation, SealNotice
from desktop.forms.seals.life.specimens import draw_number, draw_place

ACTIVATION_TITLE = "关于启用“{seal_name}”印章的通知"
ACTIVATION_TEXT = (
    "{approved}“{seal_name}”印章自{in_use_from}起启用。该印章{shape}，直径{diameter_mm}毫米{made}。"
)
ACTIVATION_KEEPER = "该印章由{keeper}管理，按用印管理制度使用，每次用印均登记备查。印模附后。"
CLOSING = "特此通知。"
NOTICE_TITLE = "关于“{seal_name}”印章{kind}的公告"
NOTICE_TO = "各有关单位、居民"
STOPPED_TEXT = "{why}“{seal_name}”印章自{since}起停止使用。{last}此后加盖该印章的文书一律无效，此前依规用印的文书效力不变。"
LOST_TEXT = (
    "“{seal_name}”印章于{since}发现遗失。{reported}自发现遗失之日起该印章作废，此后加盖该印章的文书一律无效。"
)
LOST_FOUND = "拾到者请交回本单位。冒用该印章的，依法追究责任。本公告张贴不少于30日。"
NOTICE_CLOSING = "特此公告。"
ANNEX = "附件：印模"


def _day(day: date | None) -> str:
    return chinese_date(day)


def draw_activation(sheet: Sheet, document: SealActivation) -> tuple[SealBox, ...]:
    """Draw the notice and, on the next page, the place of the specimen."""
    approved = f"经{document.leader}批准，" if document.leader else ""
    made = f"，由{document.maker}刻制" if document.maker else ""
    made += f"，公安备案号{document.filing}" if document.filing else ""
    words = {
        "seal_name": document.seal_name,
        "approved": approved,
        "in_use_from": _day(document.in_use_from),
        "shape": document.shape,
        "diameter_mm": document.diameter_mm,
        "made": made,
        "keeper": document.keeper,
    }
    box = draw_letter(
        sheet,
        Letter(
            title=ACTIVATION_TITLE.format(**words),
            addressee=document.recipients,
            paragraphs=(ACTIVATION_TEXT.format(**words), ACTIVATION_KEEPER.format(**words), CLOSING),
            issuer=document.issuer,
            day=document.issued_on,
            diameter=float(document.diameter_mm),
            number=document.number,
            mark=document.mark,
        ),
    )
    sheet.next_page()
    place = draw_place(sheet, ANNEX, document.seal_name, document.diameter_mm)
    draw_number(sheet, document.number, document.mark)
    return box, place


def draw_notice(sheet: Sheet, document: SealNotice) -> tuple[SealBox, ...]:
    """Draw the public notice."""
    why = document.reason.strip().removeprefix("因").rstrip("。")
    reported = document.reported.strip().rstrip("。")
    words = {
        "seal_name": document.seal_name,
        "kind": document.kind,
        "since": _day(document.since),
        "why": f"因{why}，" if why else "",
        "last": f"最后一个用印编号是{document.last_number}。" if document.last_number else "",
        "reported": f"{reported}。" if reported else "",
    }
    texts = (STOPPED_TEXT,) if document.kind == "停用" else (LOST_TEXT, LOST_FOUND)
    return (
        draw_letter(
            sheet,
            Letter(
                title=NOTICE_TITLE.format(**words),
                addressee=NOTICE_TO,
                paragraphs=(*(text.format(**words) for text in texts), NOTICE_CLOSING),
                issuer=document.issuer,
                day=document.issued_on,
                diameter=float(document.seal_diameter_mm),
                number=document.number,
                mark=document.mark,
            ),
        ),
    )


def seal_activation(document: SealActivation) -> Paper:
    """Set 启用通知 with its 印模 page. Raises `Refused` naming each field blank or not printable."""
    return set_paper("seal_activation", "印章启用通知", draw_activation, document)


def seal_notice(document: SealNotice) -> Paper:
    """Set 停用公告 or 遗失公告. Raises `Refused` naming each field blank or not printable."""
    return set_paper("seal_notice", f"印章{document.kind}公告", draw_notice, document)
