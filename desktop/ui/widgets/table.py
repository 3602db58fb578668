"""Long lists: a table of records, painted after the design, worked by keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
HEAD, ROW, CELL, FIRST, BAR = 36, 39, 10, 16, 4


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `text` gives a record's words; `paint` draws them where words alone do not do.

    A column with a higher `priority` gives way earlier when the table is narrow; 0 never does.
    """

    key: str
    title: str
    width: int
    text: Callable[[Any], str]
    align: str = "left"
    priority: int = 0
    stretch: bool = False
    weight: int = 400
    paint: Callable[[QPainter, QRect, Any], None] | None = None


class RecordModel(QAbstractTableModel):
    """Records as rows."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.records: list[Any] = []

    def set_records(self, records: Sequence[Any]) -> None:
        """Shows these."""
        self.beginResetModel()
        self.records = list(records)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many records."""
        return 0 if parent is not None and parent.isValid() else len(self.records)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[index.column()].text(self.records[index.row()])
        if role == Qt.ItemDataRole.UserRole:
            return self.records[index.row()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's title."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(_alignment(self.columns[section]))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column's words, numbers by their value."""
        self.layoutAboutToBeChanged.emit()
        text = self.columns[column].text
        self.records.sort(
            key=lambda record: _sortable(text(record)), reverse=order == Qt.SortOrder.DescendingOrder
        )
        self.layoutChanged.emit()


def _sortable(words: str) -> tuple[int, int, str]:
    return (0, int(words), "") if words.isdecimal() else (1, 0, words)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class _Painter(QStyledItemDelegate):
    """Draws cells: no grid but a thin rule under each row, and the bar of the chosen one."""

    def __init__(self, table: "DataTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws one cell."""
        t = theme()
        column = self._table.model_.columns[index.column()]
        record = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        first = self._table.first_column() == index.column()
        painter.save()
        if chosen:
            painter.fillRect(rect, t.color("sel"))
            if first:
                painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), t.color("link"))
        painter.setPen(t.color("line2"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(FIRST if first else CELL, 0, -CELL, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(inner)
        if column.paint is not None:
            column.paint(painter, inner, record)
        else:
            painter.setFont(t.font("body", column.weight))
            painter.setPen(t.color("ink"))
            words = painter.fontMetrics().elidedText(
                column.text(record), Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, _alignment(column), words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row's height."""
        del option, index
        return QSize(80, theme().scaled(ROW))


class DataTable(QTableView):
    """`selected` as the choice moves, `opened` on Enter or a double click, `looked` on Space."""

    selected = Signal(object)
    opened = Signal(object)
    looked = Signal(object)

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.model_ = RecordModel(columns)
        self.setModel(self.model_)
        self.setItemDelegate(_Painter(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort)
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(Qt.ItemDataRole.UserRole)))
        self.restyle()
        theme().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Takes the present look."""
        self.verticalHeader().setDefaultSectionSize(theme().scaled(ROW))
        self.horizontalHeader().setFixedHeight(theme().scaled(HEAD))
        self._fit()

    def first_column(self) -> int:
        """The leftmost column that is shown."""
        return next(place for place in range(len(self.model_.columns)) if not self.isColumnHidden(place))

    def set_records(self, records: Sequence[Any]) -> None:
        """Shows these records; the chosen one stays chosen when it is among them."""
        present = identity(self.selected_record())
        self.model_.set_records(records)
        if self._sorted is not None:
            self.model_.sort(*self._sorted)
        self._fit()
        if present is not None:
            self.select_where(lambda record: identity(record) == present)

    def selected_record(self) -> Any:
        """The chosen record, or None."""
        index = self.currentIndex()
        if index.isValid() and index.row() < len(self.model_.records):
            return self.model_.records[index.row()]
        return None

    def select_where(self, fits: Callable[[Any], bool]) -> None:
        """Chooses the first record that fits."""
        for row, record in enumerate(self.model_.records):
            if fits(record):
                self.selectRow(row)
                self.scrollTo(self.model_.index(row, 0))
                return

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tells which record is chosen now."""
        super().selectionChanged(selected, deselected)
        if selected.count() and self.selected_record() is not None:
            self.selected.emit(self.selected_record())

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
        return "\n".join("\t".join(column.text(self.model_.records[row]) for column in shown) for row in rows)

    def _sort(self, section: int) -> None:
        up = Qt.SortOrder.AscendingOrder
        self._sort_in(section, Qt.SortOrder.DescendingOrder if self._sorted == (section, up) else up)

    def sort_by(self, key: str, *, down: bool = False) -> None:
        """Sorts by a column, as a click on its head does."""
        section = next(place for place, column in enumerate(self.model_.columns) if column.key == key)
        self._sort_in(section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def _sort_in(self, section: int, order: Qt.SortOrder) -> None:
        self._sorted = (section, order)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(section, order)
        chosen = identity(self.selected_record())
        self.model_.sort(section, order)
        self.select_where(lambda record: identity(record) == chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width out anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Hides the columns that give way, and lets those that stretch take the rest."""
        room = self.viewport().width()
        columns = self.model_.columns
        widths = {place: theme().scaled(column.width) for place, column in enumerate(columns)}
        hidden: set[int] = set()
        for place in sorted(widths, key=lambda place: -columns[place].priority):
            if columns[place].priority and sum(w for p, w in widths.items() if p not in hidden) > room:
                hidden.add(place)
        shown = [place for place in widths if place not in hidden]
        spare = max(0, room - sum(widths[place] for place in shown))
        stretching = [place for place in shown if columns[place].stretch]
        for place in widths:
            self.setColumnHidden(place, place in hidden)
        for place in stretching:
            widths[place] += spare // len(stretching)
        for place in shown:
            self.setColumnWidth(place, widths[place])

    def viewportEvent(self, event: Any) -> bool:
        """A cell that is cut shows its whole text as a tooltip."""
        if event.type() == event.Type.ToolTip:
            index = self.indexAt(event.pos())
            words = str(index.data() or "")
            metrics = self.fontMetrics()
            cut = index.isValid() and metrics.horizontalAdvance(words) > self.columnWidth(index.column()) - 24
            self.viewport().setToolTip(words if cut else "")
        return super().viewportEvent(event)


def identity(record: Any) -> Any:
    """What makes a record the same one over two readings."""
    return getattr(record, "use", getattr(record, "number", record))
