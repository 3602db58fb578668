"""统计与封账: what the books come to, as bars or as a table, and the years that are closed or wait for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain import seals as rules
from desktop.domain.people import Role
from desktop.domain.seals.closing import Closing, YearBook
from desktop.domain.seals.figures import GROUP_WORDS, Figure, Figures, GroupBy
from desktop.i18n import _
from desktop.services import seals
from desktop.services.exports import FiguresFilter, ListKind, export_list
from desktop.services.office import Office
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.exporting import ask_export
from desktop.ui.page import Head, Page, column, label, line
from desktop.ui.seals.tabs import put_tabs
from desktop.ui.theme import theme
from desktop.ui.widgets.barchart import Bar, BarChart
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import ComboField
from desktop.ui.widgets.messages import EmptyState
from desktop.ui.widgets.segmented import Segmented
from desktop.ui.widgets.table import Column, DataTable

SIDE = 360


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows at once."""

    figures: Figures
    books: list[YearBook]
    seals: list[rules.Seal]
    months: list[str]


def read_shown(office: Office, wanted: FiguresFilter) -> Shown:
    """All that one look at the page needs."""
    return Shown(
        seals.count_figures(office, wanted.by, seal=wanted.seal, year=wanted.year, month=wanted.month),
        seals.year_books(office, wanted.seal or 1),
        seals.list_seals(office),
        seals.months(office, wanted.seal),
    )


