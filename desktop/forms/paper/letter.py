"""A letter or certificate in the form of an official document: title, addressee, text, signature, foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.papers import SealBox
from desktop.forms.paper.fonts import FANG, HEI
from desktop.forms.paper.geometry import (
    BODY_SIZE,
    LEFT,
    LINES,
    PITCH,
    RIGHT,
    STEP,
    baseline,
    line_top,
)
from desktop.forms.paper.heads import draw_title, title_lines
from desktop.forms.paper.margins import FOOT_BASES, FOOT_NOTE, FOOT_SIZE, draw_foot, draw_head_mark
from desktop.forms.paper.setting import SetLine, set_paragraph
from desktop.forms.paper.sheet import Sheet
from desktop.forms.paper.signature import (
    Signature,
    choose_signature,
    draw_signature,
    fits_page,
    refuse_signature,
)

# The signature never stands alone on a page. Source: GB/T 9704-2012, 7.3.5.5.
FEWEST_LINES_WITH_SIGNATURE = 2


@dataclass(frozen=True, slots=True)
class Letter:
    """What such a paper says.

    `mark` at the head left says that it is not a formal one; `number` then stands at the head right,
    otherwise at the foot with check code and QR (each left out when empty), which a marked one never bears.
    """

    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    issuer: str
    day: date | None
    diameter: float
    number: str
    check_code: str = ""
    qr: str = ""
    mark: str = ""


def _pages(lines: Sequence[SetLine], head: int, letter: Letter) -> tuple[list[Sequence[SetLine]], Signature]:
    """The lines of each page, and the signature that stands under those of the last."""

    def sign(used: int) -> Signature | None:
        found = choose_signature(letter.issuer, letter.day, letter.diameter, LINES - used)
        return found if found and fits_page(found, used) else None

    pages: list[Sequence[SetLine]] = []
    used, rest = head, lines
    while len(rest) > LINES - used:
        pages.append(rest[: LINES - used])
        rest, used = rest[LINES - used :], 0
    signature = sign(used + len(rest)) if len(rest) >= FEWEST_LINES_WITH_SIGNATURE or not pages else None
    if signature:
        return [*pages, rest], signature
    # Take lines over to a last page, as few as go with the signature, from the page before if need be.
    if len(rest) < FEWEST_LINES_WITH_SIGNATURE and pages:
        taken = FEWEST_LINES_WITH_SIGNATURE - len(rest)
        rest = [*pages[-1][-taken:], *rest]
        pages[-1] = pages[-1][:-taken]
    else:
        pages.append(rest[:-FEWEST_LINES_WITH_SIGNATURE])
        rest = rest[-FEWEST_LINES_WITH_SIGNATURE:]
    signature = sign(len(rest))
    if signature is None:
        raise refuse_signature(letter.issuer, letter.day, letter.diameter)
    return [*pages, rest], signature


def _draw_margins(sheet: Sheet, letter: Letter, page: int, pages: int) -> None:
    """The marks outside the text block: at the head of a draft or sample, at the foot of a formal paper."""
    place = f"第 {page} 页 共 {pages} 页"
    if letter.mark:
        draw_head_mark(sheet, letter.mark, letter.number)
        if pages > 1:
            sheet.grey(0.35)
            sheet.text(RIGHT, FOOT_BASES[2], place, HEI, FOOT_SIZE, align="right")
            sheet.grey(0)
        return
    note = f"　{FOOT_NOTE}" if letter.check_code else ""
    code = f"核验码 {letter.check_code}" if letter.check_code else ""
    draw_foot(sheet, (f"编号 {letter.number}", code, f"{place}{note}"), letter.qr)


def draw_letter(sheet: Sheet, letter: Letter) -> SealBox:
    """Draw the whole paper from the current page on; say where its seal belongs.

    Raises `Refused` when no place for the seal keeps the rules, or a character cannot be drawn.
    """
    lines = set_paragraph(f"{letter.addressee}：", 0)
    for paragraph in letter.paragraphs:
        lines += set_paragraph(paragraph, 2)
    title = title_lines(letter.title)
    draw_title(sheet, title, 0.5)
    head = len(title) + 2
    pages, signature = _pages(lines, head, letter)
    for page, content in enumerate(pages, 1):
        if page > 1:
            sheet.next_page()
            head = 0
        for number, line in enumerate(content, head):
            base = baseline(line_top(number), PITCH, BODY_SIZE)
            sheet.pieces(LEFT + line.indent * STEP, base, line.pieces, FANG, BODY_SIZE)
        _draw_margins(sheet, letter, page, len(pages))
    return draw_signature(sheet, signature, head + len(pages[-1]))
