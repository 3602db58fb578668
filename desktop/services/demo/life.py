"""The lives of the sample's four seals: made, printed, activated, handed over, out and back, stopped and destroyed."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol

import pypdfium2

from desktop.domain import seals as rules
from desktop.domain.papers import Paper
from desktop.domain.seals.life import Approval, LifeKind, LifeRequest, Purpose
from desktop.domain.seals.life.rules import OFFICIAL
from desktop.services import seals
from desktop.services.demo import people as cast
from desktop.services.office import Office
from desktop.storage import files

MAIN, COMMITTEE, OLD, STREET = 1, 2, 3, 4
"""The seals of the sample. The first three came with its founding; the street's own is made in it."""
SCAN_WIDTH = 560
HOUR = timedelta(hours=1)
Desks = dict[str, Office]


class Clock(Protocol):
    """The clock of the sample's past."""

    moment: datetime


Chapter = tuple[datetime, Callable[[Desks, datetime], None]]


def chapters(start: datetime, today: date) -> list[Chapter]:
    """What befalls the seals and when, from the morning of the first day on, before the last five days."""
    days = max((today - start.date()).days - 5, 1)

    def on(share: float, hours: float = 0.0) -> datetime:
        return start + timedelta(days=round(days * share), hours=hours)

    return [
        (on(0.0), _print_the_first),
        (on(0.0, 0.2), _make_the_streets),
        (on(0.1), _activate_the_streets),
        (on(0.3), _hand_over),
        (on(0.5), _take_out),
        (on(0.5, 3.0), _bring_back),
        (on(0.7), _stop_the_old),
        (on(0.8), _surrender_the_old),
        (on(1.0), _destroy_the_old),
    ]


def play_until(todo: list[Chapter], desks: Desks, clock: Clock, moment: datetime) -> None:
    """Lets happen what is due before a moment, in its order."""
    while todo and todo[0][0] <= moment:
        when, happen = todo.pop(0)
        clock.moment = max(when, clock.moment)
        happen(desks, clock.moment)


def _scan(name: str, paper: Paper) -> rules.CopyContent:
    """Stands in for the scan of a signed paper: the paper as a grey picture. The program draws no seal on it."""
    page = pypdfium2.PdfDocument(paper.pdf)[0]
    out = io.BytesIO()
    page.render(scale=SCAN_WIDTH / page.get_width(), grayscale=True).to_pil().save(out, "JPEG", quality=45)
    return files.look_at(f"{name}.jpg", out.getvalue())


def _keep_specimen(desk: Office, seal: int, now: datetime) -> None:
    card = _scan("印模", seals.specimen_card(desk, seal))
    seals.record_step(
        desk, seal, LifeRequest(LifeKind.SPECIMEN, on=now.date(), papers=((Purpose.SPECIMEN, card),))
    )


def _keep_paper(desk: Office, seal: int, purpose: Purpose, name: str) -> None:
    """Keeps the signed paper of the seal's last step."""
    step = seals.get_life(desk, seal).steps[-1]
    seals.keep_papers(desk, step.seq, purpose, [_scan(name, seals.print_step(desk, step.seq))])


def _print_the_first(desks: Desks, now: datetime) -> None:
    for seal in (MAIN, COMMITTEE):
        _keep_specimen(desks[cast.APPROVER], seal, now)


def _make_the_streets(desks: Desks, now: datetime) -> None:
    chief = desks[cast.APPROVER]
    main = seals.get_life(chief, MAIN).seal
    seals.register_seal(
        desks[cast.LEADER],
        rules.Seal(
            STREET,
            f"厦门市思明区{main.issuer}",
            "梧街印",
            main.issuer,
            main.diameter_mm,
            main.keeper,
            main.approver,
            kind=OFFICIAL,
            material="铜",
        ),
        LifeRequest(
            LifeKind.MADE,
            on=now.date(),
            facts={"maker": "鹭岛印章有限公司", "filing": f"厦公印备〔{now.year}〕118 号"},
            reason="原印章磨损，按批文重新刻制",
        ),
    )
    _keep_paper(chief, STREET, Purpose.RECORD, "刻制登记表")
    _keep_specimen(chief, STREET, now)


def _activate_the_streets(desks: Desks, now: datetime) -> None:
    chief = desks[cast.APPROVER]
    seals.record_step(
        chief,
        STREET,
        LifeRequest(LifeKind.ACTIVATED, on=now.date(), facts={"recipients": "各社区居民委员会、各有关单位"}),
    )
    _keep_paper(chief, STREET, Purpose.NOTICE, "启用通知")


def _hand_over(desks: Desks, now: datetime) -> None:
    chief, deputy = desks[cast.APPROVER], desks[cast.DEPUTY]
    request = LifeRequest(
        LifeKind.HANDED_OVER,
        on=now.date(),
        persons={"witness": (cast.LEADER,)},
        facts={"along": "用印登记簿 1 本、印章柜钥匙 1 把"},
    )
    seals.hand_over(chief, [COMMITTEE], deputy.clerk.number, request)
    _keep_paper(deputy, COMMITTEE, Purpose.LIST, "移交清单")


def _take_out(desks: Desks, now: datetime) -> None:
    chief = desks[cast.APPROVER]
    request = LifeRequest(
        LifeKind.TAKEN_OUT,
        moment=now,
        due_back=now + 4 * HOUR,
        facts={"place": "榕荫社区日间照料中心"},
        persons={"carriers": cast.HANDLERS[:2]},
        reason="为行动不便的居民现场办理证明",
    )
    slip = _scan("携带外出审批单", seals.outing_slip(chief, STREET, request))
    request = replace(request, papers=((Purpose.SLIP, slip),))
    seals.record_step(chief, STREET, request, Approval(leader=cast.LEADER))


def _bring_back(desks: Desks, now: datetime) -> None:
    request = LifeRequest(
        LifeKind.BROUGHT_BACK, moment=now, impressions=4, persons={"carriers": cast.HANDLERS[:1]}
    )
    seals.record_step(desks[cast.APPROVER], STREET, request)


def _stop_the_old(desks: Desks, now: datetime) -> None:
    request = LifeRequest(
        LifeKind.STOPPED,
        on=now.date(),
        facts={"notice": "社区公告栏张贴 30 日"},
        reason="本届居民委员会选举工作结束",
    )
    seals.record_step(desks[cast.LEADER], OLD, request)
    _keep_paper(desks[cast.APPROVER], OLD, Purpose.NOTICE, "停用公告")


def _surrender_the_old(desks: Desks, now: datetime) -> None:
    request = LifeRequest(
        LifeKind.SURRENDERED,
        on=now.date(),
        facts={"to": "梧桐街道办事处"},
        persons={"hander": (cast.APPROVER,), "receiver": (cast.LEADER,)},
    )
    seals.record_step(desks[cast.APPROVER], OLD, request)


def _destroy_the_old(desks: Desks, now: datetime) -> None:
    request = LifeRequest(
        LifeKind.DESTROYED,
        on=now.date(),
        facts={"method": "切割成四块，印面磨平", "place": "梧桐街道办事处"},
        persons={"doers": (cast.APPROVER, cast.DEPUTY)},
    )
    seals.record_step(desks[cast.LEADER], OLD, request)
    _keep_paper(desks[cast.APPROVER], OLD, Purpose.RECORD, "销毁记录")
