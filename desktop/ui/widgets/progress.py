"""Progress: a bar, always with words and counts, and a way to stop."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from desktop.i18n import _
from desktop.ui.page import label
from desktop.ui.widgets.buttons import Button


class ProgressRow(QFrame):
    """How far a long job is: 正在校验台账 812 / 1,284 条."""

    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("sunken", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        self.words = label("", "caption")
        row.addWidget(self.words)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        row.addWidget(self.bar, 1)
        self.count = label("", "caption")
        row.addWidget(self.count)
        button = Button(_("停止"), small=True)
        button.clicked.connect(self.stop)
        row.addWidget(button)

    def set(self, words: str, done: int, total: int) -> None:
        """How far it is."""
        self.words.setText(words)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.count.setText(_("{done} / {total} 条").format(done=f"{done:,}", total=f"{total:,}"))
        self.setAccessibleName(f"{words} {self.count.text()}")
