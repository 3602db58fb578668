"""The register as a table: one line an entry, the newest number on top."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from desktop.domain import seals as rules
from desktop.domain.seals.takeover import MARK_WORDS, TAKEN_OVER, Mark
from desktop.i18n import _
from desktop.ui.icons import pixmap
from desktop.ui.seals.states import STATE_CHIPS
from desktop.ui.theme import theme
from desktop.ui.widgets.chips import paint_chip, paint_tag, tag_width
from desktop.ui.widgets.table import Column

NOTHING = "—"
MARK_GAP, CODE_GAP = 6, 8
WEIGHTY = (MARK_WORDS[Mark.OUT_OF_SCOPE], MARK_WORDS[Mark.VOID])
"""The marks of an entry from an old book that stand in its line; the others are read out, and stand in the detail."""


def _paper_words(line: rules.UseLine) -> str:
    """Whose paper it is and which; what the office itself wrote is told apart by its title."""
    words = (line.document, line.applicant) if line.own_paper else (line.applicant, line.document)
    return "　".join(words)


def columns() -> list[Column]:
    """The register's columns; 用印文件 gives way first when the window is narrow, then 份数."""
    return [
        Column("number", _("编号"), 66, lambda line: str(line.running), weight=600, paint=_paint_number),
        Column("time", _("时间"), 108, _time_words),
        Column("matter", _("事项"), 180, _matter_words, stretch=True, paint=_paint_matter),
        Column(
            "document",
            _("用印文件"),
            166,
            _paper_words,
            priority=2,
            stretch=True,
        ),
        Column("copies", _("份数"), 52, lambda line: str(line.copies), align="right", priority=1),
        Column("handler", _("承办人"), 74, lambda line: line.handler_name),
        Column("approver", _("批准人"), 74, lambda line: line.approver_name or NOTHING),
        Column("kept", _("留底"), 72, _kept_words, paint=_paint_kept),
        Column("state", _("状态"), 112, lambda line: rules.STATE_WORDS[line.state], paint=_paint_state),
    ]


def _time_words(line: rules.UseLine) -> str:
    """When it was; an old book is of another year and knows no hours."""
    return f"{line.at:%Y-%m-%d}" if line.taken_over else f"{line.at:%m-%d %H:%M}"


def marks_of(line: rules.UseLine) -> list[str]:
    """The tags beside a line's matter: that it came late, what an old book did wrong, and its place in a chain."""
    marks = [_("补录")] if line.late else [mark for mark in line.marks if mark in WEIGHTY]
    if line.corrects_running is not None and line.corrected_by is not None:
        return [*marks, _("更正链")]
    return marks + corrections_of(line)


def corrections_of(line: rules.UseLine) -> list[str]:
    """What a line puts right, and what puts it right."""
    marks = []
    if line.corrects_running is not None:
        marks.append(_("更正 {number}").format(number=line.corrects_running))
    if line.corrected_by is not None:
        marks.append(_("由 {number} 更正").format(number=line.corrected_by))
    return marks


def _matter_words(line: rules.UseLine) -> str:
    marks = ([_("补录")] if line.late else list(line.marks)) + corrections_of(line)
    return f"{line.matter_name}（{'，'.join(marks)}）" if marks else line.matter_name


def _kept_words(line: rules.UseLine) -> str:
    if line.taken_over:
        return TAKEN_OVER
    return _("{pages} 页").format(pages=line.kept_pages) if line.kept_pages else NOTHING


def _paint_number(painter: QPainter, rect: QRect, line: rules.UseLine) -> None:
    font = theme().font("body", 600)
    font.setStrikeOut(line.state is rules.State.VOID)
    painter.setFont(font)
    painter.setPen(theme().color("ink"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, str(line.running))


def short_marks_of(line: rules.UseLine) -> list[str]:
    """The same marks where there is little room: an arrow to the entry that is put right, or from the one that does."""
    marks = [_("补录")] if line.late else [mark for mark in line.marks if mark in WEIGHTY]
    if line.corrects_running is not None:
        marks.append(f"→{line.corrects_running}")
    if line.corrected_by is not None:
        marks.append(f"←{line.corrected_by}")
    return marks


def matter_shown(line: rules.UseLine, room: int) -> tuple[str, str, list[str]]:
    """A line's code, matter and marks in so many pixels: marks get short, then the code gives way; words are cut last.

    The tooltip and the detail have all of it in full.
    """
    metrics = QFontMetrics(theme().font("body"))
    long, short = marks_of(line), short_marks_of(line)
    shown = (line.matter_tag, long), (line.matter_tag, short), ("", long), ("", short)
    for code, marks in shown:
        used = tag_width(code) + CODE_GAP if code else 0
        rest = room - used - sum(tag_width(mark) + MARK_GAP for mark in marks)
        if metrics.horizontalAdvance(line.matter_name) <= rest:
            break
    return code, metrics.elidedText(line.matter_name, Qt.TextElideMode.ElideRight, rest), marks


def _paint_matter(painter: QPainter, rect: QRect, line: rules.UseLine) -> None:
    code, words, marks = matter_shown(line, rect.width())
    middle, left = rect.center().y(), rect.left()
    if code:
        left += paint_tag(painter, left, middle, code) + CODE_GAP
    painter.setFont(theme().font("body"))
    painter.setPen(theme().color("ink"))
    painter.drawText(rect.adjusted(left - rect.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
    left += painter.fontMetrics().horizontalAdvance(words) + MARK_GAP
    for mark in marks:
        left += paint_tag(painter, left, rect.center().y(), mark) + MARK_GAP


def _paint_kept(painter: QPainter, rect: QRect, line: rules.UseLine) -> None:
    if line.taken_over:
        paint_tag(painter, rect.left(), rect.center().y(), TAKEN_OVER)
        return
    painter.setFont(theme().font("body"))
    if not line.kept_pages:
        painter.setPen(QPen(theme().color("ink2")))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, NOTHING)
        return
    size = theme().scaled(16)
    painter.drawPixmap(rect.left(), rect.center().y() - size // 2, pixmap("attachment", "ink2", size))
    painter.setPen(theme().color("ink"))
    painter.drawText(rect.adjusted(size + 4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, _kept_words(line))


def _paint_state(painter: QPainter, rect: QRect, line: rules.UseLine) -> None:
    kind, picture = STATE_CHIPS[line.state]
    paint_chip(painter, rect, rules.STATE_WORDS[line.state], kind, picture)
