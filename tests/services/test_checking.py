"""A paper is brought to the counter: what the office says of it."""

import base64
import hashlib
import json
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.domain import ledger
from desktop.domain.checking import Verdict, no_such_code
from desktop.domain.ledger import canonical
from desktop.domain.seals import SealUse, State, UseFilter
from desktop.services.office import CHECKPOINT, PAPER, Office, rotate_key
from desktop.services.seals import checking, facts, lists, takeover
from desktop.storage import office as offices
from desktop.storage.seals import uses as store
from tests import builders
from tests.builders import id_number
from tests.conftest import MakeUse
from tests.services.watch import refused, rules_of, written


def code_of(at: Office, use: SealUse, /, **changes: Any) -> str:
    """The QR of an entry's paper, some of it changed."""
    with at.read() as work:
        _code, kept, signature = store.check_code_of(work, use.seq)
    return canonical({**json.loads(facts.qr_text(kept, signature)), **changes}).decode()


@pytest.fixture
def use(make_use: MakeUse) -> SealUse:
    """An entry whose paper was sealed and filed."""
    return make_use(state=State.FILED)


def verdict(office: Office, text: str) -> Verdict:
    return checking.check_paper(office, text)[0].verdict


def test_a_genuine_paper_leads_to_its_entry(handler: Office, use: SealUse) -> None:
    finding, found = checking.check_paper(handler, code_of(handler, use))
    assert (finding.verdict, found) == (Verdict.GENUINE, use.seq)
    assert ("姓名", "郑*栋") in finding.lines
    assert id_number() not in str(finding)


@pytest.mark.parametrize(
    "typed",
    [lambda code: code, lambda code: code.replace("-", "").lower(), lambda code: f" {code[:4]} {code[5:]} "],
)
def test_the_code_may_be_typed_as_it_is_read(handler: Office, use: SealUse, typed: Any) -> None:
    finding, found = checking.check_paper(handler, typed(use.check_code))
    assert (finding.verdict, found) == (Verdict.GENUINE, use.seq)


def test_ten_forgeries_are_told_apart(
    handler: Office, approver: Office, make_use: MakeUse, use: SealUse
) -> None:
    other = make_use(
        state=State.TO_SEAL, applicant_name="林志强", applicant_id_number=id_number("35020319620515123")
    )
    void = make_use(state=State.VOID, applicant_name="王芳")
    unsealed = make_use(state=State.TO_SEAL, applicant_name="陈芳")
    waiting = make_use(state=State.TO_APPROVE, applicant_name="李芳")
    stranger = Ed25519PrivateKey.generate()
    kept = {name: value for name, value in json.loads(code_of(handler, use)).items() if name != "sig"}

    def by_stranger(signed: dict[str, Any]) -> str:
        return base64.b64encode(stranger.sign(canonical(signed))).decode()

    papers = {
        "name": code_of(handler, use, name="郑*梁"),
        "hidden": code_of(handler, use, facts="0" * 64),
        "number": code_of(handler, use, number=other.number),
        "nowhere": code_of(handler, use, number="嘉社印〔2026〕999 号"),
        "signature": code_of(handler, use, sig=by_stranger(kept)),
        "unsigned": code_of(handler, use, sig=""),
        "foreign": code_of(handler, use, office="youju/0000000000000000", sig=by_stranger(kept)),
        "void": code_of(handler, void),
        "unsealed": code_of(handler, unsealed),
        "never": code_of(handler, use, number=waiting.number),
    }
    assert {name: verdict(handler, text) for name, text in papers.items()} == {
        "name": Verdict.CHANGED,
        "hidden": Verdict.CHANGED,
        "number": Verdict.OTHER_MATTER,
        "nowhere": Verdict.NO_SUCH_NUMBER,
        "signature": Verdict.FORGED,
        "unsigned": Verdict.UNSIGNED,
        "foreign": Verdict.FOREIGN,
        "void": Verdict.VOID,
        "unsealed": Verdict.NOT_SEALED,
        "never": Verdict.NEVER_APPROVED,
    }
    messages = [checking.check_paper(handler, text)[0].message for text in papers.values()]
    assert len(set(messages)) == len(papers)


def test_a_signed_paper_that_the_register_lost_is_an_alarm(
    handler: Office, approver: Office, use: SealUse
) -> None:
    kept = {name: value for name, value in json.loads(code_of(handler, use)).items() if name != "sig"}
    kept["number"] = "嘉社印〔2026〕998 号"
    assert approver.signer is not None
    sig = base64.b64encode(approver.signer.sign_paper(canonical(kept))).decode()
    assert verdict(handler, canonical({**kept, "sig": sig}).decode()) is Verdict.LOST


def test_papers_signed_before_the_key_was_changed_still_hold(
    handler: Office, approver: Office, use: SealUse
) -> None:
    rotate_key(approver, PAPER)
    assert verdict(handler, code_of(handler, use)) is Verdict.GENUINE


def test_a_code_that_no_paper_bears_is_unknown(handler: Office) -> None:
    assert checking.check_paper(handler, "7K3F-M9QX-2D8A") == (
        no_such_code("7K3F-M9QX-2D8A"),
        None,
    )


