"""印章: every seal of the office, where it stands, and its whole life."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence, QPainter, QResizeEvent, QShortcut

from desktop.domain.people import Role
from desktop.domain.seals.life import SEAL_STATE_WORDS, SealLife, SealState
from desktop.domain.seals.life.dues import Due
from desktop.i18n import _
from desktop.services import seals
from desktop.ui.desk import Desk
from desktop.ui.page import Head, Page, column, label, line
from desktop.ui.seals.life_detail import LifeDetail
from desktop.ui.seals.life_steps import ask_new
from desktop.ui.seals.life_words import STATE_CHIPS
from desktop.ui.seals.tabs import put_tabs
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.chips import paint_chip
from desktop.ui.widgets.table import Column, DataTable

LIST, LIST_NARROW = 520, 430


class LifePage(Page):
    """The seals of the office and their lives."""

    name = "life"
    under = "register"
    subjects = ("seals", "people")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted: int | None = None
        outer = column()
        self.setLayout(outer)
        self.head = Head(_("印章"))
        put_tabs(self, self.head)
        self.new_button = Button(_("登记刻制"), "primary", icon="new", key="Ctrl+N")
        self.new_button.clicked.connect(self.new)
        clerk = desk.office.clerk
        if not (clerk.has(Role.KEEPER) or clerk.has(Role.STREET_LEADER)):
            self.new_button.block(_("由印章管理人或街道主要领导登记"))
        self.head.tools.addWidget(self.new_button)
        outer.addWidget(self.head)
        row = line(margins=(24, 0, 24, 16), spacing=12)
        outer.addLayout(row, 1)
        row.addWidget(self._make_list())
        self.detail = LifeDetail(desk)
        row.addWidget(self.detail, 1)
        self.setFocusProxy(self.table)
        theme().changed.connect(self._adapt)
        QShortcut(
            QKeySequence("F5"), self, self.reload, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def _make_list(self) -> Card:
        self.card = Card()
        self.card.body.setContentsMargins(0, 0, 0, 0)
        self.card.body.setSpacing(0)
        self.table = DataTable(
            [
                Column("code", _("代字"), 84, lambda life: life.seal.book_code, weight=600),
                Column("name", _("印章"), 150, lambda life: life.seal.name, stretch=True, paint=_paint_name),
                Column("keeper", _("管理人"), 78, lambda life: life.keeper_name, priority=1),
                Column("state", _("状态"), 108, self._state_words, paint=self._paint_state),
            ]
        )
        self.table.setAccessibleName(_("印章"))
        self.table.remember(self.desk.office.clerk.number, "seals")
        self.table.selected.connect(self._show_one)
        self.table.opened.connect(lambda _life: self.detail.focus_action())
        self.table.looked.connect(lambda _life: self.detail.open_specimen())
        self.card.body.addWidget(self.table, 1)
        foot = self.card.add_foot((16, 6, 16, 6))
        self.foot = label("", "caption")
        foot.addWidget(self.foot)
        foot.addStretch(1)
        return self.card

    def _state_words(self, life: SealLife) -> str:
        late = life.late(self.desk.office.now()) is not None
        return _("外出超时") if late else SEAL_STATE_WORDS[life.state]

    def _paint_state(self, painter: QPainter, rect: QRect, life: SealLife) -> None:
        kind, picture = STATE_CHIPS[life.state]
        late = life.late(self.desk.office.now()) is not None
        paint_chip(painter, rect, self._state_words(life), "err" if late else kind, picture)

    def reload(self) -> None:
        """Asks for the seals again."""
        self.desk.run(self, lambda office: (seals.list_lives(office), seals.dues(office)), self._show)

    def _show(self, found: tuple[list[SealLife], list[tuple[SealLife, Due]]]) -> None:
        lives, self.detail.dues = found
        chosen = self._wanted
        self._wanted = None
        self.table.set_records(lives)
        present = self.table.selected_record()
        if chosen is None and present is not None:
            chosen = present.number
        self.table.select_where(lambda life: chosen is None or life.number == chosen)
        used = sum(life.state in (SealState.IN_USE, SealState.OUT) for life in lives)
        self.foot.setText(_("共 {count} 枚，在用 {used} 枚").format(count=len(lives), used=used))

    def _show_one(self, life: SealLife | None) -> None:
        if life is not None:
            self.detail.show_life(life)
        self.key_caps_changed.emit()

    def show_target(self, target: object) -> None:
        """Shows one seal (its number)."""
        if isinstance(target, int):
            self._wanted = target
            self.reload()
            self.table.setFocus()

    def new(self) -> None:
        """Asks what a new seal is."""
        if self.new_button.isEnabled():
            ask_new(self, self.desk)

    def key_caps(self) -> list[tuple[str, str]]:
        """The keys that work among the seals."""
        caps = [("↑↓", _("选择")), ("Enter", _("办理")), ("Space", _("看印模"))]
        if self.new_button.isEnabled():
            caps.append(("Ctrl+N", _("登记刻制")))
        return [*caps, ("F1", _("帮助"))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width out anew."""
        super().resizeEvent(event)
        self._adapt()

    def _adapt(self) -> None:
        """The list gives way to the life."""
        self.card.setFixedWidth(LIST if self.width() > 1300 else LIST_NARROW)
        if self.detail.life is not None:
            self.detail.show_life(self.detail.life)


def _paint_name(painter: QPainter, rect: QRect, life: SealLife) -> None:
    """Names begin alike: where there is no room, their end is what tells one from another."""
    painter.setFont(theme().font("body"))
    painter.setPen(theme().color("ink"))
    words = painter.fontMetrics().elidedText(life.seal.name, Qt.TextElideMode.ElideLeft, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
