"""Each way in which a paper can hold or not, told apart in words."""

import base64
import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import checking
from desktop.domain.checking import PaperCode, Registered, Verdict
from desktop.domain.ledger import canonical
from desktop.domain.problems import Refused

OFFICE = "youju/430ee7863fcf3c3a"
FACTS: dict[str, object] = {
    "v": 1,
    "office": OFFICE,
    "number": "梧社印〔2026〕49 号",
    "document": "现实表现证明",
    "name": "魏*",
    "id": "350*************3X",
    "to": "某部政治工作处",
    "copies": 1,
    "date": "2026-08-06",
    "facts": "90" * 32,
}
SIGNATURE = bytes(range(64))
CODE = PaperCode(FACTS, SIGNATURE)
HELD = Registered("梧社印〔2026〕49 号", FACTS, "已归档", is_void=False, is_sealed=True)


def text_of(**changes: Any) -> str:
    sig = base64.b64encode(SIGNATURE).decode()
    return canonical({**FACTS, "sig": sig, **changes}).decode()


def changed(**changes: Any) -> PaperCode:
    return PaperCode({**FACTS, **changes}, SIGNATURE)


def in_register(
    code: PaperCode = CODE, registered: Registered | None = HELD, *, holds: bool = True
) -> checking.Finding:
    return checking.check_in_register(code, office=OFFICE, registered=registered, signature_holds=holds)


def test_a_code_is_read_as_it_was_written() -> None:
    code = checking.read_code(text_of())
    assert (code, code.office, code.number, code.digest) == (CODE, OFFICE, "梧社印〔2026〕49 号", "90" * 32)
    assert code.signed_bytes() == canonical(FACTS)


