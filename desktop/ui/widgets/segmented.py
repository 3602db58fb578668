"""A row of parts of which one is chosen, each with its count."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.theme import theme

PADDING, GAP, HEIGHT = 12, 8, 36


class Segmented(QWidget):
    """`changed` carries the key of the part that the clerk chose. Left and right move."""

    changed = Signal(object)

    def __init__(self, parts: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self._parts = list(parts)
        self._counts: dict[object, int] = {}
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()
        theme().changed.connect(self.updateGeometry)

    def _name(self) -> None:
        key, words = self._parts[self._at]
        self.setAccessibleName(f"{words} {self._counts.get(key, '')}".strip())
        self.setAccessibleDescription(
            _("第 {at} 项，共 {all} 项").format(at=self._at + 1, all=len(self._parts))
        )

    def key(self) -> object:
        """The chosen part."""
        return self._parts[self._at][0]

    def set_key(self, key: object) -> None:
        """Chooses a part without calling it chosen by the clerk."""
        self._at = next(place for place, part in enumerate(self._parts) if part[0] == key)
        self._name()
        self.update()

    def set_count(self, key: object, count: int) -> None:
        """The figure behind a part's words."""
        self._counts[key] = count
        self._name()
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        words = QFontMetrics(theme().font("label", 600))
        small = QFontMetrics(theme().font("caption"))
        return [
            2 * PADDING
            + words.horizontalAdvance(text)
            + (GAP + small.horizontalAdvance(f"{self._counts[key]:,}") if key in self._counts else 0)
            for key, text in self._parts
        ]

    def sizeHint(self) -> QSize:
        """Room for all parts."""
        return QSize(sum(self._widths()) + 2, theme().scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the parts."""
        del event
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(frame, 6, 6)
        painter.fillPath(outline, t.color("surface"))
        left = 1.0
        for place, ((key, words), width) in enumerate(zip(self._parts, self._widths(), strict=True)):
            cell = QRectF(left, 0.5, width, self.height() - 1)
            chosen = place == self._at
            if chosen:
                painter.save()
                painter.setClipPath(outline)
                painter.fillRect(cell, t.color("pri"))
                painter.restore()
            elif place:
                painter.setPen(QPen(t.color("line"), 1))
                painter.drawLine(cell.topLeft(), cell.bottomLeft())
            painter.setFont(t.font("label", 600 if chosen else 400))
            painter.setPen(t.color("white" if chosen else "ink"))
            inner = cell.adjusted(PADDING, 0, -PADDING, 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            if key in self._counts:
                painter.setFont(t.font("caption"))
                painter.setPen(t.color("white" if chosen else "ink2"))
                right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
                painter.drawText(inner, right, f"{self._counts[key]:,}")
            left += width
        painter.setBrush(Qt.BrushStyle.NoBrush)
        focus = self.hasFocus()
        painter.setPen(QPen(t.color("link" if focus else "field"), 2 if focus else 1))
        painter.drawRoundedRect(frame, 6, 6)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._parts) and place != self._at:
            self._at = place
            self._name()
            self.update()
            self.changed.emit(self.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._choose(self._at + step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        left = 0
        for place, width in enumerate(self._widths()):
            left += width
            if event.position().x() <= left:
                self._choose(place)
                return
