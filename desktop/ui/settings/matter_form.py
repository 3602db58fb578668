"""The form in which a matter is written: what is wrong stands at its field, what it resembles above."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.problems import Problem
from desktop.domain.seals import Matter, MatterStatus, Seal
from desktop.domain.seals.matters import LIMITS, MATTER_WORDS, Collision
from desktop.domain.text.dates import parse_date, print_date
from desktop.i18n import _
from desktop.services import seals
from desktop.ui.desk import Desk
from desktop.ui.page import label, line
from desktop.ui.settings.materials import MaterialsEdit
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import ComboField, DateField, Field, LineField
from desktop.ui.widgets.messages import MessageBar

CHECK_AFTER_MS = 300
TEXTS = tuple(LIMITS)
ORDER = (
    (("code", 1), ("group", 1), ("short_name", 2), ("status", 2)),
    (("name", 4), ("form", 2)),
    (("ground", 4), ("region", 2)),
    (("valid_from", 2), ("valid_to", 2), ("document", 2)),
    (("aliases", 4), ("note", 2)),
)
"""The rows of the form: each field and how many of six columns it takes."""
INSTEAD = {"document": "elsewhere"}
"""What stands in the same place when the matter is issued elsewhere."""


def _by_commas(text: str) -> tuple[str, ...]:
    """Names written one after the other, as clerks part them."""
    for comma in "，,；;":
        text = text.replace(comma, "、")
    return tuple(part.strip() for part in text.split("、") if part.strip())


class MatterForm(QWidget):
    """One matter while it is written. `wanted` asks for it to be saved, `given_up` leaves it."""

    wanted = Signal()
    given_up = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.before: Matter | None = None
        self._blank = Matter(0, 1, "", "", "", "", "")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(10)
        self.heading = label("", "section")
        stack.addWidget(self.heading)
        self.bar = MessageBar("err", "", "")
        self.bar.hide()
        stack.addWidget(self.bar)
        self.warning = MessageBar("warn", "", "")
        self.warning.hide()
        stack.addWidget(self.warning)
        self._make_fields()
        stack.addLayout(self._make_grid())
        self.materials = MaterialsEdit()
        self.materials.changed.connect(self._edited)
        stack.addWidget(self.materials)
        foot = line(spacing=12)
        foot.addWidget(label(_("保存成新的一版，旧登记用的那一版不变"), "caption"))
        foot.addStretch(1)
        cancel = Button(_("取消"), "text", key="Esc")
        cancel.clicked.connect(self.given_up)
        self.save = Button(_("保存事项"), "primary", icon="save", key="Ctrl+Enter")
        self.save.clicked.connect(self.ask)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        stack.addLayout(foot)
        stack.addStretch(1)
        self._checker = QTimer(self)
        self._checker.setSingleShot(True)
        self._checker.setInterval(CHECK_AFTER_MS)
        self._checker.timeout.connect(self._check)

    def _make_fields(self) -> None:
        today = self.desk.office.today()
        self.status = ComboField(
            [(MatterStatus.ALLOWED, _("本印章")), (MatterStatus.ELSEWHERE, _("由别处出具"))]
        )
        papers = seals.papers_with_wording()
        self.paper = ComboField([("", _("居民自带表格")), *papers.items()])
        self.days = {
            name: DateField(lambda text: parse_date(text, today.year), print_date)
            for name in ("valid_from", "valid_to")
        }
        self.texts = {name: LineField() for name in TEXTS}
        self.aliases = LineField(_("如 生存证明、资格认证"))
        editors: dict[str, LineField | ComboField] = {
            **self.texts,
            **self.days,
            "status": self.status,
            "form": self.paper,
            "aliases": self.aliases,
        }
        optional = ("region", "valid_from", "valid_to", "note", "aliases")
        self.fields = {
            name: Field(MATTER_WORDS[name], editor, optional=name in optional)
            for name, editor in editors.items()
        }
        for editor in editors.values():
            editor.changed.connect(self._edited)
        self.status.changed.connect(self._show_kind)

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place in range(6):
            grid.setColumnStretch(place, 1)
        for row, cells in enumerate(ORDER):
            at = 0
            for name, span in cells:
                for one in (name, INSTEAD.get(name, name)):
                    grid.addWidget(self.fields[one], row, at, 1, span)
                at += span
        return grid

    # Filling in and reading out

    def begin(self, seal: Seal, matter: Matter | None) -> None:
        """Begins with a matter to be changed, or with a new one for a seal."""
        self.before = matter
        self._blank = matter or Matter(0, seal.number, "", "", "", "", "")
        self.heading.setText(
            _("修改事项 {tag}").format(tag=matter.tag)
            if matter is not None
            else _("给{seal}添加事项").format(seal=seal.name)
        )
        for name, edit in self.texts.items():
            edit.set_text(getattr(self._blank, name))
        self.status.set_key(self._blank.status)
        self.paper.set_key(self._blank.form)
        self.aliases.set_text("、".join(self._blank.aliases))
        for name, day_edit in self.days.items():
            day = getattr(self._blank, name)
            day_edit.set_raw(print_date(day) if day else "")
        self.materials.set_materials(self._blank.materials)
        self.texts["code"].setReadOnly(matter is not None)
        self._clear()
        self.warning.hide()
        self._show_kind()
        self._begun = self._typed()
        self._check()
        self.texts["group" if matter is not None else "code"].setFocus()

    def _kind(self) -> MatterStatus:
        return MatterStatus(str(self.status.key()))

    def _show_kind(self) -> None:
        """What is issued elsewhere has a place to go to; what is issued here has materials and a paper."""
        here = self._kind() is MatterStatus.ALLOWED
        for name in ("form", "document"):
            self.fields[name].setVisible(here)
        self.materials.setVisible(here)
        self.fields["elsewhere"].setVisible(not here)

    def _typed(self) -> tuple[object, ...]:
        raw = tuple(edit.raw() for edit in self.days.values())
        texts = tuple(edit.text() for edit in (*self.texts.values(), self.aliases))
        return (*texts, *raw, self.status.key(), self.paper.key(), self.materials.materials())

    def changed(self) -> bool:
        """Whether anything was typed since it began."""
        return self._typed() != self._begun

    def matter(self) -> Matter:
        """What is typed; a day that is none is left out, see `day_problems`."""
        texts: dict[str, Any] = {name: edit.text() for name, edit in self.texts.items()}
        return replace(
            self._blank,
            status=self._kind(),
            form=str(self.paper.key() or ""),
            materials=self.materials.materials(),
            aliases=_by_commas(self.aliases.text()),
            valid_from=self.days["valid_from"].value(),
            valid_to=self.days["valid_to"].value(),
            **texts,
        )

    def day_problems(self) -> tuple[Problem, ...]:
        """Days that cannot be read."""
        return tuple(
            Problem("seals.matter_day", _("日期看不懂。请写成 2026-9-7 或 9月7日。"), name)
            for name, edit in self.days.items()
            if edit.raw().strip() and edit.value() is None
        )

    # Checking

    def _edited(self) -> None:
        self._checker.start()

    def _check(self) -> None:
        matter = self.matter()
        self.desk.run(self, lambda office: seals.check_matter(office, matter).collisions, self._show_warning)

    def _show_warning(self, found: tuple[Collision, ...]) -> None:
        self.warning.setVisible(bool(found))
        if found:
            refused = any(one.refused for one in found)
            words = "\n".join(one.message for one in found)
            heading = _("不能列为授权事项") if refused else _("请先核对清单")
            self.warning.set_words("err" if refused else "warn", heading, words)

    def _clear(self) -> None:
        self.bar.hide()
        self.materials.set_error("")
        for field in self.fields.values():
            field.clear_error()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Puts each objection at its field, the others above; nothing typed is lost."""
        self._clear()
        rest = []
        for problem in problems:
            if problem.field in self.fields:
                self.fields[problem.field].set_error(problem.message)
            elif problem.field == "materials":
                self.materials.set_error(problem.message)
            else:
                rest.append(problem.message)
        if rest:
            self.bar.set_words("err", _("没有存上"), "\n".join(rest))
            self.bar.show()
        reading = [one for cells in ORDER for name, _span in cells for one in (name, INSTEAD.get(name, name))]
        wrong = [name for name in reading if self.fields[name].has_error()]
        if wrong:
            self.fields[wrong[0]].editor.setFocus()
        elif not self.materials.error.isHidden():
            self.materials.first().setFocus()

    def ask(self) -> None:
        """Asks for it to be saved, unless a day cannot be read."""
        problems = self.day_problems()
        if problems:
            self.show_problems(problems)
        else:
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.ask()
        else:
            super().keyPressEvent(event)
