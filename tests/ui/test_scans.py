"""The folder of the scanner is watched; what could not be filed waits on the workbench."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop import settings as computers
from desktop.domain.problems import Unavailable
from desktop.domain.scans import BLANK, Aside
from desktop.domain.seals import SealUse, State
from desktop.services import scans, seals
from desktop.services.office import Office
from desktop.ui.scans import ScansCard
from desktop.ui.settings.page import SettingsPage
from desktop.ui.settings.scans import ScanFolderCard
from desktop.ui.theme import theme
from desktop.ui.widgets.dialogs import Ask, Tell
from desktop.ui.widgets.fields import ComboField
from desktop.ui.widgets.thumbnails import PageViewer
from desktop.ui.window import Window
from tests import builders, scanner
from tests.conftest import MakeUse

OpenWindow = Callable[[Office], Window]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder to which the scanner writes, as this computer knows it."""
    place = tmp_path / "扫描"
    place.mkdir()
    computers.write(computers.Settings(scan_folder=place))
    yield place
    computers.write(computers.Settings())


@pytest.fixture
def sealed(handler: Office, approver: Office, make_use: MakeUse) -> tuple[SealUse, bytes]:
    """An entry that waits for its copy, with its paper."""
    use = make_use(state=State.TO_SEAL)
    pdf = seals.print_paper(handler, use.seq).pdf
    return seals.record_sealing(approver, use.seq, impressions=1, place="办公室"), pdf


def look(window: Window) -> ScansCard:
    """Two looks, as five seconds apart."""
    card = window.home.scans
    card.look()
    card.look()
    return card


def form(folder: Path, name: str = "表.pdf") -> Path:
    """A form that a resident brought: it has no code."""
    path = folder / name
    path.write_bytes(builders.picture("PDF", pages=2, size=(400, 500), shade=90))
    return path


def asked(window: Window) -> Ask:
    return next(ask for ask in window.findChildren(Ask) if ask.isVisible())


def test_without_a_folder_there_is_no_card(handler: Office, open_window: OpenWindow) -> None:
    card = look(open_window(handler))
    assert (card.isVisible(), card.tray) == (False, None)


def test_what_came_is_filed_and_told(
    handler: Office, open_window: OpenWindow, folder: Path, sealed: tuple[SealUse, bytes]
) -> None:
    use, pdf = sealed
    (folder / "扫描1.pdf").write_bytes(scanner.stack([scanner.lay(pdf, Random(1), angle=6)]))
    form(folder)
    window = open_window(handler)
    card = look(window)
    assert [toast.text for toast in window.toasts.shown] == ["收到 2 件扫描件，已归档 1 件，1 件待认领"]
    assert seals.get_use(handler, use.seq).state is State.FILED
    assert [row.accessibleName() for row in card.rows] == [f"表.pdf（2 页） {BLANK}"]
    assert (card.isVisible(), card.count.text()) == (True, "1")
    assert ("Space", "放大扫描件") in window.home.key_caps()
    look(window)
    assert len(window.toasts.shown) == 1


def test_nothing_is_filed_behind_the_cover(
    handler: Office, open_window: OpenWindow, folder: Path, sealed: tuple[SealUse, bytes]
) -> None:
    use, pdf = sealed
    path = folder / "扫描1.pdf"
    path.write_bytes(scanner.stack([scanner.lay(pdf, Random(1))]))
    window = open_window(handler)
    window.lock()
    look(window)
    assert path.exists()
    ask = asked(window)
    QTest.keyClicks(ask.fields["password"].editor, builders.PASSWORD)
    ask.ask()
    look(window)
    assert not path.exists()
    assert seals.get_use(handler, use.seq).state is State.FILED


def test_who_files_no_copies_watches_nothing(auditor: Office, open_window: OpenWindow, folder: Path) -> None:
    form(folder)
    card = look(open_window(auditor))
    assert (card.isVisible(), card._timer.isActive(), card.rows) == (False, False, [])


def test_a_scan_is_claimed_for_an_entry(
    handler: Office, open_window: OpenWindow, folder: Path, sealed: tuple[SealUse, bytes]
) -> None:
    use, _pdf = sealed
    path = form(folder)
    window = open_window(handler)
    card = look(window)
    QTest.keyClick(card.rows[0], Qt.Key.Key_Return)
    asked(window).ask()
    assert seals.get_use(handler, use.seq).kept_copies[0].name == "表.pdf"
    assert (path.exists(), card.isVisible()) == (False, False)


def test_without_an_entry_that_waits_there_is_nothing_to_choose(
    handler: Office, open_window: OpenWindow, folder: Path
) -> None:
    form(folder)
    window = open_window(handler)
    QTest.keyClick(look(window).rows[0], Qt.Key.Key_Return)
    [told] = window.findChildren(Tell)
    assert told.windowTitle() == "没有等留底的登记"


def test_a_scan_is_put_aside(handler: Office, open_window: OpenWindow, folder: Path) -> None:
    form(folder)
    window = open_window(handler)
    card = look(window)
    QTest.keyClick(card.rows[0], Qt.Key.Key_Delete)
    ask = asked(window)
    reason = ask.fields["reason"].editor
    assert isinstance(reason, ComboField)
    reason.set_key(Aside.NOT_OURS)
    ask.ask()
    assert [path.name for path in (folder / "不归档").rglob("*.pdf")] == ["表.pdf"]
    assert not card.isVisible()


