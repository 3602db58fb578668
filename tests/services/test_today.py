"""The workbench: what waits for whom, by when, and what happened lately."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.people import Role
from desktop.domain.seals import State
from desktop.domain.seals.life import Approval, LifeKind, LifeRequest, Purpose
from desktop.services import backup, people, today
from desktop.services.office import Office
from desktop.services.seals import copies, life, uses
from tests.builders import (
    ADMIN,
    APPROVER,
    AUDITOR,
    COLLEAGUE,
    HANDLER,
    MATERIALS,
    PASSWORD,
    SEAL,
    START,
    TODAY,
    MovableClock,
    make_account,
    make_copy,
    make_request,
    make_seal,
)
from tests.conftest import MakeUse

AtDesk = Callable[[int], Office]


@pytest.mark.parametrize(
    ("number", "states"),
    [
        (HANDLER, (State.RETURNED, State.TO_VERIFY, State.TO_KEEP)),
        (APPROVER, (State.TO_APPROVE, State.TO_SEAL, State.TO_KEEP)),
        (ADMIN, ()),
        (AUDITOR, ()),
    ],
)
def test_each_role_waits_for_its_own_states(number: int, states: tuple[State, ...]) -> None:
    assert today.states_for(make_account(number), deputy=False) == states


def test_a_deputy_waits_for_approvals_too() -> None:
    assert today.states_for(make_account(COLLEAGUE), deputy=True) == (
        State.RETURNED,
        State.TO_VERIFY,
        State.TO_APPROVE,
        State.TO_KEEP,
    )
    everything = make_account(HANDLER, roles=frozenset({Role.HANDLER, Role.APPROVER, Role.KEEPER}))
    assert len(today.states_for(everything, deputy=False)) == 5


@pytest.fixture
def busy(make_use: MakeUse, clock: MovableClock) -> dict[State, int]:
    """One entry in every state, by its state, ten minutes apart."""
    made: dict[State, int] = {}
    for state in State:
        if state is not State.DRAFT:
            made[state] = make_use(state=state).seq
            clock.advance(minutes=10)
    return made


def waiting(office: Office) -> dict[State, list[int]]:
    return {
        state: [item.line.use for item in lines] for state, lines in today.workbench(office).waiting.items()
    }


def test_everybody_sees_what_waits_for_them(
    busy: dict[State, int], at_desk: AtDesk, approver: Office
) -> None:
    def alone(*states: State) -> dict[State, list[int]]:
        return {state: [busy[state]] for state in states}

    assert waiting(at_desk(HANDLER)) == alone(State.RETURNED, State.TO_VERIFY, State.TO_KEEP)
    assert waiting(approver) == alone(State.TO_APPROVE, State.TO_SEAL, State.TO_KEEP)
    assert waiting(at_desk(COLLEAGUE)) == alone(State.TO_KEEP)
    assert waiting(at_desk(AUDITOR)) == {}
    people.delegate(approver, COLLEAGUE, TODAY, TODAY, "开会")
    assert waiting(at_desk(COLLEAGUE)) == alone(State.TO_APPROVE, State.TO_KEEP)
    assert [today.waiting_count(at_desk(number)) for number in (HANDLER, APPROVER, ADMIN, COLLEAGUE)] == [
        3,
        3,
        0,
        2,
    ]
    assert today.workbench(approver).count == 3


def test_nobody_is_asked_to_approve_their_own(approver: Office, colleague: Office) -> None:
    people.delegate(approver, COLLEAGUE, TODAY, TODAY, "开会")
    uses.submit_use(colleague, make_request())
    assert waiting(colleague) == {}


def test_a_returned_entry_waits_until_it_is_corrected(handler: Office, make_use: MakeUse) -> None:
    old = make_use(state=State.RETURNED).seq
    assert waiting(handler) == {State.RETURNED: [old]}
    uses.submit_use(handler, replace(uses.request_to_correct(handler, old), materials=MATERIALS))
    assert waiting(handler) == {}


def test_a_sealed_paper_is_copied_by_the_evening(
    handler: Office, make_use: MakeUse, clock: MovableClock
) -> None:
    make_use(state=State.TO_KEEP)
    clock.moment = START.replace(hour=18)
    make_use(state=State.TO_KEEP)
    early, late = today.workbench(handler).waiting[State.TO_KEEP]
    assert (early.due, early.late) == (START.replace(hour=18), None)
    assert (late.due, late.late) == (START.replace(hour=18) + timedelta(days=1), None)
    clock.advance(minutes=5)
    bench = today.workbench(handler)
    assert [item.late for item in bench.waiting[State.TO_KEEP]] == [timedelta(minutes=5), None]
    assert (bench.count, bench.late) == (2, 1)


def test_the_month_and_the_day_are_counted(
    handler: Office, approver: Office, busy: dict[State, int], clock: MovableClock
) -> None:
    copies.stop_request(handler, SEAL, "亲属关系证明")
    copies.save_draft(handler, {"applicant_name": "王"})
    bench = today.workbench(handler)
    assert (bench.sealed_this_month, bench.kept_this_month, bench.stopped_this_month) == (2, 1, 1)
    assert (bench.done_today, len(bench.drafts)) == (8, 1)
    theirs = today.workbench(approver)
    assert (theirs.done_today, theirs.drafts) == (4, ())
    uses.approve_use(handler, busy[State.TO_APPROVE], approver=APPROVER, password=PASSWORD)
    assert today.workbench(approver).done_today == 5
    clock.advance(days=30)
    after = today.workbench(handler)
    assert (after.sealed_this_month, after.stopped_this_month, after.done_today) == (0, 0, 0)


def test_what_happened_lately_is_told_in_words(
    handler: Office, approver: Office, make_use: MakeUse, tmp_path: Path
) -> None:
    filed = make_use(state=State.TO_SEAL).seq
    uses.record_sealing(approver, filed, impressions=1, place="办公室")
    copies.keep_copies(handler, filed, [make_copy()])
    copies.stop_request(handler, SEAL, "亲属关系证明")
    backup.back_up(approver, tmp_path / "b.youju")
    told = [(item.words, item.weight, item.use) for item in today.workbench(approver).recent]
    assert told == [
        ("陈志明 备份，已校验", "ordinary", None),
        ("拦下“亲属关系证明”，不在授权范围", "ordinary", None),
        ("黄建平 补留底 1 号", "ordinary", filed),
        ("陈志明 用印 1 号，养老金身份确认", "seal", filed),
        ("陈志明 批准 1 号，养老金身份确认", "decision", filed),
        ("黄建平 提交用印申请 1 号", "ordinary", filed),
    ]


def test_what_befell_a_seal_is_told_with_its_name(approver: Office, handler: Office) -> None:
    moment = approver.now()
    specimen = LifeRequest(
        LifeKind.SPECIMEN, on=TODAY, papers=((Purpose.SPECIMEN, make_copy(name="印模.png")),)
    )
    out = LifeRequest(
        LifeKind.TAKEN_OUT,
        moment=moment,
        due_back=moment + timedelta(hours=4),
        facts={"place": "梧桐派出所"},
        persons={"carriers": ("王芳", "李强")},
        reason="现场办理",
        papers=((Purpose.SLIP, make_copy(name="签批单.png")),),
    )
    life.record_step(approver, SEAL, specimen)
    life.record_step(approver, SEAL, out, Approval(leader="吴国强"))
    name = make_seal().name
    assert [(item.words, item.weight, item.use) for item in today.workbench(handler).recent] == [
        (f"陈志明 登记携带外出，{name}", "decision", None),
        (f"陈志明 登记印模留存，{name}", "ordinary", None),
    ]


def test_a_decision_at_another_desk_names_who_decided(handler: Office, make_use: MakeUse) -> None:
    for action in (uses.return_use, uses.refuse_use):
        reason = "申请材料经核实不真实"
        action(handler, make_use().seq, reason, approver=APPROVER, password=PASSWORD)
    make_use(state=State.VOID)
    told = [item.words for item in today.workbench(handler).recent]
    assert [words for words in told if "陈志明" in words] == [
        "陈志明 作废 3 号",
        "陈志明 批准 3 号，养老金身份确认",
        "陈志明 不予受理 2 号",
        "陈志明 退回 1 号",
    ]
