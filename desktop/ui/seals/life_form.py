"""A question of many fields in two columns, and the fields that only a seal's life needs."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QScrollArea, QWidget

from desktop.domain.people import Account, Role
from desktop.domain.problems import Problem
from desktop.domain.seals.life import Approval
from desktop.i18n import _
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.dropzone import KINDS
from desktop.ui.widgets.fields import ComboField, Field, LineField, SecretField
from desktop.ui.widgets.fields.lines import ENTER

WIDE, AROUND, GAP, LEAST_HEIGHT = 820, 280, 14, 120
FORM_BAR, WIDEST = 18, 16777215


class ScanField(LineField):
    """Scans to be kept: chosen with Space, Enter, F4 or the button, or dropped here."""

    def __init__(self) -> None:
        super().__init__(_("按空格选择，或把扫描件拖到这里"))
        self.paths: list[Path] = []
        self.setReadOnly(True)
        self.setAcceptDrops(True)
        self.add_knob("scan", _("选择扫描件"), self.ask)

    def set_paths(self, paths: Sequence[Path]) -> None:
        """Takes these files and shows their names."""
        self.paths = list(paths)
        self.set_text("、".join(path.name for path in paths))
        self.changed.emit()

    def ask(self) -> None:
        """Lets the clerk choose."""
        names, _kind = QFileDialog.getOpenFileNames(self, _("选择扫描件"), "", KINDS)
        if names:
            self.set_paths([Path(name) for name in names])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Enter and F4 open the choice; Delete takes the files away again."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F4, *ENTER):
            self.ask()
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_paths([])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the choice."""
        del event
        self.ask()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.set_paths(paths)


class LeaderFields:
    """How 街道主要领导 approves: their account and password, or a slip signed with a name and its scan."""

    def __init__(self, clerk: Account, everyone: Sequence[Account]) -> None:
        leaders = [person for person in everyone if person.has(Role.STREET_LEADER)]
        self.here = clerk.has(Role.STREET_LEADER)
        self.account = ComboField(
            [(person.number, person.name) for person in leaders] + [(None, _("没有账户，附签批单"))]
        )
        self.account.setCurrentIndex(0)
        self.password, self.leader, self.slip = SecretField(), LineField(), ScanField()
        self.made: list[tuple[str, Field]] = []
        if not self.here:
            self.made = [
                ("account", Field(_("街道主要领导"), self.account)),
                ("password", Field(_("领导本人的密码"), self.password)),
                ("leader", Field(_("签批人姓名"), self.leader)),
                ("slip", Field(_("签批单扫描件"), self.slip)),
            ]

    def hidden(self) -> set[str]:
        """The fields that the present way of approving does not need."""
        return {"leader", "slip"} if self.account.key() is not None else {"password"}

    def approval(self) -> Approval:
        """What was typed."""
        number = self.account.key()
        if self.here:
            return Approval()
        if isinstance(number, int):
            return Approval(number, self.password.text())
        return Approval(leader=self.leader.text())

    def scans(self) -> list[Path]:
        """The scans of the slip, where it is approved by one."""
        return [] if self.here or self.account.key() is not None else self.slip.paths


class Form(Ask):
    """A question whose fields stand two side by side; those named `wide` take a whole row. It scrolls."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        text: str,
        confirm: str,
        fields: Sequence[tuple[str, Field]],
        *,
        wide: Sequence[str] = (),
        leader: LeaderFields | None = None,
    ) -> None:
        super().__init__(window, title, text, confirm)
        self.fields = dict(fields) | dict(leader.made if leader is not None else ())
        self._wide, self._leader = set(wide), leader
        card = self.findChild(QFrame)
        assert card is not None  # the card is what a sheet consists of
        card.setFixedWidth(min(WIDE, window.width() - 2 * GAP))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside = QWidget()
        self.grid = QGridLayout(self.inside)
        self.grid.setContentsMargins(2, 2, FORM_BAR, 2)
        self.grid.setHorizontalSpacing(GAP)
        self.grid.setVerticalSpacing(GAP)
        for place in (0, 1):
            self.grid.setColumnStretch(place, 1)
        self.area.setWidget(self.inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self.area)
        for field in self.fields.values():
            field.setParent(self.inside)
            field.editor.setMaximumWidth(WIDEST)
        if leader is not None:
            leader.account.changed.connect(self.arrange)
        self.arrange()
        chain: list[QWidget] = [field.editor for field in self.fields.values()]
        for one, other in zip(chain, [*chain[1:], self.cancel], strict=True):
            QWidget.setTabOrder(one, other)
        QWidget.setTabOrder(self.cancel, self.confirm)

    def arrange(self) -> None:
        """Puts the fields that are needed now in their rows."""
        hidden = self._leader.hidden() if self._leader is not None and not self._leader.here else set()
        row = at = 0
        for name, field in self.fields.items():
            self.grid.removeWidget(field)
            field.setVisible(name not in hidden)
            if name in hidden:
                continue
            span = 2 if name in self._wide else 1
            if at + span > 2:
                row, at = row + 1, 0
            self.grid.addWidget(field, row, at, 1, span, Qt.AlignmentFlag.AlignTop)
            row, at = (row + 1, 0) if at + span == 2 else (row, at + span)
        self.fit()

    def fit(self) -> None:
        """As high as its fields, or as the window allows."""
        self.inside.adjustSize()
        room = max(self._window.height() - AROUND, LEAST_HEIGHT)
        self.area.setFixedHeight(min(self.inside.sizeHint().height() + 4, room))
        self.adjustSize()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Puts each objection at the field that is seen; brings the first into sight."""
        shown = [self._seen(problem) for problem in problems]
        super().show_problems(shown)
        self.fit()
        first = next((p.field for p in shown if p.field in self.fields), None)
        if first is not None:
            self.area.ensureWidgetVisible(self.fields[first])
        middle = self._window.mapToGlobal(self._window.rect().center())
        self.move(middle - QPoint(self.width() // 2, self.height() // 2))

    def _seen(self, problem: Problem) -> Problem:
        field = problem.field
        if field == "copy":
            field = next((name for name in ("specimen", "slip") if name in self.fields), "")
        if field in ("leader", "name") and self._leader is not None and "leader" in self._leader.hidden():
            field = "account"
        return Problem(problem.rule, problem.message, field, problem.clause)
