"""Questions: the title is the question, the text says what will be recorded, the buttons are verbs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.ui.page import label, rule
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import cast_shadow
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.messages import MessageBar

WIDTH = 520


class Scrim(QWidget):
    """Dims the window behind a question; `cover` hides it altogether."""

    def __init__(self, window: QWidget, *, cover: bool) -> None:
        super().__init__(window)
        self._cover = cover
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the window's size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws it."""
        del event
        QPainter(self).fillRect(self.rect(), theme().color("canvas" if self._cover else "scrim"))


class Ask(QDialog):
    """One question. `confirmed` asks the owner to do it; the question stays open until `accept`.

    Esc cancels, Ctrl+Enter confirms; Enter alone never presses a button with legal effect.
    """

    confirmed = Signal()

    def __init__(
        self,
        window: QWidget,
        title: str,
        text: str,
        confirm: str,
        variant: str = "primary",
        fields: Sequence[tuple[str, Field]] = (),
        *,
        secondary: tuple[str, Callable[[], object]] | None = None,
        cover: bool = False,
        key_hint: bool = True,
    ) -> None:
        super().__init__(window)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.fields = dict(fields)
        self._window = window
        self._cover = cover
        self._scrim: Scrim | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 24)
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(WIDTH)
        cast_shadow(card)
        outer.addWidget(card)
        stack = QVBoxLayout(card)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        body = QVBoxLayout()
        body.setContentsMargins(20, 12, 20, 16)
        body.setSpacing(10)
        body.addLayout(self._make_head(title, closable=not cover))
        body.addWidget(label(text, "", wrap=True))
        self.bar = MessageBar("err", "", "")
        self.bar.hide()
        body.addWidget(self.bar)
        for field in self.fields.values():
            body.addWidget(field)
        stack.addLayout(body)
        stack.addWidget(rule("line"))
        stack.addWidget(self._make_foot(secondary))
        keys = ("Esc", "Ctrl+Enter") if key_hint else ("", "")
        self.cancel = Button(_("取消"), "text", key=keys[0])
        self.cancel.clicked.connect(self.reject)
        self.confirm = Button(confirm, variant, icon="seal" if variant == "seal" else "", key=keys[1])
        self.confirm.clicked.connect(self.ask)
        self._foot.addWidget(self.cancel)
        self._foot.addWidget(self.confirm)

    def _make_head(self, title: str, *, closable: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(title, "section", wrap=True), 1)
        if not closable:
            return row
        close = Button("", "tool", icon="close")
        close.setAccessibleName(_("关闭"))
        close.setToolTip(_("关闭"))
        # Esc does the same: no stop on the way from field to field.
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.reject)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_foot(self, secondary: tuple[str, Callable[[], object]] | None) -> QFrame:
        foot = QFrame()
        foot.setProperty("sunken", True)
        foot.setProperty("foot", True)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(12)
        if secondary is not None:
            words, do = secondary
            other = Button(words)
            other.clicked.connect(self.reject)
            other.clicked.connect(do)
            row.addWidget(other)
        row.addStretch(1)
        self._foot = row
        return foot

    def ask(self) -> None:
        """Asks the owner to do it."""
        self.bar.hide()
        for field in self.fields.values():
            field.clear_error()
        self.confirmed.emit()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Puts each objection at its field, the others above; nothing typed is lost."""
        rest = [problem for problem in problems if problem.field not in self.fields]
        for problem in problems:
            if problem.field in self.fields:
                self.fields[problem.field].set_error(problem.message)
        if rest:
            self.bar.set_words("err", _("没有办成"), "\n".join(problem.message for problem in rest))
            self.bar.show()
        first = next((p.field for p in problems if p.field in self.fields), None)
        if first is not None:
            self.fields[first].editor.setFocus()
        self.adjustSize()

    def showEvent(self, event: QShowEvent) -> None:
        """Dims the window and takes the focus to the first field, or to the harmless button."""
        super().showEvent(event)
        parent = self._window
        self._scrim = Scrim(parent, cover=self._cover)
        self.adjustSize()
        middle = parent.mapToGlobal(parent.rect().center())
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)
        if self.fields:
            next(iter(self.fields.values())).editor.setFocus()
        else:
            self.cancel.setFocus()

    def done(self, result: int) -> None:
        """Lets the window be seen again."""
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter confirms, Esc cancels, Enter alone does nothing here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.ask()
            return
        super().keyPressEvent(event)
