"""印章 in the window: the list, one seal's life, each step by keyboard, and what nobody else may do."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.people import NewAccount, Role
from desktop.domain.seals.life import LifeKind, LifeRequest, Purpose, SealState
from desktop.services import people, seals
from desktop.services.office import Office, change_setting
from desktop.ui.home import Row
from desktop.ui.printing import Preview
from desktop.ui.seals.life_form import Form, ScanField
from desktop.ui.seals.life_history import EventList, StepRow
from desktop.ui.seals.life_steps import ask_step, names_of
from desktop.ui.seals.tabs import Tabs
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.fields import ComboField, LineField, NumberField, TextField
from desktop.ui.widgets.thumbnails import PageViewer
from desktop.ui.window import Window
from tests import builders
from tests.builders import (
    ADMIN,
    APPROVER,
    HANDLER,
    NAMES,
    PASSWORD,
    ROLES,
    TITLES,
    TODAY,
    MovableClock,
    make_copy,
    picture,
)
from tests.ui.conftest import OpenWindow
from tests.ui.test_day import asked

CONTROL = Qt.KeyboardModifier.ControlModifier
LEADER, SECOND = 6, 7
EVERYONE = NAMES | {LEADER: "吴国强", SECOND: "何美兰"}
Opened = Callable[[int], Window]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, clock: MovableClock, open_window: OpenWindow) -> Iterator[Opened]:
    """The page of the seals, as one of the office's people sees it."""
    folder = tmp_path / "office"
    staff = [NewAccount(NAMES[n], TITLES[n], ROLES[n], PASSWORD) for n in NAMES]
    staff.append(NewAccount("吴国强", "街道主任", frozenset({Role.STREET_LEADER}), PASSWORD))
    staff.append(NewAccount("何美兰", "副主任", frozenset({Role.KEEPER}), PASSWORD))
    builders.found(folder, clock, people=staff)

    def build(number: int) -> Window:
        window = open_window(people.sign_in(folder, EVERYONE[number], PASSWORD, clock=clock))
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.go("life")
        return window

    yield build


def form(window: Window) -> Form:
    ask = asked(window)
    assert isinstance(ask, Form)
    return ask


def fill(ask: Form, **values: str) -> None:
    """Types into the fields of a question."""
    for name, value in values.items():
        editor = ask.fields[name].editor
        if isinstance(editor, ComboField):
            place = editor.findText(value)
            editor.setCurrentIndex(place)
            editor.activated.emit(place)
        else:
            assert isinstance(editor, LineField | TextField)
            editor.set_text(value)


def confirm(ask: Form) -> None:
    QTest.keyClick(ask, Qt.Key.Key_Return, CONTROL)


def errors(ask: Form) -> dict[str, str]:
    return {name: field.error.text() for name, field in ask.fields.items() if field.has_error()}


def words(window: Window) -> list[str]:
    body = window.life.detail.area.widget()
    assert body is not None
    return [each.text() for each in body.findChildren(QLabel) if each.text()]


def steps(window: Window) -> list[str]:
    body = window.life.detail.area.widget()
    assert body is not None
    return [row.step.kind.value for row in body.findChildren(StepRow)]


def menu_of(window: Window) -> dict[str, Callable[[], None]]:
    (more,) = [b for b in window.life.detail.findChildren(Button) if b.menu() is not None]
    return {action.text(): action.trigger for action in more.menu().actions()}


def button(window: Window, text: str) -> Button:
    return next(b for b in window.life.detail.findChildren(Button) if b.text() == text)


def state(window: Window) -> SealState:
    life = window.life.detail.life
    assert life is not None
    return life.state


def choose_files(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    chosen = ([str(path) for path in paths], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: chosen)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "扫描.png"
    path.write_bytes(picture())
    return path


def test_the_strip_leads_from_page_to_page_by_keyboard(opened: Opened) -> None:
    window = opened(APPROVER)
    (tabs,) = window.life.head.findChildren(Tabs)
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert window.current() is window.figures
    (tabs,) = window.figures.head.findChildren(Tabs)
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert window.current() is window.figures
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert window.current() is window.life
    (tabs,) = window.register.head.findChildren(Tabs)
    assert (tabs.accessibleName(), tabs.accessibleDescription()) == ("登记簿", "第 1 项，共 3 项")
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs._boxes()[1].center())
    assert window.current() is window.life


