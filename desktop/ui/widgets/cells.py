"""The cells of a list, painted after the design."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.theme import theme
from desktop.ui.widgets.heads import CELL, FIRST
from desktop.ui.widgets.records import Index, alignment

if TYPE_CHECKING:
    from desktop.ui.widgets.table import DataTable

ROW, BAR = 39, 4


class CellPainter(QStyledItemDelegate):
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
        if record is None:
            pass  # its page is on the way
        elif column.paint is not None:
            column.paint(painter, inner, record)
        else:
            painter.setFont(t.font(column.role, column.weight))
            painter.setPen(t.color("ink"))
            words = painter.fontMetrics().elidedText(
                column.text(record), Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, alignment(column), words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row's height."""
        del option, index
        return QSize(80, theme().scaled(ROW))
