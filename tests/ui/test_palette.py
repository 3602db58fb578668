"""Ctrl+K: what it lists, what the keys do, and that an input method keeps its Enter."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.seals import State
from desktop.services.office import Office
from desktop.ui.commands import help_titles
from desktop.ui.palette import Palette
from desktop.ui.seals.life import LifePage
from desktop.ui.window import Window
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow


@pytest.fixture
def opened(qtbot: QtBot, make_use: MakeUse, handler: Office, open_window: OpenWindow) -> Window:
    """The window of the handler of an office with three entries."""
    make_use(State.FILED, applicant_name="王芳")
    make_use(State.TO_APPROVE, applicant_name="单小明")
    make_use(State.RETURNED, applicant_name="林芳")
    window = open_window(handler)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def palette(window: Window, typed: str = "") -> Palette:
    """The palette as Ctrl+K opens it, with something typed and looked up."""
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = window.findChildren(Palette)[-1]
    if typed:
        QTest.keyClicks(found.box, typed) if typed.isascii() else found.box.insert(typed)
        found.box.submitted.emit()  # the moment of waiting is over
    return found


def listed(found: Palette) -> list[tuple[str, str]]:
    return [(choice.kind, choice.words) for choice in found.choices()]


def press(found: Palette, key: Qt.Key) -> None:
    QTest.keyClick(found.box, key)


def test_it_opens_with_every_command_and_each_runs_once(opened: Window) -> None:
    found = palette(opened)
    words = [choice.words for choice in found.choices()]
    assert words[:6] == ["新建用印申请", "打开工作台", "打开用印", "打开文书", "打开查询", "打开设置"]
    assert {"立即校验台账", "立即备份", "大字", "深色", "锁屏", "修改密码", "退出登录"} <= set(words)
    assert [c.words for c in found.choices() if c.kind == "帮助"] == [
        title for titles in help_titles().values() for title in titles
    ]
    assert found.focusWidget() is found.box
    press(found, Qt.Key.Key_Return)
    assert opened.current() is opened.application


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("beifen", ("操作", "立即备份")),
        ("bf", ("操作", "立即备份")),
        ("校验", ("操作", "立即校验台账")),
        ("ylj", ("操作", "新建用印申请：养老金身份确认")),
        ("芳", ("台账记录", "3　林芳")),
        ("王芳", ("台账记录", "1　王芳")),
        ("sxm", ("台账记录", "2　单小明")),
        ("梧社印〔2026〕2号", ("台账记录", "2　单小明")),
        ("黄建平", ("人员", "黄建平")),
        ("专用章", ("印章", "厦门市思明区梧桐街道办事处社会事务专用章")),
        ("wsy", ("印章", "厦门市思明区梧桐街道办事处社会事务专用章")),
    ],
)
def test_what_is_typed_is_found(opened: Window, typed: str, expected: tuple[str, str]) -> None:
    found = palette(opened, typed)
    assert expected in listed(found)
    assert found.choices()[0] is found.current()


def test_a_check_code_from_a_paper_leads_to_its_entry(opened: Window, handler: Office) -> None:
    from desktop.services import seals  # noqa: PLC0415

    code = seals.find_use(handler, "梧社印〔2026〕1号").check_code
    found = palette(opened, code.replace("-", "").lower())
    assert listed(found) == [("台账记录", "1　王芳")]
    press(found, Qt.Key.Key_Return)
    detail = opened.register.detail.use
    assert detail is not None
    assert detail.check_code == code


def test_enter_opens_the_entry_that_is_chosen(opened: Window) -> None:
    found = palette(opened, "芳")
    press(found, Qt.Key.Key_Down)
    assert found.current() is not None
    assert found.current().words == "1　王芳"  # type: ignore[union-attr]
    press(found, Qt.Key.Key_Return)
    assert opened.current() is opened.register
    assert opened.register.detail.use is not None
    assert opened.register.detail.use.running == 1


def test_a_seal_opens_its_page_at_that_seal(opened: Window) -> None:
    found = palette(opened, "梧社印")
    assert ("印章", "厦门市思明区梧桐街道办事处社会事务专用章") in listed(found)
    next(choice for choice in found.choices() if choice.kind == "印章").do()
    page = opened.current()
    assert isinstance(page, LifePage)
    assert page.detail.life is not None
    assert page.detail.life.number == 1


def test_the_arrows_go_round_and_pass_the_headings(opened: Window) -> None:
    found = palette(opened, "芳")
    first = found.current()
    press(found, Qt.Key.Key_Up)
    assert found.current() is found.choices()[-1]
    press(found, Qt.Key.Key_Down)
    assert found.current() is first


def test_a_matter_begins_a_new_application(opened: Window) -> None:
    found = palette(opened, "jyzp")
    assert listed(found)[0] == ("操作", "新建用印申请：就业招聘政审")
    press(found, Qt.Key.Key_Return)
    assert opened.current() is opened.application
    assert opened.application.matter is not None
    assert opened.application.matter.code == "15"


def test_tab_keeps_one_kind_and_gives_the_others_back(opened: Window) -> None:
    found = palette(opened, "养老金")
    kinds = {kind for kind, _words in listed(found)}
    assert {"操作", "台账记录"} <= kinds
    press(found, Qt.Key.Key_Tab)
    assert {kind for kind, _words in listed(found)} == {"操作"}
    press(found, Qt.Key.Key_Tab)
    assert {kind for kind, _words in listed(found)} == kinds


def test_nothing_found_is_said(opened: Window) -> None:
    found = palette(opened, "没有这样的东西")
    assert found.choices() == []
    assert found.nothing.isVisible()
    press(found, Qt.Key.Key_Return)
    assert found.isVisible()
    found.box.selectAll()
    press(found, Qt.Key.Key_Delete)
    press(found, Qt.Key.Key_Return)
    assert not found.isVisible()


def test_escape_closes_and_leaves_the_page(opened: Window) -> None:
    page = opened.current()
    found = palette(opened, "芳")
    press(found, Qt.Key.Key_Escape)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert opened.findChildren(Palette) == []
    assert opened.current() is page


def test_enter_of_an_input_method_chooses_nothing(opened: Window) -> None:
    found = palette(opened)
    QApplication.sendEvent(found.box, QInputMethodEvent("wangfang", []))
    press(found, Qt.Key.Key_Return)
    press(found, Qt.Key.Key_Down)
    assert found.isVisible()
    done = QInputMethodEvent("", [])
    done.setCommitString("王芳")
    QApplication.sendEvent(found.box, done)
    press(found, Qt.Key.Key_Return)  # the key with which the candidate was taken
    assert found.isVisible()
    press(found, Qt.Key.Key_Return)
    assert not found.isVisible()


def test_who_may_not_apply_is_offered_no_application(
    qtbot: QtBot, approver: Office, open_window: OpenWindow
) -> None:
    window = open_window(approver)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found = palette(window, "养老金")
    assert [words for _kind, words in listed(found) if "新建" in words] == []
