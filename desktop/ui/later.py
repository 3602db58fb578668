"""Pages that are seldom asked for, made when somebody first goes there: importing them early keeps the window waiting."""

from desktop.domain.seals import Draft, UseRequest
from desktop.ui.desk import Desk
from desktop.ui.page import Page


def take_over_page(desk: Desk) -> Page:
    """导入旧登记簿."""
    from desktop.ui.seals.takeover import TakeOverPage  # noqa: PLC0415

    return TakeOverPage(desk)


def papers_page(desk: Desk) -> Page:
    """文书."""
    from desktop.ui.papers.page import PapersPage  # noqa: PLC0415

    return PapersPage(desk)


def figures_page(desk: Desk) -> Page:
    """统计与封账."""
    from desktop.ui.seals.figures import FiguresPage  # noqa: PLC0415

    return FiguresPage(desk)


def place_for(name: str, target: object) -> str:
    """The page that a target belongs to: what the office itself wrote is gone on with where it was written."""
    own = isinstance(target, Draft) and target.form.get("own_paper")
    own = own or (isinstance(target, UseRequest) and target.own_paper is not None)
    return "papers" if name == "application" and own else name
