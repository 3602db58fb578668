"""封账: what it refuses, what it keeps, and that nothing is added to a closed book."""

import functools
import hashlib
from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest
import zxingcpp

from desktop.domain.papers import Paper
from desktop.domain.problems import Damaged, Missing, Refused, Stale
from desktop.domain.seals import State, Sum, UseFilter
from desktop.domain.seals.closing import Closing
from desktop.domain.seals.figures import GroupBy
from desktop.forms import seals as forms
from desktop.forms.paper.archive import archive
from desktop.services import evidence, people
from desktop.services.office import Office
from desktop.services.seals import closing, copies, figures, lists, uses
from desktop.storage import events, keys, sqlite
from desktop.storage import office as offices
from tests.builders import ADMIN, COLLEAGUE, START, MovableClock, make_copy, make_request
from tests.conftest import MakeUse
from tests.services.test_papers import words
from tests.services.watch import refused, rules_of, written

NEXT_YEAR = 130
"""Days from the start of the tests into January."""


@pytest.fixture
def full_year(make_use: MakeUse, clock: MovableClock) -> None:
    """A year's entries in every state that may stand in a closed book; now it is January."""
    for state in (State.FILED, State.VOID, State.RETURNED, State.REFUSED, State.FILED):
        clock.advance(days=20)
        make_use(state)
    clock.advance(days=NEXT_YEAR - 100)


def close(office: Office, year: int = 2026) -> Closing:
    return closing.close_year(office, 1, year)


@pytest.mark.usefixtures("full_year")
def test_a_year_is_closed_at_what_its_lines_come_to(approver: Office, clock: MovableClock) -> None:
    told: list[tuple[int, int]] = []
    assert closing.check_closing(approver, 1, 2026) == []
    with approver.read() as work:
        checkpoint = events.read_state(work.connection)[2]
    with written(approver) as log:
        closed = closing.close_year(approver, 1, 2026, progress=lambda done, of: told.append((done, of)))
    lines = lists.list_uses(approver, UseFilter(year=2026))
    used = [line for line in lines if line.state is State.FILED]
    assert closed.uses == Sum(
        len(used),
        sum(line.copies for line in used),
        sum(line.impressions for line in used),
        sum(line.kept_pages for line in used),
    )
    assert (closed.entries, closed.last_running, closed.by_name, closed.at) == (
        5,
        5,
        approver.clerk.name,
        clock.now(),
    )
    assert log.said() == [
        (
            "seals.year_closed",
            ("seal", 1),
            {"year": 2026, "entries": 5, "uses": 2, "sha256": closed.sha256},
        )
    ]
    assert told == [(1, 2), (2, 2)]
    paper = closing.closing_paper(approver, 1, 2026)
    assert hashlib.sha256(paper.pdf).hexdigest() == closed.sha256
    said = words(paper)
    assert "2026年共登记5件，最后编号梧社印〔2026〕5号。用印2件，2份，2印，留底2页。" in said.replace(" ", "")
    last = pypdfium2.PdfDocument(paper.pdf)[paper.pages - 1].render(scale=3).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(last)] == [checkpoint]
    assert evidence.verify_office(approver).fault is None


@pytest.mark.usefixtures("full_year")
def test_the_print_is_signed_by_the_offices_paper_key(approver: Office) -> None:
    closed = close(approver)
    with approver.read() as work:
        public = offices.signing_keys(work, "paper")[-1][1]
    assert keys.signature_holds(public, closed.signature, bytes.fromhex(closed.sha256))
    assert not keys.signature_holds(public, closed.signature, b"\0" * 32)


@pytest.mark.usefixtures("full_year")
def test_the_print_is_kept_as_an_archive_asks(approver: Office) -> None:
    close(approver)
    kept = closing.closing_paper(approver, 1, 2026).pdf
    assert kept.startswith(b"%PDF-1.4\n")
    assert b"<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in kept
    assert archive(kept) == kept


