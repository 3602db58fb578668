"""Earlier values offered under a line while one types; nothing is taken unless it was chosen."""

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.typeahead import Item, choice_list, fill, place_under

WAIT_MS = 150
WIDEST = 620
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Offers(QObject):
    """The list under one line. `find` is asked a moment after the last key and brings what fits.

    Up and down go through it, Enter takes the marked row, Esc leaves what was typed; while an input method
    composes, all keys are its own. `chosen` carries the key of what was taken.
    """

    chosen = Signal(object)

    def __init__(
        self,
        line: LineField,
        find: Callable[[str, Callable[[Sequence[Item]], None]], None],
        words: str,
    ) -> None:
        super().__init__(line)
        self._line, self._find = line, find
        self._items: list[Item] = []
        self.list = choice_list(line)
        self.list.setAccessibleName(words)
        self.list.itemClicked.connect(lambda row: self._take(self.list.row(row)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.look)
        line.changed.connect(self._timer.start)
        line.installEventFilter(self)

    def open(self) -> bool:
        """Whether the list is to be seen."""
        return self.list.isVisible()

    def look(self) -> None:
        """Asks for what fits what is typed now."""
        typed = self._line.text().strip()
        if not typed:
            self.close()
            return
        self._find(typed, lambda items: self._show(typed, items))

    def _show(self, typed: str, items: Sequence[Item]) -> None:
        # An answer that came late, or to a line that was left, is not shown.
        if typed != self._line.text().strip() or not self._line.hasFocus() or self._line.composing():
            return
        self._items = list(items)
        if not items:
            self.close()
            return
        fill(self.list, items)
        self.list.setCurrentRow(-1)
        place_under(self._line, self.list, len(items), max(self._line.width(), WIDEST))
        self.list.show()
        self.list.raise_()
        self._line.setAccessibleDescription(self.list.accessibleName())

    def close(self) -> None:
        """Closes the list; what was typed stays."""
        self._timer.stop()
        self.list.hide()
        self._line.setAccessibleDescription("")

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._items):
            self.close()
            self.chosen.emit(self._items[row].key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list's keys, unless an input method has them; it goes when the line is left."""
        if not shiboken6.isValid(self._line):
            return False  # the window is being taken down: the line hides for the last time
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.close()
        elif isinstance(event, QKeyEvent) and self.open() and not self._line.composing():
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        row, count = self.list.currentRow(), self.list.count()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Down:
            self._mark((row + 1) % count)
        elif event.key() == Qt.Key.Key_Up:
            self._mark((row if row > 0 else count) - 1)
        elif event.key() in ENTER and row >= 0 and not event.modifiers():
            self._take(row)
        else:
            return False
        return True

    def _mark(self, row: int) -> None:
        self.list.setCurrentRow(row)
        self._line.setAccessibleDescription(self.list.currentItem().text())
