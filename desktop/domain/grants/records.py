"""What a round of project grants is decided from, and what it comes to.

Money is in fen; marks, means and the pass mark are in hundredths of a point, so that all of it is whole numbers.
"""

from dataclasses import dataclass
from enum import StrEnum

LOWER_AMOUNT, PANEL_VOTE = "lower_amount", "panel_vote"
"""The words of a tie rule that are no criterion."""


class Allocation(StrEnum):
    """What happens at a project that no longer fits: the list ends there, or goes on below it."""

    STOP = "stop"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the score sheet. Its weight is the most a judge may give, in whole points."""

    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Rule:
    """The rules of a round, frozen when scoring opens.

    `drop_extremes_from` is the number of counted judges from which one highest and one lowest total are left out;
    `pass_mark` is in hundredths; `tie` holds names of criteria and the two words above, first things first.
    """

    allocation: Allocation
    drop_extremes_from: int
    pass_mark: int
    tie: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """What is applied for, and how much it asks."""

    id: str
    name: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Judge:
    """A member of the panel."""

    id: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One judge's word on one project: marks in hundredths, in the order of the criteria; or why they stand back."""

    judge: str
    project: str
    marks: tuple[int, ...] = ()
    recused: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A round in which every judge has marked or stood back from every project."""

    budget_fen: int
    rule: Rule
    criteria: tuple[Criterion, ...]
    projects: tuple[Project, ...]
    judges: tuple[Judge, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a project stands. Projects that nothing tells apart share their rank and are `tied`.

    `mean` is in hundredths, already rounded; of a vote it is votes or points. `counted` judges marked it, `dropped` are
    the totals left out, the highest first. `level` says that others have the same mean, whether or not the tie rule
    tells them apart.
    """

    project: Project
    rank: int
    mean: int
    counted: int
    dropped: tuple[int, ...] = ()
    recusals: tuple[Sheet, ...] = ()
    level: bool = False
    tied: bool = False


class Outcome(StrEnum):
    """What the money comes to for one project, and by which rule."""

    GRANTED = "granted"
    BELOW = "below_pass_mark"
    SHORT = "does_not_fit"
    STOPPED = "after_the_stop"
    PANEL = "tied_at_the_line"
    WAITS = "waits_for_a_tie"


@dataclass(frozen=True, slots=True)
class Award:
    """One line of the ranked list with its money.

    `left_fen` is what was left when its rank came; where an earlier tie is open, the most that may be left. `because`
    is the project that ended the list, or the first of the tie that is waited for.
    """

    standing: Standing
    outcome: Outcome
    left_fen: int
    because: Project | None = None

    @property
    def selected(self) -> bool:
        """Whether it is granted what it asks."""
        return self.outcome is Outcome.GRANTED

    @property
    def granted_fen(self) -> int:
        """What it is granted: all it asks, or nothing."""
        return self.standing.project.amount_fen if self.selected else 0


@dataclass(frozen=True, slots=True)
class Ballots:
    """A vote of residents over projects, as a city published it.

    `votes` are in the order of the projects: votes, or points where `in_points`; `voters` how many named each. `stated`
    says which the city selected, and is empty where the file does not tell. `unit` is the currency, where it is named.
    """

    budget_fen: int
    projects: tuple[Project, ...]
    votes: tuple[int, ...]
    voters: tuple[int, ...]
    in_points: bool
    stated: tuple[bool, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether a vote comes out as its city says; if not, the first project that does not, and why."""

    same: bool
    project: Project | None
    why: str
