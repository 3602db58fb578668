"""Personal data: who looked at it, what is kept about one person, what was put right, and how long it is kept.

Clauses: 个人信息保护法 第19条 (no longer than needed), 第45至47条 (access, correction, deletion), 网络安全法
第21条 (logs for six months at least). The terms are the handbook's §A.8, most of them not verified: each is a
setting of the office. The program lists what is due and deletes nothing by itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.problems import Problem
from desktop.domain.seals import FIELD_WORDS, UseLine
from desktop.domain.seals.rules import LONGEST_LINE, clean_problems, has_control
from desktop.domain.text.identity import check_id_number
from desktop.i18n import _

CORRECTION = "个人信息保护法 第46条：个人有权请求更正、补充"
ACCESS = "个人信息保护法 第45条：个人有权查阅、复制其个人信息"
PURPOSE = "个人信息保护法 第6条：处理个人信息应当具有明确、合理的目的"
LOGS_KEPT = "网络安全法 第21条：网络日志留存不少于六个月"
LONGEST_TERM = 100


class Kept(StrEnum):
    """A kind of record with a term of its own."""

    SEAL_LIFE = "seal_life"
    REGISTER = "register"
    TAKEN_OVER = "taken_over"
    ACCESS_LOG = "access_log"
    DRAFTS = "drafts"


KEPT_WORDS = {
    Kept.SEAL_LIFE: _("印章的刻制、启用、停用、缴销和印模"),
    Kept.REGISTER: _("用印登记、审批单和留底"),
    Kept.TAKEN_OVER: _("接收的旧登记簿"),
    Kept.ACCESS_LOG: _("查看个人信息的记录"),
    Kept.DRAFTS: _("没有提交的草稿"),
}
DEFAULT_TERMS: Mapping[Kept, int | None] = {
    Kept.SEAL_LIFE: None,
    Kept.REGISTER: 10,
    Kept.TAKEN_OVER: 10,
    Kept.ACCESS_LOG: 3,
    Kept.DRAFTS: 1,
}
"""Years after the year in which a record was made; None is for ever. *Source:* domain handbook §A.8, §G (unverified)."""
LEAST_TERMS = {Kept.ACCESS_LOG: 1}
"""What no office may go below. *Source:* 网络安全法 第21条."""

NOTE_WORDS: Mapping[str, str] = {**FIELD_WORDS, "remark": _("备注")}
CORRECTABLE = (
    "applicant_name",
    "applicant_id_number",
    "applicant_phone",
    "applicant_address",
    "agent_name",
    "agent_id_number",
    "agent_phone",
)
"""The personal values of an entry that a person may have put right."""


@dataclass(frozen=True, slots=True)
class Access:
    """One look at personal data in full: who, at what, when and why."""

    at: datetime
    actor: int
    actor_name: str
    subject_kind: str
    subject: int
    number: str
    why: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One personal value of an entry that was put right; what was written first stays in the register."""

    seq: int
    use: int
    field_name: str
    at: datetime
    by: int
    by_name: str
    value: str = field(repr=False)
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """One entry in which a person occurs, with everything it holds about them, in full.

    `notes` are what it says of them in words, by field.
    """

    use: int
    number: str
    on: date
    matter: str
    document: str
    state: str
    role: str
    taken_over: bool
    values: Mapping[str, str] = field(repr=False)
    notes: tuple[tuple[str, str], ...] = field(default=(), repr=False)


class Place(StrEnum):
    """Where else than in the register of uses a person may stand."""

    SEAL_LIFE = "seal_life"
    ACCOUNT = "account"
    DRAFT = "draft"
    PAPER = "paper"


PLACE_WORDS = {
    Place.SEAL_LIFE: _("印章档案"),
    Place.ACCOUNT: _("账户"),
    Place.DRAFT: _("草稿"),
    Place.PAPER: _("本单位的文书"),
}


