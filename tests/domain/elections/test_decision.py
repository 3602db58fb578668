"""Who is elected and what follows: each rule holds, and just outside it does not."""

import json
from typing import Any

import pytest

from desktop.domain import elections
from tests.domain.elections.papers import (
    BY,
    CANDIDATES,
    POST,
    classes,
    make,
    outcome,
    row,
    ruled,
    tallied,
    vote,
    votes,
    written,
)

DECIDE = {"kind": "decide", "seats": 1, "choices": ["runoff", "leave_vacant"]}


def boxed(rows: list[tuple[int, str, str]], issued: dict[str, int], **changes: Any) -> Any:
    """A count with boxes: rows of (sheets, chosen, box)."""
    returned = {name: sum(number for number, _chosen, box in rows if box == name) for name in issued}
    boxes = [{"name": name, "issued": issued[name], "returned": returned[name]} for name in issued]
    sheets = [{**row(number, chosen), "box": box} for number, chosen, box in rows]
    return make(sheets, **{"issued": sum(issued.values()), "boxes": boxes, **changes})


# Over-return, turnout, surplus


def test_more_ballots_returned_than_issued_make_the_vote_void() -> None:
    answer = tallied(make([row(9, "王甲")], issued=8))
    assert (answer["valid"], answer["void_reasons"]) == (False, ["over_returned"])
    contest = answer["contests"][0]
    assert (contest["elected"], contest["open_seats"], contest["next"]) == ([], 1, None)
    assert [each["elected"] for each in contest["results"]] == [False] * 4
    assert tallied(make([row(9, "王甲")], issued=9))["valid"]


def test_fewer_ballots_returned_than_issued_are_fine() -> None:
    assert tallied(make([row(7, "王甲")], issued=9))["valid"]


@pytest.mark.parametrize(
    ("rule", "registered", "needed"),
    [
        ("more_than_half", 9, 5),
        ("more_than_half", 10, 6),
        ("two_thirds", 9, 6),
        ("two_thirds", 10, 7),
        ("more_than_two_thirds", 9, 7),
        ("more_than_two_thirds", 10, 7),
    ],
)
def test_exactly_as_many_as_needed_take_part_or_the_vote_is_void(
    rule: str, registered: int, needed: int
) -> None:
    for took_part, reasons in ((needed, []), (needed - 1, ["turnout"])):
        answer = tallied(make([row(took_part, "王甲")], registered=registered, profile={"turnout": rule}))
        assert answer["turnout"] == {"base": registered, "took_part": took_part, "needed": needed}
        assert answer["void_reasons"] == reasons


@pytest.mark.parametrize("rule", ["more_than_half", "two_thirds"])
def test_nobody_registered_is_no_turnout(rule: str) -> None:
    answer = tallied(make([], profile={"turnout": rule}))
    assert answer["turnout"] == {"base": 0, "took_part": 0, "needed": 1}
    assert answer["void_reasons"] == ["turnout"]


def test_as_many_candidates_as_seats_are_no_election() -> None:
    assert tallied(make([row(3, "王甲")], seats=4))["void_reasons"] == ["no_surplus"]
    assert tallied(make([row(3, "王甲")], seats=3))["void_reasons"] == []
    assert tallied(make([row(3, "王甲")], seats=4, round="revote"))["void_reasons"] == ["no_surplus"]


def test_one_post_without_surplus_makes_the_vote_void() -> None:
    document = two_contests((3, "王甲", "李乙"))
    assert tallied(document)["valid"]
    document["contests"][1]["seats"] = 2
    assert tallied(document)["void_reasons"] == ["no_surplus"]


def test_a_runoff_needs_a_surplus_unless_its_profile_asks_for_none() -> None:
    none = {"runoff_extra": 0}
    assert tallied(make([row(3, "王甲")], seats=4, round="runoff"))["void_reasons"] == ["no_surplus"]
    assert tallied(make([row(3, "王甲")], seats=4, round="runoff", profile=none))["void_reasons"] == []
    assert tallied(make([row(3, "王甲")], seats=5, round="runoff", profile=none))["valid"] is False


