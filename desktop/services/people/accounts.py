"""Signing in and out, accounts, passwords."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.domain import people as rules
from desktop.domain.people import Account, Role
from desktop.domain.problems import Damaged, Problem, Refused, Stale
from desktop.i18n import _
from desktop.services.door import names_to_sign_in, sample_password
from desktop.services.office import Clock, Office, SystemClock, fit_clock, load_signer, open_database
from desktop.storage import keys
from desktop.storage import people as store

RECOVERED = Account(keys.RECOVERY, _("恢复码"), "", frozenset({Role.ADMINISTRATOR}))
"""Who is signed in when two persons opened the office with the recovery code."""


def sign_in_sample(folder: Path, roles: Sequence[str], *, clock: Clock | None = None) -> Office:
    """Opens a sample office without asking, as the first person who holds one of these roles."""
    secret, clock = sample_password(folder), clock or SystemClock()
    with closing(_come_in(folder, names_to_sign_in(folder)[0], secret, clock, note=False)) as office:
        people = list_people(office)
    fit = [person for role in roles for person in people if person.has(Role(role))]
    if not fit:
        raise Damaged(_("样本里没有能做这件事的账户。账户登记被改过。请重新做一个样本。"))
    return _come_in(folder, fit[0].name, secret, clock, note=False)


def sign_in(folder: Path, name: str, password: str, *, clock: Clock | None = None) -> Office:
    """Opens the office with a person's password.

    Raises Refused for a wrong password or a locked account, Missing or Unavailable when there is no office to open.
    """
    return _come_in(folder, name, password, clock or SystemClock(), note=True)


def _come_in(folder: Path, name: str, password: str, clock: Clock, *, note: bool) -> Office:
    """Signs somebody in; a look at a sample office that nobody signed in to is not noted."""
    file = keys.read_key_file(folder)
    opened = open_named(folder, file, file.named(name.strip()), password, clock.now())
    office = _open(folder, file, opened, clock)
    try:
        with office.read() as work:
            account = store.get_account(work, opened.slot.account)
            kept_slot = store.account_slot(work, account.number)
        if not account.active:
            raise Refused([Problem("people.inactive", _("这个账户已停用。请找系统管理。"), "name")])
        if kept_slot != store.slot_digest(opened.slot):
            raise Refused(
                [Problem("people.old_slot", _("密码不对。这个账户的密码已经改过。请用新密码。"), "password")]
            )
        if not account.signs:
            # A slot made while the person still signed; the keys in it are no longer theirs to use.
            office.signer = office.signing_key = None
        office.clerk = account
        if note:
            _note_sign_in(office, opened.slot)
    except BaseException:
        office.close()
        raise
    return office


def _note_sign_in(office: Office, slot: keys.Slot) -> None:
    # A good password forgets the wrong ones, and drops the slots of a change that was cut short.
    settled = replace(slot, failures=0, last_failure="")
    file = keys.read_key_file(office.folder).with_slot(settled, instead=True)
    keys.write_key_file(office.folder, file)
    with office.write() as work:
        work.record("people.signed_in", ("account", slot.account), wrong_passwords_before=slot.failures)


def _open(folder: Path, file: keys.KeyFile, opened: keys.Opened, clock: Clock) -> Office:
    database = open_database(folder, file, opened.data_key)
    office = Office(folder, database, RECOVERED, clock, None, opened.signing_key, bool(file.sample))
    try:
        office.clock = fit_clock(office) if office.sample else clock
        office.signer = load_signer(database, opened.signing_key, clock.now()) if opened.signing_key else None
    except BaseException:
        office.close()
        raise
    return office


def open_named(
    folder: Path, file: keys.KeyFile, slots: tuple[keys.Slot, ...], password: str, now: datetime
) -> keys.Opened:
    """Tries the password on a person's slots, counting wrong ones. Raises Refused."""
    if not slots:
        raise Refused([Problem("people.unknown_name", _("没有这个人的账户。请选自己的名字。"), "name")])
    last = max((slot.last_failure for slot in slots), default="")
    until = rules.locked_until(
        max(slot.failures for slot in slots), datetime.fromisoformat(last) if last else None
    )
    if until is not None and now < until:
        raise Refused(
            [
                Problem(
                    "people.locked",
                    _("账户已锁定。密码连续错了 {count} 次。请在 {time} 以后再试。").format(
                        count=rules.WRONG_PASSWORDS, time=until.strftime("%H:%M")
                    ),
                    "password",
                )
            ]
        )
    for slot in slots:
        opened = keys.open_slot(file.office, slot, password)
        if opened is not None:
            return opened
    if until is not None:
        keys.note_failure(folder, slots[0].account, None)
    count = keys.note_failure(folder, slots[0].account, now)
    left = rules.WRONG_PASSWORDS - count
    message = (
        _("密码不对。还可以试 {left} 次。请看看大小写和输入法。").format(left=left)
        if left > 0
        else _("密码不对，账户锁定 {minutes} 分钟。请稍后再试，或找系统管理。").format(
            minutes=rules.LOCK_TIME.seconds // 60
        )
    )
    raise Refused([Problem("people.wrong_password", message, "password")])


