"""用印审批单: one page that shows who asked, who looked, who approved and who pressed the seal."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.papers import Paper, SealBox
from desktop.domain.problems import Problem, Refused
from desktop.forms.paper import FANG, HEI, TITLE, Sheet, chinese_date
from desktop.forms.paper.geometry import ASCENT, BLOCK_WIDTH, DESCENT, LEFT, MM, RIGHT
from desktop.forms.paper.sheet import column_height
from desktop.forms.seals.documents import PREVIEW, ApprovalSlip
from desktop.forms.seals.rules import require
from desktop.i18n import _

TITLE_TEXT = "用印审批单"
TITLE_BASE, TITLE_SIZE = 33.0, 22.0
NUMBER_BASE, NUMBER_SIZE = 42.5, 11.0
TABLE_TOP, TABLE_END = 46.0, 268.0
FOOT_BASE, FOOT_SIZE = 274.0, 9.0
MARK_BASE = 13.0
LABEL_WIDTH = 26.0
HALF = BLOCK_WIDTH / 2
PADDING = 2.0
LEAST_ROW = 10.5
# A long finding is set smaller rather than cut; below the last size it is refused.
SIZES = (12.0, 11.0, 10.0, 9.0)
FOOT_NOTE = "本单与用印文件的留底一并归档。签字栏空着的，由本人用笔签。"
NUMBER_TO_COME = "提交后生成"
RULE, FRAME = 0.18, 0.4


@dataclass(frozen=True, slots=True)
class _Field:
    """A label and what stands beside it; `signature` closes the cell at its lower right."""

    label: str
    text: str
    signature: str = ""
    least: float = LEAST_ROW


_Row = tuple[_Field, ...]


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


def _rows(slip: ApprovalSlip) -> list[_Row]:
    count = f"{slip.copies} 份" if slip.copies else ""
    pages = f"{slip.pages} 页" if slip.pages else ""
    impressions = f"{slip.impressions} 次" if slip.impressions else ""
    sealed = stamp(slip.sealed_at) if slip.sealed_at else ""
    return [
        (_Field("印　　章", slip.seal_name), _Field("事　　项", slip.matter)),
        (_Field("用印文件", slip.document_title), _Field("送交单位", slip.recipient)),
        (_Field("申 请 人", slip.applicant), _Field("身份号码", slip.applicant_id)),
        (_Field("联系电话", slip.applicant_phone), _Field("代 办 人", slip.agent)),
        (_Field("住　　址", slip.address), _Field("用　　途", slip.purpose)),
        (_Field("份　　数", count), _Field("页　　数", pages)),
        (_Field("材料核对", _materials(slip), least=18.0),),
        (
            _Field(
                "核实意见",
                slip.finding,
                _signed("承办人", slip.handler, slip.handler_signed_at),
                least=42.0,
            ),
        ),
        (
            _Field(
                "批准意见",
                slip.opinion,
                _approver_note(slip) + _signed("批准人", slip.approver, slip.approved_at),
                least=38.0,
            ),
        ),
        (_Field("用印时间", sealed), _Field("印　　数", impressions)),
        (_Field("用印地点", slip.place), _Field("印章管理人", slip.keeper)),
    ]


def _lines(sheet: Sheet, field: _Field, width: float, size: float) -> tuple[str, ...]:
    return sheet.lines_in(field.text, FANG, size, width - LABEL_WIDTH - 2 * PADDING)


def _height(sheet: Sheet, row: _Row, size: float) -> float:
    width = BLOCK_WIDTH / len(row)
    most = 0.0
    for field in row:
        high = column_height(len(_lines(sheet, field, width, size)), size) + 2 * PADDING
        if field.signature:
            high += column_height(len(_signature_lines(sheet, field, width, size)), size) + PADDING
        most = max(most, high, field.least)
    return most


def _signature_lines(sheet: Sheet, field: _Field, width: float, size: float) -> tuple[str, ...]:
    return sheet.lines_in(field.signature, FANG, size, width - LABEL_WIDTH - 2 * PADDING)


def _draw_row(sheet: Sheet, row: _Row, top: float, high: float, size: float) -> None:
    width = BLOCK_WIDTH / len(row)
    for place, field in enumerate(row):
        x = LEFT + place * width
        middle = top + high / 2 + (ASCENT - DESCENT) / 2 * (size - 1) / MM
        sheet.text(x + LABEL_WIDTH / 2, middle, field.label, HEI, min(size - 1, 11.0), align="centre")
        sheet.line(x + LABEL_WIDTH, top, x + LABEL_WIDTH, top + high, RULE)
        if place:
            sheet.line(x, top, x, top + high, RULE)
        lines = _lines(sheet, field, width, size)
        inside = width - LABEL_WIDTH - 2 * PADDING
        left = x + LABEL_WIDTH + PADDING
        if field.signature:
            sheet.column(left, top + PADDING, lines, FANG, size)
            closing = _signature_lines(sheet, field, width, size)
            low = top + high - PADDING - column_height(len(closing), size)
            sheet.column(left, low, closing, FANG, size, width=inside, align="right")
        else:
            sheet.column(left, top + (high - column_height(len(lines), size)) / 2, lines, FANG, size)


def draw_slip(sheet: Sheet, slip: ApprovalSlip) -> tuple[SealBox, ...]:
    """Draw the slip on the current page; it carries no seal. Raises `Refused` when it needs a second page."""
    rows = _rows(slip)
    for size in SIZES:
        heights = [_height(sheet, row, size) for row in rows]
        if TABLE_TOP + sum(heights) <= TABLE_END:
            break
    else:
        message = _("审批单一页放不下。核实意见、批准意见或材料太长。请写短一些。")
        raise Refused([Problem("paper.too_long", message, "finding")])
    number = slip.number or (NUMBER_TO_COME if slip.mark == PREVIEW else "")
    sheet.text((LEFT + RIGHT) / 2, TITLE_BASE, TITLE_TEXT, TITLE, TITLE_SIZE, align="centre")
    sheet.text(RIGHT, NUMBER_BASE, f"编号 {number}", FANG, NUMBER_SIZE, align="right")
    if slip.mark:
        sheet.grey(0.35)
        sheet.text(10.5, MARK_BASE, slip.mark, HEI, 9.0)
        sheet.grey(0)
    y = TABLE_TOP
    for row, high in zip(rows, heights, strict=True):
        if y > TABLE_TOP:
            sheet.line(LEFT, y, RIGHT, y, RULE)
        _draw_row(sheet, row, y, high, size)
        y += high
    sheet.frame(LEFT, TABLE_TOP, BLOCK_WIDTH, y - TABLE_TOP, FRAME)
    sheet.text(LEFT, FOOT_BASE, FOOT_NOTE, HEI, FOOT_SIZE)
    code = "" if slip.mark or not slip.check_code else f"核验码 {slip.check_code}"
    if code:
        sheet.text(RIGHT, FOOT_BASE, code, HEI, FOOT_SIZE, align="right")
    return ()


def approval_slip(slip: ApprovalSlip) -> Paper:
    """Set 用印审批单. Raises `Refused` naming each field that is blank or cannot be printed."""
    require(slip)
    sheet = Sheet(TITLE_TEXT)
    boxes = draw_slip(sheet, slip)
    return Paper("approval_slip", TITLE_TEXT, sheet.to_pdf(), sheet.pages, boxes)
