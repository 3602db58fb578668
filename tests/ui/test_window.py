"""The window as one sits before it: its keys, its badges, its lock, and what it keeps."""

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.seals import State, UseFilter
from desktop.services import evidence, seals
from desktop.services.office import Office
from desktop.storage.sqlite import append_only_triggers
from desktop.ui.desk import Job
from desktop.ui.kept import kept_looks
from desktop.ui.search import SearchPage
from desktop.ui.theme import theme
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.window import SHOW_PROGRESS_AFTER_MS, Window
from tests import builders
from tests.builders import MovableClock
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow
from tests.ui.test_day import asked

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Sit = Callable[[Office], Window]


@pytest.fixture
def sit(qtbot: QtBot, open_window: OpenWindow) -> Sit:
    """Opens the window and gives it the keyboard."""

    def down(office: Office) -> Window:
        window = open_window(office)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return down


def name(window: Window) -> str:
    page = window.current()
    assert page is not None
    return page.name


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_fixed_keys_lead_to_the_pages_and_the_keyboard_comes_along(sit: Sit, handler: Office) -> None:
    window = sit(handler)
    seen = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_7, Qt.Key.Key_0, Qt.Key.Key_1):
        QTest.keyClick(window, key, ALT)
        page = window.current()
        assert page is not None
        seen.append((page.name, page.isAncestorOf(focused()) or page is focused()))
    assert seen == [("register", True), ("search", True), ("settings", True), ("home", True)]


def test_a_search_may_be_typed_at_once(sit: Sit, handler: Office, make_use: MakeUse) -> None:
    make_use(State.TO_APPROVE)
    window = sit(handler)
    for key, modifier in ((Qt.Key.Key_7, ALT), (Qt.Key.Key_K, CONTROL)):
        window.go("home")
        QTest.keyClick(window, key, modifier)
        QTest.keyClicks(focused(), "zgd")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        table = window.places["search"].page.table  # type: ignore[attr-defined]
        assert [line.running for line in table.model_.records] == [1]


def test_enter_on_what_was_found_opens_it_in_the_register(
    sit: Sit, handler: Office, make_use: MakeUse
) -> None:
    use = make_use(State.FILED)
    window = sit(handler)
    window.go("search", use.number)
    table = window.places["search"].page.table  # type: ignore[attr-defined]
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert name(window) == "register"
    assert window.register.detail.use is not None
    assert window.register.detail.use.seq == use.seq


def test_only_who_may_submit_gets_a_new_application(sit: Sit, auditor: Office) -> None:
    window = sit(auditor)
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert name(window) == "home"
    assert [toast.text for toast in window.toasts.shown] == ["只有承办人可以新建用印申请"]
    assert not window.register.new_button.isEnabled()


@pytest.mark.parametrize("page", ["home", "register", "application", "search", "settings"])
def test_f1_shows_the_help_of_the_page_and_esc_closes_it(page: str, sit: Sit, handler: Office) -> None:
    window = sit(handler)
    window.go(page)
    QTest.keyClick(window, Qt.Key.Key_F1)
    (text,) = window.findChildren(QTextBrowser)
    assert text.isVisible()
    assert len(text.toPlainText()) > 200
    QTest.keyClick(text.window(), Qt.Key.Key_Escape)
    assert not text.isVisible()


@pytest.mark.parametrize("page", ["home", "register", "application", "search", "settings"])
def test_no_key_is_two_peoples(page: str, sit: Sit, handler: Office) -> None:
    window = sit(handler)
    window.go(page)
    present = window.current()
    assert present is not None
    context = Qt.ShortcutContext.WidgetWithChildrenShortcut
    keys = [
        shortcut.key().toString()
        for shortcut in window.findChildren(QShortcut)
        if shortcut.context() != context
        or (isinstance(owner := shortcut.parent(), QWidget) and owner.isVisible())
    ]
    assert len(keys) >= 9
    assert sorted(set(keys)) == sorted(keys)
    assert all(QKeySequence(key).toString() for key in keys)


def test_the_look_is_each_persons_own_and_comes_back(sit: Sit, handler: Office, approver: Office) -> None:
    window = sit(handler)
    QTest.keyClick(window, Qt.Key.Key_0, CONTROL | ALT)
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL | ALT)
    assert (theme().large, theme().dark) == (True, True)
    other = sit(approver)
    assert (theme().large, theme().dark) == (False, False)
    assert (other.large.isChecked(), other.dark.isChecked()) == (False, False)
    again = sit(handler)
    assert (theme().large, theme().dark) == (True, True)
    again.large.click()
    again.dark.click()
    assert kept_looks().value(f"{builders.HANDLER}/large", type=bool) is False


