"""One entry of an old register beside the book: where it comes from, and what the old book says, word for word."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from desktop.domain import seals as rules
from desktop.domain.seals import FIELD_WORDS
from desktop.domain.seals.takeover import MARK_WORDS, TAKEN_OVER, Mark, TakenUse
from desktop.domain.text.dates import screen_moment
from desktop.i18n import _
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui.page import column, label, line, rule
from desktop.ui.widgets.chips import Chip

NOTHING = "—"


def read_entry(office: Office, use: int) -> rules.SealUse | TakenUse:
    """An entry of the register, of the office's own or taken over."""
    return seals.get_taken(office, use) if seals.is_taken(office, use) else seals.get_use(office, use)


def taken_body(taken: TakenUse) -> QWidget:
    """The whole panel of an entry taken over. Nothing can be done to it."""
    body = QWidget()
    stack = column()
    body.setLayout(stack)
    parts = (
        _heading(taken),
        _facts(_("旧登记簿上写的"), facts_of(taken)),
        _facts(_("从哪里来"), origin_of(taken)),
    )
    for part in parts:
        stack.addWidget(part)
        stack.addWidget(rule())
    stack.addStretch(1)
    return body


def _heading(taken: TakenUse) -> QWidget:
    part = QWidget()
    stack = column(margins=(16, 12, 16, 12), spacing=6)
    part.setLayout(stack)
    stack.addWidget(label(taken.number, "section", wrap=True))
    void = Mark.VOID in taken.entry.marks
    kind = (
        (rules.STATE_WORDS[rules.State.VOID], "neutral", "void")
        if void
        else (TAKEN_OVER, "neutral", "archive")
    )
    # A number is never broken for its chip, so the chip stands in the second line.
    under = line()
    words = f"{taken.entry.matter_written}　{taken.entry.applicant}"
    under.addWidget(label(words, "secondary", wrap=True), 1)
    under.addWidget(Chip(*kind), 0, Qt.AlignmentFlag.AlignTop)
    stack.addLayout(under)
    stack.addWidget(label(_("转自旧登记簿。有据里没有办过这一条，也没有批准过。"), "caption", wrap=True))
    if taken.entry.marks:
        stack.addWidget(label("、".join(MARK_WORDS[mark] for mark in taken.entry.marks), "strong", wrap=True))
    return part


def _facts(title: str, facts: list[tuple[str, str]]) -> QWidget:
    part = QWidget()
    stack = column(margins=(16, 12, 16, 12), spacing=6)
    part.setLayout(stack)
    stack.addWidget(label(title, "strong"))
    form = QFormLayout()
    form.setHorizontalSpacing(12)
    form.setVerticalSpacing(6)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    stack.addLayout(form)
    for words, value in facts:
        name = label(words, "secondary")
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        form.addRow(name, label(value, wrap=True))
    return part


def facts_of(taken: TakenUse) -> list[tuple[str, str]]:
    """What the old book says, in its own words; personal numbers are masked already."""
    entry = taken.entry
    day = f"{entry.used_on:%Y-%m-%d}"
    written = f"{day}（{entry.date_written}）" if Mark.YEAR_INFERRED in entry.marks else entry.date_written
    rows = [
        (_("用印日期"), written),
        (_("用印事由"), entry.matter_written),
        (_("对上事项"), f"{taken.matter.tag} · {taken.matter.short_name}" if taken.matter else NOTHING),
        (_("份数"), _("{copies} 份").format(copies=entry.copies)),
        (_("承办 / 批准"), f"{entry.handler or NOTHING} / {entry.approver or NOTHING}"),
        (_("留底"), entry.kept_written or NOTHING),
    ]
    more = (
        (_("用印文件"), entry.document),
        (_("送交单位"), entry.recipient),
        (_("用途"), entry.purpose),
        (_("身份号码"), entry.id_number),
        (_("电话"), entry.phone),
        (_("住址"), entry.address),
        (_("备注"), entry.remark),
        (_("更正过"), "、".join(FIELD_WORDS[field] for field in taken.put_right)),
    )
    return rows + [(words, value) for words, value in more if value]


def origin_of(taken: TakenUse) -> list[tuple[str, str]]:
    """From which line of which file it comes, and who took it over when."""
    return [
        (_("文件"), taken.file or NOTHING),
        (_("行"), _("第 {line} 行").format(line=taken.entry.line)),
        (_("接收"), _("{when}　{who}").format(when=screen_moment(taken.taken_at), who=taken.taken_by)),
    ]
