"""The application form without a mouse: Tab, Space, Ctrl+Enter; what is wrong stays typed, what is left is kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import seals as rules
from desktop.domain.seals import State, UseFilter
from desktop.domain.seals.rules import AGENT_MATERIAL
from desktop.services import evidence, seals, today
from desktop.services.office import Office
from desktop.storage.office import accesses
from desktop.ui.seals.application import ApplicationPage
from desktop.ui.seals.form import LATE
from desktop.ui.widgets.fields import LineField
from desktop.ui.window import Window
from tests import builders
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
TYPED = {
    "applicant_name": "郑国栋",
    "applicant_id_number": builders.id_number(),
    "recipient": "滨江市社会保险中心",
    "applicant_address": "榕荫路86号402室",
    "visited_on": "8月31日",
    "finding": "入户核实，本人健在。",
}
"""What a clerk types for matter 10, field by field."""


@pytest.fixture
def window(qtbot: QtBot, handler: Office, open_window: OpenWindow) -> Window:
    """The window of the handler, with the keyboard."""
    made = open_window(handler)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def page(window: Window) -> ApplicationPage:
    """A new application, begun with Ctrl+N."""
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert window.current() is window.application
    return window.application


def focused() -> QWidget:
    """Where the keys go now."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(text: str) -> None:
    """Types into what has the focus; what no key has comes from an input method."""
    if text.isascii():
        QTest.keyClicks(focused(), text)
        return
    taken = QInputMethodEvent()
    taken.setCommitString(text)
    QApplication.sendEvent(focused(), taken)


def tab_to(widget: QWidget) -> None:
    """Presses Tab until the widget has the focus."""
    # What was just put into a layout is shown, and takes the focus, a moment later.
    QApplication.processEvents()
    for _press in range(20):
        if focused() is widget:
            return
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {widget.accessibleName()}")


def choose(code: str) -> None:
    """Types a matter and takes it."""
    write(code)
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def type_in(page: ApplicationPage, **changes: str) -> None:
    """Types a whole request, in the order of the form."""
    for name, text in (TYPED | changes).items():
        if name == "visited_on":
            tick_all(page)
        if text:
            tab_to(page.fields[name].editor)
            write(text)


def tick_all(page: ApplicationPage) -> None:
    """Ticks every material with Space."""
    tab_to(page.materials.rows[0])
    for row in page.materials.rows:
        row.setFocus()
        QTest.keyClick(row, Qt.Key.Key_Space)


def send(page: ApplicationPage) -> None:
    """Ctrl+Enter, from wherever one is."""
    QTest.keyClick(focused(), Qt.Key.Key_Return, CONTROL)


def errors(page: ApplicationPage) -> Mapping[str, str]:
    """What stands under the fields."""
    return {name: field.error.text() for name, field in page.fields.items() if field.has_error()}


def test_a_request_is_entered_from_the_first_key_to_its_number(
    window: Window, page: ApplicationPage, handler: Office
) -> None:
    assert focused() is page.picker.line
    choose("10")
    assert focused() is page.edits["applicant_name"]
    assert page.edits["document"].text() == "确认证明"
    type_in(page)
    assert page.lacking.text() == ""
    send(page)
    (line,) = seals.list_uses(handler, UseFilter())
    assert (line.number, line.state, line.applicant) == ("梧社印〔2026〕1 号", State.TO_APPROVE, "郑国栋")
    assert window.current() is window.register
    assert window.register.detail.use is not None
    assert window.register.detail.use.seq == line.use
    assert [toast.text for toast in window.toasts.shown] == ["梧社印〔2026〕1 号 已提交"]
    request = window.register.detail.use.request
    assert (request.visited_on, request.materials) == (date(2026, 8, 31), builders.MATERIALS)


