"""A field that finds one of many while one types: number, pinyin initials or a few characters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.ui.theme import theme
from desktop.ui.widgets.chips import paint_tag
from desktop.ui.widgets.fields import LineField

MOST_ROWS = 9
TAG_ROOM = 16


@dataclass(frozen=True, slots=True)
class Item:
    """One choice: its key, the tag before it, its words."""

    key: object
    tag: str
    words: str


class _Line(LineField):
    """The line itself, with the tag of what was chosen and the hint at its right end."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder)
        self.tag = ""
        self.hint = ""

    def room(self) -> None:
        """Keeps the words clear of the tag."""
        width = self.fontMetrics().horizontalAdvance(self.tag) + TAG_ROOM if self.tag else 0
        self.setTextMargins(width, 0, 120, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the line, tag and hint."""
        super().paintEvent(event)
        painter = QPainter(self)
        if self.tag:
            paint_tag(painter, 12, self.height() // 2, self.tag)
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("ink2"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -12, 0), right, f"F4 {self.hint}")


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
        self.line = _Line(placeholder)
        self.line.hint = hint
        self.line.room()
        stack.addWidget(self.line)
        self.list = QListWidget(self)
        self.list.setWindowFlags(Qt.WindowType.ToolTip)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda item: self._take(self.list.row(item)))
        self.setFocusProxy(self.line)
        self.line.changed.connect(self._typed)
        self.line.submitted.connect(self._enter)
        self.line.installEventFilter(self)

    def setAccessibleName(self, name: str) -> None:
        """Names the line as well."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def text(self) -> str:
        """What stands in the line."""
        return self.line.text()

    def set_hint(self, hint: str) -> None:
        """The words behind F4."""
        self.line.hint = hint
        self.line.update()

    def set_choice(self, item: Item | None) -> None:
        """Shows a choice, or nothing."""
        self.close_popup()
        self.line.tag = item.tag if item else ""
        self.line.room()
        self.line.set_text(item.words if item else "")

    def popup_open(self) -> bool:
        """Whether the list is open."""
        return self.list.isVisible()

    def close_popup(self) -> None:
        """Closes the list."""
        self.list.hide()

    def _typed(self) -> None:
        self.line.tag = ""
        self.line.room()
        self.open_popup(self.line.text())
        self.typed.emit(self.line.text())

    def open_popup(self, text: str) -> None:
        """Opens the list with what fits."""
        self._items = list(self._find(text))
        self.list.clear()
        if not self._items:
            self.close_popup()
            return
        for item in self._items:
            self.list.addItem(QListWidgetItem(f"{item.tag}　{item.words}"))
        self.list.setCurrentRow(0)
        row = theme().scaled(36)
        self.list.setStyleSheet(
            f"QListWidget{{border:1px solid {theme().hex('line')};border-radius:6px;padding:4px}}"
            f"QListWidget::item{{min-height:{row}px;padding:0 8px;border-radius:4px}}"
            f"QListWidget::item:selected{{background:{theme().hex('sel')};color:{theme().hex('ink')}}}"
        )
        place = self.line.mapToGlobal(QPoint(0, self.line.height() + 2))
        height = min(len(self._items), MOST_ROWS) * row + 12
        self.list.setGeometry(place.x(), place.y(), self.line.width(), height)
        self.list.show()

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._items):
            item = self._items[row]
            self.set_choice(item)
            self.chosen.emit(item.key)

    def _enter(self) -> None:
        if self.popup_open():
            self._take(self.list.currentRow())
        else:
            self.line.focusNextChild()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, down, F4 and Esc belong to the list; leaving takes the only choice there is."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and self.popup_open():
            if len(self._items) == 1 and self.line.text().strip():
                self._take(0)
            self.close_popup()
        return super().eventFilter(watched, event)

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
            return True
        if key == Qt.Key.Key_Escape:
            self.close_popup()
            return True
        return False
