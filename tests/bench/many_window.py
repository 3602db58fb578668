"""The window on a large office, in a process of its own: `jump`, `open`, or `pause` while a long job runs."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import json
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop.services import backup, evidence
from desktop.services.office import read_settings
from desktop.settings import Settings
from desktop.storage import keys
from desktop.ui.desk import Desk
from desktop.ui.theme import theme
from desktop.ui.window import Window
from tests import builders

JUMPS, REPAINTS, TICK_MS = 40, 40, 5


def opened(folder: Path, number: int) -> Window:
    clock = builders.MovableClock()
    clock.advance(days=7_300)
    desk = Desk(builders.sign_in(folder, number, clock))
    window = Window(desk, read_settings(desk.office), Settings(backup_folder=folder.with_name("backups")))
    window.resize(1440, 900)
    window.show()
    window.go("register")
    desk.settle()
    return window


def wait_for(ready: Callable[[], bool]) -> None:
    while not ready():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 2)


def shown(window: Window) -> bool:
    records = window.register.table.model_.records
    return len(records) > 0 and records[0] is not None


def jump(folder: Path) -> dict[str, float]:
    """Median seconds of a jump to any place until its lines are painted, and of an empty repaint."""
    window = opened(folder, builders.HANDLER)
    table = window.register.table
    wait_for(lambda: shown(window))
    time.sleep(5)  # the bookmarks are made beside the counter
    QApplication.processEvents()
    chance, jumps, repaints = random.Random(3), [], []
    for _turn in range(REPAINTS):
        start = time.perf_counter()
        table.viewport().repaint()
        repaints.append(time.perf_counter() - start)
    for _turn in range(JUMPS):
        row = chance.randrange(table.model_.rowCount())
        start = time.perf_counter()
        table.verticalScrollBar().setValue(row * table.rowHeight(0))
        table.viewport().repaint()
        wait_for(lambda row=row: table.model_.records[row] is not None)  # type: ignore[misc]
        table.viewport().repaint()
        jumps.append(time.perf_counter() - start)
    return {"jump": statistics.median(jumps), "repaint": statistics.median(repaints)}


def first(folder: Path) -> dict[str, float]:
    """Memory in MB once the register is there."""
    window = opened(folder, builders.HANDLER)
    wait_for(lambda: shown(window))
    return {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def pause(folder: Path) -> dict[str, float]:
    """The longest the window did not answer, in seconds, while the office was verified, and backed up."""
    window = opened(folder, builders.APPROVER)
    wait_for(lambda: shown(window))
    found = {}
    target = folder.with_name("pause.youju")
    target.unlink(missing_ok=True)
    for name, work in (
        ("verify", lambda office, report: evidence.verify_office(office, progress=report)),
        ("backup", lambda office, report: backup.back_up(office, target, progress=report)),
    ):
        ends: list[object] = []
        beats = [time.perf_counter()]
        timer = QTimer()
        timer.setInterval(TICK_MS)
        timer.timeout.connect(lambda beats=beats: beats.append(time.perf_counter()))
        timer.start()
        window.desk.run_long(window, name, work, ends.append)
        wait_for(lambda ends=ends: bool(ends))  # type: ignore[misc]
        timer.stop()
        found[name] = max(later - one for one, later in pairwise(beats))
    return found


if __name__ == "__main__":
    keys.TIME_COST, keys.MEMORY_KIB, keys.LANES = 1, 8, 1
    application = QApplication([])
    theme().apply(application)
    result = {"jump": jump, "open": first, "pause": pause}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps(result), flush=True)
    os._exit(0)
