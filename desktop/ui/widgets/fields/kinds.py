"""Fields for one kind of thing: a number, a day, a password, one of a few, yes or no."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
)

from desktop.i18n import _
from desktop.ui.icons import pixmap
from desktop.ui.theme import theme
from desktop.ui.widgets.fields.lines import LineField, goes_on

BOX, BOX_GAP, BOX_EDGE, BOX_ROW = 20, 8, 4, 36
TEXT_EDGE, SHORT, WIDEST_CHOICE = 2, 6, 440


class NumberField(LineField):
    """A whole number; up and down change it, full-width digits are understood, wrong text stays to be seen."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.least, self.most = least, most
        self.add_knob("minus", _("减一"), lambda: self.step(-1))
        self.add_knob("new", _("加一"), lambda: self.step(1))

    def raw(self) -> str:
        """The text as typed."""
        return self.text()

    def set_raw(self, text: str) -> None:
        """Puts a text in, right or wrong."""
        self.set_text(text)

    def _typed(self) -> int | None:
        # Full-width digits are digits too.
        typed = self.text().strip()
        return int(typed) if typed.isdecimal() else None

    def value(self) -> int | None:
        """The number, or None when what is typed is none or out of bounds."""
        number = self._typed()
        return number if number is not None and self.least <= number <= self.most else None

    def step(self, by: int) -> None:
        """One more or one less, within the bounds; where there is no number it begins with the least."""
        if self.isReadOnly():
            return
        number = self._typed()
        number = self.least if number is None else min(max(number + by, self.least), self.most)
        self.set_text(str(number))
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down change the number."""
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if by is None or self.composing():
            super().keyPressEvent(event)
        else:
            self.step(by)


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
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.eye = self.add_knob("look", _("显示密码"), self._turn)
        self.eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _turn(self) -> None:
        show = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if show else QLineEdit.EchoMode.Password)
        words = _("隐藏密码") if show else _("显示密码")
        self.eye.set_picture("hide" if show else "look")
        self.eye.setAccessibleName(words)
        self.eye.setToolTip(words)


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
        self.setMaximumWidth(WIDEST_CHOICE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

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

    def shown(self) -> str:
        """The choice as there is room for it. Its middle gives way: long names differ at their ends."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideMiddle, room.width() - TEXT_EDGE
        )

    def sizeHint(self) -> QSize:
        """Room for the longest choice; the style forgets what it keeps clear at the ends of the words."""
        return super().sizeHint() + QSize(SHORT, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it."""
        del event
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        """A choice that is not shown whole is told whole."""
        if isinstance(event, QHelpEvent) and self.shown() != self.currentText():
            QToolTip.showText(event.globalPos(), self.currentText(), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 opens the list."""
        if event.key() == Qt.Key.Key_F4:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page never changes a choice in passing."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Says that the field was left."""
        super().focusOutEvent(event)
        if not goes_on(event):
            self.left.emit()


class CheckBox(QCheckBox):
    """A box to tick, with its words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAccessibleName(words)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """The box, its words, and room for the ring of the focus."""
        words = QFontMetrics(theme().font("body")).horizontalAdvance(self.text())
        return QSize(theme().scaled(BOX) + BOX_GAP + words + 2 * BOX_EDGE, theme().scaled(BOX_ROW))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The words are as good as the box."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it like the rows of a checklist."""
        del event
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, able, on = t.scaled(BOX), self.isEnabled(), self.isChecked()
        token = ("link" if on else "field") if able else "ink3"
        picture = pixmap("ticked" if on else "unticked", token, size)
        painter.drawPixmap(BOX_EDGE, (self.height() - size) // 2, picture)
        painter.setFont(t.font("body"))
        painter.setPen(t.color("ink" if able else "ink3"))
        words = self.rect().adjusted(BOX_EDGE + size + BOX_GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(t.color("link"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
