"""The register as lists show it: found, read by pages, counted."""

from dataclasses import replace

from desktop.domain import seals as rules
from desktop.services.office import Office
from desktop.services.seals.facts import mask_name
from desktop.services.seals.uses import reads
from desktop.storage.seals import lists

PAGE = lists.PAGE
"""How many lines of a long book are read at a time."""


def list_uses(
    office: Office, wanted: rules.UseFilter, *, limit: int | None = None, offset: int = 0
) -> list[rules.UseLine]:
    """The lines of the register that are wanted, newest number first."""
    with office.read() as work:
        return _lines_for_eyes(office, lists.list_uses(work, wanted, limit=limit, offset=offset))


def _lines_for_eyes(office: Office, lines: list[rules.UseLine]) -> list[rules.UseLine]:
    """The lines as the signed-in person may read them."""
    if reads(office):
        return lines
    return [replace(line, applicant=mask_name(line.applicant)) for line in lines]


def totals(office: Office, wanted: rules.UseFilter) -> rules.Totals:
    """What the wanted lines come to, by state."""
    with office.read() as work:
        return lists.totals(work, wanted)


def bookmarks(office: Office, wanted: rules.UseFilter) -> list[tuple[int, int]]:
    """Where each page of a seal's long book begins."""
    with office.read() as work:
        return lists.bookmarks(work, wanted)


def page_from(office: Office, wanted: rules.UseFilter, bookmark: tuple[int, int]) -> list[rules.UseLine]:
    """The page of a seal's long book that begins at a bookmark."""
    with office.read() as work:
        return _lines_for_eyes(office, lists.page_from(work, wanted, bookmark))


def place_of(office: Office, wanted: rules.UseFilter, use: int) -> int | None:
    """How many lines of a seal's book stand before an entry; None when it is not among those wanted."""
    with office.read() as work:
        return lists.place_of(work, wanted, use)


def count_states(office: Office, wanted: rules.UseFilter) -> dict[rules.State, int]:
    """How many of the wanted lines stand in each state."""
    with office.read() as work:
        return lists.count_states(work, wanted)


def months(office: Office, seal: int | None = None) -> list[str]:
    """The months in which there are lines, newest first."""
    with office.read() as work:
        return lists.months(work, seal)