def test_a_seal_of_the_founding_stands_in_the_list(opened: Opened) -> None:
    window = opened(APPROVER)
    assert window.life.foot.text() == "共 1 枚，在用 1 枚"
    assert "建立办公室时已在用，还没有登记过变动。请先留存印模。" in words(window)
    assert window.life.detail.action is not None
    assert window.life.detail.action.text() == "携带外出"
    assert list(menu_of(window)) == [
        "留存印模",
        "登记移交",
        "登记遗失",
        "停用印章",
        "修改印章资料",
        "打印印模留存卡",
        "全部记录",
    ]


def test_what_is_written_of_a_seal_is_put_right_from_its_menu(opened: Opened) -> None:
    window = opened(APPROVER)
    menu_of(window)["修改印章资料"]()
    ask = form(window)
    confirm(ask)
    assert ask.isVisible()  # nothing was changed
    fill(ask, material="铜")
    confirm(ask)
    assert set(errors(ask)) == {"kind", "seal_name"}
    fill(ask, kind="专用章")
    confirm(ask)
    assert seals.get_life(window.desk.office, 1).seal.material == "铜"
    assert "专用章 / 铜" in words(window)


def test_a_handover_after_an_election_waits_on_the_bench_and_at_the_seal(opened: Opened) -> None:
    elected = (TODAY - timedelta(days=12)).isoformat()
    change_setting(opened(ADMIN).desk.office, "elected_on", elected)
    window = opened(APPROVER)
    due = "2026年8月30日 前移交。管理人不变的，请系统管理清空换届日期"
    assert any(due in row for row in words(window))
    window.go("home")
    (row,) = [row for row in window.home.findChildren(Row) if due in row.accessibleName()]
    assert [chip.words for chip in row.findChildren(Chip)] == ["已过 2 天"]
    row.opened.emit()
    assert window.current() is window.life


def test_the_administrator_only_names_who_approves(opened: Opened) -> None:
    window = opened(ADMIN)
    menu_of(window)["修改印章资料"]()
    assert list(form(window).fields) == ["approver"]


def test_a_new_seal_is_made_by_keyboard_and_nothing_typed_is_lost(opened: Opened) -> None:
    window = opened(APPROVER)
    QTest.keyClick(window.life.table, Qt.Key.Key_N, CONTROL)
    ask = form(window)
    fill(
        ask, seal_name="梧桐街道办事处民政专用章", issuer="梧桐街道办事处", book_code="梧社印", kind="专用章"
    )
    size = ask.fields["diameter_mm"].editor
    assert isinstance(size, NumberField)
    size.set_raw("46")
    fill(ask, account="吴国强", password=PASSWORD)
    confirm(ask)
    assert set(errors(ask)) == {"diameter_mm", "book_code", "maker", "filing", "reason"}
    size.set_raw("42")
    fill(ask, book_code="梧民印", maker="鹭岛印章店", filing="厦公印 118", reason="民政事务专用")
    confirm(ask)
    assert not ask.isVisible()
    lives = seals.list_lives(window.desk.office)
    assert [(life.number, life.state) for life in lives] == [
        (1, SealState.IN_USE),
        (2, SealState.TO_ACTIVATE),
    ]
    window.go("life", 2)
    assert steps(window) == ["made"]
    assert window.life.detail.action is not None
    assert window.life.detail.action.text() == "留存印模"


def test_a_wrong_password_is_told_at_the_leader(opened: Opened, clock: MovableClock) -> None:
    window = opened(APPROVER)
    QTest.keyClick(window.life.table, Qt.Key.Key_Return)
    ask = form(window)
    assert not ask.fields["leader"].isVisible()
    confirm(ask)
    assert set(errors(ask)) == {"carriers", "place", "reason", "password"}
    fill(ask, carriers="王芳、李强", place="派出所", reason="现场办理", password="wrong")
    confirm(ask)
    assert list(errors(ask)) == ["password"]
    fill(ask, password=PASSWORD)
    confirm(ask)
    assert state(window) is SealState.OUT
    window.go("home")
    assert "今天 13:00 前归还" in [chip.words for chip in window.home.findChildren(Chip)]
    window.go("life")
    clock.advance(hours=5)
    window.life.reload()
    assert "应于 9月1日 13:00 归还，已超时 1 小时。请联系携带人 王芳、李强，归还后登记。" in " ".join(
        words(window)
    )
    assert window.life._state_words(window.life.table.selected_record()) == "外出超时"
    window.go("home")
    window.home.reload()
    assert "超时 1 小时" in [chip.words for chip in window.home.findChildren(Chip)]
    row = next(row for row in window.home.findChildren(Row) if row.picture == "due")
    assert "王芳、李强 携带外出 · 派出所 · 今天 09:00" in row.accessibleName()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert window.current() is window.life
    QTest.keyClick(window.life.table, Qt.Key.Key_Return)
    ask = form(window)
    confirm(ask)
    assert set(errors(ask)) == {"impressions", "carriers"}
    fill(ask, impressions="0", carriers="王芳")
    confirm(ask)
    assert (state(window), steps(window)) == (SealState.IN_USE, ["brought_back", "taken_out"])


