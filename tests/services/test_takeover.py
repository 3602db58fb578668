"""接收旧登记簿: previewed, taken over whole or not at all, found, verified, and never called approved here."""

import gc
import os
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from desktop.domain import seals as rules
from desktop.domain.problems import Missing, Refused, Stale
from desktop.domain.seals import State, UseFilter, takeover
from desktop.domain.seals.figures import GroupBy
from desktop.domain.seals.life import LifeKind, LifeRequest
from desktop.domain.seals.takeover import Column, Mark
from desktop.services import evidence, today
from desktop.services.office import Office
from desktop.services.seals import closing as books
from desktop.services.seals import copies, figures, history, lists, papers, uses
from desktop.services.seals import takeover as service
from desktop.storage import privacy as store
from desktop.storage import sheets
from desktop.storage.seals import book, contacts, life
from desktop.storage.seals.tables import TakenUseRow, TakeOverRow, UseState
from tests import builders
from tests.builders import ADMIN, COLLEAGUE, OLD_LINE, OLD_TITLES, SEAL, id_number, make_seal, old_file
from tests.cli.calls import open_raw
from tests.conftest import MakeUse
from tests.services.test_papers import words
from tests.services.watch import refused, snapshot, written

FIXTURES = Path(__file__).parents[1] / "fixtures"
SAMPLES = ["register_2025.xlsx", "register_2025_gb18030.csv"]
SAMPLE_LINES = {
    "register_2025.xlsx": (38, 65, 85, 125, 166, 186),
    "register_2025_gb18030.csv": (36, 63, 83, 123, 164, 184),
}
REFUSED = [
    ["takeover.date_impossible"],
    ["takeover.handler_missing"],
    ["takeover.number_twice"],
    ["takeover.copies_unreadable"],
    ["text.name_lost"],
    ["takeover.date_outside"],
]
BAD_LINE = (*OLD_LINE[:4], "若干", *OLD_LINE[5:])


def line(running: int, **changes: str) -> tuple[str, ...]:
    """A good line of an old book with another number."""
    named = dict(zip(OLD_TITLES, OLD_LINE, strict=True)) | {"序号": str(running)} | changes
    return tuple(named.values())


@pytest.mark.parametrize("name", SAMPLES)
def test_both_samples_give_six_refusals_and_one_out_of_scope(approver: Office, name: str) -> None:
    found = service.preview_old_register(approver, service.read_old_register(FIXTURES / name))
    assert [[p.rule for p in line.problems] for line in found.reading.refused] == REFUSED
    assert tuple(line.line for line in found.reading.refused) == SAMPLE_LINES[name]
    outside = [entry for entry in found.reading.entries if Mark.OUT_OF_SCOPE in entry.marks]
    assert [(e.running, e.matter_written) for e in outside] == [(49, "购房收入证明")]
    assert (len(found.reading.entries), found.year, found.seal.number, found.problems) == (
        234,
        2025,
        SEAL,
        (),
    )
    assert takeover.marks_words(found) == "超范围 1 条，年份推定 32 条，原簿无批准人 7 条，原簿无留底 31 条"
    shown = snapshot(approver)
    assert refused(approver, lambda: service.take_over(approver, found)) == [("takeover.lines_refused", "")]
    assert snapshot(approver) == shown
    taken = service.take_over(approver, found, skip_bad=True)
    assert (taken.taken, taken.refused) == (234, 6)
    assert lists.totals(approver, UseFilter(year=2025)).by_state[State.FILED].entries == 234
    assert evidence.verify_office(approver).fault is None


def test_both_samples_hold_the_same_register(approver: Office) -> None:
    first, second = (
        service.preview_old_register(approver, service.read_old_register(FIXTURES / name)).reading.entries
        for name in SAMPLES
    )
    assert [replace(e, line=0, date_written="") for e in first] == [
        replace(e, line=0, date_written="") for e in second
    ]


