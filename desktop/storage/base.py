"""What every table shares: names of constraints, personal columns, and the form in which a row is digested."""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column, LargeBinary, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from desktop.domain import ledger
from desktop.storage.sqlite import append_only_triggers

Entropy = Callable[[int], bytes]
"""Where random bytes come from: the system, or a seeded source in a sample office."""

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMING)


class Register(Base):
    """A table that only grows. Each row is written by one event, and its key is that event's place in the log.

    A change is a new row; the database refuses UPDATE and DELETE. Personal values stand in the log only as
    commitments, whose salts are kept here beside them.
    """

    __abstract__ = True

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salts: Mapped[bytes | None] = mapped_column(LargeBinary)


def personal() -> Mapped[Any]:
    """A column with a personal value: committed to in the log, never written there."""
    return mapped_column(Text, info={"personal": True}, nullable=True)


def later(*, personal: bool = False) -> Mapped[Any]:
    """A column that came with a later version: rows without a value are digested as if it were not there.

    So every row written before keeps the digest that its event carries.
    """
    return mapped_column(Text, info={"later": True, "personal": personal}, nullable=True)


def registers() -> dict[str, type[Register]]:
    """Every register of the program by its table name."""
    return {kind.__tablename__: kind for kind in Register.__subclasses__()}


def append_only_tables() -> list[str]:
    """The tables that the database guards against change: all registers and the log itself."""
    return sorted(["events", *registers()])


def expected_triggers() -> dict[str, str]:
    """The triggers that must stand in an office's database."""
    found: dict[str, str] = {}
    for table in append_only_tables():
        found |= append_only_triggers(table)
    return found


@cache
def personal_columns(table: Table) -> tuple[Column[Any], ...]:
    """The table's personal columns, in their order."""
    return tuple(column for column in table.columns if column.info.get("personal"))


@cache
def _names(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the table's plain columns, its salts left out, and of its personal ones, in their order."""
    personal_names = tuple(column.name for column in personal_columns(table))
    plain = (column.name for column in table.columns if column.name != "salts")
    return tuple(name for name in plain if name not in personal_names), personal_names


@cache
def _later_names(table: Table) -> tuple[str, ...]:
    """The names of the table's columns that came with a later version."""
    return tuple(column.name for column in table.columns if column.info.get("later"))


def salt_row(row: Register, entropy: Entropy = secrets.token_bytes) -> None:
    """Gives a new row the salts of its personal values: one for each value that is there, in their order."""
    columns = personal_columns(row.__table__)
    count = sum(getattr(row, column.key) is not None for column in columns)
    row.salts = entropy(ledger.SALT_BYTES * count) if count else None


def commitments(table: Table, values: Mapping[str, Any]) -> dict[str, str | None]:
    """The commitment of each personal value of a row; None where there is no value.

    Raises ValueError when the row has not one salt for each value, so that no byte of a row is unproven.
    """
    _plain, names = _names(table)
    present = [name for name in names if values[name] is not None]
    salts = values["salts"]
    if len(salts or b"") != ledger.SALT_BYTES * len(present) or (salts is not None and not present):
        raise ValueError("salts")
    found: dict[str, str | None] = dict.fromkeys(names)
    for place, name in enumerate(present):
        salt = salts[place * ledger.SALT_BYTES : (place + 1) * ledger.SALT_BYTES]
        found[name] = ledger.commitment(salt, values[name])
    return found


def row_digest(table: Table, values: Mapping[str, Any], committed: Mapping[str, str | None]) -> str:
    """SHA-256 over the row's canonical form, with commitments in the place of personal values."""
    form: dict[str, object] = {"table": table.name, **committed}
    for name in _names(table)[0]:
        value = values[name]
        if isinstance(value, bytes):
            value = hashlib.sha256(value).hexdigest()
        elif isinstance(value, float):
            raise TypeError("a float has no place in evidence")
        form[name] = value
    for name in _later_names(table):
        if form[name] is None:
            del form[name]
    return hashlib.sha256(ledger.canonical_text(form).encode()).hexdigest()


def row_values(row: Register) -> dict[str, Any]:
    """A row's columns by name."""
    return {column.name: getattr(row, column.key) for column in row.__table__.columns}


def as_json(value: object) -> str:
    """A structured value for a text column, in canonical form."""
    return ledger.canonical(value).decode()


def from_json(text: str) -> Any:
    """The reverse of `as_json`."""
    return json.loads(text)
