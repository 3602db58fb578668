"""A field that finds one of many while one types: number, pinyin initials or a few characters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.theme import theme
from desktop.ui.widgets.chips import paint_tag, tag_width
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.search import cap_width, paint_cap

MOST_ROWS, ROW = 9, 36
PADDING, GAP, OPEN_KEY = 8, 8, "F4"
POPUP_EDGE = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One choice: its key, the tag before it, its words."""

    key: object
    tag: str
    words: str


class _Line(LineField):
    """The line itself, with the tag of what was chosen and the hint at its right end."""

    def __init__(self, placeholder: str, hint: str) -> None:
        super().__init__(placeholder)
        self.tag, self.hint = "", hint
        self.set_lead("search")

    def set_tag(self, tag: str) -> None:
        """The tag of the choice, or none."""
        self.tag = tag
        self.fit()

    def set_hint(self, hint: str) -> None:
        """The words behind F4."""
        self.hint = hint
        self.fit()

    def lead_room(self) -> int:
        """The icon, and the tag when there is one."""
        return super().lead_room() + (tag_width(self.tag) + GAP if self.tag else 0)

    def end_room(self) -> int:
        """The key and its hint."""
        return super().end_room() + self._hint_width()

    def _hint_width(self) -> int:
        words = QFontMetrics(theme().font("caption")).horizontalAdvance(self.hint)
        return cap_width(OPEN_KEY) + 6 + words + GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the line, tag and hint."""
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() // 2
        if self.tag:
            paint_tag(painter, 11 + super().lead_room(), middle, self.tag)
        left = self.width() - self._hint_width() - 4
        paint_cap(painter, left, self.height() / 2, OPEN_KEY)
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("ink2"))
        rest = self.rect().adjusted(left + cap_width(OPEN_KEY) + 6, 0, 0, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, self.hint)


class _Rows(QStyledItemDelegate):
    """Draws a choice: its tag, then its words."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws one row."""
        t = theme()
        rect: QRect = option.rect
        item: Item = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, t.color("sel"))
        left = rect.left() + PADDING
        if item.tag:
            left += paint_tag(painter, left, rect.center().y() + 1, item.tag) + GAP
        painter.setFont(t.font("body"))
        painter.setPen(t.color("ink"))
        room = QRect(left, rect.top(), rect.right() - left - PADDING, rect.height())
        words = painter.fontMetrics().elidedText(item.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A row's height."""
        del option, index
        return QSize(80, theme().scaled(ROW))


class TypeAhead(QWidget):
    """`chosen` carries a choice's key; `typed` what was typed instead of it."""

    chosen = Signal(object)
    typed = Signal(str)

    def __init__(self, find: Callable[[str], Sequence[Item]], placeholder: str, hint: str) -> None:
        super().__init__()
        self._find = find
        self._items: list[Item] = []
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        self.line = _Line(placeholder, hint)
        stack.addWidget(self.line)
        self.list = QListWidget(self)
        self.list.setWindowFlags(Qt.WindowType.ToolTip)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setProperty("popup", True)
        self.list.setAccessibleName(_("可选的"))
        self.list.itemClicked.connect(lambda item: self._take(self.list.row(item)))
        self.setFocusProxy(self.line)
        self.line.changed.connect(self._typed)
        self.line.submitted.connect(self._enter)
        self.line.installEventFilter(self)
        self.setAccessibleName(placeholder)

    def setAccessibleName(self, name: str) -> None:
        """Names the line as well."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def text(self) -> str:
        """What stands in the line."""
        return self.line.text()

    def set_hint(self, hint: str) -> None:
        """The words behind F4."""
        self.line.set_hint(hint)

    def set_choice(self, item: Item | None) -> None:
        """Shows a choice, or nothing."""
        self.close_popup()
        self.line.set_tag(item.tag if item else "")
        self.line.set_text(item.words if item else "")

    def popup_open(self) -> bool:
        """Whether the list is open."""
        return self.list.isVisible()

    def close_popup(self) -> None:
        """Closes the list."""
        self.list.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with its line."""
        super().hideEvent(event)
        self.close_popup()

    def _typed(self) -> None:
        self.line.set_tag("")
        self.open_popup(self.line.text())
        self.typed.emit(self.line.text())

    def open_popup(self, text: str) -> None:
        """Opens the list with what fits; with no text it holds everything."""
        self._items = list(self._find(text))
        self.list.clear()
        if not self._items:
            self.close_popup()
            return
        for item in self._items:
            row = QListWidgetItem(f"{item.tag}　{item.words}" if item.tag else item.words)
            row.setData(Qt.ItemDataRole.UserRole, item)
            row.setToolTip(item.words)
            self.list.addItem(row)
        self.list.setCurrentRow(0)
        self._place()
        self.list.show()
        self.list.raise_()

    def _place(self) -> None:
        """Below the line; above it where the screen ends."""
        height = min(len(self._items), MOST_ROWS) * theme().scaled(ROW) + 2 * POPUP_EDGE
        place = self.line.mapToGlobal(QPoint(0, self.line.height() + 2))
        if place.y() + height > self.line.screen().availableGeometry().bottom():
            place.setY(self.line.mapToGlobal(QPoint(0, 0)).y() - height - 2)
        self.list.setGeometry(place.x(), place.y(), self.line.width(), height)

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._items):
            item = self._items[row]
            self.set_choice(item)
            self.chosen.emit(item.key)

    def _enter(self) -> None:
        if self.popup_open():
            self._take(self.list.currentRow())
        else:
            self.focusNextChild()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, down, F4 and Esc belong to the list; leaving takes the only choice there is."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and not self.line.composing():
            if kind == QEvent.Type.KeyPress:
                return self._key(event)
            if kind == QEvent.Type.ShortcutOverride and self._owns(event.key()):
                event.accept()
                return True
        if kind == QEvent.Type.FocusOut and self.popup_open():
            if len(self._items) == 1 and self.line.text().strip():
                self._take(0)
            self.close_popup()
        return super().eventFilter(watched, event)

    def _owns(self, key: int) -> bool:
        """Whether the key is the list's, not a shortcut of the page."""
        return key == Qt.Key.Key_F4 or (self.popup_open() and key == Qt.Key.Key_Escape)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_F4:
            self.open_popup("")
            return True
        if not self.popup_open():
            return False
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
            self.line.setAccessibleDescription(self.list.currentItem().text())
            return True
        if key == Qt.Key.Key_Escape:
            self.close_popup()
            return True
        return False
