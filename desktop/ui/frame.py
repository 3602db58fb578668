"""The window's frame: nav rail, top bar, status bar, and the stack of pages between them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.office import Profile
from desktop.domain.people import Account
from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.marks import RAIL, KeyCap, NavItem, PersonButton, SealMark, SearchButton, TopButton
from desktop.ui.page import Page, column, label, line
from desktop.ui.theme import theme
from desktop.ui.widgets.messages import Banner

TOP, STATUS = 48, 30
SEARCH_WIDE, SEARCH, SEARCH_LEAST = 330, 240, 56
WIDE_ENOUGH = 1400
CHAIN = {
    "ok": ("verified", "ok"),
    "checking": ("clock", "ink2"),
    "broken": ("broken", "err"),
    "unknown": ("chain", "ink2"),
}


class Place:
    """One page of the window and its item on the rail, if it has one. A page is made when it is first needed."""

    def __init__(self, make: Callable[[], Page], item: NavItem | None) -> None:
        self._make, self.item = make, item
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """The page."""
        if self._page is None:
            self._page = self._make()
        return self._page

    @property
    def made(self) -> bool:
        """Whether the page is there already."""
        return self._page is not None


class Frame(QMainWindow):
    """The window: it shows pages and knows nothing of what they are about."""

    search_wanted = Signal()
    chain_clicked = Signal()
    backup_wanted = Signal()
    user_action = Signal(str)
    large_toggled = Signal(bool)
    dark_toggled = Signal(bool)

    def __init__(self, profile: Profile, clerk: Account, *, sample: bool, now: Callable[[], object]) -> None:
        super().__init__()
        self.setWindowTitle(f"{profile.committee} — {_('有据')}")
        self.setMinimumSize(1024, 640)
        self.places: dict[str, Place] = {}
        self.profile, self.clerk, self.sample, self.now = profile, clerk, sample, now
        body = QWidget()
        self.setCentralWidget(body)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._make_top())
        middle = line(spacing=0)
        self._column.addLayout(middle, 1)
        middle.addWidget(self._make_rail())
        pages = column()
        middle.addLayout(pages, 1)
        self.banner = Banner()
        pages.addWidget(self.banner)
        self.stack = QStackedWidget()
        pages.addWidget(self.stack, 1)
        self._column.addWidget(self._make_status())
        QShortcut(QKeySequence("Ctrl+Alt+0"), self, self.large.toggle)
        QShortcut(QKeySequence("Ctrl+Alt+D"), self, self.dark.toggle)
        QShortcut(QKeySequence("Ctrl+K"), self, self.search_wanted.emit)
        theme().changed.connect(self.restyle)
        self._ticker = QTimer(self)
        self._ticker.setInterval(10_000)
        self._ticker.timeout.connect(self.tick)
        self._ticker.start()
        self.restyle()
        self.tick()

    def _make_top(self) -> QWidget:
        self.top = QFrame()
        self.top.setObjectName("top")
        self.top.setFixedHeight(TOP)
        row = QHBoxLayout(self.top)
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(12)
        brand = QFrame()
        brand.setObjectName("brand")
        brand.setFixedSize(RAIL, TOP)
        inside = QHBoxLayout(brand)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(SealMark(), 0, Qt.AlignmentFlag.AlignCenter)
        row.addWidget(brand)
        self.organisation = label(self.profile.committee, "strong")
        self.organisation.setObjectName("organisation")
        row.addSpacing(8)
        row.addWidget(self.organisation)
        self.under = label("", "hint")
        row.addWidget(self.under)
        self.mark = label("", "strong")
        self.mark.setObjectName("sample")
        self.mark.setFixedHeight(26)
        self.mark.setVisible(self.sample)
        row.addWidget(self.mark)
        row.addStretch(1)
        self.search = SearchButton(_("搜索编号、姓名或命令"), "Ctrl+K")
        self.search.clicked.connect(self.search_wanted)
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row.addWidget(self.search)
        row.addStretch(1)
        self.chain = TopButton()
        self.chain.clicked.connect(self.chain_clicked)
        self.large = self._tool(_("大字"))
        self.large.setToolTip(_("大字（Ctrl+Alt+0）"))
        self.large.toggled.connect(self._toggle_large)
        self.dark = self._tool("")
        self.dark.setToolTip(_("深色（Ctrl+Alt+D）"))
        self.dark.setAccessibleName(_("深色"))
        self.dark.toggled.connect(self._toggle_dark)
        self.user = PersonButton(self.clerk.name, self.clerk.title)
        menu = QMenu(self.user)
        menu.addAction(self.clerk.role_words).setEnabled(False)
        menu.addSeparator()
        for key, words in (
            ("lock", _("锁屏")),
            ("password", _("修改密码")),
            ("sign_out", _("退出登录")),
        ):
            menu.addAction(words).triggered.connect(partial(self.user_action.emit, key))
        self.user.setMenu(menu)
        for button in (self.chain, self.large, self.dark, self.user):
            row.addWidget(button)
        return self.top

    def _tool(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("variant", "tool")
        button.setCheckable(True)
        return button

    def _make_rail(self) -> QWidget:
        self.rail = QFrame()
        self.rail.setObjectName("rail")
        self.rail.setFixedWidth(RAIL)
        self._rail = QVBoxLayout(self.rail)
        self._rail.setContentsMargins(0, 8, 0, 8)
        self._rail.setSpacing(2)
        self._rail.addStretch(1)
        return self.rail

    def _make_status(self) -> QWidget:
        self.status = QFrame()
        self.status.setObjectName("status")
        self.status.setFixedHeight(STATUS)
        row = QHBoxLayout(self.status)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(20)
        self.caps = QWidget()
        self._caps = QHBoxLayout(self.caps)
        self._caps.setContentsMargins(0, 0, 0, 0)
        self._caps.setSpacing(6)
        row.addWidget(self.caps)
        row.addStretch(1)
        self.backup = QPushButton()
        self.backup.setProperty("variant", "tool")
        self.backup.setMaximumHeight(STATUS - 2)
        self.backup.clicked.connect(self.backup_wanted)
        row.addWidget(self.backup)
        self.moment = label("", "caption")
        row.addWidget(self.moment)
        return self.status

    def add_page(
        self, page: Page, *, words: str = "", picture: str = "", key: str = "", last: bool = False
    ) -> None:
        """Gives a page its place; with `words` also an item on the rail with its fixed key."""
        self.add_late(page.name, lambda: page, words=words, picture=picture, key=key, last=last)
        assert self.places[page.name].page is page  # it is there already

    def add_late(
        self,
        name: str,
        make: Callable[[], Page],
        *,
        words: str = "",
        picture: str = "",
        key: str = "",
        last: bool = False,
    ) -> None:
        """The same for a page that is made only when somebody goes there."""
        item = None
        if words:
            item = NavItem(words, picture, key)
            item.clicked.connect(lambda: self.go(name))
            place = self._rail.count() if last else self._rail.count() - 1 - self._last_items
            self._rail.insertWidget(place, item)
            self._last_items += last
            QShortcut(QKeySequence(key), self, lambda: self.go(name))
        self.places[name] = Place(lambda: self._put(make()), item)

    def _put(self, page: Page) -> Page:
        self.stack.addWidget(page)
        page.wanted.connect(self.go)
        page.key_caps_changed.connect(self._show_caps)
        self.page_made(page)
        return page

    def page_made(self, page: Page) -> None:
        """A page was put into the window: whoever builds on the frame may listen to it."""

    _last_items = 0

    def go(self, name: str, target: object = None) -> None:
        """Shows a page, unless the present one still has something to keep."""
        place = self.places.get(name)
        present = self.stack.currentWidget()
        if place is None:
            return
        if isinstance(present, Page) and present is not place.page and not present.leave():
            self._check_item(present)
            return
        self.stack.setCurrentWidget(place.page)
        self._check_item(place.page)
        if target is not None:
            place.page.show_target(target)
        self._show_caps()
        if target is None:
            place.page.setFocus()

    def _check_item(self, page: Page) -> None:
        owner = page.name if self.places[page.name].item else getattr(page, "under", "")
        place = self.places.get(owner)
        if place is not None and place.item is not None:
            place.item.setChecked(True)

    def current(self) -> Page | None:
        """The page that is shown."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def set_count(self, name: str, count: int) -> None:
        """The count on a page's item."""
        item = self.places[name].item if name in self.places else None
        if item is not None:
            item.set_count(count)

    def set_chain(self, state: str, words: str, count: str = "") -> None:
        """What the last verification found: ok, checking, broken or unknown, in words; and over how much."""
        self.chain.set_words(*CHAIN[state], words, count)
        self._fit_top()

    def set_backup(self, words: str, *, late: bool) -> None:
        """When the last good backup was made; late in words and colour."""
        self._backup_late = late
        self.backup.setText(words)
        self.backup.setIcon(icon("backup", "warn" if late else "ink2", 18))
        colour = theme().hex("warn" if late else "ink2")
        self.backup.setStyleSheet(f"color:{colour};font-size:{theme().px('caption')}px;min-height:0")

    _backup_late = False

    def tick(self) -> None:
        """Shows the time."""
        now = self.now()
        day = _("周一 周二 周三 周四 周五 周六 周日").split(" ")[now.weekday()]  # type: ignore[attr-defined]
        self.moment.setText(f"{now.month}月{now.day}日 {day} {now:%H:%M}")  # type: ignore[attr-defined]
        self.under.setText(f"{self.profile.street} · {now.year} 年")  # type: ignore[attr-defined]

    def _show_caps(self) -> None:
        while (entry := self._caps.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        page = self.current()
        for cap, words in page.key_caps() if page else []:
            self._caps.addWidget(KeyCap(cap))
            self._caps.addWidget(label(words, "caption"))
            self._caps.addSpacing(12)

    def _toggle_large(self, on: bool) -> None:
        theme().set_large(on)
        self.large_toggled.emit(on)

    def _toggle_dark(self, on: bool) -> None:
        theme().set_dark(on)
        self.dark_toggled.emit(on)

    def restyle(self) -> None:
        """Takes the present look."""
        t = theme()
        self.top.setStyleSheet(
            f"#top{{background:{t.hex('surface')};border-bottom:1px solid {t.hex('line')}}}"
            f"#brand{{background:{t.hex('rail')}}}"
            f"#organisation{{font-size:{t.scaled(16)}px}}"
            f"#search{{background:{t.hex('sunken')};border:1px solid {t.hex('line')};min-height:32px}}"
            f"#search:hover{{background:{t.hex('hover')}}}"
            f"#search:focus{{border:2px solid {t.hex('link')};min-height:30px}}"
            f"#sample{{color:{t.hex('sealTx')};border:1px solid {t.hex('sealTx')};border-radius:4px;padding:1px 8px;"
            f"font-size:{t.px('caption')}px}}"
        )
        self.rail.setStyleSheet(f"#rail{{background:{t.hex('rail')}}}")
        self.status.setStyleSheet(
            f"#status{{background:{t.hex('surface')};border-top:1px solid {t.hex('line')}}}"
        )
        size = t.scaled(20)
        self.large.setIcon(icon("large", "link" if t.large else "ink2", size))
        self.dark.setIcon(icon("dark" if t.dark else "light", "link" if t.dark else "ink2", size))
        for button in (self.large, self.dark):
            button.setIconSize(QSize(size, size))
        if self.backup.text():
            self.set_backup(self.backup.text(), late=self._backup_late)
        self._fit_top()
        self._show_caps()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Makes room in the top bar."""
        super().resizeEvent(event)
        self._fit_top()

    def _fit_top(self) -> None:
        """Where the bar is too narrow for everything, what says least gives way first; no word is cut."""
        wide = self.width() >= WIDE_ENOUGH and not theme().large
        self.search.setMinimumWidth(SEARCH_WIDE if wide else SEARCH)
        self._show_whole_top()
        for give_way in (
            self.under.hide,
            lambda: self.chain.show_caption(shown=False),
            lambda: self.mark.setText(_("样本办公室")),
            lambda: self.user.show_caption(shown=False),
            lambda: self.search.setMinimumWidth(SEARCH_LEAST),
        ):
            if self.top.minimumSizeHint().width() <= self.width():
                return
            give_way()

    def _show_whole_top(self) -> None:
        self.under.show()
        self.chain.show_caption(shown=True)
        self.mark.setText(_("样本办公室 · 不是真的"))
        self.user.show_caption(shown=True)
