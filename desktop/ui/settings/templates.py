"""证明文字: the wording of a paper with its locked fields, and beside it the paper as it will print."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.papers import Paper
from desktop.domain.people import Role
from desktop.domain.problems import Problem
from desktop.domain.seals.templates import (
    LOCKED,
    LOCKED_WORDS,
    Template,
    from_shown,
    newest_in_force,
    to_shown,
)
from desktop.domain.text.dates import parse_date, print_date
from desktop.i18n import _
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui.desk import Desk
from desktop.ui.page import label, line
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import ComboField, DateField, Field, LineField, TextField
from desktop.ui.widgets.messages import MessageBar
from desktop.ui.widgets.pdfview import PdfView
from desktop.ui.widgets.table import Column, DataTable

DECIDERS = (Role.APPROVER, Role.STREET_LEADER)
DRAW_AFTER_MS = 400
TEXT_ROWS, VERSION_ROWS, FIELDS_ABREAST = 7, 3, 4


class TemplatesPanel(QWidget):
    """The editor at the left, the paper at the right, the versions under the editor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.may = any(desk.office.clerk.has(role) for role in DECIDERS)
        self.versions: list[Template] = []
        self._begun: tuple[str, tuple[str, ...]] = ("", ())
        self._after = 1
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 24, 16)
        row.setSpacing(12)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._make_editor())
        row.addWidget(scroll, 1)
        row.addWidget(self._make_preview(), 1)
        self._painter = QTimer(self)
        self._painter.setSingleShot(True)
        self._painter.setInterval(DRAW_AFTER_MS)
        self._painter.timeout.connect(self._draw)

    def _make_editor(self) -> Card:
        card = Card()
        top = line(spacing=12)
        self.paper = ComboField(list(seals.papers_with_wording().items()))
        self.paper.setAccessibleName(_("哪一种证明"))
        self.paper.chosen.connect(lambda _form: self._other_paper())
        top.addWidget(self.paper)
        top.addStretch(1)
        self.standing = label("", "caption")
        top.addWidget(self.standing)
        card.body.addLayout(top)
        self.bar = MessageBar("warn", "", "")
        self.bar.hide()
        card.body.addWidget(self.bar)
        self.title = LineField()
        self.text = TextField(TEXT_ROWS)
        self.valid_from = DateField(lambda text: parse_date(text, self._today().year), print_date)
        self.reason = LineField(_("如 社保中心要求写明有效期"))
        self.fields = {
            "title": Field(_("标题"), self.title),
            "paragraphs": Field(_("正文，一段一行"), self.text),
            "valid_from": Field(_("从哪天起用"), self.valid_from),
            "reason": Field(_("为什么改"), self.reason),
        }
        card.body.addWidget(self.fields["title"])
        card.body.addWidget(self.fields["paragraphs"])
        card.body.addWidget(label(_("【 】里的栏目由程序填写，不能去掉。插入一个："), "caption"))
        self._fields_grid = QGridLayout()
        self._fields_grid.setHorizontalSpacing(6)
        self._fields_grid.setVerticalSpacing(6)
        card.body.addLayout(self._fields_grid)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.fields["valid_from"], 2)
        both.addWidget(self.fields["reason"], 3)
        card.body.addLayout(both)
        card.body.addLayout(self._make_foot())
        card.body.addWidget(self._make_versions())
        card.body.addStretch(1)
        self.title.changed.connect(self._edited)
        self.text.changed.connect(self._edited)
        for editor in (self.title, self.text, self.valid_from, self.reason):
            editor.setReadOnly(not self.may)
        return card

    def _make_foot(self) -> QHBoxLayout:
        row = line(spacing=12)
        self.hint = label(_("已批准的证明保持原来的文字"), "caption", wrap=True)
        row.addWidget(self.hint, 1)
        self.undo = Button(_("恢复原样"), "text", key="Esc")
        self.undo.clicked.connect(self._ask_undo)
        self.save = Button(_("保存新的一版"), "primary", icon="save", key="Ctrl+Enter")
        self.save.clicked.connect(self.ask)
        row.addWidget(self.undo)
        row.addWidget(self.save)
        if not self.may:
            self.save.block(_("由批准人办理"))
            self.undo.hide()
            self.hint.setText(_("文字由批准人或街道主要领导决定"))
        return row

    def _make_versions(self) -> DataTable:
        self.table = DataTable(
            [
                Column("version", _("版"), 76, lambda v: _("第 {n} 版").format(n=v.version), weight=500),
                Column("from", _("起用"), 130, _first_day),
                Column("standing", _("状态"), 76, self._standing),
                Column("by", _("谁改的"), 80, lambda v: v.by_name or _("程序"), priority=2),
                Column(
                    "reason", _("原因"), 120, lambda v: v.reason or _("随程序带来"), stretch=True, priority=1
                ),
            ]
        )
        self.table.setAccessibleName(_("各版文字"))
        self.table.remember(self.desk.office.clerk.number, "templates")
        self.table.show_rows(VERSION_ROWS)
        self.table.opened.connect(self._take_up)
        self.table.selected.connect(self._look_at)
        return self.table

    def _make_preview(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("desk", True)
        stack = QVBoxLayout(frame)
        stack.setContentsMargins(16, 10, 16, 12)
        row = line()
        row.addWidget(label(_("将打印的样子"), "section"))
        self.shown = label("", "caption")
        row.addWidget(self.shown)
        row.addStretch(1)
        stack.addLayout(row)
        self.view = PdfView()
        stack.addWidget(self.view, 1)
        return frame

    # Loading

    def form(self) -> str:
        """The paper that is chosen."""
        return str(self.paper.key())

    def _today(self) -> date:
        return self.desk.office.today()

    def showEvent(self, event: QShowEvent) -> None:
        """Setting a paper takes a moment: it is done when somebody comes to see one."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Asks for the versions when they are seen; what is being written stays."""
        if not self.isVisible():
            return
        form = self.form()
        self.desk.run(self, lambda office: seals.list_templates(office, form), self._know)

    def _know(self, versions: list[Template]) -> None:
        if versions == self.versions:
            return
        other = not self.versions or versions[0].form != self.versions[0].form
        begun_anew = other or not self.changed()
        self.versions = versions
        now = newest_in_force(versions, self._today())
        self.standing.setText(_("现在用第 {n} 版").format(n=now.version))
        self.table.set_records(versions[::-1])
        if other:
            self._offer_fields()
        if begun_anew:
            self._begin(versions[-1])

    def _offer_fields(self) -> None:
        while (entry := self._fields_grid.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, name in enumerate(LOCKED[self.form()]):
            word = LOCKED_WORDS[name]
            chip = Button(f"【{word}】", small=True)
            chip.setToolTip(_("插入{word}").format(word=word))
            chip.clicked.connect(lambda _on=False, word=word: self._insert(word))
            if not self.may:
                chip.block(_("由批准人办理"))
            self._fields_grid.addWidget(chip, place // FIELDS_ABREAST, place % FIELDS_ABREAST)

    def _begin(self, version: Template) -> None:
        """Begins to write from a version."""
        self._after = self.versions[-1].version
        self.title.set_text(version.title)
        self.text.set_text("\n".join(to_shown(paragraph) for paragraph in version.paragraphs))
        self._begun = (version.title, version.paragraphs)
        self.valid_from.set_value(self._today())
        self.reason.set_text("")
        self._clear()
        self._draw()

    def wording(self) -> tuple[str, tuple[str, ...]]:
        """The title and the paragraphs as they are typed, the locked fields by their names."""
        lines = self.text.text().rstrip("\n").split("\n")
        return self.title.text(), tuple(from_shown(paragraph) for paragraph in lines)

    def changed(self) -> bool:
        """Whether anything was typed since it began."""
        return self.wording() != self._begun

    def _insert(self, word: str) -> None:
        self.text.insertPlainText(f"【{word}】")
        self.text.setFocus()

    def _other_paper(self) -> None:
        """Another paper was chosen; what was typed for this one is given up only when asked for."""
        present = self.versions[0].form
        if not self.changed():
            self.reload()
            return
        wanted = self.form()
        self.paper.set_key(present)

        def go() -> None:
            self.paper.set_key(wanted)
            self.reload()

        self._ask_loss(go)

    # The paper beside it

    def _edited(self) -> None:
        self._painter.start()

    def _draw(self) -> None:
        form, (title, paragraphs) = self.form(), self.wording()
        self.shown.setText(_("示例居民，不是真人"))
        self.desk.run(
            self,
            lambda office: seals.preview_template(office, form, title, paragraphs),
            self._show_paper,
            self._show_unfit,
        )

    def _show_paper(self, paper: Paper) -> None:
        self.bar.hide()
        self.view.show_paper(paper)

    def _show_unfit(self, problems: tuple[Problem, ...]) -> None:
        """While it is written the objections stand above; the paper stays as it was."""
        self.bar.set_words("warn", _("还不能打印"), "\n".join(problem.message for problem in problems))
        self.bar.show()

    def _look_at(self, version: Template) -> None:
        """Shows how a kept version prints; nothing is put into the editor."""
        if self.table.hasFocus():
            self.desk.run(
                self,
                lambda office: seals.preview_template(
                    office, version.form, version.title, version.paragraphs
                ),
                self.view.show_paper,
            )
            self.shown.setText(_("第 {n} 版").format(n=version.version))

    def _take_up(self, version: Template) -> None:
        """Begins to write from a kept version."""
        if not self.may:
            return

        def go() -> None:
            self._begin(version)
            # Going back to an older wording is a change as well, even before a word is typed.
            newest = self.versions[-1]
            self._begun = (newest.title, newest.paragraphs)
            self.text.setFocus()

        if self.changed():
            self._ask_loss(go)
        else:
            go()

    def _ask_undo(self) -> None:
        if self.changed():
            self._ask_loss(lambda: self._begin(self.versions[-1]))

    def _ask_loss(self, go: Callable[[], None]) -> None:
        ask = Ask(
            self.window(),
            _("丢掉刚才写的文字？"),
            _("写的内容没有保存。各版文字保持原来的样子。"),
            _("丢掉文字"),
        )
        ask.confirmed.connect(ask.accept)
        ask.confirmed.connect(go)
        ask.open()

    # Saving

    def _clear(self) -> None:
        self.bar.hide()
        for field in self.fields.values():
            field.clear_error()

    def ask(self) -> None:
        """Saves a new version; the office hears from which day it counts."""
        if not self.may:
            return
        form, (title, paragraphs) = self.form(), self.wording()
        day, reason, after = self.valid_from.value(), self.reason.text(), self._after

        def save(office: Office) -> Template:
            return seals.add_template(
                office, form, title, paragraphs, valid_from=day, reason=reason, after=after
            )

        self.desk.run(self, save, self._saved, self.show_problems)

    def _saved(self, template: Template) -> None:
        # The versions are read anew, and the next one begins from the one just kept.
        self.versions = []
        self.reload()
        self.table.setFocus()
        self.table.select_where(lambda version: version.version == template.version)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Puts each objection at its field, the others above; nothing typed is lost."""
        self._clear()
        words: dict[str, list[str]] = {}
        for problem in problems:
            words.setdefault(problem.field, []).append(problem.message)
        for name, messages in words.items():
            if name in self.fields:
                self.fields[name].set_error("\n".join(messages))
            else:
                self.bar.set_words("err", _("没有存上"), "\n".join(messages))
                self.bar.show()
        first = next((name for name in self.fields if name in words), None)
        if first is not None:
            self.fields[first].editor.setFocus()

    def _standing(self, version: Template) -> str:
        if not version.in_force(self._today()):
            return _("未到")
        now = newest_in_force(self.versions, self._today())
        return _("在用") if version.version == now.version else _("旧版")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Esc takes back what was typed."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held:
            self.ask()
        elif event.key() == Qt.Key.Key_Escape and self.may:
            self._ask_undo()
        else:
            super().keyPressEvent(event)


def _first_day(version: Template) -> str:
    return print_date(version.valid_from) if version.valid_from else "—"
