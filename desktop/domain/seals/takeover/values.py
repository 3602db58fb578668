"""Single values as people wrote them in old registers: days, counts, ticks, numbers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.domain.seals.takeover.records import Cell

EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_000)
"""Day numbers of Excel that can be a day of a register: 1954 to 2119."""
PACKED_DAYS = range(19_500_101, 21_001_231)
LARGEST_EXACT = 10**15
"""From here on Excel has lost digits of a number that it keeps as a number."""

_DIGITS = {
    c: value
    for value, row in enumerate(
        ("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for c in row
}
_TENS = str.maketrans({"拾": "十", "佰": "百", "廿": "二十", "卅": "三十"})
_NUMERAL = re.compile(
    r"(?:(?P<hundreds>[一二两三四五六七八九壹贰叁肆伍陆柒捌玖])百)?[零〇]?"
    r"(?:(?P<tens>[一二三四五六七八九壹贰叁肆伍陆柒捌玖]?)十)?(?P<ones>[一二两三四五六七八九壹贰叁肆伍陆柒捌玖])?"
)
_COUNT = re.compile(r"(?:共|各|计|[一壹1]式)?(?P<number>.+?)(?:份|张|件|个|次|枚|页)?")
_SEPARATORS = str.maketrans(dict.fromkeys("—–−‐~／", "-") | dict.fromkeys("、。．,", "."))
_AFTER_DAY = re.compile(
    r"(\(.*\)|(星期|周)[一二三四五六日天]|[上下]午|中午|\d{1,2}:\d{2}(:\d{2})?(\.\d+)?)+$"
)
_YEAR_WORDS = "〇零○一二三四五六七八九"
_NUMERAL_DAY = re.compile(
    rf"(?:([{_YEAR_WORDS}]{{4}}|[{_YEAR_WORDS}]{{2}})年)?(正|[一二三四五六七八九十]+)月初?([一二三四五六七八九十]+)[日号]?"
)
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")
_SHORT_YEAR = re.compile(r"'?(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")
_NO_YEAR = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")
_RUNNING = re.compile(r"(?:.*[〕\])】第]|(?:NO|№)\.?|\d{4}[-/])?0*(\d{1,7})号?", re.IGNORECASE)
_LOST_DIGITS = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_NOT_KEPT = re.compile(r"未|无|没|否|不|缺|×|✗|✘|[xXnN]|[-—/]+|0")
_KEPT = re.compile(r"√|✓|✔|☑|是|有|已|留|存|归档|复印|扫描|份|页|[yYvV1]|TRUE", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as it was written; `year` is None where none was, and `short` when only its last two figures were."""

    year: int | None
    month: int
    day: int
    short: bool = False

    def on(self, year: int) -> date | None:
        """The day in that year; None when there is no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def written(cell: Cell) -> str:
    """A cell as people read it: a whole number without its point, a day as 2025-01-04, blanks put together."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if (cell.hour, cell.minute) == (0, 0) else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < LARGEST_EXACT else repr(cell)
    return " ".join(
        "".join(" " if c == "\u3000" or unicodedata.category(c) == "Cc" else c for c in cell).split()
    )


def read_day(cell: Cell) -> WrittenDay | None:
    """The day that is written, in any of the usual ways; None when it cannot be told. It may be none of the calendar.

    A number is Excel's own count of days, or a day written together (20250104); 1.1 could be two days and is none.
    """
    if isinstance(cell, date):
        return WrittenDay(cell.year, cell.month, cell.day)
    if isinstance(cell, float):
        return _counted_day(int(cell)) if cell.is_integer() or int(cell) in EXCEL_DAYS else None
    text = "".join(unicodedata.normalize("NFKC", cell).translate(_SEPARATORS).split())
    text = _AFTER_DAY.sub("", text).rstrip(".-/")
    if text.isdecimal():
        return _counted_day(int(text))
    if match := _FULL.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return WrittenDay(year, month, day)
    if match := _SHORT_YEAR.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return WrittenDay(2000 + year, month, day, short=True)
    if match := _NO_YEAR.fullmatch(text):
        month, day = (int(part) for part in match.groups())
        return WrittenDay(None, month, day)
    if match := _NUMERAL_DAY.fullmatch(text.translate(_TENS)):
        return _numeral_day(*match.groups())
    return None


def _counted_day(number: int) -> WrittenDay | None:
    if number in PACKED_DAYS:
        return WrittenDay(number // 10_000, number // 100 % 100, number % 100)
    if number in EXCEL_DAYS:
        day = EXCEL_EPOCH + timedelta(number)
        return WrittenDay(day.year, day.month, day.day)
    return None


def _numeral_day(year: str | None, month: str, day: str) -> WrittenDay | None:
    months, days = 1 if month == "正" else read_numeral(month), read_numeral(day)
    if months is None or days is None:
        return None
    if year is None:
        return WrittenDay(None, months, days)
    number = int("".join(str(_DIGITS[c]) for c in year))
    short = len(year) == 2
    return WrittenDay(2000 + number if short else number, months, days, short)


def read_numeral(text: str) -> int | None:
    """A whole number up to 999 in Chinese numerals or capitals, or None: 三, 两, 十二, 贰, 一百零五."""
    match = _NUMERAL.fullmatch(text.translate(_TENS))
    if match is None or not text:
        return None
    hundreds, tens, ones = match.group("hundreds", "tens", "ones")
    number = 100 * (_DIGITS[hundreds] if hundreds else 0)
    if tens is not None:
        number += 10 * (_DIGITS[tens] if tens else 1)
    return number + (_DIGITS[ones] if ones else 0) or None


def read_count(cell: Cell) -> int | None:
    """A number of copies: 2, ２, 2份, 三, 一式两份; None when it is no number (若干)."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    if isinstance(cell, date):
        return None
    text = "".join(unicodedata.normalize("NFKC", cell).split())
    match = _COUNT.fullmatch(text)
    if match is None:
        return None
    number = match.group("number").removesuffix(".0")
    return int(number) if number.isdecimal() else read_numeral(number)


def read_kept(cell: Cell) -> bool:
    """Whether the old book says that a copy was kept: √, 是, 已留, 复印件1份. What is not clear says nothing."""
    text = written(cell)
    return bool(text) and _NOT_KEPT.match(text) is None and _KEPT.search(text) is not None


def read_running(cell: Cell) -> int | None:
    """The running number: 12, 012, No.12, 第12号, 2025-12, 梧社印〔2025〕12 号; None when there is none in it."""
    if isinstance(cell, date):
        return None
    match = _RUNNING.fullmatch("".join(unicodedata.normalize("NFKC", written(cell)).split()))
    return (int(match.group(1)) or None) if match else None


def lost_digits(cell: Cell) -> bool:
    """Whether an identity number was kept by Excel as a number, so that its last figures are gone."""
    if isinstance(cell, float):
        return cell >= LARGEST_EXACT
    return isinstance(cell, str) and _LOST_DIGITS.fullmatch(cell.strip()) is not None
