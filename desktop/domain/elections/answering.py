"""What a vote comes to, as the commands and the district read it: plain values in the order of the contract."""

from typing import Any

from desktop.domain.elections.records import ContestTally, Next, NextKind, Result, Tally


def as_json(tally: Tally) -> dict[str, Any]:
    """The answer of `election tally`."""
    return {
        "valid": tally.valid,
        "void_reasons": [reason.value for reason in tally.void_reasons],
        "needs_ruling": [{"kind": "box", "box": name} for name in tally.boxes_to_rule],
        "turnout": {
            "base": tally.turnout.base,
            "took_part": tally.turnout.took_part,
            "needed": tally.turnout.needed,
        },
        "contests": [_contest(each) for each in tally.contests],
    }


def _contest(contest: ContestTally) -> dict[str, Any]:
    return {
        "post": contest.post,
        "seats": contest.seats,
        "valid": contest.valid,
        "invalid": contest.invalid,
        "blank": contest.blank,
        "line": contest.line,
        "results": [_result(each) for each in contest.results],
        "elected": list(contest.elected),
        "open_seats": contest.open_seats,
        "next": None if contest.next is None else _next(contest.next),
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "name": result.name,
        "for": result.votes_for,
        "against": result.votes_against,
        "none": result.votes_none,
        "past_line": result.past_line,
        "elected": result.elected,
        "write_in": result.write_in,
    }


def _next(following: Next) -> dict[str, Any]:
    if following.kind is NextKind.DECIDE:
        return {"kind": following.kind.value, "seats": following.seats, "choices": list(following.choices)}
    return {"kind": following.kind.value, "seats": following.seats, "candidates": list(following.candidates)}
