"""锁屏: the window covered until the signed-in person gives their password."""

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services import people
from desktop.ui.desk import Desk
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import Field, SecretField


def cover(window: QWidget, desk: Desk) -> Ask:
    """The question that covers the window; it is accepted when the password was right."""
    password = SecretField()
    ask = Ask(
        window,
        _("已锁屏"),
        _("{name} 请输入本人密码继续。填过的内容都在。").format(name=desk.office.clerk.name),
        _("继续"),
        "primary",
        [("password", Field(_("密码"), password))],
        cover=True,
    )

    def go() -> None:
        secret = password.text()
        desk.run(
            ask,
            lambda office: people.unlock(office, secret),
            lambda _none: ask.accept(),
            lambda problems: ask.show_problems(list(problems)),
        )

    def unlock() -> None:
        desk.locked = False

    desk.locked = True
    ask.accepted.connect(unlock)
    password.submitted.connect(go)
    ask.confirmed.connect(go)
    return ask
