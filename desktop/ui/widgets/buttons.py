"""Buttons: verbs with their object, a key hint behind them, and the reason when they are blocked."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from desktop.ui.icons import icon
from desktop.ui.theme import theme

ON_FILL = ("primary", "seal")
TOKENS = {"text": "link", "link": "link", "tool": "ink2", "secondary": "ink"}
GAP = 8


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
        self._picture, self._key = icon, key
        self.setProperty("variant", variant)
        if small:
            self.setProperty("size", "small")
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self._variant = variant
        self.restyle()
        theme().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Takes the present look."""
        if self._picture:
            token = "white" if self._variant in ON_FILL else TOKENS.get(self._variant, "ink")
            size = theme().scaled(18)
            self.setIcon(icon(self._picture, token, size))
            self.setIconSize(QSize(size, size))
        self.updateGeometry()

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

    def _hint_width(self) -> int:
        if not self._key:
            return 0
        font = theme().font("tag")
        return QFontMetrics(font).horizontalAdvance(self._key) + GAP

    def sizeHint(self) -> QSize:
        """Room for the words, the icon and the key."""
        hint = super().sizeHint()
        return QSize(hint.width() + self._hint_width(), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the button, then its key behind the words."""
        if not self._key:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        style = self.style()
        style.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        inner = style.subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        hint = self._hint_width()
        option.rect = inner.adjusted(0, 0, -hint, 0)
        style.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, self)
        painter.setFont(theme().font("tag"))
        colour = "white" if self._variant in ON_FILL and self.isEnabled() else "ink3"
        if self._variant in ON_FILL and self.isEnabled():
            painter.setOpacity(0.86)
        painter.setPen(theme().color(colour))
        content = self.fontMetrics().horizontalAdvance(self.text())
        content += self.iconSize().width() + 4 if not self.icon().isNull() else 0
        left = option.rect.center().x() + content // 2 + GAP
        painter.drawText(left, 0, hint, self.height(), Qt.AlignmentFlag.AlignVCenter, self._key)

    def changeEvent(self, event: QEvent) -> None:
        """Keeps the accessible name equal to the words."""
        super().changeEvent(event)
        if self.text():
            self.setAccessibleName(self.text())
