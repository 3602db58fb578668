"""Where the answer goes: to nobody, to a full disk, to a closed pipe. The command ends in order all the same."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import cli
from desktop.paths import ROOT
from tests.cli.calls import run


def main(*words: object, buffered: bool = True, **settings: object) -> tuple[int, str]:
    """Runs the program on its own; gives its status and what it complained of."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": "" if buffered else "1"},
        **settings,  # type: ignore[call-overload]
    )
    return done.returncode, done.stderr.decode("utf-8")


def closed_pipe() -> int:
    """A pipe whose reader has gone."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("words", [("print", "--list"), ("verify", "--help"), ("--help",)])
def test_whoever_stops_listening_is_not_complained_to(words: tuple[str, ...], buffered: bool) -> None:
    writing = closed_pipe()
    try:
        assert main(*words, stdout=writing, buffered=buffered) == (0, "")
    finally:
        os.close(writing)


def test_a_closed_pipe_does_not_change_the_answer(sample: Path) -> None:
    (sample / "office.db").unlink()
    writing = closed_pipe()
    try:
        assert main("verify", sample, stdout=writing) == (1, "")
    finally:
        os.close(writing)


@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("words", [("print", "--list"), ("verify", "--help"), ("--help",)])
def test_an_answer_that_cannot_be_written_is_named(
    words: tuple[str, ...], buffered: bool, tmp_path: Path
) -> None:
    (tmp_path / "kept").touch()
    with (tmp_path / "kept").open("rb") as read_only:
        status, err = main(*words, stdout=read_only, buffered=buffered)
    assert (status, err) == (2, "结果没有写出去。磁盘已满，或者那里不能写入。请换一个地方，再运行一次。\n")


def test_a_command_without_any_stream_ends_with_its_answer(sample: Path) -> None:
    """As a service starts it: standard input, output and errors closed."""
    closing = "import os, runpy, sys; os.close(0); os.close(1); os.close(2); sys.argv = sys.argv[1:]; "
    started = "sys.stdin = sys.stdout = sys.stderr = None; runpy.run_path(sys.argv[0], run_name='__main__')"
    for words, status in ((("verify", sample), 0), (("names", "sort"), 0), (("verify", sample / "no"), 2)):
        done = subprocess.run(
            [sys.executable, "-c", closing + started, str(ROOT / "main.py"), *map(str, words)], check=False
        )
        assert (words, done.returncode) == (words, status)


class Terminal(io.StringIO):
    """A terminal at which somebody types."""

    def isatty(self) -> bool:
        return True


def test_who_types_nothing_is_told(
    office_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(""))
    status, _out, err = run(capsys, "verify", office_folder)
    assert (status, err) == (2, "没有输入。请再运行一次。\n")


def test_what_is_no_text_is_told(
    office_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(_words: str) -> str:
        return b"\xff".decode("utf-8")

    monkeypatch.setattr("sys.stdin", Terminal(""))
    monkeypatch.setattr("getpass.getpass", typed)
    status, _out, err = run(capsys, "verify", office_folder, "--recovery-file")
    assert (status, err) == (2, "输入的不是文字。请检查终端的编码和输入法，再试一次。\n")


def test_a_file_name_that_is_no_text_is_shown_as_well_as_can_be(sample: Path, tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.youju")
    status, err = main("restore", odd, tmp_path / "new")
    assert (status, err.startswith("找不到备份“"), "\\udcff.youju" in err) == (2, True, True)
    status, err = main("backup", sample, odd, stdout=subprocess.DEVNULL)
    assert (status, err) == (0, "")


def test_a_mistake_of_ours_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ZeroDivisionError("郑国栋")
    except ZeroDivisionError as error:
        cli.say_what_broke(type(error), error, error.__traceback__)
    err = capsys.readouterr().err
    assert err.startswith("程序出错，没有做完。")
    assert ("ZeroDivisionError ← test_pipes.py" in err, "郑国栋" in err) == (True, False)
