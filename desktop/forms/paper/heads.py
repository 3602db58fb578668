"""The head of a paper: its title, the red head of official documents, and the head of official letters."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from desktop.forms.paper.fonts import FANG, TITLE
from desktop.forms.paper.geometry import (
    A4_HEIGHT,
    A4_WIDTH,
    ASCENT,
    BLOCK_WIDTH,
    BODY_SIZE,
    BODY_SPACING,
    DESCENT,
    LEFT,
    MM,
    PITCH,
    RIGHT,
    STEP,
    TITLE_SIZE,
    TOP,
    baseline,
    line_top,
)
from desktop.forms.paper.sheet import Sheet
from desktop.forms.paper.titles import break_title

# The issuer mark: at most this (points), smaller where the name would not fit its line.
MARK_SIZE = 30.0
# Source: GB/T 9704-2012, 7.2.4, 7.2.5 and 7.2.7.
MARK_DROP, NUMBER_BELOW_MARK, RULE_BELOW_NUMBER, RULE_WEIGHT = 35.0, 2, 4.0, 0.5
# Source: GB/T 9704-2012, 10.1.
LETTER_MARK_TOP, LETTER_RULE_BELOW, LETTER_RULE_FROM_FOOT, LETTER_RULE = 30.0, 4.0, 20.0, 170.0
_THICK, _THIN, _BETWEEN = 0.7, 0.25, 0.9
_GLYPH = BODY_SIZE / MM

HeaderStyle = Literal["red", "preprinted", "plain"]


@dataclass(frozen=True, slots=True)
class Header:
    """发文机关标志 and 发文字号 over a red rule.

    `preprinted` leaves out what such paper already bears, mark and rule, and keeps their room; `plain` has
    neither, and the number stands under the title.
    """

    issuer_mark: str
    number: str = ""
    style: HeaderStyle = "red"


@dataclass(frozen=True, slots=True)
class LetterHead:
    """The head of 信函格式 (便函): the mark over a red double rule, a second one at the foot of page 1."""

    issuer_mark: str
    number: str = ""
    style: HeaderStyle = "red"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the lines of the title stand and on which line of the grid the text begins, in lines of the grid."""

    title: tuple[str, ...]
    title_at: float
    text_at: int


def title_lines(title: str) -> tuple[str, ...]:
    """The lines of a title of 2 号, two characters of body type free at each side."""
    return tuple(
        break_title(title, lambda piece: TITLE.width(piece) * TITLE_SIZE / MM, BLOCK_WIDTH - 4 * STEP)
    )


def draw_title(sheet: Sheet, lines: tuple[str, ...], at: float) -> None:
    """Draw a title centred in the block, its first line `at` lines of the grid down."""
    for number, line in enumerate(lines):
        base = baseline(TOP + (at + number) * PITCH, PITCH, TITLE_SIZE)
        sheet.text((LEFT + RIGHT) / 2, base, line, TITLE, TITLE_SIZE, align="centre")


def _mark_size(mark: str, width: float) -> float:
    return min(MARK_SIZE, width * MM / TITLE.width(mark)) if mark else MARK_SIZE


def _number_top(header: Header, drop: float) -> float:
    """The upper edge of the number's characters under the mark, in mm from the page's top."""
    mark = _mark_size(header.issuer_mark, BLOCK_WIDTH) / MM
    if drop:
        return TOP + drop + mark + NUMBER_BELOW_MARK * PITCH
    # Raised to the top of the block, mark and number stand on the first and the third line of the grid.
    return line_top(NUMBER_BELOW_MARK) + (PITCH - _GLYPH) / 2


def _next_line(below: float) -> int:
    """The first line of the grid that begins no higher than this (mm from the page's top)."""
    return ceil(round((below - TOP) / PITCH, 6))


def arrange(title: str, header: Header | LetterHead | None, drop: float) -> Head:
    """Where title and text stand under a head; `drop` mm lie between the top of the block and a red mark."""
    lines = title_lines(title)
    if isinstance(header, LetterHead):
        number = _letter_number_top(header) + _GLYPH if header.number else _letter_rule(header) + _BETWEEN
        at = _next_line(number + 2 * PITCH)
        return Head(lines, at, at + len(lines) + 1)
    if header is None or header.style == "plain":
        return Head(lines, 0.5, len(lines) + (3 if header and header.number else 2))
    rule = _number_top(header, drop) + _GLYPH + RULE_BELOW_NUMBER
    # Two blank lines under the rule; one page long, a paper has its title on the first free line.
    at = _next_line(rule + (2 * PITCH if drop else 0))
    return Head(lines, at, at + len(lines) + 1)


def draw_header(sheet: Sheet, header: Header, head: Head, drop: float) -> None:
    """Draw mark, number and rule over, or the number under, the title."""
    middle = (LEFT + RIGHT) / 2
    if header.style == "plain":
        if header.number:
            base = baseline(line_top(len(head.title) + 1) - PITCH / 4, PITCH, BODY_SIZE)
            sheet.text(middle, base, header.number, FANG, BODY_SIZE, align="centre", spacing=BODY_SPACING)
        return
    top = _number_top(header, drop)
    if header.style == "red":
        size = _mark_size(header.issuer_mark, BLOCK_WIDTH)
        with sheet.red():
            sheet.text(
                middle, TOP + drop + ASCENT * size / MM, header.issuer_mark, TITLE, size, align="centre"
            )
            below = top + _GLYPH + RULE_BELOW_NUMBER
            sheet.line(LEFT, below, RIGHT, below, RULE_WEIGHT)
    base = top + ASCENT * _GLYPH
    sheet.text(middle, base, header.number, FANG, BODY_SIZE, align="centre", spacing=BODY_SPACING)


def _letter_rule(head: LetterHead) -> float:
    mark = _mark_size(head.issuer_mark, LETTER_RULE) / MM
    return LETTER_MARK_TOP + (ASCENT + DESCENT) * mark + LETTER_RULE_BELOW


def _letter_number_top(head: LetterHead) -> float:
    return _letter_rule(head) + _BETWEEN + _GLYPH * 7 / 8


def draw_letter_head(sheet: Sheet, head: LetterHead) -> None:
    """Draw the mark, both double rules (thick outside) and, under the first, the number at the right."""
    middle = A4_WIDTH / 2
    left, right = middle - LETTER_RULE / 2, middle + LETTER_RULE / 2
    if head.style == "red":
        size = _mark_size(head.issuer_mark, LETTER_RULE)
        upper, lower = _letter_rule(head), A4_HEIGHT - LETTER_RULE_FROM_FOOT
        with sheet.red():
            sheet.text(
                middle, LETTER_MARK_TOP + ASCENT * size / MM, head.issuer_mark, TITLE, size, align="centre"
            )
            sheet.line(left, upper, right, upper, _THICK)
            sheet.line(left, upper + _BETWEEN, right, upper + _BETWEEN, _THIN)
            sheet.line(left, lower - _BETWEEN, right, lower - _BETWEEN, _THIN)
            sheet.line(left, lower, right, lower, _THICK)
    if head.number:
        base = _letter_number_top(head) + ASCENT * _GLYPH
        sheet.text(RIGHT, base, head.number, FANG, BODY_SIZE, align="right", spacing=BODY_SPACING)
