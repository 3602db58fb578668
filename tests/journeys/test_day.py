"""The whole day with real threads and a real folder: counter, approval, seal, archive, print, backup, next year."""

import os
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.seals import State, UseFilter
from desktop.paths import ROOT
from desktop.services import backup, evidence, seals
from desktop.services.office import Office, read_settings
from desktop.settings import Settings
from desktop.ui.desk import Desk
from desktop.ui.events import event_words
from desktop.ui.printing import Preview
from desktop.ui.seals import steps
from desktop.ui.search import SearchPage
from desktop.ui.start.sign_in import SignIn
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.window import Window
from tests import builders
from tests.builders import MovableClock
from tests.ui.test_day import asked, choose, fill

pytestmark = pytest.mark.journey


def come_in(qtbot: QtBot, folder: Path, number: int, clock: MovableClock) -> Office:
    """Opens the door with name and password, as at the counter."""
    door = SignIn(folder, clock)
    qtbot.addWidget(door)
    door.name.set_key(builders.NAMES[number])
    QTest.keyClicks(door.password, builders.PASSWORD)
    with qtbot.waitSignal(door.accepted, timeout=20_000):
        QTest.keyClick(door.password, Qt.Key.Key_Return)
    assert door.office is not None
    return door.office


def open_window(qtbot: QtBot, folder: Path, number: int, clock: MovableClock, backups: Path) -> Window:
    desk = Desk(come_in(qtbot, folder, number, clock))
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
    window = open_window(qtbot, office_folder, builders.HANDLER, clock, backups)
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

    window = open_window(qtbot, office_folder, builders.APPROVER, clock, backups)
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
    assert preview.paper.kind == "register_month"
    sent_away = evidence.checkpoint(window.desk.office)
    preview.close()
    clock.advance(minutes=5)
    window.back_up()
    qtbot.waitUntil(lambda: len(list(backups.glob("*.youju"))) == 2, timeout=30_000)
    qtbot.waitUntil(lambda: bool(window.toasts.shown), timeout=30_000)
    assert window.toasts.shown[-1].text == "备份好了，已恢复并校验过"
    leave(window)
    assert verify_elsewhere(office_folder, sent_away, tmp_path) == (0, "")

    clock.advance(days=365)
    restored = tmp_path / "restored"
    newest = max(backups.glob("*.youju"))
    backup.restore(
        newest,
        restored,
        sign_in=lambda folder: builders.sign_in(folder, builders.AUDITOR, clock),
        clock=clock,
    )
    for folder in (office_folder, restored):
        look_back(qtbot, folder, use, clock, backups)
        check_whole(folder, sent_away, clock, tmp_path)


def check_whole(folder: Path, checkpoint: str, clock: MovableClock, place: Path) -> None:
    """Verified by the auditor, and by a stranger with the program alone."""
    office = builders.sign_in(folder, builders.AUDITOR, clock)
    assert evidence.verify_office(office, against=checkpoint).fault is None
    office.close()
    assert verify_elsewhere(folder, checkpoint, place) == (0, "")


def verify_elsewhere(folder: Path, checkpoint: str, place: Path) -> tuple[int, str]:
    """As the district verifies: with the program itself, a name, a password and a checkpoint kept elsewhere."""
    secret, kept = place / "secret", place / "checkpoint"
    secret.write_text(builders.PASSWORD + "\n", "utf-8")
    kept.write_text(checkpoint, "utf-8")
    person = ("--user", builders.NAMES[builders.AUDITOR], "--password-file", str(secret))
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "verify", str(folder), "--against", str(kept), *person],
        capture_output=True,
        check=False,
    )
    assert done.stdout.decode("utf-8").startswith("校验通过：台账 ")
    return done.returncode, done.stderr.decode("utf-8")


def look_back(qtbot: QtBot, folder: Path, use: int, clock: MovableClock, backups: Path) -> None:
    """A year later somebody types the number, sees who did what, and that nothing was touched."""
    window = open_window(qtbot, folder, builders.AUDITOR, clock, backups)
    window.go("search", "梧社印〔2026〕1号")
    page = window.places["search"].page
    assert isinstance(page, SearchPage)
    qtbot.waitUntil(lambda: bool(page.history.model_.records), timeout=10_000)
    (found,) = page.table.model_.records
    assert (found.use, found.state) == (use, State.FILED)
    done = [(event_words(item), item[1]) for item in page.history.model_.records]
    handler, approver = (builders.NAMES[number] for number in (builders.HANDLER, builders.APPROVER))
    for step in (("提交用印申请", handler), ("批准用印", approver), ("用印", approver), ("归档", approver)):
        assert step in done
    qtbot.waitUntil(lambda: window.chain.text().startswith("台账校验通过"), timeout=30_000)
    leave(window)


def has_question(window: Window) -> bool:
    return any(ask.isVisible() for ask in window.findChildren(Ask))


def state(window: Window, use: int) -> State:
    return seals.get_use(window.desk.office, use).state
