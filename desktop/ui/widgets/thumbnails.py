"""Kept copies as small pictures, and full size."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.page import label, line
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button

HEIGHT, GAP, PADDING, MOST = 152, 14, 10, 3
ZOOM, LEAST_ZOOM, MOST_ZOOM, HEAD_ROOM = 1.25, 0.1, 4.0, 100


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
            # As small as it is shown, with enough for a screen of doubled dots.
            self._pictures.append(
                picture.scaledToHeight(2 * HEIGHT, Qt.TransformationMode.SmoothTransformation)
                if picture.height() > 2 * HEIGHT
                else picture
            )
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
        painter.setPen(QPen(t.color("link"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(t.color("desk"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
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

    def __init__(self, window: QWidget, title: str, pages: Sequence[bytes], at: int = 0) -> None:
        super().__init__(window)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(window.size() * 0.9)
        self._pages = list(pages)
        self.at, self._zoom = at, 0.0
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 12, 16, 16)
        head = line()
        head.addWidget(label(title, "section"))
        head.addStretch(1)
        self.place = label("", "label")
        head.addWidget(self.place)
        for words, key, do in (
            (_("上一页"), "PgUp", lambda: self.turn(-1)),
            (_("下一页"), "PgDn", lambda: self.turn(1)),
            (_("缩小"), "−", lambda: self.zoom(1 / ZOOM)),
            (_("放大"), "+", lambda: self.zoom(ZOOM)),
            (_("关闭"), "Esc", self.reject),
        ):
            button = Button(words, key=key, small=True)
            # Every button has its key: the focus stays with the picture, which the arrows move.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(do)
            head.addWidget(button)
        stack.addLayout(head)
        self.area = QScrollArea()
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.installEventFilter(self)
        self.picture = QLabel()
        self.area.setWidget(self.picture)
        stack.addWidget(self.area, 1)
        self.area.setFocus()
        self.turn(0)

    def turn(self, step: int) -> None:
        """Another page."""
        self.at = min(max(self.at + step, 0), len(self._pages) - 1)
        words = _("第 {at} 页，共 {all} 页").format(at=self.at + 1, all=len(self._pages))
        self.place.setText(words)
        self.area.setAccessibleName(words)
        self._show()

    def zoom(self, factor: float) -> None:
        """Larger or smaller."""
        self._zoom = min(max((self._zoom or self._fit(self._load())) * factor, LEAST_ZOOM), MOST_ZOOM)
        self._show()

    def _load(self) -> QPixmap:
        picture = QPixmap()
        picture.loadFromData(self._pages[self.at])
        return picture

    def _fit(self, picture: QPixmap) -> float:
        return min(1.0, (self.height() - HEAD_ROOM) / max(picture.height(), 1))

    def _show(self) -> None:
        picture = self._load()
        size = picture.size() * (self._zoom or self._fit(picture))
        self.picture.setPixmap(
            picture.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        self.picture.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the viewer come before those of the scrolled picture."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_PageDown:
            self.turn(1)
        elif key == Qt.Key.Key_PageUp:
            self.turn(-1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM)
        elif key == Qt.Key.Key_Space:
            self.accept()
        else:
            return False
        return True
