"""补录: entered afterwards with its real time, approved and sealed as ever, and marked everywhere."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from desktop.domain import seals as rules
from desktop.domain.seals import State, UseFilter
from desktop.domain.seals.correcting import with_reason
from desktop.services import evidence
from desktop.services.office import Office
from desktop.services.seals import copies, facts, lists, papers, uses
from desktop.storage.seals import uses as use_store
from tests.builders import START, MovableClock, make_copy, make_request
from tests.conftest import MakeUse
from tests.services.test_papers import words
from tests.services.watch import refused, written

REAL = START - timedelta(days=3)


def make_late(**changes: Any) -> rules.UseRequest:
    return make_request(late=True, used_at=REAL, late_reason=" 停电 ", slip_number=" 7 ", **changes)


def test_a_late_use_stands_at_its_real_time_when_it_is_sealed(
    handler: Office, approver: Office, clock: MovableClock
) -> None:
    with written(handler) as log:
        use = uses.submit_use(handler, make_late())
    kind, _subject, payload = log.said()[0]
    assert (kind, payload["used_at"]) == ("seals.use_recorded", REAL.isoformat())
    assert (use.request.late_reason, use.request.slip_number) == ("停电", "7")
    assert use.number == "梧社印〔2026〕1 号"
    clock.advance(minutes=5)
    uses.approve_use(approver, use.seq)
    uses.record_sealing(approver, use.seq, impressions=1, place="办公室")
    line = lists.list_uses(handler, UseFilter())[0]
    assert (line.at, line.sealed_at, line.submitted_at) == (REAL, REAL, START)
    assert line.late == "补录（停电，纸条 7）"
    assert lists.list_uses(handler, UseFilter(month="2026-08")) == [line]
    copies.keep_copies(handler, use.seq, [make_copy()])
    found = uses.get_use(handler, use.seq)
    assert (found.state, found.used_at) == (State.FILED, REAL)
    assert evidence.verify_office(approver).fault is None


def test_a_time_typed_without_its_place_is_of_the_office(handler: Office) -> None:
    typed = replace(make_late(), used_at=REAL.replace(tzinfo=None))
    assert uses.check_request(handler, typed) == []
    assert uses.submit_use(handler, typed).request.used_at == REAL


def test_an_ordinary_use_forgets_what_only_a_late_one_has(handler: Office) -> None:
    asked = make_request(late=False, used_at=REAL, late_reason="停电", slip_number="7")
    kept = uses.submit_use(handler, asked).request
    assert (kept.late, kept.used_at, kept.late_reason, kept.slip_number) == (False, None, "", "")


def test_a_late_use_that_breaks_a_rule_is_refused(handler: Office) -> None:
    bad = make_request(late=True, used_at=START + timedelta(hours=1), late_reason="停电", slip_number="")
    expected = [("seals.used_at_in_future", "used_at"), ("seals.slip_number_missing", "slip_number")]
    assert [(p.rule, p.field) for p in uses.check_request(handler, bad)] == expected
    assert refused(handler, lambda: uses.submit_use(handler, bad)) == expected


def test_no_second_paper_is_printed_for_a_late_use(handler: Office, approver: Office) -> None:
    use = uses.submit_use(handler, make_late())
    uses.approve_use(approver, use.seq)
    assert refused(approver, lambda: papers.print_paper(approver, use.seq)) == [("seals.late_paper", "")]


def test_a_late_paper_is_signed_with_the_day_it_was_made(handler: Office, approver: Office) -> None:
    use = uses.submit_use(handler, make_late())
    uses.approve_use(approver, use.seq)
    with approver.read() as work:
        entry = use_store.get_use(work, use.seq)
        _code, kept, _signature = use_store.check_code_of(work, use.seq)
    assert kept.encode() == facts.paper_facts(entry, REAL.date(), approver.database.origin)


def test_slip_and_register_print_say_that_it_is_late(handler: Office, approver: Office) -> None:
    use = uses.submit_use(handler, make_late())
    assert "补录（停电，纸条7）" in words(papers.print_slip(handler, use.seq)).replace(" ", "")
    uses.approve_use(approver, use.seq)
    uses.record_sealing(approver, use.seq, impressions=1, place="办公室")
    slip = words(papers.print_slip(handler, use.seq)).replace(" ", "")
    assert "办公室　补录（停电，纸条7）" in slip
    assert "8月29日" in slip
    book = words(papers.register_month(approver, 1, 2026, 8)).replace(" ", "")
    assert "补录（停电，纸条7）" in book
    assert "8月29日09:00" in book


def test_a_late_entry_can_be_corrected_like_any_other(
    make_use: MakeUse, handler: Office, approver: Office
) -> None:
    first = make_use(State.FILED)
    second = uses.submit_use(handler, make_request(corrects=first.seq, finding="更正原因：姓名写错"))
    uses.return_use(approver, second.seq, "缺照片")
    third = uses.submit_use(handler, make_late(corrects=second.seq))
    chain = uses.get_use(handler, second.seq).chain
    assert [(link.use, link.running, link.state, link.corrects) for link in chain] == [
        (first.seq, 1, State.FILED, None),
        (second.seq, 2, State.RETURNED, first.seq),
        (third.seq, 3, State.TO_APPROVE, second.seq),
    ]
    assert uses.get_use(handler, first.seq).chain == uses.get_use(handler, third.seq).chain == chain
    newest, middle, oldest = lists.list_uses(handler, UseFilter())
    assert (newest.corrects_running, newest.corrected_by) == (2, None)
    assert (middle.corrects_running, middle.corrected_by) == (1, 3)
    assert (oldest.corrects_running, oldest.corrected_by) == (None, 2)
    other = uses.submit_use(handler, make_request())
    assert uses.get_use(handler, other.seq).chain == ()
    book = words(papers.register_month(approver, 1, 2026, 9)).replace(" ", "")
    assert "更正1；由3更正" in book


def test_a_slip_is_entered_once_in_the_office(
    handler: Office, approver: Office, make_use: MakeUse, clock: MovableClock
) -> None:
    first = uses.submit_use(handler, make_late())
    again = make_late(applicant_name="林美华")
    assert refused(handler, lambda: uses.submit_use(handler, again)) == [
        ("seals.slip_entered", "slip_number")
    ]
    assert [problem.message for problem in uses.check_request(handler, again)] == [
        f"纸条 7 已经补录过，在 {first.number}。一张纸条只补录一次。"
        "请核对纸条编号；那一条写错了的，请打开它办更正。"
    ]
    uses.return_use(approver, first.seq, "材料不齐")
    second = uses.submit_use(handler, again)
    clock.advance(minutes=5)
    uses.approve_use(approver, second.seq)
    uses.record_sealing(approver, second.seq, impressions=1, place="办公室")
    right = replace(again, corrects=second.seq, finding=with_reason("送交单位写错", again.finding))
    third = uses.submit_use(handler, right)
    assert third.request.corrects == second.seq
    assert [problem.rule for problem in uses.check_request(handler, make_late())] == ["seals.slip_entered"]
    other = make_late(applicant_name="林美华")
    assert uses.check_request(handler, replace(other, slip_number="8")) == []