@dataclass(frozen=True, slots=True)
class Trace:
    """One record outside the register of uses in which a person stands: which, and all it holds about them."""

    place: Place
    record: int
    on: date
    what: str
    values: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonHistory:
    """What a person had done here: the lines of their entries, newest first, and where else they stand."""

    lines: tuple[UseLine, ...]
    traces: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What the office keeps about one person, for that person."""

    name: str = field(repr=False)
    id_number: str = field(repr=False)
    mentions: tuple[Mention, ...]
    traces: tuple[Trace, ...]
    corrections: tuple[Correction, ...]
    accesses: tuple[Access, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What of one kind of record has reached its term: records of `through` and the years before."""

    kind: Kept
    years: int | None
    through: int | None
    count: int
    oldest: date | None


def places_words(traces: Iterable[Trace]) -> str:
    """Where a person stands outside the register, counted in words; empty when nowhere."""
    places = Counter(trace.place for trace in traces)
    return "、".join(
        _("{place} {count} 处").format(place=PLACE_WORDS[place], count=count)
        for place, count in places.items()
    )


def terms_from(kept: Mapping[str, int | None]) -> dict[Kept, int | None]:
    """The office's terms: its own decisions over the defaults."""
    return {kind: kept.get(kind.value, default) for kind, default in DEFAULT_TERMS.items()}


def check_term(kind: Kept, years: int | None) -> list[Problem]:
    """A term the office may choose: whole years, or for ever. *Source:* 网络安全法 第21条."""
    least = LEAST_TERMS.get(kind, 1)
    if years is None or (type(years) is int and least <= years <= LONGEST_TERM):
        return []
    return [
        Problem(
            "privacy.term",
            _("保管期限不对。应是 {least} 到 {most} 之间的整年数，或者永久。请改正。").format(
                least=least, most=LONGEST_TERM
            ),
            kind.value,
            LOGS_KEPT if kind is Kept.ACCESS_LOG else "",
        )
    ]


def due_through(years: int | None, today: date) -> int | None:
    """The last year whose records have reached their term: a term is counted from the end of the year."""
    return None if years is None else today.year - years - 1


def check_reason(reason: str, field_name: str = "reason") -> list[Problem]:
    """Whoever looks at somebody's data in full says what for. *Source:* 个人信息保护法 第6条."""
    text = reason.strip()
    if text and len(text) <= LONGEST_LINE and not has_control(text):
        return []
    message = (
        _("理由太长或有看不见的字符。最多 {most} 个字。请重新填写。").format(most=LONGEST_LINE)
        if text
        else _("没有填理由。查看和更正个人信息都要说明为什么。请填写。")
    )
    return [Problem("privacy.reason", message, field_name, PURPOSE)]


def check_correction(
    field_name: str, value: str, before: str | None, reason: str, today: date
) -> list[Problem]:
    """A personal value that may take the place of what was written; `before` is None where an entry has no such field.

    *Source:* 个人信息保护法 第46条.
    """
    problems = check_reason(reason)
    text = value.strip()
    word = FIELD_WORDS.get(field_name, field_name)
    if field_name not in CORRECTABLE or before is None:
        return [
            Problem("privacy.field", _("“{word}”不是能更正的一栏。请换一栏。").format(word=word), "field")
        ]
    if not text:
        problems.append(
            Problem("privacy.empty", _("没有填更正后的{word}。请填写。").format(word=word), "value")
        )
    elif text == before:
        problems.append(
            Problem(
                "privacy.same", _("{word}和原来的一样。没有要更正的。请核对。").format(word=word), "value"
            )
        )
    elif field_name in ("applicant_name", "agent_name"):
        problems += clean_problems(text, "value")
    elif field_name in ("applicant_id_number", "agent_id_number"):
        problems += check_id_number(text, today, field="value")
    elif len(text) > LONGEST_LINE or has_control(text):
        problems.append(
            Problem(
                "privacy.value",
                _("{word}太长或有看不见的字符。最多 {most} 个字。请改正。").format(
                    word=word, most=LONGEST_LINE
                ),
                "value",
            )
        )
    return problems
