"""用印登记簿 of a closed year: its exact words, its places, its look, and its code."""

import io
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from desktop.domain.problems import Refused
from desktop.forms.documents import sample
from desktop.forms.kinds import KINDS, from_json
from desktop.forms.seals import RegisterYear, register_year
from tests.forms.test_seals import CHECKPOINT, ROOT, Looks, Read, codes_of

CLOSING_WORDS = """2026年共登记 5 件， 最后编号 梧社印〔2026〕320 号。 用印 3 件， 4 份， 4 印， 留底 3 页。
另： 作废 1 件， 退回 1 件， 不予受理 0 件， 均保留编号， 不计入用印。
本簿自此封账，不再增加、补录或改动。以后发现错误，在当年的登记簿里另登一条更正。"""


def year(**changes: Any) -> RegisterYear:
    document = from_json("register_year", KINDS["register_year"].example | {"checkpoint": CHECKPOINT})
    assert isinstance(document, RegisterYear)
    return replace(document, **changes)


def test_the_last_page_says_what_the_year_came_to(read: Read) -> None:
    paper = register_year(year())
    assert (paper.pages, paper.seal_boxes) == (2, ())
    words = read(paper.pdf).text(2).replace(" ", "")
    assert CLOSING_WORDS.replace(" ", "") in words
    assert "2026年9月423321102026年12月11111000合计534431" in words.replace("\n", "")
    assert f"台账校验点：1284条，根{ROOT[:16]}。" in words
    assert "第2页共2页" in words


def test_every_line_stands_before_it_with_its_mark(read: Read) -> None:
    words = read(register_year(year()).pdf).text(1).replace(" ", "").replace("\n", "")
    assert "12月30日10:05" in words
    assert "补录（停电，纸条7号）" in words
    assert "苏雅婷封账　2027年1月5日10:20" in words


def test_months_and_totals_stand_where_they_belong(read: Read) -> None:
    paper = read(register_year(year()).pdf)
    left, top, _right, _bottom = paper.box("合计", 2)
    assert 15.0 < left < 41.0
    assert 58.0 < top < 70.0
    keeper = paper.box("印章管理人（签字）", 2)
    assert keeper[0] == pytest.approx(15.0, abs=0.3)
    assert keeper[1] > paper.box("本簿自此封账", 2)[3]


def test_the_code_is_the_whole_checkpoint_and_stands_on_the_last_page() -> None:
    pdf = register_year(year()).pdf
    assert [codes_of(pdf, page) for page in (1, 2)] == [[], [CHECKPOINT]]


def test_a_closed_year_looks_as_agreed(looks_like: Looks) -> None:
    looks_like(register_year(year()).pdf, "register_year_lines")
    looks_like(_last_page(), "register_year")


def _last_page() -> bytes:
    """The page with months and totals alone."""
    document = pypdfium2.PdfDocument(register_year(year()).pdf)
    alone = pypdfium2.PdfDocument.new()
    alone.import_pages(document, [1])
    out = io.BytesIO()
    alone.save(out)
    alone.close()
    document.close()
    return out.getvalue()


def test_a_long_year_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    rows = tuple(replace(year().rows[0], number=str(number)) for number in range(1, 61))
    paper = register_year(year(rows=rows), lambda done, of: told.append((done, of)))
    assert told == [(page, paper.pages) for page in range(1, paper.pages + 1)]
    assert paper.pages > 3


def test_a_closing_without_checkpoint_or_keeper_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        register_year(year(checkpoint="", keeper=" "))
    assert [problem.field for problem in refusal.value.problems] == ["keeper", "checkpoint"]


def test_a_sample_says_so_on_each_page_and_carries_no_code(read: Read) -> None:
    paper = register_year(sample(year(closed_at=None, keeper="")))
    assert ["样张" in read(paper.pdf).text(page) for page in (1, 2)] == [True, True]
    assert codes_of(paper.pdf, 2) == []
    assert "封账日期： 批准人" in read(paper.pdf).text(2)