def open_recovery(file: keys.KeyFile, first: str, second: str) -> keys.Opened:
    """What the two halves of the recovery code open. Raises Refused when they do not fit."""
    secret = keys.recovery_secret(first, second)
    for slot in file.slots:
        opened = keys.open_slot(file.office, slot, secret) if slot.account == keys.RECOVERY else None
        if opened is not None:
            return opened
    raise Refused([Problem("people.wrong_recovery", _("恢复码不是这个办公室的。请核对两张纸。"), "first")])


def recover(folder: Path, first: str, second: str, *, clock: Clock | None = None) -> Office:
    """Opens the office with the two halves of its recovery code. Raises Refused when they do not fit."""
    file = keys.read_key_file(folder)
    office = _open(folder, file, open_recovery(file, first, second), clock or SystemClock())
    with office.write() as work:
        work.record("people.recovery_used")
    return office


def confirm_identity(office: Office, account: int, password: str) -> tuple[Account, keys.Signer | None]:
    """A person at somebody else's desk shows who they are by their own password.

    Gives the account and, when it may sign, the office's signing keys. Raises Refused.
    """
    person, opened = _confirmed(office, account, password)
    signing_key = opened.signing_key if person.signs else None
    return person, load_signer(office.database, signing_key, office.now()) if signing_key else None


def _confirmed(office: Office, account: int, password: str) -> tuple[Account, keys.Opened]:
    opened = _opened(office, account, password)
    with office.read() as work:
        person = store.get_account(work, account)
        kept_slot = store.account_slot(work, account)
    if not person.active or kept_slot != store.slot_digest(opened.slot):
        raise Refused([Problem("people.inactive", _("这个账户已停用。请找系统管理。"), "password")])
    if opened.slot.failures:
        keys.note_failure(office.folder, account, None)
    return person, opened


def _opened(office: Office, account: int, password: str) -> keys.Opened:
    file = keys.read_key_file(office.folder)
    slots = tuple(slot for slot in file.slots if slot.account == account)
    return open_named(office.folder, file, slots, password, office.now())


def unlock(office: Office, password: str) -> None:
    """The signed-in person returns to a window that had locked itself. Raises Refused."""
    confirm_identity(office, office.clerk.number, password)


def sign_out(office: Office) -> None:
    """The signed-in person leaves; the office is closed."""
    with office.write() as work:
        work.record("people.signed_out", ("account", office.clerk.number))
    office.close()


def list_people(office: Office) -> list[Account]:
    """All accounts, by number."""
    with office.read() as work:
        return store.list_accounts(work)


def add_account(
    office: Office, person: rules.NewAccount, *, witness: tuple[int, str] | None = None
) -> Account:
    """Gives a person an account; the administrator's work.

    For a role that signs, somebody who already signs must stand by with number and password (`witness`): the
    administrator alone cannot hand out the office's signing keys.
    """
    name = person.name.strip()
    with office.read() as work:
        others = store.list_accounts(work)
        number = store.next_account_number(work)
    problems = rules.check_role(office.clerk, Role.ADMINISTRATOR)
    problems += rules.check_account(name, person.roles, others, title=person.title.strip())
    problems += rules.check_grid(person.grid.strip())
    problems += rules.check_password(person.password, name)
    if problems:
        raise Refused(problems)
    account = Account(number, name, person.title.strip(), person.roles, grid=person.grid.strip())
    _give_slot(office, account, person.password, "people.account_added", witness=witness)
    return account


def _signing_key_for(office: Office, account: Account, witness: tuple[int, str] | None) -> bytes | None:
    if not account.signs:
        return None
    if office.signing_key is not None:
        return office.signing_key
    if witness is None:
        raise Refused(
            [
                Problem(
                    "people.witness_missing",
                    _(
                        "这个角色要用办公室的签名钥匙。系统管理一个人不能交付。请一位批准人或印章管理人在旁输入密码。"
                    ),
                    "witness",
                    rules.SEPARATION,
                )
            ]
        )
    person, opened = _confirmed(office, *witness)
    if not person.signs:
        raise Refused(
            [
                Problem(
                    "people.witness_unfit",
                    _("见证的人自己没有签名钥匙。请换一位批准人或印章管理人。"),
                    "witness",
                )
            ]
        )
    return opened.signing_key


