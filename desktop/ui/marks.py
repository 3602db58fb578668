"""Small painted parts of the frame: the program's mark, the items of the rail, the caps of the keys."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from desktop.i18n import _
from desktop.ui.icons import pixmap
from desktop.ui.theme import theme

RAIL, ITEM = 88, 64


class SealMark(QWidget):
    """The program's mark: a red square with 印."""

    def __init__(self, size: int = 30) -> None:
        super().__init__()
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().hex("seal") if not theme().dark else "#B3261E"))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(255, 255, 255, 190), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 2.5, 2.5)
        font = QFont(theme().family)
        font.setPixelSize(self.width() * 19 // 30)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor("white"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "印")


class NavItem(QToolButton):
    """One place on the rail, with the count of what waits there for this person."""

    def __init__(self, words: str, picture: str, key: str) -> None:
        super().__init__()
        self.words, self.picture, self.count = words, picture, 0
        self.setFixedSize(RAIL, ITEM)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolTip(f"{words}（{key}）")
        self.setAccessibleName(words)

    def set_count(self, count: int) -> None:
        """What waits there."""
        self.count = count
        self.setAccessibleDescription(_("{count} 件等您处理").format(count=count) if count else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws icon, words, active bar and count."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.isChecked()
        if active or self.underMouse():
            painter.fillRect(self.rect(), theme().color("railH"))
        if active:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("railMark"))
            painter.drawRoundedRect(QRectF(-2, 8, 6, self.height() - 16), 2, 2)
        token = "white" if active else "railTx"
        painter.drawPixmap(QRectF((RAIL - 24) / 2, 10, 24, 24).toRect(), pixmap(self.picture, token, 24))
        painter.setPen(theme().color(token))
        painter.setFont(theme().font("label", 600 if active else 400))
        words = self.rect().adjusted(0, 36, 0, -4)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("white"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 4, 4)
        if self.count:
            self._paint_count(painter)

    def _paint_count(self, painter: QPainter) -> None:
        text = str(self.count) if self.count < 100 else "99+"
        font = theme().font("caption", 600)
        font.setPixelSize(13)
        painter.setFont(font)
        width = max(20, painter.fontMetrics().horizontalAdvance(text) + 8)
        badge = QRectF(RAIL - 7 - width, 5, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#EDF1F1"))
        painter.drawRoundedRect(badge, 10, 10)
        painter.setPen(QColor("#1A2427"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


class KeyCap(QLabel):
    """One key, drawn as a cap."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFixedHeight(22)
        self.setObjectName("cap")
        self.restyle()

    def restyle(self) -> None:
        """Takes the present look."""
        t = theme()
        self.setStyleSheet(
            f"#cap{{font-size:{t.px('tag')}px;font-weight:500;color:{t.hex('ink2')};background:{t.hex('surface')};"
            f"border:1px solid {t.hex('line')};border-bottom-width:2px;border-radius:4px;padding:0 6px;}}"
        )
