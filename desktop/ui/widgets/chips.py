"""Chips and tags: a state in icon and word; colour only for what waits."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.icons import pixmap
from desktop.ui.theme import theme

LOOKS = {
    "neutral": ("canvas", "ink2", "ink2"),
    "pri": ("priT", "link", "link"),
    "ok": ("okT", "ok", "ok"),
    "warn": ("warnT", "warn", "warn"),
    "err": ("errT", "err", "err"),
    "plain": ("", "ink2", "ok"),
}
"""Background, words and icon of each kind of chip."""
HEIGHT, PADDING, ICON, TAG_HEIGHT = 26, 8, 16, 20


def chip_width(words: str, picture: str) -> int:
    """How wide a chip is."""
    metrics = QFontMetrics(theme().font("caption", 500))
    icon = theme().scaled(ICON) + 4 if picture else 0
    return 2 * PADDING + icon + metrics.horizontalAdvance(words)


def paint_chip(painter: QPainter, rect: QRect, words: str, kind: str, picture: str) -> int:
    """Draws a chip at the left of `rect`, centred upright. Gives its width."""
    ground, ink, icon_ink = LOOKS[kind]
    width, height = chip_width(words, picture), theme().scaled(HEIGHT)
    box = QRectF(rect.left(), rect.center().y() - height / 2 + 1, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(ground))
        painter.drawRoundedRect(box, 4, 4)
    left = round(box.left()) + PADDING
    if picture:
        size = theme().scaled(ICON)
        painter.drawPixmap(left, round(box.center().y() - size / 2), pixmap(picture, icon_ink, size))
        left += size + 4
    painter.setFont(theme().font("caption", 400 if kind == "plain" else 500))
    painter.setPen(theme().color(ink))
    painter.drawText(
        QRectF(left, box.top(), box.right() - left, height), Qt.AlignmentFlag.AlignVCenter, words
    )
    painter.restore()
    return width


def tag_width(words: str) -> int:
    """How wide a tag is."""
    return QFontMetrics(theme().font("tag", 500)).horizontalAdvance(words) + 13


def paint_tag(painter: QPainter, left: int, middle: int, words: str) -> int:
    """Draws a tag with its left edge and middle height given. Gives its width."""
    font = theme().font("tag", 500)
    width = tag_width(words) - 1
    height = theme().scaled(TAG_HEIGHT)
    box = QRectF(left + 0.5, middle - height / 2 + 0.5, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color("line"), 1))
    painter.setBrush(theme().color("surface"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(theme().color("ink2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()
    return width + 1


class Chip(QWidget):
    """A chip on its own."""

    def __init__(self, words: str, kind: str = "neutral", picture: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(words, kind, picture)
        theme().changed.connect(self.updateGeometry)

    def set_words(self, words: str, kind: str = "neutral", picture: str = "") -> None:
        """Shows another state."""
        self.words, self.kind, self.picture = words, kind, picture
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Its own size."""
        return QSize(chip_width(self.words, self.picture), theme().scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it."""
        del event
        paint_chip(QPainter(self), self.rect(), self.words, self.kind, self.picture)


class Tag(QWidget):
    """A tag on its own."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.setAccessibleName(words)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Its own size."""
        return QSize(tag_width(self.words) + 1, theme().scaled(TAG_HEIGHT) + 2)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it."""
        del event
        paint_tag(QPainter(self), 0, self.height() // 2, self.words)
