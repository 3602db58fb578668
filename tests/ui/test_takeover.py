"""导入旧登记簿 in the window: dropped, looked at line by line, put right, taken over, and found in the register."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop.domain.seals import UseFilter
from desktop.domain.seals.takeover import Column, Mark
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui.events import event_words
from desktop.ui.seals.detail import Detail
from desktop.ui.seals.old_choices import LARGE_SIDE, SIDE
from desktop.ui.seals.old_lines import GOOD, MARKED, REFUSED, SKIPPED, columns
from desktop.ui.seals.table import marks_of
from desktop.ui.seals.takeover import TakeOverPage
from desktop.ui.theme import theme
from tests import builders
from tests.builders import OLD_LINE, OLD_TITLES, old_file
from tests.services.watch import snapshot
from tests.ui.conftest import OpenWindow

SAMPLE = Path(__file__).parents[1] / "fixtures" / "register_2025.xlsx"
Open = Callable[[Office], TakeOverPage]
BAD = (*OLD_LINE[:4], "若干", *OLD_LINE[5:])


@pytest.fixture
def open_page(open_window: OpenWindow) -> Open:
    """The page, in a window."""

    def build(office: Office) -> TakeOverPage:
        window = open_window(office)
        window.go("takeover")
        page = window.places["takeover"].page
        assert isinstance(page, TakeOverPage)
        return page

    return build


@pytest.fixture
def read_at_once(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Files are not read in a child process: a good line and a bad one. Keeps what was asked for."""
    asked: list[tuple[str, str]] = []

    def read(path: Path, *, encoding: str = "", progress: object = None) -> object:
        del progress
        asked.append((path.name, encoding))
        return old_file(OLD_LINE, BAD, ("",) * 9)

    monkeypatch.setattr(seals, "read_old_register", read)
    return asked


def cells(page: TakeOverPage) -> list[tuple[str, ...]]:
    return [tuple(column.text(record) for column in columns()[:4]) for record in page.table.model_.records]


def test_the_sample_is_shown_with_its_refusals_first(approver: Office, open_page: Open) -> None:
    page = open_page(approver)
    before = snapshot(approver)
    page.zone.files.emit([SAMPLE])
    assert snapshot(approver) == before
    shown = cells(page)
    assert [(line, fate, running) for line, fate, _says, running in shown[:7]] == [
        ("38", "不能接收", "35"),
        ("65", "不能接收", "61"),
        ("85", "不能接收", "80"),
        ("125", "不能接收", "121"),
        ("166", "不能接收", "161"),
        ("186", "不能接收", "181"),
        ("5", "接收，有标记", "2"),
    ]
    assert len(shown) == 244
    assert page.says.text().startswith("第 38 行：日期“2月30日”不存在。")
    assert page.bar.accessibleName().startswith("6 行不能接收，可以接收 234 条 超范围 1 条，年份推定 32 条")
    assert (page.take_button.text(), page.take_button.isEnabled()) == ("接收 234 条", False)
    assert "勾选“跳过不能接收的行”" in page.take_button.toolTip()
    page.skip.click()
    page.take_button.click()
    assert seals.totals(approver, UseFilter(year=2025)).entries == 234
    assert page.shown is None


def test_the_parts_of_the_preview_are_counted_and_listed(
    approver: Office, open_page: Open, read_at_once: list[tuple[str, str]]
) -> None:
    page = open_page(approver)
    page.open_file(Path("旧.xlsx"))
    assert read_at_once == [("旧.xlsx", "")]
    for key, lines in ((REFUSED, ["3"]), (MARKED, ["2"]), (GOOD, []), (SKIPPED, ["4"])):
        page.fates.set_key(key)
        page.fates.changed.emit(key)
        assert [line for line, *_rest in cells(page)] == lines
    assert page.says.text() == "第 4 行：空行"
    page.fates.set_key(GOOD)
    page.fates.changed.emit(GOOD)
    assert page.says.text() == ""


def test_a_column_is_put_right_and_the_lines_are_read_again(
    approver: Office, open_page: Open, read_at_once: list[tuple[str, str]]
) -> None:
    page = open_page(approver)
    page.open_file(Path("旧.xlsx"))
    assert page.side.columns[Column.HANDLER].key() == 5
    page.side.columns[Column.APPROVER].set_key(5)
    page.side.columns[Column.APPROVER].chosen.emit(5)
    assert page.side.columns[Column.HANDLER].key() is None
    assert page.bar.accessibleName().startswith("还不能接收 没有认出“承办人”这一列")
    assert not page.take_button.isEnabled()
    page.side.columns[Column.HANDLER].chosen.emit(6)
    assert page.shown is not None
    entry = page.shown.preview.reading.entries[0]
    assert (entry.handler, entry.approver) == ("陈志明", "黄建平")
    page.side.columns[Column.APPROVER].chosen.emit(None)
    assert Mark.NO_APPROVER in page.shown.preview.reading.entries[0].marks
    assert len(read_at_once) == 1


