"""Finding entries by any part of what they are searched by, among a million as among a hundred.

The index holds each character and each pair of neighbours of the search text as a term; what it finds holds all
the pairs that were typed, and is compared once more with the text itself.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, column, func, select, table, text, true

from desktop.storage import sqlite
from desktop.storage.database import Work
from desktop.storage.seals.tables import UseState

_ADD = text(sqlite.ADD_WORDS)
_INDEX = table("use_words", column("rowid"))


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


def in_line(typed: Iterable[str]) -> ColumnElement[bool]:
    """The condition that a line's search text holds every one of these words, for lines found otherwise."""
    return and_(true(), *(func.instr(UseState.search, word) > 0 for word in typed))


def holding(typed: Iterable[str]) -> Select[Any]:
    """The lines whose search text holds every one of these words, which are folded and not empty, newest first."""
    wanted: dict[str, None] = {}
    asked = tuple(typed)
    for word in asked:
        pairs = [f"{ord(one):x}x{ord(other):x}" for one, other in pairwise(word)]
        wanted |= dict.fromkeys(pairs or [f"{ord(word):x}"])
    matching = text(sqlite.WORDS_MATCH).bindparams(bindparam("wanted", " ".join(wanted), unique=True))
    joined = _INDEX.join(UseState.__table__, UseState.use == _INDEX.c.rowid)
    found = select(UseState.__table__).select_from(joined).where(matching, in_line(asked))
    return found.order_by(_INDEX.c.rowid.desc())
