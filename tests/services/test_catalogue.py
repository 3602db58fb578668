"""The catalogue of matters is changed by those who answer for it, version by version, and kept in the log."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.domain.problems import Missing, Stale
from desktop.domain.seals import Material, Matter, MatterStatus
from desktop.domain.seals.matters import Change, check_matter_change
from desktop.domain.seals.templates import LOCKED
from desktop.paths import RESOURCES
from desktop.services import matters, seals
from desktop.services.office import Office
from desktop.services.seals import catalogue, uses
from desktop.storage.seals import book
from tests import builders
from tests.builders import APPROVER, SEAL, START, TODAY, MovableClock, make_request, make_seal
from tests.conftest import MakeUse
from tests.services.watch import refused, rules_of, written

DAY = timedelta(days=1)
COMMITTEE = 2


def new_matter(**changes: Any) -> Matter:
    """A seventeenth matter."""
    matter = Matter(
        number=0,
        seal=SEAL,
        code="17",
        group="助残",
        name="残疾人驾照培训补助",
        short_name="驾照培训补助",
        document="申请表",
        materials=(Material("居民身份证", original=True), Material("培训发票")),
        ground="思残联〔2026〕3号",
    )
    return replace(matter, **changes)


def the(office: Office, code: str) -> Matter:
    return next(matter for matter in seals.list_matters(office, SEAL) if matter.code == code)


def add_committee(office: Office) -> None:
    """A seal of the residents' committee itself."""
    with office.write() as work:
        seal = make_seal(
            number=COMMITTEE, name="榕荫社区居民委员会", book_code="榕委印", issuer="榕荫社区居民委员会"
        )
        book.put_seal(work, seal)
        work.record("seals.seal_registered", ("seal", COMMITTEE))


# The program's own list


def test_the_programs_list_stands_by_the_rules_and_has_its_days(handler: Office) -> None:
    listed = matters.seed_matters(SEAL)
    assert [check_matter_change(one, [o for o in listed if o is not one]) for one in listed] == [[]] * 36
    assert {(m.status, m.region, m.valid_from and m.valid_from.isoformat()) for m in listed} == {
        (MatterStatus.ALLOWED, "厦门市思明区", None),
        (MatterStatus.ELSEWHERE, "全国", "2020-04-28"),
    }
    assert seals.list_matters(handler, SEAL) == listed


def test_the_resemblances_of_the_handbook_are_seen_and_no_others(handler: Office) -> None:
    found = seals.collisions_of(handler, SEAL)
    assert {number: [c.listed.name for c in those] for number, those in found.items()} == {
        9: ["居民财产证明"],
        10: ["健在证明"],
        14: ["居民就业状况证明"],
        15: ["现实表现证明"],
        16: ["现实表现证明"],
    }
    assert not any(c.refused for those in found.values() for c in those)


def test_every_resemblance_names_a_listed_certificate(handler: Office) -> None:
    known = json.loads((RESOURCES / "matters" / "collisions.json").read_text("utf-8"))
    names = {m.name for m in seals.list_matters(handler, SEAL) if m.status is MatterStatus.ELSEWHERE}
    assert set(known["resembles"]) <= names


# Changes


def test_a_matter_is_added_as_one_row_and_one_event(approver: Office) -> None:
    with written(approver) as log:
        added = seals.add_matter(
            approver,
            new_matter(
                name=" 残疾人驾照培训补助 ",
                aliases=("学车", " ", "学车 "),
                materials=(Material(" 居民身份证 ", original=True), Material(" ")),
            ),
        )
    assert log.said() == [
        ("seals.matter_listed", ("matter", 37), {"code": "17", "name": "残疾人驾照培训补助"})
    ]
    assert added == new_matter(
        number=37, aliases=("学车",), materials=(Material("居民身份证", original=True),)
    )
    assert the(approver, "17") == added


def test_a_matter_issued_elsewhere_has_no_materials_and_no_paper(approver: Office) -> None:
    added = seals.add_matter(
        approver,
        new_matter(code="E21", status=MatterStatus.ELSEWHERE, elsewhere="区残联", form="certificate_conduct"),
    )
    assert (added.materials, added.form, added.document) == ((), "", "")


