"""Lists of the register: found by any part, read by pages, counted without reading all."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.seals import State, Sum, UseFilter
from desktop.services.office import Office
from desktop.services.seals import uses
from desktop.storage.seals import lists, words
from tests.builders import MovableClock, make_request

MakeUse = Callable[..., Any]


def found(office: Office, text: str, **more: Any) -> list[int]:
    with office.read() as work:
        return [line.running for line in lists.list_uses(work, UseFilter(text=text, **more))]


@pytest.fixture
def three(handler: Office, make_use: MakeUse, clock: MovableClock) -> Office:
    make_use(State.FILED, applicant_name="王芳", recipient="滨江市社会保险中心")
    clock.advance(days=1)
    make_use(State.TO_APPROVE, applicant_name="𬭎小明", document="调查表")
    clock.advance(days=40)
    make_use(State.RETURNED, applicant_name="单于芳", recipient="鹭达物流有限公司")
    return handler


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("王", [1]),
        ("王芳", [1]),
        ("芳", [3, 1]),
        ("𬭎", [2]),
        ("𬭎小明", [2]),
        ("wangf", [1]),
        ("shanyufang", [3]),
        ("cyf", [3]),
        ("滨江市", [2, 1]),
        ("芳 物流", [3]),
        ("2", [2, 3, 1]),
        ("梧社印〔2026〕3 号", [3]),
        ("梧社印〔2026〕4 号", []),
        ("养老金", [3, 2, 1]),
        ("养老金 王", [1]),
        ("9月", [2, 1]),
        ("2026-9-2", [2]),
        ("芳 9月", [1]),
        ("10月", [3]),
        ("芳王", []),
        ("%", []),
        ("", [3, 2, 1]),
    ],
)
def test_an_entry_is_found_by_what_people_type(three: Office, typed: str, expected: list[int]) -> None:
    assert found(three, typed) == expected


def test_a_search_keeps_to_the_filters(three: Office) -> None:
    assert found(three, "芳", states=(State.FILED,)) == [1]
    assert found(three, "芳", seal=2) == []
    assert found(three, "养老金", month="2026-10") == [3]
    assert found(three, "养老金", matter="09") == []


def test_a_search_too_wide_gives_the_newest_and_says_so(
    three: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_FOUND", 2)
    assert found(three, "养老金") == [3, 2]
    with three.read() as work:
        assert lists.totals(work, UseFilter(text="养老金")).cut
        assert not lists.totals(work, UseFilter(text="王芳")).cut


def test_totals_are_those_of_the_lines(three: Office) -> None:
    with three.read() as work:
        for wanted in (
            UseFilter(),
            UseFilter(seal=1, year=2026),
            UseFilter(month="2026-09"),
            UseFilter(matter="10"),
            UseFilter(handler=1),
            UseFilter(states=(State.FILED,)),
            UseFilter(text="芳"),
            UseFilter(seal=2),
        ):
            lines = lists.list_uses(work, wanted)
            totals = lists.totals(work, wanted)
            assert totals.entries == len(lines)
            for state in State:
                some = [line for line in lines if line.state is state]
                assert totals.among(state) == Sum(
                    len(some),
                    sum(line.copies for line in some),
                    sum(line.impressions for line in some),
                    sum(line.kept_pages for line in some),
                )


def test_pages_hold_every_line_once_in_order(
    handler: Office, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 3)
    for _use in range(8):
        uses.submit_use(handler, make_request())
    clock.moment += timedelta(days=150)  # the book of the next year begins with 1 again
    for _use in range(2):
        uses.submit_use(handler, make_request(visited_on=clock.moment.date()))
    with handler.read() as work:
        wanted = UseFilter(seal=1)
        marks = lists.bookmarks(work, wanted)
        pages = [lists.page_from(work, wanted, mark) for mark in marks]
        whole = lists.list_uses(work, wanted)
        places = [lists.place_of(work, wanted, line.use) for line in whole]
        assert lists.place_of(work, UseFilter(seal=1, year=2026), whole[0].use) is None
    assert marks == [(2027, 2), (2026, 7), (2026, 4), (2026, 1)]
    assert [len(page) for page in pages] == [3, 3, 3, 1]
    assert [line for page in pages for line in page] == whole
    assert places == list(range(10))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), min_size=1, max_size=12), st.data())
def test_the_terms_of_a_part_are_among_those_of_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    whole = set(words.terms(text))
    assert set(words.terms(part)) <= whole
    assert all(term.isalnum() and term.isascii() for term in whole)
    assert {f"{ord(a):x}x{ord(b):x}" for a, b in pairwise(text)} <= whole
