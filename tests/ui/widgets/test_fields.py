"""Fields keep what was typed, and an input method's keys are not theirs."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import theme
from desktop.ui.widgets.fields import (
    CheckBox,
    ComboField,
    DateField,
    Field,
    LineField,
    NumberField,
    SecretField,
    TextField,
)
from tests.ui.widgets.conftest import Compose, Place
from tests.ui.widgets.sheet import mask

NUMBER = "350299195104120417"


def shown(field: QLineEdit) -> str:
    """What the eye sees, not what the field holds."""
    return QLineEdit.text(field)


def parse(text: str) -> date | None:
    return date(2026, 9, 7) if text in ("9-7", "9月7日") else None


def show(day: date) -> str:
    return f"{day.month}月{day.day}日"


def test_enter_submits_a_line(qtbot: QtBot, place: Place) -> None:
    field = LineField()
    place(field)
    with qtbot.waitSignal(field.submitted):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_enter_while_composing_submits_nothing(qtbot: QtBot, place: Place, compose: Compose) -> None:
    field = LineField()
    place(field)
    compose(field, "wang")
    with qtbot.assertNotEmitted(field.submitted):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_enter_that_confirms_a_candidate_submits_nothing_and_the_next_one_does(
    qtbot: QtBot, place: Place, compose: Compose
) -> None:
    field = LineField()
    place(field)
    compose(field, "wang")
    compose(field, "", "王")
    with qtbot.assertNotEmitted(field.submitted):
        QTest.keyPress(field, Qt.Key.Key_Return)
    QTest.keyRelease(field, Qt.Key.Key_Return)
    assert field.text() == "王"
    with qtbot.waitSignal(field.submitted):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_candidate_taken_is_one_change(place: Place, compose: Compose) -> None:
    field = LineField()
    place(field)
    changes: list[str] = []
    field.changed.connect(lambda: changes.append(field.text()))
    compose(field, "wang")
    compose(field, "", "王")
    assert changes == ["王"]


def test_control_enter_is_left_to_the_page(qtbot: QtBot) -> None:
    field = LineField()
    seen: list[int] = []

    class Page(QWidget):
        def keyPressEvent(self, event: object) -> None:
            seen.append(event.key())  # type: ignore[attr-defined]

    page = Page()
    qtbot.addWidget(page)
    field.setParent(page)
    with qtbot.assertNotEmitted(field.submitted):
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert seen == [Qt.Key.Key_Control, Qt.Key.Key_Return]


def test_a_masked_text_is_kept_whole_and_shown_only_while_edited(place: Place) -> None:
    field, other = LineField(mask=mask), LineField()
    place(other, field)
    field.set_text(NUMBER)
    assert (shown(field), field.text()) == ("350*************17", NUMBER)
    field.setFocus()
    assert shown(field) == NUMBER
    other.setFocus()
    assert (shown(field), field.text()) == ("350*************17", NUMBER)


def test_typing_into_a_masked_field_changes_the_whole_text(place: Place) -> None:
    field, other = LineField(mask=mask), LineField()
    place(other, field)
    field.set_text(NUMBER)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, "X")
    other.setFocus()
    assert (field.text(), shown(field)) == (NUMBER[:-1] + "X", "350*************1X")


def test_the_tick_goes_when_one_types(place: Place) -> None:
    field = LineField()
    place(field)
    plain = field.end_room()
    field.set_ok(True)
    assert field.end_room() > plain
    QTest.keyClicks(field, "1")
    assert field.end_room() == plain


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3", 3),
        ("３", 3),
        (" １２ ", 12),
        ("0", None),
        ("100", None),
        ("三", None),
        ("", None),
        ("1.5", None),
    ],
)
def test_a_number_is_understood_or_refused_and_stays_as_typed(
    typed: str, value: int | None, qtbot: QtBot
) -> None:
    field = NumberField(1, 99)
    qtbot.addWidget(field)
    field.set_raw(typed)
    assert (field.value(), field.raw()) == (value, typed)


@pytest.mark.parametrize(
    ("typed", "key", "after"),
    [
        ("1", Qt.Key.Key_Up, 2),
        ("0", Qt.Key.Key_Up, 1),
        ("9", Qt.Key.Key_Up, 9),
        ("500", Qt.Key.Key_Up, 9),
        ("0", Qt.Key.Key_Down, 0),
        ("３", Qt.Key.Key_Down, 2),
        ("", Qt.Key.Key_Up, 0),
    ],
)
def test_up_and_down_stay_within_the_bounds(
    typed: str, key: Qt.Key, after: int, qtbot: QtBot, place: Place
) -> None:
    field = NumberField(0, 9)
    place(field)
    field.set_raw(typed)
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(field, key)
    assert field.value() == after


def test_a_day_is_shown_in_the_offices_way_once_it_is_understood(place: Place) -> None:
    field, other = DateField(parse, show), LineField()
    place(field, other)
    QTest.keyClicks(field, "9-7")
    assert field.value() == date(2026, 9, 7)
    other.setFocus()
    assert field.raw() == "9月7日"
    field.set_raw("明天")
    assert (field.value(), field.raw()) == (None, "明天")


def test_a_password_is_hidden_until_its_button_shows_it(place: Place) -> None:
    field = SecretField()
    place(field)
    modes, names = [field.echoMode()], [field.eye.accessibleName()]
    for _press in range(2):
        QTest.mouseClick(field.eye, Qt.MouseButton.LeftButton)
        modes.append(field.echoMode())
        names.append(field.eye.accessibleName())
    hidden, plain = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
    assert (modes, names) == ([hidden, plain, hidden], ["显示密码", "隐藏密码", "显示密码"])


def test_a_choice_is_told_only_when_the_clerk_makes_it(qtbot: QtBot, place: Place) -> None:
    field = ComboField([(1, "社保"), (2, "助学")])
    place(field)
    with qtbot.assertNotEmitted(field.chosen):
        field.set_key(2)
    with qtbot.waitSignal(field.chosen) as signal:
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert signal.args == [1]


def test_f4_opens_the_list_of_choices(place: Place) -> None:
    field = ComboField([(1, "社保"), (2, "助学")])
    place(field)
    QTest.keyClick(field, Qt.Key.Key_F4)
    assert field.view().isVisible()
    field.hidePopup()


def test_scrolling_over_a_choice_changes_nothing(place: Place) -> None:
    field = ComboField([(1, "社保"), (2, "助学")])
    place(field)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(field.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, wheel)
    assert (field.key(), wheel.isAccepted()) == (1, False)


def test_a_box_is_ticked_by_space_and_on_its_words(place: Place) -> None:
    box = CheckBox("版心线")
    place(box)
    ticks: list[bool] = []
    box.toggled.connect(ticks.append)
    QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.mouseClick(
        box, Qt.MouseButton.LeftButton, pos=QPoint(box.sizeHint().width() - 6, box.height() // 2)
    )
    assert (ticks, box.accessibleName()) == ([True, False], "版心线")


def test_the_enter_of_an_input_method_makes_no_new_line_and_the_next_one_does(
    place: Place, compose: Compose
) -> None:
    field = TextField(3)
    place(field)
    compose(field, "bangong")
    QTest.keyClick(field, Qt.Key.Key_Return)
    composing = (field.composing(), field.text())
    compose(field, "", "办公")
    QTest.keyPress(field, Qt.Key.Key_Return)
    taken = field.text()
    QTest.keyRelease(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (composing, taken, field.text()) == ((True, ""), "办公", "办公\n")


def test_tab_leaves_a_field_of_several_lines(qtbot: QtBot, place: Place) -> None:
    text, other = TextField(2), LineField()
    place(text, other)
    with qtbot.waitSignal(text.left):
        QTest.keyClick(text, Qt.Key.Key_Tab)
    assert (text.text(), other.hasFocus()) == ("", True)


def test_an_error_stands_under_its_field_and_is_read_out(place: Place) -> None:
    editor = LineField()
    field = Field("公民身份号码", editor)
    place(field)
    field.set_error("只有 17 位，应为 18 位。")
    assert (field.has_error(), field.error.isVisible(), editor.property("state")) == (True, True, "error")
    assert (editor.accessibleName(), editor.accessibleDescription()) == (
        "公民身份号码",
        "只有 17 位，应为 18 位。",
    )
    field.clear_error()
    assert (field.has_error(), editor.property("state"), editor.accessibleDescription()) == (False, "", "")


@pytest.mark.parametrize("large", [False, True])
def test_a_field_is_as_high_focused_or_wrong_as_at_rest(large: bool, place: Place) -> None:
    theme().set_large(large)
    editor, other = LineField(), LineField()
    field = Field("姓名", editor)
    place(other, field)
    at_rest = editor.sizeHint().height()
    editor.setFocus()
    focused = editor.sizeHint().height()
    field.set_error("没有填。")
    assert (focused, editor.sizeHint().height()) == (at_rest, at_rest)
    assert at_rest == theme().scaled(36) + 2
