"""A computer without a display: said before Qt is asked, which would end the program."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli import screen
from desktop.paths import ROOT


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_only_linux_can_be_without_a_display(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert screen.objection({}) == ""


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "这里没有显示器"),
        ({"DISPLAY": ""}, "这里没有显示器"),
        ({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "w"}, "这里没有显示器"),
        ({"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"}, "这里没有显示器"),
        ({"DISPLAY": ":4711"}, "连不上显示器“:4711”"),
        ({"DISPLAY": "nonsense"}, "连不上显示器“nonsense”"),
        ({"WAYLAND_DISPLAY": "no-such"}, "连不上显示器“no-such”"),
        ({"QT_QPA_PLATFORM": "nonsense", "DISPLAY": ":0"}, "QT_QPA_PLATFORM 写着“nonsense”"),
    ],
)
def test_why_no_window_opens_is_said(
    environ: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert screen.objection(environ).startswith("窗口打不开：")
    assert said in screen.objection(environ)


@pytest.mark.parametrize(
    "name", ["offscreen", "minimal", "vnc:size=800x600", "linuxfb", "xcb;offscreen", "offscreen:a=b"]
)
def test_a_window_may_be_drawn_elsewhere(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert screen.objection({"QT_QPA_PLATFORM": name}) == ""


def test_a_display_that_answers_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as answering:
        answering.bind("wayland-1")
        answering.listen()
        for environ in ({}, {"QT_QPA_PLATFORM": "wayland"}, {"DISPLAY": ":4711"}):
            named = environ | {"WAYLAND_DISPLAY": "wayland-1", "XDG_RUNTIME_DIR": ""}
            assert screen.objection(named) == ""


@pytest.mark.parametrize(("display", "said"), [(None, "这里没有显示器"), (":4711", "连不上显示器“:4711”")])
def test_the_program_says_so_instead_of_being_ended_by_qt(
    display: str | None, said: str, tmp_path: Path
) -> None:
    left_out = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environ = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--office", str(tmp_path / "none")],
        capture_output=True,
        check=False,
        env=environ | ({"DISPLAY": display} if display else {}),
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode("utf-8").startswith("窗口打不开：")
    assert said in done.stderr.decode("utf-8")


def test_qt_that_does_not_load_is_said_in_the_words_of_the_installer(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text(
        "raise ImportError('libGL.so.1: cannot open shared object file', name='PySide6')", "utf-8"
    )
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode("utf-8")
    assert said.startswith("窗口打不开：")
    assert "Traceback" not in said
