"""Cards: white ground, one line around, no shadow."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.ui.page import label


class Card(QFrame):
    """A card; with a title it has a head row, whose right end takes a note or a link."""

    def __init__(self, title: str = "", note: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 14, 20, 14)
        self.body.setSpacing(10)
        self.head = QHBoxLayout()
        if title:
            self.head.addWidget(label(title, "section"))
            self.head.addStretch(1)
            if note:
                self.head.addWidget(label(note, "caption"))
            self.body.addLayout(self.head)
