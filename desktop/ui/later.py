"""Pages that are seldom asked for, made when somebody first goes there: importing them early keeps the window waiting."""

from desktop.ui.desk import Desk
from desktop.ui.page import Page


def take_over_page(desk: Desk) -> Page:
    """导入旧登记簿."""
    from desktop.ui.seals.takeover import TakeOverPage  # noqa: PLC0415

    return TakeOverPage(desk)
