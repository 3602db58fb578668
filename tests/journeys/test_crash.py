"""The power goes while an application is being typed: the workbench offers it the next time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pytestqt.qtbot import QtBot

from desktop.paths import ROOT
from desktop.services import evidence
from desktop.services.office import read_settings
from desktop.settings import Settings
from desktop.ui.desk import Desk
from desktop.ui.window import Window
from tests import builders
from tests.journeys.typist import TYPED


def test_what_was_being_typed_when_the_program_died_is_offered_again(
    qtbot: QtBot, office_folder: Path
) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.typist", str(office_folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    saved = [child.stdout.readline() for _save in range(3)]
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert (saved, child.returncode) == (["kept\n"] * 3, -signal.SIGKILL)

    clock = builders.MovableClock()
    clock.advance(minutes=3)
    office = builders.sign_in(office_folder, builders.HANDLER, clock)
    assert evidence.verify_office(office).fault is None
    desk = Desk(office, inline=True)
    window = Window(desk, read_settings(office), Settings())
    qtbot.addWidget(window)
    window.show()
    bar = window.home.left_open
    assert bar.isVisible()
    assert bar.draft is not None
    bar.wanted.emit(bar.draft)
    typed = window.application.edits["applicant_address"].text()
    assert typed.startswith(TYPED)
    assert typed == (TYPED * len(typed))[: len(typed)]
    window.close()
    desk.close()
