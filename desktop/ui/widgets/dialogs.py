"""Questions: the title is the question, the text says what will be recorded, the buttons are verbs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QShowEvent
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


class Sheet(QDialog):
    """A card over the dimmed window: title, words, and buttons at its foot."""

    def __init__(self, window: QWidget, title: str, text: str, *, cover: bool = False) -> None:
        super().__init__(window)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
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
        self.body = QVBoxLayout()
        self.body.setContentsMargins(20, 12, 20, 16)
        self.body.setSpacing(10)
        self.body.addLayout(self._make_head(title, closable=not cover))
        self.body.addWidget(label(text, "", wrap=True))
        stack.addLayout(self.body)
        stack.addWidget(rule("line"))
        foot = QFrame()
        foot.setProperty("sunken", True)
        foot.setProperty("foot", True)
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(20, 12, 20, 12)
        self.foot.setSpacing(12)
        stack.addWidget(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 is the window's, which a question holds back: the help of its fields is there all the same."""
        shows_help = getattr(self._window, "help", None)
        if event.key() == Qt.Key.Key_F1 and callable(shows_help):
            shows_help()
        else:
            super().keyPressEvent(event)

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

    def first(self) -> QWidget:
        """What has the focus when it opens."""
        return self

    def showEvent(self, event: QShowEvent) -> None:
        """Dims the window, and begins where one goes on."""
        super().showEvent(event)
        self.adjustSize()
        window = self._window
        middle = self.screen().geometry().center()
        # At the door there is no window to be seen yet.
        if window.isVisible():
            self._scrim = Scrim(window, cover=self._cover)
            middle = window.mapToGlobal(window.rect().center())
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)
        self.first().setFocus()

    def done(self, result: int) -> None:
        """Lets the window be seen again."""
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        super().done(result)


class Ask(Sheet):
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
        super().__init__(window, title, text, cover=cover)
        self.fields = dict(fields)
        self.bar = MessageBar("err", "", "")
        self.bar.hide()
        self.body.addWidget(self.bar)
        for field in self.fields.values():
            self.body.addWidget(field)
        if secondary is not None:
            words, do = secondary
            other = Button(words)
            other.clicked.connect(self.reject)
            other.clicked.connect(do)
            self.foot.addWidget(other)
        self.foot.addStretch(1)
        keys = ("Esc", "Ctrl+Enter") if key_hint else ("", "")
        self.cancel = Button(_("取消"), "text", key=keys[0])
        self.cancel.clicked.connect(self.reject)
        self.confirm = Button(confirm, variant, icon="seal" if variant == "seal" else "", key=keys[1])
        self.confirm.clicked.connect(self.ask)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.confirm)

    def first(self) -> QWidget:
        """The first field, or the harmless button."""
        return next((field.editor for field in self.fields.values()), self.cancel)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter confirms, Esc cancels, Enter alone does nothing here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.ask()
            return
        super().keyPressEvent(event)


class Tell(Sheet):
    """What went wrong, in words, with nothing to decide: Enter and Esc both close it, or Enter tries again."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        text: str,
        note: str = "",
        *,
        again: Callable[[], object] | None = None,
        copied: str = "",
    ) -> None:
        super().__init__(window, title, text)
        if note:
            self.body.addWidget(label(note, "caption", wrap=True))
        if copied:
            copy = Button(_("复制"), icon="copy")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(copied))
            self.foot.addWidget(copy)
        self.foot.addStretch(1)
        close = Button(_("知道了"), "primary" if again is None else "text")
        close.clicked.connect(self.accept)
        self.foot.addWidget(close)
        self._last = close
        if again is not None:
            self._last = Button(_("再试一次"), "primary")
            self._last.clicked.connect(self.accept)
            self._last.clicked.connect(again)
            self.foot.addWidget(self._last)
        self._last.setDefault(True)

    def first(self) -> QWidget:
        """The button one goes on with."""
        return self._last
