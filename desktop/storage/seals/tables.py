"""The registers of the seals, and what is derived from them for the lists."""

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.storage.base import Base, Register, later, personal


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
    kind: Mapped[str | None] = later()
    material: Mapped[str | None] = later()


class SealStepRow(Register):
    """One step of a seal's life, from its making to its destruction.

    `facts` are plain (maker, filing number, place …), `persons` the people who stood for it; `ends` is the
    taking-out that a bringing-back ends.
    """

    __tablename__ = "seal_steps"

    seal: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    by: Mapped[int]
    desk: Mapped[int]
    approver: Mapped[int | None]
    due_back: Mapped[str | None] = mapped_column(Text)
    impressions: Mapped[int | None]
    ends: Mapped[int | None] = mapped_column(index=True)
    facts: Mapped[str] = mapped_column(Text)
    persons: Mapped[str | None] = personal()
    reason: Mapped[str | None] = personal()


class SealPaperRow(Register):
    """One paper of a step of a seal's life, scanned: the specimen, the signed slip, the notice."""

    __tablename__ = "seal_papers"

    step: Mapped[int] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(Text)
    name: Mapped[str | None] = personal()
    media_type: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    pages: Mapped[int]
    kept_at: Mapped[str] = mapped_column(Text)
    by: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    thumbnails: Mapped[bytes] = mapped_column(LargeBinary)


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
    valid_from: Mapped[str | None] = later()
    valid_to: Mapped[str | None] = later()
    region: Mapped[str | None] = later()


class TemplateRow(Register):
    """One version of the wording of a paper. `body` holds its paragraphs with the locked fields in them."""

    __tablename__ = "templates"

    form: Mapped[str] = mapped_column(Text, index=True)
    version: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[int]


class UseRow(Register):
    """One entry of the register, as it was submitted. What happens to it afterwards are steps."""

    __tablename__ = "seal_uses"
    __table_args__ = (
        UniqueConstraint("seal", "year", "running"),
        Index(None, "applicant_id_number"),
        Index(None, "agent_id_number"),
    )

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
    used_at: Mapped[str | None] = later()
    late_reason: Mapped[str | None] = later()
    slip_number: Mapped[str | None] = later()


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
    paper_location: Mapped[str | None] = later()


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


class PaperDocumentRow(Register):
    """What stands on a paper of the office's own, kept beside the entry that seals it: its document as JSON."""

    __tablename__ = "paper_documents"

    use: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(Text)
    document: Mapped[str | None] = personal()


class YearClosingRow(Register):
    """The closing of one seal's book of one year, with the totals it was closed at and the signed print."""

    __tablename__ = "year_closings"
    __table_args__ = (UniqueConstraint("seal", "year"),)

    seal: Mapped[int]
    year: Mapped[int]
    last_running: Mapped[int]
    entries: Mapped[int]
    uses: Mapped[int]
    copies: Mapped[int]
    impressions: Mapped[int]
    kept_pages: Mapped[int]
    at: Mapped[str] = mapped_column(Text)
    by: Mapped[int]
    desk: Mapped[int]
    sha256: Mapped[str] = mapped_column(Text)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class TakeOverRow(Register):
    """One old register taken over from a file: which file, how its columns were read, and what was refused."""

    __tablename__ = "take_overs"

    seal: Mapped[int]
    name: Mapped[str | None] = personal()
    sha256: Mapped[str] = mapped_column(Text)
    columns: Mapped[str] = mapped_column(Text)
    rows: Mapped[int]
    taken: Mapped[int]
    refused: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    by: Mapped[int]


class TakenUseRow(Register):
    """One entry of an old register as it was taken over. It claims nothing that the old book does not say.

    `matter` is the office's matter it was recognised as, if any; `marks` say what is unusual about it.
    """

    __tablename__ = "taken_uses"
    __table_args__ = (UniqueConstraint("seal", "year", "running"), Index(None, "applicant_id_number"))

    take_over: Mapped[int] = mapped_column(index=True)
    line: Mapped[int]
    seal: Mapped[int]
    year: Mapped[int]
    running: Mapped[int]
    number: Mapped[str] = mapped_column(Text)
    used_on: Mapped[str] = mapped_column(Text)
    date_written: Mapped[str] = mapped_column(Text)
    matter: Mapped[int | None]
    matter_written: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    copies: Mapped[int]
    kept_written: Mapped[str] = mapped_column(Text)
    kept: Mapped[bool]
    marks: Mapped[str] = mapped_column(Text)
    handler_name: Mapped[str | None] = personal()
    approver_name: Mapped[str | None] = personal()
    applicant_name: Mapped[str | None] = personal()
    applicant_id_number: Mapped[str | None] = personal()
    applicant_phone: Mapped[str | None] = personal()
    applicant_address: Mapped[str | None] = personal()
    purpose: Mapped[str | None] = personal()
    remark: Mapped[str | None] = personal()


class CorrectionRow(Register):
    """One personal value of an entry put right at the person's request; what was written first stays."""

    __tablename__ = "data_corrections"

    use: Mapped[int] = mapped_column(index=True)
    field: Mapped[str] = mapped_column(Text)
    value: Mapped[str | None] = personal()
    reason: Mapped[str | None] = personal()
    at: Mapped[str] = mapped_column(Text)
    by: Mapped[int]


class DraftRow(Base):
    """A request still being written. No register: it has no number and may change or go."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    handler: Mapped[int] = mapped_column(index=True)
    saved_at: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)


class UseState(Base):
    """Derived from the registers for the lists: where each entry stands. Verified against them.

    Entries taken over from an old register stand here as well; they have no handler's account.
    """

    __tablename__ = "use_states"
    __table_args__ = (
        Index(None, "seal", "year", "running"),
        Index(None, "seal", "state", "year", "running"),
        Index(None, "seal", "month", "running"),
        Index(None, "seal", "matter", "year", "running"),
        Index(None, "handler", "use"),
        Index(None, "state", "use"),
    )

    use: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[int]
    year: Mapped[int]
    running: Mapped[int]
    matter: Mapped[int | None]
    handler: Mapped[int | None]
    approver: Mapped[int | None]
    state: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(Text)
    sealed_at: Mapped[str | None] = mapped_column(Text)
    copies: Mapped[int]
    impressions: Mapped[int]
    kept_pages: Mapped[int]
    keeper_approved: Mapped[bool]
    taken_over: Mapped[bool]
    search: Mapped[str] = mapped_column(Text)


class UseCount(Base):
    """Derived from `use_states`: how many entries of a kind there are, so that no list counts a million lines.

    `matter` and `handler` are 0 where an entry has none. Verified against the entries.
    """

    __tablename__ = "use_counts"

    seal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    month: Mapped[str] = mapped_column(Text, primary_key=True)
    matter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    handler: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(Text, primary_key=True)
    entries: Mapped[int]
    copies: Mapped[int]
    impressions: Mapped[int]
    kept_pages: Mapped[int]
