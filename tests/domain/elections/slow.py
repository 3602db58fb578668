"""Another way to count: sheet by sheet from the file, with fractions, sharing nothing with the program."""

import math
from fractions import Fraction
from typing import Any

SHARES = {
    "more_than_half": (Fraction(1, 2), True),
    "two_thirds": (Fraction(2, 3), False),
    "more_than_two_thirds": (Fraction(2, 3), True),
}


def reaches(number: int, base: int, share: str) -> bool:
    part, more = SHARES[share]
    return number > base * part if more else number >= base * part


def least(base: int, share: str) -> int:
    number = 1
    while not reaches(number, base, share):
        number += 1
    return number


def people_of(document: Any, post: str, vote: Any) -> set[str]:
    """Who is chosen on a sheet, candidates and names written in."""
    people = set(vote["for"])
    for each in vote["write_ins"]:
        if each["mark"] == "for" or not document["profile"]["write_in_needs_mark"]:
            name = each["name"]
            for one in document.get("write_in_rulings", {}).get(post, []):
                if each["name"] in one["as_written"]:
                    name = one["counts_for"]
            people.add(name)
    return people


def read_sheet(document: Any, row: Any) -> list[tuple[str, list[str], list[str]]]:
    """Class, persons chosen, persons opposed in each contest."""
    found: list[tuple[str, list[str], list[str]]] = []
    for contest in document["contests"]:
        post = contest["post"]
        ruling = row.get("ruling", {}).get(post, {}).get("class", "valid")
        if ruling != "valid":
            found.append((ruling, [], []))
            continue
        people = people_of(document, post, row["votes"][post])
        against = set(row["votes"][post]["against"])
        if len(people) + len(against) == 0:
            found.append(("blank", [], []))
        elif len(people) > contest["seats"]:
            found.append(("invalid", [], []))
        else:
            found.append(("valid", sorted(people - against), sorted(against - people)))
    everybody = [name for _class, people, _against in found for name in people]
    if len(everybody) == len(set(everybody)):
        return found
    if document["profile"].get("two_posts", "ballot_invalid") == "ballot_invalid":
        return [("invalid", [], []) for _contest in found]
    for lower in range(len(found)):
        higher = {name for each in found[:lower] for name in each[1]}
        found[lower] = (
            found[lower][0],
            [name for name in found[lower][1] if name not in higher],
            found[lower][2],
        )
    return found


def count(document: Any) -> Any:
    """The answer to a file that has nothing wrong with it."""
    profile, this_round = document["profile"], document["round"]
    rulings = document.get("box_rulings", {})
    thrown = [name for name, each in rulings.items() if each["decision"] == "discard"]
    sheets = [
        read_sheet(document, row)
        for row in document["ballots"]
        if row.get("box") not in thrown
        for _sheet in range(row["count"])
    ]
    void = []
    if document["returned"] > document["issued"] or "void" in [each["decision"] for each in rulings.values()]:
        void.append("over_returned")
    needed = least(document["registered"], profile["turnout"])
    if len(sheets) < needed:
        void.append("turnout")
    extra = profile.get("runoff_extra", 1)
    for contest in document["contests"]:
        more = 0 if this_round == "runoff" and extra == 0 else 1
        if len(contest["candidates"]) < contest["seats"] + more and "no_surplus" not in void:
            void.append("no_surplus")
    boxes = [
        box["name"]
        for box in document.get("boxes", [])
        if box["returned"] > box["issued"] and box["name"] not in rulings
    ]
    if document["returned"] > document["issued"]:
        boxes = []
    taken: list[str] = []
    contests = []
    for place, contest in enumerate(document["contests"]):
        answer = one_contest(document, contest, [sheet[place] for sheet in sheets], taken)
        if void or boxes:
            for result in answer["results"]:
                result["elected"] = False
            answer.update(elected=[], open_seats=contest["seats"], next=None)
        taken += answer["elected"]
        contests.append(answer)
    return {
        "valid": not void,
        "void_reasons": void,
        "needs_ruling": [{"kind": "box", "box": name} for name in boxes],
        "turnout": {"base": document["registered"], "took_part": len(sheets), "needed": needed},
        "contests": contests,
    }


def one_contest(document: Any, contest: Any, sheets: list[Any], taken: list[str]) -> Any:
    profile, this_round, seats = document["profile"], document["round"], contest["seats"]
    number = {kind: sum(each[0] == kind for each in sheets) for kind in ("valid", "invalid", "blank")}
    got = {name: sum(name in each[1] for each in sheets) for name in contest["candidates"]}
    for name in sorted({name for each in sheets for name in each[1]}):
        got.setdefault(name, sum(name in each[1] for each in sheets))
    candidates = contest["candidates"]
    order = candidates + sorted(set(got) - set(candidates), key=lambda name: (-got[name], name))
    line = winning_line(document, len(sheets), number["valid"])
    able = [
        name
        for name in order
        if name not in document.get("ineligible", {})
        and name not in taken
        and (this_round != "revote" or name in candidates)
    ]
    past = [name for name in able if got[name] >= 1 and (line is None or got[name] >= line)]
    as_good = {name: sum(got[other] >= got[name] for other in past) for name in past}
    better = {name: sum(got[other] > got[name] for other in past) for name in past}
    elected = [name for name in past if as_good[name] <= seats]
    tied = [name for name in past if as_good[name] > seats > better[name]]
    still = seats - len(elected)
    following = None
    if tied:
        following = {"kind": "revote", "seats": still, "candidates": tied}
    elif still:
        following = shortfall(
            profile, this_round, still, [(name, got[name], name in candidates) for name in able], elected
        )
    against = {name: sum(name in each[2] for each in sheets) for name in order}
    return {
        "post": contest["post"],
        "seats": seats,
        "valid": number["valid"],
        "invalid": number["invalid"],
        "blank": number["blank"],
        "line": line,
        "results": [
            {
                "name": name,
                "for": got[name],
                "against": against[name],
                "none": number["valid"] - got[name] - against[name],
                "past_line": got[name] >= (1 if line is None else line),
                "elected": name in elected,
                "write_in": name not in candidates,
            }
            for name in order
        ],
        "elected": sorted(elected, key=lambda name: (-got[name], order.index(name))),
        "open_seats": still,
        "next": following,
    }


def winning_line(document: Any, took_part: int, valid: int) -> int | None:
    profile, this_round = document["profile"], document["round"]
    if this_round == "revote":
        return None
    if this_round == "runoff":
        return None if profile["runoff_floor"] == "none" else max(1, math.ceil(Fraction(took_part, 3)))
    if profile["win"] == "plurality":
        return None
    base = {"returned": took_part, "registered": document["registered"], "valid": valid}[profile["win_base"]]
    return least(base, profile["win"])


def shortfall(profile: Any, this_round: str, still: int, able: list[Any], elected: list[str]) -> Any:
    decide = {"kind": "decide", "seats": still, "choices": ["runoff", "leave_vacant"]}
    left = sorted((each for each in able if each[0] not in elected), key=lambda each: -each[1])
    if this_round == "runoff":
        return decide
    if this_round == "revote":
        names = [name for name, _votes, _candidate in left]
        return {"kind": "revote", "seats": still, "candidates": names} if len(left) > still else decide
    if profile.get("runoff_pool", "all") == "candidates":
        left = [each for each in left if each[2]]
    extra = profile.get("runoff_extra", 1)
    if len(left) < still + (1 if extra else 0):
        return decide
    taken = [
        name for name, votes, _candidate in left if sum(other[1] > votes for other in left) < still + extra
    ]
    return {"kind": "runoff", "seats": still, "candidates": taken}