def test_an_entry_taken_over_says_what_the_old_book_says(approver: Office) -> None:
    file = old_file(line(3), line(4, 批准人="", 留底="未留"))
    with written(approver) as log:
        taken = service.take_over(approver, service.preview_old_register(approver, file))
    whole, *entries = log.said()
    assert whole == (
        "seals.register_taken_over",
        ("seal", SEAL),
        {"year": 2025, "sha256": file.sha256, "taken": 2, "refused": 0},
    )
    first, second = lists.list_uses(approver, UseFilter())[::-1]
    assert entries == [
        (
            "seals.use_taken_over",
            ("seal_uses", first.use),
            {"number": "梧社印〔2025〕3 号", "line": 2, "take_over": taken.number, "marks": ["out_of_scope"]},
        ),
        (
            "seals.use_taken_over",
            ("seal_uses", second.use),
            {
                "number": "梧社印〔2025〕4 号",
                "line": 3,
                "take_over": taken.number,
                "marks": ["out_of_scope", "no_approver", "no_copy_kept"],
            },
        ),
    ]
    assert log.committed()[0] == {"name"}
    assert log.committed()[1] == {
        *("applicant_name", "applicant_id_number", "applicant_phone"),
        *("handler_name", "approver_name", "remark"),
    }
    assert (first.taken_over, first.marks) == (True, ("旧账", "超范围"))
    assert second.marks == ("旧账", "超范围", "原簿无批准人", "原簿无留底")
    assert (first.handler, first.handler_name, first.approver_name) == (None, "黄建平", "陈志明")
    assert (first.state, first.kept_pages, first.impressions, first.copies) == (State.FILED, 0, 0, 2)
    assert (first.at.date(), first.applicant, first.matter_name, first.document) == (
        date(2025, 3, 1), "王芳", "居民财产证明", "购房收入证明",
    )  # fmt: skip
    shown = service.get_taken(approver, first.use)
    assert (shown.file, shown.taken_by, shown.number, shown.entry.line) == (
        "旧登记簿.xlsx", "陈志明", "梧社印〔2025〕3 号", 2,
    )  # fmt: skip
    assert (shown.entry.date_written, shown.entry.matter_written, shown.entry.kept_written) == (
        "2025.3.1", "购房收入证明", "√",
    )  # fmt: skip
    assert service.is_taken(approver, first.use)
    masked = id_number()[:3] + "*" * 13 + id_number()[-2:]
    assert (shown.entry.id_number, shown.entry.phone, shown.entry.remark) == (masked, "138****8000", "邮寄")


def test_an_entry_taken_over_claims_no_approval_here(approver: Office, handler: Office) -> None:
    service.take_over(approver, service.preview_old_register(approver, old_file()))
    use = lists.list_uses(approver, UseFilter())[0].use
    with approver.read() as work:
        state = work.connection.execute(UseState.__table__.select()).one()
    assert (state.approver, state.handler, state.keeper_approved, state.taken_over) == (
        None,
        None,
        False,
        True,
    )
    events = [event.kind for event, _who in evidence.history(approver, ("seal_uses", use))]
    assert events == ["seals.use_taken_over"]
    for action in (
        lambda: uses.get_use(approver, use),
        lambda: uses.approve_use(approver, use),
        lambda: uses.record_sealing(approver, use, impressions=1, place="办公室"),
        lambda: uses.void_use(approver, use, "错", halves_kept=True),
        lambda: papers.print_paper(approver, use),
        lambda: papers.print_slip(handler, use),
        lambda: copies.keep_copies(handler, use, [builders.make_copy()]),
    ):
        with pytest.raises(Missing, match="转自旧登记簿"):
            action()


def take(office: Office, *lines: tuple[str, ...], **asked: object) -> takeover.TakenOver:
    found = service.preview_old_register(office, old_file(*(lines or (line(3),))), **asked)  # type: ignore[arg-type]
    return service.take_over(office, found)


@pytest.mark.parametrize(
    "typed", ["王芳", "wangf", "wf", "2025/3", "梧社印〔2025〕3 号", "购房收入", "2025-03-01"]
)
def test_an_entry_taken_over_is_found_like_any_other(approver: Office, typed: str) -> None:
    take(approver)
    assert [found.running for found in lists.list_uses(approver, UseFilter(text=typed))] == [3]


