"""How much the evidence costs: recording a use beside a bare commit, verifying beside plain hashing.

Two ratios stand beside the required ones, since those leave out most of the work. A recorded use writes tables,
indexes and the search index, many times the pages of its bytes in one row. Verifying hashes not only the events:
the engine checks its whole file, and every register row and kept copy is digested as well.
"""

import hashlib
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from desktop.domain.seals import State
from desktop.services import evidence, seals
from desktop.storage import keys, sqlite
from desktop.storage.base import append_only_tables
from tests import builders

ROUNDS = 60
ENTRIES = 400


def timed(work: Callable[[], object], rounds: int) -> float:
    """The median time of one round, in seconds."""
    times = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def bare_commit(raw: driver.Connection, payload: bytes) -> None:
    """The same bytes in one row and one commit."""
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO bare (body) VALUES (?)", (payload,))
    raw.execute("COMMIT")


def written_bytes(raw: driver.Connection) -> int:
    """How many bytes one recorded use writes into its tables."""
    seq = raw.execute("SELECT max(seq) FROM seal_uses").fetchone()[0]
    total = 0
    for table, column in (("seal_uses", "seq"), ("use_steps", "use"), ("use_states", "use")):
        for row in raw.execute(f"SELECT * FROM {table} WHERE {column} = ?", (seq,)):
            total += sum(len(value) if isinstance(value, str | bytes) else 8 for value in row)
    for (body,) in raw.execute("SELECT body FROM events WHERE subject_id = ?", (seq,)):
        total += len(body.encode()) + 32
    return total


def log_growth(folder: Path, raw: driver.Connection, work: Callable[[], object]) -> int:
    """How many bytes of pages one piece of work writes to the disk."""
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    work()
    return (folder / f"{keys.DATABASE}-wal").stat().st_size


def run() -> list[tuple[str, float, str]]:
    """The ratios, with the limits of the yardsticks."""
    keys.TIME_COST, keys.MEMORY_KIB, keys.LANES = 1, 8, 1
    scratch = Path(tempfile.mkdtemp())
    try:
        return _measure(scratch / "office")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _measure(folder: Path) -> list[tuple[str, float, str]]:
    clock = builders.MovableClock()
    builders.found(folder, clock)
    handler = builders.sign_in(folder, builders.HANDLER, clock)
    approver = builders.sign_in(folder, builders.APPROVER, clock)
    request = builders.make_request()
    seals.submit_use(handler, request)
    recording = timed(lambda: seals.submit_use(handler, request), ROUNDS)
    raw = sqlite.connect(folder / keys.DATABASE, handler.database.key)
    raw.execute("PRAGMA synchronous = FULL")
    payload = bytes(written_bytes(raw))
    pages = bytes(log_growth(folder, raw, lambda: seals.submit_use(handler, request)))
    raw.execute("CREATE TABLE bare (body BLOB)")
    committing = timed(lambda: bare_commit(raw, payload), ROUNDS)
    committing_pages = timed(lambda: bare_commit(raw, pages), ROUNDS)
    raw.execute("DROP TABLE bare")
    for _entry in range(ENTRIES):
        builders.make_use(handler, approver, State.TO_KEEP)
    hashing = timed(lambda: _hash_all(raw), 5)
    hashing_all = timed(lambda: _hash_everything(raw), 5)
    verifying = timed(lambda: evidence.verify_office(approver), 5)
    raw.close()
    handler.close()
    approver.close()
    return [
        ("recording a use / bare commit of the same bytes", recording / committing, "≤ 3"),
        ("recording a use / bare commit of as many pages", recording / committing_pages, "no limit"),
        ("verify / plain hashing of the same events", verifying / hashing, "≤ 3"),
        ("verify / file check and plain hashing of all rows and copies", verifying / hashing_all, "no limit"),
    ]


def _hash_all(raw: driver.Connection) -> None:
    for (body,) in raw.execute("SELECT body FROM events ORDER BY seq"):
        hashlib.sha256(body.encode()).digest()


def _hash_everything(raw: driver.Connection) -> None:
    """What a plain script would do that reads and hashes all that `verify` looks at, and compares nothing."""
    for check in ("PRAGMA cipher_integrity_check", "PRAGMA integrity_check"):
        raw.execute(check).fetchall()
    for table in append_only_tables():
        for row in raw.execute(f"SELECT * FROM {table} ORDER BY seq"):
            values = [hashlib.sha256(v).hexdigest() if isinstance(v, bytes) else v for v in row]
            hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).digest()


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}: {ratio:.2f} ({limit})")