def test_every_reason_is_given_and_not_only_the_first() -> None:
    answer = tallied(make([row(3, "王甲")], seats=4, issued=2, registered=9))
    assert answer["void_reasons"] == ["over_returned", "turnout", "no_surplus"]


# The line


@pytest.mark.parametrize(
    ("profile", "line"),
    [
        ({}, 6),
        ({"win_base": "registered"}, 8),
        ({"win_base": "valid"}, 5),
        ({"win": "two_thirds"}, 7),
        ({"win": "more_than_two_thirds"}, 7),
        ({"win": "two_thirds", "win_base": "valid"}, 6),
        ({"win": "more_than_two_thirds", "win_base": "valid"}, 6),
        ({"win": "more_than_two_thirds", "win_base": "registered"}, 11),
        ({"win": "plurality"}, None),
    ],
)
def test_the_line_of_the_first_round_goes_by_its_base(profile: dict[str, str], line: int | None) -> None:
    """Of 15 voters 10 returned a ballot; 8 are valid, 1 is invalid, 1 is blank."""
    document = make([row(8, "王甲"), row(1, "李乙", "张丙"), row(1)], registered=15, profile=profile)
    assert (tallied(document)["contests"][0]["line"], classes(document)) == (line, (8, 1, 1))


def test_exactly_half_of_the_ballots_is_not_past_the_line() -> None:
    half = tallied(make([row(5, "王甲"), row(5)]))["contests"][0]
    assert (half["line"], half["results"][0]["past_line"], half["elected"]) == (6, False, [])
    more = tallied(make([row(6, "王甲"), row(4)]))["contests"][0]
    assert (more["line"], more["results"][0]["past_line"], more["elected"]) == (6, True, ["王甲"])


def test_the_line_of_a_runoff_is_a_third_of_its_ballots_whatever_the_base() -> None:
    for ballots, line in ((9, 3), (10, 4), (11, 4)):
        document = make([row(ballots)], round="runoff", registered=12, profile={"win_base": "registered"})
        assert tallied(document)["contests"][0]["line"] == line
    free = make([row(9)], round="runoff", profile={"runoff_floor": "none"})
    assert tallied(free)["contests"][0]["line"] is None


def test_where_nobody_took_part_the_line_is_one_vote() -> None:
    for this_round in ("first", "runoff"):
        assert tallied(make([], registered=3, round=this_round))["contests"][0]["line"] == 1
    two_thirds = make([], registered=3, profile={"win": "two_thirds"})
    assert tallied(two_thirds)["contests"][0]["line"] == 1


def test_without_a_line_most_votes_win_but_none_at_all_do_not() -> None:
    profile = {"win": "plurality"}
    assert outcome(make([row(2, "李乙"), row(1, "王甲"), row(9)], profile=profile)) == (["李乙"], None)
    assert outcome(make([row(9, against=("李乙",))], profile=profile))[0] == []


# More past the line than seats, ties


def test_more_past_the_line_than_seats_leave_those_with_most_votes() -> None:
    document = make([row(6, "李乙", "张丙"), row(3, "王甲", "张丙"), row(1, "王甲", "李乙")], seats=2)
    more = make([row(4, "李乙", "张丙"), row(3, "王甲", "张丙"), row(3, "王甲", "李乙")], seats=2)
    assert outcome(document) == (["张丙", "李乙"], None)
    assert outcome(more)[0] == ["李乙", "张丙"]


def test_equal_votes_inside_the_seats_need_nothing() -> None:
    assert outcome(make([row(9, "李乙", "王甲")], seats=2)) == (["王甲", "李乙"], None)


def test_a_tie_for_the_last_seat_is_voted_on_again_among_those_who_tied() -> None:
    rows = [row(4, "王甲", "李乙"), row(4, "王甲", "张丙")]
    profile = {"win": "plurality"}
    elected, following = outcome(make([*rows, row(1, "陈丁")], seats=2, profile=profile))
    assert elected == ["王甲"]
    assert following == {"kind": "revote", "seats": 1, "candidates": ["李乙", "张丙"]}
    contest = tallied(make(rows, seats=2, profile=profile))["contests"][0]
    assert (contest["open_seats"], [each["elected"] for each in contest["results"]]) == (
        1,
        [True, False, False, False],
    )


