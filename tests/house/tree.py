"""The program's own tree, read as text and as syntax."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("desktop", "installer", "migrations", "resources", "tests", ".ci")
TEXT_ENDINGS = frozenset(
    {"", ".cfg", ".json", ".lock", ".mako", ".md", ".po", ".py", ".qss", ".toml", ".txt"}
)


@cache
def python_files(*rooms: str) -> tuple[Path, ...]:
    """The Python files of rooms such as "desktop/domain" or "desktop/i18n.py"."""
    found: list[Path] = []
    for room in rooms:
        place = ROOT / room
        found += [place] if place.is_file() else sorted(place.rglob("*.py"))
    return tuple(found)


@cache
def syntax(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def walk(path: Path) -> Iterator[ast.AST]:
    """Every node of a file."""
    return ast.walk(syntax(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something stands, to be read in a failure."""
    name = path.relative_to(ROOT).as_posix()
    line = getattr(node, "lineno", None)
    return f"{name}:{line}" if line else name


def dotted(node: ast.AST) -> str:
    """A name or attribute as it is written, such as "datetime.now"; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def imports(path: Path) -> list[str]:
    """Every module a file imports, wherever in it."""
    found: list[str] = []
    for node in walk(path):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


@cache
def text_files() -> tuple[Path, ...]:
    """Every text file that is, or is about to be, in the repository; fonts' licences are not our words."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.splitlines() if listed.returncode == 0 else _walked()
    paths = (ROOT / name for name in names if not name.startswith("resources/fonts/"))
    return tuple(path for path in paths if path.is_file() and path.suffix in TEXT_ENDINGS)


def _walked() -> list[str]:
    """The same without a repository: a source archive holds nothing else."""
    tops = [path for path in ROOT.iterdir() if path.is_file()]
    inside = [path for top in OURS for path in (ROOT / top).rglob("*") if "__pycache__" not in path.parts]
    return [path.relative_to(ROOT).as_posix() for path in (*tops, *inside)]
