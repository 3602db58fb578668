"""Old registers: columns, days, counts and ticks as people wrote them; what is taken, marked and refused."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.seals import takeover
from desktop.domain.seals.records import MatterStatus
from desktop.domain.seals.takeover import Cell, Column, Mark
from desktop.domain.seals.takeover.matters import MatterBook
from desktop.domain.seals.takeover.values import (
    WrittenDay,
    lost_digits,
    read_count,
    read_day,
    read_kept,
    read_numeral,
    read_running,
    written,
)
from desktop.domain.text.dates import numeral_date
from tests.builders import CHINA, id_number, make_matter, make_seal

TODAY = date(2026, 9, 1)
TITLES = ("序号", "用印时间", "用印事由", "申请人", "份数", "承办人", "批准人", "留底", "备注")
MATTERS = [
    make_matter(),
    make_matter(number=13, code="13", group="就业", name="小额担保贷款申请复核", short_name="小额担保贷款", aliases=("贷款复核",)),
    make_matter(number=15, code="15", group="就业", name="就业招聘的现实表现证明", short_name="就业招聘政审", aliases=("政审",)),
    make_matter(number=16, code="16", group="婚恋", name="军人婚恋表现证明", short_name="军人婚恋政审", aliases=()),
    make_matter(
        number=33, code="E17", group="不出具", name="居民财产证明", short_name="居民财产证明",
        aliases=("购房收入证明",), status=MatterStatus.ELSEWHERE,
    ),
]  # fmt: skip


def row(**changes: Cell) -> tuple[Cell, ...]:
    """One good line of an old register, with some cells changed."""
    good: dict[str, Cell] = {
        "running": "1", "used_on": "2025-03-01", "matter": "小额担保贷款", "applicant": "王芳", "copies": "1",
        "handler": "黄建平", "approver": "陈志明", "kept": "√", "remark": "",
    }  # fmt: skip
    return tuple((good | changes).values())


def read(*rows: tuple[Cell, ...], titles: Sequence[str] = TITLES, **asked: Any) -> takeover.Reading:
    table = (tuple(titles), *rows)
    header = takeover.find_header(table)
    assert header is not None
    wanted: dict[str, Any] = {"year": 2025, "matters": MATTERS, "used": (), "today": TODAY}
    return takeover.read_book(table, header, **(wanted | asked))


def one(**changes: Cell) -> takeover.OldEntry:
    reading = read(row(**changes))
    assert reading.refused == ()
    return reading.entries[0]


def reasons(**changes: Cell) -> list[tuple[str, str]]:
    reading = read(row(**changes))
    assert reading.entries == ()
    return [(problem.rule, problem.field) for problem in reading.refused[0].problems]


# Columns


def test_the_header_is_found_under_a_title_and_a_line_of_names() -> None:
    rows: list[tuple[Cell, ...]] = [
        ("嘉禾街道社会事务专用章用印登记簿（2025年）",),
        ("单位：榕荫社区", "", "保管人：陈志明"),
        TITLES,
    ]
    header = takeover.find_header(rows)
    assert header is not None
    assert (header.at, header.titles, header.heading) == (
        2,
        TITLES,
        "嘉禾街道社会事务专用章用印登记簿（2025年）　单位：榕荫社区　保管人：陈志明",
    )
    assert header.columns == {
        Column.RUNNING: 0, Column.USED_ON: 1, Column.MATTER: 2, Column.APPLICANT: 3, Column.COPIES: 4,
        Column.HANDLER: 5, Column.APPROVER: 6, Column.KEPT: 7, Column.REMARK: 8,
    }  # fmt: skip


def test_a_table_without_column_names_has_no_header() -> None:
    assert takeover.find_header([("1", "2025-01-04", "政审"), ("承办人", "批准人")]) is None


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("申请人联系电话", Column.PHONE),
        ("申请人身份证号", Column.ID_NUMBER),
        ("现住址", Column.ADDRESS),
        ("复印件留底情况", Column.KEPT),
        ("盖章份数（份）", Column.COPIES),
        ("批准领导签字", Column.APPROVER),
        ("领导签字", Column.APPROVER),
        ("经 办 人", Column.HANDLER),
        ("盖章的日期", Column.USED_ON),
        ("登记簿编号", Column.RUNNING),
        ("材料送往哪里", Column.RECIPIENT),
        ("用印文件标题", Column.DOCUMENT),
        ("申请盖章事由", Column.MATTER),
        ("具体用途", Column.PURPOSE),
        ("居民姓名（签名）", Column.APPLICANT),
        ("备注说明", Column.REMARK),
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_usual_name_or_a_part_of_it(title: str, column: Column) -> None:
    assert takeover.recognise(["", title]) == {column: 1}


def test_a_column_that_only_resembles_one_is_left() -> None:
    assert takeover.recognise(["批准时间", "承办单位", "归还日期", "骑缝"]) == {}
    assert takeover.recognise(["日期", "时间", "用印的日期"]) == {Column.USED_ON: 0}
    assert takeover.recognise(["登记日期", "盖章日期"]) == {Column.USED_ON: 1}


def test_columns_that_every_entry_needs_are_asked_for() -> None:
    problems = takeover.check_columns({Column.MATTER: 0})
    assert [(p.rule, p.field) for p in problems] == [
        ("takeover.column_missing", "used_on"),
        ("takeover.column_missing", "handler_name"),
    ]
    assert takeover.check_columns(dict.fromkeys(takeover.NEEDED, 0)) == []


# Values


@pytest.mark.parametrize(
    "cell",
    [
        "2025.1.4", "2025年1月4日", "2025-01-04", "2025/1/4", "２０２５．１．４", "20250104", 20250104.0, 45661.0, 45661.4,
        "45661", date(2025, 1, 4), datetime(2025, 1, 4, 10, 30, tzinfo=CHINA), "二〇二五年一月四日", "二零二五年正月初四", "2025.1.4.",
        "2025-01-04 10:30:00", "2025年1月4日（星期六）", "2025-1-4上午", "2025、1、4", "2025年1月4号",
    ],
)  # fmt: skip
def test_a_day_is_read_in_each_way_it_is_written(cell: Cell) -> None:
    assert read_day(cell) == WrittenDay(2025, 1, 4)


@pytest.mark.parametrize("cell", ["1月4日", "1.4", "1-4", "01/04", "一月四日", "1月 4 日"])
def test_a_day_without_a_year_has_none(cell: str) -> None:
    assert read_day(cell) == WrittenDay(None, 1, 4)


@pytest.mark.parametrize("cell", ["25.1.4", "'25-1-4", "二五年一月四日"])
def test_a_short_year_is_marked(cell: str) -> None:
    assert read_day(cell) == WrittenDay(2025, 1, 4, short=True)


@pytest.mark.parametrize(
    "cell", ["", "上周", 1.1, 12.0, "123", "1月", "四日", "十十月四日", "一月十十日", "2025"]
)
def test_what_is_no_day_is_none(cell: Cell) -> None:
    assert read_day(cell) is None


@given(st.dates(date(1955, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date) -> None:
    found = WrittenDay(day.year, day.month, day.day)
    texts = (
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        numeral_date(day),
        f"{day:%Y/%m/%d}",
    )
    assert [read_day(text) for text in texts] == [found] * 5
    assert read_day(float((day - date(1899, 12, 30)).days)) == found
    assert found.on(day.year) == day


def test_a_day_that_is_none_of_the_calendar_is_on_no_date() -> None:
    assert WrittenDay(None, 2, 30).on(2025) is None


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{digits[hundreds]}百" if hundreds else ""
    words += (
        f"{digits[tens] if tens > 1 or hundreds else ''}十" if tens else ("零" if hundreds and ones else "")
    )
    return words + (digits[ones] if ones else "")


@given(st.integers(1, 999))
def test_every_number_of_copies_is_read_back(number: int) -> None:
    full_width = str(number).translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    ways = (
        str(number),
        full_width,
        f"{number}份",
        _numeral(number),
        f"{_numeral(number)}份",
        float(number),
        f"{number}.0",
        f"共{number}张",
    )
    assert [read_count(way) for way in ways] == [number] * 8


@pytest.mark.parametrize(
    ("cell", "count"),
    [("一式两份", 2), ("两", 2), ("贰", 2), ("拾贰份", 12), ("壹佰零伍", 105), ("廿一", 21), ("若干", None), ("", None),
     (1.5, None), (date(2025, 1, 4), None), ("多份", None), ("份", None), ("零", None), ("0", 0)],
)  # fmt: skip
def test_a_number_of_copies_is_a_number(cell: Cell, count: int | None) -> None:
    assert read_count(cell) == count


def test_nothing_is_no_numeral() -> None:
    assert read_numeral("") is None


@pytest.mark.parametrize("cell", ["√", "✓", "是", "有", "已留", "已留底", "复印件1份", "存档", "Y", 1.0, "1"])
def test_ticks_and_words_say_that_a_copy_was_kept(cell: Cell) -> None:
    assert read_kept(cell)


@pytest.mark.parametrize(
    "cell", ["", "未留", "无", "没有", "否", "不需要", "×", "x", "-", "N", "0", 0.0, "待定"]
)
def test_what_does_not_say_so_is_no_copy(cell: Cell) -> None:
    assert not read_kept(cell)


@pytest.mark.parametrize(
    "cell", ["12", 12.0, "012", "１２", "No.12", "第12号", "2025-12", "梧社印〔2025〕12 号", "2025-012"]
)
def test_a_running_number_is_read_in_each_way(cell: Cell) -> None:
    assert read_running(cell) == 12


@pytest.mark.parametrize("cell", ["", "0", "甲", date(2025, 1, 4), 1.5, "12a"])
def test_what_is_no_running_number_is_none(cell: Cell) -> None:
    assert read_running(cell) is None


def test_a_number_that_excel_shortened_has_lost_its_end() -> None:
    assert [lost_digits(cell) for cell in (1.1010519491231e17, "1.10105E+17", "1.1E+17")] == [True] * 3
    assert [
        lost_digits(cell) for cell in ("110105194912310021", 350203951041204.0, "", date(2025, 1, 4))
    ] == [False] * 4


def test_a_cell_is_written_as_people_read_it() -> None:
    cells: list[Cell] = [
        2.0,
        2.5,
        1e17,
        date(2025, 1, 4),
        datetime(2025, 1, 4, tzinfo=CHINA),
        datetime(2025, 1, 4, 9, 5, tzinfo=CHINA),
        " 赵　福\n女 ",
    ]
    assert [written(cell) for cell in cells] == [
        "2", "2.5", "1e+17", "2025-01-04", "2025-01-04", "2025-01-04 09:05", "赵 福 女",
    ]  # fmt: skip


# Matters


@pytest.mark.parametrize(
    ("words", "number"),
    [("军人婚恋政审", 16), ("就业政审", 15), ("贷款复核", 13), ("小额担保贷款的复核", 13), ("13", 13), ("就业 13", 13),
     ("小额担保贷款申请", 13), ("领取养老金人员的身份确认", 10), ("养老金确认", 10)],
)  # fmt: skip
def test_a_matter_is_known_by_its_words_a_part_of_them_or_a_short_form(words: str, number: int) -> None:
    meant = MatterBook(MATTERS).find(words)
    assert meant.matter is not None
    assert (meant.matter.number, meant.unclear, meant.out_of_scope) == (number, False, False)


def test_a_matter_the_seal_is_not_for_is_out_of_scope() -> None:
    book = MatterBook(MATTERS)
    elsewhere, unknown = book.find("购房收入证明"), book.find("开会通知")
    assert (elsewhere.matter, elsewhere.out_of_scope) == (MATTERS[-1], True)
    assert (unknown.matter, unknown.unclear, unknown.out_of_scope) == (None, False, True)
    assert book.find("开会通知") is unknown


def test_words_that_may_mean_two_matters_are_unclear() -> None:
    meant = MatterBook(MATTERS).find("表现证明")
    assert (meant.matter, meant.unclear, meant.out_of_scope) == (None, True, False)


def test_a_short_word_is_no_sign_of_a_matter() -> None:
    assert MatterBook(MATTERS).find("复核").matter is None
    assert MatterBook([make_matter(aliases=("——",))]).find("——").matter is None


# Lines


def test_a_good_line_becomes_an_entry_that_says_what_the_old_book_says() -> None:
    entry = one(
        running=7.0, used_on="2025年3月1日", applicant="赵　福", copies="２", kept="复印件1份", remark="邮寄"
    )
    assert entry == takeover.OldEntry(
        line=2, running=7, used_on=date(2025, 3, 1), date_written="2025年3月1日", matter=13,
        matter_written="小额担保贷款", copies=2, handler="黄建平", approver="陈志明", applicant="赵福", kept=True,
        kept_written="复印件1份", remark="邮寄",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "rule", "field"),
    [
        ({"running": ""}, "takeover.number_missing", "running"),
        ({"running": "甲"}, "takeover.number_unreadable", "running"),
        ({"running": "1000000"}, "takeover.number_unreadable", "running"),
        ({"used_on": ""}, "takeover.date_missing", "used_on"),
        ({"used_on": "上周"}, "takeover.date_unreadable", "used_on"),
        ({"used_on": 1.1}, "takeover.date_unreadable", "used_on"),
        ({"used_on": "2月30日"}, "takeover.date_impossible", "used_on"),
        ({"used_on": "2026-01-09"}, "takeover.date_outside", "used_on"),
        ({"matter": ""}, "takeover.matter_missing", "matter"),
        ({"matter": "长" * 1001}, "takeover.text_unfit", "matter"),
        ({"copies": "若干"}, "takeover.copies_unreadable", "copies"),
        ({"copies": "0"}, "takeover.copies_unreadable", "copies"),
        ({"copies": "1000"}, "takeover.copies_unreadable", "copies"),
        ({"handler": ""}, "takeover.handler_missing", "handler_name"),
        ({"handler": "——"}, "takeover.handler_missing", "handler_name"),
        ({"handler": "黄?平"}, "text.name_lost", "handler_name"),
        ({"applicant": "王?梅"}, "text.name_lost", "applicant_name"),
        ({"approver": "陈\ufffd明"}, "text.name_lost", "approver_name"),
        ({"handler": "\u200b"}, "text.name_empty", "handler_name"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_right_is_refused_with_its_reason(
    changes: dict[str, Cell], rule: str, field: str
) -> None:
    assert reasons(**changes) == [(rule, field)]


def test_a_refused_line_has_all_its_reasons_and_what_it_said() -> None:
    refused = read(row(), row(running="2", handler="", copies="若干")).refused[0]
    assert (refused.line, refused.written[Column.COPIES]) == (3, "若干")
    assert refused.reason == (
        "份数“若干”不是数目。份数要是 1 到 999 的数。请对照旧登记簿改正。"
        "没有承办人。登记要写明谁承办。请对照旧登记簿补上。"
    )


def test_a_day_that_has_not_come_yet_is_refused() -> None:
    future = read(row(used_on="2026-09-02"), row(used_on="2026-09-01"), year=2026)
    assert [(r.line, r.problems[0].rule) for r in future.refused] == [(2, "takeover.date_in_future")]
    assert future.entries[0].line == 3


def test_a_day_after_the_seal_was_stopped_is_refused() -> None:
    reading = read(row(), row(running="2", used_on="2025-03-02"), last_day=date(2025, 3, 1))
    assert [entry.line for entry in reading.entries] == [2]
    assert [(r.line, r.problems[0].rule) for r in reading.refused] == [(3, "takeover.date_after_stop")]


def test_a_number_used_twice_is_refused_the_second_time() -> None:
    reading = read(row(running="8"), row(running="9"), row(running="8"), row(running="5"), used={5})
    assert [entry.running for entry in reading.entries] == [8, 9]
    assert [(r.line, r.problems[0].rule) for r in reading.refused] == [
        (4, "takeover.number_twice"),
        (5, "takeover.number_known"),
    ]
    assert "第 2 行" in reading.refused[0].reason


def test_a_refused_line_does_not_use_up_its_number() -> None:
    reading = read(row(running="8", handler=""), row(running="8"))
    assert [entry.line for entry in reading.entries] == [3]


def test_a_book_without_numbers_is_numbered_by_its_lines_after_those_given() -> None:
    reading = read(row()[1:], row()[1:], titles=TITLES[1:], used={3})
    assert [(e.running, e.marks) for e in reading.entries] == [
        (4, (Mark.NUMBERED_HERE,)),
        (5, (Mark.NUMBERED_HERE,)),
    ]


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({}, ()),
        ({"matter": "购房收入证明"}, (Mark.OUT_OF_SCOPE,)),
        ({"matter": "开会通知"}, (Mark.OUT_OF_SCOPE,)),
        ({"matter": "表现证明"}, (Mark.MATTER_UNCLEAR,)),
        ({"used_on": "3月1日"}, (Mark.YEAR_INFERRED,)),
        ({"used_on": "25.3.1"}, (Mark.YEAR_INFERRED,)),
        ({"approver": ""}, (Mark.NO_APPROVER,)),
        ({"applicant": "/"}, (Mark.NO_APPLICANT,)),
        ({"copies": ""}, (Mark.NO_COPIES,)),
        ({"kept": ""}, (Mark.NO_COPY_KEPT,)),
        ({"remark": "写错，作废"}, (Mark.VOID,)),
        ({"approver": "", "kept": "", "used_on": "3月1日"}, (Mark.YEAR_INFERRED, Mark.NO_APPROVER, Mark.NO_COPY_KEPT)),
    ],
)  # fmt: skip
def test_what_is_unusual_is_marked_and_taken(changes: dict[str, Cell], marks: tuple[Mark, ...]) -> None:
    assert one(**changes).marks == marks


def test_what_happened_out_of_scope_keeps_the_matter_it_was() -> None:
    assert one(matter="购房收入证明").matter == 33
    assert one(matter="开会通知").matter is None


def test_a_void_line_needs_no_copies_and_no_approver() -> None:
    entry = one(copies="作废", approver="", kept="√")
    assert (entry.marks, entry.copies, entry.kept) == ((Mark.VOID,), 0, False)
    assert one(remark="作废", copies="2").copies == 2


def test_a_seal_without_authorised_matters_marks_nothing_out_of_scope() -> None:
    reading = read(row(matter="开会通知"), matters=[])
    assert reading.entries[0].marks == ()


def test_copies_without_a_column_are_one_and_marked() -> None:
    reading = read(row()[:4] + row()[5:], titles=TITLES[:4] + TITLES[5:])
    assert (reading.entries[0].copies, reading.entries[0].marks) == (1, (Mark.NO_COPIES,))


def test_an_old_book_without_applicants_lacks_none() -> None:
    reading = read(row()[:3] + row()[4:], titles=TITLES[:3] + TITLES[4:])
    assert reading.entries[0].marks == ()


@pytest.mark.parametrize(
    ("cell", "kept", "marks"),
    [
        (id_number(), id_number(), ()),
        ("11010519491231002x", "11010519491231002X", ()),
        ("350203951041204", "350203951041204", (Mark.ID_DOUBTFUL,)),
        ("", "", ()),
    ],
)
def test_an_identity_number_is_kept_as_it_is_and_marked_when_doubtful(
    cell: str, kept: str, marks: tuple[Mark, ...]
) -> None:
    entry = read((*row(), cell), titles=(*TITLES, "身份证号")).entries[0]
    assert (entry.id_number, entry.marks) == (kept, marks)


def test_an_identity_number_kept_as_a_number_is_refused() -> None:
    refused = read((*row(), 1.1010519491231e17), titles=(*TITLES, "身份证号")).refused[0]
    assert [p.rule for p in refused.problems] == ["takeover.id_number_lost"]
    refused = read((*row(), "1" * 1001), titles=(*TITLES, "身份证号")).refused[0]
    assert [p.rule for p in refused.problems] == ["takeover.text_unfit"]


def test_a_phone_kept_as_a_number_is_whole() -> None:
    entry = read((*row(), 13800138002.0, "榕荫路 1 号"), titles=(*TITLES, "电话", "住址")).entries[0]
    assert (entry.phone, entry.address) == ("13800138002", "榕荫路 1 号")


def test_what_is_no_entry_is_left_out_and_said() -> None:
    blank = ("",) * 9
    reading = read(
        row(), blank, ("", "", "小计", *blank[3:]), TITLES, row(running="2"), ("合计", "", "", "", 242.0), ("第 1 页",),
        ("本页小计", *blank[1:]), ("3月份 合计：",), (),
    )  # fmt: skip
    assert [entry.line for entry in reading.entries] == [2, 6]
    assert reading.skipped == (
        (3, "空行"), (4, "小计"), (5, "重复的表头"), (7, "小计"), (8, "说明行"), (9, "小计"), (10, "小计"), (11, "空行"),
    )  # fmt: skip
    assert reading.refused == ()


def test_the_same_as_above_is_read_as_what_stands_above() -> None:
    reading = read(row(), row(running="2", used_on="〃", matter="同上", handler="〃", approver="〃"))
    assert [(e.used_on, e.matter_written, e.handler, e.approver) for e in reading.entries] == [
        (date(2025, 3, 1), "小额担保贷款", "黄建平", "陈志明")
    ] * 2
    assert read(row(matter="同上")).entries[0].matter_written == "同上"


def test_a_line_shorter_than_the_header_has_empty_cells() -> None:
    assert read(row()[:7]).entries[0].marks == (Mark.NO_COPY_KEPT,)


# Years


def days(*cells: str, year: int = 2025) -> list[date]:
    reading = read(*(row(running=str(at), used_on=cell) for at, cell in enumerate(cells, 1)), year=year)
    return [entry.used_on for entry in reading.entries]


def test_a_date_without_a_year_is_of_the_books_year() -> None:
    assert days("3月1日") == [date(2025, 3, 1)]
    assert days("2025-03-01", "3月2日", "2025-03-03") == [date(2025, 3, n) for n in (1, 2, 3)]
    assert days("2月29日", year=2024) == [date(2024, 2, 29)]


def test_a_date_without_a_year_takes_that_of_its_neighbours_where_the_books_does_not_fit() -> None:
    reading = read(
        row(used_on="2024-12-30"),
        row(running="2", used_on="12月31日"),
        row(running="3", used_on="2025-01-02"),
    )
    assert [(r.line, r.problems[0].rule) for r in reading.refused] == [
        (2, "takeover.date_outside"),
        (3, "takeover.date_outside"),
    ]
    assert [entry.line for entry in reading.entries] == [4]


def test_a_neighbour_that_is_wrong_leads_nobody_astray() -> None:
    assert days("2025-04-09", "2026-01-09", "4月10日", "2025-04-11") == [
        date(2025, 4, n) for n in (9, 10, 11)
    ]
    assert days("2025-05-01", "4月10日", "2025-04-11") == [
        date(2025, 5, 1),
        date(2025, 4, 10),
        date(2025, 4, 11),
    ]


def test_a_date_that_fits_between_no_neighbours_is_of_the_books_year() -> None:
    cells = ("2025-05-01", "4月10日", "2026-01-02")
    reading = read(*(row(running=str(n), used_on=cell) for n, cell in enumerate(cells, 1)), year=2026)
    assert [entry.used_on for entry in reading.entries] == [date(2026, 4, 10), date(2026, 1, 2)]


def guess(
    heading: str, *cells: Cell, names: tuple[str, ...] = (), titles: Sequence[str] = TITLES
) -> int | None:
    table: list[tuple[Cell, ...]] = [
        (heading,),
        tuple(titles),
        *(row(used_on=cell) for cell in cells),
        ("x",),
    ]
    header = takeover.find_header(table)
    assert header is not None
    return takeover.guess_year(table, header, *names)


def test_the_year_of_a_book_is_in_its_title_its_dates_or_its_name() -> None:
    assert guess("用印登记簿（2025年）", "2024-01-01") == 2025
    assert guess("2024-2025 年登记簿", "2024-01-01", "2025-01-01", "2025-01-02") == 2025
    assert guess("2019年5月启用", "2025-01-01") == 2025
    assert guess("登记簿", "1月4日", names=("", "register_2025.csv")) == 2025
    assert guess("登记簿", "1月4日", names=("2024年 2025年", "登记簿")) is None
    assert guess("登记簿", "2025-01-01", titles=("序号", "", "事由", "申请人")) is None


def test_the_seal_is_the_one_that_the_title_names() -> None:
    seals = [
        make_seal(),
        make_seal(number=2, name="梧桐街道榕荫社区居民委员会"),
        make_seal(number=3, name="梧桐街道办事处"),
    ]
    assert takeover.guess_seal(seals, "榕荫社区居民委员会 印章登记") == 2
    assert takeover.guess_seal(seals, "嘉禾街道社会事务专用章用印登记簿") == 1
    assert takeover.guess_seal(seals, "登记簿") == 1


# Words


def preview(reading: takeover.Reading) -> takeover.Preview:
    file = takeover.OldFile("旧.csv", "0" * 64, (takeover.Sheet("", ()),))
    return takeover.Preview(file, 0, (), takeover.Header(0, (), {}), make_seal(), 2025, reading)


def test_the_report_says_what_becomes_of_each_line() -> None:
    found = preview(read(row(), row(running="1"), ("",), row(running="3", matter="开会通知")))
    assert list(takeover.read_rows_words(found)) == [
        "第 2 行　接收　1 号",
        "第 3 行　不接收　序号 1 在第 2 行已经用过。一个序号只能有一条登记。请对照旧登记簿改正。",
        "第 4 行　不是登记　空行",
        "第 5 行　接收　3 号　超范围",
    ]
    assert takeover.summary_words(found) == "可以接收 2 条，不能接收 1 行（第 3 行）；超范围 1 条。"
    assert (found.rows, found.marked(Mark.OUT_OF_SCOPE)) == (3, 1)
    assert takeover.summary_words(preview(read(row()))) == "可以接收 1 条，不能接收 0 行。"


def test_the_report_names_only_so_many_lines() -> None:
    found = preview(read(*(row(running=str(n), handler="") for n in range(1, 14))))
    assert takeover.summary_words(found) == (
        "可以接收 0 条，不能接收 13 行（第 2、3、4、5、6、7、8、9、10、11、12、13 行等）。"
    )