def test_a_tie_past_the_line_for_all_seats_elects_nobody_yet() -> None:
    rows = [row(2, "王甲", "李乙"), row(2, "李乙", "张丙"), row(2, "王甲", "张丙")]
    assert outcome(make(rows, seats=2)) == (
        [],
        {"kind": "revote", "seats": 2, "candidates": ["王甲", "李乙", "张丙"]},
    )


def test_a_tie_below_the_line_or_outside_the_seats_is_no_tie() -> None:
    assert outcome(make([row(7, "王甲"), row(1, "李乙"), row(1, "张丙")])) == (["王甲"], None)
    rows = [row(1, "王甲"), row(1, "李乙")]
    assert outcome(make(rows))[1]["kind"] == "runoff"


# A re-vote


def revote(*rows: Any, seats: int = 1, **changes: Any) -> Any:
    contests = [{"post": POST, "seats": seats, "candidates": ["王甲", "李乙", "张丙"]}]
    return outcome(make(list(rows), round="revote", contests=contests, **changes))


def test_in_a_revote_most_votes_win_however_few() -> None:
    assert revote(row(2, "李乙"), row(1, "王甲"), row(7)) == (["李乙"], None)


def test_a_revote_that_ties_is_held_again() -> None:
    assert revote(row(2, "李乙"), row(2, "张丙"), row(1, "王甲")) == (
        [],
        {"kind": "revote", "seats": 1, "candidates": ["李乙", "张丙"]},
    )


def test_a_revote_without_any_vote_is_held_again_among_those_left() -> None:
    again = {"kind": "revote", "seats": 1, "candidates": ["李乙", "张丙"]}
    assert revote(row(5, "王甲"), seats=2) == (["王甲"], again)
    assert revote(row(5, "王甲"), seats=2, ineligible={"张丙": "已迁出"}) == (["王甲"], DECIDE)


def test_a_written_name_cannot_win_a_revote() -> None:
    rows = [row(5, write_ins=(written("周戊"),)), row(1, "王甲")]
    assert revote(*rows) == (["王甲"], None)


# A shortfall


def test_a_shortfall_is_filled_by_a_runoff_among_the_unelected_with_most_votes() -> None:
    rows = [row(6, "王甲"), row(3, "张丙"), row(2, "李乙"), row(1, "陈丁")]
    assert outcome(make(rows, seats=2, registered=12)) == (
        [],
        {"kind": "runoff", "seats": 2, "candidates": ["王甲", "张丙", "李乙"]},
    )


def test_who_is_elected_is_no_candidate_of_the_runoff() -> None:
    rows = [row(6, "王甲"), row(1, "张丙"), row(2, "李乙")]
    assert outcome(make(rows, seats=2)) == (
        ["王甲"],
        {"kind": "runoff", "seats": 1, "candidates": ["李乙", "张丙"]},
    )


def test_all_who_tie_at_the_cut_of_a_runoff_are_taken() -> None:
    rows = [row(3, "王甲"), row(2, "李乙"), row(2, "张丙"), row(1, "陈丁"), row(4)]
    assert outcome(make(rows))[1]["candidates"] == ["王甲", "李乙", "张丙"]
    assert outcome(make([row(3, "王甲"), row(5)]))[1]["candidates"] == list(CANDIDATES)


def test_the_profile_says_how_many_more_a_runoff_takes() -> None:
    rows = [row(4, "王甲"), row(3, "李乙"), row(2, "张丙"), row(1, "陈丁")]
    for extra, names in ((0, 1), (1, 2), (2, 3), (9, 4)):
        following = outcome(make(rows, profile={"runoff_extra": extra}))[1]
        assert following["candidates"] == list(CANDIDATES[:names])


