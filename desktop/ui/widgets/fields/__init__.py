"""Fields: a label above, the editor, and under it what is wrong. What was typed is never lost."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.icons import pixmap
from desktop.ui.page import label
from desktop.ui.theme import theme
from desktop.ui.widgets.fields.kinds import CheckBox, ComboField, DateField, NumberField, SecretField
from desktop.ui.widgets.fields.lines import LineField, TextField, set_state

__all__ = [
    "CheckBox",
    "ComboField",
    "DateField",
    "Editor",
    "Field",
    "LineField",
    "NumberField",
    "SecretField",
    "TextField",
    "set_state",
]

Editor = LineField | TextField | ComboField
ERROR_ICON = 16
WIDEST = 16_777_215
"""Qt's word for no limit to a width."""


class Field(QWidget):
    """An editor with its label above and, when something is wrong, the words under it."""

    def __init__(self, words: str, editor: Editor, *, optional: bool = False) -> None:
        super().__init__()
        self.editor = editor
        if isinstance(editor, ComboField):
            editor.setMaximumWidth(WIDEST)  # it stands in line with the other fields
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.label = label(words, "label")
        self.label.setBuddy(editor)
        row.addWidget(self.label)
        if optional:
            row.addWidget(label(_("（选填）"), "hint"))
        row.addStretch(1)
        stack.addLayout(row)
        stack.addWidget(editor)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        self._sign = QLabel()
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.error = label("", "error", wrap=True)
        below.addWidget(self.error, 1)
        self._below.hide()
        stack.addWidget(self._below)
        stack.addStretch(1)
        editor.setAccessibleName(words)
        editor.installEventFilter(self)
        self.restyle()
        theme().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Takes the present look."""
        size = theme().scaled(ERROR_ICON)
        self._sign.setPixmap(pixmap("error", "err", size))
        self._sign.setFixedHeight(theme().px("caption") * 3 // 2)

    def has_error(self) -> bool:
        """Whether something is said to be wrong."""
        return not self._below.isHidden()

    def set_error(self, words: str) -> None:
        """Says what is wrong."""
        self.error.setText(words)
        self._below.show()
        self.editor.setAccessibleDescription(words)
        set_state(self.editor, "error")

    def clear_error(self) -> None:
        """Nothing is wrong any more."""
        if self.has_error():
            self._below.hide()
            self.error.setText("")
            self.editor.setAccessibleDescription("")
            set_state(self.editor, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows its editor when that becomes unusable."""
        if event.type() == QEvent.Type.EnabledChange:
            self.label.setEnabled(self.editor.isEnabled())
        return super().eventFilter(watched, event)
