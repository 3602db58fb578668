"""Readers of finished papers: their words, the places of their characters in mm, and their look."""

import ctypes
import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

GOLDEN = Path(__file__).parent / "golden"
MM = 72 / 25.4
DPI = 50


class Reader:
    """One PDF as somebody else's reader sees it."""

    def __init__(self, pdf: bytes) -> None:
        self.document = pypdfium2.PdfDocument(pdf)

    def text(self, page: int = 1) -> str:
        """The words of a page (from 1), lines parted by \\n."""
        words: str = self.document[page - 1].get_textpage().get_text_bounded()
        return words.replace("\r\n", "\n")

    def box(self, text: str, page: int = 1) -> tuple[float, float, float, float]:
        """Left, top, right, bottom (mm from the top left corner) of the words where they first stand."""
        sheet = self.document[page - 1]
        words = sheet.get_textpage()
        found = words.search(text, match_case=True).get_next()
        assert found is not None, text
        boxes = [words.get_charbox(found[0] + place, loose=True) for place in range(found[1])]
        high = sheet.get_height()
        return (
            min(box[0] for box in boxes) / MM,
            (high - max(box[3] for box in boxes)) / MM,
            max(box[2] for box in boxes) / MM,
            (high - min(box[1] for box in boxes)) / MM,
        )

    def fonts_embedded(self) -> dict[str, bool]:
        """Every font some character is drawn with, and whether the file carries it."""
        found = {}
        for page in self.document:
            for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                font = pypdfium2.raw.FPDFTextObj_GetFont(thing.raw)
                name = ctypes.create_string_buffer(128)
                pypdfium2.raw.FPDFFont_GetBaseFontName(font, name, len(name))
                found[name.value.decode()] = bool(pypdfium2.raw.FPDFFont_GetIsEmbedded(font))
        return found

    def picture(self, page: int = 1) -> Image.Image:
        """The page in grey, small."""
        drawn: Image.Image = self.document[page - 1].render(scale=DPI / 72, grayscale=True).to_pil()
        return drawn.convert("L")


@pytest.fixture
def read() -> Callable[[bytes], Reader]:
    return Reader


@pytest.fixture
def looks_like() -> Callable[[bytes, str], None]:
    """Compare the first page with its golden picture; YOUJU_GOLDEN=write draws the picture anew."""

    def compare(pdf: bytes, name: str) -> None:
        seen = Reader(pdf).picture()
        kept = GOLDEN / f"{name}.png"
        if os.environ.get("YOUJU_GOLDEN") == "write":
            seen.save(kept, optimize=True)
        golden = Image.open(kept)
        assert seen.size == golden.size
        shades = ImageChops.difference(seen, golden).histogram()
        # Anti-aliasing may differ by a shade between readers; a moved word changes hundreds of points.
        assert sum(shades[64:]) <= 60, f"{name} looks different"

    return compare
