"""The founding and the office's own decisions."""

import pickle
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain import office as rules
from desktop.domain.office import Profile, Settings
from desktop.domain.people import NewAccount, Role
from desktop.domain.problems import Missing, Problem, Refused
from tests.builders import ADMIN, APPROVER, HANDLER, NAMES, PASSWORD, ROLES, make_founding, make_seal

PROFILE = Profile("榕荫社区", "梧桐街道", "思明区")


def names(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.rule, problem.field) for problem in problems]


@pytest.mark.parametrize("smallest", [False, True])
def test_an_office_may_be_founded(smallest: bool) -> None:
    assert rules.check_founding(make_founding(smallest=smallest)) == []


def test_the_committee_is_named_after_the_community() -> None:
    assert PROFILE.committee == "榕荫社区居民委员会"


@pytest.mark.parametrize("field", ["community", "street", "district"])
def test_an_office_says_who_it_is(field: str) -> None:
    def with_value(value: str) -> list[tuple[str, str]]:
        return names(rules.check_profile(replace(PROFILE, **{field: value})))

    assert with_value("长" * 100) == []
    assert with_value(" ") == [("office.profile_empty", field)]
    assert with_value("长" * 101) == [("office.profile_unfit", field)]
    assert with_value("榕\u0007荫") == [("office.profile_unfit", field)]


def person(number: int, **changes: Any) -> NewAccount:
    return replace(NewAccount(NAMES[number], "", ROLES[number], PASSWORD), **changes)


def test_problems_of_a_person_are_named_by_their_place() -> None:
    people = [
        person(HANDLER),
        person(APPROVER, password="short"),
        person(ADMIN, name=NAMES[HANDLER]),
    ]
    assert names(rules.check_founding(make_founding(people=people))) == [
        ("people.password_length", "people.2.password"),
        ("people.name_taken", "people.3.name"),
    ]


def test_an_office_without_people_is_not_founded() -> None:
    found = {rule for rule, _field in names(rules.check_founding(make_founding(people=[])))}
    assert found == {"people.office_too_small", "people.role_unfilled", "office.seal_person"}


def test_keeper_and_approver_are_apart_when_the_office_says_so() -> None:
    assert names(rules.check_founding(make_founding(keeper_may_approve=False))) == [
        ("office.keeper_is_approver", "people")
    ]
    people = [person(HANDLER, roles=frozenset({Role.HANDLER, Role.KEEPER})), person(APPROVER), person(ADMIN)]
    founding = make_founding(people=people, seal=make_seal(keeper=1), keeper_may_approve=False)
    assert rules.check_founding(founding) == []


@pytest.mark.parametrize("changes", [{"keeper": 1}, {"approver": 1}, {"keeper": 9}, {"approver": 0}])
def test_a_seals_people_hold_their_roles(changes: dict[str, int]) -> None:
    founding = make_founding(seal=make_seal(**changes))
    assert names(rules.check_founding(founding)) == [("office.seal_person", "people")]


def test_each_seal_has_a_book_of_its_own() -> None:
    second = make_seal(number=2, book_code="榕居印")
    assert rules.check_founding(make_founding(more_seals=(second,))) == []
    assert names(rules.check_founding(make_founding(more_seals=(replace(second, book_code="梧社印 "),)))) == [
        ("office.same_book", "book_code")
    ]
    assert names(rules.check_founding(make_founding(more_seals=(replace(second, name=""),)))) == [
        ("seals.seal_name", "seal_name")
    ]


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("profile", [PROFILE], [replace(PROFILE, street=""), {"street": "x"}, "榕荫社区"]),
        ("keeper_may_approve", [True, False], [1, "true", None]),
        ("idle_minutes", [1, 15, 240], [0, 241, -5, True, "15", 1.5]),
        ("kept_by_hour", [0, 18, 23], [-1, 24, False, None]),
        ("introduction_days", [1, 7, 90], [0, 91, True, "7"]),
        ("elected_on", ["", "2026-09-01"], ["2026-02-30", "九月", None, 5]),
        ("handover_days", [1, 10, 180], [0, 181, True, "7"]),
        ("notice_days", [1, 30, 180], [0, 181, True, None]),
        ("elsewhere", ["街道办事处", "长" * 100], ["", " ", "长" * 101, "街\u0000道", 5]),
        ("unknown", [], ["x", 1]),
    ],
)
def test_a_decision_makes_sense(name: str, good: list[object], bad: list[object]) -> None:
    assert [rules.check_setting(name, value) for value in good] == [[]] * len(good)
    assert all(rules.check_setting(name, value) for value in bad)


def test_settings_have_defaults() -> None:
    profile = {"community": "榕荫社区", "street": "梧桐街道", "district": "思明区"}
    assert rules.settings_from({"profile": profile}) == Settings(PROFILE, True, 15, "街道办事处", 18, False)
    assert rules.settings_from({"profile": profile, "idle_minutes": 5}).idle_minutes == 5


def test_an_office_without_a_profile_is_none() -> None:
    with pytest.raises(TypeError):
        rules.settings_from({"profile": "榕荫社区"})


def test_refused_says_every_objection() -> None:
    refused = Refused([Problem("a", "甲。"), Problem("b", "乙。")])
    assert str(refused) == "甲。\n乙。"
    assert [problem.rule for problem in refused.problems] == ["a", "b"]
    assert not isinstance(refused, Missing)


def test_refused_comes_home_whole_from_another_process() -> None:
    problems = (Problem("a", "甲。", "copy"), Problem("b", "乙。"))
    again = pickle.loads(pickle.dumps(Refused(problems)))
    assert (type(again), again.problems, str(again)) == (Refused, problems, "甲。\n乙。")
