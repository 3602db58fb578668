"""Stroke order, held to the official table and to the examples of published lists."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.problems import Refused
from desktop.domain.text import strokes
from desktop.domain.text.strokes import Custom

LEVELS = (strokes.TABLE / "levels.txt").read_text("utf-8").split("\n")[:3]
EQUAL_WITHOUT_SEQUENCE = {("苊", "苉"), ("赑", "淼"), ("呇", "冏")}
"""Neighbours of the official table whose strokes are the same, but whose sequence the data lacks."""
NAMES = st.text(st.sampled_from("王李张于干欧阳娜明一勇丁"), min_size=1, max_size=4)


@pytest.mark.parametrize("level", [0, 1, 2])
def test_inside_an_official_level_places_rise(level: int) -> None:
    table, sequences = strokes._table(), strokes._sequences()
    for one, other in zip(LEVELS[level], LEVELS[level][1:], strict=False):
        if table.places[one] < table.places[other]:
            continue
        same = sequences.get(one) is not None and sequences.get(one) == sequences.get(other)
        assert same or (one, other) in EQUAL_WITHOUT_SEQUENCE, (one, other)


def test_every_official_character_has_a_place() -> None:
    places = strokes._table().places
    assert [len(level) for level in LEVELS] == [3500, 3000, 1605]
    assert [c for level in LEVELS for c in level if c not in places] == []


def test_surnames_of_four_strokes_stand_as_on_official_lists() -> None:
    assert strokes.sort_names(["巴", "尹", "毛", "车", "尤", "王"]) == ["王", "尤", "车", "毛", "尹", "巴"]


def test_two_character_names_stand_before_longer_ones() -> None:
    assert strokes.sort_names(["王一明", "王勇"]) == ["王勇", "王一明"]


def test_the_other_custom_compares_the_second_character_at_once() -> None:
    assert strokes.sort_names(["王勇", "王一明"], custom=Custom.FULL) == ["王一明", "王勇"]


def test_longer_names_are_compared_character_by_character_whatever_their_length() -> None:
    assert strokes.sort_names(["王大明", "王一二三", "王丁丁"]) == ["王一二三", "王丁丁", "王大明"]


def test_compound_surnames_go_by_their_first_character() -> None:
    assert strokes.sort_names(["欧阳娜", "欧明"]) == ["欧明", "欧阳娜"]


@pytest.mark.parametrize("name", ["王　芳", "王 芳", "王芳（女）", "王芳(回族)", "王·芳"])
def test_dots_blanks_and_brackets_do_not_count(name: str) -> None:
    assert strokes.sort_key(name) == strokes.sort_key("王芳")


def test_da_has_six_strokes() -> None:
    assert strokes.explain("达") == "达 6画 一丿丶丶乛丶"


def test_the_reason_shows_count_and_strokes() -> None:
    assert strokes.explain("李") == "李 7画 一丨丿丶乛丨一"


@pytest.mark.parametrize("name", ["㛃雯", "䶮", "𬭎"])
def test_rare_characters_have_a_place(name: str) -> None:
    assert strokes.unknown_characters(name) == []


def test_a_character_without_a_place_is_named_and_not_sorted() -> None:
    with pytest.raises(Refused) as refused:
        strokes.sort_names(["王芳", "龭明"])
    assert [p.message for p in refused.value.problems] == [
        "“龭明”排不了序。笔画表里没有龭（U+9FAD）。请给出它的笔画，再排。"
    ]


def test_one_unknown_name_has_no_key() -> None:
    with pytest.raises(Refused):
        strokes.sort_key("龭")


def test_strokes_given_by_the_clerk_place_a_character() -> None:
    extra = {"龭": "1121"}
    ordered = strokes.sort_names(["尤一", "龭一", "丰一", "王一"], extra=extra)
    assert ordered.index("龭一") == ordered.index("王一") + 1
    assert strokes.explain("龭", extra) == "龭 4画 一一丨一"


def test_equal_strokes_are_told() -> None:
    assert strokes.equal_neighbours(["于强", "干平", "王勇"]) == [("于强", "干平")]


def test_the_report_skips_blank_lines_and_objects_by_line() -> None:
    lines, problems = strokes.names_report("王一明\n\n王勇\r\n龭明\n", explain=False)
    assert lines == ["王勇", "王一明"]
    assert [problem.field for problem in problems] == ["line 4"]


def test_the_report_explains_each_place() -> None:
    lines, problems = strokes.names_report("丁一\n", explain=True)
    assert (lines, problems) == (["丁一\t丁 2画 一丨，一 1画 一"], [])


@given(st.lists(NAMES, max_size=12), st.integers())
def test_order_does_not_depend_on_the_order_of_entry(names: list[str], seed: int) -> None:
    shuffled = list(names)
    random.Random(seed).shuffle(shuffled)
    keys = [strokes.sort_key(name) for name in strokes.sort_names(names)]
    assert keys == [strokes.sort_key(name) for name in strokes.sort_names(shuffled)]
    assert keys == sorted(keys)