def test_space_shows_a_scan_full_size_and_a_broken_file_only_goes_aside(
    handler: Office, open_window: OpenWindow, folder: Path
) -> None:
    form(folder)
    (folder / "坏.pdf").write_bytes(b"%PDF-")
    window = open_window(handler)
    rows = {row.scan.name: row for row in look(window).rows}
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(rows["坏.pdf"], key)
    assert not window.findChildren(PageViewer)
    assert not window.findChildren(Ask)
    QTest.keyClick(rows["表.pdf"], Qt.Key.Key_Space)
    [viewer] = window.findChildren(PageViewer)
    assert viewer.place.text() == "第 1 页，共 2 页"
    viewer.close()


def test_a_sealing_makes_the_folder_be_looked_at_again(
    handler: Office, approver: Office, open_window: OpenWindow, folder: Path, make_use: MakeUse
) -> None:
    use = make_use(state=State.TO_SEAL)
    pdf = seals.print_paper(handler, use.seq).pdf
    (folder / "早到.pdf").write_bytes(scanner.stack([scanner.lay(pdf, Random(1))]))
    window = open_window(handler)
    card = look(window)
    assert len(card.rows) == 1
    seals.record_sealing(approver, use.seq, impressions=1, place="办公室")
    window.desk.changed.emit("seals")
    card.look()
    assert (card.rows, card.isVisible()) == ([], False)
    assert seals.get_use(handler, use.seq).state is State.FILED


def test_a_folder_that_is_away_is_said_and_comes_back(
    handler: Office, open_window: OpenWindow, folder: Path
) -> None:
    path = form(folder)
    content = path.read_bytes()
    window = open_window(handler)
    path.unlink()
    folder.rmdir()
    card = look(window)
    assert (card.isVisible(), card.bar.isHidden()) == (True, False)
    assert card.bar.accessibleName().startswith("扫描件的文件夹不在")
    folder.mkdir()
    path.write_bytes(content)
    look(window)
    assert (card.bar.isHidden(), len(card.rows)) == (True, 1)


def test_a_stop_leaves_the_files_until_one_goes_on(
    handler: Office, open_window: OpenWindow, folder: Path
) -> None:
    form(folder)
    window = open_window(handler)
    window.desk.started.connect(lambda job: job.stop())
    card = look(window)
    assert (card.rows, card.bar.accessibleName()) == ([], "已停止读扫描件 文件都还在文件夹里。")
    window.desk.started.disconnect()
    look(window)
    assert card.rows == []
    card._go_on()
    assert len(card.rows) == 1


def test_an_office_out_of_reach_is_said_and_tried_again(
    handler: Office, open_window: OpenWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_asked: object) -> None:
        raise Unavailable("台账正被别的程序占用。")

    form(folder)
    window = open_window(handler)
    with monkeypatch.context() as now:
        now.setattr(scans, "take_in", away)
        card = look(window)
    assert card.bar.accessibleName() == "扫描件没有归档 台账正被别的程序占用。"
    card.look()
    assert (card.bar.isHidden(), len(card.rows)) == (True, 1)


def test_another_folder_is_another_tray(
    handler: Office, open_window: OpenWindow, folder: Path, tmp_path: Path
) -> None:
    form(folder)
    window = open_window(handler)
    card = look(window)
    computers.write(computers.Settings())
    card.look()
    assert (card.isVisible(), card.tray, card._files.directories()) == (False, None, [])


def test_the_lines_take_another_look_and_the_arrows_choose(
    handler: Office, open_window: OpenWindow, folder: Path
) -> None:
    form(folder, "1.pdf")
    form(folder, "2.pdf").write_bytes(b"%PDF-")
    window = open_window(handler)
    card = look(window)
    window.activateWindow()
    card.rows[0].setFocus()
    first = window.focusWidget()
    QTest.keyClick(card.rows[0], Qt.Key.Key_Down)
    assert window.focusWidget() is card.rows[1]
    QTest.keyClick(card.rows[1], Qt.Key.Key_Up)
    assert window.focusWidget() is first
    before = card.rows
    theme().set_large(True)
    assert (len(card.rows), card.rows is before) == (2, False)


# 设置


def test_the_folder_is_chosen_in_the_settings(
    handler: Office, open_window: OpenWindow, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(handler)
    page = window.settings_page
    assert isinstance(page, SettingsPage)
    [card] = page.findChildren(ScanFolderCard)
    assert card.folder.text() == str(folder)

    def choose(path: str) -> None:
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: path)
        card.choose()

    choose("")
    choose(str(handler.folder))
    assert computers.read().scan_folder == folder
    assert card.field.error.text() == "这是台账的文件夹。里面的文件不能动。请另选一个。"
    choose(str(tmp_path))
    assert (computers.read().scan_folder, card.field.error.text()) == (tmp_path, "")
    card.stop.click()
    assert (computers.read().scan_folder, card.folder.text()) == (None, "还没有选")