def test_what_waits_is_counted_on_the_rail_as_it_happens(sit: Sit, handler: Office, approver: Office) -> None:
    window = sit(approver)
    item = window.places["register"].item
    assert item is not None
    window._changed("seals")
    counts = [item.count]
    use = seals.submit_use(approver_desk(window, handler), builders.make_request())
    window.desk.look()
    counts.append(item.count)
    seals.approve_use(approver, use.seq, opinion="同意")
    counts.append(item.count)
    assert counts == [0, 1, 1]
    assert window.home._bench is not None
    assert [state for state in window.home._bench.waiting] == [State.TO_SEAL]


def approver_desk(window: Window, handler: Office) -> Office:
    """The handler writes at a desk of their own; this one has looked once before."""
    window.desk.look()
    return handler


def test_a_line_of_the_start_page_leads_to_its_entry(sit: Sit, approver: Office, make_use: MakeUse) -> None:
    use = make_use(State.TO_APPROVE)
    window = sit(approver)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert name(window) == "register"
    assert window.register.detail.use is not None
    assert window.register.detail.use.seq == use.seq


def test_a_draft_waits_on_the_start_page(sit: Sit, handler: Office) -> None:
    window = sit(handler)
    window.go("application")
    window.application.edits["applicant_name"].set_text("王芳")
    window.application.edits["applicant_name"].changed.emit()
    window.go("home")
    assert window.home._bench is not None
    (draft,) = window.home._bench.drafts
    assert draft.form["applicant_name"] == "王芳"
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert name(window) == "application"
    assert window.application.edits["applicant_name"].text() == "王芳"


def test_closing_the_window_keeps_what_was_typed(sit: Sit, handler: Office) -> None:
    window = sit(handler)
    window.go("application")
    window.application.edits["applicant_name"].set_text("王芳")
    window.application.edits["applicant_name"].changed.emit()
    window.sign_out()
    (draft,) = seals.list_drafts(handler)
    assert (draft.form["applicant_name"], window.ended) == ("王芳", "sign_out")


def test_a_broken_register_is_told_and_once_it_is_whole_again_no_more(
    sit: Sit, approver: Office, make_use: MakeUse
) -> None:
    use = make_use(State.FILED)
    window = sit(approver)
    window.verify()
    count = f"{evidence.log_size(approver):,}"
    assert count in window.chain.accessibleName()
    change(approver, use.seq, 9)
    window.chain.click()
    assert window.chain.text() == f"台账第 {use.seq} 条对不上"
    assert window.home.checked.text() != ""
    (toast,) = window.toasts.shown
    assert (toast.text, toast.timer.isActive()) == ("台账校验没有通过", False)
    window.chain.click()
    assert name(window) == "register"
    assert window.register.detail.use is not None
    assert window.register.detail.use.seq == use.seq
    change(approver, use.seq, 1)
    window.verify()
    assert window.chain.accessibleName().startswith("台账校验通过")
    before = len(window.toasts.shown)
    window.chain.click()
    assert len(window.toasts.shown) == before
    assert window.home.checked.text().startswith(f"校验通过（{count} 条")


