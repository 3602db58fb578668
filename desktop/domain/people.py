"""Who works in the office, and who may do what.

The administrator, the approver and the auditor are never one person (domain handbook §J; GB/T 22239 separation
of duties). Handler and approver of one entry are never one person (国发〔1999〕25号 二十五; the office's own rule:
承办人签字，负责人审核把关). Figures for passwords and locks follow common practice for GB/T 22239 level 2; they
are settings of the office, with the defaults below.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from desktop.domain.problems import Problem
from desktop.i18n import _

SEPARATION = "职责分离：系统管理、批准、审计不能是同一人"
PASSWORD_LENGTH = 8
PASSWORD_CLASSES = 3
WRONG_PASSWORDS = 5
"""Wrong passwords in a row after which an account is locked."""
LOCK_TIME = timedelta(minutes=10)
IDLE_MINUTES = 15
"""Minutes without a key or a click after which the window asks for the password again (a setting)."""
SMALLEST_OFFICE = 3
LONGEST_NAME = 40
LONGEST_TITLE = 40
LONGEST_REASON = 100
LONGEST_GRID = 20


class Role(StrEnum):
    """What an account may do. The words on screen are in `ROLE_WORDS`."""

    HANDLER = "handler"
    APPROVER = "approver"
    KEEPER = "keeper"
    STREET_LEADER = "street_leader"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_WORDS = {
    Role.HANDLER: _("承办人"),
    Role.APPROVER: _("批准人"),
    Role.KEEPER: _("印章管理人"),
    Role.STREET_LEADER: _("街道主要领导"),
    Role.AUDITOR: _("审计"),
    Role.ADMINISTRATOR: _("系统管理"),
}

SIGNING_ROLES = frozenset({Role.HANDLER, Role.APPROVER, Role.KEEPER, Role.STREET_LEADER})
"""Roles whose accounts hold the office's signing keys. The administrator alone cannot sign."""

READERS = (Role.HANDLER, Role.APPROVER, Role.KEEPER, Role.STREET_LEADER, Role.AUDITOR)
"""Roles that may read personal data; the administrator is not among them."""

APART = (
    (Role.ADMINISTRATOR, Role.APPROVER),
    (Role.ADMINISTRATOR, Role.AUDITOR),
    (Role.APPROVER, Role.AUDITOR),
    (Role.ADMINISTRATOR, Role.KEEPER),
    (Role.AUDITOR, Role.KEEPER),
    (Role.AUDITOR, Role.HANDLER),
)
"""Pairs of roles that one person never holds."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person of the office who can sign in. `number` never changes and is never given again.

    `grid` is the grid (网格) this person works in, empty when there is none.
    """

    number: int
    name: str
    title: str
    roles: frozenset[Role]
    active: bool = True
    grid: str = ""

    def has(self, role: Role) -> bool:
        """Whether this person holds the role now."""
        return self.active and role in self.roles

    @property
    def signs(self) -> bool:
        """Whether this person's password opens the office's signing keys."""
        return bool(self.roles & SIGNING_ROLES)

    @property
    def role_words(self) -> str:
        """The roles in the words of the screen, in a fixed order."""
        return "、".join(word for role, word in ROLE_WORDS.items() if role in self.roles)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is typed for a person who is to get an account."""

    name: str
    title: str
    roles: frozenset[Role]
    password: str
    grid: str = ""


@dataclass(frozen=True, slots=True)
class Delegation:
    """An approver lets a named deputy approve in their place, for dated days (both included)."""

    number: int
    approver: int
    deputy: int
    first_day: date
    last_day: date
    reason: str
    revoked: bool = False

    def covers(self, day: date) -> bool:
        """Whether the deputy may approve on that day."""
        return not self.revoked and self.first_day <= day <= self.last_day


def check_password(password: str, name: str) -> list[Problem]:
    """A password that is long enough and mixed enough. *Source:* GB/T 22239 level 2, practice."""
    classes = (
        any(c.islower() for c in password),
        any(c.isupper() for c in password),
        any(c.isdigit() for c in password),
        any(not c.isalnum() for c in password),
    )
    problems = []
    if len(password) < PASSWORD_LENGTH:
        problems.append(
            Problem(
                "people.password_length",
                _("密码太短。只有 {have} 个字符，至少要 {need} 个。请加长。").format(
                    have=len(password), need=PASSWORD_LENGTH
                ),
                "password",
            )
        )
    elif sum(classes) < PASSWORD_CLASSES:
        problems.append(
            Problem(
                "people.password_classes",
                _("密码太简单。大写字母、小写字母、数字、符号四类里至少要有三类。请换一个。"),
                "password",
            )
        )
    if name and name in password:
        problems.append(
            Problem("people.password_name", _("密码里有本人姓名，容易被猜到。请换一个。"), "password")
        )
    return problems


def check_line(text: str, word: str, field: str, most: int) -> list[Problem]:
    """A line that people read: not longer than `most` characters, and nothing in it that nobody sees."""
    if len(text) <= most and (not text or text.isprintable()):
        return []
    return [
        Problem(
            f"people.{field}_unfit",
            _("{word}太长或有看不见的字符。最多 {most} 个字。请重新输入。").format(word=word, most=most),
            field,
        )
    ]


def check_account(
    name: str, roles: Iterable[Role], others: Sequence[Account], *, title: str = ""
) -> list[Problem]:
    """A person's account: a name nobody else signs in with, at least one role, duties kept apart."""
    problems = check_line(title, _("职务"), "title", LONGEST_TITLE)
    held = frozenset(roles)
    if not name:
        problems.append(Problem("people.name_empty", _("没有填姓名。请填写。"), "name"))
    problems += check_line(name, _("姓名"), "name", LONGEST_NAME)
    if any(other.name == name for other in others):
        problems.append(
            Problem(
                "people.name_taken",
                _("已经有“{name}”的账户。两个人不能用同一个名字登录。请在姓名后加职务或序号区分。").format(
                    name=name
                ),
                "name",
            )
        )
    if not held:
        problems.append(Problem("people.role_missing", _("没有选角色。请至少选一个。"), "roles"))
    for one, other in APART:
        if one in held and other in held:
            problems.append(
                Problem(
                    "people.duties_apart",
                    _("{one}和{other}不能是同一人。这是为了互相监督。请改由两个人担任。").format(
                        one=ROLE_WORDS[one], other=ROLE_WORDS[other]
                    ),
                    "roles",
                    SEPARATION,
                )
            )
    return problems


