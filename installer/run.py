"""Sets the program up on this computer, starts it, and tests it. Standard library only.

Runs on Linux, Windows and macOS. Older Pythons must be able to read this file, so that they can say what is
missing.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
DONE, NO, UNUSABLE = 0, 1, 2

LOCKS = {"program": "requirements.lock", "developers": "requirements-dev.lock"}
SETTING_UP = "youju-setting-up"
"""Stands in the environment while it is made. What an interrupted set-up left behind is thrown away."""

SCREEN_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's window needs of a Linux system, and the Debian package that brings it."""
OFFSCREEN_LIBRARIES = tuple(SCREEN_LIBRARIES)[:6]
"""Those without which Qt does not even load."""

PIP_FAILURES = (
    ("DO NOT MATCH THE HASHES", "下载到的软件包与锁定的校验值不符。请不要使用它，换一个软件源再试一次。"),
    ("No space left on device", "磁盘已满。请腾出约 1 GB，再试一次。"),
    (
        r"Failed to establish|name resolution|getaddrinfo|ConnectionError|ConnectTimeout|ReadTimeout"
        r"|Read timed out|ProxyError|Network is unreachable|CERTIFICATE_VERIFY_FAILED|Connection refused",
        "连不上软件源。请检查网络；单位内网有自己的软件源时，先运行：\n"
        "    python3 -m pip config set global.index-url 软件源地址",
    ),
    (
        "No matching distribution found",
        "软件源里没有适合这台电脑的软件包。需要 64 位的 Windows 10、macOS 13，"
        "或 glibc 2.34 以上的 Linux（Debian 12、Ubuntu 22.04 或更新）。软件源不全时，请换一个。",
    ),
    (r"Permission denied|Access is denied", "程序所在的文件夹不能写入。请换一个自己的文件夹，再试一次。"),
)


class CannotGoOn(Exception):
    """Something this computer lacks; the message says what, why, and what to do."""


def environment(root):
    """The folder of the program's own Python environment."""
    return root / ".venv"


def python_of(venv):
    """The Python inside an environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def python_tag():
    """The Python an environment was made with: another one cannot use its packages."""
    return "{}-{}.{}.{}".format(sys.implementation.name, *sys.version_info[:3])


def fingerprint(lock):
    """What the set-up depends on: this Python, and the packages as they are locked."""
    return f"{python_tag()} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def marker(venv, what):
    """The file that says a part of the set-up was finished."""
    return venv / ("youju-ready-" + what)


def is_fresh(root, what, of=None):
    """Whether that part of the set-up is finished, and for the lock as it is today."""
    try:
        written = marker(environment(root), what).read_text(encoding="utf-8")
    except OSError:
        return False
    return written == fingerprint(root / "installer" / LOCKS[of or what])


def must_be_rebuilt(venv):
    """Whether an environment is unusable: half made, or made with another Python."""
    if (venv / SETTING_UP).exists():
        return True
    if not python_of(venv).exists():
        return True
    # An empty marker, left by a power cut, matches no Python.
    tags = {path.read_text(encoding="utf-8").partition(" ")[0] for path in venv.glob("youju-ready-*")}
    return bool(tags - {python_tag()})


def check_python(version, modules_found):
    """Refuses a Python that is too old or lacks venv or ensurepip, given which of the two were found."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise CannotGoOn(
            "不能开始。有据需要 Python {}.{} 或更新，这里是 {}.{}。\n请安装新的 Python：\n"
            "    sudo apt-get install python3 python3-venv      （Debian 12、Ubuntu 24.04 或更新）\n"
            "    winget install Python.Python.3.12              （Windows）\n"
            "    brew install python@3.12                       （macOS）".format(
                *OLDEST_PYTHON, *version[:2]
            )
        )
    if not {"venv", "ensurepip"} <= set(modules_found):
        raise CannotGoOn(
            "不能开始。这台电脑的 Python 缺少 venv 或 ensurepip，建不了运行环境。请安装：\n"
            "    sudo apt-get install python3-venv"
        )


def explain_pip_failure(output):
    """Why the packages could not be installed, in words somebody can act on."""
    for pattern, words in PIP_FAILURES:
        if re.search(pattern, output):
            return words
    return "最后几行是：\n" + "\n".join("    " + line for line in output.strip().splitlines()[-5:])


def missing_libraries(load, names):
    """Those libraries that `load` cannot open."""
    missing = []
    for name in names:
        try:
            load(name)
        except OSError:
            missing.append(name)
    return missing


def install_command(missing, has_dnf):
    """The command that brings those libraries: by package on Debian, by the library's name where dnf is."""
    if has_dnf:
        return "sudo dnf install " + " ".join(f"'{name}()(64bit)'" for name in missing)
    return "sudo apt-get install " + " ".join(SCREEN_LIBRARIES[name] for name in missing)


def explain_missing_screen(error, missing, has_dnf=False):
    """What to install so that windows can open."""
    if not missing:
        return "窗口打不开：Qt 载入失败。\n    " + error.strip()
    return "窗口打不开：系统缺少 Qt 要用的库。请安装：\n    " + install_command(missing, has_dnf)


