"""Ctrl+K: one field from which every command, page, person and entry is a few letters away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.text.names import pinyin_keys, search_key
from desktop.i18n import _
from desktop.ui.icons import pixmap
from desktop.ui.marks import KeyCap
from desktop.ui.page import label
from desktop.ui.theme import theme
from desktop.ui.widgets.cards import cast_shadow
from desktop.ui.widgets.dialogs import Scrim
from desktop.ui.widgets.search import SearchBox, cap_width, paint_cap

WIDTH, ROW, HEADING, FIELD = 680, 48, 34, 60
MOST_ROWS, PADDING, ICON, BAR = 9, 16, 20, 4
HELP = _("帮助")
"""The kind of a line that opens a page of help."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the palette: its kind, its words, what is said beside them, and what choosing it does."""

    kind: str
    words: str
    do: Callable[[], object]
    caption: str = ""
    picture: str = "next"
    cap: str = ""
    aliases: tuple[str, ...] = ()

    def fits(self, typed: str) -> bool:
        """Whether what was typed, folded, is part of its words or of their pinyin."""
        for words in (self.words, *self.aliases):
            if typed in search_key(words) or any(typed in key for key in pinyin_keys(words)):
                return True
        return False


Find = Callable[[str, Callable[[list[Choice]], None]], None]
"""Looks up, away from the screen, what else fits what was typed, and brings it."""


