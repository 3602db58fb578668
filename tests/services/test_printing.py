"""A paper goes to the print system: what it is told, and what is said when it does not answer."""

import os
import sys
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop.domain.printing import Offset, PrintOrder, Sides
from desktop.domain.problems import Unavailable
from desktop.services import printing

TODAY = date(2026, 9, 8)


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A print system that keeps what it was told; a test writes into its folder what it answers."""
    folder = tmp_path / "bin"
    folder.mkdir()
    answers = {
        "lp": "",
        "lpoptions": "PageSize/Media Size: *A4 A5\nInputSlot/Media Source: *Auto Tray1 Manual\n",
    }
    for name, answer in answers.items():
        (folder / f"{name}.txt").write_text(answer, "utf-8")
        program = folder / name
        program.write_text(
            f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\nhere = Path({str(folder)!r})\n"
            f"(here / '{name}.told').write_text('\\n'.join(sys.argv[1:]))\n"
            f"if '{name}' == 'lp': (here / 'paper.pdf').write_bytes(sys.stdin.buffer.read())\n"
            f"print((here / '{name}.txt').read_text(), end='')\n"
            f"why = here / '{name}.why'\n"
            "if why.exists(): sys.exit(why.read_text())\n"
        )
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def told(system: Path, name: str) -> list[str]:
    return (system / f"{name}.told").read_text().split("\n")


def test_the_pdf_goes_as_it_is_and_at_its_own_size(system: Path) -> None:
    pdf = printing.test_page("办公室", TODAY).pdf
    assert printing.takes_pdf()
    printing.send(pdf, PrintOrder("office", 3, Sides.LONG, "InputSlot=Tray1"))
    assert (system / "paper.pdf").read_bytes() == pdf
    assert told(system, "lp") == [
        "-d",
        "office",
        "-n",
        "3",
        "-o",
        "sides=two-sided-long-edge",
        "-o",
        "print-scaling=none",
        "-o",
        "media=A4",
        "-o",
        "InputSlot=Tray1",
        "-",
    ]


def test_a_printer_that_refuses_is_quoted(system: Path) -> None:
    (system / "lp.why").write_text("lp: The printer or class does not exist.")
    with pytest.raises(Unavailable) as refused:
        printing.send(b"%PDF", PrintOrder("nowhere"))
    assert str(refused.value) == (
        "打印机没有接受。lp: The printer or class does not exist.。请检查打印机，再打印一次。"
    )


def test_a_printer_that_refuses_without_a_word(system: Path) -> None:
    (system / "lp.why").write_text("")
    (system / "lp").write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(Unavailable, match="没有说原因"):
        printing.send(b"%PDF", PrintOrder("nowhere"))


def test_a_print_system_that_does_not_answer(system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "PATIENCE_S", 0.2)
    (system / "lp").write_text("#!/bin/sh\nexec sleep 20\n")
    with pytest.raises(Unavailable, match="打印服务没有反应"):
        printing.send(b"%PDF", PrintOrder("office"))


def test_the_trays_are_those_that_the_printer_names(system: Path) -> None:
    assert printing.trays("office") == [
        ("InputSlot=Auto", "Auto"),
        ("InputSlot=Tray1", "Tray1"),
        ("InputSlot=Manual", "Manual"),
    ]
    assert told(system, "lpoptions") == ["-p", "office", "-l"]
    (system / "lpoptions.txt").write_text("PageSize/Media Size: *A4\n")
    assert printing.trays("office") == []
    (system / "lpoptions.why").write_text("no such printer")
    assert printing.trays("office") == []


def test_without_a_print_system_pages_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not printing.takes_pdf()
    assert printing.trays("office") == []


def ink(pdf: bytes) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is printed, in tenths of a millimetre."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=254 / 72, grayscale=True).to_pil().convert("L")
    box = page.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = map(int, box)
    return left, top, right, bottom


@pytest.mark.parametrize("offset", [Offset(12, -7), Offset(-30, 45), Offset(0, 1)])
def test_the_pages_are_moved_and_keep_their_size(offset: Offset) -> None:
    pdf = printing.test_page("办公室", TODAY).pdf
    before, after = ink(pdf), ink(printing.placed(pdf, offset))
    moves = (offset.right, offset.down) * 2
    assert [abs(one + move - other) <= 1 for one, move, other in zip(before, moves, after, strict=True)] == [
        True
    ] * 4
    assert printing.placed(pdf, offset) == printing.placed(pdf, offset)


def test_a_printer_that_is_not_off_gets_the_very_bytes() -> None:
    pdf = printing.test_page("办公室", TODAY).pdf
    assert printing.placed(pdf, Offset()) is pdf


def test_the_cross_stands_where_it_is_said_to_stand() -> None:
    left, top = printing.due_place()
    page = pypdfium2.PdfDocument(printing.test_page("办公室", TODAY).pdf)[0]
    picture = page.render(scale=254 / 72, grayscale=True).to_pil().convert("L")
    assert (left, top) == (50.0, 60.0)
    assert min(picture.getpixel((x, 560)) for x in range(495, 506)) < 200
    assert min(picture.getpixel((450, y)) for y in range(595, 606)) < 200
