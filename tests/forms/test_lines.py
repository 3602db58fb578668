"""Where lines may end: faults in this are seen by everybody who reads the paper."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.paper import FANG
from desktop.forms.paper.geometry import BODY_SIZE, BODY_SPACING, CHARACTERS, MM, STEP
from desktop.forms.paper.lines import atoms, break_lines
from desktop.forms.paper.setting import SetLine, set_paragraph
from desktop.forms.paper.titles import break_title

# Written down here a second time, from the standard and not from the breaker.
# Source: GB/T 15834-2011, 5.1.
NEVER_FIRST = set("，。、；：？！）》〉】〕」』”’…—·～％℃,.;:?!)]}%")
NEVER_LAST = set("（《〈【〔「『“‘￥№([{$")
UNITS = set("年月日号时分元人名份页室栋楼")

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


def joint_faults(before: str, after: str) -> list[str]:
    """What is wrong with ending a line with `before` and beginning the next with `after`."""
    joint = before[-1] + after[0]
    found = []
    if before[-1] in NEVER_LAST or after[0] in NEVER_FIRST:
        found.append(f"mark: {joint}")
    if joint.isascii() and joint.isalnum():
        found.append(f"word or number torn: {joint}")
    if before[-1].isdigit() and after[0] in UNITS:
        found.append(f"number parted from its unit: {joint}")
    if joint in ("——", "……"):
        found.append(f"torn: {joint}")
    return found


def faults(text: str, measure: float, indent: float) -> tuple[int, list[str]]:
    lines = ["".join(line) for line in break_lines(text, width, measure, indent)]
    found = []
    if "".join(lines) != text:
        found.append("words lost")
    for number, line in enumerate(lines):
        if width(line) > measure - (indent if number == 0 else 0) + 0.01:
            found.append(f"too wide: {line}")
    for before, after in pairwise(lines):
        found += joint_faults(before, after)
    return len(lines) - 1, found


def test_a_hundred_thousand_random_breaks_have_no_fault() -> None:
    chance = random.Random(20260908)
    breaks, found = 0, []
    while breaks < 100_000:
        text = "".join(believable(chance) for _turn in range(4))
        done, wrong = faults(text, chance.randint(14, 30), 2)
        breaks += done
        found += wrong
    assert found == []


def test_the_check_of_breaks_finds_what_is_wrong() -> None:
    assert joint_faults("情况（", "属实") == ["mark: （属"]
    assert joint_faults("情况", "，属实") == ["mark: 况，"]
    assert joint_faults("2026", "年") == ["number parted from its unit: 6年"]
    assert joint_faults("AB", "C1") == ["word or number torn: BC"]
    assert joint_faults("甲—", "—乙") == ["mark: ——", "torn: ——"]


def line_end(line: SetLine) -> float:
    """Where a set line ends, in mm from the left edge of the block, added up character by character."""
    points = sum(
        FANG.width(piece.text) * BODY_SIZE + len(piece.text) * piece.spacing for piece in line.pieces
    )
    return line.indent * STEP + (points - line.pieces[-1].spacing) / MM


def test_justified_lines_of_the_grid_end_within_a_twentieth_of_a_millimetre() -> None:
    chance = random.Random(9)
    ends = []
    for _turn in range(300):
        lines = set_paragraph(believable(chance).replace("ABC-12", "甲"), 2)
        ends += [line_end(line) for line in lines[:-1]]
    full = CHARACTERS * STEP
    # A line that would gape, before an identity number, is left ragged; none is off by a little.
    ragged = [end for end in ends if end < full - 8]
    assert [end for end in ends if abs(end - full) > 0.05 and end not in ragged] == []
    assert len(ends) > 1000
    assert len(ragged) < len(ends) / 25


def test_dash_and_dots_are_not_spread() -> None:
    lines = set_paragraph("甲——乙……丙ABC-12。" * 14, 2)
    assert [round(line_end(line), 2) for line in lines[:-1]] == [156.0] * (len(lines) - 1)
    joints = [
        (first.text[-1] + second.text[0], first.spacing)
        for line in lines[:-1]
        for first, second in pairwise(line.pieces)
    ]
    assert {spacing for joint, spacing in joints if joint in ("——", "……")} == {BODY_SPACING}
    assert "——" not in [piece.text for line in lines[:-1] for piece in line.pieces]


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


@pytest.mark.parametrize(
    ("title", "measure", "lines"),
    [
        ("榕荫社区居民委员会届中补选公告", 10, ["榕荫社区居民委员会", "届中补选公告"]),
        ("榕荫社区居民委员会届中补选第4号公告", 17, ["榕荫社区居民委员会", "届中补选第4号公告"]),
        (
            "关于进一步做好梧桐街道社区居民委员会印章使用和管理工作的通知",
            20,
            ["关于进一步做好梧桐街道社区", "居民委员会印章使用和管理工作的通知"],
        ),
        (
            "梧桐街道办事处关于印发《梧桐街道社区居民委员会印章使用管理办法（试行）》的通知",
            20,
            ["梧桐街道办事处关于印发《梧桐", "街道社区居民委员会印章使用", "管理办法（试行）》的通知"],
        ),
        ("甲乙丙丁戊己庚辛壬癸子丑", 10, ["甲乙丙丁戊己", "庚辛壬癸子丑"]),
    ],
)
def test_title_keeps_its_words_whole(title: str, measure: int, lines: list[str]) -> None:
    assert break_title(title, width, measure) == lines


def test_title_of_three_lines_is_no_hourglass() -> None:
    title = "关于公布榕荫社区第十二届居民委员会换届选举正式候选人名单以及投票时间地点安排和有关事项的公告"
    upper, middle, lower = (width(line) for line in break_title(title, width, 20))
    assert middle >= min(upper, lower)


def test_announcement_number_is_never_broken() -> None:
    for measure in range(8, 30):
        lines = break_title("榕荫社区居民委员会届中补选第14号公告", width, measure)
        assert sum("第14号公告" in line for line in lines) == 1, lines


def test_word_wider_than_the_line_is_broken_all_the_same() -> None:
    assert break_title("居民委员会", width, 3) == ["居民委", "员会"]


def test_text_far_too_long_for_a_title_is_broken_evenly() -> None:
    lines = break_title("阿" * 301, width, 20)
    assert "".join(lines) == "阿" * 301
    assert max(map(len, lines)) - min(map(len, lines)) <= 19
    assert len(lines) == 16


def test_title_keeps_the_break_of_the_clerk() -> None:
    assert break_title("榕荫社区居民委员会\n补选公告", width, 20) == ["榕荫社区居民委员会", "补选公告"]
