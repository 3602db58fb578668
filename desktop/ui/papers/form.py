"""The form of a paper that a clerk writes: its kind, its fields, and what the register of the seal asks besides."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import seals as rules
from desktop.domain.problems import Problem
from desktop.domain.text.identity import mask_id_number
from desktop.i18n import _
from desktop.services.seals import OwnKind, Written
from desktop.ui.page import column, label, line
from desktop.ui.seals.keeping import SavedLine
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.fields import ComboField, Editor, Field, LineField, NumberField, TextField
from desktop.ui.widgets.messages import MessageBar
from desktop.ui.widgets.numbered import Numbered
from desktop.ui.widgets.segmented import Segmented

ROWS = {"text": 11, "lines": 2, "boxes": 6}
"""How many lines of a field of several lines are seen."""
MOST_COPIES = 999
HINTS = {
    "text": _("以 一、（一） 1. 开头的行是标题，其余每行一段。"),
    "lines": _("一行一项。"),
    "boxes": _("一行一盒：题名，类别，年度，保管期限，盒号，起件号，止件号，盒脊厚度（可不写）。"),
}


class PaperForm(Card):
    """Kind, fields, seal. `edited` is any change by the clerk; `kind_left` and `kind_chosen` go round another kind."""

    edited = Signal()
    kind_left = Signal()
    kind_chosen = Signal()

    def __init__(self, kinds: Sequence[OwnKind]) -> None:
        super().__init__()
        self.kinds = {kind.name: kind for kind in kinds}
        self.usual: Mapping[str, str] = {}
        self.edits: dict[str, Editor] = {}
        self.fields: dict[str, Field] = {}
        self._made: dict[str, QWidget] = {}
        self._shown = next(iter(self.kinds))
        self._edits: dict[str, dict[str, Editor]] = {}
        self._fields: dict[str, dict[str, Field]] = {}
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self.steps = column(margins=(20, 14, 20, 14), spacing=8)
        inside.setLayout(self.steps)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        self.steps.addWidget(_heading(1, _("写什么")))
        self.kind = Segmented([(kind.name, kind.title) for kind in kinds])
        self.kind.changed.connect(self._choose)
        row = line()
        row.addWidget(self.kind)
        row.addStretch(1)
        self.steps.addLayout(row)
        self.bar = MessageBar("err", "", "")
        self.bar.hide()
        self.steps.addWidget(self.bar)
        self.steps.addWidget(_heading(2, _("写内容")))
        self._place = column(spacing=0)
        self.steps.addLayout(self._place)
        self._add_register()
        self.steps.addStretch(1)
        self.add_foot((20, 10, 20, 10)).addLayout(self._make_foot())
        self.show_kind(self._shown)

    def _add_register(self) -> None:
        """What the register asks of a paper that is to be sealed."""
        self.register = QFrame()
        stack = QVBoxLayout(self.register)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addWidget(_heading(3, _("用哪枚章")))
        self.seal = ComboField([])
        self.matter = ComboField([("", _("请选事项"))])
        self.copies = NumberField(1, MOST_COPIES)
        self.copies.set_raw("1")
        self.finding = TextField(2)
        self.asked = {
            "seal": Field(_("印章"), self.seal),
            "matter": Field(_("事项"), self.matter),
            "copies": Field(_("份数"), self.copies),
            "finding": Field(_("核稿意见"), self.finding),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.asked["seal"], 0, 0, 1, 2)
        grid.addWidget(self.asked["matter"], 1, 0)
        grid.addWidget(self.asked["copies"], 1, 1)
        grid.addWidget(self.asked["finding"], 2, 0, 1, 2)
        for edit in (self.seal, self.matter, self.copies, self.finding):
            edit.changed.connect(self.edited)
        stack.addLayout(grid)
        self.steps.addWidget(self.register)

    def _make_foot(self) -> QVBoxLayout:
        stack = column(spacing=6)
        self.saved = SavedLine()
        self._foot = stack
        row = self._foot_row = line(spacing=12)
        stack.addLayout(row)
        row.addStretch(1)
        self.save_button = Button(_("存草稿"), key="Ctrl+S")
        self.print_button = Button(_("打印草稿"), icon="print", key="Ctrl+P")
        self.submit_button = Button(_("提交审批"), "primary", icon="submit", key="Ctrl+Enter")
        for button in (self.save_button, self.print_button, self.submit_button):
            row.addWidget(button)
        self._share_foot()
        theme().changed.connect(self._share_foot)
        return stack

    def _share_foot(self) -> None:
        """What is said stands before the buttons, or above them where large type leaves no room."""
        for layout in (self._foot, self._foot_row):
            layout.removeWidget(self.saved)
        if theme().large:
            self._foot.insertWidget(0, self.saved)
        else:
            self._foot_row.insertWidget(0, self.saved, 1)

    def _choose(self, kind: object) -> None:
        self.kind.set_key(self._shown)
        self.kind_left.emit()
        self.show_kind(str(kind))
        self.kind_chosen.emit()

    def show_kind(self, kind: str) -> None:
        """Shows the fields of a kind; what was typed in another one stays there."""
        if kind not in self._made:
            self._made[kind] = self._make_fields(self.kinds[kind])
            self._place.addWidget(self._made[kind])
        for name, made in self._made.items():
            made.setVisible(name == kind)
        self._shown = kind
        self.kind.set_key(kind)
        self.edits, self.fields = self._edits[kind], self._fields[kind]
        sealed = self.kinds[kind].sealed
        self.register.setVisible(sealed)
        self.submit_button.setVisible(sealed)
        self.print_button.setText(_("打印草稿") if sealed else _("打印"))

    def _make_fields(self, kind: OwnKind) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        edits: dict[str, Editor] = {}
        fields: dict[str, Field] = {}
        row = place = 0
        for blank in kind.blanks:
            edits[blank.name] = edit = _editor(blank.name, blank.how, blank.choices)
            fields[blank.name] = field = Field(
                blank.title, edit, optional=blank.optional and not blank.choices
            )
            wide = blank.how in ROWS or blank.name == "title"
            if place and wide:
                row, place = row + 1, 0
            grid.addWidget(field, row, place, 1, 2 if wide else 1)
            if blank.how in HINTS:
                row += 1
                grid.addWidget(label(HINTS[blank.how], "hint", wrap=True), row, 0, 1, 2)
            place = (place + 1) % 2 if not wide else 0
            row += not place
            edit.changed.connect(partial(self._edited, kind.name, blank.name))
        self._edits[kind.name], self._fields[kind.name] = edits, fields
        self._begin(kind)
        return made

    def _begin(self, kind: OwnKind) -> None:
        """An empty sheet: what the office knows stands there already."""
        for blank in kind.blanks:
            _put(self._edits[kind.name][blank.name], self.usual.get(blank.name, blank.usual))
            self._fields[kind.name][blank.name].clear_error()

    def _edited(self, kind: str, name: str) -> None:
        self._fields[kind][name].clear_error()
        self.edited.emit()

    def set_usual(self, usual: Mapping[str, str]) -> None:
        """What the office knows, into the fields in which nothing was typed yet."""
        before, self.usual = self.usual, usual
        for kind, edits in self._edits.items():
            for blank in self.kinds[kind].blanks:
                if _text(edits[blank.name]) == before.get(blank.name, blank.usual):
                    _put(edits[blank.name], usual.get(blank.name, blank.usual))

    def set_seals(self, seals: Sequence[rules.Seal]) -> None:
        """The seals there are."""
        self.seal.set_items([(seal.number, seal.name) for seal in seals])

    def set_matters(self, matters: Sequence[rules.Matter]) -> None:
        """The matters the chosen seal is authorised for."""
        named = [(matter.code, f"{matter.tag}　{matter.short_name}") for matter in matters]
        self.matter.set_items([("", _("请选事项")), *named])

    def shown(self) -> str:
        """The kind that is written now."""
        return self._shown

    def clear(self) -> None:
        """An empty sheet of the present kind."""
        self._begin(self.kinds[self._shown])
        self.matter.set_key("")
        self.copies.set_raw("1")
        self.finding.set_text("")
        self.bar.hide()
        for field in self.asked.values():
            field.clear_error()
        self.saved.setText("")

    def typed(self) -> dict[str, str]:
        """The texts by field, as they stand."""
        return {name: _text(edit) for name, edit in self.edits.items()}

    def touched(self) -> dict[str, str]:
        """The texts that are not as an empty sheet has them."""
        blanks = self.kinds[self._shown].blanks
        usual = {blank.name: self.usual.get(blank.name, blank.usual) for blank in blanks}
        return {name: text for name, text in self.typed().items() if text != usual[name]}

    def written(self, corrects: int | None = None) -> Written:
        """The paper as it is being written."""
        return Written(
            self._shown,
            self.typed(),
            int(str(self.seal.key() or 1)),
            str(self.matter.key() or ""),
            self.copies.value(),
            self.finding.text(),
            corrects,
        )

    def fill(self, kind: str, typed: Mapping[str, object]) -> None:
        """Puts the texts of a draft or of an earlier paper in; what they lack is as an empty sheet has it."""
        self.show_kind(kind)
        self.clear()
        for name, text in typed.items():
            if name in self.edits:
                _put(self.edits[name], str(text))

    def show_errors(self, problems: Sequence[Problem], heading: str, *, focus: bool) -> None:
        """Puts each objection at its field, the others above; the first field gets the focus where it shall."""
        known = {**self.fields, **self.asked}
        for field in known.values():
            field.clear_error()
        self.bar.hide()
        for problem in problems:
            if problem.field in known:
                known[problem.field].set_error(problem.message)
        elsewhere = [problem.message for problem in problems if problem.field not in known]
        if elsewhere:
            self.bar.set_words("err", heading, "\n".join(elsewhere))
            self.bar.show()
        first = next((field for field in known.values() if field.has_error()), None)
        if first is not None and focus:
            first.editor.setFocus()


def _heading(number: int, words: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 6, 0, 0)
    row.addWidget(Numbered(number))
    row.addWidget(label(words, "section"))
    row.addStretch(1)
    return made


def _editor(name: str, how: str, choices: Sequence[tuple[str, str]]) -> Editor:
    if how in ROWS:
        return TextField(ROWS[how])
    if how == "choice":
        return ComboField(choices)
    return LineField(mask=mask_id_number if name == "id_number" else None)


def _text(edit: Editor) -> str:
    return str(edit.key() or "") if isinstance(edit, ComboField) else edit.text()


def _put(edit: Editor, text: str) -> None:
    if isinstance(edit, ComboField):
        edit.set_key(text)
    else:
        edit.set_text(text)
