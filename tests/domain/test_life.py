"""印章台账: each rule with one case that holds and one just outside it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.people import Role
from desktop.domain.problems import Problem
from desktop.domain.seals.life import (
    LED,
    Approval,
    LifeKind,
    LifeRequest,
    LifeStep,
    Purpose,
    SealLife,
    SealPaper,
    SealState,
    days,
    late_by,
    possible,
    rules,
    state_of,
)
from desktop.domain.seals.life.records import AFTER_LIFE_STEP, MAY_BEFALL
from tests.builders import APPROVER, CHINA, COLLEAGUE, HANDLER, make_account, make_copy, make_seal

NOW = datetime(2026, 9, 8, 10, 0, tzinfo=CHINA)
TODAY = NOW.date()
DAY = timedelta(days=1)
KEEPER = make_account(APPROVER)
LEADER = make_account(COLLEAGUE, name="吴国强", roles=frozenset({Role.STREET_LEADER}))
SPECIMEN = ((Purpose.SPECIMEN, make_copy()),)


def found(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(problem.rule, problem.field) for problem in problems]


def step(kind: LifeKind, on: date = TODAY - 30 * DAY, **changes: Any) -> LifeStep:
    at = datetime.combine(on, datetime.min.time(), CHINA)
    return replace(LifeStep(1, 1, kind, at, APPROVER, "陈志明", APPROVER, "陈志明", on), **changes)


def request(kind: LifeKind, **changes: Any) -> LifeRequest:
    """A request for a step that may be entered as it stands."""
    texts: dict[str, Any] = {
        "on": TODAY,
        "facts": {name: "街道" for name, _word, _needed in rules.FACTS.get(kind, ())},
        "persons": {
            name: ("王芳", "李强")[: max(least, 1)] for name, _word, least in rules.PERSONS.get(kind, ())
        },
        "reason": "按批文办理",
        "papers": SPECIMEN if kind is LifeKind.SPECIMEN else (),
    }
    if kind in days.TIMED:
        texts |= {"moment": NOW, "due_back": NOW + DAY, "impressions": 0}
    return LifeRequest(kind, **(texts | changes))


MADE = step(LifeKind.MADE)
PRINTED = step(LifeKind.SPECIMEN)
ACTIVATED = step(LifeKind.ACTIVATED, TODAY - 20 * DAY)
OUT = step(LifeKind.TAKEN_OUT, TODAY - 2 * DAY, moment=NOW - 2 * DAY, due_back=NOW - 1 * DAY, persons={})
BACK = step(LifeKind.BROUGHT_BACK, TODAY - DAY, moment=NOW - DAY, ends=1)
STOPPED = step(LifeKind.STOPPED, TODAY - 3 * DAY)
LOST = step(LifeKind.LOST, TODAY - 3 * DAY)


@pytest.mark.parametrize(
    ("life", "state"),
    [
        ([], SealState.IN_USE),
        ([MADE], SealState.TO_ACTIVATE),
        ([MADE, PRINTED], SealState.TO_ACTIVATE),
        ([MADE, PRINTED, ACTIVATED], SealState.IN_USE),
        ([step(LifeKind.HANDED_OVER)], SealState.IN_USE),
        ([OUT], SealState.OUT),
        ([OUT, BACK], SealState.IN_USE),
        ([OUT, LOST], SealState.LOST),
        ([STOPPED], SealState.STOPPED),
        ([STOPPED, step(LifeKind.HANDED_OVER)], SealState.STOPPED),
        ([STOPPED, step(LifeKind.SURRENDERED)], SealState.SURRENDERED),
        ([STOPPED, step(LifeKind.SEALED_AWAY)], SealState.SEALED_AWAY),
        ([STOPPED, step(LifeKind.SEALED_AWAY), step(LifeKind.DESTROYED)], SealState.DESTROYED),
    ],
)
def test_a_seal_stands_where_its_last_step_left_it(life: list[LifeStep], state: SealState) -> None:
    assert state_of(life) is state


def test_nothing_befalls_a_destroyed_seal() -> None:
    assert possible([STOPPED, step(LifeKind.DESTROYED)]) == ()
    assert possible([STOPPED]) == (
        LifeKind.HANDED_OVER,
        LifeKind.LOST,
        LifeKind.SURRENDERED,
        LifeKind.SEALED_AWAY,
        LifeKind.DESTROYED,
    )


@given(st.lists(st.sampled_from(sorted(MAY_BEFALL)), max_size=12))
def test_a_seal_once_stopped_or_lost_is_never_used_again(kinds: list[LifeKind]) -> None:
    life: list[LifeStep] = []
    ended = False
    for kind in kinds:
        if rules.check_follows([*life, PRINTED], kind):
            continue
        life.append(step(kind))
        ended = ended or kind in (LifeKind.STOPPED, LifeKind.LOST)
        assert not (ended and state_of(life) in (SealState.IN_USE, SealState.OUT, SealState.TO_ACTIVATE))


@pytest.mark.parametrize("kind", MAY_BEFALL)
def test_a_step_follows_only_where_it_may(kind: LifeKind) -> None:
    leads = {state: [step(each)] for each, state in AFTER_LIFE_STEP.items()} | {SealState.IN_USE: []}
    for state, life in leads.items():
        allowed = state in MAY_BEFALL[kind]
        wrong = [] if allowed else [("seals.life_state", "")]
        assert found(rules.check_follows([PRINTED, *life], kind)) == wrong


def test_activation_needs_a_specimen() -> None:
    assert found(rules.check_follows([MADE, PRINTED], LifeKind.ACTIVATED)) == []
    (problem,) = rules.check_follows([MADE], LifeKind.ACTIVATED)
    assert (problem.rule, problem.clause) == ("seals.no_specimen", rules.NO_USE_WITHOUT)


# Making


def new_seal(**changes: Any) -> Any:
    return replace(make_seal(), number=2, book_code="梧社印二", kind=rules.SPECIAL, material="铜", **changes)


PEOPLE = {APPROVER: KEEPER, HANDLER: make_account(HANDLER)}


def test_a_seal_as_the_state_council_wants_it_may_be_made() -> None:
    assert found(rules.check_new_seal(new_seal(), [], PEOPLE)) == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"diameter_mm": 45}, []),
        ({"diameter_mm": 46}, [("seals.diameter", "diameter_mm")]),
        ({"shape": rules.EMBLEM}, [("seals.shape", "shape")]),
        ({"shape": "椭圆形"}, [("seals.shape", "shape")]),
        ({"name": "社会事务专用章"}, [("seals.name_statutory", "seal_name")]),
        ({"name": "梧桐街道办事处"}, [("seals.name_special", "seal_name")]),
        ({"kind": rules.OFFICIAL}, [("seals.name_special", "seal_name")]),
        ({"kind": "闲章"}, [("seals.kind", "kind"), ("seals.name_special", "seal_name")]),
        ({"keeper": HANDLER}, [("seals.new_keeper", "keeper")]),
        ({"approver": 99}, [("seals.new_approver", "approver")]),
        ({"material": "铜" * 101}, [("seals.life_field_unfit", "material")]),
        ({"name": ""}, [("seals.seal_name", "seal_name")]),
    ],
)
def test_a_seal_that_differs_is_named_with_its_clause(
    changes: dict[str, Any], wrong: list[tuple[str, str]]
) -> None:
    assert found(rules.check_new_seal(replace(new_seal(), **changes), [], PEOPLE)) == wrong


@pytest.mark.parametrize(("size", "wrong"), [(34, True), (35, False), (42, False), (43, True)])
def test_an_embossing_seal_has_its_own_size(size: int, wrong: bool) -> None:
    seal = replace(new_seal(), kind=rules.EMBOSSED, name="梧桐街道办事处", diameter_mm=size)
    problems = rules.check_new_seal(seal, [], PEOPLE)
    assert [(p.rule, p.clause) for p in problems] == (
        [("seals.embossed_diameter", rules.EMBOSSED_SIZE)] if wrong else []
    )


def test_two_seals_share_neither_book_code_nor_special_name() -> None:
    first = make_seal()
    assert found(rules.check_new_seal(new_seal(), [replace(first, name="另一枚专用章")], PEOPLE)) == []
    assert found(rules.check_new_seal(replace(new_seal(), book_code=" 梧社印 "), [first], PEOPLE)) == [
        ("seals.name_taken", "seal_name"),
        ("seals.same_book", "book_code"),
    ]


# Who


@pytest.mark.parametrize(
    ("kind", "number", "roles", "wrong"),
    [
        (LifeKind.LOST, APPROVER, {Role.KEEPER}, []),
        (LifeKind.LOST, HANDLER, {Role.KEEPER}, ["seals.other_keeper"]),
        (LifeKind.MADE, HANDLER, {Role.KEEPER}, []),
        (LifeKind.LOST, HANDLER, {Role.STREET_LEADER}, []),
        (LifeKind.LOST, APPROVER, {Role.APPROVER}, ["people.not_allowed"]),
    ],
)
def test_the_keeper_or_the_leader_enters_a_step(
    kind: LifeKind, number: int, roles: set[Role], wrong: list[str]
) -> None:
    clerk = make_account(number, roles=frozenset(roles))
    assert [p.rule for p in rules.check_doer(kind, clerk, make_seal())] == wrong


def test_who_takes_a_seal_over_may_enter_it_too() -> None:
    receiver = make_account(COLLEAGUE, roles=frozenset({Role.KEEPER}))
    seal = make_seal()
    assert found(rules.check_doer(LifeKind.HANDED_OVER, receiver, seal, receiver=COLLEAGUE)) == []
    assert found(rules.check_doer(LifeKind.HANDED_OVER, receiver, seal, receiver=HANDLER)) == [
        ("seals.other_keeper", "")
    ]


@pytest.mark.parametrize("kind", LED)
def test_a_step_that_needs_the_leader_has_an_account_or_a_signed_slip(kind: LifeKind) -> None:
    def wrong(approval: Approval, leader: Any = None, *papers: Purpose) -> list[tuple[str, str]]:
        problems = rules.check_approval(kind, approval, leader, papers)
        assert {problem.clause for problem in problems} <= {rules.LEADER_CLAUSES[kind]}
        return found(problems)

    assert wrong(Approval(account=COLLEAGUE), LEADER) == []
    assert wrong(Approval(account=APPROVER), KEEPER) == [("seals.not_leader", "leader")]
    assert wrong(Approval(leader="吴国强"), None, Purpose.SLIP) == []
    assert wrong(Approval(leader="吴国强"), None, Purpose.OTHER) == [("seals.slip_missing", "slip")]
    assert wrong(Approval(), None, Purpose.SLIP) == [("seals.leader_missing", "leader")]


def test_a_stopped_leader_approves_nothing() -> None:
    gone = replace(LEADER, active=False)
    assert found(rules.check_approval(LifeKind.MADE, Approval(COLLEAGUE), gone, ())) == [
        ("seals.not_leader", "leader")
    ]


def test_other_steps_need_no_leader() -> None:
    assert found(rules.check_approval(LifeKind.LOST, Approval(), None, ())) == []


# What a step says


@pytest.mark.parametrize("kind", LifeKind)
def test_a_step_with_all_it_must_say_may_be_entered(kind: LifeKind) -> None:
    assert found(rules.check_details(request(kind))) == []


@pytest.mark.parametrize(
    ("kind", "changes", "wrong"),
    [
        (LifeKind.MADE, {"facts": {"maker": "鹭岛印章店"}}, [("seals.life_field_missing", "filing")]),
        (LifeKind.HANDED_OVER, {"facts": {}}, []),
        (LifeKind.HANDED_OVER, {"facts": {"along": "簿\t"}}, [("seals.life_field_unfit", "along")]),
        (LifeKind.STOPPED, {"reason": " "}, [("seals.life_field_missing", "reason")]),
        (LifeKind.STOPPED, {"reason": "改" * 1001}, [("seals.life_field_unfit", "reason")]),
        (LifeKind.SPECIMEN, {"papers": ()}, [("seals.specimen_missing", "specimen")]),
        (LifeKind.BROUGHT_BACK, {"impressions": None}, [("seals.impressions_outside", "impressions")]),
        (LifeKind.BROUGHT_BACK, {"impressions": 9999}, []),
        (LifeKind.BROUGHT_BACK, {"impressions": 10000}, [("seals.impressions_outside", "impressions")]),
        (LifeKind.TAKEN_OUT, {"persons": {}}, [("seals.life_field_missing", "carriers")]),
        (
            LifeKind.TAKEN_OUT,
            {"persons": {"carriers": ("王芳", " 王芳 ")}},
            [("seals.two_persons", "carriers")],
        ),
        (LifeKind.DESTROYED, {"persons": {"doers": ("王芳",)}}, [("seals.two_persons", "doers")]),
        (LifeKind.DESTROYED, {"persons": {"doers": ("王芳", "李强", "周敏")}}, []),
        (LifeKind.LOST, {"persons": {"finder": ("王" * 101,)}}, [("seals.life_field_unfit", "finder")]),
    ],
)
def test_what_a_step_lacks_is_named_at_its_field(
    kind: LifeKind, changes: dict[str, Any], wrong: list[tuple[str, str]]
) -> None:
    assert found(rules.check_details(request(kind, **changes))) == wrong


def test_making_without_a_designated_maker_names_the_clause() -> None:
    (problem, _filing) = rules.check_details(request(LifeKind.MADE, facts={}))
    assert (problem.field, problem.clause) == ("maker", rules.MAKER)


@pytest.mark.parametrize(
    ("receiver", "witness", "may", "wrong"),
    [
        (make_account(COLLEAGUE, roles=frozenset({Role.KEEPER})), "周敏", True, []),
        (None, "周敏", True, [("seals.receiver", "receiver")]),
        (make_account(COLLEAGUE), "周敏", True, [("seals.receiver", "receiver")]),
        (KEEPER, "周敏", True, [("seals.receiver_same", "receiver")]),
        (
            make_account(COLLEAGUE, roles=frozenset({Role.KEEPER})),
            "林晓",
            True,
            [("seals.witness_same", "witness")],
        ),
        (
            make_account(COLLEAGUE, roles=frozenset({Role.KEEPER})),
            " 陈志明",
            True,
            [("seals.witness_same", "witness")],
        ),
    ],
)
def test_a_seal_goes_to_another_keeper_before_a_third_person(
    receiver: Any, witness: str, may: bool, wrong: list[tuple[str, str]]
) -> None:
    problems = rules.check_handover(make_seal(), receiver, "陈志明", (witness,), keeper_may_approve=may)
    assert found(problems) == wrong


def test_the_approver_takes_a_seal_over_only_where_the_office_lets_one_person_be_both() -> None:
    seal = make_seal(keeper=HANDLER)
    assert found(rules.check_handover(seal, KEEPER, "黄建平", ("周敏",), keeper_may_approve=True)) == []
    assert found(rules.check_handover(seal, KEEPER, "黄建平", ("周敏",), keeper_may_approve=False)) == [
        ("seals.receiver_approves", "receiver")
    ]


# Days


def dated(kind: LifeKind, life: Sequence[LifeStep] = (), **changes: Any) -> list[tuple[str, str]]:
    last = changes.pop("last_entry", None)
    return found(days.check_days(request(kind, **changes), life, now=NOW, last_entry=last))


def test_a_step_has_a_day_that_has_come() -> None:
    assert dated(LifeKind.LOST) == []
    assert dated(LifeKind.LOST, on=None) == [("seals.life_day_missing", "on")]
    assert dated(LifeKind.LOST, on=TODAY + DAY) == [("seals.life_in_future", "on")]


def test_only_an_activation_may_lie_ahead() -> None:
    assert dated(LifeKind.ACTIVATED, on=TODAY + 30 * DAY) == []
    ahead = step(LifeKind.ACTIVATED, TODAY + 30 * DAY)
    assert dated(LifeKind.LOST, [MADE, ahead]) == []


def test_a_step_is_not_before_the_one_before_it() -> None:
    assert dated(LifeKind.STOPPED, [ACTIVATED], on=ACTIVATED.on) == []
    assert dated(LifeKind.STOPPED, [ACTIVATED], on=ACTIVATED.on - DAY) == [("seals.life_order", "on")]


def test_a_seal_is_not_stopped_before_its_last_use() -> None:
    assert dated(LifeKind.STOPPED, on=TODAY - DAY, last_entry=TODAY - DAY) == []
    assert dated(LifeKind.STOPPED, on=TODAY - DAY, last_entry=TODAY) == [("seals.used_after_stop", "on")]
    assert dated(LifeKind.STOPPED, on=None, last_entry=TODAY) == [("seals.life_day_missing", "on")]
    assert dated(LifeKind.LOST, on=TODAY - DAY, last_entry=TODAY) == []


def test_an_outing_has_its_time_and_its_end() -> None:
    assert dated(LifeKind.TAKEN_OUT) == []
    assert dated(LifeKind.TAKEN_OUT, moment=None) == [("seals.life_day_missing", "moment")]
    assert dated(LifeKind.TAKEN_OUT, moment=NOW + timedelta(minutes=1)) == [
        ("seals.life_in_future", "moment")
    ]
    assert dated(LifeKind.TAKEN_OUT, due_back=None) == [("seals.due_back", "due_back")]
    assert dated(LifeKind.TAKEN_OUT, due_back=NOW) == [("seals.due_back", "due_back")]


def test_a_seal_comes_back_after_it_was_taken_out() -> None:
    assert OUT.moment is not None
    assert dated(LifeKind.BROUGHT_BACK, [OUT], moment=OUT.moment) == []
    assert dated(LifeKind.BROUGHT_BACK, [OUT], moment=OUT.moment - timedelta(minutes=1)) == [
        ("seals.life_order", "moment")
    ]


def test_a_seal_is_late_from_the_minute_after_it_was_due() -> None:
    assert OUT.due_back is not None
    assert late_by(OUT, OUT.due_back) is None
    assert late_by(OUT, OUT.due_back + timedelta(minutes=1)) == timedelta(minutes=1)
    assert late_by(replace(OUT, due_back=None), NOW) is None
    life = SealLife(make_seal(), "陈志明", "陈志明", (OUT,))
    assert (life.number, life.state, life.late(NOW)) == (1, SealState.OUT, DAY)
    assert replace(life, steps=(OUT, BACK)).late(NOW) is None
    assert life.step(LifeKind.LOST) is None


# Entries


def takes(life: Sequence[LifeStep], when: datetime) -> list[str]:
    return [problem.rule for problem in days.check_takes_entry(make_seal(), life, when)]


@pytest.mark.parametrize("ended", [STOPPED, LOST])
def test_a_stopped_or_lost_seal_takes_no_entry_dated_after(ended: LifeStep) -> None:
    last = datetime.combine(ended.on, datetime.max.time(), CHINA)
    assert takes([ended], last) == []
    assert takes([ended], last + DAY) == ["seals.stopped"]
    assert takes([ended, step(LifeKind.DESTROYED, TODAY)], NOW) == ["seals.stopped"]


def test_a_seal_takes_no_entry_before_it_is_activated() -> None:
    assert takes([MADE, PRINTED], NOW) == ["seals.not_activated"]
    assert takes([MADE, PRINTED, ACTIVATED], NOW) == []
    assert takes([MADE, step(LifeKind.STOPPED)], NOW - 60 * DAY) == ["seals.not_activated"]


def test_a_seal_that_is_out_takes_no_entry_dated_after() -> None:
    assert OUT.moment is not None
    assert takes([OUT], OUT.moment - timedelta(minutes=1)) == []
    assert takes([OUT], OUT.moment) == ["seals.out"]
    assert takes([OUT, BACK], OUT.moment) == []
    assert takes([replace(OUT, due_back=None)], NOW) == ["seals.out"]
    assert takes([], NOW) == []


# Papers


def test_a_step_says_which_signed_paper_is_still_lacking() -> None:
    kept = SealPaper(1, 1, Purpose.NOTICE, "通知.pdf", "application/pdf", "", 1, 1, NOW, APPROVER)
    assert ACTIVATED.paper_lacking is Purpose.NOTICE
    assert replace(ACTIVATED, papers=(kept,)).paper_lacking is None
    assert replace(ACTIVATED, papers=(replace(kept, purpose=Purpose.OTHER),)).paper_lacking is Purpose.NOTICE
    assert BACK.paper_lacking is None


def test_a_step_names_its_leader_from_account_or_slip() -> None:
    assert replace(MADE, approver=5, approver_name="吴国强").leader == "吴国强"
    assert replace(MADE, persons={"leader": ("郑华",)}).leader == "郑华"
    assert MADE.leader == ""
