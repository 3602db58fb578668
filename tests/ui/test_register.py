"""The register in the window: what it lists, what it hides, and each step an entry takes from it."""

import operator
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import seals as rules
from desktop.domain.papers import SealBox
from desktop.domain.seals import SealUse, State, StepKind
from desktop.services import evidence, seals
from desktop.services.office import Office
from desktop.storage.office import accesses
from desktop.storage.seals import lists
from desktop.ui.printing import Preview
from desktop.ui.seals import register
from desktop.ui.seals.detail import Detail
from desktop.ui.seals.register import GROUPS
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.dialogs import Tell
from desktop.ui.widgets.dropzone import DropZone
from desktop.ui.widgets.messages import EmptyState
from desktop.ui.widgets.paged import PagedRecords
from desktop.ui.widgets.thumbnails import PageViewer
from desktop.ui.widgets.timeline import Timeline
from desktop.ui.window import Window
from tests import builders
from tests.builders import MovableClock, old_file
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow
from tests.ui.test_day import asked

CONTROL = Qt.KeyboardModifier.ControlModifier
Worked = Callable[[int], Window]


@pytest.fixture
def worked(qtbot: QtBot, worked_folder: Path, open_window: OpenWindow) -> Worked:
    """The register of an office after a day's work, as one of its people sees it."""

    def build(number: int) -> Window:
        office = builders.sign_in(worked_folder, number, MovableClock(builders.EVENING))
        window = open_window(office)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.go("register")
        return window

    return build


def listed(window: Window) -> list[tuple[int, str]]:
    """The lines as they stand: number and state."""
    model = window.register.table.model_
    return [(line.running, rules.STATE_WORDS[line.state]) for line in model.records]


def body(detail: Detail) -> QWidget:
    """What the detail is filled with now."""
    widget = detail.area.widget()
    assert widget is not None
    return widget


def words(detail: Detail) -> list[str]:
    """All words of the detail."""
    return [each.text() for each in body(detail).findChildren(QLabel) if each.text()]


def more(detail: Detail) -> dict[str, Callable[[], None]]:
    """What 更多 offers now."""
    (button,) = [each for each in detail.foot.findChildren(Button) if each.menu() is not None]
    return {action.text(): action.trigger for action in button.menu().actions()}


def shown(window: Window) -> SealUse:
    """The entry that the detail shows."""
    use = window.register.detail.use
    assert use is not None
    return use


def press(window: Window) -> None:
    """Presses the one strong button of the detail."""
    action = window.register.detail.action
    assert action is not None
    action.click()


def test_every_line_stands_with_the_newest_on_top_and_the_parts_are_counted(worked: Worked) -> None:
    window = worked(builders.HANDLER)
    assert listed(window) == [
        (9, "待批准"),
        (8, "已作废"),
        (7, "不予受理"),
        (6, "已退回"),
        (5, "已归档"),
        (4, "待留底"),
        (3, "待用印"),
        (2, "待批准"),
        (1, "待核实"),
    ]
    groups = window.register.groups
    assert {key: groups._counts.get(key) for key, _words, _states in GROUPS} == {
        "all": 9,
        "waiting": 3,
        "seal": 1,
        "keep": 1,
        "filed": 1,
        "back": 3,
    }
    assert window.register.foot.text() == "共 9 条"
    assert window.register.figures.text() == "用印 2 件 · 2 份 · 已留底 1 件"
    assert window.register.head.subtitle.text() == "授权 16 项"


def test_an_old_entry_is_filed_and_kept_no_copy_here(open_window: OpenWindow, approver: Office) -> None:
    seals.take_over(approver, seals.preview_old_register(approver, old_file()))
    window = open_window(approver)
    window.go("register")
    assert window.register.figures.text() == "用印 1 件 · 2 份 · 已留底 0 件 · 旧账已归档 1 件"
    seals.stop_matter(approver, 10, builders.TODAY - timedelta(days=1))
    window.register.reload()
    assert window.register.head.subtitle.text() == "授权 15 项"


