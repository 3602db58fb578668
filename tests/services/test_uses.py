"""One use of a seal, step by step: what each action gives, what it writes, and what it refuses."""

import functools
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.domain.people import Role
from desktop.domain.problems import Missing, Refused, Unavailable
from desktop.domain.seals import State, StepKind, UseFilter
from desktop.services import evidence, people
from desktop.services import office as offices
from desktop.services.office import Office, change_setting
from desktop.services.seals import copies, facts, lists, papers, uses
from desktop.storage import keys
from desktop.storage import office as store
from desktop.storage.seals import uses as use_store
from tests.builders import (
    ADMIN,
    APPROVER,
    AUDITOR,
    COLLEAGUE,
    HANDLER,
    MATERIALS,
    PASSWORD,
    START,
    TODAY,
    MovableClock,
    id_number,
    make_request,
    with_agent,
)
from tests.conftest import MakeUse
from tests.services.watch import all_events, refused, rules_of, written

REQUEST_VALUES = {
    "applicant_name",
    "applicant_id_number",
    "applicant_phone",
    "applicant_address",
    "purpose",
    "finding",
    "statement",
    "agent_name",
    "agent_id_number",
    "agent_phone",
    "agent_relation",
}


def use_event(use: int) -> tuple[str, int]:
    return ("seal_uses", use)


# Submitting


def test_a_submitted_use_gets_its_number_and_waits_for_approval(handler: Office) -> None:
    with written(handler) as log:
        use = uses.submit_use(handler, make_request())
    assert (use.number, use.running, use.year, use.state) == ("梧社印〔2026〕1 号", 1, 2026, State.TO_APPROVE)
    assert (use.handler, use.desk, use.submitted_at) == (HANDLER, HANDLER, START)
    assert [step.kind for step in use.steps] == [StepKind.FINDING_SIGNED]
    assert log.said() == [
        ("seals.use_recorded", use_event(use.seq), {
            "number": "梧社印〔2026〕1 号", "matter": "10", "copies": 1, "corrects": None,
        }),
        ("seals.finding_signed", use_event(use.seq), {}),
    ]  # fmt: skip
    assert log.committed() == [REQUEST_VALUES, {"text"}]
    assert [(event.row, event.actor) for event in log] == [("seal_uses", HANDLER), ("use_steps", HANDLER)]


def test_a_use_without_a_finding_waits_for_it(handler: Office) -> None:
    with written(handler) as log:
        use = uses.submit_use(handler, make_request(finding="", visited_on=None))
    assert (use.state, use.steps) == (State.TO_VERIFY, ())
    assert [event.kind for event in log] == ["seals.use_recorded"]


def test_what_was_typed_is_kept_tidy_and_shown_masked(handler: Office) -> None:
    typed = with_agent(
        applicant_name=" 郑 国栋 ",
        applicant_id_number=f" {id_number().lower()} ",
        recipient="  滨江市社会保险中心 ",
    )
    use = uses.submit_use(handler, typed)
    assert (use.request.applicant_name, use.request.recipient) == ("郑国栋", "滨江市社会保险中心")
    assert (use.request.applicant_id_number, use.request.applicant_phone) == (
        "350*************" + id_number()[-2:],
        "138****8000",
    )
    assert (use.request.agent_id_number, use.request.agent_phone) == (
        "350*************" + typed.agent_id_number[-2:],
        "139****9000",
    )
    assert use.materials_due == (*MATERIALS, "授权委托书")
    full = uses.request_to_correct(handler, use.seq)
    assert (full.applicant_id_number, full.corrects) == (id_number(), use.seq)


def test_a_refused_request_writes_nothing(handler: Office) -> None:
    def submit(**changes: object) -> list[tuple[str, str]]:
        return refused(handler, lambda: uses.submit_use(handler, make_request(**changes)))

    assert submit(applicant_name="") == [("seals.field_missing", "applicant_name")]
    assert submit(matter="E01") == [("seals.out_of_scope", "matter")]
    assert submit(matter="没有") == [("seals.out_of_scope", "matter")]
    assert submit(copies=0) == [("seals.copies", "copies")]
    assert submit(visited_on=TODAY + timedelta(days=1)) == [("seals.visited_in_future", "visited_on")]
    assert submit(visited_on=None) == [
        ("seals.field_missing", "visited_on"),
        ("seals.blank_paper", "visited_on"),
    ]
    assert uses.submit_use(handler, make_request()).running == 1


