"""Taking back, and putting right: the questions asked before, and the form that is gone on with after."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain import seals as rules
from desktop.domain.problems import Problem
from desktop.domain.seals.correcting import was_sealed
from desktop.i18n import _
from desktop.services import seals
from desktop.services.seals.undoing import withdraw_use
from desktop.ui.desk import Desk
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import Field, TextField

Wanted = Callable[[str, object], None]
"""Asks the window for a page, with its target."""


def correct(owner: QWidget, desk: Desk, use: rules.SealUse, wanted: Wanted) -> None:
    """A new entry that puts this one right; where the seal was pressed it says why first."""
    if not was_sealed(use):
        _go_on(owner, desk, use.seq, wanted)
        return
    reason = TextField(2)
    ask = Ask(
        owner.window(),
        _("更正 {running} 号？").format(running=use.running),
        _(
            "{name}，{document}。已经盖过章，登记不能改。另提一份更正，"
            "原因写在新的一份核实意见的第一行，照样要批准。"
        ).format(name=use.request.applicant_name, document=use.request.document),
        _("写更正"),
        fields=[("reason", Field(_("更正的原因"), reason))],
    )

    def go() -> None:
        words = reason.text().strip()
        if not words:
            missing = _("没有写更正的原因。请写清哪里不对，如“送交单位写错”。")
            ask.show_problems([Problem("seals.correction_reason", missing, "reason")])
            return
        ask.accept()
        _go_on(owner, desk, use.seq, wanted, words)

    ask.confirmed.connect(go)
    ask.open()


def withdraw(owner: QWidget, desk: Desk, use: rules.SealUse, wanted: Wanted) -> None:
    """撤回: the handler takes back what nobody has decided, and may go on with it at once."""
    ask = Ask(
        owner.window(),
        _("撤回 {running} 号？").format(running=use.running),
        _(
            "{name}，{document}。还没有人批准。撤回后登记为“已退回”，编号留在簿里，不再用；可以接着改，另提一份。"
        ).format(name=use.request.applicant_name, document=use.request.document),
        _("撤回申请"),
    )

    def done(taken: rules.SealUse) -> None:
        ask.accept()
        words = _("{number} 已撤回").format(number=taken.number)
        go_on = partial(_go_on, owner, desk, taken.seq, wanted)
        wanted("toast", (words, _("编号留在簿里，不再用"), _("接着改"), go_on))

    def go() -> None:
        desk.run(
            ask,
            lambda office: withdraw_use(office, use.seq),
            done,
            lambda problems: ask.show_problems(list(problems)),
        )

    ask.confirmed.connect(go)
    ask.open()


def _go_on(owner: QWidget, desk: Desk, use: int, wanted: Wanted, reason: str = "") -> None:
    desk.run(
        owner,
        lambda office: seals.request_to_correct(office, use, reason),
        lambda request: wanted("application", request),
    )
