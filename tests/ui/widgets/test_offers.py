"""Earlier values under a line: nothing is taken unasked, and an input method keeps its keys."""

from collections.abc import Callable, Sequence

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.widgets import offers
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.offers import Offers
from desktop.ui.widgets.typeahead import Item

PEOPLE = [Item(1, "", "王芳"), Item(2, "", "王小芳"), Item(3, "", "李建国")]


class Sheet(QWidget):
    """A line with offers, and another one behind it."""

    def __init__(self) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        self.line, self.next = LineField(), LineField()
        stack.addWidget(self.line)
        stack.addWidget(self.next)
        self.asked: list[str] = []
        self.taken: list[object] = []
        self.submitted: list[bool] = []
        self.offers = Offers(self.line, self.look_up, "以前来过的居民")
        self.offers.chosen.connect(self.taken.append)
        self.line.submitted.connect(lambda: self.submitted.append(True))

    def look_up(self, typed: str, bring: Callable[[Sequence[Item]], None]) -> None:
        """Everybody whose name holds what is typed."""
        self.asked.append(typed)
        bring([item for item in PEOPLE if typed in item.words])


@pytest.fixture
def sheet(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """The sheet with the keyboard in its line."""
    monkeypatch.setattr(offers, "WAIT_MS", 0)
    made = Sheet()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.line.setFocus()
    return made


def write(sheet: Sheet, text: str) -> None:
    """Types characters as an input method gives them."""
    taken = QInputMethodEvent()
    taken.setCommitString(text)
    QApplication.sendEvent(sheet.line, taken)
    QApplication.processEvents()


def press(sheet: Sheet, *keys: Qt.Key) -> None:
    """Presses keys one after another."""
    for key in keys:
        QTest.keyClick(sheet.line, key)


def test_down_and_enter_take_what_is_marked(sheet: Sheet) -> None:
    write(sheet, "王")
    assert (sheet.asked, sheet.offers.open(), sheet.offers.list.currentRow()) == (["王"], True, -1)
    assert sheet.line.accessibleDescription() == "以前来过的居民"
    press(sheet, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert sheet.line.accessibleDescription() == "王小芳"
    press(sheet, Qt.Key.Key_Return)
    assert (sheet.taken, sheet.offers.open(), sheet.submitted) == ([2], False, [])


def test_up_begins_at_the_end_and_goes_round(sheet: Sheet) -> None:
    write(sheet, "王")
    press(sheet, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Enter)
    assert sheet.taken == [1]


def test_enter_without_a_mark_takes_nothing(sheet: Sheet) -> None:
    write(sheet, "王")
    press(sheet, Qt.Key.Key_Return)
    assert (sheet.taken, sheet.submitted, sheet.line.text()) == ([], [True], "王")


def test_escape_leaves_what_was_typed(sheet: Sheet) -> None:
    write(sheet, "王")
    press(sheet, Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert (sheet.taken, sheet.offers.open(), sheet.line.text()) == ([], False, "王")


def test_a_click_takes_a_row(sheet: Sheet) -> None:
    write(sheet, "李")
    place = sheet.offers.list.visualItemRect(sheet.offers.list.item(0)).center()
    QTest.mouseClick(
        sheet.offers.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(place.x(), place.y()),
    )
    assert sheet.taken == [3]


def test_leaving_the_line_closes_the_list_and_takes_nothing(sheet: Sheet) -> None:
    write(sheet, "李")
    sheet.next.setFocus()
    assert (sheet.offers.open(), sheet.taken) == (False, [])


def test_while_an_input_method_composes_all_keys_are_its_own(sheet: Sheet) -> None:
    write(sheet, "王")
    QApplication.sendEvent(sheet.line, QInputMethodEvent("fang", []))
    press(sheet, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert (sheet.offers.list.currentRow(), sheet.taken) == (-1, [])


def test_nothing_opens_while_an_input_method_composes(sheet: Sheet) -> None:
    QTest.keyClicks(sheet.line, "x")
    QApplication.processEvents()
    sheet.line.set_text("王")
    QApplication.sendEvent(sheet.line, QInputMethodEvent("fang", []))
    sheet.offers.look()
    assert not sheet.offers.open()


def test_nobody_fits_and_nothing_typed_close_the_list(sheet: Sheet) -> None:
    write(sheet, "王")
    write(sheet, "二")
    assert (sheet.asked, sheet.offers.open()) == (["王", "王二"], False)
    sheet.line.set_text("")
    sheet.offers.look()
    assert sheet.asked == ["王", "王二"]


def test_an_answer_that_comes_late_is_not_shown(sheet: Sheet) -> None:
    brought: list[Callable[[Sequence[Item]], None]] = []
    sheet.offers._find = lambda _typed, bring: brought.append(bring)
    write(sheet, "王")
    write(sheet, "小")
    brought[0](PEOPLE)
    assert not sheet.offers.open()
    sheet.next.setFocus()
    brought[1](PEOPLE)
    assert not sheet.offers.open()


def test_a_line_taken_down_with_its_window_says_nothing_more(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "WAIT_MS", 0)
    made = Sheet()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.line.setFocus()
    held = made.offers
    # What is heard while the line is being taken down must not end in an error of the event loop.
    shiboken6.delete(made)
    assert held.eventFilter(QObject(), QEvent(QEvent.Type.Hide)) is False