@given(
    st.dictionaries(
        st.sampled_from(["name", "to", "document", "number"]),
        st.text(st.characters(exclude_categories=["Cs"])),
    )
)
def test_every_text_comes_back_from_its_code(changes: dict[str, str]) -> None:
    assert checking.read_code(text_of(**changes)).facts == {**FACTS, **changes}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("7K3F-M9QX-2D8A", "这不是有据文书的二维码。内容读不懂。"),
        ("[]", "这不是有据文书的二维码。内容读不懂。"),
        ('{"v":1.5}', "这不是有据文书的二维码。内容读不懂。"),
        ('{"v":1}', "这不是有据文书的二维码。内容不全。"),
        (text_of(v=True), "这不是有据文书的二维码。内容不全。"),
        (text_of(v="1"), "这不是有据文书的二维码。内容不全。"),
        (text_of(v=2), "这张纸是更新版本的有据做的。"),
        (text_of(amount="1"), "二维码里多出“amount”。"),
        (text_of(copies="1"), "二维码里“copies”的写法不对。"),
        (text_of(name=None), "二维码里“name”的写法不对。"),
        (text_of().replace('"v":1', '"v":1,"name":"张*"'), "这不是有据文书的二维码。内容读不懂。"),
        ("[" * 100_000, "这不是有据文书的二维码。内容读不懂。"),
    ],
)
def test_what_is_no_code_of_a_paper_is_refused(text: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        checking.read_code(text)
    assert refused.value.problems[0].message.startswith(words)


@pytest.mark.parametrize("signature", [None, "", 7, "短", "QUJD", base64.b64encode(b"x" * 65).decode()])
def test_a_cut_or_missing_signature_is_none(signature: object) -> None:
    code = checking.read_code(text_of(sig=signature))
    assert code.signature == b""
    found = [
        checking.check_alone(code),
        checking.check_by_key(code, key_office=OFFICE, signature_holds=False),
        in_register(code),
    ]
    assert [finding.verdict for finding in found] == [Verdict.UNSIGNED] * 3


def test_only_what_looks_like_a_code_is_taken_for_one() -> None:
    assert [checking.is_code(text) for text in (text_of(), "  {", "7K3F-M9QX-2D8A", "")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_facts_are_read_out_in_the_order_of_the_paper() -> None:
    assert checking.lines_of({**FACTS, "to": ""}) == (
        ("编号", "梧社印〔2026〕49 号"),
        ("文书", "现实表现证明"),
        ("姓名", "魏*"),
        ("公民身份号码", "350*************3X"),
        ("份数", "1"),
        ("日期", "2026-08-06"),
    )


def test_alone_a_code_says_only_what_it_says() -> None:
    finding = checking.check_alone(CODE)
    assert (finding.verdict, finding.holds) == (Verdict.UNCHECKED, True)
    assert finding.message.startswith("还没有核对签名。")


@pytest.mark.parametrize(
    ("key_office", "holds", "verdict"),
    [
        (OFFICE, True, Verdict.SIGNED),
        ("", True, Verdict.SIGNED),
        (OFFICE, False, Verdict.FORGED),
        ("", False, Verdict.FORGED),
        ("youju/ffff", False, Verdict.FOREIGN),
    ],
)
def test_the_public_key_tells_its_own_papers(key_office: str, holds: bool, verdict: Verdict) -> None:
    finding = checking.check_by_key(CODE, key_office=key_office, signature_holds=holds)
    assert (finding.verdict, finding.holds) == (verdict, verdict is Verdict.SIGNED)
    assert finding.lines == checking.lines_of(FACTS)


OTHER = {**FACTS, "name": "韩*怡", "document": "复核表", "facts": "11" * 32}


@pytest.mark.parametrize(
    ("code", "registered", "holds", "verdict", "words"),
    [
        (CODE, HELD, True, Verdict.GENUINE, "登记簿里有 梧社印〔2026〕49 号（已归档），签名对得上。请逐项"),
        (
            CODE,
            replace(HELD, corrected_by="50 号"),
            True,
            Verdict.GENUINE,
            "登记簿里有 梧社印〔2026〕49 号（已归档），签名对得上。它后来由 50 号 更正。",
        ),
        (
            CODE,
            replace(HELD, is_sealed=False, state="待用印"),
            True,
            Verdict.NOT_SEALED,
            "登记簿里有 梧社印〔2026〕49 号，签名对得上；但登记簿里还没有盖章（待用印）。",
        ),
        (CODE, replace(HELD, is_void=True), True, Verdict.VOID, "梧社印〔2026〕49 号 已作废。"),
        (
            CODE,
            replace(HELD, is_void=True, void_reason="写错"),
            True,
            Verdict.VOID,
            "梧社印〔2026〕49 号 已作废（写错）。",
        ),
        (
            CODE,
            replace(HELD, facts={}, state="已退回"),
            True,
            Verdict.NEVER_APPROVED,
            "梧社印〔2026〕49 号 没有批准过（已退回）",
        ),
        (CODE, None, False, Verdict.NO_SUCH_NUMBER, "登记簿里没有 梧社印〔2026〕49 号。"),
        (CODE, None, True, Verdict.LOST, "签名是本单位的，登记簿里却没有 梧社印〔2026〕49 号。"),
        (CODE, HELD, False, Verdict.FORGED, "内容和登记簿一样，签名却不是本单位的。"),
        (
            changed(office="youju/ffff"),
            HELD,
            False,
            Verdict.FOREIGN,
            "这是另一个单位的文书（youju/ffff），不是 ",
        ),
        (changed(name="张*"), HELD, False, Verdict.CHANGED, "姓名被改过，和登记簿对不上。"),
        (changed(to="乙", date="2026-08-07"), HELD, False, Verdict.CHANGED, "送交单位、日期被改过，"),
        (changed(facts="12" * 32), HELD, False, Verdict.CHANGED, "看不见的内容被改过，"),
        (
            CODE,
            replace(HELD, facts=OTHER),
            False,
            Verdict.OTHER_MATTER,
            "梧社印〔2026〕49 号 在登记簿里是另一件事。",
        ),
        (
            CODE,
            replace(HELD, facts=OTHER),
            True,
            Verdict.REISSUED,
            "签名是本单位的，但 梧社印〔2026〕49 号 后来重新批准过",
        ),
    ],
)
def test_the_register_tells_them_apart(
    code: PaperCode, registered: Registered | None, holds: bool, verdict: Verdict, words: str
) -> None:
    finding = in_register(code, registered, holds=holds)
    assert (finding.verdict, finding.message[: len(words)]) == (verdict, words)
    assert finding.holds == (verdict in (Verdict.GENUINE, Verdict.NOT_SEALED))


def test_what_differs_is_shown_side_by_side() -> None:
    assert in_register(changed(name="张*", facts="1"), HELD, holds=False).differs == (("姓名", "张*", "魏*"),)


def test_a_typed_code_is_answered_with_the_facts_of_the_register() -> None:
    finding = checking.check_by_number(HELD)
    assert (finding.verdict, finding.lines) == (Verdict.GENUINE, checking.lines_of(FACTS))
    assert checking.no_such_code("7K3F").verdict is Verdict.NO_SUCH_CODE


def test_facts_left_out_are_empty_and_the_digest_is_that_of_all() -> None:
    whole = dict.fromkeys(checking.PRINTED, "") | {"name": "魏明", "copies": 2, "visited_on": None}
    assert (
        checking.facts_digest({"name": "魏明", "copies": 2}) == hashlib.sha256(canonical(whole)).hexdigest()
    )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"sex": "男"}, "sex"),
        ({"copies": "2"}, "copies"),
        ({"copies": True}, "copies"),
        ({"name": None}, "name"),
    ],
)
def test_a_fact_that_no_paper_has_is_refused(facts: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        checking.facts_digest(facts)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_facts_copied_from_the_paper_are_compared_by_digest() -> None:
    finding = in_register()
    assert checking.compare_facts(finding, "1", "1", ["name"]) is finding
    assert checking.compare_facts(finding, "1", "2", ["name"]).message.startswith(
        "纸上的姓名和登记簿不一样。"
    )
    assert checking.compare_facts(finding, "1", "2", []).verdict is Verdict.FACTS_DIFFER
    void = in_register(registered=replace(HELD, is_void=True))
    assert checking.compare_facts(void, "1", "2", []) is void


def test_the_titles_of_all_facts_are_known() -> None:
    assert set(json.loads(text_of())) - {"sig"} <= set(checking.TITLES) | checking.TECHNICAL
