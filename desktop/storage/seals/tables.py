"""The registers of the seals, and what is derived from them for the lists."""

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.storage.base import Base, Register, personal


class SealRow(Register):
    """One version of a seal's description."""

    __tablename__ = "seals"

    number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(Text)
    book_code: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    diameter_mm: Mapped[int]
    shape: Mapped[str] = mapped_column(Text)
    keeper: Mapped[int]
    approver: Mapped[int]
    in_use_from: Mapped[str | None] = mapped_column(Text)


class MatterRow(Register):
    """One version of a matter, for one seal."""

    __tablename__ = "matters"

    number: Mapped[int] = mapped_column(index=True)
    seal: Mapped[int]
    code: Mapped[str] = mapped_column(Text)
    group: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    materials: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)
    ground: Mapped[str] = mapped_column(Text)
    elsewhere: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    aliases: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class UseRow(Register):
    """One entry of the register, as it was submitted. What happens to it afterwards are steps."""

    __tablename__ = "seal_uses"
    __table_args__ = (UniqueConstraint("seal", "year", "running"),)

    seal: Mapped[int]
    year: Mapped[int]
    running: Mapped[int]
    matter: Mapped[int]
    number: Mapped[str] = mapped_column(Text)
    handler: Mapped[int]
    desk: Mapped[int]
    submitted_at: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    copies: Mapped[int]
    pages: Mapped[int]
    seam: Mapped[bool]
    materials: Mapped[str] = mapped_column(Text)
    visited_on: Mapped[str | None] = mapped_column(Text)
    corrects: Mapped[int | None] = mapped_column(index=True)
    applicant_name: Mapped[str | None] = personal()
    applicant_id_number: Mapped[str | None] = personal()
    applicant_phone: Mapped[str | None] = personal()
    applicant_address: Mapped[str | None] = personal()
    purpose: Mapped[str | None] = personal()
    finding: Mapped[str | None] = personal()
    statement: Mapped[str | None] = personal()
    agent_name: Mapped[str | None] = personal()
    agent_id_number: Mapped[str | None] = personal()
    agent_phone: Mapped[str | None] = personal()
    agent_relation: Mapped[str | None] = personal()


class StepRow(Register):
    """One step of an entry. A finding signed later carries what was found; a copy's step names the copies."""

    __tablename__ = "use_steps"

    use: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    by: Mapped[int]
    desk: Mapped[int]
    in_place_of: Mapped[int | None]
    text: Mapped[str | None] = personal()
    statement: Mapped[str | None] = personal()
    visited_on: Mapped[str | None] = mapped_column(Text)
    impressions: Mapped[int | None]
    place: Mapped[str] = mapped_column(Text)
    witness: Mapped[str | None] = personal()
    keeper_approved: Mapped[bool]
    halves_kept: Mapped[bool]


class CopyRow(Register):
    """One file kept with an entry, whole."""

    __tablename__ = "kept_copies"

    use: Mapped[int] = mapped_column(index=True)
    name: Mapped[str | None] = personal()
    media_type: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text, index=True)
    size: Mapped[int]
    pages: Mapped[int]
    kept_at: Mapped[str] = mapped_column(Text)
    by: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    thumbnails: Mapped[bytes] = mapped_column(LargeBinary)


class StoppedRow(Register):
    """One request stopped because its matter is not authorised."""

    __tablename__ = "stopped_requests"

    seal: Mapped[int]
    asked: Mapped[str | None] = personal()
    at: Mapped[str] = mapped_column(Text)


class CheckCodeRow(Register):
    """The 核验码 and signature of one paper, made when it was approved."""

    __tablename__ = "paper_signatures"

    use: Mapped[int] = mapped_column(index=True)
    check_code: Mapped[str] = mapped_column(Text, index=True)
    facts: Mapped[str | None] = personal()
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class DraftRow(Base):
    """A request still being written. No register: it has no number and may change or go."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    handler: Mapped[int] = mapped_column(index=True)
    saved_at: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)


class UseState(Base):
    """Derived from the registers for the lists: where each entry stands. Verified against them."""

    __tablename__ = "use_states"
    __table_args__ = (
        Index(None, "seal", "year", "running"),
        Index(None, "state", "use"),
        Index(None, "month", "state"),
    )

    use: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[int]
    year: Mapped[int]
    running: Mapped[int]
    matter: Mapped[int]
    handler: Mapped[int]
    approver: Mapped[int | None]
    state: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(Text)
    sealed_at: Mapped[str | None] = mapped_column(Text)
    impressions: Mapped[int]
    kept_pages: Mapped[int]
    keeper_approved: Mapped[bool]
    search: Mapped[str] = mapped_column(Text)
