"""Dates as written and as typed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.text import dates


@pytest.mark.parametrize(
    ("day", "numerals"),
    [
        (date(2014, 9, 1), "二〇一四年九月一日"),
        (date(2026, 10, 21), "二〇二六年十月二十一日"),
        (date(2000, 12, 30), "二〇〇〇年十二月三十日"),
        (date(1999, 11, 10), "一九九九年十一月十日"),
    ],
)
def test_numeral_dates(day: date, numerals: str) -> None:
    assert dates.numeral_date(day) == numerals


def test_printed_and_shown_dates_have_no_leading_zeros() -> None:
    assert dates.print_date(date(2026, 9, 1)) == "2026年9月1日"
    assert dates.screen_date(date(2026, 9, 1)) == "9月1日"
    assert dates.screen_moment(datetime(2026, 9, 1, 8, 5)) == "9月1日 08:05"  # noqa: DTZ001  shown as it is


@pytest.mark.parametrize(
    "typed",
    [
        "2026-9-1",
        "2026.09.01",
        "2026/9/1",
        "20260901",
        "2026年9月1日",
        "２０２６－９－１",
        "9-1",
        "9月1日",
        "9.1",
    ],
)
def test_the_ways_in_which_clerks_type_a_day(typed: str) -> None:
    assert dates.parse_date(typed, 2026) == date(2026, 9, 1)


@pytest.mark.parametrize("typed", ["", "九月一日", "2026-13-1", "2026-2-30", "2-30", "2026-9", "昨天"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert dates.parse_date(typed, 2026) is None


@given(st.dates(date(1000, 1, 1)))
def test_every_printed_day_is_read_back(day: date) -> None:
    assert dates.parse_date(dates.print_date(day), 1) == day


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("9月7日 10:05", datetime(2026, 9, 7, 10, 5)),  # noqa: DTZ001
        ("9月7日10:05", datetime(2026, 9, 7, 10, 5)),  # noqa: DTZ001
        ("2025-12-31 23:59", datetime(2025, 12, 31, 23, 59)),  # noqa: DTZ001
        ("２０２６．９．７　９：０５", datetime(2026, 9, 7, 9, 5)),  # noqa: DTZ001
        ("9-7 10时5分", datetime(2026, 9, 7, 10, 5)),  # noqa: DTZ001
        ("9月7日", None),
        ("10:05", None),
        ("9月31日 10:05", None),
        ("9月7日 24:00", None),
        ("9月7日 10:60", None),
        ("", None),
    ],
)
def test_a_moment_is_read_as_clerks_type_it(typed: str, moment: datetime | None) -> None:
    assert dates.parse_moment(typed, 2026) == moment
