"""打印测试页: rulers and a cross, by which an office finds out how far its printer is off."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated

from desktop.domain.papers import SealBox
from desktop.forms.documents import Label, MarkField
from desktop.forms.paper import FANG, HEI, TITLE, Sheet, chinese_date
from desktop.forms.paper.geometry import (
    A4_HEIGHT,
    A4_WIDTH,
    BLOCK_HEIGHT,
    BLOCK_WIDTH,
    LEFT,
    RIGHT,
    TOP,
)
from desktop.forms.papers import Kind, set_paper

TITLE_TEXT = "打印测试页"
CROSS_LEFT, CROSS_TOP, CROSS_ARM = 50.0, 60.0, 8.0
"""Where the cross belongs, in mm from the paper's left and upper edge."""
RULER_LEFT, RULER_TOP = 50.0, 157.0
RULER_MM = 100
SHORT, MIDDLE, LONG = 2.0, 3.0, 4.5
THIN = 0.1
TITLE_BASE, TITLE_SIZE = 85.0, 22.0
TEXT_TOP, TEXT_SIZE = 92.0, 12.0
STEPS = (
    "一、打印时不要缩放：打印程序里选“实际大小”或 100%。",
    "二、用直尺量十字中心到纸左边的距离，应当是 50.0 毫米；到纸上边的距离，应当是 60.0 毫米。",
    "三、把量到的两个数填进“设置 › 打印机”。程序会把以后打印的内容移到应当在的地方。",
    "四、下面两把尺都应当正好 100 毫米。不是 100 毫米，说明打印机缩放了，先改打印机的设置。",
    "五、细框是版心，离左边 28 毫米、离上边 37 毫米，宽 156 毫米、高 225 毫米。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterTest:
    """The test sheet of one printer."""

    printer: Annotated[str, Label("打印机")]
    printed_on: Annotated[date | None, Label("打印日期")]
    mark: MarkField = ""


EXAMPLE = {"printer": "办公室 奔图 P3305DN", "printed_on": "2026-09-08"}


def _tick(millimetre: int) -> float:
    return LONG if millimetre % 10 == 0 else MIDDLE if millimetre % 5 == 0 else SHORT


def draw_test(sheet: Sheet, test: PrinterTest) -> tuple[SealBox, ...]:
    """Draw the sheet on the current page; it bears no seal."""
    sheet.frame(LEFT, TOP, BLOCK_WIDTH, BLOCK_HEIGHT, THIN)
    sheet.line(CROSS_LEFT - CROSS_ARM, CROSS_TOP, CROSS_LEFT + CROSS_ARM, CROSS_TOP, THIN)
    sheet.line(CROSS_LEFT, CROSS_TOP - CROSS_ARM, CROSS_LEFT, CROSS_TOP + CROSS_ARM, THIN)
    sheet.text(
        CROSS_LEFT + CROSS_ARM + 2, CROSS_TOP + 1.4, "十字：离左边 50.0 毫米，离上边 60.0 毫米", HEI, 11.0
    )
    sheet.text(A4_WIDTH / 2, TITLE_BASE, TITLE_TEXT, TITLE, TITLE_SIZE, align="centre")
    lines = sheet.lines_in("\n".join(STEPS), FANG, TEXT_SIZE, RIGHT - RULER_LEFT)
    sheet.column(RULER_LEFT, TEXT_TOP, lines, FANG, TEXT_SIZE)
    sheet.line(RULER_LEFT, RULER_TOP, RULER_LEFT + RULER_MM, RULER_TOP, THIN)
    sheet.line(RULER_LEFT, RULER_TOP, RULER_LEFT, RULER_TOP + RULER_MM, THIN)
    for millimetre in range(RULER_MM + 1):
        arm = _tick(millimetre)
        x, y = RULER_LEFT + millimetre, RULER_TOP + millimetre
        sheet.line(x, RULER_TOP, x, RULER_TOP - arm, THIN)
        sheet.line(RULER_LEFT, y, RULER_LEFT - arm, y, THIN)
        if millimetre % 10 == 0:
            sheet.text(x, RULER_TOP - LONG - 1, str(millimetre), HEI, 8.0, align="centre")
            if millimetre:
                sheet.text(RULER_LEFT - LONG - 1, y + 1, str(millimetre), HEI, 8.0, align="right")
    foot = f"{test.printer}　{chinese_date(test.printed_on)}"
    sheet.text(RIGHT, A4_HEIGHT - 25.0, foot, HEI, 10.0, align="right")
    if test.mark:
        sheet.grey(0.35)
        sheet.text(10.5, 13.0, test.mark, HEI, 9.0)
        sheet.grey(0)
    return ()


printer_test = partial(set_paper, "printer_test", TITLE_TEXT, draw_test)
"""Set the test sheet. Raises `Refused` naming each field that is blank or cannot be printed."""

KINDS = (Kind("printer_test", TITLE_TEXT, PrinterTest, printer_test, draw_test, EXAMPLE),)
