"""The picker: number, initials or words; its keys, and what it leaves to others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.search import SearchBox
from desktop.ui.widgets.typeahead import Item, TypeAhead
from tests.ui.widgets.conftest import Compose, Place

ITEMS = (
    Item("09", "助学 09", "大中专生家庭经济情况调查表"),
    Item("10", "社保 10", "领取养老金身份确认"),
    Item("12", "社保 12", "退休人员介绍信"),
)


def find(text: str) -> Sequence[Item]:
    return [item for item in ITEMS if text in item.tag + item.words]


def make_picker() -> TypeAhead:
    return TypeAhead(find, "编号、事项或拼音首字母", "全部 3 项")


def chosen(picker: TypeAhead) -> list[object]:
    """Collects what is chosen from now on."""
    keys: list[object] = []
    picker.chosen.connect(keys.append)
    return keys


def test_enter_takes_the_row_that_the_arrows_reached(place: Place, compose: Compose) -> None:
    picker = make_picker()
    place(picker)
    keys = chosen(picker)
    compose(picker.line, "", "社保")
    assert (picker.list.count(), keys) == (2, [])
    QTest.keyClick(picker.line, Qt.Key.Key_Down)
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    assert (keys, picker.text(), picker.line.tag, picker.popup_open()) == (
        ["12"],
        "退休人员介绍信",
        "社保 12",
        False,
    )


def test_f4_lists_everything(place: Place) -> None:
    picker = make_picker()
    place(picker)
    QTest.keyClick(picker.line, Qt.Key.Key_F4)
    assert (picker.popup_open(), picker.list.count()) == (True, 3)


def test_leaving_takes_the_only_match(place: Place) -> None:
    picker, other = make_picker(), LineField()
    place(picker, other)
    keys = chosen(picker)
    QTest.keyClicks(picker.line, "10")
    other.setFocus()
    assert (keys, picker.text()) == (["10"], "领取养老金身份确认")


def test_leaving_with_several_matches_takes_none(place: Place, compose: Compose) -> None:
    picker, other = make_picker(), LineField()
    place(picker, other)
    keys = chosen(picker)
    compose(picker.line, "", "社保")
    other.setFocus()
    assert (keys, picker.text(), picker.popup_open()) == ([], "社保", False)


def test_leaving_an_untouched_list_takes_none(place: Place) -> None:
    picker, other = TypeAhead(lambda text: ITEMS[:1], "", ""), LineField()
    place(picker, other)
    keys = chosen(picker)
    QTest.keyClick(picker.line, Qt.Key.Key_F4)
    other.setFocus()
    assert keys == []


def test_the_enter_of_an_input_method_takes_nothing(place: Place, compose: Compose) -> None:
    picker = make_picker()
    place(picker)
    keys = chosen(picker)
    compose(picker.line, "shebao")
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    compose(picker.line, "", "社保")
    QTest.keyPress(picker.line, Qt.Key.Key_Return)
    assert (keys, picker.text(), picker.popup_open()) == ([], "社保", True)
    QTest.keyRelease(picker.line, Qt.Key.Key_Return)
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    assert keys == ["10"]


def test_the_arrows_of_an_input_method_do_not_move_the_list(place: Place, compose: Compose) -> None:
    picker = make_picker()
    place(picker)
    QTest.keyClick(picker.line, Qt.Key.Key_F4)
    compose(picker.line, "shebao")
    QTest.keyClick(picker.line, Qt.Key.Key_Down)
    assert picker.list.currentRow() == 0


def test_esc_closes_the_list_and_only_then_the_page(place: Place, compose: Compose) -> None:
    picker = make_picker()
    window = place(picker)
    backs: list[bool] = []
    QShortcut(QKeySequence("Esc"), window, lambda: backs.append(True))
    compose(picker.line, "", "社保")
    QTest.keyClick(picker.line, Qt.Key.Key_Escape)
    assert (picker.popup_open(), picker.text(), backs) == (False, "社保", [])
    QTest.keyClick(picker.line, Qt.Key.Key_Escape)
    assert backs == [True]


def test_typing_after_a_choice_takes_its_tag_away(qtbot: QtBot, place: Place) -> None:
    picker = make_picker()
    place(picker)
    picker.set_choice(ITEMS[1])
    with qtbot.waitSignal(picker.typed) as signal:
        QTest.keyClick(picker.line, Qt.Key.Key_Delete)
    assert (signal.args, picker.line.tag) == (["取养老金身份确认"], "")


def test_nothing_found_closes_the_list(place: Place, compose: Compose) -> None:
    picker = make_picker()
    place(picker)
    compose(picker.line, "", "购房")
    assert not picker.popup_open()


def test_a_search_is_told_once_after_the_last_key(qtbot: QtBot, place: Place) -> None:
    box = SearchBox("编号、姓名", "/")
    place(box)
    told: list[str] = []
    box.typed.connect(told.append)
    with qtbot.waitSignal(box.typed, timeout=2_000):
        QTest.keyClicks(box, "316")
    assert told == ["316"]


def test_enter_searches_at_once(place: Place) -> None:
    box = SearchBox("编号、姓名")
    place(box)
    told: list[str] = []
    box.typed.connect(told.append)
    QTest.keyClicks(box, "31")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (told, box._timer.isActive()) == (["31"], False)


def test_esc_empties_the_search_and_only_then_leaves_the_page(place: Place) -> None:
    box = SearchBox("编号、姓名")
    window = place(box)
    backs: list[bool] = []
    QShortcut(QKeySequence("Esc"), window, lambda: backs.append(True))
    told: list[str] = []
    QTest.keyClicks(box, "316")
    box.typed.connect(told.append)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), told, backs) == ("", [""], [])
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert backs == [True]
