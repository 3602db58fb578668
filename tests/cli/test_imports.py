"""`import register`: the old register on the command line, with what becomes of each line."""

import shutil
from pathlib import Path

import pytest

from desktop.storage import keys
from tests.builders import APPROVER, NAMES, PASSWORD
from tests.cli.calls import open_raw, run

FIXTURES = Path(__file__).parents[1] / "fixtures"
XLSX, CSV = FIXTURES / "register_2025.xlsx", FIXTURES / "register_2025_gb18030.csv"
COUNTS = "可以接收 234 条，不能接收 6 行（第 38、65、85、125、166、186 行）；超范围 1 条"


def taken(folder: Path) -> tuple[int, int]:
    """How many registers and how many of their entries were taken over, as they stand in the database."""
    raw = open_raw(folder)
    counts = [
        raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("take_overs", "taken_uses")
    ]
    raw.close()
    return counts[0], counts[1]


def test_a_dry_run_reports_each_line_and_writes_nothing(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (sample / keys.DATABASE).read_bytes()
    status, out, err = run(capsys, "import", "register", XLSX, sample, "--dry-run")
    lines = out.splitlines()
    assert (status, err) == (1, "")
    assert lines[0] == "第 4 行　接收　1 号"
    assert lines[34] == "第 38 行　不接收　日期“2月30日”不存在。2025 年没有这一天。请对照旧登记簿改正。"
    assert lines[49] == "第 53 行　接收　49 号　超范围"
    assert COUNTS in lines[-2]
    assert (len(lines), lines[-1]) == (246, "只是试读，什么也没有写入。")
    assert taken(sample) == (0, 0)
    assert (sample / keys.DATABASE).read_bytes()[:100] == before[:100]
    assert run(capsys, "import", "register", CSV, sample, "--dry-run", "--skip-bad")[0] == 0


def test_nothing_is_written_unless_every_line_is_good_or_bad_ones_are_left_out(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _out, err = run(capsys, "import", "register", CSV, sample)
    assert (status, "有 6 行不能接收，所以什么也没有写入" in err, taken(sample)) == (1, True, (0, 0))
    status, out, err = run(capsys, "import", "register", CSV, sample, "--skip-bad")
    assert (status, err, taken(sample)) == (0, "", (1, 234))
    assert out.splitlines()[-1] == "已接收 234 条，都标着“旧账”。跳过 6 行。"
    assert run(capsys, "verify", sample)[0] == 0
    status, out, err = run(capsys, "import", "register", XLSX, sample, "--skip-bad")
    assert (status, "登记簿里已经有 2025 年第 1 号" in out, "没有一行可以接收" in err) == (1, True, True)


def test_a_good_file_is_taken_over_whole_by_its_keeper(
    office_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, secret = tmp_path / "好.csv", tmp_path / "secret"
    lines = CSV.read_text("gb18030").splitlines()
    good.write_text("\n".join(lines[:4]), "utf-8")
    secret.write_text(PASSWORD, "utf-8")
    who = ("--user", NAMES[APPROVER], "--password-file", secret)
    assert run(capsys, "import", "register", good, office_folder, *who)[0] == 0
    assert taken(office_folder) == (1, 3)


def test_seal_year_sheet_and_encoding_can_be_said(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ("import", "register", XLSX, sample, "--dry-run")
    status, out, _err = run(capsys, *call, "--year", "2024", "--sheet", "2025年")
    assert (status, "2024 年：可以接收" in out) == (1, True)
    status, _out, err = run(capsys, *call, "--sheet", "没有")
    assert (status, err.strip()) == (2, "“register_2025.xlsx”里没有叫“没有”的表。有：2025年。")
    status, _out, err = run(capsys, *call, "--seal", "99")
    assert (status, "没有 99 号印章" in err) == (2, True)
    status, _out, err = run(capsys, *call, "--year", "2030")
    assert (status, "2030 年不能是旧登记簿的年份" in err) == (1, True)
    text = ("import", "register", CSV, sample, "--dry-run", "--skip-bad")
    assert run(capsys, *text, "--encoding", "gb18030")[0] == 0
    assert run(capsys, *text, "--encoding", "utf-8")[0] == 1


def test_a_file_that_cannot_be_read_makes_the_call_unusable(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(XLSX.read_bytes()[:2000])
    status, _out, err = run(capsys, "import", "register", broken, sample)
    assert (status, "“坏.xlsx”读不出来" in err) == (2, True)
    shutil.copy(CSV, tmp_path / "其实是文字.xlsx")
    assert run(capsys, "import", "register", tmp_path / "其实是文字.xlsx", sample, "--skip-bad")[0] == 0
