"""扫描件: the folder to which the scanner of this computer writes."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop import settings as computers
from desktop.i18n import _
from desktop.ui.desk import Desk
from desktop.ui.page import label, line
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.fields import Field, LineField


class ScanFolderCard(Card):
    """Which folder is watched; the choice of this computer, not of the office."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("扫描件"), _("只对这台电脑"))
        self._desk = desk
        words = _(
            "扫描仪把文件存进这个文件夹，有据按纸脚的二维码自动归档，归了档的移到其中的“已入册”。"
            "认不出的在工作台等您认领。"
        )
        self.body.addWidget(label(words, "caption", wrap=True))
        row = line()
        self.folder = LineField()
        self.folder.setReadOnly(True)
        self.field = Field(_("扫描仪存到"), self.folder)
        row.addWidget(self.field, 1)
        self.stop = Button(_("不再自动归档"), "text")
        self.stop.clicked.connect(lambda: self._keep(None))
        row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignBottom)
        choose = Button(_("选文件夹"))
        choose.clicked.connect(self.choose)
        row.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self._show(computers.read().scan_folder)

    def choose(self) -> None:
        """Asks for the folder."""
        chosen = QFileDialog.getExistingDirectory(self, _("扫描仪存到哪个文件夹"), self.folder.text())
        if not chosen:
            return
        office = self._desk.office.folder.resolve()
        if office in (Path(chosen).resolve(), *Path(chosen).resolve().parents):
            self.field.set_error(_("这是台账的文件夹。里面的文件不能动。请另选一个。"))
            return
        self._keep(Path(chosen))

    def _keep(self, folder: Path | None) -> None:
        computers.write(replace(computers.read(), scan_folder=folder))
        self._show(folder)

    def _show(self, folder: Path | None) -> None:
        self.field.clear_error()
        self.folder.set_text(str(folder) if folder else _("还没有选"))
        self.stop.setVisible(folder is not None)
