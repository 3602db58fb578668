"""From the sheets to the ranked list. Whole numbers only: a mean is rounded once, half up, and then compared.

Clauses: the panel rules of domain handbook §C.4, with the figures of each round in its own rule.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from desktop.domain.grants.records import (
    LOWER_AMOUNT,
    PANEL_VOTE,
    Ballots,
    Project,
    Round,
    Rule,
    Sheet,
    Standing,
)

POINT = 100
"""Hundredths in a point."""


def mean(total: int, number: int) -> int:
    """The mean of whole numbers, rounded half up. *Source:* domain handbook §C.4 (two decimals, half up)."""
    return (2 * total + number) // (2 * number)


def dropped(totals: Sequence[int], drop_from: int) -> tuple[int, ...]:
    """The totals left out: one highest and one lowest, or none where fewer judges are counted than the rule names.

    Judges who stood back are not counted, so that recusals may bring a project under that number: then nothing is
    dropped for that project alone. *Source:* domain handbook §C.4 (dropped marks; recusals bring judges under 5).
    """
    return (max(totals), min(totals)) if len(totals) >= drop_from else ()


def rank(grants: Round) -> tuple[Standing, ...]:
    """The projects in order of their means, ties told apart as far as the round's rule does.

    What is compared is the mean as it is published, with two decimals: nobody comes before another by what the notice
    does not show. Projects still equal share a rank and stand in order of their ids, which decides nothing.
    *Source:* domain handbook §C.4 (tie; recusal: the mean uses the remaining judges).
    """
    sheets: dict[str, list[Sheet]] = {each.id: [] for each in grants.projects}
    for sheet in grants.sheets:
        sheets[sheet.project].append(sheet)
    keyed = sorted(
        ((_key(each, sheets[each.id], grants), each) for each in grants.projects),
        key=lambda pair: (pair[0], pair[1].id),
    )
    same_mean = Counter(key[0] for key, _project in keyed)
    standings: list[Standing] = []
    for key, group in groupby(keyed, key=lambda pair: pair[0]):
        together, place = [project for _key, project in group], len(standings) + 1
        level, tied = same_mean[key[0]] > 1, len(together) > 1
        standings += [
            _standing(each, sheets[each.id], grants.rule, place, level=level, tied=tied) for each in together
        ]
    return tuple(standings)


def _standing(
    project: Project, sheets: list[Sheet], rule: Rule, place: int, *, level: bool, tied: bool
) -> Standing:
    totals = _totals(sheets)
    out = dropped(totals, rule.drop_extremes_from)
    recusals = tuple(sorted((each for each in sheets if each.recused), key=lambda each: each.judge))
    return Standing(project, place, _mark(totals, rule), len(totals), out, recusals, level, tied)


def _totals(sheets: list[Sheet]) -> list[int]:
    return [sum(each.marks) for each in sheets if not each.recused]


def _mark(totals: list[int], rule: Rule) -> int:
    out = dropped(totals, rule.drop_extremes_from)
    return mean(sum(totals) - sum(out), len(totals) - len(out))


def _key(project: Project, sheets: list[Sheet], grants: Round) -> tuple[int, ...]:
    """What places a project: lower comes first. A vote of the panel is not in the sheets, so it places nothing.

    A criterion's mean is over every counted judge: of two judges who both gave the highest total, nothing says whose
    sheet was dropped. *Source:* domain handbook §C.4 (higher need score, higher participation, lower amount, vote).
    """
    counted = [each for each in sheets if not each.recused]
    key = [-_mark(_totals(sheets), grants.rule)]
    places = {each.name: place for place, each in enumerate(grants.criteria)}
    for word in grants.rule.tie:
        if word == LOWER_AMOUNT:
            key.append(project.amount_fen)
        elif word != PANEL_VOTE:
            key.append(-mean(sum(each.marks[places[word]] for each in counted), len(counted)))
    return tuple(key)


def rank_votes(ballots: Ballots) -> tuple[Standing, ...]:
    """The projects of a vote, most votes first; of equal votes the lower cost first, then the order of the file.

    *Source:* contracts, grants rank (a .pb file is ranked by its own votes).
    """
    lines = zip(ballots.projects, ballots.votes, ballots.voters, strict=True)
    order = sorted(
        lines, key=lambda line: (-line[1], line[0].amount_fen)
    )  # a stable sort keeps the file's order
    same = Counter(ballots.votes)
    return tuple(
        Standing(project, place, votes * POINT, voters, level=same[votes] > 1)
        for place, (project, votes, voters) in enumerate(order, 1)
    )
