"""设置: what the office decides, who works in it, and how it is kept safe."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop import settings as computers
from desktop.domain.office import LONGEST_DUE_DAYS, LONGEST_INTRODUCTION_DAYS, Settings
from desktop.domain.people import Role
from desktop.domain.text.dates import parse_date, print_date, screen_moment
from desktop.i18n import _
from desktop.services import backup, evidence, seals
from desktop.services.exports import MAY_EXPORT, TITLES, ListKind
from desktop.services.office import Office, change_setting, read_settings
from desktop.ui.desk import Desk
from desktop.ui.exporting import ask_export
from desktop.ui.page import Head, Page, column, label, line
from desktop.ui.settings.fonts import FontsCard
from desktop.ui.settings.key import KeyCard
from desktop.ui.settings.matters import MattersCard
from desktop.ui.settings.people import DeputiesCard, PeopleCard
from desktop.ui.settings.printers import PrintersCard
from desktop.ui.settings.privacy import AccessCard, PersonCard, TermsCard
from desktop.ui.settings.scans import ScanFolderCard
from desktop.ui.settings.stopped import StoppedCard
from desktop.ui.settings.templates import TemplatesPanel
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.fields import ComboField, DateField, Field, LineField, NumberField
from desktop.ui.widgets.table import Column, DataTable

TABS = (
    ("people", _("人员")),
    ("seals", _("印章和事项")),
    ("templates", _("证明文字")),
    ("office", _("本单位")),
    ("privacy", _("个人信息")),
    ("backup", _("备份和证据")),
)
WIDEST, BREATH = 1100, 12
"""How wide cards get, and the pixels left above what is brought into sight."""


class SettingsPage(Page):
    """Six tabs; each change is an event."""

    name = "settings"
    subjects = ("people", "office", "seals")
    backup_wanted = Signal()
    verify_wanted = Signal()

    def __init__(self, desk: Desk, computer: computers.Settings) -> None:
        super().__init__(desk)
        self.computer = computer
        outer = column()
        self.setLayout(outer)
        head = Head(_("设置"))
        self.more = Button(_("更多"), "text", icon="more")
        self.more.setMenu(self._make_exports())
        head.tools.addWidget(self.more)
        outer.addWidget(head)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _key, words in TABS:
            self.tabs.addTab(words)
        row = line(margins=(24, 0, 24, 8))
        row.addWidget(self.tabs)
        row.addStretch(1)
        outer.addLayout(row)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack, 1)
        self.people, self.deputies = PeopleCard(desk), DeputiesCard(desk)
        self.stack.addWidget(self._tab(self.people, self.deputies))
        self.matters, self.stopped = MattersCard(desk), StoppedCard(desk)
        self.matters.seal.chosen.connect(self.stopped.show_seal)
        seals_tab = self._tab(self._make_seals(), self.matters, self.stopped)
        self.matters.reveal.connect(partial(_bring_up, seals_tab))
        self.stack.addWidget(seals_tab)
        self.templates = TemplatesPanel(desk)
        self.stack.addWidget(self.templates)
        self.printers, self.fonts = PrintersCard(desk), FontsCard(desk)
        self.stack.addWidget(self._tab(self._make_office(), ScanFolderCard(desk), self.printers, self.fonts))
        self.persons, self.looks, self.terms = PersonCard(desk), AccessCard(desk), TermsCard(desk)
        self.stack.addWidget(self._tab(self.persons, self.looks, self.terms))
        self.stack.addWidget(self._tab(self._make_backup(), self._make_evidence(), KeyCard(desk)))
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.tabs.currentChanged.connect(lambda _tab: self.key_caps_changed.emit())
        self.setFocusProxy(self.tabs)

    def _tab(self, *cards: QWidget) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        body, cards_column = QWidget(), QWidget()
        # Wrapped words ask for the height of the width they get: only a row keeps to a widest width there.
        row = QHBoxLayout(body)
        row.setContentsMargins(24, 4, 24, 16)
        cards_column.setMaximumWidth(WIDEST)
        row.addWidget(cards_column, WIDEST)
        row.addStretch(1)
        stack = QVBoxLayout(cards_column)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        for card in cards:
            stack.addWidget(card)
        stack.addStretch(1)
        scroll.setWidget(body)
        return scroll

    def show_target(self, target: object) -> None:
        """Opens one of the tabs."""
        for place, (key, _words) in enumerate(TABS):
            if key == target:
                self.tabs.setCurrentIndex(place)

    def _make_exports(self) -> QMenu:
        """The lists of these tabs for Excel: each for whoever may read it."""
        menu = QMenu(self)
        clerk = self.desk.office.clerk
        for kind in (ListKind.PEOPLE, ListKind.SEALS, ListKind.MATTERS, ListKind.ACCESS):
            if any(clerk.has(role) for role in MAY_EXPORT[kind]):
                words = _("导出{title} Excel").format(title=TITLES[kind])
                menu.addAction(words, partial(ask_export, self, kind))
        return menu

    def reload(self) -> None:
        """Asks for everything again."""
        self.people.reload()
        self.deputies.reload()
        self.printers.reload()
        self.looks.reload()
        self.terms.reload()
        self.desk.run(self, read_settings, self._show_office)
        self.desk.run(self, seals.list_seals, self.seals.set_records)
        for part in (self.matters, self.stopped, self.templates):
            part.reload()
        self.desk.run(
            self, lambda office: (backup.last_good(office), evidence.checkpoint(office)), self._show_backup
        )

    # Seals

    def _make_seals(self) -> Card:
        seals_card = Card(_("印章"))
        self.seals = DataTable(
            [
                Column("name", _("印章全称"), 300, lambda seal: seal.name, stretch=True, weight=500),
                Column("code", _("代字"), 100, lambda seal: seal.book_code),
                Column("issuer", _("落款单位"), 200, lambda seal: seal.issuer),
                Column("size", _("直径"), 80, lambda seal: _("{mm} 毫米").format(mm=seal.diameter_mm)),
            ]
        )
        self.seals.setAccessibleName(_("印章"))
        self.seals.remember(self.desk.office.clerk.number, "settings.seals")
        self.seals.show_rows(4)
        seals_card.body.addWidget(self.seals)
        return seals_card

    # The office

    def _make_office(self) -> Card:
        card = Card(_("本单位的决定"), _("每次改动都记入台账"))
        self.admin = self.desk.office.clerk.has(Role.ADMINISTRATOR)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        self.joined = ComboField([(True, _("允许，每条标明")), (False, _("不允许，必须两个人"))])
        self.idle = NumberField(1, 240)
        self.hour = NumberField(1, 23)
        self.days = NumberField(1, LONGEST_INTRODUCTION_DAYS)
        self.elsewhere = LineField()
        self.elected = DateField(lambda text: parse_date(text, self.desk.office.today().year), print_date)
        self.handover, self.notice = NumberField(1, LONGEST_DUE_DAYS), NumberField(1, LONGEST_DUE_DAYS)
        self.office_fields = {
            "keeper_may_approve": Field(_("印章管理人兼批准人"), self.joined),
            "idle_minutes": Field(_("几分钟没有操作就锁屏"), self.idle),
            "kept_by_hour": Field(_("用印当天几点前要留底"), self.hour),
            "elsewhere": Field(_("不在授权范围的事，请居民到哪里"), self.elsewhere),
            "introduction_days": Field(_("介绍信的有效天数"), self.days),
            "elected_on": Field(_("换届选举日期（印章交接完了就清空）"), self.elected, optional=True),
            "handover_days": Field(_("换届后几天内移交印章"), self.handover),
            "notice_days": Field(_("印章遗失公告要满几天"), self.notice),
        }
        for place, field in enumerate(self.office_fields.values()):
            grid.addWidget(field, place // 2, place % 2)
            field.editor.setEnabled(self.admin)
        card.body.addLayout(grid)
        row = line()
        save = Button(_("保存决定"), "primary", icon="save")
        save.clicked.connect(self._save_office)
        if not self.admin:
            save.block(_("由系统管理办理"))
            row.addWidget(label(_("由系统管理办理"), "hint"))
        row.addStretch(1)
        row.addWidget(save)
        card.body.addLayout(row)
        return card

    def _show_office(self, found: Settings) -> None:
        self._settings = found
        self.joined.set_key(found.keeper_may_approve)
        self.idle.set_raw(str(found.idle_minutes))
        self.hour.set_raw(str(found.kept_by_hour))
        self.elsewhere.set_text(found.elsewhere)
        self.days.set_raw(str(found.introduction_days))
        self.elected.set_raw(found.elected_on)
        self.handover.set_raw(str(found.handover_days))
        self.notice.set_raw(str(found.notice_days))

    def _elected_on(self) -> str | None:
        """The day as it is kept, nothing where none was typed, None where it cannot be read."""
        day = self.elected.value()
        return day.isoformat() if day is not None else None if self.elected.raw().strip() else ""

    def _save_office(self) -> None:
        wanted = {
            "keeper_may_approve": bool(self.joined.key()),
            "idle_minutes": self.idle.value(),
            "kept_by_hour": self.hour.value(),
            "elsewhere": self.elsewhere.text().strip(),
            "introduction_days": self.days.value(),
            "elected_on": self._elected_on(),
            "handover_days": self.handover.value(),
            "notice_days": self.notice.value(),
        }
        for name, value in wanted.items():
            field = self.office_fields[name]
            field.clear_error()
            if value is None or (value == "" and name != "elected_on"):
                field.set_error(_("这一项填得不对。请改正。"))
                return
        changed = {name: value for name, value in wanted.items() if value != getattr(self._settings, name)}

        def save(office: Office) -> None:
            for name, value in changed.items():
                change_setting(office, name, value)

        self.desk.run(self, save, lambda _none: self.reload())

    # Backups and evidence

    def _make_backup(self) -> Card:
        card = Card(_("备份"))
        self.last = label("", wrap=True)
        card.body.addWidget(self.last)
        card.body.addWidget(
            label(
                _("每天自动备份一次。恢复到临时位置并全部校验通过，才算备份好了。请把备份放到另一块磁盘。"),
                "caption",
                wrap=True,
            )
        )
        row = line()
        self.folder = LineField()
        self.folder.setReadOnly(True)
        row.addWidget(Field(_("备份放在"), self.folder), 1)
        choose = Button(_("换一个位置"))
        choose.clicked.connect(self._choose)
        row.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(row)
        foot = line()
        foot.addStretch(1)
        now = Button(_("立即备份"), "primary", icon="backup")
        now.clicked.connect(self.backup_wanted)
        foot.addWidget(now)
        card.body.addLayout(foot)
        return card

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("备份放在哪个文件夹"), self.folder.text())
        if chosen:
            self.computer = replace(computers.read(), backup_folder=Path(chosen))
            computers.write(self.computer)
            self.folder.set_text(chosen)

    def _make_evidence(self) -> Card:
        card = Card(_("证据"))
        card.body.addWidget(
            label(
                _(
                    "数据库里的保护只能挡住失误。掌握这台电脑的人能不能改台账，要靠存在别处的检查点来查："
                    "登记簿页脚、每个备份、送街道的一份。请定期把检查点送出去。"
                ),
                "caption",
                wrap=True,
            )
        )
        self.checkpoint = QPlainTextEdit()
        self.checkpoint.setReadOnly(True)
        self.checkpoint.setAccessibleName(_("检查点"))
        self.checkpoint.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.checkpoint.setTabChangesFocus(True)
        self._fit_checkpoint()
        theme().changed.connect(self._fit_checkpoint)
        card.body.addWidget(self.checkpoint)
        row = line()
        row.addStretch(1)
        copy = Button(_("复制检查点"), icon="copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.checkpoint.toPlainText()))
        verify = Button(_("立即校验"), icon="verified")
        verify.clicked.connect(self.verify_wanted)
        row.addWidget(copy)
        row.addWidget(verify)
        card.body.addLayout(row)
        return card

    def _show_backup(self, found: tuple[datetime | None, str]) -> None:
        last, checkpoint = found
        self.last.setText(
            _("上次备份：{when}，已恢复并校验通过。").format(when=screen_moment(last))
            if last
            else _("还没有备份。")
        )
        folder = self.computer.backup_folder or backup.default_folder(self.desk.office)
        self.folder.set_text(str(folder))
        self.checkpoint.setPlainText(checkpoint)

    def _fit_checkpoint(self) -> None:
        """Letters that cannot be confused, and room for the lines of a checkpoint, its signature over two."""
        self.checkpoint.setStyleSheet(theme().code_style(15))
        self.checkpoint.setFixedHeight(theme().scaled(8 * 24 + 16))

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work here."""
        caps = {
            "seals": [("F2", _("修改事项")), ("Ctrl+Enter", _("保存")), ("Esc", _("取消"))],
            "templates": [("Ctrl+Enter", _("保存新的一版")), ("Esc", _("恢复原样"))],
        }
        here = caps.get(TABS[self.tabs.currentIndex()][0], []) if self.matters.may else []
        return [("←→", _("换一页")), ("Tab", _("下一格")), *here, ("F1", _("帮助"))]


def _bring_up(scroll: QScrollArea, wanted: QWidget) -> None:
    """Scrolls to where something begins."""
    top = wanted.mapTo(scroll.viewport(), QPoint(0, scroll.verticalScrollBar().value())).y()
    bar, seen = scroll.verticalScrollBar(), scroll.viewport().height()
    if not bar.value() <= top <= bar.value() + seen - wanted.height():
        bar.setValue(max(0, min(top - BREATH, bar.maximum())))
