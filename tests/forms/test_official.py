"""Heads, text, lists and tables of official papers after GB/T 9704, measured in mm on the finished PDF."""

from collections.abc import Callable
from typing import Literal

import pytest

from desktop.domain.problems import Refused
from desktop.forms.paper import (
    Header,
    Heading,
    LetterHead,
    NameRows,
    Paragraph,
)
from desktop.forms.paper.geometry import ASCENT, BODY_SIZE, LEFT, LINES, MM, PITCH, RIGHT, STEP, TOP
from tests.forms.official_papers import (
    CODE,
    HEAD,
    NUMBER,
    STYLES,
    Read,
    draw,
    glyph_top,
    names,
    table_of,
)


def test_red_head_of_one_page_begins_at_the_top_of_the_block(read: Read) -> None:
    sheet, _, pdf = draw(header=HEAD)
    assert sheet.pages == 1
    paper = read(pdf)
    assert paper.red_words() == "榕荫社区居民选举委员会"
    assert paper.red_rules() == [pytest.approx((LEFT, RIGHT, 69.39), abs=0.01)]
    assert paper.origin("榕")[1] - ASCENT * paper.size("榕") / MM == pytest.approx(TOP, abs=0.01)


def test_red_rule_lies_four_mm_under_the_number(read: Read) -> None:
    for text in ("情况属实。", "情况属实。" * 150):
        _, _, pdf = draw(header=HEAD, blocks=(Paragraph(text),) * 2)
        paper = read(pdf)
        bottom = paper.origin("榕选公")[1] + (1 - ASCENT) * BODY_SIZE / MM
        left, right, y = paper.red_rules()[0]
        assert (left, right, y - bottom) == pytest.approx((28.0, 184.0, 4.0), abs=0.01)


def test_red_head_of_several_pages_stands_35_mm_under_the_top_of_the_block(read: Read) -> None:
    sheet, _, pdf = draw(header=HEAD, blocks=(Paragraph("情况属实。" * 150), Paragraph("特此公告。")))
    assert sheet.pages > 1
    paper = read(pdf)
    mark = paper.size("榕")
    assert paper.origin("榕")[1] - ASCENT * mark / MM == pytest.approx(TOP + 35, abs=0.01)
    # Two lines of the grid are free between mark and number.
    number = glyph_top(paper.origin("榕选公")[1], BODY_SIZE)
    assert number - (TOP + 35 + mark / MM) == pytest.approx(2 * PITCH, abs=0.01)


def test_mark_wider_than_the_block_is_set_smaller(read: Read) -> None:
    _, _, pdf = draw(header=Header("滨江市榕荫区梧桐街道榕荫社区居民选举委员会文件", NUMBER))
    left, _, right, _ = read(pdf).box("滨江市榕荫区梧桐街道榕荫社区居民选举委员会文件")
    assert (left, right) == pytest.approx((LEFT, RIGHT), abs=0.1)


def test_preprinted_paper_keeps_the_room_of_its_red_head(read: Read) -> None:
    red, plain = read(draw(header=HEAD)[2]), read(draw(header=Header(*names(), "preprinted"))[2])
    assert plain.red_rules() == []
    assert plain.red_words() == ""
    assert "居民选举委员会\n" not in plain.text().split("届中补选")[0]
    for words in ("榕选公〔2026〕4号", "第4号公告", "情况属实。", "2026年9月9日"):
        assert plain.box(words) == pytest.approx(red.box(words), abs=0.001)


def test_paper_without_red_head_has_its_number_under_the_title(read: Read) -> None:
    paper = read(draw(header=Header(*names(), "plain"))[2])
    assert paper.red_rules() == []
    assert paper.text().split("\n")[:3] == ["榕荫社区居民委员会届中补选", "第4号公告", NUMBER]
    number = paper.box(NUMBER)
    assert (number[0] + number[2]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.2)


def test_body_stands_on_the_grid_under_every_head(read: Read) -> None:
    for head in (None, HEAD, Header(*names(), "plain"), LetterHead(*names())):
        line = (read(draw(header=head)[2]).origin("情")[1] - TOP) / PITCH
        assert line % 1 == pytest.approx(0.5 + 0.38 * BODY_SIZE / MM / PITCH, abs=0.001)


def test_twenty_eight_characters_and_twenty_two_lines_fill_the_block(read: Read) -> None:
    _, _, pdf = draw(header=None, blocks=(Paragraph("丁" * 26 + "丙" * 28 * 60),))
    paper = read(pdf)
    left, _, right, _ = paper.box("丙" * 28, 2)
    assert (left, right) == pytest.approx((28.0, 184.0), abs=0.05)
    tops = paper.baselines("丙", 2)
    assert len(tops) == LINES
    assert tops[-1] - tops[0] == pytest.approx(21 * 225 / 22, abs=0.01)


