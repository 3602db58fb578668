"""The register's papers as actions: what is printed, what is refused, what is written down."""

import functools
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from desktop.domain.papers import Paper
from desktop.domain.seals import State
from desktop.domain.seals.fillings import FORM_FIELDS
from desktop.domain.seals.templates import LOCKED
from desktop.forms.kinds import WORDED
from desktop.services import papers as specimens
from desktop.services import seals
from desktop.services.office import Office, change_setting
from desktop.services.seals import documents, papers, uses
from desktop.storage import office as store
from tests.builders import HANDLER, MATERIALS, START, MovableClock, id_number, make_request, with_agent
from tests.conftest import MakeUse
from tests.services.watch import refused, rules_of, written

CONDUCT: dict[str, Any] = {
    "matter": "15",
    "purpose": "应聘工作人员",
    "statement": "在本社区居住期间遵纪守法",
    "materials": ("居民身份证", "户口簿", "用人单位函件", "网格员入户核实意见（签名）"),
}

INTRODUCTION: dict[str, Any] = {
    "matter": "12",
    "purpose": "退休审核",
    "document": "介绍信",
    "materials": ("居民身份证", "退休证"),
}


def words(paper: Paper) -> str:
    document = pypdfium2.PdfDocument(paper.pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "")


@pytest.mark.parametrize("changes", [{}, CONDUCT, INTRODUCTION])
def test_a_preview_is_marked_and_writes_nothing(handler: Office, changes: dict[str, Any]) -> None:
    with written(handler) as log:
        paper = papers.preview(handler, make_request(**changes))
    assert paper is not None
    assert id_number() in words(paper)
    assert "不是正式文件" in words(paper)
    assert log == []


def test_a_preview_of_what_is_half_typed_is_shown(handler: Office) -> None:
    paper = papers.preview(
        handler, make_request(applicant_name="", applicant_id_number="35", visited_on=None)
    )
    assert paper is not None
    assert paper.pages == 1


@pytest.mark.parametrize("matter", ["09", "没有"])
def test_a_matter_without_a_paper_of_ours_has_no_preview(handler: Office, matter: str) -> None:
    assert papers.preview(handler, make_request(matter=matter)) is None


def test_opening_a_preview_in_full_is_logged(handler: Office) -> None:
    papers.note_preview(handler)
    with handler.read() as work:
        assert store.accesses(work, ("seal_uses", 0)) == [(START, HANDLER, "预览")]


@pytest.mark.parametrize(
    ("changes", "form"),
    [
        ({}, "certificate_pension"),
        (CONDUCT, "certificate_conduct"),
        (INTRODUCTION, "introduction"),
    ],
)
def test_an_approved_paper_is_printed_with_number_and_code(
    handler: Office, make_use: MakeUse, changes: dict[str, Any], form: str
) -> None:
    use = make_use(state=State.TO_SEAL, **changes)
    with written(handler) as log:
        paper = papers.print_paper(handler, use.seq)
    assert log.said() == [
        ("seals.paper_printed", ("seal_uses", use.seq), {"form": form, "copies": 1, "again": False})
    ]
    said = words(paper)
    assert [word in said for word in (use.check_code, id_number(), "郑国栋", "2026年9月1日")] == [True] * 4
    assert "不是正式文件" not in said
    assert "补打" not in said
    again = papers.print_paper(handler, use.seq)
    assert words(again).replace("补打　2026年9月1日", "") == said
    with handler.read() as work:
        assert store.accesses(work, ("seal_uses", use.seq)) == [(START, HANDLER, "打印证明")] * 2


def test_every_paper_a_matter_may_print_can_be_made() -> None:
    assert set(documents.MAKERS) == set(FORM_FIELDS) == set(LOCKED) == set(WORDED)


def test_a_letter_names_its_approver_and_counts_as_long_as_the_office_decided(
    handler: Office, admin: Office, make_use: MakeUse
) -> None:
    use = make_use(state=State.TO_SEAL, **INTRODUCTION).seq
    said = "".join(words(papers.print_paper(handler, use)).split())
    assert ("批准人：陈志明" in said, "（有效期柒天）" in said) == (True, True)
    change_setting(admin, "introduction_days", 15)
    assert "（有效期壹拾伍天）" in words(papers.print_paper(handler, use))
    preview = papers.preview(handler, make_request(**INTRODUCTION))
    assert preview is not None
    assert "（有效期壹拾伍天）" in words(preview)


def test_an_office_may_certify_what_it_found_where_a_form_has_no_room(
    handler: Office, approver: Office, make_use: MakeUse
) -> None:
    survey = next(matter for matter in seals.list_matters(approver, 1) if matter.code == "09")
    seals.change_matter(approver, replace(survey, form="certificate_facts"), before=survey)
    materials = ("居民身份证", "户口簿", "学校发的调查表")
    given = {"matter": "09", "materials": materials, "purpose": "申请助学贷款", "statement": "家庭成员三人。"}
    paper = papers.print_paper(handler, make_use(state=State.TO_SEAL, **given).seq)
    assert (paper.kind, paper.title) == ("certificate_facts", "证明")
    assert "上门核实：家庭成员三人。本证明仅用于申请助学贷款，他用无效。" in "".join(words(paper).split())


