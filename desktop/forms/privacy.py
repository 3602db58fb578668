"""What the office keeps about one person, as a paper to hand to that person."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from desktop.domain.papers import Paper
from desktop.domain.problems import Refused
from desktop.forms.paper import FANG, HEI, TITLE, Cell, Column, Sheet, Table, check_text, chinese_date
from desktop.forms.paper.geometry import A4_HEIGHT, A4_WIDTH

TITLE_TEXT = "个人信息留存情况"
GROUND = "依据《中华人民共和国个人信息保护法》第四十五条提供。认为不准确的，可以请求更正（第四十六条）。"
ROLES = {"applicant": "居民本人", "agent": "代办人"}
WIDTH, HEIGHT = A4_HEIGHT, A4_WIDTH
LEFT, TOP, BOTTOM = 15.0, 20.0, 192.0
RIGHT = WIDTH - LEFT
HEAD_BASE, TABLE_TOP, FOOT_BASE = 35.0, 38.0, 201.0
PART_HEAD, GAP = 8.0, 6.0
Block = tuple[float, str, Table, Sequence[Sequence[Cell]]]
ENTRY_COLUMNS = (
    Column("编号", 34.0),
    Column("日期", 27.0, "centre"),
    Column("事项和文件", 48.0),
    Column("身份", 20.0, "centre"),
    Column("姓名", 22.0, "centre"),
    Column("公民身份号码", 40.0, "centre"),
    Column("电话", 26.0, "centre"),
    Column("住址或关系", 34.0),
    Column("状态", 16.0, "centre"),
)
NOTE_COLUMNS = (Column("编号", 40.0), Column("写了什么", 227.0))
TRACE_COLUMNS = (
    Column("哪里", 30.0),
    Column("日期", 40.0, "centre"),
    Column("哪一件", 82.0),
    Column("写了什么", 115.0),
)
CORRECTION_COLUMNS = (
    Column("更正时间", 45.0, "centre"),
    Column("谁", 30.0, "centre"),
    Column("编号", 52.0),
    Column("哪一项", 35.0),
    Column("更正为", 50.0),
    Column("为什么", 55.0),
)
ACCESS_COLUMNS = (
    Column("查看时间", 45.0, "centre"),
    Column("谁", 30.0, "centre"),
    Column("编号", 62.0),
    Column("为什么", 130.0),
)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One entry in which the person stands, with every value about them in full."""

    number: str
    on: date
    matter: str
    document: str
    role: str
    state: str
    name: str = field(repr=False)
    id_number: str = field(repr=False)
    phone: str = field(repr=False)
    rest: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What one entry says of the person in words: purpose, finding, statement."""

    number: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One record outside the register in which the person stands, with all it says of them."""

    place: str
    on: date
    what: str
    values: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One value that was put right: in which entry, which, to what, and why. What was written first stays."""

    at: datetime
    who: str
    number: str
    word: str
    value: str = field(repr=False)
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One look at the person's data before this one."""

    at: datetime
    who: str
    number: str
    why: str