@pytest.mark.parametrize("text", ["", "7K3F", "郑国栋"])
def test_what_is_neither_code_nor_qr_is_refused(handler: Office, text: str) -> None:
    assert rules_of(refused(handler, lambda: checking.check_paper(handler, text))) == ["checking.code"]


def test_an_entry_of_an_old_book_has_no_paper_of_ours(
    handler: Office, approver: Office, use: SealUse
) -> None:
    old = builders.old_file(("300", "2026-09-01", *builders.OLD_LINE[2:]))
    takeover.take_over(approver, takeover.preview_old_register(approver, old))
    [taken] = lists.list_uses(approver, UseFilter(text="300"))
    assert verdict(approver, code_of(approver, use, number=taken.number)) is Verdict.NO_SUCH_NUMBER


def printed(use: SealUse, office: Office, **changes: Any) -> dict[str, Any]:
    """All facts as somebody copies them from the paper."""
    with office.read() as work:
        return {**facts.all_facts(store.get_use(work, use.seq)), **changes}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "登记簿里有"),
        ({"name": "郑国梁"}, "纸上的姓名和登记簿不一样。"),
        ({"copies": 9, "purpose": "贷款"}, "纸上的用途、份数和登记簿不一样。"),
    ],
)
def test_all_printed_facts_are_compared(
    handler: Office, use: SealUse, changes: dict[str, Any], words: str
) -> None:
    copied = printed(use, handler, **changes)
    for text in (code_of(handler, use), use.check_code):
        assert checking.check_paper(handler, text, copied)[0].message.startswith(words)
    alone = checking.check_with_key(code_of(handler, use), checking.public_key(handler), copied)
    assert alone.verdict is (Verdict.FACTS_DIFFER if changes else Verdict.SIGNED)


def test_facts_copied_from_a_paper_of_nowhere_change_nothing(handler: Office, use: SealUse) -> None:
    text = code_of(handler, use, number="嘉社印〔2026〕999 号")
    assert checking.check_paper(handler, text, printed(use, handler))[0].verdict is Verdict.NO_SUCH_NUMBER


def pem(key: Any) -> str:
    return str(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())


def test_whoever_receives_a_paper_checks_it_with_the_public_key(handler: Office, use: SealUse) -> None:
    text, key = code_of(handler, use), checking.public_key(handler)
    raw = ledger.read_verifier_key(key)[1]
    stranger = Ed25519PrivateKey.generate().public_key()
    theirs = ledger.verifier_key("youju/1111111111111111/papers", stranger.public_bytes_raw())
    found = {
        "": checking.check_with_key(text),
        key: checking.check_with_key(text, key),
        "pem": checking.check_with_key(text, pem(Ed25519PublicKey.from_public_bytes(raw))),
        "stranger": checking.check_with_key(text, pem(stranger)),
        "theirs": checking.check_with_key(text, theirs),
        "changed": checking.check_with_key(code_of(handler, use, to="乙"), key),
    }
    assert [finding.verdict for finding in found.values()] == [
        Verdict.UNCHECKED,
        Verdict.SIGNED,
        Verdict.SIGNED,
        Verdict.FORGED,
        Verdict.FOREIGN,
        Verdict.FORGED,
    ]


def test_the_key_for_checkpoints_signs_no_papers(handler: Office, use: SealUse) -> None:
    with handler.read() as work:
        public = offices.signing_keys(work, CHECKPOINT)[-1][1]
    key = ledger.verifier_key(handler.database.origin + checking.PAPERS, public)
    assert checking.check_with_key(code_of(handler, use), key).verdict is Verdict.FORGED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "key",
        "a+b+c",
        "youju+00000000+" + base64.b64encode(b"\x01" * 33).decode(),
        "-----BEGIN PUBLIC KEY-----",
    ],
)
def test_what_is_no_key_is_refused(handler: Office, use: SealUse, text: str) -> None:
    assert rules_of(
        refused(handler, lambda: checking.check_with_key(code_of(handler, use), text or " "))
    ) == ["checking.key"]


def test_a_key_of_another_kind_is_refused(handler: Office, use: SealUse) -> None:
    other = pem(ec.generate_private_key(ec.SECP256R1()).public_key())
    text = code_of(handler, use)
    assert rules_of(refused(handler, lambda: checking.check_with_key(text, other))) == ["checking.key"]


def test_the_poster_holds_the_key_and_its_fingerprint(handler: Office, use: SealUse) -> None:
    with written(handler) as log:
        paper = checking.print_key_poster(handler)
    page = pypdfium2.PdfDocument(paper.pdf)[0]
    [code] = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert code.text == checking.public_key(handler)
    fingerprint = hashlib.sha256(ledger.read_verifier_key(code.text)[1]).hexdigest()
    assert log.said() == [("office.key_printed", None, {"fingerprint": fingerprint})]
    said = "".join(page.get_textpage().get_text_bounded().split())
    assert fingerprint in said
    assert checking.check_with_key(code_of(handler, use), code.text).verdict is Verdict.SIGNED