class Palette(QDialog):
    """The palette over the dimmed window. It closes before what was chosen is done."""

    def __init__(self, window: QWidget, commands: Sequence[Choice], find: Find) -> None:
        super().__init__(window)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("搜索"))
        self.setAccessibleName(_("搜索编号、姓名或命令"))
        self.commands, self._find = commands, find
        self._window, self._only = window, ""
        self._scrim: Scrim | None = None
        self._hurried = self._moved = False
        self._found: list[Choice] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 24)
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(WIDTH)
        cast_shadow(card)
        outer.addWidget(card)
        stack = QVBoxLayout(card)
        stack.setContentsMargins(1, 1, 1, 1)
        stack.setSpacing(0)
        self.box = SearchBox(_("编号、姓名、事项、日期，或要做的事"))
        self.box.setProperty("plain", True)
        self.box.setFixedHeight(theme().scaled(FIELD))
        self.box.changed.connect(self._type)
        self.box.typed.connect(self._look_up)
        self.box.installEventFilter(self)
        stack.addWidget(self.box)
        self.list = QListWidget()
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("找到的"))
        self.list.itemClicked.connect(self._take)
        stack.addWidget(self.list)
        self.nothing = label(_("没有找到。换几个字，或打编号、姓名、拼音首字母。"), "secondary")
        self.nothing.setContentsMargins(PADDING, 12, PADDING, 12)
        stack.addWidget(self.nothing)
        stack.addWidget(self._make_foot())
        self._show_commands()

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("sunken", True)
        foot.setProperty("foot", True)
        row = QHBoxLayout(foot)
        row.setContentsMargins(PADDING, 8, PADDING, 8)
        row.setSpacing(6)
        for key, words in (("↑↓", _("选择")), ("Enter", _("执行")), ("Tab", _("只看这一类"))):
            row.addWidget(KeyCap(key))
            row.addWidget(label(words, "caption"))
            row.addSpacing(10)
        row.addStretch(1)
        row.addWidget(label(_("支持拼音首字母，如 yl"), "caption"))
        return foot

    # What is listed

    def _type(self) -> None:
        self._hurried = self._moved = False
        self._show_commands()

    def _show_commands(self) -> None:
        """Commands are there with the key that was pressed; the rest follows when it was looked up."""
        typed = search_key(self.box.text())
        own = [choice for choice in self.commands if not typed or choice.fits(typed)]
        self._show(own if not typed else own[:MOST_ROWS])
        self._own = own

    def _look_up(self, text: str) -> None:
        if not text.strip():
            return
        asked = text

        def bring(found: list[Choice]) -> None:
            if asked == self.box.text():
                self._show([*self._own[: MOST_ROWS - 3], *found])
                if self._hurried:
                    self._hurried = False
                    self._take(self.list.currentItem())

        self._find(text, bring)

    def _show(self, choices: Sequence[Choice]) -> None:
        present = self.current()
        self._found = [choice for choice in choices if self._only in ("", choice.kind)]
        self.list.clear()
        kind = ""
        for choice in sorted(self._found, key=lambda choice: _place(choice, choices)):
            if choice.kind != kind:
                kind = choice.kind
                self._add(kind, None)
            self._add(f"{choice.words} {choice.caption}", choice)
        # What somebody went to stays chosen while more is found; else the first line is meant.
        same = (
            self._moved
            and present is not None
            and self._select(lambda choice: (choice.kind, choice.words) == (present.kind, present.words))
        )
        if not same:
            self._select(lambda _choice: True)
        self.nothing.setVisible(not self._found)
        self.list.setVisible(bool(self._found))
        height = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setFixedHeight(min(height, MOST_ROWS * theme().scaled(ROW)) + 6)
        self.adjustSize()

    def _add(self, words: str, choice: Choice | None) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, choice)
        if choice is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def choices(self) -> list[Choice]:
        """What is listed now, from top to bottom."""
        found = (self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count()))
        return [choice for choice in found if choice is not None]

    def current(self) -> Choice | None:
        """The line that Enter would take."""
        item = self.list.currentItem()
        found = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, Choice) else None

    def _select(self, fits: Callable[[Choice], bool]) -> bool:
        for row in range(self.list.count()):
            choice = self.list.item(row).data(Qt.ItemDataRole.UserRole)
            if choice is not None and fits(choice):
                self.list.setCurrentRow(row)
                return True
        return False

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows, Enter and Tab of the field belong to the list, unless an input method is at work."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.box.composing():
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._narrow()
                return True
            if key == Qt.Key.Key_Escape:
                self.reject()
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        self._moved = True
        rows = [r for r in range(self.list.count()) if self.list.item(r).data(Qt.ItemDataRole.UserRole)]
        if rows:
            at = rows.index(self.list.currentRow()) if self.list.currentRow() in rows else -by
            self.list.setCurrentRow(rows[(at + by) % len(rows)])

    def _enter(self) -> None:
        """Takes the chosen line. Who is faster than the search gets its first find."""
        if self.current() is None:
            self._hurried = bool(self.box.text().strip())
            self._look_up(self.box.text())
        else:
            self._take(self.list.currentItem())

    def _narrow(self) -> None:
        """Tab: only the kind of the present line; again: everything."""
        present = self.current()
        self._only = "" if self._only or present is None else present.kind
        self._show_commands()
        self._look_up(self.box.text())

    def _take(self, item: QListWidgetItem | None) -> None:
        choice = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        if isinstance(choice, Choice):
            self.accept()
            choice.do()

    def showEvent(self, event: QShowEvent) -> None:
        """Stands in the upper part of the window, which it dims."""
        super().showEvent(event)
        self._scrim = Scrim(self._window, cover=False)
        top = self._window.mapToGlobal(self._window.rect().topLeft())
        self.move(top.x() + (self._window.width() - self.width()) // 2, top.y() + self._window.height() // 12)
        self.box.setFocus()

    def done(self, result: int) -> None:
        """Lets the window be seen again."""
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        super().done(result)


def _place(choice: Choice, among: Sequence[Choice]) -> tuple[bool, int]:
    """Kinds stand together, in the order in which they first come; help comes after what can be done."""
    return choice.kind == HELP, next(p for p, other in enumerate(among) if other.kind == choice.kind)


class _Rows(QStyledItemDelegate):
    """Draws a line: picture, words, what is said beside them, key; or the heading of a kind."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws one row."""
        t = theme()
        rect: QRect = option.rect
        choice: Choice | None = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if choice is None:
            painter.setFont(t.font("caption"))
            painter.setPen(t.color("ink2"))
            heading = rect.adjusted(PADDING, 8, 0, 0)
            painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter, str(index.data()).strip())
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, t.color("sel"))
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), t.color("link"))
        size = t.scaled(ICON)
        painter.drawPixmap(
            rect.left() + PADDING, rect.center().y() - size // 2, pixmap(choice.picture, "ink2", size)
        )
        right = rect.right() - PADDING
        if choice.cap:
            painter.setFont(t.font("tag", 500))
            right -= cap_width(choice.cap)
            paint_cap(painter, right, rect.center().y() + 1, choice.cap)
            right -= 12
        left = rect.left() + PADDING + size + 12
        for words, role, weight, token, gap in (
            (choice.words, "body", 500, "ink", 12),
            (choice.caption, "caption", 400, "ink2", 0),
        ):
            painter.setFont(t.font(role, weight))
            painter.setPen(t.color(token))
            room = QRect(left, rect.top(), max(0, right - left), rect.height())
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            left += painter.fontMetrics().horizontalAdvance(shown) + gap
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A row's height."""
        del option
        heading = index.data(Qt.ItemDataRole.UserRole) is None
        return QSize(80, theme().scaled(HEADING if heading else ROW))
