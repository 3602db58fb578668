"""查询: what a paper says (number or 核验码), a name, or a file; and who did what to the entry found."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop.domain import seals as rules
from desktop.domain.ledger import Event
from desktop.domain.problems import Missing
from desktop.i18n import _
from desktop.services import evidence, seals
from desktop.services.office import Office
from desktop.ui.desk import Desk
from desktop.ui.page import Head, Page, column, label, line
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.search import SearchBox
from desktop.ui.widgets.table import Column, DataTable

MOST = 200
KIND_WORDS = {
    "seals.use_recorded": _("提交用印申请"),
    "seals.finding_signed": _("签核实意见"),
    "seals.use_approved": _("批准用印"),
    "seals.paper_signed": _("生成核验码"),
    "seals.use_returned": _("退回"),
    "seals.use_refused": _("不予受理"),
    "seals.use_sealed": _("用印"),
    "seals.copy_kept": _("存留底"),
    "seals.use_filed": _("归档"),
    "seals.use_voided": _("作废"),
    "seals.paper_printed": _("打印证明"),
    "seals.slip_printed": _("打印审批单"),
    "seals.register_printed": _("打印登记簿"),
    "seals.request_stopped": _("拦下超范围的事项"),
    "seals.draft_saved": _("存草稿"),
    "seals.draft_dropped": _("删草稿"),
    "seals.seal_registered": _("登记印章"),
    "seals.matter_listed": _("列入事项"),
    "people.signed_in": _("登录"),
    "people.signed_out": _("退出登录"),
    "people.account_added": _("添加账户"),
    "people.account_changed": _("修改账户"),
    "people.password_changed": _("修改密码"),
    "people.password_reset": _("重设密码"),
    "people.deputy_named": _("委托代行"),
    "people.deputy_ended": _("结束代行"),
    "people.recovery_used": _("用恢复码打开"),
    "office.founded": _("建立办公室"),
    "office.setting_changed": _("修改设置"),
    "office.key_made": _("生成签名钥匙"),
    "office.key_rotated": _("更换签名钥匙"),
    "office.backed_up": _("备份，已校验"),
}


class SearchPage(Page):
    """One field for everything that is typed from a paper, with the whole history of what was found."""

    name = "search"
    subjects = ("seals",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        outer = column()
        self.setLayout(outer)
        outer.addWidget(Head(_("查询"), _("编号、核验码、姓名、拼音首字母、文件名")))
        top = line(margins=(24, 0, 24, 12))
        self.box = SearchBox(_("如 316、梧社印〔2026〕316 号、7K3F-M9QX-2D8A、郑国栋、zgd"))
        self.box.typed.connect(lambda _text: self.reload())
        top.addWidget(self.box)
        self.setFocusProxy(self.box)
        outer.addLayout(top)
        row = line(margins=(24, 0, 24, 16), spacing=12)
        outer.addLayout(row, 1)
        found = Card()
        found.body.setContentsMargins(0, 0, 0, 0)
        self.table = DataTable(
            [
                Column("number", _("编号"), 174, lambda entry: entry.number, weight=600),
                Column("when", _("时间"), 104, lambda entry: f"{entry.at:%Y-%m-%d}"),
                Column("matter", _("事项"), 116, lambda entry: entry.matter_name, stretch=True),
                Column("name", _("居民"), 78, lambda entry: entry.applicant),
                Column("state", _("状态"), 84, lambda entry: rules.STATE_WORDS[entry.state]),
            ]
        )
        self.table.setAccessibleName(_("查到的登记"))
        self.table.selected.connect(self._show_history)
        self.table.opened.connect(lambda entry: self.wanted.emit("register", entry.use))
        found.body.addWidget(self.table, 1)
        self.foot = label("", "caption")
        foot = line(margins=(16, 6, 16, 6))
        foot.addWidget(self.foot)
        found.body.addLayout(foot)
        row.addWidget(found, 3)
        row.addWidget(self._make_history(), 2)

    _event_shown = False

    def _make_history(self) -> Card:
        card = Card(_("谁做了什么"))
        self.history_note = label("", "caption")
        card.head.addWidget(self.history_note)
        self.history = DataTable(
            [
                Column("seq", _("台账"), 70, lambda item: str(item[0].seq), align="right", priority=1),
                Column("when", _("时间"), 150, lambda item: f"{item[0].when:%Y-%m-%d %H:%M}"),
                Column("who", _("谁"), 80, lambda item: item[1]),
                Column("what", _("做了什么"), 120, event_words, stretch=True),
            ]
        )
        self.history.setAccessibleName(_("谁做了什么"))
        body: QVBoxLayout = card.body
        body.addWidget(self.history, 1)
        return card

    def reload(self) -> None:
        """Searches for what is typed; with nothing typed the newest entries."""
        text = self.box.text().strip()

        def find(office: Office) -> list[rules.UseLine]:
            lines = seals.list_uses(office, rules.UseFilter(text=text), limit=MOST)
            if not text or lines:
                return lines
            try:
                number = seals.find_use(office, text).number
            except Missing:
                return []
            return seals.list_uses(office, rules.UseFilter(text=number), limit=1)

        self.desk.run(self, find, self._show)

    def _show(self, lines: list[rules.UseLine]) -> None:
        self.table.set_records(lines)
        more = _("，只列最近 {most} 条").format(most=MOST) if len(lines) == MOST else ""
        self.foot.setText(
            _("查到 {count} 条{more}").format(count=len(lines), more=more)
            if lines
            else _("没有查到。请对照纸上的编号或核验码，再看有没有多打少打。")
        )
        if self._event_shown:
            self._event_shown = False  # what was asked for stays until somebody searches
        elif lines:
            self.table.select_where(lambda entry: entry is lines[0])
        else:
            self._show_history(None)

    def _show_history(self, entry: rules.UseLine | None) -> None:
        if entry is None:
            self.history_note.setText("")
            self.history.set_records([])
            return
        self.history_note.setText(entry.number)
        use = entry.use
        self.desk.run(
            self, lambda office: evidence.history(office, ("seal_uses", use)), self.history.set_records
        )

    def show_target(self, target: object) -> None:
        """Searches for what was typed elsewhere, or shows one line of the log."""
        if isinstance(target, tuple):
            self._event_shown = True
            self.table.clearSelection()
            self.history_note.setText(_("台账第 {seq} 条").format(seq=target[0].seq))
            self.history.set_records([target])
        if isinstance(target, str):
            self.box.set_text(target)
            self.reload()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work here."""
        return [("↑↓", _("选择")), ("Enter", _("打开登记")), ("Ctrl+C", _("复制")), ("F1", _("帮助"))]


def event_words(item: tuple[Event, str]) -> str:
    """What an event did, in words."""
    return KIND_WORDS.get(item[0].kind, item[0].kind)
