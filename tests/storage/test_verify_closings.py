"""A closed book is counted again, and its print held against the office's signature."""

import hashlib
from dataclasses import replace

import pytest

from desktop.domain.seals import NewStep, State, StepKind, UseFilter
from desktop.domain.seals.closing import Closing
from desktop.domain.seals.figures import GroupBy
from desktop.services import evidence
from desktop.services.office import PAPER, Office, rotate_key
from desktop.services.seals import closing, lists
from desktop.services.seals.figures import count_figures
from desktop.storage.seals import closings, uses
from tests.builders import APPROVER, MovableClock, seeded
from tests.conftest import MakeUse

NEXT_YEAR = 130
"""Days from the start of the tests into January."""
PRINT = b"the print"


@pytest.fixture(autouse=True)
def full_year(make_use: MakeUse, clock: MovableClock) -> None:
    """A year's entries, two filed and one of each kind that counts as no use; now it is January."""
    for state in (State.FILED, State.VOID, State.RETURNED, State.REFUSED, State.FILED):
        make_use(state)
    clock.advance(days=NEXT_YEAR)


def closed(office: Office) -> Closing:
    """The closing of that year as the keeper's action would write it, with another print."""
    used = count_figures(office, GroupBy.MONTH, seal=1, year=2026).total.used
    digest = hashlib.sha256(PRINT)
    assert office.signer is not None
    signature = office.signer.sign_paper(digest.digest())
    return Closing(1, 2026, 5, 5, used, office.now(), APPROVER, "", digest.hexdigest(), signature)


def put(office: Office, wanted: Closing) -> int:
    """Writes a closing as somebody would who has the keys and a program of their own. Gives its key."""
    with office.write() as work:
        seq = closings.put_closing(work, wanted, desk=APPROVER, content=PRINT)
        work.record("seals.year_closed", ("seal", wanted.seal), year=wanted.year)
    return seq


def test_a_book_that_is_what_it_was_closed_at_passes(approver: Office) -> None:
    closing.close_year(approver, 1, 2026)
    assert evidence.verify_office(approver).fault is None
    rotate_key(approver, PAPER, entropy=seeded("rotated"))
    assert evidence.verify_office(approver).fault is None


def test_a_closing_that_says_what_its_entries_come_to_passes(approver: Office) -> None:
    put(approver, closed(approver))
    assert evidence.verify_office(approver).fault is None


@pytest.mark.parametrize(
    ("total", "words"),
    [
        ("entries", "封账时登记数是 6，登记簿里数出来是 5。"),
        ("last_running", "封账时最后编号是 6，登记簿里数出来是 5。"),
    ],
)
def test_a_closing_with_another_count_of_entries_is_named(approver: Office, total: str, words: str) -> None:
    seq = put(approver, replace(closed(approver), **{total: 6}))  # type: ignore[arg-type]
    fault = evidence.verify_office(approver).fault
    assert fault is not None
    assert (fault.kind, fault.where, fault.seq) == ("closing", f"year_closings {seq}", seq)
    assert fault.message == f"1 号印章 2026 年的封账不对：{words}封账的合计与登记不符。"


@pytest.mark.parametrize(
    ("total", "word"),
    [("entries", "用印数"), ("copies", "份数"), ("impressions", "印数"), ("kept_pages", "留底页数")],
)
def test_a_closing_with_another_sum_of_its_uses_is_named(approver: Office, total: str, word: str) -> None:
    good = closed(approver)
    found = getattr(good.uses, total)
    put(approver, replace(good, uses=replace(good.uses, **{total: found + 1})))
    fault = evidence.verify_office(approver).fault
    assert fault is not None
    assert fault.message == (
        f"1 号印章 2026 年的封账不对：封账时{word}是 {found + 1}，登记簿里数出来是 {found}。"
        "封账的合计与登记不符。"
    )


def test_a_closing_of_a_book_without_entries_is_named(approver: Office) -> None:
    put(approver, replace(closed(approver), year=2025))
    fault = evidence.verify_office(approver).fault
    assert fault is not None
    assert fault.message.startswith("1 号印章 2025 年的封账不对：封账时登记数是 5，登记簿里数出来是 0。")


def test_an_entry_that_was_changed_after_the_closing_is_noticed(approver: Office) -> None:
    closing.close_year(approver, 1, 2026)
    use = lists.list_uses(approver, UseFilter(states=(State.FILED,)))[0].use
    with approver.write() as work:
        step = NewStep(StepKind.VOIDED, APPROVER, APPROVER, text="打错", halves_kept=True)
        uses.add_step(work, use, step)
        work.record("seals.use_voided", ("seal_uses", use))
    fault = evidence.verify_office(approver).fault
    assert fault is not None
    assert fault.message.startswith("1 号印章 2026 年的封账不对：封账时用印数是 2，登记簿里数出来是 1。")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sha256": hashlib.sha256(b"another").hexdigest()}, "封账打印件被换过，与封账时记下的指纹不符。"),
        ({"signature": b"x" * 64}, "封账打印件的签名不是办公室的。它被换过或是伪造的。"),
    ],
)
def test_a_print_that_the_office_did_not_sign_is_named(
    approver: Office, changes: dict[str, object], words: str
) -> None:
    seq = put(approver, replace(closed(approver), **changes))  # type: ignore[arg-type]
    fault = evidence.verify_office(approver).fault
    assert fault is not None
    assert (fault.kind, fault.seq) == ("closing", seq)
    assert fault.message == f"1 号印章 2026 年的封账不对：{words}"
