"""The papers of the seal register: their exact words, their places, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from desktop.domain.papers import Paper
from desktop.domain.problems import Refused
from desktop.forms.documents import PREVIEW, SPECIMEN, sample
from desktop.forms.kinds import KINDS, Wording, from_json, print_worded, set_batch
from desktop.forms.seals import (
    ApprovalSlip,
    ConductCertificate,
    FactsCertificate,
    PensionCertificate,
    RegisterMonth,
    approval_slip,
    register_month,
)

Read = Callable[[bytes], Any]
Looks = Callable[[bytes, str], None]

RARE = "㛃䶮𬭎𫖯𠮷鿏"
CODE = "YJ1|梧社印〔2026〕316 号|证明|郑*栋|350*************17|2026-09-08|" + "Qm9nA7xZ" * 11
ROOT = "q2xJ9vD0c4w8mB5nT7yU1iO3pA6sE0fGhKlZxCvBnM0="
CHECKPOINT = f"youju/wutong\n1284\n{ROOT}\n\n— youju/wutong {'Az3grlgt' * 11}\n"

PENSION_WORDS = """证　明
滨江市社会保险中心：
兹有郑国栋， 男， 1951年4月12日出生， 公民身份号码
350299195104120417，系贵市异地退休人员，现居住在本街道榕
荫社区榕荫路86号402室。经网格员黄建平于2026年9月7日上门
核实，本人健在，情况属实。
本证明仅用于办理领取养老金身份确认，他用无效。
特此证明。
编号 梧社印〔2026〕316 号
核验码 7K3F-M9QX-2D8A
第 1 页 共 1 页　凭核验码或二维码可向出具单位核对
梧桐街道办事处
2026年9月8日"""


def pension(**changes: Any) -> PensionCertificate:
    document = from_json("certificate_pension", KINDS["certificate_pension"].example | {"qr": CODE})
    assert isinstance(document, PensionCertificate)
    return replace(document, **changes)


def conduct(**changes: Any) -> ConductCertificate:
    document = from_json("certificate_conduct", KINDS["certificate_conduct"].example | {"qr": CODE})
    assert isinstance(document, ConductCertificate)
    return replace(document, **changes)


def pension_certificate(document: PensionCertificate, wording: Wording | None = None) -> Paper:
    return print_worded("certificate_pension", document, wording)


def conduct_certificate(document: ConductCertificate) -> Paper:
    return print_worded("certificate_conduct", document)


def facts(**changes: Any) -> FactsCertificate:
    document = from_json("certificate_facts", KINDS["certificate_facts"].example | {"qr": CODE})
    assert isinstance(document, FactsCertificate)
    return replace(document, **changes)


def slip(**changes: Any) -> ApprovalSlip:
    document = from_json("approval_slip", KINDS["approval_slip"].example)
    assert isinstance(document, ApprovalSlip)
    return replace(document, **changes)


def month(**changes: Any) -> RegisterMonth:
    document = from_json("register_month", KINDS["register_month"].example | {"checkpoint": CHECKPOINT})
    assert isinstance(document, RegisterMonth)
    return replace(document, **changes)


def codes_of(pdf: bytes, page: int = 1) -> list[str]:
    picture = pypdfium2.PdfDocument(pdf)[page - 1].render(scale=4, grayscale=True).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_pension_certificate_reads_exactly(read: Read) -> None:
    assert read(pension_certificate(pension()).pdf).text() == PENSION_WORDS


def test_conduct_certificate_names_finding_and_use(read: Read) -> None:
    words = read(conduct_certificate(conduct()).pdf).text().replace("\n", "")
    assert "经网格员黄建平于2026年9月7日走访核实：该居民在本社区居住期间遵纪守法" in words
    assert "本证明仅用于就业招聘、签订用工合同，他用无效。特此证明。" in words


def test_pension_certificate_looks_as_agreed(looks_like: Looks) -> None:
    looks_like(pension_certificate(pension()).pdf, "certificate_pension")


def test_draft_looks_as_agreed(looks_like: Looks) -> None:
    looks_like(pension_certificate(pension(mark=PREVIEW, number="", check_code="")).pdf, "draft")


def test_conduct_certificate_looks_as_agreed(looks_like: Looks) -> None:
    looks_like(conduct_certificate(conduct()).pdf, "certificate_conduct")


def test_certificate_of_facts_looks_as_agreed(looks_like: Looks) -> None:
    looks_like(KINDS["certificate_facts"].set(facts()).pdf, "certificate_facts")


def test_certificate_of_facts_says_what_was_seen_and_what_for(read: Read) -> None:
    words = "".join(read(KINDS["certificate_facts"].set(facts()).pdf).text().split())
    assert "经网格员黄建平于2026年9月7日上门核实：该居民长期卧床，日常起居由妻子照料；" in words
    assert "本证明仅用于申请市级重度瘫痪在床居家护理补助，他用无效。特此证明。" in words


def test_approval_slip_looks_as_agreed(looks_like: Looks) -> None:
    looks_like(approval_slip(slip()).pdf, "approval_slip")


def test_register_looks_as_agreed(looks_like: Looks) -> None:
    looks_like(register_month(month()).pdf, "register_month")


def test_seal_box_is_where_issuer_and_date_are(read: Read) -> None:
    paper = pension_certificate(pension())
    (box,) = paper.seal_boxes
    issuer = read(paper.pdf).box("梧桐街道办事处")
    assert (box.page, box.kind, box.diameter_mm) == (1, "signature", 42.0)
    assert box.y_mm - 21 < issuer[1] < box.y_mm
    assert issuer[0] < box.x_mm < issuer[2]


def test_no_seal_is_drawn() -> None:
    page = pypdfium2.PdfDocument(pension_certificate(pension(qr="")).pdf)[0]
    kinds = {thing.type for thing in page.get_objects()}
    assert kinds == {pypdfium2.raw.FPDF_PAGEOBJ_TEXT}


def test_code_of_the_paper_can_be_read_back() -> None:
    assert codes_of(pension_certificate(pension()).pdf) == [CODE]


def test_register_carries_the_whole_checkpoint_and_prints_16_characters_of_its_root(read: Read) -> None:
    paper = register_month(month())
    assert codes_of(paper.pdf) == [CHECKPOINT]
    assert f"台账校验点：1284 条，根 {ROOT[:16]}\n" in read(paper.pdf).text()
    assert ROOT[:17] not in read(paper.pdf).text()


def test_draft_says_so_and_carries_neither_code_nor_number(read: Read) -> None:
    paper = pension_certificate(pension(mark=PREVIEW, number="", check_code=""))
    words = read(paper.pdf).text()
    assert "编号 提交后生成" in words
    assert "核验码" not in words
    assert codes_of(paper.pdf) == []
    assert read(paper.pdf).box("预览")[1] < 15


def test_draft_shows_the_names_of_missing_fields(read: Read) -> None:
    paper = pension_certificate(pension(mark=PREVIEW, number="", name="", birth=None, issued_on=None))
    words = read(paper.pdf).text()
    assert "兹有〔居民姓名〕，男，〔出生日期〕出生" in words
    assert "2026年9月8日" not in words


def test_sample_drops_code_and_number_of_the_office() -> None:
    drawn = sample(pension())
    assert (drawn.mark, drawn.check_code, drawn.qr, drawn.number) == (SPECIMEN, "", "", pension().number)


def test_sample_is_marked_at_the_head(read: Read) -> None:
    assert read(pension_certificate(sample(pension())).pdf).box("样张")[1] < 15


@pytest.mark.parametrize(
    "field", ["name", "id_number", "recipient", "issuer", "number", "check_code", "handler"]
)
def test_formal_paper_with_a_blank_is_refused(field: str) -> None:
    with pytest.raises(Refused) as refusal:
        pension_certificate(pension(**{field: "　 "}))
    assert [(problem.rule, problem.field) for problem in refusal.value.problems] == [("paper.blank", field)]


def test_every_blank_is_named_at_once() -> None:
    with pytest.raises(Refused) as refusal:
        conduct_certificate(conduct(statement="", purpose="", visited_on=None, seal_diameter_mm=0))
    fields = [problem.field for problem in refusal.value.problems]
    assert fields == ["purpose", "statement", "visited_on", "seal_diameter_mm"]


def test_character_no_font_has_is_refused_at_its_field() -> None:
    with pytest.raises(Refused) as refusal:
        pension_certificate(pension(name="郑\ue123栋"))
    assert [(problem.rule, problem.field) for problem in refusal.value.problems] == [("paper.glyph", "name")]


@pytest.mark.parametrize("character", RARE)
def test_rare_character_prints_and_can_be_copied(character: str, read: Read) -> None:
    words = read(conduct_certificate(conduct(name=f"王{character}")).pdf).text()
    assert f"兹有王{character}，" in words


def test_rare_characters_look_as_agreed(looks_like: Looks) -> None:
    looks_like(conduct_certificate(conduct(name=RARE, handler="喆堃祎翀頔犇〇")).pdf, "rare_characters")


@pytest.mark.parametrize("kind", KINDS)
def test_every_font_is_embedded(kind: str, read: Read) -> None:
    fonts = read(
        KINDS[kind].set(from_json(kind, KINDS[kind].example | FORMAL.get(kind, {}))).pdf
    ).fonts_embedded()
    assert fonts != {}
    assert all(fonts.values())


FORMAL: dict[str, dict[str, str]] = {
    "register_month": {"checkpoint": CHECKPOINT},
    "register_year": {"checkpoint": CHECKPOINT},
}


@pytest.mark.parametrize("kind", KINDS)
def test_same_document_same_bytes(kind: str) -> None:
    data = KINDS[kind].example | FORMAL.get(kind, {})
    assert KINDS[kind].set(from_json(kind, data)).pdf == KINDS[kind].set(from_json(kind, data)).pdf


def test_batch_has_each_paper_with_its_own_seal_box(read: Read) -> None:
    names = ["郑国栋", "叶美华", "李国强"]
    long = "遵纪守法，" * 120
    papers = [conduct(name=name, statement=long if name == "叶美华" else "遵纪守法。") for name in names]
    batch = set_batch("certificate_conduct", papers)
    assert batch.pages == 4
    assert [box.page for box in batch.seal_boxes] == [1, 3, 4]
    assert [name for page in range(1, 5) for name in names if name in read(batch.pdf).text(page)] == names


def test_batch_names_the_document_that_is_wrong() -> None:
    with pytest.raises(Refused) as refusal:
        set_batch("certificate_pension", [pension(), pension(name="")])
    assert [problem.field for problem in refusal.value.problems] == ["[2].name"]


def test_empty_batch_is_refused() -> None:
    with pytest.raises(Refused):
        set_batch("certificate_pension", [])


def test_slip_leaves_room_for_pens_until_it_is_signed(read: Read) -> None:
    paper = approval_slip(slip(handler="", handler_signed_at=None, approver="", approved_at=None, opinion=""))
    words = read(paper.pdf).text()
    assert "承办人：" in words
    assert "2026年9月7日 16:05" not in words
    assert paper.seal_boxes == ()


def test_slip_shows_deputy_and_double_role(read: Read) -> None:
    words = read(approval_slip(slip(deputy_for="林主任", approver_keeps_seal=True)).pdf).text()
    assert "（代 林主任，批准人兼印章管理人）\n批准人：陈志明　　2026年9月8日 09:12" in words


def test_slip_stays_on_one_page_with_a_long_finding() -> None:
    paper = approval_slip(slip(finding="上门见到本人，身体健康，情况属实。" * 25))
    assert paper.pages == 1


def test_slip_that_cannot_fit_is_refused_in_words() -> None:
    with pytest.raises(Refused) as refusal:
        approval_slip(slip(finding="情况属实。" * 900))
    assert [problem.field for problem in refusal.value.problems] == ["finding"]


def test_void_line_stays_in_the_book_with_its_number_struck(read: Read) -> None:
    rows = month().rows
    with_void = register_month(month(rows=rows))
    without = register_month(month(rows=tuple(replace(row, state="已归档") for row in rows)))
    assert "317" in read(with_void.pdf).text()

    def rules(pdf: bytes) -> int:
        path = pypdfium2.raw.FPDF_PAGEOBJ_PATH
        return len(list(pypdfium2.PdfDocument(pdf)[0].get_objects(filter=[path])))

    assert rules(with_void.pdf) == rules(without.pdf) + 1


def test_register_repeats_its_head_and_numbers_its_pages(read: Read) -> None:
    first = month().rows[0]
    rows = tuple(replace(first, number=str(number)) for number in range(1, 61))
    paper = register_month(month(rows=rows))
    words = [read(paper.pdf).text(page) for page in range(1, paper.pages + 1)]
    assert [f"第 {page} 页 共 {paper.pages} 页" in text for page, text in enumerate(words, 1)] == [
        True
    ] * paper.pages
    assert [text.count("登记时间") for text in words] == [1] * paper.pages
    assert ["印章管理人（签字）" in text for text in words] == [False] * (paper.pages - 1) + [True]


def test_register_of_an_empty_month_says_so(read: Read) -> None:
    words = read(register_month(month(rows=(), uses=0, copies=0, kept=0, voided=0, returned=0)).pdf).text()
    assert "本月没有登记。" in words
    assert "本月用印 0 件，0 份，已留底 0 件。" in words


def test_register_without_checkpoint_is_no_formal_paper() -> None:
    with pytest.raises(Refused) as refusal:
        register_month(month(checkpoint=""))
    assert [problem.field for problem in refusal.value.problems] == ["checkpoint"]


def test_dates_are_printed_without_leading_zeros(read: Read) -> None:
    words = read(pension_certificate(pension(issued_on=date(2026, 1, 5))).pdf).text()
    assert words.endswith("2026年1月5日")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_prints_as_a_marked_sample_without_codes(kind: str, read: Read) -> None:
    paper = KINDS[kind].set(sample(from_json(kind, KINDS[kind].example)))
    assert read(paper.pdf).text().count(SPECIMEN) == 1
    if kind != "key_poster":  # the one paper that is nothing but a code, and of a public thing
        assert "核验码" not in read(paper.pdf).text()
        assert codes_of(paper.pdf) == []


# The office's own wording


WORDED = Wording(
    "养老金领取资格证明",
    (
        "{name}（{sex}，{birth}出生，公民身份号码{id_number}）现住本街道{community}{address}。",
        "网格员{handler}已于{visited_on}上门见到{name}本人，本人健在。",
        "本证明仅用于养老金领取资格核实，自出具之日起三十日内有效，他用无效。",
    ),
)


def test_an_offices_own_wording_is_set_by_the_same_rules(read: Read, looks_like: Looks) -> None:
    paper = pension_certificate(pension(), WORDED)
    assert (paper.kind, paper.title, paper.pages) == ("certificate_pension", "养老金领取资格证明", 1)
    text = read(paper.pdf).text().replace("\n", "").replace(" ", "")
    assert "网格员黄建平已于2026年9月7日上门见到郑国栋本人，本人健在。本证明仅用于" in text
    looks_like(paper.pdf, "certificate_worded")


def test_what_is_filled_in_is_never_read_as_a_field(read: Read) -> None:
    paper = pension_certificate(pension(address="{name}路{name.x}号"), WORDED)
    assert "{name}路{name.x}号" in read(paper.pdf).text().replace("\n", "")


def test_a_wording_that_cannot_be_printed_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        pension_certificate(pension(), replace(WORDED, title="证\U000f0000明"))
    assert [problem.field for problem in caught.value.problems] == ["paragraphs"]
