"""What became of an old register, in the words of the report and of the screen."""

from collections.abc import Iterator

from desktop.domain.seals.takeover.records import MARK_WORDS, Mark, Preview
from desktop.i18n import _

NAMED = 12
"""How many of the lines that are refused are named in one sentence."""


def read_rows_words(found: Preview) -> Iterator[str]:
    """What becomes of each line of the file, one line of words each, in the order of the file."""
    fates = {line: _("不是登记　{what}").format(what=what) for line, what in found.reading.skipped}
    for entry in found.reading.entries:
        marks = "，".join(MARK_WORDS[mark] for mark in entry.marks)
        words = _("接收　{running} 号").format(running=entry.running)
        fates[entry.line] = f"{words}　{marks}" if marks else words
    for refused in found.reading.refused:
        fates[refused.line] = _("不接收　{reason}").format(reason=refused.reason)
    for line, fate in sorted(fates.items()):
        yield _("第 {line} 行　{fate}").format(line=line, fate=fate)


def summary_words(found: Preview) -> str:
    """How many lines are taken over, how many are not and which, and how many are marked."""
    words = _("可以接收 {good} 条，不能接收 {bad} 行").format(
        good=f"{len(found.reading.entries):,}", bad=f"{len(found.reading.refused):,}"
    )
    if found.reading.refused:
        lines = "、".join(str(line.line) for line in found.reading.refused[:NAMED])
        more = _("等") if len(found.reading.refused) > NAMED else ""
        words += _("（第 {lines} 行{more}）").format(lines=lines, more=more)
    marks = marks_words(found)
    return f"{words}；{marks}。" if marks else f"{words}。"


def marks_words(found: Preview) -> str:
    """How many entries carry each mark: 超范围 1 条，年份推定 32 条."""
    counted = ((MARK_WORDS[mark], found.marked(mark)) for mark in Mark)
    return "，".join(_("{mark} {count} 条").format(mark=m, count=f"{n:,}") for m, n in counted if n)
