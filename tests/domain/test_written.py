"""A file from outside: what is asked of it, and where it says something that cannot be used."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.written import MOST, Field, Misread, Place, line_of, path_of, read, understand


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


TEXT = """{
  "first": 1,
  "rows": [
    {"count": 5,
     "votes": {"委员": {"for": ["王甲",
        "李乙"]}}},
    {"count": "six", "votes": {}}
  ],
  "a \\"b\\"": [[], [[1],
    2]]
}
"""


def refused(text: str, *place: str | int, ask: str = "whole", **settings: object) -> tuple[str, str]:
    """Where and why the value at a place is refused."""
    with pytest.raises(Misread) as caught:
        getattr(at(read(text), place), ask)(**settings)
    problem = caught.value.problems[0]
    return problem.field, problem.message


def at(field: Field, place: Place) -> Field:
    for step in place:
        field = field.named()[step] if isinstance(step, str) else field.items()[step]
    return field


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("first",), 2),
        (("rows",), 3),
        (("rows", 0), 4),
        (("rows", 0, "votes"), 5),
        (("rows", 0, "votes", "委员", "for", 0), 5),
        (("rows", 0, "votes", "委员", "for", 1), 6),
        (("rows", 1, "count"), 7),
        (('a "b"', 1, 0, 0), 9),
        (('a "b"', 1, 1), 10),
        (("rows", 1, "missing"), 7),
        (("rows", 9), 3),
        (("first", "deeper"), 2),
        (("nowhere", "at", "all"), 1),
    ],
)
def test_the_line_of_a_place_is_found(place: Place, line: int) -> None:
    assert line_of(TEXT, place) == line


def test_of_a_name_that_stands_twice_the_later_line_is_given() -> None:
    assert line_of('{"a": 1,\n "a": 2}', ("a",)) == 2


def test_a_place_is_written_as_it_is_read() -> None:
    assert path_of(("ballots", 3, "votes", "委员", "for", 0)) == "ballots[3].votes.委员.for[0]"
    assert path_of(()) == ""


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    )
)
def test_whatever_can_be_written_can_be_walked(value: object) -> None:
    import json  # noqa: PLC0415

    text = json.dumps({"value": [value, {"last": 1}]}, ensure_ascii=False, indent=1)
    assert text.split("\n")[line_of(text, ("value", 1, "last")) - 1].strip() == '"last": 1'


def test_a_value_that_is_right_is_given() -> None:
    field = read('{"n": 7, "t": true, "w": "王 甲", "c": "blue", "l": [1, 2], "o": {"x": 1}}').named()
    assert field["n"].whole(7) == 7
    assert field["t"].truth() is True
    assert field["w"].words() == "王 甲"
    assert field["c"].choice(Colour) is Colour.BLUE
    assert [each.whole() for each in field["l"].items()] == [1, 2]
    assert list(field["o"].members((), ("x", "y"))) == ["x"]
    assert read(str(MOST)).whole() == MOST


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("5.0", "这里要写整数，却是 5.0。"),
        ('"5"', '这里要写整数，却是 "5"。'),
        ("true", "这里要写整数，却是 true。"),
        ("null", "这里要写整数，却是 null。"),
        ("1e999", "这里要写整数，却是 Infinity。"),
        ("[1]", "这里要写整数，却是 [1]。"),
        ("-1", "这里的整数要在 0 到 1000000000 之间，却是 -1。"),
        ("1000000001", "这里的整数要在 0 到 1000000000 之间，却是 一个太大的数。"),
        ("-1" + "0" * 99, "这里的整数要在 0 到 1000000000 之间，却是 一个太小的数。"),
    ],
)
def test_a_number_that_cannot_be_a_count_is_refused(value: str, words: str) -> None:
    place, message = refused(f'{{"n":\n{value}}}', "n")
    assert (place, message.startswith(words)) == ("n（第 2 行）", True)


@pytest.mark.parametrize(
    ("value", "ask", "words"),
    [
        ("1", "truth", "这里要写 true 或 false，却是 1。"),
        ("1", "words", "这里要写文字，却是 1。"),
        ('""', "words", "这里没有写字。"),
        ('" \\t"', "words", "这里没有写字。"),
        ('"王甲 "', "words", '"王甲 " 前后有空格'),
        ('"王\\n甲"', "words", '"王\\n甲" 里有换行之类的控制符。'),
        ("{}", "items", "这里要写列表 [ ]，却是 {}。"),
        ("[]", "named", "这里要写一组栏目 { }，却是 []。"),
        ('"' + "很" * 99 + '"', "truth", "这里要写 true 或 false，却是 " + '"' + "很" * 29 + "…。"),
    ],
)
def test_a_value_of_another_kind_is_refused(value: str, ask: str, words: str) -> None:
    place, message = refused(f"[{value}]", 0, ask=ask)
    assert (place, message.startswith(words)) == ("[0]（第 1 行）", True)


def test_a_word_that_is_not_on_the_list_is_refused_with_those_that_are() -> None:
    assert refused('"green"', ask="choice", kind=Colour) == (
        "（第 1 行）",
        '这里只能写 red blue 之一，却是 "green"。请改正。',
    )
    with pytest.raises(Misread) as caught:
        read('"red"').choice(Colour, Colour.RED)
    assert caught.value.problems[0].message == '这里只能写 blue 之一，却是 "red"。请改正。'


def test_a_field_that_is_missing_or_unknown_is_named() -> None:
    text = '{\n"a": 1,\n"c": {\n"d": 2}}'
    assert refused(text, ask="members", needed=("a", "b"), optional=("c",))[0] == "b（第 1 行）"
    place, message = refused(text, "c", ask="members", needed=(), optional=("e", "f"))
    assert (place, message) == ("c.d（第 4 行）", "不认识这一栏。这里只能有 e f。请检查拼写。")


def test_a_field_that_stands_twice_is_refused() -> None:
    text = '{"a": {"x": 1,\n"y": 1,\n"y": 2}}'
    place, message = refused(text, "a", ask="named")
    assert (place, message.startswith("这一栏写了两遍")) == ("a.y（第 3 行）", True)
    assert repr(read(text).value) != repr(read('{"a": {"x": 1, "y": 2}}').value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{\n bad", "第 2 行不是 JSON。"),
        ("", "第 1 行不是 JSON。"),
        ("[" * 100_000, "里面的括号太深。"),
        ("1" * 5_000, "里面有不能用的数字。"),
        ('{"n": NaN}', "里面有不能用的数字。"),
    ],
)
def test_what_is_no_json_is_refused(text: str, words: str) -> None:
    with pytest.raises(Misread) as caught:
        understand(text, Field.named)
    problem = caught.value.problems[0]
    assert (problem.field, problem.message.startswith(words)) == ("", True)


def test_a_value_that_can_be_read_and_is_too_deep_to_be_shown_is_refused_as_well() -> None:
    for depth in range(1, 1000):
        with pytest.raises(Misread):
            understand("[" * depth + "]" * depth, Field.whole)
    assert understand("7", Field.whole) == 7
