"""用印登记簿 of one month: every line of the book, the totals, and the checkpoint that fixes them."""

from datetime import datetime

from desktop.domain.papers import Paper, SealBox
from desktop.forms.paper import FANG, HEI, TITLE, Cell, Column, Sheet, Table, chinese_date
from desktop.forms.paper.geometry import A4_HEIGHT, A4_WIDTH
from desktop.forms.papers import ACROSS, set_paper
from desktop.forms.seals.documents import RegisterMonth, RegisterRow

TITLE_TEXT = "用印登记簿"
VOID = "已作废"
# A4 across; the book is bound at its upper edge.
WIDTH, HEIGHT = A4_HEIGHT, A4_WIDTH
LEFT, TOP, BOTTOM = 15.0, 25.0, 194.0
RIGHT = WIDTH - LEFT
TITLE_BASE, TITLE_SIZE = TOP + 7.0, 20.0
CAPTION_BASE, CAPTION_SIZE = TOP + 15.5, 10.5
TABLE_TOP = TOP + 18.5
FOOT_BASE, FOOT_SIZE = 201.0, 9.0
# What closes the book under the last line: totals, checkpoint with its code, two signatures.
CLOSING_HEIGHT, CODE_SIZE = 36.0, 28.0
COLUMNS = (
    Column("编号", 12.0, "centre"),
    Column("登记时间", 18.0, "centre"),
    Column("事项", 38.0),
    Column("用印文件", 42.0),
    Column("申请人", 21.0),
    Column("份数", 10.0, "centre"),
    Column("印数", 10.0, "centre"),
    Column("承办人", 17.0, "centre"),
    Column("批准人", 17.0, "centre"),
    Column("用印时间", 18.0, "centre"),
    Column("留底页", 13.0, "centre"),
    Column("状态", 17.0, "centre"),
    Column("备注", 34.0),
)


def _short(moment: datetime | None) -> str:
    """9月7日 over 15:42: the year stands in the caption."""
    return f"{moment.month}月{moment.day}日\n{moment:%H:%M}" if moment else ""


def _count(value: int) -> str:
    return str(value) if value else ""


def cells(row: RegisterRow) -> tuple[Cell, ...]:
    """One line of the book as it stands in its table."""
    return (
        Cell(row.number, struck=row.state == VOID),
        Cell(_short(row.applied_at)),
        Cell(row.matter),
        Cell(row.content),
        Cell(row.applicant),
        Cell(_count(row.copies)),
        Cell(_count(row.impressions)),
        Cell(row.handler),
        Cell(row.approver),
        Cell(_short(row.sealed_at)),
        Cell(_count(row.copy_pages)),
        Cell(row.state),
        Cell(row.remark),
    )


def checkpoint_size_and_root(checkpoint: str) -> tuple[str, str]:
    """How many events a checkpoint covers, and the first 16 characters of its root, as printed.

    The text form is: origin, size, root in base64, an empty line, signatures.
    """
    lines = checkpoint.split("\n")
    return (lines[1], lines[2][:16]) if len(lines) > 2 else ("", "")


def _draw_closing(sheet: Sheet, month: RegisterMonth, y: float) -> None:
    totals = f"本月用印 {month.uses} 件，{month.copies} 份，已留底 {month.kept} 件。"
    apart = f"另：作废 {month.voided} 件，退回 {month.returned} 件，不予受理 {month.refused} 件，"
    apart += "均保留编号，不计入用印。"
    sheet.text(LEFT, y + 7.0, totals + apart, FANG, 11.0)
    sheet.text(LEFT, y + 30.0, "印章管理人（签字）：", FANG, 11.0)
    sheet.line(LEFT + 37.0, y + 31.0, LEFT + 80.0, y + 31.0)
    sheet.text(LEFT + 92.0, y + 30.0, "核对人（签字）：", FANG, 11.0)
    sheet.line(LEFT + 121.0, y + 31.0, LEFT + 164.0, y + 31.0)
    size, root = checkpoint_size_and_root(month.checkpoint)
    if root and not month.mark:
        sheet.code(RIGHT - CODE_SIZE, y + 4.0, CODE_SIZE, month.checkpoint)
        sheet.text(LEFT, y + 14.5, f"台账校验点：{size} 条，根 {root}", FANG, 11.0)
        note = "右侧二维码是签名的校验点全文。日后台账若被改动、删除或截短，用它可以查出。"
        sheet.text(LEFT, y + 20.5, note, FANG, 9.5)


def _draw_margins(sheet: Sheet, month: RegisterMonth, page: int, pages: int) -> None:
    sheet.text(WIDTH / 2, TITLE_BASE, TITLE_TEXT, TITLE, TITLE_SIZE, align="centre")
    sheet.text(LEFT, CAPTION_BASE, f"单位：{month.office}　　印章：{month.seal_name}", FANG, CAPTION_SIZE)
    sheet.text(RIGHT, CAPTION_BASE, f"{month.year}年{month.month}月", FANG, CAPTION_SIZE, align="right")
    printed = f"{month.printed_by}打印" if month.printed_by else ""
    if month.printed_at:
        printed += f"　{chinese_date(month.printed_at.date())} {month.printed_at:%H:%M}"
    sheet.text(LEFT, FOOT_BASE, printed, HEI, FOOT_SIZE)
    sheet.text(RIGHT, FOOT_BASE, f"第 {page} 页 共 {pages} 页", HEI, FOOT_SIZE, align="right")
    if month.mark:
        sheet.grey(0.35)
        sheet.text(10.5, 13.0, month.mark, HEI, 9.0)
        sheet.grey(0)


def draw_register(sheet: Sheet, month: RegisterMonth) -> tuple[SealBox, ...]:
    """Draw the book of the month from the current page on; it carries no seal."""
    table = Table(COLUMNS, [cells(row) for row in month.rows], size=9.0)
    room = BOTTOM - TABLE_TOP - table.head_height
    pages = table.pages(sheet, room, room - CLOSING_HEIGHT)
    end = TABLE_TOP
    for page, rows in enumerate(pages, 1):
        if page > 1:
            sheet.next_page()
        _draw_margins(sheet, month, page, len(pages))
        end = table.draw(sheet, LEFT, TABLE_TOP, rows)
        if not month.rows:
            sheet.text(WIDTH / 2, end + 8.0, "本月没有登记。", FANG, 11.0, align="centre")
            end += 12.0
    _draw_closing(sheet, month, end)
    return ()


def register_month(month: RegisterMonth) -> Paper:
    """Set 用印登记簿. Raises `Refused` naming each field that is blank or cannot be printed."""
    title = f"{TITLE_TEXT} {month.year}年{month.month}月"
    return set_paper("register_month", title, draw_register, month, size=ACROSS)
