"""授权事项: the catalogue of a seal, changed version by version, held against the list of what is not issued."""

from datetime import date

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.problems import Problem
from desktop.domain.seals import Matter, Seal
from desktop.domain.seals.matters import (
    MATTER_WORDS,
    STANDING_WORDS,
    Collision,
    MatterVersion,
    Standing,
    may_author,
    shown,
    standing,
)
from desktop.domain.text.dates import parse_date, print_date, screen_moment
from desktop.i18n import _
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui.desk import Desk
from desktop.ui.icons import pixmap
from desktop.ui.page import label, line, rule
from desktop.ui.settings.matter_form import MatterForm
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import ComboField, DateField, Field
from desktop.ui.widgets.messages import MessageBar
from desktop.ui.widgets.segmented import Segmented
from desktop.ui.widgets.table import Column, DataTable

DETAIL, ROWS, SIGN = 352, 12, 18
PARTS = (
    (Standing.IN_USE, _("在用")),
    (Standing.ELSEWHERE, _("由别处出具")),
    (Standing.STOPPED, _("已停用")),
)
FACTS = ("document", "materials", "form", "elsewhere", "ground", "region", "aliases", "note")
Catalogue = tuple[list[Seal], list[Matter], dict[int, tuple[Collision, ...]]]


class MattersCard(Card):
    """The list with its filter, the chosen matter beside it, and the form in their place while one is written.

    `reveal` asks the page to bring something into sight.
    """

    reveal = Signal(QWidget)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("授权事项"), _("授权范围以外的事，程序会拦下"))
        self.desk = desk
        self.may = False
        self.all: list[Matter] = []
        self.collisions: dict[int, tuple[Collision, ...]] = {}
        self.seal_list: list[Seal] = []
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self.stack.addWidget(self._make_list())
        self.form = MatterForm(desk)
        self.form.wanted.connect(self._save)
        self.form.given_up.connect(self._leave_form)
        self.stack.addWidget(self.form)

    def _make_list(self) -> QWidget:
        made = QWidget()
        stack = QVBoxLayout(made)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        top = line(spacing=12)
        self.parts = Segmented(PARTS)
        self.parts.changed.connect(lambda _part: self._show())
        top.addWidget(self.parts)
        self.seal = ComboField([])
        self.seal.setAccessibleName(_("哪一枚印章"))
        self.seal.chosen.connect(lambda _key: self.reload())
        top.addWidget(self.seal)
        top.addStretch(1)
        self.add_button = Button(_("添加事项"), icon="new", small=True)
        self.add_button.clicked.connect(self.add)
        top.addWidget(self.add_button)
        stack.addLayout(top)
        both = QHBoxLayout()
        both.setSpacing(16)
        self.table = DataTable(
            [
                Column("tag", _("序号"), 104, lambda matter: matter.tag, weight=500),
                Column(
                    "name", _("事项"), 220, lambda matter: matter.name, stretch=True, paint=self._paint_name
                ),
                Column("standing", _("状态"), 170, self._standing),
            ]
        )
        self.table.setAccessibleName(_("授权事项"))
        self.table.remember(self.desk.office.clerk.number, "matters")
        self.table.show_rows(ROWS)
        self.table.selected.connect(self._ask_history)
        self.table.opened.connect(lambda _matter: self.change())
        both.addWidget(self.table, 1)
        both.addWidget(self._make_detail())
        stack.addLayout(both, 1)
        return made

    def _make_detail(self) -> QWidget:
        made = QWidget()
        made.setFixedWidth(DETAIL)
        stack = QVBoxLayout(made)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self.facts = QVBoxLayout(inside)
        self.facts.setContentsMargins(0, 0, 8, 0)
        self.facts.setSpacing(6)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName(_("选中的事项"))
        stack.addWidget(scroll, 1)
        row = line()
        self.change_button = Button(_("修改"), icon="edit", small=True, key="F2")
        self.change_button.clicked.connect(self.change)
        self.stop_button = Button(_("停用"), small=True)
        self.stop_button.clicked.connect(self.stop)
        for button in (self.change_button, self.stop_button):
            row.addWidget(button)
        row.addStretch(1)
        stack.addLayout(row)
        self.hint = label(_("事项由这枚章的批准人、管理人或街道主要领导决定"), "hint", wrap=True)
        stack.addWidget(self.hint)
        self.hint.setVisible(not self.may)
        return made

    def _paint_name(self, painter: QPainter, rect: QRect, matter: Matter) -> None:
        """The name, behind a sign when it resembles what is not to be issued."""
        left = rect.left()
        found = self.collisions.get(matter.number)
        if found:
            size = theme().scaled(SIGN)
            refused = any(one.refused for one in found)
            picture = pixmap("blocked" if refused else "alert", "err" if refused else "warn", size)
            painter.drawPixmap(left, rect.center().y() - size // 2, picture)
            left += size + 6
        room = QRect(left, rect.top(), rect.right() - left, rect.height())
        painter.setFont(theme().font("body"))
        painter.setPen(theme().color("ink"))
        words = painter.fontMetrics().elidedText(matter.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _standing(self, matter: Matter) -> str:
        """Where it stands, with the day that matters."""
        where = standing(matter, self._today())
        if where is Standing.TO_COME and matter.valid_from:
            return _("{day} 起").format(day=print_date(matter.valid_from))
        if where is Standing.STOPPED and matter.valid_to:
            return _("到 {day}").format(day=print_date(matter.valid_to))
        if where is Standing.ELSEWHERE:
            return matter.elsewhere
        if matter.valid_to:
            return _("在用，到 {day}").format(day=print_date(matter.valid_to))
        return STANDING_WORDS[where]

    # Loading

    def reload(self) -> None:
        """Asks for the catalogue of the chosen seal; a form that is being written stays."""
        key = self.seal.key()

        def read(office: Office) -> Catalogue:
            listed = seals.list_seals(office)
            wanted = key if isinstance(key, int) else listed[0].number
            return listed, seals.list_matters(office, wanted), seals.collisions_of(office, wanted)

        self.desk.run(self, read, self._know)

    def _know(self, found: Catalogue) -> None:
        self.seal_list, self.all, self.collisions = found
        self.seal.set_items([(seal.number, seal.name) for seal in self.seal_list])
        self.seal.setVisible(len(self.seal_list) > 1)
        self.may = may_author(self.desk.office.clerk, self._present())
        self.hint.setVisible(not self.may)
        self._show()

    def _today(self) -> date:
        return self.desk.office.today()

    def _part(self, matter: Matter) -> Standing:
        where = standing(matter, self._today())
        return Standing.IN_USE if where is Standing.TO_COME else where

    def _show(self) -> None:
        for part, _words in PARTS:
            self.parts.set_count(part, sum(self._part(matter) is part for matter in self.all))
        self.table.set_records([matter for matter in self.all if self._part(matter) is self.parts.key()])
        if self.table.selected_record() is None and self.table.model_.records:
            self.table.selectRow(0)
        elif self.table.selected_record() is not None:
            self._ask_history(self.table.selected_record())
        else:
            self._show_detail(None, [])
        self._update_buttons()

    def _update_buttons(self) -> None:
        chosen = self.table.selected_record()
        for button in (self.add_button, self.change_button, self.stop_button):
            if not self.may:
                button.block(_("由这枚章的批准人或管理人办理"))
            elif button is not self.add_button and chosen is None:
                button.block(_("先选一个事项"))
            elif button is self.stop_button and standing(chosen, self._today()) is Standing.STOPPED:
                button.block(_("已经停用"))
            else:
                button.unblock()

    def _ask_history(self, matter: Matter) -> None:
        self.desk.run(
            self,
            lambda office: seals.matter_history(office, matter.number),
            lambda history: self._show_detail(matter, history),
        )
        self._update_buttons()

    # The chosen matter

    def _show_detail(self, matter: Matter | None, history: list[MatterVersion]) -> None:
        while (entry := self.facts.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if matter is None:
            self.facts.addWidget(label(_("这里没有事项。"), "caption"))
            self.facts.addStretch(1)
            return
        self.facts.addWidget(label(matter.name, "section", wrap=True))
        for one in self.collisions.get(matter.number, ()):
            heading = _("不能由本章出具") if one.refused else _("请先核对清单")
            self.facts.addWidget(MessageBar("err" if one.refused else "warn", heading, one.message))
        papers = seals.papers_with_wording()
        for name in FACTS:
            words = shown(matter, name)
            if name == "form":
                words = papers.get(words, "—")
            if words and words != "—":
                self._add_fact(name, words)
        self._add_days(matter)
        self.facts.addWidget(rule())
        self.facts.addWidget(label(_("修改经过"), "label"))
        for version in history:
            self.facts.addWidget(label(_told(version), "caption", wrap=True))
        self.facts.addStretch(1)

    def _add_fact(self, name: str, words: str) -> None:
        self.facts.addWidget(label(MATTER_WORDS[name], "caption"))
        self.facts.addWidget(label(words, wrap=True))

    def _add_days(self, matter: Matter) -> None:
        first = print_date(matter.valid_from) if matter.valid_from else _("没有起始")
        last = print_date(matter.valid_to) if matter.valid_to else _("没有截止")
        self.facts.addWidget(label(_("有效期"), "caption"))
        self.facts.addWidget(label(_("{first} 至 {last}").format(first=first, last=last), wrap=True))

    # Changing

    def _present(self) -> Seal:
        return next(seal for seal in self.seal_list if seal.number == self.seal.key())

    def add(self) -> None:
        """Begins a new matter."""
        self._write(None)

    def change(self) -> None:
        """Begins to change the chosen matter."""
        matter = self.table.selected_record()
        if matter is not None and self.may:
            self._write(matter)

    def _write(self, matter: Matter | None) -> None:
        self.stack.setCurrentIndex(1)
        self.form.begin(self._present(), matter)
        self.reveal.emit(self)

    def _save(self) -> None:
        matter, before = self.form.matter(), self.form.before

        def save(office: Office) -> Matter:
            if before is None:
                return seals.add_matter(office, matter)
            return seals.change_matter(office, matter, before=before)

        self.desk.run(self, save, self._saved, self._unfit)

    def _unfit(self, problems: tuple[Problem, ...]) -> None:
        self.form.show_problems(problems)
        self.reveal.emit(self.focusWidget() or self)

    def _saved(self, matter: Matter) -> None:
        self.stack.setCurrentIndex(0)
        self.all = [other for other in self.all if other.number != matter.number] + [matter]
        self.parts.set_key(self._part(matter))
        self._show()
        self.table.select_where(lambda record: record.number == matter.number)
        self.table.setFocus()
        self.reload()

    def _leave_form(self) -> None:
        """Back to the list; what was typed is given up only when asked for."""
        if not self.form.changed():
            self._back()
            return
        ask = Ask(
            self.window(),
            _("不保存刚才的修改？"),
            _("写的内容会丢掉，事项保持原来的样子。"),
            _("丢掉修改"),
        )
        ask.confirmed.connect(ask.accept)
        ask.confirmed.connect(self._back)
        ask.open()

    def _back(self) -> None:
        self.stack.setCurrentIndex(0)
        self.table.setFocus()
        self.reveal.emit(self)

    def stop(self) -> None:
        """Asks for the last day of the chosen matter."""
        matter = self.table.selected_record()
        if matter is None or not self.may:
            return
        last = DateField(lambda text: parse_date(text, self._today().year), print_date)
        last.set_value(self._today())
        ask = Ask(
            self.window(),
            _("停用“{name}”？").format(name=matter.short_name),
            _("截止当天还能办，第二天起拦下。以前的登记不变。以后可以再改日期恢复。"),
            _("停用事项"),
            "primary",
            [("valid_to", Field(_("截止日期"), last))],
        )

        def go() -> None:
            day = last.value()
            if day is None:
                unread = _("日期看不懂。请写成 2026-9-7 或 9月7日。")
                ask.show_problems([Problem("seals.matter_day", unread, "valid_to")])
                return
            self.desk.run(
                ask,
                lambda office: seals.stop_matter(office, matter.number, day),
                lambda _matter: ask.accept(),
                ask.show_problems,
            )

        ask.confirmed.connect(go)
        ask.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 changes the chosen matter."""
        if event.key() == Qt.Key.Key_F2 and self.stack.currentIndex() == 0:
            self.change()
        else:
            super().keyPressEvent(event)


def _told(version: MatterVersion) -> str:
    """One version in words: when, who, and what became of what."""
    when = _("{at}　{who}").format(at=screen_moment(version.at), who=version.by_name)
    if not version.changes:
        return _("{when}　列入").format(when=when)
    told = [
        _("{word}：{before} → {after}").format(
            word=change.word, before=change.before or "—", after=change.after or "—"
        )
        for change in version.changes
    ]
    return "\n".join((when, *told))
