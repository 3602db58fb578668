"""字体: the office's own 仿宋_GB2312 or 方正小标宋 instead of the fonts that come with the program."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop import settings as computers
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.services import fonts
from desktop.ui.desk import Desk
from desktop.ui.page import label, line
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.fields import Field, LineField

KINDS = _("字体 (*.ttf *.ttc)")


class FontsCard(Card):
    """Which file each style of lettering is set in; the choice of this computer, not of the office."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("字体"), _("只对这台电脑"))
        self._desk = desk
        words = _(
            "文书用随附的字体排。单位有仿宋_GB2312、方正小标宋等字体的，可以换成自己的；"
            "其中没有的字，仍用随附的字体。换了以后排的文书才用。"
        )
        self.body.addWidget(label(words, "caption", wrap=True))
        self.files: dict[str, LineField] = {}
        self.fields: dict[str, Field] = {}
        self.changes: dict[str, Button] = {}
        self.backs: dict[str, Button] = {}
        for style in fonts.styles():
            self._add(style)

    def _add(self, style: str) -> None:
        row = line()
        self.files[style] = LineField()
        self.files[style].setReadOnly(True)
        self.fields[style] = Field(style, self.files[style])
        row.addWidget(self.fields[style], 1)
        back = self.backs[style] = Button(_("用随附的"), "text")
        back.setAccessibleName(_("{style}用随附的").format(style=style))
        back.clicked.connect(partial(self._use, style, None))
        change = self.changes[style] = Button(_("换字体"))
        change.setAccessibleName(_("换{style}字体").format(style=style))
        change.clicked.connect(partial(self.choose, style))
        for button in (back, change):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self._show(style, computers.read_fonts().get(style))

    def choose(self, style: str) -> None:
        """Asks for the file."""
        name, _kind = QFileDialog.getOpenFileName(self, _("换{style}字体").format(style=style), "", KINDS)
        if name:
            self._use(style, Path(name))

    def _use(self, style: str, path: Path | None) -> None:
        """Takes the font when it is fit; a wrong file changes nothing."""

        def done(_used: None) -> None:
            computers.remember_font(style, path)
            self._show(style, path)

        def refused(problems: tuple[Problem, ...]) -> None:
            self.fields[style].set_error("\n".join(problem.message for problem in problems))

        self._desk.run(self, lambda _office: fonts.use_font(style, path), done, refused)

    def _show(self, style: str, path: Path | None) -> None:
        self.fields[style].clear_error()
        self.files[style].set_text(str(path) if path else _("随附的字体"))
        self.backs[style].setVisible(path is not None)
