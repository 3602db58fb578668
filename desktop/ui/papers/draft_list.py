"""从名单排草稿: one certificate drafted for every resident of a table, with what became of each line."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain import seals as rules
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.services import matters, seals
from desktop.services.office import Office
from desktop.ui import printing
from desktop.ui.desk import Desk, Job
from desktop.ui.page import label, line
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import Sheet
from desktop.ui.widgets.fields import ComboField, Field, LineField, TextField
from desktop.ui.widgets.fields.lines import ENTER
from desktop.ui.widgets.messages import MessageBar
from desktop.ui.widgets.progress import ProgressRow

KINDS = _("名单 (*.xlsx *.xls *.csv)")
ROWS = 4
Report = Callable[[int, int], None]
Choices = tuple[list[rules.Seal], dict[int, list[rules.Matter]]]


class DraftList(Sheet):
    """Seal, matter, what is the same for all, and the table. Nothing is entered in the register."""

    def __init__(self, owner: QWidget, desk: Desk, choices: Choices) -> None:
        super().__init__(
            owner.window(),
            _("给谁排草稿？"),
            _("名单里每人一份同样的证明，都写“草稿”，没有编号，不能盖章，也不进登记簿。"),
        )
        self._owner, self._desk = owner, desk
        there, self._matters = choices
        self.seal = ComboField([(seal.number, seal.name) for seal in there])
        self.matter = ComboField([])
        self.recipient, self.purpose = LineField(), LineField()
        self.fields = {
            "matter": Field(_("事项"), self.matter),
            "recipient": Field(_("送交单位"), self.recipient, optional=True),
            "purpose": Field(_("用途"), self.purpose, optional=True),
        }
        seal = Field(_("印章"), self.seal)
        seal.setVisible(len(there) > 1)
        self.body.addWidget(seal)
        self.body.addWidget(self.fields["matter"])
        row = line(spacing=12)
        row.addWidget(self.fields["recipient"], 1)
        row.addWidget(self.fields["purpose"], 1)
        self.body.addLayout(row)
        hint = _("列名认得常用的叫法：姓名、公民身份号码、住址、送交单位、用途。名单里写了的，以名单为准。")
        self.hint = label(hint, "hint", wrap=True)
        self.body.addWidget(self.hint)
        self.progress = ProgressRow()
        self.progress.hide()
        self._words = ""
        self.body.addWidget(self.progress)
        self.bar = MessageBar("warn", "", "")
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.report = TextField(ROWS)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(_("没有排的"))
        self.report.hide()
        self.body.addWidget(self.report)
        self.choose_button = Button(_("选名单"), "primary", icon="attachment", key="Ctrl+Enter")
        self.choose_button.clicked.connect(self.choose)
        self.foot.addStretch(1)
        self.foot.addWidget(self.choose_button)
        self.seal.chosen.connect(lambda _seal: self._show_matters())
        self._show_matters()

    def first(self) -> QWidget:
        """The matter: there is mostly one seal."""
        return self.matter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes on."""
        if event.key() in ENTER:
            self.choose()
        else:
            super().keyPressEvent(event)

    def _show_matters(self) -> None:
        seal = self.seal.key()
        known = self._matters.get(seal, []) if isinstance(seal, int) else []
        self.matter.set_items([(matter.code, f"{matter.tag}　{matter.short_name}") for matter in known])
        if known:
            self.choose_button.unblock()
        else:
            self.choose_button.block(_("这枚章没有由程序打印的证明"))

    def choose(self) -> None:
        """Asks for the table, and drafts the papers."""
        if not self.choose_button.isEnabled():
            return
        name, _kind = QFileDialog.getOpenFileName(self, _("选名单"), "", KINDS)
        if name:
            self.draft(Path(name))

    def draft(self, path: Path) -> None:
        """Reads the table and sets the papers away from the screen; it can be stopped."""
        request = rules.UseRequest(
            int(str(self.seal.key())),
            str(self.matter.key()),
            recipient=self.recipient.text().strip(),
            purpose=self.purpose.text().strip(),
        )
        for field in self.fields.values():
            field.clear_error()
        self.bar.hide()
        self.report.hide()
        self.choose_button.block(_("正在排草稿"))

        def work(office: Office, report: Report) -> seals.Batch:
            table = seals.read_old_register(path, progress=report)
            return seals.draft_batch(office, request, table, report)

        self._desk.started.connect(self._follow)
        self._desk.run_long(self, _("正在排草稿"), work, self._show, self._refuse)
        self._desk.started.disconnect(self._follow)

    def _follow(self, job: Job) -> None:
        """Shows how far it is; stopping, or closing the question, ends it."""
        self._words = job.words
        job.progressed.connect(self._progressed)
        job.ended.connect(self._end)
        self.progress.stop.connect(job.stop)
        self.finished.connect(job.stop)
        self.progress.show()
        self._fit()

    def _fit(self) -> None:
        """As high as what it says, where the window has room for it."""
        window = self._owner.window()
        self.resize(self.width(), min(self.sizeHint().height(), window.height()))
        middle = window.mapToGlobal(window.rect().center())
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)

    def _progressed(self, done: int, total: int) -> None:
        self.progress.set(self._words, done, total)

    def _end(self) -> None:
        self.progress.hide()
        self.choose_button.unblock()
        self._fit()

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        elsewhere = []
        for problem in problems:
            if problem.field in self.fields:
                self.fields[problem.field].set_error(problem.message)
            else:
                elsewhere.append(problem.message)
        if elsewhere:
            self.bar.set_words("warn", _("没有排"), "\n".join(elsewhere))
            self.bar.show()
        self._end()

    def _show(self, batch: seals.Batch) -> None:
        """What was left out and why, line by line, and the rest as it will print."""
        left_out = [each for each in batch.lines if each.problem]
        done = len(batch.lines) - len(left_out)
        head = _("排好 {done} 份，{left} 份没有排").format(done=done, left=len(left_out))
        self.bar.set_words("warn" if left_out else "ok", head, "")
        self.bar.show()
        self.report.set_text("\n".join(f"{each.name} {each.whose}：{each.problem}" for each in left_out))
        self.report.setVisible(bool(left_out))
        self.hint.setVisible(not left_out)
        self._end()
        if batch.paper is not None:
            printing.preview(self._owner, self._desk, batch.paper)


def ask_drafts(owner: QWidget, desk: Desk) -> None:
    """Asks for whom papers are to be drafted."""

    def read(office: Office) -> Choices:
        there = seals.list_seals(office)
        printed = {
            seal.number: [
                matter
                for matter in seals.list_matters(office, seal.number)
                if matter.form and matters.is_authorised(matter, office.today())
            ]
            for seal in there
        }
        return there, printed

    desk.run(owner, read, lambda choices: DraftList(owner, desk, choices).open())
