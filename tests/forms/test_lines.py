"""Where lines may end: faults in this are seen by everybody who reads the paper."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.paper.lines import NO_END, NO_START, atoms, break_lines, break_title

HAN = "兹有郑国栋系本街道榕荫社区居民经网格员于上门核实情况属实特此证明"
AFTER = "，。、；：？！）》”"
PAIRS = ("（）", "《》", "“”")
WORDS = [
    "2026年",
    "9月",
    "12日",
    "350299195104120417",
    "ABC-12",
    "3.5",
    "——",
    "……",
    "86号",
    "402室",
    "100%",
    "·",
]


def width(piece: str) -> float:
    """Ideographs and marks are one wide, letters and digits half."""
    return sum(0.5 if ord(character) < 0x2E80 and character not in "“”—…·" else 1.0 for character in piece)


def believable(chance: random.Random) -> str:
    """Text as offices write it: words, numbers, and marks that stand where marks can stand."""
    parts = []
    for _turn in range(chance.randint(5, 60)):
        kind = chance.random()
        if kind < 0.55:
            parts.append("".join(chance.choices(HAN, k=chance.randint(1, 6))))
        elif kind < 0.75:
            parts.append(chance.choice(WORDS) + chance.choice(HAN))
        elif kind < 0.9:
            parts.append(chance.choice(HAN) + chance.choice(AFTER))
        else:
            pair = chance.choice(PAIRS)
            parts.append(pair[0] + chance.choice(HAN) * chance.randint(1, 4) + pair[1])
    return "".join(parts)


def faults(text: str, measure: float, indent: float) -> list[str]:
    lines = ["".join(line) for line in break_lines(text, width, measure, indent)]
    found = []
    if "".join(lines) != text:
        found.append("words lost")
    for number, line in enumerate(lines):
        if width(line) > measure - (indent if number == 0 else 0) + 0.01:
            found.append(f"too wide: {line}")
    for before, after in pairwise(lines):
        joint = before[-1] + after[0]
        if before[-1] in NO_END or after[0] in NO_START:
            found.append(f"mark: {joint}")
        if before[-1].isdigit() and (after[0].isdigit() or after[0] in "年月日号室"):
            found.append(f"number torn: {joint}")
        if joint in ("——", "……"):
            found.append(f"torn: {joint}")
    return found


def test_twenty_thousand_random_breaks_have_no_fault() -> None:
    chance = random.Random(20260908)
    breaks, found = 0, []
    while breaks < 20_000:
        text = believable(chance)
        measure = chance.randint(14, 30)
        breaks += len(break_lines(text, width, measure, 2)) - 1
        found += faults(text, measure, 2)
    assert found == []


@given(st.text(max_size=60), st.integers(min_value=2, max_value=20))
def test_any_text_is_kept_and_every_line_fits(text: str, measure: int) -> None:
    lines = break_lines(text, lambda piece: float(len(piece)), measure)
    assert "".join("".join(line) for line in lines).replace(" ", "") == text.replace(" ", "")
    assert all(len("".join(line).rstrip(" ")) <= measure for line in lines)


def test_marks_stay_with_their_words() -> None:
    assert [("".join(line)) for line in break_lines("一二三四，五六七（八九）", width, 4)] == [
        "一二三",
        "四，五六",
        "七（八",
        "九）",
    ]


def test_number_keeps_its_unit() -> None:
    assert atoms("于2026年9月7日上门") == ["于", "2026年", "9月", "7日", "上", "门"]


def test_dash_and_dots_stay_whole() -> None:
    assert atoms("甲——乙……丙") == ["甲", "——", "乙", "……", "丙"]


def test_latin_run_longer_than_the_line_is_broken() -> None:
    assert ["".join(line) for line in break_lines("网址ABCDEFGHIJKL止", width, 4)] == [
        "网址",
        "ABCDEFGH",
        "IJKL止",
    ]


def test_blank_does_not_begin_a_line() -> None:
    assert ["".join(line) for line in break_lines("一二三 四五", width, 3)] == ["一二三", "四五"]


def test_title_breaks_into_even_lines() -> None:
    assert break_title("榕荫社区居民委员会届中补选公告", width, 10) == ["榕荫社区居民委员", "会届中补选公告"]


def test_title_keeps_the_break_of_the_clerk() -> None:
    assert break_title("榕荫社区居民委员会\n补选公告", width, 20) == ["榕荫社区居民委员会", "补选公告"]