def test_tab_follows_the_form_from_the_matter_to_the_finding(page: ApplicationPage) -> None:
    choose("10")
    tab_to(page.edits["agent_name"])
    write("郑小芳")
    page.picker.line.setFocus()
    tab_to(page.edits["applicant_name"])
    way = [page.picker.line, focused()]
    while focused() is not page.edits["finding"]:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        way.append(focused())
    form: list[QWidget] = [
        page.fields[name].editor for name in page.fields if name not in ("statement", "copies", *LATE)
    ]
    at = form.index(page.visited)
    rows = [page.late, *page.materials.rows]
    form = [page.picker.line, *form[:at], *rows, *form[at:]]
    form.insert(form.index(page.edits["document"]), page.copies)
    assert [widget.accessibleName() for widget in way] == [widget.accessibleName() for widget in form]


def test_initials_list_the_matters_of_their_group(page: ApplicationPage) -> None:
    write("zs")
    rows = [page.picker.list.item(row) for row in range(page.picker.list.count())]
    assert rows != []
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert page.matter is not None
    assert page.matter.group == "政审"


def test_esc_closes_the_list_and_only_then_leaves(window: Window, page: ApplicationPage) -> None:
    write("zs")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert (page.picker.popup_open(), window.current()) == (False, page)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert window.current() is window.register


def test_control_enter_does_nothing_while_a_material_is_missing(
    page: ApplicationPage, handler: Office
) -> None:
    choose("10")
    type_in(page)
    last = page.materials.rows[-1]
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Space)
    send(page)
    assert page.submit_button.toolTip() == "还差 1 份材料，补齐后才能提交"
    assert page.lacking.text() == "还差 1 份，补齐后才能提交"
    assert seals.list_uses(handler, UseFilter()) == []


def test_out_of_scope_stops_and_another_matter_may_follow(
    window: Window, page: ApplicationPage, handler: Office
) -> None:
    write("购房收入证明")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert page.bar.accessibleName().startswith("这件事不能用这枚章 “购房收入证明”不在授权的 16 项里。")
    assert page.authorised.isVisible()
    assert not page.edits["applicant_name"].isVisible()
    send(page)
    assert (seals.list_uses(handler, UseFilter()), window.current()) == ([], page)
    page._another()
    assert evidence.recent(handler, 1)[0][0].kind == "seals.request_stopped"
    assert focused() is page.picker.line
    choose("10")
    assert page.matter is not None
    assert page.edits["applicant_name"].isVisible()


def stopped(office: Office) -> int:
    """How many requests were stopped this month."""
    return today.workbench(office).stopped_this_month


def test_each_refused_request_is_counted_once_however_it_ends(
    window: Window, page: ApplicationPage, handler: Office
) -> None:
    write("购房收入证明")
    assert stopped(handler) == 0  # it may still become the name of a matter
    window.go("register")
    assert stopped(handler) == 1
    [draft] = seals.list_drafts(handler)
    window.go("application", draft)
    QTest.keyClick(page.picker.line, Qt.Key.Key_Return)
    page._another()
    assert stopped(handler) == 1
    write("无犯罪记录")
    QTest.keyClick(page.picker.line, Qt.Key.Key_Return)
    page._another()
    page.leave()
    assert stopped(handler) == 2
    window.go("register")
    window.go("application")
    page.picker.setFocus()
    write("购房收入证明")
    window.go("register")
    assert stopped(handler) == 3


def test_a_matter_stopped_meanwhile_is_refused_on_the_form_and_counted(
    page: ApplicationPage, handler: Office, approver: Office
) -> None:
    choose("10")
    type_in(page)
    seals.stop_matter(approver, 10, builders.TODAY - timedelta(days=1))
    send(page)
    assert "只授权到 2026年8月31日" in page.bar.accessibleName()
    assert (page.matter, page.authorised.isVisible(), stopped(handler)) == (None, True, 1)
    page._another()
    assert stopped(handler) == 1


