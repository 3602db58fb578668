"""`demo`: the sample office."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.forms import kinds as forms
from desktop.services import demo, people
from desktop.services.office import SystemClock
from desktop.storage import keys
from tests.cli.calls import TODAY, open_raw, run


def test_the_same_seed_and_day_give_the_same_office(tmp_path: Path) -> None:
    made = [demo.make_sample(tmp_path / name, uses=6, seed=7, today=TODAY) for name in "ab"]
    bodies, papers = [], []
    for sample in made:
        raw = open_raw(sample.folder)
        bodies.append(raw.execute("SELECT body FROM events ORDER BY seq").fetchall())
        raw.close()
        papers.append([path.read_bytes() for path in sample.prints])
    assert bodies[0] == bodies[1]
    assert papers[0] == papers[1]


def test_a_sample_is_never_put_over_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("mine")
    status, _out, err = run(capsys, "demo", tmp_path, "--uses", 2, "--today", TODAY)
    assert (status, "不是空文件夹" in err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_demo_prints_its_papers_and_accounts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = run(capsys, "demo", tmp_path / "s", "--uses", 3, "--today", TODAY)
    assert status == 0
    assert [line for line in out.splitlines() if line.endswith(".pdf")] == [
        str(tmp_path / "s" / "print" / f"{name}.pdf") for name in forms.KINDS
    ]
    assert "陈志明　批准人、印章管理人" in out


def test_a_sample_that_plays_tomorrow_can_be_worked_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = SystemClock().now().date() + timedelta(days=30)
    demo.make_sample(tmp_path / "s", uses=1, today=later)
    assert run(capsys, "backup", tmp_path / "s", tmp_path / "b.youju")[0] == 0
    clock = SystemClock()
    office = people.sign_in(tmp_path / "s", "黄建平", demo.PASSWORD, clock=clock)
    assert office.today() == later
    office.close()


def test_the_sample_is_encrypted_from_its_first_byte(sample: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(sample / keys.DATABASE).execute("SELECT count(*) FROM events")
    assert not (sample / keys.DATABASE).read_bytes().startswith(b"SQLite format 3")
