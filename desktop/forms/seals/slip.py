"""用印审批单: one page that shows who asked, who looked, who approved and who pressed the seal."""

from datetime import datetime

from desktop.domain.papers import Paper, SealBox
from desktop.domain.problems import Problem, Refused
from desktop.forms.documents import shown_number
from desktop.forms.paper import FANG, HEI, TITLE, Sheet, chinese_date
from desktop.forms.paper.geometry import LEFT, RIGHT
from desktop.forms.paper.rows import Field, Row, draw_rows, fit_rows
from desktop.forms.papers import set_paper
from desktop.forms.seals.documents import ApprovalSlip
from desktop.i18n import _

TITLE_TEXT = "用印审批单"
TITLE_BASE, TITLE_SIZE = 33.0, 22.0
NUMBER_BASE, NUMBER_SIZE = 42.5, 11.0
TABLE_TOP, TABLE_END = 46.0, 268.0
FOOT_BASE, FOOT_SIZE = 274.0, 9.0
MARK_BASE = 13.0
FOOT_NOTE = "本单与用印文件的留底一并归档。签字栏空着的，由本人用笔签。"


def stamp(moment: datetime | None) -> str:
    """2026年9月7日 15:42, in the offset the moment carries; blanks for a pen when it has not come."""
    return f"{chinese_date(moment)} {moment:%H:%M}" if moment else chinese_date(None)


def _signed(role: str, name: str, moment: datetime | None) -> str:
    return f"{role}：{name or '　　　　　　　'}　　{stamp(moment)}"


def _approver_note(slip: ApprovalSlip) -> str:
    notes = []
    if slip.deputy_for:
        notes.append(f"代 {slip.deputy_for}")
    if slip.approver_keeps_seal:
        notes.append("批准人兼印章管理人")
    return f"（{'，'.join(notes)}）\n" if notes else ""


def _materials(slip: ApprovalSlip) -> str:
    return "\n".join(
        f"{place}. {material.name}　{material.seen}".rstrip()
        for place, material in enumerate(slip.materials, 1)
    )


def _rows(slip: ApprovalSlip) -> list[Row]:
    count = f"{slip.copies} 份" if slip.copies else ""
    pages = f"{slip.pages} 页" if slip.pages else ""
    impressions = f"{slip.impressions} 次" if slip.impressions else ""
    sealed = stamp(slip.sealed_at) if slip.sealed_at else ""
    return [
        (Field("印　　章", slip.seal_name), Field("事　　项", slip.matter)),
        (Field("用印文件", slip.document_title), Field("送交单位", slip.recipient)),
        (Field("申 请 人", slip.applicant), Field("身份号码", slip.applicant_id)),
        (Field("联系电话", slip.applicant_phone), Field("代 办 人", slip.agent)),
        (Field("住　　址", slip.address), Field("用　　途", slip.purpose)),
        (Field("份　　数", count), Field("页　　数", pages)),
        (Field("材料核对", _materials(slip), least=18.0),),
        (
            Field(
                "核实意见",
                slip.finding,
                _signed("承办人", slip.handler, slip.handler_signed_at),
                least=42.0,
            ),
        ),
        (
            Field(
                "批准意见",
                slip.opinion,
                _approver_note(slip) + _signed("批准人", slip.approver, slip.approved_at),
                least=38.0,
            ),
        ),
        (Field("用印时间", sealed), Field("印　　数", impressions)),
        (Field("用印地点", slip.place), Field("印章管理人", slip.keeper)),
    ]


def draw_slip(sheet: Sheet, slip: ApprovalSlip) -> tuple[SealBox, ...]:
    """Draw the slip on the current page; it carries no seal. Raises `Refused` when it needs a second page."""
    fitted = fit_rows(sheet, _rows(slip), TABLE_END - TABLE_TOP)
    if fitted is None:
        message = _("审批单一页放不下。核实意见、批准意见或材料太长。请写短一些。")
        raise Refused([Problem("paper.too_long", message, "finding")])
    number = shown_number(slip.number, slip.mark)
    sheet.text((LEFT + RIGHT) / 2, TITLE_BASE, TITLE_TEXT, TITLE, TITLE_SIZE, align="centre")
    sheet.text(RIGHT, NUMBER_BASE, f"编号 {number}", FANG, NUMBER_SIZE, align="right")
    if slip.mark:
        sheet.grey(0.35)
        sheet.text(10.5, MARK_BASE, slip.mark, HEI, 9.0)
        sheet.grey(0)
    draw_rows(sheet, fitted, TABLE_TOP)
    sheet.text(LEFT, FOOT_BASE, FOOT_NOTE, HEI, FOOT_SIZE)
    code = "" if slip.mark or not slip.check_code else f"核验码 {slip.check_code}"
    if code:
        sheet.text(RIGHT, FOOT_BASE, code, HEI, FOOT_SIZE, align="right")
    return ()


def approval_slip(slip: ApprovalSlip) -> Paper:
    """Set 用印审批单. Raises `Refused` naming each field that is blank or cannot be printed."""
    return set_paper("approval_slip", TITLE_TEXT, draw_slip, slip)
