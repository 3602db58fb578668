"""What is due of the seals, for those who must see to it."""

from datetime import timedelta

from desktop.domain.seals.life.dues import Due, DueKind
from desktop.services import seals, today
from desktop.services.office import Office, change_setting
from tests.builders import SEAL, TODAY
from tests.services.watch import refused


def test_the_election_is_remembered_until_the_seals_are_handed_over(
    admin: Office, approver: Office, handler: Office
) -> None:
    assert seals.dues(approver) == []
    elected = TODAY - timedelta(days=3)
    change_setting(admin, "elected_on", elected.isoformat())
    change_setting(admin, "handover_days", 7)
    [(life, due)] = seals.dues(approver)
    assert (life.number, due) == (SEAL, Due(DueKind.HANDOVER, elected + timedelta(days=7)))
    assert [found for _life, found in today.workbench(approver).dues] == [due]
    assert (seals.dues(handler), today.workbench(admin).dues) == ([], ())
    assert today.workbench(approver).count == 0
    change_setting(admin, "handover_days", 2)
    late = today.workbench(approver)
    assert (late.count, late.late) == (1, 1)
    change_setting(admin, "elected_on", "")
    assert seals.dues(approver) == []


def test_a_day_that_is_none_is_no_election(admin: Office) -> None:
    assert refused(admin, lambda: change_setting(admin, "elected_on", "2026-2-30")) == [
        ("office.setting_unfit", "elected_on")
    ]
