"""A window in which somebody types an application until the program is killed: `python -m tests.journeys.typist FOLDER`."""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services.office import read_settings
from desktop.settings import Settings
from desktop.ui.desk import Desk
from desktop.ui.seals import application
from desktop.ui.window import Window
from tests import builders
from tests.journeys.worker import cheap

TYPED = "zheng guo dong "


def tell(words: str) -> None:
    """Says something to whoever started this."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(folder: Path) -> None:
    """Types without end; says so when the first draft is kept."""
    cheap()
    application.SAVE_EVERY_MS = 20
    app = QApplication(["youju"])
    office = builders.sign_in(folder, builders.HANDLER, builders.MovableClock())
    window = Window(Desk(office), read_settings(office), Settings())
    window.show()
    window.go("application")
    page = window.application
    address = page.edits["applicant_address"]
    page.keeper.kept.connect(lambda _when: tell("kept"))
    typing = QTimer()
    typing.timeout.connect(lambda: QTest.keyClicks(address, TYPED))
    typing.start(5)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
