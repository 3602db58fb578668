"""`backup` and `restore`: there and back, and nothing lost on the way."""

from pathlib import Path

import pytest

from desktop.storage import keys
from tests.cli.calls import run


def test_backup_and_restore_keep_what_stood_there(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _err = run(capsys, "backup", sample, tmp_path / "safe")
    assert (status, "校验通过" in out) == (0, True)
    (made,) = (tmp_path / "safe").glob("*.youju")
    back = tmp_path / "back"
    back.mkdir()
    (back / "mine.txt").write_text("kept")
    status, out, _err = run(capsys, "restore", made, back)
    assert (status, "原有的办公室移到了" in out) == (0, True)
    assert [path.read_text() for path in tmp_path.glob("back.*/mine.txt")] == ["kept"]
    assert run(capsys, "verify", back)[0] == 0


def test_a_damaged_backup_is_refused_and_nothing_is_moved(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.youju"
    bad.write_bytes(b"PK no zip")
    status, _out, err = run(capsys, "restore", bad, sample)
    assert (status, "已损坏" in err) == (2, True)
    assert (sample / keys.FILE).exists()
