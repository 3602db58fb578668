"""A count as a file says it: what cannot be is refused with its place, and nothing is guessed."""

import json
from copy import deepcopy
from typing import Any

import pytest

from desktop.domain import elections
from desktop.domain.elections import (
    Box,
    BoxDecision,
    BoxRuling,
    Contest,
    Count,
    Floor,
    Pile,
    Pool,
    Profile,
    Round,
    Ruling,
    Share,
    Sheet,
    TurnoutBase,
    TwoPosts,
    Vote,
    WinBase,
    WriteIn,
    WriteInRuling,
)
from desktop.domain.elections.records import BallotClass
from desktop.domain.written import Misread
from tests.domain.elections.papers import BY, PROFILE, ruled, vote, written

RULED = Ruling(("林秀兰", "陈国强"), "两人当众看过")


def document() -> Any:
    """A count in which everything that may stand there stands there."""
    everything = {
        "profile": {**PROFILE, "runoff_pool": "candidates", "runoff_extra": 2, "two_posts": "higher_post"},
        "round": "runoff",
        "registered": 9,
        "issued": 8,
        "returned": 7,
        "boxes": [
            {"name": "主会场", "issued": 6, "returned": 4},
            {"name": "流动票箱", "issued": 2, "returned": 3},
        ],
        "contests": [
            {"post": "主任", "seats": 1, "candidates": ["王甲", "李乙"]},
            {"post": "委员", "seats": 2, "candidates": ["张丙", "陈丁", "吴己"]},
        ],
        "ballots": [
            {
                "count": 4,
                "box": "主会场",
                "votes": {
                    "主任": vote("王甲", against=("李乙",)),
                    "委员": vote("张丙", write_ins=(written("周戊"), written("冯庚", "none"))),
                },
            },
            {
                "count": 3,
                "box": "流动票箱",
                "votes": {"主任": {"for": []}},
                "ruling": {"主任": ruled("valid"), "委员": ruled("invalid")},
            },
        ],
        "box_rulings": {"流动票箱": {"decision": "discard", **BY}},
        "write_in_rulings": {"委员": [{"as_written": ["周伍"], "counts_for": "周戊", **BY}]},
        "ineligible": {"周戊": "不在选民名单"},
    }
    return deepcopy(everything)


def text_of(count: Any) -> str:
    return json.dumps(count, ensure_ascii=False)


def test_everything_that_is_written_is_read() -> None:
    full = Sheet(
        (
            Vote(("王甲",), ("李乙",)),
            Vote(("张丙",), (), (WriteIn("周戊", True), WriteIn("冯庚", False))),
        )
    )
    assert elections.read_count(text_of(document())) == Count(
        profile=Profile(
            Share.MORE_THAN_HALF,
            TurnoutBase.REGISTERED,
            WinBase.RETURNED,
            Share.MORE_THAN_HALF,
            Floor.ONE_THIRD,
            True,
            Pool.CANDIDATES,
            2,
            TwoPosts.HIGHER_POST,
        ),
        round=Round.RUNOFF,
        registered=9,
        issued=8,
        returned=7,
        contests=(Contest("主任", 1, ("王甲", "李乙")), Contest("委员", 2, ("张丙", "陈丁", "吴己"))),
        piles=(
            Pile(4, full, "主会场"),
            Pile(3, Sheet((Vote(), Vote()), (BallotClass.VALID, BallotClass.INVALID)), "流动票箱"),
        ),
        boxes=(Box("主会场", 6, 4), Box("流动票箱", 2, 3)),
        box_rulings={"流动票箱": BoxRuling(BoxDecision.DISCARD, RULED)},
        write_in_rulings={"委员": (WriteInRuling(("周伍",), "周戊", RULED),)},
        ineligible={"周戊": "不在选民名单"},
    )


def test_what_may_be_left_out_has_the_defaults_of_the_contract() -> None:
    count = document()
    for name in ("boxes", "box_rulings", "write_in_rulings", "ineligible"):
        del count[name]
    for name in ("runoff_pool", "runoff_extra", "two_posts"):
        del count["profile"][name]
    for row in count["ballots"]:
        del row["box"]
    found = elections.read_count(text_of(count))
    profile = found.profile
    assert (profile.runoff_pool, profile.runoff_extra, profile.two_posts) == (
        Pool.ALL,
        1,
        TwoPosts.BALLOT_INVALID,
    )
    assert (found.boxes, found.box_rulings, found.write_in_rulings, found.ineligible) == ((), {}, {}, {})
    assert [pile.box for pile in found.piles] == ["", ""]


def test_rows_that_say_the_same_are_one_pile() -> None:
    count = document()
    first = count["ballots"][0]
    count["ballots"] = [{**deepcopy(first), "count": 2}, count["ballots"][1], {**deepcopy(first), "count": 2}]
    assert [pile.count for pile in elections.read_count(text_of(count)).piles] == [4, 3]


