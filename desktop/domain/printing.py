"""How a paper is printed: the printer's choices, and how far a printer sets it off its place."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.problems import Problem
from desktop.i18n import _

MOST_COPIES = 99
MOST_OFFSET_TENTHS = 100
"""A printer that is off by more than a centimetre is not off but loaded wrongly."""


class Sides(StrEnum):
    """One side of the sheet or both, turned over the long or the short edge. *Source:* PWG 5100.13, sides."""

    ONE = "one-sided"
    LONG = "two-sided-long-edge"
    SHORT = "two-sided-short-edge"


@dataclass(frozen=True, slots=True)
class Offset:
    """How far what a printer prints must be moved to stand where it belongs, in tenths of a millimetre.

    To the right and downwards is positive.
    """

    right: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """One order to a printer; `tray` is empty where the printer chooses itself."""

    printer: str
    copies: int = 1
    sides: Sides = Sides.ONE
    tray: str = ""


def offset_from(measured_left: int, measured_top: int, due_left: int, due_top: int) -> Offset:
    """What to set after the cross of the test sheet was measured from the paper's edges (tenths of a mm)."""
    return Offset(due_left - measured_left, due_top - measured_top)


def check_offset(offset: Offset) -> list[Problem]:
    """What speaks against an offset."""
    problems = []
    for field, value in (("right", offset.right), ("down", offset.down)):
        if abs(value) > MOST_OFFSET_TENTHS:
            message = _("偏移超过 10 毫米。这多半是纸没放好，或量错了。请放好纸，重新打印测试页再量。")
            problems.append(Problem("printing.offset", message, field))
    return problems
