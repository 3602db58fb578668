"""What every page of the window has: a head, the keys that work on it, and fresh data when it is seen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


HEAD = 62


class Page(QWidget):
    """One page of the window.

    `wanted` asks the window for another page, with its target. A page showing a subject that changed reloads
    when it is visible, or when it is next seen.
    """

    wanted = Signal(str, object)
    key_caps_changed = Signal()
    name = ""
    subjects: tuple[str, ...] = ()

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self._stale = True
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        desk.changed.connect(self._note_change)

    def _note_change(self, subject: str) -> None:
        if subject not in self.subjects:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Reloads what changed while the page was not seen."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    def reload(self) -> None:
        """Asks for the page's data again."""

    def show_target(self, target: object) -> None:
        """Shows what another page sent the clerk here for."""

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work here now, with what they do, for the status bar."""
        return []

    def keep(self) -> None:
        """Keeps what was typed so far, and the page stays as it is: the window is covered."""

    def leave(self) -> bool:
        """Whether the page may be left; it keeps what was typed before it says yes."""
        return True


class Head(QWidget):
    """A page's head, 62 pixels: title and subtitle left, actions right."""

    def __init__(self, title: str, subtitle: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 14, 24, 12)
        row.addStrut(HEAD - 14 - 12)
        row.setSpacing(12)
        self.lead = QHBoxLayout()
        self.lead.setSpacing(12)
        row.addLayout(self.lead)
        self.title = label(title, "title")
        self.subtitle = label(subtitle, "secondary")
        self.lead.addWidget(self.title)
        self.lead.addWidget(self.subtitle)
        row.addStretch(1)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(12)
        row.addLayout(self.tools)


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Words on the page in one of the type roles of the style sheet."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def rule(kind: str = "true") -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    made.setProperty("rule", kind)
    return made


def column(*, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0) -> QVBoxLayout:
    """An upright layout with the margins and gap of the grid."""
    made = QVBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made


def line(*, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8) -> QHBoxLayout:
    """A level layout with the margins and gap of the grid."""
    made = QHBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made
