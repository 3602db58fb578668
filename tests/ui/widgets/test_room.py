"""Where there is little room, nothing is cut that could have been kept."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop.ui.page import Head, column
from desktop.ui.theme import theme
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.fields import ComboField
from desktop.ui.widgets.table import Column, DataTable
from desktop.ui.widgets.timeline import ROW, Timeline
from tests.ui.widgets.conftest import Place

NAME = "厦门市思明区梧桐街道办事处社会事务专用章"


def test_a_choice_that_does_not_fit_keeps_both_its_ends_and_tells_the_whole(place: Place) -> None:
    choice = ComboField([(1, NAME)])
    place(choice)
    assert choice.shown() == NAME
    choice.setFixedWidth(220)
    QApplication.processEvents()
    shown = choice.shown()
    front, back = shown.split("…")
    assert (NAME.startswith(front), NAME.endswith(back)) == (True, True)
    assert min(len(front), len(back)) >= 3
    middle = choice.rect().center()
    QApplication.sendEvent(choice, QHelpEvent(QHelpEvent.Type.ToolTip, middle, choice.mapToGlobal(middle)))
    assert QToolTip.text() == NAME
    QToolTip.hideText()


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("words", ["2026 年", "承办人：全部", NAME])
def test_a_choice_asks_for_the_room_of_its_words(place: Place, large: bool, words: str) -> None:
    theme().set_large(large)
    choice = ComboField([(1, words)])
    window = place(choice)
    window.resize(900, 200)
    choice.setFixedWidth(min(choice.sizeHint().width(), choice.maximumWidth()))
    QApplication.processEvents()
    assert choice.shown() == words


@pytest.mark.parametrize("large", [False, True])
def test_the_chosen_row_stays_in_sight_when_the_window_or_the_type_changes(place: Place, large: bool) -> None:
    table = DataTable([Column("number", "编号", 90, str)])
    window = place(table)
    table.set_records(list(range(40)))
    table.show_row(6)
    window.resize(480, 200)
    QApplication.processEvents()
    theme().set_large(large)
    QApplication.processEvents()
    row = table.visualRect(table.model_.index(6, 0))
    assert table.viewport().rect().contains(row)


def test_a_list_that_was_scrolled_away_from_its_row_stays_there(place: Place) -> None:
    table = DataTable([Column("number", "编号", 90, str)])
    window = place(table)
    table.set_records(list(range(40)))
    table.show_row(1)
    table.verticalScrollBar().setValue(900)
    window.resize(480, 200)
    QApplication.processEvents()
    assert table.verticalScrollBar().value() == 900


def test_the_line_of_a_timeline_ends_with_its_last_row_that_is_seen(place: Place) -> None:
    times = Timeline()
    times.setMinimumHeight(20)
    place(times)
    times.set_items([(f"第 {n} 件", "08:00", "ordinary") for n in range(5)])
    times.setFixedHeight(3 * ROW + ROW // 2)
    QApplication.processEvents()
    picture = times.grab().toImage()
    ground = picture.pixelColor(times.width() // 2, 3 * ROW + ROW // 4)
    assert picture.pixelColor(6, 3 * ROW + ROW // 4) == ground
    assert picture.pixelColor(6, 2 * ROW) != ground


@pytest.mark.parametrize("large", [False, True])
def test_the_head_of_a_page_is_never_squeezed(place: Place, large: bool) -> None:
    theme().set_large(large)
    page = QWidget()
    stack = column()
    page.setLayout(stack)
    head = Head("新建用印申请")
    stack.addWidget(head)
    below = QWidget()
    below.setMinimumHeight(600)
    stack.addWidget(below)
    place(page)
    QApplication.processEvents()
    assert head.height() >= head.sizeHint().height() >= 62
    assert head.title.height() >= head.title.sizeHint().height()


def test_the_foot_of_a_card_stands_on_its_own_ground_under_a_line(place: Place) -> None:
    card = Card()
    inner = QWidget()
    card.body.addWidget(inner, 1)
    row = card.add_foot((16, 6, 16, 6))
    place(card)
    QApplication.processEvents()
    foot = row.parentWidget()
    assert foot is not None
    assert (foot.geometry().bottom(), foot.width()) == (card.height() - 2, card.width() - 2)
    picture = card.grab().toImage()
    middle = foot.mapTo(card, QPoint(foot.width() // 2, foot.height() // 2))
    above = QPoint(middle.x(), foot.y() - 1)
    assert picture.pixelColor(middle) == QColor(theme().hex("sunken"))
    assert picture.pixelColor(above) == QColor(theme().hex("line"))
    assert inner.geometry().x() == 1