def _give_slot(
    office: Office, account: Account, password: str, kind: str, *, witness: tuple[int, str] | None = None
) -> None:
    """Writes an account with a new password: into the key file first, so that a crash locks nobody out."""
    file = keys.read_key_file(office.folder)
    slot = keys.make_slot(
        file.office,
        account.number,
        account.name,
        password,
        data_key=office.database.key,
        signing_key=_signing_key_for(office, account, witness),
        entropy=office.database.entropy,
    )
    keys.write_key_file(office.folder, file.with_slot(slot, instead=False))
    with office.write() as work:
        if kind == "people.account_added" and store.next_account_number(work) != account.number:
            # Another administrator was faster; the number is theirs, and so is the slot that counts.
            raise Stale(_("刚才另有人添加了账户。账户号变了。请再添加一次。"))
        store.put_account(work, account, store.slot_digest(slot))
        work.record(
            kind,
            ("account", account.number),
            roles=sorted(account.roles),
            witness=witness[0] if witness else None,
        )
    keys.write_key_file(office.folder, keys.read_key_file(office.folder).with_slot(slot, instead=True))
    if office.clerk.number == account.number:
        office.clerk = account


def change_account(
    office: Office,
    number: int,
    *,
    title: str,
    roles: frozenset[Role],
    active: bool,
    grid: str | None = None,
    password: str = "",
    witness: tuple[int, str] | None = None,
) -> Account:
    """Changes a person's title, grid, roles, or whether they may sign in; the administrator's work.

    Somebody who is to sign for the first time needs a new password and a witness, since the signing keys are
    wrapped by the password.
    """
    with office.read() as work:
        accounts = store.list_accounts(work)
        old = store.get_account(work, number)
        slot = store.account_slot(work, number)
    grid = old.grid if grid is None else grid.strip()
    changed = replace(old, title=title.strip(), roles=roles, active=active, grid=grid)
    others = [account for account in accounts if account.number != number]
    problems = rules.check_role(office.clerk, Role.ADMINISTRATOR)
    problems += rules.check_account(old.name, roles, others, title=title.strip())
    problems += rules.check_staff([*others, changed]) + rules.check_grid(grid)
    if changed.signs and not old.signs:
        problems += rules.check_password(password, old.name)
    if problems:
        raise Refused(problems)
    if changed.signs and not old.signs:
        _give_slot(office, changed, password, "people.account_changed", witness=witness)
        return changed
    file = keys.read_key_file(office.folder)
    present = next(s for s in file.slots if s.account == number and store.slot_digest(s) == slot)
    # Who signs no longer keeps nothing of the signing keys; the password stays as it was.
    kept = replace(present, signing=present.signing if changed.signs else None, closed=not active)
    same = store.slot_digest(kept) == slot
    keys.write_key_file(office.folder, file.with_slot(kept, instead=same))
    with office.write() as work:
        store.put_account(work, changed, store.slot_digest(kept))
        moved = {} if grid == old.grid else {"grid": grid}
        work.record(
            "people.account_changed", ("account", number), roles=sorted(roles), active=active, **moved
        )
    keys.write_key_file(office.folder, keys.read_key_file(office.folder).with_slot(kept, instead=True))
    return changed


def change_password(office: Office, old: str, new: str) -> None:
    """A person changes their own password."""
    opened = _opened(office, office.clerk.number, old)
    problems = rules.check_password(new, office.clerk.name)
    if old == new:
        problems.append(Problem("people.password_same", _("新密码与旧密码一样。请换一个。"), "password"))
    if problems:
        raise Refused(problems)
    office.signing_key = opened.signing_key
    _give_slot(office, office.clerk, new, "people.password_changed")


def reset_password(office: Office, number: int, new: str, *, witness: tuple[int, str] | None = None) -> None:
    """Gives somebody who forgot theirs a new password; the administrator's work, with a witness who signs."""
    with office.read() as work:
        account = store.get_account(work, number)
    problems = rules.check_role(office.clerk, Role.ADMINISTRATOR)
    problems += rules.check_password(new, account.name)
    if problems:
        raise Refused(problems)
    _give_slot(office, account, new, "people.password_reset", witness=witness)
