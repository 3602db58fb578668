"""Readers of finished papers: their words, the places of their characters in mm, and their look."""

import ctypes
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

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

    def _find(self, text: str, page: int) -> tuple[Any, int]:
        words = self.document[page - 1].get_textpage()
        found = words.search(text, match_case=True).get_next()
        assert found is not None, text
        return words, found[0]

    def origin(self, text: str, page: int = 1) -> tuple[float, float]:
        """Where the first character of the words stands on its baseline, in mm from the top left corner."""
        words, place = self._find(text, page)
        x, y = ctypes.c_double(), ctypes.c_double()
        assert pypdfium2.raw.FPDFText_GetCharOrigin(words, place, x, y)
        return x.value / MM, (self.document[page - 1].get_height() - y.value) / MM

    def size(self, text: str, page: int = 1) -> float:
        """In how many points the words are set."""
        return float(pypdfium2.raw.FPDFText_GetFontSize(*self._find(text, page)))

    def font(self, text: str, page: int = 1) -> str:
        """The name of the font of the words, without the tag of its subset."""
        name = ctypes.create_string_buffer(128)
        pypdfium2.raw.FPDFText_GetFontInfo(*self._find(text, page), name, len(name), None)
        return name.value.decode().rpartition("+")[2]

    def inks(self, top: float, page: int = 1) -> list[tuple[float, float]]:
        """Left and right edges (mm) of what is drawn in text pieces over this height, from the left."""
        sheet = self.document[page - 1]
        found = []
        for thing in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            left, low, right, high = (edge / MM for edge in thing.get_bounds())
            if sheet.get_height() / MM - high < top < sheet.get_height() / MM - low:
                found.append((left, right))
        return sorted(found)

    def baselines(self, characters: str, page: int = 1) -> list[float]:
        """The lines (mm from the top) on which any of these characters stands, from the top down."""
        words = self.document[page - 1].get_textpage()
        found = set()
        for place, character in enumerate(words.get_text_range()):
            if character in characters:
                x, y = ctypes.c_double(), ctypes.c_double()
                pypdfium2.raw.FPDFText_GetCharOrigin(words, place, x, y)
                found.add(round((self.document[page - 1].get_height() - y.value) / MM, 3))
        return sorted(found)

    def red_words(self, page: int = 1) -> str:
        """What is printed in red."""
        words = self.document[page - 1].get_textpage()
        red = []
        for place, character in enumerate(words.get_text_range()):
            if pypdfium2.raw.FPDFText_GetFillColor(
                words, place, *(shades := [ctypes.c_uint() for _ in "rgba"])
            ):
                tone = [shade.value for shade in shades[:3]]
                red += [character] if tone[0] > 150 and max(tone[1:]) < 80 else []
        return "".join(red)

    def red_rules(self, page: int = 1) -> list[tuple[float, float, float]]:
        """Left, right and height (mm from the top) of every red rule, from the top down."""
        sheet = self.document[page - 1]
        rules = []
        for thing in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
            shades = [ctypes.c_uint() for _ in "rgba"]
            pypdfium2.raw.FPDFPageObj_GetStrokeColor(thing.raw, *shades)
            if shades[0].value > 150 and shades[1].value < 80:
                ends = []
                for place in range(2):
                    x, y = ctypes.c_float(), ctypes.c_float()
                    segment = pypdfium2.raw.FPDFPath_GetPathSegment(thing.raw, place)
                    pypdfium2.raw.FPDFPathSegment_GetPoint(segment, x, y)
                    ends.append((x.value / MM, (sheet.get_height() - y.value) / MM))
                rules.append((round(ends[0][0], 2), round(ends[1][0], 2), round(ends[0][1], 3)))
        return sorted(rules, key=lambda rule: rule[2])

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
