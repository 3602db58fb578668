"""What a clerk may type to find an entry: part of a name, a number, a matter, a date, or several of them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.seals.records import Matter, Seal
from desktop.domain.text.dates import parse_date
from desktop.domain.text.names import pinyin_keys, search_key

_NUMBER = re.compile(r"(?P<code>.+?)[〔\[(【](?P<year>\d{4})[〕\])】](?P<running>\d{1,7})号?")
_RUNNING = re.compile(r"(\d{1,7})号?")
_MONTH = re.compile(r"(?P<year>\d{4})[-./年](?P<month>\d{1,2})月?|(?P<only>\d{1,2})月")


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, understood: an entry must fit all that is there.

    `words` are parts of names, documents or numbers, folded for comparing. `matters` are the matters that the
    word at `matter_word` may mean instead. A full register number names seal, year and running number.
    """

    words: tuple[str, ...] = ()
    matters: frozenset[int] = frozenset()
    matter_word: str = ""
    month: str = ""
    day: date | None = None
    seal: int | None = None
    year: int | None = None
    running: int | None = None

    def without_matter_word(self) -> tuple[str, ...]:
        """The words left when the matter's word is taken as the matter."""
        return tuple(word for word in self.words if word != self.matter_word)


def read_search(text: str, seals: Iterable[Seal], matters: Iterable[Matter], year: int) -> Search:
    """Understands what was typed; `year` is meant where a date has none."""
    folded = unicodedata.normalize("NFKC", text)
    whole = "".join(folded.split())
    if running := _RUNNING.fullmatch(whole):
        return Search(words=(running[1],), running=int(running[1]))
    number = _NUMBER.fullmatch(whole)
    seal = None if number is None else next((s for s in seals if s.book_code == number["code"]), None)
    if number is not None and seal is not None:
        return Search(seal=seal.number, year=int(number["year"]), running=int(number["running"]))
    day, month, words = None, "", []
    for word in folded.split():
        found_day, found_month = parse_date(word, year), _month(word, year)
        if found_day is not None and not word.isdecimal():
            day = found_day
        elif found_month:
            month = found_month
        elif key := search_key(word):
            words.append(key)
    known = list(matters)
    meant = ((word, _matters(word, known)) for word in words)
    matter_word, numbers = next(((word, found) for word, found in meant if found), ("", frozenset()))
    return Search(tuple(dict.fromkeys(words)), numbers, matter_word, month, day)


def _month(word: str, year: int) -> str:
    match = _MONTH.fullmatch(word)
    if match is None:
        return ""
    month = int(match["month"] or match["only"])
    return f"{int(match['year'] or year)}-{month:02}" if 1 <= month <= 12 else ""


def _matters(word: str, matters: list[Matter]) -> frozenset[int]:
    """The matters of which a word is part of the name, or that it spells by initials; one letter means none."""
    if len(word) < 2:
        return frozenset()
    found = set()
    for matter in matters:
        names = (matter.tag, matter.name, matter.short_name, *matter.aliases)
        if any(word in search_key(name) for name in names) or (
            word.isascii() and word in pinyin_keys(matter.short_name)
        ):
            found.add(matter.number)
    return frozenset(found)
