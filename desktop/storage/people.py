"""Accounts and delegations as they are kept: every change is a new row, the newest row counts."""

import hashlib
from datetime import date
from typing import Any

from sqlalchemy import Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.ledger import canonical
from desktop.domain.people import Account, Delegation, Role
from desktop.domain.problems import Damaged, Missing
from desktop.i18n import _
from desktop.storage.base import Register, as_json, from_json, later, personal
from desktop.storage.database import Work
from desktop.storage.keys import Slot


class AccountRow(Register):
    """One version of an account. `slot` is the SHA-256 of its slot in the key file."""

    __tablename__ = "accounts"

    number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str | None] = personal()
    title: Mapped[str] = mapped_column(Text)
    roles: Mapped[str] = mapped_column(Text)
    active: Mapped[bool]
    slot: Mapped[str] = mapped_column(Text)
    grid: Mapped[str | None] = later()


class DelegationRow(Register):
    """One delegation, or its end (`revokes` names it)."""

    __tablename__ = "delegations"

    approver: Mapped[int]
    deputy: Mapped[int]
    first_day: Mapped[str] = mapped_column(Text)
    last_day: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = personal()
    revokes: Mapped[int | None]


def slot_digest(slot: Slot) -> str:
    """What the register holds of a slot: enough to notice that the key file was exchanged."""
    form = slot.to_json()
    for passing in ("failures", "last_failure", "closed"):
        form.pop(passing, None)
    return hashlib.sha256(canonical(form)).hexdigest()


def _to_account(row: Any) -> Account:
    """Raises Damaged for a row that no program of ours wrote."""
    try:
        roles = frozenset(Role(role) for role in from_json(row.roles))
        account = Account(row.number, row.name or "", row.title, roles, row.active, row.grid or "")
        if not isinstance(account.name + account.title + account.grid, str):
            raise TypeError("name")
    except (ValueError, TypeError) as error:
        raise _damaged() from error
    return account


def _damaged() -> Damaged:
    return Damaged(_("账户登记读不出来。有人绕过程序改过数据库。请用最近的备份恢复。"))


_ACCOUNTS = (
    select(AccountRow.__table__)
    .where(AccountRow.seq.in_(select(func.max(AccountRow.seq)).group_by(AccountRow.number)))
    .order_by(AccountRow.number)
)


def list_accounts(work: Work) -> list[Account]:
    """All accounts as they are now, by number."""
    return [_to_account(row) for row in work.connection.execute(_ACCOUNTS)]


def _row(work: Work, number: int) -> AccountRow:
    row = work.session.scalars(
        select(AccountRow).where(AccountRow.number == number).order_by(AccountRow.seq.desc()).limit(1)
    ).one_or_none()
    if row is None:
        raise Missing(_("没有 {number} 号账户。").format(number=number))
    return row


def get_account(work: Work, number: int) -> Account:
    """One account as it is now. Raises Missing."""
    return _to_account(_row(work, number))


def is_stopped(work: Work, number: int) -> bool:
    """Whether an account may sign in no longer; asked without reading anything else of it."""
    newest = select(func.max(AccountRow.seq)).where(AccountRow.number == number).scalar_subquery()
    query = select(AccountRow.seq).where(AccountRow.seq == newest, AccountRow.active.is_(False))
    return work.connection.scalar(query) is not None


def account_slot(work: Work, number: int) -> str:
    """The digest of the slot that belongs to the account now."""
    return _row(work, number).slot


def next_account_number(work: Work) -> int:
    """Account numbers count from 1 and are never given again."""
    return (work.session.scalar(select(func.max(AccountRow.number))) or 0) + 1


def put_account(work: Work, account: Account, slot: str) -> int:
    """Writes a new version of an account."""
    return work.add(
        AccountRow(
            number=account.number,
            name=account.name,
            title=account.title,
            roles=as_json(sorted(account.roles)),
            active=account.active,
            slot=slot,
            grid=account.grid or None,
        )
    )


def add_delegation(
    work: Work, approver: int, deputy: int, first_day: date, last_day: date, reason: str
) -> int:
    """Writes a delegation."""
    return work.add(
        DelegationRow(
            approver=approver,
            deputy=deputy,
            first_day=first_day.isoformat(),
            last_day=last_day.isoformat(),
            reason=reason,
        )
    )


def revoke_delegation(work: Work, delegation: Delegation) -> int:
    """Writes the end of a delegation."""
    return work.add(
        DelegationRow(
            approver=delegation.approver,
            deputy=delegation.deputy,
            first_day=delegation.first_day.isoformat(),
            last_day=delegation.last_day.isoformat(),
            reason="",
            revokes=delegation.number,
        )
    )


def list_delegations(work: Work) -> list[Delegation]:
    """All delegations, oldest first, with those ended early marked."""
    found = list(work.session.scalars(select(DelegationRow).order_by(DelegationRow.seq)))
    revoked = {row.revokes for row in found if row.revokes is not None}
    return [
        Delegation(
            row.seq,
            row.approver,
            row.deputy,
            date.fromisoformat(row.first_day),
            date.fromisoformat(row.last_day),
            row.reason or "",
            row.seq in revoked,
        )
        for row in found
        if row.revokes is None
    ]
