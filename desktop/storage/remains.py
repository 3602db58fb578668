"""What is left of a database whose end was cut off, as by a copy that was broken off."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.domain import ledger
from desktop.storage import sqlite

PAGE, SALT, IV, RESERVED = 4096, 16, 16, 80
"""A page as SQLCipher 4 keeps it: the first begins with the salt, each ends with its IV and its HMAC."""
COUNT_AT = 28
"""Where the first page says how many there are. *Source:* SQLite file format §1.3.8."""


@dataclass(frozen=True, slots=True)
class Remains:
    """A cut-off file: the bytes it should have and has, and the log's events from the first that still read well."""

    due: int
    found: int
    events: int


def look(path: Path, key: bytes) -> Remains | None:
    """What is left of a database that is shorter than its first page says; None when it is not, or not to be told."""
    try:
        found = path.stat().st_size
        with path.open("rb") as file:
            first = file.read(PAGE)
    except OSError:
        return None
    due = _pages(first, key) * PAGE if len(first) == PAGE else 0
    if found >= due or sqlite.has_log(path):
        return None
    with closing(sqlite.connect_to_remains(path, key)) as connection:
        try:
            connection.execute("PRAGMA page_count").fetchone()  # proves the first page, which we believe
        except driver.Error:
            return None
        return Remains(due, found, _events(connection))


def _pages(first: bytes, key: bytes) -> int:
    """How many pages the first one says there are."""
    body, iv = first[SALT : PAGE - RESERVED], first[PAGE - RESERVED : PAGE - RESERVED + IV]
    header = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor().update(body)
    return int.from_bytes(header[COUNT_AT - SALT : COUNT_AT - SALT + 4], "big")


def _events(connection: driver.Connection) -> int:
    """How many events read well from the first on."""
    count = 0
    try:
        for seq, body, leaf in connection.execute("SELECT seq, body, leaf FROM events ORDER BY seq"):
            if seq != count + 1 or ledger.leaf_hash(body.encode()) != leaf:
                break
            count = seq
    except (driver.Error, AttributeError):
        return count
    return count
