"""The first start: make our office in three pages, or look around in a sample."""

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.office import Founding, Profile
from desktop.domain.people import NewAccount, Role
from desktop.domain.problems import Missing, Problem, Refused, Stale, Unavailable
from desktop.domain.seals import Seal
from desktop.i18n import _
from desktop.services import demo
from desktop.services.office import Founded, SystemClock, found
from desktop.ui import errors
from desktop.ui.marks import SealMark
from desktop.ui.page import column, label, line
from desktop.ui.start.sign_in import Waiter
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fields import CheckBox, Editor, Field, LineField, NumberField, SecretField
from desktop.ui.widgets.messages import MessageBar
from desktop.ui.widgets.progress import ProgressRow

HANDLER, APPROVER, KEEPER, ADMINISTRATOR = range(4)
PEOPLE = (
    (_("承办人（网格员）"), _("网格员")),
    (_("批准人（社区负责人）"), _("主任")),
    (_("印章管理人（与批准人同一人时留空）"), _("管章人")),
    (_("系统管理"), _("文书")),
)
SAMPLE_USES = 300


class Wizard(QDialog):
    """`folder` is set once there is an office to sign in to."""

    def __init__(self, suggested: Path, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self.suggested = suggested
        self._waiter = Waiter()
        self.setWindowTitle(_("有据 · 第一次使用"))
        self.resize(760, 640)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        head = line(spacing=12)
        head.addWidget(SealMark(36))
        self.title = label("", "title")
        head.addWidget(self.title)
        head.addStretch(1)
        outer.addLayout(head)
        self.bar = MessageBar("err", "", "")
        self.bar.hide()
        outer.addWidget(self.bar)
        self.pages = QStackedWidget()
        outer.addWidget(self.pages, 1)
        self.fields: dict[str, Field] = {}
        self.pages.addWidget(self._make_office())
        self.pages.addWidget(self._make_people())
        self.pages.addWidget(self._make_code())
        self.progress = ProgressRow()
        self.progress.hide()
        outer.addWidget(self.progress)
        foot = line(spacing=12)
        self.sample = Button(_("先看样本办公室"), "text")
        self.sample.clicked.connect(self.make_sample)
        foot.addWidget(self.sample)
        foot.addStretch(1)
        self.back = Button(_("上一页"))
        self.back.clicked.connect(lambda: self._turn(self.pages.currentIndex() - 1))
        foot.addWidget(self.back)
        self.next = Button("", "primary")
        self.next.clicked.connect(self.forward)
        foot.addWidget(self.next)
        outer.addLayout(foot)
        self._turn(0)

    # Pages

    def _field(self, name: str, words: str, edit: Editor, *, optional: bool = False) -> Field:
        field = Field(words, edit, optional=optional)
        self.fields[name] = field
        return field

    def _page(self) -> tuple[QWidget, QVBoxLayout]:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        card = QFrame()
        card.setProperty("card", True)
        stack = column(margins=(24, 18, 24, 18), spacing=12)
        card.setLayout(stack)
        scroll.setWidget(card)
        return scroll, stack

    def _make_office(self) -> QWidget:
        page, stack = self._page()
        stack.addWidget(label(_("这个办公室"), "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        self.district, self.street = LineField(_("如 思明区")), LineField(_("如 梧桐街道"))
        self.community = LineField(_("如 榕荫社区"))
        grid.addWidget(self._field("district", _("区（县）"), self.district), 0, 0)
        grid.addWidget(self._field("street", _("街道（镇）"), self.street), 0, 1)
        grid.addWidget(self._field("community", _("社区"), self.community), 0, 2)
        stack.addLayout(grid)
        stack.addWidget(label(_("要登记的印章"), "section"))
        self.seal_name = LineField(_("照印面填全称，如 ×市×区×街道办事处社会事务专用章"))
        stack.addWidget(self._field("seal_name", _("印章全称"), self.seal_name))
        second = QGridLayout()
        second.setHorizontalSpacing(16)
        self.issuer = LineField(_("证明落款，如 梧桐街道办事处"))
        self.book_code = LineField(_("如 梧社印"))
        self.diameter = NumberField(20, 45)
        self.diameter.set_raw("42")
        second.addWidget(self._field("issuer", _("落款单位"), self.issuer), 0, 0)
        second.addWidget(self._field("book_code", _("编号代字"), self.book_code), 0, 1)
        second.addWidget(self._field("diameter_mm", _("直径（毫米，量实物）"), self.diameter), 0, 2)
        stack.addLayout(second)
        stack.addWidget(label(_("存放位置"), "section"))
        row = line()
        self.place = LineField()
        self.place.set_text(str(self.suggested))
        row.addWidget(self._field("folder", _("办公室文件夹（新的或空的）"), self.place), 1)
        choose = Button(_("选择"), small=True)
        choose.clicked.connect(self._choose)
        row.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)
        stack.addLayout(row)
        stack.addStretch(1)
        return page

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("选择放办公室的文件夹"), str(self.suggested.parent))
        if chosen:
            self.place.set_text(str(Path(chosen) / self.suggested.name))

    def _make_people(self) -> QWidget:
        page, stack = self._page()
        stack.addWidget(label(_("最先的几个人"), "section"))
        stack.addWidget(
            label(
                _(
                    "至少三个人：承办人、批准人（可兼印章管理人）、系统管理。密码至少 8 个字符，"
                    "大写、小写、数字、符号里要有三类，由本人设。"
                ),
                "caption",
                wrap=True,
            )
        )
        self.people: list[tuple[LineField, LineField, SecretField]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, (words, title) in enumerate(PEOPLE):
            name, duty, password = LineField(), LineField(), SecretField()
            duty.set_text(title)
            self.people.append((name, duty, password))
            grid.addWidget(self._field(f"p{place}.name", words, name), place, 0)
            grid.addWidget(self._field(f"p{place}.title", _("职务"), duty), place, 1)
            grid.addWidget(self._field(f"p{place}.password", _("密码"), password), place, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        stack.addLayout(grid)
        self.joined = CheckBox(_("允许印章管理人兼批准人（每一条都会标明）"))
        self.joined.setChecked(True)
        stack.addWidget(self.joined)
        stack.addStretch(1)
        return page

    def _make_code(self) -> QWidget:
        page, stack = self._page()
        stack.addWidget(label(_("恢复码，只显示这一次"), "section"))
        stack.addWidget(
            label(
                _(
                    "所有人都忘了密码时，只有它能打开办公室。请两个人各抄一半，分开保管，"
                    "不要拍照，不要存在电脑里。丢了谁也找不回来。"
                ),
                "secondary",
                wrap=True,
            )
        )
        self.halves = (label("", "big"), label("", "big"))
        for words, half in zip(
            (_("前半段，由一人抄下"), _("后半段，由另一人抄下")), self.halves, strict=True
        ):
            stack.addWidget(label(words, "label"))
            stack.addWidget(half)
        stack.addSpacing(8)
        self.copied = CheckBox(_("两个人已各自抄好，并互相核对过"))
        self.copied.toggled.connect(self._allow_end)
        stack.addWidget(self.copied)
        stack.addStretch(1)
        return page

    def _turn(self, place: int) -> None:
        self.pages.setCurrentIndex(place)
        titles = (_("建立办公室 · 1/3"), _("建立办公室 · 2/3"), _("建立办公室 · 3/3"))
        self.title.setText(titles[place])
        self.back.setVisible(place == 1)
        self.sample.setVisible(place == 0)
        self.next.setText((_("下一页"), _("建立办公室"), _("开始使用"))[place])
        self._allow_end()

    def _allow_end(self) -> None:
        if self.pages.currentIndex() == 2 and not self.copied.isChecked():
            self.next.block(_("请先抄好恢复码"))
        else:
            self.next.unblock()

    # Doing it

    def forward(self) -> None:
        """The next page; after the second the office is made."""
        place = self.pages.currentIndex()
        if place == 0:
            self._turn(1)
            self.people[0][0].setFocus()
        elif place == 1:
            self._found()
        else:
            self.accept()

    def founding(self) -> Founding:
        """What was typed."""
        typed = [(name.text().strip(), duty.text(), password.text()) for name, duty, password in self.people]
        separate = bool(typed[KEEPER][0])
        roles = [
            frozenset({Role.HANDLER}),
            frozenset({Role.APPROVER} if separate else {Role.APPROVER, Role.KEEPER}),
            frozenset({Role.KEEPER}),
            frozenset({Role.ADMINISTRATOR}),
        ]
        people = []
        self._places: list[int] = []
        for place, (name, duty, password) in enumerate(typed):
            if place == KEEPER and not separate:
                continue
            people.append(NewAccount(name, duty, roles[place], password))
            self._places.append(place)
        approver = self._places.index(APPROVER) + 1
        keeper = self._places.index(KEEPER) + 1 if separate else approver
        seal = Seal(
            1,
            self.seal_name.text().strip(),
            self.book_code.text().strip(),
            self.issuer.text().strip(),
            self.diameter.value() or 0,
            keeper,
            approver,
        )
        profile = Profile(
            self.community.text().strip(), self.street.text().strip(), self.district.text().strip()
        )
        return Founding(profile, seal, people, self.joined.isChecked())

    def _found(self) -> None:
        self.bar.hide()
        for field in self.fields.values():
            field.clear_error()
        founding, folder = self.founding(), Path(self.place.text().strip())
        self.next.block(_("正在建立"))
        self._waiter.wait(lambda: found(folder, founding), self._founded)

    def _founded(self, future: Future[Founded]) -> None:
        self.next.unblock()
        try:
            made = future.result()
        except Refused as refused:
            self.show_problems(refused.problems)
        except (Missing, Stale, Unavailable) as error:
            self.bar.set_words("err", _("没有建成"), str(error))
            self.bar.show()
        else:
            self.folder = made.folder
            for half, letters in zip(self.halves, made.recovery, strict=True):
                half.setText(letters)
            self._turn(2)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Puts each objection at its field and turns to the first page that has one."""
        elsewhere = []
        first_page = 1
        for problem in problems:
            name = problem.field
            if name.startswith("people."):
                _people, place, part = name.split(".", 2)
                name = f"p{self._places[int(place) - 1]}.{part}"
            if name.endswith(".roles"):
                name = name.replace(".roles", ".name")
            if name in self.fields:
                self.fields[name].set_error(problem.message)
                if not name.startswith("p"):
                    first_page = 0
            else:
                elsewhere.append(problem.message)
        if elsewhere:
            self.bar.set_words("err", _("没有建成"), "\n".join(elsewhere))
            self.bar.show()
        self._turn(first_page)

    def make_sample(self) -> None:
        """Makes a sample office beside the place of the real one, and opens it."""
        folder = self.suggested.with_name(_("样本办公室"))
        if (folder / "keys.json").exists():
            self.folder = folder
            self.accept()
            return
        self.progress.show()
        self.sample.block(_("正在准备样本"))
        self.next.block(_("正在准备样本"))
        self._done = (0, SAMPLE_USES)
        today = SystemClock().now().date()

        def note(done: int, total: int) -> None:
            self._done = (done, total)

        def work() -> Path:
            demo.make_sample(folder, uses=SAMPLE_USES, today=today, progress=note)
            return folder

        self._waiter.wait(work, self._sampled)
        ticker = self._waiter._timer
        ticker.timeout.connect(lambda: self.progress.set(_("正在准备样本办公室"), *self._done))

    def _sampled(self, future: Future[Path]) -> None:
        self.progress.hide()
        self.sample.unblock()
        self.next.unblock()
        try:
            self.folder = future.result()
        except (Refused, Missing, Stale, Unavailable) as error:
            errors.show(self, error)
        else:
            self.accept()
