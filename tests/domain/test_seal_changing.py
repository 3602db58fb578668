"""What may be put right in a seal's description, and who says who approves."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from desktop.domain.people import Account, Role
from desktop.domain.seals import Seal
from desktop.domain.seals.life import LifeKind, LifeStep
from desktop.domain.seals.life.changing import check_seal_change, may_appoint, may_describe
from desktop.domain.seals.life.rules import SPECIAL
from tests.builders import ADMIN, APPROVER, COLLEAGUE, HANDLER, START, make_account, make_seal

LEADER, SECOND = 6, 7
BEFORE = make_seal(kind=SPECIAL, material="铜")
PEOPLE = {number: make_account(number) for number in (HANDLER, APPROVER, ADMIN, COLLEAGUE)} | {
    LEADER: Account(LEADER, "吴国强", "街道主任", frozenset({Role.STREET_LEADER})),
    SECOND: Account(SECOND, "何美兰", "副主任", frozenset({Role.APPROVER})),
}


def check(after: Seal, *, clerk: int = APPROVER, **others: Any) -> list[tuple[str, str]]:
    known: dict[str, Any] = {"life": (), "entries": 0, "keeper_may_approve": True}
    problems = check_seal_change(BEFORE, after, (), PEOPLE, clerk=PEOPLE[clerk], **(known | others))
    return [(problem.rule, problem.field) for problem in problems]


def ended(kind: LifeKind) -> LifeStep:
    at: datetime = START
    return LifeStep(1, 1, kind, at, APPROVER, "陈志明", APPROVER, "陈志明", at.date())


def test_the_keeper_and_the_leader_put_right_what_is_written() -> None:
    material = replace(BEFORE, material="铜镀镍")
    assert [number for number in PEOPLE if may_describe(PEOPLE[number], BEFORE)] == [APPROVER, LEADER]
    assert (check(material), check(material, clerk=LEADER)) == ([], [])
    for number in (HANDLER, ADMIN, SECOND):
        assert check(material, clerk=number) == [("seals.other_describer", "")]


def test_who_approves_is_named_by_whom_it_concerns() -> None:
    other = replace(BEFORE, approver=SECOND)
    assert [n for n in PEOPLE if may_appoint(PEOPLE[n], BEFORE)] == [APPROVER, ADMIN, LEADER]
    for number in (APPROVER, ADMIN, LEADER):
        assert check(other, clerk=number) == []
    for number in (HANDLER, SECOND):
        assert check(other, clerk=number) == [("seals.other_appointer", "approver")]
    assert check(replace(BEFORE, approver=HANDLER)) == [("seals.new_approver", "approver")]


def test_where_keeping_and_approving_are_apart_the_keeper_is_not_named() -> None:
    before = replace(BEFORE, approver=SECOND)
    found = check_seal_change(
        before,
        BEFORE,
        (),
        PEOPLE,
        clerk=PEOPLE[LEADER],
        life=(),
        entries=0,
        keeper_may_approve=False,
    )
    assert [(problem.rule, problem.field) for problem in found] == [("seals.approver_keeps", "approver")]


def test_the_code_stays_as_long_as_the_years_book_has_entries() -> None:
    code = replace(BEFORE, book_code="梧街印")
    assert check(code) == []
    assert check(code, entries=1) == [("seals.code_in_use", "book_code")]
    assert check(replace(BEFORE, material="钢"), entries=1) == []


def test_a_description_stands_by_the_rules_of_a_new_seal() -> None:
    assert check(replace(BEFORE, diameter_mm=60)) == [("seals.diameter", "diameter_mm")]
    assert check(replace(BEFORE, issuer="别的街道")) == [("seals.name_statutory", "seal_name")]
    assert check(BEFORE) == [("seals.seal_unchanged", "")]


@pytest.mark.parametrize("kind", [LifeKind.SURRENDERED, LifeKind.SEALED_AWAY, LifeKind.DESTROYED])
def test_a_seal_whose_life_ended_keeps_its_description(kind: LifeKind) -> None:
    assert check(replace(BEFORE, material="钢"), life=(ended(kind),)) == [("seals.seal_ended", "")]
    assert check(replace(BEFORE, material="钢"), life=(ended(LifeKind.STOPPED),)) == []
