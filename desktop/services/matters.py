"""The matters a seal is authorised for: the seed's list, and finding one as the clerk types."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain import seals as rules
from desktop.domain.text.names import pinyin_keys
from desktop.paths import RESOURCES


@dataclass(frozen=True, slots=True)
class MatterKeys:
    """A matter with the words by which the clerk finds it: number, characters, pinyin and its initials."""

    matter: rules.Matter
    keys: tuple[str, ...]


def seed_matters(seal: int) -> list[rules.Matter]:
    """The matters that come with the program, for a seal: those authorised and those issued elsewhere.

    The list of 2020 counts from the day on which the ministry published it; an office that knows better
    corrects the day in its catalogue, like anything else here.
    """
    data = json.loads((RESOURCES / "matters" / "social_affairs.json").read_text("utf-8"))
    found: list[rules.Matter] = []
    for status in (rules.MatterStatus.ALLOWED, rules.MatterStatus.ELSEWHERE):
        validity = data["validity"][status.value]
        first_day = validity.get("valid_from")
        for item in data[status.value]:
            materials = tuple(rules.Material(**material) for material in item.pop("materials", ()))
            aliases = tuple(item.pop("aliases"))
            item.setdefault("document", "")
            found.append(
                rules.Matter(
                    number=len(found) + 1,
                    seal=seal,
                    materials=materials,
                    aliases=aliases,
                    status=status,
                    valid_from=date.fromisoformat(first_day) if first_day else None,
                    region=validity["region"],
                    **item,
                )
            )
    return found


def with_keys(matter: rules.Matter) -> MatterKeys:
    """The words by which a matter is found."""
    words = (matter.name, matter.short_name, matter.group, *matter.aliases)
    allowed = matter.status is rules.MatterStatus.ALLOWED
    keys = [*((matter.code, matter.code.lstrip("0")) if allowed else ()), *words]
    for word in words:
        keys += pinyin_keys(word)
    return MatterKeys(matter, tuple(dict.fromkeys(key.casefold() for key in keys)))


def counting_on(matters: Iterable[rules.Matter], day: date) -> list[rules.Matter]:
    """The matters with which requests of a day are compared.

    An authorised matter outside its days stays, so that it is found and refused in words; a list that does not
    hold on the day says nothing.
    """
    return [
        matter for matter in matters if matter.status is rules.MatterStatus.ALLOWED or matter.in_force(day)
    ]


def is_authorised(matter: rules.Matter, day: date | None = None) -> bool:
    """Whether a seal is authorised for the matter, on that day when one is given."""
    return matter.status is rules.MatterStatus.ALLOWED and (day is None or matter.in_force(day))


def find_matters(matters: list[MatterKeys], typed: str, day: date | None = None) -> list[rules.Matter]:
    """The matters that what was typed may mean, the likeliest first; all authorised ones for nothing typed.

    With a day, those authorised on it come first and are the only ones for nothing typed.
    """
    wanted = "".join(typed.casefold().split())
    if not wanted:
        return [item.matter for item in matters if is_authorised(item.matter, day)]
    ranked = []
    for item in matters:
        places = [key.find(wanted) for key in item.keys]
        fitting = [place for place in places if place >= 0]
        if fitting:
            exact = wanted in item.keys
            elsewhere = not is_authorised(item.matter, day)
            ranked.append(((elsewhere, not exact, min(fitting)), item.matter))
    return [matter for _rank, matter in sorted(ranked, key=lambda pair: pair[0])]
