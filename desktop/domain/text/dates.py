"""Dates as the office writes and types them."""

import re
import unicodedata
from datetime import date, datetime, time

from desktop.i18n import _

NUMERALS = "〇一二三四五六七八九"
WEEKDAYS = _("周一 周二 周三 周四 周五 周六 周日").split(" ")
WEEKDAYS_LONG = _("星期一 星期二 星期三 星期四 星期五 星期六 星期日").split(" ")
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_CLOCK = re.compile(r"(.+?)[\sT日]\s*(\d{1,2})[:.时点](\d{1,2})分?")


def numeral_date(day: date) -> str:
    """二〇一四年九月一日: the year digit by digit with 〇 (U+3007), month and day as numbers."""
    year = "".join(NUMERALS[int(digit)] for digit in f"{day.year:04}")
    return f"{year}年{_numeral(day.month)}月{_numeral(day.day)}日"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else ("十" if tens == 1 else f"{NUMERALS[tens]}十")
    return front + (NUMERALS[ones] if ones else "")


def print_date(day: date) -> str:
    """2026年9月1日, as papers carry it. *Source:* GB/T 9704-2012 7.3.5.4."""
    return f"{day.year}年{day.month}月{day.day}日"


def screen_date(day: date) -> str:
    """9月1日."""
    return f"{day.month}月{day.day}日"


def screen_moment(moment: datetime) -> str:
    """9月1日 15:20."""
    return f"{screen_date(moment)} {moment:%H:%M}"


def ago(moment: datetime, now: datetime) -> str:
    """今天 08:36, 昨天 17:26, or 9月2日 17:26."""
    days = (now.date() - moment.date()).days
    day = {0: _("今天"), 1: _("昨天")}.get(days) or screen_date(moment)
    return f"{day} {moment:%H:%M}"


def parse_date(text: str, default_year: int) -> date | None:
    """The date a clerk typed (2026-9-1, 2026.9.1, 20260901, 2026年9月1日, 9-1, 9月1日), or None when it is none."""
    typed = "".join(unicodedata.normalize("NFKC", text).split())
    if match := _FULL.fullmatch(typed) or _PACKED.fullmatch(typed):
        year, month, day = (int(part) for part in match.groups())
    elif match := _SHORT.fullmatch(typed):
        year = default_year
        month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_moment(text: str, year: int) -> datetime | None:
    """A day and a time of day as a clerk types them, 9月7日 10:05 or 2026-9-7 10:05; None when it is none."""
    match = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    day = parse_date(match[1].rstrip("日"), year) or parse_date(match[1], year)
    hour, minute = int(match[2]), int(match[3])
    if day is None or hour > 23 or minute > 59:
        return None
    return datetime.combine(day, time(hour, minute))
