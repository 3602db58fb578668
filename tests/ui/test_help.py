"""F1 opens the help of the field that has the focus; every field of the form has its own."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.seals import State
from desktop.paths import RESOURCES
from desktop.services.office import Office
from desktop.ui.seals import steps
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.window import Window
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow

BELOW = 20
"""Under the space that stands above a heading."""


def headings(page: str) -> list[str]:
    """The headings of fields in a help page."""
    text = (RESOURCES / "help" / f"{page}.md").read_text("utf-8")
    return [line[4:] for line in text.splitlines() if line.startswith("### ")]


def help_of(window: Window, widget: QWidget) -> QTextBrowser:
    """What F1 shows while this widget has the focus."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_F1)
    (dialog,) = [each for each in QApplication.topLevelWidgets() if each.windowTitle() == "帮助"]
    (text,) = dialog.findChildren(QTextBrowser)
    dialog.setWindowTitle("")
    dialog.hide()
    return text


def shown_first(text: QTextBrowser) -> str:
    """The heading that stands at the top of what is seen."""
    return text.cursorForPosition(QPoint(8, BELOW)).block().text()


@pytest.fixture
def window(qtbot: QtBot, handler: Office, open_window: OpenWindow) -> Window:
    """The window of the handler, with the keyboard."""
    made = open_window(handler)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_every_field_of_the_form_has_its_help(window: Window) -> None:
    window.go("application")
    page = window.application
    fields = {field.label.text() for field in page.fields.values()} | {"承办人"}
    others = {"办什么事", "材料核对", page.late.text()}
    assert sorted(headings("application")) == sorted(fields | others)


def test_f1_opens_at_the_field(window: Window) -> None:
    window.go("application")
    page = window.application
    page._choose("10")
    QApplication.processEvents()  # the materials of the matter are laid out
    for widget, heading in (
        (page.picker.line, "办什么事"),
        (page.edits["applicant_name"], "居民姓名"),
        (page.edits["recipient"], "送交单位"),
        (page.materials.rows[0], "材料核对"),
        (page.late, "补录（停电等）"),
    ):
        text = help_of(window, widget)
        assert text.textCursor().block().text() == heading
        assert shown_first(text) == heading


def test_elsewhere_f1_opens_the_help_of_the_page(window: Window) -> None:
    text = help_of(window, window.large)
    assert text.textCursor().block().text() == shown_first(text) == "今日工作台"


def test_a_question_has_the_help_of_its_fields_over_it(window: Window, make_use: MakeUse) -> None:
    use = make_use(State.TO_SEAL)
    window.go("register", use.seq)
    steps.seal(window.register.detail, window.desk, use)
    (ask,) = window.findChildren(Ask)
    for field in ask.fields.values():
        text = help_of(window, field.editor)
        assert text.textCursor().block().text() == field.label.text()
    ask.reject()


def test_what_is_asked_about_an_entry_is_in_the_help(
    window: Window, handler: Office, make_use: MakeUse
) -> None:
    asked: set[str] = set()
    for state, ask_it in (
        (State.TO_APPROVE, steps.approve),
        (State.TO_APPROVE, steps.send_back),
        (State.TO_APPROVE, steps.refuse),
        (State.TO_SEAL, steps.seal),
        (State.TO_SEAL, steps.void),
    ):
        ask_it(window, window.desk, make_use(state))
        for ask in window.findChildren(Ask):
            asked |= {field.label.text() for field in ask.fields.values()}
            ask.reject()
    assert asked <= set(headings("register"))
