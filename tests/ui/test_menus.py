"""Context menus by mouse and by keyboard, the reasons of what is blocked, and what can be undone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.seals import REFUSAL_REASONS, State, UseFilter
from desktop.domain.seals.correcting import WITHDRAWN, reason_of
from desktop.services import seals
from desktop.services.office import Office
from desktop.services.seals.undoing import withdraw_use
from desktop.ui.home import Row
from desktop.ui.printing import Preview
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.window import Window
from tests import builders
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier


def menu() -> QMenu:
    """The menu that is open."""
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    return opened


def lines() -> dict[str, str]:
    """The lines of the open menu, with the reason of each that is blocked."""
    found = {}
    for line in menu().actions():
        if not line.isSeparator():
            words, _tab, reason = line.text().partition("\t")
            assert line.isEnabled() is (reason == "")
            found[words] = reason
    return found


def take(words: str) -> None:
    """Takes a line of the open menu."""
    (line,) = [each for each in menu().actions() if each.text() == words]
    opened = menu()
    opened.close()
    line.trigger()


def ask_by_key(widget: QWidget, key: Qt.Key = Qt.Key.Key_Menu) -> None:
    """Presses the Menu key, or Shift+F10."""
    QTest.keyClick(widget, key, SHIFT if key == Qt.Key.Key_F10 else Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def open_register(open_window: OpenWindow) -> Callable[[Office, int], Window]:
    """The register with an entry chosen."""

    def show(office: Office, use: int) -> Window:
        window = open_window(office)
        window.go("register", use)
        return window

    return show


def asked(window: Window) -> Ask:
    """The question that is open."""
    (ask,) = [each for each in window.findChildren(Ask) if each.isVisible()]
    return ask


def test_the_menu_of_a_line_says_why_something_cannot_be_done(
    handler: Office, make_use: MakeUse, open_register: Callable[[Office, int], Window]
) -> None:
    window = open_register(handler, make_use(State.TO_APPROVE).seq)
    ask_by_key(window.register.table)
    assert menu().accessibleName() == "用印登记簿"
    assert lines() == {
        "批准用印": "",
        "看留底": "还没有留底",
        "查看经过": "",
        "复制编号": "",
        "复制核验码": "批准后才有",
        "打印证明": "批准后才能打印",
        "打印审批单": "",
        "退回补材料": "",
        "不予受理": "",
        "撤回申请": "",
        "另提一份更正": "还没有办完",
        "复制这一格": "",
        "复制所选的行": "",
        "按编号排序": "",
    }
    menu().close()


def test_roles_and_states_have_their_reasons(
    handler: Office,
    approver: Office,
    admin: Office,
    make_use: MakeUse,
    open_register: Callable[[Office, int], Window],
) -> None:
    use = make_use(State.FILED).seq
    make_use(State.FILED, corrects=use, finding="更正原因：姓名写错")
    returned = make_use(State.RETURNED).seq
    seen = {}
    for office, entry in ((handler, use), (approver, use), (admin, use), (handler, returned)):
        window = open_register(office, entry)
        ask_by_key(window.register.table, Qt.Key.Key_F10)
        seen[office.clerk.name, entry] = {words: reason for words, reason in lines().items() if reason}
        menu().close()
    assert seen == {
        ("黄建平", use): {"作废": "由印章管理人办理", "更正（写明理由）": "已经更正过"},
        ("陈志明", use): {"更正（写明理由）": "由承办人办理"},
        ("苏雅婷", use): {
            "看留底": "您的角色不能看",
            "作废": "由印章管理人办理",
            "更正（写明理由）": "由承办人办理",
        },
        ("黄建平", returned): {
            "看留底": "还没有留底",
            "复制核验码": "批准后才有",
            "打印证明": "已退回",
        },
    }


def test_the_right_button_opens_it_where_it_was_pressed(
    handler: Office, make_use: MakeUse, open_register: Callable[[Office, int], Window]
) -> None:
    use = make_use(State.FILED)
    window = open_register(handler, use.seq)
    table = window.register.table
    place = table.visualRect(table.model_.index(0, 7)).center()
    QApplication.sendEvent(
        table.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place)),
    )
    take("复制这一格")
    assert QGuiApplication.clipboard().text() == "1 页"
    ask_by_key(table)
    take("复制所选的行")
    assert QGuiApplication.clipboard().text() == table.copied()
    ask_by_key(table)
    take("复制编号")
    assert QGuiApplication.clipboard().text() == "梧社印〔2026〕1 号"
    ask_by_key(table)
    take("复制核验码")
    assert QGuiApplication.clipboard().text() == use.check_code
    ask_by_key(table)
    take("查看经过")
    current = window.current()
    assert current is not None
    assert current.name == "search"


def test_beside_the_lines_there_is_no_menu(
    handler: Office, make_use: MakeUse, open_register: Callable[[Office, int], Window]
) -> None:
    table = open_register(handler, make_use(State.FILED).seq).register.table
    below = QPoint(20, table.viewport().height() - 5)
    QApplication.sendEvent(
        table.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, below, table.viewport().mapToGlobal(below)),
    )
    assert QApplication.activePopupWidget() is None


# What an applicant takes home


def test_a_returned_applicant_gets_a_notice_with_a_term(
    handler: Office, approver: Office, make_use: MakeUse, open_register: Callable[[Office, int], Window]
) -> None:
    use = make_use(State.TO_APPROVE)
    seals.return_use(approver, use.seq, "缺户口簿原件")
    window = open_register(handler, use.seq)
    ask_by_key(window.register.table)
    take("打印补正通知")
    ask = asked(window)
    assert ask.accessibleName() == "打印 1 号的补正通知？"
    assert ask.fields["place"].editor.text() == "榕荫社区居民委员会"  # type: ignore[union-attr]
    due = ask.fields["due_on"].editor
    assert due.value() == builders.TODAY + timedelta(days=10)  # type: ignore[union-attr]
    due.set_raw("没有")  # type: ignore[union-attr]
    ask.ask()
    assert (ask.isVisible(), ask.fields["due_on"].has_error()) == (True, True)
    due.set_value(builders.TODAY - timedelta(days=1))  # type: ignore[union-attr]
    ask.ask()
    assert (ask.isVisible(), ask.fields["due_on"].has_error()) == (True, True)
    due.set_value(builders.TODAY)  # type: ignore[union-attr]
    ask.ask()
    (preview,) = window.findChildren(Preview)
    assert preview.paper.kind == "correction_notice"
    assert not window.findChildren(Ask) or not any(each.isVisible() for each in window.findChildren(Ask))
    preview.close()


def test_a_refused_applicant_gets_a_notice_that_says_where_to_go(
    handler: Office, approver: Office, make_use: MakeUse, open_register: Callable[[Office, int], Window]
) -> None:
    use = make_use(State.TO_APPROVE)
    seals.refuse_use(approver, use.seq, REFUSAL_REASONS[0])
    window = open_register(handler, use.seq)
    ask_by_key(window.register.table)
    take("打印不予受理告知")
    ask = asked(window)
    assert ask.fields["ground"].editor.text() == use.matter.ground  # type: ignore[union-attr]
    assert ask.fields["elsewhere"].editor.text() == "街道办事处"  # type: ignore[union-attr]
    ask.fields["elsewhere"].editor.set_text("")  # type: ignore[union-attr]
    ask.ask()
    assert (ask.isVisible(), ask.fields["elsewhere"].has_error()) == (True, True)
    ask.fields["elsewhere"].editor.set_text("派出所")  # type: ignore[union-attr]
    ask.ask()
    (preview,) = window.findChildren(Preview)
    assert preview.paper.kind == "refusal_notice"
    preview.close()


def test_the_notice_is_not_the_administrators_and_not_of_what_was_taken_back(
    handler: Office,
    approver: Office,
    admin: Office,
    make_use: MakeUse,
    open_register: Callable[[Office, int], Window],
) -> None:
    use, taken = make_use(State.TO_APPROVE), make_use(State.TO_APPROVE)
    seals.return_use(approver, use.seq, "缺户口簿原件")
    withdraw_use(handler, taken.seq)
    seen = []
    for office, entry in ((admin, use.seq), (handler, use.seq), (handler, taken.seq)):
        window = open_register(office, entry)
        ask_by_key(window.register.table)
        seen.append(lines().get("打印补正通知"))
        menu().close()
    assert seen == ["您的角色不能打印", "", None]


# Undo


def test_an_own_entry_is_taken_back_and_gone_on_with(
    handler: Office, make_use: MakeUse, open_register: Callable[[Office, int], Window]
) -> None:
    use = make_use(State.TO_APPROVE)
    window = open_register(handler, use.seq)
    ask_by_key(window.register.table)
    take("撤回申请")
    ask = asked(window)
    assert ask.accessibleName() == "撤回 1 号？"
    ask.ask()
    taken = seals.get_use(handler, use.seq)
    assert (taken.state, taken.steps[-1].text) == (State.RETURNED, WITHDRAWN)
    (toast,) = window.toasts.shown
    assert toast.text == "梧社印〔2026〕1 号 已撤回"
    button = next(each for each in toast.findChildren(Button) if each.text() == "接着改")
    button.click()
    assert window.current() is window.application
    assert (window.application.corrects, window.application.edits["applicant_name"].text()) == (
        use.seq,
        "郑国栋",
    )


def test_what_was_decided_meanwhile_is_not_taken_back(
    handler: Office, approver: Office, make_use: MakeUse, open_register: Callable[[Office, int], Window]
) -> None:
    use = make_use(State.TO_APPROVE)
    window = open_register(handler, use.seq)
    ask_by_key(window.register.table)
    seals.approve_use(approver, use.seq)
    take("撤回申请")
    ask = asked(window)
    ask.ask()
    assert ask.bar.isVisible()
    assert "现在是“待用印”" in ask.bar.words.text()
    ask.reject()


def test_what_was_sealed_asks_why_before_it_is_put_right(
    handler: Office, make_use: MakeUse, open_register: Callable[[Office, int], Window]
) -> None:
    use = make_use(State.FILED)
    window = open_register(handler, use.seq)
    ask_by_key(window.register.table)
    take("更正（写明理由）")
    ask = asked(window)
    ask.ask()
    assert (ask.isVisible(), ask.fields["reason"].has_error()) == (True, True)
    ask.fields["reason"].editor.set_text("姓名写错")  # type: ignore[union-attr]
    ask.ask()
    page = window.application
    assert (window.current(), page.corrects) == (page, use.seq)
    assert reason_of(page.edits["finding"].text()) == "姓名写错"
    page.materials.set_ticked(page.materials.names())
    page._update_state()
    page.submit()
    newest = seals.list_uses(handler, UseFilter())[0]
    assert seals.get_use(handler, newest.use).request.finding == (
        "更正原因：姓名写错\n入户核实，本人健在，情况属实"
    )


# The workbench


def rows(window: Window) -> list[Row]:
    """What waits, from top to bottom."""
    return [row for row in window.home.area.findChildren(Row) if row.isVisible()]


def test_a_draft_is_deleted_and_brought_back(qtbot: QtBot, handler: Office, open_window: OpenWindow) -> None:
    seals.save_draft(handler, {"applicant_name": "王芳", "document": "确认证明"})
    window = open_window(handler)
    (row,) = rows(window)
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert (seals.list_drafts(handler), rows(window)) == ([], [])
    (toast,) = window.toasts.shown
    assert (toast.text, toast.accessibleName()) == ("草稿已删", "草稿已删 确认证明　王芳")
    next(each for each in toast.findChildren(Button) if each.text() == "撤销").click()
    (draft,) = seals.list_drafts(handler)
    assert draft.form == {"applicant_name": "王芳", "document": "确认证明"}
    (row,) = rows(window)
    ask_by_key(row)
    assert list(lines()) == ["接着写", "删除草稿"]
    take("接着写")
    assert window.application.edits["applicant_name"].text() == "王芳"


def test_a_line_of_the_workbench_has_the_same_menu(
    handler: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_VERIFY)
    window = open_window(handler)
    (row,) = rows(window)
    ask_by_key(row)
    assert list(lines()) == [
        "打开",
        "看留底",
        "查看经过",
        "复制编号",
        "复制核验码",
        "打印证明",
        "打印审批单",
        "退回补材料",
        "不予受理",
        "撤回申请",
        "另提一份更正",
    ]
    take("打开")
    assert window.register.detail.use is not None
    assert window.register.detail.use.seq == use.seq


def test_what_was_just_submitted_can_be_taken_back_from_its_toast(
    handler: Office, open_window: OpenWindow
) -> None:
    window = open_window(handler)
    use = seals.submit_use(handler, builders.make_request())
    window.application.submitted(use)
    (toast,) = window.toasts.shown
    next(each for each in toast.findChildren(Button) if each.text() == "撤回").click()
    asked(window).ask()
    assert seals.get_use(handler, use.seq).state is State.RETURNED
