"""Toasts: one line in the corner for what was done; errors stay."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QEnterEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.icons import pixmap
from desktop.ui.page import label
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.messages import LOOKS

WIDTH, EDGE, GAP, STAY_MS, MOST = 400, 24, 8, 6_000, 3


class Toast(QFrame):
    """One of them."""

    def __init__(self, owner: "Toasts", kind: str, text: str, caption: str) -> None:
        super().__init__(owner.window)
        self._owner = owner
        self.setObjectName("toast")
        self.setFixedWidth(WIDTH)
        ink, _ground, picture = LOOKS[kind]
        t = theme()
        self.setStyleSheet(
            f"#toast{{background:{t.hex('surface')};border:1px solid {t.hex('line')};"
            f"border-left:4px solid {t.hex(ink)};border-radius:6px}}"
        )
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(16)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 40))
        self.setGraphicsEffect(shadow)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(14, 10, 10, 10)
        image = QLabel()
        image.setPixmap(pixmap(picture, ink, 20))
        self.row.addWidget(image, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(text, "medium", wrap=True))
        if caption:
            words.addWidget(label(caption, "caption", wrap=True))
        self.row.addLayout(words, 1)
        close = Button("", "link", icon="close")
        close.setAccessibleName(_("关闭"))
        close.setToolTip(_("关闭"))
        close.clicked.connect(self.end)
        self.row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{text} {caption}")
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(STAY_MS)
        self.timer.timeout.connect(self.end)
        if kind != "err":
            self.timer.start()

    def end(self) -> None:
        """Takes it away."""
        self._owner.drop(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Waits while it is being read."""
        super().enterEvent(event)
        if self.timer.isActive():
            self.timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Counts again."""
        super().leaveEvent(event)
        self.timer.start()


class Toasts(QObject):
    """The toasts of one window, at most three, the newest lowest."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window = window
        self.shown: list[Toast] = []
        window.installEventFilter(self)

    def show(
        self,
        kind: str,
        text: str,
        caption: str = "",
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> Toast:
        """Shows one: ok, info, warn, or err, which stays."""
        toast = Toast(self, kind, text, caption)
        if action and on_action is not None:
            button = Button(action, "link")
            button.clicked.connect(on_action)
            button.clicked.connect(toast.end)
            toast.row.insertWidget(toast.row.count() - 1, button)
        self.shown.append(toast)
        while len(self.shown) > MOST:
            self.drop(self.shown[0])
        toast.show()
        self._place()
        return toast

    def drop(self, toast: Toast) -> None:
        """Takes one away."""
        if toast in self.shown:
            self.shown.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        bottom = self.window.height() - EDGE - 30
        for toast in reversed(self.shown):
            toast.adjustSize()
            bottom -= toast.height()
            toast.move(self.window.width() - WIDTH - EDGE, bottom)
            toast.raise_()
            bottom -= GAP

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the window's size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
