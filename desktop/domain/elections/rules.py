"""The figures of an election, clause by clause. Whole numbers are compared with whole numbers, never divided.

Clauses: 村民委员会组织法 (2018) arts. 14–15, which residents' committees follow by analogy, and the provincial rules of
domain handbook §B, each in a profile that is frozen when announcement 1 is published.
"""

from collections.abc import Collection, Mapping

from desktop.domain.elections.records import (
    Box,
    BoxDecision,
    BoxRuling,
    Contest,
    Count,
    Floor,
    Round,
    Share,
    WinBase,
)


def smallest(share: Share, base: int) -> int:
    """The smallest whole number that is such a share of the base. Exactly half is not more than half (过半数).

    PLURALITY asks for one vote: with none nobody wins. *Source:* domain handbook §B.9.3, §B.9.4; 村民委员会组织法
    art. 15; two thirds for representatives in Guangxi, more than two thirds in one street's method (§B.2).
    """
    return {
        Share.MORE_THAN_HALF: base // 2 + 1,
        Share.TWO_THIRDS: -(-2 * base // 3),
        Share.MORE_THAN_TWO_THIRDS: 2 * base // 3 + 1,
        Share.PLURALITY: 1,
    }[share]


def winning_line(count: Count, took_part: int, valid: int) -> int | None:
    """The smallest number of votes that wins in one contest; None where most votes win, however few.

    In the first round the profile's share of its base: ballots returned, invalid and blank ones with them, unless it
    says otherwise. In a runoff a third of the ballots returned in that runoff, whatever the base. In a re-vote
    among those who tied, and where the profile has no share or no floor, most votes win.
    *Source:* domain handbook §B.9.4, .6, .7; 村民委员会组织法 art. 15; 北京市村民委员会选举办法 arts. 28–29.
    """
    profile = count.profile
    if count.round is Round.REVOTE:
        return None
    if count.round is Round.RUNOFF:
        return None if profile.runoff_floor is Floor.NONE else max(1, -(-took_part // 3))
    if profile.win is Share.PLURALITY:
        return None
    base = {WinBase.RETURNED: took_part, WinBase.REGISTERED: count.registered, WinBase.VALID: valid}
    return max(1, smallest(profile.win, base[profile.win_base]))


def is_over_returned(issued: int, returned: int) -> bool:
    """More ballots came back than were issued: the election is void. Fewer is fine.

    *Source:* domain handbook §B.9.2; 北京市村民委员会选举办法 art. 28.
    """
    return returned > issued


def boxes_to_rule(count: Count) -> tuple[str, ...]:
    """Boxes with more ballots than were issued for them, on which the committee has not decided yet.

    Only while the sum is fine: when it is not, the election is void and there is nothing left to decide.
    *Source:* domain handbook §B.9.2, §H.2 (an open point, so a written ruling is demanded).
    """
    if is_over_returned(count.issued, count.returned):
        return ()
    return tuple(
        box.name
        for box in count.boxes
        if is_over_returned(box.issued, box.returned) and box.name not in count.box_rulings
    )


def voided_by_box(rulings: Mapping[str, BoxRuling]) -> bool:
    """Whether the committee ruled that a box with too many ballots voids the whole vote.

    *Source:* domain handbook §H.2, §B.9.2.
    """
    return any(each.decision is BoxDecision.VOID for each in rulings.values())


def discarded(boxes: Collection[Box], rulings: Mapping[str, BoxRuling]) -> dict[str, int]:
    """The boxes ruled out, with their ballots: these were not cast, and count neither as votes nor as taking part.

    So turnout and the winning line go by what lay in the other boxes. Whether more ballots came back than were
    issued is asked of all boxes all the same: no ruling heals that. *Source:* domain handbook §B.9.2, §H.2.
    """
    return {
        box.name: box.returned
        for box in boxes
        if box.name in rulings and rulings[box.name].decision is BoxDecision.DISCARD
    }


def has_surplus(contest: Contest, count: Count) -> bool:
    """Whether there are more candidates than seats (差额选举). Without, the election is void.

    A runoff needs a surplus as well, unless the profile asks for no candidate beyond the open seats.
    *Source:* domain handbook §B.9 (grounds of a void election), §B.9.7, §B.2 `diff_min`; 村民委员会组织法 art. 15.
    """
    if count.round is Round.RUNOFF and count.profile.runoff_extra == 0:
        return len(contest.candidates) >= contest.seats
    return len(contest.candidates) > contest.seats
