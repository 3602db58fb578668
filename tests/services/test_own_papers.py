"""Papers of the office's own: written, entered, approved, printed and checked like every sealed paper."""

import json
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from desktop.domain.checking import Verdict
from desktop.domain.papers import OwnPaper, Paper
from desktop.domain.privacy import Place
from desktop.domain.problems import Missing, Refused
from desktop.domain.seals import SealUse, State, UseFilter
from desktop.domain.seals.correcting import is_told
from desktop.forms import written
from desktop.forms.kinds import get_kind
from desktop.services import evidence, privacy, seals
from desktop.services.office import Office
from desktop.services.seals import again, batch, copies, facts, history, own_papers, papers, uses
from desktop.services.seals.own_papers import Written
from desktop.storage import office as store
from desktop.storage.seals import uses as kept
from tests.builders import APPROVER, HANDLER, SEAL, START, MovableClock, id_number, make_request
from tests.conftest import MakeUse
from tests.services.watch import refused, rules_of
from tests.services.watch import written as watched

TEXT = "为消除消防隐患，社区决定集中清理楼道。\n一、清理时间\n9月12日上午。\n特此公告。"
ANNOUNCEMENT = Written(
    "announcement",
    {
        "title": "关于清理楼道的公告",
        "blocks": TEXT,
        "header_style": "red",
        "issuer_mark": "榕荫社区居民委员会",
    },
    SEAL,
    "15",
    finding="文稿已核对",
)
LETTER = replace(
    ANNOUNCEMENT,
    kind="office_letter",
    typed={
        **ANNOUNCEMENT.typed,
        "title": "关于路灯的函",
        "addressee": "市政养护中心",
        "attachments": "照片\n清单",
    },
)
INTRODUCTION = replace(
    ANNOUNCEMENT,
    kind="introduction",
    typed={
        "recipient": "滨江市社会保险中心",
        "name": "郑国栋 ",
        "id_number": id_number().lower(),
        "persons": "1",
        "purpose": "退休审核",
        "valid_days": "7",
    },
)
LABELS = Written(
    "box_labels", {"boxes": "用印登记簿，用印，2026，10年，1，1，160\n补选,选举,2026,永久,1,1,27,20"}
)


def words(paper: Paper) -> str:
    document = pypdfium2.PdfDocument(paper.pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "")


def approved(handler: Office, approver: Office, paper: Written = ANNOUNCEMENT) -> SealUse:
    entry = own_papers.submit_own(handler, paper)
    return uses.approve_use(approver, entry.seq, opinion="同意")


def test_the_papers_a_clerk_may_write_and_which_of_them_bear_a_seal() -> None:
    assert [(kind.name, kind.title, kind.sealed) for kind in own_papers.own_kinds()] == [
        (name, get_kind(name).title, name != "box_labels") for name in written.BY_HAND
    ]


def test_a_new_paper_begins_with_what_the_office_knows(handler: Office) -> None:
    assert own_papers.usual_texts(handler) == {
        "issuer_mark": "榕荫社区居民委员会",
        "persons": "1",
        "valid_days": "7",
    }


@pytest.mark.parametrize("paper", [ANNOUNCEMENT, LETTER, INTRODUCTION, LABELS])
def test_an_empty_sheet_and_a_full_one_are_shown_as_drafts_and_write_nothing(
    handler: Office, paper: Written
) -> None:
    with watched(handler) as log:
        empty = own_papers.preview_own(handler, replace(paper, typed={}))
        full = own_papers.preview_own(handler, paper)
    assert log == []
    assert ("草稿" in words(empty)) is (paper is not LABELS)  # without a box there is nothing on the sheet
    assert "草稿" in words(full)
    assert len(words(full)) > len(words(empty))


def test_a_draft_that_is_printed_is_a_look(handler: Office) -> None:
    paper = own_papers.show_draft(handler, ANNOUNCEMENT, "plain")
    assert "草稿" in words(paper)
    assert words(own_papers.preview_own(handler, ANNOUNCEMENT)) != words(paper)
    with handler.read() as work:
        assert store.accesses(work, ("seal_uses", 0)) == [(START, HANDLER, "打印草稿")]