def test_a_line_of_the_log_that_does_not_match_is_shown_where_things_are_searched(
    sit: Sit, approver: Office
) -> None:
    with approver.database.engine.begin() as connection:
        for trigger in ("settings_no_update", "settings_no_delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        seq = connection.exec_driver_sql("SELECT max(seq) FROM settings").scalar_one()
        connection.exec_driver_sql("UPDATE settings SET value = '1' WHERE seq = ?", (seq,))
        for trigger, text in append_only_triggers("settings").items():
            assert trigger.startswith("settings_no_")
            connection.exec_driver_sql(text)
    window = sit(approver)
    window.verify()
    assert window.chain.text() == f"台账第 {seq} 条对不上"
    window.chain.click()
    page = window.current()
    assert isinstance(page, SearchPage)
    assert page.history_note.text() == f"台账第 {seq} 条"
    assert [item[0].seq for item in page.history.model_.records] == [seq]


def test_a_line_that_can_no_longer_be_read_is_not_shown(approver: Office) -> None:
    assert evidence.event_at(approver, 99_999) is None
    with approver.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER events_no_update")
        connection.exec_driver_sql("UPDATE events SET body = 'x' WHERE seq = 2")
    assert evidence.event_at(approver, 2) is None


def change(office: Office, use: int, impressions: int) -> None:
    """Changes a row behind the program's back."""
    with office.database.engine.connect() as raw:
        raw.exec_driver_sql(f"UPDATE use_states SET impressions = {impressions} WHERE use = {use}")
        raw.commit()


def test_after_ten_still_minutes_the_window_is_covered_and_a_key_starts_them_anew(
    sit: Sit, handler: Office, clock: MovableClock
) -> None:
    window = sit(handler)
    window.go("application")
    window.application.edits["applicant_name"].set_text("王芳")
    window.start()
    assert window._idle.interval() == window.settings.idle_minutes * 60_000
    window._idle.stop()
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QApplication.sendEvent(window, press)
    assert window._idle.isActive()
    window._idle.timeout.emit()
    ask = asked(window)
    assert ask.windowTitle() == "已锁屏"
    QTest.keyClick(ask, Qt.Key.Key_Return, CONTROL)
    assert (ask.isVisible(), ask.fields["password"].has_error()) == (True, True)
    secret = ask.fields["password"].editor
    secret.setFocus()
    QTest.keyClicks(secret, builders.PASSWORD)
    QTest.keyClick(secret, Qt.Key.Key_Return)
    assert window._locked is None
    assert not [each for each in window.findChildren(Ask) if each.isVisible()]
    assert window.application.edits["applicant_name"].text() == "王芳"
    assert window._idle.isActive()


def test_who_leaves_a_locked_window_has_signed_out(sit: Sit, handler: Office) -> None:
    window = sit(handler)
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
    QTest.keyClick(asked(window), Qt.Key.Key_Escape)
    assert (window.ended, window.isVisible()) == ("sign_out", False)


def test_the_day_is_backed_up_once_by_itself_and_again_when_asked(
    sit: Sit, handler: Office, tmp_path: Path
) -> None:
    window = sit(handler)
    for _time in range(2):
        window.back_up_today()
    folder = tmp_path / "backups"
    assert len(list(folder.glob("*.youju"))) == 1
    assert window.backup.text() == "已备份 09:00"
    handler.clock.advance(minutes=5)  # type: ignore[attr-defined]
    window.go("settings", "backup")
    window.settings_page.backup_wanted.emit()
    assert len(list(folder.glob("*.youju"))) == 2
    assert window.backup.text() == "已备份 09:05"
    handler.clock.advance(days=3)  # type: ignore[attr-defined]
    window._changed("office")
    assert window.backup.text() == "备份已过期，上次 9月1日"


def test_an_entry_of_another_desk_appears_by_itself(sit: Sit, approver: Office, handler: Office) -> None:
    window = sit(approver)
    window.go("register")
    window.desk.look()
    seals.submit_use(handler, builders.make_request(applicant_name="王芳"))
    assert window.register.table.model_.records == []
    window.desk.look()
    (line,) = window.register.table.model_.records
    assert line == seals.list_uses(handler, UseFilter())[0]


def test_progress_shows_after_a_moment_with_the_words_of_its_own_job(sit: Sit, handler: Office) -> None:
    window = sit(handler)
    first, second = Job("正在校验台账"), Job("正在备份")
    window._follow(first)
    window._follow(second)
    seen = [window.progress.isVisible()]
    for timer in window.findChildren(QTimer):
        if timer.interval() == SHOW_PROGRESS_AFTER_MS:
            timer.timeout.emit()
    first.report(812, 1284)
    seen.append(window.progress.isVisible())
    words = [window.progress.accessibleName()]
    second.report(3, 5)
    words.append(window.progress.accessibleName())
    second.ended.emit()
    seen.append(window.progress.isVisible())
    assert words == ["正在校验台账 812 / 1,284 条", "正在备份 3 / 5 条"]
    assert seen == [False, True, False]


def test_a_job_may_end_after_its_window_is_gone(qtbot: QtBot, sit: Sit, handler: Office) -> None:
    window, job = sit(handler), Job("正在校验台账")
    window._follow(job)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as raised:
        job.report(1, 2)
        job.ended.emit()
    assert (raised, shiboken6.isValid(window)) == ([], False)
