"""The gates of the register: each rule holds, and just outside it does not."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import seals
from desktop.domain.people import Delegation
from desktop.domain.problems import Problem
from desktop.domain.seals import MatterStatus, SealUse, State, Step, StepKind, rules
from desktop.domain.seals import steps as gates
from desktop.domain.seals.fillings import FORM_FIELDS, asks_statement
from tests.builders import (
    ADMIN,
    APPROVER,
    AUDITOR,
    COLLEAGUE,
    HANDLER,
    MATERIALS,
    START,
    TODAY,
    id_number,
    make_account,
    make_matter,
    make_request,
    make_seal,
    with_agent,
)

DAY = timedelta(days=1)
CONDUCT = make_matter(code="15", form="certificate_conduct")


def found(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    return [(problem.rule, problem.field) for problem in problems]


def make_entry(state: State = State.TO_APPROVE, **changes: Any) -> SealUse:
    entry = SealUse(
        seq=60,
        seal=make_seal(),
        matter=make_matter(),
        year=2026,
        running=1,
        number="梧社印〔2026〕1 号",
        request=make_request(),
        handler=HANDLER,
        handler_name="黄建平",
        submitted_at=START,
        desk=HANDLER,
        state=state,
        steps=(),
        kept_copies=(),
    )
    return replace(entry, **changes)


def check(request: Any = None, **changes: Any) -> list[tuple[str, str]]:
    request = request or make_request(**changes)
    return found(rules.check_request(request, make_matter(), make_seal(), authorised=16, today=TODAY))


# Scope


def test_a_complete_request_may_get_a_number() -> None:
    assert check() == []
    assert check(with_agent()) == []


def test_a_matter_that_is_not_listed_is_stopped_in_words() -> None:
    problems = rules.check_request(
        make_request(matter="开公司"), None, make_seal(), authorised=16, today=TODAY
    )
    assert [problem.message for problem in problems] == [
        "这件事不能用这枚章。“开公司”不在授权的 16 项里。请居民到街道办事处办理，或换一个事项。"
    ]
    assert found(problems) == [("seals.out_of_scope", "matter")]


def test_a_matter_issued_elsewhere_says_where() -> None:
    matter = make_matter(status=MatterStatus.ELSEWHERE, elsewhere="派出所")
    problems = rules.check_request(make_request(), matter, make_seal(), authorised=16, today=TODAY)
    assert [problem.message for problem in problems] == [
        "这件事不能用这枚章。“领取养老金人员身份确认”不在授权的 16 项里。请居民到派出所办理，或换一个事项。"
    ]


def test_the_office_says_where_residents_go_with_any_other_matter() -> None:
    unknown = rules.check_matter(None, make_seal(), "开公司", count=16, day=TODAY, elsewhere="便民服务中心")
    assert "请居民到便民服务中心办理" in unknown[0].message
    listed = make_matter(status=MatterStatus.ELSEWHERE, elsewhere="")
    known = rules.check_matter(listed, make_seal(), "10", count=16, day=TODAY, elsewhere="便民服务中心")
    assert "请居民到便民服务中心办理" in known[0].message


@pytest.mark.parametrize("state", list(State))
def test_what_was_sealed_or_decided_may_be_put_right(state: State) -> None:
    fits = state in (State.TO_KEEP, State.FILED, State.VOID, State.RETURNED, State.REFUSED)
    problems = rules.check_correction(make_entry(state), 1)
    assert found(problems) == ([] if fits else [("seals.correction", "corrects")])


def test_an_entry_is_put_right_once_and_in_its_own_book() -> None:
    entry = make_entry(State.FILED)
    (other,) = rules.check_correction(entry, 2)
    assert "是另一枚印章的登记" in other.message
    (again,) = rules.check_correction(entry, 1, "梧社印〔2026〕9 号")
    assert "已经由 梧社印〔2026〕9 号 更正过" in again.message
    assert again.clause == rules.APPEND_ONLY


def test_a_matter_of_another_seal_is_out_of_scope() -> None:
    assert found(rules.check_matter(make_matter(seal=2), make_seal(), "10", count=16, day=TODAY)) == [
        ("seals.out_of_scope", "matter")
    ]


def test_a_seal_is_used_from_its_first_day() -> None:
    def on(day: Any) -> list[tuple[str, str]]:
        seal = make_seal(in_use_from=day)
        return found(rules.check_request(make_request(), make_matter(), seal, authorised=16, today=TODAY))

    assert on(TODAY) == []
    assert on(TODAY + DAY) == [("seals.not_in_use_yet", "matter")]


# What must be filled in


@pytest.mark.parametrize("field", ["applicant_name", "applicant_address", "recipient", "document"])
@pytest.mark.parametrize("blank", ["", "  ", "\u3000"])
def test_a_mandatory_field_is_not_blank(field: str, blank: str) -> None:
    assert check(**{field: blank}) == [("seals.field_missing", field)]


@pytest.mark.parametrize("field", ["applicant_phone", "purpose", "statement", "finding"])
def test_an_optional_field_may_be_blank(field: str) -> None:
    assert check(**{field: ""}) == []


@pytest.mark.parametrize("wrong", ["", "123", id_number()[:-1] + "文", "35020319510412041" + "9"])
def test_a_wrong_identity_number_is_refused_at_its_field(wrong: str) -> None:
    assert [field for _rule, field in check(applicant_id_number=wrong)] == ["applicant_id_number"]


def test_an_identity_number_in_full_width_digits_is_read() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in id_number())
    assert check(applicant_id_number=wide) == []


def test_a_name_that_cannot_be_one_is_refused_at_its_field() -> None:
    assert {field for _rule, field in check(applicant_name="A" * 70)} == {"applicant_name"}


@pytest.mark.parametrize("field", ["copies", "pages"])
def test_copies_and_pages_are_counted_from_one(field: str) -> None:
    most = {"copies": 999, "pages": 200}[field]
    for good in (1, most):
        assert check(**{field: good}) == []
    for bad in (0, -1, most + 1, None):
        assert check(**{field: bad}) == [(f"seals.{field}", field)]


LINES = sorted(
    set(rules.FIELD_WORDS) - {"finding", "statement", "visited_on", "applicant_name", "agent_name"}
)
LINES = [field for field in LINES if not field.endswith("id_number")]


@pytest.mark.parametrize("field", LINES)
def test_a_line_has_a_length(field: str) -> None:
    assert check(with_agent(**{field: "长" * 100})) == []
    assert check(with_agent(**{field: "长" * 101})) == [("seals.too_long", field)]


@pytest.mark.parametrize("field", ["finding", "statement"])
def test_a_text_has_a_length(field: str) -> None:
    assert check(**{field: "长" * 500 + "\n" + "长" * 499}) == []
    assert check(**{field: "长" * 1001}) == [("seals.too_long", field)]


@pytest.mark.parametrize("field", [*LINES, "finding", "statement"])
@pytest.mark.parametrize("control", ["\x00", "\t", "\x1b", "\x7f", "\r", "\x85", "\ud800"])
def test_control_characters_are_refused(field: str, control: str) -> None:
    assert check(with_agent(**{field: f"一{control}二"})) == [("seals.control_character", field)]


def test_a_line_break_has_no_place_in_a_line() -> None:
    assert check(recipient="一\n二") == [("seals.control_character", "recipient")]


@given(st.text(max_size=60))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    for field in ("applicant_name", "applicant_id_number", "recipient", "finding", "matter"):
        check(**{field: text})


# Materials and agents


def test_every_material_must_be_seen() -> None:
    problems = rules.check_request(
        make_request(materials=MATERIALS[1:3]), make_matter(), make_seal(), authorised=16, today=TODAY
    )
    assert [(p.rule, p.message) for p in problems] == [
        (
            "seals.materials_missing",
            "还差 2 份材料：居民身份证、网格员入户核实意见（签名）。请收齐再提交。",
        )
    ]


def test_an_agent_brings_a_mandate() -> None:
    assert check(with_agent(materials=MATERIALS)) == [("seals.materials_missing", "materials")]
    assert rules.materials_due(make_matter(), with_agent()) == (*MATERIALS, "授权委托书")
    assert rules.materials_due(make_matter(), make_request(agent_name=" ")) == MATERIALS


def test_an_agent_is_known_by_number_and_relation() -> None:
    assert check(with_agent(agent_relation=" ")) == [("seals.field_missing", "agent_relation")]
    assert [field for _r, field in check(with_agent(agent_id_number=""))] == ["agent_id_number"]


def test_an_agent_is_not_the_resident() -> None:
    assert check(with_agent(agent_name="郑国栋 ")) == [("seals.agent_is_applicant", "agent_name")]


def test_an_agents_name_is_a_name() -> None:
    assert {field for _rule, field in check(with_agent(agent_name="A" * 70))} == {"agent_name"}


# Dates and findings


def test_nothing_is_verified_tomorrow() -> None:
    assert check(visited_on=TODAY) == []
    assert check(visited_on=TODAY + DAY) == [("seals.visited_in_future", "visited_on")]


def finding(matter: seals.Matter = CONDUCT, **changes: Any) -> list[tuple[str, str]]:
    request = make_request(purpose="应聘", statement="遵纪守法", **changes)
    return found(rules.check_finding(request, matter, today=TODAY))


def test_a_finding_is_written_and_dated() -> None:
    assert finding() == []
    assert finding(make_matter(form=""), finding=" ") == [("seals.field_missing", "finding")]
    assert finding(make_matter(form=""), visited_on=None) == [("seals.field_missing", "visited_on")]
    assert finding(visited_on=TODAY + DAY) == [("seals.visited_in_future", "visited_on")]
    assert finding(finding="长" * 1001) == [("seals.too_long", "finding")]


@pytest.mark.parametrize("form", sorted(FORM_FIELDS))
def test_no_blank_paper_is_sealed(form: str) -> None:
    matter = make_matter(form=form)
    full = make_request(purpose="应聘", statement="遵纪守法")
    assert rules.check_paper(full, matter) == []
    for field in FORM_FIELDS[form]:
        blank: Any = None if field == "visited_on" else " "
        assert found(rules.check_paper(replace(full, **{field: blank}), matter)) == [
            ("seals.blank_paper", field)
        ]


def test_a_statement_is_asked_for_where_the_paper_has_one() -> None:
    asked = {form: asks_statement(make_matter(form=form)) for form in ("", *FORM_FIELDS)}
    assert asked == {
        "": False,
        "certificate_pension": False,
        "certificate_conduct": True,
        "certificate_facts": True,
        "introduction": False,
    }


def test_a_paper_the_resident_brings_has_no_fields_of_ours() -> None:
    assert rules.check_paper(seals.UseRequest(seal=1, matter="09"), make_matter(form="")) == []


# States


@pytest.mark.parametrize("kind", list(StepKind))
@pytest.mark.parametrize("state", list(State))
def test_a_step_is_possible_only_from_its_states(kind: StepKind, state: State) -> None:
    possible = {
        (StepKind.FINDING_SIGNED, State.TO_VERIFY),
        (StepKind.APPROVED, State.TO_APPROVE),
        (StepKind.RETURNED, State.TO_VERIFY),
        (StepKind.RETURNED, State.TO_APPROVE),
        (StepKind.REFUSED, State.TO_VERIFY),
        (StepKind.REFUSED, State.TO_APPROVE),
        (StepKind.SEALED, State.TO_SEAL),
        (StepKind.FILED, State.TO_KEEP),
        (StepKind.VOIDED, State.TO_SEAL),
        (StepKind.VOIDED, State.TO_KEEP),
        (StepKind.VOIDED, State.FILED),
    }
    problems = gates.check_step_follows(make_entry(state), kind)
    assert found(problems) == ([] if (kind, state) in possible else [("seals.wrong_state", "")])


def test_every_step_leads_to_a_state_and_every_state_has_words() -> None:
    assert set(rules.AFTER_STEP) == set(rules.MAY_FOLLOW) == set(StepKind) == set(seals.STEP_WORDS)
    assert set(seals.STATE_WORDS) == set(State)
    assert len(State) == 9


# Who approves


def approving(
    number: int, *delegations: Delegation, keeper_may_approve: bool = True, entry: SealUse | None = None
) -> tuple[list[str], int | None]:
    problems, in_place_of = gates.check_approver(
        entry or make_entry(),
        make_account(number),
        delegations,
        today=TODAY,
        keeper_may_approve=keeper_may_approve,
    )
    return [problem.rule for problem in problems], in_place_of


def deputy(number: int = COLLEAGUE, approver: int = APPROVER, day: int = 0, **changes: Any) -> Delegation:
    return Delegation(70, approver, number, TODAY + day * DAY, TODAY + day * DAY, "休假", **changes)


def test_the_approver_approves() -> None:
    assert approving(APPROVER) == ([], None)


@pytest.mark.parametrize("number", [HANDLER, COLLEAGUE, ADMIN, AUDITOR])
def test_nobody_else_approves(number: int) -> None:
    assert approving(number) == (["people.not_allowed"], None)


def test_the_handler_never_approves_what_they_handled() -> None:
    assert approving(APPROVER, entry=make_entry(handler=APPROVER)) == (["seals.handler_is_approver"], None)
    assert approving(HANDLER, deputy(HANDLER)) == (["seals.handler_is_approver"], APPROVER)


def test_nobody_approves_in_the_handlers_place() -> None:
    entry = make_entry(handler=APPROVER)
    assert approving(COLLEAGUE, deputy(), entry=entry) == (["seals.handler_is_approver"], APPROVER)
    assert approving(COLLEAGUE, deputy(), deputy(approver=9), entry=entry) == ([], 9)


def test_the_keeper_approves_only_where_the_office_allows_it() -> None:
    assert approving(APPROVER, keeper_may_approve=False) == (["seals.keeper_is_approver"], None)
    entry = make_entry(seal=make_seal(keeper=COLLEAGUE))
    assert approving(APPROVER, keeper_may_approve=False, entry=entry) == ([], None)


def test_a_deputy_approves_on_the_days_given() -> None:
    assert approving(COLLEAGUE, deputy()) == ([], APPROVER)
    assert approving(COLLEAGUE, deputy(day=1)) == (["people.not_allowed"], None)
    assert approving(COLLEAGUE, deputy(day=-1)) == (["people.not_allowed"], None)
    assert approving(COLLEAGUE, deputy(revoked=True)) == (["people.not_allowed"], None)
    assert approving(COLLEAGUE, deputy(HANDLER)) == (["people.not_allowed"], None)


@pytest.mark.parametrize("number", [ADMIN, AUDITOR])
def test_administrator_and_auditor_are_no_deputies(number: int) -> None:
    assert approving(number, deputy(number)) == (["people.not_allowed"], None)


# What happens to an approved paper


def sealing(
    state: State = State.TO_SEAL,
    by: int = APPROVER,
    impressions: int | None = 1,
    place: str = "办公室",
    witness: str = "",
    keeper: int = APPROVER,
) -> list[tuple[str, str]]:
    entry = make_entry(state, seal=make_seal(keeper=keeper))
    return found(gates.check_sealing(entry, make_account(by), impressions, place, witness))


def test_the_keeper_seals_an_approved_paper() -> None:
    assert sealing() == []
    assert sealing(witness="吴敏", impressions=999, place="长" * 100) == []
    assert sealing(State.TO_APPROVE) == [("seals.wrong_state", "")]
    assert sealing(by=HANDLER) == [("people.not_allowed", "")]
    assert sealing(keeper=HANDLER) == [("seals.other_keeper", "keeper")]


@pytest.mark.parametrize("impressions", [0, -1, 1000, None])
def test_impressions_are_counted(impressions: int | None) -> None:
    assert sealing(impressions=impressions) == [("seals.impressions", "impressions")]


def test_place_and_witness_are_words() -> None:
    assert sealing(place=" ") == [("seals.place_missing", "place")]
    assert sealing(place="长" * 101) == [("seals.place_unfit", "place")]
    assert sealing(place="办\n公室") == [("seals.place_unfit", "place")]
    assert sealing(witness="长" * 101) == [("seals.witness_unfit", "witness")]
    assert sealing(witness="吴\x00敏") == [("seals.witness_unfit", "witness")]


def test_a_return_says_what_is_missing() -> None:
    assert gates.check_return(make_entry(), "缺近期照片") == []
    assert found(gates.check_return(make_entry(), " ")) == [("seals.return_reason", "text")]
    assert found(gates.check_return(make_entry(), "长" * 1001)) == [("seals.reason_unfit", "text")]
    assert found(gates.check_return(make_entry(), "缺\x07照片")) == [("seals.reason_unfit", "text")]
    assert found(gates.check_return(make_entry(State.FILED), "缺")) == [("seals.wrong_state", "")]


def test_a_refusal_names_a_reason_of_the_list() -> None:
    for reason in seals.REFUSAL_REASONS:
        assert gates.check_refusal(make_entry(), reason) == []
    for reason in ("", "不想办", seals.REFUSAL_REASONS[0] + "。"):
        assert found(gates.check_refusal(make_entry(), reason)) == [("seals.refusal_reason", "text")]


def test_an_opinion_has_a_length() -> None:
    assert gates.check_opinion("同意。\n请核对。") == []
    assert found(gates.check_opinion("长" * 1001)) == [("seals.reason_unfit", "text")]


def test_a_void_paper_keeps_both_halves_and_its_reason() -> None:
    entry = make_entry(State.FILED)
    assert gates.check_void(entry, "打印错误", halves_kept=True) == []
    assert found(gates.check_void(entry, " ", halves_kept=True)) == [("seals.void_reason", "text")]
    assert found(gates.check_void(entry, "打印错误", halves_kept=False)) == [
        ("seals.void_halves", "halves_kept")
    ]
    assert found(gates.check_void(entry, "长" * 1001, halves_kept=True)) == [("seals.reason_unfit", "text")]


# The seal


def test_a_seal_is_as_the_state_council_allows() -> None:
    for diameter in (20, 42, 45):
        assert rules.check_seal(make_seal(diameter_mm=diameter)) == []
    for diameter in (19, 46):
        assert found(rules.check_seal(make_seal(diameter_mm=diameter))) == [("seals.diameter", "diameter_mm")]
    assert found(rules.check_seal(make_seal(name=" ", book_code="", issuer="\u3000"))) == [
        ("seals.seal_name", "seal_name"),
        ("seals.book_code", "book_code"),
        ("seals.issuer", "issuer"),
    ]


def test_a_register_number_has_no_leading_zeros() -> None:
    assert make_seal().entry_number(2026, 7) == "梧社印〔2026〕7 号"


def test_a_matter_has_a_small_mark() -> None:
    assert make_matter().tag == "社保10"


def test_the_last_step_of_a_kind_is_found() -> None:
    def step(seq: int, kind: StepKind) -> Step:
        return Step(seq, 60, kind, START, APPROVER, "陈志明", APPROVER, "陈志明")

    entry = make_entry(steps=(step(61, StepKind.FINDING_SIGNED), step(62, StepKind.APPROVED)))
    approved = entry.step(StepKind.APPROVED)
    assert approved is not None
    assert approved.seq == 62
    assert entry.step(StepKind.SEALED) is None
