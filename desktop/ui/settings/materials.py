"""The materials of a matter, edited line by line without a mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.seals import Material
from desktop.i18n import _
from desktop.ui.page import label
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import CheckBox, LineField

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Row(QWidget):
    """One material: its name, and whether its original must be seen."""

    def __init__(self, owner: "MaterialsEdit", material: Material) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.name = LineField(_("如 居民身份证"))
        self.name.setAccessibleName(_("材料名称"))
        self.name.set_text(material.name)
        self.original = CheckBox(_("看原件"))
        self.original.setChecked(material.original)
        remove = Button("", "link", icon="close")
        remove.setAccessibleName(_("删去这份材料"))
        remove.setToolTip(_("删去这份材料"))
        row.addWidget(self.name, 1)
        row.addWidget(self.original)
        row.addWidget(remove)
        self.name.changed.connect(owner.changed)
        self.original.toggled.connect(lambda _on: owner.changed.emit())
        remove.clicked.connect(lambda: owner.remove(self))
        self.name.installEventFilter(owner)


class MaterialsEdit(QWidget):
    """Enter begins the next line, Alt+↑ and Alt+↓ move one, Backspace in an empty line takes it away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(_("要看的材料"), "label"))
        head.addWidget(label(_("回车加一行，Alt+↑↓ 换位置"), "hint"))
        head.addStretch(1)
        stack.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        stack.addLayout(self._lines)
        foot = QHBoxLayout()
        self.add_button = Button(_("添加材料"), "text", icon="new", small=True)
        self.add_button.clicked.connect(lambda _on: self.add(len(self._rows)))
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        stack.addLayout(foot)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        stack.addWidget(self.error)
        stack.addStretch(1)
        self._rows: list[_Row] = []

    def materials(self) -> tuple[Material, ...]:
        """The materials as they stand, empty lines among them."""
        return tuple(Material(row.name.text(), row.original.isChecked()) for row in self._rows)

    def set_materials(self, materials: Sequence[Material]) -> None:
        """Shows these, or one empty line."""
        for row in list(self._rows):
            self._take(row)
        for material in materials or (Material(""),):
            self._put(material, len(self._rows))

    def add(self, at: int) -> None:
        """Begins a new line at a place and goes there."""
        row = self._put(Material(""), at)
        row.name.setFocus()
        self.changed.emit()

    def remove(self, row: _Row) -> None:
        """Takes a line away; the one before it has the focus."""
        at = self._rows.index(row)
        self._take(row)
        if not self._rows:
            self._put(Material(""), 0)
        self._rows[max(at - 1, 0)].name.setFocus()
        self.changed.emit()

    def set_error(self, words: str) -> None:
        """Says what is wrong."""
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def first(self) -> QWidget:
        """Where one begins."""
        return self._rows[0].name

    def _put(self, material: Material, at: int) -> _Row:
        row = _Row(self, material)
        self._rows.insert(at, row)
        self._lines.insertWidget(at, row)
        self._order()
        return row

    def _take(self, row: _Row) -> None:
        self._rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _order(self) -> None:
        """Tab goes through the lines as they stand."""
        stops = [stop for row in self._rows for stop in (row.name, row.original)]
        for before, after in zip(stops, [*stops[1:], self.add_button], strict=True):
            QWidget.setTabOrder(before, after)

    def _move(self, row: _Row, by: int) -> None:
        at = self._rows.index(row)
        to = at + by
        if 0 <= to < len(self._rows):
            self._rows.insert(to, self._rows.pop(at))
            self._lines.removeWidget(row)
            self._lines.insertWidget(to, row)
            self._order()
            row.name.setFocus()
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a line, unless an input method is at work."""
        row = next((row for row in self._rows if row.name is watched), None)
        if row is None or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key, held = event.key(), event.modifiers()
        if row.name.composing():
            return False
        if key in ENTER and not held & Qt.KeyboardModifier.ControlModifier:
            self.add(self._rows.index(row) + 1)
            return True
        if held & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(row, -1 if key == Qt.Key.Key_Up else 1)
            return True
        if key == Qt.Key.Key_Backspace and not row.name.text() and len(self._rows) > 1:
            self.remove(row)
            return True
        return False