def test_entries_taken_over_are_counted_beside_the_offices_own(approver: Office, make_use: MakeUse) -> None:
    own = make_use(State.FILED)
    take(approver, line(3, 用印时间="2026.3.1"), line(4, 用印时间="2026.4.1", 备注="作废"))
    lines = lists.list_uses(approver, UseFilter())
    assert [(found.running, found.taken_over, found.state) for found in lines] == [
        (4, True, State.VOID),
        (3, True, State.FILED),
        (1, False, State.FILED),
    ]
    totals = lists.totals(approver, UseFilter(year=2026))
    assert totals.by_state[State.FILED] == rules.Sum(2, 3, 1, 1)
    assert totals.by_state[State.VOID].entries == 1
    found = lists.totals(approver, UseFilter(text="3"))
    assert (totals.old, found.entries, found.old) == (1, 1, 1)
    month = today.workbench(approver)
    assert (month.sealed_this_month, month.kept_this_month) == (1, 1)
    assert lists.list_uses(approver, UseFilter(month="2026-03"))[0].running == 3
    assert lists.list_uses(approver, UseFilter(handler=own.handler)) == [lines[2]]
    by_handler = figures.count_figures(approver, GroupBy.HANDLER, seal=SEAL, year=2026)
    assert [row.words for row in by_handler.rows] == ["黄建平", "旧登记簿"]
    assert evidence.verify_office(approver).fault is None


def test_a_book_goes_on_after_the_numbers_that_were_taken_over(approver: Office, make_use: MakeUse) -> None:
    assert make_use().running == 1
    take(approver, line(7, 用印时间="2026.3.1"))
    assert make_use().running == 8


def test_a_number_that_the_office_gave_already_is_refused(approver: Office, make_use: MakeUse) -> None:
    make_use()
    lines = (line(1, 用印时间="2026.3.1"), line(2, 用印时间="2026.3.1"))
    found = service.preview_old_register(approver, old_file(*lines))
    assert [(r.line, r.problems[0].rule) for r in found.reading.refused] == [(2, "takeover.number_known")]
    assert service.take_over(approver, found, skip_bad=True).taken == 1
    again = service.preview_old_register(approver, old_file(*lines))
    assert len(again.reading.refused) == 2
    assert again.taken_before is not None
    assert refused(approver, lambda: service.take_over(approver, again, skip_bad=True)) == [
        ("takeover.nothing", "")
    ]


def test_who_registers_meanwhile_is_not_overwritten(approver: Office, make_use: MakeUse) -> None:
    found = service.preview_old_register(approver, old_file(line(1, 用印时间="2026.3.1")))
    make_use()
    before = snapshot(approver)
    with pytest.raises(Stale, match="请重新预览"):
        service.take_over(approver, found)
    assert snapshot(approver) == before


def test_a_bad_line_keeps_all_from_being_written_unless_told_otherwise(approver: Office) -> None:
    found = service.preview_old_register(approver, old_file(line(1), BAD_LINE, line(2)))
    assert refused(approver, lambda: service.take_over(approver, found)) == [("takeover.lines_refused", "")]
    taken = service.take_over(approver, found, skip_bad=True)
    assert (taken.taken, taken.refused) == (2, 1)
    with approver.read() as work:
        whole = work.connection.execute(TakeOverRow.__table__.select()).one()
    assert (whole.rows, whole.taken, whole.refused) == (
        3,
        2,
        '[{"line":3,"rules":["takeover.copies_unreadable"]}]',
    )
    assert "王芳" not in whole.columns + whole.refused
    assert '"handler_name":"承办人"' in whole.columns


