"""How a command is called, and what is said of a call that is not one."""

import pytest

from desktop import cli
from desktop.cli.arguments import Parser


@pytest.mark.parametrize(
    "command",
    ["demo", "verify", "checkpoint", "backup", "restore", "import", "print", "names", "election", "grants"],
)
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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verify"], "还缺 dir"),
        (["backup", "x"], "还缺 target"),
        ([], "还缺 命令"),
        (["nothing"], "命令里没有 'nothing'"),
        (["names", "shuffle"], "sort里没有 'shuffle'"),
        (["verify", "x", "--what"], "不认识 --what"),
        (["verify", "x", "y"], "不认识 y"),
        (["verify", "x", "--user"], "--user 后面要写内容"),
        (["verify", "x", "--json=1"], "--json 后面不写内容，却写了 '1'"),
        (["verify", "x", "--entry", "two"], "--entry 要写整数，不是 'two'"),
        (["demo", "x", "--uses=many"], "--uses 要写整数，不是 'many'"),
        (["print", "--in", "--out", "x"], "--input 后面要写内容"),
        (["verify", "x", "--", "--js"], "不认识 --js"),
        (["demo", "x", "--today", "tomorrow"], "--today：日期要写成 2026-09-08"),
        (["restore", "--re", "f", "--user"], "--user 后面要写内容"),
        (["verify", "x", "--", "y", "z"], "不认识 y z"),
        (["demo", "x", "--s", "1", "--to"], "--today 后面要写内容"),
    ],
)
def test_what_is_wrong_with_a_call_is_said_in_chinese(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    usage, _newline, last = capsys.readouterr().err.rstrip("\n").rpartition("\n")
    assert ended.value.code == 2
    assert last == f"命令写得不对：{said}。请看 --help。"
    assert usage.startswith("用法：main.py")


def test_an_ambiguous_option_names_what_it_could_be(capsys: pytest.CaptureFixture[str]) -> None:
    parser = Parser(prog="main.py")
    parser.add_argument("--since")
    parser.add_argument("--silent")
    for words, said in (
        (["--si", "x"], "--si 不清楚，可能是 --since, --silent"),
        (["--si=x"], "--si=x 不清楚，可能是 --since, --silent"),
    ):
        with pytest.raises(SystemExit):
            parser.parse_args(words)
        assert said in capsys.readouterr().err


def test_what_nobody_foresaw_is_said_in_chinese_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        Parser(prog="main.py").error("something the next Python says")
    assert capsys.readouterr().err.endswith("命令写得不对：参数对不上。请看 --help。\n")


@pytest.mark.parametrize("words", [["--help"], ["verify", "--help"], ["demo", "-h"], ["print", "-h"]])
def test_help_has_no_english_heading(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(words)
    with pytest.raises(SystemExit):
        cli.window_arguments(["--help"])
    out = capsys.readouterr().out
    assert ("用法：main.py" in out, "选项:" in out, "显示这段说明" in out) == (True, True, True)
    for english in ("usage:", "options:", "positional", "show this help"):
        assert english not in out
