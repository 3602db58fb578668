"""One line of an old register: either an entry, or every reason why it cannot be right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.domain.problems import Problem
from desktop.domain.seals.rules import LONGEST_TEXT, MOST_COPIES, has_control
from desktop.domain.seals.takeover.matters import MatterBook
from desktop.domain.seals.takeover.records import COLUMN_WORDS, Cell, Column, Mark, OldEntry
from desktop.domain.seals.takeover.values import (
    lost_digits,
    read_count,
    read_day,
    read_kept,
    read_running,
    written,
)
from desktop.domain.text.identity import check_id_number, clean_id_number
from desktop.domain.text.names import clean_name
from desktop.i18n import _

NAMES = (Column.APPLICANT, Column.HANDLER, Column.APPROVER)
VOID_WORDS = "作废"
NOBODY = frozenset({"/", "-", "—", "——", "无", "\\"})
"""What stands in a cell for nobody."""
LARGEST_NUMBER = 999_999


@dataclass(slots=True)
class Book:
    """What reading a line needs to know of its book; `taken` grows: which number which line has.

    `last_day` is the day on which the seal was stopped or lost, where it was.
    """

    year: int
    matters: MatterBook
    used: frozenset[int]
    columns: frozenset[Column]
    today: date
    last_day: date | None = None
    taken: dict[int, int] = field(default_factory=dict)


class _Line:
    """One line under examination: its cells, and what was found wrong or unusual so far."""

    def __init__(self, book: Book, at: int, cells: Mapping[Column, Cell]) -> None:
        self.book, self.at, self.cells = book, at, cells
        self.problems: list[Problem] = []
        self.marks: list[Mark] = []

    def object(self, rule: str, column: Column, message: str) -> None:
        """Something cannot be right."""
        self.problems.append(Problem(f"takeover.{rule}", message, column.value))

    def text(self, column: Column) -> str:
        """What a cell says, when a register can hold it."""
        words = written(self.cells[column])
        if len(words) > LONGEST_TEXT or has_control(words):
            self.object(
                "text_unfit",
                column,
                _("“{column}”太长或有半个字。登记簿放不下。请在文件里改短。").format(
                    column=COLUMN_WORDS[column]
                ),
            )
        return words

    def name(self, column: Column) -> str:
        """A person's name, cleaned as every name that is typed; empty where nobody stands."""
        words = written(self.cells[column])
        if not words or words in NOBODY:
            return ""
        clean = clean_name(words)
        for problem in clean.problems:
            message = _("{column}：{message}").format(column=COLUMN_WORDS[column], message=problem.message)
            self.problems.append(Problem(problem.rule, message, column.value))
        return clean.stored


def read_entry(book: Book, at: int, cells: Mapping[Column, Cell], year: int) -> OldEntry | list[Problem]:
    """The entry of one line, or all that is wrong with it. `year` is that of its date, as written or inferred."""
    line = _Line(book, at, cells)
    void = any(
        VOID_WORDS in written(cells[c]) for c in (Column.MATTER, Column.COPIES, Column.REMARK, Column.KEPT)
    )
    running = _running(line)
    used_on = _used_on(line, year)
    matter_written = line.text(Column.MATTER)
    matter = _matter(line, matter_written, void=void)
    copies = _copies(line, void=void)
    names = {column: line.name(column) for column in NAMES}
    _check_names(line, names, void=void)
    id_number = _id_number(line)
    kept = read_kept(cells[Column.KEPT]) and not void
    if void:
        line.marks.append(Mark.VOID)
    elif not kept:
        line.marks.append(Mark.NO_COPY_KEPT)
    texts = {c: line.text(c) for c in (Column.DOCUMENT, Column.RECIPIENT, Column.PURPOSE, Column.ADDRESS)}
    phone, remark, kept_written = (line.text(c) for c in (Column.PHONE, Column.REMARK, Column.KEPT))
    if line.problems:
        return line.problems
    return OldEntry(
        line=at,
        running=running,
        used_on=used_on,
        date_written=written(cells[Column.USED_ON]),
        matter=matter,
        matter_written=matter_written,
        copies=copies,
        handler=names[Column.HANDLER],
        approver=names[Column.APPROVER],
        applicant=names[Column.APPLICANT],
        kept=kept,
        kept_written=kept_written,
        document=texts[Column.DOCUMENT],
        recipient=texts[Column.RECIPIENT],
        purpose=texts[Column.PURPOSE],
        id_number=id_number,
        phone=phone,
        address=texts[Column.ADDRESS],
        remark=remark,
        marks=tuple(mark for mark in Mark if mark in line.marks),
    )