@pytest.mark.parametrize("number", [APPROVER, ADMIN, AUDITOR])
def test_only_a_handler_submits(at_desk: Callable[[int], Office], number: int) -> None:
    office = at_desk(number)
    assert rules_of(refused(office, lambda: uses.submit_use(office, make_request()))) == [
        "people.not_allowed"
    ]


def test_a_seal_that_is_not_there_is_missing(handler: Office) -> None:
    with pytest.raises(Missing):
        uses.submit_use(handler, make_request(seal=9))


def test_the_form_shows_beforehand_what_would_be_refused(handler: Office) -> None:
    assert uses.check_request(handler, make_request()) == []
    found = uses.check_request(handler, make_request(recipient=""))
    assert [(problem.rule, problem.field) for problem in found] == [("seals.field_missing", "recipient")]


def test_a_correction_points_to_the_old_entry(handler: Office, make_use: MakeUse) -> None:
    old = make_use(state=State.RETURNED)
    new = uses.submit_use(handler, replace(uses.request_to_correct(handler, old.seq), materials=MATERIALS))
    assert new.request.corrects == old.seq
    assert uses.get_use(handler, old.seq).corrected_by == (new.seq,)
    assert uses.get_use(handler, old.seq).state is State.RETURNED
    with pytest.raises(Missing):
        uses.submit_use(handler, make_request(corrects=9999))
    with pytest.raises(Refused) as refused:
        uses.submit_use(handler, make_request(corrects=old.seq))
    assert [problem.rule for problem in refused.value.problems] == ["seals.correction"]


def test_who_is_refused_is_sent_where_the_office_decided(handler: Office, admin: Office) -> None:
    change_setting(admin, "elsewhere", "便民服务中心")
    with pytest.raises(Refused) as refused:
        uses.submit_use(handler, make_request(matter="没有"))
    assert "请居民到便民服务中心办理" in refused.value.problems[0].message
    assert "请居民到便民服务中心办理" in uses.check_request(handler, make_request(matter="没有"))[0].message


def test_opening_an_entry_to_correct_it_is_logged_and_the_handlers_own(
    handler: Office, auditor: Office, make_use: MakeUse
) -> None:
    use = make_use(state=State.RETURNED).seq
    uses.request_to_correct(handler, use)
    with handler.read() as work:
        assert store.accesses(work, ("seal_uses", use)) == [(START, HANDLER, "更正")]
    assert rules_of(refused(auditor, lambda: uses.request_to_correct(auditor, use))) == ["people.not_allowed"]


# The finding


def test_the_handler_signs_the_finding_later(handler: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_VERIFY, visited_on=None).seq
    with written(handler) as log:
        signed = uses.sign_finding(handler, use, finding=" 属实 ", visited_on="2026-09-01", statement="")
    assert (signed.state, signed.request.finding, signed.request.visited_on) == (
        State.TO_APPROVE,
        "属实",
        TODAY,
    )
    assert log.said() == [("seals.finding_signed", use_event(use), {})]
    assert log.committed() == [{"text"}]


def test_a_statement_found_later_is_kept(handler: Office, make_use: MakeUse) -> None:
    materials = ("居民身份证", "户口簿", "用人单位函件", "网格员入户核实意见（签名）")
    use = make_use(state=State.TO_VERIFY, matter="15", purpose="应聘", materials=materials).seq
    assert rules_of(refused(handler, lambda: uses.sign_finding(handler, use, finding="属实"))) == [
        "seals.blank_paper"
    ]
    signed = uses.sign_finding(handler, use, finding="属实", statement="遵纪守法")
    assert (signed.request.statement, signed.request.visited_on) == ("遵纪守法", date(2026, 8, 31))


def test_a_finding_is_its_handlers_own(handler: Office, colleague: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_VERIFY).seq
    assert refused(colleague, lambda: uses.sign_finding(colleague, use, finding="属实")) == [
        ("seals.other_handler", "finding")
    ]
    assert refused(handler, lambda: uses.sign_finding(handler, use, finding=" ")) == [
        ("seals.field_missing", "finding")
    ]
    assert rules_of(refused(handler, lambda: uses.sign_finding(handler, use, finding="长" * 1001))) == [
        "seals.too_long"
    ]
    uses.sign_finding(handler, use, finding="属实")
    assert rules_of(refused(handler, lambda: uses.sign_finding(handler, use, finding="属实"))) == [
        "seals.wrong_state"
    ]


# Approving


