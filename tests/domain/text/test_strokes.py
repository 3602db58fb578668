"""Stroke order, held to the official table and to the examples of published lists."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.problems import Refused
from desktop.domain.text import strokes
from desktop.domain.text.strokes import Custom

LEVELS = (strokes.TABLE.parent / "levels.txt").read_text("utf-8").splitlines()
NAMES = st.text(st.sampled_from("王李张于干欧阳娜明一勇丁"), min_size=1, max_size=4)
STANDARD = st.text(st.sampled_from("".join(LEVELS)), min_size=1, max_size=4)


@pytest.mark.parametrize("level", [0, 1, 2])
def test_inside_an_official_level_places_rise(level: int) -> None:
    runs = [strokes._table().run_of[character] for character in LEVELS[level]]
    keys = [strokes.sort_key(character) for character in LEVELS[level]]
    falling = [
        one + other
        for (one, run, key), (other, next_run, next_key) in pairwise(
            zip(LEVELS[level], runs, keys, strict=True)
        )
        # Equal strokes, equal place: the official table parts these by other means, lists by their codes.
        if (run, key) >= (next_run, next_key) and not (run == next_run and strokes._table().runs[run].strokes)
    ]
    assert falling == []


def test_each_character_stands_once_and_known_strokes_rise() -> None:
    table = strokes._table()
    assert sum(len(run.characters) for run in table.runs) == len(table.run_of) == 21173
    assert list(table.ranks) == sorted(set(table.ranks))
    assert [run for run in table.runs if run.strokes and run.count != str(len(run.strokes))] == []


def test_every_official_character_has_a_place() -> None:
    places = strokes._table().run_of
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
    extra = {"龭": (4, "1121")}
    ordered = strokes.sort_names(["尤一", "龭一", "丰一", "王一"], extra=extra)
    assert ordered == ["丰一", "王一", "龭一", "尤一"]
    assert strokes.explain("龭", extra) == "龭 4画 一一丨一"


def test_a_character_with_strokes_nobody_else_has_stands_between_its_neighbours() -> None:
    extra = {"龭": (2, "11"), "𠮷": (1, "1"), "𪚥": (2, "14")}
    ordered = strokes.sort_names(["𪚥", "厂", "龭", "丁", "七", "二", "一", "𠮷"], extra=extra)
    assert ordered == ["一", "𠮷", "二", "龭", "丁", "厂", "𪚥", "七"]


def test_a_character_written_like_others_stands_among_them_by_its_code() -> None:
    assert strokes.sort_names(["于", "㐀", "干"], extra={"㐀": (3, "112")}) == ["㐀", "于", "干"]


def test_a_stroke_count_of_zero_would_stand_before_all() -> None:
    assert strokes._place("龭", {"龭": (0, "1")}) < strokes._place("一", {})


@pytest.mark.parametrize("given_strokes", [(3, "1121"), (4, "1126"), (4, ""), (4, "１１２１")])
def test_strokes_that_cannot_be_are_refused(given_strokes: tuple[int, str]) -> None:
    with pytest.raises(Refused) as refused:
        strokes.sort_names(["龭明"], extra={"龭": given_strokes})
    assert [problem.rule for problem in refused.value.problems] == ["text.strokes_form"]


def test_the_table_wins_over_strokes_given_for_a_character_it_has() -> None:
    extra = {"王": (1, "9")}
    assert strokes.sort_names(["王", "一"], extra=extra) == ["一", "王"]
    assert strokes.explain("王", extra) == "王 4画 一一丨一"


def test_equal_strokes_are_told() -> None:
    assert strokes.equal_neighbours(["于强", "干平", "王勇"]) == [("于强", "干平")]
    assert strokes.equal_neighbours(["王于强", "王干平", "王干平"]) == [("王于强", "王干平")]


def test_names_parted_by_length_or_by_strokes_are_not_equal() -> None:
    assert strokes.equal_neighbours(["王干", "王于强", "王一", "李"]) == []
    assert strokes.equal_neighbours(["王于强", "王干"], custom=Custom.FULL) == [("王于强", "王干")]
    assert strokes.equal_neighbours(["王", "王干"]) == []


def test_equally_written_surnames_are_not_mixed() -> None:
    assert strokes.sort_names(["干一", "于明", "干明", "于一"]) == ["于一", "于明", "干一", "干明"]


def test_where_only_the_place_is_known_the_reason_gives_the_count_or_its_bounds() -> None:
    assert strokes.explain("㛃") == "㛃 9画"
    assert strokes.explain("紅") == "紅 9至10画"
    assert strokes.explain("龘") == "龘 36画以上"


def test_a_name_that_cannot_be_sorted_has_no_reason() -> None:
    with pytest.raises(Refused):
        strokes.explain("龭")


@pytest.mark.parametrize(
    ("one", "other"), [("蚂", "虽"), ("盅", "虽"), ("灰", "达"), ("轫", "芈"), ("钘", "钚")]
)
def test_what_the_source_has_wrong_stands_right(one: str, other: str) -> None:
    assert strokes.sort_names([other, one]) == [one, other]


def test_the_same_names_keep_their_order() -> None:
    assert strokes.sort_names(["王芳（女）", "王　芳", "王·芳"]) == ["王芳（女）", "王　芳", "王·芳"]


def test_nested_brackets_do_not_count() -> None:
    assert strokes.bare_name("王芳（女（回族））〔河南〕") == "王芳"


def test_an_open_bracket_is_asked_about() -> None:
    assert strokes.unknown_characters("王芳（女") == ["（"]


def test_the_report_skips_blank_lines_and_objects_by_line() -> None:
    lines, problems = strokes.names_report("王一明\n\n王勇\r\n龭明\n", explain=False)
    assert lines == ["王勇", "王一明"]
    assert [problem.field for problem in problems] == ["line 4"]


def test_the_report_explains_each_place() -> None:
    lines, problems = strokes.names_report("丁一\n", explain=True)
    assert (lines, problems) == (["丁一\t丁 2画 一丨，一 1画 一"], [])


def test_the_report_tells_equal_strokes() -> None:
    lines, problems = strokes.names_report("干一\n于一", explain=True)
    assert problems == []
    assert lines == [
        "于一\t于 3画 一一丨，一 1画 一",
        "干一\t干 3画 一一丨，一 1画 一；“干”与上一名的“于”笔画相同，按编码排",
    ]


def test_a_line_without_a_name_is_objected_to() -> None:
    lines, problems = strokes.names_report("（女）\n王　芳\n", explain=False)
    assert lines == ["王　芳"]
    assert [(problem.rule, problem.field) for problem in problems] == [("text.no_name", "line 1")]


@given(st.lists(st.one_of(NAMES, STANDARD), max_size=12), st.randoms(use_true_random=False))
@pytest.mark.parametrize("custom", list(Custom))
def test_order_does_not_depend_on_the_order_of_entry(
    custom: Custom, names: list[str], shuffler: random.Random
) -> None:
    shuffled = list(names)
    shuffler.shuffle(shuffled)
    ordered = strokes.sort_names(names, custom=custom)
    assert strokes.sort_names(shuffled, custom=custom) == ordered
    assert sorted(ordered) == sorted(names)


@given(NAMES | STANDARD, NAMES | STANDARD)
def test_two_different_names_never_share_a_place(one: str, other: str) -> None:
    assert (strokes.sort_key(one) == strokes.sort_key(other)) == (one == other)
