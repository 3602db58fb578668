"""What the text of an official paper is made of, and how each part is set in lines of the grid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.domain.problems import Problem, Refused
from desktop.forms.paper.fonts import FANG, HEI, KAI, Lettering
from desktop.forms.paper.geometry import BLOCK_HEIGHT, BODY_SIZE, BODY_SPACING, CHARACTERS, MM, PITCH, STEP
from desktop.forms.paper.setting import SetLine, set_paragraph, set_width
from desktop.forms.paper.sheet import Piece, Sheet, is_speakable
from desktop.forms.paper.tables import Cell, Table
from desktop.i18n import _

INDENT = 2
_NUMERALS = "〇一二三四五六七八九"
# The last column of a list keeps at least this many characters, or the list is refused.
_LEAST_COLUMN = 4
# Headings that may go over to a new page with a row of a table; a row is never too high to follow them.
_MOST_HEADINGS = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading: 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋. Source: GB/T 9704-2012, 7.3.3."""

    level: Literal[1, 2, 3, 4]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body type, two characters in; a line end in the text begins another paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class NameRows:
    """A list in columns of body type, such as name, sex and year; every row has as many parts.

    The first part of a row is a name. One of two characters is drawn as wide as one of three, and is still
    copied and searched as two.
    """

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A ruled table within the text; it breaks over pages with its head repeated, and text goes on on the grid."""

    table: Table


Block = Heading | Paragraph | NameRows | TableBlock


@dataclass(frozen=True, slots=True)
class ListPart:
    """One part of a list row: its place from the left edge (mm), what is drawn, and what it is copied as."""

    x: float
    text: str
    spacing: float


@dataclass(frozen=True, slots=True)
class ListLine:
    """One row of a list on one line of the grid."""

    parts: tuple[ListPart, ...]
    keep: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a ruled table, and how high it is in mm."""

    table: Table
    cells: Sequence[Cell]
    height: float
    keep: bool = False


Item = SetLine | ListLine | TableRow


def chinese_count(number: int) -> str:
    """一 to 九十九, as headings are numbered; for more, the figures one by one."""
    tens, ones = divmod(number, 10)
    if number > 99:
        return "".join(_NUMERALS[int(figure)] for figure in str(number))
    ten = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return ten + (_NUMERALS[ones] if ones or not tens else "")


def _heading(number: int, heading: Heading) -> list[SetLine]:
    label, style = _label(number, heading.level)
    lines = set_paragraph(label + heading.text, INDENT, style)
    return [SetLine(line.pieces, line.indent, line.style, keep=True) for line in lines]


def _label(number: int, level: int) -> tuple[str, Lettering]:
    if level == 1:
        return f"{chinese_count(number)}、", HEI
    if level == 2:
        return f"（{chinese_count(number)}）", KAI
    return (f"{number}." if level == 3 else f"（{number}）"), FANG


def _is_name(text: str) -> bool:
    # A name that could not be found any more once it is spaced stays closed.
    return len(text) == 2 and is_speakable(text) and all(FANG.width(character) > 0.9 for character in text)


def set_names(rows: tuple[tuple[str, ...], ...]) -> list[ListLine | SetLine]:
    """The rows with each column on the grid, evenly over the block, two characters free at each side."""
    count = max((len(row) for row in rows), default=0)
    spaced = any(row and _is_name(row[0]) for row in rows)
    widths = [
        max(max(set_width(row[place]), 3 * STEP if spaced and place == 0 else 0) for row in rows) / STEP
        for place in range(count)
    ]
    room = CHARACTERS - 2 * INDENT
    gap = (room - sum(widths)) / (count - 1) if count > 1 else 0.0
    places = [INDENT + sum(widths[:place]) + place * max(gap, 1.0) for place in range(count)]
    # Columns begin on the grid of characters, the last one where it ends two characters before the edge.
    starts = [int(place + 1e-6) if gap >= 1 else int(place + 1 - 1e-6) for place in places]
    if starts and starts[-1] + (widths[-1] if gap >= 1 else _LEAST_COLUMN) > CHARACTERS:
        message = _("名单的一行放不进版心。各栏加起来超过28个字。请减少栏数，或把长的内容写进正文。")
        raise Refused([Problem("paper.columns", message)])
    lines: list[ListLine | SetLine] = []
    for row in rows:
        lines += _name_row(row, starts, spaced)
    return lines


def _name_row(row: tuple[str, ...], starts: list[int], spaced: bool) -> Iterator[ListLine | SetLine]:
    parts = []
    for place, text in enumerate(row[:-1] if len(row) > 1 else row):
        wide = place == 0 and spaced and _is_name(text)
        # Two characters with the room of a third between them.
        spacing = BODY_SPACING + STEP * MM if wide else BODY_SPACING
        parts.append(ListPart(starts[place] * STEP, text, spacing))
    if len(row) < 2:
        yield ListLine(tuple(parts))
        return
    # What is too long for the last column goes on under it.
    inside = starts[len(row) - 1]
    tail = set_paragraph(row[-1], inside, inside=inside)
    first = "".join(piece.text for piece in tail[0].pieces)
    yield ListLine((*parts, ListPart(inside * STEP, first, BODY_SPACING)), keep=len(tail) > 1)
    yield from tail[1:]


def set_blocks(sheet: Sheet, blocks: Sequence[Block]) -> list[Item]:
    """The lines and table rows of all blocks in order, headings numbered. Raises `Refused` (glyph, columns)."""
    counts = [0, 0, 0, 0]
    items: list[Item] = []
    for block in blocks:
        match block:
            case Heading(level=level):
                counts[level - 1] += 1
                counts[level:] = [0] * (4 - level)
                items += _heading(counts[level - 1], block)
            case Paragraph(text=text):
                items += set_paragraph(text, INDENT)
            case NameRows(rows=rows):
                items += set_names(rows)
            case TableBlock(table=table):
                items += _rows(sheet, table)
    return items


def _rows(sheet: Sheet, table: Table) -> list[TableRow]:
    whole = table.cut_rows(sheet, BLOCK_HEIGHT - _MOST_HEADINGS * PITCH - table.head_height)
    return [TableRow(table, cells, table.row_height(sheet, cells)) for cells in whole]


def set_attachments(names: tuple[str, ...]) -> list[Item]:
    """附件说明: a blank line, then the names, numbered when there are several. Source: GB/T 9704-2012, 7.3.4."""
    if not names:
        return []
    items: list[Item] = [SetLine((), 0, keep=True)]
    for number, name in enumerate(names, 1):
        figure = f"{number}." if len(names) > 1 else ""
        before = INDENT + 3 + set_width(figure) / STEP
        lines = set_paragraph(name, before, inside=before)
        label = ("附件：" if number == 1 else "") + figure
        start = INDENT if number == 1 else INDENT + 3
        items.append(SetLine((Piece(label, BODY_SPACING), *lines[0].pieces), start))
        items += lines[1:]
    return items


def draw_item(sheet: Sheet, item: SetLine | ListLine, left: float, base: float) -> None:
    """Draw one line with its left edge at `left` and its baseline at `base` (mm)."""
    if isinstance(item, SetLine):
        sheet.pieces(left + item.indent * STEP, base, item.pieces, item.style, BODY_SIZE)
        return
    for part in item.parts:
        piece = [Piece(part.text, part.spacing)]
        if part.spacing > BODY_SPACING:
            with sheet.spoken(part.text):
                sheet.pieces(left + part.x, base, piece, FANG, BODY_SIZE)
        else:
            sheet.pieces(left + part.x, base, piece, FANG, BODY_SIZE)
