"""People and deputies: accounts, roles, passwords, delegations."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.domain.people import ROLE_WORDS, SIGNING_ROLES, Account, Delegation, NewAccount, Role
from desktop.domain.problems import Problem
from desktop.domain.text.dates import parse_date, print_date
from desktop.i18n import _
from desktop.services import people
from desktop.services.office import Office
from desktop.ui.desk import Desk
from desktop.ui.page import label, line
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import ComboField, DateField, Field, LineField, SecretField
from desktop.ui.widgets.table import Column, DataTable

GRID_HINT = _("如 第 2 网格")
SETS = (
    frozenset({Role.HANDLER}),
    frozenset({Role.APPROVER}),
    frozenset({Role.KEEPER}),
    frozenset({Role.APPROVER, Role.KEEPER}),
    frozenset({Role.HANDLER, Role.KEEPER}),
    frozenset({Role.HANDLER, Role.APPROVER}),
    frozenset({Role.STREET_LEADER}),
    frozenset({Role.AUDITOR}),
    frozenset({Role.ADMINISTRATOR}),
    frozenset({Role.ADMINISTRATOR, Role.HANDLER}),
)
"""The combinations of roles that one person may hold in a small office."""


def words_of(roles: frozenset[Role]) -> str:
    """Roles in words, in a fixed order."""
    return "、".join(word for role, word in ROLE_WORDS.items() if role in roles)


PROOFS = ("people.wrong_password", "people.locked", "people.inactive", "people.old_slot")
"""What is said about the password with which somebody proves who they are, not about one newly set."""


def _run(
    ask: Ask,
    desk: Desk,
    work: Callable[[Office], object],
    done: Callable[[], None] | None = None,
    *,
    proof: str = "witness_password",
) -> None:
    """Does the work of a question; `proof` names the field in which somebody proves who they are."""

    def ended(_answer: object) -> None:
        ask.accept()
        if done is not None:
            done()

    def refused(problems: tuple[Problem, ...]) -> None:
        ask.show_problems([replace(p, field=proof) if p.rule in PROOFS else p for p in problems])

    desk.run(ask, work, ended, refused)


def ask_password_change(owner: QWidget, desk: Desk) -> None:
    """A person changes their own password."""
    old, new, again = SecretField(), SecretField(), SecretField()
    ask = Ask(
        owner.window(),
        _("修改您的密码？"),
        _("至少 8 个字符，大写、小写、数字、符号里要有三类。"),
        _("修改密码"),
        "primary",
        [
            ("old", Field(_("现在的密码"), old)),
            ("password", Field(_("新密码"), new)),
            ("again", Field(_("再输一遍新密码"), again)),
        ],
    )

    def go() -> None:
        if new.text() != again.text():
            ask.show_problems([Problem("people.password_again", _("两遍不一样。请重新输入。"), "again")])
            return
        before, after = old.text(), new.text()
        _run(ask, desk, lambda office: people.change_password(office, before, after), proof="old")

    ask.confirmed.connect(go)
    ask.open()


class PeopleCard(Card):
    """The accounts of the office."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("人员"))
        self.desk = desk
        self.accounts: list[Account] = []
        self.table = DataTable(
            [
                Column("number", _("账户"), 56, lambda person: str(person.number), align="right"),
                Column("name", _("姓名"), 90, lambda person: person.name, weight=500),
                Column("title", _("职务"), 110, lambda person: person.title),
                Column("roles", _("角色"), 180, lambda person: person.role_words, stretch=True),
                Column("active", _("状态"), 70, lambda person: _("在用") if person.active else _("停用")),
                Column("grid", _("网格"), 90, lambda person: person.grid, priority=1),
            ]
        )
        self.table.setAccessibleName(_("人员"))
        self.table.remember(self.desk.office.clerk.number, "people")
        self.table.show_rows(6)
        self.table.opened.connect(lambda _person: self.change())
        self.body.addWidget(self.table)
        row = line()
        admin = desk.office.clerk.has(Role.ADMINISTRATOR)
        for words, do in (
            (_("添加人员"), self.add),
            (_("修改角色"), self.change),
            (_("重设密码"), self.reset),
        ):
            button = Button(words, small=True)
            button.clicked.connect(do)
            if not admin:
                button.block(_("由系统管理办理"))
            row.addWidget(button)
        row.addStretch(1)
        if not admin:
            row.addWidget(label(_("账户由系统管理办理"), "hint"))
        self.body.addLayout(row)

    def reload(self) -> None:
        """Asks for the accounts."""
        self.desk.run(self, people.list_people, self._show)

    def _show(self, accounts: list[Account]) -> None:
        self.accounts = accounts
        self.table.set_records(accounts)

    def _witness(self) -> tuple[ComboField, SecretField, list[tuple[str, Field]]]:
        signers = [p for p in self.accounts if p.active and p.roles & SIGNING_ROLES]
        who = ComboField([(None, _("不需要"))] + [(p.number, p.name) for p in signers])
        secret = SecretField()
        return (
            who,
            secret,
            [
                ("witness", Field(_("见证人（交付签名钥匙时要）"), who, optional=True)),
                ("witness_password", Field(_("见证人本人的密码"), secret, optional=True)),
            ],
        )

    def add(self) -> None:
        """A new person."""
        name, title, grid, password = LineField(), LineField(), LineField(GRID_HINT), SecretField()
        roles = ComboField([(place, words_of(held)) for place, held in enumerate(SETS)])
        who, secret, witness = self._witness()
        ask = Ask(
            self.window(),
            _("添加一位人员？"),
            _("账户编号不再改，也不再给别人。承办、批准、管章的人要一位已有签名钥匙的人见证。"),
            _("添加人员"),
            "primary",
            [
                ("name", Field(_("姓名"), name)),
                ("title", Field(_("职务"), title, optional=True)),
                ("grid", Field(_("网格"), grid, optional=True)),
                ("roles", Field(_("角色"), roles)),
                ("password", Field(_("密码（由本人设）"), password)),
                *witness,
            ],
        )

        def go() -> None:
            held = SETS[int(str(roles.key()))]
            person = NewAccount(name.text(), title.text(), held, password.text(), grid.text())
            by = _pair(who, secret)
            _run(ask, self.desk, lambda office: people.add_account(office, person, witness=by), self.reload)

        ask.confirmed.connect(go)
        ask.open()

    def change(self) -> None:
        """Other roles for the chosen person, or none any more."""
        person = self.table.selected_record()
        if person is None or not self.desk.office.clerk.has(Role.ADMINISTRATOR):
            return
        title, grid, password = LineField(), LineField(GRID_HINT), SecretField()
        title.set_text(person.title)
        grid.set_text(person.grid)
        sets = SETS if person.roles in SETS else (*SETS, person.roles)
        roles = ComboField([(place, words_of(held)) for place, held in enumerate(sets)])
        roles.set_key(sets.index(person.roles))
        active = ComboField([(True, _("在用")), (False, _("停用"))])
        active.set_key(person.active)
        who, secret, witness = self._witness()
        ask = Ask(
            self.window(),
            _("修改 {name} 的账户？").format(name=person.name),
            _("第一次得到签名钥匙的人要同时设新密码，并有见证人。"),
            _("修改账户"),
            "primary",
            [
                ("title", Field(_("职务"), title, optional=True)),
                ("grid", Field(_("网格"), grid, optional=True)),
                ("roles", Field(_("角色"), roles)),
                ("active", Field(_("状态"), active)),
                ("password", Field(_("新密码"), password, optional=True)),
                *witness,
            ],
        )

        def go() -> None:
            held, duty = sets[int(str(roles.key()))], title.text()
            on, new, by, where = bool(active.key()), password.text(), _pair(who, secret), grid.text()
            _run(
                ask,
                self.desk,
                lambda office: people.change_account(
                    office,
                    person.number,
                    title=duty,
                    roles=held,
                    active=on,
                    grid=where,
                    password=new,
                    witness=by,
                ),
                self.reload,
            )

        ask.confirmed.connect(go)
        ask.open()

    def reset(self) -> None:
        """A new password for somebody who forgot theirs."""
        person = self.table.selected_record()
        if person is None:
            return
        password = SecretField()
        who, secret, witness = self._witness()
        ask = Ask(
            self.window(),
            _("重设 {name} 的密码？").format(name=person.name),
            _("请本人当面设新密码。旧密码随即失效，台账记下是谁重设的。"),
            _("重设密码"),
            "primary",
            [("password", Field(_("新密码"), password)), *witness],
        )

        def go() -> None:
            new, by = password.text(), _pair(who, secret)
            _run(
                ask,
                self.desk,
                lambda office: people.reset_password(office, person.number, new, witness=by),
                self.reload,
            )

        ask.confirmed.connect(go)
        ask.open()


