"""Undo where nothing is decided yet: a handler takes an entry back."""

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.people import Role
from desktop.domain.problems import Refused
from desktop.domain.seals.correcting import WITHDRAWN, check_withdrawal
from desktop.services.office import Office
from desktop.services.seals.uses import SUBJECT
from desktop.storage.seals import uses


def withdraw_use(office: Office, use: int) -> rules.SealUse:
    """The handler takes back an entry of their own that nobody has decided. The number stays in the book."""
    clerk = office.clerk
    problems = people_rules.check_role(clerk, Role.HANDLER)
    with office.write() as work:
        problems += check_withdrawal(uses.get_use(work, use), clerk)
        if problems:
            raise Refused(problems)
        step = rules.NewStep(rules.StepKind.RETURNED, clerk.number, clerk.number, text=WITHDRAWN)
        uses.add_step(work, use, step)
        work.record("seals.use_returned", (SUBJECT, use), by=clerk.number, in_place_of=None, withdrawn=True)
        return uses.masked(uses.get_use(work, use))
