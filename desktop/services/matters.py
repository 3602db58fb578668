"""The matters a seal is authorised for: the seed's list, and finding one as the clerk types."""

import json
from dataclasses import dataclass

from desktop.domain import seals as rules
from desktop.domain.text.names import pinyin_keys
from desktop.paths import RESOURCES


@dataclass(frozen=True, slots=True)
class MatterKeys:
    """A matter with the words by which the clerk finds it: number, characters, pinyin and its initials."""

    matter: rules.Matter
    keys: tuple[str, ...]


def seed_matters(seal: int) -> list[rules.Matter]:
    """The matters that come with the program, for a seal: those authorised and those issued elsewhere."""
    data = json.loads((RESOURCES / "matters" / "social_affairs.json").read_text("utf-8"))
    found: list[rules.Matter] = []
    for status in (rules.MatterStatus.ALLOWED, rules.MatterStatus.ELSEWHERE):
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


def find_matters(matters: list[MatterKeys], typed: str) -> list[rules.Matter]:
    """The matters that what was typed may mean, the likeliest first; all authorised ones for nothing typed."""
    wanted = "".join(typed.casefold().split())
    if not wanted:
        return [item.matter for item in matters if item.matter.status is rules.MatterStatus.ALLOWED]
    ranked = []
    for item in matters:
        places = [key.find(wanted) for key in item.keys]
        fitting = [place for place in places if place >= 0]
        if fitting:
            exact = wanted in item.keys
            elsewhere = item.matter.status is not rules.MatterStatus.ALLOWED
            ranked.append(((elsewhere, not exact, min(fitting)), item.matter))
    return [matter for _rank, matter in sorted(ranked, key=lambda pair: pair[0])]
