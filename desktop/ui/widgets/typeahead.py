"""A field that finds one of many while one types: number, pinyin initials or a few characters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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
    """One choice: its key, the tag before it, its words, and a note at the right end of its row."""

    key: object
    tag: str
    words: str
    note: str = ""


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


class ChoiceRows(QStyledItemDelegate):
    """Draws a choice: its tag, then its words, its note at the right end."""

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
        room = QRect(left, rect.top(), rect.right() - left - PADDING, rect.height())
        if item.note:
            painter.setFont(t.font("caption"))
            painter.setPen(t.color("ink2"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, item.note)
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(item.note) - GAP)
        painter.setFont(t.font("body"))
        painter.setPen(t.color("ink"))
        words = painter.fontMetrics().elidedText(item.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A row's height."""
        del option, index
        return QSize(80, theme().scaled(ROW))


def choice_list(owner: QWidget) -> QListWidget:
    """A list of choices that hangs over the window and never takes the focus."""
    made = QListWidget(owner)
    made.setWindowFlags(Qt.WindowType.ToolTip)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setItemDelegate(ChoiceRows(made))
    made.setProperty("popup", True)
    return made


def fill(shown: QListWidget, items: Sequence[Item]) -> None:
    """Puts choices into such a list; none of them is chosen yet."""
    shown.clear()
    for item in items:
        row = QListWidgetItem("　".join(part for part in (item.tag, item.words, item.note) if part))
        row.setData(Qt.ItemDataRole.UserRole, item)
        row.setToolTip(item.words)
        shown.addItem(row)


def place_under(line: QWidget, shown: QListWidget, rows: int, width: int) -> None:
    """Below the line; above it where the screen ends."""
    height = min(rows, MOST_ROWS) * theme().scaled(ROW) + 2 * POPUP_EDGE
    place = line.mapToGlobal(QPoint(0, line.height() + 2))
    if place.y() + height > line.screen().availableGeometry().bottom():
        place.setY(line.mapToGlobal(QPoint(0, 0)).y() - height - 2)
    shown.setGeometry(place.x(), place.y(), width, height)


class TypeAhead(QWidget):
    """`chosen` carries a choice's key; `typed` what was typed instead of it."""

    chosen = Signal(object)
    typed = Signal(str)

    def __init__(self, find: Callable[[str], Sequence[Item]], placeholder: str, hint: str) -> None:
        super().__init__()
        self._find = find
        self._items: list[Item] = []
        self._recent: list[object] = []
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        self.line = _Line(placeholder, hint)
        stack.addWidget(self.line)
        self.list = choice_list(self)
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

    def set_recent(self, keys: Sequence[object]) -> None:
        """The choices made lately: they come first, the latest on top, as long as nothing is typed."""
        self._recent = list(keys)

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
        if not text.strip():
            self._items = self._lately_first()
        if not self._items:
            self.list.clear()
            self.close_popup()
            return
        fill(self.list, self._items)
        self.list.setCurrentRow(0)
        self._place()
        self.list.show()
        self.list.raise_()

    def _lately_first(self) -> list[Item]:
        known = {item.key: item for item in self._items}
        lately = [replace(known[key], note=_("最近用过")) for key in self._recent if key in known]
        return lately + [item for item in self._items if item.key not in self._recent]

    def _place(self) -> None:
        place_under(self.line, self.list, len(self._items), self.line.width())

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