def test_stopping_half_way_writes_nothing(approver: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(Exception):
        pass

    monkeypatch.setattr(service, "REPORT_EVERY", 2)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done == 4 and len(told) == 2:
            raise Stopped

    found = service.preview_old_register(approver, old_file(*(line(n) for n in range(1, 6))))
    before = snapshot(approver)
    with pytest.raises(Stopped):
        service.take_over(approver, found, progress=progress)
    assert (told, snapshot(approver)) == ([(2, 5), (4, 5)], before)
    service.take_over(approver, found, progress=progress)
    assert told[2:] == [(2, 5), (4, 5), (5, 5)]


@pytest.mark.parametrize("collecting", [True, False])
def test_garbage_is_collected_afterwards_as_it_was_before(approver: Office, collecting: bool) -> None:
    was = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    seen: list[bool] = []
    try:
        found = service.preview_old_register(approver, old_file())
        service.take_over(approver, found, progress=lambda _done, _total: seen.append(gc.isenabled()))
        assert (seen, gc.isenabled()) == ([False], collecting)
    finally:
        (gc.enable if was else gc.disable)()


def test_only_the_keeper_of_the_seal_takes_over(handler: Office, approver: Office, admin: Office) -> None:
    for office in (handler, admin):
        found = service.preview_old_register(office, old_file())
        assert [p.rule for p in found.problems] == ["people.not_allowed"]
        assert refused(office, lambda: service.take_over(office, found)) == [("people.not_allowed", "")]  # noqa: B023
    with approver.write() as work:
        book.put_seal(work, make_seal(keeper=COLLEAGUE))
        work.record("seals.seal_registered", ("seal", SEAL))
    found = service.preview_old_register(approver, old_file())
    assert [p.rule for p in found.problems] == ["takeover.other_keeper"]


def test_a_keeper_who_stopped_being_one_takes_over_nothing(approver: Office) -> None:
    found = service.preview_old_register(approver, old_file())
    with approver.write() as work:
        book.put_seal(work, make_seal(keeper=COLLEAGUE))
        work.record("seals.seal_registered", ("seal", SEAL))
    assert refused(approver, lambda: service.take_over(approver, found)) == [
        ("takeover.other_keeper", "keeper")
    ]


def test_nothing_is_added_to_a_closed_year(approver: Office) -> None:
    take(approver)
    books.close_year(approver, SEAL, 2025)
    found = service.preview_old_register(approver, old_file(line(4)))
    assert [p.rule for p in found.problems] == ["seals.year_closed"]
    assert refused(approver, lambda: service.take_over(approver, found)) == [("seals.year_closed", "")]


def test_a_stopped_seal_takes_no_old_entry_of_a_later_day(approver: Office) -> None:
    with approver.write() as work:
        request = LifeRequest(LifeKind.STOPPED, on=date(2025, 3, 1))
        life.add_step(work, SEAL, request, by=approver.clerk.number, desk=approver.clerk.number)
        work.record("seals.seal_stopped", ("seal", SEAL))
    found = service.preview_old_register(approver, old_file(line(3), line(4, 用印时间="2025.3.2")))
    assert [entry.running for entry in found.reading.entries] == [3]
    assert [p.rule for p in found.reading.refused[0].problems] == ["takeover.date_after_stop"]


@pytest.mark.parametrize("year", [1900, 2027])
def test_a_year_that_no_old_book_can_have_is_refused(approver: Office, year: int) -> None:
    found = service.preview_old_register(approver, old_file(), year=year)
    assert [(p.rule, p.field) for p in found.problems] == [("takeover.year_unfit", "year")]


def test_the_book_of_this_year_is_meant_where_nothing_says_which(approver: Office) -> None:
    file = replace(
        old_file(line(3, 用印时间="3月1日")),
        sheets=(takeover.Sheet("表", (OLD_TITLES, line(3, 用印时间="3月1日"))),),
    )
    assert service.preview_old_register(approver, file).year == 2026
    assert service.preview_old_register(approver, file, year=2024).reading.entries[0].used_on == date(
        2024, 3, 1
    )


def test_columns_can_be_put_right(approver: Office) -> None:
    file = old_file(titles=tuple("甲乙丙丁戊己庚辛壬癸子"))
    found = service.preview_old_register(approver, file)
    assert [(p.rule, p.field) for p in found.problems] == [
        ("takeover.column_missing", "used_on"),
        ("takeover.column_missing", "matter"),
        ("takeover.column_missing", "handler_name"),
    ]
    assert found.reading == takeover.Reading((), (), ())
    columns = {Column.RUNNING: 0, Column.USED_ON: 1, Column.MATTER: 2, Column.HANDLER: 5, Column.REMARK: 40}
    put_right = service.preview_old_register(approver, file, columns=columns)
    assert (put_right.problems, put_right.reading.entries[0].handler) == ((), "黄建平")
    assert service.take_over(approver, put_right).taken == 1


def test_the_sheet_with_a_register_is_taken_and_others_are_named(approver: Office) -> None:
    rows = (OLD_TITLES, line(3))
    sheets_ = (
        takeover.Sheet("封面", (("登记簿",),)),
        takeover.Sheet("2025年", rows),
        takeover.Sheet("2024年", rows),
    )
    file = replace(old_file(), sheets=sheets_)
    found = service.preview_old_register(approver, file)
    assert (found.sheet, found.others, found.year) == (1, ("2024年",), 2025)
    assert service.preview_old_register(approver, file, sheet=2).others == ("2025年",)
    cover = service.preview_old_register(approver, replace(file, sheets=sheets_[:1]))
    assert (cover.sheet, cover.header.titles) == (0, ("登记簿",))
    assert (
        service.preview_old_register(
            approver, replace(file, sheets=(takeover.Sheet("空", ()), *sheets_)), sheet=0
        ).header.titles
        == ()
    )


def test_a_file_without_a_line_is_refused(approver: Office) -> None:
    for none in ((), (takeover.Sheet("空", ()),)):
        look = partial(service.preview_old_register, approver, replace(old_file(), sheets=none))
        assert refused(approver, look) == [("takeover.file_empty", "file")]


def test_the_administrator_sees_nobodys_data(approver: Office, at_desk: Callable[[int], Office]) -> None:
    take(approver)
    admin = at_desk(ADMIN)
    assert lists.list_uses(admin, UseFilter())[0].applicant == "王*"
    use = lists.list_uses(admin, UseFilter())[0].use
    entry = service.get_taken(admin, use).entry
    assert (entry.applicant, entry.remark, entry.address) == ("王*", "", "")


def test_what_was_put_right_is_shown(approver: Office) -> None:
    take(approver)
    use = lists.list_uses(approver, UseFilter())[0].use
    with approver.write() as work:
        store.add_correction(work, use, "applicant_name", "王方", "错字")
        work.record("seals.data_corrected", ("seal_uses", use), field="applicant_name")
    shown = service.get_taken(approver, use)
    assert (shown.entry.applicant, shown.put_right) == ("王方", ("applicant_name",))
    assert lists.list_uses(approver, UseFilter())[0].applicant == "王方"


def test_an_entry_of_the_offices_own_is_none_taken_over(approver: Office, make_use: MakeUse) -> None:
    own = make_use().seq
    assert not service.is_taken(approver, own)
    with pytest.raises(Missing, match="旧账"):
        service.get_taken(approver, own)
    with pytest.raises(Missing, match="没有这一条"):
        uses.get_use(approver, 10**6)


def test_prints_and_lists_say_where_an_entry_comes_from(approver: Office) -> None:
    take(approver, line(3), line(4, 用印事由="小额担保贷款复核", 批准人=""))
    second, first = lists.list_uses(approver, UseFilter())
    assert papers.remark(first) == "旧账；超范围"
    assert papers.remark(second) == "旧账；原簿无批准人"
    row = papers.register_row(first)
    assert (row.matter, row.content, row.approver) == ("居民财产证明", "购房收入证明", "陈志明")
    assert papers.register_row(second).matter == "社保13 小额担保贷款"
    printed = words(papers.register_month(approver, SEAL, 2025, 3)).replace(" ", "")
    assert "旧账；超范围" in printed


def test_a_persons_history_reaches_into_the_old_books(approver: Office, make_use: MakeUse) -> None:
    take(approver, line(3), line(4, 申请人="王方"))
    own = make_use(applicant_name="王芳").seq
    by_name = history.history_of_person(approver, "王芳", "本人要求").lines
    assert [(found.use == own, found.running) for found in by_name] == [(True, 1), (False, 3)]
    by_number = history.history_of_person(approver, id_number(), "本人要求").lines
    assert {found.running for found in by_number} == {1, 3, 4}
    with approver.read() as work:
        known = contacts.contacts(work, [found.use for found in by_name])
        looks = [look.number for look in contacts.looks(work)]
    assert [known[found.use].phone for found in by_name] == ["138****8000"] * 2
    assert set(looks) == {"梧社印〔2025〕3 号", "梧社印〔2025〕4 号", "梧社印〔2026〕1 号"}


def tampered(office: Office, statement: str) -> tuple[str, str]:
    with closing(open_raw(office.folder)) as raw:
        raw.execute(statement)
    fault = evidence.verify_office(office).fault
    assert fault is not None
    return fault.kind, fault.where


def test_tampering_with_entries_taken_over_is_named(approver: Office) -> None:
    take(approver, line(3), line(4))
    use = lists.list_uses(approver, UseFilter())[0].use
    assert tampered(approver, f"UPDATE use_states SET copies = 9 WHERE use = {use}") == (
        "derived",
        f"use_states {use}",
    )
    assert (
        tampered(approver, f"UPDATE use_states SET copies = 2, approver = 2 WHERE use = {use}")[1]
        == f"use_states {use}"
    )
    assert tampered(approver, f"DELETE FROM use_states WHERE use = {use}") == ("derived", f"use_states {use}")


def test_an_entry_said_to_be_taken_over_that_never_was_is_named(approver: Office, make_use: MakeUse) -> None:
    own = make_use().seq
    assert tampered(approver, f"UPDATE use_states SET taken_over = 1 WHERE use = {own}") == (
        "derived",
        f"use_states {own}",
    )
    extra = f"INSERT INTO use_states SELECT {own + 99}, seal, year, 99, matter, NULL, NULL, state, at, month, sealed_at, copies, impressions, kept_pages, keeper_approved, 1, search FROM use_states"
    with closing(open_raw(approver.folder)) as raw:
        raw.execute(f"UPDATE use_states SET taken_over = 0 WHERE use = {own}")
    assert tampered(approver, extra) == ("derived", f"use_states {own + 99}")


def test_a_row_taken_over_that_was_changed_is_named(approver: Office) -> None:
    take(approver)
    with closing(open_raw(approver.folder)) as raw:
        names = [
            name
            for (name,) in raw.execute(
                "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='taken_uses'"
            )
        ]
        kept = [
            sql
            for (sql,) in raw.execute(
                "SELECT sql FROM sqlite_master WHERE type='trigger' AND tbl_name='taken_uses'"
            )
        ]
        for name in names:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE taken_uses SET approver_name = '黄建平'")
        for sql in kept:
            raw.execute(sql)
    fault = evidence.verify_office(approver).fault
    assert fault is not None
    assert (fault.kind, fault.where.split()[0]) == ("row_changed", TakenUseRow.__tablename__)


# Reading in a child process


def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "旧.xlsx"
    path.write_bytes(b"")
    with pytest.raises(Refused, match="空文件"):
        service.read_old_register(path)


def _die(*_arguments: object) -> None:
    os._exit(3)


def _sleep(*_arguments: object) -> None:
    time.sleep(60)  # pragma: no cover - in a child that is ended


def test_a_file_that_kills_its_reader_harms_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_read_apart", _die)
    with pytest.raises(Refused, match="读到一半出错"):
        service.read_old_register(tmp_path / "坏.xlsx")


def test_a_file_that_takes_for_ever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_read_apart", _sleep)
    monkeypatch.setattr(service, "LONGEST_READING", 0.0)
    with pytest.raises(Refused, match="读到一半出错"):
        service.read_old_register(tmp_path / "慢.xlsx")


def test_reading_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    monkeypatch.setattr(service, "_read_apart", _sleep)
    with pytest.raises(Stopped):
        service.read_old_register(tmp_path / "慢.xlsx", progress=stop)


class _Outlet(list[object]):
    send = list.append


def test_the_child_sends_what_it_found_or_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "keep_small", lambda: None)
    out = _Outlet()
    service._read_apart(out, FIXTURES / SAMPLES[1], "gb18030")  # type: ignore[arg-type]
    service._read_apart(out, tmp_path / "没有.xlsx", "")  # type: ignore[arg-type]
    found, why = out
    assert isinstance(found, takeover.OldFile)
    assert (found.name, found.encoding) == (SAMPLES[1], "gb18030")
    assert isinstance(why, Refused)
    assert [p.rule for p in why.problems] == ["takeover.file_unreadable"]
