"""The installer's own decisions: what is missing, what is fresh, what is run."""

import ast
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM, DEVELOPERS = "requirements.lock", "requirements-dev.lock"


def load() -> ModuleType:
    """The installer, which stands outside of every package."""
    spec = importlib.util.spec_from_file_location("installer_run", ROOT / "installer" / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = load()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A program folder with its locks and an environment whose set-up is finished."""
    (tmp_path / "installer").mkdir()
    for name in (PROGRAM, DEVELOPERS):
        (tmp_path / "installer" / name).write_text(f"{name}==1 --hash=sha256:00\n", encoding="utf-8")
    python = run.python_of(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    finish(tmp_path, "program")
    return tmp_path


def finish(tree: Path, what: str) -> None:
    mark = run.fingerprint(tree / "installer" / run.LOCKS[what])
    run.marker(tree / ".venv", what).write_text(mark, encoding="utf-8")


def test_a_finished_set_up_is_fresh(tree: Path) -> None:
    assert (run.is_fresh(tree, "program"), run.is_fresh(tree, "developers")) == (True, False)


def test_a_new_lock_makes_the_set_up_stale_but_does_not_rebuild(tree: Path) -> None:
    (tree / "installer" / PROGRAM).write_text("other==2\n", encoding="utf-8")
    assert run.is_fresh(tree, "program") is False
    assert run.must_be_rebuilt(tree / ".venv") is False


def test_another_python_rebuilds(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "python_tag", lambda: "cpython-3.99.0")
    assert run.is_fresh(tree, "program") is False
    assert run.must_be_rebuilt(tree / ".venv") is True


def test_an_interrupted_set_up_is_rebuilt(tree: Path) -> None:
    (tree / ".venv" / run.SETTING_UP).touch()
    assert run.must_be_rebuilt(tree / ".venv") is True


def test_a_marker_left_empty_by_a_power_cut_rebuilds(tree: Path) -> None:
    run.marker(tree / ".venv", "program").write_text("", encoding="utf-8")
    assert run.must_be_rebuilt(tree / ".venv") is True


def test_a_missing_environment_is_made(tmp_path: Path) -> None:
    assert run.is_fresh(tmp_path, "program") is False
    assert run.must_be_rebuilt(tmp_path / ".venv") is True


def test_fresh_set_up_touches_nothing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "hold", None)
    run.set_up(tree, "program")


def record_calls(calls: list[str], monkeypatch: pytest.MonkeyPatch, fails: bool = False) -> None:
    def make(venv: Path) -> None:
        calls.append("make")
        run.python_of(venv).parent.mkdir(parents=True, exist_ok=True)
        run.python_of(venv).touch()

    def install(_venv: Path, lock: Path) -> None:
        calls.append(lock.name)
        if fails:
            raise run.CannotGoOn("no")

    monkeypatch.setattr(run, "make_environment", make)
    monkeypatch.setattr(run, "install", install)


def test_set_up_for_developers_covers_the_program(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    record_calls(calls, monkeypatch)
    run.set_up(tree, "developers")
    assert calls == [DEVELOPERS]
    assert (run.is_fresh(tree, "program"), run.is_fresh(tree, "developers")) == (True, True)
    assert (tree / ".venv" / run.SETTING_UP).exists() is False


def test_set_up_for_the_program_does_not_vouch_for_developers(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    record_calls(calls, monkeypatch)
    run.marker(tree / ".venv", "program").unlink()
    run.set_up(tree, "program")
    assert calls == [PROGRAM]
    assert (run.is_fresh(tree, "program"), run.is_fresh(tree, "developers")) == (True, False)


def test_a_failed_set_up_is_redone_from_nothing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    run.marker(tree / ".venv", "program").unlink()
    record_calls(calls, monkeypatch, fails=True)
    with pytest.raises(run.CannotGoOn):
        run.set_up(tree, "program")
    assert run.is_fresh(tree, "program") is False
    (tree / ".venv" / "half").mkdir()
    record_calls(calls, monkeypatch)
    run.set_up(tree, "program")
    assert calls == [PROGRAM, "make", PROGRAM]
    assert (tree / ".venv" / "half").exists() is False
    assert run.is_fresh(tree, "program") is True


def test_two_set_ups_do_not_meet(tmp_path: Path) -> None:
    with run.hold(tmp_path), pytest.raises(run.CannotGoOn) as refused:
        run.hold(tmp_path)
    assert str(refused.value) == "已经有一个准备正在进行。请等它做完，再打开一次。"


@pytest.mark.parametrize(("version", "good"), [((3, 10, 9), False), ((3, 11, 0), True), ((3, 14, 1), True)])
def test_python_must_be_new_enough(version: tuple[int, int, int], good: bool) -> None:
    said = refusal(lambda: run.check_python(version, ["venv", "ensurepip"]))
    assert (
        said.startswith(f"不能开始。有据需要 Python 3.11 或更新，这里是 {version[0]}.{version[1]}。")
        is not good
    )


@pytest.mark.parametrize("found", [["venv"], ["ensurepip"], []])
def test_a_python_without_venv_is_told_the_command(found: list[str]) -> None:
    assert refusal(lambda: run.check_python((3, 11, 2), found)) == (
        "不能开始。这台电脑的 Python 缺少 venv 或 ensurepip，建不了运行环境。请安装：\n"
        "    sudo apt-get install python3-venv"
    )


def refusal(act: Callable[[], object]) -> str:
    try:
        act()
    except run.CannotGoOn as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("output", "begins"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "下载到的软件包与锁定"),
        ("OSError: [Errno 28] No space left on device", "磁盘已满"),
        (
            "Retrying: Temporary failure in name resolution\nERROR: No matching distribution found for x==1",
            "连不上软件源",
        ),
        ("ERROR: No matching distribution found for x==1", "软件源里没有适合这台电脑的软件包"),
        ("PermissionError: [Errno 13] Permission denied: 'a'", "程序所在的文件夹不能写入"),
        (
            "one\ntwo\nthree\nfour\nfive\nsix\n",
            "最后几行是：\n    two\n    three\n    four\n    five\n    six",
        ),
    ],
)
def test_a_failed_install_is_explained(output: str, begins: str) -> None:
    assert run.explain_pip_failure(output)[: len(begins)] == begins


def test_missing_libraries_are_named_by_their_packages() -> None:
    def load_library(name: str) -> None:
        if name in ("libEGL.so.1", "libxcb-cursor.so.0"):
            raise OSError(name)

    missing = run.missing_libraries(load_library, tuple(run.SCREEN_LIBRARIES))
    assert missing == ["libEGL.so.1", "libxcb-cursor.so.0"]
    assert run.explain_missing_screen("ImportError: libEGL.so.1", missing) == (
        "窗口打不开：系统缺少 Qt 要用的库。请安装：\n    sudo apt-get install libegl1 libxcb-cursor0"
    )


def test_where_dnf_is_libraries_are_asked_for_by_their_own_names() -> None:
    assert run.install_command(["libEGL.so.1", "libxcb-cursor.so.0"], has_dnf=True) == (
        "sudo dnf install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)'"
    )


@pytest.mark.parametrize(
    ("environ", "testing", "has_xvfb", "kind"),
    [
        ({"DISPLAY": ":0"}, False, False, "window"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False, False, "offscreen"),
        ({}, False, True, "offscreen"),
        ({}, True, True, "window"),
        ({"DISPLAY": ":0"}, True, False, "offscreen"),
    ],
)
def test_a_real_window_needs_more_than_one_in_memory(
    environ: dict[str, str], testing: bool, has_xvfb: bool, kind: str
) -> None:
    assert run.screen_kind(environ, testing, has_xvfb) == kind


def test_another_fault_of_qt_is_shown_as_it_is() -> None:
    assert run.explain_missing_screen("ImportError: bad wheel\n", []) == (
        "窗口打不开：Qt 载入失败。\n    ImportError: bad wheel"
    )


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--office", "here"], True),
        (["--office", "here", "--today", "2026-11-23"], True),
        (["demo", "here"], False),
        (["--help"], False),
        (["--office", "here", "verify", "here"], False),
    ],
)
def test_only_a_window_needs_a_screen(arguments: list[str], window: bool) -> None:
    assert run.needs_window(arguments) is window


def test_what_follows_two_dashes_goes_to_the_program() -> None:
    wanted, passed_on = run.read_arguments(["--", "verify", "--", "here"])
    assert (wanted.test, wanted.setup_only, passed_on) == (False, False, ["verify", "--", "here"])


@pytest.mark.parametrize("words", [["--test", "--bench"], ["--test", "--", "x"], ["demo"]])
def test_a_call_that_makes_no_sense_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run.read_arguments(words)
    assert stopped.value.code == run.UNUSABLE
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("ratio", "limit", "kept"),
    [(1.5, "≤ 1.50", True), (1.51, "≤ 1.50", False), (0.6, "≥ 0.60", True), (0.59, "≥ 0.60", False)],
)
def test_a_ratio_keeps_to_its_limit(ratio: float, limit: str, kept: bool) -> None:
    assert run.holds(ratio, limit) is kept


def test_tests_take_a_real_window_where_there_is_one() -> None:
    without = run.test_environment({"A": "b"}, has_xvfb=False)
    assert without == {"A": "b", "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    assert run.test_environment({"A": "b"}, has_xvfb=True) == {**without, "YOUJU_XVFB": "1"}


def test_every_step_runs_and_one_failure_fails_all(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    todo = [
        ("first", (sys.executable, "-c", "raise SystemExit(3)")),
        ("second", (sys.executable, "-c", "print('ran')")),
    ]
    assert run.run_steps(todo, dict(os.environ), tmp_path) == run.NO
    lines = capfd.readouterr().out.splitlines()
    assert [line for line in lines if line][:3] == ["▶ first", "▶ second", "ran"]
    assert [line.split()[:2] for line in lines[-3:]] == [["✗", "first"], ["✓", "second"], ["没有通过：first"]]


def test_nothing_failed_is_said_too() -> None:
    assert run.summary([("mypy", 0, 1.25)]) == "✓  mypy                  1.2 s\n全部通过。"


def test_every_check_of_the_house_is_among_the_steps() -> None:
    names = [name for name, _command in run.steps("python")]
    assert names == [
        *("ruff format", "ruff check", "mypy", "lint-imports", "pytest"),
        *("coverage domain", "coverage services"),
    ]


def test_the_installer_runs_on_the_standard_library_alone() -> None:
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "installer" / "run.py"), "--help"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_an_old_python_can_read_the_installer() -> None:
    text = (ROOT / "installer" / "run.py").read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 7))
