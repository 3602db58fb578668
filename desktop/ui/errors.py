"""Exceptions turned into the words of the office; the only place that does so."""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtWidgets import QWidget

from desktop.domain.problems import Missing, Problem, Refused, Stale, Unavailable
from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.ui.widgets.dialogs import Tell

_log = logging.getLogger("youju")
EXPECTED = (Refused, Stale, Missing, Unavailable)


def log_file() -> Path:
    """Where mistakes of the program are written down; no personal value stands there."""
    return Path(platformdirs.user_log_dir("youju", appauthor=False)) / "youju.log"


def start_log() -> None:
    """Opens the log of this computer; without one the program goes on."""
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(log_file(), encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _log.addHandler(handler)


def log(error: Exception) -> str:
    """Writes a mistake of the program down, without the values it stumbled over. Gives its short number."""
    if isinstance(error, EXPECTED):
        return ""
    number = f"{datetime.now().astimezone():%m%d-%H%M%S}"
    # Only places, not messages: an exception's text may quote what was typed.
    places = "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in _frames(error))
    _log.error("%s %s\n%s", number, type(error).__name__, places)
    return number


def _frames(error: Exception) -> list[traceback.FrameSummary]:
    return list(traceback.extract_tb(error.__traceback__))


def words(error: Exception) -> tuple[str, str]:
    """What to tell the clerk: a heading and a sentence."""
    if isinstance(error, Refused):
        return _("没有办成"), join(error.problems)
    if isinstance(error, Stale):
        return _("别人刚刚改过"), str(error)
    if isinstance(error, Missing):
        return _("没有找到"), str(error)
    if isinstance(error, Unavailable):
        return _("没有办成"), str(error)
    return _("程序出错，没有存上"), _("这是程序的错误，您填的内容还在。请把日志交给维护人员。")


def join(problems: tuple[Problem, ...]) -> str:
    """Several objections, each on its line, with the clause behind it."""
    return "\n".join(
        problem.message + (f"（{problem.clause}）" if problem.clause else "") for problem in problems
    )


def show(
    owner: QWidget, error: Exception, *, number: str = "", again: Callable[[], object] | None = None
) -> "Tell":
    """Tells the clerk what happened, in a dialog over the window. Gives the dialog, which lives with its owner.

    `number` is the one under which a mistake was written down already; `again` tries the same once more.
    """
    from desktop.ui.widgets.dialogs import Tell  # noqa: PLC0415  the door is painted without any dialog

    heading, text = words(error)
    if isinstance(error, EXPECTED):
        box = Tell(owner.window(), heading, text, again=again)
    else:
        number = number or log(error)
        note = _("编号 {number}　日志 {file}").format(number=number, file=log_file())
        box = Tell(owner.window(), heading, text, note, copied=f"{number} {log_file()}")
    box.open()
    return box


def report(owner: QWidget, error: Exception, number: str, again: Callable[[], object]) -> None:
    """Tells what an answer from the desk was instead: a thing not there in the window's banner, so that work
    goes on where it can; everything else in a dialog."""
    from desktop.ui.widgets.messages import Banner  # noqa: PLC0415  the door is painted without any message

    banner = owner.window().findChild(Banner)
    if not isinstance(error, Unavailable):
        show(owner, error, number=number)
    elif banner is None:
        show(owner, error, again=again)
    else:
        banner.tell(*words(error), again)
