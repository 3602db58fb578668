"""封账: the closing of one seal's book of one year.

The keeper closes the book once, after the year is over and when nothing in it waits any more. *Source:* domain
handbook §A.3 (register archived at year end) and §J (the keeper closes the year's book).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.people import Account, Role, check_role
from desktop.domain.problems import Problem
from desktop.domain.seals.records import Seal, State, Sum, UseLine
from desktop.i18n import _

WAITING = (State.TO_VERIFY, State.TO_APPROVE, State.TO_SEAL, State.TO_KEEP)
"""An entry in one of these states waits for somebody, and so keeps its book open."""
USED = (State.TO_KEEP, State.FILED)
"""Entries that count as uses; void, returned and refused ones are counted apart (domain handbook §A.4)."""
NAMED = 8
"""How many of the entries that wait are named in the words of a refusal."""


@dataclass(frozen=True, slots=True)
class Closing:
    """One closed book: what it was closed at, by whom, and what its signed print is known by."""

    seal: int
    year: int
    last_running: int
    entries: int
    uses: Sum
    at: datetime
    by: int
    by_name: str
    sha256: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class YearBook:
    """One seal's book of one year as the page of closings shows it; `waiting` is how many entries wait still."""

    year: int
    entries: int
    waiting: int
    closing: Closing | None = None


def check_close(
    keeper: Account,
    seal: Seal,
    year: int,
    *,
    today: date,
    closed_years: Collection[int],
    entries: int,
    waiting: Sequence[UseLine],
) -> list[Problem]:
    """Whether this book can be closed now. `waiting` are its entries that wait for somebody.

    A book is never closed before the last day of its year is over: who comes on that day must find it open.
    """
    problems = check_role(keeper, Role.KEEPER)
    if not problems and keeper.number != seal.keeper:
        problems.append(
            Problem(
                "seals.other_keeper",
                _("{name}不由您管理。请由它的印章管理人封账。").format(name=seal.name),
                "keeper",
            )
        )
    if year in closed_years:
        problems.append(
            Problem(
                "seals.closed_already", _("{year} 年的登记簿已经封账。请看封账打印件。").format(year=year)
            )
        )
    elif year >= today.year:
        problems.append(
            Problem(
                "seals.year_not_over",
                _("{year} 年还没有过完。年内随时可能有人来办事。请到 {next} 年 1 月 1 日以后再封账。").format(
                    year=year, next=year + 1
                ),
            )
        )
    elif not entries:
        problems.append(
            Problem("seals.empty_book", _("{year} 年没有登记，不用封账。请换一年。").format(year=year))
        )
    if waiting:
        named = "、".join(str(line.running) for line in waiting[:NAMED])
        more = _("等") if len(waiting) > NAMED else ""
        problems.append(
            Problem(
                "seals.entries_waiting",
                _("还有 {count} 条没有办完：{named} 号{more}。没有办完的登记不能封进账里。请先办完。").format(
                    count=len(waiting), named=named, more=more
                ),
            )
        )
    return problems


def check_year_open(year: int, closed_years: Collection[int]) -> list[Problem]:
    """No step is added to an entry of a closed book; a mistake found later is a new entry in this year's book."""
    if year not in closed_years:
        return []
    return [
        Problem(
            "seals.year_closed",
            _("{year} 年的登记簿已经封账，里面的登记不能再变。请在今年的登记簿里另提一份更正。").format(
                year=year
            ),
        )
    ]
