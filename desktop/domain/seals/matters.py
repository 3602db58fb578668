"""The catalogue of matters: what may stand in it, where a matter stands on a day, and what it must not resemble.

Clauses: 制度 三 (the seal serves authorised matters only), 民发〔2020〕20号 (the first list of what self-governing
bodies do not issue), domain handbook §D.2. Whether the list reaches a seal depends on who issues: a committee is
bound, a subdistrict office is not, and is warned. The lists differ by province, so they are data of the office.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.people import Account, Role, check_role
from desktop.domain.problems import Problem
from desktop.domain.seals.fillings import FORM_FIELDS
from desktop.domain.seals.records import Matter, MatterStatus, Seal
from desktop.domain.seals.rules import SCOPE, has_control
from desktop.domain.text.dates import print_date
from desktop.i18n import _

AUTHORS = (Role.APPROVER, Role.KEEPER, Role.STREET_LEADER)
"""The roles of those who may decide what a seal serves: of these, whoever has to do with that seal."""
GROUND = "个人信息保护法 第34条：在法定职责范围内处理"
LIST = "民发〔2020〕20号：不应由基层群众性自治组织出具的证明"
SELF_GOVERNING = ("居民委员会", "居委会", "村民委员会", "村委会")
"""How the issuers are called that the list binds."""
MOST_MATERIALS = 20
MOST_ALIASES = 20
MONTHS = 12


def may_author(clerk: Account, seal: Seal) -> bool:
    """Whether somebody decides what this seal may serve. *Source:* domain handbook §J, §A.2 1; 制度 三."""
    answers = clerk.has(Role.APPROVER) and clerk.number == seal.approver
    keeps = clerk.has(Role.KEEPER) and clerk.number == seal.keeper
    return answers or keeps or clerk.has(Role.STREET_LEADER)


def check_author(clerk: Account, seal: Seal) -> list[Problem]:
    """The head who answers for a seal, who keeps it, and the street that lends it decide what it may serve.

    The administrator sets up and decides nothing about papers. *Source:* domain handbook §J, §A.2 1.
    """
    problems = check_role(clerk, *AUTHORS)
    if not problems and not may_author(clerk, seal):
        message = _("{name}的事项由它的批准人、印章管理人或街道主要领导决定。请由他们登录后办理。")
        problems.append(Problem("seals.other_author", message.format(name=seal.name), "", SCOPE))
    return problems


class Standing(StrEnum):
    """Where a matter stands on a day."""

    IN_USE = "in_use"
    TO_COME = "to_come"
    ELSEWHERE = "elsewhere"
    STOPPED = "stopped"


STANDING_WORDS = {
    Standing.IN_USE: _("在用"),
    Standing.TO_COME: _("未到日期"),
    Standing.ELSEWHERE: _("由别处出具"),
    Standing.STOPPED: _("已停用"),
}


def standing(matter: Matter, day: date) -> Standing:
    """Whether a matter is in use, waits for its first day, is issued elsewhere, or was stopped."""
    if matter.valid_to is not None and matter.valid_to < day:
        return Standing.STOPPED
    if not matter.in_force(day):
        return Standing.TO_COME
    return Standing.IN_USE if matter.status is MatterStatus.ALLOWED else Standing.ELSEWHERE


MATTER_WORDS = {
    "status": _("由谁出具"),
    "code": _("序号"),
    "group": _("类别"),
    "name": _("事项名称"),
    "short_name": _("简称"),
    "document": _("用印文件"),
    "materials": _("要看的材料"),
    "form": _("程序打印的证明"),
    "elsewhere": _("到哪里办"),
    "ground": _("依据"),
    "region": _("适用地区"),
    "valid_from": _("起始日期"),
    "valid_to": _("截止日期"),
    "aliases": _("别的叫法"),
    "note": _("提醒"),
}
"""What the parts of a matter are called, in the order in which they are filled in."""

LIMITS = {
    "code": 8,
    "group": 10,
    "name": 60,
    "short_name": 20,
    "document": 60,
    "elsewhere": 60,
    "ground": 100,
    "region": 40,
    "note": 60,
}
"""The most characters of each text. A material or another name has `LONGEST_PART`."""
LONGEST_PART = 40
NEEDED = ("code", "group", "name", "short_name", "ground")


def check_matter_change(
    matter: Matter, others: Iterable[Matter], before: Matter | None = None
) -> list[Problem]:
    """A matter that may stand in the catalogue. `others` are all other matters of the office.

    `before` is the matter as it stands now, None for a new one: its code and its seal are kept for good, since the
    entries of the book name them. *Source:* 制度 三、四（一）; 个人信息保护法 第34条.
    """
    allowed = matter.status is MatterStatus.ALLOWED
    needed = (*NEEDED, "document") if allowed else (*NEEDED, "elsewhere")
    problems = [_missing(name) for name in needed if not getattr(matter, name).strip()]
    problems += _text_problems(matter)
    if before is not None and (matter.code, matter.seal) != (before.code, before.seal):
        problems.append(
            _problem("code_kept", "code", _("序号和印章不能改。登记簿里的旧条目用着它们。请另加一个事项。"))
        )
    elif any(other.code == matter.code and other.seal == matter.seal for other in others):
        problems.append(
            _problem(
                "code_taken",
                "code",
                _("序号 {code} 已经有了。停用的序号也不再给别的事项。请换一个。").format(code=matter.code),
            )
        )
    if allowed:
        problems += _material_problems(matter)
    if matter.form and (not allowed or matter.form not in FORM_FIELDS):
        problems.append(
            _problem("form", "form", _("没有这种证明可打印。只有授权的事项能由程序打印证明。请改选。"))
        )
    if matter.valid_from and matter.valid_to and matter.valid_to < matter.valid_from:
        problems.append(
            _problem("dates", "valid_to", _("截止日期早于起始日期。截止当天还有效。请改正日期。"))
        )
    return problems


def _problem(rule: str, field: str, message: str, clause: str = "") -> Problem:
    return Problem(f"seals.matter_{rule}", message, field, clause)


def _missing(name: str) -> Problem:
    message = _("没有填{word}。这一栏不能空着。请补上。").format(word=MATTER_WORDS[name])
    return _problem("missing", name, message, GROUND if name == "ground" else "")


def _text_problems(matter: Matter) -> list[Problem]:
    """Texts that are too long, or hold what nobody can see."""
    problems = []
    texts = [(name, getattr(matter, name), most) for name, most in LIMITS.items()]
    texts += [("materials", material.name, LONGEST_PART) for material in matter.materials]
    texts += [("aliases", alias, LONGEST_PART) for alias in matter.aliases]
    for name, text, most in texts:
        if len(text) > most:
            message = _("{word}太长。“{start}…”有 {have} 个字，最多 {most} 个。请写短一些。")
            words = {"word": MATTER_WORDS[name], "start": text[:8], "have": len(text), "most": most}
            problems.append(_problem("too_long", name, message.format(**words)))
        if has_control(text):
            message = _("{word}里有看不见的控制字符。多半是从别处粘贴带来的。请删去重新输入。")
            problems.append(_problem("control_character", name, message.format(word=MATTER_WORDS[name])))
    if len(matter.aliases) > MOST_ALIASES:
        message = _("别的叫法太多。最多 {most} 个。请删去几个。").format(most=MOST_ALIASES)
        problems.append(_problem("too_many", "aliases", message))
    return problems


def _material_problems(matter: Matter) -> list[Problem]:
    names = [material.name.strip() for material in matter.materials]
    if not any(names):
        return [
            _problem(
                "materials",
                "materials",
                _("没有写要看的材料。承办人不知道核对什么。请至少写一份。"),
                "制度 四（一）",
            )
        ]
    if len(names) > MOST_MATERIALS:
        message = _("材料太多。有 {have} 份，最多 {most} 份。请合并几份。")
        return [
            _problem("too_many", "materials", message.format(have=len(names), most=MOST_MATERIALS)),
        ]
    if len(set(names)) != len(names) or not all(names):
        return [
            _problem("materials", "materials", _("材料有空行或写了两遍。每份材料写一行。请改正。")),
        ]
    return []


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a matter that was changed, before and after, as the history shows it."""

    field: str
    before: str
    after: str

    @property
    def word(self) -> str:
        """What the part is called."""
        return MATTER_WORDS[self.field]


