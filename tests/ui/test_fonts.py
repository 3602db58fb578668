"""设置 › 本单位 › 字体: an own font is taken, kept for the next start, and given up; a wrong file is refused."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop import settings
from desktop.forms.paper.fonts import FANG, FOLDER
from desktop.services import fonts as services
from desktop.services.office import Office
from desktop.ui.fonts import use_chosen
from desktop.ui.settings.fonts import FontsCard
from desktop.ui.window import Window
from tests.ui.conftest import OpenWindow


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer that has chosen nothing, and the shipped fonts afterwards."""
    monkeypatch.setenv("YOUJU_CONFIG", str(tmp_path / "config"))
    yield
    for style in services.styles():
        services.use_font(style, None)


@pytest.fixture
def window(admin: Office, open_window: OpenWindow) -> Window:
    """The administrator's window at 设置 › 本单位."""
    made = open_window(admin)
    made.go("settings", "office")
    return made


@pytest.fixture
def office_font(tmp_path: Path) -> Path:
    return Path(copyfile(FOLDER / "LXGWWenKai-Regular.ttf", tmp_path / "仿宋_GB2312.ttf"))


def card(window: Window) -> FontsCard:
    return window.settings_page.fonts


def choose(window: Window, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (path, ""))
    QTest.keyClick(card(window).changes["仿宋"], Qt.Key.Key_Space)


def test_an_own_font_is_taken_kept_and_given_up(
    window: Window, office_font: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = FANG.runs("王")
    shown = card(window)
    assert (shown.files["仿宋"].text(), shown.backs["仿宋"].isVisible()) == ("随附的字体", False)
    choose(window, monkeypatch, str(office_font))
    assert FANG.runs("王") != before
    assert settings.read_fonts() == {"仿宋": office_font}
    assert (shown.files["仿宋"].text(), shown.backs["仿宋"].isVisible()) == (str(office_font), True)
    QTest.keyClick(shown.backs["仿宋"], Qt.Key.Key_Space)
    assert FANG.runs("王") == before
    assert settings.read_fonts() == {}


def test_a_wrong_file_is_refused_in_its_own_words(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "字体.ttf"
    wrong.write_text("不是字体")
    choose(window, monkeypatch, str(wrong))
    assert card(window).fields["仿宋"].error.text().startswith("不能用“字体.ttf”作仿宋。")
    assert settings.read_fonts() == {}
    choose(window, monkeypatch, "")
    assert card(window).fields["仿宋"].has_error()


def test_the_next_start_uses_what_was_chosen(window: Window, office_font: Path) -> None:
    before = FANG.runs("王")
    use_chosen(window)
    assert FANG.runs("王") == before
    settings.remember_font("仿宋", office_font)
    settings.remember_font("小标宋", office_font.with_name("没有.ttf"))
    use_chosen(window)
    assert FANG.runs("王") != before
    (told,) = window.toasts.shown
    assert told.text == "文书用随附的字体排"


def test_choices_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    settings.file().parent.mkdir(parents=True)
    settings.file().with_name("fonts.json").write_text("[1]")
    assert settings.read_fonts() == {}


def test_a_computer_that_cannot_keep_choices_goes_on(tmp_path: Path, office_font: Path) -> None:
    (tmp_path / "config").write_text("not a folder")
    settings.remember_font("仿宋", office_font)
    assert settings.read_fonts() == {}
