"""How soon the window is there: process start to exit after the first paint, beside a bare window."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from desktop.paths import ROOT
from desktop.services import demo

ROUNDS = 5
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
FIRST_PAINT = """
import sys
from pathlib import Path
import desktop.ui
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.ui.start.sign_in import SignIn
from desktop.ui.theme import theme
app = QApplication(sys.argv)
theme().apply(app)
door = SignIn(Path(sys.argv[1]))
door.show()
QTimer.singleShot(0, app.quit)
app.exec()
door.deleteLater()
"""
REGISTER = """
import sys
from pathlib import Path
import desktop.ui
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.services import people
from desktop.services.office import read_settings
from desktop.settings import Settings
from desktop.ui.desk import Desk
from desktop.ui.theme import theme
from desktop.ui.window import Window
app = QApplication(sys.argv)
theme().apply(app)
folder = Path(sys.argv[1])
desk = Desk(people.sign_in(folder, people.names_to_sign_in(folder)[0], people.sample_password(folder)))
window = Window(desk, read_settings(desk.office), Settings())
window.show()
window.go("register")
def look():
    if window.register.table.model_.records:
        app.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
app.exec()
window.close()
desk.close()
window.deleteLater()
"""


def timed(code: str, *words: str) -> float:
    """The median time of a process that runs this code, in seconds."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *words], check=True, env=environment, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def run() -> list[tuple[str, float, str]]:
    """The ratios, with the limits of the yardsticks. Signing in includes the password's slow key."""
    scratch = Path(tempfile.mkdtemp())
    try:
        folder = scratch / "office"
        demo.make_sample(folder, uses=40, today=date(2026, 9, 8))
        timed(BARE)
        bare = timed(BARE)
        return [
            ("first paint / bare QMainWindow process", timed(FIRST_PAINT, str(folder)) / bare, "≤ 2.5"),
            ("usable register / bare QMainWindow process", timed(REGISTER, str(folder)) / bare, "≤ 5"),
        ]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}: {ratio:.2f} ({limit})")
