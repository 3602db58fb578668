"""`names sort`: the order, its reasons, and the pipe they come through."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.paths import ROOT
from tests.cli.calls import run


def test_names_are_sorted_and_explained(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("巴一\n王一\n"))
    assert run(capsys, "names", "sort") == (0, "王一\n巴一\n", "")
    monkeypatch.setattr("sys.stdin", io.StringIO("龭\n王一\n"))
    status, out, err = run(capsys, "names", "sort", "--explain")
    assert (status, out.split("\t")[0]) == (1, "王一")
    assert "龭" in err


def test_pipes_carry_utf8_whatever_the_computer_speaks() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "names", "sort"],
        input="䶮一\n王一\n".encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
    )
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "王一\n䶮一\n", b"")


def test_text_that_is_not_utf8_is_unusable(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("王一\n".encode("gb18030")), "gb18030"))
    status, out, err = run(capsys, "names", "sort")
    assert (status, out, "不是 UTF-8" in err) == (2, "", True)
    (tmp_path / "cp").write_bytes(b"\xff\xfe")
    status, _out, err = run(capsys, "verify", sample, "--against", tmp_path / "cp")
    assert (status, "不是 UTF-8" in err) == (2, True)
