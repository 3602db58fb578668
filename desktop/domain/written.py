"""What a file from outside says, field by field, and where it says something that cannot be used.

The commands that need no office read JSON that a script or the district wrote. Whatever is not as the contract has it
is refused with the place, such as `ballots[3].votes.委员.for[0]`, and the line.
"""

import json
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeVar

from desktop.domain.problems import Problem, Refused
from desktop.i18n import _

Place = tuple[str | int, ...]
"""The way to a value: the names of fields and the numbers of items, from 0, as they follow each other."""
Choice = TypeVar("Choice", bound=StrEnum)
Read = TypeVar("Read")

MOST = 1_000_000_000
"""The largest number a count may have: more than there are voters anywhere."""
SHOWN = 30
"""How many letters of a value that is refused are quoted."""


class Misread(Refused):
    """A file does not say what it should: the place, the line from 1 (0 when there is none), and what to do."""

    def __init__(self, place: Place, line: int, message: str) -> None:
        self.place, self.line = place, line
        where = _("{place}（第 {line} 行）").format(place=path_of(place), line=line) if line else ""
        super().__init__([Problem("written.misread", message, where.strip())])


class _Doubled(dict[str, object]):
    """An object in which a name stands twice. JSON lets the last one win; a count may not."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        names = [name for name, _value in pairs]
        self.name = next(name for name in names if names.count(name) > 1)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({super().__repr__()})"


class Field:
    """One value of a file with its place. Each question asked of it either answers or raises Misread."""

    __slots__ = ("_text", "place", "value")

    def __init__(self, text: str, value: object, place: Place = ()) -> None:
        self._text, self.value, self.place = text, value, place

    def refuse(self, message: str) -> Misread:
        """What to raise when this value cannot be used."""
        return Misread(self.place, line_of(self._text, self.place), message)

    def members(self, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> "dict[str, Field]":
        """The fields of an object that must have some, may have others, and has no more."""
        found = self.named()
        for name in needed:
            if name not in found:
                raise self._child(None, name).refuse(_("缺这一栏。请补上，没有内容也要写明。"))
        for name, field in found.items():
            if name not in needed and name not in optional:
                known = " ".join((*needed, *optional))
                raise field.refuse(_("不认识这一栏。这里只能有 {known}。请检查拼写。").format(known=known))
        return found

    def named(self) -> "dict[str, Field]":
        """The fields of an object whose names are free, such as posts."""
        if not isinstance(self.value, dict):
            raise self.refuse(_("这里要写一组栏目 {{ }}，却是 {value}。请改正。").format(value=self._shown()))
        if isinstance(self.value, _Doubled):
            doubled = self._child(None, self.value.name)
            raise doubled.refuse(_("这一栏写了两遍，不知道以哪个为准。请只留一个。"))
        return {name: self._child(value, name) for name, value in self.value.items()}

    def items(self) -> "list[Field]":
        """The items of a list."""
        if not isinstance(self.value, list):
            raise self.refuse(_("这里要写列表 [ ]，却是 {value}。请改正。").format(value=self._shown()))
        return [self._child(value, number) for number, value in enumerate(self.value)]

    def whole(self, least: int = 0) -> int:
        """A whole number, not below `least`."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.refuse(_("这里要写整数，却是 {value}。请改正。").format(value=self._shown()))
        if not least <= self.value <= MOST:
            raise self.refuse(
                _("这里的整数要在 {least} 到 {most} 之间，却是 {value}。请核对。").format(
                    least=least, most=MOST, value=self._shown()
                )
            )
        return self.value

    def truth(self) -> bool:
        """Yes or no."""
        if not isinstance(self.value, bool):
            raise self.refuse(_("这里要写 true 或 false，却是 {value}。请改正。").format(value=self._shown()))
        return self.value

    def words(self) -> str:
        """A name or a reason: something is written, and no space stands before or after it."""
        if not isinstance(self.value, str):
            raise self.refuse(_("这里要写文字，却是 {value}。请加引号或改正。").format(value=self._shown()))
        if not self.value.strip():
            raise self.refuse(_("这里没有写字。请补上。"))
        if any(unicodedata.category(letter) == "Cc" for letter in self.value):
            raise self.refuse(_("{value} 里有换行之类的控制符。请改正。").format(value=self._shown()))
        if self.value != self.value.strip():
            raise self.refuse(
                _("{value} 前后有空格，会被当成另一个名字。请去掉空格。").format(value=self._shown())
            )
        return self.value

    def choice(self, kind: type[Choice], *without: Choice) -> Choice:
        """One word of a list of words."""
        known = [each for each in kind if each not in without]
        for each in known:
            if self.value == each.value:
                return each
        raise self.refuse(
            _("这里只能写 {known} 之一，却是 {value}。请改正。").format(
                known=" ".join(each.value for each in known), value=self._shown()
            )
        )

    def _child(self, value: object, step: str | int) -> "Field":
        return Field(self._text, value, (*self.place, step))

    def _shown(self) -> str:
        if isinstance(self.value, int) and abs(self.value) > MOST:
            return _("一个太大的数") if self.value > 0 else _("一个太小的数")
        shown = json.dumps(self.value, ensure_ascii=False)
        return shown if len(shown) <= SHOWN else shown[:SHOWN] + "…"


def understand(text: str, reading: Callable[[Field], Read]) -> Read:
    """What a file says, as `reading` takes it field by field. Raises Misread for a file that cannot be used."""
    try:
        return reading(read(text))
    except RecursionError as error:
        raise Misread((), 0, _("里面的括号太深。请对照说明改正。")) from error


def read(text: str) -> Field:
    """The whole of a file. Raises Misread where it is no JSON, RecursionError where it is too deep."""
    try:
        return Field(text, json.loads(text, object_pairs_hook=_object, parse_constant=_constant))
    except json.JSONDecodeError as error:
        raise Misread(
            (), 0, _("第 {line} 行不是 JSON。请检查逗号和引号。").format(line=error.lineno)
        ) from error
    except ValueError as error:
        # A number of thousands of digits, or NaN: nothing that a count can say.
        raise Misread((), 0, _("里面有不能用的数字。请对照说明改正。")) from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Doubled(pairs)


def _constant(name: str) -> object:
    raise ValueError(name)


def path_of(place: Place) -> str:
    """A place as it is written for a person: `ballots[3].votes.委员.for[0]`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return "".join(parts).removeprefix(".")


def line_of(text: str, place: Place) -> int:
    """The line, from 1, where a place of a JSON text begins; of what is not there, the line of what should hold it.

    Where a name stands twice, the later one is meant.
    """
    at = _skip(text, 0)
    for step in place:
        starts = [start for name, start in _children(text, at) if name == step]
        if not starts:
            break
        at = starts[-1]
    return text.count("\n", 0, at) + 1


def _children(text: str, at: int) -> Iterator[tuple[str | int, int]]:
    """Each item or field of the value that begins at `at`, with where it begins: a field at its value."""
    opening, at, number = text[at], _skip(text, at + 1), 0
    if opening not in "[{":
        return
    decoder = json.JSONDecoder()
    while text[at] not in "]}":
        step: str | int = number
        if opening == "{":
            step, at = decoder.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        yield step, at
        at = _skip(text, decoder.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _skip(text, at + 1)
        number += 1


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\n\r":
        at += 1
    return at
