"""F1: the help of a page, as it is shipped."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.paths import RESOURCES
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button

EVIDENCE = "evidence"
"""The page that says plainly what the evidence can and cannot show; it follows every other page."""


def show_help(owner: QWidget, page: str) -> None:
    """Shows the help of a page, with what the evidence can prove behind it."""
    texts = [
        (RESOURCES / "help" / f"{name}.md").read_text("utf-8")
        for name in dict.fromkeys((page, EVIDENCE))
        if (RESOURCES / "help" / f"{name}.md").exists()
    ]
    dialog = QDialog(owner)
    dialog.setWindowTitle(_("帮助"))
    dialog.resize(680, 600)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    stack = QVBoxLayout(dialog)
    stack.setContentsMargins(16, 16, 16, 16)
    text = QTextBrowser()
    text.setFrameShape(QTextBrowser.Shape.NoFrame)
    text.setFont(theme().font("body"))
    text.setMarkdown("\n\n".join(texts))
    text.setAccessibleName(_("帮助"))
    stack.addWidget(text, 1)
    close = Button(_("关闭帮助"), key="Esc")
    close.clicked.connect(dialog.accept)
    stack.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.open()
