"""The whole component sheet: everything named, nothing cut, no colour of its own, in every look."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Chip, Tag
from tests.ui.widgets.sheet import LOOKS, make_sheet, settle

WIDGETS = Path(__file__).parents[3] / "desktop/ui/widgets"
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\d")


def nameless(sheet: QWidget) -> list[str]:
    """The kinds of controls that a screen reader could not tell."""
    controls = [
        widget
        for widget in sheet.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and widget.window() is sheet
    ]
    assert len(controls) > 20
    return [type(widget).__name__ for widget in controls if not widget.accessibleName()]


def cut(sheet: QWidget) -> list[str]:
    """The words of buttons, chips and tags that have less room than they need."""
    parts = [part for kind in (Button, Chip, Tag) for part in sheet.findChildren(kind) if part.isVisible()]
    assert len(parts) > 20
    return [part.accessibleName() for part in parts if part.width() < needed(part)]


def needed(part: QWidget) -> int:
    if isinstance(part, Button):
        return QFontMetrics(part._words_font()).horizontalAdvance(part.text()) + 8
    return part.sizeHint().width()


def test_on_the_sheet_everything_is_named_and_nothing_cut_in_any_look(qtbot: QtBot) -> None:
    sheet = make_sheet()
    qtbot.addWidget(sheet)
    # Without a window of the system, whose own late resizing would come in between.
    sheet.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    sheet.show()
    found = {}
    for name, dark, large in LOOKS:
        theme().dark, theme().large = dark, large
        theme().restyle()
        settle()
        sheet.resize(sheet.sizeHint())
        settle()
        found[name] = (nameless(sheet), cut(sheet))
    assert found == {"light": ([], []), "dark": ([], []), "large": ([], [])}


@pytest.mark.parametrize(
    ("variant", "small", "height"), [("primary", False, 36), ("secondary", True, 30), ("link", False, 30)]
)
def test_buttons_are_as_high_as_designed_focused_or_not(
    variant: str, small: bool, height: int, qtbot: QtBot
) -> None:
    button = Button("批准用印", variant, small=small)
    qtbot.addWidget(button)
    button.show()
    button.activateWindow()
    qtbot.waitUntil(button.isActiveWindow)
    heights = [button.sizeHint().height()]
    button.setFocus()
    heights.append(button.sizeHint().height())
    assert heights == [height, height]


def test_a_blocked_button_says_why(qtbot: QtBot) -> None:
    button = Button("提交审批", "primary", key="Ctrl+Enter")
    qtbot.addWidget(button)
    button.block("还差 1 份材料")
    blocked = (button.isEnabled(), button.toolTip(), button.accessibleDescription())
    button.unblock()
    free = (button.isEnabled(), button.toolTip(), button.accessibleDescription())
    assert (blocked, free) == ((False, "还差 1 份材料", "还差 1 份材料"), (True, "", ""))


def test_a_chip_is_named_by_its_words(qtbot: QtBot) -> None:
    chip = Chip("待批准", "pri", "clock")
    qtbot.addWidget(chip)
    narrow = chip.sizeHint().width()
    chip.set_words("超时 15 小时", "err", "clock")
    assert (chip.accessibleName(), chip.sizeHint().height()) == ("超时 15 小时", 26)
    assert chip.sizeHint().width() > narrow


def test_widgets_have_no_colour_of_their_own() -> None:
    found = [path.name for path in WIDGETS.rglob("*.py") if COLOUR.search(path.read_text("utf-8"))]
    assert found == []
