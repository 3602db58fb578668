"""今日工作台: what waits for the signed-in person, by when, and what happened lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.domain import seals as rules
from desktop.domain.ledger import Event
from desktop.domain.people import Account, Role
from desktop.domain.seals.life import LED, LIFE_WORDS, LifeKind, SealLife
from desktop.domain.seals.life.dues import Due
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals.life import dues_for, outings_for
from desktop.storage import events, people
from desktop.storage import office as offices
from desktop.storage.database import Work
from desktop.storage.seals import book, copies, lists, uses
from desktop.storage.seals.waiting import list_waiting

SHOWN = 200
"""The most lines of one kind that the workbench lists; the register has them all."""
RECENT = 9
LIFE_STEPS = {f"seals.seal_{kind.value}": kind for kind in LifeKind}
"""The steps of a seal's life, by the kind of their events."""
RECENT_KINDS = (
    "seals.use_recorded",
    "seals.use_approved",
    "seals.use_returned",
    "seals.use_refused",
    "seals.use_sealed",
    "seals.use_filed",
    "seals.use_voided",
    "seals.request_stopped",
    "office.backed_up",
    *LIFE_STEPS,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line that waits for somebody, with the time by which it is due and whether it is late."""

    line: rules.UseLine
    due: datetime | None = None
    late: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Outing:
    """A seal that is out, with the time by which it is due and whether it is late."""

    life: SealLife
    due: datetime | None
    late: timedelta | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of 最近动态. `weight` is "seal", "decision" or "ordinary"."""

    at: datetime
    words: str
    weight: str
    use: int | None


@dataclass(frozen=True, slots=True)
class Workbench:
    """All that the start page shows. `waiting` is by state, in the order of work; oldest lines first."""

    waiting: Mapping[rules.State, tuple[Waiting, ...]]
    drafts: tuple[rules.Draft, ...]
    sealed_this_month: int
    kept_this_month: int
    stopped_this_month: int
    done_today: int
    recent: tuple[Happened, ...]
    outings: tuple[Outing, ...] = ()
    dues: tuple[tuple[SealLife, Due], ...] = ()
    late_dues: int = 0

    @property
    def count(self) -> int:
        """How many things wait for this person."""
        return sum(len(lines) for lines in self.waiting.values()) + self._late_outings + self.late_dues

    @property
    def late(self) -> int:
        """How many of them are late."""
        late = sum(item.late is not None for lines in self.waiting.values() for item in lines)
        return late + self._late_outings + self.late_dues

    @property
    def _late_outings(self) -> int:
        """A seal that is out waits for somebody only when it is late."""
        return sum(outing.late is not None for outing in self.outings)


def states_for(clerk: Account, *, deputy: bool) -> tuple[rules.State, ...]:
    """The states whose entries wait for this person, in the order of work."""
    wanted = []
    if clerk.has(Role.HANDLER):
        wanted += [rules.State.RETURNED, rules.State.TO_VERIFY]
    if clerk.has(Role.APPROVER) or deputy:
        wanted.append(rules.State.TO_APPROVE)
    if clerk.has(Role.KEEPER):
        wanted.append(rules.State.TO_SEAL)
    if clerk.has(Role.KEEPER) or clerk.has(Role.HANDLER):
        wanted.append(rules.State.TO_KEEP)
    return tuple(wanted)


def workbench(office: Office) -> Workbench:
    """What the signed-in person must do next, and how the month stands."""
    now, clerk = office.now(), office.clerk
    month = f"{now:%Y-%m}"
    with office.read() as work:
        deputy = any(
            d.deputy == clerk.number and d.covers(office.today()) for d in people.list_delegations(work)
        )
        settings = offices.read_settings(work)
        hour = int(settings.get("kept_by_hour", 18))
        waiting = {
            state: _waiting(work, state, clerk, now, hour) for state in states_for(clerk, deputy=deputy)
        }
        dues = tuple(dues_for(office, work))
        in_month = lists.totals(work, rules.UseFilter(month=month))
        return Workbench(
            waiting={state: lines for state, lines in waiting.items() if lines},
            drafts=tuple(copies.list_drafts(work, clerk.number)) if clerk.has(Role.HANDLER) else (),
            sealed_this_month=in_month.among(rules.State.TO_KEEP, rules.State.FILED).entries,
            kept_this_month=in_month.among(rules.State.FILED).entries - in_month.old,
            stopped_this_month=copies.count_stopped(work, month),
            done_today=_done_today(work, clerk, now),
            recent=_recent(work),
            outings=tuple(_outing(life, now) for life in outings_for(office, work)),
            dues=dues,
            late_dues=sum(due.late(office.today()) > 0 for _life, due in dues),
        )


def _outing(life: SealLife, now: datetime) -> Outing:
    return Outing(life, life.outing.due_back if life.outing is not None else None, life.late(now))


def waiting_count(office: Office) -> int:
    """How many entries wait for the signed-in person: the figure on the nav rail."""
    with office.read() as work:
        deputy = any(
            d.deputy == office.clerk.number and d.covers(office.today())
            for d in people.list_delegations(work)
        )
        return sum(
            len(_waiting(work, state, office.clerk, office.now(), 0))
            for state in states_for(office.clerk, deputy=deputy)
        )


def _waiting(work: Work, state: rules.State, clerk: Account, now: datetime, hour: int) -> tuple[Waiting, ...]:
    own = clerk.number if state in (rules.State.RETURNED, rules.State.TO_VERIFY) else None
    others = clerk.number if state is rules.State.TO_APPROVE else None
    lines = list_waiting(work, state, most=SHOWN, handler=own, but=others)
    found = []
    for line in sorted(lines, key=lambda line: line.at):
        due = late = None
        if state is rules.State.TO_KEEP and line.sealed_at is not None:
            due = line.sealed_at.replace(hour=hour, minute=0, second=0)
            if line.sealed_at >= due:
                due += timedelta(days=1)
            late = now - due if now > due else None
        found.append(Waiting(line, due, late))
    return tuple(found)


def _done_today(work: Work, clerk: Account, now: datetime) -> int:
    midnight = now.replace(hour=0, minute=0, second=0)
    kinds = {"seals.use_approved", "seals.use_filed", "seals.use_sealed", "seals.use_recorded"}
    done = {
        event.subject
        for event in events.newest(work.connection, SHOWN, kinds=tuple(kinds))
        if event.payload.get("by", event.actor) == clerk.number and event.when >= midnight
    }
    return len(done)


def _recent(work: Work) -> tuple[Happened, ...]:
    names = {account.number: account.name for account in people.list_accounts(work)}
    return tuple(
        _happened(work, event, names) for event in events.newest(work.connection, RECENT, kinds=RECENT_KINDS)
    )


def _happened(work: Work, event: Event, names: Mapping[int, str]) -> Happened:
    who = names.get(event.actor, _("程序"))
    if event.kind == "office.backed_up":
        return Happened(event.when, _("{who} 备份，已校验").format(who=who), "ordinary", None)
    if event.kind == "seals.request_stopped":
        asked = copies.asked_for(work, event.seq)
        return Happened(event.when, _("拦下“{asked}”，不在授权范围").format(asked=asked), "ordinary", None)
    assert event.subject is not None  # every event of a seal or a use names it
    if event.kind in LIFE_STEPS:
        return _befell(work, event, who)
    use = event.subject[1]
    entry = uses.get_use(work, use)
    by = event.payload.get("by")
    if isinstance(by, int):
        who = names.get(by, who)
    words = {
        "seals.use_recorded": (_("{who} 提交用印申请 {running} 号"), "ordinary"),
        "seals.use_approved": (_("{who} 批准 {running} 号，{matter}"), "decision"),
        "seals.use_returned": (_("{who} 退回 {running} 号"), "decision"),
        "seals.use_refused": (_("{who} 不予受理 {running} 号"), "decision"),
        "seals.use_sealed": (_("{who} 用印 {running} 号，{matter}"), "seal"),
        "seals.use_filed": (_("{who} 补留底 {running} 号"), "ordinary"),
        "seals.use_voided": (_("{who} 作废 {running} 号"), "decision"),
    }
    text, weight = words[event.kind]
    if event.payload.get("withdrawn"):
        text = _("{who} 撤回 {running} 号")
    said = text.format(who=who, running=entry.running, matter=entry.matter.short_name)
    return Happened(event.when, said, weight, use)


def _befell(work: Work, event: Event, who: str) -> Happened:
    """A step of a seal's life. What 街道主要领导 must approve weighs as a decision."""
    assert event.subject is not None  # it names its seal
    kind = LIFE_STEPS[event.kind]
    name = book.get_seal(work, event.subject[1]).name
    said = _("{who} 登记{step}，{name}").format(who=who, step=LIFE_WORDS[kind], name=name)
    return Happened(event.when, said, "decision" if kind in LED else "ordinary", None)
