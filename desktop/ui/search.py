"""查询: what a paper says (number or 核验码), a name, or a file; and who did what to the entry found."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.domain import seals as rules
from desktop.domain.checking import Finding, Verdict, is_code
from desktop.domain.ledger import Event
from desktop.domain.privacy import PersonHistory, places_words
from desktop.domain.problems import Missing, Problem
from desktop.i18n import _
from desktop.services import evidence, seals
from desktop.services.exports import ListKind, export_list
from desktop.services.office import Office
from desktop.ui.desk import Desk
from desktop.ui.events import event_words
from desktop.ui.exporting import ask_export
from desktop.ui.page import Head, Page, column, label, line
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.fields import ComboField, Field, LineField
from desktop.ui.widgets.messages import MessageBar
from desktop.ui.widgets.search import SearchBox
from desktop.ui.widgets.segmented import Segmented
from desktop.ui.widgets.table import Column, DataTable

MOST = 200


NOBODY = _("没有这个人的登记。要写全名；有重名或换过名字的，改用公民身份号码查。")
PARTS = (("use", _("登记")), ("person", _("人")), ("seal", _("印章")))
"""What is looked for: an entry, all entries of one person, or all that happened to one seal."""


CODE = r"[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}-?[0-9A-Za-z]{4}"
"""A whole 核验码. What begins like one is searched for as anything else."""


def _find(office: Office, text: str) -> list[rules.UseLine]:
    """The entries that fit; with none, the one whose number was typed in another way."""
    lines = seals.list_uses(office, rules.UseFilter(text=text), limit=MOST)
    if not text or lines:
        return lines
    try:
        number = seals.find_use(office, text).number
    except Missing:
        return []
    return seals.list_uses(office, rules.UseFilter(text=number), limit=1)


def _check(office: Office, text: str) -> tuple[Finding, list[rules.UseLine]]:
    """What the register says of a paper, and the line of its entry."""
    finding, use = seals.check_paper(office, text)
    if use is None:
        # Twelve letters may be a file's name as well.
        return finding, [] if is_code(text) else _find(office, text)
    number = seals.get_use(office, use).number
    return finding, seals.list_uses(office, rules.UseFilter(text=number), limit=1)


class SearchPage(Page):
    """One field for everything that is typed from a paper, with the whole history of what was found."""

    name = "search"
    subjects = ("seals",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        outer = column()
        self.setLayout(outer)
        head = Head(_("查询"), _("编号、核验码、姓名、拼音首字母、文件名"))
        self.more = Button(_("更多"), "text", icon="more")
        menu = QMenu(self.more)
        menu.addAction(_("导出 Excel"), self.export)
        self.more.setMenu(menu)
        head.tools.addWidget(self.more)
        outer.addWidget(head)
        top = line(margins=(24, 0, 24, 12), spacing=12)
        self.parts = Segmented(PARTS)
        self.parts.changed.connect(lambda _part: self._turn())
        top.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignTop)
        self.box = SearchBox(_("如 316、梧社印〔2026〕316 号、7K3F-M9QX-2D8A、郑国栋、zgd"))
        self.box.typed.connect(lambda _text: self.reload())
        self.asked = {"use": self.box, "person": self._make_person(), "seal": self._make_seal()}
        for part, asks in self.asked.items():
            top.addWidget(asks, 1)
            asks.setVisible(part == "use")
        self.setFocusProxy(self.box)
        outer.addLayout(top)
        checked = line(margins=(24, 0, 24, 12))
        self.checked = MessageBar("ok", "", "")
        self.checked.hide()
        checked.addWidget(self.checked)
        outer.addLayout(checked)
        row = line(margins=(24, 0, 24, 16), spacing=12)
        outer.addLayout(row, 1)
        found = Card()
        self.table = DataTable(
            [
                Column("number", _("编号"), 186, lambda entry: entry.number, weight=600),
                Column("when", _("时间"), 104, lambda entry: f"{entry.at:%Y-%m-%d}"),
                Column("matter", _("事项"), 116, lambda entry: entry.matter_name, stretch=True),
                Column("name", _("居民"), 78, lambda entry: entry.applicant),
                Column("state", _("状态"), 84, lambda entry: rules.STATE_WORDS[entry.state]),
            ]
        )
        self.table.setAccessibleName(_("查到的登记"))
        self.table.remember(self.desk.office.clerk.number, "found")
        self.table.selected.connect(self._show_history)
        self.table.opened.connect(lambda entry: self.wanted.emit("register", entry.use))
        found.body.addWidget(self.table, 1)
        self.foot = label("", "caption")
        found.add_foot((16, 6, 16, 6)).addWidget(self.foot)
        self.found = found
        row.addWidget(found, 3)
        row.addWidget(self._make_history(), 2)

    _event_shown = False

    def _make_person(self) -> QWidget:
        """Who is looked for, and why: a look at all that somebody had done leaves a trace."""
        asked = QWidget()
        row = line(spacing=12)
        row.setContentsMargins(0, 0, 0, 0)
        asked.setLayout(row)
        self.person = LineField(_("全名，可加公民身份号码"))
        self.reason = LineField(_("如 居民本人来问"))
        self.fields = {
            "person": Field(_("查谁"), self.person),
            "reason": Field(_("为什么查"), self.reason),
        }
        row.addWidget(self.fields["person"], 3)
        row.addWidget(self.fields["reason"], 4)
        self.look_button = Button(_("查这个人"), "primary", icon="search")
        self.look_button.clicked.connect(self.look_up)
        for edit in (self.person, self.reason):
            edit.submitted.connect(self.look_up)
        row.addWidget(self.look_button, 0, Qt.AlignmentFlag.AlignBottom)
        return asked

    def _make_seal(self) -> QWidget:
        """Whose history is wanted, of all seals there are."""
        asked = QWidget()
        row = line()
        asked.setLayout(row)
        self.seal = ComboField([(1, "")])
        self.seal.setAccessibleName(_("印章"))
        self.seal.chosen.connect(lambda _key: self.reload())
        row.addWidget(self.seal)
        row.addStretch(1)
        return asked

    def _turn(self) -> None:
        """Shows what the chosen part asks, and empties what the other one found."""
        part = self.parts.key()
        for key, asks in self.asked.items():
            asks.setVisible(key == part)
        self.found.setVisible(part != "seal")
        self.more.setVisible(part == "use")
        self.table.set_records([])
        self._show_history(None)
        self.foot.setText("")
        self.checked.hide()
        if part == "person":
            self.person.setFocus()
        else:
            self.reload()

    def look_up(self) -> None:
        """All entries of one person; each of them is noted with the reason."""
        for field in self.fields.values():
            field.clear_error()
        who, why = self.person.text(), self.reason.text()
        self.desk.run(
            self,
            lambda office: seals.history_of_person(office, who, why),
            self._show_person,
            self._object,
        )

    def _show_person(self, found: PersonHistory) -> None:
        """The person's entries, and where else they stand."""
        self._show(list(found.lines))
        others = places_words(found.traces)
        if others:
            words = self.foot.text() if found.lines else _("没有这个人的登记。")
            more = _("另在{others}，到“设置 · 个人信息”里看。").format(others=others)
            self.foot.setText(f"{words}　{more}")

    def _object(self, problems: tuple[Problem, ...]) -> None:
        """Says what is missing at its field."""
        for problem in problems:
            if problem.field in self.fields:
                self.fields[problem.field].set_error(problem.message)
        self.foot.setText(" ".join(p.message for p in problems if p.field not in self.fields))

    def _show_seal(self, found: tuple[list[rules.Seal], list[tuple[Event, str]]]) -> None:
        known, happened = found
        self.seal.set_items([(seal.number, seal.name) for seal in known])
        self.history_note.setText(_("{count} 件事，最近的在前").format(count=len(happened)))
        self.history.set_records(happened[::-1])

    def export(self) -> None:
        """What was found, for Excel."""
        wanted = rules.UseFilter(text=self.box.text().strip())
        ask_export(
            self,
            ListKind.REGISTER,
            lambda office, path, report: export_list(
                office, ListKind.REGISTER, path, register=wanted, progress=report
            ),
        )

    def _make_history(self) -> Card:
        card = Card(_("谁做了什么"))
        self.history_note = label("", "caption")
        card.head.addWidget(self.history_note)
        self.history = DataTable(
            [
                Column("seq", _("台账"), 70, lambda item: str(item[0].seq), align="right", priority=1),
                Column("when", _("时间"), 150, lambda item: f"{item[0].when:%Y-%m-%d %H:%M}"),
                Column("who", _("谁"), 80, lambda item: item[1]),
                Column("what", _("做了什么"), 120, event_words, stretch=True),
            ]
        )
        self.history.setAccessibleName(_("谁做了什么"))
        self.history.remember(self.desk.office.clerk.number, "history")
        body: QVBoxLayout = card.body
        body.addWidget(self.history, 1)
        return card

    def reload(self) -> None:
        """Searches for what is typed; with nothing typed the newest entries. A person is looked up only when asked."""
        if self.parts.key() == "person":
            return
        if self.parts.key() == "seal":
            chosen = self.seal.key()
            number = chosen if isinstance(chosen, int) else 1
            self.desk.run(
                self,
                lambda office: (seals.list_seals(office), evidence.history(office, ("seal", number))),
                self._show_seal,
            )
            return
        text = self.box.text().strip()

        if is_code(text) or re.fullmatch(CODE, text):
            self.desk.run(self, lambda office: _check(office, text), self._show_checked, self._object_code)
            return
        self.checked.hide()
        self.desk.run(self, lambda office: _find(office, text), self._show)

    def _show_checked(self, found: tuple[Finding, list[rules.UseLine]]) -> None:
        """What was found of the paper, its facts to be compared with it, and its entry."""
        finding, lines = found
        if finding.verdict is Verdict.NO_SUCH_CODE and lines:
            self.checked.hide()
            self._show(lines)
            return
        facts = _("　").join(f"{title} {value}" for title, value in finding.lines)
        differs = [
            _("{title}：二维码里是 {paper}，登记簿里是 {kept}").format(title=title, paper=paper, kept=kept)
            for title, paper, kept in finding.differs
        ]
        words = "\n".join([finding.message, *([facts] if facts and not differs else []), *differs])
        kind = "err" if not finding.holds else "warn" if finding.verdict is Verdict.NOT_SEALED else "ok"
        self.checked.set_words(kind, _("查到这张纸") if finding.holds else _("这张纸不能采用"), words)
        self.checked.show()
        self._show(lines)

    def _object_code(self, problems: tuple[Problem, ...]) -> None:
        """Says why what was scanned is no code of a paper."""
        self.checked.set_words("err", _("这个二维码读不懂"), problems[0].message)
        self.checked.show()
        self._show([])

    def _show(self, lines: list[rules.UseLine]) -> None:
        self.table.set_records(lines)
        cut = len(lines) == MOST and self.parts.key() == "use"
        more = _("，只列最近 {most} 条").format(most=MOST) if cut else ""
        self.foot.setText(
            _("查到 {count} 条{more}").format(count=len(lines), more=more)
            if lines
            else NOBODY
            if self.parts.key() == "person"
            else _("没有查到。请对照纸上的编号或核验码，再看有没有多打少打。")
        )
        if self._event_shown:
            self._event_shown = False  # what was asked for stays until somebody searches
        elif lines:
            self.table.select_where(lambda entry: entry is lines[0])
        else:
            self._show_history(None)

    def _show_history(self, entry: rules.UseLine | None) -> None:
        if entry is None:
            self.history_note.setText("")
            self.history.set_records([])
            return
        self.history_note.setText(entry.number)
        use = entry.use
        self.desk.run(
            self, lambda office: evidence.history(office, ("seal_uses", use)), self.history.set_records
        )

    def show_target(self, target: object) -> None:
        """Searches for what was typed elsewhere, or shows one line of the log."""
        if self.parts.key() != "use":
            self.parts.set_key("use")
            self._turn()
        if isinstance(target, tuple):
            self._event_shown = True
            self.table.clearSelection()
            self.history_note.setText(_("台账第 {seq} 条").format(seq=target[0].seq))
            self.history.set_records([target])
        if isinstance(target, str):
            self.box.set_text(target)
            self.reload()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work here."""
        return [("↑↓", _("选择")), ("Enter", _("打开登记")), ("Ctrl+C", _("复制")), ("F1", _("帮助"))]
