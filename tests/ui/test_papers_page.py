"""文书 by keyboard: written, seen, kept, printed as a draft, handed on, approved, printed for good."""

from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.papers import Paper
from desktop.domain.seals import State, UseFilter
from desktop.services import seals
from desktop.services.office import Office
from desktop.services.seals.drafts import UNFINISHED
from desktop.ui import commands, printing
from desktop.ui.papers import page as papers_page
from desktop.ui.papers.page import PapersPage
from desktop.ui.seals.acts import Acts
from desktop.ui.widgets.fields import ComboField
from desktop.ui.window import Window
from tests.builders import MovableClock, id_number
from tests.ui.conftest import OpenWindow


def words(paper: Paper | None) -> str:
    assert paper is not None
    document = pypdfium2.PdfDocument(paper.pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "")


@pytest.fixture
def window(handler: Office, open_window: OpenWindow) -> Window:
    """The window of the handler, on the workbench."""
    return open_window(handler)


def go(window: Window) -> PapersPage:
    window.go("papers")
    page = window.current()
    assert isinstance(page, PapersPage)
    return page


def put(page: PapersPage, **texts: str) -> None:
    """Types into fields of the paper or of the register."""
    known: dict[str, Any] = {**page.form.edits, "matter": page.form.matter, "finding": page.form.finding}
    for name, text in texts.items():
        edit = known[name]
        edit.set_key(text) if isinstance(edit, ComboField) else edit.set_text(text)
        edit.changed.emit()


def write(page: PapersPage) -> None:
    put(
        page,
        title="关于清理楼道的公告",
        blocks="现公告如下：\n一、时间\n9月12日。",
        matter="15",
        finding="文稿已核对",
    )


def press(widget: QWidget, key: Qt.Key, *, control: bool = True) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(widget, key, modifiers)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was handed to the print preview."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(printing, "preview", lambda *given: calls.append(given[2:]))
    return calls


