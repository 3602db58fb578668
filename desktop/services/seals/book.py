"""The seals of the office and the matters they are authorised for."""

from desktop.domain import seals as rules
from desktop.services.office import Office
from desktop.storage.seals import book


def list_seals(office: Office) -> list[rules.Seal]:
    """All seals of the office, by number."""
    with office.read() as work:
        return book.list_seals(work)


def list_matters(office: Office, seal: int) -> list[rules.Matter]:
    """The matters of a seal: those authorised in the order of their codes, then those issued elsewhere."""
    with office.read() as work:
        return book.list_matters(work, seal)
