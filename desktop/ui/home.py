"""今日工作台: what waits for this person comes first, totals after."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain import seals as rules
from desktop.domain.people import Role
from desktop.domain.seals.life import SealLife
from desktop.domain.seals.life.dues import Due
from desktop.domain.text.dates import WEEKDAYS_LONG, ago, screen_date
from desktop.i18n import _
from desktop.services import today
from desktop.services.today import Outing, Waiting, Workbench
from desktop.ui.desk import Desk
from desktop.ui.icons import pixmap
from desktop.ui.page import Head, Page, column, label, line, rule
from desktop.ui.scans import ScansCard
from desktop.ui.seals.bench import delete_draft, draft_menu, entry_menu
from desktop.ui.seals.due_words import due_words
from desktop.ui.seals.keeping import LeftOpen, draft_words
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.menus import MenuAsker
from desktop.ui.widgets.messages import EmptyState
from desktop.ui.widgets.timeline import Timeline

NOTES = {
    rules.State.RETURNED: _("补齐后另提一份"),
    rules.State.TO_VERIFY: _("等您写核实意见"),
    rules.State.TO_APPROVE: _("先提交的在前"),
    rules.State.TO_SEAL: _("已批准，等盖章"),
    rules.State.TO_KEEP: _("用印后当天须复印留底"),
}
VERBS = {
    rules.State.RETURNED: _("更正"),
    rules.State.TO_VERIFY: _("核实"),
    rules.State.TO_APPROVE: _("审核"),
    rules.State.TO_SEAL: _("用印"),
    rules.State.TO_KEEP: _("补留底"),
}
PICTURES = {rules.State.TO_KEEP: "scan", rules.State.TO_VERIFY: "finding", rules.State.RETURNED: "return"}
MONTH = (_("已用印"), _("已留底"), _("超范围拦下"))
FEWEST_RECENT = 60
SHOWN = 6
"""Lines of one kind shown at once; the rest opens on demand."""


class Row(QFrame):
    """One thing that waits, with what it is, by when, and the button that takes the clerk there."""

    opened = Signal()
    deleted = Signal()

    def __init__(self, heading: str, caption: str, picture: str, verb: str, mark: Chip | None) -> None:
        super().__init__()
        self.picture = picture
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{heading} {caption}")
        self.setFixedHeight(theme().scaled(65))
        row = QHBoxLayout(self)
        row.setContentsMargins(50, 8, 16, 8)
        row.setSpacing(12)
        words = column(spacing=0)
        words.addWidget(label(heading, "medium"))
        words.addWidget(label(caption, "caption"))
        row.addLayout(words, 1)
        if mark is not None:
            row.addWidget(mark)
        button = Button(verb, small=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.opened)
        row.addWidget(button)
        self.menu = MenuAsker(self, self, lambda: self.mapToGlobal(self.rect().center()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the icon, and the bar of the chosen line."""
        del event
        painter = QPainter(self)
        if self.hasFocus():
            painter.fillRect(self.rect(), theme().color("sel"))
            painter.fillRect(QRectF(0, 0, 4, self.height()), theme().color("link"))
        painter.drawPixmap(16, (self.height() - 20) // 2, pixmap(self.picture, "ink2", 20))
        painter.setPen(theme().color("line2"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose, Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens it."""
        super().mouseDoubleClickEvent(event)
        self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Marks it."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Unmarks it."""
        super().focusOutEvent(event)
        self.update()


class HomePage(Page):
    """The start page."""

    name = "home"
    subjects = ("seals", "office", "people")
    verify_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._open: set[rules.State] = set()
        self._bench: Workbench | None = None
        outer = column()
        self.setLayout(outer)
        self.head = Head("")
        outer.addWidget(self._make_head())
        row = line(margins=(24, 0, 24, 16), spacing=16)
        outer.addLayout(row, 1)
        left = column(spacing=12)
        self.scans = ScansCard(desk)
        self.scans.told.connect(lambda words: self.wanted.emit("toast", (words,)))
        self.scans.keys_changed.connect(self.key_caps_changed)
        left.addWidget(self.scans)
        left.addWidget(self._make_waiting(), 1)
        row.addLayout(left, 2)
        row.addLayout(self._make_side(), 1)

    def _make_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 14, 24, 12)
        words = column(spacing=2)
        now = self.desk.office.now()
        self.day = label(f"{screen_date(now)}，{WEEKDAYS_LONG[now.weekday()]}", "title")
        self.summary = label("", "secondary")
        words.addWidget(self.day)
        words.addWidget(self.summary)
        row.addLayout(words)
        row.addStretch(1)
        new = Button(_("新建用印申请"), "primary", icon="new", key="Ctrl+N")
        new.clicked.connect(lambda: self.wanted.emit("application", None))
        if not self.desk.office.clerk.has(Role.HANDLER):
            new.block(_("只有承办人可以新建用印申请"))
        row.addWidget(new)
        return head

    def _make_waiting(self) -> Card:
        card = Card()
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left_open = LeftOpen(self.desk)
        self.left_open.wanted.connect(lambda draft: self.wanted.emit("application", draft))
        card.body.addWidget(self.left_open)
        card.body.addWidget(self.area, 1)
        foot = card.add_foot((16, 12, 16, 12), spacing=10)
        self.done_mark = label("")
        self.done_mark.setPixmap(pixmap("done_outline", "ok", 20))
        foot.addWidget(self.done_mark)
        self.done = label("", "secondary")
        foot.addWidget(self.done)
        foot.addStretch(1)
        return card

    def _make_side(self) -> QVBoxLayout:
        side = column(spacing=12)
        month = Card(_("本月用印"))
        self.month_note = label("", "caption")
        month.head.addWidget(self.month_note)
        figures = line(spacing=24)
        self.figures: list[QLabel] = []
        for words in MONTH:
            cell = column(spacing=0)
            number = label("", "big")
            number.setTextFormat(Qt.TextFormat.RichText)
            cell.addWidget(number)
            cell.addWidget(label(words, "caption"))
            if self.figures:
                figures.addWidget(rule("up"))
            figures.addLayout(cell, 1)
            self.figures.append(number)
        theme().changed.connect(self._fill_figures)
        month.body.addLayout(figures)
        side.addWidget(month)
        recent = Card(_("最近动态"))
        all_of_it = Button(_("全部记录"), "link")
        all_of_it.clicked.connect(lambda: self.wanted.emit("search", None))
        recent.head.addWidget(all_of_it)
        self.recent = Timeline()
        self.recent.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.recent.setMinimumHeight(FEWEST_RECENT)
        recent.body.addWidget(self.recent)
        recent.body.addStretch(1)
        recent.body.addWidget(rule())
        checked = line()
        self.checked_mark = label("")
        checked.addWidget(self.checked_mark)
        self.checked = label("", "medium")
        checked.addWidget(self.checked)
        checked.addStretch(1)
        verify = Button(_("立即校验"), "link")
        verify.clicked.connect(self.verify_wanted)
        checked.addWidget(verify)
        recent.body.addLayout(checked)
        side.addWidget(recent, 1)
        return side

    def reload(self) -> None:
        """Asks what waits now."""
        self.desk.run(self, today.workbench, self._show)

    def set_checked(self, state: str, words: str) -> None:
        """What the last verification found, with what and when."""
        token = {"ok": "ok", "broken": "err"}.get(state, "ink2")
        self.checked.setText(words)
        self.checked.setStyleSheet(f"color:{theme().hex(token)}")
        self.checked_mark.setPixmap(pixmap("broken" if state == "broken" else "chain", token, 20))

    def _show(self, bench: Workbench) -> None:
        self._bench = bench
        late = _("，其中 {late} 件已超时").format(late=bench.late) if bench.late else ""
        self.summary.setText(
            _("今天有 {count} 件事等您处理{late}。").format(count=bench.count, late=late)
            if bench.count
            else _("今天没有等您处理的事。")
        )
        now = self.desk.office.now()
        self.month_note.setText(_("{month}月1日至今天").format(month=now.month))
        self._fill_figures()
        self.done.setText(_("今天已办完 {count} 件").format(count=bench.done_today))
        self.recent.set_items([(item.words, ago(item.at, now), item.weight) for item in bench.recent])
        self.left_open.show_drafts(bench.drafts)
        self.area.setWidget(self._lines(bench))

    def _fill_figures(self) -> None:
        """The numbers of the month, each with its unit in small type."""
        if self._bench is None:
            return
        bench, small = self._bench, theme().px("label")
        counts = (bench.sealed_this_month, bench.kept_this_month, bench.stopped_this_month)
        for number, words, count in zip(self.figures, MONTH, counts, strict=True):
            unit = _("件")
            number.setText(f'{count}<span style="font-size:{small}px;font-weight:400"> {unit}</span>')
            number.setAccessibleName(f"{words} {count} {unit}")

    def _lines(self, bench: Workbench) -> QWidget:
        body = QWidget()
        stack = column()
        body.setLayout(stack)
        if not bench.waiting and not bench.drafts and not bench.outings and not bench.dues:
            stack.addWidget(
                EmptyState("done_outline", _("没有等您处理的事"), _("有人提交、批准或盖章后，会出现在这里。"))
            )
        rows = self._put(
            stack, _("外出的印章"), _("归还后登记"), [self._outing(outing) for outing in bench.outings]
        )
        rows += self._put(stack, _("印章到期的事"), _("按期办理"), [self._due(*due) for due in bench.dues])
        for state, items in bench.waiting.items():
            stack.addWidget(self._group(rules.STATE_WORDS[state], len(items), NOTES[state]))
            shown = items if state in self._open else items[:SHOWN]
            for item in shown:
                rows.append(self._row(state, item))
                stack.addWidget(rows[-1])
            if len(items) > len(shown):
                stack.addWidget(self._more(state, len(items) - len(shown)))
        rows += self._put(stack, _("草拟"), _("还没有提交"), [self._draft(draft) for draft in bench.drafts])
        first = rows[0] if rows else None
        stack.addStretch(1)
        if first is not None:
            self.setFocusProxy(first)
            if self.isVisible() and self.window().focusWidget() in (None, self):
                first.setFocus()
        return body

    def _put(self, stack: QVBoxLayout, words: str, note: str, rows: list[Row]) -> list[Row]:
        """Puts rows of one kind under their heading; nothing where there are none."""
        if rows:
            stack.addWidget(self._group(words, len(rows), note))
        for row in rows:
            stack.addWidget(row)
        return rows

    def _group(self, words: str, count: int, note: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("sunken", True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(label(words, "strong"))
        row.addWidget(label(str(count), "secondary"))
        row.addStretch(1)
        row.addWidget(label(note, "caption"))
        return frame

    def _outing(self, outing: Outing) -> Row:
        life, step = outing.life, outing.life.outing
        heading = f"{life.seal.book_code}　{life.seal.name}"
        caption = ""
        if step is not None:
            caption = _("{carriers} 携带外出 · {place} · {when}").format(
                carriers="、".join(step.persons.get("carriers", ())),
                place=step.facts.get("place", ""),
                when=ago(step.moment or step.at, self.desk.office.now()),
            )
        row = Row(heading, caption, "due", _("归还"), _outing_mark(outing, self.desk.office.now()))
        row.opened.connect(lambda: self.wanted.emit("life", life.number))
        return row

    def _due(self, life: SealLife, due: Due) -> Row:
        heading, caption, mark = due_words(due, self.desk.office.today())
        row = Row(f"{heading}　{life.seal.book_code}", caption, "due", _("去办"), mark)
        row.opened.connect(lambda: self.wanted.emit("life", life.number))
        return row

    def _row(self, state: rules.State, item: Waiting) -> Row:
        entry = item.line
        heading = f"{entry.number}　{entry.matter_name}　{entry.applicant}"
        caption = _("{tag} · 承办 {handler} · {when}").format(
            tag=entry.matter_tag, handler=entry.handler_name, when=_when(state, item, self.desk.office.now())
        )
        row = Row(heading, caption, PICTURES.get(state, "seal"), VERBS[state], _mark(state, item))
        row.opened.connect(lambda: self.wanted.emit("register", entry.use))
        row.menu.asked.connect(lambda place: entry_menu(self, row, entry.use, place))
        return row

    def _draft(self, draft: rules.Draft) -> Row:
        when = ago(draft.saved_at, self.desk.office.now())
        row = Row(draft_words(draft), _("存于 {when}").format(when=when), "draft", _("接着写"), None)
        row.opened.connect(lambda: self.wanted.emit("application", draft))
        row.deleted.connect(lambda: delete_draft(self, draft))
        row.menu.asked.connect(lambda place: draft_menu(self, row, draft, place))
        return row

    def _more(self, state: rules.State, count: int) -> Button:
        button = Button(_("展开另外 {count} 件").format(count=count), "link")

        def show() -> None:
            self._open.add(state)
            if self._bench is not None:
                self.area.setWidget(self._lines(self._bench))

        button.clicked.connect(show)
        return button

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work on the start page."""
        caps = [("↑↓", _("选择")), ("Enter", _("打开"))]
        if self.desk.office.clerk.has(Role.HANDLER):
            caps.append(("Ctrl+N", _("新建用印")))
        return [*caps, *self.scans.key_caps(), ("F1", _("帮助"))]

    def sizeHint(self) -> QSize:
        """As large as the window allows."""
        return QSize(1200, 800)


def _when(state: rules.State, item: Waiting, now: datetime) -> str:
    if state is rules.State.TO_KEEP and item.line.sealed_at is not None:
        return _("用印于 {when}").format(when=ago(item.line.sealed_at, now))
    return _("{when} 提交").format(when=ago(item.line.submitted_at, now))


def _outing_mark(outing: Outing, now: datetime) -> Chip | None:
    if outing.late is not None:
        hours = max(1, int(outing.late.total_seconds() // 3600))
        return Chip(_("超时 {hours} 小时").format(hours=hours), "err", "clock")
    if outing.due is None:
        return None
    return Chip(_("{when} 前归还").format(when=ago(outing.due, now)), "neutral", "clock")


def _mark(state: rules.State, item: Waiting) -> Chip | None:
    if item.late is not None:
        hours = max(1, int(item.late.total_seconds() // 3600))
        return Chip(_("超时 {hours} 小时").format(hours=hours), "err", "clock")
    if state is rules.State.TO_KEEP and item.due is not None:
        return Chip(_("今天 {time} 前").format(time=f"{item.due:%H:%M}"), "neutral", "clock")
    if state is rules.State.TO_APPROVE:
        words = _("材料 {seen}/{due}").format(seen=item.line.materials_seen, due=item.line.materials_due)
        return Chip(_("本单位文书") if item.line.own_paper else words, "ok", "check")
    return None
