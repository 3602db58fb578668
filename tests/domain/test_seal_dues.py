"""What a seal's life asks for by a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.domain.seals.life import LifeKind, LifeStep, Purpose, SealPaper
from desktop.domain.seals.life.dues import Due, DueKind, dues_of
from tests.builders import APPROVER, START, TODAY

ELECTED = TODAY - timedelta(days=12)


def step(kind: LifeKind, on: date) -> LifeStep:
    return LifeStep(1, 1, kind, START, APPROVER, "陈志明", APPROVER, "陈志明", on)


def test_a_seal_is_handed_over_within_ten_days_of_the_election() -> None:
    assert dues_of((), elected_on=ELECTED, today=TODAY) == [
        Due(DueKind.HANDOVER, ELECTED + timedelta(days=10))
    ]
    assert dues_of((), elected_on=ELECTED, today=TODAY, handover_days=20)[0].late(TODAY) == 0
    assert dues_of((), elected_on=ELECTED, today=TODAY)[0].late(TODAY) == 2
    before = step(LifeKind.HANDED_OVER, ELECTED - timedelta(days=1))
    assert len(dues_of((before,), elected_on=ELECTED, today=TODAY)) == 1
    assert dues_of((replace(before, on=ELECTED),), elected_on=ELECTED, today=TODAY) == []


@pytest.mark.parametrize(
    ("elected", "steps"),
    [
        (None, ()),
        (TODAY + timedelta(days=1), ()),
        (ELECTED, (step(LifeKind.DESTROYED, TODAY),)),
    ],
)
def test_nothing_is_due_without_an_election_or_a_seal(
    elected: date | None, steps: tuple[LifeStep, ...]
) -> None:
    assert dues_of(steps, elected_on=elected, today=TODAY) == []


def test_a_lost_seal_waits_for_its_notice_and_then_for_its_end() -> None:
    lost = step(LifeKind.LOST, TODAY)
    assert dues_of((lost,), elected_on=ELECTED, today=TODAY) == [Due(DueKind.NOTICE, TODAY)]
    notice = SealPaper(2, 1, Purpose.NOTICE, "公告.png", "image/png", "", 1, 1, START, APPROVER)
    told = replace(lost, papers=(notice,))
    assert dues_of((told,), elected_on=None, today=TODAY) == [
        Due(DueKind.NOTICE_OVER, TODAY + timedelta(days=30))
    ]
    assert dues_of((told,), elected_on=None, today=TODAY, notice_days=45)[0].by == TODAY + timedelta(days=45)
