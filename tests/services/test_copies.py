"""Copies, drafts and stopped requests."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desktop.domain.problems import Missing, Refused
from desktop.domain.seals import State
from desktop.services.files import write_file
from desktop.services.office import Office
from desktop.services.seals import copies, uses
from desktop.storage import files
from desktop.storage import office as store
from tests.builders import AUDITOR, HANDLER, SEAL, START, make_copy, picture
from tests.conftest import MakeUse
from tests.services import dying
from tests.services.watch import refused, rules_of, written


def test_scans_are_looked_at_in_another_process(tmp_path: Path) -> None:
    for name, kind in (("一.pdf", "PDF"), ("二.tiff", "TIFF")):
        (tmp_path / name).write_bytes(picture(kind, pages=2))
    found = copies.read_copies([tmp_path / "一.pdf", tmp_path / "二.tiff"])
    assert [(copy.name, copy.media_type, copy.pages) for copy in found] == [
        ("一.pdf", "application/pdf", 2),
        ("二.tiff", "image/tiff", 2),
    ]
    (tmp_path / "三.png").write_bytes(b"MZ")
    with pytest.raises(Refused, match=r"“三\.png”不是扫描件"):
        copies.read_copies([tmp_path / "三.png"])


def test_a_hostile_file_kills_only_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "read_copy", dying.die)
    with pytest.raises(Refused, match=r"“坏\.pdf”打开时出错"):
        copies.read_copies([tmp_path / "坏.pdf"])


def test_copies_file_an_entry_in_one_transaction(handler: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_KEEP).seq
    scans = [make_copy(), make_copy(picture("JPEG"), name="背面.jpg", media_type="image/jpeg", thumbnails=())]
    with written(handler) as log:
        filed = copies.keep_copies(handler, use, scans)
    assert filed.state is State.FILED
    assert [(copy.name, copy.by, copy.size, copy.kept_at) for copy in filed.kept_copies] == [
        (scan.name, HANDLER, len(scan.content), START) for scan in scans
    ]
    assert [copy.thumbnails for copy in filed.kept_copies] == [scan.thumbnails for scan in scans]
    assert log.said() == [
        *(("seals.copy_kept", ("seal_uses", use), {"sha256": scan.sha256, "pages": 1}) for scan in scans),
        ("seals.use_filed", ("seal_uses", use), {}),
    ]
    assert log.committed() == [{"name"}, {"name"}, set()]
    assert [copies.open_copy(handler, use, copy.seq)[1] for copy in filed.kept_copies] == [
        scan.content for scan in scans
    ]


def test_what_cannot_be_filed_keeps_nothing(handler: Office, auditor: Office, make_use: MakeUse) -> None:
    use, early = make_use(state=State.TO_KEEP).seq, make_use().seq
    assert refused(handler, lambda: copies.keep_copies(handler, use, [])) == [("copies.none", "copy")]
    assert rules_of(refused(handler, lambda: copies.keep_copies(handler, early, [make_copy()]))) == [
        "seals.wrong_state"
    ]
    assert rules_of(refused(auditor, lambda: copies.keep_copies(auditor, use, [make_copy()]))) == [
        "people.not_allowed"
    ]


def test_a_copy_is_opened_with_its_own_entry_and_the_look_is_logged(
    auditor: Office, make_use: MakeUse
) -> None:
    use, other = make_use(state=State.FILED), make_use(state=State.FILED).seq
    copy = use.kept_copies[0].seq
    assert copies.open_copy(auditor, use.seq, copy) == ("image/png", picture())
    with auditor.read() as work:
        assert store.accesses(work, ("seal_uses", use.seq)) == [(START, AUDITOR, "查看留底")]
    with pytest.raises(Missing, match="没有这份留底"):
        copies.open_copy(auditor, other, copy)


def test_the_same_file_on_two_entries_is_noticed(handler: Office, make_use: MakeUse) -> None:
    first = make_use(state=State.FILED)
    second = make_use(state=State.TO_KEEP).seq
    fresh = make_copy(picture(shade=9), name="另一份.png")
    assert copies.same_elsewhere(handler, second, [make_copy(), fresh]) == {"确认证明.png": [first.number]}
    assert copies.same_elsewhere(handler, first.seq, [make_copy()]) == {}


@pytest.mark.parametrize(
    ("media_type", "kind", "pages"),
    [
        ("application/pdf", "PDF", 2),
        ("image/tiff", "TIFF", 3),
        ("image/png", "PNG", 1),
        ("image/jpeg", "JPEG", 1),
    ],
)
def test_the_pages_of_a_copy_become_pictures(media_type: str, kind: str, pages: int) -> None:
    content = picture(kind, pages=pages)
    pictures = list(copies.draw_pages(media_type, content, "确认证明", pages=pages, width=40))
    assert len(pictures) == pages
    for drawn in pictures:
        with Image.open(io.BytesIO(drawn)) as image:
            assert (image.format, image.width) == ("PNG", 40)


@pytest.mark.parametrize(
    ("media_type", "content", "pages"),
    [
        ("application/pdf", b"%PDF-1.7 nothing", 1),
        ("application/pdf", picture("PDF"), 2),
        ("image/png", b"no picture", 1),
        ("image/tiff", picture("TIFF"), 2),
    ],
)
def test_a_page_that_cannot_be_drawn_is_named(media_type: str, content: bytes, pages: int) -> None:
    with pytest.raises(Refused) as refused:
        list(copies.draw_pages(media_type, content, "确认证明.pdf", pages=pages, width=40))
    assert [problem.message for problem in refused.value.problems] == [
        f"“确认证明.pdf”第 {pages} 页显示不出来。文件可能已损坏，留底原样还在。请对照纸质件查看。"
    ]


def test_a_child_that_dies_drawing_takes_nobody_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "draw_page", dying.die)
    with pytest.raises(Refused):
        list(copies.draw_pages("image/png", picture(), "a.png", pages=1, width=3))


def test_all_pages_of_an_entry_are_opened_and_the_look_is_logged(handler: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.FILED)
    told: list[tuple[int, int]] = []
    pages = copies.open_pages(handler, use, width=30, progress=lambda done, all_: told.append((done, all_)))
    assert len(pages) == 1
    assert told == [(1, 1)]
    assert copies.open_pages(handler, use, width=30) == pages
    with handler.read() as work:
        looks = store.accesses(work, ("seal_uses", use.seq))
    assert [why for _at, _who, why in looks] == ["查看留底", "查看留底"]


# Drafts


def test_a_draft_is_kept_as_typed_and_changed_in_its_place(handler: Office, colleague: Office) -> None:
    typed = {"applicant_name": "王\x00", "copies": "一千", "materials": ["甲"]}
    with written(handler) as log:
        draft = copies.save_draft(handler, typed)
    assert log.said() == [("seals.draft_saved", ("draft", draft), {})]
    assert [(d.id, d.handler, d.saved_at, d.form) for d in copies.list_drafts(handler)] == [
        (draft, HANDLER, START, typed)
    ]
    assert copies.save_draft(handler, {"copies": "2"}, draft=draft) == draft
    assert [d.form for d in copies.list_drafts(handler)] == [{"copies": "2"}]
    assert copies.list_drafts(colleague) == []
    assert copies.save_draft(colleague, {}, draft=draft) != draft
    assert [d.form for d in copies.list_drafts(handler)] == [{"copies": "2"}]


def test_a_draft_goes_when_it_is_submitted_or_given_up(handler: Office, make_use: MakeUse) -> None:
    first, second = (copies.save_draft(handler, {"n": n}) for n in (1, 2))
    request = uses.request_to_correct(handler, make_use(state=State.RETURNED).seq)
    bad = replace(request, recipient="")
    assert rules_of(refused(handler, lambda: uses.submit_use(handler, bad, draft=first))) == [
        "seals.field_missing"
    ]
    uses.submit_use(handler, request, draft=first)
    assert [draft.id for draft in copies.list_drafts(handler)] == [second]
    with written(handler) as log:
        copies.drop_draft(handler, second)
    assert log.said() == [("seals.draft_dropped", ("draft", second), {})]
    assert copies.list_drafts(handler) == []


def test_a_stopped_request_is_noted_without_its_words_in_the_log(handler: Office) -> None:
    with written(handler) as log:
        copies.stop_request(handler, SEAL, f" 亲属关系证明{'长' * 200} ")
    assert [(kind, payload) for kind, _subject, payload in log.said()] == [("seals.request_stopped", {})]
    assert log.committed() == [{"asked"}]


def test_a_file_is_handed_out_whole(tmp_path: Path) -> None:
    write_file(tmp_path / "证明.pdf", b"%PDF-")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("证明.pdf", b"%PDF-")]
