"""Puts the rooms together: settings, the office, the desk, the window."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog

from desktop import settings
from desktop.domain.problems import Missing, Unavailable
from desktop.paths import RESOURCES
from desktop.services import door as at_the_door
from desktop.ui import errors
from desktop.ui.start.sign_in import SignIn
from desktop.ui.theme import theme

if TYPE_CHECKING:
    from desktop.services.office import Clock, Office


def run(office: Path | None = None, today: date | None = None) -> int:
    """Opens the window on an office, or on the first start asks to make one. Gives the exit status.

    `today` shifts the day, in sample offices only.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # the program itself makes no other kind
    app.setApplicationName("youju")
    app.setQuitOnLastWindowClosed(False)
    errors.start_log()
    theme().apply(app)
    app.setWindowIcon(QIcon(str(RESOURCES / "icon" / "youju.svg")))
    computer = settings.read()
    folder = office or computer.office
    while True:
        if folder is None or not has_office(folder):
            folder = make_office(folder or settings.default_office())
            if folder is None:
                return 0
        entered, again = enter(folder, today)
        if entered is None:
            if again is None:
                folder = None
                continue
            return 0
        settings.remember_office(folder)
        if show_window(app, entered) != "sign_out":
            return 0


def has_office(folder: Path) -> bool:
    """Whether somebody can sign in there."""
    try:
        at_the_door.names_to_sign_in(folder)
    except Missing:
        return False
    except Unavailable:
        return True
    return True


def make_office(suggested: Path) -> Path | None:
    """The first start. Gives the folder of the office made or opened, or None when nobody wanted one."""
    from desktop.ui.start.wizard import Wizard  # noqa: PLC0415  needed once in an office's life

    wizard = Wizard(suggested)
    if wizard.exec() != QDialog.DialogCode.Accepted:
        return None
    return wizard.folder


def enter(folder: Path, today: date | None) -> "tuple[Office | None, Path | None]":
    """Somebody signs in. Gives the open office; or None with the folder when they gave up, or with None when
    they asked for another office."""
    try:
        door = SignIn(folder, _shifted_clock(folder, today))
    except Unavailable as error:
        # The dialog lives as long as its owner: both must stand until it was read.
        owner = QDialog()
        errors.show(owner, error).exec()
        return None, folder
    wanted: list[bool] = []
    door.other_wanted.connect(lambda: wanted.append(True))
    if door.exec() == QDialog.DialogCode.Accepted:
        return door.office, folder
    return None, None if wanted else folder


def _shifted_clock(folder: Path, today: date | None) -> "Clock | None":
    """The clock of a sample office that plays on another day; None where this computer's counts."""
    if today is None or not at_the_door.sample_password(folder):
        return None
    from desktop.services.office import SampleClock  # noqa: PLC0415  heavy: the door stands before it

    return SampleClock(today)


def show_window(app: QApplication, office: "Office") -> str:
    """The window of one signed-in person, until it is closed or they sign out."""
    # Heavy: the door stands before the pages are loaded.
    from desktop.services.office import read_settings  # noqa: PLC0415
    from desktop.ui.desk import Desk  # noqa: PLC0415
    from desktop.ui.fonts import use_chosen  # noqa: PLC0415
    from desktop.ui.window import Window  # noqa: PLC0415

    desk = Desk(office)
    window = Window(desk, read_settings(office), settings.read())
    window.resize(1440, 900)
    if app.primaryScreen().availableGeometry().width() <= window.width():
        window.showMaximized()
    else:
        window.show()
    use_chosen(window)
    window.start()
    desk.settle()
    app.setQuitOnLastWindowClosed(True)
    app.exec()
    app.setQuitOnLastWindowClosed(False)
    ended = window.ended
    desk.finish()
    try:
        with office.write() as work:
            work.record("people.signed_out", ("account", office.clerk.number))
    except Unavailable as error:
        errors.log(error)
    desk.close()
    window.deleteLater()
    # The window goes in order, before the interpreter takes its parts down in none.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return ended
