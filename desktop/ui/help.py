"""F1: the help of a page, as it is shipped."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.paths import RESOURCES
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.checklist import Checklist
from desktop.ui.widgets.fields import CheckBox, Field
from desktop.ui.widgets.typeahead import TypeAhead

EVIDENCE = "evidence"
"""The page that says plainly what the evidence can and cannot show; it follows every other page."""


def words_at(widget: QWidget | None) -> str:
    """What a field is called under which somebody asks for help, as its help is headed; empty for other things."""
    while widget is not None and not widget.isWindow():
        if isinstance(widget, Field):
            return widget.label.text()
        if isinstance(widget, TypeAhead | CheckBox | Checklist):
            return widget.accessibleName()
        widget = widget.parentWidget()
    return ""


def show_help(owner: QWidget, page: str, at: str = "") -> QDialog:
    """Shows the help of a page, with what the evidence can prove behind it; it opens at the heading `at`."""
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
    scroll_to(text, at)
    return dialog


def scroll_to(text: QTextBrowser, heading: str) -> None:
    """Brings a heading to the top, and the cursor to it for who hears the text; does nothing where there is none."""
    block = text.document().begin()
    while heading and block.isValid():
        if block.blockFormat().headingLevel() and block.text().strip() == heading:
            text.setTextCursor(QTextCursor(block))
            place = text.document().documentLayout().blockBoundingRect(block).top()
            text.verticalScrollBar().setValue(int(place))
            return
        block = block.next()
