"""Long lists: a table of records, painted after the design, worked by keyboard."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
)

from desktop.i18n import _
from desktop.ui.kept import Kept
from desktop.ui.theme import theme
from desktop.ui.widgets.cells import ROW, CellPainter
from desktop.ui.widgets.heads import CELL, FIRST, ColumnHead
from desktop.ui.widgets.menus import Act, MenuAsker, open_menu
from desktop.ui.widgets.paged import PagedRecords
from desktop.ui.widgets.records import Column, RecordModel, identity
from desktop.ui.widgets.widths import as_drawn, share

__all__ = ["Column", "DataTable"]

RowActs = Callable[[Any, Callable[[Sequence[Act]], None]], None]
"""Finds out what can be done with a row's record, and brings it."""
HEAD, PAINTED = 36, 60
HELD_MS = 60
"""How long at most a list that was scrolled waits for its rows before it is painted without them."""


class DataTable(QTableView):
    """`selected` as the choice moves, `opened` on Enter or a double click, `looked` on Space."""

    selected = Signal(object)
    opened = Signal(object)
    looked = Signal(object)

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.model_ = RecordModel(columns)
        self._rows = 0
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(HELD_MS)
        self._held.timeout.connect(self._paint_held)
        self.setModel(self.model_)
        self.setItemDelegate(CellPainter(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(False)
        self.verticalHeader().hide()
        self.head = ColumnHead(self)
        self.setHorizontalHeader(self.head)
        self.head.sectionClicked.connect(self._sort)
        self.head.drawn.connect(self._keep_drawn)
        self.head.undrawn.connect(self.undraw)
        self._kept: Kept | None = None
        self._given: Sequence[Any] = []
        self._drawn: dict[str, int] = {}
        self._order = self._choice = ""
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(Qt.ItemDataRole.UserRole)))
        self.acts: RowActs | None = None
        asker = MenuAsker(self, self.viewport(), self._menu_place)
        asker.asked.connect(self._ask_menu)
        self.restyle()
        theme().changed.connect(self.restyle)

    def _menu_place(self) -> QPoint:
        """Where the menu of the chosen row opens when it is asked for by keyboard."""
        cell = self.visualRect(self.currentIndex())
        return self.viewport().mapToGlobal(cell.center() if cell.isValid() else QPoint(FIRST, FIRST))

    def _ask_menu(self, place: QPoint, by_key: bool) -> None:
        """The menu of a row: what can be done with it, as its page says, then copying and sorting."""
        at = self.currentIndex() if by_key else self.indexAt(self.viewport().mapFromGlobal(place))
        record = None if not at.isValid() else at.data(Qt.ItemDataRole.UserRole)
        if record is None:
            return
        clip = QGuiApplication.clipboard().setText
        column = self.model_.columns[at.column()]
        long = isinstance(self.model_.records, PagedRecords)
        common = [
            Act(_("复制这一格"), partial(clip, str(at.data())), apart=self.acts is not None),
            Act(_("复制所选的行"), partial(clip, self.copied())),
            Act(
                _("按{title}排序").format(title=column.title),
                partial(self._sort, at.column()),
                _("太长，只按时间排") if long else "",
                apart=True,
            ),
        ]
        if self._drawn:
            common.append(Act(_("恢复列宽"), self.undraw))

        def show(acts: Sequence[Act]) -> None:
            open_menu(self, place, [*acts, *common], self.accessibleName())

        if self.acts is None:
            show(())
        else:
            self.acts(record, show)

    def show_rows(self, rows: int) -> None:
        """Makes the table just as high as its head and this many rows, so that none is cut."""
        self._rows = rows
        self.restyle()

    def restyle(self) -> None:
        """Takes the present look."""
        seen = self._chosen_in(self.viewport().size())
        self.verticalHeader().setDefaultSectionSize(theme().scaled(ROW))
        self.horizontalHeader().setFixedHeight(theme().scaled(HEAD))
        if self._rows:
            self.setFixedHeight(
                theme().scaled(HEAD) + self._rows * theme().scaled(ROW) + 2 * self.frameWidth()
            )
        self._fit()
        if seen:
            self.updateGeometries()  # the new height of the rows counts before one is scrolled to
            self.scrollTo(self.currentIndex())

    def first_column(self) -> int:
        """The leftmost column that is shown."""
        return next(place for place in range(len(self.model_.columns)) if not self.isColumnHidden(place))

    def set_records(self, records: Sequence[Any]) -> None:
        """Shows these records; the chosen one stays chosen when it is among them."""
        chosen = self.selected_record()
        seen = self.verticalScrollBar().value()
        self._given = records
        self.model_.set_records(records)
        self._paint_held()
        long = isinstance(records, PagedRecords)
        self.head.setSectionsClickable(not long)
        self.head.sorted = None if long else self._ordered()
        if self.head.sorted is not None:
            self.model_.sort(*self.head.sorted)
        self._fit()
        if chosen is not None:
            present = identity(chosen)
            self.select_where(lambda record: identity(record) == present)
            # What was being read stays where it was.
            self.verticalScrollBar().setValue(seen)
        elif self._choice and not long:
            self.select_where(lambda record: str(identity(record)) == self._choice)

    def selected_record(self) -> Any:
        """The chosen record, or None."""
        index = self.currentIndex()
        if index.isValid() and index.row() < len(self.model_.records):
            return self.model_.records[index.row()]
        return None

    def put_page(self, number: int, records: Sequence[Any]) -> None:
        """Takes a page of a long list that was read; tells what is chosen when that is in it."""
        rows = self.model_.put_page(number, records)
        if self._held.isActive() and not self._reading():
            self._paint_held()
        if self.currentIndex().isValid() and self.currentIndex().row() in rows:
            self.selected.emit(self.selected_record())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Rows that are being read are painted once they are there: painting them empty first costs as much again."""
        super().scrollContentsBy(dx, dy)
        if self._reading():
            self.viewport().setUpdatesEnabled(False)
            self._held.start()

    def _reading(self) -> bool:
        """Whether some row in sight has not been read; asks for it."""
        records = self.model_.records
        if not isinstance(records, PagedRecords) or not len(records):
            return False
        first, last = (self.rowAt(edge) for edge in (0, self.viewport().height() - 1))
        seen = [records[max(0, first)], records[last if last >= 0 else len(records) - 1]]
        return None in seen

    def _paint_held(self) -> None:
        """Paints what was held back."""
        self._held.stop()
        self.viewport().setUpdatesEnabled(True)

    def select_where(self, fits: Callable[[Any], bool]) -> None:
        """Chooses the first record that fits, of those that were read."""
        records = self.model_.records
        held = records.held() if isinstance(records, PagedRecords) else enumerate(records)
        for row, record in held:
            if fits(record):
                self.show_row(row)
                return

    def show_row(self, row: int) -> None:
        """Chooses a row and brings it into sight."""
        self.selectRow(row)
        self.scrollTo(self.model_.index(row, 0))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tells which record is chosen now."""
        super().selectionChanged(selected, deselected)
        if selected.count() and self.selected_record() is not None:
            self.selected.emit(self.selected_record())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by Tab sees where the keys work: on the first row, unless one is chosen."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self.model_.records and not self.currentIndex().isValid():
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space looks, Ctrl+C copies."""
        record = self.selected_record()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and record is not None:
            self.opened.emit(record)
        elif event.key() == Qt.Key.Key_Space and record is not None:
            self.looked.emit(record)
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            QGuiApplication.clipboard().setText(self.copied())
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The chosen rows as they are shown, for the clipboard."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        shown = [column for place, column in enumerate(self.model_.columns) if not self.isColumnHidden(place)]
        records = [self.model_.records[row] for row in rows]
        return "\n".join(
            "\t".join(column.text(record) for column in shown) for record in records if record is not None
        )

    def _sort(self, section: int) -> None:
        """Up, then down, then as the list came."""
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if self.head.sorted == (section, down):
            self._order = ""
            self.set_records(self._given)
            self.head.viewport().update()
        else:
            self._sort_in(section, down if self.head.sorted == (section, up) else up)

    def sort_by(self, key: str, *, down: bool = False) -> None:
        """Sorts by a column, as a click on its head does."""
        section = next(place for place, column in enumerate(self.model_.columns) if column.key == key)
        self._sort_in(section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def _sort_in(self, section: int, order: Qt.SortOrder) -> None:
        sign = "-" if order == Qt.SortOrder.DescendingOrder else ""
        self._order = sign + self.model_.columns[section].key
        self.head.sorted = (section, order)
        self.head.viewport().update()
        self.model_.sort(section, order)
        self.scrollTo(self.currentIndex())

    def _ordered(self) -> tuple[int, Qt.SortOrder] | None:
        """The order that was asked for, as a column and a direction."""
        order = Qt.SortOrder.DescendingOrder if self._order.startswith("-") else Qt.SortOrder.AscendingOrder
        for place, column in enumerate(self.model_.columns):
            if column.key == self._order.removeprefix("-"):
                return place, order
        return None

    def remember(self, person: int, name: str) -> None:
        """Stands as this person left it on this computer, and is left so again: widths, order, the chosen row."""
        self._kept = Kept(person, f"lists/{name}")
        found = self._kept.read()
        widths = found.get("widths")
        known = {column.key for column in self.model_.columns}
        if isinstance(widths, dict):
            self._drawn = {key: width for key, width in widths.items() if key in known and type(width) is int}
        self._order, self._choice = str(found.get("order", "")), str(found.get("row", ""))
        self._fit()

    def kept_choice(self) -> str:
        """The key of the row that was chosen when the list was last left; empty when none was."""
        return self._choice

    def _keep_drawn(self) -> None:
        shown = {place: self.columnWidth(place) for place in range(len(self.model_.columns))}
        self._drawn |= as_drawn(
            self.model_.columns, {place: width for place, width in shown.items() if width}
        )
        self._fit()

    def undraw(self) -> None:
        """Takes the design's widths again."""
        self._drawn = {}
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remembers how the list is left. A record without a number of its own is not remembered by its words."""
        super().hideEvent(event)
        if self._kept is None:
            return
        key = identity(self.selected_record())
        if isinstance(key, int | str):
            self._choice = str(key)
        left = {"widths": self._drawn, "order": self._order, "row": self._choice}
        if left != {"widths": {}, "order": "", "row": ""} | self._kept.read():
            self._kept.write(left)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width out anew."""
        seen = self._chosen_in(event.oldSize())
        super().resizeEvent(event)
        self._fit()
        if seen:
            self.scrollTo(self.currentIndex())

    def _chosen_in(self, seen: QSize) -> bool:
        """Whether any of the chosen row is in sight, in a list of this size."""
        index = self.currentIndex()
        return index.isValid() and self.visualRect(index).intersects(QRect(QPoint(), seen))

    def _fit(self) -> None:
        """Hides the columns that give way, and lets those that stretch take the rest."""
        widths = share(self.model_.columns, self.viewport().width(), self._drawn)
        for place in range(len(self.model_.columns)):
            self.setColumnHidden(place, place not in widths)
        for place, width in widths.items():
            self.setColumnWidth(place, width)

    def viewportEvent(self, event: QEvent) -> bool:
        """A cell that is cut shows its whole text as a tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.viewport().setToolTip(self.cut_words(self.indexAt(event.pos())))
        return super().viewportEvent(event)

    def cut_words(self, index: QModelIndex) -> str:
        """The whole text of a cell that has no room for it, else nothing."""
        if not index.isValid() or index.data(Qt.ItemDataRole.UserRole) is None:
            return ""
        column = self.model_.columns[index.column()]
        words = str(index.data())
        edge = (FIRST if index.column() == self.first_column() else CELL) + CELL
        room = self.columnWidth(index.column()) - edge
        width = QFontMetrics(theme().font(column.role, column.weight)).horizontalAdvance(words)
        # A painted cell may hold more than its words: it tells them as soon as they might not fit.
        spare = theme().scaled(PAINTED) if column.paint is not None else 0
        return words if width + spare > room else ""
