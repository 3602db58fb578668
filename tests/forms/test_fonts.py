"""Which characters print, in which font, and what the office's own font does to that."""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from desktop.domain.problems import Refused
from desktop.forms.paper import FANG, KAI, TITLE, Sheet, check_text
from desktop.forms.paper.fonts import FOLDER, STYLES, prefer

Read = Callable[[bytes], Any]

# 汉字 of level 3 of GB 18030-2022: the block of 4E00 up to 9FEF, extensions A to F, and the twelve of FA0E…FA29
# that are no doubles.
HAN = (
    (0x3400, 0x4DB5),
    (0x4E00, 0x9FEF),
    (0x20000, 0x2A6D6),
    (0x2A700, 0x2B734),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
)
HAN_APART = (0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29)
# The other scripts of its four-byte part, and 康熙部首.
SCRIPTS = {
    "Uyghur, Kazakh, Kirgiz": (0x0600, 0x06FF),
    "Tibetan": (0x0F00, 0x0FD4),
    "Mongolian": (0x1800, 0x18AA),
    "Mongolian birga": (0x11660, 0x1166C),
    "Dehong Dai": (0x1950, 0x1974),
    "new Dai of Xishuangbanna": (0x1980, 0x19DF),
    "old Dai of Xishuangbanna": (0x1A20, 0x1AAD),
    "radicals": (0x2F00, 0x2FD5),
    "Korean letters": (0x3131, 0x318E),
    "Yi": (0xA000, 0xA4C6),
    "Lisu": (0xA4D0, 0xA4FF),
    "Korean": (0xAC00, 0xD7A3),
    "Miao of north-eastern Yunnan": (0x16F00, 0x16F9F),
}
# Assigned in Unicode only after the edition of 2022 was fixed (Unicode 11).
LATER = {0x061D, 0x180F, 0x16F45, 0x16F46, 0x16F47, 0x16F48, 0x16F49, 0x16F4A, 0x16F4F, 0x16F7F}


def assigned(first: int, last: int) -> list[str]:
    """The characters of a range that have a shape of their own."""
    return [
        chr(code)
        for code in range(first, last + 1)
        if not unicodedata.category(chr(code)).startswith("C") and code not in LATER
    ]


def named(characters: list[str]) -> list[str]:
    return [f"U+{ord(character):04X}" for character in characters if not FANG.has(character)]


def test_every_ideograph_of_level_3_prints() -> None:
    han = [chr(code) for first, last in HAN for code in range(first, last + 1)] + [chr(c) for c in HAN_APART]
    assert len(han) == 87_887
    assert named(han) == []


def test_every_two_byte_character_prints() -> None:
    characters = []
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                decoded = bytes((high, low)).decode("gb18030")
            except UnicodeDecodeError:
                continue
            # The codec is of the edition of 2005 and still knows private codes; they have their own test.
            if not unicodedata.category(decoded).startswith("C"):
                characters.append(decoded)
    assert len(characters) == 21_872
    assert named(characters) == []


def test_what_was_private_before_2022_prints_under_its_own_code() -> None:
    assert named(assigned(0xFE10, 0xFE19) + assigned(0x9FB4, 0x9FBB)) == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_character_of_the_other_scripts_prints(script: str) -> None:
    characters = assigned(*SCRIPTS[script])
    assert len(characters) > 10
    assert named(characters) == []


def test_letters_of_neighbours_print() -> None:
    assert named(assigned(0x00A0, 0x024F) + assigned(0x0391, 0x03C9) + assigned(0x0400, 0x045F)) == []


@pytest.mark.parametrize("word", ["ئۇيغۇر", "བོད", "ᠮᠣᠩᠭᠣᠯ"])
def test_word_whose_letters_join_is_named_and_not_printed_apart(word: str) -> None:
    problems = check_text(f"姓名{word}", "name")
    assert [(problem.rule, problem.field) for problem in problems] == [("paper.script", "name")]
    assert problems[0].message.startswith(f"“{word}”印不出来。")
    with pytest.raises(Refused) as refusal:
        Sheet("名").text(20, 20, word, FANG, 16)
    assert [problem.rule for problem in refusal.value.problems] == ["paper.script"]
    assert check_text("ئ、བ、ᠮ") == []


@pytest.mark.parametrize("word", ["ꆈꌠꁱꂷ", "ꓡꓲꓢꓴ", "조선말", "ᥖᥭᥰ", "ᦎᦷᦑᦹ", "Đặng Åsa", "Мария"])
def test_word_of_another_script_is_copied_as_it_was_written(word: str, read: Read) -> None:
    sheet = Sheet("名")
    sheet.text(20, 20, f"姓名{word}。", FANG, 16)
    assert f"姓名{word}。" in read(sheet.to_pdf()).text()


