"""Toasts: one line in the corner for what was done; errors stay."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.icons import pixmap
from desktop.ui.page import label
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import cast_shadow, paint_edged
from desktop.ui.widgets.messages import ICON, LOOKS

WIDTH, EDGE, GAP, STAY_MS, MOST = 400, 24, 8, 6_000, 3
STATUS_BAR = 30


class Toast(QFrame):
    """One of them."""

    def __init__(self, owner: "Toasts", kind: str, text: str, caption: str) -> None:
        super().__init__(owner.window)
        self._owner = owner
        self.kind, self.text = kind, text
        self.setFixedWidth(WIDTH)
        cast_shadow(self)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 10, 8, 10)
        self.row.setSpacing(10)
        self.image = QLabel()
        self.row.addWidget(self.image)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(text, "medium", wrap=True))
        if caption:
            words.addWidget(label(caption, "caption", wrap=True))
        self.row.addLayout(words, 1)
        close = Button("", "link", icon="close")
        close.setAccessibleName(_("关闭"))
        close.setToolTip(_("关闭"))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.end)
        self.row.addWidget(close)
        self.setAccessibleName(f"{text} {caption}".strip())
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(STAY_MS)
        self.timer.timeout.connect(self.end)
        self._wait()
        self.restyle()
        theme().changed.connect(self.restyle)

    def _wait(self) -> None:
        if self.kind != "err":
            self.timer.start()

    def restyle(self) -> None:
        """Takes the present look."""
        ink, _ground, picture = LOOKS[self.kind]
        self.image.setPixmap(pixmap(picture, ink, theme().scaled(ICON)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws ground and edge."""
        del event
        paint_edged(QPainter(self), self.rect(), "surface", "line", LOOKS[self.kind][0])

    def offer(self, words: str, do: Callable[[], object]) -> None:
        """Adds the one action; choosing it ends the toast."""
        button = Button(words, "link")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        button.clicked.connect(self.end)
        self.row.insertWidget(self.row.count() - 1, button)

    def end(self) -> None:
        """Takes it away."""
        self._owner.drop(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Waits while it is being read."""
        super().enterEvent(event)
        self.timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Counts again; an error stays."""
        super().leaveEvent(event)
        self._wait()


class Toasts(QObject):
    """The toasts of one window, at most three, the newest lowest."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window = window
        self.shown: list[Toast] = []
        window.installEventFilter(self)
        theme().changed.connect(self._place)

    def show(
        self,
        kind: str,
        text: str,
        caption: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> Toast:
        """Shows one: ok, info, warn, or err, which stays."""
        toast = Toast(self, kind, text, caption)
        if action and on_action is not None:
            toast.offer(action, on_action)
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
            toast.timer.stop()
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        bottom = self.window.height() - EDGE - STATUS_BAR
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