def _pair(who: ComboField, secret: SecretField) -> tuple[int, str] | None:
    number = who.key()
    return (number, secret.text()) if isinstance(number, int) else None


class DeputiesCard(Card):
    """Who approves in whose place, and when."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("代行批准"))
        self.desk = desk
        self.names: dict[int, str] = {}
        self.accounts: list[Account] = []
        self.table = DataTable(
            [
                Column("approver", _("批准人"), 90, lambda d: self.names.get(d.approver, "")),
                Column("deputy", _("代行人"), 90, lambda d: self.names.get(d.deputy, ""), weight=500),
                Column("days", _("起止"), 270, _days),
                Column("reason", _("原因"), 140, lambda d: d.reason, stretch=True),
                Column("now", _("状态"), 80, self._state),
            ]
        )
        self.table.setAccessibleName(_("代行批准"))
        self.table.show_rows(3)
        self.body.addWidget(self.table)
        row = line()
        approver = desk.office.clerk.has(Role.APPROVER)
        for words, do in ((_("委托代行"), self.delegate), (_("提前结束"), self.end)):
            button = Button(words, small=True)
            button.clicked.connect(do)
            if not approver:
                button.block(_("由批准人办理"))
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def _state(self, delegation: Delegation) -> str:
        if delegation.revoked:
            return _("已结束")
        return _("有效") if delegation.covers(self.desk.office.today()) else _("不在期内")

    def reload(self) -> None:
        """Asks for the delegations."""
        self.desk.run(
            self, lambda office: (people.list_people(office), people.list_delegations(office)), self._show
        )

    def _show(self, found: tuple[list[Account], list[Delegation]]) -> None:
        self.accounts, delegations = found
        self.names = {person.number: person.name for person in self.accounts}
        self.table.set_records(delegations[::-1])

    def delegate(self) -> None:
        """Names a deputy for dated days."""
        today = self.desk.office.today()
        fit = [
            person
            for person in self.accounts
            if person.active
            and person.number != self.desk.office.clerk.number
            and not person.roles & {Role.ADMINISTRATOR, Role.AUDITOR}
        ]
        deputy = ComboField([(person.number, person.name) for person in fit])
        first, last = (DateField(lambda text: parse_date(text, today.year), print_date) for _end in range(2))
        first.set_value(today)
        reason = LineField(_("如 外出开会"))
        ask = Ask(
            self.window(),
            _("委托谁代您批准？"),
            _("起止日期当天都有效，到期自动失效。代行的批准会印在审批单上。"),
            _("委托代行"),
            "primary",
            [
                ("deputy", Field(_("代行人"), deputy)),
                ("first_day", Field(_("起日"), first)),
                ("last_day", Field(_("止日"), last)),
                ("reason", Field(_("原因"), reason)),
            ],
        )

        def go() -> None:
            start, end = first.value(), last.value()
            number, why = deputy.key(), reason.text()
            if start is None or end is None or not isinstance(number, int):
                ask.show_problems(
                    [
                        Problem("people.date", _("日期看不懂。请写成 2026-9-7 或 9月7日。"), name)
                        for name, day in (("first_day", start), ("last_day", end))
                        if day is None
                    ]
                )
                return
            _run(
                ask,
                self.desk,
                lambda office: people.delegate(office, number, start, end, why),
                self.reload,
            )

        ask.confirmed.connect(go)
        ask.open()

    def end(self) -> None:
        """Ends the chosen delegation early."""
        delegation = self.table.selected_record()
        if delegation is not None:
            self.desk.run(
                self,
                lambda office: people.end_delegation(office, delegation.number),
                lambda _none: self.reload(),
            )


def _days(delegation: Delegation) -> str:
    return f"{print_date(delegation.first_day)} 至 {print_date(delegation.last_day)}"
