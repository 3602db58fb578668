"""What is due of a seal, in words: for 工作台 and for the seal's own page."""

from datetime import date

from desktop.domain.seals.life.dues import Due, DueKind
from desktop.domain.text.dates import print_date
from desktop.i18n import _
from desktop.ui.widgets.chips import Chip

WORDS = {
    DueKind.HANDOVER: (_("换届后移交印章"), _("{day} 前移交。管理人不变的，请系统管理清空换届日期")),
    DueKind.NOTICE: (_("公告印章遗失"), _("{day} 遗失。公告后把公告的扫描件存在遗失那一步")),
    DueKind.NOTICE_OVER: (_("遗失公告期满后处理"), _("公告到 {day}。期满后办缴销、封存或销毁")),
}


def due_words(due: Due, today: date) -> tuple[str, str, Chip]:
    """What is due, by when and what to do, and the mark at its line."""
    heading, text = WORDS[due.kind]
    late = due.late(today)
    if late:
        mark = Chip(_("已过 {days} 天").format(days=late), "err", "clock")
    else:
        mark = Chip(_("{day} 前").format(day=print_date(due.by)), "neutral", "clock")
    return heading, text.format(day=print_date(due.by)), mark
