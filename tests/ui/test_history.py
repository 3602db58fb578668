"""查询: one entry, one person with a reason, one seal; what was found goes out to Excel."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from python_calamine import CalamineWorkbook

from desktop.domain.seals import State
from desktop.services.office import Office
from desktop.services.seals import closing, copies
from desktop.storage.office import accesses
from desktop.ui.search import NOBODY, SearchPage
from tests.builders import MovableClock
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow

Search = Callable[[Office], SearchPage]


@pytest.fixture
def search(open_window: OpenWindow) -> Search:
    """The page as somebody has it open."""

    def show(office: Office) -> SearchPage:
        window = open_window(office)
        window.go("search")
        page = window.current()
        assert isinstance(page, SearchPage)
        return page

    return show


def turn_to(page: SearchPage, part: str) -> None:
    page.parts.setFocus()
    while page.parts.key() != part:
        QTest.keyClick(page.parts, Qt.Key.Key_Right)
        page.parts.setFocus()


def test_a_person_is_looked_up_with_a_reason(make_use: MakeUse, handler: Office, search: Search) -> None:
    found = make_use(applicant_name="王芳")
    make_use(applicant_name="王芳芳")
    page = search(handler)
    turn_to(page, "person")
    assert [asks.isVisible() for asks in page.asked.values()] == [False, True, False]
    assert page.table.model_.records == []
    page.person.set_text("王芳")
    page.look_button.click()
    assert page.fields["reason"].error.text().startswith("没有写为什么查。")
    page.reason.set_text("居民来问")
    QTest.keyClick(page.reason, Qt.Key.Key_Return)
    assert [line.use for line in page.table.model_.records] == [found.seq]
    assert not page.fields["reason"].has_error()
    assert [item[0].kind for item in page.history.model_.records] == [
        "seals.use_recorded",
        "seals.finding_signed",
    ]
    with handler.read() as work:
        assert [why for _at, _who, why in accesses(work, ("seal_uses", found.seq))] == ["查一个人：居民来问"]
    page.person.set_text("无此人")
    page.look_up()
    assert page.foot.text() == NOBODY
    copies.save_draft(handler, {"applicant_name": "无此人"})
    page.look_up()
    assert page.foot.text() == "没有这个人的登记。　另在草稿 1 处，到“设置 · 个人信息”里看。"
    copies.save_draft(handler, {"applicant_name": "王芳"})
    page.person.set_text("王芳")
    page.look_up()
    assert page.foot.text() == "查到 1 条　另在草稿 1 处，到“设置 · 个人信息”里看。"


def test_a_change_of_the_register_looks_nobody_up_again(
    make_use: MakeUse, handler: Office, search: Search
) -> None:
    found = make_use(applicant_name="王芳")
    page = search(handler)
    turn_to(page, "person")
    page.person.set_text("王芳")
    page.reason.set_text("居民来问")
    page.look_up()
    make_use()
    with handler.read() as work:
        assert len(accesses(work, ("seal_uses", found.seq))) == 1


def test_who_may_not_read_is_told_so(admin: Office, search: Search) -> None:
    page = search(admin)
    turn_to(page, "person")
    page.person.set_text("王芳")
    page.reason.set_text("好奇")
    page.look_up()
    assert page.foot.text().startswith("您不能做这件事。")


def test_a_seal_tells_all_that_happened_to_it(
    make_use: MakeUse, approver: Office, search: Search, clock: MovableClock
) -> None:
    make_use(State.FILED)
    clock.advance(days=130)
    closing.close_year(approver, 1, 2026)
    page = search(approver)
    turn_to(page, "seal")
    what = page.history.model_.columns[3]
    assert [what.text(item) for item in page.history.model_.records] == ["封账 2026", "登记印章"]
    assert page.history_note.text() == "2 件事，最近的在前"
    assert not page.found.isVisible()
    page.show_target("1")
    assert (page.parts.key(), page.found.isVisible()) == ("use", True)


def test_what_was_found_goes_out_to_excel(
    make_use: MakeUse,
    handler: Office,
    search: Search,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_use(applicant_name="王芳")
    make_use()
    page = search(handler)
    page.box.set_text("王芳")
    path = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))
    page.export()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert [row[6] for row in rows[5:]] == ["王芳"]
