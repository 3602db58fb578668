"""Paper comes back: which pages of a scan belong to which paper, and why a scan waits for the clerk.

A page with the code of a paper begins it; the pages without one that follow belong to it, as its enclosures. The
code stands at the foot of each of our own pages, so that the same code again goes on with the same paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.domain.checking import Finding, Verdict, is_code
from desktop.domain.problems import Problem
from desktop.domain.seals import STATE_WORDS, CopyContent, State
from desktop.i18n import _


class Aside(StrEnum):
    """Why a scan is put aside and not kept with any entry."""

    TWICE = "twice"
    NOT_OURS = "not_ours"
    BAD = "bad"
    BLANK = "blank"
    VOID = "void"
    OTHER = "other"


ASIDE_WORDS = {
    Aside.TWICE: _("多扫了一份，留底已经有了"),
    Aside.NOT_OURS: _("不是本单位的文书"),
    Aside.BAD: _("没有扫好，另扫一份"),
    Aside.BLANK: _("空白页"),
    Aside.VOID: _("作废的纸，已另外收存"),
    Aside.OTHER: _("与用印登记无关"),
}
"""A list and no free text: what is typed could hold a name, and the log holds none."""

NO_CODE = _("没有二维码。可能是居民自带的表格，或二维码没有扫进去。请按编号认领。")
BLANK = _("整页空白，没有内容。可以不归档；背面扫反了，请重新扫。")
UNCLEAR = _("有二维码，但看不清。请擦净玻璃、用 200 dpi 以上重扫，或按编号认领。")
TWO_CODES = _("同一页上有两个二维码，分不清是哪一件。请分开重扫，或按编号认领。")


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What was seen on one page: the texts of its codes, one that cannot be read (`unclear`), or nothing at all."""

    codes: tuple[str, ...] = ()
    unclear: bool = False
    blank: bool = False

    @property
    def papers(self) -> tuple[str, ...]:
        """The codes that can be those of a paper, each once; a code of anything else is no more than a picture."""
        return tuple(dict.fromkeys(text for text in self.codes if is_code(text)))


@dataclass(frozen=True, slots=True)
class Part:
    """Pages of a scan that belong together: `first` counted from 0, the code, or the reason (`why`) there is none."""

    first: int
    pages: int
    code: str = ""
    why: str = ""


def split_pages(pages: Sequence[PageSeen]) -> tuple[Part, ...]:
    """The papers of a scan, in order. Pages before the first code make a part of their own."""
    parts: list[Part] = []
    for place, page in enumerate(pages):
        codes = page.papers
        clear = len(codes) == 1
        begins = bool(codes) or page.unclear or not parts
        if begins and not (clear and parts and parts[-1].code == codes[0]):
            parts.append(Part(place, 1, codes[0] if clear else "", "" if clear else _why(page)))
            continue
        last = parts[-1]
        # Blank sheets before an enclosure are not what it is.
        why = NO_CODE if last.why == BLANK and not page.blank else last.why
        parts[-1] = replace(last, pages=last.pages + 1, why=why)
    return tuple(parts)


def none_of_ours(count: int) -> str:
    """Why a stack in which no paper is of this office is not torn apart: it may be another office's."""
    return _("里面有 {count} 件，没有一件认得出是本单位的。请分开重扫，或按编号认领。").format(count=count)


def _why(page: PageSeen) -> str:
    if page.papers:
        return TWO_CODES
    if page.unclear:
        return UNCLEAR
    return BLANK if page.blank else NO_CODE


def part_name(name: str, part: Part) -> str:
    """What a part of a scan is called as a file of its own: 扫描0001（第2、3页）.pdf, short enough for every disk."""
    stem, dot, ending = name.rpartition(".")
    first, last = part.first + 1, part.first + part.pages
    pages = str(first) if first == last else _("{first}至{last}").format(first=first, last=last)
    return _("{name}（第{pages}页）").format(name=stem[:LONGEST_STEM], pages=pages) + dot + ending


LONGEST_STEM = 60


def check_found(finding: Finding, state: State | None, number: str, kept_pages: int) -> str:
    """Why a paper whose code was read is not kept with its entry by itself; empty when it is.

    `state` is that of its entry, None when there is none.
    """
    if finding.verdict is Verdict.NOT_SEALED and state is not None:
        return _("{number} 还没有登记用印（{state}）。登记用印以后，会自动归档。").format(
            number=number, state=STATE_WORDS[state]
        )
    if finding.verdict is not Verdict.GENUINE:
        return finding.message
    if state is not State.TO_KEEP:
        return _("{number} 已经归档，留底有 {pages} 页。多扫的可以不归档。").format(
            number=number, pages=kept_pages
        )
    return ""


@dataclass(frozen=True, slots=True)
class ScanRead:
    """A file from the scanner as it was read: the file itself, and what was seen on each page."""

    copy: CopyContent
    pages: tuple[PageSeen, ...]


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """A scan that nobody could match: its file in the folder, its first pages as pictures, and the reason in words.

    `use` is the entry that its code names, if it does. `sha256` is empty for a file that cannot be read.
    """

    name: str
    sha256: str
    pages: int
    why: str
    use: int | None = None
    thumbnails: tuple[bytes, ...] = field(default=(), repr=False)


def check_claim(scan: WaitingScan, use: int) -> list[Problem]:
    """A paper that bears the code of one entry is no copy of another, whatever the clerk chose."""
    if scan.use in (None, use):
        return []
    message = _("纸上的二维码是另一件的。{why}请选那一件，或不归档。").format(why=scan.why)
    return [Problem("scans.other_entry", message, "use")]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of one look into the folder: the numbers filed, how many were kept before, and all that wait.

    `fresh` of those that wait are new. `there` is whether the folder could be looked into.
    """

    filed: tuple[str, ...] = ()
    known: int = 0
    fresh: int = 0
    waiting: tuple[WaitingScan, ...] = ()
    there: bool = True

    @property
    def words(self) -> str:
        """What is told about it, empty when nothing came."""
        count = len(self.filed) + self.known + self.fresh
        if not count:
            return ""
        parts = [
            (len(self.filed), _("已归档 {count} 件")),
            (self.known, _("{count} 件以前归过档")),
            (self.fresh, _("{count} 件待认领")),
        ]
        told = "，".join(words.format(count=number) for number, words in parts if number)
        return _("收到 {count} 件扫描件，{told}").format(count=count, told=told)
