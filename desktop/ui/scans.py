"""待认领的扫描件: the folder of the scanner is watched, and what could not be filed waits on the workbench."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QFileSystemWatcher, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop import settings as computers
from desktop.domain.problems import Unavailable
from desktop.domain.scans import ASIDE_WORDS, TakenIn, WaitingScan
from desktop.domain.seals import UseLine
from desktop.i18n import _
from desktop.services import scans
from desktop.services.office import Office
from desktop.ui.desk import Desk, Stopped
from desktop.ui.icons import pixmap
from desktop.ui.page import column, label
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.dialogs import Ask, Tell
from desktop.ui.widgets.fields import ComboField, Field
from desktop.ui.widgets.messages import MessageBar
from desktop.ui.widgets.thumbnails import PageViewer

LOOK_EVERY_MS = 5_000
"""How often the folder is looked into; a file must stand still that long before it is read."""
ROW, PICTURE, SHOWN = 84, 64, 2
"""Height of a line and of its picture, and how many lines are seen at once."""
VIEW_WIDTH = 1600

Progress = Callable[[int, int], None]


class ScanRow(QFrame):
    """One scan that waits: its first page, its name, why it waits, and what can be done."""

    looked = Signal()
    filed = Signal()
    aside = Signal()

    def __init__(self, scan: WaitingScan) -> None:
        super().__init__()
        self.scan = scan
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        pages = _("（{count} 页）").format(count=scan.pages) if scan.pages else ""
        heading = f"{scan.name}{pages}"
        self.setAccessibleName(f"{heading} {scan.why}")
        self.setMinimumHeight(theme().scaled(ROW))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        picture = QLabel()
        picture.setFixedWidth(PICTURE)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(_first_page(scan))
        row.addWidget(picture)
        words = column(spacing=2)
        words.addStretch(1)
        words.addWidget(label(heading, "medium"))
        words.addWidget(label(scan.why, "caption", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        for verb, signal, wanted in (
            (_("放大"), self.looked, bool(scan.sha256)),
            (_("认领"), self.filed, bool(scan.sha256)),
            (_("不归档"), self.aside, True),
        ):
            button = Button(verb, small=True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(signal)
            button.setVisible(wanted)
            row.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the bar of the chosen line and the line under it."""
        del event
        painter = QPainter(self)
        if self.hasFocus():
            painter.fillRect(self.rect(), theme().color("sel"))
            painter.fillRect(QRectF(0, 0, 4, self.height()), theme().color("link"))
        painter.setPen(theme().color("line2"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose, Space shows it full size, Enter files it, Delete puts it aside."""
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif key == Qt.Key.Key_Delete:
            self.aside.emit()
        elif key == Qt.Key.Key_Space and self.scan.sha256:
            self.looked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.scan.sha256:
            self.filed.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Shows it full size."""
        super().mouseDoubleClickEvent(event)
        if self.scan.sha256:
            self.looked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Marks it."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Unmarks it."""
        super().focusOutEvent(event)
        self.update()


def _first_page(scan: WaitingScan) -> QPixmap:
    """The first page as a small picture; a mark for a file that shows none."""
    picture = QPixmap()
    if not scan.thumbnails or not picture.loadFromData(scan.thumbnails[0]):
        return pixmap("error", "ink2", PICTURE // 2)
    return picture.scaledToHeight(PICTURE, Qt.TransformationMode.SmoothTransformation)


class ScansCard(Card):
    """Looks into the folder, files what matches, and shows the rest. Hidden while nothing waits.

    `told` carries what came, in one line.
    """

    told = Signal(str)
    keys_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("待认领的扫描件"))
        self._desk = desk
        self.tray: scans.Tray | None = None
        self.waiting: tuple[WaitingScan, ...] | None = None
        self.rows: list[ScanRow] = []
        self._busy = self._stale = self._halted = self._unfinished = False
        self.count = label("", "secondary")
        self.head.insertWidget(1, self.count)
        self.body.setContentsMargins(0, 12, 0, 0)
        self.head.setContentsMargins(16, 0, 16, 0)
        self.bar = MessageBar("info", "", "")
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.area)
        self.hide()
        theme().changed.connect(self._restyle)
        self._files = QFileSystemWatcher(self)
        self._files.directoryChanged.connect(self.look)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._may = scans.may_take_in(desk.office)
        if self._may:
            desk.changed.connect(self._note_change)
            self._timer.start()

    def _note_change(self, subject: str) -> None:
        # An entry that was sealed meanwhile may be the one a scan waits for.
        self._stale = self._stale or subject == "seals"

    def look(self) -> None:
        """Looks whether something came, away from the screen; a later look reads what stands still."""
        if not self._may or self._busy or self._halted or self._desk.locked:
            return
        folder = computers.read().scan_folder
        if folder is None:
            self._unwatch()
            return
        if self.tray is None or self.tray.folder != folder:
            self._unwatch()
            self.tray, self._stale = scans.Tray(folder), True
            self._files.addPath(str(folder))
        tray = self.tray
        again = self._unfinished or (self._stale and bool(self.waiting))
        self._busy = True
        self._timer.start()
        self._desk.run_aside(
            self, lambda _office: (scans.has_news(tray) or again, tray.folder.is_dir()), self._looked
        )

    def _unwatch(self) -> None:
        if self._files.directories():
            self._files.removePaths(self._files.directories())
        self.tray, self.waiting = None, None
        self.hide()

    def _looked(self, found: tuple[bool, bool]) -> None:
        news, there = found
        tray = self.tray
        self._busy = False
        if tray is None or self._desk.locked:
            return
        if not there:
            self._say(
                "warn",
                _("扫描件的文件夹不在"),
                _("{folder} 打不开。请看网络或移动硬盘是否接好。").format(folder=tray.folder),
            )
            return
        if not news:
            self._say("", "", "")
            return
        self._busy, self._stale = True, False
        desk = self._desk

        def take(office: Office, report: Progress) -> TakenIn | str | None:
            def told(done: int, total: int) -> None:
                if desk.locked:
                    raise Stopped
                report(done, total)

            try:
                return scans.take_in(office, tray, told)
            except Stopped:
                return None
            except Unavailable as error:
                return str(error)

        desk.run_long(self, _("正在读扫描件"), take, partial(self._taken, tray))

    def _taken(self, tray: scans.Tray, taken: TakenIn | str | None) -> None:
        self._busy = False
        if tray is not self.tray:
            return
        self._unfinished = not isinstance(taken, TakenIn)
        if isinstance(taken, TakenIn):
            self._say("", "", "")
            if taken.there and taken.waiting != self.waiting:
                self._show(taken.waiting)
            if taken.words:
                self.told.emit(taken.words)
        elif taken is not None:
            self._say("warn", _("扫描件没有归档"), taken)
        elif not self._desk.locked:
            self._halted = True
            self._say("info", _("已停止读扫描件"), _("文件都还在文件夹里。"), again=True)

    def _say(self, kind: str, bold: str, words: str, *, again: bool = False) -> None:
        """Says how the folder stands, above the lines; nothing with an empty kind."""
        if kind:
            self.bar.set_words(kind, bold, words)
            self.bar.set_actions([(_("继续"), "link", self._go_on)] if again else [])
        self.bar.setVisible(bool(kind))
        self.setVisible(bool(kind) or bool(self.waiting))

    def _go_on(self) -> None:
        self._halted = False
        self._say("", "", "")
        self.look()

    def _show(self, waiting: tuple[WaitingScan, ...]) -> None:
        had_focus = any(row.hasFocus() for row in self.rows)
        self.waiting, self.rows = waiting, []
        self.count.setText(str(len(waiting)))
        body = QWidget()
        stack = QVBoxLayout(body)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        for scan in waiting:
            row = ScanRow(scan)
            row.looked.connect(partial(self.open_scan, scan))
            row.filed.connect(partial(self.ask_entry, scan))
            row.aside.connect(partial(self.ask_aside, scan))
            stack.addWidget(row)
            self.rows.append(row)
        stack.addStretch(1)
        self.area.setWidget(body)
        self.area.setFixedHeight(theme().scaled(ROW) * min(len(waiting), SHOWN))
        self.area.setVisible(bool(waiting))
        self.setVisible(bool(waiting))
        if had_focus and self.rows:
            self.rows[0].setFocus()
        self.keys_changed.emit()

    def _restyle(self) -> None:
        """Takes the present look."""
        if self.waiting:
            self._show(self.waiting)

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work on a scan that waits."""
        return [("Space", _("放大扫描件")), ("Delete", _("不归档"))] if self.waiting else []

    # What the clerk does with one of them

    def open_scan(self, scan: WaitingScan) -> None:
        """Shows a scan full size."""
        tray = self.tray
        if tray is not None:
            self._desk.run_long(
                self,
                _("正在打开扫描件"),
                lambda _office, report: scans.open_scan(tray, scan, width=VIEW_WIDTH, progress=report),
                lambda pages: PageViewer(self.window(), scan.name, pages).open(),
            )

    def ask_entry(self, scan: WaitingScan) -> None:
        """Asks to which entry a scan belongs."""
        self._desk.run(self, scans.entries_to_choose, partial(self._choose, scan))

    def _choose(self, scan: WaitingScan, lines: list[UseLine]) -> None:
        if not lines:
            words = _("现在没有盖了章还没留底的登记。扫描件先放着；登记用印以后再认领。")
            Tell(self.window(), _("没有等留底的登记"), words).open()
            return
        entry = ComboField([(line.use, _words_of(line)) for line in lines])
        entry.set_key(scan.use)
        ask = Ask(
            self.window(),
            _("这份扫描件是哪一件的留底？"),
            _("“{name}”{pages} 页，存为所选登记的留底，这一件随即归档。\n{why}").format(
                name=scan.name, pages=scan.pages, why=scan.why
            ),
            _("存为留底"),
            "primary",
            [("use", Field(_("等留底的登记"), entry))],
        )
        self._confirm(ask, lambda office, tray: scans.file_scan(office, tray, scan, _number(entry.key())))

    def ask_aside(self, scan: WaitingScan) -> None:
        """Asks why a scan is not kept."""
        reason = ComboField(list(ASIDE_WORDS.items()))
        ask = Ask(
            self.window(),
            _("这份扫描件不归档？"),
            _("“{name}”移到“不归档”文件夹，不删除。理由记入台账。").format(name=scan.name),
            _("不归档"),
            "primary",
            [("reason", Field(_("理由"), reason))],
        )
        self._confirm(ask, lambda office, tray: scans.put_aside(office, tray, scan, str(reason.key())))

    def _confirm(self, ask: Ask, act: Callable[[Office, scans.Tray], object]) -> None:
        """Does it when the clerk says so; then looks again."""
        tray = self.tray
        if tray is None:
            return

        def done(_result: object) -> None:
            ask.accept()
            self.look()

        ask.confirmed.connect(
            lambda: self._desk.run(ask, lambda office: act(office, tray), done, ask.show_problems)
        )
        ask.open()


def _words_of(line: UseLine) -> str:
    """An entry as it is chosen; its number comes first, so that typing it finds it."""
    return _("{running} 号　{matter}　{applicant}").format(
        running=line.running, matter=line.matter_name, applicant=line.applicant
    )


def _number(key: object) -> int:
    assert isinstance(key, int)  # the list offers entries only
    return key
