"""One entry beside the register: what it is about, its kept copies, its 核验码, what happened, what to do next."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import seals as rules
from desktop.domain.people import Role
from desktop.domain.seals.takeover import TakenUse
from desktop.domain.text.dates import screen_moment
from desktop.i18n import _
from desktop.ui.desk import Desk
from desktop.ui.page import column, label, line, rule
from desktop.ui.seals import steps
from desktop.ui.seals.acts import Acts, open_copies
from desktop.ui.seals.chain import beside
from desktop.ui.seals.states import STATE_CHIPS
from desktop.ui.seals.taken import read_entry, taken_body
from desktop.ui.seals.words import facts_of, history_of
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.dropzone import DropZone
from desktop.ui.widgets.menus import Act, fill_menu
from desktop.ui.widgets.messages import EmptyState
from desktop.ui.widgets.thumbnails import Thumbnails
from desktop.ui.widgets.timeline import Timeline

HEAD_MARGINS = 54
"""What the number and its chip leave free in one line: margins, the gap between them, the scroll bar."""


class Detail(QFrame):
    """The panel of one entry. `wanted` asks for another page."""

    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.use: rules.SealUse | None = None
        self._folded = False
        self.setProperty("card", True)
        self.setAccessibleName(_("登记详情"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self.area, 1)
        self.foot = QFrame()
        self.foot.setProperty("sunken", True)
        self.foot_row = QHBoxLayout(self.foot)
        self.foot_row.setContentsMargins(16, 10, 16, 10)
        self.foot_row.setSpacing(8)
        outer.addWidget(rule("line"))
        outer.addWidget(self.foot)
        self.setAcceptDrops(True)
        theme().changed.connect(self._show_again)
        self.show_nothing()

    def set_width(self, width: int) -> None:
        """Makes the panel as wide as the window allows."""
        if width != self.maximumWidth():
            self.setFixedWidth(width)
            self._show_again()

    def _show_again(self) -> None:
        """Lays the entry out anew, for another width or another size of type."""
        if self.use is not None:
            self._show(self.use)

    def fold(self, *, fold: bool) -> None:
        """Folds 经过 to one line where there is little room."""
        if fold != self._folded:
            self._folded = fold
            self._show_again()

    def show_nothing(self) -> None:
        """No entry is chosen."""
        self.use = None
        self._fill(EmptyState("book", _("还没有选登记"), _("在左边选一条，这里显示它的经过和留底。")))
        self._clear_foot()

    def show_use(self, use: int) -> None:
        """Reads an entry and shows it."""
        self.desk.run(self, lambda office: read_entry(office, use), self._show_entry)

    def _show_entry(self, entry: rules.SealUse | TakenUse) -> None:
        if isinstance(entry, TakenUse):
            self.use = None
            self._fill(taken_body(entry))
            self._clear_foot()
        else:
            self._show(entry)

    def _fill(self, widget: QWidget) -> None:
        self.area.setWidget(widget)

    def _clear_foot(self) -> None:
        while (entry := self.foot_row.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.action: Button | None = None

    def _show(self, use: rules.SealUse) -> None:
        self.use = use
        body = QWidget()
        stack = column()
        body.setLayout(stack)
        for part in (
            self._heading(use),
            self._beside(use),
            self._facts(use),
            self._copies(use),
            self._code(use),
            self._history(use),
        ):
            if part is not None:
                stack.addWidget(part)
                stack.addWidget(rule())
        stack.addStretch(1)
        self._fill(body)
        self._show_actions(use)

    def _part(self) -> tuple[QWidget, QVBoxLayout]:
        part = QWidget()
        stack = column(margins=(16, 12, 16, 12), spacing=6)
        part.setLayout(stack)
        return part, stack

    def _heading(self, use: rules.SealUse) -> QWidget:
        part, stack = self._part()
        row, under = line(), line()
        wide = QFontMetrics(theme().font("section", 600)).horizontalAdvance(use.number)
        room = self.maximumWidth() - HEAD_MARGINS
        number = label(use.number, "section", wrap=wide > room)
        if use.state is rules.State.VOID:
            font = theme().font("section", 600)
            font.setStrikeOut(True)
            number.setFont(font)
        row.addWidget(number, 1)
        under.addWidget(
            label(f"{use.request.document}　{use.request.applicant_name}", "secondary", wrap=True), 1
        )
        kind, picture = STATE_CHIPS[use.state]
        chip = Chip(rules.STATE_WORDS[use.state], kind, picture)
        # A number is never broken for its chip: where both do not fit, the chip stands in the second line.
        first = row if wide + chip.sizeHint().width() <= room else under
        first.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        stack.addLayout(row)
        stack.addLayout(under)
        return part

    def _facts(self, use: rules.SealUse) -> QWidget:
        part, _stack = self._part()
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        part.layout().addLayout(form)  # type: ignore[union-attr]
        for words, value in facts_of(use):
            name = label(words, "secondary")
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            form.addRow(name, label(_unbroken(value), wrap=True))
        return part

    def _beside(self, use: rules.SealUse) -> QWidget | None:
        found = beside(use)
        if found is None:
            return None
        part, chain = found
        if chain is not None:
            chain.linkActivated.connect(lambda key: self.wanted.emit("register", int(key)))
        return part

    def _copies(self, use: rules.SealUse) -> QWidget | None:
        if use.state is rules.State.TO_KEEP:
            part, stack = self._part()
            stack.addWidget(label(_("留底"), "strong"))
            zone = DropZone(_("把扫描件拖到这里，或按下面的按钮选择"))
            zone.files.connect(lambda paths: steps.keep_copies(self, self.desk, use, paths))
            stack.addWidget(zone)
            self._zone = zone
            return part
        if not use.kept_copies:
            return None
        part, stack = self._part()
        row = line()
        row.addWidget(label(_("留底"), "strong"))
        pages = sum(copy.pages for copy in use.kept_copies)
        row.addWidget(
            label(
                _("{pages} 页 · {when} 存入").format(
                    pages=pages, when=screen_moment(use.kept_copies[0].kept_at)
                ),
                "caption",
                wrap=True,
            ),
            1,
        )
        look = Button(_("放大查看"), "link")
        look.clicked.connect(self.open_copies)
        row.addWidget(look)
        stack.addLayout(row)
        pictures = Thumbnails()
        pictures.set_pictures([picture for copy in use.kept_copies for picture in copy.thumbnails])
        starts = list(accumulate((copy.pages for copy in use.kept_copies), initial=0))
        places = [
            start + page
            for start, copy in zip(starts, use.kept_copies, strict=False)
            for page in range(len(copy.thumbnails))
        ]
        pictures.opened.connect(lambda index: self.open_copies(at=places[index]))
        stack.addWidget(pictures)
        return part

    def _code(self, use: rules.SealUse) -> QWidget | None:
        if not use.check_code:
            return None
        part, stack = self._part()
        row = line()
        row.addWidget(label(_("核验码"), "strong"))
        row.addStretch(1)
        copy = Button(_("复制"), "link", icon="copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(use.check_code))
        row.addWidget(copy)
        stack.addLayout(row)
        code = label(use.check_code)
        code.setStyleSheet(theme().code_style(18))
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        stack.addWidget(code)
        return part

    def _history(self, use: rules.SealUse) -> QWidget:
        part, stack = self._part()
        items = history_of(use)
        row = line()
        row.addWidget(label(_("经过"), "strong"))
        fold = Button("", "link", icon="down")
        if self._folded:
            row.addWidget(
                label(
                    _("{count} 条 · 最近 {when}").format(count=len(items), when=items[0][1]),
                    "caption",
                    wrap=True,
                ),
                1,
            )
            row.addWidget(fold)
        stack.addLayout(row)
        timeline = Timeline()
        timeline.set_items(items)
        timeline.setVisible(not self._folded)
        fold.setAccessibleName(_("展开经过"))
        fold.clicked.connect(lambda: timeline.setVisible(not timeline.isVisible()))
        stack.addWidget(timeline)
        return part

    def _show_actions(self, use: rules.SealUse) -> None:
        self._clear_foot()
        main = next_step(use, self.desk)
        if main is not None:
            words, variant, picture, do = main
            self.action = Button(words, variant, icon=picture)
            self.action.clicked.connect(lambda: do(self))
            self.foot_row.addWidget(self.action)
        elif use.state is rules.State.FILED and use.kept_copies:
            look = Button(_("查看原件"), icon="look")
            look.clicked.connect(self.open_copies)
            self.foot_row.addWidget(look)
        self.foot_row.addStretch(1)
        more = Button(_("更多"), "text", icon="more")
        menu = QMenu(more)
        fill_menu(menu, self.acts(use).more())
        more.setMenu(menu)
        self.foot_row.addWidget(more)

    def acts(self, use: rules.SealUse) -> Acts:
        """What can be done with an entry, over this panel."""
        return Acts(self, self.desk, self.wanted.emit, use)

    def menu(self, use: rules.SealUse) -> list[Act]:
        """The context menu of an entry's line: what it waits for, then the rest."""
        main = next_step(use, self.desk)
        waits = []
        if main is not None and self.use is not None and self.use.seq == use.seq:
            waits.append(Act(main[0], lambda: main[3](self)))
        first, *rest = self.acts(use).menu()
        return [*waits, replace(first, apart=bool(waits)), *rest]

    def focus_action(self) -> None:
        """Does what the entry waits for: Enter on its line."""
        if self.action is not None and self.action.isEnabled():
            self.action.click()
        elif self.use is not None and self.use.kept_copies:
            self.open_copies()

    def open_copies(self, *, at: int = 0) -> None:
        """Shows the kept copies full size, beginning with a page; the look is logged."""
        if self.use is None or not self.use.kept_copies:
            return
        open_copies(self, self.desk, self.use, at=at)


def _unbroken(words: str) -> str:
    """The same words; a line never begins with a dot, and a number keeps what it counts beside it."""
    return re.sub(r"(?<=\d) (?=\w)", "\u00a0", words.replace(" · ", "\u00a0· "))


def next_step(use: rules.SealUse, desk: Desk) -> tuple[str, str, str, Callable[["Detail"], None]] | None:
    """What the entry waits for: words, kind of button, icon, and what it does; None when nothing is left."""
    clerk = desk.office.clerk
    if use.state is rules.State.TO_VERIFY and use.handler == clerk.number:
        return _("写核实意见"), "primary", "finding", lambda owner: steps.sign_finding(owner, desk, use)
    if use.state is rules.State.TO_APPROVE:
        return _("批准用印"), "seal", "seal", lambda owner: steps.approve(owner, desk, use)
    if use.state is rules.State.TO_SEAL and clerk.has(Role.KEEPER):
        return _("登记用印"), "seal", "seal", lambda owner: steps.seal(owner, desk, use)
    if use.state is rules.State.TO_KEEP and (clerk.has(Role.KEEPER) or clerk.has(Role.HANDLER)):
        return _("补留底"), "primary", "scan", lambda owner: owner._zone.ask()
    return None
