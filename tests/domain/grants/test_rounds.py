"""A round marked by judges: every rule where it holds and just outside, and what must hold of every round."""

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import grants
from desktop.domain.problems import Refused
from tests.domain.grants.rounds import projects, ranked, slow_rank, written


def test_five_counted_judges_drop_one_highest_and_one_lowest() -> None:
    answer = ranked(written({"A": [100, 70, 70, 71, 0]}, {"A": 10}))
    assert projects(answer, "mean", "counted", "dropped", "dropped_marks") == [
        ("70.33", 5, 2, ["100.00", "0.00"])
    ]


def test_four_counted_judges_drop_none() -> None:
    answer = ranked(written({"A": [100, 70, 70, 0]}, {"A": 10}))
    assert projects(answer, "mean", "counted", "dropped", "dropped_marks") == [("60.00", 4, 0, [])]


def test_a_recusal_that_leaves_four_drops_none_for_that_project_alone() -> None:
    answer = ranked(
        written({"A": [100, 70, 70, 0, "同一社区"], "B": [100, 70, 70, 70, 0]}, {"A": 10, "B": 10})
    )
    assert projects(answer, "id", "mean", "counted", "dropped", "recused", "recusals") == [
        ("B", "70.00", 5, 2, 0, []),
        ("A", "60.00", 4, 0, 1, [{"judge": "J5", "reason": "同一社区"}]),
    ]
    assert answer["projects"][1]["why"] == (
        "按平均分从高到低排第 2 名，平均 60.00 分，4 位评委计分，不足 5 位，不去掉最高分和最低分，1 位回避；"
        "轮到它时还剩 990 元，它要 10 元，够用，所以给 10 元。"
    )


@pytest.mark.parametrize(
    ("marks", "mean"),
    [([80.01, 80], "80.01"), ([80, 80, 80.01], "80.00"), ([80.5, 80], "80.25"), ([0, 0], "0.00")],
)
def test_a_mean_has_two_decimals_half_up(marks: list[float], mean: str) -> None:
    assert projects(ranked(written({"A": marks}, {"A": 1})), "mean") == [(mean,)]


def test_the_pass_mark_is_reached_by_the_mean_as_published() -> None:
    answer = ranked(written({"A": [60, 59.99], "B": [59.99, 59.99]}, {"A": 1, "B": 1}))
    assert projects(answer, "id", "mean", "selected") == [("A", "60.00", True), ("B", "59.99", False)]
    assert answer["projects"][1]["why"].endswith(
        "；还剩 999 元，它要 1 元，但是没有达到及格线 60 分，所以不资助。"
    )


def test_stop_is_the_default_and_ends_at_the_first_that_does_not_fit() -> None:
    data = written({"A": [90], "B": [80], "C": [70]}, {"A": 600, "B": 401, "C": 400})
    answer = ranked(data)
    assert projects(answer, "id", "rank", "selected", "granted_fen") == [
        ("A", 1, True, 60_000),
        ("B", 2, False, 0),
        ("C", 3, False, 0),
    ]
    assert [each["why"].partition("；")[2] for each in answer["projects"]] == [
        "轮到它时还剩 1,000 元，它要 600 元，够用，所以给 600 元。",
        "轮到它时还剩 400 元，它要 401 元，不够，按规则名单到这里为止，所以不资助。",
        "还剩 400 元，它要 400 元，但是到前面的“项目B”钱已经不够，按规则名单到那里为止，所以不资助。",
    ]


def test_skip_goes_on_down_the_list() -> None:
    answer = ranked(
        written({"A": [90], "B": [80], "C": [70]}, {"A": 600, "B": 401, "C": 400}, allocation="skip")
    )
    assert projects(answer, "id", "selected") == [("A", True), ("B", False), ("C", True)]
    assert "按规则跳过它，接着看下一名" in answer["projects"][1]["why"]
    assert (answer["granted_fen"], answer["left_fen"]) == (100_000, 0)


def sheet_of_two(tie: list[str]) -> dict[str, Any]:
    """Two projects of the same mean; B is better in 需求, A asks for less."""
    data = written({"A": [0], "B": [0]}, {"A": 10, "B": 20}, tie=tie)
    data["criteria"] = [{"name": "需求", "weight": 60}, {"name": "团队", "weight": 40}]
    data["sheets"][0]["marks"] = {"需求": 50, "团队": 30}
    data["sheets"][1]["marks"] = {"需求": 51, "团队": 29}
    return data


@pytest.mark.parametrize(
    ("tie", "order"),
    [
        (["需求", "lower_amount", "panel_vote"], [("B", 1, False), ("A", 2, False)]),
        (["团队"], [("A", 1, False), ("B", 2, False)]),
        (["lower_amount", "需求"], [("A", 1, False), ("B", 2, False)]),
        (["panel_vote"], [("A", 1, True), ("B", 1, True)]),
    ],
)
def test_a_tie_is_settled_by_the_first_rule_that_tells_apart(tie: list[str], order: list[Any]) -> None:
    answer = ranked(sheet_of_two(tie))
    assert projects(answer, "id", "rank", "tie") == order


