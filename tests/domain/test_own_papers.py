"""Papers of the office's own in the register: what they need, and what they may not have."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain import checking
from desktop.domain.papers import OwnPaper
from desktop.domain.problems import Refused
from desktop.domain.seals import rules
from desktop.domain.seals.fillings import OWN_PAPERS, form_of, impressions_each
from desktop.domain.seals.records import SealUse, State, UseRequest
from tests.builders import MATERIALS, START, TODAY, id_number, make_matter, make_request, make_seal

ANNOUNCEMENT = UseRequest(
    seal=1,
    matter="10",
    applicant_name="榕荫社区居民委员会",
    recipient="公开张贴",
    document="关于清理楼道的公告",
    finding="文稿已核对",
    own_paper=OwnPaper("announcement", "{}"),
)
INTRODUCTION = replace(
    ANNOUNCEMENT,
    applicant_name="郑国栋",
    applicant_id_number=id_number(),
    own_paper=OwnPaper("introduction", "{}"),
)


def objections(request: UseRequest, **matter: Any) -> list[tuple[str, str]]:
    problems = rules.check_request(request, make_matter(**matter), make_seal(), authorised=16, today=TODAY)
    return [(problem.rule, problem.field) for problem in problems]


@pytest.mark.parametrize("kind", ["announcement", "office_letter"])
def test_the_office_itself_needs_neither_id_number_nor_address_nor_materials(kind: str) -> None:
    assert objections(replace(ANNOUNCEMENT, own_paper=OwnPaper(kind, "{}"))) == []


def test_the_same_entry_of_a_resident_needs_all_of_them() -> None:
    assert objections(replace(ANNOUNCEMENT, own_paper=None)) == [
        ("text.id_number_empty", "applicant_id_number"),
        ("seals.field_missing", "applicant_address"),
        ("seals.materials_missing", "materials"),
    ]


def test_an_introduction_names_its_person_whole() -> None:
    assert objections(INTRODUCTION) == []
    assert objections(replace(INTRODUCTION, applicant_id_number="")) == [
        ("text.id_number_empty", "applicant_id_number")
    ]


@pytest.mark.parametrize("field", ["applicant_name", "recipient", "document", "finding"])
def test_what_an_own_paper_cannot_do_without(field: str) -> None:
    lacking: dict[str, Any] = {field: " "}
    assert objections(replace(ANNOUNCEMENT, **lacking)) == [("seals.field_missing", field)]


@pytest.mark.parametrize(
    "changes",
    [
        {"materials": MATERIALS},
        {"late": True, "used_at": START},
        {"applicant_id_number": id_number()},
    ],
)
def test_an_own_paper_has_nothing_of_a_resident(changes: dict[str, Any]) -> None:
    assert objections(replace(ANNOUNCEMENT, **changes)) == [("seals.own_paper", "own_paper")]


def test_an_own_paper_has_no_agent() -> None:
    request = replace(ANNOUNCEMENT, agent_name="郑小芳", agent_relation="女儿", agent_id_number=id_number())
    assert objections(request) == [("seals.own_paper", "own_paper")]


@pytest.mark.parametrize("kind", ["box_labels", "certificate_facts", ""])
def test_only_papers_that_bear_a_seal_are_entered(kind: str) -> None:
    assert objections(replace(ANNOUNCEMENT, own_paper=OwnPaper(kind, "{}"))) == [
        ("seals.own_kind", "own_paper")
    ]


def test_an_own_paper_needs_an_authorised_matter_as_all_do() -> None:
    assert objections(ANNOUNCEMENT, seal=2) == [("seals.out_of_scope", "matter")]


def test_nobody_is_visited_for_an_own_paper() -> None:
    matter = make_matter()
    assert rules.check_finding(ANNOUNCEMENT, matter, today=TODAY) == []
    early = replace(ANNOUNCEMENT, visited_on=date(2026, 9, 2))
    assert [p.rule for p in rules.check_finding(early, matter, today=TODAY)] == ["seals.visited_in_future"]
    resident = make_request(visited_on=None)
    assert [p.field for p in rules.check_finding(resident, matter, today=TODAY)] == ["visited_on"] * 2


def use_of(request: UseRequest) -> SealUse:
    return SealUse(
        seq=7,
        seal=make_seal(),
        matter=make_matter(),
        year=2026,
        running=1,
        number="梧社印〔2026〕1 号",
        request=request,
        handler=1,
        handler_name="黄建平",
        submitted_at=START,
        desk=1,
        state=State.TO_APPROVE,
        steps=(),
        kept_copies=(),
    )


@pytest.mark.parametrize("kind", OWN_PAPERS)
def test_what_is_printed_is_the_offices_own_paper(kind: str) -> None:
    use = use_of(replace(ANNOUNCEMENT, own_paper=OwnPaper(kind, "{}")))
    assert form_of(use) == kind
    assert impressions_each(use) == (2 if kind == "introduction" else 1)
    assert form_of(use_of(make_request())) == "certificate_pension"


def test_the_digest_of_a_paper_stands_beside_its_facts_only_where_there_is_one() -> None:
    whole = dict.fromkeys(checking.PRINTED, "") | {"copies": 1, "visited_on": None}
    assert checking.facts_digest({**whole, "paper": ""}) == checking.facts_digest(whole)
    assert checking.facts_digest({**whole, "paper": "ab"}) != checking.facts_digest(whole)
    with pytest.raises(Refused, match="这一项要写文字"):
        checking.facts_digest({**whole, "paper": 1})
