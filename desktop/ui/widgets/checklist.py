"""The materials of a matter: two columns, ticked with Space when seen."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.icons import pixmap
from desktop.ui.theme import theme

ROW, COLUMNS = 38, 2
STEPS = {
    Qt.Key.Key_Down: COLUMNS,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Left: -1,
}


class CheckRow(QWidget):
    """One material: box, name, and whether it was seen, in words."""

    changed = Signal()
    moved = Signal(int)

    def __init__(self, name: str, *, original: bool) -> None:
        super().__init__()
        self.name, self.original, self.ticked = name, original, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{name} {self.words()}")
        theme().changed.connect(self.updateGeometry)

    def words(self) -> str:
        """未收, 已收, or 已看原件."""
        if not self.ticked:
            return _("未收")
        return _("已看原件") if self.original else _("已收")

    def set_ticked(self, *, ticked: bool) -> None:
        """Ticks or unticks it."""
        self.ticked = ticked
        self.setAccessibleName(f"{self.name} {self.words()}")
        self.update()

    def turn(self) -> None:
        """What Space does."""
        self.set_ticked(ticked=not self.ticked)
        self.changed.emit()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(260, theme().scaled(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, the arrows move."""
        if event.key() == Qt.Key.Key_Space:
            self.turn()
        elif (step := STEPS.get(Qt.Key(event.key()))) is not None:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ticks."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.turn()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it."""
        del event
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = t.scaled(20)
        picture = pixmap("ticked" if self.ticked else "unticked", "link" if self.ticked else "field", size)
        painter.drawPixmap(10, (self.height() - size) // 2, picture)
        painter.setFont(t.font("caption", 500))
        words = self.words()
        room = painter.fontMetrics().horizontalAdvance(words) + 22
        painter.setPen(t.color("ok" if self.ticked else "warn"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -12, 0), right, words)
        painter.setFont(t.font("body"))
        painter.setPen(t.color("ink"))
        inner = self.rect().adjusted(size + 18, 0, -room, 0)
        name = painter.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, inner.width())
        self.setToolTip(self.name if name != self.name else "")
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, name)
        if self.hasFocus():
            painter.setPen(QPen(t.color("link"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)


class Checklist(QFrame):
    """All materials of a matter."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.rows: list[CheckRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setSpacing(0)
        for place in range(COLUMNS):
            self._grid.setColumnStretch(place, 1)
        self.setAccessibleName(_("材料核对"))

    def set_items(self, items: Sequence[tuple[str, bool]]) -> None:
        """The materials, each with whether the original itself must be seen; nothing is ticked."""
        for row in self.rows:
            row.setParent(None)
            row.deleteLater()
        self.rows = []
        for place, (name, original) in enumerate(items):
            row = CheckRow(name, original=original)
            row.changed.connect(self.changed)
            row.moved.connect(partial(self._move, place))
            self._grid.addWidget(row, place // COLUMNS, place % COLUMNS)
            self.rows.append(row)
        self._order_rows()

    def _order_rows(self) -> None:
        """Tab comes to the rows where the list stands, however late they were made."""
        # Qt orders only what takes the focus; the list itself does so for this moment alone.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for before, row in pairwise([self, *self.rows]):
            QWidget.setTabOrder(before, row)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _move(self, place: int, step: int) -> None:
        if 0 <= place + step < len(self.rows):
            self.rows[place + step].setFocus(Qt.FocusReason.TabFocusReason)

    def names(self) -> tuple[str, ...]:
        """All materials due."""
        return tuple(row.name for row in self.rows)

    def ticked(self) -> tuple[str, ...]:
        """Those seen."""
        return tuple(row.name for row in self.rows if row.ticked)

    def set_ticked(self, names: Sequence[str]) -> None:
        """Ticks these and no others."""
        for row in self.rows:
            row.set_ticked(ticked=row.name in names)
