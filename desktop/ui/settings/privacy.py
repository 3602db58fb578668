"""Personal data in the settings: who looked, what is kept about one person, and what has reached its term."""

from collections.abc import Callable
from functools import partial

from desktop.domain import privacy as rules
from desktop.domain.people import READERS, Role
from desktop.domain.problems import Problem
from desktop.domain.seals import FIELD_WORDS
from desktop.domain.text.dates import print_date
from desktop.domain.text.identity import mask_id_number
from desktop.i18n import _
from desktop.services import privacy
from desktop.services.office import Office
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.page import label, line
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import ComboField, Field, LineField
from desktop.ui.widgets.table import Column, DataTable

ROLES = {"applicant": _("居民本人"), "agent": _("代办人")}
TERMS = (1, 2, 3, 5, 10, 15, 20, 30, 50, None)
"""The terms offered; archives know few others."""


def term_words(years: int | None) -> str:
    """How long, in words."""
    return _("永久") if years is None else _("{years} 年").format(years=years)


class AccessCard(Card):
    """Who looked at whose data lately, for the auditor and the head of the community."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("谁看过个人信息"), _("看完整号码、原件，打印证明，都记在这里"))
        self.desk = desk
        self.table = DataTable(
            [
                Column("at", _("时间"), 150, lambda look: f"{look.at:%Y-%m-%d %H:%M}"),
                Column("who", _("谁"), 90, lambda look: look.actor_name, weight=500),
                Column("number", _("登记"), 180, lambda look: look.number or "—"),
                Column("why", _("为什么"), 200, lambda look: look.why, stretch=True),
            ]
        )
        self.table.setAccessibleName(_("谁看过个人信息"))
        self.table.show_rows(6)
        self.body.addWidget(self.table)
        self.note = label("", "caption")
        self.body.addWidget(self.note)
        self.allowed = any(desk.office.clerk.has(role) for role in privacy.LOG_READERS)
        if not self.allowed:
            self.table.hide()
            self.note.setText(_("由审计和批准人查看。"))

    def reload(self) -> None:
        """Asks for the looks again."""
        if self.allowed:
            self.desk.run(self, privacy.list_accesses, self._show)

    def _show(self, looks: list[rules.Access]) -> None:
        self.table.set_records(looks)
        self.note.setText(_("最近 {count} 次").format(count=f"{len(looks):,}"))


class PersonCard(Card):
    """What is kept about one person: looked up with a reason, printed for the person, put right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("查一个人"), _("居民有权查阅、复制、更正自己的信息"))
        self.desk = desk
        self.file: rules.PersonFile | None = None
        self.name, self.number, self.reason = LineField(), LineField(), LineField(_("如 本人来查"))
        self.fields = {
            "name": Field(_("姓名"), self.name),
            "id_number": Field(_("公民身份号码"), self.number, optional=True),
            "reason": Field(_("为什么查"), self.reason),
        }
        row = line(spacing=16)
        for field, share in zip(self.fields.values(), (3, 4, 5), strict=True):
            row.addWidget(field, share)
        self.body.addLayout(row)
        buttons = line()
        self.hint = label(_("每查一次都有记录，本人可以看到。"), "caption")
        buttons.addWidget(self.hint)
        buttons.addStretch(1)
        self.fix_button = Button(_("更正"), icon="draft")
        self.fix_button.clicked.connect(self.correct)
        self.print_button = Button(_("打印给本人"), icon="print")
        self.print_button.clicked.connect(self.print_file)
        self.find_button = Button(_("查这个人"), "primary", icon="search")
        self.find_button.clicked.connect(self.look_up)
        for button in (self.fix_button, self.print_button, self.find_button):
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        self.table = DataTable(
            [
                Column("number", _("编号"), 174, lambda found: found.number, weight=600),
                Column("on", _("日期"), 110, lambda found: f"{found.on}"),
                Column("matter", _("事项"), 150, lambda found: found.matter, stretch=True),
                Column("role", _("身份"), 86, lambda found: ROLES[found.role]),
                Column("number_id", _("公民身份号码"), 190, _second),
                Column("state", _("状态"), 84, lambda found: found.state),
            ]
        )
        self.table.setAccessibleName(_("与这个人有关的登记"))
        self.table.show_rows(5)
        self.body.addWidget(self.table)
        for edit in (self.name, self.number, self.reason):
            edit.submitted.connect(self.look_up)
        if not any(desk.office.clerk.has(role) for role in READERS):
            self.find_button.block(_("系统管理不能看个人信息"))
            self.hint.setText(_("系统管理不能看个人信息。"))
        self._show(None)

    def _asked(self) -> tuple[str, str, str]:
        return self.name.text(), self.number.text(), self.reason.text()

    def look_up(self) -> None:
        """Looks the person up; the look is logged at each entry."""
        for field in self.fields.values():
            field.clear_error()
        asked = self._asked()
        self.desk.run(
            self, lambda office: privacy.person_file(office, *asked), self._show, self._show_problems
        )

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            self.fields.get(problem.field, self.fields["name"]).set_error(problem.message)
        first = next((p.field for p in problems if p.field in self.fields), "name")
        self.fields[first].editor.setFocus()

    def _show(self, file: rules.PersonFile | None) -> None:
        self.file = file
        mentions = file.mentions if file else ()
        self.table.set_records(mentions)
        self.table.setVisible(file is not None)
        if file is not None:
            self.hint.setText(_said(file))
        if mentions:
            self.table.select_where(lambda found: found is mentions[0])
        if file is not None and (mentions or file.traces):
            self.print_button.unblock()
        else:
            self.print_button.block(_("先查到这个人"))
        clerk = self.desk.office.clerk
        if not any(clerk.has(role) for role in privacy.CORRECTORS):
            self.fix_button.block(_("由承办人或批准人更正"))
        elif not mentions:
            self.fix_button.block(_("先查到这个人"))
        else:
            self.fix_button.unblock()

    def print_file(self) -> None:
        """The paper for the person, previewed as it prints."""
        asked = self._asked()
        self.desk.run(
            self,
            lambda office: privacy.print_person_file(office, *asked),
            lambda paper: printing.preview(self, self.desk, paper),
            self._show_problems,
        )

    def correct(self) -> None:
        """Asks for the right value of one field of the chosen entry; what was written stays."""
        mention = self.table.selected_record()
        if mention is None:
            return
        fields = [name for name in mention.values if name in rules.CORRECTABLE]
        which = ComboField([(name, FIELD_WORDS[name]) for name in fields])
        value, reason = LineField(), LineField(_("如 身份证上是这样写的"))
        ask = Ask(
            self.window(),
            _("更正 {number} 里的个人信息？").format(number=mention.number),
            _("原来写的留在登记里，更正另记一条，写明谁、何时、为什么。"),
            _("更正这一项"),
            "primary",
            [
                ("field", Field(_("哪一项"), which)),
                ("value", Field(_("更正为"), value)),
                ("reason", Field(_("为什么更正"), reason)),
            ],
        )

        def go() -> None:
            name, right, why = str(which.key()), value.text(), reason.text()

            def work(office: Office) -> None:
                privacy.correct(office, mention.use, name, right, why)

            def done(_none: object) -> None:
                ask.accept()
                self.look_up()

            self.desk.run(ask, work, done, lambda problems: ask.show_problems(list(problems)))

        ask.confirmed.connect(go)
        ask.open()


