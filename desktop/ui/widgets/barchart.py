"""Bars with their numbers beside them: told apart by place, length and words, never by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.theme import theme

ROW, BAR, GAP, EDGE = 38, 18, 12, 16
WIDEST_WORDS, LEAST_BAR = 240, 120


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: whose it is, how long, and the words beside it. `remark` is what catches the eye, in words."""

    words: str
    value: int
    beside: str
    remark: str = ""


class BarChart(QWidget):
    """Level bars from one line, the longest as long as there is room. Its numbers are its accessible text."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: list[Bar] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._fit)

    def set_bars(self, name: str, bars: Sequence[Bar]) -> None:
        """Shows these under this name."""
        self._bars = list(bars)
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            "；".join(" ".join(part for part in (b.words, b.beside, b.remark) if part) for b in self._bars)
            or _("没有数字")
        )
        self._fit()

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its bars."""
        return QSize(480, len(self._bars) * theme().scaled(ROW) + 2 * GAP)

    def minimumSizeHint(self) -> QSize:
        """The height is never cut; the bars give way in width."""
        return QSize(WIDEST_WORDS + LEAST_BAR, self.sizeHint().height())

    def _columns(self) -> tuple[int, int]:
        """The width of the words before the bars, and of the widest number behind them."""
        words, numbers = (QFontMetrics(theme().font(role)) for role in ("label", "label"))
        most = max((words.horizontalAdvance(bar.words) for bar in self._bars), default=0)
        behind = max(
            (numbers.horizontalAdvance(f"{bar.beside}　{bar.remark}") for bar in self._bars), default=0
        )
        return min(most, theme().scaled(WIDEST_WORDS)), behind

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the bars."""
        del event
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        before, behind = self._columns()
        left = EDGE + before + GAP
        room = max(LEAST_BAR, self.width() - left - GAP - behind - EDGE)
        most = max((bar.value for bar in self._bars), default=0) or 1
        row, thick = t.scaled(ROW), t.scaled(BAR)
        top = GAP
        painter.setPen(QPen(t.color("line"), 1))
        painter.drawLine(left, top, left, top + row * len(self._bars))
        for bar in self._bars:
            level = QRectF(0, top, self.width(), row)
            painter.setFont(t.font("label"))
            painter.setPen(t.color("ink"))
            words = painter.fontMetrics().elidedText(bar.words, Qt.TextElideMode.ElideRight, before)
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(EDGE, top, before, row), right, words)
            length = room * bar.value / most
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.color("pri"))
            painter.drawRect(QRectF(left, level.center().y() - thick / 2, length, thick))
            painter.setPen(t.color("ink"))
            at = left + length + GAP
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(at, top, self.width() - at, row), middle, bar.beside)
            if bar.remark:
                at += painter.fontMetrics().horizontalAdvance(f"{bar.beside}　")
                painter.setPen(t.color("warn"))
                painter.drawText(QRectF(at, top, self.width() - at, row), middle, bar.remark)
            top += row
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(t.color("link"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
