"""Pages to draw on, in millimetres from the top left corner. The same calls give the same bytes."""

import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import isqrt
from typing import Literal

import zxingcpp
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from desktop.forms.paper.fonts import SONG, Lettering
from desktop.forms.paper.geometry import A4_HEIGHT, A4_WIDTH, ASCENT, DESCENT, MM
from desktop.forms.paper.lines import Line, break_lines, is_word

# A certificate is mostly the outlines of its letters: packing them hardest takes half the time that setting it
# takes, and saves a twentieth of the file.
_PACKING = 2


class _Packer(pdfdoc.PDFStreamFilterZCompress):  # type: ignore[misc]  # ReportLab has no types
    """How the streams of a paper are packed."""

    def encode(self, text: bytes) -> bytes:
        """The packed bytes."""
        return zlib.compress(text if isinstance(text, bytes) else pdfdoc.pdfdocEnc(text), _PACKING)


pdfdoc.PDFZCompress = _Packer()

Align = Literal["left", "centre", "right"]

# Readers take a gap of a tenth of an em for a blank, and a name is then no longer found by searching:
# characters are never set wider apart than this (em).
_WIDEST_GAP = 0.095
# What is still missing then goes after punctuation, up to this (em); a line that lacks more is left ragged.
_WIDEST_PAUSE = 0.6
_PAUSES = frozenset("，。、；：？！）》”")
RED = (0.9, 0.0, 0.0)
# From one character of a vertical column to the next, in em.
UPRIGHT_STEP = 1.1
_UPRIGHT = str.maketrans(
    "（）《》〈〉〔〕【】「」『』，。、：；！？—…", "︵︶︽︾︿﹀︹︺︻︼﹁﹂﹃﹄︐︒︑︓︔︕︖︱︙"
)
_PLACES = re.compile(r"(?<!\d)\d\d(?!\d)|.", re.DOTALL)
# Rows of a filled table cell, from baseline to baseline, in em.
LEADING = 1.35


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters set with one letter spacing (points)."""

    text: str
    spacing: float


def natural_width(text: str, style: Lettering, size: float, spacing: float = 0.0) -> float:
    """The width of set text in mm, from the left of its first to the right of its last character."""
    return (style.width(text) * size + (len(text) - 1) * spacing) / MM if text else 0.0


def justify(line: Line, style: Lettering, size: float, width: float, spacing: float = 0.0) -> list[Piece]:
    """The line opened to exactly `width` mm: the rest goes between atoms, words and numbers stay closed."""
    text = "".join(line)
    rest = (width - natural_width(text, style, size, spacing)) * MM
    gaps = len(line) - 1
    pauses = sum(atom in _PAUSES for atom in line[:-1])
    opened = spacing + min(rest / gaps, _WIDEST_GAP * size - spacing) if gaps else spacing
    pause = (rest - (opened - spacing) * gaps) / pauses if pauses else 0.0
    if not gaps or rest - (opened - spacing) * gaps - pause * pauses > 0.01 or pause > _WIDEST_PAUSE * size:
        return [Piece(text, spacing)]
    pieces: list[Piece] = []
    loose = ""
    for atom in line:
        if is_word(atom):
            pieces += [Piece(loose, opened), Piece(atom[:-1], spacing)]
            loose = atom[-1]
        elif pause > 0.01 and atom in _PAUSES:
            pieces += [Piece(loose, opened), Piece(atom, opened + pause)]
            loose = ""
        else:
            loose += atom
    pieces.append(Piece(loose, opened))
    return [piece for piece in pieces if piece.text]


def is_speakable(text: str) -> bool:
    """Whether readers can be told to copy this text for what is drawn: many then drop what lies beyond U+FFFC."""
    return all(ord(character) < 0xFFFD for character in text)


def upright_places(text: str) -> list[str]:
    """What shares one place of a vertical column: two digits that stand by themselves, or one character."""
    return _PLACES.findall(text)


def upright_form(character: str, style: Lettering) -> str:
    """The form of a mark in a vertical column, or the mark itself where no font has that form."""
    form = character.translate(_UPRIGHT)
    return form if style.has(form) else character


@lru_cache(maxsize=64)
def _code_rectangles(content: str) -> tuple[int, bytes]:
    """The dark runs of a QR code: modules along a side, and PDF operators in module units."""
    # The lowest correction makes the largest modules: at 150 dpi and a little out of focus that is what counts.
    barcode = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    image = barcode.to_image(scale=1, add_quiet_zones=False)
    # The picture has the buffer interface, which Python 3.11 cannot state in a type.
    cells = memoryview(image).tobytes()  # type: ignore[arg-type]
    side = isqrt(len(cells))
    parts = []
    for row in range(side):
        line = cells[row * side : (row + 1) * side]
        column = line.find(0)
        while column >= 0:
            end = line.find(255, column)
            end = side if end < 0 else end
            parts.append(b"%d %d %d 1 re" % (column, side - 1 - row, end - column))
            column = line.find(0, end)
    return side, b" ".join(parts)


# The same names and matters fill a register over and over, and each cell is measured before it is drawn.
@lru_cache(maxsize=4096)
def _column_lines(text: str, style: Lettering, edition: int, size: float, width: float) -> tuple[str, ...]:
    """The lines; `edition` is that of the style, whose widths change when the office prefers its own font."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        broken = break_lines(paragraph, lambda piece: style.width(piece) * size / MM, width)
        lines += ["".join(line) for line in broken] or [""]
    return tuple(lines)


