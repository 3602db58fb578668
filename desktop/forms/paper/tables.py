"""Ruled tables: rows as high as their fullest cell, broken over pages with the head repeated."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.forms.paper.fonts import BOLD, SONG, Lettering
from desktop.forms.paper.geometry import ASCENT, DESCENT, MM
from desktop.forms.paper.sheet import LEADING, Align, Sheet, column_height

PADDING = 1.2
FRAME, RULE = 0.35, 0.18


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in mm, and how its cells stand."""

    head: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a row; a struck cell is printed and crossed out, never left out."""

    text: str
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows at one size; `pages` says which rows go on which page, `draw` draws some of them."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    size: float = 9.0
    style: Lettering = field(default=SONG)
    least_height: float = 8.0

    @property
    def width(self) -> float:
        """The width of the whole table in mm."""
        return sum(column.width for column in self.columns)

    def _lines(self, sheet: Sheet, cell: Cell, column: Column) -> tuple[str, ...]:
        return sheet.lines_in(cell.text, self.style, self.size, column.width - 2 * PADDING)

    def row_height(self, sheet: Sheet, row: Sequence[Cell]) -> float:
        """How high one row is, in mm."""
        most = max(
            len(self._lines(sheet, cell, column)) for cell, column in zip(row, self.columns, strict=True)
        )
        return max(self.least_height, column_height(most, self.size) + 2 * PADDING)

    @property
    def head_height(self) -> float:
        """How high the repeated head is, in mm."""
        return self.least_height

    def _cut(self, sheet: Sheet, row: Sequence[Cell], room: float) -> list[Sequence[Cell]]:
        """The row as it is, or, when it is higher than a page, in parts that are not."""
        most = int((room - 2 * PADDING) / column_height(1, self.size))
        cells = [self._lines(sheet, cell, column) for cell, column in zip(row, self.columns, strict=True)]
        parts: list[Sequence[Cell]] = []
        for start in range(0, max(len(lines) for lines in cells), most):
            text = ["\n".join(lines[start : start + most]) for lines in cells]
            parts.append([Cell(part, cell.struck) for part, cell in zip(text, row, strict=True)])
        return parts if len(parts) > 1 else [row]

    def cut_rows(self, sheet: Sheet, room: float) -> list[Sequence[Cell]]:
        """The rows, each that is higher than `room` mm cut in parts that are not."""
        return [part for whole in self.rows for part in self._cut(sheet, whole, room)]

    def pages(self, sheet: Sheet, room: float, last_room: float) -> list[list[Sequence[Cell]]]:
        """The rows of each page, at least one page. A row goes over whole unless it is higher than a page.

        The rows of the last page leave room for what follows the table: they fit `last_room`. Rooms in mm,
        without the head.
        """
        pages: list[list[Sequence[Cell]]] = [[]]
        used = 0.0
        for row in self.cut_rows(sheet, room):
            high = self.row_height(sheet, row)
            if pages[-1] and used + high > room:
                pages.append([])
                used = 0.0
            pages[-1].append(row)
            used += high
        if used > last_room:
            # The closing lines take the last row over with them, so that they never stand on a page alone.
            pages.append([pages[-1].pop()] if len(pages[-1]) > 1 else [])
        return pages

    def draw(self, sheet: Sheet, x: float, y: float, rows: Sequence[Sequence[Cell]]) -> float:
        """Draw the head and these rows with the upper left corner at (x, y); give the lower edge."""
        top = y
        at = x
        for column in self.columns:
            base = top + (self.head_height + (ASCENT - DESCENT) * self.size / MM) / 2
            sheet.text(at + column.width / 2, base, column.head, BOLD, self.size, align="centre")
            at += column.width
        y += self.head_height
        sheet.line(x, y, x + self.width, y, FRAME)
        for number, row in enumerate(rows):
            high = self.row_height(sheet, row)
            at = x
            for cell, column in zip(row, self.columns, strict=True):
                self._draw_cell(sheet, cell, column, (at, y), high)
                at += column.width
            y += high
            if number < len(rows) - 1:
                sheet.line(x, y, x + self.width, y, RULE)
        at = x
        for column in self.columns[:-1]:
            at += column.width
            sheet.line(at, top, at, y, RULE)
        sheet.frame(x, top, self.width, y - top, FRAME)
        return y

    def _draw_cell(
        self, sheet: Sheet, cell: Cell, column: Column, corner: tuple[float, float], high: float
    ) -> None:
        x, y = corner
        lines = self._lines(sheet, cell, column)
        inside = column.width - 2 * PADDING
        top = y + (high - column_height(len(lines), self.size)) / 2
        sheet.column(x + PADDING, top, lines, self.style, self.size, width=inside, align=column.align)
        if not cell.struck:
            return
        step = LEADING * self.size / MM
        for number, line in enumerate(lines):
            wide = self.style.width(line) * self.size / MM
            free = {"left": 0.0, "centre": (inside - wide) / 2, "right": inside - wide}[column.align]
            start, middle = x + PADDING + free, top + (number + 0.5) * step
            sheet.line(start - 0.8, middle, start + wide + 0.8, middle, 0.3)
