"""Toasts, message bars and progress: what goes by itself, and what stays."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.messages import EmptyState, MessageBar
from desktop.ui.widgets.progress import ProgressRow
from desktop.ui.widgets.toast import EDGE, STATUS_BAR, STAY_MS, WIDTH, Toast, Toasts
from tests.ui.widgets.conftest import Place


def point_at(toast: Toast) -> None:
    QApplication.sendEvent(toast, QEnterEvent(QPointF(), QPointF(), QPointF()))


def point_elsewhere(toast: Toast) -> None:
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))


def make_toasts(place: Place) -> Toasts:
    return Toasts(place(QWidget()))


def button_of(widget: QWidget, words: str) -> Button:
    return next(button for button in widget.findChildren(Button) if button.text() == words)


def words_of(toasts: Toasts) -> list[str]:
    return [toast.text for toast in toasts.shown]


def test_a_toast_goes_after_six_seconds(place: Place) -> None:
    toasts = make_toasts(place)
    toast = toasts.show("ok", "318 号已归档")
    assert (toast.timer.isActive(), toast.timer.interval(), STAY_MS) == (True, 6_000, 6_000)
    toast.timer.timeout.emit()
    assert (toasts.shown, toast.isVisible()) == ([], False)


def test_a_toast_waits_while_it_is_pointed_at(place: Place) -> None:
    toast = make_toasts(place).show("ok", "318 号已归档")
    point_at(toast)
    assert not toast.timer.isActive()
    point_elsewhere(toast)
    assert toast.timer.isActive()


def test_an_error_stays_also_after_it_was_pointed_at(place: Place) -> None:
    toast = make_toasts(place).show("err", "打印机没有反应")
    waiting = [toast.timer.isActive()]
    point_at(toast)
    point_elsewhere(toast)
    waiting.append(toast.timer.isActive())
    assert (waiting, toast.isVisible()) == ([False, False], True)


def test_at_most_three_are_shown_and_the_oldest_goes(place: Place) -> None:
    toasts = make_toasts(place)
    for words in "甲乙丙丁":
        toasts.show("ok", words)
    assert words_of(toasts) == ["乙", "丙", "丁"]


def test_toasts_stand_in_the_corner_the_newest_lowest_and_follow_the_window(place: Place) -> None:
    toasts = make_toasts(place)
    first, second = toasts.show("ok", "甲"), toasts.show("ok", "乙")
    toasts.window.resize(900, 600)
    QApplication.processEvents()
    assert second.geometry().right() + 1 == 900 - EDGE
    assert second.geometry().bottom() + 1 == 600 - EDGE - STATUS_BAR
    assert first.geometry().bottom() < second.geometry().top()
    assert first.width() == WIDTH


def test_an_action_is_done_once_and_ends_the_toast(place: Place) -> None:
    toasts = make_toasts(place)
    done: list[bool] = []
    toast = toasts.show("ok", "318 号已归档", "留底 2 页", "查看", lambda: done.append(True))
    QTest.mouseClick(button_of(toast, "查看"), Qt.MouseButton.LeftButton)
    assert (done, toasts.shown) == ([True], [])


def test_a_toast_takes_the_focus_from_nobody(place: Place) -> None:
    field = QWidget()
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window = place(field)
    Toasts(window).show("ok", "318 号已归档", "", "查看", window.update)
    assert field.hasFocus()


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("ok", "第 10 项。", "在授权范围内　第 10 项。"),
        ("err", "磁盘已满。", "在授权范围内　磁盘已满。"),
        ("err", "一。\n二。", "在授权范围内\n一。\n二。"),
        ("warn", "", "在授权范围内"),
        ("info", "<b>&", "在授权范围内　<b>&"),
    ],
)
def test_a_message_shows_its_words_as_they_are(kind: str, text: str, words: str, qtbot: QtBot) -> None:
    bar = MessageBar(kind, "在授权范围内", text)
    qtbot.addWidget(bar)
    seen = bar.words.text()
    for mark, plain in (("<br>", "\n"), ("<span style='white-space:pre'>&#12288;</span>", "　")):
        seen = seen.replace(mark, plain)
    for mark, plain in (
        ("<b>在授权范围内</b>", "在授权范围内"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ):
        seen = seen.replace(mark, plain)
    assert seen == words


def test_a_message_offers_buttons_below_and_links_at_its_end(place: Place) -> None:
    done: list[str] = []
    bar = MessageBar("err", "不能用这枚章", "不在授权范围。")
    place(bar)
    height = bar.sizeHint().height()
    bar.set_actions([("看依据", "link", lambda: done.append("看"))])
    assert bar.sizeHint().height() == height
    bar.set_actions([("换一个事项", "primary", lambda: done.append("换"))])
    assert bar.sizeHint().height() > height
    QTest.mouseClick(button_of(bar._row, "换一个事项"), Qt.MouseButton.LeftButton)
    assert done == ["换"]


def test_an_empty_place_says_what_would_be_there(qtbot: QtBot) -> None:
    empty = EmptyState("archive", "没有待留底的用印", "用印后当天复印，会出现在这里。")
    qtbot.addWidget(empty)
    words = [label.text() for label in empty.findChildren(QLabel) if label.text()]
    assert words == ["没有待留底的用印", "用印后当天复印，会出现在这里。"]
    assert empty.accessibleName() == "没有待留底的用印 用印后当天复印，会出现在这里。"


def test_progress_always_has_words_and_counts(qtbot: QtBot) -> None:
    row = ProgressRow()
    qtbot.addWidget(row)
    row.set("正在校验台账", 812, 1284)
    assert row.accessibleName() == "正在校验台账 812 / 1,284 条"
    assert (row.bar.value(), row.bar.maximum()) == (812, 1284)
    with qtbot.waitSignal(row.stop):
        QTest.mouseClick(button_of(row, "停止"), Qt.MouseButton.LeftButton)