def test_headings_number_themselves_and_change_their_type(read: Read) -> None:
    blocks = (
        Heading(1, "总体要求"),
        Heading(2, "原则"),
        Heading(2, "目标"),
        Heading(3, "登记。"),
        Heading(4, "逐项。"),
        Heading(1, "工作安排"),
        Heading(2, "时间"),
        Paragraph("特此通知。"),
    )
    paper = read(draw(blocks=blocks)[2])
    for words in (
        "一、总体要求",
        "（一）原则",
        "（二）目标",
        "1.登记。",
        "（1）逐项。",
        "二、工作安排",
        "（一）时间",
    ):
        assert paper.box(words)[0] == pytest.approx(LEFT + 2 * STEP, abs=1.0), words
    assert [paper.font(word) for word in ("总体", "原则", "登记", "逐项")] == [
        "NotoSansSC-Regular",
        "LXGWWenKai-Regular",
        "YoujuFang-Regular",
        "YoujuFang-Regular",
    ]


@pytest.mark.parametrize("before", range(10, 24))
def test_heading_never_stands_last_on_a_page(before: int, read: Read) -> None:
    blocks = (
        *(Paragraph("情"),) * before,
        Heading(1, "总体要求"),
        Heading(2, "原则"),
        *(Paragraph("况"),) * 3,
    )
    sheet, _, pdf = draw(title="公告", blocks=blocks)
    paper = read(pdf)
    for page in range(1, sheet.pages + 1):
        assert ("总体要求" in paper.text(page)) == ("原则" in paper.text(page))
        if "原则" in paper.text(page):
            assert "况" in paper.text(page)


def test_list_stands_in_columns_on_the_grid_of_characters(read: Read) -> None:
    rows = (("方文彬", "男", "1980年生"), ("叶美", "女", "1974年生"))
    paper = read(draw(blocks=(Paragraph("名单："), NameRows(rows), Paragraph("特此公告。")))[2])
    for upper, lower in (("方文彬", "叶"), ("男", "女"), ("1980年生", "1974年生")):
        start = paper.origin(upper)[0]
        assert start == pytest.approx(paper.origin(lower)[0], abs=0.01)
        assert (start - LEFT) / STEP == pytest.approx(round((start - LEFT) / STEP), abs=0.01)
    assert paper.box("方文彬")[0] == pytest.approx(LEFT + 2 * STEP, abs=0.2)


def test_name_of_two_characters_is_as_wide_as_three_and_found_as_two(read: Read) -> None:
    rows = (("方文彬", "男"), ("王芳", "女"))
    paper = read(draw(blocks=(NameRows(rows), Paragraph("特此公告。")))[2])
    assert "王芳" in paper.text()
    upper, lower = (paper.inks(paper.origin(name)[1] - 2)[0] for name in ("方文彬", "王芳"))
    assert lower == pytest.approx(upper, abs=0.6)
    alone = read(draw(blocks=(NameRows((("王芳", "女"),)), Paragraph("特此公告。")))[2])
    left, right = alone.inks(alone.origin("王芳")[1] - 2)[0]
    assert right - left == pytest.approx(3 * STEP, abs=1.0)


def test_name_with_a_rare_character_stays_closed_so_that_it_is_found(read: Read) -> None:
    rows = (("方文彬", "男"), ("王𬭎", "女"), ("𠮷芳", "女"))
    paper = read(draw(blocks=(NameRows(rows), Paragraph("特此公告。")))[2])
    assert "王𬭎" in paper.text()
    assert "𠮷芳" in paper.text()


def test_long_last_column_goes_on_under_itself(read: Read) -> None:
    rows = (("方文彬", "男", "住榕荫社区" * 8),)
    paper = read(draw(blocks=(NameRows(rows), Paragraph("特此公告。")))[2])
    upper, lower = (line for line in paper.text().split("\n") if "住榕荫" in line)
    assert paper.box(lower)[0] == pytest.approx(paper.box(upper.split(" ")[2])[0], abs=0.01)
    assert "".join(paper.text().split("\n")).count("住榕荫社区") == 8


def test_list_wider_than_the_block_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        draw(blocks=(NameRows((("甲" * 12, "乙" * 14, "丙"),)), Paragraph("特此公告。")))
    assert [problem.rule for problem in refusal.value.problems] == ["paper.columns"]


