"""The application offers what was typed before: the last matters on top, residents with their numbers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.seals import State, UseFilter
from desktop.services import seals
from desktop.services.office import Office
from desktop.storage.office import accesses
from desktop.ui.seals.application import ApplicationPage
from desktop.ui.widgets import offers
from tests import builders
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow

NUMBER = builders.id_number()
MASKED = NUMBER[:3] + "*" * 13 + NUMBER[16:]


@pytest.fixture
def page(
    qtbot: QtBot,
    handler: Office,
    make_use: MakeUse,
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> ApplicationPage:
    """A new application in an office where 郑国栋 was before."""
    monkeypatch.setattr(offers, "WAIT_MS", 0)
    make_use(State.TO_APPROVE)
    window = open_window(handler)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("application")
    return window.application


def write(page: ApplicationPage, text: str) -> None:
    """Types into the name."""
    edit = page.edits["applicant_name"]
    edit.setFocus()
    taken = QInputMethodEvent()
    taken.setCommitString(text)
    QApplication.sendEvent(edit, taken)
    QApplication.processEvents()


def test_a_resident_typed_before_fills_the_form_and_is_logged(page: ApplicationPage, handler: Office) -> None:
    write(page, "zg")
    shown = page.again.residents.list
    assert [shown.item(row).text() for row in range(shown.count())] == [f"郑国栋　{MASKED}　榕荫路86号402室"]
    edit = page.edits["applicant_name"]
    QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    names = ("applicant_name", "applicant_id_number", "applicant_phone", "applicant_address")
    assert [page.edits[name].text() for name in names] == [
        "郑国栋",
        NUMBER,
        "13800138000",
        "榕荫路86号402室",
    ]
    assert page.edits["applicant_id_number"].displayText() == MASKED  # type: ignore[union-attr]
    assert QApplication.focusWidget() is page.edits["recipient"]
    (line,) = seals.list_uses(handler, UseFilter())
    with handler.read() as work:
        assert [why for _at, _by, why in accesses(work, ("seal_uses", line.use))] == ["再次申请"]


def test_escape_closes_the_list_and_not_the_page(page: ApplicationPage) -> None:
    write(page, "郑")
    assert page.again.residents.open()
    QTest.keyClick(page.edits["applicant_name"], Qt.Key.Key_Escape)
    assert (page.again.residents.open(), page.isVisible()) == (False, True)
    assert page.edits["applicant_name"].text() == "郑"
    assert page.edits["applicant_id_number"].text() == ""


def test_one_letter_offers_nobody(page: ApplicationPage) -> None:
    write(page, "z")
    assert not page.again.residents.open()


def test_the_last_matters_stand_on_top_while_nothing_is_typed(
    page: ApplicationPage, make_use: MakeUse
) -> None:
    first = make_use(State.TO_APPROVE, matter="02", materials=_materials(page, "02"))
    assert first.matter.code == "02"
    page.clear()
    page.picker.open_popup("")
    items = page.picker._items
    assert [(item.key, item.note) for item in items[:3]] == [
        ("02", "最近用过"),
        ("10", "最近用过"),
        ("01", ""),
    ]
    assert len(items) == len({item.key for item in items}) == 16
    page.picker.open_popup("0")
    assert [item.note for item in page.picker._items] == [""] * len(page.picker._items)


def _materials(page: ApplicationPage, code: str) -> tuple[str, ...]:
    matter = next(item.matter for item in page.known if item.matter.code == code)
    return tuple(material.name for material in matter.materials)
