"""A vote over projects as cities publish it: a Pabulib file, with its sections META, PROJECTS and VOTES.

Every row is read or the file is refused with the line: a file cut in the middle must not come to another result.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from desktop.domain.grants.records import Ballots, Project
from desktop.domain.problems import Problem, Refused
from desktop.i18n import _

SECTIONS = ("META", "PROJECTS", "VOTES")
NEEDED = {
    "META": ("key", "value"),
    "PROJECTS": ("project_id", "cost"),
    "VOTES": ("voter_id", "vote"),
}
AMOUNT = re.compile(r"(\d{1,13})(?:[.,](\d{1,2}))?", re.ASCII)
"""A cost: whole, or with one or two decimals after a point or a comma."""
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
SHOWN = 30


class Kind(StrEnum):
    """How votes are cast, as `vote_type` names it."""

    APPROVAL = "approval"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its line, from 1, by the names of its columns."""

    line: int
    cells: Mapping[str, str]


def read_votes(text: str) -> Ballots:
    """The vote that a Pabulib file describes; costs in hundredths of its currency. Raises Refused with the line."""
    sections = _sections(text)
    meta = _meta(sections["META"])
    kind = _kind(meta)
    projects = {}
    for row in sections["PROJECTS"]:
        name = _filled(row, "project_id")
        if name in projects:
            _refuse(row.line, _("项目“{name}”写了两遍。请只留一行。").format(name=name))
        projects[name] = Project(name, row.cells.get("name") or name, _amount(row, "cost"))
    if not projects:
        _refuse(0, _("PROJECTS 里没有项目。请核对文件是否完整。"))
    votes, voters = _count(sections["VOTES"], projects, in_points=kind is not Kind.APPROVAL)
    _compare_number(meta, "num_projects", len(projects))
    _compare_number(meta, "num_votes", len(sections["VOTES"]))
    for row in sections["PROJECTS"]:
        name = row.cells["project_id"]
        _compare(row, "votes", voters[name])
        _compare(row, "score", votes[name])
    budget = _amount(_needed(meta, "budget"), "value")
    if not budget:
        _refuse(meta["budget"].line, _("预算是 0，没有钱可分。请核对。"))
    return Ballots(
        budget,
        tuple(projects.values()),
        tuple(votes[name] for name in projects),
        tuple(voters[name] for name in projects),
        kind is not Kind.APPROVAL,
        tuple(_whole(row, "selected") > 0 for row in sections["PROJECTS"] if "selected" in row.cells),
        meta["currency"].cells["value"] if "currency" in meta else "",
    )


def _refuse(line: int, message: str) -> NoReturn:
    where = _("第 {line} 行").format(line=line) if line else ""
    raise Refused([Problem("grants.pabulib", message, where)])


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line where it begins; a name in quotes may run over several."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error:
            _refuse(line, _("这一行读不懂，引号没有成对，或者一格太长。请核对原文件。"))
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]


def _sections(text: str) -> dict[str, list[_Row]]:
    """The rows of the three sections, each with as many cells as its head has columns."""
    found: dict[str, list[_Row]] = {}
    heads: dict[str, list[str]] = {}
    now = ""
    for line, cells in _lines(text):
        if len(cells) == 1 and cells[0] in SECTIONS:
            if len(found) == len(SECTIONS) or cells[0] != SECTIONS[len(found)]:
                _refuse(line, _("META、PROJECTS、VOTES 要依次各有一段。请核对原文件。"))
            now = cells[0]
            found[now] = []
        elif not now:
            _refuse(line, _("文件要从 META 这一行开始。请核对是不是 Pabulib 文件。"))
        elif now not in heads:
            heads[now] = _head(line, cells, now)
        elif len(cells) != len(heads[now]):
            _refuse(
                line,
                _("这一行有 {number} 格，{section} 的表头有 {columns} 栏，对不上。请核对原文件。").format(
                    number=len(cells), section=now, columns=len(heads[now])
                ),
            )
        else:
            found[now].append(_Row(line, dict(zip(heads[now], cells, strict=True))))
    missing = [each for each in SECTIONS if each not in heads]
    if missing:
        _refuse(0, _("文件里没有 {section} 这一段，可能不完整。请核对原文件。").format(section=missing[0]))
    return found


