"""The book of a year: late entries, counts that must agree, closing, and figures that equal a naive count."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.people import check_grid
from desktop.domain.problems import Problem
from desktop.domain.seals import KeptCopy, SealUse, State, Step, StepKind, Sum, UseLine
from desktop.domain.seals.closing import USED, WAITING, check_close, check_year_open
from desktop.domain.seals.figures import Count, GroupBy, check_counts, tally
from desktop.domain.seals.late import check_late, late_words
from tests.builders import (
    ADMIN,
    APPROVER,
    HANDLER,
    START,
    make_account,
    make_matter,
    make_request,
    make_seal,
)

NEW_YEAR = date(2027, 1, 1)


def said(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.rule, problem.field) for problem in problems]


# 补录


def late(**changes: Any) -> list[tuple[str, str]]:
    """What the rules say of a use made yesterday and entered now."""
    request = {
        "late": True,
        "used_at": START - timedelta(days=1),
        "late_reason": "停电",
        "slip_number": "7",
    }
    closed = changes.pop("closed_years", ())
    seal = changes.pop("seal", make_seal())
    found = check_late(make_request(**(request | changes)), seal, now=START, closed_years=closed)
    return said(found)


def test_a_late_use_with_time_reason_and_slip_is_fine() -> None:
    assert late() == []
    assert late_words("停电", "7") == "补录（停电，纸条 7）"


def test_an_ordinary_use_needs_none_of_them() -> None:
    assert late(late=False, used_at=None, late_reason="", slip_number="") == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"used_at": None}, [("seals.used_at_missing", "used_at")]),
        ({"used_at": START}, []),
        ({"used_at": START + timedelta(seconds=1)}, [("seals.used_at_in_future", "used_at")]),
        ({"seal": make_seal(in_use_from=date(2026, 8, 31))}, []),
        ({"seal": make_seal(in_use_from=date(2026, 9, 1))}, [("seals.used_before_seal", "used_at")]),
        ({"closed_years": {2025}}, []),
        ({"closed_years": {2026}}, [("seals.used_in_closed_year", "used_at")]),
        ({"late_reason": " "}, [("seals.late_reason_missing", "late_reason")]),
        ({"slip_number": ""}, [("seals.slip_number_missing", "slip_number")]),
        ({"late_reason": "停" * 100}, []),
        ({"late_reason": "停" * 101}, [("seals.late_reason_unfit", "late_reason")]),
        ({"slip_number": "7\x00"}, [("seals.slip_number_unfit", "slip_number")]),
    ],
)
def test_a_late_use_is_one_that_really_was(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert late(**changes) == expected


# 份数、印数、留底


def step(kind: StepKind, impressions: int | None = None) -> Step:
    return Step(9, 8, kind, START, APPROVER, "吴敏", APPROVER, "吴敏", impressions=impressions)


def make_entry(
    *, copies: int = 1, impressions: int | None = 1, kept: int = 1, state: State = State.FILED, **more: Any
) -> SealUse:
    """An entry whose paper was sealed so often and of which so many pages are kept."""
    copy = KeptCopy(10, 8, "a.png", "image/png", "00", 1, kept, START, HANDLER)
    return SealUse(
        seq=8,
        seal=make_seal(),
        matter=make_matter(),
        year=2026,
        running=1,
        number="梧社印〔2026〕1 号",
        request=make_request(copies=copies, **more),
        handler=HANDLER,
        handler_name="郑海",
        submitted_at=START,
        desk=HANDLER,
        state=state,
        steps=() if impressions is None else (step(StepKind.SEALED, impressions),),
        kept_copies=(copy,) if kept else (),
    )


@pytest.mark.parametrize(
    ("entry", "marks"),
    [
        (make_entry(), []),
        (make_entry(copies=2, impressions=2, kept=2), []),
        (make_entry(copies=2, impressions=1), [("份数 2 · 印 1", True)]),
        (make_entry(copies=2, impressions=3), [("份数 2 · 印 3", False)]),
        (make_entry(copies=2, impressions=4, seam=True), []),
        (make_entry(copies=2, impressions=3, seam=True), [("份数 2 · 印 3", False)]),
        (make_entry(copies=2, impressions=1, seam=True), [("份数 2 · 印 1", True)]),
        (make_entry(copies=2, impressions=5, seam=True), [("份数 2 · 印 5", False)]),
        (replace(make_entry(copies=1, impressions=2), matter=make_matter(form="introduction")), []),
        (
            replace(make_entry(copies=1, impressions=1), matter=make_matter(form="introduction")),
            [("份数 1 · 印 1", False)],
        ),
        (make_entry(kept=0), [("每份 1 页 · 留底 0 页", True)]),
        (make_entry(kept=0, state=State.TO_KEEP), []),
        (make_entry(kept=2), [("每份 1 页 · 留底 2 页", False)]),
        (make_entry(kept=2, pages=2), []),
        (make_entry(kept=2, pages=3), [("每份 3 页 · 留底 2 页", False)]),
        (make_entry(copies=2, impressions=None, kept=0, state=State.TO_SEAL), []),
    ],
)
def test_copies_impressions_and_kept_pages_agree(entry: SealUse, marks: list[tuple[str, bool]]) -> None:
    assert [(mark.counts, mark.certain) for mark in check_counts(entry)] == marks


def test_a_use_stands_at_its_real_time() -> None:
    real = START - timedelta(days=1)
    assert make_entry(impressions=None).used_at is None
    assert make_entry().used_at == START
    assert make_entry(late=True, used_at=real).used_at == real


# 封账


def line(running: int, state: State = State.TO_KEEP) -> UseLine:
    return UseLine(
        use=running,
        seal=1,
        year=2026,
        running=running,
        number=f"梧社印〔2026〕{running} 号",
        at=START,
        matter="10",
        matter_tag="社保10",
        matter_name="养老金身份确认",
        document="确认证明",
        applicant="郑国栋",
        copies=1,
        handler=HANDLER,
        handler_name="郑海",
        approver_name="",
        state=state,
        kept_pages=0,
        impressions=0,
        sealed_at=None,
        submitted_at=START,
        materials_seen=4,
        materials_due=4,
    )


def closing(**changes: Any) -> list[Problem]:
    keeper = changes.pop("keeper", make_account(APPROVER))
    facts: dict[str, Any] = {"today": NEW_YEAR, "closed_years": (), "entries": 3, "waiting": ()}
    return check_close(keeper, make_seal(), 2026, **(facts | changes))


def test_the_keeper_closes_a_year_that_is_over() -> None:
    assert closing() == []
    assert closing(today=date(2027, 6, 30), closed_years={2025}) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"today": date(2026, 12, 31)}, "seals.year_not_over"),
        ({"closed_years": {2026}}, "seals.closed_already"),
        ({"entries": 0}, "seals.empty_book"),
        ({"waiting": [line(3)]}, "seals.entries_waiting"),
        ({"keeper": make_account(ADMIN)}, "people.not_allowed"),
        ({"keeper": replace(make_account(APPROVER), number=77)}, "seals.other_keeper"),
    ],
)
def test_a_book_that_may_not_be_closed_yet(changes: dict[str, Any], expected: str) -> None:
    assert [problem.rule for problem in closing(**changes)] == [expected]


def test_the_entries_that_wait_are_named_but_not_all() -> None:
    named = closing(waiting=[line(n) for n in range(1, 9)])[0].message
    assert "还有 8 条没有办完：1、2、3、4、5、6、7、8 号。" in named
    many = closing(waiting=[line(n) for n in range(1, 11)])[0].message
    assert "还有 10 条没有办完：1、2、3、4、5、6、7、8 号等。" in many


def test_nothing_is_added_to_a_closed_year() -> None:
    assert check_year_open(2026, {2025}) == []
    assert [problem.rule for problem in check_year_open(2026, {2025, 2026})] == ["seals.year_closed"]


@pytest.mark.parametrize(
    ("grid", "fits"), [("", True), ("第" * 20, True), ("第" * 21, False), ("第\n2", False)]
)
def test_a_grid_has_a_short_name(grid: str, fits: bool) -> None:
    assert [problem.field for problem in check_grid(grid)] == ([] if fits else ["grid"])


# Figures

counts = st.lists(
    st.builds(
        Count,
        month=st.sampled_from(["2026-08", "2026-09"]),
        matter=st.integers(0, 2),
        handler=st.integers(0, 2),
        state=st.sampled_from([state for state in State if state is not State.DRAFT]),
        sum=st.builds(Sum, *[st.integers(0, 9)] * 4),
    ),
    max_size=30,
)


@given(counts)
def test_figures_equal_a_naive_count(found: list[Count]) -> None:
    entries: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for count in found:
        entries[count.month] += count.sum.entries
        if count.state in USED:
            used[count.month] += count.sum.copies
    figures = tally(GroupBy.MONTH, found, lambda count: (count.month, count.month))
    assert {row.key: row.entries for row in figures.rows} == {m: n for m, n in entries.items() if n}
    assert {row.key: row.used.copies for row in figures.rows} == {m: used[m] for m, n in entries.items() if n}
    total = figures.total
    assert total.entries == sum(count.sum.entries for count in found)
    assert total.used == Sum(
        *(
            sum(getattr(count.sum, name) for count in found if count.state in USED)
            for name in ("entries", "copies", "impressions", "kept_pages")
        )
    )
    assert total.waiting == sum(count.sum.entries for count in found if count.state in WAITING)
    apart = total.voided, total.returned, total.refused
    assert apart == tuple(
        sum(count.sum.entries for count in found if count.state is state)
        for state in (State.VOID, State.RETURNED, State.REFUSED)
    )


def test_rows_stand_in_the_order_of_their_keys() -> None:
    one = Count("2026-09", 1, 1, State.FILED, Sum(1, 1, 1, 1))
    figures = tally(GroupBy.MONTH, [one, replace(one, month="2026-08")], lambda count: (count.month, "月"))
    assert [row.key for row in figures.rows] == ["2026-08", "2026-09"]
