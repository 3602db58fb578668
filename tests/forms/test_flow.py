"""Text and tables on pages, for any order of lines, headings and rows."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.paper import Cell, Column, Table
from desktop.forms.paper.blocks import Item, TableRow
from desktop.forms.paper.flow import Page, place, used_lines
from desktop.forms.paper.geometry import BLOCK_HEIGHT, LINES, PITCH
from desktop.forms.paper.setting import SetLine
from desktop.forms.paper.sheet import Piece

TABLES = [Table((Column("甲", 40.0),), ()), Table((Column("乙", 40.0),), (), least_height=12.0)]


def line(text: str, keep: bool = False) -> SetLine:
    return SetLine((Piece(text, 0.0),), 0, keep=keep)


def row(table: int, height: float) -> TableRow:
    return TableRow(TABLES[table], [Cell("丙")], height)


LINE = st.builds(line, st.just("情"))
HEADING = st.builds(line, st.just("一、"), st.just(True))
BLANK = st.just(SetLine((), 0))
ROW = st.builds(row, st.integers(0, 1), st.floats(5.0, BLOCK_HEIGHT - 5 * PITCH - 12.0))
# Headings are followed by what they announce, as every paper has them.
PART: st.SearchStrategy[list[Item]] = st.one_of(
    st.lists(LINE, min_size=1, max_size=12),
    st.tuples(HEADING, HEADING, LINE).map(list),
    st.tuples(HEADING, ROW).map(list),
    st.lists(ROW, min_size=1, max_size=6),
    st.tuples(BLANK, LINE).map(list),
)
PAPER: st.SearchStrategy[list[Item]] = st.lists(PART, max_size=14).map(
    lambda parts: [item for part in parts for item in part]
)


def top_of(page: Page, number: int) -> float:
    """The upper edge of an item, the head of the table included where it is drawn over this row."""
    item = page[number].item
    if not isinstance(item, TableRow):
        return page[number].y
    before = page[number - 1].item if number else None
    follows = isinstance(before, TableRow) and before.table is item.table
    return page[number].y - (0.0 if follows else item.table.head_height)


def check(pages: list[Page], items: list[Item], head: int, first: int) -> None:
    texts = [item for item in items if item != SetLine((), 0)]
    assert [placed.item for page in pages for placed in page if placed.item != SetLine((), 0)] == texts
    for count, page in enumerate(pages):
        edge = head * PITCH if count == 0 else 0.0
        for number, placed in enumerate(page):
            assert top_of(page, number) >= edge - 1e-6
            if isinstance(placed.item, SetLine):
                assert abs(placed.y / PITCH - round(placed.y / PITCH)) < 1e-6
            edge = placed.bottom
        assert edge <= (first if count == 0 else LINES) * PITCH + 1e-6
        if count < len(pages) - 1 and len(page) > 1:
            assert not page[-1].item.keep


@given(PAPER, st.integers(2, 12), st.sampled_from((LINES, LINES - 1)))
def test_nothing_is_lost_and_nothing_overlaps_or_leaves_the_block(
    items: list[Item], head: int, first: int
) -> None:
    check(place(items, head, first), items, head, first)


@given(PAPER, st.integers(2, 12), st.integers(1, 60))
def test_page_can_be_turned_anywhere(items: list[Item], head: int, turn: int) -> None:
    pages = place(items, head, LINES, turn)
    check(pages, items, head, LINES)
    if turn < len(items) and items[turn] != SetLine((), 0):
        assert any(page and page[0].item in items[: turn + 1] for page in pages[1:])


def test_page_turns_no_earlier_than_it_must() -> None:
    items: list[Item] = [line("情")] * (LINES - 3)
    assert len(place(items, 3)) == 1
    assert len(place([*items, line("况")], 3)) == 2


def test_blank_line_does_not_begin_a_page() -> None:
    pages = place([*[line("情")] * (LINES - 3), SetLine((), 0), line("附")], 3)
    assert [placed.item for placed in pages[1]] == [line("附")]


def test_empty_page_has_used_its_head() -> None:
    assert used_lines([], 4) == 4
    assert used_lines(place([line("情")], 4)[0], 4) == 5
    assert used_lines(place([row(0, 11.0)], 4)[0], 4) == 6
