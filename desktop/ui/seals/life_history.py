"""What happened to a seal: its steps on a line of time, and every event as the log holds it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.domain.ledger import Event
from desktop.domain.seals.life import LIFE_WORDS, PURPOSE_WORDS, LifeStep, Purpose, SealLife
from desktop.i18n import _
from desktop.ui.events import event_words
from desktop.ui.page import label, line
from desktop.ui.seals.life_words import WEIGHTS, details_of, when_of
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.table import Column, DataTable

DOT, DOT_LEFT = 5, 8


class StepRow(QWidget):
    """One step: what and when, its details, its papers."""

    def __init__(self, step: LifeStep) -> None:
        super().__init__()
        self.step = step
        self.stack = QVBoxLayout(self)
        self.stack.setContentsMargins(24, 4, 0, 10)
        self.stack.setSpacing(2)
        head = line()
        head.addWidget(label(LIFE_WORDS[step.kind], "strong"))
        head.addWidget(label(when_of(step), "secondary"))
        head.addStretch(1)
        self.stack.addLayout(head)
        details = label(details_of(step), "caption", wrap=True)
        details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.stack.addWidget(details)
        self.setAccessibleName(f"{LIFE_WORDS[step.kind]} {when_of(step)} {details_of(step)}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws its dot on the line of time."""
        del event
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.color("line"), 1))
        painter.drawLine(DOT_LEFT, 0, DOT_LEFT, self.height())
        weight = WEIGHTS.get(self.step.kind, "ordinary")
        colour = {"seal": "seal", "decision": "link"}.get(weight, "field")
        painter.setPen(QPen(t.color(colour), 2))
        painter.setBrush(t.color("surface" if weight == "ordinary" else colour))
        painter.drawEllipse(QPointF(DOT_LEFT, 4 + t.px("body") * 0.75), DOT - 1, DOT - 1)


class EventList(QDialog):
    """Every event of one seal, as the log holds it."""

    def __init__(self, window: QWidget, life: SealLife, found: list[tuple[Event, str]]) -> None:
        super().__init__(window)
        title = _("“{name}”的全部记录").format(name=life.seal.name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(window.size() * 0.7)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 12, 16, 16)
        head = line()
        head.addWidget(label(title, "section", wrap=True), 1)
        close = Button(_("关闭"), key="Esc", small=True)
        close.clicked.connect(self.reject)
        head.addWidget(close)
        stack.addLayout(head)
        self.table = DataTable(
            [
                Column("seq", _("台账"), 90, lambda pair: str(pair[0].seq), align="right"),
                Column("when", _("时间"), 190, lambda pair: f"{pair[0].when:%Y-%m-%d %H:%M}"),
                Column("who", _("谁"), 110, lambda pair: pair[1]),
                Column("what", _("事情"), 180, words_of, stretch=True),
            ]
        )
        self.table.setAccessibleName(title)
        self.table.set_records(found[::-1])
        stack.addWidget(self.table, 1)
        stack.addWidget(label(_("共 {count} 条").format(count=len(found)), "caption"))
        QShortcut(QKeySequence("Esc"), self, self.reject)
        self.table.setFocus()


def words_of(item: tuple[Event, str]) -> str:
    """An event of a seal in words, with the paper it is about."""
    purpose = item[0].payload.get("purpose")
    words = event_words(item)
    return f"{words}：{PURPOSE_WORDS[Purpose(purpose)]}" if isinstance(purpose, str) else words
