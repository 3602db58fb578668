"""A place to drop scans on, or to choose them with the keyboard."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.page import label
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button

KINDS = _("扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)")


class DropZone(QWidget):
    """`files` carries what was dropped or chosen."""

    files = Signal(list)

    def __init__(
        self,
        words: str,
        *,
        choose: Callable[[], list[Path]] | None = None,
        button: str = "",
        icon: str = "scan",
    ) -> None:
        super().__init__()
        self._choose = choose or self._dialog
        self._over = False
        self.setAcceptDrops(True)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(12, 14, 12, 14)
        made = label(words, "caption", wrap=True)
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        stack.addWidget(made)
        self.button = Button(button or _("选择扫描件"), icon=icon, small=True)
        self.button.clicked.connect(self.ask)
        stack.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(words)

    def _dialog(self) -> list[Path]:
        names, _kind = QFileDialog.getOpenFileNames(self, _("选择扫描件"), "", KINDS)
        return [Path(name) for name in names]

    def ask(self) -> None:
        """Lets the clerk choose."""
        paths = self._choose()
        if paths:
            self.files.emit(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._over = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They were carried away again."""
        super().dragLeaveEvent(event)
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """They were dropped."""
        self._over = False
        self.update()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files.emit(paths)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws its dashed edge."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, ground = ("link", "priT") if self._over else ("field", "sunken")
        painter.setPen(QPen(theme().color(ink), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme().color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
