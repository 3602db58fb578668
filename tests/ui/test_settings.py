"""The settings in the window: who works here, who stands in for whom, what the office decides."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from python_calamine import CalamineWorkbook

from desktop import settings as computers
from desktop.domain.people import Role
from desktop.domain.problems import Refused
from desktop.services import evidence, people
from desktop.services.office import Office, read_settings
from desktop.ui.settings.people import SETS
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import LineField
from desktop.ui.window import Window
from tests import builders
from tests.ui.conftest import OpenWindow
from tests.ui.test_day import asked

NEW = "Xinren-2026"


@pytest.fixture
def settings(open_window: OpenWindow) -> Callable[..., Window]:
    """Opens the settings, at one of their tabs."""

    def show(office: Office, tab: str = "people") -> Window:
        window = open_window(office)
        window.go("settings", tab)
        return window

    return show


def press(where: QWidget, words: str) -> None:
    (button,) = [each for each in where.findChildren(Button) if each.text() == words]
    button.click()


def put(ask: Ask, **values: object) -> None:
    """Fills in a question: texts are typed, everything else is chosen."""
    for name, value in values.items():
        editor = ask.fields[name].editor
        if isinstance(value, str):
            editor.set_text(value)  # type: ignore[union-attr]
        else:
            editor.set_key(value)  # type: ignore[union-attr]


def wrong(ask: Ask) -> list[str]:
    assert ask.isVisible()
    return [name for name, field in ask.fields.items() if field.has_error()]


def asking(window: Window) -> bool:
    return any(each.isVisible() for each in window.findChildren(Ask))


def kinds(office: Office, count: int = 1) -> list[str]:
    return [event.kind for event, _who in evidence.recent(office, count)]


def test_a_new_handler_is_added_with_a_witness_and_comes_in(
    settings: Callable[..., Window], admin: Office
) -> None:
    window = settings(admin)
    press(window.settings_page.people, "添加人员")
    ask = asked(window)
    handler = SETS.index(frozenset({Role.HANDLER}))
    put(ask, name="何小燕", title="网格员", roles=handler, password="short")
    ask.ask()
    assert "password" in wrong(ask)
    put(ask, password=NEW)
    ask.ask()
    assert asking(window)
    put(ask, witness=builders.APPROVER, witness_password="wrong")
    ask.ask()
    assert wrong(ask) == ["witness_password"]
    assert ask.fields["name"].editor.text() == "何小燕"  # type: ignore[union-attr]
    put(ask, witness_password=builders.PASSWORD)
    ask.ask()
    assert not asking(window)
    table = window.settings_page.people.table
    assert [person.name for person in table.model_.records][-1] == "何小燕"
    came = people.sign_in(admin.folder, "何小燕", NEW, clock=admin.clock)
    assert came.clerk.has(Role.HANDLER)
    came.close()


def test_who_leaves_is_no_longer_let_in(settings: Callable[..., Window], admin: Office) -> None:
    window = settings(admin)
    table = window.settings_page.people.table
    table.select_where(lambda person: person.number == builders.COLLEAGUE)
    press(window.settings_page.people, "修改角色")
    put(asked(window), active=False)
    asked(window).ask()
    assert not asking(window)
    assert table.model_.data(table.model_.index(builders.COLLEAGUE - 1, 4)) == "停用"
    with pytest.raises(Refused):
        builders.sign_in(admin.folder, builders.COLLEAGUE, builders.MovableClock())


def test_a_forgotten_password_is_set_anew(settings: Callable[..., Window], admin: Office) -> None:
    window = settings(admin)
    window.settings_page.people.table.select_where(lambda person: person.number == builders.AUDITOR)
    press(window.settings_page.people, "重设密码")
    put(asked(window), password=NEW)
    asked(window).ask()
    assert not asking(window)
    people.sign_in(admin.folder, builders.NAMES[builders.AUDITOR], NEW, clock=admin.clock).close()
    assert "people.password_reset" in kinds(admin, 4)


def test_accounts_and_decisions_are_the_administrators(
    settings: Callable[..., Window], handler: Office
) -> None:
    window = settings(handler)
    page = window.settings_page
    blocked = {
        button.text(): button.toolTip()
        for card in (page.people, page.deputies, page.office_fields["idle_minutes"].parentWidget())
        if card is not None
        for button in card.findChildren(Button)
        if button.text() and not button.isEnabled()
    }
    theirs = "由系统管理办理"
    assert blocked == {
        "添加人员": theirs,
        "修改角色": theirs,
        "重设密码": theirs,
        "委托代行": "由批准人办理",
        "提前结束": "由批准人办理",
        "保存决定": theirs,
    }
    page.people.table.selectRow(0)
    page.people.change()
    assert not asking(window)


def test_the_approver_names_a_deputy_and_ends_it_early(
    settings: Callable[..., Window], approver: Office
) -> None:
    window = settings(approver)
    card = window.settings_page.deputies
    press(card, "委托代行")
    ask = asked(window)
    put(ask, deputy=builders.COLLEAGUE, last_day="后天", reason="开会")
    ask.ask()
    assert wrong(ask) == ["last_day"]
    assert ask.fields["last_day"].editor.text() == "后天"  # type: ignore[union-attr]
    put(ask, last_day="8月31日")
    ask.ask()
    assert wrong(ask) == ["last_day"]
    put(ask, last_day="9月3日")
    ask.ask()
    assert not asking(window)
    (found,) = people.list_delegations(approver)
    assert (found.deputy, found.reason, found.covers(builders.TODAY)) == (builders.COLLEAGUE, "开会", True)
    columns = card.table.model_.columns
    assert [column.text(found) for column in columns] == [
        "陈志明",
        "林晓",
        "2026年9月1日 至 2026年9月3日",
        "开会",
        "有效",
    ]
    card.table.selectRow(0)
    press(card, "提前结束")
    assert [column.text(card.table.model_.records[0]) for column in columns][-1] == "已结束"


def test_the_office_decides_and_every_decision_is_on_record(
    settings: Callable[..., Window], admin: Office
) -> None:
    window = settings(admin, "office")
    page = window.settings_page
    before = evidence.log_size(admin)
    page.idle.set_raw("0")
    press(page, "保存决定")
    assert page.office_fields["idle_minutes"].has_error()
    assert (page.idle.raw(), evidence.log_size(admin)) == ("0", before)
    page.idle.set_raw("５")
    page.elsewhere.set_text("街道便民服务中心")
    press(page, "保存决定")
    assert not page.office_fields["idle_minutes"].has_error()
    kept = read_settings(admin)
    assert (kept.idle_minutes, kept.elsewhere, kept.kept_by_hour) == (5, "街道便民服务中心", 18)
    assert kinds(admin, 2) == ["office.setting_changed"] * 2
    assert evidence.log_size(admin) == before + 2
    page.elected.set_raw("几天前")
    press(page, "保存决定")
    assert page.office_fields["elected_on"].has_error()
    page.elected.set_raw("8月20日")
    press(page, "保存决定")
    assert read_settings(admin).elected_on == "2026-08-20"
    page.elected.set_raw("")
    press(page, "保存决定")
    assert read_settings(admin).elected_on == ""


def test_one_changes_ones_own_password(settings: Callable[..., Window], handler: Office) -> None:
    window = settings(handler)
    window.user_action.emit("password")
    ask = asked(window)
    put(ask, old=builders.PASSWORD, password=NEW, again="Xinren-2027")
    ask.ask()
    assert wrong(ask) == ["again"]
    put(ask, again=NEW, old="wrong")
    ask.ask()
    assert wrong(ask) == ["old"]
    put(ask, old=builders.PASSWORD)
    ask.ask()
    assert not asking(window)
    people.unlock(handler, NEW)


def test_the_backup_tab_tells_when_and_where_and_gives_the_checkpoint(
    settings: Callable[..., Window], admin: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = settings(admin, "backup")
    page = window.settings_page
    assert page.last.text() == "还没有备份。"
    press(page, "立即备份")
    assert page.last.text() == "上次备份：9月1日 09:00，已恢复并校验通过。"
    press(page, "复制检查点")
    assert QGuiApplication.clipboard().text() == evidence.checkpoint(admin)
    other = str(admin.folder.parent / "另一块盘")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: other)
    press(page, "换一个位置")
    assert page.folder.text() == other
    assert str(computers.read().backup_folder) == other
    press(page, "立即校验")
    assert window.chain.text().startswith("台账校验通过")


def test_the_seals_stand_above_their_matters(settings: Callable[..., Window], handler: Office) -> None:
    page = settings(handler, "seals").settings_page
    assert [seal.book_code for seal in page.seals.model_.records] == ["梧社印"]


# Grids and lists


def test_a_grid_is_typed_for_a_person_and_shown(settings: Callable[..., Window], admin: Office) -> None:
    window = settings(admin)
    page = window.settings_page
    page.people.table.select_where(lambda person: person.number == builders.HANDLER)
    page.people.change()
    ask = asked(window)
    grid = ask.fields["grid"].editor
    assert isinstance(grid, LineField)
    grid.set_text("第 2 网格")
    ask.confirm.click()
    record = page.people.table.selected_record()
    assert record.grid == "第 2 网格"
    shown = next(column for column in page.people.table.model_.columns if column.key == "grid")
    assert shown.text(record) == "第 2 网格"


@pytest.mark.parametrize(
    ("number", "offered"),
    [
        (builders.ADMIN, ["导出人员 Excel", "导出印章 Excel", "导出事项 Excel"]),
        (builders.AUDITOR, ["导出人员 Excel", "导出印章 Excel", "导出事项 Excel", "导出查看记录 Excel"]),
    ],
)
def test_each_person_is_offered_the_lists_they_may_read(
    settings: Callable[..., Window],
    at_desk: Callable[[int], Office],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    offered: list[str],
) -> None:
    page = settings(at_desk(number)).settings_page
    actions = page.more.menu().actions()
    assert [action.text() for action in actions] == offered
    path = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))
    actions[-1].trigger()
    sheet = CalamineWorkbook.from_path(path)
    assert [f"导出{name} Excel" for name in sheet.sheet_names] == [offered[-1]]