class Sheet:
    """A PDF being drawn, page by page. It never draws a seal."""

    def __init__(self, title: str, width: float = A4_WIDTH, height: float = A4_HEIGHT) -> None:
        self.width, self.height = width, height
        self.pages = 1
        self._bytes = BytesIO()
        # invariant: no clock and no chance in the bytes. An embedded first font keeps Helvetica out of it.
        self._canvas = Canvas(
            self._bytes,
            pagesize=(width * MM, height * MM),
            invariant=1,
            pageCompression=1,
            initialFontName=SONG.main_font,
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("有据")
        self._canvas.setAuthor("")
        self._canvas.setProducer("有据")
        self._canvas.setSubject("")
        self._canvas.setCatalogEntry("Lang", "zh-CN")

    def next_page(self) -> None:
        """Finish the page and begin the next."""
        self._canvas.showPage()
        self.pages += 1

    def pieces(self, x: float, base: float, pieces: Sequence[Piece], style: Lettering, size: float) -> None:
        """Draw set pieces one after the other from `x` on the baseline `base`."""
        drawn = self._canvas.beginText(x * MM, (self.height - base) * MM)
        for piece in pieces:
            drawn.setCharSpace(round(piece.spacing, 4))
            for font, run in style.runs(piece.text):
                drawn.setFont(font, size)
                drawn.textOut(run)
        self._canvas.drawText(drawn)

    def text(
        self,
        x: float,
        base: float,
        text: str,
        style: Lettering,
        size: float,
        *,
        spacing: float = 0.0,
        align: Align = "left",
    ) -> None:
        """Draw one line of text; `x` is its left, middle or right."""
        if align != "left":
            wide = natural_width(text, style, size, spacing)
            x -= wide if align == "right" else wide / 2
        self.pieces(x, base, [Piece(text, spacing)], style, size)

    @contextmanager
    def spoken(self, text: str) -> Iterator[None]:
        """What is drawn inside is copied and searched as `text`, however it is spaced or turned.

        Text that `is_speakable` denies is copied as it is drawn.
        """
        if not is_speakable(text):
            yield
            return
        words = text.encode("utf-16-be").hex().upper()
        self._canvas._code.append(f"/Span <</ActualText <FEFF{words}>>> BDC")
        yield
        self._canvas._code.append("EMC")

    def vertical(self, x: float, y: float, text: str, style: Lettering, size: float) -> float:
        """Draw one column from the top down, centred on `x`; give its lower edge.

        Marks take their upright forms where a font has them, two digits share one place; the text is copied
        and searched as it was given.
        """
        with self.spoken(text):
            for place in upright_places(text):
                shown = place if len(place) > 1 else upright_form(place, style)
                base = y + (UPRIGHT_STEP / 2 + (ASCENT - DESCENT) / 2) * size / MM
                self.text(x, base, shown, style, size, align="centre")
                y += UPRIGHT_STEP * size / MM
        return y

    def dotted(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.4) -> None:
        """A line of round dots to tear or cut along, three dot widths apart."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setLineCap(1)
        canvas.setLineWidth(weight * MM)
        canvas.setDash([0, 3 * weight * MM])
        canvas.line(x1 * MM, (self.height - y1) * MM, x2 * MM, (self.height - y2) * MM)
        canvas.restoreState()

    @contextmanager
    def red(self) -> Iterator[None]:
        """Text and rules drawn inside are in the red of issuer marks."""
        self._canvas.saveState()
        self._canvas.setFillColorRGB(*RED)
        self._canvas.setStrokeColorRGB(*RED)
        yield
        self._canvas.restoreState()

    def grey(self, level: float) -> None:
        """Ink from 0 (black) to 1 (white) for what is drawn next on this page."""
        self._canvas.setFillGray(level)

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.2) -> None:
        """A straight rule `weight` mm thick."""
        self._canvas.setLineWidth(weight * MM)
        self._canvas.line(x1 * MM, (self.height - y1) * MM, x2 * MM, (self.height - y2) * MM)

    def frame(self, x: float, y: float, width: float, height: float, weight: float = 0.2) -> None:
        """An empty rectangle with its upper left corner at (x, y)."""
        self._canvas.setLineWidth(weight * MM)
        self._canvas.rect(x * MM, (self.height - y - height) * MM, width * MM, height * MM)

    def code(self, x: float, y: float, size: float, content: str) -> None:
        """A QR code of `size` mm with its upper left corner at (x, y), as one vector shape."""
        side, rectangles = _code_rectangles(content)
        scale = size * MM / side
        left, low = x * MM, (self.height - y - size) * MM
        # One path of whole-number runs: a rectangle call per run would cost more than the whole page.
        self._canvas._code.append(
            f"q {scale:.6f} 0 0 {scale:.6f} {left:.4f} {low:.4f} cm {rectangles.decode('ascii')} f Q"
        )

    def lines_in(self, text: str, style: Lettering, size: float, width: float) -> tuple[str, ...]:
        """The lines (of all its paragraphs) that the text needs in a column `width` mm wide."""
        return _column_lines(text, style, style.edition, size, width)

    def column(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        style: Lettering,
        size: float,
        *,
        width: float = 0.0,
        align: Align = "left",
    ) -> None:
        """Draw lines one under the other; `y` is the upper edge of the first."""
        at = {"left": x, "centre": x + width / 2, "right": x + width}[align]
        base = y + ((LEADING - ASCENT - DESCENT) / 2 + ASCENT) * size / MM
        for number, line in enumerate(lines):
            if line:
                self.text(at, base + number * LEADING * size / MM, line, style, size, align=align)

    def to_pdf(self) -> bytes:
        """Finish the last page and give the file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._bytes.getvalue()


def column_height(count: int, size: float) -> float:
    """The height in mm of `count` lines drawn by `Sheet.column`."""
    return count * LEADING * size / MM
