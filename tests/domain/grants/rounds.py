"""What the tests of grants share: a round as a file says it, a vote as a city publishes it, and a slow second opinion."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from desktop.domain import grants

YUAN = 100


def written(
    totals: dict[str, list[Any]],
    amounts: dict[str, int],
    budget: int = 1000,
    **rule: Any,
) -> dict[str, Any]:
    """A round of one criterion: the marks of judges J1, J2, … for each project, a text for one who stands back."""
    judges = [f"J{number}" for number in range(1, 1 + max(len(each) for each in totals.values()))]
    return {
        "budget_fen": budget * YUAN,
        "rule": {"drop_extremes_from": 5, "pass_mark": 60, "tie": [], **rule},
        "criteria": [{"name": "需求", "weight": 100}],
        "projects": [
            {"id": each, "name": f"项目{each}", "amount_fen": amounts[each] * YUAN} for each in totals
        ],
        "judges": [{"id": each, "name": each, "group": "居民"} for each in judges],
        "sheets": [
            {"judge": judge, "project": project}
            | ({"recused": mark} if isinstance(mark, str) else {"marks": {"需求": mark}})
            for project, marks in totals.items()
            for judge, mark in zip(judges, marks, strict=True)
        ],
    }


def ranked(data: Any) -> dict[str, Any]:
    return grants.rank_round(grants.read_round(json.dumps(data, ensure_ascii=False)))


def projects(answer: dict[str, Any], *keys: str) -> list[Any]:
    return [tuple(each[key] for key in keys) for each in answer["projects"]]


def vote_file(
    budget: str, lines: Sequence[tuple[str, str, int, int | None]], *, kind: str = "approval", meta: str = ""
) -> str:
    """A file with one approval of one project a row: id, cost, votes, and what the city selected."""
    stated = lines[0][3] is not None
    head = "project_id;cost;votes;name" + (";selected" if stated else "")
    rows = [
        f"{name};{cost};{votes};Nr {name}" + (f";{selected}" if stated else "")
        for name, cost, votes, selected in lines
    ]
    ballots = [name for name, _cost, votes, _selected in lines for _each in range(votes)]
    return "\n".join(
        [
            *("META", "key;value", f"budget;{budget}", f"num_votes;{len(ballots)}", f"vote_type;{kind}"),
            *([meta] if meta else []),
            *("PROJECTS", head, *rows, "VOTES", "voter_id;vote"),
            *(f"{number};{name}" for number, name in enumerate(ballots)),
            "",
        ]
    )


def half_up(value: Fraction) -> Fraction:
    """Two decimals, found by looking rather than by a formula."""
    down = Fraction(int(value * 100), 100)
    return down + Fraction(1, 100) if value - down >= Fraction(1, 200) else down


def slow_rank(data: Any) -> list[tuple[str, int, str]]:
    """Each project with its rank and mean, by counting who is better; fractions, no sorting of keys."""
    weights = [each["name"] for each in data["criteria"]]
    keys = {}
    for project in data["projects"]:
        sheets = [
            each["marks"] for each in data["sheets"] if each["project"] == project["id"] and "marks" in each
        ]
        totals = sorted(
            sum((Fraction(str(mark)) for mark in marks.values()), Fraction(0)) for marks in sheets
        )
        kept = totals[1:-1] if len(totals) >= data["rule"]["drop_extremes_from"] else totals
        key = [half_up(sum(kept, Fraction(0)) / len(kept))]
        for word in data["rule"]["tie"]:
            if word in weights:
                marks = [Fraction(str(each[word])) for each in sheets]
                key.append(half_up(sum(marks, Fraction(0)) / len(marks)))
            elif word == "lower_amount":
                key.append(Fraction(-project["amount_fen"]))
        keys[project["id"]] = key
    return [
        (name, 1 + sum(other > key for other in keys.values()), f"{int(key[0])}.{int(key[0] * 100) % 100:02}")
        for name, key in keys.items()
    ]
