"""Names in stroke order (姓氏笔画): who stands before whom on a list, and why.

First the first character, fewer strokes first, equal counts stroke by stroke in the classes 横 竖 撇 点 折; then
two-character names before longer ones; then the second character, the third, and so on. Compound surnames go by
their first character. *Source:* GB13000.1字符集汉字字序（笔画序）规范 (1999), and the custom of published lists.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise, zip_longest

from desktop.domain.problems import Problem, Refused
from desktop.domain.text.names import clean_name
from desktop.i18n import _
from desktop.paths import RESOURCES

TABLE = RESOURCES / "strokes" / "places.txt"
SHAPES = dict(zip("12345", "一丨丿丶乛", strict=True))
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|［[^［］]*］|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】")
_NOT_COMPARED = re.compile(r"[\s·\uFE00-\uFE0F\U000E0100-\U000E01EF]")

Strokes = Mapping[str, tuple[int, str]]
"""What the clerk gave for characters the table lacks: character to its count and its classes, such as (4, "1121")."""

Place = tuple[int, int, str, int]
Key = tuple[Place, int, tuple[Place, ...]]


class Custom(StrEnum):
    """The two customs for names with the same first character."""

    SURNAME = "surname"
    """按姓氏笔画: two-character names first. The usual one."""
    FULL = "full"
    """按姓名笔画 as some read it: the second character is compared at once."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbours in the table: equal to each other when their strokes are known, in this very order when not."""

    count: str
    strokes: str
    characters: str


@dataclass(frozen=True, slots=True)
class _Table:
    runs: Sequence[_Run]
    run_of: Mapping[str, int]
    known: Sequence[int]
    ranks: Sequence[tuple[int, str]]


@cache
def _table() -> _Table:
    """The table of about 21,000 characters, read when the first list is sorted."""
    lines = TABLE.read_text("utf-8").splitlines()
    runs = [_Run(*line.split("\t")) for line in lines]
    run_of = {character: number for number, run in enumerate(runs) for character in run.characters}
    known = [number for number, run in enumerate(runs) if run.strokes]
    ranks = [(len(runs[number].strokes), runs[number].strokes) for number in known]
    return _Table(runs, run_of, known, ranks)


def bare_name(name: str) -> str:
    """What of a name is compared: no dots, no blanks, nothing in brackets."""
    bare, inner = clean_name(name).stored, ""
    while bare != inner:
        bare, inner = _BRACKETS.sub("", bare), bare
    return _NOT_COMPARED.sub("", bare)


def check_strokes(character: str, count: int, strokes: str) -> list[Problem]:
    """Whether what the clerk gave for a character can be its strokes: a count, and classes 1 to 5 from the first on."""
    if re.fullmatch("[1-5]+", strokes) and len(strokes) <= count:
        return []
    message = _(
        "“{character}”的笔画不对。笔顺用 1 至 5 表示（横1 竖2 撇3 点4 折5），不多于笔画数 {count}。请核对。"
    ).format(character=character, count=count)
    return [Problem("text.strokes_form", message, "strokes")]


def unknown_characters(name: str, extra: Strokes | None = None) -> list[str]:
    """The characters of a name that have no place, so that the clerk must give their strokes."""
    given = extra or {}
    return [c for c in dict.fromkeys(bare_name(name)) if c not in _table().run_of and c not in given]


def check_name(name: str, extra: Strokes | None = None) -> list[Problem]:
    """Why a name cannot be sorted: nothing in it to compare, a character without a place, or wrong strokes for it."""
    bare = bare_name(name)
    if not bare:
        message = _("“{name}”排不了序。里面没有姓名。请补上或删去这一行。").format(name=name.strip())
        return [Problem("text.no_name", message, "name")]
    if missing := unknown_characters(name, extra):
        codes = "、".join(f"{character}（U+{ord(character):04X}）" for character in missing)
        message = _("“{name}”排不了序。笔画表里没有{codes}。请给出它的笔画，再排。").format(
            name=name.strip(), codes=codes
        )
        return [Problem("text.no_strokes", message, "name")]
    used = [(c, *strokes) for c, strokes in (extra or {}).items() if c in bare and c not in _table().run_of]
    return [problem for strokes in used for problem in check_strokes(*strokes)]


def _place(character: str, extra: Strokes) -> Place:
    """A character's place. What the clerk gave stands behind the last one of the table that does not come after it."""
    table, code = _table(), ord(character)
    if (number := table.run_of.get(character)) is not None:
        run = table.runs[number]
        return (number, 0, "", code if run.strokes else run.characters.index(character))
    count, strokes = extra[character]
    before = bisect_right(table.ranks, (count, strokes)) - 1
    if before < 0:
        return (-1, count, strokes, code)
    if table.ranks[before] == (count, strokes):
        return (table.known[before], 0, "", code)
    return (table.known[before], count, strokes, code)


