"""A key does one thing in one window: Qt answers to neither of two shortcuts with the same key."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, dotted, place, python_files, walk

EVERYWHERE = ("desktop/ui/frame.py", "desktop/ui/window.py")
"""Their keys work on every page; a page may not take one of them again."""


def words(nodes: list[ast.expr]) -> Iterator[str]:
    """Those of the values that are written out."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sequences(node: ast.AST) -> list[ast.expr]:
    """What is given to QKeySequence within a statement."""
    calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
    return [call.args[0] for call in calls if dotted(call.func) == "QKeySequence" and call.args]


def keys_in(tree: ast.AST) -> list[str]:
    """The keys a file binds: one by one, in a loop over a list, or with a page's place on the rail."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func) == "QKeySequence":
            found += words(node.args[:1])
        elif isinstance(node, ast.Call) and dotted(node.func).endswith(".add_page"):
            found += words([each.value for each in node.keywords if each.arg == "key"])
        elif isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple | ast.List):
            loop = [dotted(name) for name in ast.walk(node.target) if isinstance(name, ast.Name)]
            if loop and loop[0] in [dotted(key) for body in node.body for key in sequences(body)]:
                found += words([row.elts[0] for row in node.iter.elts if isinstance(row, ast.Tuple)])
    return found


def keys_of(path: Path) -> list[str]:
    return [key for node in walk(path) if isinstance(node, ast.Module) for key in keys_in(node)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('QShortcut(QKeySequence("F1"), self, self.help)', ["F1"]),
        ('for key, do in (("F5", a), ("/", b)):\n    QShortcut(QKeySequence(key), self, do)', ["F5", "/"]),
        ('for word, do in (("F5", a),):\n    menu.add(word, do)', []),
        ('self.add_page(home, words="a", key="Alt+1")', ["Alt+1"]),
    ],
)
def test_a_key_is_seen_where_it_is_bound(text: str, keys: list[str]) -> None:
    assert keys_in(ast.parse(text)) == keys


def test_no_key_is_used_twice_in_one_window() -> None:
    window = [key for name in EVERYWHERE for key in keys_of(ROOT / name)]
    assert window != []
    files = {place(path): keys_of(path) for path in python_files("desktop/ui")}
    pages = {name: window + keys for name, keys in files.items() if name not in EVERYWHERE}
    twice = {
        name: [key for key, times in Counter(keys).items() if times > 1]
        for name, keys in {"the window": window, **pages}.items()
    }
    assert {name: keys for name, keys in twice.items() if keys} == {}
