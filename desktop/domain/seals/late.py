"""补录: a use that was made on paper while there was no power, entered afterwards with its real time.

*Source:* domain handbook §A.4 (real time, reason and number of the paper slip; marked so everywhere).
"""

from collections.abc import Collection
from datetime import datetime

from desktop.domain.problems import Problem
from desktop.domain.seals.records import Seal, UseRequest
from desktop.domain.seals.rules import LONGEST_LINE, has_control
from desktop.i18n import _

LATE_WORDS = {
    "used_at": _("实际用印时间"),
    "late_reason": _("补录原因"),
    "slip_number": _("纸条编号"),
}


def late_words(reason: str, slip_number: str) -> str:
    """How a late entry is marked in lists, in the detail and in print: 补录（停电，纸条 7 号）."""
    return _("补录（{reason}，纸条 {slip}）").format(reason=reason, slip=slip_number)


def check_late(
    request: UseRequest, seal: Seal, *, now: datetime, closed_years: Collection[int], entered: str = ""
) -> list[Problem]:
    """A late entry says when the seal was really pressed, why it comes late, and which slip proves it.

    `closed_years` are the years for which this seal's book is closed; `entered` is the number of an entry that
    was made from this slip before.
    """
    if not request.late:
        return []
    problems = _time_problems(request.used_at, seal, now, closed_years)
    for field in ("late_reason", "slip_number"):
        word, value = LATE_WORDS[field], getattr(request, field).strip()
        if not value:
            problems.append(
                Problem(
                    f"seals.{field}_missing",
                    _("没有填{word}。补录要能对上当时的纸条。请补上。").format(word=word),
                    field,
                )
            )
        elif len(value) > LONGEST_LINE or has_control(value):
            problems.append(
                Problem(
                    f"seals.{field}_unfit",
                    _("{word}太长或有看不见的字符。请重新输入。").format(word=word),
                    field,
                )
            )
    if entered:
        problems.append(
            Problem(
                "seals.slip_entered",
                _(
                    "纸条 {slip} 已经补录过，在 {number}。一张纸条只补录一次。"
                    "请核对纸条编号；那一条写错了的，请打开它办更正。"
                ).format(slip=request.slip_number.strip(), number=entered),
                "slip_number",
            )
        )
    return problems


def _time_problems(
    used_at: datetime | None, seal: Seal, now: datetime, closed_years: Collection[int]
) -> list[Problem]:
    if used_at is None:
        return [Problem("seals.used_at_missing", _("没有填实际用印时间。请照纸条写日期和时间。"), "used_at")]
    if used_at > now:
        return [
            Problem(
                "seals.used_at_in_future",
                _("实际用印时间在现在以后。补录只记已经用过的印。请改正时间。"),
                "used_at",
            )
        ]
    if seal.in_use_from and used_at.date() < seal.in_use_from:
        return [
            Problem(
                "seals.used_before_seal",
                _("{name}在 {day} 才启用。那以前不会有它的用印。请对照纸条改正时间。").format(
                    name=seal.name, day=seal.in_use_from.isoformat()
                ),
                "used_at",
            )
        ]
    if used_at.year in closed_years:
        return [
            Problem(
                "seals.used_in_closed_year",
                _("{year} 年的登记簿已经封账，不能再补录。请把纸条交印章管理人，附在封账打印件后。").format(
                    year=used_at.year
                ),
                "used_at",
            )
        ]
    return []