def test_no_paper_is_printed_before_its_approval(handler: Office, make_use: MakeUse) -> None:
    for state in (State.TO_APPROVE, State.RETURNED, State.VOID):
        use = make_use(state=state).seq
        action = functools.partial(papers.print_paper, handler, use)
        assert rules_of(refused(handler, action)) == ["seals.not_approved"]


def test_a_resident_with_a_form_of_their_own_gets_no_certificate(handler: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_SEAL, matter="09", materials=("居民身份证", "户口簿", "学校发的调查表")).seq
    assert rules_of(refused(handler, lambda: papers.print_paper(handler, use))) == ["seals.no_form"]


def test_an_auditor_prints_no_paper(auditor: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_SEAL).seq
    assert rules_of(refused(auditor, lambda: papers.print_paper(auditor, use))) == ["people.not_allowed"]


@pytest.mark.parametrize("state", [State.TO_VERIFY, State.TO_APPROVE, State.TO_SEAL, State.FILED])
def test_the_slip_shows_what_is_decided_so_far(handler: Office, make_use: MakeUse, state: State) -> None:
    use = make_use(state=state).seq
    with written(handler) as log:
        paper = papers.print_slip(handler, use)
    assert log.said() == [("seals.slip_printed", ("seal_uses", use), {"state": state.value})]
    said = words(paper)
    assert ("郑国栋" in said, id_number() in said) == (True, False)
    assert ("陈志明" in said) == (state in (State.TO_SEAL, State.FILED))


def test_the_slip_names_the_agent_masked(handler: Office) -> None:
    use = uses.submit_use(handler, with_agent()).seq
    said = words(papers.print_slip(handler, use))
    assert ("郑小芳" in said, "女儿" in said, with_agent().agent_id_number in said) == (True, True, False)


def test_the_months_page_carries_the_checkpoint(
    handler: Office, approver: Office, make_use: MakeUse, clock: MovableClock
) -> None:
    returned = make_use(state=State.RETURNED).seq
    for state in (State.FILED, State.VOID, State.REFUSED):
        make_use(state=state)
    uses.submit_use(handler, make_request(corrects=returned, materials=MATERIALS))
    with written(approver) as log:
        paper = papers.register_month(approver, 1, 2026, 9)
    assert [(kind, subject, payload) for kind, subject, payload in log.said()] == [
        ("seals.register_printed", ("seal", 1), {"month": "2026-09", "lines": 5})
    ]
    said = words(paper)
    assert [word in said for word in ("批准人兼印章管理人", "更正 1")] == [True, True]
    clock.advance(days=40)
    assert papers.register_month(approver, 1, 2026, 10).pages == 1


# Specimens


def test_a_specimen_needs_no_office() -> None:
    kinds = specimens.kinds()
    assert "certificate_pension" in kinds
    assert specimens.schema("certificate_pension")["type"] == "object"


def test_specimens_are_set_one_or_many() -> None:
    document = {
        "recipient": "滨江市社会保险中心",
        "name": "郑国栋",
        "sex": "男",
        "birth": "1951-04-12",
        "id_number": id_number(),
        "community": "榕荫社区",
        "address": "榕荫路86号402室",
        "handler": "黄建平",
        "visited_on": "2026-08-31",
        "issuer": "梧桐街道办事处",
        "issued_on": "2026-09-01",
        "seal_diameter_mm": 42,
    }
    one = specimens.set_specimens("certificate_pension", document)
    two = specimens.set_specimens("certificate_pension", [document, document])
    assert (one.pages, two.pages) == (1, 2)
    assert "样张" in words(one)


def test_a_paper_is_looked_at_before_it_is_printed(handler: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_SEAL)
    with written(handler) as log:
        shown = papers.show_paper(handler, use.seq)
    assert log == []
    with handler.read() as work:
        assert store.accesses(work, ("seal_uses", use.seq)) == [(START, HANDLER, "看要打印的证明")]
    assert papers.print_paper(handler, use.seq).pdf == shown.pdf


def test_printing_is_an_event_with_its_copies_and_the_next_print_says_so(
    handler: Office, make_use: MakeUse
) -> None:
    use = make_use(state=State.TO_SEAL)
    with written(handler) as log:
        papers.note_printed(handler, use.seq, 2)
        papers.note_printed(handler, use.seq, 1)
    form = {"form": "certificate_pension"}
    assert [payload for _kind, _subject, payload in log.said()] == [
        {**form, "copies": 2, "again": False},
        {**form, "copies": 1, "again": True},
    ]
    assert "补打" in words(papers.show_paper(handler, use.seq))


def test_what_the_printer_did_not_take_was_not_printed(handler: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_SEAL)
    papers.note_printed(handler, use.seq, 1)
    with written(handler) as log:
        papers.note_not_printed(handler, use.seq)
    assert log.said() == [("seals.paper_not_printed", ("seal_uses", use.seq), {})]
    assert "补打" not in words(papers.show_paper(handler, use.seq))