def test_an_announcement_is_an_entry_of_the_office_itself(handler: Office) -> None:
    with watched(handler) as log:
        entry = own_papers.submit_own(handler, replace(ANNOUNCEMENT, copies=3))
    request = entry.request
    assert (request.applicant_name, request.applicant_id_number) == ("榕荫社区居民委员会", "")
    assert (request.document, request.recipient, request.copies, request.pages) == (
        "关于清理楼道的公告",
        "公开张贴",
        3,
        1,
    )
    assert (entry.matter.code, entry.state, entry.materials_due) == ("15", State.TO_APPROVE, ())
    assert [(kind, payload.get("form")) for kind, _subject, payload in log.said()] == [
        ("seals.use_recorded", None),
        ("seals.own_paper_kept", "announcement"),
        ("seals.finding_signed", None),
    ]
    assert log.committed()[1] == {"document"}
    line = seals.list_uses(handler, UseFilter())[0]
    assert (line.own_paper, line.materials_due, line.applicant) == (True, 0, "榕荫社区居民委员会")


def test_a_letter_goes_to_whom_it_is_addressed_and_an_introduction_names_its_person(handler: Office) -> None:
    letter = own_papers.submit_own(handler, LETTER)
    assert (letter.request.recipient, letter.request.document) == ("市政养护中心", "关于路灯的函")
    paper = own_papers.submit_own(handler, INTRODUCTION)
    with handler.read() as work:
        request = kept.get_use(work, paper.seq).request
    assert (request.applicant_name, request.applicant_id_number) == ("郑国栋", id_number())
    assert (request.recipient, request.purpose, request.document) == (
        "滨江市社会保险中心",
        "退休审核",
        "介绍信",
    )
    assert request.own_paper is not None
    assert json.loads(request.own_paper.text)["id_number"] == id_number()


def test_after_approval_it_prints_with_number_code_and_qr_and_then_says_again(
    handler: Office, approver: Office, clock: MovableClock
) -> None:
    entry = own_papers.submit_own(handler, ANNOUNCEMENT)
    assert rules_of(refused(handler, lambda: papers.show_paper(handler, entry.seq))) == ["seals.not_approved"]
    entry = uses.approve_use(approver, entry.seq, opinion="同意")
    clock.advance(days=2)
    first = papers.show_paper(handler, entry.seq)
    text = words(first)
    assert "草稿" not in text
    assert entry.number.replace(" ", "") in text.replace(" ", "")
    assert entry.check_code in text
    assert "2026年9月1日" in text
    with watched(handler) as log:
        papers.note_printed(handler, entry.seq, 2)
    assert log.said() == [
        (
            "seals.paper_printed",
            ("seal_uses", entry.seq),
            {"form": "announcement", "copies": 2, "again": False},
        )
    ]
    second = words(papers.show_paper(handler, entry.seq))
    assert "补打" in second
    assert second.replace("补打　2026年9月3日", "") == text


def test_the_red_head_is_chosen_anew_for_each_print(handler: Office, approver: Office) -> None:
    entry = approved(handler, approver)
    shown = {head: words(papers.show_paper(handler, entry.seq, head)) for head in ("", "red", "plain")}
    assert shown[""] == shown["red"] != shown["plain"]
    certificate = approved(handler, approver, INTRODUCTION)
    assert words(papers.show_paper(handler, certificate.seq, "red")) == words(
        papers.show_paper(handler, certificate.seq)
    )


@pytest.mark.parametrize("paper", [ANNOUNCEMENT, LETTER, INTRODUCTION])
def test_every_own_paper_can_be_checked(handler: Office, approver: Office, paper: Written) -> None:
    entry = approved(handler, approver, paper)
    with handler.read() as work:
        whole = kept.get_use(work, entry.seq)
        _code, signed, signature = kept.check_code_of(work, entry.seq)
    qr = facts.qr_text(signed, signature)
    finding, use = seals.check_paper(handler, qr)
    assert (finding.verdict, use) == (Verdict.NOT_SEALED, entry.seq)
    printed = dict(facts.all_facts(whole))
    assert seals.check_paper(handler, qr, printed)[0].verdict is Verdict.NOT_SEALED
    other = seals.check_paper(handler, qr, {**printed, "paper": "0" * 64})[0]
    assert (other.verdict, "文书内容" in other.message) == (Verdict.FACTS_DIFFER, True)
    name = json.loads(signed)["name"]
    assert name == ("郑*栋" if paper is INTRODUCTION else "榕荫社区居民委员会")
    assert evidence.verify_office(approver).fault is None


