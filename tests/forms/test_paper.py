"""Pages, letters, seal places and tables, measured in mm on the finished PDF."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop.domain.papers import SealBox
from desktop.domain.problems import Refused
from desktop.forms.paper import FANG, Cell, Column, Letter, Sheet, Table, check_text, draw_letter
from desktop.forms.paper.fonts import to_unicode_map
from desktop.forms.paper.geometry import BODY_SIZE, BODY_SPACING, BOTTOM, LEFT, PITCH, RIGHT, STEP, line_top
from desktop.forms.paper.lines import break_lines
from desktop.forms.paper.sheet import justify, natural_width
from desktop.forms.paper.signature import LOWEST_SEAL_EDGE, choose_signature, gap_above

Read = Callable[[bytes], Any]
DAY = date(2026, 9, 8)


def letter(**changes: Any) -> Letter:
    values: dict[str, Any] = {
        "title": "证　明",
        "addressee": "滨江市社会保险中心",
        "paragraphs": ("情况属实。", "特此证明。"),
        "issuer": "梧桐街道办事处",
        "day": DAY,
        "diameter": 42.0,
        "number": "梧社印〔2026〕316 号",
    }
    return Letter(**(values | changes))


def draw(**changes: Any) -> tuple[Sheet, SealBox, bytes]:
    sheet = Sheet("证明")
    box = draw_letter(sheet, letter(**changes))
    return sheet, box, sheet.to_pdf()


def test_full_line_fills_the_block_from_edge_to_edge(read: Read) -> None:
    _, _, pdf = draw(paragraphs=("丁" * 26 + "丙" * 28 + "戊。",))
    left, _, right, _ = read(pdf).box("丙" * 28)
    assert (round(left, 1), round(right, 1)) == (LEFT, RIGHT)


def test_first_line_is_two_characters_in(read: Read) -> None:
    _, _, pdf = draw(paragraphs=("情况属实。",))
    assert read(pdf).box("情")[0] == pytest.approx(LEFT + 2 * STEP, abs=0.05)


def test_lines_stand_on_the_grid_of_22(read: Read) -> None:
    _, _, pdf = draw(paragraphs=("甲", "乙"))
    paper = read(pdf)
    assert paper.box("乙")[1] - paper.box("甲")[1] == pytest.approx(PITCH, abs=0.01)


def test_block_of_28_by_22_is_156_by_225() -> None:
    assert (28 * STEP, 22 * PITCH, RIGHT, BOTTOM) == (156.0, 225.0, 184.0, 262.0)


def test_date_ends_four_characters_before_the_edge(read: Read) -> None:
    _, _, pdf = draw()
    assert read(pdf).box("2026年9月8日")[2] == pytest.approx(RIGHT - 4 * STEP, abs=0.1)


def test_issuer_is_centred_over_the_date(read: Read) -> None:
    _, _, pdf = draw()
    issuer, day = read(pdf).box("梧桐街道办事处"), read(pdf).box("2026年9月8日")
    assert (issuer[0] + issuer[2]) / 2 == pytest.approx((day[0] + day[2]) / 2, abs=0.1)


def test_seal_rides_the_year_and_covers_the_month(read: Read) -> None:
    _, box, pdf = draw()
    paper = read(pdf)
    assert box.x_mm == pytest.approx(sum(paper.box("9月")[0:1]) + 16 * 0.5 / 2 / 2.8346, abs=0.2)
    assert paper.box("2026年")[0] > box.x_mm - 21
    assert paper.box("月8日")[0] < box.x_mm + 21


def test_seal_of_42_mm_takes_two_blank_lines_and_lies_9_8_mm_below_the_text() -> None:
    signature = choose_signature("梧桐街道办事处", DAY, 42.0, 22)
    assert signature is not None
    assert (signature.blanks, signature.rise) == (2, 5.0)
    assert round(gap_above(2, 1, 42.0, 5.0), 1) == 9.8


@pytest.mark.parametrize("tenths", range(300, 601, 5))
def test_every_usual_seal_keeps_the_rules(tenths: int) -> None:
    signature = choose_signature("梧桐街道办事处", DAY, tenths / 10, 22)
    assert signature is not None
    gap = gap_above(signature.blanks, len(signature.issuer), signature.diameter, signature.rise)
    assert 0 <= gap <= PITCH
    assert 4 <= signature.rise <= 6


def test_seal_centre_lies_five_mm_above_the_middle_of_the_date_line(read: Read) -> None:
    _, box, pdf = draw()
    # Addressee and two paragraphs begin on line 3; two blank lines, the issuer, then the date: line 9.
    assert box.y_mm == pytest.approx(line_top(9) + PITCH / 2 - 5, abs=0.01)
    top, bottom = read(pdf).box("2026年9月8日")[1::2]
    assert top < box.y_mm + 5 < bottom


def test_long_issuer_takes_two_lines_inside_the_block(read: Read) -> None:
    _, box, pdf = draw(issuer="滨江市榕荫区梧桐街道社会事务综合服务中心办公室")
    text = read(pdf).text()
    first, second = (
        line for line in text.split("\n") if line and line in "滨江市榕荫区梧桐街道社会事务综合服务中心办公室"
    )
    assert first + second == "滨江市榕荫区梧桐街道社会事务综合服务中心办公室"
    assert read(pdf).box(first)[2] <= RIGHT + 0.1
    assert box.page == 1


@pytest.mark.parametrize("lines", range(1, 50))
def test_signature_never_stands_alone_and_the_seal_stays_off_text_and_foot(lines: int, read: Read) -> None:
    characters = 26 + 28 * (lines - 1)
    sheet, box, pdf = draw(paragraphs=("情" * characters, "特此证明。"))
    paper = read(pdf)
    assert sum(paper.text(page).count("情") for page in range(1, sheet.pages + 1)) == characters
    assert box.page == sheet.pages
    assert "特此证明。" in paper.text(box.page)
    assert "情" in paper.text(box.page)
    closing = paper.box("特此证明。", box.page)
    assert box.y_mm - 21 > closing[3]
    assert box.y_mm + 21 <= LOWEST_SEAL_EDGE


def test_seal_too_wide_for_any_page_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        draw(diameter=250.0)
    assert [problem.field for problem in refusal.value.problems] == ["seal_diameter_mm"]
    assert str(refusal.value).startswith("落款离正文太近。")


def test_seal_too_small_for_the_rule_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        draw(diameter=12.0)
    assert str(refusal.value).startswith("落款离正文太远。")


@pytest.mark.parametrize("width", [132.0, 140.0, 148.0])
def test_justified_line_ends_exactly_at_the_edge(width: float) -> None:
    line = break_lines("兹有郑国栋，男，1951年4月12日出生，公民身份号码", FANG.width, 40)[0]
    pieces = justify(line, FANG, BODY_SIZE, width, BODY_SPACING)
    points = sum(FANG.width(piece.text) * BODY_SIZE + len(piece.text) * piece.spacing for piece in pieces)
    assert (points - pieces[-1].spacing) * 25.4 / 72 == pytest.approx(width, abs=0.001)


def test_justified_line_keeps_numbers_closed() -> None:
    line = ("于", "2026年", "到")
    assert [piece.text for piece in justify(line, FANG, 16.0, 29.0)] == ["于", "2026", "年到"]


def test_wide_rest_goes_after_punctuation_so_that_names_can_be_searched() -> None:
    line = tuple("兹有郑国栋，男，现居住在本街道榕荫社区")
    pieces = justify(line, FANG, 16.0, natural_width("".join(line), FANG, 16.0) + 16.0)
    assert [piece.text for piece in pieces] == ["兹有郑国栋", "，", "男", "，", "现居住在本街道榕荫社区"]
    assert max(piece.spacing for piece in pieces if piece.text != "，") <= 0.1 * 16.0


def test_line_that_would_gape_stays_ragged() -> None:
    assert [piece.text for piece in justify(("证", "明"), FANG, 16.0, 156.0)] == ["证明"]


def test_character_without_glyph_stops_the_paper() -> None:
    with pytest.raises(Refused) as refusal:
        draw(addressee="甲\U000e0100")
    assert "U+E0100" in str(refusal.value)


def test_every_unprintable_character_is_named_once() -> None:
    problems = check_text("甲\t乙\ue000\t\n", "address")
    assert [(problem.field, problem.message[: problem.message.index("印")]) for problem in problems] == [
        ("address", "“ ”（U+0009）"),
        ("address", "“ ”（U+E000）"),
    ]


def test_rare_characters_fall_back_per_run() -> None:
    assert [font for font, _ in FANG.runs("王𬭎𠮷栋")] == [
        "YoujuFang",
        "NotoSerifSC-Regular",
        "YoujuRareA",
        "YoujuFang",
    ]


def test_text_layer_speaks_utf_16_beyond_the_bmp() -> None:
    table = to_unicode_map("F", [0, ord("𬭎"), ord("明")])
    assert "<01> <D872DF4E>" in table
    assert "<02> <660E>" in table


def test_text_layer_has_blocks_of_at_most_a_hundred() -> None:
    table = to_unicode_map("F", list(range(0x4E00, 0x4E00 + 250)))
    assert [line for line in table.split("\n") if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "50 beginbfchar",
    ]


def test_page_number_stands_on_each_page(read: Read) -> None:
    sheet, _, pdf = draw(paragraphs=("情" * 900,))
    paper = read(pdf)
    assert [
        f"第 {page} 页 共 {sheet.pages} 页" in paper.text(page) for page in range(1, sheet.pages + 1)
    ] == [True, True]


def test_table_repeats_its_head_and_keeps_every_row(read: Read) -> None:
    columns = (Column("编号", 20.0), Column("事项", 80.0))
    table = Table(columns, [(Cell(f"第{number}行"), Cell("甲" * 30)) for number in range(60)])
    sheet = Sheet("表")
    pages = table.pages(sheet, 200.0, 150.0)
    for number, rows in enumerate(pages):
        if number:
            sheet.next_page()
        assert table.draw(sheet, LEFT, 37.0, rows) <= 37.0 + table.head_height + 200.0
    paper = read(sheet.to_pdf())
    words = [paper.text(page) for page in range(1, sheet.pages + 1)]
    assert [text.count("编号") for text in words] == [1] * len(pages)
    assert [number for text in words for number in range(60) if f"第{number}行" in text] == list(range(60))


def test_row_higher_than_a_page_is_cut_and_nothing_is_lost() -> None:
    table = Table((Column("备注", 20.0),), [(Cell("备注文字" * 200),)])
    sheet = Sheet("表")
    pages = table.pages(sheet, 100.0, 100.0)
    assert all(sum(table.row_height(sheet, row) for row in rows) <= 100.0 for rows in pages)
    assert "".join(row[0].text for rows in pages for row in rows).replace("\n", "") == "备注文字" * 200


def test_closing_words_never_stand_on_a_page_alone() -> None:
    table = Table((Column("编号", 20.0),), [(Cell(str(number)),) for number in range(10)])
    assert [len(rows) for rows in table.pages(Sheet("表"), 80.0, 50.0)] == [9, 1]


def test_width_of_text_counts_the_gaps_between() -> None:
    assert natural_width("证明", FANG, 72.0, 7.2) == pytest.approx(2 * 25.4 + 2.54)
