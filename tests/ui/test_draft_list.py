"""从名单排草稿: chosen by keyboard, stopped, told line by line, and looked at."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.services import seals
from desktop.services.office import Office
from desktop.ui import commands, printing
from desktop.ui.desk import Stopped
from desktop.ui.papers.draft_list import DraftList
from desktop.ui.papers.page import PapersPage
from desktop.ui.window import Window
from tests.builders import id_number
from tests.services.watch import written
from tests.ui.conftest import OpenWindow


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was handed to the print preview."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(printing, "preview", lambda *given: calls.append(given[2:]))
    return calls


@pytest.fixture
def window(handler: Office, open_window: OpenWindow) -> Window:
    """The handler's window at 文书."""
    made = open_window(handler)
    made.go("papers")
    return made


def asked(window: Window) -> DraftList:
    page = window.current()
    assert isinstance(page, PapersPage)
    page.listed.click()
    [question] = window.findChildren(DraftList)
    return question


def table(tmp_path: Path, *lines: str, titles: str = "姓名,公民身份号码,住址") -> Path:
    path = tmp_path / "名单.csv"
    path.write_text("\n".join((titles, *lines)), "utf-8")
    return path


def test_each_resident_of_a_table_gets_a_draft_and_what_cannot_be_set_is_named(
    window: Window, tmp_path: Path, shown: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asked(window)
    assert question.focusWidget() is question.matter
    question.matter.set_key("10")
    question.recipient.set_text("滨江市社会保险中心")
    path = table(tmp_path, f"王芳,{id_number()},榕荫路1号", "李?,,", "陈明,123,")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))
    with written(window.desk.office) as log:
        QTest.keyClick(question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert log == []
    assert question.bar.accessibleName().strip() == "排好 1 份，2 份没有排"
    lines = question.report.text().splitlines()
    assert [line.split("：")[0] for line in lines] == ["第 3 行 李?", "第 4 行 陈明"]
    assert not question.progress.isVisible()
    assert question.choose_button.isEnabled()
    ((paper,),) = shown
    words = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(paper.pdf))
    assert ("草稿" in words, "王芳" in words, "滨江市社会保险中心" in words) == (True, True, True)


def test_when_all_are_set_nothing_is_complained_of(
    window: Window, tmp_path: Path, shown: list[tuple[Any, ...]]
) -> None:
    question = asked(window)
    question.draft(table(tmp_path, f"王芳,{id_number()},榕荫路1号"))
    assert question.bar.accessibleName().strip() == "排好 1 份，0 份没有排"
    assert not question.report.isVisible()
    assert len(shown) == 1


def test_a_table_without_names_is_refused_in_words(
    window: Window, tmp_path: Path, shown: list[tuple[Any, ...]]
) -> None:
    question = asked(window)
    question.draft(table(tmp_path, "榕荫路1号", titles="住址"))
    assert "名单里没有“姓名”这一列。" in question.bar.accessibleName()
    assert (question.choose_button.isEnabled(), shown) == (True, [])


def test_what_is_stopped_shows_nothing(
    window: Window, tmp_path: Path, shown: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asked(window)

    def stop(*_given: object) -> None:
        raise Stopped

    monkeypatch.setattr(seals, "draft_batch", stop)
    question.draft(table(tmp_path, f"王芳,{id_number()},榕荫路1号"))
    assert (question.choose_button.isEnabled(), question.progress.isVisible(), shown) == (True, False, [])


def test_a_matter_that_lost_its_paper_meanwhile_is_named_at_its_field(
    window: Window, tmp_path: Path, shown: list[tuple[Any, ...]]
) -> None:
    question = asked(window)
    question.matter.set_items([("09", "09")])
    question.draft(table(tmp_path, f"王芳,{id_number()},榕荫路1号"))
    assert question.fields["matter"].error.text().startswith("这个事项没有要打印的证明。")
    assert shown == []


def test_choosing_no_file_does_nothing(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: ("", ""))
    question = asked(window)
    question.choose()
    assert not question.bar.isVisible()


def test_the_palette_opens_it(window: Window) -> None:
    found = {choice.words: choice for choice in commands.commands(window) if choice.kind == "操作"}
    found["从名单排草稿"].do()
    assert len(window.findChildren(DraftList)) == 1


def test_only_a_handler_drafts(approver: Office, open_window: OpenWindow) -> None:
    window = open_window(approver)
    window.go("papers")
    page = window.current()
    assert isinstance(page, PapersPage)
    assert not page.listed.isEnabled()
