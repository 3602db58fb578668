"""The fonts of printed papers: which font draws which character, how wide it is, and what none can draw."""

from functools import cache
from itertools import groupby
from unicodedata import category

from reportlab.pdfbase import pdfmetrics, ttfonts

from desktop.domain.problems import Problem, Refused
from desktop.i18n import _
from desktop.paths import RESOURCES

FOLDER = RESOURCES / "fonts"

# What stands in when the font of a style lacks a character, in this order.
_STAND_INS = ("NotoSerifSC-Regular", "YoujuRareA", "YoujuRareB")


def to_unicode_map(font_name: str, subset: list[int]) -> str:
    """The table by which a reader copies and searches text, right for characters beyond U+FFFF too.

    ReportLab writes the bare code point, which readers take for other characters (𬭎 comes out as Ⲵ); the
    table wants UTF-16BE, and at most 100 lines in a block.
    """
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
        f"/CMapName /{font_name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for start in range(0, len(subset), 100):
        block = subset[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        for place, code in enumerate(block, start):
            lines.append(f"<{place:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>")
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


ttfonts.makeToUnicodeCMap = to_unicode_map


@cache
def _font(name: str) -> ttfonts.TTFont:
    """One loaded font per file: it is large, and every document can share it."""
    # asciiReadable off: else each paper carries all ASCII glyphs of each font it touches.
    font = ttfonts.TTFont(name, str(FOLDER / f"{name}.ttf"), asciiReadable=False)
    # Each new PDF copies the whole outline table once per 255 characters unless it is kept.
    font.face.get_table = cache(font.face.get_table)
    pdfmetrics.registerFont(font)
    return font


class Lettering:
    """One style of lettering (仿宋, 黑体 …): its own font, and the stand-ins for what that font lacks."""

    def __init__(self, name: str, *files: str) -> None:
        self.name = name
        self._files = (*files, *(stand_in for stand_in in _STAND_INS if stand_in not in files))
        self._known: dict[str, tuple[str, float]] = {}

    @property
    def main_font(self) -> str:
        """The name under which the style's own font is registered; loads it."""
        return str(_font(self._files[0]).fontName)

    def _find(self, character: str) -> tuple[str, float] | None:
        found = self._known.get(character)
        # Control, format and private codes have no shape of their own, whatever a font draws for them.
        if found is None and not category(character).startswith("C"):
            code = ord(character)
            for name in self._files:
                face = _font(name).face
                # Glyph 0 is the box that stands for "no such character".
                if face.charToGlyph.get(code):
                    found = self._known[character] = (name, face.getCharWidth(code) / 1000)
                    break
        return found

    def has(self, character: str) -> bool:
        """Whether any shipped font can draw the character."""
        return self._find(character) is not None

    def _get(self, character: str) -> tuple[str, float]:
        found = self._find(character)
        if found is None:
            raise Refused([no_glyph(character)])
        return found

    def width(self, text: str) -> float:
        """The advance of the text in em, before any letter spacing."""
        known = self._known
        try:
            return sum([known[character][1] for character in text])
        except KeyError:
            return sum([self._get(character)[1] for character in text])

    def runs(self, text: str) -> list[tuple[str, str]]:
        """The text in pieces of one font each, as (font, piece)."""
        known = self._known
        try:
            fonts = [known[character][0] for character in text]
        except KeyError:
            fonts = [self._get(character)[0] for character in text]
        if fonts and fonts.count(fonts[0]) == len(fonts):
            return [(fonts[0], text)]
        pieces = []
        start = 0
        for font, group in groupby(fonts):
            end = start + len(list(group))
            pieces.append((font, text[start:end]))
            start = end
        return pieces


FANG = Lettering("仿宋", "YoujuFang")
SONG = Lettering("宋体", "NotoSerifSC-Regular")
HEI = Lettering("黑体", "NotoSansSC-Regular")
BOLD = Lettering("粗黑", "NotoSansSC-Bold", "NotoSansSC-Regular")
KAI = Lettering("楷体", "LXGWWenKai-Regular")
TITLE = Lettering("小标宋", "NotoSerifSC-Black-titles")


def no_glyph(character: str, field: str = "") -> Problem:
    """The objection to a character that no shipped font can draw."""
    shown = character if character.isprintable() else " "
    message = _("“{shown}”（U+{code:04X}）印不出来。随附的字体里都没有这个字。请对照证件核对它的写法。")
    return Problem("paper.glyph", message.format(shown=shown, code=ord(character)), field)


def check_text(text: str, field: str = "") -> list[Problem]:
    """Every different character of the text that cannot be printed, in order; line ends are allowed."""
    characters = dict.fromkeys(text.replace("\n", ""))
    return [no_glyph(character, field) for character in characters if not FANG.has(character)]
