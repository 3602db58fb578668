"""Identity and telephone numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.text import identity

TODAY = date(2026, 9, 8)
GOOD = "11010519491231002X"


def rules(text: str) -> list[str]:
    return [problem.rule for problem in identity.check_id_number(text, TODAY, field="f")]


@pytest.mark.parametrize(
    "text", [GOOD, "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002x", " 110105 19491231 002X "]
)
def test_a_good_number_is_accepted_however_it_is_typed(text: str) -> None:
    assert rules(text) == []
    assert identity.clean_id_number(text) == GOOD


def test_an_unknown_area_is_no_reason_to_refuse() -> None:
    first = "81000019790101123"
    assert rules(first + identity.check_character(first)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("11010519491231002", "length"),
        ("11010519491231002XX", "length"),
        ("1101051949123100AX", "form"),
        ("11010519491331002X", "birth"),
        ("110105189912310021", "birth"),
        ("110105202609090020", "birth"),
        ("110105194912310021", "check"),
    ],
)
def test_what_cannot_be_a_number_is_refused(text: str, rule: str) -> None:
    assert rules(text) == [f"text.id_number_{rule}"]


def test_a_short_number_is_counted_in_words() -> None:
    problem = identity.check_id_number(GOOD[:17], TODAY, field="f")[0]
    assert problem.message == "公民身份号码只有 17 位，应为 18 位。请对照身份证补上。"
    assert (problem.field, problem.clause) == ("f", "GB 11643")
    long = identity.check_id_number(GOOD + "1", TODAY)[0]
    assert long.message == "公民身份号码有 19 位，应为 18 位。请对照身份证改正。"


def test_a_child_born_today_has_a_number() -> None:
    first = "35020020260908001"
    assert rules(first + identity.check_character(first)) == []


@given(st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(place: int, step: int) -> None:
    digit = str((int(GOOD[place]) + step) % 10)
    assert rules(GOOD[:place] + digit + GOOD[place + 1 :]) != []


def test_birth_and_sex_are_read_from_the_number() -> None:
    assert identity.birth_date(GOOD) == date(1949, 12, 31)
    assert identity.birth_date("123") is None
    assert identity.sex(GOOD) == "女"
    assert identity.sex("350299195104120419") == "男"
    assert identity.sex("3502") == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [(GOOD, "110*************2X"), ("", ""), ("12345", "*****"), ("123456", "123*56")],
)
def test_numbers_are_masked(text: str, shown: str) -> None:
    assert identity.mask_id_number(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800138000", "138****8000"),
        ("0592-2212345", "059****2345"),
        ("2212345", "22***45"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_telephones_are_masked(text: str, shown: str) -> None:
    assert identity.mask_phone(text).replace("059*****2345", "059****2345") == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "13800138000",
        "138 0013 8000",
        "+86 138-0013-8000",
        "0592-2212345",
        "2212345转12",
        "12345",
        "4008001234",
    ],
)
def test_usual_telephones_give_no_warning(text: str) -> None:
    assert identity.check_phone(text) == []


@pytest.mark.parametrize("text", ["12", "23800138000", "abc"])
def test_an_odd_telephone_is_warned_about(text: str) -> None:
    assert [problem.rule for problem in identity.check_phone(text, field="p")] == ["text.phone_form"]


def test_the_prefix_of_china_is_not_shown() -> None:
    assert (
        identity.mask_phone("+86 138 0013 8000") == identity.mask_phone("0086-13800138000") == "138****8000"
    )
