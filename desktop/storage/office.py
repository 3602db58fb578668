"""The office itself as it is kept: its settings, its signing keys, and who looked at whose data."""

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Text, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from desktop.storage.base import Base, Register, as_json, from_json
from desktop.storage.database import Work


class SettingRow(Register):
    """One decision of the office; the newest row of a name counts."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(Text, index=True)
    value: Mapped[str] = mapped_column(Text)


class SigningKeyRow(Register):
    """One signing key: its public half, its wrapped private half, and the old key's signature on the change."""

    __tablename__ = "signing_keys"

    purpose: Mapped[str] = mapped_column(Text)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    signed_by_old: Mapped[bytes | None] = mapped_column(LargeBinary)


class AccessRow(Base):
    """One look at personal data in full. Not evidence: it may be purged after its term."""

    __tablename__ = "access_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    time: Mapped[str] = mapped_column(Text, index=True)
    actor: Mapped[int]
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int]
    why: Mapped[str] = mapped_column(Text)


def put_setting(work: Work, name: str, value: object) -> int:
    """Writes a new value of a setting."""
    return work.add(SettingRow(name=name, value=as_json(value)))


def read_settings(work: Work) -> dict[str, Any]:
    """All settings as they are now."""
    newest = select(func.max(SettingRow.seq)).group_by(SettingRow.name)
    found = work.session.scalars(select(SettingRow).where(SettingRow.seq.in_(newest)))
    return {row.name: from_json(row.value) for row in found}


def put_signing_key(
    work: Work, purpose: str, *, public: bytes, wrapped: bytes, signed_by_old: bytes | None = None
) -> int:
    """Writes a new signing key."""
    return work.add(
        SigningKeyRow(purpose=purpose, public=public, wrapped=wrapped, signed_by_old=signed_by_old)
    )


def signing_keys(work: Work, purpose: str) -> list[tuple[int, bytes, bytes, bytes | None]]:
    """The keys of a purpose, oldest first: place in the log, public, wrapped private, signature of the one before."""
    found = work.session.scalars(
        select(SigningKeyRow).where(SigningKeyRow.purpose == purpose).order_by(SigningKeyRow.seq)
    )
    return [(row.seq, row.public, row.wrapped, row.signed_by_old) for row in found]


def log_access(work: Work, subject: tuple[str, int], why: str) -> None:
    """Notes that somebody looked at personal data in full."""
    work.session.execute(
        insert(AccessRow).values(
            time=work.now, actor=work.actor, subject_kind=subject[0], subject_id=subject[1], why=why
        )
    )


def accesses(work: Work, subject: tuple[str, int]) -> list[tuple[datetime, int, str]]:
    """Who looked at a record's personal data, when and why, oldest first."""
    found = work.session.scalars(
        select(AccessRow)
        .where(AccessRow.subject_kind == subject[0], AccessRow.subject_id == subject[1])
        .order_by(AccessRow.id)
    )
    return [(datetime.fromisoformat(row.time), row.actor, row.why) for row in found]