@pytest.mark.parametrize(
    ("key", "running"),
    [("waiting", [9, 2, 1]), ("seal", [3]), ("keep", [4]), ("filed", [5]), ("back", [8, 7, 6])],
)
def test_a_part_lists_its_states_and_counts_stay_whole(key: str, running: list[int], worked: Worked) -> None:
    window = worked(builders.HANDLER)
    register = window.register
    register.groups.setFocus()
    for _press in range([group for group, _words, _states in GROUPS].index(key)):
        QTest.keyClick(register.groups, Qt.Key.Key_Right)
    assert register.groups.key() == key
    assert [number for number, _state in listed(window)] == running
    assert register.groups._counts["all"] == 9
    assert shown(window).running == running[0]


def test_words_and_choices_narrow_the_list_and_nothing_is_said_plainly(worked: Worked) -> None:
    window = worked(builders.HANDLER)
    register = window.register
    QTest.keyClick(register.table, Qt.Key.Key_Slash)
    assert register.search.hasFocus()
    QTest.keyClicks(register.search, "zgd")
    QTest.keyClick(register.search, Qt.Key.Key_Return)
    assert len(listed(window)) == 9
    QTest.keyClicks(register.search, "x")
    QTest.keyClick(register.search, Qt.Key.Key_Return)
    assert listed(window) == []
    assert register.detail.use is None
    (empty,) = register.detail.findChildren(EmptyState)
    assert empty.accessibleName().startswith("还没有选登记")
    window.go("register", 0)
    assert len(listed(window)) == 9


def test_choices_of_month_matter_and_handler_ask_again(worked: Worked) -> None:
    window = worked(builders.HANDLER)
    register = window.register
    assert [register.month.itemText(at) for at in range(register.month.count())] == [
        "全部月份",
        "2026年9月",
    ]
    register.matter.set_key("12")
    register.matter.chosen.emit("12")
    assert listed(window) == []
    register.matter.set_key("")
    register.handler.set_key(builders.COLLEAGUE)
    register.handler.chosen.emit(builders.COLLEAGUE)
    assert listed(window) == []
    register.handler.set_key(builders.HANDLER)
    register.month.set_key("2026-09")
    register.month.chosen.emit("2026-09")
    assert len(listed(window)) == 9


@pytest.mark.parametrize("number", [builders.HANDLER, builders.APPROVER, builders.AUDITOR])
def test_no_number_of_a_resident_stands_whole_on_the_screen(number: int, worked: Worked) -> None:
    window = worked(number)
    register = window.register
    for row in range(register.table.model_.rowCount()):
        register.table.selectRow(row)
        texts = words(register.detail)
        assert "350*************14" in texts
        assert builders.id_number() not in " ".join(texts)
        assert "13800138000" not in " ".join(texts)
    register.table.selectAll()
    assert builders.id_number() not in register.table.copied()


def test_the_arrows_lead_from_line_to_line_and_the_detail_follows(worked: Worked) -> None:
    window = worked(builders.HANDLER)
    assert window.register.table.hasFocus()
    assert shown(window).running == 9
    QTest.keyClick(window.register.table, Qt.Key.Key_Down)
    assert shown(window).running == 8


SLIP, PAPER, RIGHT, VOID = "打印审批单", "打印证明", "另提一份更正", "作废"
BACK, NO, TAKE, WHY = "退回补材料", "不予受理", "撤回申请", "更正（写明理由）"
MISSING, REFUSAL = "打印补正通知", "打印不予受理告知"


