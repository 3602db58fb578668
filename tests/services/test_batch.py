"""Many papers in one print: approved entries, and drafts for a table of residents."""

import pypdfium2
import pytest

from desktop.domain.papers import Paper
from desktop.domain.seals import State
from desktop.domain.seals.takeover import Cell, OldFile, Sheet
from desktop.services.office import Office
from desktop.services.seals import batch, papers
from desktop.storage import office as store
from tests.builders import HANDLER, START, id_number, make_request
from tests.conftest import MakeUse
from tests.services.test_papers import CONDUCT, INTRODUCTION
from tests.services.watch import refused, rules_of, written


def pages(paper: Paper | None) -> list[str]:
    assert paper is not None
    document = pypdfium2.PdfDocument(paper.pdf)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_approved_papers_go_into_one_print_with_a_line_for_each(handler: Office, make_use: MakeUse) -> None:
    first = make_use(state=State.TO_SEAL, applicant_name="王芳")
    second = make_use(state=State.TO_SEAL, **CONDUCT, applicant_name="李伟")
    waiting = make_use(state=State.TO_APPROVE, applicant_name="陈明")
    own = make_use(
        state=State.TO_SEAL,
        matter="09",
        materials=("居民身份证", "户口簿", "学校发的调查表"),
        applicant_name="林华",
    )
    assert [line.use for line in batch.papers_to_print(handler, 1)] == [first.seq, second.seq]
    seen: list[tuple[int, int]] = []
    chosen = [first.seq, waiting.seq, second.seq, own.seq, 999_999]
    with written(handler) as log:
        made = batch.show_batch(handler, chosen, lambda done, of: seen.append((done, of)))
    assert log == []
    assert seen == [(place, 5) for place in range(6)]
    assert [(line.name, line.whose, line.problem[:6]) for line in made.lines] == [
        (first.number, "王芳", ""),
        (waiting.number, "陈明", "还没有批准。"),
        (second.number, "李伟", ""),
        (own.number, "林华", "这个事项盖在"),
        ("999999", "", "登记簿里没有"),
    ]
    assert made.set_uses == (first.seq, second.seq)
    alone = [papers.show_paper(handler, use).pdf for use in made.set_uses]
    assert pages(made.paper) == [page for pdf in alone for page in pages(Paper("", "", pdf, 1, ()))]
    assert made.paper is not None
    assert [box.page for box in made.paper.seal_boxes] == [1, 2]
    with handler.read() as work:
        assert store.accesses(work, ("seal_uses", first.seq))[0] == (START, HANDLER, "看要打印的证明")


def test_each_paper_of_a_print_is_an_event(handler: Office, make_use: MakeUse) -> None:
    uses = [make_use(state=State.TO_SEAL).seq for _turn in range(2)]
    with written(handler) as log:
        batch.note_batch_printed(handler, uses, 2)
    payload = {"form": "certificate_pension", "copies": 2, "again": False}
    assert log.said() == [("seals.paper_printed", ("seal_uses", use), payload) for use in uses]
    assert all(
        page.startswith("补打") or "补打" in page for page in pages(batch.show_batch(handler, uses).paper)
    )
    batch.note_batch_not_printed(handler, uses)
    assert not any("补打" in page for page in pages(batch.show_batch(handler, uses).paper))


def test_a_print_with_one_that_may_not_be_printed_writes_nothing(handler: Office, make_use: MakeUse) -> None:
    uses = [make_use(state=State.TO_SEAL).seq, make_use(state=State.TO_APPROVE).seq]
    assert rules_of(refused(handler, lambda: batch.note_batch_printed(handler, uses, 1))) == [
        "seals.not_approved"
    ]


def test_a_print_of_nothing_has_no_paper(handler: Office, make_use: MakeUse) -> None:
    waiting = make_use(state=State.TO_APPROVE)
    assert batch.show_batch(handler, [waiting.seq]).paper is None
    assert rules_of(refused(handler, lambda: batch.show_batch(handler, []))) == ["seals.batch_empty"]
    many = list(range(batch.MOST + 1))
    assert rules_of(refused(handler, lambda: batch.show_batch(handler, many))) == ["seals.batch_many"]


