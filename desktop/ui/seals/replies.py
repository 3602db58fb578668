"""What an applicant takes home in writing: 补正通知 of a returned entry, 不予受理告知 of a refused one."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from desktop.domain import seals as rules
from desktop.domain.office import Settings
from desktop.domain.papers import Paper
from desktop.domain.people import Role
from desktop.domain.problems import Problem
from desktop.domain.text.dates import parse_date, print_date
from desktop.i18n import _
from desktop.services.office import Office, read_settings
from desktop.services.seals.replies import print_correction, print_refusal
from desktop.ui import printing
from desktop.ui.desk import Desk
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import DateField, Field, LineField

MAY_TELL = (Role.HANDLER, Role.KEEPER, Role.APPROVER)
USUAL_TERM = timedelta(days=10)
"""What stands in the field for the term at first; the office writes what suits the matter."""
Work = Callable[[Office], Paper]


def _line(text: str = "") -> LineField:
    line = LineField()
    line.set_text(text)
    return line


def _show(owner: QWidget, desk: Desk, ask: Ask, answer: Callable[[], Work | None]) -> None:
    """Asks, prints what was answered, and shows the paper; the question stays open while a field is wrong."""

    def done(paper: Paper) -> None:
        ask.accept()
        printing.preview(owner, desk, paper)

    def go() -> None:
        work = answer()
        if work is not None:
            desk.run(ask, work, done, lambda problems: ask.show_problems(list(problems)))

    ask.confirmed.connect(go)
    ask.open()


def tell(owner: QWidget, desk: Desk, use: rules.SealUse) -> None:
    """Asks for what the register does not hold, and prints the notice of the decision."""
    question = {rules.State.RETURNED: _correction, rules.State.REFUSED: _refusal}[use.state]
    desk.run(owner, read_settings, lambda settings: question(owner, desk, use, settings))


def _correction(owner: QWidget, desk: Desk, use: rules.SealUse, settings: Settings) -> None:
    today = desk.office.today()
    due = DateField(lambda text: parse_date(text, today.year), print_date)
    due.set_value(today + USUAL_TERM)
    place, phone = _line(settings.profile.committee), _line()
    ask = Ask(
        owner.window(),
        _("打印 {running} 号的补正通知？").format(running=use.running),
        _("退回时写的和没有带来的材料，都会印在通知上。请居民带走一份。"),
        _("打印补正通知"),
        fields=[
            ("due_on", Field(_("补正期限"), due)),
            ("place", Field(_("送到哪里"), place)),
            ("phone", Field(_("联系电话"), phone, optional=True)),
        ],
    )

    def answer() -> Work | None:
        day: date | None = due.value()
        if day is None:
            message = _("日期看不懂。请写成 2026-9-7 或 9月7日。")
            ask.show_problems([Problem("seals.date", message, "due_on")])
            return None
        where, number = place.text(), phone.text()
        return lambda office: print_correction(office, use.seq, due_on=day, place=where, phone=number)

    _show(owner, desk, ask, answer)


def _refusal(owner: QWidget, desk: Desk, use: rules.SealUse, settings: Settings) -> None:
    ground, elsewhere = _line(use.matter.ground), _line(use.matter.elsewhere or settings.elsewhere)
    phone, complaints = _line(), _line()
    ask = Ask(
        owner.window(),
        _("打印 {running} 号的不予受理告知？").format(running=use.running),
        _("原因照登记簿上的印。请居民带走一份。"),
        _("打印不予受理告知"),
        fields=[
            ("ground", Field(_("依据"), ground)),
            ("elsewhere", Field(_("应当到哪里办"), elsewhere)),
            ("phone", Field(_("联系电话"), phone, optional=True)),
            ("complaints", Field(_("监督电话"), complaints, optional=True)),
        ],
    )

    def answer() -> Work:
        texts = {
            "ground": ground.text(),
            "elsewhere": elsewhere.text(),
            "phone": phone.text(),
            "complaints": complaints.text(),
        }
        return lambda office: print_refusal(office, use.seq, **texts)

    _show(owner, desk, ask, answer)
