"""Questions: which keys answer them, and that nothing typed is lost."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.problems import Problem
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import Ask, Scrim
from desktop.ui.widgets.fields import Field, LineField, TextField
from tests.ui.widgets.conftest import Compose, Place

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
Open = Callable[..., Ask]


@pytest.fixture
def open_ask(place: Place, qtbot: QtBot) -> Open:
    """Opens a question over a window."""

    def make(**rest: Any) -> Ask:
        window = place(QWidget())
        fields = [("text", Field("原因", TextField(2))), ("place", Field("地点", LineField()))]
        ask = Ask(window, "批准用印 320 号？", "一份证明。", "批准用印", "seal", fields, **rest)
        ask.open()
        qtbot.waitUntil(ask.isActiveWindow)
        return ask

    return make


def confirmations(ask: Ask) -> list[bool]:
    """Collects the confirmations from now on."""
    seen: list[bool] = []
    ask.confirmed.connect(lambda: seen.append(True))
    return seen


def line_of(ask: Ask) -> LineField:
    editor = ask.fields["place"].editor
    assert isinstance(editor, LineField)
    return editor


def test_enter_alone_never_confirms(open_ask: Open) -> None:
    ask = open_ask()
    seen = confirmations(ask)
    for widget in (line_of(ask), ask.confirm, ask.cancel, ask):
        widget.setFocus()
        QTest.keyClick(widget, ENTER)
    assert (seen, ask.isVisible()) == ([], True)


@pytest.mark.parametrize("where", ["text", "place", "confirm"])
def test_control_enter_confirms_from_anywhere_and_the_question_stays(where: str, open_ask: Open) -> None:
    ask = open_ask()
    seen = confirmations(ask)
    widget = ask.confirm if where == "confirm" else ask.fields[where].editor
    widget.setFocus()
    QTest.keyClick(widget, ENTER, CONTROL)
    assert (seen, ask.isVisible()) == ([True], True)


@pytest.mark.parametrize("where", ["text", "place"])
def test_control_enter_while_composing_confirms_nothing(where: str, open_ask: Open, compose: Compose) -> None:
    ask = open_ask()
    seen = confirmations(ask)
    editor = ask.fields[where].editor
    editor.setFocus()
    compose(editor, "bangong")
    QTest.keyClick(editor, ENTER, CONTROL)
    assert seen == []


def test_esc_cancels_and_uncovers_the_window(qtbot: QtBot, open_ask: Open) -> None:
    ask = open_ask()
    window = ask.parentWidget()
    assert window is not None
    dimmed = [scrim for scrim in window.findChildren(Scrim) if scrim.isVisible()]
    assert [scrim.geometry() for scrim in dimmed] == [window.rect()]
    with qtbot.waitSignal(ask.rejected):
        QTest.keyClick(ask.fields["text"].editor, Qt.Key.Key_Escape)
    assert [scrim for scrim in window.findChildren(Scrim) if scrim.isVisible()] == []


def test_the_first_field_is_ready_to_be_typed_in(open_ask: Open) -> None:
    assert open_ask().fields["text"].editor.hasFocus()


def test_without_fields_the_harmless_button_has_the_focus(qtbot: QtBot, place: Place) -> None:
    ask = Ask(place(QWidget()), "作废 320 号？", "编号划去，留在簿里。", "作废", "seal")
    ask.open()
    qtbot.waitUntil(ask.isActiveWindow)
    assert ask.cancel.hasFocus()
    ask.reject()


def test_objections_stand_at_their_fields_and_what_was_typed_stays(open_ask: Open) -> None:
    ask = open_ask()
    line_of(ask).set_text("办公室")
    ask.show_problems(
        [Problem("seals.place", "地点不在办公室。", "place"), Problem("seals.day", "今天不办公。")]
    )
    assert [name for name, field in ask.fields.items() if field.has_error()] == ["place"]
    assert (ask.bar.isVisible(), ask.bar.accessibleName()) == (True, "没有办成 今天不办公。")
    assert (line_of(ask).text(), line_of(ask).hasFocus()) == ("办公室", True)


def test_a_new_answer_forgets_old_objections(open_ask: Open) -> None:
    ask = open_ask()
    ask.show_problems([Problem("seals.place", "没有写地点。", "place"), Problem("seals.day", "今天不办公。")])
    ask.ask()
    assert (ask.fields["place"].has_error(), ask.bar.isVisible()) == (False, False)


def test_another_way_out_closes_the_question(qtbot: QtBot, open_ask: Open) -> None:
    done: list[bool] = []
    ask = open_ask(secondary=("退回补材料", lambda: done.append(True)))
    other = next(button for button in ask.findChildren(Button) if button.text() == "退回补材料")
    with qtbot.waitSignal(ask.rejected):
        QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert done == [True]


def test_a_covered_window_cannot_be_uncovered_at_the_corner(open_ask: Open) -> None:
    assert [
        [
            button.accessibleName()
            for button in open_ask(cover=cover).findChildren(Button)
            if not button.text()
        ]
        for cover in (False, True)
    ] == [["关闭"], []]


def test_a_seal_button_is_not_pressed_by_enter_where_the_system_would(place: Place) -> None:
    seal, plain = Button("批准用印", "seal"), Button("保存", "primary")
    place(seal, plain)
    pressed: list[str] = []
    for button in (seal, plain):
        button.clicked.connect(partial(pressed.append, button.text()))
        button.setAutoDefault(True)
        QTest.keyClick(button, ENTER)
    assert pressed == ["保存"]
