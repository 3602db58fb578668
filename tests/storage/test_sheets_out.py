"""Lists written out: text stays text, nothing is ever a formula, a file appears whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from desktop.domain.listings import Heading, Listing, Value
from desktop.domain.problems import Unavailable
from desktop.storage import sheets_out
from desktop.storage.sheets_out import written_list

HEADINGS = (Heading("编号", 12), Heading("公民身份号码", 21), Heading("份数", 8))


def listing(*rows: tuple[Value, ...]) -> Listing:
    return Listing("用印登记簿", ("单位：榕荫社区", "共 2 条"), HEADINGS, rows)


def read(path: Path, sheet: int = 0) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()]


def test_a_list_is_read_back_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "登记簿.xlsx"
    with written_list(path, listing(("1", "350*************17", 2), ("002", "", 0))) as written:
        assert not path.exists()
    assert written.rows == 2
    assert read(path) == [
        ["用印登记簿", "", ""],
        ["单位：榕荫社区", "", ""],
        ["共 2 条", "", ""],
        ["编号", "公民身份号码", "份数"],
        ["1", "350*************17", 2],
        ["002", "", 0],
    ]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["=1+1", "+86 592", "-3", "@SUM(A1)", "\x07=cmd|' /C calc'!A0"])
def test_no_text_is_ever_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.xlsx"
    with written_list(path, listing((text, "=A1", 1))):
        pass
    cell = load_workbook(path).active["A5"]
    assert (cell.data_type, cell.value, cell.number_format, cell.quotePrefix) == (
        "s",
        text.replace("\x07", ""),
        "@",
        True,
    )
    assert load_workbook(path).active["A4"].quotePrefix is False


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets_out, "MOST_ROWS", 7)
    path = tmp_path / "x.xlsx"
    with written_list(path, listing(*[(str(n), "", n) for n in range(1, 6)])) as written:
        pass
    assert written.rows == 5
    assert CalamineWorkbook.from_path(path).sheet_names == ["用印登记簿", "用印登记簿 2"]
    assert [row[2] for row in read(path)[4:]] == [1, 2, 3]
    assert [row[2] for row in read(path, 1)[4:]] == [4, 5]


def test_a_list_that_just_fills_a_sheet_needs_no_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets_out, "MOST_ROWS", 7)
    path = tmp_path / "x.xlsx"
    with written_list(path, listing(*[(str(n), "", n) for n in range(1, 4)])):
        pass
    assert CalamineWorkbook.from_path(path).sheet_names == ["用印登记簿"]


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"old")

    def rows() -> Iterator[tuple[Value, ...]]:
        yield ("1", "", 1)
        raise RuntimeError("stop")

    with (
        pytest.raises(RuntimeError, match="stop"),
        written_list(path, Listing("用印登记簿", (), HEADINGS, rows())),
    ):
        pass
    with pytest.raises(RuntimeError, match="no event"), written_list(path, listing()):
        raise RuntimeError("no event")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"x.xlsx": b"old"}


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(Unavailable, match=r"没有写成“x.xlsx”"),
        written_list(tmp_path / "none" / "x.xlsx", listing()),
    ):
        pass


def test_progress_is_told_and_may_stop_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets_out, "PER_REPORT", 2)
    told: list[int] = []
    with written_list(tmp_path / "x.xlsx", listing(*[("1", "", 1)] * 5), told.append):
        pass
    assert told == [2, 4]