def changed(place: str, value: Any) -> Any:
    """The count with another value at a place such as `ballots.0.count`; None takes it away."""
    count = document()
    *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    inside = count
    for step in way:
        inside = inside[step]
    if value is None:
        del inside[last]
    else:
        inside[last] = value
    return count


NEEDED = [
    *("profile", "round", "registered", "issued", "returned", "contests", "ballots"),
    *("profile.turnout", "profile.turnout_base", "profile.win_base", "profile.win"),
    *("profile.runoff_floor", "profile.write_in_needs_mark"),
    *("boxes.0.name", "boxes.0.issued", "boxes.0.returned"),
    *("contests.1.post", "contests.1.seats", "contests.1.candidates"),
    *("ballots.0.count", "ballots.0.votes", "ballots.0.votes.主任", "ballots.0.votes.主任.for"),
    *("ballots.0.votes.委员.write_ins.0.name", "ballots.0.votes.委员.write_ins.0.mark"),
    *("ballots.1.ruling.主任.class", "ballots.1.ruling.主任.by", "ballots.1.ruling.主任.reason"),
    *("box_rulings.流动票箱.decision", "box_rulings.流动票箱.by", "box_rulings.流动票箱.reason"),
    *("write_in_rulings.委员.0.as_written", "write_in_rulings.委员.0.counts_for"),
    *("write_in_rulings.委员.0.by", "write_in_rulings.委员.0.reason"),
]


def refusal(count: Any) -> tuple[str, str]:
    """Where and why a count is refused, with the place as it was changed."""
    with pytest.raises(Misread) as caught:
        elections.read_count(text_of(count))
    return ".".join(str(step) for step in caught.value.place), caught.value.problems[0].message


@pytest.mark.parametrize("place", NEEDED)
def test_what_must_be_there_is_missed(place: str) -> None:
    assert refusal(changed(place, None)) == (place, "缺这一栏。请补上，没有内容也要写明。")


