"""What a round comes to, as the commands and the district read it: plain values in the order of the contract."""

from collections.abc import Callable, Sequence
from typing import Any

from desktop.domain.grants import comparing, wording
from desktop.domain.grants.allocation import allocate, open_ties
from desktop.domain.grants.ranking import rank, rank_votes
from desktop.domain.grants.records import Allocation, Award, Ballots, Round
from desktop.domain.text.money import grouped, in_yuan
from desktop.i18n import _


def rank_round(grants: Round) -> dict[str, Any]:
    """The answer of `grants rank` to a round marked by judges."""
    rule = grants.rule
    awards = allocate(rank(grants), grants.budget_fen, rule.allocation, rule.pass_mark)

    def why(award: Award) -> str:
        return wording.sentence(
            wording.place_by_marks(award, awards, rule),
            wording.money(award, rule.allocation, rule.pass_mark, in_yuan),
        )

    return _answer(awards, grants.budget_fen, rule.allocation, why)


def rank_ballots(ballots: Ballots, rule: Allocation = Allocation.SKIP) -> dict[str, Any]:
    """The answer of `grants rank` to a vote of residents: votes, or points, stand where the mean would.

    Where the file says what the city selected, `city` tells whether it comes out so, and if not, at which project and
    why; each project says on which side the city was.
    """
    awards = allocate(rank_votes(ballots), ballots.budget_fen, rule)
    city = comparing.stated(ballots)

    def write(fen: int) -> str:
        return f"{grouped(fen)} {ballots.unit}".strip()

    def why(award: Award) -> str:
        differs = city.get(award.standing.project.id, award.selected) != award.selected
        found = _("当地公布的结果没有选它") if award.selected else _("当地公布的结果选了它")
        return wording.sentence(
            wording.place_by_votes(award, in_points=ballots.in_points),
            wording.money(award, rule, 0, write),
            found if differs else "",
        )

    answer = _answer(awards, ballots.budget_fen, rule, why)
    if city:
        found = comparing.compare(ballots, awards, rule, write)
        for each in answer["projects"]:
            each["city_selected"] = city[each["id"]]
        answer["city"] = {
            "same": found.same,
            "project": found.project.id if found.project else None,
            "why": found.why,
        }
    return answer


def _answer(
    awards: Sequence[Award], budget_fen: int, allocation: Allocation, why: Callable[[Award], str]
) -> dict[str, Any]:
    granted = sum(each.granted_fen for each in awards)
    return {
        "budget_fen": budget_fen,
        "allocation": allocation.value,
        "granted_fen": granted,
        "left_fen": budget_fen - granted,
        "needs_panel": [[project.id for project in group] for group in open_ties(awards)],
        "projects": [{**_award(each), "why": why(each)} for each in awards],
    }


def _award(award: Award) -> dict[str, Any]:
    standing = award.standing
    return {
        "id": standing.project.id,
        "name": standing.project.name,
        "amount_fen": standing.project.amount_fen,
        "mean": wording.points(standing.mean),
        "counted": standing.counted,
        "dropped": len(standing.dropped),
        "recused": len(standing.recusals),
        "rank": standing.rank,
        "tie": standing.tied,
        "selected": award.selected,
        "granted_fen": award.granted_fen,
        "dropped_marks": [wording.points(each) for each in standing.dropped],
        "recusals": [{"judge": each.judge, "reason": each.recused} for each in standing.recusals],
    }
