"""The wording of a certificate in the window: written without a mouse, seen as it will print, kept version by version."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.papers import Paper
from desktop.domain.problems import Problem
from desktop.forms.kinds import WORDED
from desktop.services import evidence, seals
from desktop.services.office import Office
from desktop.ui.settings.templates import TemplatesPanel
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import Ask
from tests.builders import TODAY
from tests.ui.conftest import OpenWindow
from tests.ui.test_matters import question, settle, type_key

FORM = "certificate_pension"
CONTROL = Qt.KeyboardModifier.ControlModifier
FIRST = WORDED[FORM].wording
ShowTexts = Callable[[Office], TemplatesPanel]


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """The papers that were shown, oldest first."""
    shown: list[Paper] = []
    monkeypatch.setattr(
        "desktop.ui.settings.templates.PdfView.show_paper", lambda _view, paper: shown.append(paper)
    )
    return shown


@pytest.fixture
def show(qtbot: QtBot, open_window: OpenWindow, papers: list[Paper]) -> ShowTexts:
    """Opens the settings at the wordings, with the keyboard."""

    def open_for(office: Office) -> TemplatesPanel:
        window = open_window(office)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.go("settings", "templates")
        settle()
        return window.settings_page.templates

    return open_for


def wrong(panel: TemplatesPanel) -> list[str]:
    return [name for name, field in panel.fields.items() if field.has_error()]


def asking(panel: TemplatesPanel) -> bool:
    return any(each.isVisible() for each in panel.window().findChildren(Ask))


def rows(panel: TemplatesPanel) -> list[list[str]]:
    columns = panel.table.model_.columns
    return [[column.text(version) for column in columns] for version in panel.table.model_.records]


def retype(panel: TemplatesPanel, before: str, after: str) -> None:
    """Changes some words as typing does."""
    text = panel.text.text().replace(before, after)
    panel.text.selectAll()
    panel.text.insertPlainText(text)


def test_the_wording_in_force_stands_with_its_fields_in_words(
    show: ShowTexts, approver: Office, papers: list[Paper]
) -> None:
    panel = show(approver)
    assert panel.title.text() == FIRST.title
    assert panel.text.text().split("\n")[1:] == list(FIRST.paragraphs[1:])
    assert panel.text.text().startswith("兹有【居民姓名】，【性别】，【出生日期】出生，")
    assert (panel.wording(), panel.changed()) == ((FIRST.title, FIRST.paragraphs), False)
    assert rows(panel) == [["第 1 版", "—", "在用", "程序", "随程序带来"]]
    assert [paper.title for paper in papers] == ["证明"]
    assert panel.standing.text() == "现在用第 1 版"


def test_a_new_version_is_written_without_a_mouse(
    show: ShowTexts, approver: Office, papers: list[Paper]
) -> None:
    panel = show(approver)
    panel.text.setFocus()
    retype(panel, "他用无效。", "三十日内有效，他用无效。")
    panel._painter.timeout.emit()
    assert len(papers) == 2
    type_key(Qt.Key.Key_Return, CONTROL)
    assert (wrong(panel), QApplication.focusWidget() is panel.reason) == (["reason"], True)
    panel.reason.insert("社保中心要求")
    panel.valid_from.set_raw("2026-10-1")
    type_key(Qt.Key.Key_Return, CONTROL)
    assert wrong(panel) == []
    kept = seals.list_templates(approver, FORM)[1]
    assert (kept.paragraphs[1], str(kept.valid_from), kept.reason) == (
        "本证明仅用于办理领取养老金身份确认，三十日内有效，他用无效。",
        "2026-10-01",
        "社保中心要求",
    )
    assert rows(panel)[0] == ["第 2 版", "2026年10月1日", "未到", "陈志明", "社保中心要求"]
    assert (panel.standing.text(), panel.changed()) == ("现在用第 1 版", False)
    assert evidence.recent(approver, 1)[0][0].kind == "seals.template_changed"


def test_a_field_taken_out_is_missed_at_once_and_put_back_by_its_button(
    show: ShowTexts, approver: Office, papers: list[Paper]
) -> None:
    panel = show(approver)
    retype(panel, "【公民身份号码】", "")
    panel._painter.timeout.emit()
    assert (panel.bar.kind, panel.bar.isHidden(), len(papers)) == ("warn", False, 1)
    assert panel.bar.accessibleName().startswith("还不能打印 正文里少了【公民身份号码】。")
    panel.reason.set_text("改")
    panel.ask()
    assert wrong(panel) == ["paragraphs"]
    assert "【公民身份号码】" not in panel.text.text()
    (chip,) = [each for each in panel.findChildren(Button) if each.toolTip() == "插入公民身份号码"]
    chip.setFocus()
    type_key(Qt.Key.Key_Space)
    assert (panel.text.text().count("【公民身份号码】"), QApplication.focusWidget()) == (1, panel.text)
    panel._painter.timeout.emit()
    assert (panel.bar.isHidden(), len(papers)) == (True, 2)


def test_what_was_typed_is_given_up_only_when_asked_for(show: ShowTexts, approver: Office) -> None:
    panel = show(approver)
    panel.text.setFocus()
    type_key(Qt.Key.Key_Escape)
    assert not asking(panel)
    retype(panel, "特此证明。", "")
    type_key(Qt.Key.Key_Escape)
    question(panel).reject()
    assert panel.changed()
    panel.paper.set_key("certificate_conduct")
    panel._other_paper()
    question(panel).reject()
    assert (panel.form(), panel.changed()) == (FORM, True)
    panel.paper.set_key("certificate_conduct")
    panel._other_paper()
    question(panel).ask()
    assert (panel.form(), panel.title.text(), panel.changed()) == (
        "certificate_conduct",
        "现实表现证明",
        False,
    )
    names = [each.text() for each in panel.findChildren(Button) if each.text().startswith("【")]
    settle()
    assert "【用途】" in names
    retype(panel, "特此证明。", "")
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    question(panel).ask()
    assert (panel.changed(), panel.text.text().endswith("特此证明。")) == (False, True)


def test_other_papers_are_chosen_by_keyboard(show: ShowTexts, approver: Office) -> None:
    panel = show(approver)
    panel.paper.setFocus()
    type_key(Qt.Key.Key_Down)
    assert panel.title.text() == "现实表现证明"


def test_an_older_version_is_looked_at_and_taken_up_again(
    show: ShowTexts, approver: Office, papers: list[Paper]
) -> None:
    seals.add_template(
        approver, FORM, "养老金证明", FIRST.paragraphs, valid_from=TODAY, reason="试一试", after=1
    )
    panel = show(approver)
    assert [row[2] for row in rows(panel)] == ["在用", "旧版"]
    assert panel.title.text() == "养老金证明"
    panel.table.setFocus()
    panel.table.selectRow(0)
    type_key(Qt.Key.Key_Down)
    assert (papers[-1].title, panel.shown.text(), panel.title.text()) == ("证明", "第 1 版", "养老金证明")
    type_key(Qt.Key.Key_Return)
    assert (panel.title.text(), panel.changed(), QApplication.focusWidget()) == (
        FIRST.title,
        True,
        panel.text,
    )
    panel.reason.set_text("改回来")
    panel.ask()
    assert [version.title for version in seals.list_templates(approver, FORM)] == [
        FIRST.title,
        "养老金证明",
        FIRST.title,
    ]


def test_typed_words_are_not_lost_to_an_older_version(show: ShowTexts, approver: Office) -> None:
    panel = show(approver)
    retype(panel, "特此证明。", "此证。")
    panel.table.selectRow(0)
    panel.table.setFocus()
    type_key(Qt.Key.Key_Return)
    question(panel).reject()
    assert panel.text.text().endswith("此证。")


def test_somebody_elses_version_is_told_and_nothing_typed_is_lost(
    show: ShowTexts, approver: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = show(approver)
    retype(panel, "特此证明。", "此证。")
    seals.add_template(
        approver, FORM, "养老金证明", FIRST.paragraphs, valid_from=TODAY, reason="试一试", after=1
    )
    assert (panel.title.text(), len(rows(panel))) == (FIRST.title, 2)
    said: list[str] = []
    monkeypatch.setattr("desktop.ui.errors.report", lambda _owner, error, *_more: said.append(str(error)))
    panel.reason.set_text("改")
    panel.ask()
    assert said == ["这份证明的文字刚被改过，现在是第 2 版。请先看新的一版，再改。"]
    assert panel.text.text().endswith("此证。")


def test_objections_to_nothing_typed_stand_above(show: ShowTexts, approver: Office) -> None:
    panel = show(approver)
    panel.show_problems((Problem("people.not_allowed", "您不能做这件事。", ""),))
    assert (panel.bar.kind, panel.bar.accessibleName()) == ("err", "没有存上 您不能做这件事。")


def test_others_look_and_change_nothing(show: ShowTexts, handler: Office) -> None:
    panel = show(handler)
    assert panel.title.isReadOnly()
    assert panel.text.isReadOnly()
    assert (panel.save.isEnabled(), panel.save.toolTip()) == (False, "由批准人办理")
    panel.ask()
    panel.table.setFocus()
    panel.table.selectRow(0)
    type_key(Qt.Key.Key_Return)
    assert (wrong(panel), len(seals.list_templates(handler, FORM))) == ([], 1)