@pytest.mark.parametrize(
    ("number", "offers"),
    [
        (
            builders.HANDLER,
            [
                ("待批准", "批准用印", [SLIP, BACK, NO, TAKE]),
                ("已作废", "", [SLIP]),  # it is put right already
                ("不予受理", "", [SLIP, REFUSAL, RIGHT]),
                ("已退回", "", [SLIP, MISSING, RIGHT]),
                ("已归档", "", [PAPER, SLIP, WHY]),
                ("待留底", "补留底", [PAPER, SLIP, WHY]),
                ("待用印", "", [PAPER, SLIP]),
                ("待批准", "批准用印", [SLIP, BACK, NO, TAKE]),
                ("待核实", "写核实意见", [SLIP, BACK, NO, TAKE]),
            ],
        ),
        (
            builders.APPROVER,
            [
                ("待批准", "批准用印", [SLIP, BACK, NO]),
                ("已作废", "", [SLIP]),
                ("不予受理", "", [SLIP, REFUSAL]),
                ("已退回", "", [SLIP, MISSING]),
                ("已归档", "", [PAPER, SLIP, VOID]),
                ("待留底", "补留底", [PAPER, SLIP, VOID]),
                ("待用印", "登记用印", [PAPER, SLIP, VOID]),
                ("待批准", "批准用印", [SLIP, BACK, NO]),
                ("待核实", "", [SLIP, BACK, NO]),
            ],
        ),
    ],
    ids=["handler", "approver"],
)
def test_what_is_offered_fits_the_state_and_the_person(
    number: int, offers: list[tuple[str, str, list[str]]], worked: Worked
) -> None:
    window = worked(number)
    seen = []
    for row in range(9):
        window.register.table.selectRow(row)
        action = window.register.detail.action
        main = action.text() if action else ""
        seen.append((rules.STATE_WORDS[shown(window).state], main, list(more(window.register.detail))))
    assert seen == offers


def test_a_finding_is_signed_from_the_register(
    handler: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_VERIFY)
    window = open_window(handler)
    window.go("register", use.seq)
    press(window)
    ask = asked(window)
    ask.fields["finding"].editor.set_text("")  # type: ignore[union-attr]
    ask.ask()
    assert ask.fields["finding"].has_error()
    ask.fields["finding"].editor.set_text("上门见到本人。")  # type: ignore[union-attr]
    ask.ask()
    assert (shown(window).state, shown(window).request.finding) == (State.TO_APPROVE, "上门见到本人。")
    assert window.register.detail.action is not None
    assert window.register.detail.action.text() == "批准用印"


def test_the_approver_comes_to_the_handlers_desk(
    handler: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_APPROVE)
    window = open_window(handler)
    window.go("register", use.seq)
    press(window)
    ask = asked(window)
    who = ask.fields["approver"].editor
    assert [who.itemText(at) for at in range(who.count())] == ["陈志明"]  # type: ignore[union-attr]
    ask.fields["opinion"].editor.set_text("同意，请尽快")  # type: ignore[union-attr]
    ask.fields["password"].editor.set_text("wrong")  # type: ignore[union-attr]
    ask.ask()
    assert (ask.isVisible(), ask.fields["password"].has_error()) == (True, True)
    assert ask.fields["opinion"].editor.text() == "同意，请尽快"  # type: ignore[union-attr]
    assert shown(window).state is State.TO_APPROVE
    ask.fields["password"].editor.set_text(builders.PASSWORD)  # type: ignore[union-attr]
    ask.ask()
    assert not [each for each in window.findChildren(type(ask)) if each.isVisible()]
    assert shown(window).state is State.TO_SEAL
    assert "批准　陈志明（在黄建平的电脑上）" in story(window)


def test_sending_back_says_what_is_missing(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_APPROVE)
    window = open_window(approver)
    window.go("register", use.seq)
    press(window)
    (back,) = [each for each in asked(window).findChildren(Button) if each.text() == BACK]
    back.click()
    ask = asked(window)
    ask.ask()
    assert (ask.isVisible(), ask.fields["text"].has_error()) == (True, True)
    ask.fields["text"].editor.set_text("缺近期照片")  # type: ignore[union-attr]
    ask.ask()
    assert shown(window).state is State.RETURNED
    assert "缺近期照片" in story(window)


