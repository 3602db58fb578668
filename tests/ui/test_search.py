"""查询: what a scanner read from a paper, or what was typed from its foot."""

import json

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.ledger import canonical
from desktop.domain.seals import State
from desktop.services.office import Office
from desktop.services.seals import facts
from desktop.storage.seals import uses as store
from desktop.ui.desk import Desk
from desktop.ui.search import SearchPage
from tests.conftest import MakeUse


@pytest.fixture
def page(qtbot: QtBot, handler: Office) -> SearchPage:
    """The page of the handler."""
    made = SearchPage(Desk(handler, inline=True))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def code_of(office: Office, use: int, **changes: str) -> str:
    with office.read() as work:
        _code, kept, signature = store.check_code_of(work, use)
    return canonical({**json.loads(facts.qr_text(kept, signature)), **changes}).decode()


def scan(qtbot: QtBot, page: SearchPage, text: str) -> None:
    """What a hand scanner does: the text, then Enter."""
    page.box.set_text(text)
    page.box.submitted.emit()


def shown(page: SearchPage) -> list[int]:
    """The entries in the list."""
    model = page.table.model_
    return [model.records[row].use for row in range(model.rowCount())]


def test_a_scanned_paper_is_found_and_compared(
    qtbot: QtBot, page: SearchPage, handler: Office, make_use: MakeUse
) -> None:
    use = make_use(state=State.FILED)
    scan(qtbot, page, code_of(handler, use.seq))
    said = page.checked.accessibleName()
    assert page.checked.isVisible()
    assert (page.checked.kind, said.split(" ")[0]) == ("ok", "查到这张纸")
    assert "姓名 郑*栋" in said
    assert shown(page) == [use.seq]


def test_a_changed_paper_is_shown_beside_its_entry(
    qtbot: QtBot, page: SearchPage, handler: Office, make_use: MakeUse
) -> None:
    use = make_use(state=State.FILED)
    scan(qtbot, page, code_of(handler, use.seq, name="郑*梁"))
    said = page.checked.accessibleName()
    assert (page.checked.kind, said.split(" ")[0]) == ("err", "这张纸不能采用")
    assert "姓名：二维码里是 郑*梁，登记簿里是 郑*栋" in said
    assert shown(page) == [use.seq]


def test_a_paper_not_sealed_in_the_book_is_a_warning(
    qtbot: QtBot, page: SearchPage, handler: Office, make_use: MakeUse
) -> None:
    use = make_use(state=State.TO_SEAL)
    scan(qtbot, page, use.check_code.lower())
    assert (page.checked.kind, page.checked.isVisible()) == ("warn", True)
    assert shown(page) == [use.seq]


def test_an_unknown_code_is_no_paper_of_ours(qtbot: QtBot, page: SearchPage) -> None:
    scan(qtbot, page, "7K3F-M9QX-2D8A")
    assert "登记簿里没有核验码 7K3F-M9QX-2D8A" in page.checked.accessibleName()
    assert shown(page) == []


def test_twelve_letters_may_be_something_else(qtbot: QtBot, page: SearchPage, make_use: MakeUse) -> None:
    use = make_use(state=State.FILED, document="ABCDEFGH2026 表")
    scan(qtbot, page, "ABCDEFGH2026")
    assert not page.checked.isVisible()
    assert shown(page) == [use.seq]


def test_what_is_no_code_says_so_and_goes_away(qtbot: QtBot, page: SearchPage, make_use: MakeUse) -> None:
    make_use(state=State.FILED)
    scan(qtbot, page, '{"pay": "weixin"}')
    assert page.checked.accessibleName().startswith("这个二维码读不懂")
    scan(qtbot, page, "郑国栋")
    assert not page.checked.isVisible()
    assert len(shown(page)) == 1