def test_the_approver_approves_and_the_paper_is_signed(approver: Office, make_use: MakeUse) -> None:
    use = make_use().seq
    with written(approver) as log:
        approved = uses.approve_use(approver, use, opinion=" 同意 ")
    assert approved.state is State.TO_SEAL
    step = approved.step(StepKind.APPROVED)
    assert step is not None
    assert (step.by, step.desk, step.text, step.keeper_approved, step.in_place_of) == (
        APPROVER,
        APPROVER,
        "同意",
        True,
        None,
    )
    assert log.said() == [
        ("seals.use_approved", use_event(use), {"by": APPROVER, "in_place_of": None}),
        ("seals.paper_signed", use_event(use), {}),
    ]
    assert log.committed() == [{"text"}, {"facts"}]
    assert uses.find_use(approver, approved.check_code.lower()).seq == use


def test_the_papers_facts_are_signed_with_the_offices_paper_key(approver: Office, make_use: MakeUse) -> None:
    approved = uses.approve_use(approver, make_use().seq)
    with approver.read() as work:
        code, said, signature = use_store.check_code_of(work, approved.seq)
        public = store.signing_keys(work, offices.PAPER)[-1][1]
    assert keys.signature_holds(public, signature, said.encode())
    assert not keys.signature_holds(public, signature, said.replace("郑", "李").encode())
    assert keys.check_code(approver.database.key, said.encode()) == code == approved.check_code
    told = json.loads(facts.qr_text(said, signature))
    assert (told["name"], told["id"], told["number"], told["date"]) == (
        "郑*栋",
        "350*************" + id_number()[-2:],
        approved.number,
        "2026-09-01",
    )


@pytest.mark.parametrize(
    ("name", "masked"), [("", ""), ("王", "王"), ("王芳", "王*"), ("欧阳小明", "欧**明")]
)
def test_names_on_the_qr_are_masked(name: str, masked: str) -> None:
    assert facts.mask_name(name) == masked


def test_an_approval_at_somebody_elses_desk_records_both(handler: Office, make_use: MakeUse) -> None:
    use = make_use().seq
    with written(handler) as log:
        approved = uses.approve_use(handler, use, approver=APPROVER, password=PASSWORD)
    step = approved.step(StepKind.APPROVED)
    assert step is not None
    assert (step.by, step.by_name, step.desk, step.desk_name) == (APPROVER, "陈志明", HANDLER, "黄建平")
    assert [(event.kind, event.actor) for event in log] == [
        ("seals.use_approved", HANDLER),
        ("seals.paper_signed", HANDLER),
    ]
    assert log.said()[0][2] == {"by": APPROVER, "in_place_of": None}


def test_a_desk_approval_needs_the_approvers_own_password(handler: Office, make_use: MakeUse) -> None:
    use = make_use().seq
    assert refused(handler, lambda: uses.approve_use(handler, use, approver=APPROVER, password="wrong")) == [
        ("people.wrong_password", "password")
    ]
    assert refused(handler, lambda: uses.approve_use(handler, use, approver=APPROVER)) == [
        ("people.wrong_password", "password")
    ]
    assert rules_of(
        refused(handler, lambda: uses.approve_use(handler, use, approver=COLLEAGUE, password=PASSWORD))
    ) == ["people.not_allowed"]
    assert refused(handler, lambda: uses.approve_use(handler, use, approver=77, password=PASSWORD)) == [
        ("people.unknown_name", "name")
    ]


def test_an_approver_signed_in_may_give_the_number_without_a_password(
    approver: Office, make_use: MakeUse
) -> None:
    assert uses.approve_use(approver, make_use().seq, approver=APPROVER).state is State.TO_SEAL


@pytest.mark.parametrize("number", [HANDLER, COLLEAGUE, ADMIN, AUDITOR])
def test_nobody_else_decides(at_desk: Callable[[int], Office], make_use: MakeUse, number: int) -> None:
    use, office = make_use().seq, at_desk(number)
    for action in (
        lambda: uses.approve_use(office, use),
        lambda: uses.return_use(office, use, "缺照片"),
        lambda: uses.refuse_use(office, use, "申请材料经核实不真实"),
    ):
        assert rules_of(refused(office, action)) == ["people.not_allowed"]


def both_ways(admin: Office) -> None:
    """The approver becomes a handler as well."""
    people.change_account(
        admin,
        APPROVER,
        title="主任",
        roles=frozenset({Role.HANDLER, Role.APPROVER, Role.KEEPER}),
        active=True,
    )


