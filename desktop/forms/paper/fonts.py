"""The fonts of printed papers: which font draws which character, how wide it is, and what none can draw."""

import re
import struct
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from unicodedata import category

from reportlab.pdfbase import pdfmetrics, ttfonts

from desktop.domain.problems import Problem, Refused
from desktop.i18n import _
from desktop.paths import RESOURCES

FOLDER = RESOURCES / "fonts"

# What stands in when the font of a style lacks a character, in this order.
_STAND_INS = (
    "NotoSerifSC-Regular",
    "YoujuLatin",
    "YoujuMath",
    "YoujuSigns",
    "YoujuMarks",
    "YoujuRareA",
    "YoujuRareB",
    "YoujuHangul",
    "YoujuYi",
    "YoujuLisu",
    "YoujuTaiLe",
    "YoujuNewTaiLue",
    "YoujuMiao",
    "YoujuTaiTham",
    "YoujuTibetan",
    "YoujuMongolian",
    "YoujuArabic",
)
# Their letters change and join with their neighbours, which nothing here can set: one prints, a word does not.
_JOINED = frozenset(("YoujuMiao", "YoujuTaiTham", "YoujuTibetan", "YoujuMongolian", "YoujuArabic"))
_JOINED_WORD = re.compile(
    "[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]{2,}|[\u0f00-\u0fff]{2,}|[\u1a20-\u1aaf]{2,}"
    "|[\u1800-\u18af\U00011660-\U0001167f]{2,}|[\U00016f00-\U00016f9f]{2,}"
)
# The files of fonts that do not lie in the folder, by the name under which they are registered.
_own: dict[str, Path] = {}
# What a font that stands for a whole style must hold at least.
_LEAST = "的一是在不了有和人这中大为上个国我以要他"
# Restricted embedding, no subsets, bitmaps only. Source: OpenType 1.9, OS/2, fsType.
_NO_EMBEDDING = 0x0302


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
    font = ttfonts.TTFont(name, str(_own.get(name, FOLDER / f"{name}.ttf")), asciiReadable=False)
    # Each new PDF copies the whole outline table once per 255 characters unless it is kept.
    font.face.get_table = cache(font.face.get_table)
    pdfmetrics.registerFont(font)
    return font


class Lettering:
    """One style of lettering (仿宋, 黑体 …): its own font, and the stand-ins for what that font lacks."""

    def __init__(self, name: str, *files: str) -> None:
        self.name = name
        self._shipped = (*files, *(stand_in for stand_in in _STAND_INS if stand_in not in files))
        self._files = self._shipped
        self._known: dict[str, tuple[str, float]] = {}
        # Changes with the fonts, so that nobody keeps lines that were broken for others.
        self.edition = 0

    def put_first(self, font: str) -> None:
        """Draw with this registered font whatever it holds; with the shipped ones alone when it is empty."""
        self._files = (font, *self._shipped) if font else self._shipped
        self._known.clear()
        self.edition += 1

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
            pieces = [(fonts[0], text)]
        else:
            pieces = []
            start = 0
            for font, group in groupby(fonts):
                end = start + len(list(group))
                pieces.append((font, text[start:end]))
                start = end
        for font, piece in pieces:
            if font in _JOINED and len(piece) > 1:
                raise Refused([no_setting(piece)])
        return pieces


FANG = Lettering("仿宋", "YoujuFang")
SONG = Lettering("宋体", "NotoSerifSC-Regular")
HEI = Lettering("黑体", "NotoSansSC-Regular")
BOLD = Lettering("粗黑", "NotoSansSC-Bold", "NotoSansSC-Regular")
KAI = Lettering("楷体", "LXGWWenKai-Regular")
TITLE = Lettering("小标宋", "NotoSerifSC-Black-titles")

STYLES = {style.name: style for style in (FANG, TITLE, HEI, KAI, SONG)}
"""The styles for which an office may have a font of its own, by the name that the trade gives them."""


def no_glyph(character: str, field: str = "") -> Problem:
    """The objection to a character that no shipped font can draw."""
    shown = character if character.isprintable() else " "
    message = _("“{shown}”（U+{code:04X}）印不出来。随附的字体里都没有这个字。请对照证件核对它的写法。")
    return Problem("paper.glyph", message.format(shown=shown, code=ord(character)), field)


def no_setting(word: str, field: str = "") -> Problem:
    """The objection to a word of a script whose letters join."""
    message = _("“{word}”印不出来。这种文字的字母要连写或叠写，本程序不会排。请写它的汉字译名，原文另附。")
    return Problem("paper.script", message.format(word=word), field)


def check_text(text: str, field: str = "") -> list[Problem]:
    """Every different character of the text that cannot be printed, and every word that cannot be set, in order.

    Line ends are allowed.
    """
    characters = dict.fromkeys(text.replace("\n", ""))
    problems = [no_glyph(character, field) for character in characters if not FANG.has(character)]
    return problems + [no_setting(word, field) for word in dict.fromkeys(_JOINED_WORD.findall(text))]


def _refuse_font(style: Lettering, path: Path, why: str) -> Refused:
    message = _("不能用“{file}”作{style}。{why}。请换一个字体文件，或用随附的字体。")
    words = message.format(file=path.name, style=style.name, why=why)
    return Refused([Problem("paper.font", words, "font")])


def prefer(style: Lettering, path: Path | None) -> None:
    """Print a style in the office's own font (仿宋_GB2312, 方正小标宋 …) from now on; None: in the shipped one.

    What that font lacks is still drawn by the shipped fonts. Every process that prints has to be told.
    Raises `Refused` saying what is wrong with the file; the style then stays as it was.
    """
    if path is None:
        style.put_first("")
        return
    try:
        content = path.read_bytes()
    except OSError:
        raise _refuse_font(style, path, _("打不开这个文件")) from None
    if content[:4] == b"OTTO":
        raise _refuse_font(style, path, _("它的字形是 PostScript 曲线，打印要用 TrueType 字形的字体"))
    if content[:4] not in (b"\0\1\0\0", b"true", b"ttcf"):
        raise _refuse_font(style, path, _("它不是 TrueType 字体文件"))
    # The same file is loaded once, a changed one again.
    name = f"Office-{sha256(content).hexdigest()[:16]}"
    _own[name] = path
    try:
        face = _font(name).face
        glyphs, rights = face.charToGlyph, face.get_table("OS/2")[8:10]
    except (ttfonts.TTFError, struct.error, LookupError, ValueError):
        raise _refuse_font(style, path, _("文件已损坏或不完整")) from None
    if int.from_bytes(rights, "big") & _NO_EMBEDDING:
        raise _refuse_font(style, path, _("字体的许可不允许嵌入文件"))
    if not all(glyphs.get(ord(character)) for character in _LEAST):
        raise _refuse_font(style, path, _("它没有常用汉字"))
    style.put_first(name)
