"""The wording of papers: locked fields stay, none is invented, and nothing reaches back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.domain.seals.templates import (
    LOCKED,
    LOCKED_WORDS,
    LONGEST_PARAGRAPH,
    LONGEST_REASON,
    LONGEST_TITLE,
    MOST_PARAGRAPHS,
    Template,
    check_template,
    check_template_change,
    from_shown,
    newest_in_force,
    to_shown,
)
from tests.builders import TODAY

FORM = "certificate_pension"
DAY = timedelta(days=1)
PERSON = "兹有{name}，{sex}，{birth}出生，公民身份号码{id_number}，住{community}{address}。"
FOUND = "经网格员{handler}于{visited_on}上门核实，本人健在。"
USE = "本证明仅用于领取养老金。"
TEXT = (PERSON, FOUND, USE)


def found(*paragraphs: str, title: str = "证明", form: str = FORM) -> list[tuple[str, str]]:
    problems = check_template(form, title, paragraphs or TEXT)
    return [(p.rule.removeprefix("seals.template_"), p.field) for p in problems]


def test_a_wording_with_all_its_fields_may_be_printed() -> None:
    assert found() == found(PERSON, FOUND, USE, "特此证明。") == []
    assert found(PERSON, FOUND, USE + "{name}本人可凭此办理。") == []


@pytest.mark.parametrize("name", LOCKED[FORM])
def test_no_locked_field_may_be_taken_out(name: str) -> None:
    problems = check_template(FORM, "证明", [text.replace("{" + name + "}", "") for text in TEXT])
    assert [problem.message for problem in problems] == [
        f"正文里少了【{LOCKED_WORDS[name]}】。锁定的栏目不能去掉，否则就成了空白证明。请插回去。"
    ]


@pytest.mark.parametrize("word", ["{phone}", "{purpose}", "【电话】", "{}", "{name.upper}", "{姓名}"])
def test_no_field_may_be_invented(word: str) -> None:
    assert found(PERSON, FOUND, USE + word) == [("field_unknown", "paragraphs")]


def test_a_field_of_another_paper_is_named_in_its_words() -> None:
    (problem,) = check_template(FORM, "证明", [*TEXT, "用于{purpose}"])
    assert problem.message == "没有“用途”这一栏。程序填不上它。请删去，或换成下面列出的栏目。"
    whole = [PERSON, FOUND + "{statement}", "本证明仅用于{purpose}。"]
    assert found(*whole, form="certificate_conduct") == []


def test_a_letter_names_its_business_instead_of_its_only_use() -> None:
    whole = "兹介绍{community}居民{name}（{id_number}）等{persons}人办理{purpose}，请接洽。"
    assert found(whole, form="introduction") == []
    assert found(whole.replace("{purpose}", "一事"), form="introduction") == [("field_missing", "paragraphs")]


@pytest.mark.parametrize("mark", "{}【】")
def test_a_bracket_alone_is_no_field(mark: str) -> None:
    assert found(PERSON, FOUND, USE + mark) == [("braces", "paragraphs")]


def test_a_wording_says_what_it_is_only_for() -> None:
    assert found(PERSON, FOUND, "本证明用于领取养老金。") == [("purpose", "paragraphs")]


def test_a_title_is_there_and_short() -> None:
    assert found(title=" ") == found(title="证\n明") == found(title="证明{name}") == [("title", "title")]
    assert found(title="证" * LONGEST_TITLE) == []
    assert found(title="证" * (LONGEST_TITLE + 1)) == [("title", "title")]


def test_paragraphs_are_neither_blank_nor_endless() -> None:
    assert found(*TEXT, " ") == [("blank", "paragraphs")]
    assert found(*TEXT, "字" * LONGEST_PARAGRAPH) == []
    assert found(*TEXT, "字" * (LONGEST_PARAGRAPH + 1)) == [("too_long", "paragraphs")]
    assert found(*TEXT, "字\x07") == [("control_character", "paragraphs")]
    most = (*TEXT, *["特此证明。"] * (MOST_PARAGRAPHS - len(TEXT)))
    assert found(*most) == []
    assert found(*most, "再一段") == [("paragraphs", "paragraphs")]
    assert check_template(FORM, "证明", ())[0].message == "正文有 0 段，应是 1 到 8 段。请合并或补上。"


def test_fields_are_shown_in_words_and_read_back() -> None:
    assert to_shown(FOUND) == "经网格员【承办人】于【核实日期】上门核实，本人健在。"
    assert [from_shown(to_shown(text)) for text in TEXT] == list(TEXT)
    assert from_shown("【 居民姓名 】的【狗】") == "{name}的{狗}"
    assert to_shown("{dog}") == "【dog】"


def test_every_locked_field_has_its_word() -> None:
    assert {name for names in LOCKED.values() for name in names} == set(LOCKED_WORDS)
    assert len(set(LOCKED_WORDS.values())) == len(LOCKED_WORDS)


# Versions


FIRST = Template(FORM, 1, "证明", TEXT)


def version(number: int, **changes: Any) -> Template:
    return replace(Template(FORM, number, f"证明{number}", TEXT, TODAY + number * DAY), **changes)


def test_the_newest_version_whose_day_has_come_is_in_force() -> None:
    versions = [FIRST, version(2), version(3), version(4, valid_from=TODAY + DAY)]
    assert [newest_in_force(versions[:3], TODAY + n * DAY).version for n in range(5)] == [1, 1, 2, 3, 3]
    assert [newest_in_force(versions, TODAY + n * DAY).version for n in range(3)] == [1, 4, 4]


def change(template: Template, reason: str = "社保中心要求", **changes: Any) -> list[tuple[str, str]]:
    wanted: dict[str, Any] = {"valid_from": TODAY} | changes
    problems = check_template_change(template, [FIRST, version(2)], wanted["valid_from"], reason, today=TODAY)
    return [(p.rule.removeprefix("seals.template_"), p.field) for p in problems]


def test_a_new_version_counts_from_today_at_the_earliest() -> None:
    assert change(version(3)) == []
    assert (
        change(version(3), valid_from=TODAY - DAY)
        == change(version(3), valid_from=None)
        == [("day", "valid_from")]
    )


def test_a_new_version_says_why() -> None:
    assert change(version(3), "因" * LONGEST_REASON) == []
    for reason in ("因" * (LONGEST_REASON + 1), " ", "因\x00"):
        assert change(version(3), reason) == [("reason", "reason")]


def test_the_same_words_again_are_no_version() -> None:
    assert change(version(3, title="证明2")) == [("unchanged", "paragraphs")]
    assert change(version(3, title="证明")) == []