def test_a_handler_never_approves_what_they_handled(admin: Office, at_desk: Callable[[int], Office]) -> None:
    both_ways(admin)
    office = at_desk(APPROVER)
    use = uses.submit_use(office, make_request()).seq
    assert refused(office, lambda: uses.approve_use(office, use)) == [
        ("seals.handler_is_approver", "approver")
    ]
    assert refused(office, lambda: uses.refuse_use(office, use, "申请材料经核实不真实")) == [
        ("seals.handler_is_approver", "approver")
    ]


def test_the_keeper_approves_only_while_the_office_allows_it(
    admin: Office, approver: Office, make_use: MakeUse
) -> None:
    use = make_use().seq
    offices.change_setting(admin, "keeper_may_approve", False)
    assert refused(approver, lambda: uses.approve_use(approver, use)) == [
        ("seals.keeper_is_approver", "approver")
    ]
    offices.change_setting(admin, "keeper_may_approve", True)
    assert uses.approve_use(approver, use).state is State.TO_SEAL


def test_a_keeper_who_approved_is_marked_all_the_way(make_use: MakeUse, handler: Office) -> None:
    use = make_use(state=State.TO_KEEP)
    assert [step.keeper_approved for step in use.steps] == [False, True, True]
    assert [line.keeper_approved for line in lists.list_uses(handler, UseFilter())] == [True]


def test_nothing_is_approved_twice_or_before_its_time(approver: Office, make_use: MakeUse) -> None:
    for state in (State.TO_VERIFY, State.TO_SEAL, State.FILED, State.VOID):
        entry = make_use(state=state)
        assert rules_of(refused(approver, functools.partial(uses.approve_use, approver, entry.seq))) == [
            "seals.wrong_state"
        ]
    waiting = make_use().seq
    assert rules_of(refused(approver, lambda: uses.approve_use(approver, waiting, opinion="长" * 1001))) == [
        "seals.reason_unfit"
    ]


# Deputies


def test_a_deputy_approves_in_the_approvers_place_on_the_days_given(
    approver: Office, colleague: Office, make_use: MakeUse, clock: MovableClock
) -> None:
    first, second, third = (make_use().seq for _ in range(3))
    people.delegate(approver, COLLEAGUE, TODAY + timedelta(days=1), TODAY + timedelta(days=1), "开会")
    assert rules_of(refused(colleague, lambda: uses.approve_use(colleague, first))) == ["people.not_allowed"]
    clock.advance(days=1)
    with written(colleague) as log:
        approved = uses.approve_use(colleague, first)
    step = approved.step(StepKind.APPROVED)
    assert step is not None
    assert (step.by, step.in_place_of, step.in_place_of_name, step.keeper_approved) == (
        COLLEAGUE,
        APPROVER,
        "陈志明",
        False,
    )
    assert log.said()[0] == (
        "seals.use_approved",
        use_event(first),
        {"by": COLLEAGUE, "in_place_of": APPROVER},
    )
    assert uses.return_use(colleague, second, "缺照片").steps[-1].in_place_of == APPROVER
    clock.advance(days=1)
    assert rules_of(refused(colleague, lambda: uses.approve_use(colleague, third))) == ["people.not_allowed"]


def test_an_ended_delegation_gives_nothing(approver: Office, colleague: Office, make_use: MakeUse) -> None:
    use = make_use().seq
    given = people.delegate(approver, COLLEAGUE, TODAY, TODAY, "开会")
    people.end_delegation(approver, given.number)
    assert rules_of(refused(colleague, lambda: uses.approve_use(colleague, use))) == ["people.not_allowed"]


def test_a_deputy_does_not_outlast_the_approver(
    admin: Office, approver: Office, colleague: Office, make_use: MakeUse
) -> None:
    use = make_use().seq
    people.delegate(approver, COLLEAGUE, TODAY, TODAY, "开会")
    people.change_account(
        admin,
        HANDLER,
        title="",
        roles=frozenset({Role.HANDLER, Role.APPROVER}),
        active=True,
    )
    people.change_account(admin, APPROVER, title="", roles=frozenset({Role.KEEPER}), active=True)
    assert rules_of(refused(colleague, lambda: uses.approve_use(colleague, use))) == ["people.not_allowed"]


def test_a_deputy_never_approves_what_they_handled(approver: Office, colleague: Office) -> None:
    people.delegate(approver, COLLEAGUE, TODAY, TODAY, "开会")
    use = uses.submit_use(colleague, make_request()).seq
    assert refused(colleague, lambda: uses.approve_use(colleague, use)) == [
        ("seals.handler_is_approver", "approver")
    ]


