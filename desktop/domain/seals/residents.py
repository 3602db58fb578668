"""A table of residents for whom papers are drafted: which column holds what, and what speaks against a line."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.problems import Problem, Refused
from desktop.domain.seals.takeover import Column, OldFile, Row, recognise, written
from desktop.domain.text.identity import check_id_number, clean_id_number
from desktop.domain.text.names import clean_name
from desktop.i18n import _

LOOKED_THROUGH = 10
"""Among how many first lines the names of the columns are looked for."""
DRAWN = (Column.ADDRESS, Column.RECIPIENT, Column.PURPOSE)
"""What a table may say of a resident beside name and number."""


@dataclass(frozen=True, slots=True)
class Resident:
    """One line of the table (`line` from 1): what it says by field of a request, and the objections to it."""

    line: int
    fields: dict[str, str]
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """The resident's name as it will be printed."""
        return self.fields[Column.APPLICANT.value]


def read_residents(table: OldFile, today: date) -> list[Resident]:
    """The residents of the first sheet, empty lines left out. Raises Refused when no column is called 姓名."""
    rows = table.sheets[0].rows if table.sheets else ()
    for at, row in enumerate(rows[:LOOKED_THROUGH]):
        columns = recognise(row)
        if Column.APPLICANT in columns:
            below = enumerate(rows[at + 1 :], at + 2)
            return [
                _resident(line, cells, columns, today) for line, cells in below if any(map(written, cells))
            ]
    message = _(
        "名单里没有“姓名”这一列。前 {count} 行都不是列名。请在名单上方加一行列名：姓名、公民身份号码、住址。"
    )
    raise Refused([Problem("seals.residents", message.format(count=LOOKED_THROUGH), "table")])


def _resident(line: int, cells: Row, columns: dict[Column, int], today: date) -> Resident:
    said = {column: written(cells[place]) for column, place in columns.items() if place < len(cells)}
    name = clean_name(said.get(Column.APPLICANT, ""), field=Column.APPLICANT.value)
    number = clean_id_number(said.get(Column.ID_NUMBER, ""))
    fields = {Column.APPLICANT.value: name.stored, Column.ID_NUMBER.value: number}
    fields |= {column.value: said[column] for column in DRAWN if said.get(column)}
    objections = [*name.problems]
    if number:
        objections += check_id_number(number, today, field=Column.ID_NUMBER.value)
    return Resident(line, fields, tuple(objections))
