"""Small painted parts of the frame: the program's mark, the items of the rail, the top bar's buttons, key caps."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from desktop.i18n import _
from desktop.ui.icons import pixmap
from desktop.ui.theme import LIGHT, theme
from desktop.ui.widgets.buttons import begin_button
from desktop.ui.widgets.search import cap_width, paint_cap

RAIL, ITEM = 88, 64
MARK = LIGHT["seal"]
"""The mark is the same red on every ground."""
COUNT_GROUND, COUNT_INK = LIGHT["canvas"], LIGHT["ink"]
"""The rail is always dark, so its counts are always light."""
ICON, AVATAR, GAP, EDGE, DIVIDER = 20, 30, 8, 8, 20


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
        painter.setBrush(QColor(MARK))
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
        self.words, self.picture, self.key, self.count = words, picture, key, 0
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
        painter.setBrush(QColor(COUNT_GROUND))
        painter.drawRoundedRect(badge, 10, 10)
        painter.setPen(QColor(COUNT_INK))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


class TopButton(QPushButton):
    """A quiet button of the top bar: an icon, words, and a caption behind them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("variant", "tool")
        self.picture, self.ink, self.words, self.caption = "", "ink2", "", ""
        self._captioned = True
        theme().changed.connect(self.updateGeometry)

    def set_words(self, picture: str, ink: str, words: str, caption: str = "") -> None:
        """Shows something else. `ink` is the token of icon and words."""
        self.picture, self.ink, self.words, self.caption = picture, ink, words, caption
        self.setText(f"{words} {caption}".strip())
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def show_caption(self, *, shown: bool) -> None:
        """Shows the caption or leaves it to be read out."""
        self._captioned = shown
        self.updateGeometry()
        self.update()

    def lead(self) -> int:
        """The room of what stands before the words, with the gap behind it."""
        return theme().scaled(ICON) + GAP - 2

    def paint_lead(self, painter: QPainter, left: int) -> None:
        """Draws what stands before the words."""
        size = theme().scaled(ICON)
        painter.drawPixmap(left, (self.height() - size) // 2, pixmap(self.picture, self.ink, size))

    def words_font(self) -> QFont:
        """The font of the words."""
        return theme().font("label", 500)

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        width = 2 * EDGE + self.lead() + QFontMetrics(self.words_font()).horizontalAdvance(self.words)
        if self.caption and self._captioned:
            width += GAP + QFontMetrics(theme().font("caption")).horizontalAdvance(self.caption)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it."""
        del event
        t = theme()
        painter = begin_button(self)
        self.paint_lead(painter, EDGE)
        middle, left = Qt.AlignmentFlag.AlignVCenter, EDGE + self.lead()
        painter.setFont(self.words_font())
        painter.setPen(t.color(self.ink))
        width = painter.fontMetrics().horizontalAdvance(self.words)
        painter.drawText(QRectF(left, 0, width + 1, self.height()), middle, self.words)
        if not self._captioned:
            return
        painter.setFont(t.font("caption"))
        painter.setPen(t.color("ink3"))
        left += width + GAP
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), middle, self.caption)


class PersonButton(TopButton):
    """Who is signed in: the first character in a circle, name and office, behind a thin line."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.set_words("", "ink", name, title)

    def lead(self) -> int:
        """The line and the circle."""
        return EDGE + AVATAR + GAP

    def words_font(self) -> QFont:
        """A name stands out a little."""
        return theme().font("body", 500)

    def paint_lead(self, painter: QPainter, left: int) -> None:
        """Draws the line and the circle."""
        t = theme()
        painter.setPen(t.color("line"))
        middle = self.height() // 2
        painter.drawLine(left - EDGE, middle - DIVIDER // 2, left - EDGE, middle + DIVIDER // 2)
        circle = QRectF(left + EDGE, middle - AVATAR / 2, AVATAR, AVATAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.color("priT"))
        painter.drawEllipse(circle)
        font = t.font("label", 600)
        font.setPixelSize(min(font.pixelSize(), AVATAR // 2))
        painter.setFont(font)
        painter.setPen(t.color("link"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self.words[:1])


class SearchButton(QPushButton):
    """What looks like a field and opens the search, with the key that does the same."""

    def __init__(self, words: str, key: str) -> None:
        super().__init__(words)
        self.setObjectName("search")
        self._key = key
        self.setAccessibleName(f"{words}，{key}")

    def sizeHint(self) -> QSize:
        """Room for icon, words and key."""
        words = QFontMetrics(theme().font("label")).horizontalAdvance(self.text())
        room = theme().scaled(ICON) + 5 * GAP + cap_width(self._key)
        return QSize(room + words, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it; the key only where there is room for it."""
        del event
        t = theme()
        painter = begin_button(self)
        size = t.scaled(18)
        painter.drawPixmap(GAP, (self.height() - size) // 2, pixmap("search", "ink3", size))
        left, right = GAP + size + GAP, self.width() - GAP
        painter.setFont(t.font("label"))
        painter.setPen(t.color("ink3"))
        words = painter.fontMetrics().horizontalAdvance(self.text())
        cap = right - cap_width(self._key)
        if left + words + GAP <= cap:
            paint_cap(painter, cap, self.height() / 2, self._key)
            right = cap - GAP
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, right - left)
        painter.setPen(t.color("ink3"))
        painter.drawText(QRectF(left, 0, right - left, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)


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
