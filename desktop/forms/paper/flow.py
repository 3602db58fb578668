"""Lines and table rows on pages: everything on the grid, headings with what they announce."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from desktop.forms.paper.blocks import Item, TableRow, draw_item
from desktop.forms.paper.geometry import (
    BLOCK_WIDTH,
    BODY_SIZE,
    LEFT,
    LINES,
    PITCH,
    TOP,
    baseline,
)
from desktop.forms.paper.setting import SetLine
from desktop.forms.paper.sheet import Sheet

_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and how far its upper edge lies under the top of the block (mm)."""

    item: Item
    y: float
    bottom: float


Page = list[Placed]


def used_lines(page: Page, head: int) -> int:
    """How many lines of the grid a page has used up, a head of so many lines included."""
    return max(ceil(page[-1].bottom / PITCH - _SLACK), head) if page else head


def _next(page: Page, item: Item, head: int) -> Placed:
    """The place of an item under what a page already holds."""
    last = page[-1] if page else None
    on_grid = used_lines(page, head) * PITCH
    if not isinstance(item, TableRow):
        return Placed(item, on_grid, on_grid + PITCH)
    if last and isinstance(last.item, TableRow) and last.item.table is item.table:
        return Placed(item, last.bottom, last.bottom + item.height)
    top = on_grid + item.table.head_height
    return Placed(item, top, top + item.height)


def _is_blank(item: Item) -> bool:
    return isinstance(item, SetLine) and not any(piece.text for piece in item.pieces)


def place(items: Sequence[Item], head: int, first: int = LINES, turn: int = 0) -> list[Page]:
    """The items on as few pages as hold them; there is always one page.

    The first page has a head of `head` lines and ends after `first` lines. Item number `turn`, if not 0,
    begins a page.
    """
    pages: list[Page] = [[]]
    room, top = first * PITCH, head
    for number, item in enumerate(items):
        if not pages[-1] and len(pages) > 1 and _is_blank(item):
            continue
        placed = _next(pages[-1], item, top)
        full = placed.bottom > room + _SLACK and (pages[-1] or len(pages) == 1)
        if full or (turn and number == turn):
            carried: list[Item] = []
            # What announces the item goes over with it, unless it is all there is.
            while len(pages[-1]) > 1 and pages[-1][-1].item.keep:
                carried.insert(0, pages[-1].pop().item)
            pages.append([])
            room, top = LINES * PITCH, 0
            for moved in [*carried, item]:
                if pages[-1] or not _is_blank(moved):
                    pages[-1].append(_next(pages[-1], moved, 0))
        else:
            pages[-1].append(placed)
    return pages


def draw_page(sheet: Sheet, page: Page) -> None:
    """Draw one page of text: lines on the grid, the rows of a table under one head."""
    place = 0
    while place < len(page):
        item = page[place].item
        if isinstance(item, TableRow):
            table = item.table
            rows = [
                placed.item.cells
                for placed in page[place:]
                if isinstance(placed.item, TableRow) and placed.item.table is table
            ]
            left = LEFT + (BLOCK_WIDTH - table.width) / 2
            table.draw(sheet, left, TOP + page[place].y - table.head_height, rows)
            place += len(rows)
            continue
        draw_item(sheet, item, LEFT, baseline(TOP + page[place].y, PITCH, BODY_SIZE))
        place += 1
