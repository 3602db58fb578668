"""What happened, one under the other: hollow dots, filled for decisions, red where a seal was pressed."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import theme

DOT, ROW = 4.5, 26


class Timeline(QWidget):
    """Items are words, time and weight: ordinary, decision or seal."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[tuple[str, str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_items(self, items: Sequence[tuple[str, str, str]]) -> None:
        """Shows these, in this order."""
        self._items = list(items)
        self.setAccessibleName("；".join(f"{words} {time}" for words, time, _weight in items))
        self.setToolTip("\n".join(f"{time}　{words}" for words, time, _weight in items))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each."""
        return QSize(200, len(self._items) * theme().scaled(ROW))

    def minimumSizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it."""
        del event
        t = theme()
        row = t.scaled(ROW)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.color("line"), 1))
        seen = self._items[: (self.height() + 1) // row]
        if len(seen) > 1:
            painter.drawLine(QPointF(6, row / 2), QPointF(6, row * (len(seen) - 0.5)))
        for place, (words, time, weight) in enumerate(seen):
            box = QRectF(0, place * row, self.width(), row)
            colour = {"seal": "seal", "decision": "link"}.get(weight, "field")
            painter.setPen(QPen(t.color(colour), 2))
            painter.setBrush(t.color("surface" if weight == "ordinary" else colour))
            painter.drawEllipse(QPointF(6, box.center().y()), DOT - 1, DOT - 1)
            painter.setFont(t.font("caption"))
            painter.setPen(t.color("ink3"))
            room = painter.fontMetrics().horizontalAdvance(time) + 8
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box, right, time)
            painter.setFont(t.font("body"))
            painter.setPen(t.color("ink"))
            inner = box.adjusted(20, 0, -room, 0)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(inner.width()))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