def test_a_changed_matter_is_a_new_version_and_old_entries_keep_theirs(
    approver: Office, make_use: MakeUse
) -> None:
    old = make_use()
    before = the(approver, "10")
    wanted = replace(before, name="养老金领取资格核实", materials=(Material("居民身份证"),))
    with written(approver) as log:
        assert seals.change_matter(approver, wanted, before=before) == wanted
    assert log.said() == [
        ("seals.matter_changed", ("matter", 10), {"code": "10", "changed": ["name", "materials"]})
    ]
    assert the(approver, "10") == wanted
    assert seals.get_use(approver, old.seq).matter == before
    new = make_use(materials=("居民身份证",))
    assert new.matter == wanted


def test_somebody_elses_change_is_not_written_over(approver: Office) -> None:
    before = the(approver, "10")
    seals.change_matter(approver, replace(before, note="先电话约"), before=before)
    with written(approver) as log, pytest.raises(Stale) as caught:
        seals.change_matter(approver, replace(before, note="不用约"), before=before)
    assert str(caught.value).startswith("“在厦居住的异地退休人员领取养老金身份确认证明”刚被别人改过。")
    assert log == []


def test_a_matter_is_stopped_after_its_last_day(
    approver: Office, handler: Office, clock: MovableClock
) -> None:
    with written(approver) as log:
        stopped = seals.stop_matter(approver, 10, TODAY)
    assert log.said() == [
        ("seals.matter_stopped", ("matter", 10), {"code": "10", "last_day": TODAY.isoformat()})
    ]
    assert stopped.valid_to == TODAY
    assert uses.check_request(handler, make_request()) == []
    uses.submit_use(handler, make_request())
    clock.advance(days=1)
    problems = uses.check_request(handler, make_request())
    assert [problem.message for problem in problems] == [
        "这件事不能用这枚章。“在厦居住的异地退休人员领取养老金身份确认证明”只授权到 2026年9月1日。"
        "请居民到街道办事处办理，或换一个事项。"
    ]
    assert refused(handler, lambda: uses.submit_use(handler, make_request())) == [
        ("seals.out_of_scope", "matter")
    ]
    used_at = START + timedelta(minutes=30)
    late = make_request(late=True, used_at=used_at, late_reason="停电", slip_number="7")
    assert uses.submit_use(handler, late).request.used_at == used_at


def test_only_what_counts_on_the_day_is_counted(
    approver: Office, handler: Office, clock: MovableClock
) -> None:
    seals.stop_matter(approver, 3, TODAY - DAY)
    seals.add_matter(approver, new_matter(valid_from=TODAY + DAY))

    def count() -> str:
        (problem,) = uses.check_request(handler, make_request(matter="开公司"))
        return problem.message.partition("在授权的 ")[2][:2]

    assert count() == "15"
    clock.advance(days=1)
    assert count() == "16"


@pytest.mark.parametrize("number", [builders.HANDLER, builders.ADMIN, builders.AUDITOR])
def test_only_who_answers_for_a_seal_changes_its_matters(
    at_desk: Callable[[int], Office], number: int
) -> None:
    office = at_desk(number)
    for action in (
        lambda: seals.add_matter(office, new_matter()),
        lambda: seals.change_matter(office, replace(the(office, "10"), note="改")),
        lambda: seals.stop_matter(office, 10, TODAY),
    ):
        assert rules_of(refused(office, action)) == ["people.not_allowed"]


def test_who_answers_for_another_seal_changes_none_of_its_matters(approver: Office) -> None:
    with approver.write() as work:
        theirs = make_seal(number=COMMITTEE, book_code="梧居印", keeper=builders.COLLEAGUE, approver=6)
        book.put_seal(work, theirs)
        work.record("seals.seal_registered", ("seal", COMMITTEE))
        book.put_seal(work, make_seal(approver=6))
        work.record("seals.seal_changed", ("seal", SEAL))
    others = new_matter(seal=COMMITTEE)
    assert refused(approver, lambda: seals.add_matter(approver, others)) == [("seals.other_author", "")]
    assert seals.add_matter(approver, new_matter(seal=SEAL)).seal == SEAL


