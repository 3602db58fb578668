"""All that is SQLite's and SQLCipher's own: opening, pragmas, triggers, integrity checks.

Everything else in this room is portable SQL through SQLAlchemy.
"""

import os
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from desktop.domain.problems import Damaged, Unavailable
from desktop.i18n import _

BUSY_MS = 10_000
"""How long a writer waits for another program on the same office before it gives up."""
CACHE_KIB = 16_384
"""How much of a large office is held decrypted for each connection, so that a list is not decrypted twice."""
REFUSED_BY_REGISTER = "register is append-only"

WORDS_TABLE = "CREATE VIRTUAL TABLE use_words USING fts5(words, content='', detail=none, tokenize='ascii')"
"""The search index: terms only, neither their places nor the text, which stands in `use_states`."""
ADD_WORDS = "INSERT INTO use_words (rowid, words) VALUES (:use, :words)"
WORDS_MATCH = "use_words MATCH :wanted"
WORDS_DIFFERENCE = (
    "SELECT use FROM use_states WHERE use NOT IN (SELECT id FROM use_words_docsize) "
    "UNION SELECT id FROM use_words_docsize WHERE id NOT IN (SELECT use FROM use_states) LIMIT 1"
)
"""An entry that stands in the lists or in the search index alone."""


def connect(path: Path, key: bytes) -> driver.Connection:
    """One connection to the encrypted database with its raw 32-byte key."""
    connection = driver.connect(
        f"file:{_quoted(path)}?mode=rwc", uri=True, check_same_thread=False, isolation_level=None
    )
    connection.execute("PRAGMA cipher_log_level = NONE")  # what is wrong is said in words, not on a terminal
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return connection


def connect_to_look(path: Path, key: bytes) -> driver.Connection:
    """A connection to a database that nobody can write: nothing is made beside it, not even for a moment."""
    connection = driver.connect(
        f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True, check_same_thread=False, isolation_level=None
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def connect_to_remains(path: Path, key: bytes) -> driver.Connection:
    """A connection to a database whose end is gone: it reads what it can, and never writes."""
    connection = connect_to_look(path, key)
    connection.execute(
        "PRAGMA writable_schema = ON"
    )  # without it a file that is too short is not read at all
    return connection


def has_log(path: Path) -> bool:
    """Whether pages still wait in the write-ahead log, so that the file alone does not say all."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and os.path.getsize(log) > 0


def may_only_look(path: Path) -> bool:
    """Whether the database or its folder may not be written, so that no log can be kept beside it."""
    return not (os.access(path.parent, os.W_OK) and os.access(path, os.W_OK))


def _quoted(path: Path) -> str:
    return path.absolute().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def engine(path: Path, key: bytes, *, look_only: bool = False) -> Engine:
    """The engine of one office. Power may fail at any moment: every commit reaches the disk (WAL, FULL).

    With `look_only` nothing is ever written, and nothing made beside the file.
    """
    opening = connect_to_look if look_only else connect
    made = create_engine("sqlite://", creator=lambda: opening(path, key), module=driver, poolclass=QueuePool)

    @event.listens_for(made, "connect")
    def _set_up(connection: driver.Connection, _record: object) -> None:
        if not look_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Without it REPLACE takes a row away past the triggers that guard it.
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        # Writers take the lock at once, so that a number read is a number nobody else can give.
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return made


def append_only_triggers(table: str) -> dict[str, str]:
    """The triggers with which the database itself refuses to change or drop a register's rows, by name."""
    return {
        f"{table}_no_{action.lower()}": (
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED_BY_REGISTER}'); END"
        )
        for action in ("UPDATE", "DELETE")
    }


def triggers_in(connection: Connection) -> dict[str, str]:
    """The triggers that stand in the database now, by name."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {str(name): str(sql) for name, sql in found}


def integrity_faults(connection: Connection) -> list[str]:
    """What the engine itself finds wrong with the file; empty when nothing is.

    Both checks are needed: the cipher's finds every flipped bit, SQLite's own finds a cut-off end.
    """
    faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    if faults:
        return faults
    try:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(10)")]
    except DBAPIError as error:
        return [str(error.orig)]
    return [words for words in found if words.lower() != "ok"]


def copy_database(source: Path, target: Path, key: bytes) -> None:
    """The engine's online backup into a new file with the same key, while others work. Raises Unavailable."""
    try:
        with closing(connect(source, key)) as reading, closing(connect(target, key)) as writing:
            reading.backup(writing, pages=4096)
    except driver.Error as error:
        raise unavailable(error) from error


def unavailable(error: BaseException) -> Unavailable:
    """The driver's complaint in the words of the office."""
    text = str(error).lower()
    if "full" in text:
        return Unavailable(_("没有存上。磁盘已满。请删去旧备份或别的文件，再试一次。"))
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return Unavailable(_("没有存上。办公室文件夹不能写入。请检查文件夹的权限或磁盘的写保护，再试一次。"))
    if "i/o error" in text:
        return Unavailable(_("没有存上。磁盘读写出错，可能已满、被拔掉或坏了。请检查磁盘，再试一次。"))
    if "locked" in text or "busy" in text:
        return Unavailable(_("没有存上。另一个程序正在写这个办公室。请稍等几秒，再试一次。"))
    if "not a database" in text or "malformed" in text or "encrypted" in text:
        return Damaged(_("打不开台账数据库。文件已损坏，或者不是这个办公室的。请用最近的备份恢复。"))
    if "no such" in text or "could not decode" in text:
        return Damaged(_("台账数据库里的表缺了或读不出来。有人绕过程序改过数据库。请用最近的备份恢复。"))
    return Unavailable(_("数据库没有响应。磁盘可能有问题。请检查磁盘，再试一次。"))