@dataclass(frozen=True, slots=True)
class PersonFileSheet:
    """What stands on the paper; `id_number` is masked, as it only tells two people of one name apart."""

    office: str
    name: str
    id_number: str
    printed_at: datetime
    printed_by: str
    lines: tuple[PersonLine, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    traces: tuple[TraceLine, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()
    accesses: tuple[AccessLine, ...] = ()


def _moment(moment: datetime) -> str:
    return f"{chinese_date(moment.date())} {moment:%H:%M}"


def _entry(line: PersonLine) -> tuple[Cell, ...]:
    return (
        Cell(line.number),
        Cell(chinese_date(line.on)),
        Cell("\n".join(part for part in (line.matter, line.document) if part)),
        Cell(ROLES[line.role]),
        Cell(line.name),
        Cell(line.id_number),
        Cell(line.phone),
        Cell(line.rest),
        Cell(line.state),
    )


def _trace(line: TraceLine) -> tuple[Cell, ...]:
    return Cell(line.place), Cell(chinese_date(line.on)), Cell(line.what), Cell(line.values)


def _correction(line: CorrectionLine) -> tuple[Cell, ...]:
    words = (_moment(line.at), line.who, line.number, line.word, line.value, line.reason)
    return tuple(Cell(text) for text in words)


def _access(line: AccessLine) -> tuple[Cell, ...]:
    return Cell(_moment(line.at)), Cell(line.who), Cell(line.number), Cell(line.why)


def person_file(document: PersonFileSheet) -> Paper:
    """Set 个人信息留存情况. Raises Refused naming a character that no font has."""
    parts = [
        (
            f"一、登记 {len(document.lines)} 处",
            Table(ENTRY_COLUMNS, [_entry(line) for line in document.lines]),
        ),
        (
            f"二、登记里写到本人的话 {len(document.notes)} 处",
            Table(NOTE_COLUMNS, [(Cell(line.number), Cell(line.words)) for line in document.notes]),
        ),
        (
            f"三、登记以外 {len(document.traces)} 处",
            Table(TRACE_COLUMNS, [_trace(line) for line in document.traces]),
        ),
        (
            f"四、更正 {len(document.corrections)} 次，原来写的留在登记里",
            Table(CORRECTION_COLUMNS, [_correction(line) for line in document.corrections]),
        ),
        (
            f"五、此前查看 {len(document.accesses)} 次",
            Table(ACCESS_COLUMNS, [_access(line) for line in document.accesses]),
        ),
    ]
    texts = [cell.text for _words, table in parts for row in table.rows for cell in row]
    problems = [problem for text in (document.name, *texts) for problem in check_text(text)]
    if problems:
        raise Refused(problems)
    sheet = Sheet(TITLE_TEXT, WIDTH, HEIGHT)
    pages = _pages(sheet, parts)
    for number, page in enumerate(pages, 1):
        if number > 1:
            sheet.next_page()
        _draw_margins(sheet, document, number, len(pages))
        for y, words, table, rows in page:
            sheet.text(LEFT, y + 5.0, words, HEI, 11.0)
            table.draw(sheet, LEFT, y + PART_HEAD, rows)
    return Paper("person_file", TITLE_TEXT, sheet.to_pdf(), sheet.pages, ())


def _pages(sheet: Sheet, parts: list[tuple[str, Table]]) -> list[list[Block]]:
    """What stands on each page: upper edge, heading, and the rows of a table, which goes on where it must."""
    pages: list[list[Block]] = [[]]
    y = TABLE_TOP
    for words, table in parts:
        rows = list(table.rows)
        heading = words
        while rows or heading == words:
            room = BOTTOM - y - PART_HEAD - table.head_height
            least = table.row_height(sheet, rows[0]) if rows else 0.0
            if least > room and y > TABLE_TOP:
                pages.append([])
                y = TABLE_TOP
                continue
            fitting = replace(table, rows=rows).pages(sheet, room, room)[0]
            pages[-1].append((y, heading, table, fitting))
            used = sum(table.row_height(sheet, row) for row in fitting)
            y += PART_HEAD + table.head_height + used + GAP
            rows = rows[len(fitting) :]
            heading = f"{words}（续）"
    return pages


def _draw_margins(sheet: Sheet, document: PersonFileSheet, page: int, pages: int) -> None:
    sheet.text(WIDTH / 2, TOP + 6.0, TITLE_TEXT, TITLE, 20.0, align="centre")
    who = f"姓名：{document.name}"
    if document.id_number:
        who += f"　　公民身份号码：{document.id_number}"
    sheet.text(LEFT, HEAD_BASE, who, FANG, 11.0)
    sheet.text(RIGHT, HEAD_BASE, f"提供单位：{document.office}", FANG, 11.0, align="right")
    sheet.text(LEFT, FOOT_BASE, f"{document.printed_by}打印　{_moment(document.printed_at)}", HEI, 9.0)
    sheet.text(WIDTH / 2, FOOT_BASE, GROUND, FANG, 9.0, align="centre")
    sheet.text(RIGHT, FOOT_BASE, f"第 {page} 页 共 {pages} 页", HEI, 9.0, align="right")
