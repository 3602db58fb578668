"""What is offered again at the counter: the matters a handler had last, and residents who were here before."""

from desktop.domain import people as people_rules
from desktop.domain.people import Role
from desktop.domain.problems import Missing, Refused
from desktop.domain.seals.known import KnownResident
from desktop.domain.text.identity import mask_id_number, mask_phone
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals.uses import SUBJECT
from desktop.storage import office as offices
from desktop.storage.seals import again

MOST_MATTERS = 5
MOST_RESIDENTS = 6


def recent_matters(office: Office, seal: int) -> list[str]:
    """The codes of the last five matters that the signed-in handler had with a seal, the latest first."""
    with office.read() as work:
        return again.recent_matters(work, office.clerk.number, seal, MOST_MATTERS)


def known_residents(office: Office, typed: str) -> list[KnownResident]:
    """Residents typed before whose name or pinyin fits, the latest first; ID and phone numbers masked.

    For handlers alone: to anybody else nobody is offered.
    """
    if not office.clerk.has(Role.HANDLER):
        return []
    with office.read() as work:
        found = again.known_residents(work, typed, MOST_RESIDENTS)
    return [
        KnownResident(one.use, one.name, mask_id_number(one.id_number), mask_phone(one.phone), one.address)
        for one in found
    ]


def take_resident(office: Office, use: int) -> KnownResident:
    """A resident typed before, in full, for a new application; the look is logged. Raises Refused, Missing."""
    problems = people_rules.check_role(office.clerk, Role.HANDLER)
    if problems:
        raise Refused(problems)
    with office.write() as work:
        known = again.known_resident(work, use)
        if known is None:
            raise Missing(_("登记簿里没有这一条。"))
        offices.log_access(work, (SUBJECT, use), _("再次申请"))
        return known
