"""A small sample office, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from desktop.services import demo
from tests.cli.calls import TODAY


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample office as it was made, never to be opened: tests copy it."""
    folder = tmp_path_factory.mktemp("sample") / "office"
    demo.make_sample(folder, uses=14, today=TODAY)
    return folder


@pytest.fixture
def sample(made_sample: Path, tmp_path: Path) -> Path:
    """The folder of a sample office."""
    folder = tmp_path / "sample"
    shutil.copytree(made_sample, folder)
    return folder
