"""Every event that an action writes can be told in words."""

import ast

from desktop.domain.seals.life import LIFE_WORDS
from desktop.ui.events import KIND_WORDS
from tests.house.tree import dotted, place, python_files, walk


def kinds_written() -> list[tuple[str, str]]:
    """Where an action writes an event, and its kind where that stands as it is."""
    return [
        (place(path, node), ast.literal_eval(node.args[0]))
        for path in python_files("desktop/services")
        for node in walk(path)
        if isinstance(node, ast.Call)
        and dotted(node.func) == "work.record"
        and isinstance(node.args[0], ast.Constant)
    ]


def test_every_kind_of_event_has_its_words() -> None:
    written = kinds_written()
    assert len(written) > 20
    assert [(where, kind) for where, kind in written if kind not in KIND_WORDS] == []


def test_every_step_of_a_seal_has_its_words() -> None:
    assert [kind for kind in LIFE_WORDS if f"seals.seal_{kind.value}" not in KIND_WORDS] == []
