"""Message bars and empty states: what happened, why, what to do."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.icons import pixmap
from desktop.ui.page import label
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import paint_edged

LOOKS = {
    "ok": ("ok", "okT", "done"),
    "warn": ("warn", "warnT", "alert"),
    "err": ("err", "errT", "blocked"),
    "info": ("link", "priT", "info"),
}
"""Ink, ground and picture of each kind of message."""
ICON, ONE_LINE, SINK = 20, 40, 4
Actions = Sequence[tuple[str, str, Callable[[], object]]]


class MessageBar(QFrame):
    """The state of one page in words; stays until the cause is gone."""

    def __init__(self, kind: str, bold: str, text: str, actions: Actions = ()) -> None:
        super().__init__()
        self.kind = kind
        self._whole = row = QHBoxLayout(self)
        row.setSpacing(10)
        self.picture = QLabel()
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        self._lines = words = QVBoxLayout()
        words.setSpacing(6)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.words)
        # A row of its own, hidden while empty: an empty layout would pinch the words to no width.
        self._row, self.offers = _level()
        words.addWidget(self._row)
        row.addLayout(words, 1)
        self._end, self.links = _level()
        row.addWidget(self._end, 0, Qt.AlignmentFlag.AlignTop)
        theme().changed.connect(self.restyle)
        self.set_words(kind, bold, text)
        self.set_actions(actions)

    def set_words(self, kind: str, bold: str, text: str) -> None:
        """Says something else."""
        self.kind = kind
        # What is blocked and takes several lines has its heading on a line of its own.
        apart = kind == "err" and ("\n" in text or len(bold) + len(text) > ONE_LINE)
        gap = "<br>" if apart else "<span style='white-space:pre'>&#12288;</span>"
        lines = escape(text).replace("\n", "<br>")
        self.words.setText(f"<b>{escape(bold)}</b>{gap if text else ''}{lines}")
        self.setAccessibleName(f"{bold} {text}".strip())
        self.restyle()

    def set_actions(self, actions: Actions) -> None:
        """Offers what to do about it: buttons under the words, links at the right end."""
        for layout in (self.offers, self.links):
            while (entry := layout.takeAt(0)) is not None:
                if (widget := entry.widget()) is not None:
                    widget.deleteLater()
        for words, variant, do in actions:
            button = Button(words, variant, small=True)
            button.clicked.connect(do)
            (self.links if variant == "link" else self.offers).addWidget(button)
        self._row.setVisible(self.offers.count() > 0)
        self._end.setVisible(self.links.count() > 0)
        self.offers.addStretch(1)
        # A link is higher than a line of words: the words sink to its level, the bar keeps its height.
        sunk = SINK if self.links.count() else 0
        self._lines.setContentsMargins(0, sunk, 0, sunk)
        self.picture.setContentsMargins(0, sunk, 0, 0)
        self._whole.setContentsMargins(16, 10 - sunk, 12, 10 - sunk)
        self.restyle()

    def restyle(self) -> None:
        """Takes the present look."""
        ink, _ground, picture = LOOKS[self.kind]
        size = theme().scaled(ICON)
        self.picture.setPixmap(pixmap(picture, ink, size))
        # As high as the first line of words, so that both stand on one level.
        sunk = self.picture.contentsMargins().top()
        self.picture.setFixedSize(size, max(size, self.words.fontMetrics().lineSpacing()) + sunk)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws ground and edge."""
        del event
        ink, ground, _picture = LOOKS[self.kind]
        paint_edged(QPainter(self), self.rect(), ground, ink, ink)


def _level() -> tuple[QWidget, QHBoxLayout]:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    return holder, row


class Banner(QWidget):
    """What is not there now, above the pages of a window, with a way to try again; work goes on below it."""

    def __init__(self) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 12, 24, 0)
        self.bar = MessageBar("err", "", "")
        stack.addWidget(self.bar)
        self.hide()

    def tell(self, bold: str, text: str, again: Callable[[], object]) -> None:
        """Says what happened; it stays until it was tried again or put away."""

        def once_more() -> None:
            self.hide()
            again()

        self.bar.set_words("err", bold, text)
        self.bar.set_actions([(_("再试一次"), "link", once_more), (_("知道了"), "link", self.hide)])
        self.setAccessibleName(f"{bold} {text}")
        self.show()


class EmptyState(QWidget):
    """What would be here, and how it gets here."""

    def __init__(self, picture: str, words: str, caption: str, button: Button | None = None) -> None:
        super().__init__()
        self._picture = picture
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 24, 24, 24)
        stack.setSpacing(6)
        stack.addStretch(1)
        self.image = QLabel()
        stack.addWidget(self.image, 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role in ((words, "medium"), (caption, "caption")):
            made = label(text, role, wrap=True)
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            stack.addWidget(made)
        if button is not None:
            stack.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        stack.addStretch(1)
        self.setAccessibleName(f"{words} {caption}".strip())
        self.restyle()
        theme().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Takes the present look."""
        self.image.setPixmap(pixmap(self._picture, "ink3", 36))
