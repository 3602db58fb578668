"""用印登记簿: the book of a seal, filtered as the clerk asks, with the detail of one entry beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu

from desktop.domain import seals as rules
from desktop.domain.people import Account, Role
from desktop.i18n import _
from desktop.services import matters, people, seals
from desktop.services.exports import ListKind, export_list
from desktop.services.office import Office
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.exporting import ask_export
from desktop.ui.page import Head, Page, column, label, line
from desktop.ui.seals.batch import ask_batch
from desktop.ui.seals.detail import Detail
from desktop.ui.seals.table import columns
from desktop.ui.seals.tabs import put_tabs
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.fields import ComboField
from desktop.ui.widgets.menus import Act
from desktop.ui.widgets.paged import PagedRecords
from desktop.ui.widgets.search import SearchBox
from desktop.ui.widgets.segmented import Segmented
from desktop.ui.widgets.table import DataTable

GROUPS = (
    ("all", _("全部"), ()),
    ("waiting", _("待批准"), (rules.State.TO_VERIFY, rules.State.TO_APPROVE)),
    ("seal", _("待用印"), (rules.State.TO_SEAL,)),
    ("keep", _("待留底"), (rules.State.TO_KEEP,)),
    ("filed", _("已归档"), (rules.State.FILED,)),
    ("back", _("已退回"), (rules.State.RETURNED, rules.State.REFUSED, rules.State.VOID)),
)
"""The filter's parts; each holds the states that the clerk looks for together."""
LONG = 2000
"""A book with more lines than this is read by pages."""
PAGE = seals.PAGE
MATTER_WIDE, MATTER_NARROW = 210, 150
"""The most that the choice of matters takes, in pixels: the search beside it keeps room for its words."""


@dataclass(frozen=True, slots=True)
class Book:
    """What the page shows at once: the lines, what they come to, and the choices of the filters.

    A book of more than `LONG` lines gives only its first page, and `place`, where the line to be chosen stands.
    """

    lines: list[rules.UseLine]
    totals: rules.Totals
    count: int
    place: int | None
    months: list[str]
    matters: list[rules.Matter]
    people: list[Account]
    seals: list[rules.Seal]


def read_book(
    office: Office, wanted: rules.UseFilter, states: tuple[rules.State, ...], chosen: int | None = None
) -> Book:
    """All that one look at the register needs; `chosen` is the entry that should stay or come into sight."""
    narrowed = replace(wanted, states=states)
    totals = seals.totals(office, wanted)
    count = totals.among(*states).entries if states else totals.entries
    long = count > LONG and not wanted.text.strip()
    return Book(
        seals.list_uses(office, narrowed, limit=PAGE if long else None),
        totals,
        count,
        seals.place_of(office, narrowed, chosen) if long and chosen is not None else None,
        seals.months(office, wanted.seal),
        seals.list_matters(office, wanted.seal or 1),
        people.list_people(office),
        seals.list_seals(office),
    )


