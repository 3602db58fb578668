"""设置 › 备份和证据 › 公开钥匙: what others check our papers with, to be printed or handed on as a file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop.domain.problems import Unavailable
from desktop.i18n import _
from desktop.services import seals
from desktop.services.files import write_file
from desktop.ui import errors
from desktop.ui.desk import Desk
from desktop.ui.page import label, line
from desktop.ui.printing import preview
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card


class KeyCard(Card):
    """The office's public key: whoever receives a paper checks its signature with it, without a network."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("公开钥匙"))
        self.desk = desk
        self.body.addWidget(
            label(
                _(
                    "收到文书的单位用它核对签名，不用联网，也不用打开办公室。它是公开的，只能核对，不能签名。"
                    "请打印一张贴在墙上，或把文件送给常来往的单位。"
                ),
                "caption",
                wrap=True,
            )
        )
        row = line()
        self.saved = label("", "caption")
        row.addWidget(self.saved, 1)
        save = Button(_("另存公开钥匙"), icon="download")
        save.clicked.connect(self.save)
        show = Button(_("打印公开钥匙"), icon="print")
        show.clicked.connect(self.print)
        row.addWidget(save)
        row.addWidget(show)
        self.body.addLayout(row)

    def print(self) -> None:
        """Shows the poster as it will print."""
        self.desk.run(self, seals.print_key_poster, lambda paper: preview(self, self.desk, paper))

    def save(self) -> None:
        """Writes the key as one line of text."""
        self.desk.run(self, seals.public_key, self._write)

    def _write(self, key: str) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("另存公开钥匙"), str(Path.home() / _("公开钥匙.txt")), _("文字 (*.txt)")
        )
        if not name:
            return
        try:
            write_file(Path(name), f"{key}\n".encode())
        except Unavailable as error:
            errors.show(self, error)
        else:
            self.saved.setText(_("已存到 {path}").format(path=name))