@pytest.mark.parametrize(
    "inside",
    [
        "",
        *("profile.", "boxes.0.", "contests.0.", "ballots.0.", "ballots.0.votes.主任."),
        *("ballots.0.votes.委员.write_ins.0.", "ballots.1.ruling.主任.", "ballots.1.ruling."),
        *("box_rulings.", "box_rulings.流动票箱.", "write_in_rulings.", "write_in_rulings.委员.0."),
        "ballots.0.votes.",
    ],
)
def test_what_nobody_knows_is_refused(inside: str) -> None:
    place, message = refusal(changed(inside + "colour", "red"))
    assert (place, message.startswith("不认识这一栏。")) == (inside + "colour", True)


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("profile", [], "这里要写一组栏目"),
        ("profile.turnout", "plurality", "这里只能写 more_than_half two_thirds more_than_two_thirds 之一"),
        ("profile.turnout_base", "households", "这里只能写 registered 之一"),
        ("profile.win", "half", "这里只能写 more_than_half two_thirds more_than_two_thirds plurality 之一"),
        ("profile.win_base", "issued", "这里只能写 returned registered valid 之一"),
        ("profile.runoff_floor", "half", "这里只能写 one_third none 之一"),
        ("profile.write_in_needs_mark", 1, "这里要写 true 或 false"),
        ("profile.runoff_pool", "some", "这里只能写 all candidates 之一"),
        ("profile.runoff_extra", -1, "这里的整数要在 0 到"),
        ("profile.two_posts", "lower_post", "这里只能写 ballot_invalid higher_post 之一"),
        ("round", "second", "这里只能写 first revote runoff 之一"),
        ("registered", "9", "这里要写整数"),
        ("issued", 8.0, "这里要写整数"),
        ("returned", True, "这里要写整数"),
        ("returned", 10**30, "这里的整数要在 0 到"),
        ("boxes", {}, "这里要写列表"),
        ("boxes.1.name", "主会场", "这个票箱写了两遍。"),
        ("boxes.0.returned", -4, "这里的整数要在 0 到"),
        ("contests", [], "没有写选举哪个职位。"),
        ("contests.1.post", "主任", "这个职位写了两遍。"),
        ("contests.0.seats", 0, "这里的整数要在 1 到"),
        ("contests.0.candidates.1", "王甲", "“王甲”写了两遍。"),
        ("contests.0.candidates.1", "", "这里没有写字。"),
        ("ballots", {}, "这里要写列表"),
        ("ballots.0", [], "这里要写一组栏目"),
        ("ballots.0.count", -4, "这里的整数要在 0 到"),
        ("ballots.0.count", 4.0, "这里要写整数"),
        ("ballots.0.box", "东门", "boxes 里没有“东门”这个票箱。"),
        ("ballots.0.votes", [], "这里要写一组栏目"),
        ("ballots.0.votes.主任.for.0", "张丙", "“张丙”不是主任的候选人，这个标记没有对象。"),
        ("ballots.0.votes.主任.against.0", "周戊", "“周戊”不是主任的候选人，这个标记没有对象。"),
        ("ballots.0.votes.主任.against.0", "王甲", "这张票上“王甲”写了两遍。"),
        ("ballots.0.votes.委员.write_ins.1.name", "周戊", "这张票上“周戊”写了两遍。"),
        ("ballots.0.votes.委员.write_ins.1.name", "张丙", "这张票上“张丙”写了两遍。"),
        ("ballots.0.votes.委员.write_ins.1.mark", "against", "另选他人的标记只能写 for 或 none。"),
        ("ballots.0.votes.委员.write_ins.1.mark", [], "另选他人的标记只能写 for 或 none。"),
        ("ballots.1.ruling.主任.class", "void", "这里只能写 valid invalid blank 之一"),
        ("ballots.1.ruling.主任.by.1", "林秀兰", "“林秀兰”写了两遍。"),
        ("ballots.1.ruling.主任.reason", " ", "这里没有写字。"),
        ("box_rulings.流动票箱.decision", "keep", "这里只能写 accept discard void 之一"),
        ("write_in_rulings.委员", {}, "这里要写列表"),
        ("write_in_rulings.委员.0.as_written", [], "没有写裁定的是哪种写法。"),
        ("write_in_rulings.委员.0.counts_for", 7, "这里要写文字"),
        ("ineligible", ["周戊"], "这里要写一组栏目"),
        ("ineligible.周戊", {}, "这里要写文字"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(place: str, value: Any, words: str) -> None:
    found, message = refusal(changed(place, value))
    assert (found, message[: len(words)]) == (place, words)


@pytest.mark.parametrize("by", [[], ["林秀兰"], ["林秀兰", "陈国强", "黄建平"]])
@pytest.mark.parametrize(
    "place", ["ballots.1.ruling.委员.by", "box_rulings.流动票箱.by", "write_in_rulings.委员.0.by"]
)
def test_two_persons_stand_under_every_ruling(place: str, by: list[str]) -> None:
    assert refusal(changed(place, by)) == (
        place,
        f"裁定要由两个人署名，这里有 {len(by)} 个。请改正。",
    )


def test_one_spelling_is_not_ruled_twice() -> None:
    count = document()
    count["write_in_rulings"]["委员"].append({"as_written": ["周武", "周伍"], "counts_for": "张丙", **BY})
    assert refusal(count)[0] == "write_in_rulings.委员.1.as_written"


def test_the_sheets_come_to_the_ballots_returned() -> None:
    count = document()
    count["ballots"][0]["count"] = 3
    assert refusal(count) == (
        "returned",
        "收回 7 张，ballots 里却有 6 张。两数要相等。请核对。",
    )


@pytest.mark.parametrize("name", ["issued", "returned"])
def test_the_boxes_come_to_the_sum(name: str) -> None:
    count = document()
    count["boxes"][0][name] += 1
    assert (refusal(count)[0], refusal(count)[1].startswith("各票箱合计 ")) == (name, True)


def test_the_sheets_of_a_box_come_to_what_lay_in_it() -> None:
    count = document()
    count["ballots"][0]["count"], count["ballots"][1]["count"] = 5, 2
    assert refusal(count)[0] == "boxes.0.returned"
    del count["ballots"][0]["box"]
    assert refusal(count)[0] == "boxes.1.returned"


def test_what_is_to_be_discarded_is_marked_with_its_box() -> None:
    count = document()
    for row in count["ballots"]:
        del row["box"]
    assert refusal(count)[0] == "boxes.1.returned"
    count["box_rulings"]["流动票箱"]["decision"] = "accept"
    assert [pile.box for pile in elections.read_count(text_of(count)).piles] == ["", ""]


def test_only_a_box_with_too_many_ballots_may_void_the_vote() -> None:
    count = document()
    count["box_rulings"]["流动票箱"]["decision"] = "void"
    assert elections.read_count(text_of(count)).box_rulings["流动票箱"].decision is BoxDecision.VOID
    count["box_rulings"]["主会场"] = {"decision": "void", **BY}
    assert refusal(count)[0] == "box_rulings.主会场.decision"


def test_a_contest_is_left_out_only_where_the_sheet_was_ruled_on() -> None:
    count = document()
    count["ballots"][1]["ruling"]["委员"]["class"] = "blank"
    sheet = elections.read_count(text_of(count)).piles[1].sheet
    assert sheet.rulings == (BallotClass.VALID, BallotClass.BLANK)
    count["ballots"][1]["ruling"]["委员"]["class"] = "valid"
    assert refusal(count)[0] == "ballots.1.votes.委员"


def test_a_name_that_stands_twice_in_a_later_row_is_seen() -> None:
    count = document()
    row = text_of(count["ballots"][0])
    doubled = row.replace('"for": ["王甲"]', '"for": ["李乙"], "for": ["王甲"]')
    count["ballots"][0]["count"] = 2
    text = text_of(count).replace('"count": 2, ', '"count": 4, ', 1)
    assert doubled != row
    with pytest.raises(Misread) as caught:
        elections.read_count(text.replace(row, f"{row}, {doubled}"))
    assert caught.value.place == ("ballots", 1, "votes", "主任", "for")