def test_a_settled_tie_says_by_which_rule() -> None:
    why = ranked(sheet_of_two(["需求", "lower_amount"]))["projects"][0]["why"]
    assert "同分的按并列规则（“需求”分高的在前、申请金额低的在前）排定先后" in why


def test_a_tie_with_money_for_all_shares_its_rank_and_is_granted() -> None:
    answer = ranked(written({"A": [90], "B": [90], "C": [80]}, {"A": 500, "B": 400, "C": 100}))
    assert projects(answer, "id", "rank", "tie", "selected") == [
        ("A", 1, True, True),
        ("B", 1, True, True),
        ("C", 3, False, True),
    ]
    assert answer["needs_panel"] == []
    assert answer["projects"][0]["why"].startswith("按平均分从高到低与“项目B”并列第 1 名，")


@pytest.mark.parametrize("allocation", ["stop", "skip"])
def test_a_tie_at_the_line_waits_for_the_panel(allocation: str) -> None:
    answer = ranked(
        written(
            {"A": [90], "B": [90], "C": [90], "D": [80], "E": [70]},
            {"A": 600, "B": 500, "C": 2000, "D": 400, "E": 1001},
            allocation=allocation,
        )
    )
    assert answer["needs_panel"] == [["A", "B", "C"]]
    assert (answer["granted_fen"], [each["selected"] for each in answer["projects"]]) == (0, [False] * 5)
    a, _b, c, d, e = (each["why"].partition("；")[2] for each in answer["projects"])
    assert a == "轮到它们时还剩 1,000 元，它要 600 元，谁先谁后结果不同，要由评选会表决，现在还不能定。"
    assert c.startswith("轮到它时还剩 1,000 元，它要 2,000 元，不够，")
    if allocation == "stop":
        assert d.endswith("按规则名单到那里为止，所以不资助。")
    else:
        assert d == (
            "在它前面的“项目A”等并列项目要等评选会表决，轮到它时最多还剩 1,000 元，它要 400 元，现在还不能定。"
        )
        assert e == "轮到它时还剩 1,000 元，它要 1,001 元，不够，按规则跳过它，接着看下一名，所以不资助。"


def test_a_tie_in_which_nobody_fits_needs_no_vote() -> None:
    answer = ranked(written({"A": [90], "B": [90], "C": [80]}, {"A": 1001, "B": 1002, "C": 1}))
    assert (answer["needs_panel"], projects(answer, "selected")) == ([], [(False,)] * 3)


def test_a_tie_under_skip_whose_fitting_members_fit_together_needs_no_vote() -> None:
    answer = ranked(
        written({"A": [90], "B": [90], "C": [90]}, {"A": 1001, "B": 600, "C": 400}, allocation="skip")
    )
    assert (answer["needs_panel"], projects(answer, "id", "selected")) == (
        [],
        [("A", False), ("B", True), ("C", True)],
    )


BAD = [
    (["criteria", 0, "weight"], 99, "criteria", "合计是 99"),
    (["criteria", 0, "name"], "panel_vote", "criteria[0].name", "并列规则的用词"),
    (["budget_fen"], 0, "budget_fen", "1 到"),
    (["budget_fen"], True, "budget_fen", "要写整数"),
    (["budget_fen"], 10**16, "budget_fen", "太大的数"),
    (["projects", 0, "amount_fen"], -1, "projects[0].amount_fen", "1 到"),
    (["projects", 0, "amount_fen"], 1.5, "projects[0].amount_fen", "要写整数"),
    (["projects", 1, "id"], "A", "projects[1].id", "写了两遍"),
    (["projects"], [], "projects", "没有写申请的项目"),
    (["judges"], [], "judges", "没有写评委"),
    (["judges", 1, "id"], "J1", "judges[1].id", "写了两遍"),
    (["rule", "tie"], ["天意"], "rule.tie[0]", "不认识“天意”"),
    (["rule", "tie"], ["需求", "需求"], "rule.tie[1]", "写了两遍"),
    (["rule", "tie"], ["panel_vote", "需求"], "rule.tie[1]", "写在最后"),
    (["rule", "pass_mark"], 101, "rule.pass_mark", "0 到 100"),
    (["rule", "drop_extremes_from"], 2, "rule.drop_extremes_from", "3 到"),
    (["rule", "allocation"], "chance", "rule.allocation", "stop skip"),
    (["sheets", 0, "judge"], "J9", "sheets[0].judge", "没有“J9”这位评委"),
    (["sheets", 0, "project"], "Z", "sheets[0].project", "没有“Z”这个项目"),
    (["sheets", 1, "judge"], "J1", "sheets[1]", "有两张评分表"),
    (["sheets", 0, "marks", "需求"], 100.01, "sheets[0].marks.需求", "却是 100.01"),
    (["sheets", 0, "marks", "需求"], -0.5, "sheets[0].marks.需求", "却是 -0.5"),
    (["sheets", 0, "marks", "需求"], -1, "sheets[0].marks.需求", "却是 -1"),
    (["sheets", 0, "marks", "需求"], 10**12, "sheets[0].marks.需求", "太大的数"),
    (["sheets", 0, "marks", "需求"], 70.125, "sheets[0].marks.需求", "最多两位小数"),
    (["sheets", 0, "marks", "需求"], True, "sheets[0].marks.需求", "要写整数"),
    (["sheets", 0, "marks"], {}, "sheets[0].marks.需求", "缺这一栏"),
    (["sheets", 0, "recused"], "亲属", "sheets[0]", "只写一样"),
]