def _head(line: int, cells: list[str], section: str) -> list[str]:
    for name in NEEDED[section]:
        if name not in cells:
            _refuse(line, _("{section} 的表头缺 {name} 这一栏。请补上。").format(section=section, name=name))
    for name, times in Counter(cells).items():
        if times > 1:
            _refuse(
                line, _("{section} 的表头里 {name} 写了两遍。请改正。").format(section=section, name=name)
            )
    return cells


def _meta(rows: list[_Row]) -> dict[str, _Row]:
    meta: dict[str, _Row] = {}
    for row in rows:
        key = _filled(row, "key")
        if key in meta:
            _refuse(row.line, _("META 里 {key} 写了两遍。请只留一行。").format(key=key))
        meta[key] = row
    return meta


def _needed(meta: Mapping[str, _Row], key: str) -> _Row:
    if key not in meta:
        _refuse(0, _("META 里没有 {key}。请补上。").format(key=key))
    return meta[key]


def _kind(meta: Mapping[str, _Row]) -> Kind:
    row = _needed(meta, "vote_type")
    for kind in Kind:
        if row.cells["value"] == kind.value:
            return kind
    _refuse(
        row.line,
        _("不会按 {value} 这种投票方式计票，只会 {known}。").format(
            value=row.cells["value"][:SHOWN], known=" ".join(Kind)
        ),
    )


def _filled(row: _Row, column: str) -> str:
    if not row.cells[column]:
        _refuse(row.line, _("{column} 一栏是空的。请核对原文件。").format(column=column))
    return row.cells[column]


def _amount(row: _Row, column: str) -> int:
    """An amount in hundredths, exactly as written."""
    found = AMOUNT.fullmatch(row.cells[column])
    if not found:
        _refuse(
            row.line,
            _("{value} 不是金额。请写不带符号的数，最多两位小数。").format(
                value=row.cells[column][:SHOWN] or "“”"
            ),
        )
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def _whole(row: _Row, column: str) -> int:
    if not WHOLE.fullmatch(row.cells[column]):
        _refuse(
            row.line,
            _("{column} 一栏要写整数，却是 {value}。请核对原文件。").format(
                column=column, value=row.cells[column][:SHOWN] or "“”"
            ),
        )
    return int(row.cells[column])


def _count(
    rows: list[_Row], projects: Mapping[str, Project], *, in_points: bool
) -> tuple[Counter[str], Counter[str]]:
    """The votes, or points, of each project, and how many voters named it."""
    votes: Counter[str] = Counter()
    voters: Counter[str] = Counter()
    seen = set()
    for row in rows:
        voter = _filled(row, "voter_id")
        if voter in seen:
            _refuse(row.line, _("投票人 {voter} 投了两次。请核对原文件。").format(voter=voter))
        seen.add(voter)
        named = [each.strip() for each in _filled(row, "vote").split(",")]
        for name in named:
            if name not in projects:
                _refuse(row.line, _("PROJECTS 里没有项目“{name}”。请核对原文件。").format(name=name[:SHOWN]))
        if len(set(named)) != len(named):
            _refuse(row.line, _("这一票把同一个项目写了两遍。请核对原文件。"))
        voters.update(named)
        votes.update(dict(zip(named, _points(row, len(named)), strict=True)) if in_points else named)
    return votes, voters


def _points(row: _Row, number: int) -> list[int]:
    if "points" not in row.cells:
        _refuse(row.line, _("VOTES 的表头缺 points 这一栏，不知道每个项目得几分。请补上。"))
    given = [each.strip() for each in row.cells["points"].split(",")]
    if len(given) != number or not all(WHOLE.fullmatch(each) for each in given):
        _refuse(row.line, _("points 要给这一票的每个项目写一个整数分。请核对原文件。"))
    return [int(each) for each in given]


def _compare_number(meta: Mapping[str, _Row], key: str, counted: int) -> None:
    if key in meta:
        _compare(_Row(meta[key].line, {key: meta[key].cells["value"]}), key, counted)


def _compare(row: _Row, column: str, counted: int) -> None:
    """What a file says of itself must be what it holds, or part of it is lost."""
    if column in row.cells and _whole(row, column) != counted:
        _refuse(
            row.line,
            _("{column} 写的是 {stated}，数出来是 {counted}，文件可能不完整。请核对原文件。").format(
                column=column, stated=row.cells[column], counted=counted
            ),
        )
