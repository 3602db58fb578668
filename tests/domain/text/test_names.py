"""Names of persons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.text import names


def rules(text: str) -> list[str]:
    return [problem.rule for problem in names.clean_name(text, field="f").problems]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("王　芳", "王芳"),
        (" 王 芳 ", "王芳"),
        ("王\u200b芳\ufeff", "王芳"),
        ("阿不都•克里木", "阿不都·克里木"),
        ("阿不都・克里木", "阿不都·克里木"),
        ("阿不都･克里木", "阿不都·克里木"),
        ("\ue81e明", "龴明"),
        ("John Smith", "John Smith"),
        ("John\tSmith", "John Smith"),
        ("王\n芳\u2028\x00", "王芳"),
        ("\u202a王芳\u202c\u200e", "王芳"),
        ("阿不都 · 克里木", "阿不都·克里木"),
        ("王\ufe00 芳", "王\ufe00芳"),
        ("𬭎　𬭎", "𬭎𬭎"),
    ],
)
def test_what_a_copied_text_leaves_behind_is_taken_away(typed: str, stored: str) -> None:
    assert names.clean_name(typed).stored == stored


@pytest.mark.parametrize(
    "name", ["呂布", "温热", "溫热", "靑山", "喆", "昇", "堃", "㛃", "䶮", "𬭎", "𠮷野", "〇"]
)
def test_a_name_is_never_turned_into_another(name: str) -> None:
    cleaned = names.clean_name(name)
    assert (cleaned.stored, cleaned.changes, cleaned.problems) == (name, (), ())


def test_changes_are_told() -> None:
    assert names.clean_name("王\u200b•芳\ue81e").changes == (
        "旧编码的字已换成现在的编码",
        "已删去看不见的字符",
        "间隔号已统一为“·”",
    )


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("⽅明", "text.name_variant"),
        ("\uf9dd明", "text.name_variant"),
        ("\ue000明", "text.name_private"),
        ("阿不都.克里木", "text.name_dot"),
        ("阿不都．克里木", "text.name_dot"),
        ("王?", "text.name_lost"),
        ("王\ud86d", "text.name_lost"),
        ("", "text.name_empty"),
        ("　\u200b", "text.name_empty"),
        ("王" * 61, "text.name_long"),
    ],
)
def test_what_cannot_be_decided_here_is_asked(typed: str, rule: str) -> None:
    assert rules(typed) == [rule]


def test_a_name_of_sixty_characters_is_kept() -> None:
    assert rules("王" * 60) == []


def test_the_plain_character_is_offered() -> None:
    assert "改成它" in names.clean_name("⽅").problems[0].message
    assert "“方”" in names.clean_name("⽅").problems[0].message


@pytest.mark.parametrize(
    ("name", "printed"), [("王芳", "王　芳"), ("王小芳", "王小芳"), ("阿·李", "阿·李"), ("王", "王")]
)
def test_two_characters_are_printed_with_a_blank(name: str, printed: str) -> None:
    assert names.print_name(name) == printed


def test_searching_looks_past_width_case_dots_and_blanks() -> None:
    assert names.search_key("Ａ不都·克 里木\ufe00") == "a不都克里木"


def test_every_reading_finds_a_name() -> None:
    keys = names.pinyin_keys("单小明")
    assert {"sxm", "dxm", "shanxiaoming"} <= set(keys)


def test_umlaut_is_found_under_u_and_v() -> None:
    keys = names.pinyin_keys("吕")
    assert {"lu", "lv"} <= set(keys)


def test_a_long_text_does_not_explode() -> None:
    assert len(names.pinyin_keys("重度残疾人托养服务申请和行长乐单曾解")) <= 2 * names.MOST_READINGS


@pytest.mark.parametrize(
    ("name", "keys"), [("贠明", {"ym", "yunming"}), ("黑明", {"hm", "heming", "heiming"})]
)
def test_surnames_that_no_dictionary_reads_as_such_are_found(name: str, keys: set[str]) -> None:
    assert keys <= set(names.pinyin_keys(name))


def test_each_reading_of_each_character_occurs_in_a_name_with_many() -> None:
    readings = names._name_readings("单长乐行解")
    rows = names._combinations(readings)
    assert len(rows) <= names.MOST_READINGS
    assert [set(column) for column in zip(*rows, strict=True)] == [set(options) for options in readings]
    assert rows[0][0] == "shan"


@given(st.text("重长乐单曾解行和残疾人·（ab1", max_size=60))
def test_keys_stay_few_whatever_the_text(text: str) -> None:
    keys = names.pinyin_keys(text)
    assert len(keys) <= 2 * names.MOST_READINGS
    assert (keys == ()) == (not any(character.isalnum() for character in text))


def test_nothing_to_read_has_no_keys() -> None:
    assert names.pinyin_keys("·") == ()


@pytest.mark.parametrize(
    ("name", "reading"),
    [("单小明", "shanxiaoming"), ("万俟明", "moqiming"), ("王芳", "wangfang")],
)
def test_surnames_are_read_as_surnames(name: str, reading: str) -> None:
    assert names.display_pinyin(name) == reading


@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = names.clean_name(text).stored
    assert names.clean_name(once).stored == once
