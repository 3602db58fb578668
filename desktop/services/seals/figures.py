"""Month and year figures by month, matter, handler and grid."""

from collections.abc import Callable

from desktop.domain.seals.figures import Count, Figures, GroupBy, tally
from desktop.i18n import _
from desktop.services.office import Office
from desktop.storage import people
from desktop.storage.database import Work
from desktop.storage.seals import book
from desktop.storage.seals import figures as store

LAST = "~"
"""What has no matter, handler or grid stands after all that have one."""
Place = Callable[[Count], tuple[str, str]]


def count_figures(
    office: Office, by: GroupBy, *, seal: int | None = None, year: int | None = None, month: str = ""
) -> Figures:
    """What the books come to: of one seal or all, of one book year, of one month (YYYY-MM) or all."""
    with office.read() as work:
        return read_figures(work, by, seal=seal, year=year, month=month)


def read_figures(
    work: Work, by: GroupBy, *, seal: int | None = None, year: int | None = None, month: str = ""
) -> Figures:
    """The same within work that goes on."""
    return tally(by, store.counts(work, seal=seal, year=year, month=month), _places(work)[by])


def month_words(month: str) -> str:
    """A month as the office says it: 2026年9月."""
    return f"{month[:4]}年{int(month[5:])}月"


def _places(work: Work) -> dict[GroupBy, Place]:
    accounts = {account.number: account for account in people.list_accounts(work)}
    matters = book.matter_versions(work)

    def by_matter(count: Count) -> tuple[str, str]:
        matter = matters.get(count.matter)
        if matter is None:
            return LAST, _("没有对上事项")
        return f"{matter.seal:04} {matter.code}", f"{matter.tag} {matter.short_name}"

    def by_handler(count: Count) -> tuple[str, str]:
        person = accounts.get(count.handler)
        return (LAST, _("旧登记簿")) if person is None else (f"{person.number:06}", person.name)

    def by_grid(count: Count) -> tuple[str, str]:
        person = accounts.get(count.handler)
        return (person.grid, person.grid) if person is not None and person.grid else (LAST, _("没有填网格"))

    return {
        GroupBy.MONTH: lambda count: (count.month, month_words(count.month)),
        GroupBy.MATTER: by_matter,
        GroupBy.HANDLER: by_handler,
        GroupBy.GRID: by_grid,
    }
