"""The printers of this computer: which there are, and how a paper reaches one of them."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from desktop import settings
from desktop.domain.printing import Offset, PrintOrder, Sides
from desktop.domain.problems import Unavailable
from desktop.i18n import _
from desktop.services import printing

PRINT_DPI = 600

Progress = Callable[[int, int], None]


def names() -> list[str]:
    """The printers there are."""
    # Print support is heavy to import and needed only when somebody prints.
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

    return list(QPrinterInfo.availablePrinterNames())


def usual() -> str:
    """The printer that this computer takes where nobody chooses."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

    return str(QPrinterInfo.defaultPrinterName())


def state_words(name: str) -> str:
    """What the print system says of a printer."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415

    words = {
        QPrinter.PrinterState.Idle: _("就绪"),
        QPrinter.PrinterState.Active: _("正在打印"),
        QPrinter.PrinterState.Aborted: _("已停下"),
        QPrinter.PrinterState.Error: _("出错了，请看打印机"),
    }
    return words[QPrinterInfo.printerInfo(name).state()]


def offset_of(printer: str) -> Offset:
    """How far what this printer gets is moved, as it was measured."""
    return Offset(*settings.read_printing().offsets.get(printer, (0, 0)))


def send(pdf: bytes, order: PrintOrder, offset: Offset, report: Progress) -> None:
    """Prints a paper at its own size: as the PDF it is where the print system takes it, else page by page.

    Raises Unavailable when the printer does not take it.
    """
    pdf = printing.placed(pdf, offset)
    if printing.takes_pdf():
        printing.send(pdf, order)
    else:
        print_pages(pdf, order, report)


def print_pages(pdf: bytes, order: PrintOrder, report: Progress) -> None:
    """Draws each page at the printer's resolution. Raises Unavailable when the printer does not take it."""
    from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415

    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    printer = QPrinter(QPrinterInfo.printerInfo(order.printer), QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setCopyCount(order.copies)
    printer.setFullPage(True)
    duplex = {
        Sides.ONE: QPrinter.DuplexMode.DuplexNone,
        Sides.LONG: QPrinter.DuplexMode.DuplexLongSide,
        Sides.SHORT: QPrinter.DuplexMode.DuplexShortSide,
    }
    printer.setDuplex(duplex[order.sides])
    points = document.pagePointSize(0)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if points.width() > points.height():
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable(_("打印机没有反应。可能缺纸或没开机。请检查后再打印。"))
    try:
        for page in range(document.pageCount()):
            report(page, document.pageCount())
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
