"""A search field: finds while one types."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen

from desktop.ui.theme import theme
from desktop.ui.widgets.fields import LineField

WAIT_MS = 150
CAP_HEIGHT, CAP_PADDING, CAP_EDGE = 20, 6, 10


def cap_width(key: str) -> int:
    """How wide a key cap is."""
    return QFontMetrics(theme().font("tag", 500)).horizontalAdvance(key) + 2 * CAP_PADDING


def paint_cap(painter: QPainter, left: float, middle: float, key: str) -> None:
    """Draws a key cap with its left edge and middle height given."""
    t = theme()
    height = t.scaled(CAP_HEIGHT)
    box = QRectF(round(left) + 0.5, round(middle - height / 2) + 0.5, cap_width(key) - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(t.color("line"), 1))
    painter.setBrush(t.color("surface"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(t.font("tag", 500))
    painter.setPen(t.color("ink2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


class SearchBox(LineField):
    """`typed` carries the text a moment after the last key. Esc empties the field."""

    typed = Signal(str)

    def __init__(self, placeholder: str, key: str = "") -> None:
        super().__init__(placeholder)
        self._key = key
        self.setAccessibleName(placeholder)
        self.set_lead("search")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._tell)
        self.changed.connect(self._timer.start)
        self.submitted.connect(self._tell)

    def _tell(self) -> None:
        self._timer.stop()
        self.typed.emit(self.text())

    def event(self, event: QEvent) -> bool:
        """Esc is the field's own while there is something to empty, not a shortcut of the page."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._clears(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _clears(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field first."""
        if self._clears(event):
            self.set_text("")
            self._tell()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the field and the key that leads to it."""
        super().paintEvent(event)
        if self._key and not self.hasFocus() and not self.text():
            left = self.width() - cap_width(self._key) - CAP_EDGE
            paint_cap(QPainter(self), left, self.height() / 2, self._key)