def test_a_matter_outside_its_days_is_found_and_refused_in_words(
    window: Window, page: ApplicationPage, handler: Office, approver: Office
) -> None:
    yesterday = builders.TODAY - timedelta(days=1)
    seals.stop_matter(approver, 10, yesterday)
    page.reload()
    assert page.authorised_title.text() == "授权的 15 项"
    assert [item.tag for item in page._find("养老金")] == ["不在期内"]
    assert "10" not in [item.key for item in page._find("")]
    page._choose("10")
    assert page.bar.accessibleName().startswith(
        "这件事不能用这枚章 “在厦居住的异地退休人员领取养老金身份确认证明”只授权到 2026年8月31日。"
    )
    send(page)
    assert seals.list_uses(handler, UseFilter()) == []
    # On the day of a use that is entered late it was still authorised.
    page._another()
    page.late.setChecked(True)
    page.used_at.set_text("8月31日 10:05")
    page._choose("10")
    assert page.matter is not None


def test_a_draft_of_a_matter_that_is_gone_keeps_the_rest(page: ApplicationPage, approver: Office) -> None:
    matter = next(matter for matter in seals.list_matters(approver, 1) if matter.code == "10")
    gone = replace(
        matter,
        status=rules.MatterStatus.ELSEWHERE,
        elsewhere="社保经办机构",
        valid_to=builders.TODAY - timedelta(days=1),
    )
    seals.change_matter(approver, gone)
    page.reload()
    page.show_target(rules.Draft(1, 1, builders.START, {"matter": "10", "applicant_name": "王芳"}))
    assert (page.matter, page.edits["applicant_name"].text()) == (None, "王芳")


def test_a_code_without_figures_is_chosen_like_any_other(page: ApplicationPage, approver: Office) -> None:
    matter = next(matter for matter in seals.list_matters(approver, 1) if matter.code == "12")
    seals.add_matter(approver, replace(matter, number=0, code="新A"))
    page.reload()
    page._choose("新A")
    assert page.bar.accessibleName().startswith("在授权范围内 社保，第 新A 项。")


def test_what_is_missing_is_said_at_its_field_and_the_first_has_the_focus(
    page: ApplicationPage, handler: Office
) -> None:
    choose("10")
    type_in(page, recipient="", applicant_address="")
    send(page)
    assert set(errors(page)) == {"recipient", "applicant_address"}
    assert focused() is page.edits["recipient"]
    assert focused().accessibleDescription() == "没有填送交单位。这一栏不能空着。请补上。"
    assert page.edits["finding"].text() == TYPED["finding"]
    assert seals.list_uses(handler, UseFilter()) == []
    tab_to(page.edits["recipient"])
    write("社保中心")
    assert set(errors(page)) == {"applicant_address"}


@pytest.mark.parametrize("typed", ["0", "1000", "1.5", "三", ""])
def test_wrong_copies_are_refused_and_stay_typed(typed: str, page: ApplicationPage, handler: Office) -> None:
    choose("10")
    type_in(page)
    page.copies.setFocus()
    page.copies.selectAll()
    QTest.keyClick(page.copies, Qt.Key.Key_Delete)
    write(typed) if typed else None
    send(page)
    assert list(errors(page)) == ["copies"]
    assert (focused(), page.copies.raw()) == (page.copies, typed)
    assert seals.list_uses(handler, UseFilter()) == []


def test_full_width_copies_and_full_width_numbers_are_taken(page: ApplicationPage, handler: Office) -> None:
    choose("10")
    wide = "".join(chr(ord(c) + 0xFEE0) for c in builders.id_number())
    type_in(page, applicant_id_number=wide)
    page.copies.setFocus()
    page.copies.selectAll()
    write("１２")
    send(page)
    assert errors(page) == {}
    (line,) = seals.list_uses(handler, UseFilter())
    assert line.copies == 12


