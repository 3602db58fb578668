"""Chinese line breaking: what may not begin a line, what may not end one, and what stays whole."""

import re
from collections.abc import Callable

# 行首禁则 and 行尾禁则. Source: GB/T 15834-2011, 5.1 (places of punctuation marks).
NO_START = frozenset("，。、；：？！）》〉】〕」』〗”’…·—～％℃‰々,.;:?!)]}%")
NO_END = frozenset("（《〈【〔「『〖“‘￥№([{$")

# A number keeps its unit: 2026|年 would send the reader back to the line before.
_UNITS = "年月日号时分秒元角万亿个名人份页次条款项室栋楼层米票张岁％℃"
_WORD = r"A-Za-z0-9À-ɏͰ-ԯ@#&_'*+/\\%"
_ATOM = re.compile(rf"[{_WORD}]+(?:[.,:\-][{_WORD}]+)*[{_UNITS}]?|—+|…+|.", re.DOTALL)

# Rounding must not push the 28th character of a full line down.
_SLACK = 0.01

Measure = Callable[[str], float]
Line = tuple[str, ...]


def atoms(text: str) -> list[str]:
    """The pieces a line may end between: words, numbers with their unit, —— and ……, single characters."""
    return _ATOM.findall(text)


def may_break(before: str, after: str) -> bool:
    """Whether a line may end with `before` and the next begin with `after`."""
    return before[-1] not in NO_END and after[0] not in NO_START


def _head(word: str, measure: Measure, room: float) -> int:
    """How many characters of an over-long word fill the room; at least one."""
    count = 1
    while count < len(word) and measure(word[: count + 1]) <= room + _SLACK:
        count += 1
    best = count
    while count > 1 and word[count : count + 1] and not may_break(word[count - 1], word[count]):
        count -= 1
    return count if may_break(word[count - 1], word[count]) else best


def break_lines(text: str, measure: Measure, width: float, indent: float = 0.0) -> list[Line]:
    """The text of one paragraph in lines no wider than `width`, the first narrower by `indent`.

    Each line is a tuple of its atoms. `measure` gives the width of a piece in the unit of `width`. A run of
    marks that all forbid a break is cut where the line is full, because something must give.
    """
    rest = atoms(text)
    widths = [measure(atom) for atom in rest]
    lines: list[Line] = []
    start, room = 0, width - indent
    while start < len(rest):
        end, used = start, 0.0
        while end < len(rest) and used + widths[end] <= room + _SLACK:
            used += widths[end]
            end += 1
        if end == start:
            count = _head(rest[start], measure, room) if len(rest[start]) > 1 else 1
            if count < len(rest[start]):
                word = rest[start]
                rest[start : start + 1] = [word[:count], word[count:]]
                widths[start : start + 1] = [measure(word[:count]), measure(word[count:])]
            end = start + 1
        while end < len(rest) and rest[end] == " ":
            end += 1
        if end < len(rest):
            earlier = end
            while earlier > start and not may_break(rest[earlier - 1], rest[earlier]):
                earlier -= 1
            end = earlier if earlier > start else end
        line = rest[start:end]
        while len(line) > 1 and line[-1] == " " and end < len(rest):
            line.pop()
        lines.append(tuple(line))
        start, room = end, width
    return lines


def is_word(atom: str) -> bool:
    """Whether an atom has an inside, which is not to be spread when a line is justified."""
    return len(atom) > 1
