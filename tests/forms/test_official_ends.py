"""Signatures, seals, page numbers, feet and annexes of official papers, measured in mm on the finished PDF."""

import pytest

from desktop.domain.problems import Refused
from desktop.forms.paper import (
    Annex,
    Header,
    LetterHead,
    Paragraph,
    Sheet,
    SignatureStamp,
    draw_official,
)
from desktop.forms.paper.endings import seam_boxes
from desktop.forms.paper.geometry import ASCENT, BODY_SIZE, BOTTOM, LEFT, MM, PITCH, RIGHT, STEP, TOP
from tests.forms.official_papers import CODE, HEAD, NUMBER, Read, draw, names, official, table_of


def test_date_ends_four_characters_before_the_edge_and_the_issuer_is_centred_over_it(read: Read) -> None:
    paper = read(draw()[2])
    day, issuer = paper.box("2026年9月9日"), paper.box("榕荫社区居民选举委员会")
    assert day[2] == pytest.approx(RIGHT - 4 * STEP, abs=0.1)
    assert sum(issuer[0:3:2]) == pytest.approx(sum(day[0:3:2]), abs=0.2)


@pytest.mark.parametrize("head", [None, HEAD, LetterHead(*names())])
@pytest.mark.parametrize("lines", [1, 2, 8, 9, 10, 11, 12, 13, 14, 16, 18, 19, 20, 21, 30, 37, 42, 58])
def test_seal_is_within_a_line_of_the_text_and_signature_is_never_alone(
    lines: int, head: Header | LetterHead | None, read: Read
) -> None:
    blocks = (Paragraph("情" * (26 + 28 * (lines - 1))), Paragraph("特此公告。"))
    sheet, boxes, pdf = draw(header=head, blocks=blocks, number="印〔2026〕8号", **CODE)
    paper, seal = read(pdf), boxes[0]
    last = sheet.pages
    assert seal.page == last
    assert "情" in paper.text(last)
    foot = paper.origin("特此公告。", last)[1] + (1 - ASCENT) * BODY_SIZE / MM
    top = seal.y_mm - seal.diameter_mm / 2
    # Within one line of the body, and never on it.
    assert 0 < top - foot <= PITCH + (PITCH - BODY_SIZE / MM) / 2 + 0.01
    assert sum(paper.text(page).count("情") for page in range(1, last + 1)) == 26 + 28 * (lines - 1)
    left, bottom = seal.x_mm - 21, seal.y_mm + 21
    foot_words = ["核验码 9PXC", "编号 印", "凭核验码"] + ([f"— {last} —"] if last > 1 else [])
    for words in foot_words:
        box = paper.box(words, last)
        assert box[1] > bottom or box[2] < left, (words, box, seal)


def test_paper_without_seal(read: Read) -> None:
    _, boxes, pdf = draw(sealed=False)
    paper = read(pdf)
    issuer, day = paper.box("榕荫社区居民选举委员会"), paper.box("2026年9月9日")
    assert boxes == ()
    assert issuer[2] == pytest.approx(RIGHT - 2 * STEP, abs=0.1)
    assert day[0] - issuer[0] == pytest.approx(2 * STEP, abs=0.2)
    # One blank line under the text, then issuer and date on lines of their own.
    body = paper.origin("特此公告。")[1]
    assert paper.origin("选举委员会")[1] - body == pytest.approx(2 * PITCH, abs=0.01)
    assert paper.origin("2026年")[1] - body == pytest.approx(3 * PITCH, abs=0.01)


def test_date_longer_than_the_issuer_stands_two_characters_from_the_edge(read: Read) -> None:
    paper = read(draw(sealed=False, issuer="居委会")[2])
    issuer, day = paper.box("居委会"), paper.box("2026年9月9日")
    assert day[2] == pytest.approx(RIGHT - 2 * STEP, abs=0.1)
    assert day[0] - issuer[0] == pytest.approx(2 * STEP, abs=0.2)