def _running(line: _Line) -> int:
    """The number of the entry; without a column of numbers the next one in the order of the lines."""
    book, cell = line.book, line.cells[Column.RUNNING]
    if Column.RUNNING not in book.columns:
        line.marks.append(Mark.NUMBERED_HERE)
        return max((0, *book.used, *book.taken)) + 1
    number = read_running(cell)
    if number is None or number > LARGEST_NUMBER:
        words = written(cell)
        line.object(
            "number_unreadable" if words else "number_missing",
            Column.RUNNING,
            _("序号“{words}”看不懂。一条登记要有一个序号。请写成数字。").format(words=words)
            if words
            else _("没有序号。一条登记要有一个序号。请对照旧登记簿补上。"),
        )
        return 0
    if number in book.taken:
        line.object(
            "number_twice",
            Column.RUNNING,
            _("序号 {number} 在第 {other} 行已经用过。一个序号只能有一条登记。请对照旧登记簿改正。").format(
                number=number, other=book.taken[number]
            ),
        )
    elif number in book.used:
        line.object(
            "number_known",
            Column.RUNNING,
            _("登记簿里已经有 {year} 年第 {number} 号。一个编号只给一次。请核对是不是已经接收过。").format(
                year=book.year, number=number
            ),
        )
    return number


def _used_on(line: _Line, year: int) -> date:
    cell, words = line.cells[Column.USED_ON], written(line.cells[Column.USED_ON])
    day = read_day(cell)
    if not words:
        line.object("date_missing", Column.USED_ON, _("没有日期。不知道哪天用的印。请对照旧登记簿补上。"))
    elif day is None:
        line.object(
            "date_unreadable",
            Column.USED_ON,
            _("日期“{words}”看不懂。看不出是哪一天。请写成 2025-01-04 这样。").format(words=words),
        )
    elif (on := day.on(year)) is None:
        line.object(
            "date_impossible",
            Column.USED_ON,
            _("日期“{words}”不存在。{year} 年没有这一天。请对照旧登记簿改正。").format(
                words=words, year=year
            ),
        )
    elif on.year != line.book.year:
        line.object(
            "date_outside",
            Column.USED_ON,
            _(
                "日期“{words}”不在 {year} 年。这是 {year} 年的登记簿。请改正，或另作 {other} 年的导入。"
            ).format(words=words, year=line.book.year, other=on.year),
        )
    elif on > line.book.today:
        line.object(
            "date_in_future",
            Column.USED_ON,
            _("日期“{words}”还没有到。旧登记簿里不会有以后的用印。请改正。").format(words=words),
        )
    elif line.book.last_day is not None and on > line.book.last_day:
        line.object(
            "date_after_stop",
            Column.USED_ON,
            _("日期“{words}”在印章停用以后。{day} 起这枚章不能再用。请核对日期，或换一枚章。").format(
                words=words, day=line.book.last_day.isoformat()
            ),
        )
    else:
        if day.year is None or day.short:
            line.marks.append(Mark.YEAR_INFERRED)
        return on
    return line.book.today


def _matter(line: _Line, words: str, *, void: bool) -> int | None:
    """The office's matter. A sealing outside those authorised did happen: it is taken over and marked."""
    if not words:
        line.object("matter_missing", Column.MATTER, _("没有事由。不知道为什么用印。请对照旧登记簿补上。"))
        return None
    meant = line.book.matters.find(words)
    if line.book.matters.authorises and not void:
        if meant.unclear:
            line.marks.append(Mark.MATTER_UNCLEAR)
        elif meant.out_of_scope:
            line.marks.append(Mark.OUT_OF_SCOPE)
    return None if meant.matter is None else meant.matter.number


def _copies(line: _Line, *, void: bool) -> int:
    words = written(line.cells[Column.COPIES])
    if not words or void:
        if not void:
            line.marks.append(Mark.NO_COPIES)
        return read_count(line.cells[Column.COPIES]) or (0 if void else 1)
    count = read_count(line.cells[Column.COPIES])
    if count is None or not 0 < count <= MOST_COPIES:
        line.object(
            "copies_unreadable",
            Column.COPIES,
            _("份数“{words}”不是数目。份数要是 1 到 {most} 的数。请对照旧登记簿改正。").format(
                words=words, most=MOST_COPIES
            ),
        )
        return 0
    return count


def _check_names(line: _Line, names: Mapping[Column, str], *, void: bool) -> None:
    """An entry names its handler; a missing approver is the old book's own fault and is marked."""
    if not names[Column.HANDLER] and not _names_somebody(line, Column.HANDLER):
        line.object(
            "handler_missing", Column.HANDLER, _("没有承办人。登记要写明谁承办。请对照旧登记簿补上。")
        )
    if not names[Column.APPROVER] and not void:
        line.marks.append(Mark.NO_APPROVER)
    if not names[Column.APPLICANT] and Column.APPLICANT in line.book.columns:
        line.marks.append(Mark.NO_APPLICANT)


def _names_somebody(line: _Line, column: Column) -> bool:
    """Whether a name stands there, right or wrong."""
    words = written(line.cells[column])
    return bool(words) and words not in NOBODY


def _id_number(line: _Line) -> str:
    cell = line.cells[Column.ID_NUMBER]
    if lost_digits(cell):
        line.object(
            "id_number_lost",
            Column.ID_NUMBER,
            _("身份号码在 Excel 里存成了数字，末几位已经丢失。请对照身份证，按文本重新填写。"),
        )
        return ""
    number = clean_id_number(written(cell))
    if len(number) > LONGEST_TEXT or has_control(number):
        line.text(Column.ID_NUMBER)
    elif number and check_id_number(number, line.book.today):
        line.marks.append(Mark.ID_DOUBTFUL)
    return number
