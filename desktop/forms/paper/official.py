"""An official paper after GB/T 9704-2012: head, title, text, signature, page numbers and foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.papers import SealBox
from desktop.forms.paper.blocks import Block, Item, set_attachments, set_blocks
from desktop.forms.paper.endings import (
    LOWEST_SEAL_OF_MANY,
    Ending,
    SignatureStamp,
    choose_sealed,
    draw_ending,
    seam_boxes,
    set_note,
    stamped,
    unsealed,
)
from desktop.forms.paper.flow import Page, draw_page, place, used_lines
from desktop.forms.paper.fonts import HEI
from desktop.forms.paper.geometry import BODY_SIZE, BODY_SPACING, LEFT, LINES, PITCH, STEP, baseline, line_top
from desktop.forms.paper.heads import (
    MARK_DROP,
    Head,
    Header,
    LetterHead,
    arrange,
    draw_header,
    draw_letter_head,
    draw_title,
    title_lines,
)
from desktop.forms.paper.margins import FOOT_NOTE, draw_foot, draw_head_mark, draw_page_number
from desktop.forms.paper.setting import SetLine, set_paragraph
from desktop.forms.paper.sheet import Sheet
from desktop.forms.paper.signature import LOWEST_SEAL_EDGE, refuse_signature

# The signature never stands alone on a page. Source: GB/T 9704-2012, 7.3.5.5.
_FEWEST_WITH_SIGNATURE = 2
# On page 1 of a letter the code stands above the lower double rule, in the place of the last line of text.
_LETTER_CODE_TOP, _LETTER_CODE_SIZE, _LETTER_LINES = 252.6, 20.0, LINES - 1

_ANNEX_TITLE_AT = 2


@dataclass(frozen=True, slots=True)
class Annex:
    """附件 behind the paper, on pages of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """What an official paper says and how it is signed.

    A `stamp` takes the place of issuer and seal; without it and with `sealed` false nothing is pressed and no
    seal place is given. `note` is 附注 and bears no brackets. `mark` at the head says that the paper is a
    draft, which bears neither check code nor QR. `number` stands at the foot unless the head bears it.
    `attachments` names what goes along; `annexes` are printed behind the paper, and named when nothing else is.
    """

    title: str
    blocks: tuple[Block, ...]
    issuer: str
    day: date | None
    header: Header | LetterHead | None = None
    addressee: str = ""
    diameter: float = 42.0
    sealed: bool = True
    stamp: SignatureStamp | None = None
    attachments: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    note: str = ""
    number: str = ""
    check_code: str = ""
    qr: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Layout:
    head: Head
    drop: float
    pages: list[Page]
    ending: Ending
    note: list[SetLine]

    @property
    def ending_at(self) -> int:
        """The line of the last page on which the signature block begins."""
        return used_lines(self.pages[-1], self.head.text_at if len(self.pages) == 1 else 0)


def _end(paper: Official, page: Page, head: int, room: int, lowest: float) -> Ending | None:
    """The signature block under the text of the last page, or None when the page has no room for it."""
    used = used_lines(page, head)
    found: Ending | None
    if paper.stamp:
        found = stamped(paper.stamp, paper.day)
    elif not paper.sealed:
        found = unsealed(paper.issuer, paper.day)
    else:
        found = choose_sealed(paper.issuer, paper.day, paper.diameter, used, room, lowest)
    if found is None or used + found.lines + len(set_note(paper.note, found)) > room:
        return None
    return found


def _lay(paper: Official, items: Sequence[Item], drop: float) -> _Layout:
    """Text and signature on pages, a red mark `drop` mm under the top of the block."""
    head = arrange(paper.title, paper.header, drop)
    # A draft has no code, but the lines of the paper that will have one.
    first = _LETTER_LINES if isinstance(paper.header, LetterHead) else LINES
    pages = place(items, head.text_at, first)
    ending: Ending | None
    if len(pages) == 1:
        lowest = LOWEST_SEAL_OF_MANY if paper.annexes else LOWEST_SEAL_EDGE
        ending = _end(paper, pages[0], head.text_at, first, lowest)
    elif len(pages[-1]) >= _FEWEST_WITH_SIGNATURE:
        ending = _end(paper, pages[-1], 0, LINES, LOWEST_SEAL_OF_MANY)
    else:
        ending = None
    if ending is None:
        # The signature takes the last lines over with it, as few as may stand there.
        turn = len(items) - _FEWEST_WITH_SIGNATURE
        if turn > 0:
            pages = place(items, head.text_at, first, turn)
            ending = _end(paper, pages[-1], 0, LINES, LOWEST_SEAL_OF_MANY)
        if ending is None:
            raise refuse_signature(paper.issuer, paper.day, paper.diameter)
    return _Layout(head, drop, pages, ending, set_note(paper.note, ending))