@dataclass(frozen=True, slots=True)
class MatterVersion:
    """One version of a matter: who wrote it and when, and what it changed. The first one changed nothing."""

    seq: int
    matter: Matter
    at: datetime
    by_name: str
    changes: tuple[Change, ...] = ()


def shown(matter: Matter, name: str) -> str:
    """One part of a matter in words."""
    value = getattr(matter, name)
    if name == "status":
        return _("本印章") if value is MatterStatus.ALLOWED else _("由别处出具")
    if name == "materials":
        return "、".join(m.name + (_("（看原件）") if m.original else "") for m in value)
    if name == "aliases":
        return "、".join(value)
    if isinstance(value, date):
        return print_date(value)
    return value or "—"


def changes(before: Matter, after: Matter) -> tuple[Change, ...]:
    """What differs between two versions of a matter, in the order in which it is filled in."""
    differing = {one.name for one in fields(Matter) if getattr(before, one.name) != getattr(after, one.name)}
    return tuple(
        Change(name, shown(before, name), shown(after, name)) for name in MATTER_WORDS if name in differing
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says is not to be issued: its name, the words by which its like is known, who issues instead.

    `binding` when it holds in this office; not where only some places have listed it.
    """

    name: str
    words: tuple[str, ...]
    ground: str
    region: str = ""
    elsewhere: str = ""
    binding: bool = True


@dataclass(frozen=True, slots=True)
class Collision:
    """An authorised matter that resembles a listed one; `refused` when this seal may not issue it at all."""

    listed: Listed
    refused: bool
    message: str


def listed_matters(
    matters: Iterable[Matter], resembles: Mapping[str, Sequence[str]], day: date
) -> list[Listed]:
    """The lists in force on a day, from the office's own catalogue. `resembles` adds words by a listed name."""
    return [
        Listed(
            matter.name,
            (matter.name, *matter.aliases, *resembles.get(matter.name, ())),
            matter.ground,
            matter.region,
            matter.elsewhere,
        )
        for matter in matters
        if matter.status is MatterStatus.ELSEWHERE and matter.in_force(day)
    ]


def is_self_governing(seal: Seal) -> bool:
    """Whether a seal is a self-governing body's, which the list binds. *Source:* domain handbook §D.2."""
    return any(word in seal.issuer or word in seal.name for word in SELF_GOVERNING)


def collisions(matter: Matter, listed: Iterable[Listed], seal: Seal) -> list[Collision]:
    """The listed certificates that an authorised matter resembles, each once, and what follows for this seal.

    A committee's seal is refused what a binding list names; a subdistrict's seal is warned. What only some
    places have listed is a warning for both. *Source:* 民发〔2020〕20号; domain handbook §D.2, §H 6.
    """
    if matter.status is not MatterStatus.ALLOWED:
        return []
    texts = (matter.name, matter.short_name, *matter.aliases)
    found: dict[str, Collision] = {}
    for one in listed:
        if one.name not in found and any(word in text for word in one.words for text in texts):
            refused = one.binding and is_self_governing(seal)
            found[one.name] = Collision(one, refused, _collision_words(one, seal, refused=refused))
    return list(found.values())


def _collision_words(one: Listed, seal: Seal, *, refused: bool) -> str:
    where = _("（{region}）").format(region=one.region) if one.region else ""
    if refused:
        words = _("居委会不能出具它。它与“{name}”相近，见{ground}{where}。请改为由别处出具：{elsewhere}。")
    elif one.binding:
        words = _(
            "它与“{name}”相近，见{ground}{where}。这份清单管居委会，"
            "本章落款是{issuer}，不受它约束。请先问清本区还办不办、由谁出具：{elsewhere}。"
        )
    else:
        words = _("它与“{name}”相近。全国的清单里没有，{ground}。请先问清本区的规定。")
    return words.format(
        name=one.name, ground=one.ground, where=where, issuer=seal.issuer, elsewhere=one.elsewhere or "—"
    )


def check_listed(found: Iterable[Collision]) -> list[Problem]:
    """A self-governing body's seal is authorised for nothing that a list in force keeps from it."""
    return [Problem("seals.matter_listed", one.message, "name", LIST) for one in found if one.refused]


@dataclass(frozen=True, slots=True)
class StoppedLine:
    """Requests that were stopped in a year under one word: `number` of the matter it means, how many by month."""

    asked: str
    number: int | None
    months: tuple[int, ...]

    @property
    def total(self) -> int:
        """In the whole year."""
        return sum(self.months)


def stopped_lines(
    asked: Iterable[tuple[int, str]], matters: Sequence[Matter], *, words_shown: bool = True
) -> list[StoppedLine]:
    """Stopped requests, as (month, what was asked), summed under the matter they mean, the most frequent first.

    Without `words_shown` what is no matter's name is summed under one heading: it may name a person.
    """
    known = {
        _plain(word): matter
        for matter in reversed(matters)
        for word in (*matter.aliases, matter.short_name, matter.name)
    }
    counted: dict[tuple[str, int | None], list[int]] = {}
    for month, text in asked:
        matter = known.get(_plain(text))
        if matter is not None:
            key: tuple[str, int | None] = (matter.name, matter.number)
        else:
            key = (text if words_shown and text else _("其他"), None)
        counted.setdefault(key, [0] * MONTHS)[month - 1] += 1
    lines = [StoppedLine(name, number, tuple(months)) for (name, number), months in counted.items()]
    return sorted(lines, key=lambda line: (-line.total, line.asked))


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
