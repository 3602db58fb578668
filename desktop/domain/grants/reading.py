"""A round as a file says it: every field asked for, every sheet there, every mark within its weight.

What cannot be ranked is refused with its place and line: weights that are not 100, a judge twice for one project, a
judge who neither marked nor stood back, a project that nobody is left to mark.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from desktop.domain.grants.records import (
    LOWER_AMOUNT,
    PANEL_VOTE,
    Allocation,
    Criterion,
    Judge,
    Project,
    Round,
    Rule,
    Sheet,
)
from desktop.domain.written import MOST, Field, read
from desktop.i18n import _

FULL_MARKS = 100
"""What the weights of a score sheet come to. *Source:* domain handbook §C.3."""
FEWEST_TO_DROP = 3
"""Of fewer judges nobody is left when the highest and the lowest are dropped."""
MOST_FEN = 10**15
"""The largest amount: more than any round, so that a slip of the hand is seen."""

Made = TypeVar("Made")


def read_round(text: str) -> Round:
    """The round that a JSON text describes. Raises Misread with the place and line of what cannot be used."""
    fields = read(text).members(("budget_fen", "rule", "criteria", "projects", "judges", "sheets"))
    criteria = _criteria(fields["criteria"])
    projects = _each(fields["projects"], _project, "id", _("没有写申请的项目。请至少写一个。"))
    judges = _each(fields["judges"], _judge, "id", _("没有写评委。请至少写一位。"))
    return Round(
        _fen(fields["budget_fen"]),
        _rule(fields["rule"], criteria),
        criteria,
        projects,
        judges,
        _sheets(fields["sheets"], criteria, projects, judges),
    )


def _each(field: Field, make: Callable[[Field], Made], key: str, empty: str) -> tuple[Made, ...]:
    """The items of a list that must not be empty, in which each key stands once."""
    made, known = [], set()
    for each in field.items():
        made.append(make(each))
        named = each.named()[key]
        if named.value in known:
            raise named.refuse(_("“{name}”写了两遍。请只留一个，或者改成不同的。").format(name=named.value))
        known.add(named.value)
    if not made:
        raise field.refuse(empty)
    return tuple(made)


def _criteria(field: Field) -> tuple[Criterion, ...]:
    """The score sheet; its weights come to a hundred. *Source:* domain handbook §C.3."""
    criteria = _each(field, _criterion, "name", _("没有写评分项目。请至少写一项。"))
    total = sum(each.weight for each in criteria)
    if total != FULL_MARKS:
        raise field.refuse(
            _("各项分值合计是 {total}，要正好是 {full}。请调整 weight。").format(total=total, full=FULL_MARKS)
        )
    return criteria


def _criterion(field: Field) -> Criterion:
    fields = field.members(("name", "weight"))
    name = fields["name"].words()
    if name in (LOWER_AMOUNT, PANEL_VOTE):
        raise fields["name"].refuse(
            _("“{name}”是并列规则的用词，不能当评分项目。请换个名字。").format(name=name)
        )
    return Criterion(name, fields["weight"].whole(1))


def _project(field: Field) -> Project:
    fields = field.members(("id", "name", "amount_fen"))
    return Project(fields["id"].words(), fields["name"].words(), _fen(fields["amount_fen"]))


def _judge(field: Field) -> Judge:
    fields = field.members(("id", "name", "group"))
    return Judge(fields["id"].words(), fields["name"].words(), fields["group"].words())


def _rule(field: Field, criteria: tuple[Criterion, ...]) -> Rule:
    fields = field.members(("drop_extremes_from", "pass_mark", "tie"), ("allocation",))
    return Rule(
        fields["allocation"].choice(Allocation) if "allocation" in fields else Allocation.STOP,
        fields["drop_extremes_from"].whole(FEWEST_TO_DROP),
        _hundredths(fields["pass_mark"], FULL_MARKS),
        _tie(fields["tie"], criteria),
    )


def _tie(field: Field, criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    """What tells ties apart, in order. After the vote of the panel nothing can follow, because it settles all."""
    known = [*(each.name for each in criteria), LOWER_AMOUNT, PANEL_VOTE]
    words: list[str] = []
    for each in field.items():
        word = each.words()
        if word not in known:
            raise each.refuse(
                _("并列规则里不认识“{word}”。只能写 {known}。请改正。").format(
                    word=word, known=" ".join(known)
                )
            )
        if word in words:
            raise each.refuse(_("“{name}”写了两遍。请只留一个，或者改成不同的。").format(name=word))
        if PANEL_VOTE in words:
            raise each.refuse(_("评选会表决以后不会再有并列，panel_vote 要写在最后。请调整先后。"))
        words.append(word)
    return tuple(words)


def _sheets(
    field: Field, criteria: tuple[Criterion, ...], projects: tuple[Project, ...], judges: tuple[Judge, ...]
) -> tuple[Sheet, ...]:
    """Every judge's word on every project, once. *Source:* domain handbook §C.4 (recusal, with its reason)."""
    judge_ids, project_ids = {each.id for each in judges}, {each.id for each in projects}
    names = tuple(each.name for each in criteria)
    sheets: dict[tuple[str, str], Sheet] = {}
    for each in field.items():
        fields = each.members(("judge", "project"), ("marks", "recused"))
        judge, project = fields["judge"].words(), fields["project"].words()
        if judge not in judge_ids:
            raise fields["judge"].refuse(_("judges 里没有“{name}”这位评委。请核对。").format(name=judge))
        if project not in project_ids:
            raise fields["project"].refuse(
                _("projects 里没有“{name}”这个项目。请核对。").format(name=project)
            )
        if (judge, project) in sheets:
            raise each.refuse(
                _("评委“{judge}”对项目“{project}”有两张评分表，不知道以哪张为准。请只留一张。").format(
                    judge=judge, project=project
                )
            )
        if ("marks" in fields) == ("recused" in fields):
            raise each.refuse(_("评委要么打分（marks），要么回避并写明理由（recused）。请只写一样。"))
        if "recused" in fields:
            sheets[judge, project] = Sheet(judge, project, recused=fields["recused"].words())
            continue
        marks = fields["marks"].members(names)
        given = tuple(_hundredths(marks[criterion.name], criterion.weight) for criterion in criteria)
        sheets[judge, project] = Sheet(judge, project, given)
    _all_there(field, sheets, projects, judges)
    return tuple(sheets.values())