def test_without_an_account_the_signed_slip_is_attached(
    opened: Opened, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(APPROVER)
    menu_of(window)["停用印章"]()
    ask = form(window)
    fill(ask, account="没有账户，附签批单", notice="公告栏", reason="单位更名", leader="吴国强")
    assert ask.fields["slip"].isVisible()
    assert not ask.fields["password"].isVisible()
    confirm(ask)
    assert list(errors(ask)) == ["slip"]
    slip = ask.fields["slip"].editor
    assert isinstance(slip, ScanField)
    choose_files(monkeypatch, scan)
    QTest.keyClick(slip, Qt.Key.Key_Space)
    assert slip.text() == "扫描.png"
    confirm(ask)
    assert state(window) is SealState.STOPPED
    life = window.life.detail.life
    assert life is not None
    assert [(paper.purpose, paper.name) for paper in life.steps[-1].papers] == [(Purpose.SLIP, "扫描.png")]


def test_chosen_scans_are_taken_away_again(opened: Opened, scan: Path) -> None:
    window = opened(APPROVER)
    menu_of(window)["留存印模"]()
    ask = form(window)
    specimen = ask.fields["specimen"].editor
    assert isinstance(specimen, ScanField)
    specimen.set_paths([scan])
    QTest.keyClick(specimen, Qt.Key.Key_Delete)
    assert (specimen.paths, specimen.text()) == ([], "")
    confirm(ask)
    assert list(errors(ask)) == ["specimen"]
    scan.write_bytes(b"no picture")
    specimen.set_paths([scan])
    confirm(ask)
    assert "不是扫描件" in errors(ask)["specimen"]


def test_the_slip_of_an_outing_is_printed_from_what_is_typed(opened: Opened, qtbot: QtBot) -> None:
    window = opened(APPROVER)
    QTest.keyClick(window.life.table, Qt.Key.Key_Return)
    ask = form(window)
    print_it = next(b for b in ask.findChildren(Button) if b.text() == "先打印审批单")
    print_it.click()
    assert set(errors(ask)) == {"carriers", "place", "reason"}
    fill(ask, carriers="王芳 李强", place="派出所", reason="现场办理")
    print_it.click()
    (shown,) = [each for each in ask.findChildren(Preview) if each.isVisible()]
    assert shown.paper.kind == "seal_outing"
    shown.reject()
    assert ask.isVisible()
    ask.reject()


def test_a_seal_is_handed_over_to_another_keeper(opened: Opened) -> None:
    window = opened(APPROVER)
    menu_of(window)["登记移交"]()
    ask = form(window)
    confirm(ask)
    assert set(errors(ask)) == {"receiver", "witness"}
    fill(ask, receiver="何美兰", witness="周敏")
    confirm(ask)
    assert steps(window) == ["handed_over"]
    assert window.life.detail.action is None
    assert list(menu_of(window)) == ["修改印章资料", "打印印模留存卡", "全部记录"]
    lacking = [row for row in words(window) if "交" in row]
    assert any("陈志明 交 何美兰" in row for row in lacking)


def test_papers_are_printed_kept_and_opened(
    opened: Opened, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(APPROVER)
    office = window.desk.office
    specimen = ((Purpose.SPECIMEN, make_copy()),)
    seals.record_step(office, 1, LifeRequest(LifeKind.SPECIMEN, on=TODAY, papers=specimen))
    lost = LifeRequest(
        LifeKind.LOST,
        on=TODAY,
        facts={"reported": "已报派出所"},
        persons={"finder": ("王芳",)},
        reason="不在柜内",
    )
    seals.record_step(office, 1, lost)
    button(window, "打印遗失公告").click()
    (shown,) = [each for each in window.findChildren(Preview) if each.isVisible()]
    assert shown.paper.kind == "seal_notice"
    shown.reject()
    choose_files(monkeypatch)
    button(window, "存扫描件").click()
    choose_files(monkeypatch, scan)
    button(window, "存扫描件").click()
    button(window, "通知或公告　1 页").click()
    (viewer,) = [each for each in window.findChildren(PageViewer) if each.isVisible()]
    viewer.reject()
    QTest.keyClick(window.life.table, Qt.Key.Key_Space)
    viewers = [each for each in window.findChildren(PageViewer) if each.isVisible()]
    assert len(viewers) == 1
    viewers[0].reject()


def test_the_whole_record_of_a_seal_is_read(opened: Opened) -> None:
    window = opened(APPROVER)
    seals.specimen_card(window.desk.office, 1)
    menu_of(window)["全部记录"]()
    (shown,) = [each for each in window.findChildren(EventList) if each.isVisible()]
    rows = [
        [column.text(pair) for column in shown.table.model_.columns][2:]
        for pair in shown.table.model_.records
    ]
    assert rows == [["陈志明", "打印印章的文书"], ["程序", "登记印章"]]
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


@pytest.mark.parametrize(("number", "reads"), [(HANDLER, True), (ADMIN, False)])
def test_who_is_not_the_keeper_only_looks(number: int, reads: bool, opened: Opened) -> None:
    window = opened(number)
    assert window.life.detail.action is None
    assert not window.life.new_button.isEnabled()
    rest = ["打印印模留存卡"] if reads else ["修改印章资料"]
    assert list(menu_of(window)) == [*rest, "全部记录"]
    QTest.keyClick(window.life.table, Qt.Key.Key_N, CONTROL)
    assert [ask for ask in window.findChildren(Form) if ask.isVisible()] == []


def test_the_leader_needs_no_password_at_their_own_desk(opened: Opened) -> None:
    window = opened(LEADER)
    menu_of(window)["停用印章"]()
    ask = form(window)
    assert "password" not in ask.fields
    fill(ask, notice="公告栏", reason="单位更名")
    confirm(ask)
    assert state(window) is SealState.STOPPED


def test_a_day_that_is_none_is_told_and_kept(opened: Opened) -> None:
    window = opened(APPROVER)
    menu_of(window)["登记遗失"]()
    ask = form(window)
    fill(ask, on="昨天")
    confirm(ask)
    assert "看不懂" in errors(ask)["on"]
    editor = ask.fields["on"].editor
    assert isinstance(editor, LineField)
    assert editor.text() == "昨天"
    ask.reject()
    assert state(window) is SealState.IN_USE


@pytest.mark.parametrize("kind", [LifeKind.SURRENDERED, LifeKind.SEALED_AWAY, LifeKind.DESTROYED])
def test_the_end_of_a_seal_has_its_question(kind: LifeKind, opened: Opened, clock: MovableClock) -> None:
    window = opened(LEADER)
    stopped = LifeRequest(LifeKind.STOPPED, on=TODAY, facts={"notice": "公告栏"}, reason="更名")
    life = seals.record_step(window.desk.office, 1, stopped)
    clock.advance(**{"days": 1})
    assert clock.now() - builders.START == timedelta(days=1)
    ask_step(window.life, window.desk, life, kind)
    ask = form(window)
    typed = {"to": "街道", "hander": "王芳", "receiver": "李强", "place": "档案室", "method": "切割"}
    typed |= {"doers": "王芳、李强"}
    fill(ask, **{name: value for name, value in typed.items() if name in ask.fields})
    confirm(ask)
    assert steps(window)[0] == kind.value


def test_names_are_parted_as_clerks_part_them() -> None:
    assert names_of(" 王芳、李强，周敏; 何美兰 吴国强 ") == ("王芳", "李强", "周敏", "何美兰", "吴国强")
    assert names_of("  ") == ()


def test_a_page_opens_on_the_wanted_seal(opened: Opened, clock: MovableClock) -> None:
    window = opened(APPROVER)
    window.go("life", "nothing")
    assert window.life.detail.life is not None
    window.go("life", 1)
    assert window.life.table.selected_record().number == 1
    office: Office = window.desk.office
    assert office.today() == TODAY
