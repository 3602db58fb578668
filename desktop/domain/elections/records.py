"""What a count goes by and what it comes to. Numbers are whole; nothing here is ever a fraction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Round(StrEnum):
    """Which vote this is: the first, again among those who tied, or another for seats left open."""

    FIRST = "first"
    REVOTE = "revote"
    RUNOFF = "runoff"


class Share(StrEnum):
    """How much of a base is needed. PLURALITY asks for no share: most votes win."""

    MORE_THAN_HALF = "more_than_half"
    TWO_THIRDS = "two_thirds"
    MORE_THAN_TWO_THIRDS = "more_than_two_thirds"
    PLURALITY = "plurality"


class TurnoutBase(StrEnum):
    """Of whom enough must take part."""

    REGISTERED = "registered"


class WinBase(StrEnum):
    """Of what a winner needs a share: ballots returned (invalid and blank ones with them), voters, or valid ballots."""

    RETURNED = "returned"
    REGISTERED = "registered"
    VALID = "valid"


class Floor(StrEnum):
    """What a winner of a runoff needs at least, of the ballots returned in it."""

    ONE_THIRD = "one_third"
    NONE = "none"


class Pool(StrEnum):
    """Who may become a candidate of a runoff: everybody who got votes, or only the candidates of this vote."""

    ALL = "all"
    CANDIDATES = "candidates"


class TwoPosts(StrEnum):
    """What becomes of a sheet on which one person is chosen for two posts."""

    BALLOT_INVALID = "ballot_invalid"
    HIGHER_POST = "higher_post"


class BallotClass(StrEnum):
    """What a sheet is in one contest."""

    VALID = "valid"
    INVALID = "invalid"
    BLANK = "blank"


class BoxDecision(StrEnum):
    """What the committee decides on a doubtful box."""

    ACCEPT = "accept"
    DISCARD = "discard"
    VOID = "void"


class VoidReason(StrEnum):
    """Why an election is void."""

    OVER_RETURNED = "over_returned"
    TURNOUT = "turnout"
    NO_SURPLUS = "no_surplus"


class NextKind(StrEnum):
    """What follows for the seats still open."""

    REVOTE = "revote"
    RUNOFF = "runoff"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules an election was announced with (domain handbook §B.2). `runoff_extra` counts candidates beyond the
    open seats."""

    turnout: Share
    turnout_base: TurnoutBase
    win_base: WinBase
    win: Share
    runoff_floor: Floor
    write_in_needs_mark: bool
    runoff_pool: Pool = Pool.ALL
    runoff_extra: int = 1
    two_posts: TwoPosts = TwoPosts.BALLOT_INVALID


@dataclass(frozen=True, slots=True)
class Contest:
    """One post with its seats; candidates as they stand on the ballot. Contests are listed from the highest post."""

    post: str
    seats: int
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One ballot box: how many ballots were issued for it and how many lay in it."""

    name: str
    issued: int
    returned: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who of the election committee decided, and why. Two names always stand under it."""

    by: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class BoxRuling:
    """What was decided on a box."""

    decision: BoxDecision
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class WriteInRuling:
    """Which person some spellings of a written name stand for."""

    as_written: tuple[str, ...]
    counts_for: str
    ruling: Ruling


class WriteIn(NamedTuple):
    """A name written in the free space (另选他人), as it was written; `marked` with ○."""

    name: str
    marked: bool


class Vote(NamedTuple):
    """What stands on a sheet in one contest: ○, ×, and the names written in."""

    chosen: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    write_ins: tuple[WriteIn, ...] = ()


class Sheet(NamedTuple):
    """One ballot: its vote in each contest, in their order, and what each was ruled to be, where it was ruled on.

    `rulings` is empty when nothing was ruled.
    """

    votes: tuple[Vote, ...]
    rulings: tuple[BallotClass | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Pile:
    """So many sheets that are the same. `box` is empty where it does not matter."""

    count: int
    sheet: Sheet
    box: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """One vote with everything that is known of it once the boxes are counted."""

    profile: Profile
    round: Round
    registered: int
    issued: int
    returned: int
    contests: tuple[Contest, ...]
    piles: tuple[Pile, ...]
    boxes: tuple[Box, ...] = ()
    box_rulings: Mapping[str, BoxRuling] = field(default_factory=dict)
    write_in_rulings: Mapping[str, tuple[WriteInRuling, ...]] = field(default_factory=dict)
    ineligible: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many could vote, how many did, how many had to."""

    base: int
    took_part: int
    needed: int


@dataclass(frozen=True, slots=True)
class Result:
    """One person's votes in one contest, on its valid sheets. `past_line` says what the votes say and nothing else:
    an ineligible person may be past the line and is not elected."""

    name: str
    votes_for: int
    votes_against: int
    votes_none: int
    past_line: bool
    elected: bool
    write_in: bool


@dataclass(frozen=True, slots=True)
class Next:
    """What follows for the open seats: a vote among `candidates`, or a decision between `choices`."""

    kind: NextKind
    seats: int
    candidates: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContestTally:
    """What one contest comes to. `line` is the smallest number of votes that wins, None where most votes win."""

    post: str
    seats: int
    valid: int
    invalid: int
    blank: int
    line: int | None
    results: tuple[Result, ...]
    elected: tuple[str, ...]
    open_seats: int
    next: Next | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What a vote comes to. While a box of `boxes_to_rule` waits for the committee nobody is elected."""

    void_reasons: tuple[VoidReason, ...]
    boxes_to_rule: tuple[str, ...]
    turnout: Turnout
    contests: tuple[ContestTally, ...]

    @property
    def valid(self) -> bool:
        """Whether nothing makes the vote void."""
        return not self.void_reasons

    @property
    def settled(self) -> bool:
        """Whether the rules say what comes next: the vote is valid and no ruling is wanting."""
        return self.valid and not self.boxes_to_rule
