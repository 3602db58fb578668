"""Pages where there is little room: what gives way, what stays whole, what stands on its own ground."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.seals import State, UseFilter, UseLine
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui.seals.register import GROUPS
from desktop.ui.seals.table import matter_shown
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import tag_width
from desktop.ui.widgets.search import cap_width
from desktop.ui.widgets.thumbnails import PageViewer, Thumbnails
from desktop.ui.window import Window
from tests import builders
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow


@pytest.fixture
def line(make_use: MakeUse, handler: Office) -> UseLine:
    make_use(State.TO_APPROVE)
    (made,) = seals.list_uses(handler, UseFilter(seal=1))
    return replace(made, corrects_running=303)


def test_marks_get_short_then_the_code_gives_way_and_words_are_cut_last(
    qapp: QApplication, line: UseLine
) -> None:
    del qapp
    name = QFontMetrics(theme().font("body")).horizontalAdvance(line.matter_name)
    code, long, short = (tag_width(words) for words in (line.matter_tag, "更正 303", "→303"))
    whole = code + 8 + name + 6 + long
    assert matter_shown(line, whole) == (line.matter_tag, line.matter_name, ["更正 303"])
    assert matter_shown(line, whole - 1) == (line.matter_tag, line.matter_name, ["→303"])
    assert matter_shown(line, whole - long + short - 1) == ("", line.matter_name, ["更正 303"])
    assert matter_shown(line, name + 6 + short) == ("", line.matter_name, ["→303"])
    tag, words, marks = matter_shown(line, name + 6 + short - 1)
    assert (tag, words[-1], marks) == ("", "…", ["→303"])


def test_a_number_is_not_torn_from_what_it_counts(
    make_use: MakeUse, handler: Office, open_window: OpenWindow
) -> None:
    use = make_use(State.FILED)
    window = open_window(handler)
    window.go("register", use.seq)
    texts = [each.text() for each in window.register.detail.findChildren(QLabel)]
    sealed = next(text for text in texts if text.endswith("印") and "办公室" in text)
    assert sealed.split(" ")[-1] == "1\u00a0印"
    assert "办公室\u00a0· " in sealed


def test_the_copies_open_at_the_page_that_was_chosen(
    approver: Office, make_use: MakeUse, open_window: OpenWindow, tmp_path: Path
) -> None:
    use = make_use(State.TO_KEEP)
    scans = []
    for name in ("正面.png", "背面.png"):
        scans.append(tmp_path / name)
        scans[-1].write_bytes(builders.picture(size=(600, 800 + len(scans))))
    window = open_window(approver)
    window.go("register", use.seq)
    window.register.detail._zone.files.emit(scans)
    (pictures,) = window.register.detail.findChildren(Thumbnails)
    (look,) = [each for each in window.register.detail.findChildren(Button) if each.text() == "放大查看"]
    for open_them, place in ((look.click, 1), (lambda: pictures.opened.emit(1), 2)):
        open_them()
        (viewer,) = [each for each in window.findChildren(PageViewer) if each.isVisible()]
        assert viewer.place.text() == f"第 {place} 页，共 2 页"
        viewer.reject()


def test_every_foot_stands_on_the_same_ground(
    make_use: MakeUse, handler: Office, open_window: OpenWindow
) -> None:
    make_use(State.FILED)
    window = open_window(handler)
    for page, name in (
        ("home", "done"),
        ("register", "foot"),
        ("life", "foot"),
        ("takeover", "says"),
        ("search", "foot"),
        ("application", "cancel_button"),
    ):
        window.go(page)
        said = getattr(window.current(), name)
        assert isinstance(said, QWidget)
        foot = said.parentWidget()
        assert foot is not None
        assert (page, foot.property("sunken"), foot.property("foot")) == (page, True, True)


@pytest.mark.parametrize("width", [1366, 1440])
def test_the_search_of_the_register_has_room_for_its_words_and_its_key(
    qtbot: QtBot, handler: Office, open_window: OpenWindow, width: int
) -> None:
    window = open_window(handler)
    window.resize(width, 768)
    window.go("register")
    page = window.register
    # Large counts and the longest matter must not press the search together.
    for key, _words, _states in GROUPS:
        page.groups.set_count(key, 312)
    page.matter.set_items([("", "事项：全部"), ("10", "社保10 养老金身份确认核对")])
    search = page.search
    words = search.fontMetrics().horizontalAdvance(search.placeholderText())
    taken = search.lead_room() + 2 * 11 + cap_width("/") + 10
    matter = page.matter
    qtbot.waitUntil(lambda: matter.width() == min(matter.sizeHint().width(), matter.maximumWidth()))
    assert search.width() >= words + taken


def settings(window: Window, tab: str, *, large: bool) -> QWidget:
    window.resize(1366, 768)
    window.large.setChecked(large)
    window.go("settings", tab)
    QApplication.processEvents()
    return window.settings_page


@pytest.mark.parametrize("large", [False, True])
def test_the_fields_of_the_settings_stand_in_line(
    qtbot: QtBot, admin: Office, open_window: OpenWindow, large: bool
) -> None:
    window = open_window(admin)
    page = window.settings_page
    settings(window, "office", large=large)
    # Qt fits a choice to its words first, and gives it its room a moment later.
    qtbot.waitUntil(lambda: page.joined.width() == page.hour.width())
    settings(window, "backup", large=large)
    (choose,) = [each for each in page.findChildren(Button) if each.text() == "换一个位置"]
    low, other = (widget.mapTo(page, widget.rect().bottomLeft()).y() for widget in (choose, page.folder))
    assert low == other


def test_a_checkpoint_is_written_in_letters_that_cannot_be_confused(
    admin: Office, open_window: OpenWindow
) -> None:
    window = open_window(admin)
    settings(window, "backup", large=False)
    checkpoint = window.settings_page.checkpoint
    checkpoint.ensurePolished()
    width = checkpoint.fontMetrics().horizontalAdvance
    assert width("lI1|") == width("WWWW")


def test_what_was_done_this_month_is_a_number_with_a_small_unit(
    make_use: MakeUse, handler: Office, open_window: OpenWindow
) -> None:
    make_use(State.FILED)
    window = open_window(handler)
    window.go("home")
    assert [each.accessibleName() for each in window.home.figures] == [
        "已用印 1 件",
        "已留底 1 件",
        "超范围拦下 0 件",
    ]
    number = window.home.figures[0]
    assert number.textFormat() is Qt.TextFormat.RichText
    before = number.sizeHint().width()
    window.large.setChecked(True)
    assert f"font-size:{theme().px('label')}px" in number.text()
    assert number.sizeHint().width() > before
