"""Message bars and empty states: what happened, why, what to do."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.icons import pixmap
from desktop.ui.page import label
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button

LOOKS = {
    "ok": ("ok", "okT", "done"),
    "warn": ("warn", "warnT", "alert"),
    "err": ("err", "errT", "blocked"),
    "info": ("link", "priT", "info"),
}
Actions = Sequence[tuple[str, str, Callable[[], None]]]


class MessageBar(QFrame):
    """The state of one page in words; stays until the cause is gone."""

    def __init__(self, kind: str, bold: str, text: str, actions: Actions = ()) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.kind = kind
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        self.picture = QLabel()
        self.picture.setFixedWidth(26)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(6)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        words.addWidget(self.words)
        # A row of its own, hidden while empty: an empty layout would pinch the words to no width.
        self._row = QWidget()
        self.offers = QHBoxLayout(self._row)
        self.offers.setContentsMargins(0, 0, 0, 0)
        self.offers.setSpacing(8)
        words.addWidget(self._row)
        row.addLayout(words, 1)
        theme().changed.connect(self.restyle)
        self.set_words(kind, bold, text)
        self.set_actions(actions)

    def set_words(self, kind: str, bold: str, text: str) -> None:
        """Says something else."""
        self.kind = kind
        # What is blocked stands on a line of its own; the rest follows the bold words at once.
        gap = "<br>" if kind == "err" and text else "&emsp;"
        lines = escape(text).replace("\n", "<br>")
        self.words.setText(f"<b>{escape(bold)}</b>{gap}{lines}")
        self.setAccessibleName(f"{bold} {text}")
        self.restyle()

    def set_actions(self, actions: Actions) -> None:
        """Offers what to do about it."""
        while (entry := self.offers.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.deleteLater()
        for words, variant, do in actions:
            button = Button(words, variant, small=True)
            button.clicked.connect(do)
            self.offers.addWidget(button)
        self._row.setVisible(bool(actions))
        if actions:
            self.offers.addStretch(1)

    def restyle(self) -> None:
        """Takes the present look."""
        ink, ground, picture = LOOKS[self.kind]
        t = theme()
        self.setStyleSheet(
            f"#bar{{background:{t.hex(ground)};border:1px solid {t.hex(ink)};border-left:4px solid {t.hex(ink)};"
            "border-radius:6px}"
        )
        self.picture.setPixmap(pixmap(picture, ink, t.scaled(20)))


class EmptyState(QWidget):
    """What would be here, and how it gets here."""

    def __init__(self, picture: str, words: str, caption: str, button: Button | None = None) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 24, 24, 24)
        stack.setSpacing(6)
        stack.addStretch(1)
        image = QLabel()
        image.setPixmap(pixmap(picture, "ink3", 36))
        stack.addWidget(image, 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role in ((words, "medium"), (caption, "caption")):
            made = label(text, role, wrap=True)
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            stack.addWidget(made)
        if button is not None:
            stack.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        stack.addStretch(1)
        self.setAccessibleName(f"{words} {caption}")