def test_refusing_needs_a_reason_of_the_list(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_APPROVE)
    window = open_window(approver)
    window.go("register", use.seq)
    more(window.register.detail)[NO]()
    ask = asked(window)
    ask.ask()
    assert (ask.isVisible(), ask.fields["text"].has_error()) == (True, True)
    ask.fields["text"].editor.set_key(rules.REFUSAL_REASONS[0])  # type: ignore[union-attr]
    ask.ask()
    assert shown(window).state is State.REFUSED
    assert rules.REFUSAL_REASONS[0] in story(window)


def test_the_seal_is_pressed_as_often_as_it_is_said(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_SEAL, copies=2)
    window = open_window(approver)
    window.go("register", use.seq)
    press(window)
    ask = asked(window)
    count = ask.fields["impressions"].editor
    assert count.text() == "2"  # type: ignore[union-attr]
    for typed in ("0", "1000", ""):
        count.set_text(typed)  # type: ignore[union-attr]
        QTest.keyClick(count, Qt.Key.Key_Return, CONTROL)
        assert (ask.fields["impressions"].has_error(), count.text()) == (True, typed)  # type: ignore[union-attr]
    count.set_text("３")  # type: ignore[union-attr]
    QTest.keyClick(count, Qt.Key.Key_Return)
    assert shown(window).state is State.TO_SEAL
    QTest.keyClick(count, Qt.Key.Key_Return, CONTROL)
    step = shown(window).step(StepKind.SEALED)
    assert step is not None
    assert (shown(window).state, step.impressions, step.place) == (State.TO_KEEP, 3, "办公室")


