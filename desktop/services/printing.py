"""Handing a finished paper to a printer: the PDF as it is to CUPS, moved where the printer is known to be off."""

import os
import shutil
import subprocess
import sys
from datetime import date

from desktop.domain.papers import Paper
from desktop.domain.printing import Offset, PrintOrder
from desktop.domain.problems import Unavailable
from desktop.forms import testsheet
from desktop.forms.paper.moved import move
from desktop.i18n import _

PATIENCE_S = 30
"""A print server that does not answer for so long is not there."""
SOURCES = ("InputSlot", "MediaPosition")
"""How printer descriptions call the choice of a tray. *Source:* PPD 4.3, 5.9."""


def takes_pdf() -> bool:
    """Whether this computer's printers take a PDF as it is."""
    return sys.platform != "win32" and shutil.which("lp") is not None


def placed(pdf: bytes, offset: Offset) -> bytes:
    """The pages as this printer must get them, so that they stand where they belong."""
    return move(pdf, offset)


def test_page(printer: str, today: date) -> Paper:
    """The sheet with the cross and the rulers, by which a printer is measured."""
    return testsheet.printer_test(testsheet.PrinterTest(printer=printer, printed_on=today))


def due_place() -> tuple[float, float]:
    """Where the cross of the test sheet belongs, in mm from the paper's left and upper edge."""
    return testsheet.CROSS_LEFT, testsheet.CROSS_TOP


def _call(command: list[str], content: bytes = b"") -> str:
    """What a program of the print system answers. Raises Unavailable in words."""
    plain = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=PATIENCE_S, env=plain, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(_("打印服务没有反应。它可能没有启动。请检查打印服务，再打印一次。")) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Unavailable(
            _("打印机没有接受。{why}。请检查打印机，再打印一次。").format(
                why=said[-1] if said else _("没有说原因")
            )
        )
    return done.stdout.decode("utf-8", "replace")


def trays(printer: str) -> list[tuple[str, str]]:
    """The trays of a printer as (choice, words), none where it has no choice or does not say."""
    if not takes_pdf() or shutil.which("lpoptions") is None:
        return []
    try:
        said = _call(["lpoptions", "-p", printer, "-l"])
    except Unavailable:
        return []
    for line in said.splitlines():
        option, _colon, choices = line.partition(":")
        name = option.partition("/")[0]
        if name in SOURCES:
            return [(f"{name}={choice.lstrip('*')}", choice.lstrip("*")) for choice in choices.split()]
    return []


def send(pdf: bytes, order: PrintOrder) -> None:
    """Gives a PDF to CUPS as it is, at its own size. Raises Unavailable."""
    command = ["lp", "-d", order.printer, "-n", str(order.copies), "-o", f"sides={order.sides.value}"]
    # Whatever the queue would do to fit a page: this one is the size of the sheet already.
    command += ["-o", "print-scaling=none", "-o", "media=A4"]
    if order.tray:
        command += ["-o", order.tray]
    _call([*command, "-"], pdf)
