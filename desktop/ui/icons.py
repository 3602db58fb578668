"""Icons: our meanings, mapped to the pictures of the `mdi6` set."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap

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

FILL = 8 / 7
"""qtawesome draws a picture at seven eighths of its size; ours are as large as they are said to be."""

_cache: dict[tuple[str, str, int], QPixmap] = {}


def pixmap(name: str, token: str = "ink2", size: int = 18) -> QPixmap:
    """The picture of a meaning in a token's colour, `size` pixels wide."""
    colour = theme().hex(token)
    key = (name, colour, size)
    if key not in _cache:
        # qtawesome takes a tenth of a second to import: only when the first icon is drawn.
        import qtawesome  # noqa: PLC0415

        made = qtawesome.icon(f"mdi6.{MEANINGS[name]}", color=colour, scale_factor=FILL)
        _cache[key] = made.pixmap(QSize(size, size))
    return _cache[key]


def icon(name: str, token: str = "ink2", size: int = 18) -> QIcon:
    """The same for buttons and menus."""
    made = QIcon(pixmap(name, token, size))
    made.addPixmap(pixmap(name, "ink3", size), QIcon.Mode.Disabled)
    return made