# Returning, refusing, sealing, voiding


def test_a_returned_use_says_what_is_missing(approver: Office, make_use: MakeUse) -> None:
    use = make_use().seq
    assert refused(approver, lambda: uses.return_use(approver, use, " ")) == [("seals.return_reason", "text")]
    with written(approver) as log:
        returned = uses.return_use(approver, use, " 缺近期照片 ")
    assert (returned.state, returned.steps[-1].text) == (State.RETURNED, "缺近期照片")
    assert log.said() == [("seals.use_returned", use_event(use), {"by": APPROVER, "in_place_of": None})]
    assert log.committed() == [{"text"}]
    assert rules_of(refused(approver, lambda: uses.return_use(approver, use, "缺"))) == ["seals.wrong_state"]


def test_a_refused_use_names_a_reason_of_the_list(handler: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_VERIFY).seq

    def refuse(reason: str) -> object:
        return uses.refuse_use(handler, use, reason, approver=APPROVER, password=PASSWORD)

    assert refused(handler, lambda: refuse("不想办")) == [("seals.refusal_reason", "text")]
    with written(handler) as log:
        refuse("申请材料经核实不真实")
    assert log.said() == [("seals.use_refused", use_event(use), {"by": APPROVER, "in_place_of": None})]
    last = uses.get_use(handler, use)
    assert (last.state, last.steps[-1].by, last.steps[-1].desk) == (State.REFUSED, APPROVER, HANDLER)


def test_the_keeper_seals(approver: Office, handler: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_SEAL).seq
    assert rules_of(
        refused(handler, lambda: uses.record_sealing(handler, use, impressions=1, place="办公室"))
    ) == ["people.not_allowed"]
    assert refused(approver, lambda: uses.record_sealing(approver, use, impressions=0, place="")) == [
        ("seals.impressions", "impressions"),
        ("seals.place_missing", "place"),
    ]
    with written(approver) as log:
        sealed = uses.record_sealing(approver, use, impressions=2, place=" 办公室 ", witness=" 吴敏 ")
    step = sealed.steps[-1]
    assert (sealed.state, step.impressions, step.place, step.witness) == (State.TO_KEEP, 2, "办公室", "吴敏")
    assert log.said() == [("seals.use_sealed", use_event(use), {"impressions": 2})]
    assert log.committed() == [{"witness"}]


@pytest.mark.parametrize("state", [State.TO_SEAL, State.TO_KEEP, State.FILED])
def test_the_keeper_makes_a_paper_void(
    approver: Office, handler: Office, make_use: MakeUse, state: State
) -> None:
    use = make_use(state=state).seq
    assert rules_of(refused(handler, lambda: uses.void_use(handler, use, "错", halves_kept=True))) == [
        "people.not_allowed"
    ]
    assert refused(approver, lambda: uses.void_use(approver, use, "错", halves_kept=False)) == [
        ("seals.void_halves", "halves_kept")
    ]
    with written(approver) as log:
        void = uses.void_use(approver, use, " 打印错误 ", halves_kept=True)
    assert (void.state, void.steps[-1].text, void.steps[-1].halves_kept) == (State.VOID, "打印错误", True)
    assert log.said() == [("seals.use_voided", use_event(use), {})]
    assert rules_of(refused(approver, lambda: uses.void_use(approver, use, "错", halves_kept=True))) == [
        "seals.wrong_state"
    ]


# Finding and listing


def test_an_entry_is_found_by_number_or_code(handler: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_SEAL)
    for typed in ("梧社印〔2026〕1 号", " 梧社印〔2026〕1号 ", "梧社印 〔2026〕\u30001 号", use.check_code):
        assert uses.find_use(handler, typed).seq == use.seq
    misread = use.check_code.replace("0", "o").replace("1", "l").replace("-", " ")
    assert uses.find_use(handler, misread).seq == use.seq
    with pytest.raises(Missing, match="没有找到“梧社印〔2026〕2 号”"):
        uses.find_use(handler, " 梧社印〔2026〕2 号")
    with pytest.raises(Missing):
        uses.get_use(handler, 9999)


