"""Where issuer, date and seal stand: 上不压正文，下骑年盖月."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.papers import SealBox
from desktop.domain.problems import Problem, Refused
from desktop.forms.paper.fonts import FANG
from desktop.forms.paper.geometry import BODY_SIZE, BODY_SPACING, MM, PITCH, RIGHT, STEP, baseline, line_top
from desktop.forms.paper.sheet import Sheet, natural_width
from desktop.forms.paper.titles import break_title
from desktop.i18n import _

# The date ends this many characters before the right edge. Source: GB/T 9704-2012, 7.3.5.1.
DATE_FROM_RIGHT = 4
# How far the centre of the seal lies above the middle of the date line, in mm; the first that fits is taken.
RISES = (5.0, 4.5, 5.5, 4.0, 6.0)
# Issuer and text are never on neighbouring lines: without a blank line the signature reads as text.
FEWEST_BLANKS = 1
# Below this (mm from the page's top) stand number and check code; a seal must not reach them.
LOWEST_SEAL_EDGE = 274.5


def chinese_date(day: date | None) -> str:
    """2026年9月9日, without leading zeros; room for a pen where the day is not known.

    Source: GB/T 9704-2012, 7.3.5.4.
    """
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Signature:
    """The block under the text, once its lines are chosen.

    `blanks` lines are left free under the text, then the issuer's lines, then the date; the centre of the
    seal lies `rise` mm above the middle of the date line.
    """

    issuer: tuple[str, ...]
    date: str
    diameter: float
    blanks: int
    rise: float

    @property
    def lines(self) -> int:
        """How many lines of the grid the block takes, the blank ones included."""
        return self.blanks + len(self.issuer) + 1


def gap_above(blanks: int, issuer_lines: int, diameter: float, rise: float) -> float:
    """How far the top of the seal lies under the last line of text, in mm; negative when on the text."""
    return (blanks + issuer_lines + 0.5) * PITCH - rise - diameter / 2


def _issuer_lines(issuer: str, day: date | None) -> tuple[str, ...]:
    """The issuer centred over the date must not pass the right edge; a longer one takes two lines."""
    half = DATE_FROM_RIGHT * STEP + _width(chinese_date(day)) / 2
    return tuple(break_title(issuer, lambda piece: FANG.width(piece) * STEP, 2 * half))


def _width(text: str) -> float:
    return natural_width(text, FANG, BODY_SIZE, BODY_SPACING)


def choose_signature(issuer: str, day: date | None, diameter: float, room: int) -> Signature | None:
    """The block that keeps the rules within `room` lines, or None when none does.

    The top of the seal lies within one line of the text and never on it. Source: GB/T 9704-2012, 7.3.5.1.
    """
    names = _issuer_lines(issuer, day)
    for rise in RISES:
        for blanks in range(FEWEST_BLANKS, room - len(names)):
            if 0 <= gap_above(blanks, len(names), diameter, rise) <= PITCH:
                return Signature(names, chinese_date(day), diameter, blanks, rise)
    return None


def fits_page(signature: Signature, first_line: int, lowest: float = LOWEST_SEAL_EDGE) -> bool:
    """Whether the seal stays clear of the foot when the block begins on this line of the page."""
    return seal_centre(signature, first_line)[1] + signature.diameter / 2 <= lowest


def refuse_signature(issuer: str, day: date | None, diameter: float) -> Refused:
    """Why no block can be found even on a page of its own, and what to change."""
    names = len(_issuer_lines(issuer, day))
    if gap_above(FEWEST_BLANKS, names, diameter, max(RISES)) > PITCH:
        message = _("落款离正文太远。直径 {diameter} 毫米的章上沿离正文超过一行。请核对印章直径。")
    else:
        message = _("落款离正文太近。直径 {diameter} 毫米的章放不进落款处。请核对印章直径，或缩短正文。")
    words = message.format(diameter=f"{diameter:g}")
    return Refused([Problem("paper.signature", words, "seal_diameter_mm", "GB/T 9704-2012 7.3.5.1")])


def seal_centre(signature: Signature, first_line: int) -> tuple[float, float]:
    """The centre of the seal (mm): on the month between 年 and 月, a little above the date line."""
    text = signature.date
    year, month = text.index("年") + 1, text.index("月")
    left = RIGHT - DATE_FROM_RIGHT * STEP - _width(text)
    before = FANG.width(text[:year]) * BODY_SIZE / MM + year * BODY_SPACING / MM
    middle = _width(text[year:month]) / 2
    date_line = first_line + signature.lines - 1
    return left + before + middle, line_top(date_line) + PITCH / 2 - signature.rise


def draw_signature(sheet: Sheet, signature: Signature, first_line: int) -> SealBox:
    """Print the block, its blanks beginning on line `first_line` of the page; say where the seal belongs."""
    text = signature.date
    right = RIGHT - DATE_FROM_RIGHT * STEP
    middle = right - _width(text) / 2
    base = baseline(line_top(first_line + signature.blanks), PITCH, BODY_SIZE)
    for line in signature.issuer:
        sheet.text(middle, base, line, FANG, BODY_SIZE, spacing=BODY_SPACING, align="centre")
        base += PITCH
    sheet.text(right, base, text, FANG, BODY_SIZE, spacing=BODY_SPACING, align="right")
    x, y = seal_centre(signature, first_line)
    return SealBox(sheet.pages, round(x, 3), round(y, 3), signature.diameter, "signature")
