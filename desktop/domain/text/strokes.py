"""Names in stroke order (姓氏笔画): who stands before whom on a list, and why.

First the first character, fewer strokes first, equal counts stroke by stroke in the classes 横 竖 撇 点 折; then
two-character names before longer ones; then the second character, the third, and so on. Compound surnames go by
their first character. *Source:* GB13000.1字符集汉字字序（笔画序）规范 (1999), and the custom of published lists.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from desktop.domain.problems import Problem, Refused
from desktop.domain.text.names import clean_name
from desktop.i18n import _
from desktop.paths import RESOURCES

TABLE = RESOURCES / "strokes"
SHAPES = dict(zip("12345", "一丨丿丶乛", strict=True))
_BRACKETS = re.compile(r"（[^）]*）|\([^)]*\)")

Strokes = Mapping[str, str]
"""Strokes that the clerk gave for characters the table lacks: character to its classes, such as 134."""


class Custom(StrEnum):
    """The two customs for names with the same first character."""

    SURNAME = "surname"
    """按姓氏笔画: two-character names first. The usual one."""
    FULL = "full"
    """按姓名笔画 as some read it: the second character is compared at once."""


Key = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class _Table:
    places: Mapping[str, int]
    counts: Mapping[str, int]


@cache
def _table() -> _Table:
    """The table of about 21,000 characters, read when the first list is sorted."""
    places: dict[str, int] = {}
    counts: dict[str, int] = {}
    lines = (TABLE / "order.txt").read_text("utf-8").split("\n")
    for count, line in enumerate(lines, 1):
        for character in line:
            places[character] = len(places)
            counts[character] = count
    return _Table(places, counts)


@cache
def _sequences() -> Mapping[str, str]:
    """Stroke classes of some 7,000 characters, to show why one stands before another."""
    lines = (TABLE / "sequences.txt").read_text("utf-8").split("\n")
    return {line[0]: line[1:] for line in lines if line}


@cache
def _sequences_in_order() -> list[tuple[int, str, int]]:
    """Count, sequence and place of every character whose sequence is known, in order."""
    table = _table()
    return sorted((len(s), s, table.places[c]) for c, s in _sequences().items())


def bare_name(name: str) -> str:
    """What of a name is compared: no dots, no blanks, nothing in brackets."""
    cleaned = _BRACKETS.sub("", clean_name(name).stored)
    return "".join(c for c in cleaned if c != "·" and not c.isspace())


def unknown_characters(name: str, extra: Strokes | None = None) -> list[str]:
    """The characters of a name that have no place, so that the clerk must give their strokes."""
    given = extra or {}
    return [c for c in dict.fromkeys(bare_name(name)) if c not in _table().places and c not in given]


def _place(character: str, given: Strokes) -> tuple[float, float]:
    """A character's place; one given by the clerk stands among its equals, after those of the table."""
    if character in given:
        strokes = given[character]
        wanted = (len(strokes), strokes)
        before = [p for count, sequence, p in _sequences_in_order() if (count, sequence) <= wanted]
        return (max(before, default=-1) + 0.5, float(ord(character)))
    return (float(_table().places[character]), 0.0)


def sort_key(name: str, *, custom: Custom = Custom.SURNAME, extra: Strokes | None = None) -> Key:
    """The key by which names are ordered. Raises Refused naming a character that has no place."""
    missing = unknown_characters(name, extra)
    if missing:
        raise Refused([_unknown(name, missing)])
    bare = bare_name(name)
    places = [_place(character, extra or {}) for character in bare]
    length = (0.0,) if len(bare) == 2 else (1.0,)
    middle = length if custom is Custom.SURNAME else (0.0,)
    return (*places[:1], middle, *places[1:])


def _unknown(name: str, missing: Sequence[str]) -> Problem:
    codes = "、".join(f"{character}（U+{ord(character):04X}）" for character in missing)
    return Problem(
        "text.no_strokes",
        _("“{name}”排不了序。笔画表里没有{codes}。请给出它的笔画，再排。").format(name=name, codes=codes),
        "name",
    )


def sort_names(
    names: Iterable[str], *, custom: Custom = Custom.SURNAME, extra: Strokes | None = None
) -> list[str]:
    """Names in stroke order; the same names keep the order they came in. Raises Refused for unknown characters."""
    listed = list(names)
    problems = [_unknown(name, missing) for name in listed if (missing := unknown_characters(name, extra))]
    if problems:
        raise Refused(problems)
    return sorted(listed, key=lambda name: sort_key(name, custom=custom, extra=extra))


def explain(name: str, extra: Strokes | None = None) -> str:
    """Why a name stands where it does: each character with its count and strokes, 李 7画 一丨丿丶乛丨一."""
    given = extra or {}
    parts = []
    for character in bare_name(name):
        strokes = given.get(character) or _sequences().get(character, "")
        count = len(strokes) if character in given else _table().counts[character]
        shapes = "".join(SHAPES[stroke] for stroke in strokes)
        parts.append(" ".join(part for part in (character, f"{count}画", shapes) if part))
    return "，".join(parts)


def equal_neighbours(ordered: Sequence[str]) -> list[tuple[str, str]]:
    """Neighbours on a list whose surnames have the very same strokes (于 and 干), so that the clerk is told."""
    found = []
    for one, other in pairwise(ordered):
        first, second = bare_name(one)[:1], bare_name(other)[:1]
        strokes = _sequences().get(first)
        if first != second and strokes is not None and strokes == _sequences().get(second):
            found.append((one, other))
    return found


def names_report(text: str, *, explain: bool) -> tuple[list[str], list[Problem]]:
    """The lines that `names sort` prints for names given one a line.

    Names with a character that has no place are not sorted silently: they are objected to, by line.
    """
    problems: list[Problem] = []
    names: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        name = line.strip("\r\ufeff").strip()
        if not bare_name(name):
            continue
        missing = unknown_characters(name)
        if missing:
            objection = _unknown(name, missing)
            message = _("第 {number} 行：{message}").format(number=number, message=objection.message)
            problems.append(Problem(objection.rule, message, f"line {number}"))
        else:
            names.append(name)
    ordered = sort_names(names)
    if not explain:
        return ordered, problems
    return [f"{name}\t{_reason(name)}" for name in ordered], problems


_reason = explain
