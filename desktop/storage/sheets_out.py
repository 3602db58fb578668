"""Lists written out as Excel files, row by row, for everybody who asks an office for its figures.

Numbers that people read as names (ID numbers, telephones, register numbers) are text cells; a text that Excel
would take for a formula is marked as text, so that it can do nothing when it is opened or edited there.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from desktop.domain.listings import Listing, Value
from desktop.domain.problems import Unavailable
from desktop.i18n import _

MOST_ROWS = 1_048_576
"""What one sheet holds; a longer list goes on in the next."""
DANGEROUS = ("=", "+", "-", "@")
"""A text that begins so is a formula to some program that opens it."""
PER_REPORT = 500

Progress = Callable[[int], None]
_BOLD = Font(bold=True)
_BIG = Font(bold=True, size=14)


@dataclass(frozen=True, slots=True)
class Written:
    """A list on its way out: how many rows it has, and the SHA-256 of its file."""

    rows: int
    sha256: str


@contextmanager
def written_list(path: Path, listing: Listing, progress: Progress | None = None) -> Iterator[Written]:
    """Writes a list beside its place; it appears there, whole, when the block ends well. Raises Unavailable.

    An exception from the block or from `progress` leaves nothing behind.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        rows = _write(part, listing, progress)
        with part.open("rb+") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        yield Written(rows, digest)
        part.replace(path)
    except OSError as error:
        raise Unavailable(
            _("没有写成“{name}”。磁盘已满、文件夹不能写入，或文件正在 Excel 里打开。请检查后再试。").format(
                name=path.name
            )
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _write(part: Path, listing: Listing, progress: Progress | None) -> int:
    book = Workbook(write_only=True)
    most = MOST_ROWS - len(listing.notes) - 2
    count, sheet = 0, _new_sheet(book, listing)
    try:
        for row in listing.rows:
            if count and count % most == 0:
                sheet = _new_sheet(book, listing)
            sheet.append(_cells(sheet, row))
            count += 1
            if progress is not None and count % PER_REPORT == 0:
                progress(count)
        book.save(part)
    except BaseException:
        _drop(book)
        raise
    return count


def _new_sheet(book: Workbook, listing: Listing):  # type: ignore[no-untyped-def]
    number = len(book.worksheets) + 1
    sheet = book.create_sheet(listing.title if number == 1 else f"{listing.title} {number}")
    for place, heading in enumerate(listing.headings, 1):
        sheet.column_dimensions[get_column_letter(place)].width = heading.width
    sheet.freeze_panes = f"A{len(listing.notes) + 3}"
    sheet.append([_text(sheet, listing.title, _BIG)])
    for note in listing.notes:
        sheet.append([_text(sheet, note)])
    sheet.append([_text(sheet, heading.title, _BOLD) for heading in listing.headings])
    return sheet


def _cells(sheet: object, row: Iterable[Value]) -> list[object]:
    return [value if isinstance(value, int) else _text(sheet, value) for value in row]


def _text(sheet: object, value: str, font: Font | None = None) -> object:
    """A cell that is text and stays it."""
    value = "".join(character for character in value if character >= " " or character == "\n")
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    cell.number_format = "@"
    if value.startswith(DANGEROUS):
        cell.quotePrefix = True
    if font is not None:
        cell.font = font
    return cell


def _drop(book: Workbook) -> None:
    """Takes away what openpyxl keeps aside of sheets that were never saved."""
    for sheet in book.worksheets:
        if sheet._writer is not None and not sheet.closed:
            sheet.close()
            sheet._writer.cleanup()
