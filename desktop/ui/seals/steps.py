"""The questions asked before an entry takes its next step. What will be recorded is said before it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.domain import seals as rules
from desktop.domain.people import Account, Role
from desktop.domain.problems import Problem
from desktop.domain.seals.fillings import asks_statement, impressions_each
from desktop.domain.text.dates import parse_date, print_date
from desktop.i18n import _
from desktop.services import people, seals
from desktop.services.office import Office
from desktop.ui.desk import Desk
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import (
    ComboField,
    DateField,
    Field,
    LineField,
    NumberField,
    SecretField,
    TextField,
)

Act = Callable[[Office, str, int | None, str], object]
"""What a decision records: its words, the account that decides (None for the person signed in), its password."""


def _brief(use: rules.SealUse) -> str:
    return _("{name}，{matter}，{copies} 份。").format(
        name=use.request.applicant_name, matter=use.matter.name, copies=use.request.copies
    )


def _open(ask: Ask, desk: Desk, answer: Callable[[], Callable[[Office], object] | None]) -> None:
    """Asks. `answer` reads what was typed and gives the work; the question stays open when the rules object."""

    def go() -> None:
        work = answer()
        if work is not None:
            desk.run(
                ask, work, lambda _answer: ask.accept(), lambda problems: ask.show_problems(list(problems))
            )

    ask.confirmed.connect(go)
    ask.open()


@dataclass(frozen=True, slots=True)
class Question:
    """What an approver is asked: the words of the question, the one field that is theirs, what it records."""

    title: str
    text: str
    verb: str
    field: tuple[str, Field]
    words: Callable[[], str]
    act: Act
    variant: str = "primary"
    secondary: tuple[str, Callable[[], None]] | None = None


class Decision:
    """A question that an approver answers: at their own desk, or with their password at somebody else's."""

    def __init__(self, owner: QWidget, desk: Desk, everyone: Sequence[Account], deputies: set[int]) -> None:
        self.owner, self.desk = owner, desk
        clerk = desk.office.clerk
        self.here = clerk.has(Role.APPROVER) or clerk.number in deputies
        self.approvers = [
            person
            for person in everyone
            if person.active and (Role.APPROVER in person.roles or person.number in deputies)
        ]
        self.who = ComboField([(person.number, person.name) for person in self.approvers])
        self.password = SecretField()

    def fields(self) -> list[tuple[str, Field]]:
        """Who decides and their password, where it is not the person signed in."""
        if self.here:
            return []
        return [
            ("approver", Field(_("批准人"), self.who)),
            ("password", Field(_("批准人本人的密码"), self.password)),
        ]

    def by(self) -> tuple[int | None, str]:
        """The account that decides (None for the person signed in) and its password."""
        if self.here:
            return None, ""
        number = self.who.key()
        return (number if isinstance(number, int) else None), self.password.text()


def _decide(owner: QWidget, desk: Desk, use: rules.SealUse, question: Question) -> None:
    """Finds out who may decide here, then asks."""

    def read(office: Office) -> tuple[list[Account], set[int]]:
        today = office.today()
        deputies = {d.deputy for d in people.list_delegations(office) if d.covers(today)}
        return people.list_people(office), deputies

    def ready(found: tuple[list[Account], set[int]]) -> None:
        decision = Decision(owner, desk, *found)
        decision.approvers = [p for p in decision.approvers if p.number != use.handler]
        decision.who.set_items([(p.number, p.name) for p in decision.approvers])
        ask = Ask(
            owner.window(),
            question.title,
            question.text,
            question.verb,
            question.variant,
            [question.field, *decision.fields()],
            secondary=question.secondary,
        )

        def answer() -> Callable[[Office], object]:
            words, (person, password) = question.words(), decision.by()
            return lambda office: question.act(office, words, person, password)

        _open(ask, desk, answer)

    desk.run(owner, read, ready)


def approve(owner: QWidget, desk: Desk, use: rules.SealUse) -> None:
    """批准用印: repeats what will happen, then records it."""
    opinion = LineField(_("同意用印"))
    finding = _("核实意见：{finding}").format(finding=use.request.finding)
    _decide(
        owner,
        desk,
        use,
        Question(
            _("批准用印 {running} 号？").format(running=use.running),
            _("{brief}\n{finding}\n批准后转为待用印，台账记下批准人的姓名和时间。").format(
                brief=_brief(use), finding=finding
            ),
            _("批准用印"),
            ("opinion", Field(_("批准意见"), opinion, optional=True)),
            opinion.text,
            lambda office, words, person, password: seals.approve_use(
                office, use.seq, opinion=words, approver=person, password=password
            ),
            variant="seal",
            secondary=(_("退回补材料"), partial(send_back, owner, desk, use)),
        ),
    )


def send_back(owner: QWidget, desk: Desk, use: rules.SealUse) -> None:
    """退回补材料: says what is missing."""
    missing = TextField(3)
    _decide(
        owner,
        desk,
        use,
        Question(
            _("退回 {running} 号补材料？").format(running=use.running),
            _("{brief}\n写清缺什么，居民只用再跑一趟。编号留在簿里，补齐后另提一份。").format(
                brief=_brief(use)
            ),
            _("退回补材料"),
            ("text", Field(_("缺什么"), missing)),
            missing.text,
            lambda office, words, person, password: seals.return_use(
                office, use.seq, words, approver=person, password=password
            ),
        ),
    )


