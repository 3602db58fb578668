"""What is typed is kept: every half minute, on leaving, under the lock; what a crash left is offered again."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.services import seals
from desktop.services.office import Office, read_settings
from desktop.services.seals.drafts import UNFINISHED
from desktop.settings import Settings
from desktop.ui.desk import Desk
from desktop.ui.seals import application
from desktop.ui.seals.application import ApplicationPage
from desktop.ui.window import Window
from tests import builders
from tests.builders import MovableClock
from tests.ui.conftest import OpenWindow


@pytest.fixture
def window(handler: Office, open_window: OpenWindow) -> Window:
    """The window of the handler with an empty application."""
    made = open_window(handler)
    made.go("application")
    return made


def type_name(page: ApplicationPage, name: str) -> None:
    """Types a resident's name."""
    edit = page.edits["applicant_name"]
    edit.set_text(name)
    edit.changed.emit()


def kept(office: Office) -> list[tuple[object, object]]:
    """The drafts there are: the name in each, and whether it stands as open."""
    return [(draft.form["applicant_name"], draft.form[UNFINISHED]) for draft in seals.list_drafts(office)]


def test_what_is_typed_is_kept_while_it_is_typed(
    qtbot: QtBot, handler: Office, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert application.SAVE_EVERY_MS == 30_000
    monkeypatch.setattr(application, "SAVE_EVERY_MS", 10)
    window = open_window(handler)
    window.go("application")
    type_name(window.application, "王芳")
    qtbot.waitUntil(lambda: kept(handler) == [("王芳", True)])
    qtbot.waitUntil(lambda: window.application.saved.text() == "草稿已存 09:00")
    assert not window.application.saved.image.isHidden()


def test_nothing_typed_is_not_kept(window: Window, handler: Office) -> None:
    type_name(window.application, "")
    window.application.keep()
    window.go("home")
    assert kept(handler) == []


def test_a_form_left_in_order_is_no_crash(window: Window, handler: Office) -> None:
    type_name(window.application, "王芳")
    window.application.keep()
    assert kept(handler) == [("王芳", True)]
    window.go("home")
    assert kept(handler) == [("王芳", False)]


def test_the_lock_keeps_what_was_typed(window: Window, handler: Office) -> None:
    type_name(window.application, "王芳")
    window.lock()
    assert kept(handler) == [("王芳", True)]


def test_saving_again_before_the_first_answer_makes_no_second_draft(
    qtbot: QtBot, office_folder: Path, clock: MovableClock
) -> None:
    office = builders.sign_in(office_folder, builders.HANDLER, clock)
    desk = Desk(office)
    window = Window(desk, read_settings(office), Settings())
    window.show()
    window.go("application")
    gate = threading.Event()
    desk.run(window, lambda _office: gate.wait())
    type_name(window.application, "王芳")
    window.application.keep()
    type_name(window.application, "王小芳")
    window.close()
    gate.set()
    desk.finish()
    assert kept(office) == [("王小芳", False)]
    desk.close()


def test_a_draft_left_open_is_offered_and_gone_on_with(
    window: Window, handler: Office, open_window: OpenWindow, clock: MovableClock
) -> None:
    type_name(window.application, "王芳")
    window.application.keep()
    clock.advance(minutes=7)
    again = open_window(handler)
    bar = again.home.left_open
    assert bar.isVisible()
    assert bar.accessibleName() == (
        "上次没有存完 程序没有正常关闭。还没有选事项　王芳，9月1日 09:00 以前填的都在。"
    )
    go_on, _later = bar.findChildren(QPushButton)
    go_on.setFocus()
    QTest.keyClick(go_on, Qt.Key.Key_Space)
    assert again.current() is again.application
    assert again.application.edits["applicant_name"].text() == "王芳"
    assert again.application.saved.text() == "草稿已存 09:00"
    # Left in order now, it is a draft like any other.
    again.go("home")
    assert not again.home.left_open.isVisible()
    assert kept(handler) == [("王芳", False)]


def test_a_draft_left_open_can_wait(
    window: Window, handler: Office, open_window: OpenWindow, clock: MovableClock
) -> None:
    type_name(window.application, "王芳")
    window.application.keep()
    clock.advance(minutes=7)
    again = open_window(handler)
    again.home.left_open.findChildren(QPushButton)[1].click()
    assert not again.home.left_open.isVisible()
    assert kept(handler) == [("王芳", False)]


def test_a_draft_that_is_being_written_now_was_not_left(window: Window, handler: Office) -> None:
    type_name(window.application, "王芳")
    window.application.keep()
    window.home.reload()
    assert window.home.left_open.draft is None