def test_signature_stamp_has_its_office_and_its_date(read: Read) -> None:
    _, boxes, pdf = draw(stamp=SignatureStamp("主任", 20.0))
    paper = read(pdf)
    assert [(box.page, box.diameter_mm, box.kind) for box in boxes] == [(1, 20.0, "signature")]
    stamp = boxes[0]
    assert stamp.x_mm + 10 == pytest.approx(RIGHT - 4 * STEP, abs=0.001)
    assert paper.box("主任")[2] == pytest.approx(stamp.x_mm - 10 - 2 * STEP, abs=0.2)
    assert paper.origin("主任")[1] - 0.38 * BODY_SIZE / MM == pytest.approx(stamp.y_mm, abs=0.01)
    assert paper.box("2026年9月9日")[2] == pytest.approx(RIGHT - 4 * STEP, abs=0.1)
    # Two blank lines over the stamp, one under it.
    body = paper.origin("特此公告。")[1]
    assert paper.origin("2026年")[1] - body == pytest.approx(6 * PITCH, abs=0.01)
    assert "榕荫社区居民选举委员会" not in paper.text()


def test_page_numbers_are_odd_right_even_left_seven_mm_under_the_block(read: Read) -> None:
    sheet, _, pdf = draw(blocks=(Paragraph("情况属实。" * 300), Paragraph("特此公告。")), **CODE)
    paper = read(pdf)
    assert sheet.pages == 3
    one = 14 / MM
    for page in (1, 2, 3):
        words = f"— {page} —"
        box = paper.box(words, page)
        assert paper.font(words, page) == "NotoSerifSC-Regular"
        assert paper.size(words, page) == pytest.approx(14.0)
        middle = paper.origin(words, page)[1] - 0.38 * one
        assert middle == pytest.approx(BOTTOM + 7, abs=0.01)
        edge = (RIGHT - one, box[2]) if page % 2 else (LEFT + one, box[0])
        assert edge[0] == pytest.approx(edge[1], abs=0.3)


def test_single_page_bears_no_number(read: Read) -> None:
    assert "—" not in read(draw()[2]).text()


def test_first_page_of_a_letter_bears_no_number(read: Read) -> None:
    blocks = (Paragraph("情况属实。" * 150), Paragraph("专此函达。"))
    paper = read(draw(header=LetterHead(*names()), blocks=blocks)[2])
    assert "—" not in paper.text(1)
    assert "— 2 —" in paper.text(2)


def test_code_stands_across_from_the_page_number(read: Read) -> None:
    sheet, _, pdf = draw(blocks=(Paragraph("情况属实。" * 150), Paragraph("特此公告。")), **CODE)
    paper = read(pdf)
    assert sheet.pages == 2
    assert paper.box("核验码 9PXC", 1)[0] == pytest.approx(LEFT + 26, abs=0.3)
    assert paper.box("9PXC-3R7D-KM5E", 2)[2] == pytest.approx(RIGHT - 26, abs=0.3)


def test_number_of_the_head_is_not_said_again_at_the_foot(read: Read) -> None:
    paper = read(draw(header=HEAD, number=NUMBER, **CODE)[2])
    assert paper.text().count(NUMBER) == 1
    assert "编号 印〔2026〕8号" in read(draw(header=HEAD, number="印〔2026〕8号", **CODE)[2]).text()


def test_draft_says_so_and_bears_no_code(read: Read) -> None:
    paper = read(draw(mark="草稿", number="印〔2026〕8号", **CODE)[2])
    assert paper.text().count("草稿") == 1
    assert "9PXC" not in paper.text()
    assert "编号 印〔2026〕8号" in paper.text()


def test_note_stands_in_brackets_under_the_date_and_keeps_off_the_seal(read: Read) -> None:
    _, boxes, pdf = draw(note="联系人：苏雅婷，电话：0599-1234567，此件公开发布")
    paper = read(pdf)
    assert paper.box("联系人")[0] == pytest.approx(LEFT + 3 * STEP, abs=0.3)
    assert paper.origin("联系人")[1] - paper.origin("2026年9月")[1] == pytest.approx(PITCH, abs=0.01)
    for words in ("联系人", "0599", "此件公开发布"):
        assert paper.box(words)[2] < boxes[0].x_mm - 21


def test_attachments_are_named_under_the_text(read: Read) -> None:
    names = ("登记簿样式", "关于进一步做好社区居民委员会印章使用和管理工作的若干规定")
    paper = read(draw(attachments=names)[2])
    text = paper.text()
    assert "附件：1.登记簿样式" in text
    assert paper.origin("附件")[1] - paper.origin("特此公告。")[1] == pytest.approx(2 * PITCH, abs=0.01)
    assert paper.box("附件")[0] == pytest.approx(LEFT + 2 * STEP, abs=0.3)
    # What does not fit its line goes on under the first character of the name.
    assert "2.关于进一步" in text
    first = paper.box("关于进一步")[0]
    tail = next(line for line in text.split("\n") if line.endswith("若干规定") and "关于" not in line)
    assert paper.box(tail)[0] == pytest.approx(first, abs=0.3)
    assert "附件：登记簿样式" in read(draw(attachments=names[:1])[2]).text()


