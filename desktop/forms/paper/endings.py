"""Who signs and when: with a seal, without one, or with a signature stamp."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.papers import SealBox
from desktop.forms.paper.fonts import FANG
from desktop.forms.paper.geometry import (
    BLOCK_WIDTH,
    BODY_SIZE,
    BODY_SPACING,
    LEFT,
    PITCH,
    RIGHT,
    STEP,
    baseline,
    line_top,
)
from desktop.forms.paper.setting import SetLine, set_paragraph
from desktop.forms.paper.sheet import Sheet, natural_width
from desktop.forms.paper.signature import (
    DATE_FROM_RIGHT,
    Signature,
    chinese_date,
    choose_signature,
    draw_signature,
    fits_page,
    seal_centre,
)
from desktop.forms.paper.titles import break_title

# The seal of the last of several pages keeps off the page number under the block.
LOWEST_SEAL_OF_MANY = 265.5
# Room between a note in brackets and the seal beside it, in mm.
_NOTE_GAP = 3.0
_NOTE_INDENT = 2
# A strip of less than about 4 mm would show nothing of the seal.
_MOST_IN_SEAM = 10


@dataclass(frozen=True, slots=True)
class SignatureStamp:
    """签名章: the office of who signs, and the round place (mm) in which the stamp is pressed."""

    office: str
    diameter: float = 24.0


@dataclass(frozen=True, slots=True)
class Unsealed:
    """Issuer two characters from the right, date two characters in from it. Source: 7.3.5.2."""

    issuer: tuple[str, ...]
    date: str

    @property
    def lines(self) -> int:
        """How many lines of the grid it takes, the blank one included."""
        return 2 + len(self.issuer)


@dataclass(frozen=True, slots=True)
class Stamped:
    """A signature stamp with its office, and the date. Source: GB/T 9704-2012, 7.3.5.3."""

    stamp: SignatureStamp
    date: str
    stamp_lines: int

    @property
    def lines(self) -> int:
        """Two blank lines, the stamp, a blank line, the date."""
        return 2 + self.stamp_lines + 2


Ending = Signature | Unsealed | Stamped


def _width(text: str) -> float:
    return natural_width(text, FANG, BODY_SIZE, BODY_SPACING)


def unsealed(issuer: str, day: date | None) -> Unsealed:
    """The block of a paper that no seal is pressed on."""
    room = BLOCK_WIDTH - 4 * STEP
    return Unsealed(
        tuple(break_title(issuer, lambda piece: FANG.width(piece) * STEP, room)), chinese_date(day)
    )


def stamped(stamp: SignatureStamp, day: date | None) -> Stamped:
    """The block of a paper signed with a stamp."""
    return Stamped(stamp, chinese_date(day), max(1, -int(-stamp.diameter // PITCH)))


def choose_sealed(
    issuer: str, day: date | None, diameter: float, used: int, room: int, lowest: float
) -> Signature | None:
    """The block with a seal under `used` lines of text, its seal no lower than `lowest`; None when none fits."""
    found = choose_signature(issuer, day, diameter, room - used)
    return found if found and fits_page(found, used, lowest) else None


def set_note(note: str, ending: Ending) -> list[SetLine]:
    """附注 in round brackets under the date, two characters in; beside a seal it keeps off the seal."""
    if not note:
        return []
    if not isinstance(ending, Signature):
        return set_paragraph(f"（{note}）", _NOTE_INDENT)
    seal = seal_centre(ending, 0)[0] - ending.diameter / 2
    width = seal - _NOTE_GAP - LEFT
    return set_paragraph(f"（{note}）", _NOTE_INDENT, width=width)


def draw_ending(sheet: Sheet, ending: Ending, first_line: int) -> SealBox | None:
    """Draw the block from this line of the page on; say where its seal or stamp belongs."""
    if isinstance(ending, Signature):
        return draw_signature(sheet, ending, first_line)
    if isinstance(ending, Unsealed):
        _draw_unsealed(sheet, ending, first_line)
        return None
    return _draw_stamped(sheet, ending, first_line)


def _draw_unsealed(sheet: Sheet, ending: Unsealed, first_line: int) -> None:
    widest = max(_width(line) for line in ending.issuer)
    right = RIGHT - 2 * STEP
    left = right - widest
    day = left + 2 * STEP
    if day + _width(ending.date) > right:
        # A longer date takes the place two characters from the right, and the issuer moves left with it.
        day = right - _width(ending.date)
        left = day - 2 * STEP
    base = baseline(line_top(first_line + 1), PITCH, BODY_SIZE)
    for line in ending.issuer:
        sheet.text(left, base, line, FANG, BODY_SIZE, spacing=BODY_SPACING)
        base += PITCH
    sheet.text(day, base, ending.date, FANG, BODY_SIZE, spacing=BODY_SPACING)


def _draw_stamped(sheet: Sheet, ending: Stamped, first_line: int) -> SealBox:
    right = RIGHT - DATE_FROM_RIGHT * STEP
    size = ending.stamp.diameter
    top = line_top(first_line + 2)
    strip = ending.stamp_lines * PITCH
    # The office stands two characters left of the stamp, the stamp's middle being its own.
    base = baseline(top, strip, BODY_SIZE)
    office = right - size - 2 * STEP
    sheet.text(office, base, ending.stamp.office, FANG, BODY_SIZE, spacing=BODY_SPACING, align="right")
    below = baseline(line_top(first_line + 3 + ending.stamp_lines), PITCH, BODY_SIZE)
    sheet.text(right, below, ending.date, FANG, BODY_SIZE, spacing=BODY_SPACING, align="right")
    x, y = right - size / 2, top + strip / 2
    return SealBox(sheet.pages, round(x, 3), round(y, 3), size, "signature")


def seam_boxes(
    pages: int, diameter: float, width: float, height: float, first: int = 1
) -> tuple[SealBox, ...]:
    """骑缝章 over the right edges of fanned pages, in the middle of their height.

    The pages lie one under the other, each a strip further right, so that every page carries one strip of
    the seal. More than ten pages take several seals, each beginning on the page on which the one
    before ended. `first` is the number of the first page. The centre is given as seen from each page, and may lie outside of it.
    """
    boxes: list[SealBox] = []
    start = 1
    while start < pages:
        end = min(pages, start + _MOST_IN_SEAM - 1)
        strip = diameter / (end - start + 1)
        for page in range(start, end + 1):
            x = width - strip + diameter / 2 - (page - start) * strip
            boxes.append(SealBox(first + page - 1, round(x, 3), round(height / 2, 3), diameter, "seam"))
        start = end
    return tuple(boxes)
