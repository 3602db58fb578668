"""Reading foreign tables: by what is in them, in whichever encoding, and what cannot be read is said in words."""

import csv
import io
import os
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from desktop.domain.problems import Refused
from desktop.domain.seals.takeover import OldFile, Row
from desktop.storage import sheets

ROWS = [["序号", "姓名"], ["1", "李䶮"]]
TEXT = "序号,姓名\n1,李䶮\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    yield tmp_path


def read(content: bytes, name: str = "旧.csv", encoding: str = "") -> OldFile:
    path = Path(name)
    path.write_bytes(content)
    return sheets.read_sheets(path, encoding)


def refused(content: bytes, name: str = "旧.csv") -> str:
    with pytest.raises(Refused) as caught:
        read(content, name)
    (problem,) = caught.value.problems
    assert name in problem.message
    return problem.rule


def workbook(rows: list[list[object]], **more: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "2025年"
    for row in rows:
        book.active.append(row)
    for title, lines in more.items():
        sheet = book.create_sheet(title)
        for row in lines:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.replace(",", "\t").encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.replace(",", ";").encode("utf-16-be"), "utf-16"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
    ],
)
def test_a_text_file_is_read_by_its_mark_as_utf_8_or_gb_18030(content: bytes, encoding: str) -> None:
    found = read(content)
    assert found.encoding == encoding
    assert found.sheets[0].rows == tuple(tuple(row) for row in ROWS)


def test_a_text_file_of_another_encoding_is_asked_for() -> None:
    content = "序號,姓名\n1,陳小芳\n".encode("big5") + b"\xff"
    assert refused(content) == "takeover.encoding"
    assert read(content, encoding="big5").sheets[0].rows[1][:2] == ("1", "陳小芳")


def test_bytes_that_are_no_text_are_refused() -> None:
    assert refused(b"\x7fELF\x00\x00\x01") == "takeover.encoding"
    assert refused(b"\xff\xfe\x00\xd8\x41") == "takeover.encoding"


def test_lines_keep_their_numbers_and_long_cells_are_cut() -> None:
    found = read(b'a,b\n\n"x\ny",' + b"z" * 3000 + b"\n").sheets[0].rows
    assert found == (("a", "b"), (), ("x\ny", "z" * sheets.LONGEST_CELL))


def test_a_workbook_is_read_whatever_its_name(folder: Path) -> None:
    del folder
    cells: list[list[object]] = [
        ["序号", "日期", "留底"],
        [1, date(2025, 1, 4), True],
        [2.5, datetime(2025, 1, 4, 9, 30), False],  # noqa: DTZ001  Excel knows no zones
        [None, "=1/0", "x"],
    ]
    found = read(workbook(cells, 说明=[["x"]]), "旧.csv")
    assert [sheet.name for sheet in found.sheets] == ["2025年", "说明"]
    first: tuple[Row, ...] = found.sheets[0].rows
    assert first == (
        ("序号", "日期", "留底"),
        (1.0, date(2025, 1, 4), "是"),
        (2.5, datetime(2025, 1, 4, 9, 30), "否"),  # noqa: DTZ001
        ("", "", "x"),
    )
    assert (found.encoding, len(found.sha256)) == ("", 64)


def test_what_is_no_table_is_refused_in_words() -> None:
    assert refused(b"") == "takeover.file_empty"
    assert refused(b" \r\n ") == "takeover.file_empty"
    assert refused(b"%PDF-1.7 x") == "takeover.file_kind"
    assert refused(workbook([["x"]])[:500], "坏.xlsx") == "takeover.file_damaged"
    assert refused(sheets.OLE + b"x" * 600, "坏.xls") == "takeover.file_damaged"
    assert (
        refused(sheets.OLE + b"x" * 600 + "EncryptedPackage".encode("utf-16-le"), "密.xlsx")
        == "takeover.file_locked"
    )
    assert refused(b'a,"b\x00' + b"\n" * 3) == "takeover.encoding"


def test_a_document_with_the_name_of_a_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(out.getvalue(), "旧.xlsx") == "takeover.file_damaged"


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="文件不在了"):
        sheets.read_sheets(Path("没有.xlsx"))


def test_a_workbook_with_a_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine as calamine  # noqa: PLC0415

    def locked(_content: object) -> None:
        raise calamine.PasswordError("password")

    monkeypatch.setattr(calamine, "load_workbook", locked)
    assert refused(workbook([["x"]]), "密.xls") == "takeover.file_locked"


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    assert refused(b"a\nb\nc\n") == "takeover.rows_many"
    assert refused(workbook([["a"], ["b"], ["c"]]), "长.xlsx") == "takeover.rows_many"
    assert len(read(b"a\nb\n").sheets[0].rows) == 2
    monkeypatch.setattr(sheets, "LARGEST_UNPACKED", 1000)
    assert refused(workbook([["a"]]), "炸.xlsx") == "takeover.file_bomb"
    monkeypatch.setattr(sheets, "LARGEST_FILE", 10)
    assert refused(b"x" * 11) == "takeover.file_large"


def test_a_line_that_no_csv_can_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = csv.field_size_limit()
    monkeypatch.setattr(sheets, "LARGEST_FIELD", 5)
    try:
        assert refused(b"abcdefgh,b\n") == "takeover.file_damaged"
    finally:
        csv.field_size_limit(limit)


def test_the_reader_is_held_to_its_memory_and_kept_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[object] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *limits: held.append(limits))
    monkeypatch.setattr(os, "dup2", lambda _nowhere, kept: held.append(kept))
    sheets.keep_small()
    assert held == [2, (resource.RLIMIT_AS, (sheets.MOST_MEMORY, sheets.MOST_MEMORY))]
    monkeypatch.setitem(sys.modules, "resource", None)
    sheets.keep_small()
    assert held[2:] == [2]
