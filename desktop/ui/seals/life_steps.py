"""The questions asked before a seal takes its next step. What will be recorded is said before it is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.domain import seals as rules
from desktop.domain.people import Account, Role
from desktop.domain.seals.life import (
    LED,
    LIFE_WORDS,
    Approval,
    LifeKind,
    LifeRequest,
    Purpose,
    SealLife,
)
from desktop.domain.seals.life.days import TIMED
from desktop.domain.seals.life.records import MAY_BEFALL
from desktop.domain.seals.life.rules import FACTS, KINDS, MOST_OUTSIDE, PERSONS, REASONS, SHAPES
from desktop.domain.text.dates import parse_date, parse_moment, print_date, screen_moment
from desktop.i18n import _
from desktop.services import people, seals
from desktop.services.office import Office
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.seals.life_form import Form, LeaderFields, ScanField
from desktop.ui.seals.life_words import QUESTIONS, VERBS
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import ComboField, DateField, Field, LineField, NumberField, TextField

DUE_AFTER = timedelta(hours=4)
"""How long an outing takes when nothing else is typed."""
BETWEEN_NAMES = re.compile(r"[、，,;；\s]+")
Papers = tuple[tuple[Purpose, rules.CopyContent], ...]


def names_of(text: str) -> tuple[str, ...]:
    """The names in a line, parted by 、 or a blank."""
    return tuple(name for name in BETWEEN_NAMES.split(text.strip()) if name)


def read_papers(wanted: Sequence[tuple[Purpose, list[Path]]]) -> Papers:
    """The scans of a step, looked at before they are kept. Raises Refused."""
    return tuple((purpose, scan) for purpose, paths in wanted if paths for scan in seals.read_copies(paths))


def _moment(text: str, office: Office) -> datetime | None:
    found = parse_moment(text, office.today().year)
    return found.replace(tzinfo=office.now().tzinfo) if found is not None else None


def _typed(moment: datetime) -> str:
    return f"{moment.year}-{moment.month}-{moment.day} {moment:%H:%M}"


class StepFields:
    """The fields of one kind of step, and what was typed in them."""

    def __init__(self, desk: Desk, kind: LifeKind) -> None:
        self.desk, self.kind = desk, kind
        now, word = desk.office.now(), LIFE_WORDS[kind]
        self.fields: list[tuple[str, Field]] = []
        self.day: DateField | None = None
        self.moment: LineField | None = None
        self.due: LineField | None = None
        if kind in TIMED:
            self.moment = self._line("moment", _("{step}时间").format(step=word))
            self.moment.set_text(_typed(now))
        else:
            self.day = DateField(lambda text: parse_date(text, now.year), print_date)
            self.day.set_value(now.date())
            self.fields.append(("on", Field(_("{step}日期").format(step=word), self.day)))
        if kind is LifeKind.TAKEN_OUT:
            self.due = self._line("due_back", _("应还时间"))
            self.due.set_text(_typed(now + DUE_AFTER))
        self.impressions = NumberField(0, MOST_OUTSIDE)
        if kind is LifeKind.BROUGHT_BACK:
            self.fields.append(("impressions", Field(_("在外用印次数"), self.impressions)))
        self.persons = {
            name: self._line(name, words, several=least > 1) for name, words, least in PERSONS.get(kind, ())
        }
        self.facts = {
            name: self._line(name, words, optional=not needed) for name, words, needed in FACTS.get(kind, ())
        }
        self.reason = TextField(2)
        if kind in REASONS:
            self.fields.append(("reason", Field(REASONS[kind], self.reason)))
        self.specimen = ScanField()
        if kind is LifeKind.SPECIMEN:
            self.fields.append(("specimen", Field(_("印模扫描件"), self.specimen)))

    def _line(self, name: str, words: str, *, several: bool = False, optional: bool = False) -> LineField:
        made = LineField(_("两人以上，用顿号分开") if several else "")
        self.fields.append((name, Field(words, made, optional=optional)))
        return made

    def request(self) -> LifeRequest:
        """What was typed, right or wrong, without its scans."""
        office = self.desk.office
        day: date | None = self.day.value() if self.day is not None else None
        return LifeRequest(
            self.kind,
            on=day,
            moment=_moment(self.moment.text(), office) if self.moment is not None else None,
            due_back=_moment(self.due.text(), office) if self.due is not None else None,
            impressions=self.impressions.value() if self.kind is LifeKind.BROUGHT_BACK else None,
            facts={name: line.text() for name, line in self.facts.items()},
            persons={name: names_of(line.text()) for name, line in self.persons.items()},
            reason=self.reason.text(),
        )

    def scans(self) -> list[tuple[Purpose, list[Path]]]:
        """The scans that belong to the step itself."""
        return [(Purpose.SPECIMEN, self.specimen.paths)]


def ask_step(owner: QWidget, desk: Desk, life: SealLife, kind: LifeKind) -> None:
    """Asks what a step needs, then records it."""
    if kind is LifeKind.HANDED_OVER:
        desk.run(owner, _staff_and_seals, lambda found: _ask_handover(owner, desk, life, *found))
    else:
        desk.run(owner, people.list_people, lambda everyone: _ask_step(owner, desk, life, kind, everyone))


def _staff_and_seals(office: Office) -> tuple[list[Account], list[SealLife]]:
    return people.list_people(office), seals.list_lives(office)


def _words(life: SealLife, kind: LifeKind) -> tuple[str, str]:
    title, text = QUESTIONS[kind]
    due = life.outing.due_back if life.outing is not None else None
    words = {
        "name": life.seal.name,
        "keeper": life.keeper_name,
        "due": screen_moment(due) if due is not None else "",
        "last": life.last_number or _("还没有登记过"),
    }
    return title.format(**words), text.format(**words)


def _run(ask: Form, desk: Desk, work: Callable[[Office], object]) -> None:
    desk.run(ask, work, lambda _answer: ask.accept(), lambda problems: ask.show_problems(list(problems)))


def _ask_step(
    owner: QWidget, desk: Desk, life: SealLife, kind: LifeKind, everyone: Sequence[Account]
) -> None:
    step = StepFields(desk, kind)
    leader = LeaderFields(desk.office.clerk, everyone) if kind in LED else None
    title, text = _words(life, kind)
    ask = Form(
        owner.window(), title, text, VERBS[kind], step.fields, wide=("reason", "specimen"), leader=leader
    )
    if kind is LifeKind.TAKEN_OUT:
        _offer_slip(ask, desk, life, step)

    def go() -> None:
        request = step.request()
        approval = leader.approval() if leader is not None else Approval()
        scans = step.scans() + ([(Purpose.SLIP, leader.scans())] if leader is not None else [])
        _run(
            ask,
            desk,
            lambda office: seals.record_step(
                office, life.number, replace(request, papers=read_papers(scans)), approval
            ),
        )

    ask.confirmed.connect(go)
    ask.open()


def _offer_slip(ask: Form, desk: Desk, life: SealLife, step: StepFields) -> None:
    """Lets the slip be printed from what is typed, before the leader signs it."""
    button = Button(_("先打印审批单"), icon="print")

    def show() -> None:
        request = step.request()
        desk.run(
            ask,
            lambda office: seals.outing_slip(office, life.number, request),
            lambda paper: printing.preview(ask, desk, paper),
            lambda problems: ask.show_problems(list(problems)),
        )

    button.clicked.connect(show)
    ask.foot.insertWidget(0, button)


def _ask_handover(
    owner: QWidget, desk: Desk, life: SealLife, everyone: Sequence[Account], lives: Sequence[SealLife]
) -> None:
    step = StepFields(desk, LifeKind.HANDED_OVER)
    takers = [p for p in everyone if p.has(Role.KEEPER) and p.number != life.seal.keeper]
    receiver = ComboField([(None, _("请选择"))] + [(person.number, person.name) for person in takers])
    together = [
        other.number
        for other in lives
        if other.seal.keeper == life.seal.keeper and other.state in MAY_BEFALL[LifeKind.HANDED_OVER]
    ]
    scope = ComboField([(False, _("只移交这一枚"))])
    if len(together) > 1:
        words = _("{keeper}管的 {count} 枚一起移交").format(keeper=life.keeper_name, count=len(together))
        scope.set_items([(False, _("只移交这一枚")), (True, words)])
    day, *rest = step.fields
    fields = [
        ("receiver", Field(_("接收人"), receiver)),
        ("scope", Field(_("移交范围"), scope)),
        day,
        *rest,
    ]
    title, text = _words(life, LifeKind.HANDED_OVER)
    ask = Form(owner.window(), title, text, VERBS[LifeKind.HANDED_OVER], fields, wide=("along",))

    def go() -> None:
        number, request = receiver.key(), step.request()
        taker = number if isinstance(number, int) else None
        chosen = together if scope.key() else [life.number]
        _run(ask, desk, lambda office: seals.hand_over(office, chosen, taker, request))

    ask.confirmed.connect(go)
    ask.open()


def ask_new(owner: QWidget, desk: Desk) -> None:
    """刻制登记: a new seal, its book, and who approved its making."""
    desk.run(owner, people.list_people, lambda everyone: _ask_new(owner, desk, everyone))


def _ask_new(owner: QWidget, desk: Desk, everyone: Sequence[Account]) -> None:
    step, leader = StepFields(desk, LifeKind.MADE), LeaderFields(desk.office.clerk, everyone)
    name, code, issuer, material = LineField(), LineField(_("如 梧社印")), LineField(), LineField(_("如 铜"))
    size = NumberField(1, 99)
    size.set_raw("42")
    kind = ComboField([(None, _("请选择"))] + [(each, each) for each in KINDS])
    shape = ComboField([(each, each) for each in SHAPES])
    keeper, approver = (
        ComboField([(person.number, person.name) for person in everyone if person.has(role)])
        for role in (Role.KEEPER, Role.APPROVER)
    )
    fields = [
        ("seal_name", Field(_("印章全称"), name)),
        ("issuer", Field(_("落款单位"), issuer)),
        ("book_code", Field(_("代字"), code)),
        ("kind", Field(_("种类"), kind)),
        ("diameter_mm", Field(_("直径（毫米）"), size)),
        ("shape", Field(_("式样"), shape)),
        ("material", Field(_("材质"), material, optional=True)),
        ("keeper", Field(_("印章管理人"), keeper)),
        ("approver", Field(_("批准人"), approver)),
        *step.fields,
    ]
    ask = Form(
        owner.window(),
        _("登记一枚新刻的印章？"),
        _("印章另立一本登记簿，编号从 1 号起。登记后先留存印模，再办启用；启用以前不能用印。"),
        _("登记刻制"),
        fields,
        wide=("seal_name", "reason"),
        leader=leader,
    )

    def go() -> None:
        numbers = [choice.key() for choice in (keeper, approver)]
        who = [number if isinstance(number, int) else 0 for number in numbers]
        seal = rules.Seal(
            0,
            name.text(),
            code.text(),
            issuer.text(),
            size.value() or 0,
            who[0],
            who[1],
            shape=str(shape.key()),
            kind=str(kind.key() or ""),
            material=material.text(),
        )
        request, approval = step.request(), leader.approval()
        scans = [(Purpose.SLIP, leader.scans())]
        _run(
            ask,
            desk,
            lambda office: seals.register_seal(
                office, seal, replace(request, papers=read_papers(scans)), approval
            ),
        )

    ask.confirmed.connect(go)
    ask.open()