class FiguresPage(Page):
    """Month and year figures, and the closing of a year's book."""

    name = "figures"
    under = "register"
    subjects = ("seals", "people")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        outer = column()
        self.setLayout(outer)
        self.head = Head(_("统计与封账"))
        put_tabs(self, self.head)
        self.more = Button(_("更多"), "text", icon="more")
        menu = QMenu(self.more)
        menu.addAction(_("导出 Excel"), self.export)
        self.more.setMenu(menu)
        self.head.tools.addWidget(self.more)
        outer.addWidget(self.head)
        outer.addLayout(self._make_filters())
        row = line(margins=(24, 12, 24, 16), spacing=12)
        outer.addLayout(row, 1)
        row.addWidget(self._make_figures(), 1)
        self.side = self._make_books()
        row.addWidget(self.side)
        self.setFocusProxy(self.by)
        for key, action in (("Ctrl+T", self.turn), ("F5", self.reload)):
            shortcut = QShortcut(QKeySequence(key), self, action)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _make_filters(self) -> QHBoxLayout:
        row = line(margins=(24, 0, 24, 0), spacing=12)
        self.by = Segmented([(by, words) for by, words in GROUP_WORDS.items()])
        self.by.changed.connect(lambda _key: self.reload())
        row.addWidget(self.by)
        this_year = self.desk.office.today().year
        self.seal = ComboField([(1, "")])
        self.seal.setAccessibleName(_("印章"))
        self.year = ComboField([(this_year, _("{year} 年").format(year=this_year))])
        self.year.setAccessibleName(_("年份"))
        self.month = ComboField([("", _("全年"))])
        self.month.setAccessibleName(_("月份"))
        for choice in (self.year, self.month, self.seal):
            choice.chosen.connect(lambda _key: self.reload())
            row.addWidget(choice)
        row.addStretch(1)
        self.turn_button = Button(_("看成表格"), key="Ctrl+T")
        self.turn_button.clicked.connect(self.turn)
        row.addWidget(self.turn_button)
        return row

    def _make_figures(self) -> Card:
        card = Card()
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.setSpacing(0)
        self.views = QStackedWidget()
        card.body.addWidget(self.views, 1)
        self.chart = BarChart()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.chart)
        stack.addStretch(1)
        area.setWidget(inside)
        self.views.addWidget(area)
        self.table = DataTable(figure_columns())
        self.table.setAccessibleName(_("用印统计"))
        self.views.addWidget(self.table)
        self.views.addWidget(EmptyState("book", _("这里还没有登记"), _("换一枚章、一年或一个月再看。")))
        foot = line(margins=(16, 6, 16, 6))
        self.foot = label("", "caption", wrap=True)
        foot.addWidget(self.foot)
        card.body.addLayout(foot)
        return card

    def _make_books(self) -> Card:
        card = Card(_("年度封账"))
        card.body.addWidget(
            label(
                _("过了 12 月 31 日，簿里没有未办完的登记，由印章管理人封账。封后只能在新的一年里另登更正。"),
                "caption",
                wrap=True,
            )
        )
        self.books = DataTable(
            [
                Column("year", _("年份"), 76, lambda book: str(book.year), weight=600),
                Column("entries", _("登记"), 62, lambda book: f"{book.entries:,}", align="right"),
                Column("state", _("状态"), 150, book_words, stretch=True),
            ]
        )
        self.books.setAccessibleName(_("各年登记簿"))
        self.books.selected.connect(self._show_book)
        self.books.opened.connect(lambda _book: self.open_closing())
        card.body.addWidget(self.books, 1)
        self.book_note = label("", "caption", wrap=True)
        card.body.addWidget(self.book_note)
        row = line()
        self.close_button = Button(_("封账"), "primary", icon="archive")
        self.close_button.clicked.connect(self.close_year)
        self.open_button = Button(_("打开封账打印件"), icon="print")
        self.open_button.clicked.connect(self.open_closing)
        row.addWidget(self.close_button)
        row.addWidget(self.open_button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    # What is shown

    def filter(self) -> FiguresFilter:
        """What the filters ask for. A month lies in one year, so it is asked for alone."""
        seal, year, month = self.seal.key(), self.year.key(), str(self.month.key() or "")
        by = self.by.key()
        return FiguresFilter(
            by if isinstance(by, GroupBy) else GroupBy.MONTH,
            seal if isinstance(seal, int) else 1,
            year if isinstance(year, int) else None,
            month,
        )

    def reload(self) -> None:
        """Asks for the figures again."""
        wanted = self.filter()
        self.desk.run(self, lambda office: read_shown(office, wanted), partial(self._show, wanted))

    def _show(self, wanted: FiguresFilter, found: Shown) -> None:
        self._fill_choices(wanted, found)
        figures = found.figures
        name = self._words(wanted)
        self.chart.set_bars(name, [bar_of(row) for row in figures.rows])
        self.table.set_records([*figures.rows, figures.total] if figures.rows else [])
        self.views.setCurrentIndex(self._view if figures.rows else 2)
        self.head.subtitle.setText(name)
        total = figures.total
        self.foot.setText(
            _(
                "共登记 {entries} 件，用印 {uses} 件 {copies} 份，{impressions} 印，留底 {kept} 页；"
                "另有作废 {voided}、退回 {returned}、不予受理 {refused}，未办完 {waiting}"
            ).format(
                entries=total.entries,
                uses=total.used.entries,
                copies=total.used.copies,
                impressions=total.used.impressions,
                kept=total.used.kept_pages,
                voided=total.voided,
                returned=total.returned,
                refused=total.refused,
                waiting=total.waiting,
            )
        )
        self.books.set_records(found.books)
        if self.books.selected_record() is None and found.books:
            self.books.select_where(lambda book: book is found.books[0])
        self._show_book(self.books.selected_record())

    _view = 0

    def _fill_choices(self, wanted: FiguresFilter, found: Shown) -> None:
        self.seal.set_items([(seal.number, seal.name) for seal in found.seals])
        this_year = self.desk.office.today().year
        years = sorted({this_year, *(book.year for book in found.books)}, reverse=True)
        self.year.set_items([(year, _("{year} 年").format(year=year)) for year in years])
        months = [month for month in found.months if wanted.year is None or month[:4] == str(wanted.year)]
        self.month.set_items([("", _("全年"))] + [(month, seals.month_words(month)) for month in months])

    def _words(self, wanted: FiguresFilter) -> str:
        when = seals.month_words(wanted.month) if wanted.month else _("{year} 年").format(year=wanted.year)
        return f"{when} {GROUP_WORDS[wanted.by]}"

    def turn(self) -> None:
        """Shows the same numbers as a table, or as bars again."""
        self._view = 1 - self._view
        self.turn_button.setText(_("看成图") if self._view else _("看成表格"))
        self.reload()
        (self.table if self._view else self.chart).setFocus()

    def export(self) -> None:
        """The figures that are shown, for Excel."""
        wanted = self.filter()
        ask_export(
            self,
            ListKind.FIGURES,
            lambda office, path, report: export_list(
                office, ListKind.FIGURES, path, figures=wanted, progress=report
            ),
        )

    # Closing

    def _show_book(self, book: YearBook | None) -> None:
        self.open_button.setVisible(book is not None and book.closing is not None)
        self.close_button.setVisible(book is not None and book.closing is None)
        self.close_button.unblock()
        if book is None:
            self.book_note.setText("")
        elif book.closing is not None:
            self.book_note.setText(closing_words(book.closing))
        else:
            self.book_note.setText(
                _("{year} 年还没有封账，未办完 {count} 件。").format(year=book.year, count=book.waiting)
            )
            if reason := self._why_not(book):
                self.close_button.block(reason)
                self.book_note.setText(f"{self.book_note.text()}{reason}")

    def _why_not(self, book: YearBook) -> str:
        if not self.desk.office.clerk.has(Role.KEEPER):
            return _("由印章管理人封账。")
        if book.year >= self.desk.office.today().year:
            return _("到 {year} 年 1 月 1 日以后再封账。").format(year=book.year + 1)
        return ""

    def close_year(self) -> None:
        """Asks, closes the book, and shows its print."""
        book = self.books.selected_record()
        if book is None or not self.close_button.isEnabled():
            return
        seal, year = self.filter().seal or 1, book.year
        ask = Ask(
            self.window(),
            _("封账 {year} 年的登记簿？").format(year=year),
            _(
                "全年 {count} 条排印成一本，带校验点，由办公室的钥匙签名，存进台账。"
                "封后这一年不能再登记、补录、作废；错了在今年的登记簿里另登更正。封账不能撤回。"
            ).format(count=book.entries),
            _("封账"),
        )

        def done(closing: Closing) -> None:
            self.wanted.emit(
                "toast", (_("{year} 年已封账").format(year=closing.year), closing_words(closing))
            )
            self.reload()
            self._open(seal, year)

        def go() -> None:
            ask.accept()
            self.desk.run_long(
                self,
                _("正在排印 {year} 年的登记簿").format(year=year),
                lambda office, report: seals.close_year(office, seal, year, progress=report),
                done,
            )

        ask.confirmed.connect(go)
        ask.open()

    def open_closing(self) -> None:
        """Opens the print of the chosen closed book."""
        book = self.books.selected_record()
        if book is not None and book.closing is not None:
            self._open(self.filter().seal or 1, book.year)

    def _open(self, seal: int, year: int) -> None:
        self.desk.run(
            self,
            lambda office: seals.closing_paper(office, seal, year),
            lambda paper: printing.preview(self, self.desk, paper),
        )

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work here."""
        return [("←→", _("换统计")), ("Ctrl+T", _("图或表")), ("F5", _("刷新")), ("F1", _("帮助"))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the figures the width they need."""
        super().resizeEvent(event)
        self.side.setFixedWidth(min(theme().scaled(SIDE), self.width() * 2 // 5))


def bar_of(row: Figure) -> Bar:
    """A row of the figures as a bar of its uses; what does not agree stands behind it in words."""
    used = row.used
    beside = _("{uses} 件 · {copies} 份").format(uses=f"{used.entries:,}", copies=f"{used.copies:,}")
    remark = ""
    if used.impressions < used.copies:
        remark = _("印 {impressions}，少于份数").format(impressions=f"{used.impressions:,}")
    return Bar(row.words, used.entries, beside, remark)


def figure_columns() -> list[Column]:
    """The same numbers as a table."""
    counts: tuple[tuple[str, str, Callable[[Figure], int]], ...] = (
        ("entries", _("登记"), lambda row: row.entries),
        ("uses", _("用印"), lambda row: row.used.entries),
        ("copies", _("份数"), lambda row: row.used.copies),
        ("impressions", _("印数"), lambda row: row.used.impressions),
        ("kept", _("留底页"), lambda row: row.used.kept_pages),
        ("voided", _("作废"), lambda row: row.voided),
        ("returned", _("退回"), lambda row: row.returned),
        ("refused", _("不予受理"), lambda row: row.refused),
        ("waiting", _("未办完"), lambda row: row.waiting),
    )
    made = [Column("words", _("项目"), 190, lambda row: row.words, stretch=True, weight=500)]
    for priority, (key, title, count) in enumerate(counts):
        width = 84 if len(title) > 3 else 70
        late = max(0, priority - 4)
        made.append(Column(key, title, width, partial(_counted, count), align="right", priority=late))
    return made


def _counted(count: Callable[[Figure], int], row: Figure) -> str:
    return f"{count(row):,}"


def book_words(book: YearBook) -> str:
    """How a year's book stands."""
    if book.closing is not None:
        return _("已封账 {day}").format(day=f"{book.closing.at:%Y-%m-%d}")
    return _("未封账，{count} 件未办完").format(count=book.waiting) if book.waiting else _("未封账")


def closing_words(closing: Closing) -> str:
    """Who closed a book, when, and at what it stands."""
    return _("{who} {day} 封账：登记 {entries} 件，用印 {uses} 件 {copies} 份。打印件指纹 {digest}").format(
        who=closing.by_name,
        day=f"{closing.at:%Y-%m-%d}",
        entries=closing.entries,
        uses=closing.uses.entries,
        copies=closing.uses.copies,
        digest=closing.sha256[:16],
    )
