"""What is known of an old register while it is taken over: the file, its columns, and what became of each line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.problems import Problem
from desktop.domain.seals.records import Matter, Seal
from desktop.i18n import _

Cell = str | float | date
"""One cell as the file holds it: text, a number, or a day (with its time, where it has one)."""
Row = tuple[Cell, ...]


class Column(StrEnum):
    """What a column of an old register may hold (domain handbook §A.3)."""

    RUNNING = "running"
    USED_ON = "used_on"
    MATTER = "matter"
    DOCUMENT = "document"
    RECIPIENT = "recipient"
    PURPOSE = "purpose"
    APPLICANT = "applicant_name"
    ID_NUMBER = "applicant_id_number"
    PHONE = "applicant_phone"
    ADDRESS = "applicant_address"
    COPIES = "copies"
    HANDLER = "handler_name"
    APPROVER = "approver_name"
    KEPT = "kept"
    REMARK = "remark"


COLUMN_WORDS = {
    Column.RUNNING: _("序号"),
    Column.USED_ON: _("用印日期"),
    Column.MATTER: _("用印事由"),
    Column.DOCUMENT: _("用印文件"),
    Column.RECIPIENT: _("送交单位"),
    Column.PURPOSE: _("用途"),
    Column.APPLICANT: _("申请人"),
    Column.ID_NUMBER: _("公民身份号码"),
    Column.PHONE: _("联系电话"),
    Column.ADDRESS: _("住址"),
    Column.COPIES: _("份数"),
    Column.HANDLER: _("承办人"),
    Column.APPROVER: _("批准人"),
    Column.KEPT: _("留底"),
    Column.REMARK: _("备注"),
}


class Mark(StrEnum):
    """What is unusual about an entry taken over. Its words stand wherever the entry is shown."""

    OUT_OF_SCOPE = "out_of_scope"
    MATTER_UNCLEAR = "matter_unclear"
    YEAR_INFERRED = "year_inferred"
    NO_APPROVER = "no_approver"
    NO_APPLICANT = "no_applicant"
    NO_COPIES = "no_copies"
    NO_COPY_KEPT = "no_copy_kept"
    ID_DOUBTFUL = "id_doubtful"
    NUMBERED_HERE = "numbered_here"
    VOID = "void"


MARK_WORDS = {
    Mark.OUT_OF_SCOPE: _("超范围"),
    Mark.MATTER_UNCLEAR: _("事项不明"),
    Mark.YEAR_INFERRED: _("年份推定"),
    Mark.NO_APPROVER: _("原簿无批准人"),
    Mark.NO_APPLICANT: _("原簿无申请人"),
    Mark.NO_COPIES: _("原簿无份数，按 1 份"),
    Mark.NO_COPY_KEPT: _("原簿无留底"),
    Mark.ID_DOUBTFUL: _("身份号码待核"),
    Mark.NUMBERED_HERE: _("原簿无序号，按行次编号"),
    Mark.VOID: _("原簿作废"),
}
TAKEN_OVER = _("旧账")
"""The mark that every entry taken over carries, before all others."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: the cells of each line, line 1 first."""

    name: str
    rows: tuple[Row, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OldFile:
    """A file that was read. `encoding` is that of a text file, empty for a workbook."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The line of a sheet that names its columns, and which place holds what.

    `at` is its place among the lines, from 0; `titles` are its cells; `heading` is all that stands above it.
    """

    at: int
    titles: tuple[str, ...]
    columns: Mapping[Column, int]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class OldEntry:
    """One line of an old register that can be taken over. It says what the old book says and nothing more.

    `matter` is the number of the office's matter that it was recognised as; `date_written`, `matter_written` and
    `kept_written` are the old book's own words.
    """

    line: int
    running: int
    used_on: date
    date_written: str
    matter: int | None
    matter_written: str
    copies: int
    handler: str
    approver: str = ""
    applicant: str = ""
    kept: bool = False
    kept_written: str = ""
    document: str = ""
    recipient: str = ""
    purpose: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    remark: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One line that cannot be right as it stands: what it says, and each reason in words."""

    line: int
    written: Mapping[Column, str] = field(repr=False)
    problems: tuple[Problem, ...]

    @property
    def reason(self) -> str:
        """All reasons in one line."""
        return "".join(problem.message for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of each line under the header: taken, refused, or no entry at all (line and what it is)."""

    entries: tuple[OldEntry, ...]
    refused: tuple[RefusedLine, ...]
    skipped: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class TakenUse:
    """One entry of the register that was taken over from an old book. Nothing happens to it any more.

    `use` is its identity; `file` and `taken_by` say where it comes from and who took it over. `put_right` names the
    personal values that were put right since.
    """

    use: int
    seal: Seal
    number: str
    matter: Matter | None
    entry: OldEntry
    file: str
    taken_at: datetime
    taken_by: str
    put_right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking over a sheet of a file would come to, before anything is written.

    `sheet` is its place among the file's sheets and `others` names those that hold a register as well. `problems`
    keep all of it from being taken over; `taken_before` is when this very file was taken over last.
    """

    file: OldFile
    sheet: int
    others: tuple[str, ...]
    header: Header
    seal: Seal
    year: int
    reading: Reading
    problems: tuple[Problem, ...] = ()
    taken_before: datetime | None = None

    @property
    def rows(self) -> int:
        """How many lines are entries, good or bad."""
        return len(self.reading.entries) + len(self.reading.refused)

    def marked(self, mark: Mark) -> int:
        """How many entries carry a mark."""
        return sum(mark in entry.marks for entry in self.reading.entries)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was taken over: how many entries, and how many lines were left out."""

    number: int
    seal: Seal
    year: int
    taken: int
    refused: int
