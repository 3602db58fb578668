"""Deputies: who approves in whose place, and when."""

from datetime import date

from desktop.domain import people as rules
from desktop.domain.people import Delegation
from desktop.domain.problems import Missing, Problem, Refused
from desktop.i18n import _
from desktop.services.office import Office
from desktop.storage import people as store
from desktop.storage.database import Work


def delegate(office: Office, deputy: int, first_day: date, last_day: date, reason: str) -> Delegation:
    """An approver names a deputy for dated days."""
    with office.write() as work:
        person = store.get_account(work, deputy)
        problems = rules.check_delegation(
            office.clerk, person, first_day, last_day, reason, today=office.today()
        )
        if problems:
            raise Refused(problems)
        number = store.add_delegation(work, office.clerk.number, deputy, first_day, last_day, reason.strip())
        work.record(
            "people.deputy_named",
            ("account", deputy),
            first_day=first_day.isoformat(),
            last_day=last_day.isoformat(),
        )
    return Delegation(number, office.clerk.number, deputy, first_day, last_day, reason.strip())


def end_delegation(office: Office, number: int) -> None:
    """An approver ends a delegation of theirs before its last day."""
    with office.write() as work:
        found = _delegation(work, number)
        if found.approver != office.clerk.number or found.revoked:
            raise Refused(
                [
                    Problem(
                        "people.not_own_delegation",
                        _("只能结束自己还有效的委托。请找委托的人。"),
                        "delegation",
                    )
                ]
            )
        store.revoke_delegation(work, found)
        work.record("people.deputy_ended", ("account", found.deputy), delegation=number)


def _delegation(work: Work, number: int) -> Delegation:
    for delegation in store.list_delegations(work):
        if delegation.number == number:
            return delegation
    raise Missing(_("没有这次委托。"))


def list_delegations(office: Office) -> list[Delegation]:
    """All delegations, oldest first."""
    with office.read() as work:
        return store.list_delegations(work)