@pytest.mark.parametrize("rows", [1, 5, 17, 18, 19, 20, 40, 70])
def test_table_repeats_its_head_and_the_text_after_it_is_on_the_grid(rows: int, read: Read) -> None:
    blocks = (Paragraph("名单如下："), table_of(rows), Paragraph("以上属实。"), Paragraph("特此公告。"))
    sheet, _, pdf = draw(blocks=blocks)
    paper = read(pdf)
    words = [paper.text(page) for page in range(1, sheet.pages + 1)]
    assert all(("序号" in text) == ("方文彬" in text) for text in words)
    assert sum(text.count("方文彬") for text in words) == rows
    page = next(number for number, text in enumerate(words, 1) if "以上属实" in text)
    line = (paper.origin("以上属实", page)[1] - TOP) / PITCH
    assert line % 1 == pytest.approx(0.5 + 0.38 * BODY_SIZE / MM / PITCH, abs=0.001)
    if "方文彬" in words[page - 1]:
        assert paper.box("以上属实", page)[1] > paper.baselines("方文彬", page)[-1]


def test_letter_head_has_its_mark_and_two_double_rules(read: Read) -> None:
    paper = read(draw(header=LetterHead("榕荫社区居委会", NUMBER))[2])
    mark = paper.size("榕")
    assert paper.origin("榕")[1] - ASCENT * mark / MM == pytest.approx(30.0, abs=0.01)
    rules = paper.red_rules()
    assert {rule[:2] for rule in rules} == {(20.0, 190.0)}
    ys = [rule[2] for rule in rules]
    assert len(ys) == 4
    assert ys[0] == pytest.approx(30 + mark / MM + 4, abs=0.01)
    assert ys[3] == pytest.approx(297 - 20, abs=0.01)
    assert paper.box(NUMBER)[2] == pytest.approx(RIGHT, abs=0.3)
    assert paper.red_words() == "榕荫社区居委会"


def test_preprinted_letter_paper_keeps_the_room_of_its_head(read: Read) -> None:
    red, bare = (read(draw(header=LetterHead(*names(), style))[2]) for style in STYLES)
    assert bare.red_rules() == []
    assert bare.red_words() == ""
    for words in (NUMBER, "第4号公告", "特此公告。", "2026年9月9日"):
        assert bare.box(words) == pytest.approx(red.box(words), abs=0.001)


def test_code_of_a_letter_stays_off_text_and_lower_rule(read: Read) -> None:
    blocks = (Paragraph("情况属实。" * 150), Paragraph("专此函达。"))
    paper = read(draw(header=LetterHead(*names()), blocks=blocks, **CODE)[2])
    assert paper.baselines("属", 1)[-1] + 2 < 252.6
    assert paper.box("凭核验码", 1)[3] < paper.red_rules()[2][2]


RARE = "㛃䶮𬭎𫖯𬴂𬸚𠅤𠮷鿍鿎鿏喆堃祎翀頔犇〇亓逄庹仝"


@pytest.mark.parametrize("style", [1, 2, 3])
def test_every_rare_name_is_copied_and_searched_exactly(style: Literal[1, 2, 3], read: Read) -> None:
    names = [f"王{character}" for character in RARE] + [f"欧阳{character}明" for character in RARE]
    blocks = (
        Heading(style, "、".join(names[:6])),
        Paragraph("、".join(names) + "。"),
        NameRows(tuple((name, "男", name) for name in names)),
        Paragraph("特此公告。"),
    )
    sheet, _, pdf = draw(title=f"关于{names[2]}的公告", blocks=blocks, issuer=f"{names[3]}居民委员会")
    paper = read(pdf)
    text = "".join(paper.text(page) for page in range(1, sheet.pages + 1)).replace("\n", "")
    assert f"关于{names[2]}的公告" in text
    assert f"{names[3]}居民委员会" in text
    for name in names:
        assert text.count(name) == 3 + (name in names[:6]) + (name in names[2:4]), name


def test_announcement_looks_as_drawn(looks_like: Callable[[bytes, str], None]) -> None:
    rows = (("方文彬", "男", "1980年生"), ("叶美", "女", "1974年生"), ("李国强", "男", "1968年生"))
    blocks = (
        Paragraph(
            "经居民代表提名、居民选举委员会资格审查，确定正式候选人共3名，应选2名。现按姓氏笔画为序公布如下："
        ),
        NameRows(rows),
        Heading(1, "投票时间和地点"),
        Paragraph("2026年9月19日上午9:00，社区活动中心二楼。居民对名单有异议的，请于9月14日前提出。"),
    )
    looks_like(draw(header=HEAD, blocks=blocks, **CODE)[2], "official_announcement")


def test_letter_of_several_pages_looks_as_drawn(looks_like: Callable[[bytes, str], None]) -> None:
    blocks = (Paragraph("兹有我社区居民曾美珠申请办理退休审核。" * 18), table_of(4), Paragraph("专此函达。"))
    paper = {"title": "关于商请协助核实居民情况的函", "addressee": "滨江市社会保险中心"}
    looks_like(draw(header=LetterHead(*names()), blocks=blocks, **paper, **CODE)[2], "official_letter")