def test_a_written_name_may_go_into_a_runoff_unless_the_profile_says_no() -> None:
    rows = [row(4, "王甲"), row(3, write_ins=(written("周戊"),)), row(2, "李乙")]
    assert outcome(make(rows))[1]["candidates"] == ["王甲", "周戊"]
    assert outcome(make(rows, profile={"runoff_pool": "candidates"}))[1]["candidates"] == ["王甲", "李乙"]


def test_too_few_for_a_surplus_are_left_to_a_decision() -> None:
    contests = [{"post": POST, "seats": 1, "candidates": ["王甲", "李乙"]}]
    rows = [row(2, "王甲"), row(2, "李乙")]
    away = {"李乙": "已迁出"}
    assert outcome(make(rows, contests=contests, ineligible=away)) == ([], DECIDE)
    one = outcome(make(rows, contests=contests, ineligible=away, profile={"runoff_extra": 0}))[1]
    assert one == {"kind": "runoff", "seats": 1, "candidates": ["王甲"]}


def test_a_runoff_is_won_by_most_votes_past_its_floor() -> None:
    rows = [row(3, "李乙"), row(2, "王甲"), row(4)]
    assert outcome(make(rows, round="runoff")) == (["李乙"], None)
    assert outcome(make([*rows, row(1)], round="runoff")) == ([], DECIDE)
    assert outcome(make([*rows, row(1)], round="runoff", profile={"runoff_floor": "none"}))[0] == ["李乙"]


def test_a_runoff_that_ties_is_voted_on_again() -> None:
    assert outcome(make([row(3, "李乙"), row(3, "王甲")], round="runoff")) == (
        [],
        {"kind": "revote", "seats": 1, "candidates": ["王甲", "李乙"]},
    )


# Boxes


ISSUED = {"主会场": 7, "流动票箱": 2}
OVER = [(6, "王甲", "主会场"), (3, "李乙", "流动票箱")]
"""Nine ballots were issued and returned, but of the mobile box three instead of two."""


def test_a_box_with_too_many_ballots_waits_for_a_ruling_and_nobody_is_elected() -> None:
    answer = tallied(boxed(OVER, ISSUED))
    assert (answer["valid"], answer["needs_ruling"]) == (True, [{"kind": "box", "box": "流动票箱"}])
    contest = answer["contests"][0]
    assert (contest["elected"], contest["open_seats"], contest["next"]) == ([], 1, None)
    assert [each["for"] for each in contest["results"]] == [6, 3, 0, 0]
    assert [each["elected"] for each in contest["results"]] == [False] * 4


def test_a_box_that_was_accepted_counts() -> None:
    answer = tallied(boxed(OVER, ISSUED, box_rulings={"流动票箱": {"decision": "accept", **BY}}))
    assert (answer["needs_ruling"], answer["contests"][0]["elected"]) == ([], ["王甲"])
    assert answer["turnout"]["took_part"] == 9


def test_a_box_that_was_discarded_was_not_cast() -> None:
    answer = tallied(boxed(OVER, ISSUED, box_rulings={"流动票箱": {"decision": "discard", **BY}}))
    contest = answer["contests"][0]
    assert (answer["needs_ruling"], answer["turnout"]["took_part"]) == ([], 6)
    assert (contest["valid"], contest["line"], contest["results"][1]["for"]) == (6, 4, 0)
    few = boxed(OVER, ISSUED, registered=12, box_rulings={"流动票箱": {"decision": "discard", **BY}})
    assert tallied(few)["void_reasons"] == ["turnout"]


def test_a_box_may_void_the_vote() -> None:
    answer = tallied(boxed(OVER, ISSUED, box_rulings={"流动票箱": {"decision": "void", **BY}}))
    assert (answer["valid"], answer["void_reasons"], answer["needs_ruling"]) == (False, ["over_returned"], [])


def test_no_ruling_on_a_box_heals_more_ballots_than_were_issued_in_all() -> None:
    over = [(7, "王甲", "主会场"), (3, "李乙", "流动票箱")]
    assert tallied(boxed(over, ISSUED))["void_reasons"] == ["over_returned"]
    assert tallied(boxed(over, ISSUED))["needs_ruling"] == []
    discarded = boxed(over, ISSUED, box_rulings={"流动票箱": {"decision": "discard", **BY}})
    assert tallied(discarded)["void_reasons"] == ["over_returned"]


