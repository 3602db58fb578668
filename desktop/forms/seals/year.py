"""用印登记簿 of one whole year, closed (封账): every line, the months, what they come to, and what fixes them."""

from collections.abc import Callable
from functools import partial

from desktop.domain.papers import Paper, SealBox
from desktop.forms.paper import FANG, HEI, TITLE, Cell, Column, Sheet, Table, chinese_date
from desktop.forms.papers import ACROSS, set_paper
from desktop.forms.seals.documents import MonthSum, RegisterYear
from desktop.forms.seals.register import (
    BOTTOM,
    CAPTION_BASE,
    CAPTION_SIZE,
    CODE_SIZE,
    COLUMNS,
    FOOT_BASE,
    FOOT_SIZE,
    LEFT,
    RIGHT,
    TABLE_TOP,
    TITLE_BASE,
    TITLE_SIZE,
    WIDTH,
    cells,
    checkpoint_size_and_root,
)

TITLE_TEXT = "用印登记簿（年度封账）"
NOTE = "本簿自此封账，不再增加、补录或改动。以后发现错误，在当年的登记簿里另登一条更正。"
FIXED = "二维码是签名的校验点全文。本打印件的指纹和签名存于台账，日后任何改动都可查出。"
# Under the last line: what the year comes to, its months, the checkpoint with its code, two signatures.
MONTH_COLUMNS = (
    Column("月份", 26.0, "centre"),
    Column("登记", 18.0, "right"),
    Column("用印", 18.0, "right"),
    Column("份数", 18.0, "right"),
    Column("印数", 18.0, "right"),
    Column("留底页", 18.0, "right"),
    Column("作废", 18.0, "right"),
    Column("退回", 18.0, "right"),
    Column("不予受理", 20.0, "right"),
)
LEAST_HEIGHT = 6.2
Progress = Callable[[int, int], None]


def _month_cells(month: MonthSum) -> tuple[Cell, ...]:
    counts = (
        month.entries,
        month.uses,
        month.copies,
        month.impressions,
        month.kept_pages,
        month.voided,
        month.returned,
        month.refused,
    )
    return (Cell(month.month), *(Cell(str(count)) for count in counts))


def _total(year: RegisterYear) -> MonthSum:
    return MonthSum(
        month="合计",
        entries=year.entries,
        uses=year.uses,
        copies=year.copies,
        impressions=year.impressions,
        kept_pages=year.kept_pages,
        voided=year.voided,
        returned=year.returned,
        refused=year.refused,
    )


def _month_table(year: RegisterYear) -> Table:
    rows = [_month_cells(month) for month in (*year.months, _total(year))]
    return Table(MONTH_COLUMNS, rows, size=9.0, least_height=LEAST_HEIGHT)


def _draw_closing(sheet: Sheet, year: RegisterYear, y: float) -> None:
    closed = chinese_date(year.closed_at.date()) if year.closed_at else ""
    words = f"{year.year}年共登记 {year.entries} 件，最后编号 {year.last_number}。"
    words += f"用印 {year.uses} 件，{year.copies} 份，{year.impressions} 印，留底 {year.kept_pages} 页。"
    sheet.text(LEFT, y + 7.0, words, FANG, 11.0)
    apart = f"另：作废 {year.voided} 件，退回 {year.returned} 件，不予受理 {year.refused} 件，"
    sheet.text(LEFT, y + 13.5, apart + "均保留编号，不计入用印。", FANG, 11.0)
    sheet.text(LEFT, y + 20.0, NOTE, FANG, 11.0)
    sheet.text(LEFT, y + 38.0, f"印章管理人（签字）：　　　　　　　　封账日期：{closed}", FANG, 11.0)
    sheet.line(LEFT + 37.0, y + 39.0, LEFT + 68.0, y + 39.0)
    sheet.text(LEFT + 136.0, y + 38.0, "批准人（签字）：", FANG, 11.0)
    sheet.line(LEFT + 165.0, y + 39.0, LEFT + 205.0, y + 39.0)
    size, root = checkpoint_size_and_root(year.checkpoint)
    if root and not year.mark:
        sheet.code(RIGHT - CODE_SIZE, y + 8.0, CODE_SIZE, year.checkpoint)
        sheet.text(LEFT, y + 26.5, f"台账校验点：{size} 条，根 {root}。{FIXED}", FANG, 9.5)


def _draw_margins(sheet: Sheet, year: RegisterYear, page: int, pages: int) -> None:
    sheet.text(WIDTH / 2, TITLE_BASE, TITLE_TEXT, TITLE, TITLE_SIZE, align="centre")
    sheet.text(LEFT, CAPTION_BASE, f"单位：{year.office}　　印章：{year.seal_name}", FANG, CAPTION_SIZE)
    sheet.text(RIGHT, CAPTION_BASE, f"{year.year}年", FANG, CAPTION_SIZE, align="right")
    closed = f"{year.keeper}封账" if year.keeper else ""
    if year.closed_at:
        closed += f"　{chinese_date(year.closed_at.date())} {year.closed_at:%H:%M}"
    sheet.text(LEFT, FOOT_BASE, closed, HEI, FOOT_SIZE)
    sheet.text(RIGHT, FOOT_BASE, f"第 {page} 页 共 {pages} 页", HEI, FOOT_SIZE, align="right")
    if year.mark:
        sheet.grey(0.35)
        sheet.text(10.5, 13.0, year.mark, HEI, 9.0)
        sheet.grey(0)


def draw_year(sheet: Sheet, year: RegisterYear, progress: Progress | None = None) -> tuple[SealBox, ...]:
    """Draw the closed book from the current page on; its last page holds the months and the totals.

    `progress` is told after each page how many of how many are drawn.
    """
    table = Table(COLUMNS, [cells(row) for row in year.rows], size=9.0)
    room = BOTTOM - TABLE_TOP - table.head_height
    pages = table.pages(sheet, room, room)
    count = len(pages) + 1
    for page, rows in enumerate(pages, 1):
        _draw_margins(sheet, year, page, count)
        table.draw(sheet, LEFT, TABLE_TOP, rows)
        sheet.next_page()
        if progress is not None:
            progress(page, count)
    _draw_margins(sheet, year, count, count)
    months = _month_table(year)
    _draw_closing(sheet, year, months.draw(sheet, LEFT, TABLE_TOP, months.rows))
    if progress is not None:
        progress(count, count)
    return ()


def register_year(year: RegisterYear, progress: Progress | None = None) -> Paper:
    """Set the closed book of a year. Raises `Refused` naming each field that is blank or cannot be printed."""
    draw = partial(draw_year, progress=progress)
    return set_paper("register_year", f"{TITLE_TEXT} {year.year}年", draw, year, size=ACROSS)
