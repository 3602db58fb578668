"""Records as the rows of a table, and how each column words, draws and sorts them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter

from desktop.ui.widgets.paged import PagedRecords

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `text` gives a record's words; `paint` draws them where words alone do not do.

    A column with a higher `priority` gives way earlier when the table is narrow; 0 never does. `order` gives
    what a column sorts by where its words do not do. `role` is the type role of its words.
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
    role: str = "body"
    order: Callable[[Any], Any] | None = None


class RecordModel(QAbstractTableModel):
    """Records as rows."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.records: Sequence[Any] = []

    def set_records(self, records: Sequence[Any]) -> None:
        """Shows these."""
        self.beginResetModel()
        self.records = records if isinstance(records, PagedRecords) else list(records)
        self.endResetModel()

    def put_page(self, number: int, records: Sequence[Any]) -> range:
        """Takes a page of a long list that was read. Gives the rows it fills."""
        assert isinstance(self.records, PagedRecords)  # only such a list asks for pages
        rows = self.records.put(number, records)
        self.dataChanged.emit(self.index(rows.start, 0), self.index(rows.stop - 1, len(self.columns) - 1))
        return rows

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
            record = self.records[index.row()]
            return "" if record is None else self.columns[index.column()].text(record)
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
                return int(alignment(self.columns[section]))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column's words, numbers by their value."""
        wanted = self.columns[column]
        self.layoutAboutToBeChanged.emit()
        places = sorted(
            range(len(self.records)),
            key=lambda row: _sort_key(wanted, self.records[row]),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        held = self.persistentIndexList()
        at = {old: new for new, old in enumerate(places)}
        self.records = [self.records[row] for row in places]
        moved = [self.index(at[index.row()], index.column()) for index in held]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()


def _sort_key(column: Column, record: Any) -> Any:
    return column.order(record) if column.order is not None else _sortable(column.text(record))


def _sortable(words: str) -> tuple[int, int, str]:
    return (0, int(words), "") if words.isdecimal() else (1, 0, words)


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Where a column's words stand."""
    side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def identity(record: Any) -> Any:
    """What makes a record the same one over two readings."""
    for name in ("use", "number"):
        if (value := getattr(record, name, None)) is not None:
            return value
    return record
