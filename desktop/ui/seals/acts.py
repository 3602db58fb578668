"""What can be done with one entry, the same in 更多 and in every context menu, and why something cannot."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain import seals as rules
from desktop.domain.papers import Paper
from desktop.domain.people import READERS, Role
from desktop.domain.seals.correcting import is_told, was_sealed
from desktop.domain.seals.fillings import form_of
from desktop.domain.seals.rules import CORRECTABLE_STATES
from desktop.i18n import _
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.heads import first_head
from desktop.ui.seals import replies, steps, undoing
from desktop.ui.seals.undoing import Wanted
from desktop.ui.widgets.menus import Act
from desktop.ui.widgets.thumbnails import PageViewer

PRINTED = (rules.State.TO_SEAL, rules.State.TO_KEEP, rules.State.FILED)
UNDECIDED = (rules.State.TO_VERIFY, rules.State.TO_APPROVE)
VIEW_WIDTH = 1200
"""Width in pixels at which kept copies are shown full size."""


class Acts:
    """The actions on one entry for the person signed in; questions and papers open over `owner`."""

    def __init__(self, owner: QWidget, desk: Desk, wanted: Wanted, use: rules.SealUse) -> None:
        self._owner, self._desk, self._wanted, self._use = owner, desk, wanted, use
        self._clerk = desk.office.clerk

    def more(self) -> list[Act]:
        """What 更多 offers: all that changes or prints the entry and can be done now."""
        acts = [self._paper(), self._slip(), *self._reply(), *self._decisions(), self._correction()]
        return [act for act in acts if not act.reason]

    def menu(self) -> list[Act]:
        """The context menu: everything, with the reason of what is blocked."""
        use, clip = self._use, QGuiApplication.clipboard().setText
        code = "" if use.check_code else _("批准后才有")
        changes = [*self._decisions(), self._correction()]
        return [
            Act(_("看留底"), partial(open_copies, self._owner, self._desk, use), self._no_copies()),
            Act(_("查看经过"), partial(self._wanted, "search", use.number)),
            Act(_("复制编号"), partial(clip, use.number), apart=True),
            Act(_("复制核验码"), partial(clip, use.check_code), code),
            Act(self._paper().words, self._paper().do, self._paper().reason, apart=True),
            self._slip(),
            *self._reply(),
            *(Act(act.words, act.do, act.reason, apart=not place) for place, act in enumerate(changes)),
        ]

    def _no_copies(self) -> str:
        if not any(self._clerk.has(role) for role in READERS):
            return _("您的角色不能看")
        return "" if self._use.kept_copies else _("还没有留底")

    def _paper(self) -> Act:
        use, reason = self._use, ""
        if use.request.own_paper is not None and use.state in UNDECIDED:
            may = any(self._clerk.has(role) for role in READERS)
            return Act(
                _("看文书"), partial(self._print, seals.show_entered), "" if may else _("您的角色不能看")
            )
        if not form_of(use):
            reason = _("居民自带表格")
        elif use.state not in PRINTED:
            early = use.state in UNDECIDED
            reason = _("批准后才能打印") if early else rules.STATE_WORDS[use.state]
        elif use.request.late:
            reason = _("补录的不打印")
        words = _("打印证明") if use.request.own_paper is None else _("打印文书")
        return Act(words, self.print_paper, reason)

    def _slip(self) -> Act:
        return Act(_("打印审批单"), partial(self._print, seals.print_slip))

    def _reply(self) -> list[Act]:
        """The notice that a returned or refused applicant takes home; other entries have none."""
        if not is_told(self._use):
            return []
        words = _("打印补正通知") if self._use.state is rules.State.RETURNED else _("打印不予受理告知")
        may = any(self._clerk.has(role) for role in replies.MAY_TELL)
        reason = "" if may else _("您的角色不能打印")
        return [Act(words, partial(replies.tell, self._owner, self._desk, self._use), reason)]

    def _decisions(self) -> list[Act]:
        use, found = self._use, []
        asked = (self._owner, self._desk, use)
        if use.state in UNDECIDED:
            found += [
                Act(_("退回补材料"), partial(steps.send_back, *asked)),
                Act(_("不予受理"), partial(steps.refuse, *asked)),
            ]
            if use.handler == self._clerk.number and self._clerk.has(Role.HANDLER):
                found.append(Act(_("撤回申请"), partial(undoing.withdraw, *asked, self._wanted)))
        if use.state in PRINTED:
            keeper = "" if self._clerk.has(Role.KEEPER) else _("由印章管理人办理")
            found.append(Act(_("作废"), partial(steps.void, *asked), keeper))
        return found

    def _correction(self) -> Act:
        use, reason = self._use, ""
        if not self._clerk.has(Role.HANDLER):
            reason = _("由承办人办理")
        elif use.state not in CORRECTABLE_STATES:
            reason = _("还没有办完")
        elif use.corrected_by:
            reason = _("已经更正过")
        words = _("更正（写明理由）") if was_sealed(use) else _("另提一份更正")
        return Act(words, partial(undoing.correct, self._owner, self._desk, use, self._wanted), reason)

    def print_paper(self) -> None:
        """Shows the paper as it will print; it is written down when it goes to the printer."""
        use, head = self._use.seq, first_head(form_of(self._use))
        trace = printing.Trace(
            lambda office, copies: seals.note_printed(office, use, copies),
            lambda office: seals.note_not_printed(office, use),
        )
        self._desk.run(
            self._owner,
            lambda office: seals.has_red_head(office, use),
            lambda red: self._show(use, head if red else "", trace),
        )

    def _show(self, use: int, head: str, trace: printing.Trace) -> None:
        """With a red head the clerk chooses whether it is printed or on the sheet already."""

        def headed(office: Office, style: str) -> Paper:
            return seals.show_paper(office, use, style)

        self._desk.run(
            self._owner,
            lambda office: seals.show_paper(office, use, head),
            lambda paper: printing.preview(self._owner, self._desk, paper, trace, headed if head else None),
        )

    def _print(self, action: Callable[[Office, int], Paper]) -> None:
        use = self._use.seq
        self._desk.run(
            self._owner,
            lambda office: action(office, use),
            lambda paper: printing.preview(self._owner, self._desk, paper),
        )


def open_copies(owner: QWidget, desk: Desk, use: rules.SealUse, *, at: int = 0) -> None:
    """Shows the kept copies of an entry full size, beginning with a page; the look is logged."""
    title = _("{number} 的留底").format(number=use.number)
    desk.run_long(
        owner,
        _("正在打开留底"),
        lambda office, report: seals.open_pages(office, use, width=VIEW_WIDTH, progress=report),
        lambda pages: PageViewer(owner.window(), title, pages, at).open(),
    )
