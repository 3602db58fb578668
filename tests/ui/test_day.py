"""The clerk's day in the window: from Ctrl+N to the archive, by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.seals import State, StepKind, UseFilter
from desktop.services import evidence, seals
from desktop.services.office import Office
from desktop.ui.printing import Preview
from desktop.ui.seals import steps
from desktop.ui.seals.words import facts_of
from desktop.ui.theme import theme
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.window import Window
from tests import builders
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow

FIELDS = {
    "applicant_name": "郑国栋",
    "applicant_address": "榕荫路86号402室",
    "recipient": "滨江市社会保险中心",
    "finding": "上门见到本人，属实。",
}


def fill(page: object, **changes: str) -> None:
    for name, value in ({**FIELDS, "applicant_id_number": builders.id_number()} | changes).items():
        edit = page.edits[name]  # type: ignore[attr-defined]
        edit.set_text(value)
        edit.changed.emit()


def choose(qtbot: QtBot, page: object, typed: str) -> None:
    line = page.picker.line  # type: ignore[attr-defined]
    line.setFocus()
    if typed.isascii():
        QTest.keyClicks(line, typed)
    else:
        # Characters come from an input method, as they do at the counter.
        words = QInputMethodEvent()
        words.setCommitString(typed)
        QApplication.sendEvent(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def asked(window: Window) -> Ask:
    questions = [ask for ask in window.findChildren(Ask) if ask.isVisible()]
    assert len(questions) == 1
    return questions[0]


def test_one_use_is_entered_by_keyboard_alone(qtbot: QtBot, handler: Office, open_window: OpenWindow) -> None:
    window = open_window(handler)
    window.go("application")
    page = window.application
    choose(qtbot, page, "10")
    assert page.matter is not None and page.matter.code == "10"
    fill(page)
    page.visited.set_raw("9月1日")
    assert not page.submit_button.isEnabled()
    for row in page.materials.rows:
        row.setFocus()
        QTest.keyClick(row, Qt.Key.Key_Space)
    assert page.submit_button.isEnabled()
    page.submit()
    lines = seals.list_uses(handler, UseFilter())
    assert [(line.applicant, line.state) for line in lines] == [("郑国栋", State.TO_APPROVE)]
    assert window.current() is window.register
    assert window.register.table.selected_record().use == lines[0].use
    assert page.edits["applicant_name"].text() == ""


@pytest.mark.parametrize(("typed", "code"), [("zs", "15"), ("ylj", "10"), ("退休介绍信", "12"), ("7", "07")])
def test_a_matter_is_found_by_number_initials_or_words(
    qtbot: QtBot, handler: Office, open_window: OpenWindow, typed: str, code: str
) -> None:
    window = open_window(handler)
    window.go("application")
    choose(qtbot, window.application, typed)
    assert window.application.matter is not None
    assert window.application.matter.code == code


def test_out_of_scope_is_blocked_and_noted(qtbot: QtBot, handler: Office, open_window: OpenWindow) -> None:
    window = open_window(handler)
    window.go("application")
    page = window.application
    choose(qtbot, page, "购房收入证明")
    assert not page.submit_button.isEnabled()
    assert "不在授权的 16 项里" in page.bar.accessibleName()
    assert "用人单位" in page.bar.accessibleName()
    page._another()
    stopped = [event.kind for event, _who in evidence.recent(handler, 3)]
    assert stopped[0] == "seals.request_stopped"


def test_what_objects_stands_at_its_field_and_nothing_is_lost(
    qtbot: QtBot, handler: Office, open_window: OpenWindow
) -> None:
    window = open_window(handler)
    window.go("application")
    page = window.application
    choose(qtbot, page, "10")
    fill(page, applicant_id_number="35020319510412041", recipient="")
    page.copies.set_raw("1000")
    page.materials.set_ticked(page.materials.names())
    page._update_state()
    page.submit()
    assert page.fields["applicant_id_number"].error.text().startswith("公民身份号码只有 17 位")
    assert page.fields["copies"].error.text() == "份数不对。应是 1 到 999 之间的整数。请改正。"
    assert not page.fields["recipient"].error.isHidden()
    assert page.edits["applicant_id_number"].text() == "35020319510412041"
    assert seals.list_uses(handler, UseFilter()) == []


def test_full_width_copies_are_understood(qtbot: QtBot, handler: Office, open_window: OpenWindow) -> None:
    page = open_window(handler).application
    page.copies.set_raw("２")
    assert page.copies.value() == 2
    page.copies.set_raw("0")
    assert (page.copies.value(), page.copies.raw()) == (None, "0")


def test_leaving_keeps_a_draft_that_opens_again(
    qtbot: QtBot, handler: Office, open_window: OpenWindow
) -> None:
    window = open_window(handler)
    window.go("application")
    page = window.application
    choose(qtbot, page, "10")
    fill(page, applicant_id_number="35")
    page.visited.set_raw("昨天")
    page.back()
    (draft,) = seals.list_drafts(handler)
    page.clear()
    window.go("application", draft)
    assert page.matter is not None and page.matter.code == "10"
    assert page.edits["applicant_id_number"].text() == "35"
    assert page.visited.raw() == "昨天"


def test_the_enter_of_an_input_method_never_chooses_or_submits(
    qtbot: QtBot, handler: Office, open_window: OpenWindow
) -> None:
    window = open_window(handler)
    window.go("application")
    line = window.application.picker.line
    line.setFocus()
    QApplication.sendEvent(line, QInputMethodEvent("yang lao", []))
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.application.matter is None


def test_an_agent_brings_a_mandate(qtbot: QtBot, handler: Office, open_window: OpenWindow) -> None:
    window = open_window(handler)
    window.go("application")
    page = window.application
    choose(qtbot, page, "10")
    before = len(page.materials.names())
    fill(page, agent_name="郑小明")
    assert page.materials.names()[before:] == ("授权委托书",)
    assert not page.fields["agent_relation"].isHidden()


def test_a_copied_name_is_tidied(handler: Office, open_window: OpenWindow) -> None:
    page = open_window(handler).application
    page.edits["applicant_name"].set_text("王　芳\u200b")
    page.field_left.emit("applicant_name")
    assert page.edits["applicant_name"].text() == "王芳"


def test_approval_at_another_desk_asks_the_approvers_own_password(
    handler: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_APPROVE)
    window = open_window(handler)
    window.go("register", use.seq)
    steps.approve(window, window.desk, use)
    ask = asked(window)
    password = ask.fields["password"].editor
    password.set_text("wrong")  # type: ignore[union-attr]
    ask.ask()
    assert ask.isVisible()
    assert "密码不对" in ask.fields["password"].error.text()
    password.set_text(builders.PASSWORD)  # type: ignore[union-attr]
    ask.ask()
    step = seals.get_use(handler, use.seq).step(StepKind.APPROVED)
    assert step is not None
    assert (step.by, step.desk) == (builders.APPROVER, builders.HANDLER)


def test_enter_alone_never_approves(
    qtbot: QtBot, approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_APPROVE)
    window = open_window(approver)
    window.go("register", use.seq)
    steps.approve(window, window.desk, use)
    ask = asked(window)
    QTest.keyClick(ask, Qt.Key.Key_Return)
    assert seals.get_use(approver, use.seq).state is State.TO_APPROVE
    QTest.keyClick(ask, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert seals.get_use(approver, use.seq).state is State.TO_SEAL


def test_sealing_keeping_and_printing(
    approver: Office, make_use: MakeUse, open_window: OpenWindow, tmp_path: Path
) -> None:
    use = make_use(State.TO_SEAL)
    window = open_window(approver)
    window.go("register", use.seq)
    steps.seal(window, window.desk, use)
    asked(window).ask()
    assert seals.get_use(approver, use.seq).state is State.TO_KEEP
    scan = tmp_path / "scan.png"
    scan.write_bytes(builders.picture())
    window.register.detail._zone.files.emit([scan])
    kept = seals.get_use(approver, use.seq)
    assert (kept.state, [copy.name for copy in kept.kept_copies]) == (State.FILED, ["scan.png"])
    window.register.print_month()
    (preview,) = window.findChildren(Preview)
    assert preview.paper.kind == "register_month"
    preview.close()


def test_the_detail_masks_and_tells_the_next_step(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_APPROVE)
    window = open_window(approver)
    window.go("register", use.seq)
    facts = dict(facts_of(seals.get_use(approver, use.seq)))
    assert facts["身份号码"].count("*") == 13
    assert window.register.detail.action is not None
    assert window.register.detail.action.text() == "批准用印"


def test_narrow_windows_and_large_type_drop_columns_in_order(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    make_use(State.TO_APPROVE)
    window = open_window(approver)
    window.go("register")
    table = window.register.table
    keys = [column.key for column in table.model_.columns]

    def hidden() -> set[str]:
        QApplication.processEvents()
        return {key for place, key in enumerate(keys) if table.isColumnHidden(place)}

    assert hidden() == set()
    window.resize(1366, 768)
    assert hidden() <= {"document"}
    theme().set_large(True)
    assert {"document", "copies"} <= hidden()


def test_pages_keys_help_and_looks(qtbot: QtBot, auditor: Office, open_window: OpenWindow) -> None:
    window = open_window(auditor)
    assert [name for name, place in window.places.items() if place.item] == [
        "home",
        "register",
        "papers",
        "search",
        "settings",
    ]
    for name in ("register", "papers", "search", "settings", "home"):
        window.go(name)
        page = window.current()
        assert page is not None and page.name == name
        assert page.key_caps()
    window.go("application")
    assert window.current() is window.home
    window.dark.click()
    assert theme().dark
    window.large.click()
    assert theme().px("body") == 19
    window.help()


def test_the_badge_says_what_was_checked_and_what_is_wrong(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.FILED)
    window = open_window(approver)
    window.verify()
    assert window.chain.text().startswith("台账校验通过 ")
    with approver.database.engine.connect() as raw:
        raw.exec_driver_sql(f"UPDATE use_states SET impressions = 9 WHERE use = {use.seq}")
        raw.commit()
    window.verify()
    assert window.chain.text() == f"台账第 {use.seq} 条对不上"


def test_a_locked_window_opens_with_the_persons_own_password(
    approver: Office, open_window: OpenWindow
) -> None:
    window = open_window(approver)
    window.lock()
    ask = asked(window)
    password = ask.fields["password"].editor
    password.set_text("wrong")  # type: ignore[union-attr]
    ask.ask()
    assert ask.isVisible()
    password.set_text(builders.PASSWORD)  # type: ignore[union-attr]
    ask.ask()
    assert window._locked is None


def test_a_backup_from_the_window_is_shown_in_the_status_bar(
    approver: Office, open_window: OpenWindow
) -> None:
    window = open_window(approver)
    window._changed("office")
    assert window.backup.text() == "还没有备份"
    window.back_up()
    assert window.backup.text().startswith("已备份 ")


def test_search_finds_by_number_code_and_initials(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.FILED, applicant_name="郑国栋")
    window = open_window(approver)
    page = window.places["search"].page
    for text in (use.number, use.number.replace(" ", ""), use.check_code, "zgd", "国栋"):
        window.go("search", text)
        assert [line.use for line in page.table.model_.records] == [use.seq]  # type: ignore[attr-defined]
    assert page.history.model_.records  # type: ignore[attr-defined]
    window.go("search", "没有的人")
    assert page.table.model_.records == []  # type: ignore[attr-defined]
