"""From the ranked list to the money: down the list, each project all it asks, until the budget is used.

Clauses: domain handbook §C.4 (pass line; ranked funding until the pot is used) and the round's own allocation.
"""

from collections.abc import Sequence
from itertools import groupby

from desktop.domain.grants.records import Allocation, Award, Outcome, Project, Standing


def allocate(
    standings: Sequence[Standing], budget_fen: int, allocation: Allocation, pass_mark: int = 0
) -> tuple[Award, ...]:
    """What each project of a ranked list is granted; together never more than the budget.

    A tie is nobody's to settle but the panel's. Where every order of those tied comes to the same money, it is given;
    where not, they wait, and so does everyone below whose money hangs on it.
    """
    pot = _Pot(budget_fen, allocation, pass_mark)
    awards: list[Award] = []
    for _place, group in groupby(standings, key=lambda each: each.rank):
        awards += pot.give(list(group))
    return tuple(awards)


class _Pot:
    """The money on its way down the list."""

    def __init__(self, budget_fen: int, allocation: Allocation, pass_mark: int) -> None:
        self._left, self._allocation, self._pass_mark = budget_fen, allocation, pass_mark
        self._ended: Project | None = None
        self._waits: Project | None = None

    def give(self, tied: list[Standing]) -> list[Award]:
        """The awards of one rank: of one project, or of those that share it."""
        left = self._left
        if tied[0].mean < self._pass_mark:
            return [Award(each, Outcome.BELOW, left) for each in tied]
        if self._ended is not None:
            return [Award(each, Outcome.STOPPED, left, self._ended) for each in tied]
        fits = [each.project.amount_fen for each in tied if each.project.amount_fen <= left]
        if self._waits is not None:
            return [self._waiting(each) for each in tied]
        short = len(fits) < len(tied) or sum(fits) > left
        if short and self._allocation is Allocation.STOP:
            # Some order of those tied ends at the first of them, another gives to whoever fits: open, if any fits.
            self._ended = tied[0].project
            return [self._at_the_line(each, is_open=bool(fits)) for each in tied]
        if sum(fits) > left:
            self._waits = tied[0].project
            return [self._at_the_line(each, is_open=True) for each in tied]
        self._left -= sum(fits)
        return [
            Award(each, Outcome.GRANTED if each.project.amount_fen <= left else Outcome.SHORT, left)
            for each in tied
        ]

    def _at_the_line(self, standing: Standing, *, is_open: bool) -> Award:
        # One that asks more than is left gets nothing in any order; the others hang on the order.
        is_open = is_open and standing.tied and standing.project.amount_fen <= self._left
        return Award(standing, Outcome.PANEL if is_open else Outcome.SHORT, self._left)

    def _waiting(self, standing: Standing) -> Award:
        if standing.project.amount_fen > self._left:
            return Award(standing, Outcome.SHORT, self._left)
        return Award(standing, Outcome.WAITS, self._left, self._waits)


def open_ties(awards: Sequence[Award]) -> tuple[tuple[Project, ...], ...]:
    """The groups of tied projects on whose order money hangs, which the panel must vote on."""
    ranks = {each.standing.rank for each in awards if each.outcome is Outcome.PANEL}
    return tuple(
        tuple(each.standing.project for each in awards if each.standing.rank == place)
        for place in sorted(ranks)
    )