def test_papers_of_residents_keep_their_facts_as_they_were(handler: Office, make_use: MakeUse) -> None:
    use = make_use(State.TO_SEAL)
    assert "paper" not in facts.all_facts(use)


def test_an_own_paper_under_a_matter_with_a_certificate_is_printed_and_not_the_certificate(
    handler: Office, approver: Office
) -> None:
    entry = approved(handler, approver, replace(ANNOUNCEMENT, matter="10"))
    assert "清理楼道" in words(papers.show_paper(handler, entry.seq))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"finding": " "}, [("seals.field_missing", "finding")]),
        ({"matter": "没有"}, [("seals.out_of_scope", "matter")]),
        ({"copies": None}, [("seals.copies", "copies")]),
        ({"typed": {**ANNOUNCEMENT.typed, "title": " "}}, [("paper.blank", "title")]),
        ({"typed": {**ANNOUNCEMENT.typed, "title": "长" * 101}}, [("seals.too_long", "title")]),
        ({"typed": {**ANNOUNCEMENT.typed, "blocks": ""}}, [("paper.blank", "blocks")]),
        (
            {"kind": "introduction", "typed": {**INTRODUCTION.typed, "persons": "一"}},
            [("paper.number", "persons")],
        ),
        (
            {"kind": "introduction", "typed": {**INTRODUCTION.typed, "id_number": "35020319510412041"}},
            [("text.id_number_length", "id_number")],
        ),
    ],
)
def test_what_is_not_whole_gets_no_number(
    handler: Office, changes: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    paper = replace(ANNOUNCEMENT, **changes)
    assert refused(handler, lambda: own_papers.submit_own(handler, paper)) == found


def test_only_a_handler_enters_papers(auditor: Office) -> None:
    assert refused(auditor, lambda: own_papers.submit_own(auditor, ANNOUNCEMENT)) == [
        ("people.not_allowed", "")
    ]


def test_a_paper_without_a_seal_is_printed_at_once(handler: Office) -> None:
    paper = own_papers.set_plain(handler, LABELS)
    assert (paper.kind, paper.seal_boxes, "草稿" in words(paper)) == ("box_labels", (), False)
    with watched(handler) as log:
        own_papers.note_plain_printed(handler, "box_labels", 2)
    assert log.said() == [("seals.plain_paper_printed", None, {"form": "box_labels", "copies": 2})]
    assert refused(handler, lambda: own_papers.set_plain(handler, ANNOUNCEMENT)) == [
        ("seals.not_approved", "kind")
    ]


def test_a_sealed_paper_is_put_right_by_a_new_one(handler: Office, approver: Office) -> None:
    entry = own_papers.submit_own(handler, LETTER)
    uses.return_use(approver, entry.seq, "文稿有误")
    before = own_papers.own_as_written(handler, entry.seq)
    assert {name: before.typed[name] for name in LETTER.typed} == LETTER.typed
    assert (before.kind, before.seal, before.matter) == ("office_letter", SEAL, "15")
    newer = own_papers.submit_own(handler, replace(before, finding="文稿已改", corrects=entry.seq))
    assert newer.request.corrects == entry.seq
    with handler.read() as work:
        assert kept.get_use(work, entry.seq).corrected_by == (newer.seq,)


def test_a_residents_entry_is_no_own_paper(handler: Office, make_use: MakeUse) -> None:
    use = make_use(State.TO_APPROVE)
    with pytest.raises(Missing):
        own_papers.own_as_written(handler, use.seq)


def test_an_own_paper_does_not_come_in_by_another_door(handler: Office) -> None:
    """A resident's request that says it is the office's own is refused by the rules."""
    request = make_request(own_paper=OwnPaper("announcement", "{}"))
    assert refused(handler, lambda: uses.submit_use(handler, request)) == [("seals.own_paper", "own_paper")]
    with pytest.raises(Refused) as found:
        uses.submit_use(handler, replace(request, own_paper=OwnPaper("certificate_facts", "{}")))
    assert [problem.rule for problem in found.value.problems] == ["seals.own_kind"]


def test_own_papers_are_printed_together_with_certificates(
    handler: Office, approver: Office, make_use: MakeUse
) -> None:
    entry = approved(handler, approver, replace(ANNOUNCEMENT, matter="09"))
    certificate = make_use(State.TO_SEAL)
    waiting = [line.use for line in batch.papers_to_print(handler, SEAL)]
    assert waiting == [entry.seq, certificate.seq]
    made = batch.show_batch(handler, waiting)
    assert made.set_uses == (entry.seq, certificate.seq)
    assert "清理楼道" in words(made.paper) if made.paper else False


def test_what_the_printer_did_not_take_is_written_down(handler: Office) -> None:
    with watched(handler) as log:
        own_papers.note_plain_not_printed(handler, "box_labels")
    assert log.said() == [("seals.paper_not_printed", None, {"form": "box_labels"})]


def test_only_what_was_written_with_a_red_head_has_one(
    handler: Office, approver: Office, make_use: MakeUse
) -> None:
    plain = replace(ANNOUNCEMENT, typed={**ANNOUNCEMENT.typed, "header_style": "plain"})
    papers_ = [approved(handler, approver, paper) for paper in (ANNOUNCEMENT, plain, INTRODUCTION)]
    found = [own_papers.has_red_head(handler, entry.seq) for entry in papers_]
    assert found == [True, False, False]
    assert not own_papers.has_red_head(handler, make_use(State.TO_SEAL).seq)


def test_what_stands_on_a_paper_is_not_shown_with_its_entry(handler: Office) -> None:
    entry = own_papers.submit_own(handler, INTRODUCTION)
    assert entry.request.own_paper == OwnPaper("introduction", "")
    assert id_number() not in repr(uses.get_use(handler, entry.seq))


def test_papers_are_called_by_their_titles() -> None:
    assert [own_papers.paper_title(kind) for kind in written.BY_HAND] == [
        *("公告", "便函", "介绍信", "档案盒标签")
    ]


def test_an_introduction_names_its_person_as_it_was_put_right(
    handler: Office, approver: Office, admin: Office
) -> None:
    entry = approved(handler, approver, INTRODUCTION)
    privacy.correct(approver, entry.seq, "applicant_name", "郑国梁", "姓名写错")
    assert "郑国梁" in words(papers.show_paper(handler, entry.seq))


def test_who_is_named_in_an_announcement_is_found_there(handler: Office) -> None:
    typed = {**ANNOUNCEMENT.typed, "blocks": "值班安排：\n王芳\t9月12日\n李伟\t9月13日", "note": "王芳负责"}
    entry = own_papers.submit_own(handler, replace(ANNOUNCEMENT, typed=typed))
    own_papers.submit_own(handler, replace(INTRODUCTION, typed={**INTRODUCTION.typed, "name": "王芳"}))
    form = {"own_paper": "announcement", "fields": {"blocks": "值班：\n王芳"}, "document": ""}
    draft = copies.save_draft(handler, form)
    found = history.history_of_person(handler, "王芳", "核对")
    assert [(t.place, t.record, t.values) for t in found.traces if t.place is Place.PAPER] == [
        (Place.PAPER, entry.seq, "王芳；王芳负责")
    ]
    assert [(t.record, t.what, t.values) for t in found.traces if t.place is Place.DRAFT] == [
        (draft, "还没有写文件", "王芳")
    ]
    assert len(found.lines) == 1


def test_who_decides_reads_the_paper_first(handler: Office, approver: Office, admin: Office) -> None:
    for paper, word in ((ANNOUNCEMENT, "清理楼道"), (INTRODUCTION, "退休审核")):
        entry = own_papers.submit_own(handler, paper)
        shown = words(own_papers.show_entered(approver, entry.seq))
        assert ("草稿" in shown, word in shown) == (True, True)
        with approver.read() as work:
            assert store.accesses(work, ("seal_uses", entry.seq)) == [(START, APPROVER, "查看文书")]
    assert rules_of(refused(admin, lambda: own_papers.show_entered(admin, entry.seq))) == [
        "people.not_allowed"
    ]


def test_the_slip_of_an_own_paper_strikes_out_the_id_number(handler: Office) -> None:
    entry = own_papers.submit_own(handler, ANNOUNCEMENT)
    assert "——" in words(papers.print_slip(handler, entry.seq))


def test_the_office_is_not_offered_as_a_resident_and_not_told_in_writing(
    handler: Office, approver: Office
) -> None:
    entry = own_papers.submit_own(handler, ANNOUNCEMENT)
    assert again.known_residents(handler, "榕荫") == []
    assert is_told(uses.return_use(approver, entry.seq, "文稿有误")) is False
