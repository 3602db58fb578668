"""Tables: what gives way, what stays chosen, what the keys do."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from desktop.ui.theme import theme
from desktop.ui.widgets.records import RecordModel, identity
from desktop.ui.widgets.table import Column, DataTable
from tests.ui.widgets.conftest import Place, fill


@dataclass(frozen=True)
class Line:
    number: int | None
    matter: str
    copies: int = 1


LINES = [Line(number, f"事项 {number}") for number in range(1, 61)]


def columns() -> list[Column]:
    return [
        Column("number", "编号", 60, lambda line: str(line.number), weight=600),
        Column("matter", "事项", 200, lambda line: line.matter, stretch=True),
        Column("document", "用印文件", 150, lambda line: "申请表", priority=2),
        Column("copies", "份数", 60, lambda line: str(line.copies), align="right", priority=1),
    ]


def make_table(place: Place, width: int = 480, records: list[Line] | None = None) -> DataTable:
    table = DataTable(columns())
    window = place(table)
    fill(window)
    window.resize(width, 320)
    table.set_records(LINES if records is None else records)
    QGuiApplication.processEvents()
    return table


def shown(table: DataTable) -> list[str]:
    return [column.key for at, column in enumerate(table.model_.columns) if not table.isColumnHidden(at)]


def numbers(table: DataTable) -> list[int | None]:
    return [line.number for line in table.model_.records]


def test_the_model_keeps_qts_own_rules() -> None:
    model = RecordModel(columns())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_records(LINES)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_records([])
    assert (tester.model(), model.rowCount()) == (model, 0)


@pytest.mark.parametrize(
    ("width", "keys"),
    [
        (490, ["number", "matter", "document", "copies"]),
        (400, ["number", "matter", "copies"]),
        (300, ["number", "matter"]),
        (200, ["number", "matter"]),
    ],
)
def test_columns_give_way_in_their_order(width: int, keys: list[str], place: Place) -> None:
    assert shown(make_table(place, width)) == keys


def test_large_type_hides_columns_before_it_cuts_words(place: Place) -> None:
    theme().set_large(True)
    assert shown(make_table(place, 490)) == ["number", "matter", "copies"]


def test_the_widest_column_takes_the_rest(place: Place) -> None:
    table = make_table(place, 600)
    assert sum(table.columnWidth(at) for at in range(4)) == table.viewport().width()


def test_a_record_read_anew_stays_chosen_and_where_it_was(place: Place) -> None:
    table = make_table(place)
    table.select_where(lambda line: line.number == 40)
    at = 300
    table.verticalScrollBar().setValue(at)
    table.set_records([Line(line.number, "改过", 2) for line in LINES])
    assert (table.selected_record(), table.verticalScrollBar().value()) == (Line(40, "改过", 2), at)


def test_a_record_that_is_gone_leaves_nothing_chosen(place: Place) -> None:
    table = make_table(place)
    table.select_where(lambda line: line.number == 2)
    table.set_records(LINES[5:])
    assert table.selected_record() is None


def test_records_without_a_number_are_told_apart_by_themselves() -> None:
    first, second = Line(None, "甲"), Line(None, "乙")
    assert [identity(record) for record in (first, second, Line(7, "丙"))] == [first, second, 7]


def test_a_click_on_the_head_sorts_numbers_by_value_and_turns_them_round(place: Place) -> None:
    table = make_table(place, records=[Line(9, "甲"), Line(10, "乙"), Line(1, "丙")])
    table.select_where(lambda line: line.number == 10)
    table.head.sectionClicked.emit(0)
    assert numbers(table) == [1, 9, 10]
    table.head.sectionClicked.emit(0)
    assert numbers(table) == [10, 9, 1]
    assert table.selected_record() == Line(10, "乙")


def test_a_column_may_have_an_order_of_its_own(place: Place) -> None:
    table = make_table(place, records=[Line(1, "甲", 3), Line(2, "乙", 1), Line(3, "丙", 2)])
    table.model_.columns[1] = Column(
        "matter", "事项", 90, lambda line: line.matter, order=lambda line: line.copies
    )
    table.sort_by("matter")
    assert numbers(table) == [2, 3, 1]


def test_enter_opens_and_space_looks(qtbot: QtBot, place: Place) -> None:
    table = make_table(place)
    table.selectRow(3)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.looked) as looked:
        QTest.keyClick(table, Qt.Key.Key_Space)
    assert (opened.args, looked.args) == ([LINES[3]], [LINES[3]])


def test_down_chooses_the_next_record(qtbot: QtBot, place: Place) -> None:
    table = make_table(place)
    table.selectRow(0)
    with qtbot.waitSignal(table.selected) as signal:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert signal.args == [LINES[1]]


def test_who_comes_by_tab_stands_on_the_first_row(place: Place) -> None:
    table = make_table(place)
    table.clearFocus()
    assert table.selected_record() is None
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.selected_record() == LINES[0]


def test_copying_takes_what_is_shown(place: Place) -> None:
    table = make_table(place, 400)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1\t事项 1\t1"


def test_a_cut_cell_tells_its_whole_text(place: Place) -> None:
    long = "大中专生家庭经济情况调查表的一个很长很长的名字"
    table = make_table(place, 300, [Line(1, long), Line(2, "短")])
    told = [table.cut_words(table.model_.index(row, 1)) for row in range(2)]
    assert told == [long, ""]


def test_nothing_in_a_table_can_be_typed_over(place: Place) -> None:
    table = make_table(place)
    assert table.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers
