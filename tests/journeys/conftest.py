"""Journeys go through the whole program, but not through the settings of the computer they run on."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def fresh_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer on which nothing was chosen yet: no office, no folder of a scanner."""
    monkeypatch.setenv("YOUJU_CONFIG", str(tmp_path / "config"))
