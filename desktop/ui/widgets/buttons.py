"""Buttons: verbs with their object, a key hint behind them, and the reason when they are blocked."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from desktop.ui.icons import icon, pixmap
from desktop.ui.theme import theme

ON_FILL = ("primary", "seal")
TOKENS = {"text": "link", "link": "link", "tool": "ink2", "secondary": "ink"}
FONTS = {"link": ("caption", 500), "tool": ("label", 400)}
GAP, HINT_GAP, ICON = 7, 9, 18
RING, RING_RADIUS = 3, 4


def begin_button(button: QPushButton) -> QPainter:
    """Draws a button's ground as the style sheet has it; what stands on it is drawn by hand."""
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    option = QStyleOptionButton()
    button.initStyleOption(option)
    button.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, button)
    return painter


class Button(QPushButton):
    """A button of one of the design's kinds: primary, seal, secondary, text, link, tool."""

    def __init__(
        self,
        text: str,
        variant: str = "secondary",
        *,
        icon: str = "",
        key: str = "",
        small: bool = False,
    ) -> None:
        super().__init__(text)
        self._picture, self._key, self._small = icon, key, small
        self._variant = variant
        self.setProperty("variant", variant)
        if small:
            self.setProperty("small", True)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.restyle()
        theme().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Takes the present look."""
        if self._picture:
            size = theme().scaled(ICON)
            self.setIcon(icon(self._picture, self._ink(), size))
            self.setIconSize(QSize(size, size))
        self.updateGeometry()
        self.update()

    def set_picture(self, picture: str) -> None:
        """Shows another icon."""
        self._picture = picture
        self.restyle()

    def block(self, reason: str) -> None:
        """Disables the button and says why."""
        self.setEnabled(False)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def unblock(self) -> None:
        """Lets it be pressed again."""
        self.setEnabled(True)
        self.setToolTip("")
        self.setAccessibleDescription("")

    def _ink(self) -> str:
        if not self.isEnabled():
            return "ink3"
        if self._variant == "tool" and self.isChecked():
            return "link"
        return "white" if self._variant in ON_FILL else TOKENS.get(self._variant, "ink")

    def _words_font(self) -> QFont:
        role, weight = FONTS.get(self._variant, ("label" if self._small else "button", 500))
        if self._variant == "tool" and self.isChecked():
            weight = 600
        font = theme().font(role, weight)
        font.setUnderline(self._variant == "link" and self.isEnabled() and self.underMouse())
        return font

    def _widths(self) -> tuple[int, int, int]:
        """The room of icon, words and key, each with the gap before it."""
        words = QFontMetrics(self._words_font()).horizontalAdvance(self.text())
        picture = theme().scaled(ICON) if self._picture else 0
        if picture and words:
            words += GAP
        hint = QFontMetrics(theme().font("tag")).horizontalAdvance(self._key) + HINT_GAP if self._key else 0
        return picture, words, hint

    def sizeHint(self) -> QSize:
        """Room for the words, the icon and the key."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        height = super().sizeHint().height()
        # The style's own hint holds the padding of the variant; only the content is ours.
        kind = QStyle.ContentsType.CT_PushButton
        width = self.style().sizeFromContents(kind, option, QSize(sum(self._widths()), 0), self).width()
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the button: icon, words, and the key behind them."""
        del event
        t = theme()
        painter = begin_button(self)
        if self.hasFocus() and self._variant in ON_FILL:
            painter.setPen(QPen(t.color("surface"), 2))
            ring = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
            painter.drawRoundedRect(ring, RING_RADIUS, RING_RADIUS)
        picture, words, hint = self._widths()
        left = (self.width() - picture - words - hint) / 2
        if picture:
            shown = pixmap(self._picture, self._ink(), picture)
            painter.drawPixmap(round(left), (self.height() - picture) // 2, shown)
            left += picture
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(t.color(self._ink()))
        painter.setFont(self._words_font())
        gap = GAP if picture and words else 0
        painter.drawText(QRectF(left + gap, 0, words, self.height()), middle, self.text())
        left += words + HINT_GAP
        painter.setFont(t.font("tag"))
        if self._variant not in ON_FILL:
            painter.setPen(t.color("ink2" if self.isEnabled() else "ink3"))
        painter.drawText(QRectF(left, 0, hint, self.height()), middle, self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone never presses a button with legal effect, whatever the system's habit is."""
        if self._variant == "seal" and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keeps the accessible name equal to the words."""
        super().changeEvent(event)
        if self.text():
            self.setAccessibleName(self.text())
