"""Signing in: the name, the password, and nothing else."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.problems import Missing, Problem, Refused, Stale, Unavailable
from desktop.i18n import _
from desktop.services import door
from desktop.ui import errors
from desktop.ui.marks import SealMark
from desktop.ui.page import label, line
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import ComboField, Field, LineField, SecretField

if TYPE_CHECKING:
    from desktop.services.office import Clock, Office

T = TypeVar("T")

LOOK_EVERY_MS = 30
LOAD_AFTER_MS = 200
"""How long the door stands before what is behind it is loaded: it is painted first."""


def _load_office() -> None:
    """Loads the database, its ciphers and what prints, which takes longer than painting the door."""
    from desktop.services import backup, evidence, people, seals, today  # noqa: F401, PLC0415


class Waiter:
    """Carries one slow answer to the screen while no desk exists yet."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1)
        self._timer = QTimer()
        self._timer.setInterval(LOOK_EVERY_MS)

    def prepare(self, work: Callable[[], None]) -> None:
        """Does something that nobody waits for; what is asked for meanwhile comes after it."""
        self._worker.submit(work)

    def wait(self, work: Callable[[], T], done: Callable[[Future[T]], None]) -> None:
        """Does the work away from the screen and hands its future to `done`."""
        future = self._worker.submit(work)
        timer = QTimer()
        timer.setInterval(LOOK_EVERY_MS)

        def look() -> None:
            if future.done():
                timer.stop()
                done(future)

        timer.timeout.connect(look)
        timer.start()
        self._timer = timer


class SignIn(QDialog):
    """The door of an office. `office` is set once somebody has come in. Without `clock` this computer's counts."""

    other_wanted = Signal()

    def __init__(self, folder: Path, clock: "Clock | None" = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder, self.clock = folder, clock
        self.office: Office | None = None
        self._waiter = Waiter()
        self._load = QTimer(self)
        self._load.setSingleShot(True)
        self._load.timeout.connect(lambda: self._waiter.prepare(_load_office))
        self._sample = door.sample_password(folder)
        self.setWindowTitle(_("有据 · 登录"))
        self.setFixedWidth(460)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        card = QFrame()
        card.setProperty("card", True)
        outer.addWidget(card)
        stack = QVBoxLayout(card)
        stack.setContentsMargins(24, 20, 24, 20)
        stack.setSpacing(12)
        head = line(spacing=12)
        head.addWidget(SealMark(36))
        head.addWidget(label(_("登录"), "title"))
        head.addStretch(1)
        if self._sample:
            head.addWidget(label(_("样本办公室 · 不是真的"), "error"))
        stack.addLayout(head)
        stack.addWidget(label(str(folder), "hint", wrap=True))
        names = door.names_to_sign_in(folder)
        self.name = ComboField([(name, name) for name in names])
        self.name_field = Field(_("姓名"), self.name)
        stack.addWidget(self.name_field)
        self.password = SecretField()
        self.password_field = Field(_("密码"), self.password)
        stack.addWidget(self.password_field)
        if self._sample:
            self.password.set_text(self._sample)
            stack.addWidget(label(_("样本办公室的密码已填好，选一个人就能进去看。"), "caption", wrap=True))
        stack.addLayout(self._make_foot())
        self.password.submitted.connect(self.go)
        (self.name if len(names) > 1 else self.password).setFocus()

    def _make_foot(self) -> QHBoxLayout:
        foot = line(spacing=8)
        recover = Button(_("用恢复码打开"), "link")
        recover.clicked.connect(self.recover)
        other = Button(_("换一个办公室"), "link")
        other.clicked.connect(self._other)
        foot.addWidget(recover)
        foot.addWidget(other)
        foot.addStretch(1)
        self.enter = Button(_("登录"), "primary", key="Enter")
        self.enter.clicked.connect(self.go)
        foot.addWidget(self.enter)
        return foot

    def _other(self) -> None:
        self.other_wanted.emit()
        self.reject()

    def go(self) -> None:
        """Tries the password, away from the screen: it is slow on purpose."""
        if not self.enter.isEnabled():
            return
        name, password = str(self.name.key() or ""), self.password.text()
        self.enter.block(_("正在打开"))
        self._waiter.wait(lambda: self._open(name, password), self._opened)

    def _open(self, name: str, password: str) -> "Office":
        from desktop.services import people  # noqa: PLC0415  heavy: the door stands before it is loaded

        return people.sign_in(self.folder, name, password, clock=self.clock)

    def _opened(self, future: "Future[Office]") -> None:
        self.enter.unblock()
        try:
            self.office = future.result()
        except Refused as refused:
            self.password_field.set_error("\n".join(problem.message for problem in refused.problems))
            self.password.setFocus()
        except (Missing, Stale, Unavailable) as error:
            errors.show(self, error)
        else:
            self.accept()

    def recover(self) -> None:
        """Opens the office with the recovery code, for when nobody knows a password."""
        ask = Recovery(self.folder, self.clock, parent=self)
        if ask.exec() == QDialog.DialogCode.Accepted:
            self.office = ask.office
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """What stands behind the door is loaded while somebody types their password."""
        super().showEvent(event)
        self._load.start(LOAD_AFTER_MS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter signs in, unless an input method is composing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go()
            return
        super().keyPressEvent(event)


class Recovery(QDialog):
    """The two halves of the recovery code, typed by the two persons who hold them."""

    def __init__(self, folder: Path, clock: "Clock | None", *, parent: QWidget) -> None:
        super().__init__(parent)
        self.folder, self.clock = folder, clock
        self.office: Office | None = None
        self.setWindowTitle(_("用恢复码打开"))
        self.setFixedWidth(460)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 20, 24, 20)
        stack.setSpacing(12)
        stack.addWidget(
            label(_("请两位保管人各输入自己那一半。打开后由系统管理重设密码。"), "secondary", wrap=True)
        )
        self.halves = (LineField("XXXX-XXXX-XXXX-XXXX-X"), LineField("XXXX-XXXX-XXXX-XXXX-X"))
        self.fields = {
            "first": Field(_("前半段"), self.halves[0]),
            "second": Field(_("后半段"), self.halves[1]),
        }
        for field in self.fields.values():
            stack.addWidget(field)
        foot = line()
        foot.addStretch(1)
        go = Button(_("打开办公室"), "primary")
        go.clicked.connect(self.go)
        foot.addWidget(go)
        stack.addLayout(foot)

    def go(self) -> None:
        """Tries the code."""
        from desktop.services import people  # noqa: PLC0415  heavy: the door stands before it is loaded

        for field in self.fields.values():
            field.clear_error()
        try:
            self.office = people.recover(
                self.folder, self.halves[0].text(), self.halves[1].text(), clock=self.clock
            )
        except Refused as refused:
            self._show(refused.problems)
        except (Missing, Stale, Unavailable) as error:
            errors.show(self, error)
        else:
            self.accept()

    def _show(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            self.fields[problem.field if problem.field in self.fields else "first"].set_error(problem.message)
