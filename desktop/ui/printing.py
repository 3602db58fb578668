"""Print preview and printing: the same bytes on screen, in the file, and on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import settings
from desktop.domain.papers import Paper
from desktop.domain.printing import MOST_COPIES, Offset, PrintOrder, Sides
from desktop.domain.problems import Unavailable
from desktop.i18n import _
from desktop.services import printing as services
from desktop.services.files import write_file
from desktop.services.office import Office
from desktop.ui import printers
from desktop.ui.desk import Desk, Stopped
from desktop.ui.page import label, line, rule
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import CheckBox, ComboField, Field, NumberField
from desktop.ui.widgets.pdfview import PdfView
from desktop.ui.widgets.segmented import Segmented

SIDES = ((Sides.ONE, _("单面")), (Sides.LONG, _("双面，长边翻")), (Sides.SHORT, _("双面，短边翻")))
HEADS = (("red", _("彩色打印")), ("preprinted", _("套红纸")), ("plain", _("不带红头")))

Headed = Callable[[Office, str], Paper]
"""Sets the same paper with another red head."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What is written down when a formal paper goes to the printer, and when the printer did not take it."""

    printed: Callable[[Office, int], object]
    failed: Callable[[Office], object]


class Preview(QDialog):
    """The paper as it will print, with the printer's choices beside it."""

    def __init__(
        self,
        owner: QWidget,
        desk: Desk,
        paper: Paper,
        trace: Trace | None = None,
        headed: Headed | None = None,
        *,
        moved: bool = True,
    ) -> None:
        super().__init__(owner.window())
        self.desk, self.paper = desk, paper
        self._trace, self._headed = trace, headed
        self._moved, self._sending = moved, False
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
        side = QFrame()
        side.setProperty("card", True)
        side.setFixedWidth(340)
        stack = QVBoxLayout(side)
        stack.setContentsMargins(16, 14, 16, 14)
        stack.setSpacing(10)
        stack.addWidget(label(_("打印设置"), "section"))
        stack.addWidget(rule())
        self._put_printer(stack)
        self._put_guides(stack)
        stack.addStretch(1)
        stack.addWidget(rule())
        stack.addLayout(self._make_foot())
        self._show_printer()
        return side

    def _put_printer(self, stack: QVBoxLayout) -> None:
        """The printer's choices, as they were for the last paper of this kind."""
        known = settings.read_printing().choices.get(self.paper.kind, settings.PrintChoice())
        names = printers.names()
        self.printer = ComboField([(name, name) for name in names] or [("", _("没有找到打印机"))])
        for wanted in (known.printer, printers.usual()):
            if wanted in names:
                self.printer.set_key(wanted)
                break
        self.printer.chosen.connect(lambda _name: self._show_printer())
        stack.addWidget(Field(_("打印机"), self.printer))
        self.ready = label("", "hint", wrap=True)
        stack.addWidget(self.ready)
        row = line(spacing=12)
        self.copies = NumberField(1, MOST_COPIES)
        self.copies.set_raw(str(known.copies))
        row.addWidget(Field(_("份数"), self.copies), 1)
        self.sides = ComboField(SIDES)
        if known.sides in [side.value for side, _words in SIDES]:
            self.sides.set_key(Sides(known.sides))
        row.addWidget(Field(_("单双面"), self.sides), 1)
        stack.addLayout(row)
        self.tray = ComboField([("", _("打印机自己选"))])
        self.tray_field = Field(_("纸盒"), self.tray)
        self.tray_field.hide()
        stack.addWidget(self.tray_field)
        self._known = known
        self.head = Segmented(HEADS)
        if self._headed is not None:
            stack.addWidget(label(_("红头"), "label"))
            if known.head in [key for key, _words in HEADS]:
                self.head.set_key(known.head)
            self.head.changed.connect(lambda _style: self._set_head())
            stack.addWidget(self.head)

    def _put_guides(self, stack: QVBoxLayout) -> None:
        """What is shown on screen only."""
        stack.addWidget(label(_("屏幕显示"), "label"))
        guides = CheckBox(_("印章位置"))
        guides.setChecked(bool(self.paper.seal_boxes))
        guides.setEnabled(bool(self.paper.seal_boxes))
        guides.toggled.connect(self.view.set_guides)
        margins = CheckBox(_("版心线"))
        margins.toggled.connect(self.view.set_margins)
        shown = line(spacing=16)
        shown.addWidget(guides)
        shown.addWidget(margins)
        shown.addStretch(1)
        stack.addLayout(shown)
        stack.addWidget(label(_("这两样只在屏幕上看，不会印到纸上。"), "hint", wrap=True))

    def _make_foot(self) -> QHBoxLayout:
        foot = line()
        self.save_button = Button(_("存为 PDF"), icon="download")
        self.save_button.clicked.connect(self.save)
        self.print_button = Button(_("打印"), "primary", icon="print", key="Ctrl+P")
        self.print_button.clicked.connect(self.print)
        if not self.printer.key():
            self.print_button.block(_("没有找到打印机。请接好打印机，或存为 PDF。"))
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.print_button)
        return foot

    def _show_printer(self) -> None:
        """What is known of the chosen printer: its state, how far it is off, its trays."""
        name = str(self.printer.key())
        self.tray_field.hide()
        if not name:
            self.ready.setText("")
            return
        said = [printers.state_words(name)]
        offset = printers.offset_of(name)
        if self._moved and offset != Offset():
            said.append(
                _("已按测试页移动：右 {right} 毫米，下 {down} 毫米").format(
                    right=offset.right / 10, down=offset.down / 10
                )
            )
        self.ready.setText("　".join(said))
        self.desk.run_aside(self, lambda _office: (name, services.trays(name)), self._show_trays)

    def _show_trays(self, found: tuple[str, list[tuple[str, str]]]) -> None:
        name, trays = found
        if not trays or name != self.printer.key():
            return
        self.tray.set_items([("", _("打印机自己选")), *trays])
        if self._known.tray in dict(trays):
            self.tray.set_key(self._known.tray)
        self.tray_field.show()

    def _set_head(self) -> None:
        """Sets the paper with another head: in colour, for preprinted sheets, or without one."""
        headed, style = self._headed, str(self.head.key())
        assert headed is not None  # else there is nothing to choose
        self.desk.run(self, lambda office: headed(office, style), self._show_paper)

    def _show_paper(self, paper: Paper) -> None:
        self.paper = paper
        self.view.show_paper(paper)

    def save(self) -> None:
        """Saves the very bytes that are shown; a formal paper that leaves as a file is written down too."""
        name, _kind = QFileDialog.getSaveFileName(
            self, _("存为 PDF"), f"{self.paper.title}.pdf", _("PDF 文件 (*.pdf)")
        )
        if not name:
            return
        pdf, trace = self.paper.pdf, self._trace

        def work(office: Office) -> None:
            if trace is not None:
                trace.printed(office, 0)
            write_file(Path(name), pdf)

        self.desk.run(self, work, lambda _done: self.accept())

    def print(self) -> None:
        """Prints the very pages that are shown; a formal paper is written down before it leaves."""
        if not self.print_button.isEnabled() or self._sending:
            return
        copies = self.copies.value()
        if copies is None:
            self.copies.setFocus()
            return
        order = PrintOrder(
            str(self.printer.key()), copies, Sides(str(self.sides.key())), str(self.tray.key() or "")
        )
        settings.remember_print(
            self.paper.kind,
            settings.PrintChoice(order.printer, copies, order.sides.value, order.tray, str(self.head.key())),
        )
        pdf, trace = self.paper.pdf, self._trace
        offset = printers.offset_of(order.printer) if self._moved else Offset()

        def work(office: Office, report: printers.Progress) -> None:
            try:
                if trace is not None:
                    trace.printed(office, copies)
                try:
                    printers.send(pdf, order, offset, report)
                except (Unavailable, Stopped):
                    if trace is not None:
                        trace.failed(office)
                    raise
            finally:
                self._sending = False

        self._sending = True
        self.desk.run_long(self, _("正在打印{title}").format(title=self.paper.title), work, self._sent)

    def _sent(self, _done: object) -> None:
        self.accept()


def preview(
    owner: QWidget,
    desk: Desk,
    paper: Paper,
    trace: Trace | None = None,
    headed: Headed | None = None,
    *,
    moved: bool = True,
) -> None:
    """Shows a paper as it will print.

    `trace` writes a formal paper down; `headed` sets it with another red head; only the test sheet is not `moved`.
    """
    Preview(owner, desk, paper, trace, headed, moved=moved).open()
