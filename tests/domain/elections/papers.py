"""Counts to try the rules on, as a file has them."""

import json
from typing import Any

from desktop.domain import elections

POST = "委员"
PROFILE = {
    "turnout": "more_than_half",
    "turnout_base": "registered",
    "win_base": "returned",
    "win": "more_than_half",
    "runoff_floor": "one_third",
    "write_in_needs_mark": True,
}
BY = {"by": ["林秀兰", "陈国强"], "reason": "两人当众看过"}
CANDIDATES = ("王甲", "李乙", "张丙", "陈丁")


def written(name: str, mark: str = "for") -> dict[str, str]:
    """A name in the free space."""
    return {"name": name, "mark": mark}


def vote(*chosen: str, against: tuple[str, ...] = (), write_ins: tuple[dict[str, str], ...] = ()) -> Any:
    """The marks of one sheet in one contest."""
    return {"for": list(chosen), "against": list(against), "write_ins": list(write_ins)}


def row(count: int, *chosen: str, **more: Any) -> dict[str, Any]:
    """Sheets of one contest that say the same."""
    return {"count": count, "votes": {POST: vote(*chosen, **more)}}


def ruled(outcome: str) -> dict[str, Any]:
    return {"class": outcome, **BY}


def make(rows: list[dict[str, Any]], *, seats: int = 1, profile: Any = None, **changes: Any) -> Any:
    """A count of one contest in which all who are registered took part, as far as nothing else is said."""
    returned = sum(each["count"] for each in rows)
    return {
        "profile": {**PROFILE, **(profile or {})},
        "round": "first",
        "registered": returned,
        "issued": returned,
        "returned": returned,
        "contests": [{"post": POST, "seats": seats, "candidates": list(CANDIDATES)}],
        "ballots": rows,
        **changes,
    }


def tallied(document: Any) -> Any:
    """The answer to a file."""
    return elections.as_json(elections.tally(elections.read_count(json.dumps(document, ensure_ascii=False))))


def outcome(document: Any) -> Any:
    """Who is elected in the first contest, and what follows."""
    contest = tallied(document)["contests"][0]
    return contest["elected"], contest["next"]


def votes(document: Any, contest: int = 0) -> dict[str, int]:
    """The votes for each person who got any."""
    results = tallied(document)["contests"][contest]["results"]
    return {each["name"]: each["for"] for each in results if each["for"]}


def classes(document: Any, contest: int = 0) -> tuple[int, int, int]:
    """Valid, invalid and blank sheets of a contest."""
    found = tallied(document)["contests"][contest]
    return found["valid"], found["invalid"], found["blank"]