def test_the_register_lists_what_is_wanted(
    handler: Office, colleague: Office, make_use: MakeUse, clock: MovableClock
) -> None:
    first = make_use(state=State.FILED, applicant_name="王芳")
    second = make_use(state=State.RETURNED)
    clock.advance(days=30)
    third = uses.submit_use(
        colleague, make_request(matter="09", materials=("居民身份证", "户口簿", "学校发的调查表"))
    )

    def listed(limit: int | None = None, offset: int = 0, **filters: Any) -> list[int]:
        wanted = UseFilter(**filters)
        return [line.use for line in lists.list_uses(handler, wanted, limit=limit, offset=offset)]

    everything = [third.seq, second.seq, first.seq]
    assert listed() == listed(seal=1) == listed(year=2026) == everything
    assert listed(limit=1, offset=1) == [second.seq]
    assert listed(seal=2) == listed(year=2025) == listed(month="2026-08") == listed(text="没有") == []
    assert listed(month="2026-10") == [third.seq]
    assert listed(states=(State.FILED, State.TO_APPROVE)) == [third.seq, first.seq]
    assert listed(matter="09") == listed(handler=COLLEAGUE) == [third.seq]
    assert listed(text="王芳") == listed(text="wang fang") == listed(text=" WF ") == [first.seq]
    assert listed(text="〔2026〕2 号") == [second.seq]
    assert listed(text="%") == listed(text="_") == []
    assert lists.months(handler) == lists.months(handler, 1) == ["2026-10", "2026-09"]
    assert lists.months(handler, 2) == []
    assert lists.count_states(handler, UseFilter()) == {
        State.FILED: 1,
        State.RETURNED: 1,
        State.TO_APPROVE: 1,
    }
    line = lists.list_uses(handler, UseFilter(text="王芳"))[0]
    assert (
        line.approver_name,
        line.kept_pages,
        line.impressions,
        line.materials_seen,
        line.materials_due,
    ) == ("陈志明", 1, 1, 4, 4)


# The whole


def test_no_personal_value_stands_in_the_log(handler: Office, make_use: MakeUse, approver: Office) -> None:
    typed = {
        name: f"私{place}密{name}"
        for place, name in enumerate(
            ("applicant_address", "purpose", "finding", "statement", "agent_relation")
        )
    }
    request = with_agent(applicant_phone="13712345678", **typed)
    use = uses.submit_use(handler, request).seq
    uses.approve_use(approver, use, opinion="私下同意")
    uses.record_sealing(approver, use, impressions=1, place="办公室", witness="见证某")
    people.delegate(approver, COLLEAGUE, TODAY, TODAY, "私事请假")
    log = "\n".join(event.body().decode() for event in all_events(handler))
    personal = [
        *typed.values(),
        *(request.applicant_name, request.applicant_id_number, request.applicant_phone),
        *(request.agent_name, request.agent_id_number, request.agent_phone),
        *("私下同意", "见证某", "私事请假", "黄建平", "陈志明", "苏雅婷", "吴敏", "林晓", "138****", "郑*栋"),
    ]
    assert [value for value in personal if value in log] == []
    assert "seals.use_recorded" in log


def test_a_day_of_work_verifies(make_use: MakeUse, auditor: Office) -> None:
    for state in State:
        if state is not State.DRAFT:
            make_use(state=state)
    result = evidence.verify_office(auditor)
    assert (result.fault, result.kept_copies) == (None, 1)


def test_a_clock_set_back_refuses_the_action_in_words(handler: Office, clock: MovableClock) -> None:
    uses.submit_use(handler, make_request())
    clock.advance(days=-1)
    with pytest.raises(Unavailable, match="请把电脑时间校准"):
        uses.submit_use(handler, make_request(visited_on=date(2026, 8, 30)))


def test_the_administrator_reads_no_personal_data(admin: Office, make_use: MakeUse) -> None:
    use = make_use(State.FILED, applicant_name="郑国栋")
    shown = uses.get_use(admin, use.seq).request
    assert (shown.applicant_name, shown.applicant_address, shown.finding) == ("郑*栋", "", "")
    assert [line.applicant for line in lists.list_uses(admin, UseFilter())] == ["郑*栋"]
    assert uses.find_use(admin, use.number).request.applicant_name == "郑*栋"
    for action in (
        lambda: papers.print_slip(admin, use.seq),
        lambda: papers.register_month(admin, 1, 2026, 9),
        lambda: copies.open_copy(admin, use.seq, use.kept_copies[0].seq),
    ):
        with pytest.raises(Refused) as refused:
            action()
        assert [problem.rule for problem in refused.value.problems] == ["people.not_allowed"]