@pytest.mark.usefixtures("full_year")
def test_the_print_opens_again_byte_for_byte(approver: Office, handler: Office, clock: MovableClock) -> None:
    close(approver)
    first = closing.closing_paper(approver, 1, 2026)
    clock.advance(days=300)
    with written(handler) as log:
        again = closing.closing_paper(handler, 1, 2026)
    assert again == first == Paper("register_year", "用印登记簿（年度封账）2026年", first.pdf, 2, ())
    assert log.said() == [("seals.closing_opened", ("seal", 1), {"year": 2026})]


@pytest.mark.usefixtures("full_year")
@pytest.mark.parametrize("change", ["content = X'78'", "signature = X'78'", "sha256 = 'x'"])
def test_a_print_that_was_changed_behind_our_back_is_not_shown(approver: Office, change: str) -> None:
    close(approver)
    with approver.write() as work:
        for name in sqlite.triggers_in(work.connection):
            if "year_closings" in name:
                work.connection.exec_driver_sql(f"DROP TRIGGER {name}")
        work.connection.exec_driver_sql(f"UPDATE year_closings SET {change}")
        work.record("tests.tampered")
    with pytest.raises(Damaged, match="2026 年的封账打印件与办公室签的不一样"):
        closing.closing_paper(approver, 1, 2026)
    assert evidence.verify_office(approver).fault is not None


def test_a_book_that_is_not_closed_has_no_print(approver: Office, admin: Office) -> None:
    with pytest.raises(Missing):
        closing.closing_paper(approver, 1, 2026)
    assert rules_of(refused(admin, lambda: closing.closing_paper(admin, 1, 2026))) == ["people.not_allowed"]


@pytest.mark.usefixtures("full_year")
def test_only_the_keeper_closes(at_desk: Callable[[int], Office], handler: Office) -> None:
    for office in (handler, at_desk(COLLEAGUE), at_desk(ADMIN)):
        assert rules_of(refused(office, functools.partial(close, office))) == ["people.not_allowed"]


@pytest.mark.parametrize("state", [State.TO_VERIFY, State.TO_APPROVE, State.TO_SEAL, State.TO_KEEP])
def test_a_book_with_an_entry_that_waits_stays_open(
    make_use: MakeUse, approver: Office, clock: MovableClock, state: State
) -> None:
    use = make_use(state)
    clock.advance(days=NEXT_YEAR)
    assert rules_of(refused(approver, lambda: close(approver))) == ["seals.entries_waiting"]
    assert [line.use for line in closing.entries_waiting(approver, 1, 2026)] == [use.seq]
    assert [(b.year, b.entries, b.waiting, b.closing) for b in closing.year_books(approver, 1)] == [
        (2026, 1, 1, None)
    ]


def test_a_year_that_is_not_over_or_empty_stays_open(
    make_use: MakeUse, approver: Office, clock: MovableClock
) -> None:
    make_use(State.FILED)
    assert rules_of(refused(approver, lambda: close(approver))) == ["seals.year_not_over"]
    clock.advance(days=NEXT_YEAR)
    assert rules_of(refused(approver, lambda: close(approver, 2025))) == ["seals.empty_book"]


@pytest.mark.usefixtures("full_year")
def test_a_book_is_closed_once(approver: Office) -> None:
    closed = close(approver)
    assert rules_of(refused(approver, lambda: close(approver))) == ["seals.closed_already"]
    assert [book.closing for book in closing.year_books(approver, 1)] == [closed]


@pytest.mark.usefixtures("full_year")
def test_nothing_is_added_to_a_closed_book(
    approver: Office, handler: Office, colleague: Office, clock: MovableClock
) -> None:
    filed = lists.list_uses(approver, UseFilter(states=(State.FILED,)))[0]
    close(approver)
    rules = rules_of(refused(approver, lambda: uses.void_use(approver, filed.use, "打错", halves_kept=True)))
    assert rules == ["seals.year_closed"]
    slip = make_request(late=True, used_at=START + timedelta(days=100), late_reason="停电", slip_number="9")
    found = refused(handler, lambda: uses.submit_use(handler, slip))
    assert found == [("seals.used_in_closed_year", "used_at")]
    correction = uses.submit_use(colleague, make_request(corrects=filed.use, finding="更正原因：姓名写错"))
    assert (correction.number, correction.chain[0].use) == ("梧社印〔2027〕1 号", filed.use)
    uses.approve_use(approver, correction.seq)
    uses.record_sealing(approver, correction.seq, impressions=1, place="办公室")
    copies.keep_copies(handler, correction.seq, [make_copy()])
    books = closing.year_books(approver, 1)
    assert [(book.year, book.closing is None) for book in books] == [(2027, True), (2026, False)]


