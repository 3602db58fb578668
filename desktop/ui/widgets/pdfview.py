"""A paper on screen, page by page, with the place of the seal: a dashed circle that never prints."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.domain.papers import Paper
from desktop.i18n import _
from desktop.ui.theme import theme

GAP, STEP, LEAST, MOST = 12, 1.2, 0.2, 4.0
POINTS_PER_MM = 72 / 25.4
TEXT_BLOCK = (28.0, 37.0, 156.0, 225.0)
"""版心 in mm: left, top, width, height. *Source:* GB/T 9704-2012."""
CALLOUT_WIDTH = 200


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
    """Shows a paper's own bytes; what is seen is what prints, but for the guides."""

    zoom_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._paper: Paper | None = None
        self._document: object = None
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
        if paper is None:
            self._document = None
            return
        buffer = QBuffer()
        buffer.setData(QByteArray(paper.pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        self._document, self._buffer = document, buffer
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

    def zoom_in(self) -> None:
        """Larger."""
        self._fit, self._scale = "", min(self._scale * STEP, MOST)
        self._layout()

    def zoom_out(self) -> None:
        """Smaller."""
        self._fit, self._scale = "", max(self._scale / STEP, LEAST)
        self._layout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits anew."""
        super().resizeEvent(event)
        self._layout()

    def _page_size(self, page: int) -> tuple[float, float]:
        points = self._document.pagePointSize(page)  # type: ignore[attr-defined]
        return points.width(), points.height()

    def _layout(self) -> None:
        if self._paper is None or self._document is None:
            return
        width, height = self._page_size(0)
        room = self.viewport().size()
        if self._fit:
            self._scale = (room.width() - 2 * GAP) / width
        if self._fit == "page":
            self._scale = min(self._scale, (room.height() - 2 * GAP) / height)
        self._scale = max(self._scale, LEAST)
        total = (height * self._scale + GAP) * self._paper.pages + GAP
        self._sheet.resize(
            QSize(max(room.width(), round(width * self._scale) + 2 * GAP), max(room.height(), round(total)))
        )
        # 100 % is the size on paper at the screen's own resolution.
        self.zoom_changed.emit(round(self._scale * 72 / self.logicalDpiX() * 100))
        self._sheet.update()

    def _rect(self, page: int) -> QRectF:
        width, height = (side * self._scale for side in self._page_size(page))
        left = max(GAP, (self._sheet.width() - width) / 2)
        return QRectF(left, GAP + page * (height + GAP), width, height)

    def _picture(self, page: int, rect: QRectF) -> QImage:
        ratio = self.devicePixelRatioF()
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        key = (page, size.width())
        if key not in self._pictures:
            picture: QImage = self._document.render(page, size)  # type: ignore[attr-defined]
            picture.setDevicePixelRatio(ratio)
            self._pictures[key] = picture
        return self._pictures[key]

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        """Draws the pages that are seen, then the guides over them."""
        if self._paper is None or self._document is None:
            return
        for page in range(self._paper.pages):
            rect = self._rect(page)
            if not rect.intersects(seen):
                continue
            painter.fillRect(rect, theme().color("paper"))
            painter.drawImage(rect.topLeft(), self._picture(page, rect))
            painter.setPen(QPen(theme().color("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)
            if self._margins:
                self._paint_margins(painter, rect)
            if self._guides:
                self._paint_guides(painter, page, rect)

    def _mm(self, rect: QRectF, x: float, y: float) -> QPointF:
        unit = POINTS_PER_MM * self._scale
        return QPointF(rect.left() + x * unit, rect.top() + y * unit)

    def _paint_margins(self, painter: QPainter, rect: QRectF) -> None:
        left, top, width, height = TEXT_BLOCK
        painter.setPen(QPen(theme().color("field"), 1, Qt.PenStyle.DashLine))
        painter.drawRect(QRectF(self._mm(rect, left, top), self._mm(rect, left + width, top + height)))

    def _paint_guides(self, painter: QPainter, page: int, rect: QRectF) -> None:
        assert self._paper is not None
        for box in self._paper.seal_boxes:
            if box.page != page + 1:
                continue
            centre = self._mm(rect, box.x_mm, box.y_mm)
            radius = box.diameter_mm / 2 * POINTS_PER_MM * self._scale
            painter.setBrush(Qt.BrushStyle.NoBrush)
            # The same red on paper in light and dark: it marks a place on white paper.
            painter.setPen(QPen(theme().color("seal"), 1.6, Qt.PenStyle.DashLine))
            painter.drawEllipse(centre, radius, radius)
            if box.kind == "signature":
                self._paint_callout(painter, rect, centre, radius, box.diameter_mm)

    def _paint_callout(
        self, painter: QPainter, rect: QRectF, centre: QPointF, radius: float, diameter: float
    ) -> None:
        t = theme()
        text = _(
            "章径 {size:g} 毫米，章心在年、月之间，高出日期线 5 毫米；上沿离正文不到一行，不压正文。虚线不打印。"
        ).format(size=diameter)
        painter.setFont(t.font("tag"))
        width = min(CALLOUT_WIDTH, centre.x() - radius - rect.left() - 28)
        if width < CALLOUT_WIDTH * 0.6:
            return
        inner_flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        words = painter.boundingRect(QRectF(0, 0, width - 20, 400), int(inner_flags), text)
        height = words.height() + 40
        left = centre.x() - radius - 14 - width
        box = QRectF(left, centre.y() - height / 2, width, height)
        painter.setPen(QPen(t.color("seal"), 1))
        painter.drawLine(QPointF(box.right(), centre.y()), QPointF(centre.x() - radius, centre.y()))
        painter.setPen(QPen(t.color("link"), 1))
        painter.setBrush(t.color("priT"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(t.color("ink"))
        painter.setFont(t.font("tag", 600))
        painter.drawText(box.adjusted(10, 6, -10, 0), int(Qt.AlignmentFlag.AlignTop), _("骑年盖月"))
        painter.setFont(t.font("tag"))
        painter.drawText(box.adjusted(10, 28, -8, -4), int(inner_flags), text)
