"""The round number before a step's heading."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.ui.theme import theme


class Numbered(QLabel):
    """The round number before a step's heading."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(24, 24)
        self.restyle()
        theme().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Takes the present look."""
        self.setStyleSheet(
            f"background:{theme().hex('priT')};color:{theme().hex('link')};border-radius:12px;"
            f"font-weight:600;font-size:{theme().px('label')}px"
        )