def test_annex_stands_on_pages_of_its_own_and_is_named_under_the_text(read: Read) -> None:
    annex = Annex("榕荫社区居民委员会\n候选人名单", (table_of(40), Paragraph("以上名单属实。")))
    sheet, boxes, pdf = draw(annexes=(annex,), **CODE)
    paper = read(pdf)
    assert sheet.pages == 3
    assert "附件：榕荫社区居民委员会候选人名单" in paper.text(1)
    assert paper.text(2).startswith("附件\n榕荫社区居民委员会\n候选人名单\n序号")
    assert paper.box("附件", 2)[0] == pytest.approx(LEFT, abs=0.3)
    assert paper.font("附件", 2) == "NotoSansSC-Regular"
    # 附件 on the first line, the title on the third.
    first = (paper.origin("附件", 2)[1] - TOP) / PITCH
    title = (paper.origin("榕荫社区居民委员会", 2)[1] - TOP) / PITCH
    assert (int(first), int(title)) == (0, 2)
    assert sum(paper.text(page).count("方文彬") for page in (2, 3)) == 40
    assert [f"— {page} —" in paper.text(page) for page in (1, 2, 3)] == [True] * 3
    assert [(box.page, box.kind) for box in boxes] == [
        (1, "signature"),
        (1, "seam"),
        (2, "seam"),
        (3, "seam"),
    ]


def test_several_annexes_are_numbered(read: Read) -> None:
    annexes = (Annex("名单", (Paragraph("甲"),)), Annex("说明", (Paragraph("乙"),)))
    paper = read(draw(annexes=annexes)[2])
    assert "附件：1.名单\n2.说明" in paper.text(1)
    assert [paper.text(page).split("\n")[0] for page in (2, 3)] == ["附件1", "附件2"]


def test_draft_of_a_letter_breaks_its_pages_as_the_formal_paper_does(read: Read) -> None:
    blocks = (Paragraph("情况属实。" * 150), Paragraph("专此函达。"))
    formal = read(draw(header=LetterHead(*names()), blocks=blocks, number="印〔2026〕8号", **CODE)[2])
    draft = read(draw(header=LetterHead(*names()), blocks=blocks, mark="草稿")[2])
    assert draft.text(2).count("情") == formal.text(2).count("情") > 0


def test_every_page_carries_its_strip_of_the_seam_seal() -> None:
    sheet, boxes, _ = draw(blocks=(Paragraph("情况属实。" * 300), Paragraph("特此公告。")))
    seams = [box for box in boxes if box.kind == "seam"]
    assert [box.page for box in seams] == [1, 2, 3]
    strip = 42 / sheet.pages
    for box in seams:
        # Of the fanned pages each shows its right strip; the seal covers all of them.
        visible = (210 - strip, 210.0)
        assert box.x_mm - 21 <= visible[0] + 0.001
        assert box.x_mm + 21 >= visible[1] - 0.001
        assert visible[0] > RIGHT


def test_many_pages_take_several_seam_seals_each_linked_to_the_next() -> None:
    boxes = seam_boxes(24, 42.0, 210.0, 297.0)
    assert sorted({box.page for box in boxes}) == list(range(1, 25))
    assert [page for page in range(1, 25) if sum(box.page == page for box in boxes) == 2] == [10, 19]


def test_single_page_takes_no_seam_seal() -> None:
    assert [box.kind for box in draw()[1]] == ["signature"]


def test_paper_drawn_behind_another_counts_its_own_pages() -> None:
    sheet = Sheet("两件")
    draw_official(sheet, official())
    sheet.next_page()
    boxes = draw_official(sheet, official(blocks=(Paragraph("情况属实。" * 150), Paragraph("特此公告。"))))
    assert [(box.page, box.kind) for box in boxes] == [(3, "signature"), (2, "seam"), (3, "seam")]


def test_seal_that_fits_nowhere_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        draw(diameter=250.0)
    assert [problem.rule for problem in refusal.value.problems] == ["paper.signature"]


def test_same_paper_gives_the_same_bytes() -> None:
    assert draw(header=HEAD, **CODE)[2] == draw(header=HEAD, **CODE)[2]
