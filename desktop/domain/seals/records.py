"""What the register knows: seals, matters, uses, the steps of a use, and the copies kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.papers import OwnPaper
from desktop.i18n import _


class State(StrEnum):
    """The nine states of a seal use and its paper; no others exist (domain handbook §A.4)."""

    DRAFT = "draft"
    TO_VERIFY = "to_verify"
    TO_APPROVE = "to_approve"
    TO_SEAL = "to_seal"
    TO_KEEP = "to_keep"
    FILED = "filed"
    RETURNED = "returned"
    REFUSED = "refused"
    VOID = "void"


STATE_WORDS = {
    State.DRAFT: _("草拟"),
    State.TO_VERIFY: _("待核实"),
    State.TO_APPROVE: _("待批准"),
    State.TO_SEAL: _("待用印"),
    State.TO_KEEP: _("待留底"),
    State.FILED: _("已归档"),
    State.RETURNED: _("已退回"),
    State.REFUSED: _("不予受理"),
    State.VOID: _("已作废"),
}


class StepKind(StrEnum):
    """What can happen to an entry of the register after its number was given."""

    FINDING_SIGNED = "finding_signed"
    APPROVED = "approved"
    RETURNED = "returned"
    REFUSED = "refused"
    SEALED = "sealed"
    FILED = "filed"
    VOIDED = "voided"


STEP_WORDS = {
    StepKind.FINDING_SIGNED: _("核实签名"),
    StepKind.APPROVED: _("批准"),
    StepKind.RETURNED: _("退回补材料"),
    StepKind.REFUSED: _("不予受理"),
    StepKind.SEALED: _("用印"),
    StepKind.FILED: _("留底归档"),
    StepKind.VOIDED: _("作废"),
}

REFUSAL_REASONS = (
    _("不属于本印章授权的事项"),
    _("申请人不在本社区受理范围内"),
    _("经核实，申请内容与事实不符"),
    _("申请材料经核实不真实"),
    _("代办人没有合法委托"),
    _("依法应由其他部门出具"),
)
"""A request that meets the rules may not be refused; a refusal names one of these. *Source:* 制度 七."""


class MatterStatus(StrEnum):
    """Whether a matter may get this seal."""

    ALLOWED = "allowed"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal of the office: its name as cut, the code of its book, and who answers for it."""

    number: int
    name: str
    book_code: str
    issuer: str
    diameter_mm: int
    keeper: int
    approver: int
    shape: str = "圆形，中央五角星"
    in_use_from: date | None = None
    kind: str = ""
    material: str = ""

    def entry_number(self, year: int, running: int) -> str:
        """The register number, 梧社印〔2026〕316 号: no leading zeros, never given twice."""
        return f"{self.book_code}〔{year}〕{running} 号"