@pytest.mark.parametrize("typed", ["昨天", "2026-2-30", "13月1日"])
def test_a_day_nobody_understands_stays_typed(typed: str, page: ApplicationPage, handler: Office) -> None:
    choose("10")
    type_in(page, visited_on=typed)
    send(page)
    assert errors(page) == {"visited_on": "日期看不懂。请写成 2026-9-7 或 9月7日。"}
    assert (focused(), page.visited.raw()) == (page.visited, typed)
    assert seals.list_uses(handler, UseFilter()) == []


def test_a_visit_tomorrow_is_refused(page: ApplicationPage, handler: Office) -> None:
    choose("10")
    type_in(page, visited_on="9月2日")
    send(page)
    assert list(errors(page)) == ["visited_on"]
    assert page.visited.raw() == "2026年9月2日"


def test_an_id_number_is_checked_on_leaving_and_masked(page: ApplicationPage) -> None:
    choose("10")
    tab_to(page.edits["applicant_id_number"])
    write(builders.id_number()[:17])
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert errors(page) == {"applicant_id_number": "公民身份号码只有 17 位，应为 18 位。请对照身份证补上。"}
    number = page.edits["applicant_id_number"]
    number.setFocus()
    QTest.keyClick(number, Qt.Key.Key_End)
    write(builders.id_number()[17])
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert errors(page) == {}
    assert isinstance(number, LineField)
    assert number.displayText() == "350" + "*" * 13 + builders.id_number()[16:]
    assert number.text() == builders.id_number()


def test_leaving_keeps_everything_and_the_draft_opens_with_it(
    window: Window, page: ApplicationPage, handler: Office
) -> None:
    choose("10")
    type_in(page, agent_name="郑小芳", agent_relation="女儿", visited_on="昨天", applicant_id_number="3502")
    page.copies.set_raw("1000")
    page.materials.set_ticked((builders.MATERIALS[1], AGENT_MATERIAL))
    kept = page.form()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert window.current() is window.register
    (draft,) = seals.list_drafts(handler)
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert (page.edits["applicant_name"].text(), page.draft) == ("", None)
    window.go("application", draft)
    assert page.form() == kept
    assert page.materials.names() == (*builders.MATERIALS, AGENT_MATERIAL)
    assert page.edits["agent_relation"].isVisible()


def test_a_draft_of_something_out_of_scope_keeps_what_was_asked_for(
    window: Window, page: ApplicationPage, handler: Office
) -> None:
    write("购房收入证明")
    window.go("register")
    (draft,) = seals.list_drafts(handler)
    window.go("application", draft)
    assert page.picker.text() == "购房收入证明"
    assert not page.submit_button.isEnabled()


def test_control_s_keeps_one_draft_however_often_and_submitting_ends_it(
    page: ApplicationPage, handler: Office
) -> None:
    choose("10")
    type_in(page)
    for _press in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_S, CONTROL)
    assert len(seals.list_drafts(handler)) == 1
    assert page.saved.text() == "草稿已存 09:00"
    send(page)
    assert seals.list_drafts(handler) == []


def test_nothing_typed_leaves_no_draft(window: Window, page: ApplicationPage, handler: Office) -> None:
    window.go("register")
    assert seals.list_drafts(handler) == []


def test_who_comes_for_the_resident_is_asked_about_and_needs_a_mandate(
    page: ApplicationPage, handler: Office
) -> None:
    choose("10")
    assert not page.fields["agent_relation"].isVisible()
    type_in(page, agent_name="郑小芳")
    assert page.materials.names() == (*builders.MATERIALS, AGENT_MATERIAL)
    tick_mandate(page)
    send(page)
    assert set(errors(page)) == {"agent_relation", "agent_id_number"}
    for name, text in (
        ("agent_relation", "女儿"),
        ("agent_id_number", builders.id_number("35020319780915002")),
    ):
        page.edits[name].setFocus()
        write(text)
    send(page)
    (line,) = seals.list_uses(handler, UseFilter())
    use = seals.get_use(handler, line.use)
    assert (use.request.agent_name, use.request.agent_relation) == ("郑小芳", "女儿")
    assert AGENT_MATERIAL in use.request.materials


