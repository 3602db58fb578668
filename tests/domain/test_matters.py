"""The catalogue of matters: its rules, its days, what it must not resemble, and what was stopped."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.domain.seals import Matter, MatterStatus
from desktop.domain.seals import rules as gates
from desktop.domain.seals.matters import (
    LIMITS,
    LIST,
    LONGEST_PART,
    MATTER_WORDS,
    MOST_ALIASES,
    MOST_MATERIALS,
    Change,
    Listed,
    Standing,
    StoppedLine,
    changes,
    check_listed,
    check_matter_change,
    collisions,
    is_self_governing,
    listed_matters,
    shown,
    standing,
    stopped_lines,
)
from desktop.domain.seals.records import Material
from tests.builders import START, TODAY, make_matter, make_request, make_seal

DAY = timedelta(days=1)
GROUND = "民发〔2020〕20号"


def matter(**changes: Any) -> Matter:
    """A matter that may stand in the catalogue."""
    return replace(make_matter(ground="厦思委〔2013〕25号"), **changes)


def elsewhere(**changes: Any) -> Matter:
    """A matter that others issue."""
    kept: dict[str, Any] = {
        "number": 26,
        "code": "E10",
        "group": "不出具",
        "name": "健在证明",
        "short_name": "健在证明",
        "status": MatterStatus.ELSEWHERE,
        "elsewhere": "社保经办机构",
        "ground": GROUND,
        "region": "全国",
        "materials": (),
        "form": "",
        "document": "",
    }
    return matter(**(kept | changes))


def found(one: Matter, *others: Matter, before: Matter | None = None) -> list[tuple[str, str]]:
    return [(p.rule.removeprefix("seals.matter_"), p.field) for p in check_matter_change(one, others, before)]


# What may stand in the catalogue


def test_a_whole_matter_may_stand_in_the_catalogue() -> None:
    assert (
        found(matter()) == found(elsewhere()) == found(matter(), elsewhere(), before=matter(name="旧")) == []
    )


@pytest.mark.parametrize("name", ["code", "group", "name", "short_name", "ground", "document"])
def test_what_a_matter_cannot_do_without(name: str) -> None:
    assert found(matter(**{name: " "})) == [("missing", name)]


def test_what_is_issued_elsewhere_says_where_and_needs_no_materials() -> None:
    assert found(elsewhere(elsewhere="")) == [("missing", "elsewhere")]
    assert found(elsewhere(document="", materials=())) == []


def test_a_missing_ground_names_the_law() -> None:
    (problem,) = check_matter_change(matter(ground=""), [])
    assert (problem.message, problem.clause[:8]) == (
        "没有填依据。这一栏不能空着。请补上。",
        "个人信息保护法 ",
    )


@pytest.mark.parametrize("name", list(LIMITS))
def test_a_text_has_an_end(name: str) -> None:
    one = elsewhere if name == "elsewhere" else matter
    assert found(one(**{name: "字" * LIMITS[name]})) == []
    assert found(one(**{name: "字" * (LIMITS[name] + 1)})) == [("too_long", name)]
    assert found(one(**{name: "字\t"})) == [("control_character", name)]


def test_materials_and_other_names_have_an_end_too() -> None:
    assert found(matter(materials=(Material("材" * LONGEST_PART),), aliases=("名" * LONGEST_PART,))) == []
    assert found(matter(materials=(Material("材" * (LONGEST_PART + 1)),))) == [("too_long", "materials")]
    assert found(matter(aliases=("名" * (LONGEST_PART + 1),))) == [("too_long", "aliases")]


def test_an_authorised_matter_names_its_materials_once_each() -> None:
    assert (
        found(matter(materials=()))
        == found(matter(materials=(Material(" "),)))
        == [("materials", "materials")]
    )
    assert found(matter(materials=(Material("户口簿"), Material("")))) == [("materials", "materials")]
    twice = (Material("户口簿"), Material("户口簿", original=True))
    assert found(matter(materials=twice)) == [("materials", "materials")]
    most = tuple(Material(f"材料{n}") for n in range(MOST_MATERIALS))
    assert found(matter(materials=most)) == []
    assert found(matter(materials=(*most, Material("再一份")))) == [("too_many", "materials")]


def test_other_names_are_not_without_number() -> None:
    names = tuple(f"叫法{n}" for n in range(MOST_ALIASES))
    assert found(matter(aliases=names)) == []
    assert found(matter(aliases=(*names, "再一个"))) == [("too_many", "aliases")]


def test_a_code_is_given_once_in_a_seals_catalogue() -> None:
    other = matter(number=3, name="别的事")
    assert found(matter(), other) == [("code_taken", "code")]
    assert found(matter(), replace(other, valid_to=TODAY - DAY)) == [("code_taken", "code")]
    assert found(matter(), replace(other, seal=2)) == found(matter(), replace(other, code="03")) == []


def test_code_and_seal_of_a_matter_stay() -> None:
    before = matter()
    assert found(matter(code="99"), before=before) == [("code_kept", "code")]
    assert found(matter(seal=2), before=before) == [("code_kept", "code")]


def test_only_an_authorised_matter_has_a_paper_of_this_program() -> None:
    assert found(matter(form="certificate_conduct")) == []
    assert found(matter(form="letter")) == found(elsewhere(form="certificate_conduct")) == [("form", "form")]


def test_a_matter_ends_on_its_first_day_at_the_earliest() -> None:
    assert found(matter(valid_from=TODAY, valid_to=TODAY)) == []
    assert found(matter(valid_from=TODAY, valid_to=TODAY - DAY)) == [("dates", "valid_to")]
    assert found(matter(valid_to=TODAY)) == found(matter(valid_from=TODAY)) == []


# Its days


def test_a_matter_counts_from_its_first_day_to_its_last() -> None:
    dated = matter(valid_from=TODAY, valid_to=TODAY + DAY)
    days = [TODAY - DAY, TODAY, TODAY + DAY, TODAY + 2 * DAY]
    assert [dated.in_force(day) for day in days] == [False, True, True, False]
    assert [standing(dated, day) for day in days] == [
        Standing.TO_COME,
        Standing.IN_USE,
        Standing.IN_USE,
        Standing.STOPPED,
    ]
    assert standing(elsewhere(), TODAY) is Standing.ELSEWHERE
    assert standing(elsewhere(valid_to=TODAY - DAY), TODAY) is Standing.STOPPED


def test_a_matter_outside_its_days_is_out_of_scope_in_words() -> None:
    def says(day: date, **changes: Any) -> list[str]:
        checked = gates.check_matter(
            matter(name="残疾人助学补助", **changes), make_seal(), "10", count=16, day=day
        )
        assert {(p.rule, p.field) for p in checked} <= {("seals.out_of_scope", "matter")}
        return [problem.message for problem in checked]

    assert says(TODAY, valid_to=TODAY) == says(TODAY, valid_from=TODAY) == []
    assert says(TODAY + DAY, valid_to=TODAY) == [
        "这件事不能用这枚章。“残疾人助学补助”只授权到 2026年9月1日。请居民到街道办事处办理，或换一个事项。"
    ]
    assert says(TODAY, valid_from=TODAY + DAY, elsewhere="区残联") == [
        "这件事不能用这枚章。“残疾人助学补助”从 2026年9月2日 起才授权。请居民到区残联办理，或换一个事项。"
    ]


def test_a_late_entry_is_measured_by_the_day_of_its_use() -> None:
    ended = matter(valid_to=TODAY - DAY)

    def stopped(**changes: Any) -> bool:
        request = make_request(**changes)
        problems = gates.check_request(request, ended, make_seal(), authorised=15, today=TODAY)
        return "seals.out_of_scope" in [problem.rule for problem in problems]

    assert stopped()
    assert not stopped(late=True, used_at=START - DAY)
    assert stopped(late=True, used_at=START)


# What it must not resemble

SEEMS = {"健在证明": ("养老金身份确认",)}


def meets(name: str, issuer: str = "梧桐街道办事处", **changes: Any) -> list[tuple[str, bool]]:
    listed = listed_matters([elsewhere(aliases=("生存证明",))], SEEMS, TODAY)
    listed.append(Listed("现实表现证明", ("现实表现",), "有的地方列了它", binding=False))
    one = matter(name=name, short_name="", **changes)
    return [(c.listed.name, c.refused) for c in collisions(one, listed, make_seal(issuer=issuer))]


def test_a_matter_that_resembles_a_listed_one_is_seen() -> None:
    assert (
        meets("养老金身份确认证明")
        == meets("居民健在证明")
        == meets("居住", aliases=("生存证明",))
        == [("健在证明", False)]
    )
    assert meets("居住证明") == []
    assert meets("健在证明", status=MatterStatus.ELSEWHERE) == []


def test_the_list_binds_a_committee_and_warns_a_street() -> None:
    committee = "榕荫社区居民委员会"
    assert meets("健在证明", committee) == [("健在证明", True)]
    assert meets("健在证明、现实表现", committee) == [("健在证明", True), ("现实表现证明", False)]
    assert is_self_governing(make_seal(issuer="第一小组", name="榕荫社区居委会公章"))
    assert not is_self_governing(make_seal(issuer="榕荫社区居民选举委员会"))


def test_a_list_counts_on_its_days_only() -> None:
    ended = elsewhere(valid_to=TODAY - DAY)
    assert [one.name for one in listed_matters([elsewhere(), ended, matter()], {}, TODAY)] == ["健在证明"]


def test_a_collision_says_what_is_to_be_done() -> None:
    listed = listed_matters([elsewhere()], {}, TODAY)
    (warned,) = collisions(matter(name="健在证明"), listed, make_seal())
    assert warned.message == (
        "它与“健在证明”相近，见民发〔2020〕20号（全国）。这份清单管居委会，本章落款是梧桐街道办事处，"
        "不受它约束。请先问清本区还办不办、由谁出具：社保经办机构。"
    )
    assert check_listed([warned]) == []
    (refused,) = collisions(matter(name="健在证明"), listed, make_seal(issuer="榕荫社区居民委员会"))
    assert refused.message == (
        "居委会不能出具它。它与“健在证明”相近，见民发〔2020〕20号（全国）。请改为由别处出具：社保经办机构。"
    )
    (problem,) = check_listed([refused])
    assert (problem.rule, problem.field, problem.clause) == ("seals.matter_listed", "name", LIST)
    (local,) = collisions(
        matter(name="现实表现"),
        [Listed("现实表现证明", ("现实表现",), "有的地方列了它", binding=False)],
        make_seal(),
    )
    assert local.message == ("它与“现实表现证明”相近。全国的清单里没有，有的地方列了它。请先问清本区的规定。")


# Its history


def test_what_changed_is_told_part_by_part() -> None:
    before = matter(materials=(Material("居民身份证", original=True),))
    after = replace(
        before,
        materials=(Material("居民身份证", original=True), Material("照片")),
        aliases=("生存认证",),
        valid_to=date(2026, 12, 31),
        status=MatterStatus.ELSEWHERE,
        note="先电话约",
    )
    told = changes(before, after)
    assert told == (
        Change("status", "本印章", "由别处出具"),
        Change("materials", "居民身份证（看原件）", "居民身份证（看原件）、照片"),
        Change("valid_to", "—", "2026年12月31日"),
        Change("aliases", "", "生存认证"),
        Change("note", "—", "先电话约"),
    )
    assert [one.word for one in told] == ["由谁出具", "要看的材料", "截止日期", "别的叫法", "提醒"]
    assert changes(before, before) == ()
    assert shown(before, "name") == before.name
    assert set(MATTER_WORDS) == {
        name for name in Matter.__dataclass_fields__ if name not in ("number", "seal")
    }


# What was stopped


def test_stopped_requests_are_summed_under_the_matter_they_mean() -> None:
    listed = [matter(aliases=("生存证明",)), elsewhere()]
    asked = [(1, "健在证明"), (3, " 健在 证明"), (3, "生存证明"), (12, "开公司"), (12, "")]
    lines = stopped_lines(asked, listed)
    assert [(line.asked, line.number, line.total) for line in lines] == [
        ("健在证明", 26, 2),
        ("其他", None, 1),
        ("开公司", None, 1),
        (listed[0].name, 10, 1),
    ]
    assert lines[0] == StoppedLine("健在证明", 26, (1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0))


def test_words_that_may_name_a_person_are_summed_under_one_heading() -> None:
    lines = stopped_lines([(5, "王芳的证明"), (6, "张伟的证明")], [], words_shown=False)
    assert [(line.asked, line.total, line.months[4:6]) for line in lines] == [("其他", 2, (1, 1))]
