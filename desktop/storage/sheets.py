"""Readers of foreign tables: an old register in Excel or CSV, as plain cells.

The reading runs in a child process (`services.seals` starts it), so that a hostile file kills only the child.
"""

import csv
import hashlib
import io
import os
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.problems import Problem, Refused
from desktop.domain.seals.takeover import Cell, OldFile, Row, Sheet
from desktop.i18n import _

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
"""What a workbook may come to when its zip is opened; more is no register."""
MOST_ROWS = 100_000
MOST_COLUMNS = 100
MOST_SHEETS = 50
LONGEST_CELL = 2000
LARGEST_FIELD = 1024 * 1024
"""A field of a text file that is longer comes from a quotation mark that was never closed."""
MOST_MEMORY = 1024 * 1024 * 1024
"""What the child may take, where the system can hold it to that."""
ENCODINGS = ("utf-8", "gb18030", "big5")
"""How a text file may be read when nobody can tell from the file itself."""

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def _refused(rule: str, message: str) -> Refused:
    return Refused([Problem(f"takeover.{rule}", message, "file")])


def keep_small() -> None:
    """Holds this process to its memory and keeps it quiet, for the child that reads.

    Where the system cannot hold it, it goes without. What a reader says when it breaks is for nobody's terminal.
    """
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        import resource  # noqa: PLC0415
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def read_sheets(path: Path, encoding: str = "") -> OldFile:
    """Reads a workbook (.xlsx, .xls) or a text file with columns, by what is in it and not by its name.

    `encoding` is how to read a text file when that was asked. Raises Refused in words.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _refused(
                "file_large",
                _("“{name}”太大，有 {size} MB，最多 {most} MB。请按年份分成几个文件。").format(
                    name=name, size=-(-size // (1024 * 1024)), most=LARGEST_FILE // (1024 * 1024)
                ),
            )
        content = path.read_bytes()
    except OSError as error:
        raise _refused(
            "file_unreadable", _("读不了“{name}”。文件不在了，或没有权限。请检查后再试。").format(name=name)
        ) from error
    if not content.strip():
        raise _refused("file_empty", _("“{name}”是空文件。里面没有登记。请换一个文件。").format(name=name))
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(PDF):
        raise _refused(
            "file_kind", _("“{name}”是 PDF，不是表格。请找到原来的 Excel 或 CSV 文件。").format(name=name)
        )
    if content.startswith((ZIP, OLE)):
        return OldFile(name, digest, _workbook(name, content))
    text, found = _decoded(name, content, encoding)
    return OldFile(name, digest, (_table(name, text),), found)


def _workbook(name: str, content: bytes) -> tuple[Sheet, ...]:
    # calamine is only needed in the child, and costs the start of the window nothing.
    import python_calamine as calamine  # noqa: PLC0415

    if content.startswith(ZIP):
        _check_unpacked(name, content)
    if content.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise _locked(name)
    try:
        book = calamine.load_workbook(io.BytesIO(content))
        sheets = [
            Sheet(title, _rows(name, book.get_sheet_by_name(title)))
            for title, kind in ((sheet.name, sheet.typ) for sheet in book.sheets_metadata[:MOST_SHEETS])
            if kind is calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as error:
        raise _locked(name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _refused(
            "file_damaged",
            _(
                "“{name}”读不出来。它不是 Excel 表格，或者已经损坏。请用 Excel 打开，另存为 .xlsx 再试。"
            ).format(name=name),
        ) from error
    return tuple(sheets)


def _locked(name: str) -> Refused:
    return _refused(
        "file_locked",
        _("“{name}”有打开密码。加了密的表格读不了。请在 Excel 里去掉密码，另存一份再试。").format(name=name),
    )


def _check_unpacked(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return  # the reader of workbooks says in its own way what is wrong with it
    if size > LARGEST_UNPACKED:
        raise _refused(
            "file_bomb",
            _("“{name}”展开后太大，不像登记簿。请只留登记的那张表，另存一份再试。").format(name=name),
        )


def _rows(name: str, sheet: "CalamineSheet") -> tuple[Row, ...]:
    if sheet.total_height >= MOST_ROWS:  # the last line counted from 0
        raise _too_many(name)
    found = sheet.to_python(skip_empty_area=False)
    return tuple(tuple(_cell(cell) for cell in row[:MOST_COLUMNS]) for row in found)


def _too_many(name: str) -> Refused:
    return _refused(
        "rows_many",
        _("“{name}”有太多行，最多 {most} 行。请按年份分成几个文件。").format(
            name=name, most=f"{MOST_ROWS:,}"
        ),
    )


def _cell(value: object) -> Cell:
    """One cell as old registers are read: a number, a day, or text. A tick kept as yes or no becomes a word."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, date):
        return value
    return str(value)[:LONGEST_CELL]


def _decoded(name: str, content: bytes, encoding: str) -> tuple[str, str]:
    """The text and how it was read: as asked, by its mark, as strict UTF-8, as strict GB 18030. Else it is asked."""
    if encoding:
        return content.decode(encoding, errors="replace"), encoding
    marked = next((kind for mark, kind in BOMS if content.startswith(mark)), None)
    for kind in (marked,) if marked else ENCODINGS[:2]:
        try:
            text = content.decode(kind)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, kind
    raise _refused(
        "encoding",
        _(
            "认不出“{name}”的文字编码。它不是表格，或者不是用 UTF-8、GB 18030 存的。请另存为 .xlsx 再试。"
        ).format(name=name),
    )


def _table(name: str, text: str) -> Sheet:
    lines = text.splitlines()[:50]
    delimiter = max(",\t;，", key=lambda mark: sum(line.count(mark) for line in lines))
    csv.field_size_limit(LARGEST_FIELD)
    try:
        rows = _text_rows(name, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _refused(
            "file_damaged",
            _("“{name}”读不出来。它不是 CSV 表格，或者已经损坏。请用 Excel 打开，另存为 .xlsx 再试。").format(
                name=name
            ),
        ) from error
    return Sheet("", rows)


def _text_rows(name: str, rows: Iterable[list[str]]) -> tuple[Row, ...]:
    found: list[Row] = []
    for row in rows:
        if len(found) == MOST_ROWS:
            raise _too_many(name)
        found.append(tuple(cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]))
    return tuple(found)
