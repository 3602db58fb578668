"""The full history of one person: found by name or number, with a reason, each entry noted."""

import pytest

from desktop.domain.privacy import Place
from desktop.domain.seals import State, UseLine
from desktop.services import evidence, privacy
from desktop.services.office import Office
from desktop.services.seals import closing, copies, history, uses
from desktop.storage import office as offices
from tests.builders import START, MovableClock, id_number, make_request, with_agent
from tests.conftest import MakeUse
from tests.services.watch import refused, written

OTHER = id_number("35020319780915002")


def lines_of_person(office: Office, asked: str, reason: str) -> list[UseLine]:
    return list(history.history_of_person(office, asked, reason).lines)


def test_a_person_may_stand_outside_the_register_as_well(handler: Office) -> None:
    uses.submit_use(handler, make_request(applicant_name="郑小芳", applicant_id_number=OTHER))
    copies.save_draft(
        handler, {"applicant_name": "郑小芳", "applicant_id_number": OTHER, "document": "申请表"}
    )
    copies.save_draft(handler, {"applicant_name": "郑小芳", "applicant_id_number": id_number()})
    for asked, count in (("郑小芳", 2), (OTHER, 1), (f"郑小芳 {OTHER}", 1), ("无此人", 0)):
        found = history.history_of_person(handler, asked, "核对").traces
        assert [trace.place for trace in found] == [Place.DRAFT] * count


def test_a_person_is_found_as_applicant_and_as_agent(handler: Office) -> None:
    as_agent = uses.submit_use(handler, with_agent())
    own = uses.submit_use(handler, make_request(applicant_name="郑小芳", applicant_id_number=OTHER))
    uses.submit_use(handler, make_request(applicant_name="郑小芳芳"))
    with written(handler) as log:
        by_name = lines_of_person(handler, " 郑小芳 ", "居民来问")
        by_number = lines_of_person(handler, f" {OTHER[:6]} {OTHER[6:]}", "居民来问")
    assert [line.use for line in by_name] == [own.seq, as_agent.seq]
    assert by_number == by_name
    assert log == []
    with handler.read() as work:
        looks = offices.accesses(work, ("seal_uses", as_agent.seq))
    assert looks == [(START, handler.clerk.number, "查一个人：居民来问")] * 2


def test_a_namesake_is_told_apart_by_the_number(handler: Office) -> None:
    first = uses.submit_use(handler, make_request())
    uses.submit_use(handler, make_request(applicant_id_number=OTHER))
    assert len(lines_of_person(handler, "郑国栋", "核对")) == 2
    for asked in (id_number(), f"郑国栋 {id_number()}", f"郑国栋，{id_number().lower()}"):
        assert [line.use for line in lines_of_person(handler, asked, "核对")] == [first.seq]
    assert lines_of_person(handler, f"郑国栋 {id_number('35020319780915003')}", "核对") == []


def test_a_name_that_was_put_right_is_the_one_that_counts(handler: Office) -> None:
    use = uses.submit_use(handler, make_request(applicant_name="郑国东")).seq
    privacy.correct(handler, use, "applicant_name", "郑国栋", "身份证上是栋")
    assert [line.use for line in lines_of_person(handler, "郑国栋", "核对")] == [use]
    assert lines_of_person(handler, "郑国东", "核对") == []


@pytest.mark.parametrize(
    ("asked", "reason", "expected"),
    [
        (" ", "核对", [("seals.person_missing", "person")]),
        ("\u200b", "核对", [("seals.person_missing", "person")]),
        ("郑国栋", " ", [("seals.reason_missing", "reason")]),
        ("郑国栋", "核" * 100, []),
        ("郑国栋", "核" * 101, [("seals.reason_unfit", "reason")]),
        ("郑国栋", "核\x00对", [("seals.reason_unfit", "reason")]),
    ],
)
def test_who_is_looked_for_and_why_must_be_said(
    handler: Office, asked: str, reason: str, expected: list[tuple[str, str]]
) -> None:
    if expected:
        assert refused(handler, lambda: lines_of_person(handler, asked, reason)) == expected
    else:
        assert lines_of_person(handler, asked, reason) == []


def test_the_administrator_looks_nobody_up(admin: Office) -> None:
    found = refused(admin, lambda: lines_of_person(admin, "郑国栋", "核对"))
    assert found == [("people.not_allowed", "")]


def test_all_that_happened_to_a_seal_is_told(
    make_use: MakeUse, approver: Office, clock: MovableClock
) -> None:
    make_use(State.FILED)
    clock.advance(days=130)
    closing.close_year(approver, 1, 2026)
    found = evidence.history(approver, ("seal", 1))
    assert [(event.kind, who) for event, who in found] == [
        ("seals.seal_registered", "程序"),
        ("seals.year_closed", approver.clerk.name),
    ]
