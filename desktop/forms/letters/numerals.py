"""Figures as they stand on letters: capital ones that nobody alters, and a number written down a tear line."""

import re

PLAIN = ("〇一二三四五六七八九", ("", "十", "百", "千", "万"))
CAPITAL = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟", "万"))
MOST = 99_999


def _count(number: int, figures: str, units: tuple[str, ...]) -> str:
    if not 0 <= number <= MOST:
        raise ValueError(number)
    text = str(number)
    words, gap = "", False
    for place, figure in enumerate(text):
        if figure == "0":
            gap = True
            continue
        # A gap between two figures is said once, however wide it is.
        words += (figures[0] if gap and words else "") + figures[int(figure)] + units[len(text) - place - 1]
        gap = False
    return words or figures[0]


def capital(number: int) -> str:
    """壹 to 玖万玖仟玖佰玖拾玖, in the capital numerals of money and validity."""
    return _count(number, *CAPITAL)


def counted(number: int) -> str:
    """A running number in words: 四十一, 三百〇六. From 10 to 19 without the 一 in front."""
    words = _count(number, *PLAIN)
    return words[1:] if words.startswith("一十") else words


def across_tear_line(number: str) -> str:
    """A paper's number as it runs down the tear line: 介〔二〇二六〕四十一号.

    The year in brackets goes figure by figure, the running number in words; one too long for words goes
    figure by figure too.
    """

    def year(found: re.Match[str]) -> str:
        return "".join(PLAIN[0][int(figure)] for figure in found[0])

    def running(found: re.Match[str]) -> str:
        value = int(found[0])
        return counted(value) if value <= MOST else year(found)

    closed = "".join(number.split())
    return re.sub(r"[0-9]+", running, re.sub(r"(?<=〔)[0-9]{4}(?=〕)", year, closed))
