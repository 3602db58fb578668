"""Official papers to measure: one as usual, and with whatever a test changes."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from desktop.domain.papers import SealBox
from desktop.forms.paper import (
    Cell,
    Column,
    Header,
    Official,
    Paragraph,
    Sheet,
    Table,
    TableBlock,
    draw_official,
)
from desktop.forms.paper.geometry import ASCENT, MM

Read = Callable[[bytes], Any]
DAY = date(2026, 9, 9)
NUMBER = "榕选公〔2026〕4号"
STYLES: tuple[Literal["red"], Literal["preprinted"]] = ("red", "preprinted")
HEAD = Header("榕荫社区居民选举委员会", NUMBER)
CODE = {"check_code": "9PXC-3R7D-KM5E", "qr": "HTTPS://Y.EXAMPLE/9PXC3R7DKM5E"}


def official(**changes: Any) -> Official:
    values: dict[str, Any] = {
        "title": "榕荫社区居民委员会届中补选\n第4号公告",
        "blocks": (Paragraph("情况属实。"), Paragraph("特此公告。")),
        "issuer": "榕荫社区居民选举委员会",
        "day": DAY,
    }
    return Official(**(values | changes))


def draw(**changes: Any) -> tuple[Sheet, tuple[SealBox, ...], bytes]:
    sheet = Sheet("公告")
    boxes = draw_official(sheet, official(**changes))
    return sheet, boxes, sheet.to_pdf()


def glyph_top(base: float, size: float) -> float:
    return base - ASCENT * size / MM


def names() -> tuple[str, str]:
    return HEAD.issuer_mark, HEAD.number


def table_of(rows: int) -> TableBlock:
    columns = (Column("序号", 30.0, "centre"), Column("候选人", 100.0))
    return TableBlock(
        Table(columns, [(Cell(f"{row}号"), Cell("方文彬")) for row in range(1, rows + 1)], 12.0)
    )