def tick_mandate(page: ApplicationPage) -> None:
    row = page.materials.rows[-1]
    row.setFocus()
    if AGENT_MATERIAL not in page.materials.ticked():
        QTest.keyClick(row, Qt.Key.Key_Space)


def test_without_the_agent_no_mandate_is_due(page: ApplicationPage) -> None:
    choose("10")
    tab_to(page.edits["agent_name"])
    write("郑小芳")
    focused().clear()  # type: ignore[attr-defined]
    write("a")
    QTest.keyClick(focused(), Qt.Key.Key_Backspace)
    assert page.materials.names() == builders.MATERIALS
    assert not page.fields["agent_relation"].isVisible()


def test_a_returned_entry_is_put_right_by_a_new_one(
    window: Window, handler: Office, make_use: MakeUse
) -> None:
    old = make_use(State.RETURNED)
    window.go("register", old.seq)
    detail = window.register.detail
    (act,) = [act for act in detail.acts(old).more() if act.words == "另提一份更正"]
    act.do()
    page = window.application
    assert window.current() is page
    assert page.matter is not None
    assert page.matter.code == "10"
    assert page.edits["applicant_id_number"].text() == builders.id_number()
    assert page.visited.value() == old.request.visited_on
    assert page.materials.ticked() == ()
    page.materials.set_ticked(page.materials.names())
    page._update_state()
    page.edits["finding"].setFocus()
    send(page)
    lines = seals.list_uses(handler, UseFilter())
    assert [line.running for line in lines] == [2, 1]
    assert seals.get_use(handler, lines[0].use).request.corrects == old.seq
    assert seals.get_use(handler, old.seq).corrected_by == (lines[0].use,)
    assert seals.get_use(handler, old.seq).state is State.RETURNED


def test_the_paper_follows_what_is_typed_and_the_first_look_is_noted(
    qtbot: QtBot, page: ApplicationPage, handler: Office
) -> None:
    assert page.nothing.isVisible()
    choose("10")
    type_in(page)
    qtbot.waitUntil(page.paper.isVisible)
    shown = seals.preview(handler, page.request())
    assert shown is not None
    assert page.paper._paper == shown
    with handler.read() as work:
        looks = [(who, why) for _at, who, why in accesses(work, ("seal_uses", 0))]
    assert looks == [(builders.HANDLER, "预览")]


def test_a_matter_without_a_paper_of_ours_shows_none(page: ApplicationPage) -> None:
    choose("09")
    assert page.matter is not None
    assert page.matter.form == ""
    assert (page.nothing.isVisible(), page.paper.isVisible()) == (True, False)


def test_the_statement_is_asked_for_where_the_paper_needs_it(page: ApplicationPage) -> None:
    assert rules.FIELD_WORDS["statement"]
    for code, asked in (("10", False), ("16", True)):
        page.picker.line.setFocus()
        page.picker.line.selectAll()
        choose(code)
        assert page.matter is not None
        assert page.fields["statement"].isVisible() is (page.matter.form == "certificate_conduct") is asked


@pytest.mark.parametrize("large", [False, True])
def test_the_foot_says_all_in_the_smallest_window(
    qtbot: QtBot, handler: Office, open_window: OpenWindow, large: bool
) -> None:
    window = open_window(handler)
    window.resize(1366, 768)
    window.large.setChecked(large)
    window.go("application")
    page = window.application
    page._choose("E17")
    QApplication.processEvents()
    assert page.saved.text() == "事项不在授权范围内，不能提交"
    for widget in (page.saved, page.cancel_button, page.save_button, page.submit_button):
        words = widget.fontMetrics().horizontalAdvance(widget.text())
        assert widget.width() >= (words if widget is page.saved else widget.sizeHint().width())
