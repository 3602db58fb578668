"""How a command is called, and what is said of a call that is not one."""

import pytest

from desktop import cli


@pytest.mark.parametrize("command", ["demo", "verify", "checkpoint", "backup", "restore", "print", "names"])
def test_each_command_shows_one_real_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert ended.value.code == 0
    assert f"例：main.py {command} " in capsys.readouterr().out


def test_bad_arguments_are_unusable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["demo", "x", "--today", "tomorrow"])
    assert ended.value.code == 2
    assert "日期要写成 2026-09-08" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        cli.main(["demo", "x", "--today", "9999-12-31"])
    assert ended.value.code == 2
    assert "年份要在 2000 到 2099 之间" in capsys.readouterr().err