def test_sheets_of_another_size_are_printed_alone(
    handler: Office, make_use: MakeUse, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace  # noqa: PLC0415

    from desktop.forms import kinds  # noqa: PLC0415

    across = replace(kinds.KINDS["introduction"], size=(297.0, 210.0))
    monkeypatch.setitem(kinds.KINDS, "introduction", across)
    uses = [make_use(state=State.TO_SEAL).seq, make_use(state=State.TO_SEAL, **INTRODUCTION).seq]
    made = batch.show_batch(handler, uses)
    assert [line.problem[:13] for line in made.lines] == ["", "这份纸的大小和前面的不同。"]


def table(*rows: tuple[Cell, ...]) -> OldFile:
    return OldFile("名单.xlsx", "", (Sheet("名单", rows),))


TITLES: tuple[Cell, ...] = ("序号", "姓名", "身份证号", "住址")
REQUEST = make_request(applicant_name="", applicant_id_number="", applicant_address="")


def test_drafts_are_made_for_every_resident_of_a_table(handler: Office) -> None:
    people = table(
        ("社区退休人员名单",),
        TITLES,
        (1.0, "王 芳", id_number(), "屿后里 1 号"),
        ("", "", "", ""),
        (2.0, "李?", id_number(), "屿后里 2 号"),
        (3.0, "陈明", "3502", "屿后里 3 号"),
        (4.0, "𬭎𫖯", "", "屿后里 4 号"),
    )
    seen: list[tuple[int, int]] = []
    with written(handler) as log:
        made = batch.draft_batch(handler, REQUEST, people, lambda done, of: seen.append((done, of)))
    assert log == []
    assert seen == [(place, 4) for place in range(5)]
    assert [(line.name, line.whose, line.problem[:7]) for line in made.lines] == [
        ("第 3 行", "王芳", ""),
        ("第 5 行", "李?", "姓名里有“?”"),
        ("第 6 行", "陈明", "公民身份号码只"),
        ("第 7 行", "𬭎𫖯", ""),
    ]
    first, second = pages(made.paper)
    assert [word in first for word in ("草稿", "王芳", id_number(), "屿后里1号")] == [True] * 4
    assert [word in second for word in ("草稿", "𬭎𫖯", "〔公民身份号码〕")] == [True] * 3
    assert "核验码" not in first
    with handler.read() as work:
        assert store.accesses(work, ("seal_uses", 0)) == [(START, HANDLER, "从名单排草稿")]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ((), "seals.residents"),
        ((("住址",), ("屿后里",)), "seals.residents"),
        ((TITLES,), "seals.batch_empty"),
    ],
)
def test_a_table_without_names_is_refused(
    handler: Office, rows: tuple[tuple[Cell, ...], ...], rule: str
) -> None:
    assert rules_of(refused(handler, lambda: batch.draft_batch(handler, REQUEST, table(*rows)))) == [rule]


def test_a_file_without_sheets_is_refused(handler: Office) -> None:
    empty = OldFile("名单.xlsx", "", ())
    assert rules_of(refused(handler, lambda: batch.draft_batch(handler, REQUEST, empty))) == [
        "seals.residents"
    ]


@pytest.mark.parametrize("matter", ["09", "没有"])
def test_a_matter_without_a_paper_has_no_drafts(handler: Office, matter: str) -> None:
    people = table(TITLES, (1.0, "王芳", "", ""))
    request = make_request(matter=matter)
    assert rules_of(refused(handler, lambda: batch.draft_batch(handler, request, people))) == [
        "seals.no_form"
    ]


def test_only_a_handler_drafts(auditor: Office) -> None:
    assert refused(auditor, lambda: batch.draft_batch(auditor, REQUEST, table()))


def test_no_resident_without_a_printable_name_and_nobody_printable_gives_no_paper(handler: Office) -> None:
    assert batch.draft_batch(handler, REQUEST, table(TITLES, (1.0, "李?", "", ""))).paper is None
