"""What is known of a seal's life: its steps, its papers, and where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from desktop.domain.seals.records import CopyContent, Seal
from desktop.i18n import _


class LifeKind(StrEnum):
    """What can happen to a seal."""

    MADE = "made"
    SPECIMEN = "specimen"
    ACTIVATED = "activated"
    HANDED_OVER = "handed_over"
    TAKEN_OUT = "taken_out"
    BROUGHT_BACK = "brought_back"
    LOST = "lost"
    STOPPED = "stopped"
    SURRENDERED = "surrendered"
    SEALED_AWAY = "sealed_away"
    DESTROYED = "destroyed"


LIFE_WORDS = {
    LifeKind.MADE: _("刻制"),
    LifeKind.SPECIMEN: _("印模留存"),
    LifeKind.ACTIVATED: _("启用"),
    LifeKind.HANDED_OVER: _("移交"),
    LifeKind.TAKEN_OUT: _("携带外出"),
    LifeKind.BROUGHT_BACK: _("归还"),
    LifeKind.LOST: _("遗失"),
    LifeKind.STOPPED: _("停用"),
    LifeKind.SURRENDERED: _("缴销"),
    LifeKind.SEALED_AWAY: _("封存"),
    LifeKind.DESTROYED: _("销毁"),
}


class SealState(StrEnum):
    """Where a seal stands in its life."""

    TO_ACTIVATE = "to_activate"
    IN_USE = "in_use"
    OUT = "out"
    LOST = "lost"
    STOPPED = "stopped"
    SURRENDERED = "surrendered"
    SEALED_AWAY = "sealed_away"
    DESTROYED = "destroyed"


SEAL_STATE_WORDS = {
    SealState.TO_ACTIVATE: _("待启用"),
    SealState.IN_USE: _("在用"),
    SealState.OUT: _("外出"),
    SealState.LOST: _("已遗失"),
    SealState.STOPPED: _("已停用"),
    SealState.SURRENDERED: _("已缴销"),
    SealState.SEALED_AWAY: _("已封存"),
    SealState.DESTROYED: _("已销毁"),
}

AFTER_LIFE_STEP = {
    LifeKind.MADE: SealState.TO_ACTIVATE,
    LifeKind.ACTIVATED: SealState.IN_USE,
    LifeKind.TAKEN_OUT: SealState.OUT,
    LifeKind.BROUGHT_BACK: SealState.IN_USE,
    LifeKind.LOST: SealState.LOST,
    LifeKind.STOPPED: SealState.STOPPED,
    LifeKind.SURRENDERED: SealState.SURRENDERED,
    LifeKind.SEALED_AWAY: SealState.SEALED_AWAY,
    LifeKind.DESTROYED: SealState.DESTROYED,
}
"""Where a step leaves the seal. Keeping a specimen and handing over leave it where it was."""

MAY_BEFALL = {
    LifeKind.SPECIMEN: (SealState.TO_ACTIVATE, SealState.IN_USE),
    LifeKind.ACTIVATED: (SealState.TO_ACTIVATE,),
    LifeKind.HANDED_OVER: (SealState.TO_ACTIVATE, SealState.IN_USE, SealState.STOPPED),
    LifeKind.TAKEN_OUT: (SealState.IN_USE,),
    LifeKind.BROUGHT_BACK: (SealState.OUT,),
    LifeKind.LOST: (
        SealState.TO_ACTIVATE,
        SealState.IN_USE,
        SealState.OUT,
        SealState.STOPPED,
        SealState.SEALED_AWAY,
    ),
    LifeKind.STOPPED: (SealState.TO_ACTIVATE, SealState.IN_USE),
    LifeKind.SURRENDERED: (SealState.STOPPED, SealState.LOST, SealState.SEALED_AWAY),
    LifeKind.SEALED_AWAY: (SealState.STOPPED, SealState.LOST, SealState.SURRENDERED),
    LifeKind.DESTROYED: (
        SealState.STOPPED,
        SealState.LOST,
        SealState.SURRENDERED,
        SealState.SEALED_AWAY,
    ),
}
"""In which state a step is possible; a lost seal that turns up is surrendered, sealed away or destroyed."""


class Purpose(StrEnum):
    """What a scanned paper of a step is."""

    SPECIMEN = "specimen"
    SLIP = "slip"
    NOTICE = "notice"
    LIST = "list"
    RECORD = "record"
    OTHER = "other"


PURPOSE_WORDS = {
    Purpose.SPECIMEN: _("印模"),
    Purpose.SLIP: _("领导签批单"),
    Purpose.NOTICE: _("通知或公告"),
    Purpose.LIST: _("移交清单"),
    Purpose.RECORD: _("记录"),
    Purpose.OTHER: _("其他"),
}

PAPER_DUE = {
    LifeKind.MADE: Purpose.RECORD,
    LifeKind.SPECIMEN: Purpose.SPECIMEN,
    LifeKind.ACTIVATED: Purpose.NOTICE,
    LifeKind.HANDED_OVER: Purpose.LIST,
    LifeKind.TAKEN_OUT: Purpose.SLIP,
    LifeKind.LOST: Purpose.NOTICE,
    LifeKind.STOPPED: Purpose.NOTICE,
    LifeKind.SURRENDERED: Purpose.RECORD,
    LifeKind.SEALED_AWAY: Purpose.RECORD,
    LifeKind.DESTROYED: Purpose.RECORD,
}
"""The signed paper that belongs to a step and should be kept with it as a scan."""

LED = (LifeKind.MADE, LifeKind.TAKEN_OUT, LifeKind.STOPPED, LifeKind.DESTROYED)
"""Steps that need 街道主要领导: an account with that role, or a signed slip whose scan is attached."""


@dataclass(frozen=True, slots=True)
class SealPaper:
    """One scanned paper of a step."""

    seq: int
    step: int
    purpose: Purpose
    name: str
    media_type: str
    sha256: str
    size: int
    pages: int
    kept_at: datetime
    by: int
    thumbnails: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One step of a seal's life. `at` is when it was entered, `on` the day it happened or takes effect.

    `moment` is the time of a taking out or a bringing back. `approver` is the leader's account, while a leader
    without one stands among `persons`. `ends` is the taking-out that a bringing-back ends.
    """

    seq: int
    seal: int
    kind: LifeKind
    at: datetime
    by: int
    by_name: str
    desk: int
    desk_name: str
    on: date
    moment: datetime | None = None
    approver: int | None = None
    approver_name: str = ""
    due_back: datetime | None = None
    impressions: int | None = None
    ends: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    persons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""
    papers: tuple[SealPaper, ...] = ()

    @property
    def leader(self) -> str:
        """Who approved it, with an account or on a slip."""
        return self.approver_name or "、".join(self.persons.get("leader", ()))

    @property
    def paper_lacking(self) -> Purpose | None:
        """The signed paper that is not kept with it yet."""
        due = PAPER_DUE.get(self.kind)
        return due if due is not None and all(paper.purpose is not due for paper in self.papers) else None


