"""Every part that others made stands in LICENSES.md."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT


def plain(name: str) -> str:
    """A package's name as package tools compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named() -> set[str]:
    text = (ROOT / "LICENSES.md").read_text(encoding="utf-8")
    return {plain(word) for word in re.findall(r"[A-Za-z][\w.-]*\w", text)}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_licence_named(lock: str) -> None:
    text = (ROOT / "installer" / lock).read_text(encoding="utf-8")
    packages = re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==", text, re.MULTILINE)
    assert packages != []
    assert [name for name in packages if plain(name) not in named()] == []


def test_every_font_has_its_licence_beside_it() -> None:
    fonts: Path = ROOT / "resources/fonts"
    table = (fonts / "README.md").read_text(encoding="utf-8")
    rows = [row for row in table.splitlines() if ".ttf`" in row]
    shipped = {path.name for path in fonts.glob("*.ttf")}
    assert {name for row in rows for name in re.findall(r"`([\w-]+\.ttf)`", row)} == shipped
    texts = {name for row in rows for name in re.findall(r"`([\w-]+\.txt)`", row)}
    assert texts == {path.name for path in fonts.glob("*.txt")}
