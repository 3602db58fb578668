"""The print dialog: what it remembers, what it writes down, and what it says of a printer."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.domain.papers import Paper
from desktop.domain.printing import Offset
from desktop.domain.problems import Unavailable
from desktop.services import printing as services
from desktop.services.office import Office
from desktop.ui import printers
from desktop.ui.desk import Desk
from desktop.ui.printing import Preview, Trace
from desktop.ui.settings.printers import PrintersCard, read_tenths

NAMES = ["办公室", "大厅"]


@pytest.fixture(autouse=True)
def two_printers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Two printers and a print system that keeps what it gets; this computer has chosen nothing yet."""
    monkeypatch.setenv("YOUJU_CONFIG", str(tmp_path / "config"))
    monkeypatch.setattr(printers, "names", lambda: list(NAMES))
    monkeypatch.setattr(printers, "usual", lambda: "大厅")
    monkeypatch.setattr(printers, "state_words", lambda _name: "就绪")
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, answer in (("lp", ""), ("lpoptions", "InputSlot/Media Source: *Auto Tray1")):
        program = folder / name
        program.write_text(
            f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\nhere = Path({str(folder)!r})\n"
            f"(here / '{name}.told').write_text(' '.join(sys.argv[1:]))\n"
            f"if '{name}' == 'lp': (here / 'paper.pdf').write_bytes(sys.stdin.buffer.read())\n"
            f"print({answer!r})\n"
            "if (here / 'broken').exists() and sys.argv[0].endswith('lp'): sys.exit('out of paper')\n"
        )
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.fixture
def paper() -> Paper:
    return services.test_page("办公室", date(2026, 9, 8))


Open = Callable[..., Preview]


@pytest.fixture
def show(qtbot: QtBot, handler: Office, paper: Paper) -> Open:
    """Opens the dialog on a paper."""

    def shown(*given: Any, **more: Any) -> Preview:
        desk = Desk(handler, inline=True)
        owner = PrintersCard(desk)
        qtbot.addWidget(owner)
        made = Preview(owner, desk, paper, *given, **more)
        made.show()
        return made

    return shown


def test_what_was_chosen_is_chosen_again_for_this_kind(show: Open, two_printers: Path, paper: Paper) -> None:
    first = show()
    assert (first.printer.key(), first.copies.value(), first.tray_field.isVisible()) == ("大厅", 1, True)
    first.printer.set_key("办公室")
    first.copies.set_raw("3")
    first.sides.set_key(first.sides.itemData(1))
    first.tray.set_key("InputSlot=Tray1")
    first.print()
    assert (two_printers / "lp.told").read_text() == (
        "-d 办公室 -n 3 -o sides=two-sided-long-edge -o print-scaling=none -o media=A4 -o InputSlot=Tray1 -"
    )
    assert (two_printers / "paper.pdf").read_bytes() == paper.pdf
    again = show()
    assert (again.printer.key(), again.copies.value(), again.sides.key(), again.tray.key()) == (
        "办公室",
        3,
        "two-sided-long-edge",
        "InputSlot=Tray1",
    )


def test_a_formal_paper_is_written_down_before_it_leaves(show: Open) -> None:
    noted: list[object] = []
    dialog = show(Trace(lambda _office, copies: noted.append(copies), lambda _office: noted.append("failed")))
    dialog.copies.set_raw("2")
    dialog.print()
    assert noted == [2]