@dataclass(frozen=True, slots=True)
class LifeRequest:
    """What was typed for one step. Nothing in it is checked yet; `papers` are scans that come with it."""

    kind: LifeKind
    on: date | None = None
    moment: datetime | None = None
    due_back: datetime | None = None
    impressions: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    persons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""
    papers: tuple[tuple[Purpose, CopyContent], ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """How 街道主要领导 approved: with an account and its password, or by a slip signed with this name."""

    account: int | None = None
    password: str = field(default="", repr=False)
    leader: str = ""


@dataclass(frozen=True, slots=True)
class SealLife:
    """One seal with all that happened to it, oldest step first."""

    seal: Seal
    keeper_name: str
    approver_name: str
    steps: tuple[LifeStep, ...]
    entries: int = 0
    last_number: str = ""

    @property
    def number(self) -> int:
        """The seal's number."""
        return self.seal.number

    @property
    def state(self) -> SealState:
        """Where it stands."""
        return state_of(self.steps)

    @property
    def outing(self) -> LifeStep | None:
        """The taking-out from which it is not back."""
        return open_outing(self.steps)

    def late(self, now: datetime) -> timedelta | None:
        """By how much it is late from an outing, or None."""
        outing = self.outing
        return None if outing is None else late_by(outing, now)

    def step(self, kind: LifeKind) -> LifeStep | None:
        """The last step of that kind, or None."""
        return last_step(self.steps, kind)


def state_of(life: Sequence[LifeStep]) -> SealState:
    """Where a seal stands; one that was entered at the founding, without its making, is in use."""
    for step in reversed(life):
        if step.kind in AFTER_LIFE_STEP:
            return AFTER_LIFE_STEP[step.kind]
    return SealState.IN_USE


def last_step(life: Sequence[LifeStep], kind: LifeKind) -> LifeStep | None:
    """The last step of a kind, or None."""
    return next((step for step in reversed(life) if step.kind is kind), None)


def open_outing(life: Sequence[LifeStep]) -> LifeStep | None:
    """The taking-out from which a seal is not back, or None."""
    return last_step(life, LifeKind.TAKEN_OUT) if state_of(life) is SealState.OUT else None


def late_by(outing: LifeStep, now: datetime) -> timedelta | None:
    """By how much a seal that is out is late, or None. *Source:* domain handbook §A.5 (due-back)."""
    if outing.due_back is None or now <= outing.due_back:
        return None
    return now - outing.due_back


def possible(life: Sequence[LifeStep]) -> tuple[LifeKind, ...]:
    """The steps that this seal may take next, in the order of its life."""
    state = state_of(life)
    return tuple(kind for kind, states in MAY_BEFALL.items() if state in states)
