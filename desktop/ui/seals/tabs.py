"""The pages of 用印 side by side at the page head: the register, the seals themselves, the figures."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.page import Head, Page
from desktop.ui.theme import theme

GAP, HEIGHT, LINE = 24, 36, 3
SEAL_PAGES = (("register", _("登记簿")), ("life", _("印章")), ("figures", _("统计与封账")))
"""The pages of 用印 by name, in the order of the strip."""


class Tabs(QWidget):
    """Page names as the head of a page; `chosen` carries the one the clerk wants. Left and right move."""

    chosen = Signal(str)

    def __init__(self, parts: Sequence[tuple[str, str]], present: str) -> None:
        super().__init__()
        self._parts, self._present = list(parts), present
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        at = self._at()
        self.setAccessibleName(self._parts[at][1])
        self.setAccessibleDescription(_("第 {at} 项，共 {all} 项").format(at=at + 1, all=len(self._parts)))
        theme().changed.connect(self.updateGeometry)

    def _at(self) -> int:
        return next(place for place, (name, _words) in enumerate(self._parts) if name == self._present)

    def _font(self, weight: int) -> QFont:
        """Large words are set smaller, so that all of them have room."""
        return theme().font("section" if theme().large else "title", weight)

    def _boxes(self) -> list[QRect]:
        metrics = QFontMetrics(self._font(600))
        boxes, left = [], 0
        for _name, words in self._parts:
            wide = metrics.horizontalAdvance(words)
            boxes.append(QRect(left, 0, wide, theme().scaled(HEIGHT)))
            left += wide + GAP
        return boxes

    def sizeHint(self) -> QSize:
        """Room for all names."""
        return QSize(self._boxes()[-1].right() + 3, theme().scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the names, the present one with a line under it."""
        del event
        t = theme()
        painter = QPainter(self)
        for (name, words), box in zip(self._parts, self._boxes(), strict=True):
            here = name == self._present
            painter.setFont(self._font(600 if here else 400))
            painter.setPen(t.color("ink" if here else "ink2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, words)
            if here:
                under = QRect(box.left(), self.height() - LINE, box.width(), LINE)
                painter.fillRect(under, t.color("link"))
                if self.hasFocus():
                    painter.setPen(QPen(t.color("link"), 2))
                    painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 4, 4)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._parts) and place != self._at():
            self.chosen.emit(self._parts[place][0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._choose(self._at() + step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        for place, box in enumerate(self._boxes()):
            if box.contains(event.position().toPoint()):
                self._choose(place)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Marks it."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Unmarks it."""
        super().focusOutEvent(event)
        self.update()


def put_tabs(page: Page, head: Head) -> None:
    """Puts the strip at the head of a page of 用印, in the place of its title."""
    tabs = Tabs(SEAL_PAGES, page.name)
    tabs.chosen.connect(lambda name: page.wanted.emit(name, None))
    head.title.hide()
    head.lead.insertWidget(0, tabs)
