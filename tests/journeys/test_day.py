"""The whole day with real threads and a real folder: counter, approval, seal, archive, print, backup, next year."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.seals import State, UseFilter
from desktop.services import evidence, seals
from desktop.services.office import read_settings
from desktop.settings import Settings
from desktop.ui.desk import Desk
from desktop.ui.printing import Preview
from desktop.ui.seals import steps
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.window import Window
from tests import builders
from tests.builders import MovableClock
from tests.ui.test_day import asked, choose, fill

pytestmark = pytest.mark.journey


def open_window(folder: Path, number: int, clock: MovableClock, backups: Path) -> Window:
    desk = Desk(builders.sign_in(folder, number, clock))
    window = Window(desk, read_settings(desk.office), Settings(backup_folder=backups))
    window.resize(1366, 768)
    window.show()
    window.start()
    return window


def leave(window: Window) -> None:
    window.close()
    window.desk.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_from_the_counter_to_the_archive(
    qtbot: QtBot, office_folder: Path, clock: MovableClock, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    window = open_window(office_folder, builders.HANDLER, clock, backups)
    qtbot.waitUntil(lambda: bool(list(backups.glob("*.youju"))), timeout=20_000)
    window.go("application")
    page = window.application
    qtbot.waitUntil(lambda: bool(page.known), timeout=10_000)
    choose(qtbot, page, "10")
    fill(page)
    page.visited.set_raw("9月1日")
    for row in page.materials.rows:
        QTest.keyClick(row, Qt.Key.Key_Space)
    qtbot.waitUntil(page.paper.isVisible, timeout=20_000)
    page.submit()
    qtbot.waitUntil(lambda: window.current() is window.register, timeout=10_000)
    use = seals.list_uses(window.desk.office, UseFilter())[0].use
    leave(window)

    window = open_window(office_folder, builders.APPROVER, clock, backups)
    window.go("register", use)
    qtbot.waitUntil(lambda: window.register.detail.use is not None, timeout=10_000)
    steps.approve(window, window.desk, seals.get_use(window.desk.office, use))
    qtbot.waitUntil(lambda: has_question(window), timeout=10_000)
    asked(window).ask()
    qtbot.waitUntil(lambda: state(window, use) is State.TO_SEAL, timeout=10_000)
    qtbot.waitUntil(lambda: not has_question(window), timeout=10_000)
    steps.seal(window, window.desk, seals.get_use(window.desk.office, use))
    asked(window).ask()
    qtbot.waitUntil(lambda: state(window, use) is State.TO_KEEP, timeout=10_000)
    scan = tmp_path / "scan.png"
    scan.write_bytes(builders.picture())
    steps.keep_copies(window.register.detail, window.desk, seals.get_use(window.desk.office, use), [scan])
    qtbot.waitUntil(lambda: state(window, use) is State.FILED, timeout=30_000)
    window.register.print_month()
    qtbot.waitUntil(lambda: bool(window.findChildren(Preview)), timeout=10_000)
    (preview,) = window.findChildren(Preview)
    assert evidence.checkpoint(window.desk.office).startswith("youju/")
    preview.close()
    leave(window)

    clock.advance(minutes=365 * 24 * 60)
    office = builders.sign_in(office_folder, builders.AUDITOR, clock)
    found = seals.find_use(office, "梧社印〔2026〕1号")
    assert (found.seq, found.state) == (use, State.FILED)
    assert found.steps[0].by_name == builders.NAMES[builders.HANDLER]
    assert evidence.verify_office(office).fault is None
    office.close()


def has_question(window: Window) -> bool:
    return any(ask.isVisible() for ask in window.findChildren(Ask))


def state(window: Window, use: int) -> State:
    return seals.get_use(window.desk.office, use).state
