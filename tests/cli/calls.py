"""What the tests of the commands share: calling one, and being the insider."""

from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from desktop import cli
from desktop.storage import keys, sqlite
from tests import builders

TODAY = date(2026, 9, 8)
"""The last day of the samples."""


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = cli.main([str(word) for word in words])
    out, err = capsys.readouterr()
    return status, out, err


def open_raw(folder: Path) -> driver.Connection:
    """The database as an insider with the key would open it."""
    file = keys.read_key_file(folder)
    opened = keys.open_slot(file.office, file.slots[1], file.sample or builders.PASSWORD)
    assert opened is not None
    return sqlite.connect(folder / keys.DATABASE, opened.data_key)
