"""Kept copies as small pictures, and full size."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.page import label, line
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button

HEIGHT, GAP, PADDING, MOST = 152, 14, 10, 3
ZOOM = 1.25


class Thumbnails(QWidget):
    """The first pages side by side; `opened` carries the place of the page that was clicked."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pictures: list[QPixmap] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_pictures(self, pictures: Sequence[bytes]) -> None:
        """Shows these PNG pictures."""
        self._pictures = []
        for data in pictures[:MOST]:
            picture = QPixmap()
            picture.loadFromData(data)
            self._pictures.append(picture)
        self.setAccessibleName(_("留底 {count} 页，空格放大").format(count=len(pictures)))
        self.update()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(280, HEIGHT)

    def _boxes(self) -> list[tuple[int, int, int, int]]:
        height = HEIGHT - 2 * PADDING
        widths = [round(height * picture.width() / max(picture.height(), 1)) for picture in self._pictures]
        total = sum(widths) + GAP * (len(widths) - 1)
        scale = min(1.0, (self.width() - 2 * PADDING) / max(total, 1))
        left = (self.width() - total * scale) / 2
        boxes = []
        for width in widths:
            tall = height * scale
            boxes.append((round(left), round((HEIGHT - tall) / 2), round(width * scale), round(tall)))
            left += (width + GAP) * scale
        return boxes

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the pages on the desk."""
        del event
        t = theme()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(t.color("link") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(t.color("desk"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        for picture, (left, top, width, height) in zip(self._pictures, self._boxes(), strict=True):
            painter.drawPixmap(left, top, width, height, picture)
            painter.setPen(t.color("line"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(left, top, width, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the page."""
        for place, (left, top, width, height) in enumerate(self._boxes()):
            x, y = event.position().x(), event.position().y()
            if left <= x <= left + width and top <= y <= top + height:
                self.opened.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space opens."""
        if event.key() == Qt.Key.Key_Space:
            self.opened.emit(0)
        else:
            super().keyPressEvent(event)


class PageViewer(QDialog):
    """Kept copies full size: page up and down, plus and minus, Esc."""

    def __init__(self, window: QWidget, title: str, pages: Sequence[bytes]) -> None:
        super().__init__(window)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(window.size() * 0.9)
        self._pages = list(pages)
        self._at, self._zoom = 0, 0.0
        stack = QVBoxLayout(self)
        head = line()
        head.addWidget(label(title, "section"))
        head.addStretch(1)
        self.place = label("", "label")
        head.addWidget(self.place)
        for words, do in (
            (_("上一页"), lambda: self.turn(-1)),
            (_("下一页"), lambda: self.turn(1)),
            (_("放大"), lambda: self.zoom(ZOOM)),
            (_("缩小"), lambda: self.zoom(1 / ZOOM)),
        ):
            button = Button(words, small=True)
            button.clicked.connect(do)
            head.addWidget(button)
        stack.addLayout(head)
        self.area = QScrollArea()
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture = QLabel()
        self.area.setWidget(self.picture)
        stack.addWidget(self.area, 1)
        self.turn(0)

    def turn(self, step: int) -> None:
        """Another page."""
        self._at = min(max(self._at + step, 0), len(self._pages) - 1)
        self.place.setText(_("第 {at} 页，共 {all} 页").format(at=self._at + 1, all=len(self._pages)))
        self._show()

    def zoom(self, factor: float) -> None:
        """Larger or smaller."""
        self._zoom = (self._zoom or self._fit()) * factor
        self._show()

    def _fit(self) -> float:
        picture = QPixmap()
        picture.loadFromData(self._pages[self._at])
        return min(1.0, (self.height() - 100) / max(picture.height(), 1))

    def _show(self) -> None:
        picture = QPixmap()
        picture.loadFromData(self._pages[self._at])
        zoom = self._zoom or self._fit()
        size = picture.size() * zoom
        self.picture.setPixmap(
            picture.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        self.picture.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the viewer."""
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Right):
            self.turn(1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Left):
            self.turn(-1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM)
        elif key == Qt.Key.Key_Space:
            self.accept()
        else:
            super().keyPressEvent(event)
