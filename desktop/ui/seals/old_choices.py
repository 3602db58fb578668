"""怎么读: which seal, year, sheet and encoding an old register is of, and which of its columns is what."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.seals import Seal
from desktop.domain.seals.takeover import COLUMN_WORDS, NEEDED, Column, Preview
from desktop.i18n import _
from desktop.ui.page import label
from desktop.ui.theme import theme
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.fields import ComboField

SIDE, LARGE_SIDE = 280, 316
ENCODINGS = (("", _("自动")), ("utf-8", "UTF-8"), ("gb18030", "GB 18030"), ("big5", "Big5"))
YEARS = 15
"""How many years back are offered; the year of the book itself always is."""
LINES_LOOKED_AT = 200
"""In how many lines the widest one is looked for, so that each column can be chosen."""


class Choices(QScrollArea):
    """What was recognised, and can be put right. `moved` carries a kind of column and its new place, or None."""

    moved = Signal(object, object)

    def __init__(self, this_year: int) -> None:
        super().__init__()
        self._this_year = this_year
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card = Card(_("怎么读"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        self.seal, self.year, self.sheet = ComboField([]), ComboField([]), ComboField([])
        self.encoding = ComboField(list(ENCODINGS))
        self.columns = {each: ComboField([]) for each in Column}
        named = {_("印章"): self.seal, _("年份"): self.year, _("表"): self.sheet, _("编码"): self.encoding}
        named |= {COLUMN_WORDS[each]: choice for each, choice in self.columns.items()}
        self._words = {}
        for place, (words, choice) in enumerate(named.items()):
            choice.setAccessibleName(words)
            choice.setMinimumWidth(80)
            choice.setSizeAdjustPolicy(ComboField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._words[choice] = label(words, "secondary")
            if choice is self.seal:  # its name needs the whole width: seals differ at its end
                grid.addWidget(self._words[choice], 0, 0, 1, 2)
                grid.addWidget(choice, 1, 0, 1, 2)
                continue
            grid.addWidget(self._words[choice], place + 1, 0)
            grid.addWidget(choice, place + 1, 1)
        for each, choice in self.columns.items():
            choice.chosen.connect(partial(self.moved.emit, each))
        inside = QWidget()
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(card)
        stack.addStretch(1)
        self.setWidget(inside)
        theme().changed.connect(self._adapt)
        self._adapt()

    def fill(self, found: Preview, seals: Sequence[Seal]) -> None:
        """Shows how a file was read, and what else there is to choose from."""
        self.seal.set_items([(seal.number, f"{seal.book_code}　{seal.name}") for seal in seals])
        self.seal.set_key(found.seal.number)
        self.seal.setToolTip(found.seal.name)
        years = {*range(self._this_year, self._this_year - YEARS, -1), found.year}
        self.year.set_items(
            [(year, _("{year} 年").format(year=year)) for year in sorted(years, reverse=True)]
        )
        self.year.set_key(found.year)
        self.sheet.set_items([(at, sheet.name) for at, sheet in enumerate(found.file.sheets)])
        self.sheet.set_key(found.sheet)
        for choice, wanted in (
            (self.sheet, len(found.file.sheets) > 1),
            (self.encoding, bool(found.file.encoding)),
        ):
            choice.setVisible(wanted)
            self._words[choice].setVisible(wanted)
        titles = _titles(found)
        for each, choice in self.columns.items():
            nothing = _("（请指定）") if each in NEEDED else _("（没有）")
            choice.set_items([(None, nothing), *titles])
            choice.set_key(found.header.columns.get(each))

    def _adapt(self) -> None:
        """Makes room for large type."""
        self.setFixedWidth(LARGE_SIDE if theme().large else SIDE)


def _titles(found: Preview) -> list[tuple[object, str]]:
    """Each column of the sheet by its title, or by its place where it has none."""
    rows = found.file.sheets[found.sheet].rows[:LINES_LOOKED_AT]
    titles = found.header.titles
    return [
        (at, (titles[at] if at < len(titles) else "") or _("第 {at} 列").format(at=at + 1))
        for at in range(max((len(row) for row in rows), default=0))
    ]
