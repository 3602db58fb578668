"""The evidence log: canonical bytes, the tree, its proofs as strangers check them, checkpoints."""

import hashlib
import json
from base64 import b64encode
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore.errors import VerificationError

from desktop.domain import ledger
from tests.domain import rfc9162

LEAVES = [ledger.leaf_hash(b"event %d" % number) for number in range(300)]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def plain_root(leaves: list[bytes]) -> bytes:
    """The root by the recursive definition, RFC 6962 §2.1, in its own words."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + plain_root(leaves[:k]) + plain_root(leaves[k:])).digest()


# Canonical form


def test_canonical_form_is_sorted_dense_utf8() -> None:
    assert (
        ledger.canonical({"b": [1, None, True], "a": "郑国栋"}) == '{"a":"郑国栋","b":[1,null,true]}'.encode()
    )


@given(JSON)
def test_canonical_form_says_the_same_whatever_the_order(value: Any) -> None:
    body = ledger.canonical(value)
    assert json.loads(body) == value
    assert ledger.canonical(json.loads(body)) == body


@pytest.mark.parametrize("value", [1.0, {"a": 0.5}, [1, [2.5]], {"a": ({"b": 1e9},)}])
def test_floats_are_no_evidence(value: object) -> None:
    with pytest.raises(TypeError):
        ledger.canonical(value)


def test_an_event_is_written_like_this() -> None:
    event = ledger.Event(
        7, "2026-09-01T09:00:00+08:00", 2, "seals.use_sealed", ("seal_uses", 5), {"impressions": 1}
    )
    assert event.body() == (
        b'{"actor":2,"digest":null,"kind":"seals.use_sealed","payload":{"impressions":1},"row":null,"seq":7,'
        b'"subject":{"id":5,"kind":"seal_uses"},"time":"2026-09-01T09:00:00+08:00"}'
    )
    assert event.when.isoformat() == "2026-09-01T09:00:00+08:00"


def test_an_event_without_a_subject_says_so() -> None:
    event = ledger.Event(1, "2026-09-01T09:00:00+08:00", 0, "office.founded", None, {})
    assert b'"subject":null' in event.body()


def test_a_commitment_is_salted() -> None:
    salt = bytes(32)
    assert ledger.commitment(salt, "王芳") == hashlib.sha256(salt + "王芳".encode()).hexdigest()
    assert ledger.commitment(b"\x01" * 32, "王芳") != ledger.commitment(salt, "王芳")


# The tree


def test_leaves_and_nodes_have_different_prefixes() -> None:
    assert ledger.leaf_hash(b"x") == hashlib.sha256(b"\x00x").digest()
    assert ledger.node_hash(b"l", b"r") == hashlib.sha256(b"\x01lr").digest()


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert ledger.Frontier().root().hex() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


@pytest.mark.parametrize("size", range(70))
def test_frontier_gives_the_root_of_the_recursive_definition(size: int) -> None:
    assert ledger.tree_root(LEAVES[:size]) == plain_root(LEAVES[:size])


@given(st.lists(st.binary(max_size=40), max_size=300))
def test_frontier_gives_the_root_of_any_log(bodies: list[bytes]) -> None:
    leaves = [ledger.leaf_hash(body) for body in bodies]
    assert ledger.tree_root(leaves) == plain_root(leaves)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 100])
def test_frontier_is_kept_and_read_back(size: int) -> None:
    frontier = ledger.Frontier()
    for leaf in LEAVES[:size]:
        frontier = frontier.append(leaf)
    again = ledger.Frontier.unpacked(frontier.size, frontier.packed())
    assert again == frontier
    assert len(frontier.hashes) == size.bit_count()


# Proofs, checked by others


def accepted(body: bytes, index: int, size: int, root: bytes, hashes: list[bytes]) -> bool:
    """Whether a program that is not ours accepts the inclusion proof."""
    proof = SimpleNamespace(log_index=index, tree_size=size, root_hash=root, hashes=hashes)
    entry = SimpleNamespace(_inner=SimpleNamespace(inclusion_proof=proof, canonicalized_body=body))
    try:
        verify_merkle_inclusion(cast(Any, entry))
    except VerificationError:
        return False
    return True


@pytest.mark.parametrize("size", range(1, 71))
def test_inclusion_proofs_are_accepted_by_a_stranger(size: int) -> None:
    root = plain_root(LEAVES[:size])
    for index in range(size):
        proof = ledger.inclusion_proof(LEAVES[:size], index)
        assert accepted(b"event %d" % index, index, size, root, proof)
        assert not accepted(b"another", index, size, root, proof)


@given(st.data(), st.integers(71, len(LEAVES)))
def test_inclusion_proofs_of_longer_logs_are_accepted(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = ledger.inclusion_proof(LEAVES[:size], index)
    assert accepted(b"event %d" % index, index, size, plain_root(LEAVES[:size]), proof)


@pytest.mark.parametrize(("size", "index"), [(0, 0), (1, 1), (5, 5), (5, -1)])
def test_there_is_no_proof_of_what_is_not_there(size: int, index: int) -> None:
    with pytest.raises(IndexError):
        ledger.inclusion_proof(LEAVES[:size], index)


def test_consistency_proofs_agree_with_the_second_implementation_up_to_70() -> None:
    roots = [plain_root(LEAVES[:size]) for size in range(71)]
    for second in range(1, 71):
        for first in range(1, second + 1):
            proof = ledger.consistency_proof(LEAVES[:second], first)
            assert rfc9162.consistent(first, second, roots[first], roots[second], proof), (first, second)


@given(st.data(), st.integers(2, len(LEAVES)))
def test_a_changed_past_has_no_consistency_proof(data: st.DataObject, second: int) -> None:
    first = data.draw(st.integers(1, second - 1))
    proof = ledger.consistency_proof(LEAVES[:second], first)
    old, new = plain_root(LEAVES[:first]), plain_root(LEAVES[:second])
    assert rfc9162.consistent(first, second, old, new, proof)
    assert not rfc9162.consistent(first, second, plain_root([*LEAVES[: first - 1], b"x" * 32]), new, proof)
    assert not rfc9162.consistent(first, second, old, plain_root([*LEAVES[: second - 1], b"x" * 32]), proof)
    place = data.draw(st.integers(0, len(proof) - 1))
    for wrong in ([*proof, b"x" * 32], proof[:-1], [*proof[:place], b"x" * 32, *proof[place + 1 :]]):
        assert not rfc9162.consistent(first, second, old, new, wrong)


@pytest.mark.parametrize("first", [0, -1, 6])
def test_consistency_is_proven_only_for_a_beginning(first: int) -> None:
    with pytest.raises(IndexError):
        ledger.consistency_proof(LEAVES[:5], first)


# Checkpoints

CHECKPOINT = ledger.Checkpoint("youju/0011223344556677", 92, bytes(range(32)))
SIGNED = ledger.SignedCheckpoint(CHECKPOINT, b"\x01\x02\x03\x04", b"s" * 64)


def test_a_checkpoint_is_written_as_transparency_logs_write_it() -> None:
    root = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    assert CHECKPOINT.text() == f"youju/0011223344556677\n92\n{root}\n"
    assert CHECKPOINT.short_root == root[:16]
    signature = b64encode(b"\x01\x02\x03\x04" + b"s" * 64).decode()
    assert SIGNED.text() == f"{CHECKPOINT.text()}\n— youju/0011223344556677 {signature}\n"


@given(st.integers(0, 10**12), st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_a_checkpoint_is_read_as_it_was_written(size: int, root: bytes, signature: bytes) -> None:
    signed = ledger.SignedCheckpoint(ledger.Checkpoint("youju/ab", size, root), b"hash", signature)
    assert ledger.read_checkpoint(signed.text()) == signed
    assert ledger.read_checkpoint(signed.text().replace("\n", "\r\n")) == signed


def test_a_cosignature_of_somebody_else_is_passed_over() -> None:
    text = SIGNED.text().replace("\n\n", "\n\n— witness.example AAAA\n")
    assert ledger.read_checkpoint(text) == SIGNED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        CHECKPOINT.text(),
        CHECKPOINT.text() + "\n",
        CHECKPOINT.text() + "\n— somebody AAAA\n",
        SIGNED.text().replace("\n92\n", "\n-1\n"),
        SIGNED.text().replace("\n92\n", "\n９２\n"),
        SIGNED.text().replace("\n92\n", "\n092\n"),
        SIGNED.text().replace("\n92\n", "\n92\nmore\n"),
        SIGNED.text().replace("AAEC", "!!!!"),
        SIGNED.text().replace("AAEC", "文文文文"),
        SIGNED.text().replace("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "AAEC"),
        SIGNED.text().replace("— youju/0011223344556677 ", "— youju/0011223344556677 !"),
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        ledger.read_checkpoint(text)


def test_the_key_hash_is_that_of_a_signed_note() -> None:
    digest = hashlib.sha256(b"youju/ab\n\x01" + b"k" * 32).digest()
    assert ledger.note_key_hash("youju/ab", b"k" * 32) == digest[:4]
