"""A paper on screen, page by page, with the place of the seal: a dashed circle that never prints."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.domain.papers import Paper, SealBox
from desktop.i18n import _
from desktop.ui.theme import theme
from desktop.ui.widgets.cards import paint_edged

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

GAP, STEP, LEAST, MOST = 12, 1.2, 0.2, 4.0
HELD_PAGES = 6
POINTS_PER_MM = 72 / 25.4
TEXT_BLOCK = (28.0, 37.0, 156.0, 225.0)
"""版心 in mm: left, top, width, height. *Source:* GB/T 9704-2012."""
INSIDE, OUTSIDE, LEADER = 206, 150, 16
"""Widths of the words about a seal's place, within the page and beside it, and the least line to them."""
LABEL_ROOM = 140


class _Sheet(QWidget):
    """The pages, one under the other."""

    def __init__(self, view: "PdfView") -> None:
        super().__init__()
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws what is seen."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._view.paint(painter, QRectF(event.rect()))


class PdfView(QScrollArea):
    """Shows a paper's own bytes; what is seen is what prints, but for the guides.

    `zoom_changed` carries the zoom in percent of the size on paper.
    """

    zoom_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._paper: Paper | None = None
        self._document: QPdfDocument | None = None
        self._buffer: QBuffer | None = None
        self._fit = "width"
        self._scale = 1.0
        self._guides, self._margins = True, False
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._sheet = _Sheet(self)
        self.setWidget(self._sheet)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("将打印的样子"))
        theme().changed.connect(self._sheet.update)

    def show_paper(self, paper: Paper | None) -> None:
        """Shows a paper, keeping the place one had scrolled to."""
        from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415  heavy, only when a paper is shown

        self._paper = paper
        self._pictures = {}
        self.setAccessibleDescription(paper.title if paper is not None else "")
        if paper is None:
            self._document = None
            self._sheet.update()
            return
        buffer = QBuffer()
        buffer.setData(QByteArray(paper.pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        # The old document still reads from the old buffer: it goes first.
        self._document = document if document.pageCount() else None
        self._buffer = buffer
        self._layout()

    def set_guides(self, on: bool) -> None:
        """Shows or hides the place of the seal."""
        self._guides = on
        self._sheet.update()

    def set_margins(self, on: bool) -> None:
        """Shows or hides the edges of the 版心."""
        self._margins = on
        self._sheet.update()

    def fit_page(self) -> None:
        """One whole page."""
        self._fit = "page"
        self._layout()

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._fit = "width"
        self._layout()

    def set_zoom(self, percent: float) -> None:
        """A size in percent of the size on paper."""
        self._zoom_to(percent / 100 * self.logicalDpiX() / 72)

    def zoom_in(self) -> None:
        """Larger."""
        self._zoom_to(self._scale * STEP)

    def zoom_out(self) -> None:
        """Smaller."""
        self._zoom_to(self._scale / STEP)

    def _zoom_to(self, scale: float) -> None:
        """Another size; the middle of what is seen stays in the middle."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        before = [(bar.value() + bar.pageStep() / 2) / max(bar.maximum() + bar.pageStep(), 1) for bar in bars]
        self._fit, self._scale = "", min(max(scale, LEAST), MOST)
        self._layout()
        for bar, part in zip(bars, before, strict=True):
            bar.setValue(round(part * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits anew."""
        super().resizeEvent(event)
        self._layout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl with plus, minus and 0; the arrows and Page keys scroll."""
        act = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit_page,
        }.get(Qt.Key(event.key()))
        if act is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            act()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl with the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def _page_size(self, page: int) -> tuple[float, float]:
        assert self._document is not None
        points = self._document.pagePointSize(page)
        return points.width(), points.height()

    def _layout(self) -> None:
        if self._document is None:
            return
        width, height = self._page_size(0)
        # As if the scroll bars were always there: else a page that just fits would come and go with them.
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.contentsRect().size() - QSize(bar, 0)
        if self._fit:
            self._scale = (room.width() - 2 * GAP) / width
        if self._fit == "page":
            self._scale = min(self._scale, (room.height() - 2 * GAP) / height)
        self._scale = max(self._scale, LEAST)
        last = self._rect(self._document.pageCount() - 1)
        total = QSize(round(width * self._scale) + 2 * GAP, round(last.bottom()) + GAP)
        self._sheet.resize(total.expandedTo(self.viewport().size()))
        # 100 % is the size on paper at the screen's own resolution.
        self.zoom_changed.emit(round(self._scale * 72 / self.logicalDpiX() * 100))
        self._sheet.update()

    def _rect(self, page: int) -> QRectF:
        top: float = GAP
        for before in range(page):
            top += self._page_size(before)[1] * self._scale + GAP
        width, height = (side * self._scale for side in self._page_size(page))
        return QRectF(max(GAP, (self._sheet.width() - width) / 2), top, width, height)

    def _picture(self, page: int, rect: QRectF) -> QImage:
        assert self._document is not None
        ratio = self.devicePixelRatioF()
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        key = (page, size.width())
        if key not in self._pictures:
            picture = self._document.render(page, size)
            picture.setDevicePixelRatio(ratio)
            self._pictures[key] = picture
            if len(self._pictures) > HELD_PAGES:
                del self._pictures[next(iter(self._pictures))]
        return self._pictures[key]

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draws the pages that are seen, then the guides over them."""
        if self._paper is None or self._document is None:
            return
        for page in range(self._document.pageCount()):
            rect = self._rect(page)
            if not QRectF(0, rect.top(), self._sheet.width(), rect.height()).intersects(seen):
                continue
            self._paint_ground(painter, rect)
            painter.drawImage(rect.topLeft(), self._picture(page, rect))
            if self._margins:
                self._paint_margins(painter, rect)
            if self._guides:
                here = [box for box in self._paper.seal_boxes if box.page == page + 1]
                for box in here:
                    self._paint_guide(painter, rect, box, here)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        shade = QColor(Qt.GlobalColor.black)
        painter.setPen(Qt.PenStyle.NoPen)
        for step, alpha in ((4, 6), (3, 8), (2, 10)):
            shade.setAlpha(alpha)
            painter.setBrush(shade)
            painter.drawRoundedRect(rect.adjusted(-step, 0, step, step + 1), 3, 3)
        painter.setPen(QPen(theme().color("line"), 1))
        painter.setBrush(theme().color("paper"))
        painter.drawRect(rect)

    def _mm(self, rect: QRectF, x: float, y: float) -> QPointF:
        unit = POINTS_PER_MM * self._scale
        return QPointF(rect.left() + x * unit, rect.top() + y * unit)

    def _paint_margins(self, painter: QPainter, rect: QRectF) -> None:
        left, top, width, height = TEXT_BLOCK
        painter.setPen(QPen(theme().color("field"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        block = QRectF(self._mm(rect, left, top), self._mm(rect, left + width, top + height))
        painter.drawRect(block)
        if rect.left() < LABEL_ROOM:
            return
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().color("ink2"))
        line = painter.fontMetrics().lineSpacing() + 2
        for middle, words in (
            ((rect.top() + block.top()) / 2, _("天头 37 毫米")),
            (block.center().y() - line, _("版心 156 × 225 毫米")),
            (block.center().y(), _("订口 28 毫米")),
            ((block.bottom() + rect.bottom()) / 2, _("地脚 35 毫米")),
        ):
            place = QRectF(0, middle - line / 2, rect.left() - LEADER, line)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight), words)
        # High up: beside the middle stand the words about the seal.
        fore = QRectF(rect.right() + LEADER, block.top(), LABEL_ROOM, line)
        painter.drawText(fore, int(Qt.AlignmentFlag.AlignLeft), _("切口 26 毫米"))

    def _paint_guide(self, painter: QPainter, rect: QRectF, box: SealBox, on_page: Sequence[SealBox]) -> None:
        centre = self._mm(rect, box.x_mm, box.y_mm)
        radius = box.diameter_mm / 2 * POINTS_PER_MM * self._scale
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().color("seal"), 1.6, Qt.PenStyle.DashLine))
        painter.drawEllipse(centre, radius, radius)
        if box.kind != "signature":
            return
        if self._sheet.width() - rect.right() > OUTSIDE + 2 * LEADER:
            self._paint_beside(painter, rect, centre, radius, box.diameter_mm)
            return
        # Words on the page never lie over the place of another seal.
        edges = [other.x_mm + other.diameter_mm / 2 for other in on_page if other.x_mm < box.x_mm]
        left = self._mm(rect, max(edges, default=0.0), 0.0).x()
        if centre.x() - radius - left > INSIDE + 2 * LEADER:
            self._paint_within(painter, centre, radius)

    def _paint_beside(
        self, painter: QPainter, rect: QRectF, centre: QPointF, radius: float, diameter: float
    ) -> None:
        """Where the seal goes, in words beside the page."""
        t = theme()
        words = _("章径 {size:g} 毫米，章心在年、月之间，高出日期线 5 毫米。虚线不打印。").format(
            size=diameter
        )
        box = _measure(painter, words, OUTSIDE)
        box.moveTo(rect.right() + LEADER, centre.y() - box.height() / 2)
        painter.setPen(QPen(t.color("seal"), 1.2))
        painter.drawLine(QPointF(centre.x() + radius, centre.y()), QPointF(box.left(), centre.y()))
        painter.setBrush(t.color("surface"))
        painter.drawRoundedRect(box, 6, 6)
        _write(painter, box, words)

    def _paint_within(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        """The same on the page, left of the seal, where nothing is printed."""
        words = _("章心在年、月之间，高出日期线 5 毫米；上沿离正文不到一行，不压正文。虚线不打印。")
        box = _measure(painter, words, INSIDE)
        # Never higher than the seal's own upper edge: above it stands the body.
        top = max(centre.y() - box.height() / 2, centre.y() - radius)
        box.moveTo(centre.x() - radius - 2 * LEADER - INSIDE, top)
        painter.setPen(QPen(theme().color("seal"), 1.2))
        painter.drawLine(QPointF(box.right(), centre.y()), QPointF(centre.x() - radius, centre.y()))
        paint_edged(painter, box.toAlignedRect(), "priT", "link", "link")
        _write(painter, box, words)


WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
INNER_X, INNER_Y = 12, 8


def _measure(painter: QPainter, words: str, width: float) -> QRectF:
    """The box that holds the words of a guide under their heading."""
    painter.setFont(theme().font("caption"))
    needed = painter.boundingRect(QRectF(0, 0, width - 2 * INNER_X, 1000), WRAP, words)
    return QRectF(0, 0, width, needed.height() + painter.fontMetrics().lineSpacing() + 2 * INNER_Y)


def _write(painter: QPainter, box: QRectF, words: str) -> None:
    inner = box.adjusted(INNER_X, INNER_Y, -INNER_X, 0)
    painter.setPen(theme().color("ink"))
    painter.setFont(theme().font("caption", 600))
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop), _("骑年盖月"))
    painter.setFont(theme().font("caption"))
    painter.drawText(inner.adjusted(0, painter.fontMetrics().lineSpacing(), 0, 0), WRAP, words)
