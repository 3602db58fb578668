"""The count against another one that shares nothing with it, and what must hold of every count."""

import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.elections import slow
from tests.domain.elections.papers import BY, ruled, tallied, vote, written

NAMES = ["王甲", "李乙", "张丙", "陈丁"]
OTHERS = ["周戊", "周伍", "吴己", "王甲"]
POSTS = ["主任", "委员"]


@st.composite
def profiles(draw: st.DrawFn) -> Any:
    return {
        "turnout": draw(st.sampled_from(["more_than_half", "two_thirds", "more_than_two_thirds"])),
        "turnout_base": "registered",
        "win_base": draw(st.sampled_from(["returned", "registered", "valid"])),
        "win": draw(st.sampled_from(["more_than_half", "two_thirds", "more_than_two_thirds", "plurality"])),
        "runoff_floor": draw(st.sampled_from(["one_third", "none"])),
        "write_in_needs_mark": draw(st.booleans()),
        "runoff_pool": draw(st.sampled_from(["all", "candidates"])),
        "runoff_extra": draw(st.integers(0, 2)),
        "two_posts": draw(st.sampled_from(["ballot_invalid", "higher_post"])),
    }


@st.composite
def votes(draw: st.DrawFn, candidates: list[str]) -> Any:
    marks = {name: draw(st.sampled_from(["for", "for", "", "against"])) for name in candidates}
    others = draw(st.lists(st.sampled_from(OTHERS), max_size=2, unique=True))
    return vote(
        *(name for name, mark in marks.items() if mark == "for"),
        against=tuple(name for name, mark in marks.items() if mark == "against"),
        write_ins=tuple(
            written(name, draw(st.sampled_from(["for", "none"]))) for name in others if not marks.get(name)
        ),
    )


@st.composite
def counts(draw: st.DrawFn) -> Any:
    posts = POSTS[: draw(st.integers(1, 2))]
    contests: list[dict[str, Any]] = [
        {
            "post": post,
            "seats": draw(st.integers(1, 2)),
            "candidates": draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True)),
        }
        for post in posts
    ]
    rows: list[dict[str, Any]] = []
    for _row in range(draw(st.integers(1, 7))):
        row = {
            "count": draw(st.integers(0, 4)),
            "votes": {each["post"]: draw(votes(each["candidates"])) for each in contests},
        }
        if draw(st.integers(0, 3)) == 0:
            row["ruling"] = {
                draw(st.sampled_from(posts)): ruled(draw(st.sampled_from(["invalid", "valid", "blank"])))
            }
        rows.append(row)
    returned = sum(each["count"] for each in rows)
    document = {
        "profile": draw(profiles()),
        "round": draw(st.sampled_from(["first", "first", "revote", "runoff"])),
        "registered": max(0, returned + draw(st.sampled_from([0, 0, 0, 1, 3, 9]))),
        "issued": max(0, returned + draw(st.sampled_from([0, 0, 0, 0, 1, 1, -1]))),
        "returned": returned,
        "contests": contests,
        "ballots": rows,
    }
    if draw(st.booleans()):
        document["write_in_rulings"] = {
            draw(st.sampled_from(posts)): [
                {"as_written": ["周伍"], "counts_for": draw(st.sampled_from(["周戊", "李乙"])), **BY}
            ]
        }
    if draw(st.booleans()):
        document["ineligible"] = {draw(st.sampled_from([*NAMES, "周戊"])): "不在选民名单"}
    if draw(st.booleans()):
        put_in_boxes(draw, document)
    return document


def put_in_boxes(draw: st.DrawFn, document: Any) -> None:
    """Every sheet in one of two boxes, of which one may hold more than was issued for it."""
    for row in document["ballots"]:
        row["box"] = draw(st.sampled_from(["主会场", "流动票箱"]))
    mobile = sum(row["count"] for row in document["ballots"] if row["box"] == "流动票箱")
    issued = min(document["issued"], max(0, mobile + draw(st.integers(-1, 1))))
    document["boxes"] = [
        {"name": "主会场", "issued": document["issued"] - issued, "returned": document["returned"] - mobile},
        {"name": "流动票箱", "issued": issued, "returned": mobile},
    ]
    decision = draw(st.sampled_from(["", "accept", "discard", "void"]))
    if decision and (decision != "void" or mobile > issued):
        document["box_rulings"] = {"流动票箱": {"decision": decision, **BY}}


@given(counts())
@settings(max_examples=150, deadline=None)
def test_a_slow_count_sheet_by_sheet_comes_to_the_same(document: Any) -> None:
    assert tallied(document) == slow.count(document)


@given(counts(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_sheets_and_how_they_are_grouped_change_nothing(
    document: Any, order: random.Random
) -> None:
    apart = [{**row, "count": 1} for row in document["ballots"] for _sheet in range(row["count"])]
    order.shuffle(apart)
    assert tallied({**document, "ballots": apart}) == tallied(document)


@given(counts())
@settings(max_examples=50, deadline=None)
def test_every_sheet_is_one_of_three_and_every_seat_is_taken_or_open(document: Any) -> None:
    answer = tallied(document)
    for contest in answer["contests"]:
        sheets = contest["valid"] + contest["invalid"] + contest["blank"]
        assert sheets == answer["turnout"]["took_part"]
        assert len(contest["elected"]) + contest["open_seats"] == contest["seats"]
        for result in contest["results"]:
            assert result["for"] + result["against"] + result["none"] == contest["valid"]
            assert result["past_line"] or not result["elected"]
    elected = [name for contest in answer["contests"] for name in contest["elected"]]
    assert len(elected) == len(set(elected))


def test_an_answer_is_made_of_plain_values() -> None:
    document = {
        "profile": {
            "turnout": "more_than_half",
            "turnout_base": "registered",
            "win_base": "returned",
            "win": "more_than_half",
            "runoff_floor": "one_third",
            "write_in_needs_mark": True,
        },
        "round": "first",
        "registered": 3,
        "issued": 3,
        "returned": 3,
        "contests": [{"post": "委员", "seats": 1, "candidates": ["王甲", "李乙"]}],
        "ballots": [{"count": 3, "votes": {"委员": vote("王甲")}}],
    }
    answer = tallied(document)
    assert json.loads(json.dumps(answer)) == answer
