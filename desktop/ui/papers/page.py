"""文书: the clerk writes a paper of the office's own, sees it as it will print, and hands it on to be sealed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from desktop.domain import seals as rules
from desktop.domain.papers import Paper
from desktop.domain.people import Role
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.services import matters, seals
from desktop.services.office import Office
from desktop.services.seals import Written
from desktop.services.seals.drafts import UNFINISHED
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.heads import first_head
from desktop.ui.page import Head, Page, column, label, line
from desktop.ui.papers.draft_list import ask_drafts
from desktop.ui.papers.form import PaperForm
from desktop.ui.seals import undoing
from desktop.ui.seals.keeping import DraftKeeper
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.pdfview import PdfView

SAVE_EVERY_MS = 30_000
PREVIEW_AFTER_MS = 60
"""After the last key. Setting a page takes less than the rest of the 150 ms."""

LISTED = "drafts"
"""The target that opens 从名单排草稿."""

Known = tuple[list[rules.Seal], dict[int, list[rules.Matter]], dict[str, str]]


class PapersPage(Page):
    """The form of one paper and the paper beside it. What is typed is never lost: leaving keeps it as a draft."""

    name = "papers"
    subjects = ("seals", "office")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.corrects: int | None = None
        self._dirty = False
        self._asked = 0
        self._matters: dict[int, list[rules.Matter]] = {}
        self._wanted_matter = ""
        self._others: dict[str, tuple[Callable[[], int | None], int | None]] = {}
        outer = column()
        self.setLayout(outer)
        outer.addWidget(self._make_head())
        row = line(margins=(24, 0, 24, 16), spacing=16)
        outer.addLayout(row, 1)
        self.form = PaperForm(seals.own_kinds())
        row.addWidget(self.form, 11)
        row.addWidget(self._make_preview(), 9)
        self.setFocusProxy(self.form.kind)
        self.keeper = DraftKeeper(self, desk, self.kept)
        self.keeper.kept.connect(self.form.saved.show_kept)
        self.form.edited.connect(self._edited)
        self.form.kind_left.connect(self._leave_kind)
        self.form.kind_chosen.connect(self._come_back)
        self.form.seal.chosen.connect(lambda _seal: self._show_matters())
        self.form.save_button.clicked.connect(self.save_now)
        self.form.print_button.clicked.connect(self.print)
        self.form.submit_button.clicked.connect(self.submit)
        self._saver = self._timer(SAVE_EVERY_MS, self.keep)
        self._saver.start()
        self._painter = self._timer(PREVIEW_AFTER_MS, self._ask_preview)
        self._painter.setSingleShot(True)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, action in (
            ("Ctrl+S", self.save_now),
            ("Ctrl+P", self.print),
            ("Ctrl+Return", self.submit),
            ("Ctrl+Enter", self.submit),
        ):
            QShortcut(QKeySequence(key), self, action, context=context)
        if not desk.office.clerk.has(Role.HANDLER):
            self.form.submit_button.block(_("只有承办人可以提交审批"))

    def _timer(self, every: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(every)
        timer.timeout.connect(action)
        return timer

    def _make_head(self) -> Head:
        head = Head(_("文书"))
        self.another = Button(_("另写一份"), icon="new")
        self.another.clicked.connect(self.begin)
        self.listed = Button(_("从名单排草稿"), icon="people")
        self.listed.clicked.connect(lambda: ask_drafts(self, self.desk))
        if not self.desk.office.clerk.has(Role.HANDLER):
            self.listed.block(_("只有承办人可以从名单排草稿"))
        head.tools.addWidget(self.listed)
        head.tools.addWidget(self.another)
        return head

    def _make_preview(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("desk", True)
        stack = column(margins=(16, 10, 16, 12))
        frame.setLayout(stack)
        row = line()
        row.addWidget(label(_("将打印的样子"), "section"))
        row.addWidget(label(_("批准以前是草稿，没有编号和核验码"), "caption"))
        row.addStretch(1)
        self.paper = PdfView()
        self.zoom = label("", "label")
        smaller = Button("", "link", icon="zoom_out")
        smaller.setAccessibleName(_("缩小"))
        smaller.clicked.connect(self.paper.zoom_out)
        larger = Button("", "link", icon="zoom_in")
        larger.setAccessibleName(_("放大"))
        larger.clicked.connect(self.paper.zoom_in)
        for widget in (smaller, self.zoom, larger):
            row.addWidget(widget)
        stack.addLayout(row)
        self.paper.fit_page()
        self.paper.zoom_changed.connect(lambda percent: self.zoom.setText(f"{percent}%"))
        stack.addWidget(self.paper, 1)
        return frame

    # Loading and keeping

    def reload(self) -> None:
        """Reads the seals, their matters, and what a new sheet begins with."""

        def read(office: Office) -> Known:
            there = seals.list_seals(office)
            today = office.today()
            allowed = {
                seal.number: [
                    matter
                    for matter in seals.list_matters(office, seal.number)
                    if matters.is_authorised(matter, today)
                ]
                for seal in there
            }
            return there, allowed, seals.usual_texts(office)

        self.desk.run(self, read, self._know)

    def _know(self, known: Known) -> None:
        there, self._matters, usual = known
        self.form.set_seals(there)
        self.form.set_usual(usual)
        self._show_matters()
        self._painter.start()

    def _show_matters(self) -> None:
        self.form.set_matters(self._matters.get(int(str(self.form.seal.key() or 1)), []))
        if self._wanted_matter:
            self.form.matter.set_key(self._wanted_matter)
            self._wanted_matter = ""

    def show_target(self, target: object) -> None:
        """Goes on with a draft, begins the paper that puts an earlier one right, or a paper of a kind."""
        if isinstance(target, rules.Draft):
            self._fill(target)
        elif isinstance(target, rules.UseRequest) and target.corrects is not None:
            corrects, finding = target.corrects, target.finding
            self.desk.run(
                self,
                lambda office: seals.own_as_written(office, corrects),
                lambda before: self._correct(before, corrects, finding),
            )

        elif target == LISTED:
            ask_drafts(self, self.desk)
        elif isinstance(target, str) and target != self.form.shown():
            self._leave_kind()
            self.form.show_kind(target)
            self._come_back()

    def _fill(self, draft: rules.Draft) -> None:
        self._leave_kind()
        kept = draft.form
        fields = kept.get("fields")
        self.form.fill(str(kept["own_paper"]), fields if isinstance(fields, dict) else {})
        self.form.seal.set_key(kept.get("seal"))
        self._wanted_matter = str(kept.get("matter") or "")
        self._show_matters()
        self.form.copies.set_raw(str(kept.get("copies") or ""))
        self.form.finding.set_text(str(kept.get("finding") or ""))
        corrects = kept.get("corrects")
        self.corrects = corrects if isinstance(corrects, int) else None
        self._dirty = False
        self.keeper.begin(draft.id, was_open=bool(kept.get(UNFINISHED)))
        self.form.saved.show_kept(draft.saved_at)
        self._painter.start()

    def _correct(self, before: Written, corrects: int, finding: str) -> None:
        self._leave_kind()
        self.keeper.begin()
        self.corrects = corrects
        self.form.fill(before.kind, before.typed)
        self.form.seal.set_key(before.seal)
        self._wanted_matter = before.matter
        self._show_matters()
        self.form.finding.set_text(finding)
        self._edited()

    def begin(self) -> None:
        """An empty sheet; what was typed stays as a draft."""
        self.leave()
        self.keeper.begin()
        self.corrects = None
        self.form.clear()
        self._dirty = False
        self._painter.start()
        self.form.kind.setFocus()

    def kept(self) -> dict[str, object]:
        """Everything typed, right or wrong, as a draft keeps it."""
        typed = self.form.touched()
        return {
            "own_paper": self.form.shown(),
            "fields": typed,
            "document": typed.get("title", ""),
            "applicant_name": typed.get("name", ""),
            "applicant_id_number": typed.get("id_number", ""),
            "seal": self.form.seal.key(),
            "matter": str(self.form.matter.key() or ""),
            "copies": self.form.copies.raw(),
            "finding": self.form.finding.text(),
            "corrects": self.corrects,
        }

    def keep(self) -> None:
        """Keeps the draft when something changed since."""
        if self._dirty:
            self.save_now()

    def save_now(self) -> None:
        """Keeps the draft now."""
        self._dirty = False
        self.keeper.save()

    def leave(self) -> bool:
        """What was typed is kept as a draft before the page is left."""
        dirty, self._dirty = self._dirty, False
        self.keeper.leave(dirty=dirty)
        return True

    def _edited(self) -> None:
        self._dirty = True
        self._painter.start()

    def _leave_kind(self) -> None:
        """Each kind is a paper and a draft of its own."""
        self.leave()
        self._others[self.form.shown()] = self.keeper.take(), self.corrects

    def _come_back(self) -> None:
        """Another kind, with what was typed in it before."""
        draft, self.corrects = self._others.pop(self.form.shown(), (lambda: None, None))
        self.keeper.begin(draft())
        self.form.bar.hide()
        self.form.saved.setText("")
        self._painter.start()

    # Seeing, printing, handing on

    def _ask_preview(self) -> None:
        paper = self.form.written()
        self._asked += 1
        asked = self._asked

        def show(made: Paper) -> None:
            if asked == self._asked:
                self.form.show_errors((), "", focus=False)
                self.paper.show_paper(made)

        self.desk.run(self, lambda office: seals.preview_own(office, paper), show, self._cannot_show)

    def _cannot_show(self, problems: tuple[Problem, ...]) -> None:
        self.form.show_errors(problems, _("现在还排不出来"), focus=False)

    def print(self) -> None:
        """The draft, or the paper itself where it bears no seal."""
        paper = self.form.written()
        if self.form.kinds[paper.kind].sealed:
            red = paper.typed.get("header_style", "plain") != "plain"
            head = first_head(paper.kind) if red else ""
            headed = (lambda office, style: seals.preview_own(office, paper, style)) if red else None
            self.desk.run(
                self,
                lambda office: seals.show_draft(office, paper, head),
                lambda made: printing.preview(self, self.desk, made, None, headed),
                self._not_whole,
            )
            return
        trace = printing.Trace(
            lambda office, copies: seals.note_plain_printed(office, paper.kind, copies),
            lambda office: seals.note_plain_not_printed(office, paper.kind),
        )
        self.desk.run(
            self,
            lambda office: seals.set_plain(office, paper),
            lambda made: printing.preview(self, self.desk, made, trace),
            self._not_whole,
        )

    def _not_whole(self, problems: tuple[Problem, ...]) -> None:
        self.form.show_errors(problems, _("还不能打印"), focus=True)

    def submit(self) -> None:
        """Hands the paper on; what objects is shown at its field, and the first one gets the focus."""
        button = self.form.submit_button
        if not button.isEnabled() or not button.isVisible():
            return
        paper, draft = self.form.written(self.corrects), self.keeper.take()
        button.block(_("正在提交"))

        def done(use: rules.SealUse) -> None:
            button.unblock()
            self._dirty = False
            self.keeper.begin()
            self.begin()
            self.wanted.emit("register", use.seq)
            withdraw = partial(undoing.withdraw, self.window(), self.desk, use, self.wanted.emit)
            words = _("{number} 已提交").format(number=use.number)
            self.wanted.emit("toast", (words, rules.STATE_WORDS[use.state], _("撤回"), withdraw))

        self.desk.run(
            self, lambda office: seals.submit_own(office, paper, draft=draft()), done, self._not_submitted
        )

    def _not_submitted(self, problems: tuple[Problem, ...]) -> None:
        self.form.submit_button.unblock()
        self.form.show_errors(problems, _("没有提交"), focus=True)

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work on the page."""
        return [
            ("Tab", _("下一格")),
            ("← →", _("换一种文书")),
            ("Ctrl+S", _("存草稿")),
            ("Ctrl+P", _("打印草稿")),
            ("Ctrl+Enter", _("提交")),
        ]
