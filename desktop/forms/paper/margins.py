"""What stands outside the text: the mark of a draft, the page number, and the foot by which a paper is checked."""

from desktop.forms.paper.fonts import HEI, SONG
from desktop.forms.paper.geometry import ASCENT, BOTTOM, DESCENT, LEFT, MM, RIGHT
from desktop.forms.paper.sheet import Sheet

# Head and foot stand outside the text block: mm from the page's left or right edge, and baselines.
HEAD_MARGIN, HEAD_BASE, HEAD_SIZE = 10.5, 13.0, 9.0
CODE_TOP, CODE_SIZE = 266.5, 22.0
# From the lower edge of the code up to the baselines beside it.
_BASES = (9.9, 5.3, 0.7)
FOOT_BASES, FOOT_SIZE = tuple(CODE_TOP + CODE_SIZE - base for base in _BASES), 9.0
FOOT_NOTE = "凭核验码或二维码可向出具单位核对"
_BESIDE_CODE = 4.0
# 4 号, its dash 7 mm under the block, one character in. Source: GB/T 9704-2012, 7.5.
PAGE_SIZE, PAGE_BELOW = 14.0, 7.0


def draw_head_mark(sheet: Sheet, mark: str, number: str) -> None:
    """Say at the head of a draft or sample that it is not a formal paper."""
    sheet.grey(0.35)
    sheet.text(HEAD_MARGIN, HEAD_BASE, mark, HEI, HEAD_SIZE)
    if number:
        edge = sheet.width - HEAD_MARGIN
        sheet.text(edge, HEAD_BASE, f"编号 {number}", HEI, HEAD_SIZE, align="right")
    sheet.grey(0)


def draw_page_number(sheet: Sheet, page: int) -> None:
    """Odd pages bear their number at the right, even ones at the left."""
    base = BOTTOM + PAGE_BELOW + (ASCENT - DESCENT) / 2 * PAGE_SIZE / MM
    inside = PAGE_SIZE / MM
    if page % 2:
        sheet.text(RIGHT - inside, base, f"— {page} —", SONG, PAGE_SIZE, align="right")
    else:
        sheet.text(LEFT + inside, base, f"— {page} —", SONG, PAGE_SIZE)


def draw_foot(
    sheet: Sheet,
    texts: tuple[str, ...],
    qr: str,
    *,
    right: bool = False,
    top: float = CODE_TOP,
    size: float = CODE_SIZE,
) -> None:
    """Draw the QR code and up to three lines beside it, at the left or, across from its page number, right."""
    beside = size + _BESIDE_CODE if qr else 0.0
    if qr:
        sheet.code(RIGHT - size if right else LEFT, top, size, qr)
    bases = _BASES[-len(texts) :] if texts else ()
    for base, text in zip(bases, texts, strict=True):
        at = top + size - base
        if right:
            sheet.text(RIGHT - beside, at, text, HEI, FOOT_SIZE, align="right")
        else:
            sheet.text(LEFT + beside, at, text, HEI, FOOT_SIZE)
