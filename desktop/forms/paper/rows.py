"""A ruled sheet of labelled fields, one or two in a row, as approval slips and records have it."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.forms.paper.fonts import FANG, HEI
from desktop.forms.paper.geometry import ASCENT, BLOCK_WIDTH, DESCENT, LEFT, MM, RIGHT
from desktop.forms.paper.sheet import Sheet, column_height

LABEL_WIDTH = 26.0
PADDING = 2.0
LEAST_ROW = 10.5
# A long text is set smaller rather than cut; below the last size it is refused.
SIZES = (12.0, 11.0, 10.0, 9.0)
RULE, FRAME = 0.18, 0.4


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands beside it; `signature` closes the cell at its lower right."""

    label: str
    text: str
    signature: str = ""
    least: float = LEAST_ROW


Row = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class FittedRows:
    """Rows with the size at which they fit, and how high each of them is (mm)."""

    rows: tuple[Row, ...]
    size: float
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        """How high all of them are together."""
        return sum(self.heights)


def fit_rows(sheet: Sheet, rows: Sequence[Row], room: float) -> FittedRows | None:
    """The rows at the largest size at which they fit into `room` mm, or None when no size does."""
    for size in SIZES:
        heights = tuple(_height(sheet, row, size) for row in rows)
        if sum(heights) <= room:
            return FittedRows(tuple(rows), size, heights)
    return None


def draw_rows(sheet: Sheet, fitted: FittedRows, top: float) -> float:
    """Draw the rows from `top` down, framed; give the lower edge."""
    y = top
    for row, high in zip(fitted.rows, fitted.heights, strict=True):
        if y > top:
            sheet.line(LEFT, y, RIGHT, y, RULE)
        _draw_row(sheet, row, y, high, fitted.size)
        y += high
    sheet.frame(LEFT, top, BLOCK_WIDTH, y - top, FRAME)
    return y


def _lines(sheet: Sheet, field: Field, width: float, size: float) -> tuple[str, ...]:
    return sheet.lines_in(field.text, FANG, size, width - LABEL_WIDTH - 2 * PADDING)


def _signature_lines(sheet: Sheet, field: Field, width: float, size: float) -> tuple[str, ...]:
    return sheet.lines_in(field.signature, FANG, size, width - LABEL_WIDTH - 2 * PADDING)


def _height(sheet: Sheet, row: Row, size: float) -> float:
    width = BLOCK_WIDTH / len(row)
    most = 0.0
    for field in row:
        high = column_height(len(_lines(sheet, field, width, size)), size) + 2 * PADDING
        if field.signature:
            high += column_height(len(_signature_lines(sheet, field, width, size)), size) + PADDING
        most = max(most, high, field.least)
    return most


def _draw_row(sheet: Sheet, row: Row, top: float, high: float, size: float) -> None:
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
