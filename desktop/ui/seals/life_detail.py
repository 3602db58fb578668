"""One seal beside the list: what it is, its specimen, what happened to it with its papers, what to do next."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.people import READERS, Role
from desktop.domain.seals.life import (
    PAPER_DUE,
    PURPOSE_WORDS,
    SEAL_STATE_WORDS,
    LifeKind,
    LifeStep,
    Purpose,
    SealLife,
    SealPaper,
    SealState,
    possible,
)
from desktop.domain.seals.life.changing import ENDED, may_appoint, may_describe
from desktop.domain.seals.life.dues import Due
from desktop.domain.text.dates import print_date, screen_moment
from desktop.i18n import _
from desktop.services import evidence, seals
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.page import column, label, line, rule
from desktop.ui.seals.due_words import due_words
from desktop.ui.seals.life_change import ask_change
from desktop.ui.seals.life_history import EventList, StepRow
from desktop.ui.seals.life_steps import ask_step
from desktop.ui.seals.life_words import PRINTS, STATE_CHIPS, VERBS, facts_of
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.dropzone import KINDS
from desktop.ui.widgets.messages import EmptyState, MessageBar
from desktop.ui.widgets.thumbnails import PageViewer, Thumbnails

VIEW_WIDTH = 1200
"""Width in pixels at which a kept paper is shown full size."""
TWO_COLUMNS = 660
"""Width in pixels from which what the seal is and what happened to it stand side by side."""
NEXT = {
    SealState.OUT: LifeKind.BROUGHT_BACK,
    SealState.IN_USE: LifeKind.TAKEN_OUT,
    SealState.LOST: LifeKind.SURRENDERED,
    SealState.STOPPED: LifeKind.SURRENDERED,
    SealState.SURRENDERED: LifeKind.DESTROYED,
    SealState.SEALED_AWAY: LifeKind.DESTROYED,
}
"""What a seal in this state most likely takes next; the rest is under 更多."""


class LifeDetail(QFrame):
    """The panel of one seal."""

    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.life: SealLife | None = None
        self.dues: list[tuple[SealLife, Due]] = []
        self.action: Button | None = None
        clerk = desk.office.clerk
        self._reads = any(clerk.has(role) for role in READERS)
        self.setProperty("card", True)
        self.setAccessibleName(_("印章详情"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self.area, 1)
        outer.addWidget(rule("line"))
        foot = QFrame()
        foot.setProperty("sunken", True)
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(16, 10, 16, 10)
        self.foot.setSpacing(8)
        outer.addWidget(foot)
        self.show_nothing()

    def may(self) -> bool:
        """Whether the signed-in person enters steps of this seal."""
        clerk = self.desk.office.clerk
        if self.life is None:
            return False
        keeps = clerk.has(Role.KEEPER) and clerk.number == self.life.seal.keeper
        return keeps or clerk.has(Role.STREET_LEADER)

    def show_nothing(self) -> None:
        """No seal is chosen."""
        self.life = None
        self.area.setWidget(
            EmptyState("seal", _("还没有选印章"), _("在左边选一枚，这里显示它的经过和单据。"))
        )
        self._clear_foot()

    def show_life(self, life: SealLife) -> None:
        """Shows a seal."""
        self.life = life
        body = QWidget()
        stack = column()
        body.setLayout(stack)
        stack.addWidget(self._heading(life))
        stack.addWidget(rule())
        parts = [self._facts(life), *([made] if (made := self._specimen(life)) is not None else [])]
        if self.width() >= TWO_COLUMNS and not theme().large:
            row = line(spacing=0)
            left = column()
            for part in parts:
                left.addWidget(part)
            left.addStretch(1)
            row.addLayout(left, 2)
            row.addWidget(rule("up"))
            right = column()
            right.addWidget(self._history(life))
            right.addStretch(1)
            row.addLayout(right, 3)
            stack.addLayout(row)
        else:
            for part in (*parts, self._history(life)):
                stack.addWidget(part)
                stack.addWidget(rule())
        stack.addStretch(1)
        self.area.setWidget(body)
        self._show_actions(life)

    def _part(self) -> tuple[QWidget, QVBoxLayout]:
        part = QWidget()
        stack = column(margins=(16, 12, 16, 12), spacing=6)
        part.setLayout(stack)
        return part, stack

    def _heading(self, life: SealLife) -> QWidget:
        part, stack = self._part()
        row = line()
        row.addWidget(label(life.seal.name, "section", wrap=True), 1)
        late = life.late(self.desk.office.now())
        kind, picture = STATE_CHIPS[life.state]
        row.addWidget(
            Chip(SEAL_STATE_WORDS[life.state], "err" if late is not None else kind, picture),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        stack.addLayout(row)
        caption = _("{code} · 直径 {size} 毫米 · {shape}").format(
            code=life.seal.book_code, size=life.seal.diameter_mm, shape=life.seal.shape
        )
        stack.addWidget(label(caption, "secondary", wrap=True))
        outing = life.outing
        if late is not None and outing is not None and outing.due_back is not None:
            hours = max(1, int(late.total_seconds() // 3600))
            words = _("应于 {due} 归还，已超时 {hours} 小时。请联系携带人 {carriers}，归还后登记。").format(
                due=screen_moment(outing.due_back),
                hours=hours,
                carriers="、".join(outing.persons.get("carriers", ())),
            )
            stack.addWidget(MessageBar("err", _("外出超时"), words))
        today = self.desk.office.today()
        for seal, due in self.dues:
            if seal.number == life.number:
                heading, words, _mark = due_words(due, today)
                stack.addWidget(MessageBar("err" if due.late(today) else "warn", heading, words))
        return part

    def _facts(self, life: SealLife) -> QWidget:
        part, stack = self._part()
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for words, value in facts_of(life):
            form.addRow(label(words, "secondary"), label(value, wrap=True))
        stack.addLayout(form)
        return part

    def _specimen(self, life: SealLife) -> QWidget | None:
        step = life.step(LifeKind.SPECIMEN)
        papers = [p for p in step.papers if p.purpose is Purpose.SPECIMEN] if step is not None else []
        pictures = [picture for paper in papers for picture in paper.thumbnails]
        if step is None or not pictures:
            return None
        part, stack = self._part()
        row = line()
        row.addWidget(label(_("印模"), "strong"))
        row.addWidget(label(_("{day} 留存").format(day=print_date(step.on)), "caption"))
        row.addStretch(1)
        look = Button(_("放大查看"), "link")
        look.clicked.connect(self.open_specimen)
        row.addWidget(look)
        stack.addLayout(row)
        shown = Thumbnails()
        shown.set_pictures(pictures)
        shown.setAccessibleName(_("印模，空格放大"))
        shown.opened.connect(lambda _page: self.open_specimen())
        stack.addWidget(shown)
        return part

    def _history(self, life: SealLife) -> QWidget:
        part, stack = self._part()
        row = line()
        row.addWidget(label(_("经过和单据"), "strong"))
        row.addStretch(1)
        every = Button(_("全部记录"), "link", icon="history")
        every.clicked.connect(self.open_events)
        row.addWidget(every)
        stack.addLayout(row)
        if not life.steps:
            stack.addWidget(
                label(_("建立办公室时已在用，还没有登记过变动。请先留存印模。"), "caption", wrap=True)
            )
        rows = column()
        for step in reversed(life.steps):
            shown = StepRow(step)
            shown.stack.addLayout(self._papers(step))
            rows.addWidget(shown)
        stack.addLayout(rows)
        return part

    def _papers(self, step: LifeStep) -> QVBoxLayout:
        """The papers of a step: those kept, the one that is lacking, and the one to be printed."""
        papers = column(spacing=0)
        row = line(spacing=12)
        if self._reads:
            print_it = Button(PRINTS[step.kind], "link", icon="print")
            print_it.clicked.connect(partial(self._print, step))
            row.addWidget(print_it)
        if self.may():
            keep = Button(_("存扫描件"), "link", icon="scan")
            keep.clicked.connect(partial(self.keep, step))
            row.addWidget(keep)
        if step.paper_lacking is not None:
            row.addWidget(
                Chip(_("还没有存{paper}").format(paper=PURPOSE_WORDS[step.paper_lacking]), "warn", "alert")
            )
        row.addStretch(1)
        papers.addLayout(row)
        for paper in step.papers:
            words = _("{purpose}　{pages} 页").format(purpose=PURPOSE_WORDS[paper.purpose], pages=paper.pages)
            look = Button(words, "link", icon="attachment")
            look.setToolTip(paper.name)
            look.clicked.connect(partial(self.open_paper, paper))
            if not self._reads:
                look.block(_("由印章管理人或审计查看"))
            kept = line()
            kept.addWidget(look)
            kept.addStretch(1)
            papers.addLayout(kept)
        return papers

    def _clear_foot(self) -> None:
        self.action = None
        while (entry := self.foot.takeAt(0)) is not None:
            if (widget := entry.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()

    def _show_actions(self, life: SealLife) -> None:
        self._clear_foot()
        kinds = possible(life.steps)
        main = self._main(life)
        if not self.may():
            words = _("由印章管理人{name}或街道主要领导办理").format(name=life.keeper_name)
            self.foot.addWidget(label(words if kinds else _("经历已结束"), "caption"))
        elif main is None:
            self.foot.addWidget(label(_("经历已结束"), "caption"))
        else:
            self.action = Button(VERBS[main], "primary")
            self.action.clicked.connect(lambda: ask_step(self, self.desk, life, main))
            self.foot.addWidget(self.action)
        self.foot.addStretch(1)
        more = Button(_("更多"), "text", icon="more")
        menu = QMenu(more)
        for kind in kinds if self.may() else ():
            if kind is not main and not (kind is LifeKind.ACTIVATED and main is LifeKind.SPECIMEN):
                menu.addAction(VERBS[kind], partial(ask_step, self, self.desk, life, kind))
        clerk = self.desk.office.clerk
        if life.state not in ENDED and (may_describe(clerk, life.seal) or may_appoint(clerk, life.seal)):
            menu.addAction(_("修改印章资料"), partial(ask_change, self, self.desk, life))
        if self._reads and life.state is not SealState.DESTROYED:
            menu.addAction(_("打印印模留存卡"), self._print_card)
        menu.addAction(_("全部记录"), self.open_events)
        more.setMenu(menu)
        self.foot.addWidget(more)

    def _main(self, life: SealLife) -> LifeKind | None:
        if life.state is SealState.TO_ACTIVATE:
            kept = life.step(LifeKind.SPECIMEN) is not None
            return LifeKind.ACTIVATED if kept else LifeKind.SPECIMEN
        return NEXT.get(life.state)

    def focus_action(self) -> None:
        """Does what most likely comes next: Enter on its line."""
        if self.action is not None:
            self.action.click()

    def _print(self, step: LifeStep) -> None:
        self.desk.run(
            self,
            lambda office: seals.print_step(office, step.seq),
            lambda paper: printing.preview(self, self.desk, paper),
        )

    def _print_card(self) -> None:
        if self.life is not None:
            number = self.life.number
            self.desk.run(
                self,
                lambda office: seals.specimen_card(office, number),
                lambda paper: printing.preview(self, self.desk, paper),
            )

    def keep(self, step: LifeStep) -> None:
        """Keeps scans with a step: of the paper that it lacks, else of another one."""
        names, _kind = QFileDialog.getOpenFileNames(self, _("选择扫描件"), "", KINDS)
        if not names:
            return
        purpose = step.paper_lacking or PAPER_DUE.get(step.kind, Purpose.OTHER)
        self.desk.run(
            self,
            lambda office: seals.keep_papers(
                office, step.seq, purpose, seals.read_copies([Path(name) for name in names])
            ),
        )

    def open_specimen(self) -> None:
        """Shows the specimen full size; the look is logged."""
        step = self.life.step(LifeKind.SPECIMEN) if self.life is not None else None
        papers = [p for p in step.papers if p.purpose is Purpose.SPECIMEN] if step is not None else []
        if papers and self._reads:
            self.open_paper(papers[-1])

    def open_paper(self, paper: SealPaper) -> None:
        """Shows a kept paper full size; the look is logged."""
        assert self.life is not None  # its button is shown with a seal only
        number, name = self.life.number, self.life.seal.name

        title = _("{name} · {purpose}").format(name=name, purpose=PURPOSE_WORDS[paper.purpose])
        self.desk.run(
            self,
            lambda office: seals.open_seal_pages(office, number, paper, width=VIEW_WIDTH),
            lambda pages: PageViewer(self.window(), title, pages).open(),
        )

    def open_events(self) -> None:
        """Shows every event of the seal, the newest first."""
        if self.life is not None:
            life = self.life
            self.desk.run(
                self,
                lambda office: evidence.history(office, ("seal", life.number)),
                lambda found: EventList(self.window(), life, found).open(),
            )
