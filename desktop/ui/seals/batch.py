"""批量打印证明: the approved papers that wait to be sealed, chosen, looked at, and printed in one go."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import seals as rules
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.page import label
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import Sheet
from desktop.ui.widgets.fields import CheckBox
from desktop.ui.widgets.messages import MessageBar

LIST_HEIGHT = 320
MOST_SAID = 6
"""How many papers that cannot be printed are named; whoever has more sees the count."""


class BatchPrint(Sheet):
    """The papers of one seal that are approved and wait; all of them are chosen at first."""

    def __init__(self, owner: QWidget, desk: Desk, waiting: list[rules.UseLine]) -> None:
        super().__init__(
            owner.window(),
            _("打印哪些证明？"),
            _("这些申请已经批准，等着盖章。选中的排在一起打印，每一份都记入台账。"),
        )
        self._owner, self._desk = owner, desk
        self.boxes = {line.use: CheckBox(_words(line)) for line in waiting}
        body = QWidget()
        stack = QVBoxLayout(body)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        for box in self.boxes.values():
            box.setChecked(True)
            box.toggled.connect(lambda _on: self._count())
            box.installEventFilter(self)
            stack.addWidget(box)
        stack.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        scroll.setFixedHeight(min(LIST_HEIGHT, body.sizeHint().height() + 4))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        self.body.addWidget(scroll)
        self.problems = MessageBar("warn", "", "")
        self.problems.hide()
        self.body.addWidget(self.problems)
        self.all_button = Button("", "text")
        self.all_button.clicked.connect(self._turn_all)
        self.counted = label("", "caption")
        self.show_button = Button("", "primary", icon="print", key="Ctrl+Enter")
        self.show_button.clicked.connect(self.look)
        self.foot.addWidget(self.all_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.show_button)
        self._count()

    def first(self) -> QWidget:
        """The first paper of the list."""
        return next(iter(self.boxes.values()), self.show_button)

    def chosen(self) -> list[int]:
        """The entries that are ticked, in the order of the list."""
        return [use for use, box in self.boxes.items() if box.isChecked()]

    def _count(self) -> None:
        count = len(self.chosen())
        self.show_button.setText(_("看这 {count} 份").format(count=count))
        self.all_button.setText(_("全不选") if count == len(self.boxes) else _("全选"))
        if count:
            self.show_button.unblock()
        else:
            self.show_button.block(_("一份也没有选"))

    def _turn_all(self) -> None:
        on = len(self.chosen()) < len(self.boxes)
        for box in self.boxes.values():
            box.setChecked(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move from paper to paper."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            boxes = list(self.boxes.values())
            if step is not None and watched in boxes:
                place = boxes.index(watched) + step
                if 0 <= place < len(boxes):
                    boxes[place].setFocus()
                    self._scroll.ensureWidgetVisible(boxes[place])
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.show_button.isEnabled():
                self.look()
            return
        super().keyPressEvent(event)

    def look(self) -> None:
        """Sets the chosen papers, with progress and stop, and shows them as they will print."""
        chosen = self.chosen()
        self.problems.hide()
        self._desk.run_long(
            self,
            _("正在排版证明"),
            lambda office, report: seals.show_batch(office, chosen, report),
            self._show,
            self._refuse,
        )

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.problems.set_words("warn", _("没有排版"), problems[0].message)
        self.problems.show()
        self.adjustSize()

    def _show(self, batch: seals.Batch) -> None:
        """What was left out and why, and the rest as it will print."""
        left_out = [line for line in batch.lines if line.problem]
        if left_out:
            said = [f"{line.name} {line.whose}：{line.problem}" for line in left_out[:MOST_SAID]]
            if len(left_out) > MOST_SAID:
                said.append(_("还有 {count} 份").format(count=len(left_out) - MOST_SAID))
            head = _("排好 {done} 份，{left} 份没有排").format(done=len(batch.set_uses), left=len(left_out))
            self.problems.set_words("warn", head, "\n".join(said))
            self.problems.show()
            self.adjustSize()
        if batch.paper is None:
            return
        uses = batch.set_uses

        def printed(office: Office, copies: int) -> None:
            seals.note_batch_printed(office, uses, copies)

        def failed(office: Office) -> None:
            seals.note_batch_not_printed(office, uses)

        shown = printing.Preview(self._owner, self._desk, batch.paper, printing.Trace(printed, failed))
        if not left_out:
            shown.accepted.connect(self.accept)
        shown.open()


def _words(line: rules.UseLine) -> str:
    return _("{running}　{applicant}　{document}　{copies} 份").format(
        running=line.running, applicant=line.applicant, document=line.document, copies=line.copies
    )


def ask_batch(owner: QWidget, desk: Desk, seal: int) -> None:
    """Asks which of a seal's approved papers are to be printed."""

    def show(waiting: list[rules.UseLine]) -> None:
        BatchPrint(owner, desk, waiting).open()

    desk.run(owner, lambda office: seals.papers_to_print(office, seal), show)