def refuse(owner: QWidget, desk: Desk, use: rules.SealUse) -> None:
    """不予受理: with a reason from the list."""
    reason = ComboField([("", _("请选择理由"))] + [(words, words) for words in rules.REFUSAL_REASONS])
    _decide(
        owner,
        desk,
        use,
        Question(
            _("不予受理 {running} 号？").format(running=use.running),
            _("{brief}\n符合规定的申请不得拒绝。理由会记入台账。").format(brief=_brief(use)),
            _("不予受理"),
            ("text", Field(_("理由"), reason)),
            lambda: str(reason.key() or ""),
            lambda office, words, person, password: seals.refuse_use(
                office, use.seq, words, approver=person, password=password
            ),
        ),
    )


def seal(owner: QWidget, desk: Desk, use: rules.SealUse) -> None:
    """登记用印: how often the seal was pressed, where, and who stood by."""
    impressions = NumberField(1, 999)
    impressions.set_raw(str((use.request.copies or 1) * impressions_each(use)))
    place, witness = LineField(), LineField()
    place.set_text(_("办公室"))
    ask = Ask(
        owner.window(),
        _("登记用印 {running} 号？").format(running=use.running),
        _("{brief}\n请先盖好章：骑年盖月，清晰端正。登记后转为待留底。").format(brief=_brief(use)),
        _("登记用印"),
        "seal",
        [
            ("impressions", Field(_("印数"), impressions)),
            ("place", Field(_("用印地点"), place)),
            ("witness", Field(_("在场人"), witness, optional=True)),
        ],
    )

    def answer() -> Callable[[Office], object]:
        count, where, who = impressions.value(), place.text(), witness.text()
        return lambda office: seals.record_sealing(
            office, use.seq, impressions=count, place=where, witness=who
        )

    _open(ask, desk, answer)


def void(owner: QWidget, desk: Desk, use: rules.SealUse) -> None:
    """作废: the paper is taken back and kept with both halves."""
    reason = TextField(2)
    kept = ComboField([(False, _("还没有收回")), (True, _("已连同存根或副本收回存放"))])
    ask = Ask(
        owner.window(),
        _("作废 {running} 号？").format(running=use.running),
        _("{brief}\n编号划去，留在簿里，不再使用。").format(brief=_brief(use)),
        _("作废"),
        "seal",
        [("text", Field(_("原因"), reason)), ("halves_kept", Field(_("作废的纸"), kept))],
    )

    def answer() -> Callable[[Office], object]:
        words, halves = reason.text(), bool(kept.key())
        return lambda office: seals.void_use(office, use.seq, words, halves_kept=halves)

    _open(ask, desk, answer)


def sign_finding(owner: QWidget, desk: Desk, use: rules.SealUse) -> None:
    """核实意见: what the handler found, signed by them."""
    today = desk.office.today()
    visited = DateField(lambda text: parse_date(text, today.year), print_date)
    visited.set_value(use.request.visited_on or today)
    finding, statement = TextField(4), TextField(4)
    finding.set_text(use.request.finding)
    statement.set_text(use.request.statement)
    fields = [
        ("visited_on", Field(_("核实日期"), visited)),
        ("finding", Field(_("核实意见"), finding)),
    ]
    if asks_statement(use.matter):
        fields.append(("statement", Field(_("证明内容"), statement)))
    ask = Ask(
        owner.window(),
        _("签 {running} 号的核实意见？").format(running=use.running),
        _("{brief}\n意见由您本人负责。签后送批准。").format(brief=_brief(use)),
        _("签名并送批准"),
        "primary",
        fields,
    )

    def answer() -> Callable[[Office], object] | None:
        day: date | None = visited.value()
        if day is None:
            ask.show_problems(
                [Problem("seals.date", _("日期看不懂。请写成 2026-9-7 或 9月7日。"), "visited_on")]
            )
            return None
        words, facts = finding.text(), statement.text()
        return lambda office: seals.sign_finding(
            office, use.seq, finding=words, visited_on=day.isoformat(), statement=facts
        )

    _open(ask, desk, answer)


def keep_copies(owner: QWidget, desk: Desk, use: rules.SealUse, paths: Sequence[Path]) -> None:
    """补留底: the scans are looked at, a file known from elsewhere is asked about, then all is filed at once."""

    def read(_office: Office) -> tuple[list[rules.CopyContent], dict[str, list[str]]]:
        contents = seals.read_copies(list(paths))
        return contents, seals.same_elsewhere(_office, use.seq, contents)

    def keep(contents: list[rules.CopyContent]) -> None:
        desk.run(owner, lambda office: seals.keep_copies(office, use.seq, contents))

    def ready(found: tuple[list[rules.CopyContent], dict[str, list[str]]]) -> None:
        contents, known = found
        if not known:
            keep(contents)
            return
        words = "\n".join(
            _("“{name}”与 {numbers} 的留底是同一个文件。").format(name=name, numbers="、".join(numbers))
            for name, numbers in known.items()
        )
        ask = Ask(
            owner.window(),
            _("这份留底别处已有，仍然存入？"),
            _("{words}\n请核对有没有拿错扫描件。").format(words=words),
            _("仍然存入"),
            "primary",
        )

        def still() -> None:
            ask.accept()
            keep(contents)

        ask.confirmed.connect(still)
        ask.open()

    desk.run(owner, read, ready)
