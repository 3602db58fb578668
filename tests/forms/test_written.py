"""What a clerk types becomes a document, field by field, and comes back as it was typed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.problems import Missing, Problem
from desktop.forms import kinds, written
from desktop.forms.boxes import BoxLabel
from desktop.forms.letters import TextBlock
from desktop.forms.written import Blank

TYPED = "各位居民：\n一、时间\n（一）上午\n1. 九点\n（1）集合\n甲\t9月1日\n乙\t9月2日\n（二）下午\n二、地点\n特此公告。"
BLOCKS = (
    TextBlock(text="各位居民："),
    TextBlock(kind="heading", level=1, text="时间"),
    TextBlock(kind="heading", level=2, text="上午"),
    TextBlock(kind="heading", level=3, text="九点"),
    TextBlock(kind="heading", level=4, text="集合"),
    TextBlock(kind="rows", rows=(("甲", "9月1日"), ("乙", "9月2日"))),
    TextBlock(kind="heading", level=2, text="下午"),
    TextBlock(kind="heading", level=1, text="地点"),
    TextBlock(text="特此公告。"),
)


def test_a_text_is_read_as_it_is_typed_and_written_back() -> None:
    assert written.read_blocks(TYPED) == BLOCKS
    assert written.write_blocks(BLOCKS) == TYPED


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("十二、其他", 1, "其他"),
        ("(三)分工", 2, "分工"),
        ("１０．备注", 3, "备注"),
        ("(2) 名单", 4, "名单"),
    ],
)
def test_headings_are_recognised_however_they_are_typed(line: str, level: int, text: str) -> None:
    assert written.read_blocks(f"  {line}  ") == (TextBlock(kind="heading", level=level, text=text),)  # type: ignore[arg-type]


@pytest.mark.parametrize("line", ["一、", "一共三户", "2026年", "（附后）"])
def test_other_lines_are_paragraphs(line: str) -> None:
    assert written.read_blocks(f"\n{line}\n\n") == (TextBlock(text=line),)


def test_a_list_at_the_end_is_not_lost() -> None:
    assert written.read_blocks("甲\t乙") == (TextBlock(kind="rows", rows=(("甲", "乙"),)),)


def test_more_than_ten_headings_are_still_headings() -> None:
    blocks = tuple(TextBlock(kind="heading", level=1, text=f"第{place}项") for place in range(13))
    assert written.read_blocks(written.write_blocks(blocks)) == blocks


@given(st.lists(st.text("一、（）1.甲乙 \t\n", max_size=12)).map("\n".join))
def test_what_was_read_is_read_again_the_same(text: str) -> None:
    blocks = written.read_blocks(text)
    again = written.read_blocks(written.write_blocks(blocks))
    assert [block.text for block in again] == [block.text for block in blocks]


def test_the_fields_of_a_paper_are_those_the_office_does_not_fill() -> None:
    assert [blank.name for blank in written.blanks("introduction")] == [
        *("recipient", "name", "id_number", "persons", "purpose", "valid_days")
    ]
    style = next(blank for blank in written.blanks("announcement") if blank.name == "header_style")
    assert style == Blank(
        "header_style",
        "红头",
        "choice",
        optional=True,
        usual="plain",
        choices=(("plain", "不带红头"), ("red", "红头"), ("preprinted", "套红纸")),
    )
    assert [(b.how, b.optional) for b in written.blanks("box_labels")] == [("boxes", False), ("line", True)]
    with pytest.raises(Missing):
        written.blanks("没有")


@pytest.mark.parametrize("kind", written.BY_HAND)
def test_every_example_comes_back_from_what_a_clerk_would_type(kind: str) -> None:
    for example in kinds.get_kind(kind).examples:
        document = kinds.from_json(kind, example)
        typed = written.as_typed(kind, document)
        values, problems = written.read_typed(kind, typed)
        filled = {name: getattr(document, name) for name in written.FILLED if hasattr(document, name)}
        assert problems == []
        assert written.make(kind, values, filled) == document
        assert written.bring(kind, written.keep(kind, values), filled) == document


def test_nothing_typed_is_named_field_by_field() -> None:
    values, problems = written.read_typed("announcement", {})
    assert [(problem.rule, problem.field) for problem in problems] == [
        ("paper.blank", "title"),
        ("paper.blank", "blocks"),
    ]
    assert values["header_style"] == "plain"
    assert written.read_typed("office_letter", {})[0]["header_style"] == "red"


def test_a_number_that_is_none_is_named_once() -> None:
    _values, problems = written.read_typed("introduction", {"persons": "三"})
    assert [problem.rule for problem in problems if problem.field == "persons"] == ["paper.number"]


def test_lines_are_the_parts_of_a_list() -> None:
    values, _problems = written.read_typed("announcement", {"attachments": " 名单 \n\n照片"})
    assert values["attachments"] == ("名单", "照片")


LABEL: dict[str, Any] = {
    "title": "登记簿",
    "category": "用印",
    "year": 2026,
    "retention": "10年",
    "box": "1",
    "first": "1",
    "last": "160",
}


def test_a_box_is_one_line() -> None:
    problems: list[Problem] = []
    found = written.read_boxes(
        "登记簿，用印,2026\t10年，1，1，160\n\n登记簿,用印,2026,10年,1,1,160,50", problems
    )
    assert found == (BoxLabel(**LABEL), BoxLabel(**LABEL, thickness_mm=50))
    assert problems == []


@pytest.mark.parametrize(
    "line",
    [
        "登记簿，用印，2026，10年，1，1",
        "登记簿，用印，2026，10年，1，1，160，30，多",
        "登记簿，用印，今年，10年，1，1，160",
        "登记簿，用印，2026，20年，1，1，160",
        "登记簿，用印，2026，10年，1，1，160，35",
        "登记簿，用印，2026，10年，1，，160",
    ],
)
def test_a_line_that_is_no_box_is_named(line: str) -> None:
    problems: list[Problem] = []
    assert written.read_boxes(f"登记簿,用印,2026,10年,1,1,160\n{line}", problems) == (BoxLabel(**LABEL),)
    assert [(problem.rule, problem.field) for problem in problems] == [("paper.box_line", "boxes")]
    assert problems[0].message.startswith("第 2 行不对。")
