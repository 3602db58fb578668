"""The window put together: its pages, what the frame's buttons do, and what happens by itself."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication

from desktop.domain.ledger import Event, Verification
from desktop.domain.office import Settings
from desktop.domain.people import Role
from desktop.domain.text.dates import screen_date, screen_moment
from desktop.i18n import _
from desktop.services import backup, evidence, today
from desktop.settings import Settings as Computer
from desktop.ui.commands import commands, find
from desktop.ui.desk import Desk, Job
from desktop.ui.frame import Frame
from desktop.ui.help import show_help, words_at
from desktop.ui.home import HomePage
from desktop.ui.kept import kept_looks
from desktop.ui.later import figures_page, papers_page, place_for, take_over_page
from desktop.ui.locking import cover
from desktop.ui.page import Page
from desktop.ui.palette import Palette
from desktop.ui.theme import theme
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.progress import ProgressRow
from desktop.ui.widgets.toast import Toasts

if TYPE_CHECKING:
    from desktop.ui.seals.application import ApplicationPage
    from desktop.ui.seals.figures import FiguresPage
    from desktop.ui.seals.life import LifePage
    from desktop.ui.seals.register import RegisterPage
    from desktop.ui.settings.page import SettingsPage

HOUR_MS = 3_600_000
SHOW_PROGRESS_AFTER_MS = 400
LOOKS = ("large", "dark")


class Window(Frame):
    """The program's window for one signed-in person. `ended` says how it closed: closed or sign_out."""

    def __init__(self, desk: Desk, settings: Settings, computer: Computer) -> None:
        office = desk.office
        super().__init__(settings.profile, office.clerk, sample=office.sample, now=office.now)
        self.desk, self.settings, self.computer = desk, settings, computer
        self.ended = "closed"
        self.toasts = Toasts(self)
        self.progress = ProgressRow()
        self.progress.hide()
        self._column.insertWidget(2, self.progress)
        self.home = HomePage(desk)
        self.add_page(self.home, words=_("工作台"), picture="home", key="Alt+1")
        self.add_late("register", self._make_register, words=_("用印"), picture="seal", key="Alt+2")
        self.add_late("application", self._make_application)
        self.add_late("life", self._make_life)
        self.add_late("figures", partial(figures_page, desk))
        self.add_late("takeover", partial(take_over_page, desk))
        self.add_late("papers", partial(papers_page, desk), words=_("文书"), picture="paper", key="Alt+6")
        self.add_late("search", self._make_search, words=_("查询"), picture="search", key="Alt+7")
        self.add_late(
            "settings", self._make_settings, words=_("设置"), picture="settings", key="Alt+0", last=True
        )
        self._connect()
        self._restore_look()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(settings.idle_minutes * 60_000)
        self._idle.timeout.connect(self.lock)
        self._locked: Ask | None = None
        self._daily = QTimer(self)
        self._daily.setInterval(HOUR_MS)
        self._daily.timeout.connect(self.back_up_today)
        self.set_chain("unknown", _("台账还没有校验"))
        self.home.set_checked("unknown", _("本次登录还没有校验"))
        self.go("home")

    # Pages that are made when somebody first goes there: importing them early would keep the register waiting.

    def _make_register(self) -> Page:
        from desktop.ui.seals.register import RegisterPage  # noqa: PLC0415

        return RegisterPage(self.desk)

    def _make_application(self) -> Page:
        from desktop.ui.seals.application import ApplicationPage  # noqa: PLC0415

        return ApplicationPage(self.desk)

    def _make_life(self) -> Page:
        from desktop.ui.seals.life import LifePage  # noqa: PLC0415

        return LifePage(self.desk)

    def _make_search(self) -> Page:
        from desktop.ui.search import SearchPage  # noqa: PLC0415

        return SearchPage(self.desk)

    def _make_settings(self) -> Page:
        from desktop.ui.settings.page import SettingsPage  # noqa: PLC0415

        page = SettingsPage(self.desk, self.computer)
        page.backup_wanted.connect(self.back_up)
        page.verify_wanted.connect(self.verify)
        return page

    @property
    def register(self) -> "RegisterPage":
        """用印登记簿."""
        return self.places["register"].page  # type: ignore[return-value]

    @property
    def application(self) -> "ApplicationPage":
        """The form of a new application."""
        return self.places["application"].page  # type: ignore[return-value]

    @property
    def life(self) -> "LifePage":
        """印章."""
        return self.places["life"].page  # type: ignore[return-value]

    @property
    def figures(self) -> "FiguresPage":
        """统计与封账."""
        return self.places["figures"].page  # type: ignore[return-value]

    @property
    def settings_page(self) -> "SettingsPage":
        """设置."""
        return self.places["settings"].page  # type: ignore[return-value]

    def page_made(self, page: Page) -> None:
        """What a page asks of the window itself."""
        page.wanted.connect(self._special)

    def _connect(self) -> None:
        self.home.verify_wanted.connect(self.verify)
        self.chain_clicked.connect(self._chain)
        self.backup_wanted.connect(lambda: self.go("settings", "backup"))
        self.search_wanted.connect(self.open_palette)
        self.user_action.connect(self._user)
        self.large_toggled.connect(lambda on: self._keep("large", on=on))
        self.dark_toggled.connect(lambda on: self._keep("dark", on=on))
        self.desk.changed.connect(self._changed)
        self.desk.started.connect(self._follow)
        QShortcut(QKeySequence("Ctrl+N"), self, self.new)
        QShortcut(QKeySequence("F1"), self, self.help)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock)

    def start(self) -> None:
        """What happens by itself once the window is seen: counts, the check of the log, the daily backup."""
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._idle.start()
        self._daily.start()
        self._changed("seals")
        self._changed("office")
        self.verify()
        self.back_up_today()

    # Counts and badges

    def _changed(self, subject: str) -> None:
        if subject == "seals":
            self.desk.run(self, today.waiting_count, lambda count: self.set_count("register", count))
        if subject == "office":
            self.desk.run(self, backup.last_good, self._show_backup)

    def _show_backup(self, last: datetime | None) -> None:
        now = self.desk.office.now()
        late = backup.is_late(last, now)
        if last is None:
            words = _("还没有备份")
        elif late:
            words = _("备份已过期，上次 {day}").format(day=screen_date(last))
        elif last.date() == now.date():
            words = _("已备份 {time}").format(time=f"{last:%H:%M}")
        else:
            words = _("已备份 {moment}").format(moment=screen_moment(last))
        self.set_backup(words, late=late)

    def verify(self) -> None:
        """Recomputes the whole office, away from the screen."""
        self.set_chain("checking", _("校验中"))
        self.desk.run_long(
            self,
            _("正在校验台账"),
            lambda office, report: evidence.verify_office(office, progress=report),
            self._verified,
        )

    def _verified(self, result: Verification) -> None:
        count = f"{result.events:,}"
        if result.fault is None:
            self._fault = ""
            words = _("校验通过（{count} 条，至 {when}）").format(count=count, when=screen_moment(result.at))
            self.set_chain("ok", _("台账校验通过"), _("{count} 条").format(count=count))
            self.home.set_checked("ok", words)
            return
        self._fault = result.fault.message
        where = self._fault_at = result.fault.seq or 0
        self.set_chain("broken", _("台账第 {where} 条对不上").format(where=where))
        self.home.set_checked("broken", result.fault.message)
        self.toasts.show("err", _("台账校验没有通过"), result.fault.message)

    def _show_fault(self, found: tuple[Event, str] | None) -> None:
        if found is None:
            return
        subject = found[0].subject
        if subject is not None and subject[0] == "seal_uses":
            self.go("register", subject[1])
        else:
            self.go("search", found)

    _fault = ""
    _fault_at = 0

    def _chain(self) -> None:
        """Checks again, or shows what does not match: its entry in the register, else its line of the log."""
        if self._fault:
            self.toasts.show("err", _("台账校验没有通过"), self._fault)
            seq = self._fault_at
            self.desk.run(self, lambda office: evidence.event_at(office, seq), self._show_fault)
        else:
            self.verify()

    # Backup

    def back_up_today(self) -> None:
        """The daily backup, by itself."""
        folder = self.computer.backup_folder or backup.default_folder(self.desk.office)
        self.desk.run_long(
            self,
            _("正在做每天的备份"),
            lambda office, report: backup.back_up_today(office, folder, progress=report),
            lambda _made: self._changed("office"),
        )

    def back_up(self) -> None:
        """A backup now, as asked."""
        folder = self.computer.backup_folder or backup.default_folder(self.desk.office)

        def done(made: object) -> None:
            self._changed("office")
            self.toasts.show("ok", _("备份好了，已恢复并校验过"), str(made.path))  # type: ignore[attr-defined]

        self.desk.run_long(
            self,
            _("正在备份"),
            lambda office, report: backup.back_up(office, folder, progress=report),
            done,
        )

    def _follow(self, job: Job) -> None:
        """Shows how far a long job is, once it takes longer than a moment."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(SHOW_PROGRESS_AFTER_MS)
        timer.timeout.connect(self.progress.show)
        # Each slot is a widget's own, so that Qt forgets it with the window: a job may end after that.
        job.progressed.connect(self._progressed)
        job.ended.connect(timer.stop)
        job.ended.connect(timer.deleteLater)
        job.ended.connect(self.progress.hide)
        self.progress.stop.connect(job.stop)
        self._job = job
        timer.start()

    def _progressed(self, done: int, total: int) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self.progress.set(job.words, done, total)

    # People

    def _user(self, wanted: str) -> None:
        actions: dict[str, Callable[[], None]] = {
            "lock": self.lock,
            "password": self.change_password,
            "sign_out": self.sign_out,
        }
        actions[wanted]()

    def change_password(self) -> None:
        """The signed-in person changes their own password."""
        from desktop.ui.settings.people import ask_password_change  # noqa: PLC0415

        ask_password_change(self, self.desk)

    def sign_out(self) -> None:
        """Leaves the office; what was typed is kept."""
        self.ended = "sign_out"
        self.close()

    def lock(self) -> None:
        """Covers the window until the signed-in person gives their password."""
        if self._locked is not None:
            return
        page = self.current()
        if page is not None:
            page.keep()
        self._locked = cover(self, self.desk)
        self._locked.accepted.connect(self._opened)
        self._locked.rejected.connect(self._left_locked)
        self._locked.open()

    def _opened(self) -> None:
        self._locked = None
        self._idle.start()

    def _left_locked(self) -> None:
        self._locked = None
        self.sign_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or click starts the idle time anew."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress) and self._locked is None:
            self._idle.start()
        return super().eventFilter(watched, event)

    # Look and help

    def _keep(self, name: str, *, on: bool) -> None:
        kept_looks().setValue(f"{self.clerk.number}/{name}", on)

    def _restore_look(self) -> None:
        kept = kept_looks()
        large, dark = (kept.value(f"{self.clerk.number}/{look}", False, type=bool) is True for look in LOOKS)
        self.large.setChecked(large)
        self.dark.setChecked(dark)
        # Who sat here before may have left another look behind.
        if (theme().large, theme().dark) != (large, dark):
            theme().set_large(large)
            theme().set_dark(dark)

    def _special(self, name: str, target: object) -> None:
        if name == "toast" and isinstance(target, tuple):
            self.toasts.show("ok", *target)

    def go(self, name: str, target: object = None) -> None:
        """Shows a page. A new application begins empty, unless a draft or a correction is handed over."""
        name = place_for(name, target)
        if name == "application":
            if not self.clerk.has(Role.HANDLER):
                self.toasts.show("info", _("只有承办人可以新建用印申请"), _("请承办人登录后办理。"))
                return
            if target is None and self.current() is not self.application:
                self.application.clear()
        super().go(name, target)

    def new(self) -> None:
        """Ctrl+N: a new seal among the seals, else a new application."""
        page = self.current()
        if page is not None and page.name == "life":
            self.life.new()
        else:
            self.go("application")

    def help(self) -> None:
        """The help of the field that has the focus, else of the page that is shown."""
        page, asker = self.current(), QApplication.activeModalWidget() or self
        self.show_help(page.name if isinstance(page, Page) else "home", words_at(asker.focusWidget()))

    def show_help(self, page: str, at: str = "") -> None:
        """The help of a page, over a question when one is open."""
        show_help(QApplication.activeModalWidget() or self, page, at)

    def open_palette(self) -> None:
        """Ctrl+K: everything a few letters away."""
        Palette(self, commands(self), partial(find, self)).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Makes room in the top bar."""
        super().resizeEvent(event)
        self._fit_top()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps what was typed, then lets the office go."""
        page = self.current()
        if page is not None:
            page.leave()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._idle.stop()
        self._daily.stop()
        super().closeEvent(event)
