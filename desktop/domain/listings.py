"""A list as it is written out for others: its head, its columns, its rows."""

from collections.abc import Iterable
from dataclasses import dataclass

Value = str | int


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a written-out list; `width` in characters. A text stays text, whatever it looks like."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to be written out. `notes` stand above it: office, what was filtered, when, how many rows.

    `rows` may be made while they are written, so that a long list is never in memory as a whole.
    """

    title: str
    notes: tuple[str, ...]
    headings: tuple[Heading, ...]
    rows: Iterable[tuple[Value, ...]]
