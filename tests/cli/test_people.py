"""Who opens the office for a command: by name and password, or with the recovery code."""

import io
from pathlib import Path

import pytest

from desktop.storage import keys
from tests import builders
from tests.cli.calls import run


def test_a_real_office_asks_for_a_person(
    office_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    status, _out, err = run(capsys, "verify", office_folder)
    assert (status, "没有说以谁的名义" in err) == (2, True)
    secret = tmp_path / "secret"
    secret.write_text(builders.PASSWORD + "\n", "utf-8")
    name = keys.read_key_file(office_folder).slots[1].name
    assert run(capsys, "verify", office_folder, "--user", name, "--password-file", secret)[0] == 0
    secret.write_text("wrong", "utf-8")
    status, _out, err = run(capsys, "verify", office_folder, "--user", name, "--password-file", secret)
    assert (status, "密码不对" in err) == (1, True)


def test_the_recovery_code_opens_verify_and_backup(
    office_folder: Path,
    recovery: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = tmp_path / "code"
    code.write_text("\n".join(recovery), "utf-8")
    assert run(capsys, "verify", office_folder, "--recovery-file", code)[0] == 0
    assert run(capsys, "backup", office_folder, tmp_path / "b", "--recovery-file", code)[0] == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    status, _out, err = run(capsys, "verify", office_folder, "--recovery-file")
    assert (status, "没有给恢复码" in err) == (2, True)
    code.write_text(recovery[0], "utf-8")
    assert run(capsys, "verify", office_folder, "--recovery-file", code)[0] == 2