def test_seal_year_sheet_and_encoding_are_asked_again(
    approver: Office, open_page: Open, read_at_once: list[tuple[str, str]]
) -> None:
    page = open_page(approver)
    page.open_file(Path("旧.csv"))
    page.side.year.chosen.emit(2024)
    assert page.shown is not None
    assert [p.rule for p in page.shown.preview.reading.refused[0].problems] == ["takeover.date_outside"]
    page.side.seal.chosen.emit(1)
    assert page.shown.preview.year == 2025
    page.side.sheet.chosen.emit(0)
    assert page.shown.preview.sheet == 0
    assert (page.side.sheet.isVisible(), page.side.encoding.isVisible()) == (False, False)
    page.side.encoding.chosen.emit("gb18030")
    assert read_at_once == [("旧.csv", ""), ("旧.csv", "gb18030")]


def test_what_was_taken_stands_in_the_register_as_an_old_entry(
    approver: Office, open_page: Open, read_at_once: list[tuple[str, str]]
) -> None:
    del read_at_once
    page = open_page(approver)
    page.open_file(Path("旧.xlsx"))
    page.skip.setChecked(True)
    page.take_button.click()
    window = page.window()
    register = window.register  # type: ignore[attr-defined]
    assert window.current() is register  # type: ignore[attr-defined]
    line = register.table.selected_record()
    assert (line.number, marks_of(line)) == ("梧社印〔2025〕3 号", ["超范围"])
    texts = {column.key: column.text(line) for column in register.table.model_.columns}
    assert (texts["time"], texts["kept"], texts["state"], texts["handler"], texts["approver"]) == (
        *("2025-03-01", "旧账", "已归档"),
        *("黄建平", "陈志明"),
    )
    assert texts["matter"] == "居民财产证明（旧账，超范围）"
    register.grab()
    said = words_of(register.detail)
    for words in (
        "转自旧登记簿。有据里没有办过这一条，也没有批准过。",
        "旧登记簿.xlsx",
        "第 2 行",
        "购房收入证明",
        "邮寄",
    ):
        assert words in said
    assert "1380****" not in said
    assert builders.id_number() not in "".join(said)
    assert register.detail.foot_row.count() == 0
    register.detail.set_width(300)
    register.detail.focus_action()
    register.detail.open_copies()
    assert "第 2 行" in words_of(register.detail)


def words_of(detail: Detail) -> list[str]:
    return [part.text() for part in detail.findChildren(QLabel)]


def test_an_entry_with_less_in_it_shows_what_it_lacks(approver: Office, open_page: Open) -> None:
    page = open_page(approver)
    void = ("9", "3月1日", "开会", "", "1", "黄建平", "", "", "作废", "", "")
    seals.take_over(approver, seals.preview_old_register(approver, old_file(OLD_LINE, void)))
    page.wanted.emit("register", seals.list_uses(approver, UseFilter())[0].use)
    said = words_of(page.window().register.detail)  # type: ignore[attr-defined]
    assert "2025-03-01（3月1日）" in said
    assert "年份推定、原簿无申请人、原簿作废" in said
    assert "黄建平 / —" in said


