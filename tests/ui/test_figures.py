"""统计与封账 in the window: bars and table say the same, a year is closed from it, lists go out from it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop.domain.seals import State, Sum
from desktop.domain.seals.figures import Figure, GroupBy
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui.printing import Preview
from desktop.ui.seals.figures import FiguresPage, bar_of
from desktop.ui.seals.tabs import Tabs
from desktop.ui.theme import theme
from desktop.ui.widgets.barchart import Bar, BarChart
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.window import Window
from tests import builders
from tests.builders import MovableClock
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow

Open = Callable[[Office], FiguresPage]


@pytest.fixture
def open_figures(qtbot: QtBot, open_window: OpenWindow) -> Open:
    """The page in a window that has the keyboard."""

    def build(office: Office) -> FiguresPage:
        window = open_window(office)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.go("figures")
        return window.figures

    return build


def window_of(page: FiguresPage) -> Window:
    window = page.window()
    assert isinstance(window, Window)
    return window


def shown(page: FiguresPage) -> list[Preview]:
    return [preview for preview in page.window().findChildren(Preview) if preview.isVisible()]


def test_bars_and_table_hold_the_same_numbers(
    make_use: MakeUse, approver: Office, open_figures: Open
) -> None:
    make_use(State.FILED, copies=3)
    make_use(State.FILED)
    make_use(State.VOID)
    page = open_figures(approver)
    assert page.chart.accessibleDescription() == "2026年9月 2 件 · 4 份 印 2，少于份数"
    assert page.foot.text() == (
        "共登记 3 件，用印 2 件 4 份，2 印，留底 2 页；另有作废 1、退回 0、不予受理 0，未办完 0"
    )
    QTest.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert page.views.currentWidget() is page.table
    rows = [[column.text(row) for column in page.table.model_.columns] for row in page.table.model_.records]
    assert rows == [
        ["2026年9月", "3", "2", "4", "2", "2", "1", "0", "0", "0"],
        ["合计", "3", "2", "4", "2", "2", "1", "0", "0", "0"],
    ]
    assert page.turn_button.text() == "看成图"
    QTest.keyClick(page.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert page.chart.isVisible()


def test_the_figures_are_asked_for_by_what_is_chosen(
    make_use: MakeUse, handler: Office, open_figures: Open
) -> None:
    make_use(State.FILED)
    page = open_figures(handler)
    assert page.by.hasFocus()
    QTest.keyClick(page.by, Qt.Key.Key_Right)
    assert page.filter().by is GroupBy.MATTER
    assert page.chart.accessibleDescription() == "社保10 养老金身份确认 1 件 · 1 份"
    QTest.keyClick(page.by, Qt.Key.Key_Right)
    assert page.chart.accessibleDescription() == f"{handler.clerk.name} 1 件 · 1 份"
    page.month.set_key("2026-09")
    page.reload()
    assert page.head.subtitle.text() == "2026年9月 按承办人"


def test_an_empty_year_says_so(handler: Office, open_figures: Open) -> None:
    page = open_figures(handler)
    assert page.views.currentIndex() == 2
    assert not page.close_button.isVisible()
    assert page.chart.accessibleDescription() == "没有数字"


def test_the_keeper_closes_a_year_and_its_print_opens(
    make_use: MakeUse, approver: Office, clock: MovableClock, open_figures: Open
) -> None:
    make_use(State.FILED)
    page = open_figures(approver)
    assert not page.close_button.isEnabled()
    assert page.book_note.text() == "2026 年还没有封账，未办完 0 件。到 2027 年 1 月 1 日以后再封账。"
    page.close_year()
    assert window_of(page).findChildren(Ask) == []
    clock.advance(days=130)
    page.reload()
    page.books.select_where(lambda book: book.year == 2026)
    assert page.close_button.isEnabled()
    page.close_button.click()
    (ask,) = window_of(page).findChildren(Ask)
    QTest.keyClick(ask, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (closed,) = [book.closing for book in seals.year_books(approver, 1)]
    assert closed is not None
    (preview,) = shown(page)
    assert preview.paper.kind == "register_year"
    preview.close()
    assert page.book_note.text() == (
        f"{approver.clerk.name} 2027-01-09 封账：登记 1 件，用印 1 件 1 份。打印件指纹 {closed.sha256[:16]}"
    )
    assert (page.open_button.isVisible(), page.close_button.isVisible()) == (True, False)
    page.books.setFocus()
    QTest.keyClick(page.books, Qt.Key.Key_Return)
    (again,) = shown(page)
    assert again.paper == preview.paper
    again.close()


def test_a_book_with_entries_that_wait_names_them(
    make_use: MakeUse, approver: Office, clock: MovableClock, open_figures: Open
) -> None:
    make_use(State.TO_SEAL)
    clock.advance(days=130)
    page = open_figures(approver)
    assert page.books.model_.columns[2].text(page.books.model_.records[0]) == "未封账，1 件未办完"
    page.close_button.click()
    (ask,) = window_of(page).findChildren(Ask)
    ask.confirm.click()
    assert [book.closing for book in seals.year_books(approver, 1)] == [None]


def test_who_keeps_no_seal_closes_nothing(
    make_use: MakeUse, handler: Office, clock: MovableClock, open_figures: Open
) -> None:
    make_use(State.FILED)
    clock.advance(days=130)
    page = open_figures(handler)
    assert not page.close_button.isEnabled()
    assert "由印章管理人封账。" in page.book_note.text()


def test_what_is_shown_goes_out_to_excel(
    make_use: MakeUse,
    handler: Office,
    open_figures: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_use(State.FILED, applicant_name="王芳")
    make_use(State.FILED)
    page = open_figures(handler)
    asked: list[str] = []
    opened: list[str] = []

    def choose(_owner: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "out"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page.export()
    rows = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_index(0).to_python()
    assert rows[4][:3] == ["月", "登记", "用印"]
    window = window_of(page)
    window.register.search.set_text("王芳")
    window.register.export()
    rows = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_index(0).to_python()
    assert [row[6] for row in rows[5:]] == ["王芳"]
    assert asked == ["用印统计20260901.xlsx", "用印登记簿20260901.xlsx"]
    toast = window.toasts.shown[-1]
    next(button for button in toast.findChildren(Button) if button.text() == "打开所在文件夹").click()
    assert opened == [str(tmp_path)]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: ("", ""))
    page.export()
    assert len(list(tmp_path.glob("*.xlsx"))) == 1


def test_a_page_opens_from_the_register_and_leads_back(worked_folder: Path, open_window: OpenWindow) -> None:
    window = open_window(builders.sign_in(worked_folder, builders.HANDLER, MovableClock(builders.EVENING)))
    window.go("register")
    (tabs,) = window.register.head.findChildren(Tabs)
    tabs.chosen.emit("figures")
    assert window.current() is window.figures
    assert window.places["register"].item is not None
    assert window.places["register"].item.isChecked()


# The bars


def test_a_bar_is_as_long_as_its_number_says(qtbot: QtBot) -> None:
    chart = BarChart()
    qtbot.addWidget(chart)
    chart.resize(700, 120)
    chart.set_bars("2026 年", [Bar("一月", 4, "4 件"), Bar("二月", 2, "2 件"), Bar("三月", 0, "0 件")])
    picture = chart.grab().toImage()
    fill = theme().color("pri")

    def length(row: int) -> int:
        level = QRect(0, 0, 1, 1)
        level.moveTop(12 + 38 * row + 19)
        return sum(picture.pixelColor(x, level.top()) == QColor(fill) for x in range(picture.width()))

    whole, half, none = (length(row) for row in range(3))
    assert whole > 200
    assert abs(whole - 2 * half) <= 2
    assert none == 0
    assert chart.accessibleName() == "2026 年"


def test_figures_that_do_not_agree_say_so_in_words() -> None:
    assert bar_of(Figure("1", "一月", 2, Sum(2, 3, 2, 2))) == Bar("一月", 2, "2 件 · 3 份", "印 2，少于份数")
    assert bar_of(Figure("1", "一月", 2, Sum(2, 3, 3, 2))) == Bar("一月", 2, "2 件 · 3 份")
