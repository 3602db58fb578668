"""The head of a list: the columns' words, the arrow of the sorted one, and edges that can be drawn."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView

from desktop.ui.icons import pixmap
from desktop.ui.theme import theme
from desktop.ui.widgets.widths import LEAST

if TYPE_CHECKING:
    from desktop.ui.widgets.table import DataTable

CELL, FIRST, ARROW = 10, 16, 14
"""The padding of a cell, of the first column, and the arrow, in pixels."""


class ColumnHead(QHeaderView):
    """The head of the columns, with the arrow of the sorted one beside its words.

    An edge that is drawn moves between its two columns: what one gains the other gives. `drawn` tells when one
    was let go; a double click on an edge asks for the design's widths with `undrawn`.
    """

    drawn = Signal()
    undrawn = Signal()

    def __init__(self, table: "DataTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(LEAST)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.sorted: tuple[int, Qt.SortOrder] | None = None
        self._held = self._moved = False
        self.sectionResized.connect(self._give)
        self.sectionHandleDoubleClicked.connect(lambda _section: self.undrawn.emit())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """From here on a change of width is somebody's wish."""
        self._held, self._moved = True, False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tells that an edge was moved."""
        super().mouseReleaseEvent(event)
        self._held = False
        if self._moved:
            self._moved = False
            self.drawn.emit()

    def _give(self, section: int, old: int, new: int) -> None:
        """Lets the next column give what this one takes, down to the least width."""
        after = next((at for at in range(section + 1, self.count()) if not self.isSectionHidden(at)), None)
        if not self._held or after is None:
            return
        self._held, self._moved = False, True  # what follows is no wish of its own
        room = old + self.sectionSize(after)
        self.resizeSection(section, min(new, room - LEAST))
        self.resizeSection(after, room - self.sectionSize(section))
        self._held = True

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draws one title."""
        t = theme()
        column = self._table.model_.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, t.color("sunken"))
        painter.setPen(t.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        first = self._table.first_column() == logicalIndex
        inner = rect.adjusted(FIRST if first else CELL, 0, -CELL, 0)
        painter.setFont(t.font("caption", 500))
        painter.setPen(t.color("ink2"))
        size = t.scaled(ARROW)
        arrow = size + 2 if self.sorted is not None and self.sorted[0] == logicalIndex else 0
        # The arrow may stand in the padding; the words are not cut for it.
        words = painter.fontMetrics().elidedText(column.title, Qt.TextElideMode.ElideRight, inner.width())
        width = painter.fontMetrics().horizontalAdvance(words)
        left = inner.left()
        if column.align == "right":
            left = max(rect.left() + 2, inner.right() - width - arrow + 1)
        painter.drawText(
            QRect(left, inner.top(), width + 2, inner.height()), Qt.AlignmentFlag.AlignVCenter, words
        )
        if arrow and self.sorted is not None:
            down = self.sorted[1] == Qt.SortOrder.DescendingOrder
            picture = pixmap("sorted_down" if down else "sorted_up", "ink2", size)
            painter.drawPixmap(left + width + 2, inner.center().y() - size // 2 + 1, picture)
        painter.restore()