def test_a_file_that_cannot_be_read_is_refused_in_words(
    approver: Office, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(approver)
    (tmp_path / "空.xlsx").touch()
    page.open_file(tmp_path / "空.xlsx")
    assert page.trouble.isVisible()
    assert page.trouble.accessibleName() == "读不了 “空.xlsx”是空文件。里面没有登记。请换一个文件。"
    assert page.views.currentIndex() == 0


def test_whoever_is_no_keeper_may_look_but_not_take(
    handler: Office, open_page: Open, read_at_once: list[tuple[str, str]]
) -> None:
    del read_at_once
    page = open_page(handler)
    page.open_file(Path("旧.xlsx"))
    page.skip.setChecked(True)
    assert not page.take_button.isEnabled()
    assert page.take_button.toolTip() == "只有印章管理人可以接收旧登记簿"


def test_nothing_can_be_taken_before_a_file_is_chosen_or_when_no_line_is_good(
    approver: Office, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(approver)
    assert page.take_button.toolTip() == "先选一个文件"
    page.take_over()
    page.side.encoding.chosen.emit("big5")
    page.side.year.chosen.emit(2020)
    page.side.columns[Column.COPIES].chosen.emit(1)
    assert page.shown is None
    monkeypatch.setattr(seals, "read_old_register", lambda *_a, **_k: old_file(BAD))
    page.open_file(Path("旧.xlsx"))
    page.skip.setChecked(True)
    assert page.take_button.toolTip() == "没有一行可以接收"


def test_a_good_file_needs_no_tick_and_one_taken_before_says_so(
    approver: Office, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals, "read_old_register", lambda *_a, **_k: old_file())
    page = open_page(approver)
    page.open_file(Path("旧.xlsx"))
    assert page.bar.accessibleName() == "可以接收 1 条 超范围 1 条"
    assert (page.skip.isVisible(), page.take_button.isEnabled()) == (False, True)
    page.take_over()
    page.open_file(Path("旧.xlsx"))
    assert "这个文件 今天 09:00 接收过" in page.bar.accessibleName()


def test_a_refusal_while_writing_is_said_on_the_page(
    approver: Office, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals, "read_old_register", lambda *_a, **_k: old_file())
    page = open_page(approver)
    page.open_file(Path("旧.xlsx"))
    seals.take_over(approver, seals.preview_old_register(approver, old_file((*("8",), *OLD_LINE[1:]))))
    seals.close_year(approver, 1, 2025)
    page.take_over()
    assert page.bar.accessibleName().startswith("没有接收 2025 年的登记簿已经封账")


def test_taking_over_can_be_stopped_and_then_nothing_is_written(
    approver: Office, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = tuple((str(n), *OLD_LINE[1:]) for n in range(1, 300))
    monkeypatch.setattr(seals, "read_old_register", lambda *_a, **_k: old_file(*lines))
    page = open_page(approver)
    page.open_file(Path("旧.xlsx"))
    before = snapshot(approver)
    page.desk.started.connect(lambda job: job.progressed.connect(lambda _done, _total: job.stop()))
    page.take_over()
    assert snapshot(approver) == before
    assert page.shown is not None


def test_a_file_is_chosen_with_the_keyboard(
    approver: Office, open_page: Open, read_at_once: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [("", ""), ("旧.xlsx", "")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: answers.pop(0))
    page = open_page(approver)
    QTest.keyClick(page.zone.button, Qt.Key.Key_Space)
    assert page.shown is None
    QTest.keyClick(page.zone.button, Qt.Key.Key_Space)
    assert read_at_once == [("旧.xlsx", "")]
    assert [key for key, _words in page.key_caps()] == ["Tab", "↑↓", "F4", "F1"]


def test_the_page_fits_both_types_and_its_table_is_painted(
    approver: Office, open_page: Open, read_at_once: list[tuple[str, str]]
) -> None:
    del read_at_once
    page = open_page(approver)
    page.open_file(Path("旧.xlsx"))
    assert page.side.width() == SIDE
    theme().set_large(True)
    assert page.side.width() == LARGE_SIDE
    assert not page.grab().isNull()


def test_another_sheet_with_a_register_is_named(
    approver: Office, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = old_file()
    two = replace(one, sheets=(*one.sheets, replace(one.sheets[0], name="2024年")), encoding="utf-8")
    monkeypatch.setattr(seals, "read_old_register", lambda *_a, **_k: two)
    page = open_page(approver)
    page.open_file(Path("旧.xlsx"))
    assert "工作簿里还有“2024年”，请另外导入" in page.bar.accessibleName()
    assert (page.side.sheet.isVisible(), page.side.encoding.isVisible()) == (True, True)


def test_lines_are_sorted_by_number_and_titles_without_words_are_numbered(
    approver: Office, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = old_file(OLD_LINE, ("甲", *OLD_LINE[1:]), titles=(*OLD_TITLES[:10], ""))
    monkeypatch.setattr(seals, "read_old_register", lambda *_a, **_k: file)
    page = open_page(approver)
    page.open_file(Path("旧.xlsx"))
    running = next(column for column in columns() if column.key == "running")
    assert running.order is not None
    assert [running.order(record) for record in page.table.model_.records] == [(0, "甲"), (3, "")]
    choice = page.side.columns[Column.PHONE]
    assert "第 11 列" in [choice.itemText(place) for place in range(choice.count())]


def test_the_log_names_what_was_done(approver: Office, open_page: Open) -> None:
    page = open_page(approver)
    seals.take_over(approver, seals.preview_old_register(approver, old_file()))
    window = page.window()
    window.go("search", None)  # type: ignore[attr-defined]
    history = window.current().history.model_.records  # type: ignore[attr-defined]
    assert [event_words(item) for item in history] == ["接收旧登记"]
