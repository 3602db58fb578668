"""A letter or certificate in the form of an official document: title, addressee, text, signature, foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.papers import SealBox
from desktop.forms.paper.fonts import FANG, HEI, TITLE
from desktop.forms.paper.geometry import (
    BLOCK_WIDTH,
    BODY_SIZE,
    BODY_SPACING,
    LEFT,
    LINES,
    MM,
    PITCH,
    RIGHT,
    STEP,
    TITLE_SIZE,
    baseline,
    line_top,
)
from desktop.forms.paper.lines import Line, break_lines, break_title
from desktop.forms.paper.sheet import Piece, Sheet, justify
from desktop.forms.paper.signature import (
    Signature,
    choose_signature,
    draw_signature,
    fits_page,
    refuse_signature,
)

# The signature never stands alone on a page. Source: GB/T 9704-2012, 7.3.5.5.
FEWEST_LINES_WITH_SIGNATURE = 2
# Head and foot marks stand outside the text block: mm from the page's left or right edge, and baselines.
HEAD_MARGIN, HEAD_BASE, HEAD_SIZE = 10.5, 13.0, 9.0
CODE_TOP, CODE_SIZE = 266.5, 22.0
FOOT_BASES, FOOT_SIZE = (278.6, 283.2, 287.8), 9.0
FOOT_NOTE = "凭核验码或二维码可向出具单位核对"


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


@dataclass(frozen=True, slots=True)
class _Set:
    """One set line: its pieces, and how many characters it begins inside the left edge."""

    pieces: tuple[Piece, ...]
    indent: int


def _measure(piece: str) -> float:
    return (FANG.width(piece) * BODY_SIZE + len(piece) * BODY_SPACING) / MM


def _set_paragraph(text: str, indent: int) -> list[_Set]:
    lines: list[Line] = []
    firsts: set[int] = set()
    lasts: set[int] = set()
    for part in text.split("\n"):
        firsts.add(len(lines))
        lines += break_lines(part, _measure, BLOCK_WIDTH, indent * STEP)
        lasts.add(len(lines) - 1)
    done = []
    for number, line in enumerate(lines):
        inside = indent if number in firsts else 0
        if number in lasts:
            pieces = [Piece("".join(line), BODY_SPACING)]
        else:
            pieces = justify(line, FANG, BODY_SIZE, BLOCK_WIDTH - inside * STEP, BODY_SPACING)
        done.append(_Set(tuple(pieces), inside))
    return done


def _pages(lines: Sequence[_Set], head: int, letter: Letter) -> tuple[list[Sequence[_Set]], Signature]:
    """The lines of each page, and the signature that stands under those of the last."""

    def sign(used: int) -> Signature | None:
        found = choose_signature(letter.issuer, letter.day, letter.diameter, LINES - used)
        return found if found and fits_page(found, used) else None

    pages: list[Sequence[_Set]] = []
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


def _draw_title(sheet: Sheet, title: str) -> int:
    """Draw the title from the top of the block; give the line on which the text may begin."""
    lines = break_title(title, lambda piece: TITLE.width(piece) * TITLE_SIZE / MM, BLOCK_WIDTH - 4 * STEP)
    for number, line in enumerate(lines):
        base = baseline(line_top(number) + PITCH / 2, PITCH, TITLE_SIZE)
        sheet.text((LEFT + RIGHT) / 2, base, line, TITLE, TITLE_SIZE, align="centre")
    return len(lines) + 2


def _draw_margins(sheet: Sheet, letter: Letter, page: int, pages: int) -> None:
    """The marks outside the text block: at the head of a draft or sample, at the foot of a formal paper."""
    if letter.mark:
        sheet.grey(0.35)
        sheet.text(HEAD_MARGIN, HEAD_BASE, letter.mark, HEI, HEAD_SIZE)
        if letter.number:
            edge = sheet.width - HEAD_MARGIN
            sheet.text(edge, HEAD_BASE, f"编号 {letter.number}", HEI, HEAD_SIZE, align="right")
        if pages > 1:
            sheet.text(RIGHT, FOOT_BASES[2], f"第 {page} 页 共 {pages} 页", HEI, FOOT_SIZE, align="right")
        sheet.grey(0)
        return
    left = LEFT
    if letter.qr:
        sheet.code(LEFT, CODE_TOP, CODE_SIZE, letter.qr)
        left += CODE_SIZE + 4
    note = f"　{FOOT_NOTE}" if letter.check_code else ""
    code = f"核验码 {letter.check_code}" if letter.check_code else ""
    texts = (f"编号 {letter.number}", code, f"第 {page} 页 共 {pages} 页{note}")
    for base, text in zip(FOOT_BASES, texts, strict=True):
        if text:
            sheet.text(left, base, text, HEI, FOOT_SIZE)


def draw_letter(sheet: Sheet, letter: Letter) -> SealBox:
    """Draw the whole paper from the current page on; say where its seal belongs.

    Raises `Refused` when no place for the seal keeps the rules, or a character cannot be drawn.
    """
    lines = _set_paragraph(f"{letter.addressee}：", 0)
    for paragraph in letter.paragraphs:
        lines += _set_paragraph(paragraph, 2)
    head = _draw_title(sheet, letter.title)
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
