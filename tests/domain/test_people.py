"""Who may do what: passwords, roles kept apart, the smallest office, deputies, locks."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from desktop.domain import people as rules
from desktop.domain.people import Account, Delegation, Role
from desktop.domain.problems import Problem
from tests.builders import ADMIN, APPROVER, AUDITOR, COLLEAGUE, HANDLER, START, TODAY, make_account

DAY = timedelta(days=1)


def names(problems: Iterable[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("Abcdef12", []),
        ("abcdef1!", []),
        ("ABCDEF1！", []),
        ("Abcde12", ["people.password_length"]),
        ("", ["people.password_length"]),
        ("abcdef12", ["people.password_classes"]),
        ("ABCDEFGH!", ["people.password_classes"]),
        ("黄建平Abc12", ["people.password_name"]),
        ("黄建平", ["people.password_length", "people.password_name"]),
    ],
)
def test_a_password_is_long_and_mixed_enough(password: str, found: list[str]) -> None:
    assert names(rules.check_password(password, "黄建平")) == found


def test_a_person_without_a_name_has_no_name_in_the_password() -> None:
    assert rules.check_password("Abcdef12", "") == []


def test_an_account_has_a_name_of_its_own_and_a_role() -> None:
    others = [make_account(HANDLER)]
    assert rules.check_account("王芳", {Role.HANDLER}, others) == []
    assert names(rules.check_account("", {Role.HANDLER}, others)) == ["people.name_empty"]
    assert names(rules.check_account("黄建平", {Role.KEEPER}, others)) == ["people.name_taken"]
    assert names(rules.check_account("王芳", (), others)) == ["people.role_missing"]
    roles = {Role.HANDLER}
    assert rules.check_account("长" * 40, roles, others, title="长" * 40) == []
    assert names(rules.check_account("长" * 41, roles, others)) == ["people.name_unfit"]
    assert names(rules.check_account("王\x07芳", roles, others)) == ["people.name_unfit"]
    assert names(rules.check_account("王芳", roles, others, title="长" * 41)) == ["people.title_unfit"]


@pytest.mark.parametrize("pair", rules.APART)
def test_duties_that_watch_each_other_are_never_one_persons(pair: tuple[Role, Role]) -> None:
    assert names(rules.check_account("王芳", pair, [])) == ["people.duties_apart"]


@pytest.mark.parametrize(
    "roles",
    [
        {Role.APPROVER, Role.KEEPER},
        {Role.HANDLER, Role.KEEPER},
        {Role.HANDLER, Role.APPROVER},
        {Role.HANDLER, Role.ADMINISTRATOR},
        {Role.STREET_LEADER, Role.APPROVER},
    ],
)
def test_other_roles_may_be_one_persons(roles: set[Role]) -> None:
    assert rules.check_account("王芳", roles, []) == []


def staff(*roles: set[Role]) -> list[Account]:
    return [Account(n, f"人{n}", "", frozenset(held)) for n, held in enumerate(roles, 1)]


THREE = ({Role.HANDLER}, {Role.APPROVER, Role.KEEPER}, {Role.ADMINISTRATOR})


def test_three_persons_make_an_office() -> None:
    assert rules.check_staff(staff(*THREE)) == []


def test_two_persons_are_too_few() -> None:
    found = rules.check_staff(staff({Role.HANDLER, Role.ADMINISTRATOR}, {Role.APPROVER, Role.KEEPER}))
    assert names(found) == ["people.office_too_small"]


def test_inactive_persons_do_not_count() -> None:
    people = [*staff(*THREE), make_account(AUDITOR, active=False)]
    assert rules.check_staff(people) == []
    people[2] = Account(3, "人3", "", frozenset({Role.ADMINISTRATOR}), active=False)
    assert names(rules.check_staff(people)) == ["people.office_too_small", "people.role_unfilled"]


@pytest.mark.parametrize("role", [Role.HANDLER, Role.APPROVER, Role.KEEPER, Role.ADMINISTRATOR])
def test_each_duty_is_somebodys(role: Role) -> None:
    people = staff(*(held - {role} or {Role.AUDITOR} for held in THREE))
    assert names(rules.check_staff(people)) == ["people.role_unfilled"]


def test_the_only_handler_is_not_the_only_approver() -> None:
    both = {Role.HANDLER, Role.APPROVER}
    assert names(rules.check_staff(staff(both, {Role.KEEPER}, {Role.ADMINISTRATOR}))) == [
        "people.handler_is_only_approver"
    ]
    assert rules.check_staff(staff(both, both, {Role.KEEPER}, {Role.ADMINISTRATOR})) == []
    assert rules.check_staff(staff(both, {Role.HANDLER, Role.KEEPER}, {Role.ADMINISTRATOR})) == []


def test_only_the_role_may() -> None:
    assert rules.check_role(make_account(APPROVER), Role.APPROVER) == []
    assert rules.check_role(make_account(APPROVER), Role.HANDLER, Role.KEEPER) == []
    refused = rules.check_role(make_account(HANDLER), Role.APPROVER, Role.KEEPER)
    assert [problem.message for problem in refused] == [
        "您不能做这件事。这件事由批准人、印章管理人办理。请他们登录后办理。"
    ]


def test_an_inactive_person_holds_no_role() -> None:
    assert names(rules.check_role(make_account(APPROVER, active=False), Role.APPROVER)) == [
        "people.not_allowed"
    ]


def test_roles_are_named_in_a_fixed_order() -> None:
    assert make_account(APPROVER).role_words == "批准人、印章管理人"


@pytest.mark.parametrize(
    ("number", "signs"), [(HANDLER, True), (APPROVER, True), (ADMIN, False), (AUDITOR, False)]
)
def test_administrator_and_auditor_do_not_sign(number: int, signs: bool) -> None:
    assert make_account(number).signs is signs


def delegated(
    approver: int = APPROVER,
    deputy: int = COLLEAGUE,
    first: int = 0,
    last: int = 0,
    *,
    active: bool = True,
    reason: str = "开会",
) -> list[str]:
    found = rules.check_delegation(
        make_account(approver),
        make_account(deputy, active=active),
        TODAY + first * DAY,
        TODAY + last * DAY,
        reason,
        today=TODAY,
    )
    return names(found)


def test_a_deputy_is_named_for_dated_days() -> None:
    assert delegated() == []
    assert delegated(first=1, last=30) == []
    assert delegated(first=2, last=1) == ["people.delegation_days"]
    assert delegated(first=-2, last=-1) == ["people.delegation_past"]
    assert delegated(first=-1, last=0) == ["people.delegation_backdated"]


def test_a_delegation_has_a_reason_of_one_line() -> None:
    assert delegated(reason="长" * 100) == []
    assert delegated(reason=" ") == ["people.delegation_reason"]
    assert delegated(reason="长" * 101) == delegated(reason="开\n会") == ["people.reason_unfit"]


def test_a_deputy_is_another_working_person_who_may_approve() -> None:
    assert delegated(deputy=APPROVER) == ["people.deputy_self"]
    assert delegated(active=False) == ["people.deputy_self"]
    assert delegated(deputy=ADMIN) == ["people.deputy_apart"]
    assert delegated(deputy=AUDITOR) == ["people.deputy_apart"]
    assert delegated(approver=HANDLER) == ["people.not_allowed"]


def test_a_delegation_covers_both_its_days_unless_revoked() -> None:
    days = Delegation(9, APPROVER, COLLEAGUE, TODAY, TODAY + DAY, "休假")
    covered = [days.covers(TODAY + offset * DAY) for offset in (-1, 0, 1, 2)]
    assert covered == [False, True, True, False]
    assert not Delegation(9, APPROVER, COLLEAGUE, TODAY, TODAY, "休假", revoked=True).covers(TODAY)


def test_five_wrong_passwords_lock_for_ten_minutes() -> None:
    assert rules.locked_until(5, START) == START + timedelta(minutes=10)
    assert rules.locked_until(6, START) == START + timedelta(minutes=10)
    assert rules.locked_until(4, START) is None
    assert rules.locked_until(5, None) is None
