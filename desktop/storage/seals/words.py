"""Finding entries by any part of what they are searched by, among a million as among a hundred.

The index holds each character and each pair of neighbours of the search text as a term; what it finds holds all
the pairs that were typed, and is compared once more with the text itself.
"""

from collections.abc import Iterable
from itertools import pairwise

from sqlalchemy import ColumnElement, Select, bindparam, column, func, select, table, text

from desktop.storage import sqlite
from desktop.storage.database import Work
from desktop.storage.seals.tables import UseState

_ADD = text(sqlite.ADD_WORDS)


def terms(searched: str) -> list[str]:
    """The terms under which a search text is indexed: its characters and pairs, in letters and digits alone."""
    found: dict[str, None] = {}
    for part in searched.split("\n"):
        codes = [f"{ord(character):x}" for character in part]
        found |= dict.fromkeys(codes)
        found |= dict.fromkeys(f"{one}x{other}" for one, other in pairwise(codes))
    return list(found)


def add(work: Work, entries: Iterable[tuple[int, str]]) -> None:
    """Puts entries with their search text into the index."""
    rows = [{"use": use, "words": " ".join(terms(searched))} for use, searched in entries]
    work.connection.execute(_ADD, rows)


def holds(typed: str) -> ColumnElement[bool]:
    """The condition that an entry's search text holds what was typed, which is folded and not empty."""
    pairs = [f"{ord(one):x}x{ord(other):x}" for one, other in pairwise(typed)]
    wanted = " ".join(dict.fromkeys(pairs)) or f"{ord(typed):x}"
    matching = text(sqlite.WORDS_MATCH).bindparams(bindparam("wanted", wanted, unique=True))
    found: Select[tuple[int]] = select(column("rowid")).select_from(table("use_words")).where(matching)
    return UseState.use.in_(found) & (func.instr(UseState.search, typed) > 0)