def test_what_the_printer_did_not_take_is_taken_back(
    show: Open, two_printers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (two_printers / "broken").touch()
    noted: list[object] = []
    said: list[str] = []
    monkeypatch.setattr("desktop.ui.errors.report", lambda _owner, error, *_more: said.append(str(error)))
    dialog = show(Trace(lambda _office, copies: noted.append(copies), lambda _office: noted.append("failed")))
    dialog.print()
    assert noted == [1, "failed"]
    assert said == ["打印机没有接受。out of paper。请检查打印机，再打印一次。"]
    assert dialog.isVisible()
    (two_printers / "broken").unlink()
    dialog.print()
    assert noted == [1, "failed", 1]


def test_a_formal_paper_that_leaves_as_a_file_is_written_down(
    show: Open, tmp_path: Path, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[object] = []
    path = tmp_path / "证明.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    show(Trace(lambda _office, copies: noted.append(copies), lambda _office: None)).save()
    assert (noted, path.read_bytes()) == ([0], paper.pdf)


def test_the_number_of_copies_must_be_one(show: Open, two_printers: Path) -> None:
    dialog = show()
    dialog.copies.set_raw("0")
    dialog.print()
    assert not (two_printers / "lp.told").exists()
    assert dialog.isVisible()


def test_a_printer_that_is_off_gets_moved_pages_and_says_so(
    show: Open, two_printers: Path, paper: Paper
) -> None:
    settings.remember_offset("大厅", 12, -3)
    dialog = show()
    assert dialog.ready.text() == "就绪　已按测试页移动：右 1.2 毫米，下 -0.3 毫米"
    dialog.print()
    assert (two_printers / "paper.pdf").read_bytes() == services.placed(paper.pdf, Offset(12, -3))


def test_the_test_sheet_itself_is_not_moved(show: Open, two_printers: Path, paper: Paper) -> None:
    settings.remember_offset("大厅", 12, -3)
    dialog = show(moved=False)
    assert dialog.ready.text() == "就绪"
    dialog.print()
    assert (two_printers / "paper.pdf").read_bytes() == paper.pdf


def test_another_red_head_sets_the_paper_anew(show: Open, paper: Paper) -> None:
    asked: list[str] = []

    def headed(_office: Office, style: str) -> Paper:
        asked.append(style)
        return Paper("other", "套红", paper.pdf, 1, ())

    dialog = show(None, headed)
    dialog.head.setFocus()
    QTest.keyClick(dialog.head, Qt.Key.Key_Right)
    assert (asked, dialog.paper.title) == (["preprinted"], "套红")


def test_without_a_printer_the_paper_can_be_saved(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers, "names", list)
    dialog = show()
    assert not dialog.print_button.isEnabled()
    assert dialog.ready.text() == ""
    dialog.print()


def test_pages_are_drawn_where_no_print_system_takes_a_pdf(
    show: Open, two_printers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(services, "takes_pdf", lambda: False)
    monkeypatch.setattr(printers, "print_pages", lambda _pdf, order, _report: drawn.append(order.printer))
    show().print()
    assert drawn == ["大厅"]


def test_a_printer_that_is_not_there_is_named(paper: Paper) -> None:
    from desktop.domain.printing import PrintOrder  # noqa: PLC0415

    with pytest.raises(Unavailable, match="打印机没有反应"):
        printers.print_pages(paper.pdf, PrintOrder("没有这台"), lambda _done, _of: None)


@pytest.fixture
def card(qtbot: QtBot, admin: Office) -> PrintersCard:
    """The card of the printers."""
    made = PrintersCard(Desk(admin, inline=True))
    qtbot.addWidget(made)
    made.reload()
    made.show()
    return made


def test_what_was_measured_moves_everything_after_it(card: PrintersCard) -> None:
    assert card.now.text() == "现在：不移动"
    card.printer.set_key("大厅")
    card.left.set_text("48.8")
    card.top.set_text("60.3")
    card.keep()
    assert settings.read_printing().offsets == {"大厅": (12, -3)}
    assert card.now.text() == "现在：内容右移 1.2 毫米，下移 -0.3 毫米"


@pytest.mark.parametrize(
    ("left", "top", "bad"),
    [("", "60", "right"), ("50", "六十", "down"), ("20", "60", "right"), ("50", "70.1", "down")],
)
def test_a_measure_that_cannot_be_is_named_at_its_field(
    card: PrintersCard, left: str, top: str, bad: str
) -> None:
    card.left.set_text(left)
    card.top.set_text(top)
    card.keep()
    assert [key for key, field in card.fields.items() if field.error.text()] == [bad]
    assert settings.read_printing().offsets == {}


@pytest.mark.parametrize(
    ("text", "tenths"), [("50.4", 504), (" 7 ", 70), ("50。4", 504), ("50.44", None), ("-1", None)]
)
def test_millimetres_are_read_to_a_tenth(text: str, tenths: int | None) -> None:
    assert read_tenths(text) == tenths


def test_the_test_sheet_is_shown_unmoved(card: PrintersCard) -> None:
    card.print_test()
    [shown] = card.window().findChildren(Preview)
    assert shown.paper.kind == "printer_test"
    shown.close()


def test_without_a_printer_nothing_can_be_kept(card: PrintersCard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers, "names", list)
    card.reload()
    assert not card.keep_button.isEnabled()


def test_choices_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    settings.remember_offset("大厅", 1, 2)
    settings.file().with_name("printing.json").write_text("{", "utf-8")
    assert settings.read_printing() == settings.Printing()
