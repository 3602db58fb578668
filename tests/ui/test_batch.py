"""批量打印证明: chosen by keyboard, looked at, printed, each written down."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.seals import State
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui.desk import Desk
from desktop.ui.printing import Preview
from desktop.ui.seals.batch import BatchPrint, ask_batch
from tests.conftest import MakeUse
from tests.services.watch import written


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    """The window behind the question."""
    made = QWidget()
    made.resize(1200, 800)
    qtbot.addWidget(made)
    made.show()
    return made


def asked(owner: QWidget, office: Office) -> BatchPrint:
    ask_batch(owner, Desk(office, inline=True), 1)
    [question] = owner.findChildren(BatchPrint)
    return question


def shown(owner: QWidget) -> list[Preview]:
    return [each for each in owner.findChildren(Preview) if each.isVisible()]


def test_the_papers_that_wait_are_chosen_by_keyboard_and_each_is_written_down(
    owner: QWidget, handler: Office, make_use: MakeUse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uses = [make_use(State.TO_SEAL, applicant_name=name).seq for name in ("王芳", "李伟", "陈明")]
    make_use(State.TO_APPROVE)
    question = asked(owner, handler)
    assert question.chosen() == uses
    first, second, _third = question.boxes.values()
    assert (first.text().split("　")[1], question.show_button.text()) == ("王芳", "看这 3 份")
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert question.chosen() == [uses[0], uses[2]]
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert shown(owner) == []
    QTest.keyClick(question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [preview] = shown(owner)
    assert (preview.paper.title, preview.paper.pages) == ("证明 2 份", 2)
    path = tmp_path / "证明.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    with written(handler) as log:
        preview.save()
    assert [(kind, subject) for kind, subject, _payload in log.said()] == [
        ("seals.paper_printed", ("seal_uses", use)) for use in (uses[0], uses[2])
    ]


def test_what_cannot_be_printed_is_named_and_the_question_stays(
    owner: QWidget, handler: Office, approver: Office, make_use: MakeUse
) -> None:
    uses = [make_use(State.TO_SEAL, applicant_name=name).seq for name in ("王芳", "李伟")]
    question = asked(owner, handler)
    number = seals.void_use(approver, uses[0], "打错一字", halves_kept=True).number
    question.look()
    assert question.problems.accessibleName() == (
        f"排好 1 份，1 份没有排 {number} 王芳：还没有批准。批准以后才能打印正式的证明。请先交批准人。"
    )
    assert [preview.paper.pages for preview in shown(owner)] == [1]


def test_none_and_all_are_one_key_away(owner: QWidget, handler: Office, make_use: MakeUse) -> None:
    make_use(State.TO_SEAL)
    question = asked(owner, handler)
    question.all_button.click()
    assert (question.chosen(), question.show_button.isEnabled(), question.all_button.text()) == (
        [],
        False,
        "全选",
    )
    question.all_button.click()
    assert question.show_button.isEnabled()


def test_where_nothing_waits_nothing_can_be_printed(owner: QWidget, handler: Office) -> None:
    question = asked(owner, handler)
    assert (question.boxes, question.show_button.isEnabled()) == ({}, False)
    question.look()
    assert question.problems.accessibleName() == "没有排版 一份也没有选。请先选要打印的。"