class RegisterPage(Page):
    """The register of one seal."""

    name = "register"
    subjects = ("seals", "people")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seal = 1
        self._wanted_use: int | None = None
        self._book: Book | None = None
        outer = column()
        self.setLayout(outer)
        self.head = Head(_("用印登记簿"))
        put_tabs(self, self.head)
        outer.addWidget(self.head)
        self.book_choice = ComboField([])
        self.book_choice.setAccessibleName(_("印章"))
        self.book_choice.chosen.connect(lambda _key: self.reload())
        self.head.lead.insertWidget(2, self.book_choice)
        self.print_button = Button(_("打印登记簿"), icon="print", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_month)
        self.new_button = Button(_("新建用印申请"), "primary", icon="new", key="Ctrl+N")
        self.new_button.clicked.connect(lambda: self.wanted.emit("application", None))
        if not desk.office.clerk.has(Role.HANDLER):
            self.new_button.block(_("只有承办人可以新建用印申请"))
        self.more = Button(_("更多"), "text", icon="more")
        menu = QMenu(self.more)
        menu.addAction(_("批量打印证明"), lambda: ask_batch(self, self.desk, self.seal))
        menu.addAction(_("导出 Excel"), self.export)
        menu.addAction(_("导入旧登记簿"), lambda: self.wanted.emit("takeover", None))
        self.more.setMenu(menu)
        self.head.tools.addWidget(self.more)
        self.head.tools.addWidget(self.print_button)
        self.head.tools.addWidget(self.new_button)
        outer.addLayout(self._make_filters())
        row = line(margins=(24, 12, 24, 16), spacing=12)
        outer.addLayout(row, 1)
        row.addWidget(self._make_table(), 1)
        self.setFocusProxy(self.table)
        self.detail = Detail(desk)
        self.detail.wanted.connect(self.wanted)
        row.addWidget(self.detail)
        self.table.acts = self._acts
        theme().changed.connect(self._adapt)
        for key, action in (("/", self.search.setFocus), ("Ctrl+P", self.print_month), ("F5", self.reload)):
            QShortcut(QKeySequence(key), self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _make_filters(self) -> QHBoxLayout:
        row = line(margins=(24, 0, 24, 0), spacing=12)
        self.groups = Segmented([(key, words) for key, words, _states in GROUPS])
        self.groups.changed.connect(lambda _key: self.reload())
        row.addWidget(self.groups)
        self.month = ComboField([("", _("全部月份"))])
        self.month.setAccessibleName(_("月份"))
        self.matter = ComboField([("", _("事项：全部"))])
        self.matter.setAccessibleName(_("事项"))
        self.handler = ComboField([(None, _("承办人：全部"))])
        self.handler.setAccessibleName(_("承办人"))
        for choice in (self.month, self.matter, self.handler):
            choice.chosen.connect(lambda _key: self.reload())
            row.addWidget(choice)
        self.search = SearchBox(_("编号、姓名、文件名"), "/")
        self.search.setMinimumWidth(180)
        self.search.typed.connect(lambda _text: self.reload())
        row.addWidget(self.search, 1)
        return row

    def _make_table(self) -> Card:
        card = Card()
        self.table = DataTable(columns())
        self.table.setAccessibleName(_("用印登记簿"))
        self.table.remember(self.desk.office.clerk.number, "register")
        self.table.selected.connect(self._show_line)
        self.table.opened.connect(lambda _line: self.detail.focus_action())
        self.table.looked.connect(lambda _line: self.detail.open_copies())
        card.body.addWidget(self.table, 1)
        foot = card.add_foot((16, 6, 16, 6))
        self.foot = label("", "caption")
        self.figures = label("", "caption")
        foot.addWidget(self.foot)
        foot.addStretch(1)
        foot.addWidget(self.figures)
        return card

    def filter(self) -> rules.UseFilter:
        """What the filters ask for, without the state."""
        handler = self.handler.key()
        return rules.UseFilter(
            seal=self.seal,
            month=str(self.month.key() or ""),
            matter=str(self.matter.key() or ""),
            handler=handler if isinstance(handler, int) else None,
            text=self.search.text(),
        )

    def reload(self) -> None:
        """Asks for the lines again."""
        chosen = self.book_choice.key()
        self.seal = chosen if isinstance(chosen, int) else 1
        wanted = self.filter()
        states = next(states for key, _words, states in GROUPS if key == self.groups.key())
        chosen = self._wanted_use or getattr(self.table.selected_record(), "use", None) or self._left_at()
        self.desk.run(
            self,
            lambda office: read_book(office, wanted, states, chosen),
            lambda found: self._show(found, replace(wanted, states=states)),
        )

    def _left_at(self) -> int | None:
        """The entry that was chosen when the register was last left."""
        left = self.table.kept_choice()
        return int(left) if left.lstrip("-").isdecimal() else None

    def _show(self, found: Book, wanted: rules.UseFilter) -> None:
        self._book = found
        self._fill_choices(found)
        for key, _words, states in GROUPS:
            some = found.totals.among(*states).entries if states else found.totals.entries
            self.groups.set_count(key, some)
        today = self.desk.office.today()
        authorised = sum(matters.is_authorised(matter, today) for matter in found.matters)
        self.head.subtitle.setText(_("授权 {count} 项").format(count=authorised) if authorised else "")
        if found.count > len(found.lines) and not found.totals.cut:
            self._show_pages(found, wanted)
        else:
            self.table.set_records(found.lines)
        if self._wanted_use is not None:
            self.table.select_where(lambda record: record.use == self._wanted_use)
            self._wanted_use = None
        elif self.table.selected_record() is None and found.lines and found.place is None:
            self.table.select_where(lambda record: record is found.lines[0])
        if not found.lines:
            self.detail.show_nothing()
        self._show_sums(found, wanted)

    def _show_pages(self, found: Book, wanted: rules.UseFilter) -> None:
        """A book too long to hold: pages are read as they come into sight, at once when the bookmarks are there."""
        marks: list[tuple[int, int]] = []

        def read(office: Office, number: int) -> list[rules.UseLine]:
            if number < len(marks):
                return seals.page_from(office, wanted, marks[number])
            return seals.list_uses(office, wanted, limit=PAGE, offset=number * PAGE)

        def put(number: int, lines: list[rules.UseLine]) -> None:
            if self.table.model_.records is pages:
                self.table.put_page(number, lines)

        pages = PagedRecords(
            found.count,
            PAGE,
            lambda number: self.desk.run(self, lambda office: read(office, number), partial(put, number)),
        )
        pages.put(0, found.lines)
        self.table.set_records(pages)
        if found.place is not None:
            self.table.show_row(found.place)
            self._wanted_use = None
        self.desk.run_aside(self, lambda office: seals.bookmarks(office, wanted), marks.extend)

    def _show_sums(self, found: Book, wanted: rules.UseFilter) -> None:
        cut = _("，请再输几个字") if found.totals.cut else ""
        count = f"{found.count:,}"
        self.foot.setText(
            _("最近的 {count} 条{cut}").format(count=count, cut=cut)
            if cut
            else _("共 {count} 条").format(count=count)
        )
        used = [
            s for s in (rules.State.TO_KEEP, rules.State.FILED) if not wanted.states or s in wanted.states
        ]
        sums = found.totals.among(*used)
        filed = found.totals.among(*(state for state in used if state is rules.State.FILED))
        old = found.totals.old if rules.State.FILED in used else 0
        self.figures.setText(
            _("用印 {uses} 件 · {copies} 份 · 已留底 {kept} 件").format(
                uses=f"{sums.entries:,}", copies=f"{sums.copies:,}", kept=f"{filed.entries - old:,}"
            )
            + (_(" · 旧账已归档 {count} 件").format(count=f"{old:,}") if old else "")
        )

    def _fill_choices(self, found: Book) -> None:
        self.book_choice.set_items([(seal.number, seal.name) for seal in found.seals])
        self.month.set_items(
            [("", _("全部月份"))] + [(month, f"{month[:4]}年{int(month[5:])}月") for month in found.months]
        )
        self.matter.set_items(
            [("", _("事项：全部"))]
            + [
                (matter.code, f"{matter.tag} {matter.short_name}")
                for matter in found.matters
                if matter.status is rules.MatterStatus.ALLOWED
            ]
        )
        handlers = [person for person in found.people if Role.HANDLER in person.roles]
        self.handler.set_items(
            [(None, _("承办人：全部"))] + [(person.number, person.name) for person in handlers]
        )

    def _show_line(self, record: rules.UseLine | None) -> None:
        if record is None:
            self.detail.show_nothing()
        else:
            self.detail.show_use(record.use)
        self.key_caps_changed.emit()

    def _acts(self, record: rules.UseLine, show: Callable[[Sequence[Act]], None]) -> None:
        """The context menu of a line; one from an old book can only be read and copied."""
        if record.taken_over:
            show(())
            return
        self.desk.run(
            self,
            lambda office: seals.get_use(office, record.use),
            lambda use: show(self.detail.menu(use)),
        )

    def show_target(self, target: object) -> None:
        """Shows one entry (its key), whatever the filters were."""
        if not isinstance(target, int):
            return
        self._wanted_use = target
        self.groups.set_key("all")
        for choice, everything in ((self.month, ""), (self.matter, ""), (self.handler, None)):
            choice.set_key(everything)
        self.search.set_text("")
        self.reload()
        self.table.setFocus()

    def print_month(self) -> None:
        """Previews the register page of the chosen month, or of the present one."""
        chosen = str(self.month.key() or "")
        today = self.desk.office.today()
        year, month = (int(chosen[:4]), int(chosen[5:])) if chosen else (today.year, today.month)
        seal = self.seal
        self.desk.run(
            self,
            lambda office: seals.register_month(office, seal, year, month),
            lambda paper: printing.preview(self, self.desk, paper),
        )

    def export(self) -> None:
        """The lines that are filtered, also as a search found them, for Excel."""
        states = next(states for key, _words, states in GROUPS if key == self.groups.key())
        wanted = replace(self.filter(), states=states)
        ask_export(
            self,
            ListKind.REGISTER,
            lambda office, path, report: export_list(
                office, ListKind.REGISTER, path, register=wanted, progress=report
            ),
        )

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work on the register."""
        caps = [("↑↓", _("选择")), ("Enter", _("办理")), ("Space", _("看留底")), ("/", _("筛选"))]
        if self.desk.office.clerk.has(Role.HANDLER):
            caps.append(("Ctrl+N", _("新建用印")))
        return [*caps, ("F1", _("帮助"))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives way by the design's order when the window is narrow."""
        super().resizeEvent(event)
        self._adapt()

    def _adapt(self) -> None:
        """Shares the width out for this window and this size of type."""
        width, large = self.width(), theme().large
        wide = width > 1300
        self.detail.set_width((400 if large else 352) if wide else 320)
        self.detail.fold(fold=large or self.height() < 720)
        self.head.subtitle.setVisible(not large)
        self.matter.setVisible(not large)
        self.matter.setMaximumWidth(MATTER_WIDE if wide else MATTER_NARROW)
        self.handler.setVisible(not large)
        self.detail.setVisible(width > 1000)