@pytest.mark.usefixtures("full_year")
@pytest.mark.parametrize("meant", ["line", "closing"])
def test_a_book_written_in_while_its_print_was_set_is_not_closed(
    approver: Office, monkeypatch: pytest.MonkeyPatch, meant: str
) -> None:
    setting = forms.register_year
    filed = lists.list_uses(approver, UseFilter(states=(State.FILED,)))[0]

    def set_slowly(year: forms.RegisterYear, progress: object = None) -> Paper:
        monkeypatch.setattr(forms, "register_year", setting)
        if meant == "line":
            uses.void_use(approver, filed.use, "打错", halves_kept=True)
        else:
            close(approver)
        return setting(year)

    monkeypatch.setattr(forms, "register_year", set_slowly)
    with pytest.raises(Stale if meant == "line" else Refused):
        close(approver)
    assert len([book for book in closing.year_books(approver, 1) if book.closing]) == (meant == "closing")


# Figures


@pytest.mark.usefixtures("full_year")
def test_figures_by_month_matter_handler_and_grid(approver: Office, handler: Office, admin: Office) -> None:
    account = handler.clerk
    people.change_account(
        admin, account.number, title=account.title, roles=account.roles, active=True, grid="第 2 网格"
    )
    by = {group: figures.count_figures(approver, group, seal=1, year=2026) for group in GroupBy}
    rows = {
        group: [(row.words, row.entries, row.used.entries) for row in found.rows]
        for group, found in by.items()
    }
    assert rows[GroupBy.MONTH] == [
        ("2026年9月", 1, 1),
        ("2026年10月", 2, 0),
        ("2026年11月", 1, 0),
        ("2026年12月", 1, 1),
    ]
    assert rows[GroupBy.MATTER] == [("社保10 养老金身份确认", 5, 2)]
    assert rows[GroupBy.HANDLER] == [(account.name, 5, 2)]
    assert rows[GroupBy.GRID] == [("第 2 网格", 5, 2)]
    assert len({found.total for found in by.values()}) == 1
    assert figures.count_figures(approver, GroupBy.MONTH, month="2026-09").total.entries == 1
    assert figures.count_figures(approver, GroupBy.MONTH, seal=2).rows == ()
    assert figures.count_figures(approver, GroupBy.GRID, year=2025).total.entries == 0


def test_whoever_has_no_grid_stands_last(make_use: MakeUse, approver: Office) -> None:
    make_use(State.FILED)
    found = figures.count_figures(approver, GroupBy.GRID)
    assert [(row.key, row.words) for row in found.rows] == [(figures.LAST, "没有填网格")]


def test_what_has_no_matter_or_handler_is_counted_under_its_own_words(approver: Office) -> None:
    with approver.write() as work:
        work.connection.exec_driver_sql(
            "INSERT INTO use_counts (seal, year, month, matter, handler, state, entries, copies, impressions, kept_pages)"
            " VALUES (1, 2020, '2020-05', 0, 0, 'filed', 3, 3, 0, 0)"
        )
        work.touch()
        work.record("tests.counted")
    words_of = {
        group: [row.words for row in figures.count_figures(approver, group).rows] for group in GroupBy
    }
    assert words_of == {
        GroupBy.MONTH: ["2020年5月"],
        GroupBy.MATTER: ["没有对上事项"],
        GroupBy.HANDLER: ["旧登记簿"],
        GroupBy.GRID: ["没有填网格"],
    }
