"""The ways in which an action can fail, and the value that says what the rules object to."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One objection of one rule, in the words the clerk reads.

    `message` says what happened, why, and what to do, in that order (design guide, Words).
    `field` names the form field it belongs to, or is empty; `clause` names the law or the office's rule.
    """

    rule: str
    message: str
    field: str = ""
    clause: str = ""


class Refused(Exception):
    """The rules say no. Nothing was written; what was typed is kept."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.message for problem in problems))

    def __reduce__(self) -> tuple[type["Refused"], tuple[tuple[Problem, ...]]]:
        """How it comes home whole from a child process."""
        return Refused, (self.problems,)


class Stale(Exception):
    """Somebody else was faster: the record is no longer as the clerk saw it."""


class Missing(Exception):
    """The record is not there."""


class Unavailable(Exception):
    """The disk, the printer, the folder or the database is not there, or not in a usable state."""


class Damaged(Unavailable):
    """A file of the office is no longer what the program wrote there; only a backup brings it back."""