def test_a_letter_with_a_stub_is_pressed_twice(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    materials = ("居民身份证", "退休证")
    use = make_use(State.TO_SEAL, matter="12", document="介绍信", purpose="退休审核", materials=materials)
    window = open_window(approver)
    window.go("register", use.seq)
    press(window)
    assert asked(window).fields["impressions"].editor.text() == "2"  # type: ignore[union-attr]


def test_a_scan_is_dropped_kept_and_looked_at_with_space(
    approver: Office, make_use: MakeUse, open_window: OpenWindow, tmp_path: Path
) -> None:
    use = make_use(State.TO_KEEP)
    window = open_window(approver)
    window.go("register", use.seq)
    scan = tmp_path / "确认证明.png"
    scan.write_bytes(builders.picture(size=(600, 800)))
    zone_of(window).files.emit([scan])
    assert shown(window).state is State.FILED
    assert [(copy.name, copy.pages) for copy in shown(window).kept_copies] == [("确认证明.png", 1)]
    table = window.register.table
    assert [column.text(table.selected_record()) for column in table.model_.columns][-2:] == [
        "1 页",
        "已归档",
    ]
    QTest.keyClick(table, Qt.Key.Key_Space)
    (viewer,) = window.findChildren(PageViewer)
    assert viewer.place.text() == "第 1 页，共 1 页"
    assert viewer.windowTitle() == f"{use.number} 的留底"
    with approver.read() as work:
        assert accesses(work, ("seal_uses", use.seq))[-1][1] == builders.APPROVER
    viewer.reject()


@pytest.mark.parametrize(
    ("name", "content"),
    [("扫描件.png", b"MZ" + bytes(400)), ("空.pdf", b""), ("坏.pdf", b"%PDF-1.7\n broken")],
)
def test_a_file_that_is_no_scan_is_refused_in_words_and_nothing_changes(
    name: str, content: bytes, approver: Office, make_use: MakeUse, open_window: OpenWindow, tmp_path: Path
) -> None:
    use = make_use(State.TO_KEEP)
    window = open_window(approver)
    window.go("register", use.seq)
    file = tmp_path / name
    file.write_bytes(content)
    zone_of(window).files.emit([file])
    (tell,) = [each for each in window.findChildren(Tell) if each.isVisible()]
    assert name in tell.accessibleDescription()
    tell.accept()
    assert (shown(window).state, shown(window).kept_copies) == (State.TO_KEEP, ())


def test_the_same_scan_on_two_entries_is_asked_about(
    approver: Office, make_use: MakeUse, open_window: OpenWindow, tmp_path: Path
) -> None:
    first, second = make_use(State.TO_KEEP), make_use(State.TO_KEEP, applicant_name="王芳")
    window = open_window(approver)
    scan = tmp_path / "scan.png"
    scan.write_bytes(builders.picture())
    window.go("register", first.seq)
    zone_of(window).files.emit([scan])
    window.go("register", second.seq)
    zone_of(window).files.emit([scan])
    ask = asked(window)
    assert ask.accessibleDescription().startswith(f"“scan.png”与 {first.number} 的留底是同一个文件。")
    assert shown(window).state is State.TO_KEEP
    ask.ask()
    assert shown(window).state is State.FILED


def test_a_void_paper_is_struck_through_and_keeps_its_number(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_SEAL)
    window = open_window(approver)
    window.go("register", use.seq)
    more(window.register.detail)[VOID]()
    ask = asked(window)
    ask.ask()
    assert (ask.isVisible(), ask.fields["text"].has_error()) == (True, True)
    ask.fields["text"].editor.set_text("打印错误")  # type: ignore[union-attr]
    ask.fields["halves_kept"].editor.set_key(True)  # type: ignore[union-attr]
    ask.ask()
    assert shown(window).state is State.VOID
    assert listed(window) == [(1, "已作废")]
    (number,) = [
        each for each in body(window.register.detail).findChildren(QLabel) if each.text() == use.number
    ]
    assert number.font().strikeOut()


def test_a_paper_is_previewed_saved_and_printed_as_the_same_bytes(
    approver: Office,
    make_use: MakeUse,
    open_window: OpenWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use = make_use(State.TO_SEAL)
    window = open_window(approver)
    window.go("register", use.seq)
    more(window.register.detail)[PAPER]()
    (preview,) = window.findChildren(Preview)
    assert preview.paper.pdf == seals.print_paper(approver, use.seq).pdf
    (box,) = preview.paper.seal_boxes
    assert (reddish(preview.paper.pdf, box), guide_seen(preview)) == (0, True)
    file = tmp_path / "证明.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(file), ""))
    preview.save()
    assert file.read_bytes() == preview.paper.pdf


def test_the_month_is_printed_as_it_is_listed(worked: Worked) -> None:
    window = worked(builders.APPROVER)
    events = evidence.log_size(window.desk.office)
    QTest.keyClick(window.register.table, Qt.Key.Key_P, CONTROL)
    (preview,) = window.findChildren(Preview)
    assert (preview.paper.kind, preview.windowTitle()) == ("register_month", f"打印 {preview.paper.title}")
    text = text_of(preview.paper.pdf)
    assert f"台账校验点：{events} 条" in text
    assert text.count("郑国栋") == len(listed(window))
    assert builders.id_number() not in text
    preview.reject()


@pytest.mark.parametrize(
    ("size", "large", "hidden"),
    [
        ((1440, 900), False, set()),
        ((1366, 768), False, {"document"}),
        ((1440, 900), True, {"document", "copies"}),
        ((1366, 768), True, {"document", "copies"}),
    ],
)
def test_where_it_is_narrow_columns_give_way_in_their_order(
    size: tuple[int, int], large: bool, hidden: set[str], worked: Worked
) -> None:
    window = worked(builders.APPROVER)
    window.large.setChecked(large)
    window.resize(*size)
    QApplication.processEvents()
    table = window.register.table
    gone = {c.key for at, c in enumerate(table.model_.columns) if table.isColumnHidden(at)}
    assert gone == hidden
    assert window.register.detail.isVisible()


def zone_of(window: Window) -> DropZone:
    """Where scans are dropped."""
    (zone,) = body(window.register.detail).findChildren(DropZone)
    return zone


def story(window: Window) -> str:
    """What the detail says has happened, as it is read out."""
    (told,) = body(window.register.detail).findChildren(Timeline)
    return told.accessibleName()


def reddish(pdf: bytes, box: SealBox) -> int:
    """How many dots of a seal's red the paper itself has where the seal goes."""
    scale = 4
    page = pypdfium2.PdfDocument(pdf)[box.page - 1].render(scale=scale).to_pil().convert("RGB")
    half, dots = box.diameter_mm / 2 + 1, scale * 72 / 25.4
    edges = (box.x_mm - half, box.y_mm - half, box.x_mm + half, box.y_mm + half)
    part = page.crop([round(edge * dots) for edge in edges])
    assert part.size[0] > 400
    dots_of = part.tobytes()
    return sum(red > green + 60 for red, green in zip(dots_of[::3], dots_of[1::3], strict=True))


def guide_seen(preview: Preview) -> bool:
    """Whether the screen shows where the seal goes, and stops when told to."""
    QApplication.processEvents()
    marked = preview.view.grab().toImage()
    preview.view.set_guides(False)
    return preview.view.grab().toImage() != marked


def text_of(pdf: bytes) -> str:
    """The words of a paper."""
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


# A book too long to hold


@pytest.fixture
def long_book(
    qtbot: QtBot, worked_folder: Path, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> Window:
    """The register of an office whose book is read three lines at a time."""
    monkeypatch.setattr(register, "LONG", 4)
    monkeypatch.setattr(register, "PAGE", 3)
    monkeypatch.setattr(lists, "PAGE", 3)
    window = open_window(builders.sign_in(worked_folder, builders.HANDLER, MovableClock(builders.EVENING)))
    window.go("register")
    return window


def test_a_long_book_is_read_by_pages(long_book: Window) -> None:
    table = long_book.register.table
    assert isinstance(table.model_.records, PagedRecords)
    assert table.model_.rowCount() == 9
    assert [table.model_.records[row].running for row in range(9)] == list(range(9, 0, -1))
    assert long_book.register.foot.text() == "共 9 条"
    assert long_book.register.detail.use is not None
    assert long_book.register.detail.use.running == 9


def test_an_entry_far_down_a_long_book_comes_into_sight(long_book: Window) -> None:
    table = long_book.register.table
    use = table.model_.records[7].use
    long_book.go("register", use)
    assert table.currentIndex().row() == 7
    assert table.selected_record().use == use
    assert long_book.register.detail.use is not None
    assert long_book.register.detail.use.seq == use
    # What somebody else wrote moves the book by one; the entry stays the chosen one.
    seals.submit_use(long_book.desk.office, builders.make_request())
    assert table.model_.rowCount() == 10
    assert table.currentIndex().row() == 8
    assert table.selected_record().use == use


def test_a_filter_makes_a_long_book_short_again(long_book: Window) -> None:
    page = long_book.register
    page.groups.set_key("filed")
    page.reload()
    assert not isinstance(page.table.model_.records, PagedRecords)
    assert [line.state for line in page.table.model_.records] == [State.FILED]


def test_a_search_with_too_many_hits_asks_for_more_letters(
    long_book: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_FOUND", 5)
    long_book.register.search.set_text("养老金")
    long_book.register.reload()
    assert long_book.register.foot.text() == "最近的 5 条，请再输几个字"
    assert len(long_book.register.table.model_.records) == 5


# Large type in the smallest window


@pytest.mark.parametrize("large", [False, True])
def test_number_and_state_of_the_detail_are_whole_in_the_smallest_window(worked: Worked, large: bool) -> None:
    window = worked(builders.HANDLER)
    window.resize(1366, 768)
    window.large.setChecked(large)
    QApplication.processEvents()
    page = window.register
    for record in list(page.table.model_.records):
        page.table.select_where(partial(operator.eq, record))
        QApplication.processEvents()
        (chip,) = body(page.detail).findChildren(Chip)[:1]
        room = page.detail.area.viewport().width()
        right = chip.mapTo(body(page.detail), chip.rect().topRight()).x()
        assert chip.width() >= chip.sizeHint().width()
        assert right <= room - 10
        number = next(each for each in body(page.detail).findChildren(QLabel) if each.text() == record.number)
        assert number.height() < 2 * number.fontMetrics().height()
