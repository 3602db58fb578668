"""档案盒标签: what stands on the back and on the front of a file box, three boxes to a page, to be cut out."""

from dataclasses import dataclass
from math import ceil
from typing import Annotated, Any, Literal

from desktop.domain.papers import Paper, SealBox
from desktop.forms.documents import Label, MarkField
from desktop.forms.paper import FANG, HEI, TITLE, Sheet
from desktop.forms.paper.geometry import ASCENT, DESCENT, MM
from desktop.forms.paper.sheet import UPRIGHT_STEP, column_height, upright_places
from desktop.forms.papers import Kind, set_paper

TITLE_TEXT = "档案盒标签"
Retention = Literal["永久", "30年", "10年"]
# mm. Each box takes one band: its back at the left, as wide as the box is thick, its front beside it.
BANDS, TOP, BAND, LEFT, FRONT_LEFT, RIGHT = 3, 18.0, 88.0, 15.0, 70.0, 195.0
HIGH = 84.0
HEAD, ROW, NAME = 10.0, 9.0, 12.0
EDGE, RULE = 0.35, 0.18
# A long title takes several columns on the back, their middles this far apart (em).
MOST_COLUMNS, BETWEEN, READABLE = 3, 1.35, 12.0
TITLE_SIZES = (18.0, 16.0, 14.0, 12.0, 10.0, 9.0, 8.0, 7.0, 6.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLabel:
    """One box: what is in it, of which year, how long it is kept, and from which item to which."""

    title: Annotated[str, Label("题名")]
    category: Annotated[str, Label("类别")]
    year: Annotated[int, Label("年度")]
    retention: Annotated[Retention, Label("保管期限")]
    box: Annotated[str, Label("盒号")]
    first: Annotated[str, Label("起件号")]
    last: Annotated[str, Label("止件号")]
    thickness_mm: Annotated[Literal[20, 30, 40, 50], Label("盒脊厚度", "never")] = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLabels:
    """档案盒标签 of one office, in the order of its shelf."""

    office: Annotated[str, Label("单位")]
    boxes: Annotated[tuple[BoxLabel, ...], Label("档案盒")]
    fonds: Annotated[str, Label("全宗号", "never")] = ""
    mark: MarkField = ""


EXAMPLE: dict[str, Any] = {
    "office": "榕荫社区居民委员会",
    "fonds": "0316",
    "boxes": [
        {
            "title": "社会事务专用章用印登记簿及留底",
            "category": "用印",
            "year": 2026,
            "retention": "10年",
            "box": "1",
            "first": "1",
            "last": "160",
            "thickness_mm": 40,
        },
        {
            "title": "社会事务专用章用印登记簿及留底",
            "category": "用印",
            "year": 2026,
            "retention": "10年",
            "box": "2",
            "first": "161",
            "last": "320",
            "thickness_mm": 40,
        },
        {
            "title": "居民委员会届中补选",
            "category": "选举",
            "year": 2026,
            "retention": "永久",
            "box": "1",
            "first": "1",
            "last": "27",
            "thickness_mm": 20,
        },
        {
            "title": "印章台账、印模留存卡",
            "category": "印章",
            "year": 2026,
            "retention": "永久",
            "box": "1",
            "first": "1",
            "last": "12",
        },
    ],
}


def _cell(sheet: Sheet, box: tuple[float, float, float, float], text: str, size: float) -> None:
    """One line in the middle of a cell, smaller where it would not fit; x, y, width, height in mm."""
    x, y, wide, high = box
    needed = FANG.width(text) * size / MM
    size = min(size, size * (wide - 2.0) / needed) if needed else size
    base = y + high / 2 + (ASCENT - DESCENT) / 2 * size / MM
    sheet.text(x + wide / 2, base, text, FANG, size, align="centre")


def _draw_title_down(sheet: Sheet, title: str, box: tuple[float, float, float, float]) -> None:
    """The title down the box, in as few columns from right to left as let it be read from a distance."""
    x, y, wide, high = box
    places = upright_places(title)

    def size_of(columns: int) -> float:
        longest = ceil(len(places) / columns)
        down = (high - 3.0) * MM / (longest * UPRIGHT_STEP)
        return min(TITLE_SIZES[0], down, (wide - 4.0) * MM / (columns * BETWEEN))

    columns = max(range(1, MOST_COLUMNS + 1), key=lambda count: (min(size_of(count), READABLE), -count))
    size, longest = size_of(columns), ceil(len(places) / columns)
    step = BETWEEN * size / MM
    top = y + (high - longest * UPRIGHT_STEP * size / MM) / 2
    right = x + (wide + (columns - 1) * step) / 2
    for column in range(columns):
        part = "".join(places[column * longest : (column + 1) * longest])
        sheet.vertical(right - column * step, top, part, TITLE, size)


def _draw_back(sheet: Sheet, label: BoxLabel, y: float) -> None:
    """The back: year and term above, the title down the middle, items and box below."""
    x, wide = LEFT, float(label.thickness_mm)
    above = (f"{label.year}年", label.retention)
    below = (f"{label.first}—{label.last}", f"第{label.box}盒")
    for place, text in enumerate(above):
        _cell(sheet, (x, y + place * ROW, wide, ROW), text, 12.0)
        sheet.line(x, y + (place + 1) * ROW, x + wide, y + (place + 1) * ROW, RULE)
    end = y + HIGH - len(below) * ROW
    for place, text in enumerate(below):
        sheet.line(x, end + place * ROW, x + wide, end + place * ROW, RULE)
        _cell(sheet, (x, end + place * ROW, wide, ROW), text, 12.0)
    start = y + len(above) * ROW
    _draw_title_down(sheet, label.title, (x, start, wide, end - start))
    sheet.frame(x, y, wide, HIGH, EDGE)


def _title_lines(sheet: Sheet, title: str, wide: float, high: float) -> tuple[tuple[str, ...], float]:
    """The title at the largest size at which it fits its field."""
    for size in TITLE_SIZES[:-1]:
        lines = sheet.lines_in(title, TITLE, size, wide)
        if column_height(len(lines), size) <= high:
            return lines, size
    return sheet.lines_in(title, TITLE, TITLE_SIZES[-1], wide), TITLE_SIZES[-1]


def _draw_front(sheet: Sheet, office: str, fonds: str, label: BoxLabel, y: float) -> None:
    """The front: whose box, what is in it, and six fields under that."""
    x, wide = FRONT_LEFT, RIGHT - FRONT_LEFT
    _cell(sheet, (x, y, wide, HEAD), office, 14.0)
    sheet.line(x, y + HEAD, x + wide, y + HEAD, RULE)
    fields = (
        ("全 宗 号", fonds),
        ("类　　别", label.category),
        ("年　　度", str(label.year)),
        ("保管期限", label.retention),
        ("起止件号", f"{label.first}—{label.last}"),
        ("盒　　号", label.box),
    )
    low = y + HIGH - len(fields) / 2 * NAME
    lines, size = _title_lines(sheet, label.title, wide - 8.0, low - y - HEAD - 4.0)
    middle = (y + HEAD + low - column_height(len(lines), size)) / 2
    sheet.column(x + 4.0, middle, lines, TITLE, size, width=wide - 8.0, align="centre")
    half, name = wide / 2, 24.0
    for place, (word, text) in enumerate(fields):
        left, top = x + place % 2 * half, low + place // 2 * NAME
        base = top + NAME / 2 + (ASCENT - DESCENT) / 2 * 11.0 / MM
        sheet.text(left + name / 2, base, word, HEI, 11.0, align="centre")
        _cell(sheet, (left + name, top, half - name, NAME), text, 12.0)
        sheet.line(left + name, top, left + name, top + NAME, RULE)
        if place % 2 == 0:
            sheet.line(x, top, x + wide, top, RULE)
    sheet.line(x + half, low, x + half, y + HIGH, RULE)
    sheet.frame(x, y, wide, HIGH, EDGE)


def draw_labels(sheet: Sheet, document: BoxLabels) -> tuple[SealBox, ...]:
    """Draw the labels from the current page on; they carry no seal."""
    for place, label in enumerate(document.boxes):
        band = place % BANDS
        if place and not band:
            sheet.next_page()
        if document.mark and not band:
            sheet.grey(0.35)
            sheet.text(10.5, 13.0, document.mark, HEI, 9.0)
            sheet.grey(0)
        y = TOP + band * BAND
        _draw_back(sheet, label, y)
        _draw_front(sheet, document.office, document.fonds, label, y)
    return ()


def box_labels(document: BoxLabels) -> Paper:
    """Set 档案盒标签. Raises `Refused` naming each field blank or not printable."""
    return set_paper("box_labels", TITLE_TEXT, draw_labels, document)


KINDS: tuple[Kind, ...] = (Kind("box_labels", TITLE_TEXT, BoxLabels, box_labels, draw_labels, EXAMPLE),)
