"""The office itself: who it is, what it decides for itself, and what is needed to found it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop.domain.people import (
    IDLE_MINUTES,
    ROLE_WORDS,
    Account,
    NewAccount,
    Role,
    check_account,
    check_password,
    check_staff,
)
from desktop.domain.problems import Problem
from desktop.domain.seals import Seal
from desktop.domain.seals.life.dues import HANDOVER_DAYS, NOTICE_DAYS
from desktop.domain.seals.rules import LONGEST_LINE, check_seal
from desktop.i18n import _

INTRODUCTION_DAYS = 7
"""How many days a letter of introduction counts where the office has not decided otherwise."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the office is: the community, the street and the district above it."""

    community: str
    street: str
    district: str

    @property
    def committee(self) -> str:
        """The committee's name as the window shows it: 榕荫社区居民委员会."""
        return f"{self.community}居民委员会"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the office decides for itself. Each change is an event.

    `elsewhere` is where a resident is sent with a matter that is not authorised; `kept_by_hour` the hour of the
    day by which a sealed paper must be copied; `retention` the years that records are kept, where the office
    decided otherwise than the defaults; `introduction_days` how long a 介绍信 counts; `elected_on` the day (ISO) of
    the election after which the seals are to be handed over within `handover_days`, empty when that is done;
    `notice_days` how long the notice of a lost seal stands.
    """

    profile: Profile
    keeper_may_approve: bool = True
    idle_minutes: int = IDLE_MINUTES
    elsewhere: str = _("街道办事处")
    kept_by_hour: int = 18
    sample: bool = False
    retention: Mapping[str, int | None] = field(default_factory=dict)
    introduction_days: int = INTRODUCTION_DAYS
    elected_on: str = ""
    handover_days: int = HANDOVER_DAYS
    notice_days: int = NOTICE_DAYS


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first start asks for. The seal's keeper and approver are places in `people`, counted from 1."""

    profile: Profile
    seal: Seal
    people: Sequence[NewAccount]
    keeper_may_approve: bool = True
    more_seals: Sequence[Seal] = field(default=())


PROFILE_WORDS = {"community": _("社区"), "street": _("街道"), "district": _("区（县）")}


def check_profile(profile: Profile) -> list[Problem]:
    """An office has a community, a street and a district."""
    problems = []
    for name, word in PROFILE_WORDS.items():
        value = getattr(profile, name)
        if not value.strip():
            problems.append(
                Problem("office.profile_empty", _("没有填{word}名称。请填写全称。").format(word=word), name)
            )
        elif len(value) > LONGEST_LINE or not value.isprintable():
            problems.append(
                Problem(
                    "office.profile_unfit",
                    _("{word}名称太长或有看不见的字符。请重新输入。").format(word=word),
                    name,
                )
            )
    return problems


def check_founding(founding: Founding) -> list[Problem]:
    """Everything that must be right before an office is founded. Fields of people are named `people.N.field`."""
    problems = check_profile(founding.profile)
    for seal in (founding.seal, *founding.more_seals):
        problems += check_seal(seal)
    accounts: list[Account] = []
    for place, person in enumerate(founding.people, 1):
        own = check_account(person.name.strip(), person.roles, accounts, title=person.title.strip())
        own += check_password(person.password, person.name.strip())
        problems += [Problem(p.rule, p.message, f"people.{place}.{p.field}", p.clause) for p in own]
        accounts.append(Account(place, person.name.strip(), person.title, person.roles))
    problems += check_staff(accounts) + _seal_problems(founding, accounts)
    if founding.seal.keeper == founding.seal.approver and founding.people and not founding.keeper_may_approve:
        problems.append(
            Problem(
                "office.keeper_is_approver",
                _("批准人和印章管理人是同一人，而您选择了两者分开。请改一项。"),
                "people",
            )
        )
    return problems


def _seal_problems(founding: Founding, accounts: Sequence[Account]) -> list[Problem]:
    """Each seal has a book of its own, a keeper who may keep it and an approver who may approve."""
    problems = []
    seals = (founding.seal, *founding.more_seals)
    codes = [seal.book_code.strip() for seal in seals]
    if len(set(codes)) != len(codes):
        problems.append(
            Problem(
                "office.same_book",
                _("两枚印章的代字一样。编号会重复。请给每枚印章不同的代字。"),
                "book_code",
            )
        )
    for seal in seals:
        for number, role in ((seal.keeper, Role.KEEPER), (seal.approver, Role.APPROVER)):
            if not any(account.number == number and account.has(role) for account in accounts):
                problems.append(
                    Problem(
                        "office.seal_person",
                        _("“{seal}”的{role}没有指定好。请从担任{role}的人里选。").format(
                            seal=seal.name, role=ROLE_WORDS[role]
                        ),
                        "people",
                    )
                )
    return problems


DECISIONS = (
    "profile",
    "keeper_may_approve",
    "idle_minutes",
    "elsewhere",
    "kept_by_hour",
    "introduction_days",
    "elected_on",
    "handover_days",
    "notice_days",
)
"""What the administrator may change in the settings."""
LONGEST_IDLE_MINUTES = 240
LONGEST_INTRODUCTION_DAYS = 90
LONGEST_DUE_DAYS = 180


def is_day(value: str) -> bool:
    """Whether a text is a day, as it is kept: 2026-09-01."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def check_setting(name: str, value: object) -> list[Problem]:
    """A decision of the office that can be kept: of the right kind and within what makes sense."""
    if isinstance(value, Profile) and name == "profile":
        return check_profile(value)
    fits = {
        "keeper_may_approve": isinstance(value, bool),
        "idle_minutes": type(value) is int and 1 <= value <= LONGEST_IDLE_MINUTES,
        "kept_by_hour": type(value) is int and 0 <= value <= 23,
        "introduction_days": type(value) is int and 1 <= value <= LONGEST_INTRODUCTION_DAYS,
        "elected_on": isinstance(value, str) and (not value or is_day(value)),
        "handover_days": type(value) is int and 1 <= value <= LONGEST_DUE_DAYS,
        "notice_days": type(value) is int and 1 <= value <= LONGEST_DUE_DAYS,
        "elsewhere": isinstance(value, str)
        and 0 < len(value.strip()) <= LONGEST_LINE
        and value.isprintable(),
    }
    if fits.get(name, False):
        return []
    return [Problem("office.setting_unfit", _("这一项填得不对。请改正后再保存。"), name)]


def settings_from(values: Mapping[str, object]) -> Settings:
    """The office's decisions as they were kept by name; what was never decided has its default."""
    profile = values["profile"]
    if not isinstance(profile, Mapping):
        raise TypeError("profile")
    rest = {name: value for name, value in values.items() if name != "profile"}
    return Settings(Profile(**profile), **rest)  # type: ignore[arg-type]
