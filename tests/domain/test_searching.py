"""What is typed to find an entry is understood as the clerk means it."""

from datetime import date

import pytest

from desktop.domain.seals import Matter, MatterStatus, Seal
from desktop.domain.seals.searching import Search, read_search

SEALS = (
    Seal(1, "社会事务专用章", "梧社印", "梧桐街道办事处", 42, 2, 2),
    Seal(2, "居委会章", "榕居印", "榕荫社区", 42, 2, 2),
)
MATTERS = (
    Matter(1, 1, "10", "社保", "在厦异地退休人员领取养老金身份确认证明", "养老金身份确认", "确认证明"),
    Matter(2, 1, "15", "政审", "现实表现", "就业招聘政审", "证明", aliases=("工作证明",)),
    Matter(3, 1, "E1", "不出具", "亲属关系证明", "亲属关系", "", status=MatterStatus.ELSEWHERE),
)  # fmt: skip


def read(text: str) -> Search:
    return read_search(text, SEALS, MATTERS, 2026)


@pytest.mark.parametrize(
    "typed",
    [
        "梧社印〔2026〕316 号",
        "梧社印[2026]316号",
        " 梧社印（2026）316",
        "梧社印【2026】 ３１６ 号",
        "梧社印(2026)0316",
    ],
)
def test_a_register_number_is_read_as_people_write_it(typed: str) -> None:
    assert read(typed) == Search(seal=1, year=2026, running=316)


def test_the_book_of_another_seal_is_told_apart() -> None:
    assert read("榕居印〔2025〕7 号") == Search(seal=2, year=2025, running=7)


def test_a_number_of_no_book_is_only_words() -> None:
    assert read("别社印〔2026〕316 号") == Search(words=("别社印〔2026〕316", "号"))


def test_digits_may_be_a_running_number_or_part_of_one() -> None:
    assert read("316") == read("316 号") == read("３１６号") == Search(words=("316",), running=316)
    assert read("13800138000") == Search(words=("13800138000",))


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026-9-7", date(2026, 9, 7)), ("9月7日", date(2026, 9, 7)), ("2025.12.31", date(2025, 12, 31))],
)
def test_a_date_is_a_day(typed: str, day: date) -> None:
    assert read(typed) == Search(day=day)
    assert read(f"王 {typed}") == Search(words=("王",), day=day)


@pytest.mark.parametrize(
    ("typed", "month"), [("9月", "2026-09"), ("2025年12月", "2025-12"), ("2025-3", "2025-03")]
)
def test_a_month_is_a_month(typed: str, month: str) -> None:
    assert read(typed) == Search(month=month)


def test_a_month_that_does_not_exist_is_a_word() -> None:
    assert read("13月") == Search(words=("13月",))


@pytest.mark.parametrize(
    ("typed", "word", "found"),
    [
        ("养老金", "养老金", {1}),
        ("社保10", "社保10", {1}),
        ("工作证明", "工作证明", {2}),
        ("jyzpzs", "jyzpzs", {2}),
        ("证明", "证明", {1, 2, 3}),
    ],
)
def test_a_word_may_mean_matters(typed: str, word: str, found: set[int]) -> None:
    assert read(typed) == Search((word,), frozenset(found), word)


def test_a_name_beside_a_matter_stays_a_name() -> None:
    typed = read("王芳 养老金")
    assert typed == Search(("王芳", "养老金"), frozenset({1}), "养老金")
    assert typed.without_matter_word() == ("王芳",)


def test_one_character_means_no_matter() -> None:
    assert read("证") == Search(("证",))
    assert read("·") == Search()


def test_nothing_typed_asks_for_nothing() -> None:
    assert read("  ") == Search()
