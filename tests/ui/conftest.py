"""Real windows, off-screen, on the small office of all tests; the desk does its work at once."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

from desktop.services.office import Office, read_settings
from desktop.settings import Settings
from desktop.ui.desk import Desk
from desktop.ui.kept import kept_looks
from desktop.ui.theme import theme
from desktop.ui.window import Window

OpenWindow = Callable[[Office], Window]


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The program's look, and no memory of this computer's own settings."""
    folder = tmp_path_factory.mktemp("settings")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
    os.environ["YOUJU_CONFIG"] = str(folder)
    theme().apply(qapp, review=True)


@pytest.fixture
def open_window(tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens the window for whoever is signed in."""
    opened: list[Window] = []

    def open_for(office: Office) -> Window:
        desk = Desk(office, inline=True)
        window = Window(desk, read_settings(office), Settings(backup_folder=tmp_path / "backups"))
        window.resize(1440, 900)
        window.show()
        opened.append(window)
        return window

    yield open_for
    for window in opened:
        if not shiboken6.isValid(window):
            continue
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    kept_looks().clear()
    theme().set_dark(False)
    theme().set_large(False)
