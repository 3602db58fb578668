"""导入旧登记簿: choose a file, see what becomes of each line, put the columns right, and take it over."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop.domain.people import Role
from desktop.domain.problems import Problem
from desktop.domain.seals import Seal
from desktop.domain.seals.takeover import (
    Column,
    OldFile,
    Preview,
    TakenOver,
    marks_words,
)
from desktop.domain.text.dates import ago
from desktop.i18n import _
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui.desk import Desk
from desktop.ui.page import Head, Page, column, label, line
from desktop.ui.seals.old_choices import Choices
from desktop.ui.seals.old_lines import FATES, OldLine, columns, old_lines
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.dropzone import DropZone
from desktop.ui.widgets.fields import CheckBox
from desktop.ui.widgets.messages import MessageBar
from desktop.ui.widgets.segmented import Segmented
from desktop.ui.widgets.table import DataTable

KINDS = _("旧登记簿 (*.xlsx *.xls *.csv *.txt)")
ALL = "all"
Report = Callable[[int, int], None]


@dataclass(slots=True)
class Asked:
    """What the clerk decided about a file; None is left to be recognised."""

    path: Path
    encoding: str = ""
    sheet: int | None = None
    seal: int | None = None
    year: int | None = None
    columns: dict[Column, int] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows at once: the preview, its lines, and the choices beside it."""

    preview: Preview
    lines: list[OldLine]
    seals: list[Seal] = field(default_factory=list)


def look(office: Office, file: OldFile, asked: Asked) -> Shown:
    """A file as it would be taken over, as asked."""
    found = seals.preview_old_register(
        office, file, sheet=asked.sheet, seal=asked.seal, year=asked.year, columns=asked.columns
    )
    return Shown(found, old_lines(found), seals.list_seals(office))


