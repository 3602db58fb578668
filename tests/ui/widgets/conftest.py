"""The look of the program, and a window that has the focus."""

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QCursor, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

Place = Callable[..., QWidget]
Compose = Callable[..., None]


def fill(window: QWidget) -> None:
    """Lets the widgets take the whole window."""
    layout = window.layout()
    assert layout is not None
    layout.setContentsMargins(0, 0, 0, 0)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """The shipped font, light, normal size."""
    if theme().family not in qapp.font().families():
        theme().apply(qapp, review=True)
    # A pointer that happens to stand over a widget is a guest nobody asked for.
    QCursor.setPos(0, 0)
    yield
    if theme().dark or theme().large:
        theme().dark = theme().large = False
        theme().restyle()


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    """Puts widgets into a shown, active window, 480 wide, and gives the window; the first has the focus."""

    held: list[QWidget] = []

    def put(*widgets: QWidget) -> QWidget:
        window = QWidget()
        held.append(window)
        stack = QVBoxLayout(window)
        for widget in widgets:
            stack.addWidget(widget)
        window.resize(480, 320)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        widgets[0].setFocus()
        return window

    return put


@pytest.fixture
def compose() -> Compose:
    """What an input method sends: the letters being composed, then the candidate that was taken."""

    def send(widget: QWidget, preedit: str, commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(widget, event)

    return send
