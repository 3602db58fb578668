"""Cards: white ground, one line around, no shadow."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.page import label, line, rule
from desktop.ui.theme import theme

EDGE, RADIUS = 4, 6
SHADOW_BLUR, SHADOW_DROP, SHADOW_ALPHA = 16, 4, 40


class Card(QFrame):
    """A card; with a title it has a head row, whose right end takes a note or a link."""

    def __init__(self, title: str = "", note: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 14, 20, 14)
        self.body.setSpacing(10)
        self.head = QHBoxLayout()
        if title:
            self.head.addWidget(label(title, "section"))
            self.head.addStretch(1)
            if note:
                self.head.addWidget(label(note, "caption"))
            self.body.addLayout(self.head)

    def add_foot(self, margins: tuple[int, int, int, int], spacing: int = 8) -> QHBoxLayout:
        """The foot of a card that is filled to its edges, under a line, on a ground of its own."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        foot = QFrame()
        foot.setProperty("sunken", True)
        foot.setProperty("foot", True)
        row = line(margins=margins, spacing=spacing)
        foot.setLayout(row)
        self.body.addWidget(rule("line"))
        self.body.addWidget(foot)
        return row


def paint_edged(painter: QPainter, rect: QRect, ground: str, border: str, edge: str) -> None:
    """Draws the ground of a message: one line around and a 4-pixel edge at the left. Colours are tokens."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    outline = QPainterPath()
    outline.addRoundedRect(frame, RADIUS, RADIUS)
    painter.fillPath(outline, theme().color(ground))
    painter.setPen(QPen(theme().color(border), 1))
    painter.drawPath(outline)
    painter.setClipRect(QRectF(rect.left(), rect.top(), EDGE, rect.height()))
    painter.fillPath(outline, theme().color(edge))
    painter.strokePath(outline, QPen(theme().color(edge), 1))
    painter.restore()


def cast_shadow(widget: QWidget) -> None:
    """The one shadow there is: under questions, toasts and the palette."""
    shadow = QGraphicsDropShadowEffect(widget)
    shadow.setBlurRadius(SHADOW_BLUR)
    shadow.setOffset(0, SHADOW_DROP)
    dark = QColor(Qt.GlobalColor.black)
    dark.setAlpha(SHADOW_ALPHA)
    shadow.setColor(dark)
    widget.setGraphicsEffect(shadow)
