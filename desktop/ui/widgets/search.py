"""A search field: finds while one types."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from desktop.ui.icons import icon
from desktop.ui.theme import theme
from desktop.ui.widgets.fields import LineField

WAIT_MS = 150


class SearchBox(LineField):
    """`typed` carries the text a moment after the last key. Esc empties the field."""

    typed = Signal(str)

    def __init__(self, placeholder: str, key: str = "") -> None:
        super().__init__(placeholder)
        self._key = key
        self.setAccessibleName(placeholder)
        self.addAction(icon("search", "ink3", 18), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(lambda: self.typed.emit(self.text()))
        self.changed.connect(self._timer.start)
        self.submitted.connect(lambda: self.typed.emit(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field first."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.set_text("")
            self.typed.emit("")
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the field and the key that leads to it."""
        super().paintEvent(event)
        if self._key and not self.hasFocus() and not self.text():
            painter = QPainter(self)
            painter.setFont(theme().font("tag", 500))
            painter.setPen(theme().color("ink3"))
            painter.drawText(
                self.rect().adjusted(0, 0, -14, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self._key,
            )