def test_all_fonts_together_are_under_110_megabytes() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 110_000_000


def test_every_font_names_a_licence_that_is_one() -> None:
    said = (FOLDER / "README.md").read_text(encoding="utf-8")
    for font in FOLDER.glob("*.ttf"):
        line = next(line for line in said.split("\n") if f"`{font.name}`" in line)
        licences = [part for part in line.split("`") if part.startswith(("OFL-", "GPL-"))]
        assert len(licences) == 1, font.name
        text = (FOLDER / licences[0]).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in text or "GNU GENERAL PUBLIC LICENSE" in text


@pytest.fixture
def shipped() -> Iterator[None]:
    yield
    for style in STYLES.values():
        prefer(style, None)


@pytest.fixture
def office_font(tmp_path: Path) -> Path:
    return Path(copyfile(FOLDER / "LXGWWenKai-Regular.ttf", tmp_path / "仿宋_GB2312.ttf"))


@pytest.mark.usefixtures("shipped")
def test_font_of_the_office_is_used_first(office_font: Path, read: Read) -> None:
    prefer(FANG, office_font)
    sheet = Sheet("证明")
    sheet.text(20, 20, "王𬭎、ꆈꌠ。", FANG, 16)
    paper = read(sheet.to_pdf())
    assert paper.text() == "王𬭎、ꆈꌠ。"
    assert paper.font("王") == "LXGWWenKai-Regular"
    # What it lacks is still drawn, by the shipped fonts.
    assert "YoujuFang-Regular" in {name.rpartition("+")[2] for name in paper.fonts_embedded()}


@pytest.mark.usefixtures("shipped")
def test_shipped_font_comes_back(office_font: Path) -> None:
    before = FANG.runs("王𬭎")
    prefer(FANG, office_font)
    assert FANG.runs("王𬭎") != before
    prefer(FANG, None)
    assert FANG.runs("王𬭎") == before


@pytest.mark.usefixtures("shipped")
def test_font_of_one_style_leaves_the_others(office_font: Path) -> None:
    before = TITLE.runs("王"), KAI.runs("王")
    prefer(FANG, office_font)
    assert (TITLE.runs("王"), KAI.runs("王")) == before


@pytest.mark.usefixtures("shipped")
def test_lines_are_broken_anew_for_another_font(tmp_path: Path) -> None:
    sheet = Sheet("表")
    digits = "1234567890" * 4
    before = sheet.lines_in(digits, FANG, 12.0, 60.0)
    prefer(FANG, FOLDER / "NotoSansSC-Bold.ttf")
    assert sheet.lines_in(digits, FANG, 12.0, 60.0) != before


def refusal_of(path: Path) -> str:
    before = FANG.runs("王")
    with pytest.raises(Refused) as refusal:
        prefer(FANG, path)
    assert [(problem.rule, problem.field) for problem in refusal.value.problems] == [("paper.font", "font")]
    assert FANG.runs("王") == before
    return str(refusal.value)


def test_missing_font_file_is_named(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "没有.ttf").startswith("不能用“没有.ttf”作仿宋。打不开这个文件。")


def test_postscript_outlines_are_named(tmp_path: Path) -> None:
    file = tmp_path / "方正.otf"
    file.write_bytes(b"OTTO" + bytes(100))
    assert "PostScript" in refusal_of(file)


def test_file_that_is_no_font_is_named(tmp_path: Path) -> None:
    file = tmp_path / "名单.ttf"
    file.write_bytes(b"%PDF-1.4 ")
    assert "不是 TrueType" in refusal_of(file)


@pytest.mark.parametrize("kept", [4, 11, 200, 4_000, 1_000_000])
def test_torn_font_is_named(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "断.ttf"
    file.write_bytes((FOLDER / "YoujuFang.ttf").read_bytes()[:kept])
    assert "损坏" in refusal_of(file)


def test_font_without_common_ideographs_is_named(tmp_path: Path) -> None:
    assert "没有常用汉字" in refusal_of(FOLDER / "YoujuYi.ttf")


def test_font_that_forbids_embedding_is_named(tmp_path: Path) -> None:
    content = bytearray((FOLDER / "YoujuFang.ttf").read_bytes())
    tables = int.from_bytes(content[4:6], "big")
    for place in range(12, 12 + 16 * tables, 16):
        if content[place : place + 4] == b"OS/2":
            start = int.from_bytes(content[place + 8 : place + 12], "big")
            # fsType 2: restricted licence embedding.
            content[start + 8 : start + 10] = b"\0\2"
    file = tmp_path / "禁.ttf"
    file.write_bytes(bytes(content))
    assert "不允许嵌入" in refusal_of(file)
