"""Print preview and printing: the same bytes on screen, in the file, and on paper."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPageLayout, QPageSize, QPainter, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.papers import Paper
from desktop.domain.problems import Unavailable
from desktop.i18n import _
from desktop.services.files import write_file
from desktop.ui import errors
from desktop.ui.desk import Desk
from desktop.ui.page import label, line, rule
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import CheckBox, ComboField, Field, NumberField
from desktop.ui.widgets.pdfview import PdfView

PRINT_DPI = 600


class Preview(QDialog):
    """The paper as it will print, with the printer's choices beside it."""

    def __init__(self, owner: QWidget, desk: Desk, paper: Paper) -> None:
        super().__init__(owner.window())
        self.desk, self.paper = desk, paper
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("打印 {title}").format(title=paper.title))
        self.resize(owner.window().size() * 0.92)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self._make_view(), 1)
        row.addWidget(self._make_side())
        for key, action in (
            ("Ctrl+P", self.print),
            ("Ctrl++", self.view.zoom_in),
            ("Ctrl+=", self.view.zoom_in),
            ("Ctrl+-", self.view.zoom_out),
        ):
            QShortcut(QKeySequence(key), self, action)
        (self.print_button if self.print_button.isEnabled() else self.save_button).setFocus()

    def _make_view(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("desk", True)
        stack = QVBoxLayout(frame)
        stack.setContentsMargins(12, 8, 12, 12)
        head = line()
        head.addWidget(label(self.paper.title, "section"))
        head.addWidget(label(_("共 {pages} 页").format(pages=self.paper.pages), "caption"))
        head.addStretch(1)
        self.view: PdfView = PdfView()
        self.zoom = label("", "label")
        for picture, words, action in (
            ("zoom_out", _("缩小"), self.view.zoom_out),
            ("zoom_in", _("放大"), self.view.zoom_in),
            ("fit", _("整页"), self.view.fit_page),
        ):
            button = Button("", "link", icon=picture)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(action)
            head.addWidget(button)
        head.addWidget(self.zoom)
        stack.addLayout(head)
        self.view.zoom_changed.connect(lambda percent: self.zoom.setText(f"{percent}%"))
        self.view.show_paper(self.paper)
        self.view.fit_page()
        stack.addWidget(self.view, 1)
        return frame

    def _make_side(self) -> QFrame:
        # Print support is heavy to import and needed only when somebody prints.
        from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

        side = QFrame()
        side.setProperty("card", True)
        side.setFixedWidth(340)
        stack = QVBoxLayout(side)
        stack.setContentsMargins(16, 14, 16, 14)
        stack.setSpacing(10)
        stack.addWidget(label(_("打印设置"), "section"))
        stack.addWidget(rule())
        names = QPrinterInfo.availablePrinterNames()
        self.printer = ComboField([(name, name) for name in names] or [("", _("没有找到打印机"))])
        default = QPrinterInfo.defaultPrinterName()
        if default in names:
            self.printer.set_key(default)
        stack.addWidget(Field(_("打印机"), self.printer))
        self.copies = NumberField(1, 99)
        self.copies.set_raw("1")
        stack.addWidget(Field(_("份数"), self.copies))
        stack.addWidget(label(_("屏幕显示"), "label"))
        guides = CheckBox(_("印章位置"))
        guides.setChecked(bool(self.paper.seal_boxes))
        guides.setEnabled(bool(self.paper.seal_boxes))
        guides.toggled.connect(self.view.set_guides)
        margins = CheckBox(_("版心线"))
        margins.toggled.connect(self.view.set_margins)
        stack.addWidget(guides)
        stack.addWidget(margins)
        stack.addWidget(label(_("这两样只在屏幕上看，不会印到纸上。"), "hint", wrap=True))
        stack.addStretch(1)
        stack.addWidget(rule())
        foot = line()
        self.save_button = Button(_("存为 PDF"), icon="download")
        self.save_button.clicked.connect(self.save)
        self.print_button = Button(_("打印"), "primary", icon="print", key="Ctrl+P")
        self.print_button.clicked.connect(self.print)
        if not names:
            self.print_button.block(_("没有找到打印机。请接好打印机，或存为 PDF。"))
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.print_button)
        stack.addLayout(foot)
        return side

    def save(self) -> None:
        """Saves the very bytes that are shown."""
        name, _kind = QFileDialog.getSaveFileName(
            self, _("存为 PDF"), f"{self.paper.title}.pdf", _("PDF 文件 (*.pdf)")
        )
        if name:
            pdf = self.paper.pdf
            self.desk.run(self, lambda _office: write_file(Path(name), pdf), lambda _done: self.accept())

    def print(self) -> None:
        """Prints the very pages that are shown, at the printer's resolution."""
        if not self.print_button.isEnabled():
            return
        copies = self.copies.value()
        if copies is None:
            self.copies.setFocus()
            return
        try:
            print_pdf(self.paper.pdf, str(self.printer.key()), copies)
        except Unavailable as error:
            errors.show(self, error)
        else:
            self.accept()


def preview(owner: QWidget, desk: Desk, paper: Paper) -> None:
    """Shows a paper as it will print."""
    Preview(owner, desk, paper).open()


def print_pdf(pdf: bytes, printer_name: str, copies: int) -> None:
    """Sends a PDF to a printer page by page. Raises Unavailable when the printer does not take it."""
    from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415  heavy, only when somebody prints
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415

    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    printer = QPrinter(QPrinterInfo.printerInfo(printer_name), QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setCopyCount(copies)
    printer.setFullPage(True)
    points = document.pagePointSize(0)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if points.width() > points.height():
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable(_("打印机没有反应。可能缺纸或没开机。请检查后再打印。"))
    try:
        for page in range(document.pageCount()):
            if page:
                printer.newPage()
            painter.drawImage(printer.pageRect(QPrinter.Unit.DevicePixel), rendered(document, page, printer))
    finally:
        painter.end()


def rendered(document: object, page: int, printer: object) -> QImage:
    """One page as a picture at the printer's resolution."""
    points = document.pagePointSize(page)  # type: ignore[attr-defined]
    scale = printer.resolution() / 72  # type: ignore[attr-defined]
    size = QSize(round(points.width() * scale), round(points.height() * scale))
    picture: QImage = document.render(page, size)  # type: ignore[attr-defined]
    return picture.convertToFormat(QImage.Format.Format_RGB32) if not picture.isNull() else picture
