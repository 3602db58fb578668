"""Terms, reasons and corrections of personal data: what holds, and what is just outside."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import privacy as rules
from desktop.domain.privacy import Kept
from desktop.domain.problems import Problem
from tests.builders import id_number

TODAY = date(2026, 9, 8)
GOOD = id_number("35020319510412041")


def rule_names(problems: list[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


@pytest.mark.parametrize(
    ("kind", "years", "fits"),
    [
        (Kept.REGISTER, 1, True),
        (Kept.REGISTER, 100, True),
        (Kept.REGISTER, None, True),
        (Kept.REGISTER, 0, False),
        (Kept.REGISTER, 101, False),
        (Kept.REGISTER, True, False),
        (Kept.ACCESS_LOG, 1, True),
        (Kept.ACCESS_LOG, 0, False),
    ],
)
def test_a_term_is_whole_years_or_for_ever(kind: Kept, years: int | None, fits: bool) -> None:
    found = rules.check_term(kind, years)
    assert rule_names(found) == ([] if fits else ["privacy.term"])
    assert [p.clause for p in found] == ([] if fits else [rules.LOGS_KEPT if kind is Kept.ACCESS_LOG else ""])


def test_the_office_decides_over_the_defaults() -> None:
    terms = rules.terms_from({"register": 30, "seal_life": None, "taken_over": None})
    assert terms == {
        Kept.SEAL_LIFE: None,
        Kept.REGISTER: 30,
        Kept.TAKEN_OVER: None,
        Kept.ACCESS_LOG: 3,
        Kept.DRAFTS: 1,
    }


@given(st.integers(1, 100), st.dates(date(2001, 1, 1), date(2200, 12, 31)))
def test_a_record_is_due_the_day_after_its_last_year(years: int, today: date) -> None:
    through = rules.due_through(years, today)
    assert through is not None
    assert date(through + years + 1, 1, 1) <= today < date(through + years + 2, 1, 1)
    assert rules.due_through(None, today) is None


@pytest.mark.parametrize("reason", ["", "  ", "长" * 101, "看\x07看"])
def test_a_look_without_a_good_reason_is_refused(reason: str) -> None:
    (problem,) = rules.check_reason(reason)
    assert (problem.rule, problem.field, problem.clause) == ("privacy.reason", "reason", rules.PURPOSE)


def test_a_reason_is_words() -> None:
    assert rules.check_reason("居民本人来查") == rules.check_reason("长" * 100) == []


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("applicant_name", "王芳芳", []),
        ("applicant_name", "王芳", ["privacy.same"]),
        ("applicant_name", " ", ["privacy.empty"]),
        ("applicant_name", "王?", ["text.name_lost"]),
        ("agent_name", "单于 明", []),
        ("applicant_id_number", GOOD, []),
        ("applicant_id_number", GOOD[:-1], ["text.id_number_length"]),
        ("agent_id_number", GOOD, []),
        ("applicant_phone", "13800138000", []),
        ("applicant_phone", "1" * 101, ["privacy.value"]),
        ("applicant_address", "榕荫路\x00", ["privacy.value"]),
        ("document", "申请表", ["privacy.field"]),
    ],
)
def test_a_correction_is_checked_as_its_field(field: str, value: str, expected: list[str]) -> None:
    found = rules.check_correction(field, value, "王芳", "身份证上是这样写的", TODAY)
    assert rule_names(found) == expected
    assert {problem.field for problem in found} <= {"value", "field"}


def test_a_correction_needs_a_reason_as_well() -> None:
    found = rules.check_correction("applicant_phone", "13900139000", "", "", TODAY)
    assert rule_names(found) == ["privacy.reason"]