def test_alt_6_opens_it_and_f1_explains_its_fields(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    page = window.current()
    assert isinstance(page, PapersPage)
    page.form.edits["title"].setFocus()
    window.help()
    text = window.findChildren(QTextBrowser)[-1]
    assert text.toPlainText().startswith("文书")
    assert text.textCursor().block().text() == "标题"


def test_the_preview_follows_the_keys_within_a_blink(qtbot: QtBot, window: Window) -> None:
    assert papers_page.PREVIEW_AFTER_MS <= 60
    page = go(window)
    qtbot.waitUntil(lambda: page.paper._paper is not None)
    title = page.form.edits["title"]
    title.setFocus()
    QTest.keyClicks(title, "abc")
    qtbot.waitUntil(lambda: "abc" in words(page.paper._paper))
    assert "草稿" in words(page.paper._paper)


def test_left_and_right_choose_the_kind_and_each_keeps_its_own(window: Window) -> None:
    page = go(window)
    put(page, title="公告一")
    press(page.form.kind, Qt.Key.Key_Right, control=False)
    assert page.form.shown() == "office_letter"
    assert page.form.typed()["issuer_mark"] == "榕荫社区居民委员会"
    put(page, title="函一")
    press(page.form.kind, Qt.Key.Key_Left, control=False)
    assert page.form.typed()["title"] == "公告一"
    put(page, title="公告二")
    window.go("home")
    drafts = seals.list_drafts(window.desk.office)
    assert sorted(str(draft.form["document"]) for draft in drafts) == ["公告二", "函一"]


def test_what_is_typed_is_kept_every_half_minute_and_on_leaving(
    qtbot: QtBot, handler: Office, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert papers_page.SAVE_EVERY_MS == 30_000
    monkeypatch.setattr(papers_page, "SAVE_EVERY_MS", 10)
    window = open_window(handler)
    page = go(window)
    window.go("home")
    assert seals.list_drafts(handler) == []
    go(window)
    put(page, title="关于清理楼道的公告")
    qtbot.waitUntil(lambda: [draft.form[UNFINISHED] for draft in seals.list_drafts(handler)] == [True])
    assert page.form.saved.text() == "草稿已存 09:00"
    window.go("home")
    assert [draft.form[UNFINISHED] for draft in seals.list_drafts(handler)] == [False]


def test_a_draft_is_gone_on_with_from_the_workbench(
    handler: Office, open_window: OpenWindow, clock: MovableClock
) -> None:
    first = open_window(handler)
    write(go(first))
    first.go("home")
    clock.advance(minutes=7)
    again = open_window(handler)
    (draft,) = seals.list_drafts(handler)
    again.go("application", draft)
    page = again.current()
    assert isinstance(page, PapersPage)
    assert page.form.typed()["title"] == "关于清理楼道的公告"
    assert (page.form.matter.key(), page.form.finding.text()) == ("15", "文稿已核对")
    put(page, title="关于清理门厅的公告")
    again.go("home")
    assert [kept.form["document"] for kept in seals.list_drafts(handler)] == ["关于清理门厅的公告"]


def test_ctrl_p_prints_a_draft_without_a_trace_in_the_log(
    window: Window, shown: list[tuple[Any, ...]]
) -> None:
    page = go(window)
    write(page)
    press(page.form.edits["title"], Qt.Key.Key_P)
    paper, trace, headed = shown[0]
    assert ("草稿" in words(paper), trace, headed) == (True, None, None)
    put(page, header_style="red")
    page.print()
    paper, trace, headed = shown[1]
    assert words(headed(window.desk.office, "plain")) != words(paper)


def test_a_paper_without_a_seal_is_printed_at_once_and_written_down(
    window: Window, shown: list[tuple[Any, ...]]
) -> None:
    page = go(window)
    page.show_target("box_labels")
    assert (page.form.submit_button.isVisible(), page.form.register.isVisible()) == (False, False)
    page.print()
    assert shown == []
    assert page.form.fields["boxes"].has_error()
    put(page, boxes="用印登记簿，用印，2026，10年，1，1，160")
    assert not page.form.fields["boxes"].has_error()
    page.print()
    paper, trace = shown[0]
    assert "草稿" not in words(paper)
    trace.printed(window.desk.office, 2)
    trace.failed(window.desk.office)
    page.submit()  # there is nothing to be handed on
    assert seals.list_uses(window.desk.office, UseFilter()) == []


def test_ctrl_enter_hands_it_on_and_after_approval_it_prints(
    window: Window, approver: Office, shown: list[tuple[Any, ...]]
) -> None:
    page = go(window)
    write(page)
    put(page, header_style="red")
    page.save_now()
    press(page.form.edits["title"], Qt.Key.Key_Return)
    office = window.desk.office
    (entry,) = seals.list_uses(office, UseFilter())
    assert (entry.state, entry.document) == (State.TO_APPROVE, "关于清理楼道的公告")
    assert seals.list_drafts(office) == []
    index = window.register.table.model().index(0, 3)
    assert index.data() == "关于清理楼道的公告　榕荫社区居民委员会"
    assert window.current() is window.register
    assert page.form.typed()["title"] == ""
    waiting = {
        act.words: act for act in Acts(window, window.desk, print, seals.get_use(office, entry.use)).more()
    }
    waiting["看文书"].do()
    ((draft,),) = shown
    assert "草稿" in words(draft)
    shown.clear()
    seals.approve_use(approver, entry.use, opinion="同意")
    use = seals.get_use(office, entry.use)
    assert use.request.own_paper is not None
    assert use.request.own_paper.text == ""
    Acts(window, window.desk, lambda *_asked: None, use).print_paper()
    paper, trace, headed = shown[0]
    assert use.number.replace(" ", "") in words(paper).replace(" ", "")
    assert "草稿" not in words(paper)
    assert words(headed(office, "plain")) != words(paper)
    trace.printed(office, 1)
    assert "补打" in words(headed(office, "plain"))


def test_what_objects_stands_at_its_field(window: Window) -> None:
    page = go(window)
    page.submit()
    assert page.form.fields["title"].error.text().startswith("“标题”是空的。")
    assert page.form.fields["title"].editor.hasFocus()
    put(page, title="关于清理楼道的公告", blocks="特此公告。")
    page.submit()
    assert page.form.asked["matter"].has_error()
    put(page, matter="15")
    page.submit()
    assert page.form.asked["finding"].has_error()
    assert page.form.submit_button.isEnabled()


def test_a_character_that_no_font_has_is_named_while_one_types(qtbot: QtBot, window: Window) -> None:
    page = go(window)
    put(page, title="\U0001f600")
    qtbot.waitUntil(page.form.fields["title"].has_error)


def test_a_sealed_paper_is_put_right_with_its_old_words(window: Window, approver: Office) -> None:
    page = go(window)
    page.show_target("introduction")
    put(page, recipient="社保中心", name="郑国栋", id_number=id_number(), purpose="退休审核")
    put(page, matter="15", finding="已核对")
    page.submit()
    (entry,) = seals.list_uses(window.desk.office, UseFilter())
    seals.return_use(approver, entry.use, "事由有误")
    window.go("application", seals.request_to_correct(window.desk.office, entry.use))
    assert window.current() is page
    assert page.form.typed()["purpose"] == "退休审核"
    put(page, purpose="退休认证")
    page.submit()
    newer, _older = seals.list_uses(window.desk.office, UseFilter())
    assert newer.corrects == entry.use


def test_another_paper_begins_empty_and_the_first_stays_a_draft(window: Window) -> None:
    page = go(window)
    write(page)
    page.another.click()
    assert page.form.touched() == {}
    assert [draft.form["document"] for draft in seals.list_drafts(window.desk.office)] == [
        "关于清理楼道的公告"
    ]


def test_the_palette_offers_each_kind(window: Window) -> None:
    found = {choice.words: choice for choice in commands.commands(window)}
    assert "打开文书" in found
    found["写便函"].do()
    page = window.current()
    assert isinstance(page, PapersPage)
    assert page.form.shown() == "office_letter"


def test_who_is_no_handler_hands_nothing_on(approver: Office, open_window: OpenWindow) -> None:
    window = open_window(approver)
    page = go(window)
    write(page)
    assert not page.form.submit_button.isEnabled()
    page.submit()
    assert seals.list_uses(approver, UseFilter()) == []
    assert "写便函" not in {choice.words for choice in commands.commands(window)}
