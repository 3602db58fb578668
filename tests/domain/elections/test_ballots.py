"""One sheet: what is valid, invalid and blank, and for whom its marks count."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import elections
from desktop.domain.elections import Contest, Pile, Sheet, Vote, WriteIn
from tests.domain.elections.papers import BY, POST, classes, make, row, ruled, tallied, vote, votes, written

VALID, INVALID, BLANK = (1, 0, 0), (0, 1, 0), (0, 0, 1)


def sheet(*chosen: str, seats: int = 2, profile: Any = None, **more: Any) -> Any:
    """A count of one sheet."""
    changes = {key: more.pop(key) for key in ("write_in_rulings", "ineligible") if key in more}
    return make([row(1, *chosen, **more)], seats=seats, profile=profile, **changes)


def spelling(counts_for: str, *as_written: str) -> Any:
    return {"write_in_rulings": {POST: [{"as_written": list(as_written), "counts_for": counts_for, **BY}]}}


@pytest.mark.parametrize(
    ("chosen", "outcome", "counted"),
    [
        ((), BLANK, {}),
        (("王甲",), VALID, {"王甲": 1}),
        (("王甲", "李乙"), VALID, {"王甲": 1, "李乙": 1}),
        (("王甲", "李乙", "张丙"), INVALID, {}),
    ],
)
def test_as_many_as_seats_are_valid_and_one_more_is_not(
    chosen: tuple[str, ...], outcome: tuple[int, int, int], counted: dict[str, int]
) -> None:
    assert (classes(sheet(*chosen)), votes(sheet(*chosen))) == (outcome, counted)


def test_written_names_and_candidates_are_counted_together_against_the_seats() -> None:
    assert classes(sheet("王甲", write_ins=(written("周戊"),))) == VALID
    assert classes(sheet("王甲", "李乙", write_ins=(written("周戊"),))) == INVALID
    assert classes(sheet(write_ins=(written("周戊"), written("吴己"), written("冯庚")))) == INVALID


def test_opposing_is_a_mark_and_no_choice() -> None:
    document = sheet(against=("王甲", "李乙", "张丙"))
    results = tallied(document)["contests"][0]["results"]
    assert classes(document) == VALID
    assert [(each["for"], each["against"], each["none"]) for each in results] == [
        (0, 1, 0),
        (0, 1, 0),
        (0, 1, 0),
        (0, 0, 1),
    ]


def test_a_written_name_without_its_mark_counts_only_where_none_is_asked_for() -> None:
    free = {"write_in_needs_mark": False}
    unmarked: Any = {"write_ins": (written("周戊", "none"),)}
    assert votes(sheet("王甲", **unmarked)) == {"王甲": 1}
    assert votes(sheet("王甲", **unmarked, profile=free)) == {"王甲": 1, "周戊": 1}


def test_a_written_name_without_its_mark_is_no_mark_at_all() -> None:
    unmarked: Any = {"write_ins": (written("周戊", "none"),)}
    assert classes(sheet(**unmarked)) == BLANK
    assert classes(sheet(**unmarked, profile={"write_in_needs_mark": False})) == VALID
    assert classes(sheet("王甲", "李乙", **unmarked)) == VALID
    assert classes(sheet("王甲", "李乙", **unmarked, profile={"write_in_needs_mark": False})) == INVALID


def test_a_candidate_written_into_the_free_space_is_that_candidate() -> None:
    document = sheet("李乙", write_ins=(written("王甲"),))
    assert votes(document) == {"王甲": 1, "李乙": 1}
    assert [each["write_in"] for each in tallied(document)["contests"][0]["results"]] == [False] * 4


def test_a_spelling_counts_for_whom_it_was_ruled_to_mean() -> None:
    name = (written("陈晓明"),)
    assert votes(sheet(write_ins=name)) == {"陈晓明": 1}
    assert votes(sheet(write_ins=name, **spelling("陈小明", "陈晓明", "陈笑明"))) == {"陈小明": 1}
    assert votes(sheet(write_ins=name, **spelling("陈丁", "陈晓明"))) == {"陈丁": 1}


def test_a_spelling_is_not_looked_up_twice() -> None:
    rulings = [
        {"as_written": ["陈晓明"], "counts_for": "陈小明", **BY},
        {"as_written": ["陈小明"], "counts_for": "陈丁", **BY},
    ]
    document = sheet(write_ins=(written("陈晓明"),), write_in_rulings={POST: rulings})
    assert votes(document) == {"陈小明": 1}


def test_a_ruling_on_a_spelling_does_not_move_a_candidates_own_marks() -> None:
    assert votes(sheet("王甲", **spelling("李乙", "王甲"))) == {"王甲": 1}


def test_one_person_in_two_spellings_is_one_person_and_one_vote() -> None:
    both = (written("陈晓明"), written("陈小明"))
    assert classes(sheet(write_ins=both, seats=1)) == INVALID
    document = sheet(write_ins=both, seats=1, **spelling("陈小明", "陈晓明"))
    assert (classes(document), votes(document)) == (VALID, {"陈小明": 1})


def test_a_person_chosen_and_opposed_on_one_sheet_gets_neither() -> None:
    document = sheet(
        "李乙", against=("王甲", "张丙"), write_ins=(written("王贾"),), **spelling("王甲", "王贾")
    )
    results = tallied(document)["contests"][0]["results"]
    assert [(each["for"], each["against"]) for each in results] == [(0, 0), (1, 0), (0, 1), (0, 0)]


@pytest.mark.parametrize(
    ("outcome", "chosen", "expected", "counted"),
    [
        ("invalid", ("王甲",), INVALID, {}),
        ("blank", ("王甲",), BLANK, {}),
        ("valid", ("王甲",), VALID, {"王甲": 1}),
        ("valid", ("王甲", "李乙", "张丙"), INVALID, {}),
        ("valid", (), BLANK, {}),
        ("invalid", (), INVALID, {}),
    ],
)
def test_a_doubtful_sheet_is_what_it_was_ruled_to_be(
    outcome: str, chosen: tuple[str, ...], expected: tuple[int, int, int], counted: dict[str, int]
) -> None:
    document = make([{**row(1, *chosen), "ruling": {POST: ruled(outcome)}}], seats=2)
    assert (classes(document), votes(document)) == (expected, counted)


def two(chair: Any, member: Any, rule: str = "", **more: Any) -> Any:
    """One sheet with two contests."""
    contests = [
        {"post": "主任", "seats": 1, "candidates": ["王甲", "李乙"]},
        {"post": "委员", "seats": 2, "candidates": ["王甲", "张丙", "陈丁"]},
    ]
    rows = [{"count": 1, "votes": {"主任": chair, "委员": member}, **more}]
    return make(rows, contests=contests, profile={"two_posts": rule} if rule else {})


def both(document: Any) -> list[tuple[tuple[int, int, int], dict[str, int]]]:
    return [(classes(document, place), votes(document, place)) for place in (0, 1)]


def test_contests_of_one_sheet_are_judged_one_by_one() -> None:
    assert both(two(vote("王甲", "李乙"), vote("张丙"))) == [(INVALID, {}), (VALID, {"张丙": 1})]
    assert both(two(vote("李乙"), vote())) == [(VALID, {"李乙": 1}), (BLANK, {})]


def test_one_person_chosen_for_two_posts_makes_the_sheet_invalid() -> None:
    assert both(two(vote("王甲"), vote("王甲", "张丙"))) == [(INVALID, {}), (INVALID, {})]
    assert both(two(vote("王甲"), vote("王甲"), "ballot_invalid")) == [(INVALID, {}), (INVALID, {})]


def test_one_person_chosen_for_two_posts_keeps_the_higher_where_the_profile_says_so() -> None:
    assert both(two(vote("王甲"), vote("王甲", "张丙"), "higher_post")) == [
        (VALID, {"王甲": 1}),
        (VALID, {"张丙": 1}),
    ]
    assert both(two(vote("王甲"), vote("王甲"), "higher_post")) == [(VALID, {"王甲": 1}), (VALID, {})]


def test_a_written_name_makes_a_second_post_as_well() -> None:
    assert both(two(vote(write_ins=(written("张丙"),)), vote("张丙"))) == [(INVALID, {}), (INVALID, {})]


def test_what_is_invalid_for_itself_makes_no_second_post() -> None:
    assert both(two(vote("王甲", "李乙"), vote("王甲"))) == [(INVALID, {}), (VALID, {"王甲": 1})]
    document = two(vote("王甲"), vote("王甲"), ruling={"主任": ruled("invalid")})
    assert both(document) == [(INVALID, {}), (VALID, {"王甲": 1})]


def test_opposing_one_person_for_two_posts_is_fine() -> None:
    assert both(two(vote(against=("王甲",)), vote(against=("王甲",)))) == [(VALID, {}), (VALID, {})]


# A sheet as one text


CONTESTS = (Contest("主任", 1, ("王甲", "李乙")), Contest("委员", 2, ("张丙", "陈丁", "吴己")))
SHEET = Sheet(
    (Vote(("李乙",)), Vote(("张丙",), ("吴己",), (WriteIn("冯庚", False), WriteIn("周戊", True)))),
)
TEXT = "－○\n○－×\t－冯庚\t○周戊"


def test_a_sheet_is_kept_as_its_signs() -> None:
    assert (elections.as_text(SHEET, CONTESTS), elections.from_text(TEXT, CONTESTS)) == (TEXT, SHEET)


def test_the_order_in_which_marks_were_made_does_not_show() -> None:
    turned = Sheet((SHEET.votes[0], SHEET.votes[1]._replace(write_ins=SHEET.votes[1].write_ins[::-1])))
    assert elections.as_text(turned, CONTESTS) == TEXT


@pytest.mark.parametrize(
    "text",
    ["", "－○", "－○\n○－", "－○\n○－×－", "－○\n○－?", "－○\n○－×\t", "－○\n○－×\t×周戊", "－○\n○－×\n"],
)
def test_a_text_that_is_not_of_these_contests_is_no_sheet(text: str) -> None:
    with pytest.raises(ValueError):
        elections.from_text(text, CONTESTS)


@given(
    st.lists(st.sampled_from(["○", "×", "－"]), min_size=5, max_size=5),
    st.lists(
        st.tuples(st.sampled_from(["周戊", "冯庚", "○周"]), st.booleans()), unique_by=lambda each: each[0]
    ),
)
def test_every_sheet_comes_back_from_its_text(signs: list[str], written: list[tuple[str, bool]]) -> None:
    text = "".join(signs[:2]) + "\n" + "".join(signs[2:])
    text += "".join(f"\t{'○' if marked else '－'}{name}" for name, marked in sorted(written))
    assert elections.as_text(elections.from_text(text, CONTESTS), CONTESTS) == text


def test_equal_sheets_are_laid_together() -> None:
    blank = "－－\n－－－"
    assert elections.group([TEXT, blank, TEXT], CONTESTS) == (
        Pile(2, SHEET),
        Pile(1, Sheet((Vote(), Vote()))),
    )
