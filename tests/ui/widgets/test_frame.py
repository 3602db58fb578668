"""The frame of the window: what stands in its bars, what gives way, and what its rail says."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.people import Account
from desktop.paths import RESOURCES, ROOT
from desktop.services.office import Office
from desktop.ui.desk import Desk
from desktop.ui.frame import Frame
from desktop.ui.icons import MEANINGS, pixmap
from desktop.ui.page import Page
from desktop.ui.theme import theme
from tests import builders

NOW = datetime(2026, 9, 8, 9, 46, tzinfo=UTC)
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")
Make = Callable[..., Frame]


class First(Page):
    """A page that always lets go."""

    name = "first"

    def key_caps(self) -> list[tuple[str, str]]:
        """Its keys."""
        return [("Enter", "打开"), ("F1", "帮助")]


class Second(First):
    """A page that may hold on."""

    name = "second"
    free = True
    target: object = None

    def key_caps(self) -> list[tuple[str, str]]:
        """Its keys."""
        return [("Ctrl+S", "存草稿")]

    def leave(self) -> bool:
        """As told."""
        return self.free

    def show_target(self, target: object) -> None:
        """Notes it."""
        self.target = target


@pytest.fixture
def make(qtbot: QtBot, handler: Office) -> Make:
    """A frame with two pages."""

    def build(*, sample: bool = False, clerk: Account | None = None) -> Frame:
        profile = builders.make_founding().profile
        frame = Frame(profile, clerk or handler.clerk, sample=sample, now=lambda: NOW)
        qtbot.addWidget(frame)
        desk = Desk(handler, inline=True)
        frame.add_page(First(desk), words="工作台", picture="home", key="Alt+1")
        frame.add_page(Second(desk), words="用印", picture="seal", key="Alt+2")
        frame.set_chain("ok", "台账校验通过", "1,284 条")
        frame.set_backup("已备份 08:30", late=False)
        frame.resize(1440, 900)
        frame.show()
        frame.activateWindow()
        qtbot.waitUntil(frame.isActiveWindow)
        frame.go("first")
        return frame

    return build


def shown(frame: Frame) -> str:
    page = frame.current()
    assert page is not None
    return page.name


def caps(frame: Frame) -> list[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [each.text() for each in frame.caps.findChildren(QLabel)]


def test_the_status_bar_shows_the_keys_of_the_page_that_is_shown(make: Make) -> None:
    frame = make()
    first = caps(frame)
    frame.go("second")
    assert (first, caps(frame)) == (["Enter", "打开", "F1", "帮助"], ["Ctrl+S", "存草稿"])
    assert frame.moment.text() == "9月8日 周二 09:46"


def test_the_rails_keys_lead_to_their_pages(make: Make) -> None:
    frame = make()
    QTest.keyClick(frame, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    second = (
        shown(frame),
        [name for name, place in frame.places.items() if place.item and place.item.isChecked()],
    )
    QTest.keyClick(frame, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert (second, shown(frame)) == (("second", ["second"]), "first")


def test_a_page_that_has_something_to_keep_is_not_left(make: Make) -> None:
    frame = make()
    frame.go("second")
    page = frame.places["second"].page
    assert isinstance(page, Second)
    page.free = False
    frame.go("first")
    held = shown(frame)
    page.free = True
    frame.go("first")
    assert (held, shown(frame)) == ("second", "first")


def test_a_target_is_handed_over(make: Make) -> None:
    frame = make()
    frame.go("second", 316)
    page = frame.places["second"].page
    assert isinstance(page, Second)
    assert page.target == 316


def test_what_waits_is_counted_and_read_out(make: Make) -> None:
    frame = make()
    frame.set_count("second", 3)
    item = frame.places["second"].item
    assert item is not None
    waiting = (item.count, item.accessibleDescription())
    frame.set_count("second", 0)
    assert (waiting, (item.count, item.accessibleDescription())) == ((3, "3 件等您处理"), (0, ""))
    assert item.toolTip() == "用印（Alt+2）"


@pytest.mark.parametrize(
    ("state", "words", "count", "ink"),
    [
        ("ok", "台账校验通过", "1,284 条", "ok"),
        ("checking", "校验中", "", "ink2"),
        ("broken", "台账第 7 条对不上", "", "err"),
    ],
)
def test_the_badge_tells_its_state_in_words_picture_and_colour(
    state: str, words: str, count: str, ink: str, make: Make
) -> None:
    frame = make()
    frame.set_chain(state, words, count)
    whole = f"{words} {count}".strip()
    assert (frame.chain.text(), frame.chain.accessibleName(), frame.chain.ink) == (whole, whole, ink)


def test_a_sample_office_is_marked_and_a_real_one_is_not(make: Make) -> None:
    marked, real = make(sample=True), make()
    assert (marked.mark.isVisible(), marked.mark.text()) == (True, "样本办公室 · 不是真的")
    assert not real.mark.isVisible()


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("width", [1024, 1280, 1366, 1440])
def test_in_the_top_bar_no_word_is_cut(width: int, large: bool, make: Make) -> None:
    frame = make(sample=True)
    theme().set_large(large)
    frame.resize(width, 700)
    QApplication.processEvents()
    parts: list[QWidget] = [frame.organisation, frame.mark, frame.chain, frame.large, frame.dark, frame.user]
    row = sorted([*parts, frame.search], key=lambda part: part.x())
    assert frame.width() == width
    assert [part.accessibleName() for part in parts if part.width() < part.sizeHint().width()] == []
    assert [right.x() - left.geometry().right() >= 8 for left, right in pairwise(row)] == [True] * 6


def test_large_type_and_dark_are_told_with_their_keys(qtbot: QtBot, make: Make) -> None:
    frame = make()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    with qtbot.waitSignals([frame.large_toggled, frame.dark_toggled]):
        QTest.keyClick(frame, Qt.Key.Key_0, both)
        QTest.keyClick(frame, Qt.Key.Key_D, both)
    assert (theme().large, theme().dark) == (True, True)
    with qtbot.waitSignal(frame.search_wanted):
        QTest.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)


def test_every_meaning_has_its_picture(qapp: QApplication) -> None:
    assert [name for name in MEANINGS if _inked(name) < 20] == []


def _inked(name: str) -> int:
    """How many of a picture's dots carry ink."""
    image = pixmap(name, "ink", 24).toImage()
    return sum(image.pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24))


def test_the_programs_picture_is_the_same_drawn_and_as_dots(qapp: QApplication) -> None:
    kept = QImage(str(RESOURCES / "icon/youju.png")).convertToFormat(QImage.Format.Format_ARGB32)
    drawn = QIcon(str(RESOURCES / "icon/youju.svg")).pixmap(QSize(256, 256)).toImage()
    drawn = drawn.convertToFormat(QImage.Format.Format_ARGB32)
    assert kept.size() == drawn.size() == QSize(256, 256)
    places = [(x, y) for x in range(0, 256, 4) for y in range(0, 256, 4)]
    assert [place for place in places if _apart(kept.pixelColor(*place), drawn.pixelColor(*place)) > 40] == []


def _apart(one: QColor, other: QColor) -> int:
    """How far two colours are from each other."""
    parts = (QColor.red, QColor.green, QColor.blue, QColor.alpha)
    return max(abs(part(one) - part(other)) for part in parts)


def test_no_colour_is_named_outside_the_theme() -> None:
    files = [path for path in (ROOT / "desktop/ui").rglob("*.py") if path.name != "theme.py"]
    assert len(files) > 30
    assert [path.name for path in files if COLOUR.search(path.read_text("utf-8"))] == []