class TakeOverPage(Page):
    """Taking over an old register: nothing is written before the clerk has seen what would be."""

    name = "takeover"
    under = "register"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.asked: Asked | None = None
        self.file: OldFile | None = None
        self.shown: Shown | None = None
        outer = column()
        self.setLayout(outer)
        self.head = Head(_("导入旧登记簿"))
        self.other = Button(_("换一个文件"), icon="document")
        self.take_button = Button(_("接收"), "primary", icon="archive")
        self.take_button.clicked.connect(self.take_over)
        self.head.tools.addWidget(self.other)
        self.head.tools.addWidget(self.take_button)
        outer.addWidget(self.head)
        self.views = QStackedWidget()
        outer.addWidget(self.views, 1)
        self.views.addWidget(self._make_start())
        self.other.clicked.connect(self.zone.ask)
        self.views.addWidget(self._make_preview())
        self.start()

    def _make_start(self) -> QWidget:
        page = QWidget()
        stack = column(margins=(24, 12, 24, 16), spacing=12)
        page.setLayout(stack)
        self.trouble = MessageBar("err", "", "")
        self.trouble.hide()
        stack.addWidget(self.trouble)
        card = Card(_("选一个旧登记簿"))
        words = _("把旧登记簿拖到这里，或按下面的按钮选择（.xlsx、.xls、.csv）")
        self.zone = DropZone(words, choose=self._ask_file, button=_("选择文件"), icon="document")
        self.zone.files.connect(lambda paths: self.open_file(paths[0]))
        self.setFocusProxy(self.zone.button)
        card.body.addWidget(self.zone)
        for hint in (
            _("一个文件一枚印章、一年。列名认得常用的叫法，认错了可以改。标题、小计、空行会跳过。"),
            _("先逐行预览，写明哪一行不能接收、为什么。看过再收；有一行不能接收，默认一行也不写。"),
            _("接收的登记标着“旧账”，写明出自哪个文件第几行。旧簿没写的不补，也不算在有据里批准过。"),
        ):
            card.body.addWidget(label(hint, "secondary", wrap=True))
        stack.addWidget(card)
        stack.addStretch(1)
        return page

    def _make_preview(self) -> QWidget:
        page = QWidget()
        stack = column(margins=(24, 0, 24, 16), spacing=12)
        page.setLayout(stack)
        self.bar = MessageBar("info", "", "")
        stack.addWidget(self.bar)
        row = line(spacing=12)
        stack.addLayout(row, 1)
        self.side = Choices(self.desk.office.today().year)
        self.side.encoding.chosen.connect(self._read_again)
        self.side.seal.chosen.connect(lambda key: self._ask(seal=key, year=None))
        self.side.year.chosen.connect(lambda key: self._ask(year=key))
        self.side.sheet.chosen.connect(lambda key: self._ask(sheet=key, year=None, columns=None))
        self.side.moved.connect(self._move_column)
        row.addWidget(self.side)
        row.addWidget(self._make_table(), 1)
        return page

    def _make_table(self) -> Card:
        card = Card()
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.setSpacing(0)
        top = line(margins=(12, 10, 12, 10), spacing=12)
        self.fates = Segmented([(ALL, _("全部")), *((key, words) for key, (words, _k, _p) in FATES.items())])
        self.fates.changed.connect(lambda _key: self._fill_table())
        top.addWidget(self.fates)
        top.addStretch(1)
        card.body.addLayout(top)
        self.table = DataTable(columns())
        self.table.setAccessibleName(_("旧登记簿逐行预览"))
        self.table.selected.connect(self._show_line)
        card.body.addWidget(self.table, 1)
        foot = card.add_foot((16, 8, 16, 8), spacing=12)
        self.says = label("", "caption", wrap=True)
        foot.addWidget(self.says, 1)
        self.skip = CheckBox(_("跳过不能接收的行"))
        self.skip.toggled.connect(lambda _on: self._show_button())
        foot.addWidget(self.skip)
        return card

    # Reading

    def _ask_file(self) -> list[Path]:
        name, _kind = QFileDialog.getOpenFileName(self, _("选择旧登记簿"), "", KINDS)
        return [Path(name)] if name else []

    def start(self) -> None:
        """Asks for a file; nothing is read yet."""
        self.asked = self.file = self.shown = None
        self.views.setCurrentIndex(0)
        self.other.hide()
        self.head.subtitle.setText(_("Excel 或 CSV，先看后收"))
        self._show_button()

    def open_file(self, path: Path, encoding: str = "") -> None:
        """Reads a file in the background and shows what would become of it."""
        self.trouble.hide()
        self.asked = asked = Asked(path, encoding)
        self.skip.setChecked(False)
        self.side.encoding.set_key(encoding)

        def work(office: Office, report: Report) -> tuple[OldFile, Shown]:
            file = seals.read_old_register(path, encoding=encoding, progress=report)
            return file, look(office, file, asked)

        def done(found: tuple[OldFile, Shown]) -> None:
            self.file = found[0]
            self.fates.set_key(ALL)
            self._show(found[1])

        self.desk.run_long(self, _("正在读旧登记簿"), work, done, self._unreadable)

    def _unreadable(self, problems: tuple[Problem, ...]) -> None:
        self.start()
        self.trouble.set_words("err", _("读不了"), "\n".join(problem.message for problem in problems))
        self.trouble.show()

    def _read_again(self, encoding: object) -> None:
        if self.asked is not None:
            self.open_file(self.asked.path, str(encoding))

    def _ask(self, **changes: object) -> None:
        """Looks at the same file in another way."""
        if self.asked is None or self.file is None:
            return
        for name, value in changes.items():
            setattr(self.asked, name, value)
        asked, file = self.asked, self.file
        self.desk.run_long(
            self,
            _("正在重新预览"),
            lambda office, _report: look(office, file, asked),
            self._show,
            self._unreadable,
        )

    def _move_column(self, of: Column, place: object) -> None:
        """One column of the file is of one kind: whatever held that place before holds none now."""
        if self.shown is None:
            return
        kept = {c: at for c, at in self.shown.preview.header.columns.items() if c is not of and at != place}
        self._ask(columns=kept | ({of: place} if isinstance(place, int) else {}))

    # What is shown

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        found = shown.preview
        self.views.setCurrentIndex(1)
        self.other.show()
        self.head.subtitle.setText(found.file.name)
        self.side.fill(found, shown.seals)
        for key in FATES:
            self.fates.set_count(key, sum(each.fate == key for each in shown.lines))
        self.fates.set_count(ALL, len(shown.lines))
        self._fill_table()
        self._show_bar(found)
        self.skip.setVisible(bool(found.reading.refused))
        self._show_button()

    def _fill_table(self) -> None:
        if self.shown is None:
            return
        wanted = self.fates.key()
        lines = [each for each in self.shown.lines if wanted in (ALL, each.fate)]
        self.table.set_records(lines)
        if lines:
            self.table.select_where(lambda record: record is lines[0])
        else:
            self.says.setText("")

    def _show_line(self, record: OldLine | None) -> None:
        if record is None:
            return
        says = record.says or FATES[record.fate][0]
        about = "，".join(words for words in (record.day, record.matter, record.applicant) if words)
        self.says.setText(
            _("第 {line} 行：{says}　{about}").format(line=record.line, says=says, about=about).strip()
        )

    def _show_bar(self, found: Preview) -> None:
        """What stands in the way, or how it came out, in one sentence."""
        bad = len(found.reading.refused)
        good = _("可以接收 {count} 条").format(count=f"{len(found.reading.entries):,}")
        notes = [marks_words(found)] if marks_words(found) else []
        if found.others:
            notes.append(_("工作簿里还有“{names}”，请另外导入").format(names="”“".join(found.others)))
        if found.taken_before is not None:
            when = ago(found.taken_before, self.desk.office.now())
            notes.append(_("这个文件 {when} 接收过").format(when=when))
        if bad and len(found.reading.entries):
            notes.append(_("请改正文件再来，或在表下勾选跳过"))
        text = "；".join(notes)
        if found.problems:
            self.bar.set_words("err", _("还不能接收"), "\n".join(p.message for p in found.problems))
        elif bad:
            self.bar.set_words("warn", _("{bad} 行不能接收，{good}").format(bad=f"{bad:,}", good=good), text)
        else:
            self.bar.set_words("ok", good, text)

    def _show_button(self) -> None:
        """The button says how many it takes, or why it takes none."""
        if not self.desk.office.clerk.has(Role.KEEPER):
            self.take_button.block(_("只有印章管理人可以接收旧登记簿"))
            return
        if self.shown is None:
            self.take_button.setText(_("接收"))
            self.take_button.block(_("先选一个文件"))
            return
        found = self.shown.preview
        good, bad = len(found.reading.entries), len(found.reading.refused)
        self.take_button.setText(_("接收 {count} 条").format(count=f"{good:,}"))
        if found.problems:
            self.take_button.block(found.problems[0].message)
        elif not good:
            self.take_button.block(_("没有一行可以接收"))
        elif bad and not self.skip.isChecked():
            self.take_button.block(
                _("有 {bad} 行不能接收。请改正文件再来，或勾选“跳过不能接收的行”").format(bad=f"{bad:,}")
            )
        else:
            self.take_button.unblock()
        self.take_button.updateGeometry()

    # Taking over

    def take_over(self) -> None:
        """Takes over what is shown; can be stopped until the last line, and then nothing was written."""
        if self.shown is None:
            return
        found, skip = self.shown.preview, self.skip.isChecked()

        def done(taken: TakenOver) -> None:
            self.start()
            words = _("已接收 {count} 条旧账").format(count=f"{taken.taken:,}")
            self.wanted.emit("toast", (words, f"{taken.seal.name}，{taken.year} 年"))
            self.wanted.emit("register", None)

        def refused(problems: tuple[Problem, ...]) -> None:
            self.bar.set_words("err", _("没有接收"), "\n".join(problem.message for problem in problems))

        self.desk.run_long(
            self,
            _("正在接收旧登记簿"),
            lambda office, report: seals.take_over(office, found, skip_bad=skip, progress=report),
            done,
            refused,
        )

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work here."""
        return [("Tab", _("下一项")), ("↑↓", _("逐行看")), ("F4", _("改列")), ("F1", _("帮助"))]