@dataclass(frozen=True, slots=True)
class Material:
    """One paper that must be seen before a matter is submitted; `original` when the original itself is."""

    name: str
    original: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter for which a seal is authorised, or which is issued elsewhere.

    `form` names the paper this program sets for it, empty when the resident brings a form of their own.
    `aliases` are words under which people ask for it; `ground` is the legal ground shown to the clerk, and
    `region` where that holds. It counts from `valid_from` to `valid_to`, both included; None is without an end.
    """

    number: int
    seal: int
    code: str
    group: str
    name: str
    short_name: str
    document: str
    materials: tuple[Material, ...] = ()
    form: str = ""
    ground: str = ""
    elsewhere: str = ""
    status: MatterStatus = MatterStatus.ALLOWED
    aliases: tuple[str, ...] = ()
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    region: str = ""

    @property
    def tag(self) -> str:
        """The small mark before the matter's name: 社保10."""
        return f"{self.group}{self.code}"

    def in_force(self, day: date) -> bool:
        """Whether it counts on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class UseRequest:
    """What the handler typed for one use of a seal. Nothing in it is checked yet.

    `materials` are the names of the materials ticked as seen; `corrects` is the entry this one puts right. With
    `late` it is entered afterwards (补录): `used_at` is when the seal was really pressed, on `slip_number`.
    """

    seal: int
    matter: str
    applicant_name: str = ""
    applicant_id_number: str = ""
    applicant_phone: str = ""
    applicant_address: str = ""
    recipient: str = ""
    purpose: str = ""
    document: str = ""
    copies: int | None = 1
    pages: int | None = 1
    seam: bool = False
    materials: tuple[str, ...] = ()
    finding: str = ""
    visited_on: date | None = None
    statement: str = ""
    agent_name: str = ""
    agent_id_number: str = ""
    agent_phone: str = ""
    agent_relation: str = ""
    corrects: int | None = None
    late: bool = False
    used_at: datetime | None = None
    late_reason: str = ""
    slip_number: str = ""
    own_paper: OwnPaper | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A request still being written: the fields exactly as typed, right or wrong."""

    id: int
    handler: int
    saved_at: datetime
    form: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to an entry: who did it, at whose desk, in whose place, and in what words.

    `by` is the account whose password stood for it, `desk` the account signed in at the computer,
    `in_place_of` the approver whose deputy acted. `impressions`, `place` and `witness` belong to a sealing.
    """

    seq: int
    use: int
    kind: StepKind
    at: datetime
    by: int
    by_name: str
    desk: int
    desk_name: str
    in_place_of: int | None = None
    in_place_of_name: str = ""
    text: str = ""
    impressions: int | None = None
    place: str = ""
    witness: str = ""
    keeper_approved: bool = False
    halves_kept: bool = False


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step about to be recorded; the register adds its place and time."""

    kind: StepKind
    by: int
    desk: int
    in_place_of: int | None = None
    text: str = ""
    impressions: int | None = None
    place: str = ""
    witness: str = ""
    keeper_approved: bool = False
    halves_kept: bool = False


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """One file kept with an entry: a scan of the sealed paper."""

    seq: int
    use: int
    name: str
    media_type: str
    sha256: str
    size: int
    pages: int
    kept_at: datetime
    by: int
    thumbnails: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class CopyContent:
    """A file that was read and found fit to be kept; `thumbnails` are PNG pictures of its first pages."""

    name: str
    media_type: str
    sha256: str
    pages: int
    content: bytes = field(repr=False)
    thumbnails: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class UseLine:
    """One line of the register as lists show it. Personal values are masked.

    `corrects_running` and `corrected_by` are the running numbers of the entry it puts right and of the newest one
    that puts it right; `late` is the mark of a late entry in words. An entry `taken_over` from an old register has
    the names that stand there, no handler's account, and its marks in words.
    """

    use: int
    seal: int
    year: int
    running: int
    number: str
    at: datetime
    matter: str
    matter_tag: str
    matter_name: str
    document: str
    applicant: str
    copies: int
    handler: int | None
    handler_name: str
    approver_name: str
    state: State
    kept_pages: int
    impressions: int
    sealed_at: datetime | None
    submitted_at: datetime
    materials_seen: int
    materials_due: int
    keeper_approved: bool = False
    corrects: int | None = None
    corrects_running: int | None = None
    corrected_by: int | None = None
    late: str = ""
    own_paper: bool = False
    taken_over: bool = False
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a chain of corrections, as it stands now."""

    use: int
    number: str
    year: int
    running: int
    state: State
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class SealUse:
    """One entry of the register with all that happened to it.

    `seq` is the entry's identity: the place of its first event in the evidence log. `request` holds what was
    submitted. Personal values are masked unless the entry was opened for its paper. `chain` holds all entries that
    correct one another, this one among them, oldest first; it is empty for an entry that stands alone.
    """

    seq: int
    seal: Seal
    matter: Matter
    year: int
    running: int
    number: str
    request: UseRequest
    handler: int
    handler_name: str
    submitted_at: datetime
    desk: int
    state: State
    steps: tuple[Step, ...]
    kept_copies: tuple[KeptCopy, ...]
    check_code: str = ""
    corrected_by: tuple[int, ...] = ()
    materials_due: tuple[str, ...] = ()
    put_right: tuple[str, ...] = ()
    chain: tuple[Link, ...] = ()

    @property
    def used_at(self) -> datetime | None:
        """When the seal was really pressed; None before it was recorded."""
        sealed = self.step(StepKind.SEALED)
        return None if sealed is None else self.request.used_at or sealed.at

    def step(self, kind: StepKind) -> Step | None:
        """The last step of that kind, or None."""
        return next((step for step in reversed(self.steps) if step.kind == kind), None)


@dataclass(frozen=True, slots=True)
class UseFilter:
    """Which lines of the register are wanted. None and "" mean all; `month` is YYYY-MM of the line's time."""

    seal: int | None = None
    year: int | None = None
    month: str = ""
    states: tuple[State, ...] = ()
    matter: str = ""
    handler: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """What some lines of the register come to: entries, copies asked for, impressions made, pages kept."""

    entries: int = 0
    copies: int = 0
    impressions: int = 0
    kept_pages: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """What the wanted lines come to, by state. `cut`: a search found too many; `old`: filed in an old book."""

    by_state: Mapping[State, Sum]
    cut: bool = False
    old: int = 0

    @property
    def entries(self) -> int:
        """All lines."""
        return sum(found.entries for found in self.by_state.values())

    def among(self, *states: State) -> Sum:
        """What the lines in these states come to."""
        found = [self.by_state[state] for state in states if state in self.by_state]
        return Sum(
            sum(one.entries for one in found),
            sum(one.copies for one in found),
            sum(one.impressions for one in found),
            sum(one.kept_pages for one in found),
        )
