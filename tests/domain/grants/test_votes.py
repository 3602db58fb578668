"""A vote as cities publish it: ranked by its own votes, held against what the city selected, refused where broken."""

import os
from pathlib import Path
from typing import Any

import pytest

from desktop.domain import grants
from desktop.domain.problems import Refused
from tests.domain.grants.rounds import projects, vote_file

# Budgets, costs, votes and selections as published by Gdynia (2020) and Warszawa (2019); the ballots are made up.
CISOWA = ("448110", [("1", "448110", 547, 1), ("2", "185716", 411, 0), ("3", "448110", 351, 0)])
SRODMIESCIE = (
    "361890",
    [
        *[("9", "10000", 330, 1), ("5", "1747", 308, 1), ("4", "10000", 280, 1), ("3", "10000", 270, 1)],
        *[("2", "10000", 188, 0), ("7", "9964", 172, 0), ("1", "10000", 157, 0), ("8", "9000", 148, 0)],
        ("6", "5000", 113, 0),
    ],
)
SADYBA = (
    "462911",
    [
        *[
            ("981", "5900", 485, 1),
            ("815", "8530", 473, 1),
            ("1001", "418500", 376, 1),
            ("1040", "20500", 293, 1),
        ],
        *[
            ("209", "200000", 283, 0),
            ("972", "133824", 281, 0),
            ("131", "25000", 257, 0),
            ("816", "29700", 249, 0),
        ],
        *[("1987", "40000", 241, 0), ("2023", "40000", 237, 0), ("2248", "395340", 149, 0)],
    ],
)

POINTS = """META
key;value
budget;100
vote_type;cumulative
num_projects;2
currency;PLN
PROJECTS
project_id;cost;votes;score;name
1;60,5;2;4;"A ""B"" C"
2;40.05;1;7;
VOTES
voter_id;vote;points
a;1,2;3,7
b;1;1
"""


def answered(text: str, rule: grants.Allocation = grants.Allocation.SKIP) -> dict[str, Any]:
    return grants.rank_ballots(grants.read_votes(text), rule)


@pytest.mark.parametrize("city", [CISOWA, SADYBA])
def test_a_vote_comes_out_as_its_city_selected(city: Any) -> None:
    answer = answered(vote_file(*city))
    assert answer["city"] == {"same": True, "project": None, "why": "与当地公布的结果一致。"}
    assert [each["selected"] for each in answer["projects"]] == [line[3] == 1 for line in city[1]]


def test_a_city_that_selected_less_is_explained_at_the_first_project() -> None:
    answer = answered(vote_file(*SRODMIESCIE))
    assert answer["city"] == {
        "same": False,
        "project": "2",
        "why": (
            "到第 5 名“Nr 2”与当地的结果不同：按文件写的预算 361,890，轮到它时还剩 330,143，它要 10,000，"
            "够用，当地却没有选它；当地选中的合计 31,747，文件没有写为什么；"
            "预算若在 31,747 到 36,746.99 之间，同样的规则就与当地一致。"
        ),
    }
    assert answer["projects"][4]["why"] == (
        "按得票从多到少排第 5 名，得 188 票；轮到它时还剩 330,143，它要 10,000，够用，所以给 10,000；"
        "当地公布的结果没有选它。"
    )
    assert projects(answer, "id", "city_selected")[3:5] == [("3", True), ("2", False)]


def test_a_city_that_selected_more_is_told_how_much_it_takes() -> None:
    answer = answered(vote_file("100", [("1", "60", 2, 1), ("2", "60", 1, 1)]))
    assert answer["city"]["why"].endswith(
        "当地选中的合计 120，文件没有写为什么；预算若不少于 120，同样的规则就与当地一致。"
    )
    assert answer["projects"][1]["why"].endswith("所以不资助；当地公布的结果选了它。")


def test_a_city_that_follows_the_other_rule_is_told_so() -> None:
    # Under stop no budget selects the third but not the second; under skip this one does.
    text = vote_file("100", [("1", "60", 3, 1), ("2", "60", 2, 0), ("3", "40", 1, 1)])
    assert answered(text, grants.Allocation.STOP)["city"]["why"].endswith("分配规则改为 skip 就与当地一致。")
    assert answered(text)["city"]["same"] is True


def test_a_smaller_budget_explains_a_list_that_ended_sooner() -> None:
    text = vote_file("100", [("1", "60", 3, 1), ("2", "20.5", 2, 0), ("3", "1", 1, 0)])
    assert answered(text, grants.Allocation.STOP)["city"]["why"].endswith(
        "预算若在 60 到 80.49 之间，同样的规则就与当地一致。"
    )


def test_a_city_that_decided_otherwise_is_told_that_no_rule_explains_it() -> None:
    text = vote_file("100", [("1", "60", 3, 0), ("2", "60", 2, 1)])
    assert answered(text)["city"]["why"].endswith("只改预算或只改分配规则，都不能得出当地的结果。")


def test_equal_votes_go_by_lower_cost_and_then_by_the_order_of_the_file() -> None:
    answer = answered(vote_file("10", [("b", "9", 1, None), ("c", "5", 1, None), ("a", "5", 1, None)]))
    assert projects(answer, "id", "rank", "tie", "selected") == [
        ("c", 1, False, True),
        ("a", 2, False, True),
        ("b", 3, False, False),
    ]
    assert "同样多的按费用低的在前，再按文件里的先后" in answer["projects"][0]["why"]
    assert "city" not in answer


