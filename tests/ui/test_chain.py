"""Chains of corrections and marks, seen at a glance: in the list, and in the detail of each entry."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.seals import SealUse, State
from desktop.services.office import Office
from desktop.services.seals import uses
from desktop.ui.seals.chain import ChainLine, chain_words
from desktop.ui.seals.table import columns, marks_of, short_marks_of
from desktop.ui.window import Window
from tests.builders import START, make_request
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow


@pytest.fixture
def chain(make_use: MakeUse, handler: Office) -> tuple[SealUse, SealUse, SealUse]:
    first = make_use(State.VOID)
    second = make_use(State.FILED, corrects=first.seq)
    third = make_request(corrects=second.seq, finding="更正原因：姓名写错")
    return first, second, uses.submit_use(handler, third)


def chain_of(window: Window) -> ChainLine:
    (found,) = window.register.detail.findChildren(ChainLine)
    return found


def words_in(window: Window) -> list[str]:
    return [shown.text().replace("\u00a0", " ") for shown in window.register.detail.findChildren(QLabel)]


def test_the_whole_chain_stands_in_one_line_and_leads_on(
    chain: tuple[SealUse, SealUse, SealUse], handler: Office, open_window: OpenWindow
) -> None:
    window = open_window(handler)
    window.go("register", chain[1].seq)
    line = chain_of(window)
    assert line.accessibleName() == "更正链：1（已作废） ← 更正 2（已归档） ← 更正 3（待批准）"
    assert "<s>1</s>" in line.text()
    assert "<b>2</b>" in line.text()
    line.linkActivated.emit(str(chain[2].seq))
    assert window.register.table.selected_record().use == chain[2].seq
    assert "<b>3</b>" in chain_of(window).text()


def test_a_link_of_the_chain_is_reached_by_keyboard(
    chain: tuple[SealUse, SealUse, SealUse], handler: Office, open_window: OpenWindow
) -> None:
    window = open_window(handler)
    window.go("register", chain[1].seq)
    line = chain_of(window)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Tab)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.register.table.selected_record().use in (chain[0].seq, chain[2].seq)


def test_each_line_of_the_list_shows_its_place_in_the_chain(
    chain: tuple[SealUse, SealUse, SealUse], handler: Office, open_window: OpenWindow
) -> None:
    del chain
    window = open_window(handler)
    window.go("register")
    lines = list(window.register.table.model_.records)
    assert [marks_of(line) for line in lines] == [["更正 2"], ["更正链"], ["由 2 更正"]]
    assert [short_marks_of(line) for line in lines] == [["→2"], ["→1", "←3"], ["←2"]]
    matter = next(column for column in columns() if column.key == "matter")
    assert matter.text(lines[1]) == "养老金身份确认（更正 1，由 3 更正）"


def test_an_entry_of_another_year_is_named_with_its_year(
    chain: tuple[SealUse, SealUse, SealUse], handler: Office
) -> None:
    entry = uses.get_use(handler, chain[2].seq)
    assert chain_words(replace(entry, year=2027)).startswith("〔2026〕1（已作废）")


def test_an_entry_alone_has_no_chain_and_no_mark(
    make_use: MakeUse, handler: Office, open_window: OpenWindow
) -> None:
    window = open_window(handler)
    window.go("register", make_use(State.FILED).seq)
    assert window.register.detail.findChildren(ChainLine) == []
    assert not any(words.startswith(("不符", "留意")) for words in words_in(window))


def test_counts_that_do_not_agree_are_marked(
    make_use: MakeUse, handler: Office, open_window: OpenWindow
) -> None:
    window = open_window(handler)
    window.go("register", make_use(State.FILED, copies=2).seq)
    assert "不符：份数 2 · 印 1，印数少于份数，有的份没有盖章" in words_in(window)
    window.go("register", make_use(State.FILED, pages=2).seq)
    assert "留意：每份 2 页 · 留底 1 页，留底少于一份的页数" in words_in(window)


def test_a_late_entry_is_marked_and_prints_no_second_paper(
    make_use: MakeUse, handler: Office, open_window: OpenWindow
) -> None:
    late = make_use(
        State.FILED, late=True, used_at=START.replace(hour=8), late_reason="停电", slip_number="7"
    )
    window = open_window(handler)
    window.go("register", late.seq)
    (line,) = window.register.table.model_.records
    assert marks_of(line) == ["补录"]
    words = words_in(window)
    assert "补录（停电，纸条 7）" in words
    assert "9月1日 08:00 · 办公室 · 1 印" in words
    detail = window.register.detail
    assert detail.use is not None
    assert "打印证明" not in [act.words for act in detail.acts(detail.use).more()]
