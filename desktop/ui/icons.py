"""Icons: our meanings, mapped to the pictures of the `mdi6` set."""

import json
from functools import cache
from importlib.util import find_spec
from math import ceil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap

from desktop.ui.theme import theme

MEANINGS = {
    "home": "view-dashboard-outline",
    "seal": "stamper",
    "search": "magnify",
    "settings": "cog-outline",
    "new": "plus",
    "print": "printer-outline",
    "edit": "pencil-outline",
    "copy": "content-copy",
    "save": "content-save-outline",
    "submit": "send-outline",
    "scan": "scanner",
    "look": "eye-outline",
    "hide": "eye-off-outline",
    "download": "download-outline",
    "return": "undo-variant",
    "close": "close",
    "more": "dots-horizontal",
    "zoom_in": "magnify-plus-outline",
    "zoom_out": "magnify-minus-outline",
    "fit": "fit-to-page-outline",
    "check": "check",
    "done": "check-circle",
    "done_outline": "check-circle-outline",
    "clock": "clock-outline",
    "calendar": "calendar-outline",
    "due": "calendar-clock-outline",
    "alert": "alert-outline",
    "error": "alert-circle-outline",
    "blocked": "alert-octagon",
    "lock": "lock-outline",
    "verified": "shield-check",
    "broken": "shield-alert",
    "chain": "shield-link-variant-outline",
    "link": "link-variant",
    "attachment": "paperclip",
    "backup": "database-check-outline",
    "info": "information-outline",
    "person": "account-outline",
    "people": "account-group-outline",
    "finding": "text-box-check-outline",
    "archive": "archive-outline",
    "document": "file-document-outline",
    "paper": "file-certificate-outline",
    "help": "help-circle-outline",
    "history": "history",
    "back": "chevron-left",
    "next": "chevron-right",
    "up": "chevron-up",
    "down": "chevron-down",
    "sorted_down": "arrow-down",
    "sorted_up": "arrow-up",
    "ticked": "checkbox-marked",
    "unticked": "checkbox-blank-outline",
    "minus": "minus",
    "large": "format-size",
    "dark": "weather-night",
    "light": "white-balance-sunny",
    "book": "notebook-outline",
    "key": "key-outline",
    "draft": "pencil-outline",
    "refused": "minus",
    "void": "close",
    "spin": "unfold-more-horizontal",
}

FONT = "materialdesignicons6-webfont-6.9.96.ttf"
LETTERS = "materialdesignicons6-webfont-charmap-6.9.96.json"

_cache: dict[tuple[str, str, int], QPixmap] = {}


@cache
def _icon_font() -> tuple[str, dict[str, str]]:
    """The family of the icon font, and by the name of a picture the code point of its letter.

    Both files are qtawesome's. It is not imported: that takes longer than all else before the first window.
    """
    package = find_spec("qtawesome")
    assert package is not None  # what is shipped with the program is there
    assert package.origin is not None
    fonts = Path(package.origin).parent / "fonts"
    number = QFontDatabase.addApplicationFont(str(fonts / FONT))
    return QFontDatabase.applicationFontFamilies(number)[0], json.loads((fonts / LETTERS).read_text("utf-8"))


def pixmap(name: str, token: str = "ink2", size: int = 18) -> QPixmap:
    """The picture of a meaning in a token's colour, `size` pixels wide."""
    colour = theme().hex(token)
    key = (name, colour, size)
    if key not in _cache:
        _cache[key] = _paint(MEANINGS[name], colour, size)
    return _cache[key]


def _paint(picture: str, colour: str, size: int) -> QPixmap:
    family, letters = _icon_font()
    font = QFont(family)
    font.setPixelSize(size)
    dots = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]  # an icon needs one
    made = QPixmap(ceil(size * dots), ceil(size * dots))
    made.setDevicePixelRatio(dots)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(0, 0, size, size, Qt.AlignmentFlag.AlignCenter, chr(int(letters[picture], 16)))
    painter.end()
    return made


def icon(name: str, token: str = "ink2", size: int = 18) -> QIcon:
    """The same for buttons and menus."""
    made = QIcon(pixmap(name, token, size))
    made.addPixmap(pixmap(name, "ink3", size), QIcon.Mode.Disabled)
    return made