def test_stop_is_used_when_told() -> None:
    text = vote_file("10", [("1", "11", 2, None), ("2", "5", 1, None)])
    assert projects(answered(text, grants.Allocation.STOP), "selected") == [(False,), (False,)]
    assert projects(answered(text), "selected") == [(False,), (True,)]


def test_points_are_the_votes_of_a_cumulative_vote_and_costs_are_exact() -> None:
    answer = answered(POINTS.replace("\n", "\r\n"))
    assert projects(answer, "id", "name", "amount_fen", "mean", "counted", "granted_fen") == [
        ("2", "2", 4005, "7.00", 1, 4005),
        ("1", 'A "B" C', 6050, "4.00", 2, 0),
    ]
    assert answer["projects"][1]["why"] == (
        "按得分从多到少排第 2 名，得 4 分（2 人投给它）；轮到它时还剩 59.95 PLN，它要 60.50 PLN，不够，"
        "按规则跳过它，接着看下一名，所以不资助。"
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("META\n", "", 1, "从 META 这一行开始"),
        ("PROJECTS\n", "VOTES\n", 7, "依次各有一段"),
        ("b;1;1\n", "b;1;1\nMETA\n", 15, "依次各有一段"),
        ("b;1;1\n", "b;1\n", 14, "有 2 格"),
        ("b;1;1\n", "b;9;1\n", 14, "没有项目“9”"),
        ("b;1;1\n", "b;;1\n", 14, "vote 一栏是空的"),
        ("b;1;1\n", "a;1;1\n", 14, "投了两次"),
        ("b;1;1\n", "b;1,1;1,0\n", 14, "写了两遍"),
        ("b;1;1\n", "b;1;1,2\n", 14, "points 要给"),
        ("b;1;1\n", "b;1;-1\n", 14, "points 要给"),
        ("b;1;1\n", "", 9, "votes 写的是 2，数出来是 1"),
        ("b;1;1\n", "b;1;2\n", 9, "score 写的是 4，数出来是 5"),
        ("num_projects;2", "num_projects;3", 5, "num_projects 写的是 3"),
        ("num_projects;2", "num_projects;", 5, "要写整数，却是 “”"),
        ("num_projects;2", "budget;2", 5, "budget 写了两遍"),
        ("budget;100", "budget;0", 3, "预算是 0"),
        ("budget;100\n", "", 0, "没有 budget"),
        ("vote_type;cumulative\n", "", 0, "没有 vote_type"),
        ("cumulative", "ordinal", 4, "不会按 ordinal"),
        ("60,5;", "60,505;", 9, "60,505 不是金额"),
        ("60,5;", "-60;", 9, "-60 不是金额"),
        ("60,5;", ";", 9, "“” 不是金额"),
        ('"A ""B"" C"', '"A', 9, "引号没有成对"),
        ("2;40.05;1;7;", "1;40.05;1;7;", 10, "项目“1”写了两遍"),
        ("2;40.05;1;7;", "2;40.05;x;7;", 10, "votes 一栏要写整数"),
        ("score;name", "cost;name", 8, "cost 写了两遍"),
        ("project_id;cost;votes", "id;cost;votes", 8, "缺 project_id"),
        ("voter_id;vote;points", "voter_id;vote;other", 13, "缺 points"),
        ("VOTES\nvoter_id;vote;points\na;1,2;3,7\nb;1;1\n", "", 0, "没有 VOTES"),
        ('1;60,5;2;4;"A ""B"" C"\n2;40.05;1;7;\n', "", 0, "没有项目"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(old: str, new: str, line: int, said: str) -> None:
    assert POINTS.count(old) >= 1
    with pytest.raises(Refused) as refused:
        grants.read_votes(POINTS.replace(old, new, 1))
    [problem] = refused.value.problems
    assert (problem.field, said in problem.message) == (f"第 {line} 行" if line else "", True)


def test_a_file_cut_anywhere_never_comes_to_an_answer() -> None:
    text = vote_file("10", [("1", "11", 3, None), ("2", "5", 2, None)])
    for end in range(len(text) - 1):
        with pytest.raises(Refused):
            grants.read_votes(text[:end])


def test_lines_without_words_are_passed_over() -> None:
    assert answered(POINTS.replace("VOTES", "\n ; \nVOTES") + "\n\n") == answered(POINTS)


def test_a_name_over_two_lines_is_counted_in_the_lines() -> None:
    text = POINTS.replace('"A ""B"" C"', '"A\nB"').replace("b;1;1", "b;7;1")
    with pytest.raises(Refused) as refused:
        grants.read_votes(text)
    assert refused.value.problems[0].field == "第 15 行"


def test_the_published_files_come_out_as_their_cities_say_or_say_why() -> None:
    """Reads the real files where a folder of them is named: they carry no licence, so that they are not kept here."""
    folder = Path(os.environ.get("YOUJU_PABULIB", os.devnull))
    answers = {each.name: answered(each.read_text("utf-8")) for each in sorted(folder.glob("*.pb"))}
    found = {name: answer["city"] for name, answer in answers.items() if "city" in answer}
    assert {name: (each["same"], bool(each["project"])) for name, each in found.items()} == {
        name: ("srodmiescie" not in name, "srodmiescie" in name) for name in found
    }
