"""Fields in which one types. What was typed is never lost, right or wrong."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.ui.icons import pixmap
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    _Editor = QWidget
else:
    _Editor = object  # Qt allows one widget class among the bases: the field's own

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SETTLE_MS = 50
"""An Enter so soon after a candidate was taken is still the input method's own."""
ICON, INSET, GAP, ROW_EDGE = 18, 11, 6, 24


def set_state(widget: QWidget, state: str) -> None:
    """Marks an editor as wrong ("error") or not ("")."""
    widget.setProperty("state", state)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def goes_on(event: QFocusEvent) -> bool:
    """Whether the field is left only for its own menu or list, and will be in use again."""
    return event.reason() == Qt.FocusReason.PopupFocusReason


class Composing:
    """Whether an input method is at work in a field: its keys are not the program's."""

    def __init__(self) -> None:
        self._now = False
        self._taken = QElapsedTimer()

    def __bool__(self) -> bool:
        return self._now or (self._taken.isValid() and self._taken.elapsed() < SETTLE_MS)

    def note(self, event: QInputMethodEvent) -> None:
        """Follows the letters being composed, until a candidate is taken."""
        before, self._now = self._now, bool(event.preeditString())
        if before and not self._now:
            self._taken.start()

    def key_released(self) -> None:
        """The next Enter is the clerk's own."""
        self._taken.invalidate()

    def owns(self, event: QEvent) -> bool:
        """Whether the event asks if a key is a shortcut of the window while the input method has it."""
        return event.type() == QEvent.Type.ShortcutOverride and bool(self)

    def left(self) -> None:
        """Nothing is composed in a field that is not in use."""
        self._now = False


class TakesText(_Editor):
    """What every field in which one types does: an input method keeps its keys, and leaving it is told."""

    left: Signal

    def __init__(self, *args: Any) -> None:
        self._composing = Composing()
        super().__init__(*args)

    def composing(self) -> bool:
        """Whether an input method is at work: its keys are not the program's."""
        return bool(self._composing)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Notices when an input method composes, and when it is done."""
        self._composing.note(event)
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """While something is composed no key is a shortcut of the window."""
        if self._composing.owns(event):
            event.accept()
            return True
        return super().event(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The next Enter is the clerk's own."""
        self._composing.key_released()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Says that the field was left."""
        super().focusOutEvent(event)
        if not goes_on(event):
            self._composing.left()
            self.left.emit()


class LineField(TakesText, QLineEdit):
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
        self._ok = False
        self._lead = ""
        self._knobs: list[Button] = []
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._edited)
        theme().changed.connect(self.fit)

    def _edited(self) -> None:
        self.set_ok(False)
        self.changed.emit()

    def text(self) -> str:
        """What was typed, whole, also while it is shown masked."""
        return self._kept if self._masked else super().text()

    def set_text(self, text: str) -> None:
        """Puts a text in without calling it typed."""
        self.set_ok(False)
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
        if ok != self._ok:
            self._ok = ok
            self.fit()

    def set_lead(self, picture: str) -> None:
        """The icon before the words."""
        self._lead = picture
        self.fit()

    def add_knob(self, picture: str, words: str, do: Callable[[], object]) -> Button:
        """A small button inside the field, at its right end; the first one added stands leftmost."""
        knob = Button("", "link", icon=picture)
        knob.setParent(self)
        knob.setAccessibleName(words)
        knob.setToolTip(words)
        knob.setCursor(Qt.CursorShape.ArrowCursor)
        knob.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        knob.clicked.connect(do)
        self._knobs.append(knob)
        self.fit()
        return knob

    def lead_room(self) -> int:
        """What stands before the words, in pixels."""
        return theme().scaled(ICON) + GAP + 2 if self._lead else 0

    def end_room(self) -> int:
        """What stands behind them, in pixels."""
        tick = theme().scaled(ICON) + GAP if self._ok else 0
        return tick + sum(knob.sizeHint().width() for knob in self._knobs)

    def fit(self) -> None:
        """Keeps the words clear of what else stands in the field."""
        self.setTextMargins(self.lead_room(), 0, self.end_room(), 0)
        right = self.width() - 4
        for knob in reversed(self._knobs):
            size = knob.sizeHint()
            right -= size.width()
            knob.setGeometry(right, (self.height() - size.height()) // 2, size.width(), size.height())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the buttons at the right end."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter submits, unless it belongs to the input method; Ctrl+Enter is left to the page."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif self.composing():
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            self.submitted.emit()
            event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the whole text to be edited."""
        if self._masked:
            self._masked = False
            super().setText(self._kept)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Covers a masked text again."""
        super().focusOutEvent(event)
        if not goes_on(event):
            self._cover()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the field, its icon and its tick."""
        super().paintEvent(event)
        if not self._lead and not self._ok:
            return
        painter = QPainter(self)
        size = theme().scaled(ICON)
        top = (self.height() - size) // 2
        if self._lead:
            painter.drawPixmap(INSET, top, pixmap(self._lead, "ink2", size))
        if self._ok:
            left = self.width() - size - INSET - sum(knob.width() for knob in self._knobs)
            painter.drawPixmap(left, top, pixmap("check", "ok", size))


class TextField(TakesText, QPlainTextEdit):
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
        self.setFixedHeight(self._rows * (theme().px("body") * 3 // 2) + ROW_EDGE)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The Enter with which a candidate is taken is neither a new line nor, with Ctrl, an answer."""
        if event.key() in ENTER and self.composing():
            event.accept()
        else:
            super().keyPressEvent(event)
