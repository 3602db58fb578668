"""Fields: a label above, the editor, and under it what is wrong. What was typed is never lost."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.icons import icon, pixmap
from desktop.ui.page import label
from desktop.ui.theme import theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def set_state(widget: QWidget, state: str) -> None:
    """Marks an editor as wrong ("error") or not ("")."""
    widget.setProperty("state", state)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class LineField(QLineEdit):
    """One line. With `mask` the text is shown masked until the field is entered.

    `submitted` is Enter, but never the Enter with which an input method confirms a candidate.
    """

    changed = Signal()
    left = Signal()
    submitted = Signal()

    def __init__(self, placeholder: str = "", *, mask: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self._mask = mask
        self._masked = False
        self._kept = ""
        self._composing = False
        self._ok = False
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._edited)

    def _edited(self) -> None:
        self._ok = False
        self.changed.emit()

    def text(self) -> str:
        """What was typed, whole, also while it is shown masked."""
        return self._kept if self._masked else super().text()

    def set_text(self, text: str) -> None:
        """Puts a text in without calling it typed."""
        self._ok = False
        self._masked = False
        super().setText(text)
        self.setCursorPosition(0)
        if not self.hasFocus():
            self._cover()

    def _cover(self) -> None:
        text = super().text()
        if self._mask is not None and text and not self._masked:
            self._kept, self._masked = text, True
            super().setText(self._mask(text))

    def set_ok(self, ok: bool) -> None:
        """Shows the tick of a field that was found right."""
        self._ok = ok
        self.update()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Notices when an input method is composing."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if event.commitString():
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter submits, unless something is being composed."""
        if event.key() in ENTER:
            if not self._composing and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submitted.emit()
                event.accept()
                return
            event.setAccepted(self._composing)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the whole text to be edited."""
        if self._masked:
            self._masked = False
            super().setText(self._kept)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Covers a masked text again and says that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()
        self._cover()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the field and its tick."""
        super().paintEvent(event)
        if self._ok:
            painter = QPainter(self)
            size = theme().scaled(18)
            painter.drawPixmap(
                self.width() - size - 10, (self.height() - size) // 2, pixmap("check", "ok", size)
            )


class TextField(QPlainTextEdit):
    """Several lines; Tab leaves the field."""

    changed = Signal()
    left = Signal()

    def __init__(self, rows: int = 3) -> None:
        super().__init__()
        self._rows = rows
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._typed)
        self._quiet = False
        self.restyle()
        theme().changed.connect(self.restyle)

    def restyle(self) -> None:
        """As high as its rows."""
        self.setFixedHeight(self._rows * (theme().px("body") * 3 // 2) + 18)

    def _typed(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def text(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Puts a text in without calling it typed."""
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Says that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()


class NumberField(LineField):
    """A whole number; up and down change it, full-width digits are understood, wrong text stays to be seen."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.least, self.most = least, most

    def raw(self) -> str:
        """The text as typed."""
        return self.text()

    def set_raw(self, text: str) -> None:
        """Puts a text in, right or wrong."""
        self.set_text(text)

    def value(self) -> int | None:
        """The number, or None when what is typed is none or out of bounds."""
        typed = unicodedata.normalize("NFKC", self.text()).strip()
        if not typed.isdecimal() or not self.least <= int(typed) <= self.most:
            return None
        return int(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down change the number."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        number = (self.value() or self.least - step) + step
        self.set_text(str(min(max(number, self.least), self.most)))
        self.changed.emit()


class DateField(LineField):
    """A day, typed as clerks type it."""

    def __init__(self, parse: Callable[[str], date | None], show: Callable[[date], str]) -> None:
        super().__init__(_("如 2026-9-7 或 9月7日"))
        self._parse, self._show = parse, show
        self.left.connect(self._tidy)

    def _tidy(self) -> None:
        day = self.value()
        if day is not None:
            self.set_text(self._show(day))

    def raw(self) -> str:
        """The text as typed."""
        return self.text()

    def set_raw(self, text: str) -> None:
        """Puts a text in, right or wrong."""
        self.set_text(text)
        self._tidy()

    def value(self) -> date | None:
        """The day, or None when what is typed is none."""
        return self._parse(self.text())

    def set_value(self, day: date) -> None:
        """Puts a day in."""
        self.set_text(self._show(day))


class SecretField(LineField):
    """A password, hidden until its button shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = self.addAction(icon("look", "ink2", 18), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setToolTip(_("显示密码"))
        self._eye.triggered.connect(self._turn)

    def _turn(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("hide" if hidden else "look", "ink2", 18))


class ComboField(QComboBox):
    """One of a few. F4 opens the list. `chosen` is only what the clerk chose."""

    chosen = Signal(object)
    changed = Signal()
    left = Signal()

    def __init__(self, items: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.set_items(items)
        self.activated.connect(self._activated)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumWidth(420)

    def _activated(self) -> None:
        self.chosen.emit(self.key())
        self.changed.emit()

    def set_items(self, items: Sequence[tuple[object, str]]) -> None:
        """Gives it these choices; keeps the present one when it is still there."""
        if [(self.itemData(place), self.itemText(place)) for place in range(self.count())] == list(items):
            return
        present = self.key() if self.count() else None
        self.blockSignals(True)
        self.clear()
        for key, words in items:
            self.addItem(words, key)
        self.set_key(present)
        self.blockSignals(False)

    def key(self) -> object:
        """The key of the choice."""
        return self.currentData()

    def set_key(self, key: object) -> None:
        """Chooses by key; the first one where there is no such key."""
        for place in range(self.count()):
            if self.itemData(place) == key:
                self.setCurrentIndex(place)
                return
        self.setCurrentIndex(0 if self.count() else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 opens the list."""
        if event.key() == Qt.Key.Key_F4:
            self.showPopup()
            return
        super().keyPressEvent(event)


class CheckBox(QCheckBox):
    """A box to tick, with its words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAccessibleName(words)


Editor = LineField | TextField | ComboField


class Field(QWidget):
    """An editor with its label above and, when something is wrong, the words under it."""

    def __init__(self, words: str, editor: Editor, *, optional: bool = False) -> None:
        super().__init__()
        self.editor = editor
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
        self.error = label("", "error", wrap=True)
        self.error.hide()
        stack.addWidget(self.error)
        stack.addStretch(1)
        editor.setAccessibleName(words)
        editor.installEventFilter(self)

    def set_error(self, words: str) -> None:
        """Says what is wrong."""
        self.error.setText(words)
        self.error.show()
        self.editor.setAccessibleDescription(words)
        set_state(self.editor, "error")

    def clear_error(self) -> None:
        """Nothing is wrong any more."""
        if not self.error.isHidden():
            self.error.hide()
            self.editor.setAccessibleDescription("")
            set_state(self.editor, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows its editor when that becomes unusable."""
        if event.type() == QEvent.Type.EnabledChange:
            self.label.setEnabled(self.editor.isEnabled())
        return super().eventFilter(watched, event)
