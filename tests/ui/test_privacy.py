"""Personal data in the settings, by keyboard: looked up with a reason, put right, kept for a term."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.privacy import Kept
from desktop.domain.seals import State, UseFilter
from desktop.services import privacy
from desktop.services.office import Office
from desktop.services.seals import copies, lists, takeover, uses
from desktop.ui.printing import Preview
from desktop.ui.seals import words
from desktop.ui.seals.taken import facts_of
from desktop.ui.settings.privacy import AccessCard, PersonCard, TermsCard
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import ComboField, LineField
from desktop.ui.window import Window
from tests.builders import MovableClock, old_file
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def settings_of(window: Window) -> tuple[PersonCard, AccessCard, TermsCard]:
    window.go("settings", "privacy")
    page = window.settings_page
    return page.persons, page.looks, page.terms


def asked(window: Window) -> Ask:
    found = [ask for ask in window.findChildren(Ask) if ask.isVisible()]
    return found[-1]


def choice(ask: Ask, field: str) -> ComboField:
    editor = ask.fields[field].editor
    assert isinstance(editor, ComboField)
    return editor


def typed(ask: Ask, field: str) -> LineField:
    editor = ask.fields[field].editor
    assert isinstance(editor, LineField)
    return editor


@pytest.fixture
def opened(qtbot: QtBot, handler: Office, make_use: MakeUse, open_window: OpenWindow) -> Window:
    make_use(State.FILED, applicant_name="王芳")
    make_use(State.TO_APPROVE, applicant_name="林晓")
    window = open_window(handler)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_a_person_is_looked_up_with_a_reason_and_put_right(opened: Window, handler: Office) -> None:
    person, _looks, _terms = settings_of(opened)
    person.name.setFocus()
    QTest.keyClick(person.name, Qt.Key.Key_Return)
    assert person.fields["name"].error.text() == "没有填姓名。请照身份证填写。"
    assert person.fields["reason"].error.text().startswith("没有填理由。")
    person.name.set_text("王芳")
    person.reason.set_text("本人来查")
    QTest.keyClick(person.reason, Qt.Key.Key_Return)
    assert [m.number for m in person.table.model_.records] == ["梧社印〔2026〕1 号"]
    assert person.hint.text() == "王芳：1 处登记，更正 0 次，此前查看 0 次。"
    assert person.table.model_.index(0, 4).data() == "350*************14"
    person.fix_button.click()
    ask = asked(opened)
    choice(ask, "field").set_key("applicant_name")
    typed(ask, "value").set_text("王方")
    QTest.keyClick(ask, Qt.Key.Key_Return, CONTROL)
    assert ask.isVisible()
    assert ask.fields["reason"].error.text().startswith("没有填理由。")
    assert typed(ask, "value").text() == "王方"
    typed(ask, "reason").set_text("身份证上是方")
    QTest.keyClick(ask, Qt.Key.Key_Return, CONTROL)
    assert not ask.isVisible()
    fixed = uses.find_use(handler, "梧社印〔2026〕1 号")
    assert fixed.request.applicant_name == "王方"
    assert dict(words.facts_of(fixed))["更正过"] == "居民姓名"


def test_the_paper_for_the_person_is_previewed(opened: Window) -> None:
    person, _looks, _terms = settings_of(opened)
    assert not person.print_button.isEnabled()
    person.name.set_text("王芳")
    person.reason.set_text("本人来查")
    person.look_up()
    person.print_button.click()
    (preview,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]
    assert preview.paper.title == "个人信息留存情况"
    preview.close()


def test_nobody_of_that_name_is_said(opened: Window) -> None:
    person, _looks, _terms = settings_of(opened)
    person.name.set_text("没有这人")
    person.reason.set_text("本人来查")
    person.look_up()
    assert person.hint.text() == "没有这人：0 处登记，更正 0 次，此前查看 0 次。"
    assert not person.fix_button.isEnabled()


def test_the_auditor_sees_who_looked_and_corrects_nothing(
    handler: Office, auditor: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    make_use(State.FILED, applicant_name="王芳")
    privacy.person_file(handler, "王芳", "", "本人来查")
    window = open_window(auditor)
    person, looks, _terms = settings_of(window)
    assert [(look.actor_name, look.why) for look in looks.table.model_.records] == [("黄建平", "本人来查")]
    assert looks.note.text() == "最近 1 次"
    person.name.set_text("王芳")
    person.reason.set_text("抽查")
    person.look_up()
    assert not person.fix_button.isEnabled()
    assert "更正" in person.fix_button.toolTip()


def test_a_handler_does_not_see_who_looked(opened: Window) -> None:
    _person, looks, terms = settings_of(opened)
    assert not looks.table.isVisible()
    assert looks.note.text() == "由审计和批准人查看。"
    assert not terms.change.isEnabled()
    terms.ask_term()
    assert [ask for ask in opened.findChildren(Ask) if ask.isVisible()] == []


def test_the_administrator_decides_how_long_records_are_kept(admin: Office, open_window: OpenWindow) -> None:
    window = open_window(admin)
    person, _looks, terms = settings_of(window)
    assert not person.find_button.isEnabled()
    assert not terms.purge.isEnabled()
    terms.table.select_where(lambda due: due.kind is Kept.REGISTER)
    QTest.keyClick(terms.table, Qt.Key.Key_Return)
    ask = asked(window)
    choice(ask, "register").set_key(30)
    QTest.keyClick(ask, Qt.Key.Key_Return, CONTROL)
    assert {due.kind: due.years for due in terms.table.model_.records}[Kept.REGISTER] == 30


def test_looks_that_reached_their_term_are_taken_out_when_asked(
    handler: Office, admin: Office, make_use: MakeUse, open_window: OpenWindow, clock: MovableClock
) -> None:
    make_use(State.FILED, applicant_name="王芳")
    privacy.person_file(handler, "王芳", "", "本人来查")
    clock.moment = clock.moment.replace(year=2031)
    window = open_window(admin)
    _person, _looks, terms = settings_of(window)
    assert terms.purge.isEnabled()
    terms.purge.click()
    QTest.keyClick(asked(window), Qt.Key.Key_Return, CONTROL)
    assert not terms.purge.isEnabled()


def test_a_person_who_stands_in_a_draft_alone_gets_a_paper(opened: Window, handler: Office) -> None:
    copies.save_draft(handler, {"applicant_name": "郑小芳", "document": "申请表"})
    person, _looks, _terms = settings_of(opened)
    person.name.set_text("郑小芳")
    person.reason.set_text("本人来查")
    person.look_up()
    assert person.hint.text() == ("郑小芳：0 处登记，更正 0 次，此前查看 0 次。另在草稿 1 处，打印时列出。")
    assert person.print_button.isEnabled()
    assert not person.fix_button.isEnabled()


def test_what_was_put_right_in_an_old_entry_is_said_beside_it(approver: Office, handler: Office) -> None:
    takeover.take_over(approver, takeover.preview_old_register(approver, old_file()))
    use = lists.list_uses(handler, UseFilter())[0].use
    assert "更正过" not in dict(facts_of(takeover.get_taken(handler, use)))
    privacy.correct(handler, use, "applicant_name", "王方", "身份证上是方")
    privacy.correct(handler, use, "applicant_phone", "13900139000", "换了号")
    assert dict(facts_of(takeover.get_taken(handler, use)))["更正过"] == "居民姓名、联系电话"
