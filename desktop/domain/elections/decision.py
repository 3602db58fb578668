"""From the sums to who is elected and what comes next."""

from collections.abc import Collection
from dataclasses import replace

from desktop.domain.elections import rules
from desktop.domain.elections.ballots import Sums, add_up
from desktop.domain.elections.records import (
    BallotClass,
    Contest,
    ContestTally,
    Count,
    Next,
    NextKind,
    Pool,
    Profile,
    Result,
    Round,
    Tally,
    Turnout,
    VoidReason,
)

CHOICES = ("runoff", "leave_vacant")
"""Between what the assembly or the representatives decide. *Source:* domain handbook §B.9.8."""


def tally(count: Count) -> Tally:
    """What a vote comes to, by the rules it was announced with. The same count always gives the same answer, in
    whatever order its sheets lie.

    While the vote is void or a box waits for a ruling, the votes are given, nobody is elected, every seat is open
    and nothing follows by itself: void means a whole new vote (重新选举). *Source:* domain handbook §B.9.
    """
    without = rules.discarded(count.boxes, count.box_rulings)
    took_part = count.returned - sum(without.values())
    turnout = Turnout(
        count.registered, took_part, max(1, rules.smallest(count.profile.turnout, count.registered))
    )
    reasons = _void_reasons(count, turnout)
    waiting = rules.boxes_to_rule(count)
    contests: list[ContestTally] = []
    seated: set[str] = set()
    for contest, sums in zip(count.contests, add_up(count, without), strict=True):
        line = rules.winning_line(count, took_part, sums.outcomes[BallotClass.VALID])
        results = _results(contest, sums, line)
        elected: tuple[str, ...] = ()
        following: Next | None = None
        if not reasons and not waiting:
            able = may_be_elected(results, count, seated)
            elected, following = decide(able, contest.seats, line, count.round, count.profile)
            seated.update(elected)
        contests.append(_contest(contest, sums, line, results, elected, following))
    return Tally(reasons, waiting, turnout, tuple(contests))


def _void_reasons(count: Count, turnout: Turnout) -> tuple[VoidReason, ...]:
    """Every ground on which this vote is void; each is asked, not only the first.

    Turnout is asked in every round. *Source:* domain handbook §B.9.2, §B.9.3, and the grounds after §B.9.9.
    """
    found = {
        VoidReason.OVER_RETURNED: rules.is_over_returned(count.issued, count.returned)
        or rules.voided_by_box(count.box_rulings),
        VoidReason.TURNOUT: turnout.took_part < turnout.needed,
        VoidReason.NO_SURPLUS: not all(rules.has_surplus(contest, count) for contest in count.contests),
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _results(contest: Contest, sums: Sums, line: int | None) -> tuple[Result, ...]:
    """Everybody's votes: candidates as on the ballot, then those written in, most votes first and then by name.

    So the order of the sheets shows nowhere. A written name that counted on no valid sheet is not listed.
    """
    valid = sums.outcomes[BallotClass.VALID]
    listed = set(contest.candidates)
    written = sorted(
        (name for name in sums.votes_for if name not in listed),
        key=lambda name: (-sums.votes_for[name], name),
    )
    return tuple(
        Result(
            name,
            sums.votes_for[name],
            sums.votes_against[name],
            valid - sums.votes_for[name] - sums.votes_against[name],
            past_line=sums.votes_for[name] >= (line or 1),
            elected=False,
            write_in=name not in listed,
        )
        for name in (*contest.candidates, *written)
    )


def may_be_elected(results: Collection[Result], count: Count, seated: Collection[str]) -> list[Result]:
    """Who of them can be elected here, most votes first, equal votes as they stand in the results.

    Not who is ineligible, and not who was elected to a higher post in this vote: they keep that, and the place goes
    to the next past the line. In a re-vote only those who tied, since it is held among them alone; elsewhere a
    written name counts like a candidate. *Source:* domain handbook §B.8 (the person must be an eligible voter),
    §B.9.6, §B.2 `relatives_barred` (the higher post is kept; the next past the line follows).
    """
    able = [
        each
        for each in results
        if each.name not in count.ineligible
        and each.name not in seated
        and not (each.write_in and count.round is Round.REVOTE)
    ]
    return sorted(able, key=lambda each: -each.votes_for)


def decide(
    able: list[Result], seats: int, line: int | None, this_round: Round, profile: Profile
) -> tuple[tuple[str, ...], Next | None]:
    """Who is elected, and what follows for seats still open. `able` stand most votes first.

    More past the line than seats: the highest votes win. A tie that decides the last seats is voted on again, by
    those who tied alone; a tie inside or outside the seats needs nothing; lots are not drawn.
    *Source:* domain handbook §B.9.5, §B.9.6; 北京市村民委员会选举办法 art. 29.
    """
    past = [each for each in able if each.votes_for >= (line or 1)]
    if len(past) > seats and past[seats - 1].votes_for == past[seats].votes_for:
        cut = past[seats].votes_for
        elected = tuple(each.name for each in past if each.votes_for > cut)
        tied = tuple(each.name for each in past if each.votes_for == cut)
        return elected, Next(NextKind.REVOTE, seats - len(elected), tied)
    elected = tuple(each.name for each in past[:seats])
    if len(elected) == seats:
        return elected, None
    left = [each for each in able if each.name not in elected]
    return elected, follow_shortfall(left, seats - len(elected), this_round, profile)


def follow_shortfall(left: list[Result], seats: int, this_round: Round, profile: Profile) -> Next:
    """What follows when fewer are elected than seats. `left` are not elected, most votes first.

    - After the first round a runoff (另行选举): the unelected with most votes, as many as the open seats and the profile's
      number more; all who tie at that cut are taken. Written names may be among them unless the profile says no.
    - After a runoff the assembly or the representatives decide: another runoff, or the seat stays vacant.
    - After a re-vote in which those left got no vote at all: they are as equal as before, so again among them.
    - Where too few are left for a surplus, new names are needed, and whether to seek them is decided, not computed.

    *Source:* domain handbook §B.9.6, .7, .8; 村民委员会组织法 art. 15; 上海市村民委员会选举办法 art. 21.
    """
    undecided = Next(NextKind.DECIDE, seats, choices=CHOICES)
    if this_round is Round.RUNOFF:
        return undecided
    if this_round is Round.REVOTE:
        again = tuple(each.name for each in left)
        return Next(NextKind.REVOTE, seats, again) if len(again) > seats else undecided
    pool = [each for each in left if profile.runoff_pool is Pool.ALL or not each.write_in]
    wanted = seats + profile.runoff_extra
    if len(pool) < seats + min(1, profile.runoff_extra):
        return undecided
    least = pool[min(wanted, len(pool)) - 1].votes_for
    return Next(NextKind.RUNOFF, seats, tuple(each.name for each in pool if each.votes_for >= least))


def _contest(
    contest: Contest,
    sums: Sums,
    line: int | None,
    results: tuple[Result, ...],
    elected: tuple[str, ...],
    following: Next | None,
) -> ContestTally:
    shown = tuple(replace(each, elected=each.name in elected) for each in results)
    return ContestTally(
        contest.post,
        contest.seats,
        sums.outcomes[BallotClass.VALID],
        sums.outcomes[BallotClass.INVALID],
        sums.outcomes[BallotClass.BLANK],
        line,
        shown,
        elected,
        contest.seats - len(elected),
        following,
    )
