"""Letters and notices: their words, their places in millimetres, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.papers import Paper
from desktop.domain.problems import Refused
from desktop.forms.documents import DRAFT, PREVIEW, draft, sample
from desktop.forms.kinds import KINDS, Wording, from_json, print_again, print_worded, schema, set_batch
from desktop.forms.letters.documents import TextBlock
from desktop.forms.letters.introduction import LETTER_LEFT, LETTER_RIGHT, STRIP, TEAR
from desktop.forms.letters.numerals import CAPITAL, MOST, PLAIN, across_tear_line, capital, counted

Read = Callable[[bytes], Any]
Looks = Callable[[bytes, str], None]
LETTERS = ["introduction", "correction_notice", "refusal_notice", "announcement", "office_letter"]
CODE = "YJ1|梧社印〔2026〕319 号|介绍信|曾*珠|350*************22|2026-09-08|" + "Qm9nA7xZ" * 11


def document(kind: str, nth: int = 0, **changes: Any) -> Any:
    return replace(from_json(kind, KINDS[kind].examples[nth]), **changes)


def paper(kind: str, nth: int = 0, **changes: Any) -> Paper:
    return KINDS[kind].set(document(kind, nth, **changes))


def words(read: Read, made: Paper, page: int = 1) -> str:
    return "".join(read(made.pdf).text(page).split())


def refused(kind: str, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        paper(kind, **changes)
    return [(problem.rule, problem.field) for problem in refusal.value.problems]


def codes_of(made: Paper) -> list[str]:
    picture = pypdfium2.PdfDocument(made.pdf)[0].render(scale=4, grayscale=True).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def on_tear_line(made: Paper) -> list[float]:
    """How far from the top (mm) the middle of each character on the tear line lies."""
    page = pypdfium2.PdfDocument(made.pdf)[0]
    text, mm = pypdfium2.raw.FPDF_PAGEOBJ_TEXT, 72 / 25.4
    bounds = [thing.get_bounds() for thing in page.get_objects(filter=[text])]
    return [
        (page.get_height() - (low + high) / 2) / mm
        for left, low, right, high in bounds
        if abs((left + right) / 2 / mm - TEAR) < 1.5
    ]


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_looks_as_agreed(kind: str, looks_like: Looks) -> None:
    changes: dict[str, Any] = {"qr": CODE} if kind == "introduction" else {}
    looks_like(paper(kind, **changes).pdf, kind)


@pytest.mark.parametrize(("place", "name"), [(1, "announcement_plain"), (2, "announcement_preprinted")])
def test_an_announcement_without_a_red_head_looks_as_agreed(place: int, name: str, looks_like: Looks) -> None:
    looks_like(paper("announcement", place).pdf, name)


@pytest.mark.parametrize("kind", LETTERS)
def test_every_field_that_must_be_filled_is_asked_for(kind: str) -> None:
    """An empty mandatory field refuses the formal paper, and only that field is named."""
    whole = document(kind)
    for name in schema(kind)["required"]:
        value = getattr(whole, name)
        blank: Any = 0 if isinstance(value, int) else () if isinstance(value, tuple) else "　"
        blank = None if isinstance(value, date) else blank
        assert refused(kind, **{name: blank}) == [("paper.blank", name)]


@pytest.mark.parametrize("kind", LETTERS)
def test_the_seal_lies_over_issuer_and_date_within_a_line_of_the_text(kind: str, read: Read) -> None:
    made = paper(kind, issuer="滨江街道办事处", issued_on=date(2026, 10, 31))
    (box,) = [box for box in made.seal_boxes if box.kind == "signature"]
    issuer, day = read(made.pdf).box("滨江街道办事处"), read(made.pdf).box("2026年10月31日")
    if kind == "introduction":  # the stub has the day as well, the letter's stands under its issuer
        day = (issuer[0], issuer[1] + 225 / 22, issuer[2], issuer[3] + 225 / 22)
    assert issuer[0] < box.x_mm < issuer[2]
    assert box.y_mm - 21 < issuer[1] < box.y_mm < day[3] < box.y_mm + 21
    assert (box.page, box.diameter_mm) == (1, 42.0)
    reader = read(made.pdf)
    closing = {"introduction": "予接洽", "office_letter": "专此函达", "announcement": "特此公告"}
    last = reader.box(closing.get(kind, "特此告知"))
    # A character reaches some 2 mm less high than its line, and lies in the middle of it.
    assert 0 < box.y_mm - 21 - last[3] < 225 / 22 + 2.3


# 介绍信


def test_an_introduction_reads_exactly(read: Read) -> None:
    text = words(read, paper("introduction"))
    for part in (
        "滨江市社会保险中心：",
        "兹介绍我街道榕荫社区居民曾美珠（公民身份号码350299197108230022）等壹人，前往你处办理退休审核事宜，请予接洽。",
        "梧桐街道办事处2026年9月8日",
        "（有效期柒天）",
        "核验码4T8N-C2WK-6HJP",
        "梧社印〔二〇二六〕三百一十九号",
    ):
        assert part in text, part


def test_the_stub_says_what_the_letter_says(read: Read) -> None:
    made = paper("introduction", purpose="退休审核和档案查询", recipient="滨江市人才服务中心", persons=2)
    reader = read(made.pdf)
    for fact in (
        "曾美珠",
        "350299197108230022",
        "贰人",
        "退休审核和档案查询",
        "滨江市人才服务中心",
        "柒天",
        "2026年9月8日",
        "梧社印〔2026〕319 号",
    ):
        text = reader.text()
        assert "".join(text.split()).count("".join(fact.split())) == 2, fact
    assert reader.box("苏雅婷")[2] < TEAR
    assert "批准人：陈志明" in words(read, made)


def test_both_seals_have_their_place(read: Read) -> None:
    made = paper("introduction")
    seam, signature = made.seal_boxes
    assert [(box.kind, box.page) for box in made.seal_boxes] == [("seam", 1), ("signature", 1)]
    glyphs = on_tear_line(made)
    assert (len(glyphs), seam.x_mm) == (len("梧社印〔二〇二六〕三百一十九号"), TEAR)
    assert (min(glyphs) + max(glyphs)) / 2 == pytest.approx(seam.y_mm, abs=1)
    assert min(glyphs) < seam.y_mm - 21 < seam.y_mm + 21 < max(glyphs)
    assert LETTER_LEFT < signature.x_mm - 21 < signature.x_mm + 21 < LETTER_RIGHT
    assert signature.y_mm + 21 < STRIP
    last = read(made.pdf).box("予接洽")
    assert 0 <= signature.y_mm - 21 - last[3] <= 225 / 22 + 2.3


def test_a_full_line_of_the_letter_ends_at_its_right_edge(read: Read) -> None:
    line = read(paper("introduction", purpose="退休审核、社会保障卡补领和医疗保险关系转移").pdf).box(
        "滨江市社会保险中心："
    )
    assert line[0] == pytest.approx(LETTER_LEFT, abs=0.3)
    body = read(paper("introduction").pdf).box("前往你处")
    assert LETTER_LEFT < body[0] < body[2] < LETTER_RIGHT + 0.2


def test_the_strip_is_marked_for_cutting(read: Read) -> None:
    made = paper("introduction")
    page = pypdfium2.PdfDocument(made.pdf)[0]
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [297, 210]
    path = pypdfium2.raw.FPDF_PAGEOBJ_PATH
    mm = 72 / 25.4
    heights = [page.get_height() - thing.get_bounds()[1] for thing in page.get_objects(filter=[path])]
    assert sum(abs(high / mm - STRIP) < 0.3 for high in heights) == 2


def test_the_code_of_a_letter_can_be_read_back() -> None:
    assert codes_of(paper("introduction", qr=CODE)) == [CODE]


def test_a_letter_whose_business_is_too_long_is_refused() -> None:
    assert refused("introduction", purpose="办理退休审核" * 20) == [("paper.too_long", "purpose")]
    assert refused("introduction", handler="苏" * 200) == [("paper.too_long", "purpose")]


def test_a_preview_of_a_letter_shows_what_is_missing(read: Read) -> None:
    empty = document(
        "introduction",
        mark=PREVIEW,
        number="",
        approver="",
        check_code="",
        persons=0,
        valid_days=0,
        purpose="",
    )
    made = KINDS["introduction"].set(replace(empty, seal_diameter_mm=0))
    text = words(read, made)
    assert text.count("提交后生成") == 2
    assert text.count("〔用途〕") == 2
    assert "等〔人数〕人" in text
    assert "（有效期〔有效天数〕天）" in text
    assert "核验码" not in text
    assert [box.diameter_mm for box in made.seal_boxes] == [42.0, 42.0]


def test_a_long_number_still_fits_the_tear_line(read: Read) -> None:
    made = paper("introduction", number="厦门市思明区梧桐街道社会事务专用章〔2026〕12345 号")
    assert 18 < min(on_tear_line(made)) < max(on_tear_line(made)) < STRIP - 15
    assert "一万二千三百四十五号" in words(read, made)


def test_an_office_may_word_its_letter_otherwise(read: Read) -> None:
    own = Wording("介绍信", ("{community}{name}（{id_number}）等{persons}人到你处办理{purpose}，请接洽。",))
    made = print_worded("introduction", document("introduction"), own)
    assert (made.kind, made.title) == ("introduction", "介绍信")
    assert "到你处办理退休审核，请接洽。" in words(read, made)


@settings(max_examples=40, deadline=None)
@given(
    name=st.text("王陈欧阳阿卜杜", min_size=1, max_size=20),
    purpose=st.text("办理退休审核，", min_size=1, max_size=60).filter(lambda text: text.strip("，")),
    recipient=st.text("滨江市社会保险中心", min_size=1, max_size=40),
    issuer=st.sampled_from(["梧桐街道办事处", "厦门市思明区梧桐街道榕荫社区居民委员会"]),
    diameter=st.integers(38, 45),
)
def test_a_letter_fits_its_strip_or_is_refused(
    name: str, purpose: str, recipient: str, issuer: str, diameter: int
) -> None:
    changes: dict[str, Any] = {"name": name, "purpose": purpose, "recipient": recipient, "issuer": issuer}
    try:
        made = paper("introduction", seal_diameter_mm=diameter, **changes)
    except Refused as refusal:
        assert [problem.rule for problem in refusal.problems] == ["paper.too_long"]
        return
    assert made.pages == 1
    for box in made.seal_boxes:
        assert box.y_mm + diameter / 2 <= STRIP
    page = pypdfium2.PdfDocument(made.pdf)[0]
    mm = 72 / 25.4
    bounds = [thing.get_bounds() for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
    assert max((page.get_height() - low) / mm for _left, low, _right, _high in bounds) < STRIP
    assert max(right / mm for _left, _low, right, _high in bounds) < LETTER_RIGHT + 0.5


def test_a_batch_of_letters_has_a_strip_on_each_page() -> None:
    made = set_batch("introduction", [document("introduction"), document("introduction", name="郑国栋")])
    assert made.pages == 2
    assert [(box.page, box.kind) for box in made.seal_boxes] == [
        (1, "seam"),
        (1, "signature"),
        (2, "seam"),
        (2, "signature"),
    ]


# Numerals


@pytest.mark.parametrize(
    ("number", "capitals", "plain"),
    [
        (0, "零", "〇"),
        (7, "柒", "七"),
        (10, "壹拾", "十"),
        (15, "壹拾伍", "十五"),
        (20, "贰拾", "二十"),
        (101, "壹佰零壹", "一百〇一"),
        (110, "壹佰壹拾", "一百一十"),
        (1001, "壹仟零壹", "一千〇一"),
        (30_500, "叁万零伍佰", "三万〇五百"),
        (MOST, "玖万玖仟玖佰玖拾玖", "九万九千九百九十九"),
    ],
)
def test_numbers_in_words(number: int, capitals: str, plain: str) -> None:
    assert (capital(number), counted(number)) == (capitals, plain)


def value_of(words: str, figures: str, units: tuple[str, ...]) -> int:
    total, figure = 0, 0
    for character in words:
        if character in figures:
            figure = figures.index(character)
        else:
            total += figure * 10 ** units.index(character)
            figure = 0
    return total + figure


@given(st.integers(0, MOST))
def test_capital_numerals_say_the_number(number: int) -> None:
    assert value_of(capital(number), *CAPITAL) == number


@given(st.integers(20, MOST))
def test_counted_numbers_say_the_number(number: int) -> None:
    assert value_of(counted(number), *PLAIN) == number


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_what_no_numeral_reaches_is_refused(number: int) -> None:
    with pytest.raises(ValueError):
        capital(number)


@pytest.mark.parametrize(
    ("number", "down"),
    [
        ("介〔2026〕41 号", "介〔二〇二六〕四十一号"),
        ("第 10 号", "第十号"),
        ("A〔2026〕123456 号", "A〔二〇二六〕一二三四五六号"),
        ("", ""),
    ],
)
def test_a_number_down_the_tear_line(number: str, down: str) -> None:
    assert across_tear_line(number) == down


# 补正, 不予受理


def test_a_correction_names_everything_that_is_missing(read: Read) -> None:
    text = words(read, paper("correction_notice"))
    for part in (
        "李国强：您于2026年9月15日提出的“重度居家护理补助”申请收悉。经核对，还缺下列材料，现一次告知：",
        "1.残疾人证（原件，看后退还）2.居家护理补助申请表（第二页本人签名）3.网格员入户核实意见请于",
        "请于2026年9月25日前将上述材料送到榕荫社区便民服务窗口。",
        "联系人：黄建平，电话：0592-2086316。特此告知。",
    ):
        assert part in text, part


def test_a_refusal_says_why_on_what_ground_and_where_to_go(read: Read) -> None:
    text = words(read, paper("refusal_notice", reason="不在授权的16项事务之内。", complaints="", phone=""))
    assert "决定不予受理。原因：不在授权的16项事务之内。依据：《社会事务专用章使用管理制度》第三条。" in text
    assert "此事请到您的工作单位，或为您代发工资的银行办理。联系人：黄建平。特此告知。" in text
    assert "监督电话" not in text
    assert "监督电话：0592-2086300。" in words(read, paper("refusal_notice"))


# 公告, 便函


def test_an_announcement_has_its_headings_and_list(read: Read) -> None:
    made = paper("announcement")
    text = words(read, made)
    assert "一、清理时间和联系人" in text
    assert "二、清理范围" in text
    reader = read(made.pdf)
    assert reader.box("梧桐里片区")[1] == pytest.approx(reader.box("林秀琴")[1], abs=0.5)
    assert made.title == "公告"


def test_a_plain_or_preprinted_announcement_prints_no_red(read: Read) -> None:
    red, plain, preprinted = (paper("announcement", place) for place in range(3))
    assert words(read, red).count("榕荫社区居民委员会") == 2
    assert words(read, plain).count("榕荫社区居民委员会") == 1
    assert words(read, preprinted).count("榕荫社区居民委员会") == 1
    title = "关于组织开展秋季楼道清理的公告"
    assert read(preprinted.pdf).box(title) == pytest.approx(read(red.pdf).box(title))
    assert read(plain.pdf).box(title)[1] < read(red.pdf).box(title)[1]


def test_a_red_head_without_a_mark_bears_the_issuer(read: Read) -> None:
    assert words(read, paper("announcement", issuer_mark="")).count("榕荫社区居民委员会") == 2


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (TextBlock(text=" "), ("paper.blank", "blocks[0].text")),
        (TextBlock(kind="heading"), ("paper.blank", "blocks[0].text")),
        (TextBlock(kind="rows"), ("paper.rows", "blocks[0].rows")),
        (TextBlock(kind="rows", rows=((),)), ("paper.rows", "blocks[0].rows")),
        (TextBlock(kind="rows", rows=(("甲", "乙"), ("丙",))), ("paper.rows", "blocks[0].rows")),
    ],
)
def test_an_empty_or_uneven_part_is_refused(block: TextBlock, problem: tuple[str, str]) -> None:
    assert refused("announcement", blocks=(block,)) == [problem]


def test_a_character_no_font_has_is_named_within_its_list() -> None:
    rows = (("甲", "王\ue123"),)
    assert refused("announcement", blocks=(TextBlock(kind="rows", rows=rows),)) == [
        ("paper.glyph", "blocks[0].rows[0][1]")
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "picture"}, "blocks[0].kind"),
        ({"kind": "heading", "level": 5, "text": "甲"}, "blocks[0].level"),
        ({"kind": "heading", "level": True, "text": "甲"}, "blocks[0].level"),
        ({"kind": "rows", "rows": ["甲"]}, "blocks[0].rows[0]"),
        ({"kind": "rows", "rows": [["甲", 3]]}, "blocks[0].rows[0][1]"),
    ],
)
def test_a_wrong_part_is_named_with_its_place(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        from_json("announcement", KINDS["announcement"].example | {"blocks": [wrong]})
    assert [(problem.rule, problem.field) for problem in refusal.value.problems] == [("paper.type", field)]


def test_an_announcement_of_several_pages_has_a_seam_seal_too() -> None:
    long = TextBlock(text="请各户自行清理楼道内堆放的杂物。" * 60)
    made = paper("announcement", blocks=(long,))
    assert [(box.page, box.kind) for box in made.seal_boxes] == [
        (3, "signature"),
        (1, "seam"),
        (2, "seam"),
        (3, "seam"),
    ]


def test_an_office_letter_stands_in_the_letter_format(read: Read) -> None:
    reader = read(paper("office_letter").pdf)
    assert reader.box("滨江市市政养护中心：")[0] == pytest.approx(28, abs=0.3)
    number = reader.box("榕居函〔2026〕7 号")
    assert number[2] == pytest.approx(184, abs=0.5)
    assert number[1] < reader.box("关于请协助检修路灯的函")[1]


# Marks


@pytest.mark.parametrize("kind", LETTERS)
def test_a_draft_says_so_and_bears_no_code(kind: str, read: Read) -> None:
    changes: dict[str, Any] = {"number": ""}
    if kind in ("introduction", "announcement", "office_letter"):
        changes |= {"qr": CODE, "check_code": "4T8N-C2WK-6HJP"}
    made = KINDS[kind].set(draft(document(kind, **changes)))
    assert read(made.pdf).box(DRAFT)[1] < 15
    text = words(read, made)
    assert ("核验码" in text, codes_of(made)) == (False, [])
    assert "提交后生成" in text


@pytest.mark.parametrize("kind", LETTERS)
def test_a_second_print_says_so_with_its_day_and_keeps_its_codes(kind: str, read: Read) -> None:
    changes: dict[str, Any] = {}
    if kind in ("introduction", "announcement", "office_letter"):
        changes = {"qr": CODE, "check_code": "4T8N-C2WK-6HJP"}
    first = paper(kind, **changes)
    second = print_again(kind, document(kind, **changes), date(2026, 11, 24))
    assert "补打" not in words(read, first)
    left, top, right, _bottom = read(second.pdf).box("补打　2026年11月24日")
    wide = pypdfium2.PdfDocument(second.pdf)[0].get_width() / 72 * 25.4
    assert (top < 15, right, left > wide / 2) == (True, pytest.approx(wide - 10.5, abs=0.5), True)
    assert words(read, second).replace("补打2026年11月24日", "") == words(read, first)
    assert codes_of(second) == codes_of(first)
    assert second.seal_boxes == first.seal_boxes


def test_every_page_of_a_second_print_says_so(read: Read) -> None:
    long = TextBlock(text="请各户自行清理楼道内堆放的杂物。" * 60)
    made = print_again("announcement", document("announcement", blocks=(long,)), date(2026, 11, 24))
    assert made.pages == 3
    assert ["补打" in words(read, made, page) for page in range(1, 4)] == [True] * 3


def test_a_sample_letter_bears_no_code(read: Read) -> None:
    made = KINDS["introduction"].set(sample(document("introduction", qr=CODE)))
    assert ("样张" in words(read, made), codes_of(made)) == (True, [])
