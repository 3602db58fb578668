"""Long lists: pages are asked for once, when they come into sight, and the far ones are let go."""

from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.widgets import paged
from desktop.ui.widgets.paged import PagedRecords
from desktop.ui.widgets.table import Column, DataTable
from tests.ui.widgets.conftest import Place, fill


@dataclass(frozen=True)
class Line:
    number: int


def page(number: int, size: int = 10) -> list[Line]:
    return [Line(number * size + row) for row in range(size)]


def test_a_page_is_asked_for_once_and_fills_its_rows() -> None:
    asked: list[int] = []
    records = PagedRecords(25, 10, asked.append)
    assert len(records) == 25
    assert records[:25:24] == [None, None]
    assert asked == [0, 2]
    assert records.put(2, page(2)[:5]) == range(20, 25)
    assert (records[20], records[24]) == (Line(20), Line(24))
    assert asked == [0, 2]
    assert list(records.held()) == [(row, Line(row)) for row in range(20, 25)]


def test_a_slice_is_read_row_by_row() -> None:
    records = PagedRecords(25, 10, lambda _number: None)
    records.put(1, page(1))
    assert records[9:12] == [None, Line(10), Line(11)]


def test_a_page_that_came_at_once_is_there_at_once() -> None:
    def answer(number: int) -> None:
        records.put(number, page(number))

    records = PagedRecords(20, 10, answer)
    assert records[13] == Line(13)


def test_the_page_not_looked_at_for_longest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged, "KEPT", 2)
    asked: list[int] = []
    records = PagedRecords(40, 10, asked.append)
    records.put(0, page(0))
    records.put(1, page(1))
    assert records[5] == Line(5)
    records.put(2, page(2))
    assert records[15] is None
    assert asked == [1]
    assert (records[5], records[25]) == (Line(5), Line(25))


def test_a_table_shows_a_million_lines_and_tells_what_is_chosen_when_it_arrives(
    place: Place, qtbot: QtBot
) -> None:
    asked: list[int] = []
    table = DataTable([Column("number", "编号", 90, lambda line: str(line.number))])
    window = place(table)
    fill(window)
    window.resize(300, 300)
    chosen: list[Line] = []
    table.selected.connect(chosen.append)
    records = PagedRecords(1_000_000, 200, asked.append)
    records.put(0, page(0, 200))
    table.set_records(records)
    assert table.model_.index(3, 0).data() == "3"
    table.show_row(700_000)
    assert table.model_.index(700_000, 0).data() == ""
    assert chosen == []
    assert 3500 in asked
    table.put_page(3500, page(3500, 200))
    assert chosen == [Line(700_000)]
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.selected_record() == Line(700_001)
    assert table.copied() == "700001"
    table.select_where(lambda line: line.number == 5)
    assert table.currentIndex().row() == 5
    # A head cannot sort what was not read.
    assert not table.head.sectionsClickable()
    table.set_records(page(0))
    assert table.head.sectionsClickable()


def test_a_long_list_forgets_the_order_of_a_short_one(place: Place) -> None:
    table = DataTable([Column("number", "编号", 90, lambda line: str(line.number))])
    place(table)
    table.set_records(page(0))
    table.sort_by("number", down=True)
    records = PagedRecords(30, 10, lambda _number: None)
    for number in range(3):
        partial(records.put, number)(page(number))
    table.set_records(records)
    assert table.head.sorted is None
    assert table.model_.index(0, 0).data() == "0"


def long_table(place: Place, size: int = 200) -> tuple[DataTable, list[int]]:
    """A list of a million lines, its first page read, and the pages it asks for."""
    asked: list[int] = []
    table = DataTable([Column("number", "编号", 90, lambda line: str(line.number))])
    window = place(table)
    fill(window)
    window.resize(300, 300)
    records = PagedRecords(1_000_000, size, asked.append)
    records.put(0, page(0, size))
    table.set_records(records)
    QApplication.processEvents()  # the list learns how long it is
    return table, asked


def test_a_jump_is_painted_once_its_lines_are_there(place: Place) -> None:
    table, asked = long_table(place)
    table.verticalScrollBar().setValue(399_998 * table.rowHeight(0))
    assert asked == [1999, 2000]
    assert not table.viewport().updatesEnabled()
    table.put_page(1999, page(1999, 200))
    assert not table.viewport().updatesEnabled()
    table.put_page(2000, page(2000, 200))
    assert table.viewport().updatesEnabled()


def test_a_jump_whose_lines_are_there_is_painted_at_once(place: Place) -> None:
    table, asked = long_table(place)
    table.verticalScrollBar().setValue(100 * table.rowHeight(0))
    assert table.viewport().updatesEnabled()
    assert asked == []


def test_lines_that_do_not_come_keep_no_list_waiting(place: Place, qtbot: QtBot) -> None:
    table, _asked = long_table(place)
    table.verticalScrollBar().setValue(500_000 * table.rowHeight(0))
    assert not table.viewport().updatesEnabled()
    qtbot.waitUntil(table.viewport().updatesEnabled, timeout=5_000)


def test_another_list_is_painted_though_the_jump_in_the_last_one_waited(place: Place) -> None:
    table, _asked = long_table(place)
    table.verticalScrollBar().setValue(500_000 * table.rowHeight(0))
    table.set_records(page(0))
    assert table.viewport().updatesEnabled()
    table.set_records(PagedRecords(0, 10, lambda _number: None))
    table.verticalScrollBar().setValue(1)
    assert table.viewport().updatesEnabled()
