"""What a room may hold, where imports alone cannot say it."""

import ast
import subprocess
import sys
import tomllib
from typing import Any

from tests.house.tree import ROOT, dotted, imports, place, python_files, syntax, walk

LONGEST = {"desktop": 400, "tests": 700}
"""Lines a file may have. A test file tries every clause of its subject and may be longer."""
SUBJECTS = {
    "elections": ("domain",),
    "grants": ("domain",),
    "people": ("domain", "storage", "services"),
    "seals": ("domain", "storage", "services", "forms", "ui"),
}
"""Every subject and the rooms it needs. A new subject is added here and in the contracts."""
SHARED = {"people"}
"""Subjects that others may know, so that they stand in no independence contract."""

CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
CLOCK_OWNERS = {"datetime", "date", "time", "datetime.datetime", "datetime.date"}
CHANCE = {"random", "secrets", "uuid"}
COMMITTERS = {"desktop/storage/database.py", "desktop/storage/sqlite.py", "desktop/storage/upgrade.py"}
OPENERS = {"commit", "rollback", "raw_connection"}
OPENED = (
    "engine.connect",
    "engine.begin",
    "connection.begin",
    "session.begin",
    "driver.connect",
    "sqlite3.connect",
)


def test_no_file_is_longer_than_can_be_read_at_one_sitting() -> None:
    long = {
        place(path): lines
        for room, most in LONGEST.items()
        for path in python_files(room)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > most
    }
    assert long == {}


def reads_clock(call: ast.Call) -> bool:
    owner, _dot, name = dotted(call.func).rpartition(".")
    return name in CLOCKS and owner in CLOCK_OWNERS


def test_a_clock_is_seen_where_there_is_one() -> None:
    calls = [
        ast.parse(text, mode="eval").body for text in ("datetime.now()", "date.today()", "office.today()")
    ]
    assert [isinstance(call, ast.Call) and reads_clock(call) for call in calls] == [True, True, False]


def test_rules_and_forms_know_no_clock() -> None:
    found = [
        place(path, node)
        for path in python_files("desktop/domain", "desktop/forms")
        for node in walk(path)
        if isinstance(node, ast.Call) and reads_clock(node)
    ]
    assert found == []


def test_rules_and_forms_know_no_chance() -> None:
    found = [
        place(path)
        for path in python_files("desktop/domain", "desktop/forms")
        if CHANCE & {name.partition(".")[0] for name in imports(path)}
    ]
    assert found == []


def test_transactions_begin_and_end_in_one_place() -> None:
    found = [
        place(path, node)
        for path in python_files("desktop")
        if place(path) not in COMMITTERS
        for node in walk(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in OPENERS or dotted(node.func).endswith(OPENED))
    ]
    assert found == []


def test_revisions_stand_on_their_own() -> None:
    found = [
        place(path)
        for path in python_files("migrations")
        if any(name.partition(".")[0] == "desktop" for name in imports(path))
    ]
    assert found == []


def revision_of(module: ast.Module) -> dict[str, Any]:
    wanted = ("revision", "down_revision")
    return {
        target.id: ast.literal_eval(node.value)
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in wanted
    }


def test_the_program_asks_for_the_newest_revision() -> None:
    found = [revision_of(syntax(path)) for path in python_files("migrations/versions")]
    heads = {each["revision"] for each in found} - {each["down_revision"] for each in found}
    upgrade = syntax(ROOT / "desktop/storage/upgrade.py")
    head = [
        ast.literal_eval(node.value)
        for node in upgrade.body
        if isinstance(node, ast.Assign) and [dotted(target) for target in node.targets] == ["HEAD"]
    ]
    assert head == sorted(heads)


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """Tidying up before the same error goes on its way is not catching it."""
    last = handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    return handler.type is None or dotted(handler.type) in {"Exception", "BaseException"}


def test_only_the_desk_catches_whatever_went_wrong() -> None:
    found = [
        place(path, node)
        for path in python_files("desktop")
        if place(path) != "desktop/ui/desk.py"
        for node in walk(path)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    ]
    assert found == []


def test_commands_start_without_qt() -> None:
    program = (
        "import sys, pkgutil, importlib, desktop.cli as cli\n"
        "for part in pkgutil.iter_modules(getattr(cli, '__path__', [])):\n"
        "    importlib.import_module('desktop.cli.' + part.name)\n"
        "print(sorted(name for name in sys.modules if name.partition('.')[0] in ('PySide6', 'qtawesome')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("[]\n", "")


def test_a_subject_has_its_name_in_each_room_it_needs() -> None:
    missing = [
        f"{room}/{subject}"
        for subject, rooms in SUBJECTS.items()
        for room in rooms
        if not (ROOT / "desktop" / room / f"{subject}.py").exists()
        and not (ROOT / "desktop" / room / subject / "__init__.py").exists()
    ]
    assert missing == []


def test_every_subject_stands_in_the_contracts() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = [
        each["modules"] for each in tools["importlinter"]["contracts"] if each["type"] == "independence"
    ]
    alone = sorted(set(SUBJECTS) - SHARED)
    wanted = [
        [f"desktop.{room}.{subject}" for subject in alone if room in SUBJECTS[subject]]
        for room in ("domain", "ui")
    ]
    assert [sorted(modules) for modules in contracts] == wanted