def sort_key(name: str, *, custom: Custom = Custom.SURNAME, extra: Strokes | None = None) -> Key:
    """The key by which names are ordered. Raises Refused naming a character that has no place."""
    if problems := check_name(name, extra):
        raise Refused(problems)
    places = tuple(_place(character, extra or {}) for character in bare_name(name))
    longer = int(custom is Custom.SURNAME and len(places) > 2)
    return places[0], longer, places[1:]


def sort_names(
    names: Iterable[str], *, custom: Custom = Custom.SURNAME, extra: Strokes | None = None
) -> list[str]:
    """Names in stroke order; the same names keep the order they came in. Raises Refused for unknown characters."""
    listed = list(names)
    if problems := [problem for name in listed for problem in check_name(name, extra)]:
        raise Refused(problems)
    return sorted(listed, key=lambda name: sort_key(name, custom=custom, extra=extra))


def _facts(character: str, extra: Strokes) -> tuple[str, str]:
    """A character's count and strokes, as far as they are known."""
    number = _table().run_of.get(character)
    if number is None:
        count, strokes = extra[character]
        return str(count), strokes
    run = _table().runs[number]
    return run.count, run.strokes


def _count_in_words(count: str) -> str:
    least, between, most = count.partition("-")
    if not between:
        return _("{count}画").format(count=count)
    if not most:
        return _("{least}画以上").format(least=least)
    return _("{least}至{most}画").format(least=least, most=most)


def explain(name: str, extra: Strokes | None = None) -> str:
    """Why a name stands where it does: each character with its count and strokes, 李 7画 一丨丿丶乛丨一.

    Where the table knows a character's place but not its strokes, the count, or its bounds, stand alone. Raises
    Refused for a name that cannot be sorted.
    """
    if problems := check_name(name, extra):
        raise Refused(problems)
    parts = []
    for character in bare_name(name):
        count, strokes = _facts(character, extra or {})
        shapes = "".join(SHAPES[stroke] for stroke in strokes)
        parts.append(" ".join(part for part in (character, _count_in_words(count), shapes) if part))
    return "，".join(parts)


def equal_characters(
    one: str, other: str, *, custom: Custom = Custom.SURNAME, extra: Strokes | None = None
) -> tuple[str, str] | None:
    """The two characters that alone part two names though their strokes are the same (于 and 干), or None.

    Such characters stand in the order of their codes, which published lists follow; the clerk may decide otherwise.
    """
    first, second = bare_name(one), bare_name(other)
    at, pair = next(
        ((at, pair) for at, pair in enumerate(zip_longest(first, second)) if pair[0] != pair[1]),
        (0, (None, None)),
    )
    if pair[0] is None or pair[1] is None:
        return None
    if at > 0 and custom is Custom.SURNAME and (len(first) > 2) != (len(second) > 2):
        return None
    facts = _facts(pair[0], extra or {})
    same = facts[1] != "" and facts == _facts(pair[1], extra or {})
    return (pair[0], pair[1]) if same else None


def equal_neighbours(
    ordered: Sequence[str], *, custom: Custom = Custom.SURNAME, extra: Strokes | None = None
) -> list[tuple[str, str]]:
    """Neighbours on a list that only the codes of two equally written characters part, so that the clerk is told."""
    return [
        (one, other)
        for one, other in pairwise(ordered)
        if equal_characters(one, other, custom=custom, extra=extra) is not None
    ]


def names_report(text: str, *, explain: bool) -> tuple[list[str], list[Problem]]:
    """The lines that `names sort` prints for names given one a line.

    Names with a character that has no place are not sorted silently: they are objected to, by line.
    """
    problems: list[Problem] = []
    names: list[str] = []
    # Only at line ends: a full-width blank belongs to the name (王　芳).
    for number, line in enumerate(text.split("\n"), 1):
        name = line.strip("\r\ufeff").strip()
        if not name:
            continue
        objections = check_name(name)
        for objection in objections:
            message = _("第 {number} 行：{message}").format(number=number, message=objection.message)
            problems.append(Problem(objection.rule, message, f"line {number}"))
        if not objections:
            names.append(name)
    ordered = sort_names(names)
    if not explain:
        return ordered, problems
    return [f"{name}\t{_reason(before, name)}" for before, name in pairwise(["", *ordered])], problems


def _reason(before: str, name: str) -> str:
    """Why a name stands here, and whether it could as well stand before the one above it."""
    equal = equal_characters(before, name)
    if equal is None:
        return explain(name)
    note = _("“{character}”与上一名的“{other}”笔画相同，按编码排").format(character=equal[1], other=equal[0])
    return f"{explain(name)}；{note}"
