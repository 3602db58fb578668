"""The lines of an old register as the preview shows them: each with its fate, refusals first."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop.domain.seals.takeover import MARK_WORDS, Column, OldEntry, Preview, RefusedLine
from desktop.i18n import _
from desktop.ui.widgets.chips import paint_chip
from desktop.ui.widgets.table import Column as TableColumn

REFUSED, MARKED, GOOD, SKIPPED = "refused", "marked", "good", "skipped"
FATES = {
    REFUSED: (_("不能接收"), "err", "blocked"),
    MARKED: (_("接收，有标记"), "warn", "alert"),
    GOOD: (_("接收"), "plain", "check"),
    SKIPPED: (_("不是登记"), "neutral", "minus"),
}
"""Words, kind and icon of what becomes of a line, in the order in which lines are listed."""


@dataclass(frozen=True, slots=True)
class OldLine:
    """One line of the file with what becomes of it, as words."""

    line: int
    fate: str
    says: str
    running: str = ""
    day: str = ""
    matter: str = ""
    applicant: str = ""
    copies: str = ""
    people: str = ""
    kept: str = ""


def old_lines(found: Preview) -> list[OldLine]:
    """Every line under the header: refused ones first, then those with marks, the good ones, and what is no entry."""
    lines = [_refused(refused) for refused in found.reading.refused]
    lines += [_entry(entry) for entry in found.reading.entries]
    lines += [OldLine(line, SKIPPED, what) for line, what in found.reading.skipped]
    order = list(FATES)
    return sorted(lines, key=lambda line: (order.index(line.fate), line.line))


def _refused(refused: RefusedLine) -> OldLine:
    said = {column: refused.written.get(column, "") for column in Column}
    return OldLine(
        refused.line,
        REFUSED,
        refused.reason,
        said[Column.RUNNING],
        said[Column.USED_ON],
        said[Column.MATTER],
        said[Column.APPLICANT],
        said[Column.COPIES],
        f"{said[Column.HANDLER] or '—'} / {said[Column.APPROVER] or '—'}",
        said[Column.KEPT],
    )


def _entry(entry: OldEntry) -> OldLine:
    day = f"{entry.used_on:%Y-%m-%d}"
    return OldLine(
        entry.line,
        MARKED if entry.marks else GOOD,
        "，".join(MARK_WORDS[mark] for mark in entry.marks),
        str(entry.running),
        day
        if entry.date_written == day
        else _("{day}（{written}）").format(day=day, written=entry.date_written),
        entry.matter_written,
        entry.applicant,
        str(entry.copies),
        f"{entry.handler} / {entry.approver or '—'}",
        entry.kept_written,
    )


def columns() -> list[TableColumn]:
    """The preview's columns; what the old book says beside what was made of it."""
    return [
        TableColumn(
            "line", _("行"), 62, lambda line: str(line.line), align="right", order=lambda line: line.line
        ),
        TableColumn("fate", _("结果"), 142, lambda line: FATES[line.fate][0], paint=_paint_fate),
        TableColumn("says", _("理由或标记"), 190, lambda line: line.says, stretch=True),
        TableColumn("running", _("序号"), 62, lambda line: line.running, align="right", order=_number),
        TableColumn("day", _("日期（原来写的）"), 182, lambda line: line.day),
        TableColumn("matter", _("用印事由"), 140, lambda line: line.matter, priority=1, stretch=True),
        TableColumn("applicant", _("申请人"), 84, lambda line: line.applicant, priority=2),
        TableColumn("copies", _("份数"), 56, lambda line: line.copies, align="right", priority=3),
        TableColumn("people", _("承办 / 批准"), 140, lambda line: line.people, priority=4),
        TableColumn("kept", _("留底"), 92, lambda line: line.kept, priority=5),
    ]


def _number(line: OldLine) -> tuple[int, str]:
    return (int(line.running), "") if line.running.isdecimal() else (0, line.running)


def _paint_fate(painter: QPainter, rect: QRect, line: OldLine) -> None:
    words, kind, picture = FATES[line.fate]
    paint_chip(painter, rect, words, kind, picture)
