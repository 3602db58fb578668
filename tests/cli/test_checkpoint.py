"""`checkpoint`: what it signs."""

from pathlib import Path

import pytest

from desktop.domain import ledger
from desktop.storage import events, keys
from desktop.storage.database import Database
from tests.cli.calls import run


def test_the_log_on_disk_is_what_the_checkpoint_signs(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = ledger.read_checkpoint(run(capsys, "checkpoint", sample)[1])
    file = keys.read_key_file(sample)
    opened = keys.open_slot(file.office, file.slots[1], file.sample)
    assert opened is not None
    database = Database(sample / keys.DATABASE, opened.data_key, "")
    with database.bare() as connection:
        leaves = events.leaves(connection)
    database.close()
    assert ledger.tree_root(leaves[: signed.checkpoint.size]) == signed.checkpoint.root