def _said(file: rules.PersonFile) -> str:
    """How much is kept about a person, and where else than in the register."""
    words = _("{name}：{count} 处登记，更正 {fixed} 次，此前查看 {looks} 次。").format(
        name=file.name, count=len(file.mentions), fixed=len(file.corrections), looks=len(file.accesses)
    )
    others = rules.places_words(file.traces)
    if others:
        words += _("另在{others}，打印时列出。").format(others=others)
    return words


def _second(mention: rules.Mention) -> str:
    """The masked ID number of a mention."""
    return mask_id_number(list(mention.values.values())[1]) or "—"


class TermsCard(Card):
    """How long each kind of record is kept, and what has reached its term. Nothing is deleted by itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("保管期限"), _("到期的只列出，程序不会自己删"))
        self.desk = desk
        self.table = DataTable(
            [
                Column(
                    "kind", _("记录"), 230, lambda due: rules.KEPT_WORDS[due.kind], stretch=True, weight=500
                ),
                Column("years", _("保管"), 80, lambda due: term_words(due.years)),
                Column("count", _("已到期"), 100, _due_words, align="right"),
                Column("oldest", _("最早"), 130, lambda due: print_date(due.oldest) if due.oldest else "—"),
            ]
        )
        self.table.setAccessibleName(_("保管期限"))
        self.table.show_rows(len(rules.Kept))
        self.body.addWidget(self.table)
        self.body.addWidget(
            label(
                _("期限从次年 1 月 1 日算起。到期的登记请按档案规定鉴定、列清册、经批准后处置。"),
                "caption",
                wrap=True,
            )
        )
        row = line()
        self.change = Button(_("改保管期限"), small=True)
        self.change.clicked.connect(self.ask_term)
        self.purge = Button(_("清除到期的查看记录"), small=True)
        self.purge.clicked.connect(self.ask_purge)
        row.addWidget(self.change)
        row.addWidget(self.purge)
        row.addStretch(1)
        self.table.opened.connect(lambda _due: self.ask_term())
        self.admin = desk.office.clerk.has(Role.ADMINISTRATOR)
        if not self.admin:
            for button in (self.change, self.purge):
                button.block(_("由系统管理办理"))
            row.addWidget(label(_("由系统管理办理"), "hint"))
        self.body.addLayout(row)

    def reload(self) -> None:
        """Asks for the terms again."""
        self.desk.run(self, privacy.retention, self._show)

    def _show(self, found: list[rules.Due]) -> None:
        self.table.set_records(found)
        if self.table.selected_record() is None:
            self.table.selectRow(0)
        due = next(due for due in found if due.kind is rules.Kept.ACCESS_LOG)
        if self.admin and not due.count:
            self.purge.block(_("没有到期的"))
        elif self.admin:
            self.purge.unblock()

    def ask_term(self) -> None:
        """Asks how long the chosen kind of record is kept."""
        due = self.table.selected_record()
        if due is None or not self.admin:
            return
        years = ComboField([(term, term_words(term)) for term in TERMS])
        years.set_key(due.years)
        ask = Ask(
            self.window(),
            _("“{kind}”保管多久？").format(kind=rules.KEPT_WORDS[due.kind]),
            _("这是本单位的决定，记入台账。期限没有全国统一规定的，请按当地档案部门的要求。"),
            _("改保管期限"),
            "primary",
            [(due.kind.value, Field(_("保管"), years))],
        )

        def go() -> None:
            term = years.key()
            chosen = term if isinstance(term, int) else None
            self._run(ask, partial(_set_term, kind=due.kind, years=chosen))

        ask.confirmed.connect(go)
        ask.open()

    def ask_purge(self) -> None:
        """Asks before the looks that reached their term are taken out of the access log."""
        ask = Ask(
            self.window(),
            _("清除到期的查看记录？"),
            _("只清除“谁看过个人信息”里已到期的。登记、留底和台账不动。清除多少条记入台账。"),
            _("清除到期的查看记录"),
        )
        ask.confirmed.connect(lambda: self._run(ask, privacy.purge_access_log))
        ask.open()

    def _run(self, ask: Ask, work: Callable[[Office], object]) -> None:
        def done(_none: object) -> None:
            ask.accept()
            self.reload()

        self.desk.run(ask, work, done, lambda problems: ask.show_problems(list(problems)))


def _set_term(office: Office, *, kind: rules.Kept, years: int | None) -> None:
    privacy.set_term(office, kind, years)


def _due_words(due: rules.Due) -> str:
    return _("{count} 条").format(count=f"{due.count:,}") if due.count else _("没有")
