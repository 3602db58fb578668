"""Proofs for a stranger's program: that an event stands in the log, and that the log only grew."""

from desktop.domain import ledger
from desktop.storage import events
from desktop.storage.database import Database


def inclusion(database: Database, seq: int) -> dict[str, object]:
    """The proof that event `seq` stands in the log, for a stranger's program."""
    with database.bare() as connection:
        event = events.get_event(connection, seq)
        leaves = events.leaves(connection)
    return {
        "entry": seq,
        "event": event.body().decode(),
        "leaf_hash": leaves[seq - 1].hex(),
        "leaf_index": seq - 1,
        "tree_size": len(leaves),
        "root": ledger.tree_root(leaves).hex(),
        "hashes": [part.hex() for part in ledger.inclusion_proof(leaves, seq - 1)],
    }


def consistency(database: Database, earlier: ledger.Checkpoint) -> dict[str, object] | None:
    """The proof that the log of an earlier checkpoint is the beginning of today's; None when it is longer."""
    with database.bare() as connection:
        leaves = events.leaves(connection)
    if not 0 < earlier.size <= len(leaves):
        return None
    return {
        "from_size": earlier.size,
        "from_root": earlier.root.hex(),
        "tree_size": len(leaves),
        "root": ledger.tree_root(leaves).hex(),
        "hashes": [part.hex() for part in ledger.consistency_proof(leaves, earlier.size)],
    }
