"""What a seal's life asks for by a day: handing over after an election, the notice of a loss.

How many days is a decision of the office, for the sources differ. *Source:* domain handbook §A.5: after an election
within 10 days for villages (S8 Art. 20), 7 working days in one community's rule, and 30 days of notice for a lost
seal (S28b).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.seals.life.records import (
    LifeKind,
    LifeStep,
    Purpose,
    SealState,
    last_step,
    state_of,
)

HANDOVER_DAYS, NOTICE_DAYS = 10, 30
HELD = (SealState.TO_ACTIVATE, SealState.IN_USE, SealState.OUT, SealState.STOPPED)
"""Seals that somebody still keeps, so that they are to be handed over."""


class DueKind(StrEnum):
    """What is due."""

    HANDOVER = "handover"
    NOTICE = "notice"
    NOTICE_OVER = "notice_over"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done with a seal by a day, that day included."""

    kind: DueKind
    by: date

    def late(self, today: date) -> int:
        """How many days it is late, 0 when it is not."""
        return max(0, (today - self.by).days)


def dues_of(
    life: Sequence[LifeStep],
    *,
    elected_on: date | None,
    today: date,
    handover_days: int = HANDOVER_DAYS,
    notice_days: int = NOTICE_DAYS,
) -> list[Due]:
    """What is due of a seal. `elected_on` is the day of the last election, None when none is awaited any more.

    A lost seal waits for its notice, and when that stood long enough for what becomes of the seal.
    """
    state = state_of(life)
    if state is SealState.LOST:
        lost = last_step(life, LifeKind.LOST)
        assert lost is not None  # it is what made it so
        if all(paper.purpose is not Purpose.NOTICE for paper in lost.papers):
            return [Due(DueKind.NOTICE, lost.on)]
        return [Due(DueKind.NOTICE_OVER, lost.on + timedelta(days=notice_days))]
    if elected_on is None or elected_on > today or state not in HELD:
        return []
    handed = last_step(life, LifeKind.HANDED_OVER)
    if handed is not None and handed.on >= elected_on:
        return []
    return [Due(DueKind.HANDOVER, elected_on + timedelta(days=handover_days))]
