"""The form of one use of a seal: its four steps, and what is typed in them."""

from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import seals as rules
from desktop.domain.problems import Problem
from desktop.domain.seals.fillings import asks_statement
from desktop.domain.seals.late import LATE_WORDS
from desktop.domain.seals.rules import AGENT_MATERIAL
from desktop.domain.text.dates import parse_date, parse_moment, print_date
from desktop.domain.text.identity import mask_id_number, mask_phone
from desktop.i18n import _
from desktop.services import matters
from desktop.services.matters import MatterKeys
from desktop.ui.desk import Desk
from desktop.ui.page import Page, column, label, line
from desktop.ui.seals.keeping import SavedLine
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.checklist import Checklist
from desktop.ui.widgets.fields import CheckBox, DateField, Field, LineField, NumberField, TextField
from desktop.ui.widgets.messages import EmptyState, MessageBar
from desktop.ui.widgets.numbered import Numbered
from desktop.ui.widgets.pdfview import PdfView
from desktop.ui.widgets.typeahead import Item, TypeAhead

TEXTS = (
    "applicant_name",
    "applicant_id_number",
    "applicant_phone",
    "applicant_address",
    "recipient",
    "purpose",
    "document",
    "agent_name",
    "agent_id_number",
    "agent_phone",
    "agent_relation",
    "finding",
    "statement",
    "late_reason",
    "slip_number",
)

LATE = ("used_at", "late_reason", "slip_number")
"""The fields that only a late entry has."""


