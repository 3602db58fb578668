"""Which of the office's matters the words of an old register mean."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.seals.records import Matter, MatterStatus

SHORTEST_PART = 4
"""A shorter piece of a name is no sign of a matter, unless it is one of the words by which people ask for it."""
LIKENESS = 0.5
"""How much of the longer words the shorter ones must make up, when they are only its characters in order."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The matter that was meant: None when it is none of the office's, or, with `unclear`, may be several."""

    matter: Matter | None
    unclear: bool = False

    @property
    def out_of_scope(self) -> bool:
        """Whether the seal was not authorised for it. *Source:* 制度 三."""
        return not self.unclear and (self.matter is None or self.matter.status is not MatterStatus.ALLOWED)


class MatterBook:
    """The matters of one seal, by all the words that stand for them."""

    def __init__(self, matters: Sequence[Matter]) -> None:
        self._known: dict[str, Meant] = {}
        self._keys: list[tuple[str, Matter]] = []
        for matter in matters:
            numbered = (matter.code, matter.tag) if matter.status is MatterStatus.ALLOWED else ()
            for words in (matter.name, matter.short_name, *matter.aliases, *numbered):
                if key := _plain(words):
                    self._keys.append((key, matter))
        self.authorises = any(matter.status is MatterStatus.ALLOWED for matter in matters)

    def find(self, written: str) -> Meant:
        """The matter whose words these are, or most like these: the very words, a part of them, or a short form."""
        if written not in self._known:
            self._known[written] = self._look_up(_plain(written))
        return self._known[written]

    def _look_up(self, typed: str) -> Meant:
        for found in (
            (matter for key, matter in self._keys if key == typed),
            self._longest(typed),
            self._short_forms(typed),
        ):
            numbers = {matter.number: matter for matter in found}
            if numbers:
                only = len(numbers) == 1
                return Meant(next(iter(numbers.values())) if only else None, unclear=not only)
        return Meant(None)

    def _longest(self, typed: str) -> Iterable[Matter]:
        """The matters of which the longest name or alias stands in the words, or in whose name the words stand."""
        held = [(len(key), matter) for key, matter in self._keys if key in typed and not key.isascii()]
        if len(typed) >= SHORTEST_PART:
            held += [(len(typed), matter) for key, matter in self._keys if typed in key]
        most = max((length for length, _matter in held), default=0)
        return [matter for length, matter in held if length == most]

    def _short_forms(self, typed: str) -> Iterable[Matter]:
        ranked = [(_likeness(typed, key), matter) for key, matter in self._keys]
        best = max((likeness for likeness, _matter in ranked), default=0.0)
        return [matter for likeness, matter in ranked if likeness == best] if best >= LIKENESS else []


def _plain(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", words).casefold() if c.isalnum())


def _likeness(one: str, other: str) -> float:
    """How much of the longer words the shorter ones are; 0 unless they stand in them in the same order."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_PART:
        return 0.0
    rest = iter(long)
    return len(short) / len(long) if all(c in rest for c in short) else 0.0