def check_grid(grid: str) -> list[Problem]:
    """The name of a grid: short, and nothing in it that nobody sees."""
    if len(grid) <= LONGEST_GRID and grid.isprintable():
        return []
    return [
        Problem(
            "people.grid_unfit",
            _("网格的名字太长或有看不见的字符。最多 {most} 个字，如“第 2 网格”。请重新输入。").format(
                most=LONGEST_GRID
            ),
            "grid",
        )
    ]


def check_staff(accounts: Sequence[Account]) -> list[Problem]:
    """An office that can work at all: a handler, an approver who is another person, a keeper, an administrator."""
    active = [account for account in accounts if account.active]
    problems = []
    if len(active) < SMALLEST_OFFICE:
        problems.append(
            Problem(
                "people.office_too_small",
                _(
                    "至少要三个人：承办人、批准人（可兼印章管理人）、系统管理。现在只有 {have} 人。请再加人。"
                ).format(have=len(active)),
                "people",
                SEPARATION,
            )
        )
    for role in (Role.HANDLER, Role.APPROVER, Role.KEEPER, Role.ADMINISTRATOR):
        if not any(account.has(role) for account in active):
            problems.append(
                Problem(
                    "people.role_unfilled",
                    _("还没有{role}。请指定一人担任。").format(role=ROLE_WORDS[role]),
                    "people",
                )
            )
    handlers = {account.number for account in active if account.has(Role.HANDLER)}
    approvers = {account.number for account in active if account.has(Role.APPROVER)}
    if len(handlers) == 1 and handlers == approvers:
        problems.append(
            Problem(
                "people.handler_is_only_approver",
                _("承办人和批准人只有同一个人，没有人能批准他经手的事。请另指定一人。"),
                "people",
                SEPARATION,
            )
        )
    return problems


def check_role(account: Account, *roles: Role) -> list[Problem]:
    """Whether this person may do what only these roles may."""
    if any(account.has(role) for role in roles):
        return []
    return [
        Problem(
            "people.not_allowed",
            _("您不能做这件事。这件事由{roles}办理。请他们登录后办理。").format(
                roles="、".join(ROLE_WORDS[role] for role in roles)
            ),
        )
    ]


def check_delegation(
    approver: Account, deputy: Account, first_day: date, last_day: date, reason: str, *, today: date
) -> list[Problem]:
    """A deputy for dated days and a reason: another person, not barred from approving, not for days gone by."""
    problems = check_role(approver, Role.APPROVER)
    if deputy.number == approver.number or not deputy.active:
        problems.append(
            Problem("people.deputy_self", _("不能委托给自己或已停用的账户。请另选一人。"), "deputy")
        )
    if deputy.has(Role.ADMINISTRATOR) or deputy.has(Role.AUDITOR):
        problems.append(
            Problem(
                "people.deputy_apart",
                _("系统管理和审计不能代行批准。请另选一人。"),
                "deputy",
                SEPARATION,
            )
        )
    if last_day < first_day:
        problems.append(Problem("people.delegation_days", _("止日早于起日。请改正日期。"), "last_day"))
    elif last_day < today:
        problems.append(
            Problem("people.delegation_past", _("止日已经过去。代行只能从今天起。请改正日期。"), "last_day")
        )
    elif first_day < today:
        problems.append(
            Problem("people.delegation_backdated", _("起日早于今天。代行不能倒签。请改正日期。"), "first_day")
        )
    if not reason.strip():
        problems.append(Problem("people.delegation_reason", _("没有写委托的原因。请填写。"), "reason"))
    problems += check_line(reason.strip(), _("原因"), "reason", LONGEST_REASON)
    return problems


def locked_until(failures: int, last_failure: datetime | None) -> datetime | None:
    """When an account opens again after wrong passwords, or None when it is not locked."""
    if last_failure is None or failures < WRONG_PASSWORDS:
        return None
    return last_failure + LOCK_TIME