class RequestForm(Page):
    """What the handler fills in, and the paper beside it. It asks nobody: the page that extends it does.

    `edited` and `field_left` carry the name of the field.
    """

    edited = Signal(str)
    field_left = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.corrects: int | None = None
        self.seal = 1
        self.known: list[MatterKeys] = []
        self.matter: rules.Matter | None = None
        self._blocked = self._counted = ""

    def _make_form(self) -> Card:
        card = Card()
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self.steps = column(margins=(20, 14, 20, 14), spacing=8)
        inside.setLayout(self.steps)
        scroll.setWidget(inside)
        card.body.addWidget(scroll, 1)
        self.bar = MessageBar("err", "", "")
        self.bar.hide()
        self._add_matter()
        self.later: list[QWidget] = []
        self._add_person()
        self._add_materials()
        self._add_finding()
        self._add_authorised()
        self.steps.addStretch(1)
        card.add_foot((20, 10, 20, 10)).addLayout(self._make_foot())
        return card

    def _heading(self, number: int, words: str, note: QLabel | None = None) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 6, 0, 0)
        row.addWidget(Numbered(number))
        row.addWidget(label(words, "section"))
        row.addStretch(1)
        if note is not None:
            row.addWidget(note)
        return made

    def _add_matter(self) -> None:
        self.steps.addWidget(self._heading(1, _("办什么事")))
        self.picker = TypeAhead(self._find, _("输入序号、拼音首字母或几个字"), _("全部 16 项"))
        self.picker.setAccessibleName(_("办什么事"))
        self.steps.addWidget(self.picker)
        self.steps.addWidget(self.bar)

    def _add_person(self) -> None:
        heading = self._heading(2, _("为谁办"))
        self.steps.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for place, stretch in enumerate((9, 14, 15)):
            grid.setColumnStretch(place, stretch)
        today = self.desk.office.today()
        self.edits: dict[str, LineField | TextField] = {
            "applicant_name": LineField(),
            "applicant_id_number": LineField(mask=mask_id_number),
            "recipient": LineField(),
            "applicant_phone": LineField(mask=mask_phone),
            "applicant_address": LineField(),
            "agent_name": LineField(_("替居民来办的人")),
            "purpose": LineField(),
            "document": LineField(),
            "agent_id_number": LineField(mask=mask_id_number),
            "agent_relation": LineField(_("如 儿子、邻居")),
            "agent_phone": LineField(mask=mask_phone),
            "finding": TextField(3),
            "statement": TextField(3),
            "late_reason": LineField(_("如 停电")),
            "slip_number": LineField(_("纸上登记的编号")),
        }
        self.late = CheckBox(_("补录（停电等）"))
        self.late.setToolTip(_("停电或电脑坏时已在纸上登记、盖章，现在补进登记簿"))
        self.used_at = LineField(_("如 9月7日 10:05"))
        self.copies = NumberField(1, 999)
        self.copies.set_raw("1")
        self.visited = DateField(lambda text: parse_date(text, today.year), print_date)
        self.handler = LineField()
        self.handler.set_text(_("{name}（本人，不能改）").format(name=self.desk.office.clerk.name))
        self.handler.setReadOnly(True)
        self.handler.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        optional = ("applicant_phone", "agent_name", "purpose", "agent_phone")
        words = rules.FIELD_WORDS | LATE_WORDS
        self.fields = {
            name: Field(words[name], edit, optional=name in optional) for name, edit in self.edits.items()
        }
        self.fields["copies"] = Field(_("份数"), self.copies)
        self.fields["visited_on"] = Field(_("核实日期"), self.visited)
        self.fields["used_at"] = Field(words["used_at"], self.used_at)
        handler = Field(_("承办人"), self.handler)
        order = (
            ("applicant_name", "applicant_id_number", "recipient"),
            ("applicant_phone", "applicant_address", "agent_name"),
            ("copies", "document", "purpose"),
            ("agent_relation", "agent_id_number", "agent_phone"),
            LATE,
        )
        # What is wrong is looked for in the order in which one reads.
        reading = [name for names in order for name in names] + ["statement", "visited_on", "finding"]
        self.fields = {name: self.fields[name] for name in reading}
        for row, names in enumerate(order):
            for place, name in enumerate(names):
                grid.addWidget(self.fields[name], row if names is not LATE else row + 1, place)
        grid.addWidget(handler, 4, 0, 1, 2)
        grid.addWidget(self.late, 4, 2, Qt.AlignmentFlag.AlignBottom)
        for name in ("agent_relation", "agent_id_number", "agent_phone", *LATE):
            self.fields[name].hide()
        self.steps.addLayout(grid)
        self.later += [heading, handler, self.late, *(self.fields[n] for row in order[:3] for n in row)]
        for name, edit in self.edits.items():
            edit.changed.connect(partial(self.edited.emit, name))
            edit.left.connect(partial(self.field_left.emit, name))
        self.copies.changed.connect(partial(self.edited.emit, "copies"))
        self.visited.changed.connect(partial(self.edited.emit, "visited_on"))
        self.used_at.changed.connect(partial(self.edited.emit, "used_at"))
        self.late.toggled.connect(lambda _on: self._show_late())
        self.late.toggled.connect(lambda _on: self.edited.emit("late"))

    def _add_materials(self) -> None:
        self.lacking = label("", "warn")
        heading = self._heading(3, _("材料核对"), self.lacking)
        self.steps.addWidget(heading)
        self.materials = Checklist()
        self.materials.changed.connect(partial(self.edited.emit, "materials"))
        self.steps.addWidget(self.materials)
        self.later += [heading, self.materials]

    def _add_finding(self) -> None:
        note = label(_("由 {name} 填写").format(name=self.desk.office.clerk.name), "caption")
        heading = self._heading(4, _("核实意见"), note)
        self.steps.addWidget(heading)
        self.steps.addWidget(self.fields["statement"])
        row = line(spacing=16)
        row.addWidget(self.fields["visited_on"], 1)
        row.addWidget(self.fields["finding"], 3)
        self.steps.addLayout(row)
        self.fields["statement"].hide()
        self.later += [heading, self.fields["visited_on"], self.fields["finding"]]

    def _add_authorised(self) -> None:
        self.authorised = QFrame()
        stack = QVBoxLayout(self.authorised)
        stack.setContentsMargins(0, 6, 0, 0)
        row = line()
        self.authorised_title = label("", "section")
        row.addWidget(self.authorised_title)
        row.addStretch(1)
        row.addWidget(label(_("输入序号或拼音首字母直接选"), "caption"))
        stack.addLayout(row)
        self.authorised_grid = QGridLayout()
        self.authorised_grid.setHorizontalSpacing(24)
        stack.addLayout(self.authorised_grid)
        self.authorised.hide()
        self.steps.addWidget(self.authorised)

    def _make_foot(self) -> QVBoxLayout:
        stack = column(spacing=6)
        self.saved = SavedLine()
        self._foot = stack
        row = self._foot_row = line(spacing=12)
        stack.addLayout(row)
        self.cancel_button = Button(_("取消"), "text", key="Esc")
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.save_button = Button(_("存草稿"), key="Ctrl+S")
        self.submit_button = Button(_("提交审批"), "primary", icon="submit", key="Ctrl+Enter")
        self._share_foot()
        row.addWidget(self.save_button)
        row.addWidget(self.submit_button)
        theme().changed.connect(self._share_foot)
        return stack

    def _share_foot(self) -> None:
        """What is said stands before the buttons, or above them where large type leaves no room."""
        for layout in (self._foot, self._foot_row):
            layout.removeWidget(self.saved)
        if theme().large:
            self._foot.insertWidget(0, self.saved)
        else:
            self._foot_row.insertWidget(2, self.saved)

    def _make_preview(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("desk", True)
        stack = QVBoxLayout(frame)
        stack.setContentsMargins(16, 10, 16, 12)
        row = line()
        row.addWidget(label(_("将打印的样子"), "section"))
        row.addWidget(label(_("与打印一样，显示完整号码；查看有记录"), "caption"))
        row.addStretch(1)
        smaller = Button("", "link", icon="zoom_out")
        smaller.setAccessibleName(_("缩小"))
        larger = Button("", "link", icon="zoom_in")
        larger.setAccessibleName(_("放大"))
        self.zoom = label("", "label")
        for widget in (smaller, self.zoom, larger):
            row.addWidget(widget)
        stack.addLayout(row)
        self.paper = PdfView()
        self.paper.fit_page()
        self.paper.zoom_changed.connect(lambda percent: self.zoom.setText(f"{percent}%"))
        smaller.clicked.connect(self.paper.zoom_out)
        larger.clicked.connect(self.paper.zoom_in)
        self.nothing = EmptyState(
            "document", _("没有可预览的文书"), _("选定要出证明的事项后，这里显示将要打印的证明。")
        )
        stack.addWidget(self.paper, 1)
        stack.addWidget(self.nothing, 1)
        self.paper.hide()
        return frame

    def show_errors(self, problems: tuple[Problem, ...]) -> None:
        """Puts each objection at its field, the others above; the first field gets the focus."""
        for field in self.fields.values():
            field.clear_error()
        for problem in problems:
            if problem.field in self.fields:
                self.fields[problem.field].show()
                self.fields[problem.field].set_error(problem.message)
        elsewhere = [problem.message for problem in problems if problem.field not in self.fields]
        if elsewhere:
            self.bar.set_words("err", _("没有提交"), "\n".join(elsewhere))
            self.bar.show()
        first = next((field for field in self.fields.values() if field.has_error()), None)
        if first is not None:
            first.editor.setFocus()

    def _day(self) -> date:
        """The day on which a matter must be authorised: that of the use, when it is entered late."""
        used_at = self._used_at() if self.late.isChecked() else None
        return self.desk.office.today() if used_at is None else used_at.date()

    def _count(self) -> int:
        return sum(matters.is_authorised(item.matter, self._day()) for item in self.known)

    def _find(self, typed: str) -> list[Item]:
        day = self._day()

        def tag(matter: rules.Matter) -> str:
            if matters.is_authorised(matter, day):
                return f"{matter.group} {matter.code}"
            return _("不在期内") if matters.is_authorised(matter) else _("不出具")

        found = matters.find_matters(self.known, typed, day)
        return [Item(matter.code, tag(matter), matter.name) for matter in found]

    def form(self) -> dict[str, object]:
        """Everything typed, right or wrong, as a draft keeps it."""
        kept: dict[str, object] = {name: self.edits[name].text() for name in TEXTS}
        kept |= {
            "seal": self.seal,
            "matter": self.matter.code if self.matter else "",
            "asked": self._blocked or self.picker.text(),
            "counted": self._counted,
            "copies": self.copies.raw(),
            "visited_on": self.visited.raw(),
            "materials": list(self.materials.ticked()),
            "corrects": self.corrects,
            "late": self.late.isChecked(),
            "used_at": self.used_at.text(),
        }
        return kept

    def unread(self) -> list[Problem]:
        """What was typed as a day or a time and is none."""
        problems = []
        if self.visited.raw().strip() and self.visited.value() is None:
            words = _("日期看不懂。请写成 2026-9-7 或 9月7日。")
            problems.append(Problem("seals.date", words, "visited_on"))
        if self.late.isChecked() and self.used_at.text().strip() and self._used_at() is None:
            words = _("时间看不懂。请写成 2026-9-7 10:05 或 9月7日 10:05。")
            problems.append(Problem("seals.moment", words, "used_at"))
        return problems

    def _used_at(self) -> datetime | None:
        return parse_moment(self.used_at.text(), self.desk.office.today().year)

    def request(self) -> rules.UseRequest:
        """What is typed, as a request."""
        texts: dict[str, Any] = {name: self.edits[name].text() for name in TEXTS}
        day = self.visited.value()
        return rules.UseRequest(
            seal=self.seal,
            matter=self.matter.code if self.matter else self.picker.text(),
            copies=self.copies.value(),
            materials=self.materials.ticked(),
            visited_on=day,
            corrects=self.corrects,
            late=self.late.isChecked(),
            used_at=self._used_at(),
            **texts,
        )

    def _set_materials(self) -> None:
        if self.matter is None:
            return
        items = [(material.name, material.original) for material in self.matter.materials]
        if self.edits["agent_name"].text().strip():
            items.append((AGENT_MATERIAL, True))
        ticked = self.materials.ticked()
        self.materials.set_items(items)
        self.materials.set_ticked(ticked)

    def _show_scope(self, *, open_list: bool) -> None:
        self.authorised.setVisible(open_list)
        for widget in self.later:
            widget.setVisible(not open_list)
        self.fields["statement"].setVisible(
            not open_list and self.matter is not None and asks_statement(self.matter)
        )
        self._show_agent()
        self._show_late()
        if not self._blocked:
            self.bar.set_actions([])

    def _show_agent(self) -> None:
        there = bool(self.edits["agent_name"].text().strip()) and not self._blocked
        for name in ("agent_relation", "agent_id_number", "agent_phone"):
            self.fields[name].setVisible(there)

    def _show_late(self) -> None:
        there = self.late.isChecked() and not self._blocked
        for name in LATE:
            self.fields[name].setVisible(there)
