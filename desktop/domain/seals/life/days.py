"""When a seal may take a step, and for which days it takes entries."""

from collections.abc import Sequence
from datetime import date, datetime

from desktop.domain.problems import Problem
from desktop.domain.seals.life.records import (
    LIFE_WORDS,
    LifeKind,
    LifeRequest,
    LifeStep,
    last_step,
    open_outing,
)
from desktop.domain.seals.life.rules import CARRIED, NO_USE_WITHOUT, RETIRED
from desktop.domain.seals.records import Seal
from desktop.domain.text.dates import print_date, screen_moment
from desktop.i18n import _

TIMED = (LifeKind.TAKEN_OUT, LifeKind.BROUGHT_BACK)
"""Steps that have a time of day; the others have a day."""


def check_days(
    request: LifeRequest, life: Sequence[LifeStep], *, now: datetime, last_entry: date | None = None
) -> list[Problem]:
    """A step happened, and after those before it; a stop leaves no entry behind it; an outing has its end.

    `last_entry` is the day of the newest use in the seal's book. Only a 启用 may lie ahead. *Source:* §A.5.
    """
    problems = _timed(request, life, now) if request.kind in TIMED else _dated(request, life, now.date())
    stopped = request.kind is LifeKind.STOPPED and request.on is not None
    if stopped and last_entry is not None and request.on is not None and last_entry > request.on:
        problems.append(
            Problem(
                "seals.used_after_stop",
                _("停用日以后还有用印，最后一次在 {day}。停用日不能早于它。请改正日期。").format(
                    day=print_date(last_entry)
                ),
                "on",
                RETIRED,
            )
        )
    return problems


def _dated(request: LifeRequest, life: Sequence[LifeStep], today: date) -> list[Problem]:
    word = LIFE_WORDS[request.kind]
    if request.on is None:
        return [_missing("on", _("{step}日期").format(step=word))]
    if request.on > today and request.kind is not LifeKind.ACTIVATED:
        return [_ahead("on", word)]
    # An activation may lie ahead; what is entered meanwhile need not wait for it.
    before = max((step for step in life if step.on <= today), key=lambda step: step.on, default=None)
    if before is not None and request.on < before.on:
        return [
            Problem(
                "seals.life_order",
                _("{step}日期早于{before}（{day}）。请对照单据改正日期。").format(
                    step=word, before=LIFE_WORDS[before.kind], day=print_date(before.on)
                ),
                "on",
            )
        ]
    return []


def _timed(request: LifeRequest, life: Sequence[LifeStep], now: datetime) -> list[Problem]:
    word = LIFE_WORDS[request.kind]
    if request.moment is None:
        return [_missing("moment", _("{step}时间").format(step=word))]
    if request.moment > now:
        return [_ahead("moment", word)]
    problems = []
    before = [step.moment or datetime.combine(step.on, datetime.min.time(), now.tzinfo) for step in life]
    latest = max((moment for moment in before if moment <= now), default=None)
    if latest is not None and request.moment < latest:
        problems.append(
            Problem(
                "seals.life_order",
                _("{step}时间早于上一步（{moment}）。请改正时间。").format(
                    step=word, moment=screen_moment(latest)
                ),
                "moment",
            )
        )
    if request.kind is LifeKind.TAKEN_OUT and (
        request.due_back is None or request.due_back <= request.moment
    ):
        problems.append(
            Problem(
                "seals.due_back",
                _("没有填好应还时间。应还时间要在携带外出以后。请填写。"),
                "due_back",
                CARRIED,
            )
        )
    return problems


def _missing(field: str, word: str) -> Problem:
    message = _("没有填{word}，或看不懂。请写成 2026-9-7 这样，有时间的写 2026-9-7 14:30。").format(word=word)
    return Problem("seals.life_day_missing", message, field)


def _ahead(field: str, word: str) -> Problem:
    message = _("{step}在现在以后。还没有发生的事不能登记。请改正。").format(step=word)
    return Problem("seals.life_in_future", message, field)


def check_takes_entry(seal: Seal, life: Sequence[LifeStep], when: datetime) -> list[Problem]:
    """A seal takes no entry and no sealing before it is activated, while it is out, or after it was stopped or lost.

    An entry of the day on which it was stopped stands; old ones stay readable. *Source:* 国发〔1999〕25号 二十四、
    二十五; domain handbook §A.5.
    """
    if last_step(life, LifeKind.MADE) is not None and last_step(life, LifeKind.ACTIVATED) is None:
        return [
            Problem(
                "seals.not_activated",
                _("{name}还没有启用，不能用印。请先由印章管理人办启用。").format(name=seal.name),
                "matter",
                NO_USE_WITHOUT,
            )
        ]
    for kind in (LifeKind.STOPPED, LifeKind.LOST):
        ended = last_step(life, kind)
        if ended is not None and when.date() > ended.on:
            return [
                Problem(
                    "seals.stopped",
                    _("{name}已在 {day} {step}。以后的日期不能再登记用印。请换一枚章。").format(
                        name=seal.name, day=print_date(ended.on), step=LIFE_WORDS[kind]
                    ),
                    "matter",
                    RETIRED,
                )
            ]
    outing = open_outing(life)
    if outing is not None and outing.moment is not None and when >= outing.moment:
        return [
            Problem(
                "seals.out",
                _("{name}在外面，应于 {due} 归还。归还登记以后才能登记用印。请先存草稿。").format(
                    name=seal.name, due=screen_moment(outing.due_back) if outing.due_back else "—"
                ),
                "matter",
                CARRIED,
            )
        ]
    return []
