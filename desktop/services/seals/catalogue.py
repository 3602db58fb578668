"""The catalogue of matters: changed in the window, each change one version with its event."""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from desktop.domain import seals as rules
from desktop.domain.people import READERS
from desktop.domain.problems import Problem, Refused, Stale
from desktop.domain.seals.matters import (
    Collision,
    Listed,
    MatterVersion,
    StoppedLine,
    changes,
    check_author,
    check_listed,
    check_matter_change,
    collisions,
    listed_matters,
    stopped_lines,
)
from desktop.i18n import _
from desktop.paths import RESOURCES
from desktop.services.office import Office
from desktop.storage import events, people
from desktop.storage.database import Work
from desktop.storage.seals import book, copies

SUBJECT = "matter"


@dataclass(frozen=True, slots=True)
class MatterCheck:
    """What keeps a matter out of the catalogue, and the listed certificates it resembles."""

    problems: tuple[Problem, ...]
    collisions: tuple[Collision, ...]


@cache
def _resemblances() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RESOURCES / "matters" / "collisions.json").read_text("utf-8"))
    return found


def _lists(work: Work, day: date) -> list[Listed]:
    """The lists in force: the office's own, then what only some places have listed."""
    known = _resemblances()
    local = [Listed(one["name"], tuple(one["words"]), one["ground"], binding=False) for one in known["local"]]
    return [*listed_matters(book.matter_versions(work).values(), known["resembles"], day), *local]


def collisions_of(office: Office, seal: int) -> dict[int, tuple[Collision, ...]]:
    """The listed certificates that a seal's authorised matters resemble, by the matter's number."""
    with office.read() as work:
        listed, described = _lists(work, office.today()), book.get_seal(work, seal)
        found = {
            matter.number: tuple(collisions(matter, listed, described))
            for matter in book.list_matters(work, seal)
        }
        return {number: those for number, those in found.items() if those}


def check_matter(office: Office, matter: rules.Matter) -> MatterCheck:
    """What would keep a matter from being saved, and what to think of, for the form to show as it is filled in.

    A matter numbered 0 is a new one.
    """
    with office.read() as work:
        return _check(office, work, _tidy(matter))


def _check(office: Office, work: Work, matter: rules.Matter) -> MatterCheck:
    known = book.matter_versions(work)
    before = known.get(matter.number)
    others = [other for other in known.values() if other.number != matter.number]
    found = collisions(matter, _lists(work, office.today()), book.get_seal(work, matter.seal))
    problems = check_matter_change(matter, others, before) + check_listed(found)
    if before == matter:
        problems.append(Problem("seals.matter_unchanged", _("什么也没有改。请改了再保存，或取消。")))
    return MatterCheck(tuple(problems), tuple(found))


def _tidy(matter: rules.Matter) -> rules.Matter:
    """The matter as it is kept: without outer blanks and empty lines, and nothing that its kind does not have."""
    texts = ("code", "group", "name", "short_name", "document", "elsewhere", "ground", "region", "note")
    matter = replace(
        matter,
        materials=tuple(
            rules.Material(material.name.strip(), material.original)
            for material in matter.materials
            if material.name.strip()
        ),
        aliases=tuple(dict.fromkeys(alias.strip() for alias in matter.aliases if alias.strip())),
        **{name: getattr(matter, name).strip() for name in texts},
    )
    if matter.status is rules.MatterStatus.ALLOWED:
        return matter
    return replace(matter, materials=(), form="", document="")


def add_matter(office: Office, matter: rules.Matter) -> rules.Matter:
    """Puts a new matter into the catalogue of a seal; its number is the next one. Raises Refused."""
    with office.write() as work:
        number = max(book.matter_versions(work), default=0) + 1
        matter = replace(_tidy(matter), number=number)
        _require(office, work, matter)
        book.put_matter(work, matter)
        work.record("seals.matter_listed", (SUBJECT, number), code=matter.code, name=matter.name)
    return matter


def change_matter(
    office: Office, matter: rules.Matter, *, before: rules.Matter | None = None
) -> rules.Matter:
    """Writes a new version of a matter; entries made before keep theirs. Raises Refused.

    `before` is the matter as its author knew it: Stale when somebody changed it meanwhile.
    """
    with office.write() as work:
        now = book.get_matter(work, matter.number)
        if before is not None and now != before:
            raise Stale(_("“{name}”刚被别人改过。请看新的内容，再改一次。").format(name=now.name))
        matter = _tidy(matter)
        _require(office, work, matter)
        book.put_matter(work, matter)
        changed = [change.field for change in changes(now, matter)]
        work.record("seals.matter_changed", (SUBJECT, matter.number), code=matter.code, changed=changed)
    return matter


def stop_matter(office: Office, number: int, last_day: date) -> rules.Matter:
    """Ends a matter: it counts up to and with `last_day`. Entries made before stand. Raises Refused."""
    with office.write() as work:
        matter = replace(book.get_matter(work, number), valid_to=last_day)
        _require(office, work, matter)
        book.put_matter(work, matter)
        work.record(
            "seals.matter_stopped", (SUBJECT, number), code=matter.code, last_day=last_day.isoformat()
        )
    return matter


def _require(office: Office, work: Work, matter: rules.Matter) -> None:
    problems = [
        *check_author(office.clerk, book.get_seal(work, matter.seal)),
        *_check(office, work, matter).problems,
    ]
    if problems:
        raise Refused(problems)


def matter_history(office: Office, number: int) -> list[MatterVersion]:
    """Every version of a matter, the newest first: who wrote it, when, and what it changed."""
    with office.read() as work:
        names = {account.number: account.name for account in people.list_accounts(work)}
        found: list[MatterVersion] = []
        before = None
        for seq, matter in book.matter_history(work, number):
            event = events.get_event(work.connection, seq)
            changed = () if before is None else changes(before, matter)
            by = names.get(event.actor, _("程序"))
            found.append(MatterVersion(seq, matter, event.when, by, changed))
            before = matter
        return found[::-1]


def count_stopped(office: Office, seal: int, year: int) -> list[StoppedLine]:
    """How often a seal was asked for what it may not serve: by what was asked and by month of a year."""
    reads = any(office.clerk.has(role) for role in READERS)
    with office.read() as work:
        matters = book.list_matters(work, seal)
        return stopped_lines(copies.stopped_in(work, seal, year), matters, words_shown=reads)