def _arrange(paper: Official, items: Sequence[Item]) -> _Layout:
    """A paper of one page has its red head at the top of the block; a longer one 35 mm further down."""
    layout = _lay(paper, items, 0.0)
    if len(layout.pages) > 1 and isinstance(paper.header, Header) and paper.header.style != "plain":
        return _lay(paper, items, MARK_DROP)
    return layout


def _draw_head(sheet: Sheet, paper: Official, layout: _Layout) -> None:
    header, head = paper.header, layout.head
    # In the order in which they are read, and so copied.
    under = isinstance(header, Header) and header.style == "plain"
    if under:
        draw_title(sheet, head.title, head.title_at)
    if isinstance(header, LetterHead):
        draw_letter_head(sheet, header)
    elif header:
        draw_header(sheet, header, head, layout.drop)
    if not under:
        draw_title(sheet, head.title, head.title_at)


def _draw_margins(sheet: Sheet, paper: Official, page: int, pages: int) -> None:
    is_letter = isinstance(paper.header, LetterHead)
    # One page needs no number, and the first of a letter bears none. Source: GB/T 9704-2012, 10.1.
    if pages > 1 and not (is_letter and page == 1):
        draw_page_number(sheet, page)
    if paper.mark:
        draw_head_mark(sheet, paper.mark, "" if _head_number(paper) else paper.number)
        return
    number = f"编号 {paper.number}" if paper.number and paper.number != _head_number(paper) else ""
    code = f"核验码 {paper.check_code}" if paper.check_code else ""
    note = FOOT_NOTE if paper.check_code or paper.qr else ""
    texts = tuple(text for text in (number, code, note) if text)
    if is_letter and page == 1:
        draw_foot(sheet, texts, paper.qr, top=_LETTER_CODE_TOP, size=_LETTER_CODE_SIZE)
    else:
        # An even page has its number at the left: the code keeps to the other side.
        draw_foot(sheet, texts, paper.qr, right=pages > 1 and page % 2 == 0)


def _head_number(paper: Official) -> str:
    return paper.header.number if paper.header else ""


def _sign(sheet: Sheet, layout: _Layout) -> tuple[SealBox, ...]:
    box = draw_ending(sheet, layout.ending, layout.ending_at)
    below = line_top(layout.ending_at + layout.ending.lines)
    for number, line in enumerate(layout.note):
        base = baseline(below + number * PITCH, PITCH, BODY_SIZE)
        sheet.pieces(LEFT + line.indent * STEP, base, line.pieces, line.style, BODY_SIZE)
    return (box,) if box else ()


def _lay_annex(sheet: Sheet, annex: Annex) -> tuple[tuple[str, ...], list[Page]]:
    title = title_lines(annex.title)
    return title, place(set_blocks(sheet, annex.blocks), _ANNEX_TITLE_AT + len(title) + 1)


def _draw_annex_head(sheet: Sheet, label: str, title: tuple[str, ...]) -> None:
    """附件 at the upper left, the title on the third line. Source: GB/T 9704-2012, 7.3.7."""
    sheet.text(LEFT, baseline(line_top(0), PITCH, BODY_SIZE), label, HEI, BODY_SIZE, spacing=BODY_SPACING)
    draw_title(sheet, title, _ANNEX_TITLE_AT)


def draw_official(sheet: Sheet, paper: Official) -> tuple[SealBox, ...]:
    """Draw the whole paper from the current page on; say where seal or stamp and seam seals belong.

    Raises `Refused` when no place for the seal keeps the rules, or a character cannot be drawn.
    """
    addressee = set_paragraph(f"{paper.addressee}：", 0) if paper.addressee else []
    named = paper.attachments or tuple(annex.title.replace("\n", "") for annex in paper.annexes)
    items = [*addressee, *set_blocks(sheet, paper.blocks), *set_attachments(named)]
    layout = _arrange(paper, items)
    annexes = [_lay_annex(sheet, annex) for annex in paper.annexes]
    begun = sheet.pages
    count = len(layout.pages) + sum(len(pages) for _, pages in annexes)
    for page, content in enumerate(layout.pages, 1):
        if page > 1:
            sheet.next_page()
        else:
            _draw_head(sheet, paper, layout)
        draw_page(sheet, content)
        _draw_margins(sheet, paper, page, count)
    boxes = _sign(sheet, layout)
    for number, (title, pages) in enumerate(annexes, 1):
        for place_in, content in enumerate(pages):
            sheet.next_page()
            if place_in == 0:
                _draw_annex_head(sheet, f"附件{number}" if len(annexes) > 1 else "附件", title)
            draw_page(sheet, content)
            _draw_margins(sheet, paper, sheet.pages - begun + 1, count)
    if paper.sealed and not paper.stamp:
        boxes += seam_boxes(count, paper.diameter, sheet.width, sheet.height, begun)
    return boxes
