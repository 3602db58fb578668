"""The test sheet of a printer: rulers of their length, the cross in its place."""

from collections.abc import Callable

import pypdfium2

from desktop.forms import testsheet
from desktop.forms.documents import sample
from desktop.forms.reading import read_document
from tests.forms.conftest import MM, Reader

TEST = read_document(testsheet.PrinterTest, testsheet.EXAMPLE)


def test_the_rulers_are_a_hundred_millimetres_long() -> None:
    reader = Reader(testsheet.printer_test(TEST).pdf)
    paths = reader.document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
    sides = [(right - left, high - low) for left, low, right, high in (path.get_bounds() for path in paths)]
    along = [round(width / MM) for width, height in sides if height < 1]
    down = [round(height / MM) for width, height in sides if width < 1]
    assert (along.count(100), down.count(100)) == (1, 1)
    assert (len(down) - 2, len(along) - 2) == (101, 101)


def test_the_sheet_names_its_printer_and_a_specimen_says_so() -> None:
    assert "办公室 奔图 P3305DN" in Reader(testsheet.printer_test(TEST).pdf).text()
    assert "样张" in Reader(testsheet.printer_test(sample(TEST)).pdf).text()


def test_the_sheet_looks_as_agreed(looks_like: Callable[[bytes, str], None]) -> None:
    looks_like(testsheet.printer_test(TEST).pdf, "printer_test")