def test_what_comes_next_is_settled_unless_the_vote_is_void_or_waits_for_a_ruling() -> None:
    documents = (
        make([row(9, "王甲")]),
        make([row(4, "王甲"), row(4, "李乙")]),
        make([row(9, "王甲")], issued=8),
        boxed(OVER, ISSUED),
    )
    counts = [elections.read_count(json.dumps(document)) for document in documents]
    assert [elections.tally(count).settled for count in counts] == [True, True, False, False]


# Who can be elected


def test_who_may_not_be_elected_is_counted_and_not_elected() -> None:
    rows = [row(7, write_ins=(written("周戊"),)), row(2, "王甲")]
    assert outcome(make(rows)) == (["周戊"], None)
    document = make(rows, ineligible={"周戊": "不在选民名单"})
    result = tallied(document)["contests"][0]["results"][-1]
    assert (result["name"], result["for"], result["past_line"], result["elected"]) == ("周戊", 7, True, False)
    assert outcome(document)[1]["candidates"] == ["王甲", "李乙", "张丙", "陈丁"]


def test_the_place_of_who_may_not_be_elected_goes_to_the_next_past_the_line() -> None:
    rows = [row(9, "王甲", "李乙"), row(8, "王甲", "张丙"), row(1, "李乙", "张丙")]
    assert outcome(make(rows, seats=2))[0] == ["王甲", "李乙"]
    assert outcome(make(rows, seats=2, ineligible={"王甲": "已迁出"}))[0] == ["李乙"]


def two_contests(*rows: tuple[int, str, str]) -> Any:
    sheets = [
        {"count": number, "votes": {"主任": vote(chair), "委员": vote(member)}}
        for number, chair, member in rows
    ]
    contests = [{"post": post, "seats": 1, "candidates": ["王甲", "李乙"]} for post in ("主任", "委员")]
    return make(sheets, contests=contests)


def test_who_is_elected_to_a_higher_post_leaves_the_lower_one() -> None:
    rows = ((4, "王甲", "李乙"), (3, "李乙", "王甲"), (2, "王甲", "李乙"))
    contests = tallied(two_contests(*rows))["contests"]
    assert [each["elected"] for each in contests] == [["王甲"], ["李乙"]]
    document = two_contests(*rows)
    document["ballots"] = [
        {"count": 5, "votes": {"主任": vote("王甲"), "委员": vote()}},
        {"count": 4, "votes": {"主任": vote("李乙"), "委员": vote("王甲")}},
    ]
    document["profile"] = {**document["profile"], "win_base": "valid"}
    chair, member = tallied(document)["contests"]
    assert (chair["elected"], member["elected"], member["results"][0]["past_line"]) == (["王甲"], [], True)


# The results as they are read out


def test_candidates_stand_as_on_the_ballot_and_written_names_after_them_by_votes() -> None:
    rows = [
        row(1, write_ins=(written("周戊"),)),
        row(2, write_ins=(written("吴己"),)),
        row(1, write_ins=(written("冯庚"),)),
        row(3, "陈丁"),
    ]
    results = tallied(make(rows))["contests"][0]["results"]
    assert [(each["name"], each["write_in"]) for each in results] == [
        *((name, False) for name in CANDIDATES),
        ("吴己", True),
        ("冯庚", True),
        ("周戊", True),
    ]
    assert votes(make(rows)) == {"陈丁": 3, "吴己": 2, "冯庚": 1, "周戊": 1}


def test_a_row_of_no_sheets_says_nothing() -> None:
    document = make([row(3, "王甲"), row(0, write_ins=(written("周戊"),))])
    assert [each["name"] for each in tallied(document)["contests"][0]["results"]] == list(CANDIDATES)


def test_sheets_ruled_invalid_stay_apart_from_those_with_the_same_marks() -> None:
    document = make([{**row(2, "王甲"), "ruling": {POST: ruled("invalid")}}, row(3, "王甲"), row(1)])
    assert classes(document) == (3, 2, 1)
