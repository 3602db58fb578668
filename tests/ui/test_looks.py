"""How a list was left is how it stands when the program is started again: widths, order, the chosen row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.seals import State
from desktop.services.office import Office
from desktop.ui.kept import Kept, kept_looks
from desktop.ui.seals import register
from desktop.ui.theme import theme
from desktop.ui.widgets.paged import PagedRecords
from desktop.ui.widgets.table import Column, DataTable
from desktop.ui.window import Window
from tests import builders
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow

PERSON = 7


@dataclass(frozen=True)
class Line:
    number: int
    name: str


LINES = [Line(1, "丙"), Line(2, "甲"), Line(3, "乙")]
Left = Callable[..., DataTable]


def columns() -> list[Column]:
    return [
        Column("number", "编号", 60, lambda line: str(line.number)),
        Column("name", "姓名", 100, lambda line: line.name, stretch=True),
        Column("grid", "网格", 90, lambda _line: "第一网格", priority=1),
        Column("state", "状态", 80, lambda _line: "在用"),
    ]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Left]:
    """The list as somebody finds it who starts the program."""
    windows: list[QWidget] = []

    def build(person: int = PERSON, width: int = 520) -> DataTable:
        for held in QApplication.topLevelWidgets():
            held.hide()
        window = QWidget()
        qtbot.addWidget(window)
        windows.append(window)  # else Python takes it away, and the list with it
        stack = QVBoxLayout(window)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(QLineEdit())  # has the focus: a list that gets it chooses its first row
        table = DataTable(columns())
        table.remember(person, "people")
        stack.addWidget(table)
        window.resize(width, 320)
        window.show()
        table.set_records(LINES)
        QGuiApplication.processEvents()
        return table

    yield build
    kept_looks().clear()


def draw(table: DataTable, column: int, by: int) -> None:
    """Draws the right edge of a column by so many pixels, with the mouse."""
    head, target = table.head, table.head.viewport()
    at = QPoint(head.sectionViewportPosition(column) + head.sectionSize(column) - 1, head.height() // 2)
    QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(target, at + QPoint(by // 2, 0))
    QTest.mouseMove(target, at + QPoint(by, 0))
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=at + QPoint(by, 0))


def widths(table: DataTable) -> list[int]:
    return [table.columnWidth(place) for place in range(4)]


def names(table: DataTable) -> str:
    return "".join(line.name for line in table.model_.records)


def test_a_drawn_edge_moves_between_its_two_columns_and_is_remembered(opened: Left) -> None:
    table = opened()
    number, name, grid, state = widths(table)
    draw(table, 0, 30)
    draw(table, 2, -20)
    left = [number + 30, name - 30, grid - 20, state + 20]
    assert widths(table) == left
    assert widths(opened()) == left
    assert widths(opened(person=8)) == [number, name, grid, state]


def test_an_edge_stops_where_the_next_column_is_as_narrow_as_it_may_be(opened: Left) -> None:
    table = opened()
    total = sum(widths(table))
    draw(table, 2, 200)
    assert (widths(table)[3], sum(widths(table))) == (40, total)


def test_drawn_widths_never_push_a_column_out_of_a_narrower_list(opened: Left) -> None:
    draw(opened(), 0, 200)
    table = opened(width=300)
    assert widths(table) == [60, 300 - 2 * table.frameWidth() - 60 - 80, 0, 80]


def test_drawn_widths_are_the_same_again_after_large_type(opened: Left) -> None:
    table = opened(width=760)
    draw(table, 0, 31)
    before = widths(table)
    theme().set_large(True)
    draw(table, 0, 17)
    large = widths(table)
    assert widths(opened(width=760)) == large
    theme().set_large(False)
    assert widths(opened(width=760))[0] == round(large[0] * 15 / 19)
    assert before[0] == 91


def test_the_menu_gives_the_designs_widths_back(opened: Left) -> None:
    table = opened()
    before = widths(table)
    draw(table, 0, 30)
    table.selectRow(0)
    assert "恢复列宽" in menu_of(table)
    menu_of(table)["恢复列宽"]()
    assert widths(table) == before
    assert "恢复列宽" not in menu_of(table)


def menu_of(table: DataTable) -> dict[str, Callable[[], None]]:
    """The lines of the menu, asked for by keyboard; it is closed again."""
    QTest.keyClick(table, Qt.Key.Key_Menu)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    return {line.text(): line.trigger for line in menu.actions() if not line.isSeparator()}


def test_the_order_is_remembered_and_a_third_click_gives_the_lists_own_back(opened: Left) -> None:
    table = opened()
    assert names(table) == "丙甲乙"
    table.head.sectionClicked.emit(1)
    up = names(table)
    table.head.sectionClicked.emit(1)
    assert names(table) == up[::-1]
    again = opened()
    assert (names(again), again.head.sorted) == (up[::-1], (1, Qt.SortOrder.DescendingOrder))
    again.head.sectionClicked.emit(1)
    assert (names(again), again.head.sorted) == ("丙甲乙", None)
    assert names(opened()) == "丙甲乙"


def test_the_menu_sorts_by_the_column_where_one_stands(opened: Left) -> None:
    table = opened()
    table.setCurrentIndex(table.model_.index(0, 0))
    menu_of(table)["按编号排序"]()
    menu_of(table)["按编号排序"]()
    assert names(table) == "乙甲丙"


def test_a_list_too_long_to_sort_says_so_and_keeps_the_order_that_was_asked_for(opened: Left) -> None:
    opened().sort_by("name")
    table = opened()
    pages = PagedRecords(3, 3, lambda _page: None)
    pages.put(0, LINES)
    table.set_records(pages)
    table.selectRow(0)
    assert table.head.sorted is None
    assert "按编号排序\t太长，只按时间排" in menu_of(table)
    table.set_records(LINES)
    assert table.head.sorted == (1, Qt.SortOrder.AscendingOrder)


def test_the_row_that_was_chosen_is_chosen_again_by_its_key(opened: Left) -> None:
    opened().selectRow(1)
    table = opened()
    assert table.selected_record() == LINES[1]
    assert (table.kept_choice(), opened(person=8).selected_record()) == ("2", None)


def test_what_cannot_be_read_any_more_is_the_designs_look(opened: Left) -> None:
    before = widths(opened())
    for spoilt in ("{", "[1]", '{"widths": {"number": "breit", "gone": 9}, "order": "gone"}'):
        kept_looks().setValue(f"{PERSON}/lists/people", spoilt)
        table = opened()
        assert (widths(table), table.head.sorted, names(table)) == (before, None, "丙甲乙")


def test_a_list_that_was_only_looked_at_leaves_nothing_behind(opened: Left) -> None:
    opened()
    opened()
    assert Kept(PERSON, "lists/people").read() == {}


@pytest.mark.parametrize("long", [2000, 1])
def test_the_register_opens_at_the_entry_where_it_was_left(
    long: int, handler: Office, make_use: MakeUse, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "LONG", long)
    monkeypatch.setattr(register, "PAGE", 2)
    uses = [make_use(State.TO_APPROVE) for _ in range(5)]
    window = open_window(handler)
    window.go("register", uses[1].seq)
    window.close()
    again: Window = open_window(handler)
    again.go("register")
    assert again.register.detail.use is not None
    assert again.register.detail.use.seq == uses[1].seq
    assert builders.id_number() not in str(Kept(handler.clerk.number, "lists/register").read())
