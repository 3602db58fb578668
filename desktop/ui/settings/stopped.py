"""拦下的申请: how often residents asked for what a seal may not serve, by what they asked for and by month."""

from functools import partial

from desktop.domain.seals.matters import MONTHS, StoppedLine
from desktop.i18n import _
from desktop.services import seals
from desktop.ui.desk import Desk
from desktop.ui.page import label
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.fields import ComboField
from desktop.ui.widgets.table import Column, DataTable

YEARS, ROWS = 5, 5


class StoppedCard(Card):
    """The requests that were stopped in a year, the most frequent first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("拦下的申请"))
        self.desk = desk
        this = desk.office.today().year
        self.seal = 1
        self.sum = label("", "caption")
        self.head.addWidget(self.sum)
        self.year = ComboField(
            [(year, _("{year} 年").format(year=year)) for year in range(this, this - YEARS, -1)]
        )
        self.year.setAccessibleName(_("哪一年"))
        self.year.chosen.connect(lambda _year: self.reload())
        self.head.addWidget(self.year)
        months = [
            Column(
                f"month{month}",
                _("{month}月").format(month=month),
                50,
                partial(_in_month, month=month),
                align="right",
                priority=month,
            )
            for month in range(1, MONTHS + 1)
        ]
        self.table = DataTable(
            [
                Column("asked", _("要办的事"), 200, lambda line: line.asked, stretch=True, weight=500),
                *months,
                Column("total", _("全年"), 70, lambda line: str(line.total), align="right", weight=500),
            ]
        )
        self.table.setAccessibleName(_("拦下的申请"))
        self.table.show_rows(ROWS)
        self.body.addWidget(self.table)

    def reload(self) -> None:
        """Asks for the figures of the chosen year."""
        seal, year = self.seal, int(str(self.year.key()))
        self.desk.run(self, lambda office: seals.count_stopped(office, seal, year), self._show)

    def show_seal(self, seal: int) -> None:
        """Shows another seal's."""
        self.seal = seal
        self.reload()

    def _show(self, lines: list[StoppedLine]) -> None:
        total = sum(line.total for line in lines)
        self.sum.setText(_("共拦下 {count} 次").format(count=total) if total else _("这一年没有拦下过"))
        self.table.set_records(lines)


def _in_month(line: StoppedLine, *, month: int) -> str:
    count = line.months[month - 1]
    return str(count) if count else ""