def test_what_the_rules_refuse_is_not_written(approver: Office) -> None:
    unfit = new_matter(code="10", ground="")
    assert refused(approver, lambda: seals.add_matter(approver, unfit)) == [
        ("seals.matter_missing", "ground"),
        ("seals.matter_code_taken", "code"),
    ]
    same = the(approver, "10")
    assert refused(approver, lambda: seals.change_matter(approver, same)) == [("seals.matter_unchanged", "")]
    early = replace(same, valid_from=TODAY)
    seals.change_matter(approver, early)
    assert refused(approver, lambda: seals.stop_matter(approver, 10, TODAY - DAY)) == [
        ("seals.matter_dates", "valid_to")
    ]
    with pytest.raises(Missing):
        seals.stop_matter(approver, 99, TODAY)


def test_a_committees_seal_is_refused_what_the_list_keeps_from_it(approver: Office) -> None:
    add_committee(approver)
    wanted = new_matter(seal=COMMITTEE, name="亲属关系证明")
    assert refused(approver, lambda: seals.add_matter(approver, wanted)) == [("seals.matter_listed", "name")]
    street = seals.check_matter(approver, replace(wanted, seal=SEAL))
    assert (street.problems, [c.listed.name for c in street.collisions]) == ((), ["亲属关系证明"])
    # Once the office has ended the list's line, nothing is left to collide with.
    seals.stop_matter(approver, the(approver, "E01").number, TODAY - DAY)
    assert seals.add_matter(approver, wanted).number == 37
    assert seals.check_matter(approver, new_matter(code="18")) == catalogue.MatterCheck((), ())


def test_the_history_says_who_changed_what_and_when(approver: Office, clock: MovableClock) -> None:
    clock.advance(hours=2)
    seals.change_matter(approver, replace(the(approver, "10"), note="先电话约"))
    clock.advance(days=1)
    seals.stop_matter(approver, 10, TODAY + DAY)
    history = seals.matter_history(approver, 10)
    assert [(v.at, v.by_name, v.changes) for v in history] == [
        (
            START + timedelta(days=1, hours=2),
            builders.NAMES[APPROVER],
            (Change("valid_to", "—", "2026年9月2日"),),
        ),
        (START + timedelta(hours=2), builders.NAMES[APPROVER], (Change("note", "—", "先电话约"),)),
        (START, "程序", ()),
    ]
    assert history[0].matter == the(approver, "10")
    assert seals.matter_history(approver, 99) == []


# What was stopped


def test_stopped_requests_are_counted_by_month(handler: Office, admin: Office, clock: MovableClock) -> None:
    for words in ("户籍证明", "居民身份信息证明", "王芳的证明"):
        seals.stop_request(handler, SEAL, words)
    clock.advance(days=31)
    seals.stop_request(handler, SEAL, "户口证明")
    seals.stop_request(handler, COMMITTEE, "户口证明")
    lines = seals.count_stopped(handler, SEAL, 2026)
    assert [(line.asked, line.months[8:10], line.total) for line in lines] == [
        ("居民身份信息证明", (2, 1), 3),
        ("王芳的证明", (1, 0), 1),
    ]
    assert [line.asked for line in seals.count_stopped(admin, SEAL, 2026)] == ["居民身份信息证明", "其他"]
    assert seals.count_stopped(handler, SEAL, 2025) == []


# Picking


def test_the_picker_keeps_to_the_day(approver: Office) -> None:
    seals.stop_matter(approver, 10, TODAY - DAY)
    seals.stop_matter(approver, the(approver, "E01").number, TODAY - DAY)
    listed = seals.list_matters(approver, SEAL)
    known = [matters.with_keys(matter) for matter in matters.counting_on(listed, TODAY)]

    def found(typed: str, day: Any = TODAY) -> list[str]:
        return [matter.code for matter in matters.find_matters(known, typed, day)]

    assert found("") == [f"{n:02}" for n in range(1, 17) if n != 10]
    assert found("养老金") == ["10"]
    assert found("社保")[-1] == "10"
    assert found("亲属关系") == []
    assert found("", TODAY - DAY) == found("", None) == [f"{n:02}" for n in range(1, 17)]


def test_every_paper_of_a_matter_has_its_wording() -> None:
    assert {matter.form for matter in matters.seed_matters(SEAL)} - {""} < set(LOCKED)
