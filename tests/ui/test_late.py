"""补录 on the form: a switch that opens three fields, kept in drafts, checked, and submitted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.seals import UseFilter
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui.seals.application import ApplicationPage
from desktop.ui.seals.form import LATE, TEXTS
from tests.builders import START, make_request
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow


@pytest.fixture
def page(handler: Office, open_window: OpenWindow) -> ApplicationPage:
    """The form with all that an ordinary use needs."""
    window = open_window(handler)
    window.go("application")
    page = window.application
    page._choose("10")
    request = make_request()
    for name in TEXTS:
        page.edits[name].set_text(getattr(request, name))
    page.visited.set_raw("8月31日")
    page.materials.set_ticked(list(request.materials))
    page._update_state()
    return page


def fill(page: ApplicationPage, moment: str = "8月31日 10:05") -> None:
    page.late.click()
    page.used_at.set_text(moment)
    page.edits["late_reason"].set_text("停电")
    page.edits["slip_number"].set_text("7")


def visible(page: ApplicationPage) -> list[bool]:
    return [page.fields[name].isVisible() for name in LATE]


def test_the_switch_opens_and_closes_the_three_fields(page: ApplicationPage) -> None:
    assert visible(page) == [False, False, False]
    page.late.setFocus()
    QTest.keyClick(page.late, Qt.Key.Key_Space)
    assert visible(page) == [True, True, True]
    assert not page.paper.isVisible()
    QTest.keyClick(page.late, Qt.Key.Key_Space)
    assert visible(page) == [False, False, False]


def test_a_late_use_is_submitted_with_its_real_time(page: ApplicationPage, handler: Office) -> None:
    fill(page)
    page.submit()
    (line,) = seals.list_uses(handler, UseFilter())
    request = seals.get_use(handler, line.use).request
    assert (request.used_at, request.late_reason, request.slip_number) == (
        START.replace(month=8, day=31, hour=10, minute=5),
        "停电",
        "7",
    )
    assert (page.late.isChecked(), page.used_at.text()) == (False, "")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("昨天上午", "时间看不懂。请写成 2026-9-7 10:05 或 9月7日 10:05。"),
        ("", "没有填实际用印时间。请照纸条写日期和时间。"),
        ("9月1日 9:01", "实际用印时间在现在以后。补录只记已经用过的印。请改正时间。"),
    ],
)
def test_a_time_that_cannot_be_is_said_at_its_field(
    page: ApplicationPage, handler: Office, moment: str, words: str
) -> None:
    fill(page, moment)
    page.submit()
    assert page.fields["used_at"].error.text() == words
    assert seals.list_uses(handler, UseFilter()) == []


def test_a_draft_keeps_what_was_typed_for_a_late_use(page: ApplicationPage, handler: Office) -> None:
    fill(page, "昨天上午")
    page.save_now()
    (draft,) = seals.list_drafts(handler)
    page.clear()
    page.show_target(draft)
    assert (page.late.isChecked(), page.used_at.text(), visible(page)) == (True, "昨天上午", [True] * 3)
    assert page.edits["slip_number"].text() == "7"


def test_a_correction_of_a_late_use_is_no_late_use(
    make_use: MakeUse, handler: Office, open_window: OpenWindow
) -> None:
    late = make_use(late=True, used_at=START.replace(hour=8), late_reason="停电", slip_number="7")
    request = seals.request_to_correct(handler, late.seq)
    assert (request.late, request.used_at, request.late_reason, request.slip_number) == (False, None, "", "")
    window = open_window(handler)
    window.go("application", request)
    assert not window.application.late.isChecked()
    window.application.save_now()
    assert len(seals.list_drafts(handler)) == 1