def needs_window(arguments):
    """Whether what follows `--` opens the window; a command of the program works without one."""
    words = iter(arguments)
    for word in words:
        if word in ("-h", "--help"):
            return False
        if word in ("--office", "--today"):
            next(words, None)
        elif not word.startswith("-"):
            return False
    return True


def hold(folder):
    """Holds the set-up for this process alone. Gives the open marker; it is let go when closed."""
    folder.mkdir(parents=True, exist_ok=True)
    held = open(folder / SETTING_UP, "a+", encoding="utf-8")  # noqa: SIM115 — held over the whole set-up
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 — exists on Windows only

            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 — exists elsewhere only

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        raise CannotGoOn("已经有一个准备正在进行。请等它做完，再打开一次。") from None
    return held


def empty(folder):
    """Throws away all of a half-made environment but the marker that is held."""
    for path in folder.iterdir():
        if path.name == SETTING_UP:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def make_environment(venv):
    """A new empty environment with pip in it, made by the Python outside of it."""
    base = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run(
        [base, "-m", "venv", str(venv)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if made.returncode:
        raise CannotGoOn("建不了运行环境。" + explain_pip_failure(made.stdout))


def install(venv, lock):
    """Installs exactly what the lock names, each package checked against its hash."""
    total = len(re.findall(r"^[\w.\[\]-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    command = [
        *(str(python_of(venv)), "-m", "pip", "install", "--require-hashes", "--no-input"),
        *("--disable-pip-version-check", "--progress-bar", "off", "-r", str(lock)),
    ]
    lines, so_far = [], 0
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout:
            lines.append(line)
            if line.startswith(("Collecting ", "Processing ")):
                so_far += 1
                name = line.split()[1].replace("\\", "/").rpartition("/")[2]
                print(f"  [{so_far}/{total}] {name}", flush=True)
    if pip.returncode:
        raise CannotGoOn("没有装好。" + explain_pip_failure("".join(lines)))


def set_up(root, what):
    """Makes the environment fit for `what`. The marker is written last, so an interruption is made good."""
    if is_fresh(root, what) and not (environment(root) / SETTING_UP).exists():
        return
    import importlib.util  # noqa: PLC0415 — not needed when there is nothing to set up

    found = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name)]
    check_python(sys.version_info, found)
    venv, lock = environment(root), root / "installer" / LOCKS[what]
    rebuild = must_be_rebuilt(venv)
    with hold(venv):
        if rebuild:
            print("正在准备运行环境（只在第一次，约需几分钟）……", flush=True)
            empty(venv)
            make_environment(venv)
        else:
            print("正在更新运行环境……", flush=True)
        install(venv, lock)
        for part, name in LOCKS.items():
            # The developers' lock holds the whole of the program's.
            if part in {what, "program"}:
                mark = fingerprint(root / "installer" / name)
                marker(venv, part).write_text(mark, encoding="utf-8")
    (venv / SETTING_UP).unlink(missing_ok=True)


def screen_kind(environ, testing, has_xvfb):
    """Whether a real window will open here ("window") or pages are only drawn in memory ("offscreen")."""
    if testing:
        return "window" if has_xvfb else "offscreen"
    return "window" if environ.get("DISPLAY") and not environ.get("QT_QPA_PLATFORM") else "offscreen"


def check_screen(root, kind):
    """Tries once whether Qt loads here for that kind of screen, and remembers it when it does."""
    if is_fresh(root, kind, of="program"):
        return
    venv = environment(root)
    tried = subprocess.run(
        [str(python_of(venv)), "-c", "import PySide6.QtWidgets"], capture_output=True, text=True, check=False
    )
    missing = []
    if sys.platform.startswith("linux"):
        import ctypes  # noqa: PLC0415 — not needed at an ordinary start

        wanted = tuple(SCREEN_LIBRARIES) if kind == "window" else OFFSCREEN_LIBRARIES
        missing = missing_libraries(ctypes.CDLL, wanted)
    if tried.returncode or missing:
        said = tried.stderr.splitlines()[-1] if tried.stderr else ""
        raise CannotGoOn(explain_missing_screen(said, missing, has_dnf=shutil.which("dnf") is not None))
    mark = fingerprint(root / "installer" / LOCKS["program"])
    marker(venv, kind).write_text(mark, encoding="utf-8")


def start(root, arguments):
    """Starts the program in its environment. On POSIX this process becomes the program."""
    command = [str(python_of(environment(root))), str(root / "main.py"), *arguments]
    if os.name == "nt":
        return subprocess.call(command)
    sys.stdout.flush()
    os.execv(command[0], command)


def steps(python):
    """Every check and test, in the order of their cost: its name and its command."""
    report = (python, "-m", "coverage", "report", "--fail-under=100")
    return [
        ("ruff format", (python, "-m", "ruff", "format", "--check", ".")),
        ("ruff check", (python, "-m", "ruff", "check", ".")),
        ("mypy", (python, "-m", "mypy")),
        ("lint-imports", (python, "-c", "from importlinter.cli import lint_imports_command as run; run()")),
        (
            "pytest",
            (python, "-m", "pytest", "-n", "2", "--dist", "loadfile", "--cov", "--cov-report=", "-q"),
        ),
        ("coverage domain", (*report, "--include=desktop/domain/*")),
        ("coverage services", (*report, "--include=desktop/services/*")),
    ]


def test_environment(environ, has_xvfb):
    """The surroundings of the tests: no screen needed; journeys take a real X window where there is one."""
    wanted = {**environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    if has_xvfb:
        wanted["YOUJU_XVFB"] = "1"
    return wanted


def run_steps(todo, surroundings, root):
    """Runs each step whatever the others said, and sums up."""
    results = []
    for name, command in todo:
        print(f"\n▶ {name}", flush=True)
        begun = time.monotonic()
        code = subprocess.call(command, cwd=str(root), env=surroundings)
        results.append((name, code, time.monotonic() - begun))
    print("\n" + summary(results), flush=True)
    return NO if any(code for _name, code, _seconds in results) else DONE


def summary(results):
    """One line for each step, and the last word."""
    lines = [
        "{}  {:<18} {:6.1f} s".format("✗" if code else "✓", name, seconds) for name, code, seconds in results
    ]
    failed = [name for name, code, _seconds in results if code]
    lines.append("没有通过：" + "、".join(failed) if failed else "全部通过。")
    return "\n".join(lines)


def holds(ratio, limit):
    """Whether a ratio keeps to its limit, written as "≤ 1.50" or "≥ 0.60"."""
    sign, number = limit.split()
    return ratio <= float(number) if sign == "≤" else ratio >= float(number)


def measure():
    """Prints the table of ratios of `tests/bench/`. Runs inside the environment."""
    import importlib  # noqa: PLC0415 — measuring only

    broken = 0
    for path in sorted((ROOT / "tests" / "bench").glob("bench_*.py")):
        for name, ratio, limit in importlib.import_module("tests.bench." + path.stem).run():
            kept = holds(ratio, limit)
            broken += not kept
            print("{}  {:8.2f}  {:<8}  {}".format("✓" if kept else "✗", ratio, limit, name), flush=True)
    return NO if broken else DONE


def inside(root, *arguments):
    """Runs the environment's Python on the program's tree, without a screen."""
    surroundings = test_environment(os.environ, has_xvfb=False)
    surroundings["PYTHONPATH"] = os.pathsep.join([str(root), str(root / "installer")])
    return subprocess.call([str(python_of(environment(root))), *arguments], cwd=str(root), env=surroundings)


def read_arguments(words):
    """What is wanted, and what follows `--`."""
    cut = words.index("--") if "--" in words else len(words)
    own, passed_on = words[:cut], words[cut + 1 :]
    parser = argparse.ArgumentParser(
        prog="installer/run.py",
        description="准备运行环境并打开有据。“--”之后的内容交给程序。",
        epilog="例：python3 installer/run.py -- verify ./office",
    )
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--setup-only", action="store_true", help="只准备，不打开")
    choice.add_argument("--test", action="store_true", help="运行所有检查和测试")
    choice.add_argument("--bench", action="store_true", help="显示速度比值表")
    choice.add_argument("--screens", metavar="DIR", help="把每个页面和每种纸画成图片，存进 DIR")
    wanted = parser.parse_args(own)
    if passed_on and (wanted.setup_only or wanted.test or wanted.bench or wanted.screens):
        parser.error("“--”之后的内容只在打开程序时有用")
    return wanted, passed_on


def run(words):
    """One call of the installer. Gives the exit status."""
    wanted, passed_on = read_arguments(words)
    developing = wanted.test or wanted.bench or wanted.screens
    set_up(ROOT, "developers" if developing else "program")
    if developing or wanted.setup_only or needs_window(passed_on):
        has_xvfb = bool(wanted.test) and shutil.which("Xvfb") is not None
        check_screen(ROOT, screen_kind(os.environ, developing, has_xvfb))
    if wanted.setup_only:
        print("准备好了。")
        return DONE
    if wanted.test:
        surroundings = test_environment(os.environ, has_xvfb)
        return run_steps(steps(str(python_of(environment(ROOT)))), surroundings, ROOT)
    if wanted.bench:
        return inside(ROOT, "-c", "import run, sys; sys.exit(run.measure())")
    if wanted.screens:
        return inside(ROOT, "-m", "tests.screens", str(Path(wanted.screens).absolute()))
    return start(ROOT, passed_on)


def main():
    """Says what is missing in plain words instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # An office's console may know fewer characters than we use.
        stream.reconfigure(errors="replace")
    try:
        return run(sys.argv[1:])
    except CannotGoOn as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"没有做成：{error}。请检查程序所在文件夹的权限和磁盘空间，再试一次。", file=sys.stderr)
    except KeyboardInterrupt:
        print("\n已停下。再运行一次会接着准备。", file=sys.stderr)
    return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