def _all_there(
    field: Field,
    sheets: dict[tuple[str, str], Sheet],
    projects: tuple[Project, ...],
    judges: tuple[Judge, ...],
) -> None:
    for project in projects:
        for judge in judges:
            if (judge.id, project.id) not in sheets:
                raise field.refuse(
                    _(
                        "评委“{judge}”对项目“{project}”既没有打分，也没有回避。请补上这张评分表，回避的写明理由。"
                    ).format(judge=judge.id, project=project.id)
                )
        if all(sheets[judge.id, project.id].recused for judge in judges):
            raise field.refuse(
                _("项目“{project}”的评委都回避了，没有人给它打分。请请候补评委打分。").format(
                    project=project.id
                )
            )


def _fen(field: Field) -> int:
    """An amount of money: a whole number of fen, more than none."""
    value = field.value
    if isinstance(value, int) and not isinstance(value, bool) and MOST < value <= MOST_FEN:
        return value
    return field.whole(1)


def _hundredths(field: Field, most: int) -> int:
    """A mark from 0 to `most`, with at most two decimals, in hundredths."""
    value = field.value if isinstance(field.value, float) else field.whole(-MOST)
    if not 0 <= value <= most:
        raise field.refuse(
            _("这里的分数要在 0 到 {most} 之间，却是 {value}。请核对评分表。").format(most=most, value=value)
        )
    # The shortest decimal that means this number is the one that was written, at every length a mark can have.
    hundredths = Decimal(repr(value)) * 100
    if hundredths != hundredths.to_integral_value():
        raise field.refuse(_("分数最多两位小数，却是 {value}。请改正。").format(value=value))
    return int(hundredths)