@pytest.mark.parametrize(("place", "value", "field", "said"), BAD)
def test_what_cannot_be_ranked_is_refused_with_its_place(
    place: list[Any], value: Any, field: str, said: str
) -> None:
    data = written({"A": [90, 80], "B": [90, 80]}, {"A": 10, "B": 10})
    holder = data
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    with pytest.raises(Refused) as refused:
        ranked(data)
    [problem] = refused.value.problems
    assert (problem.field.partition("（")[0], said in problem.message) == (field, True)


def test_a_judge_who_neither_marked_nor_stood_back_is_missed() -> None:
    data = written({"A": [90, 80]}, {"A": 10})
    del data["sheets"][1]
    with pytest.raises(Refused, match="评委“J2”对项目“A”既没有打分，也没有回避"):
        ranked(data)


def test_a_project_that_nobody_is_left_to_mark_is_refused() -> None:
    with pytest.raises(Refused, match="项目“A”的评委都回避了"):
        ranked(written({"A": ["亲属", "同单位"]}, {"A": 10}))


def test_a_large_budget_is_read_to_the_fen() -> None:
    data = written({"A": [90]}, {"A": 10})
    data["budget_fen"] = 10**13 + 1
    assert ranked(data)["left_fen"] == 10**13 + 1 - 1000


def test_a_mark_beyond_every_number_is_refused() -> None:
    text = json.dumps(written({"A": [99.5]}, {"A": 10})).replace("99.5", "1e999")
    with pytest.raises(Refused, match="0 到 100 之间，却是 inf"):
        grants.read_round(text)


def test_a_name_twice_in_an_object_is_refused() -> None:
    with pytest.raises(Refused, match="写了两遍"):
        grants.read_round('{"budget_fen": 1, "budget_fen": 2}')


@st.composite
def rounds(draw: st.DrawFn) -> Any:
    judges = [f"J{number}" for number in range(draw(st.integers(1, 7)))]
    ids = [f"P{number}" for number in range(draw(st.integers(1, 6)))]
    marks = st.integers(0, 4000).map(lambda number: number / 100) | st.sampled_from([30, 35, 40])
    sheets = []
    for project in ids:
        stays = draw(st.integers(0, len(judges) - 1))
        for number, judge in enumerate(judges):
            sheet: dict[str, Any] = {"judge": judge, "project": project}
            if number != stays and draw(st.integers(0, 4)) == 0:
                sheet["recused"] = "亲属"
            else:
                sheet["marks"] = {"需求": draw(marks), "团队": draw(st.sampled_from([40, 60]))}
            sheets.append(sheet)
    tie = draw(st.lists(st.sampled_from(["需求", "团队", "lower_amount"]), unique=True))
    return {
        "budget_fen": draw(st.integers(1, 3000)),
        "rule": {
            "allocation": draw(st.sampled_from(["stop", "skip"])),
            "drop_extremes_from": draw(st.integers(3, 6)),
            "pass_mark": draw(st.sampled_from([0, 60, 75.5])),
            "tie": [*tie, "panel_vote"],
        },
        "criteria": [{"name": "需求", "weight": 40}, {"name": "团队", "weight": 60}],
        "projects": [
            {"id": each, "name": each, "amount_fen": draw(st.integers(1, 1000) | st.just(500))}
            for each in ids
        ],
        "judges": [{"id": each, "name": each, "group": "居民"} for each in judges],
        "sheets": sheets,
    }


@settings(deadline=None)
@given(rounds())
def test_ranks_and_means_are_those_of_a_slow_count_in_fractions(data: Any) -> None:
    assert sorted(projects(ranked(data), "id", "rank", "mean")) == sorted(slow_rank(data))


@settings(deadline=None)
@given(rounds(), st.integers())
def test_the_order_of_entry_decides_nothing(data: Any, seed: int) -> None:
    shuffled = json.loads(json.dumps(data))
    for key in ("sheets", "projects", "judges", "criteria"):
        random.Random(seed).shuffle(shuffled[key])
    assert ranked(shuffled) == ranked(data)


@settings(deadline=None)
@given(rounds())
def test_the_budget_is_never_exceeded_and_only_a_full_amount_is_granted(data: Any) -> None:
    answer = ranked(data)
    granted = sum(each["granted_fen"] for each in answer["projects"])
    assert (granted, answer["left_fen"]) == (answer["granted_fen"], data["budget_fen"] - granted)
    assert granted <= data["budget_fen"]
    assert {each["granted_fen"] == each["amount_fen"] * each["selected"] for each in answer["projects"]} == {
        True
    }
