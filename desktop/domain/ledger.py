"""The evidence log: what an event looks like, and the Merkle tree that nobody can alter unseen.

The tree is the one of RFC 6962 / RFC 9162 over the canonical bytes of the events; the checkpoint is the
text form of public transparency logs, signed as a note. Nothing here is home-made, so that a stranger's
program can check an office's log.

Sources: RFC 6962 §2.1, RFC 9162 §2.1, C2SP tlog-checkpoint and signed-note.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

LEAF_PREFIX = b"\x00"
NODE_PREFIX = b"\x01"
SALT_BYTES = 32
"""Length of the random part of a commitment, so that a value cannot be guessed from its digest."""
ED25519_NOTE = b"\x01"
"""Signature type of Ed25519 in a signed note."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_PLAIN = {str, int, bool, type(None)}
"""The kinds of value that hold nothing else; looked up by kind, since verifying asks for each value."""


def canonical(value: object) -> bytes:
    """The one way to write a JSON value: sorted keys, no spaces, UTF-8, no floats."""
    _refuse_floats(value)
    return canonical_text(value).encode()


canonical_text = _ENCODER.encode
"""The same as text, of a value in which no float can be: verifying asks for it twice for each event."""


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("a float has no place in evidence")
    if isinstance(value, dict):
        for part in value.values():
            if type(part) not in _PLAIN:
                _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            if type(part) not in _PLAIN:
                _refuse_floats(part)


def commitment(salt: bytes, value: str) -> str:
    """What stands in the log for a personal value; the value can be erased and the log stays whole."""
    return hashlib.sha256(salt + value.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the evidence log.

    `seq` counts from 1 without gaps; `actor` is an account number (0 for the program itself); `row` names
    the register whose row `seq` this event wrote, with `digest` over that row, or both are None.
    """

    seq: int
    time: str
    actor: int
    kind: str
    subject: tuple[str, int] | None
    payload: Mapping[str, object]
    row: str | None = None
    digest: str | None = None

    def body(self) -> bytes:
        """The canonical bytes: what the tree is built over."""
        subject = None if self.subject is None else {"id": self.subject[1], "kind": self.subject[0]}
        return canonical(
            {
                "actor": self.actor,
                "digest": self.digest,
                "kind": self.kind,
                "payload": self.payload,
                "row": self.row,
                "seq": self.seq,
                "subject": subject,
                "time": self.time,
            }
        )

    @property
    def when(self) -> datetime:
        """The moment, with its offset."""
        return datetime.fromisoformat(self.time)


def leaf_hash(body: bytes) -> bytes:
    """*Source:* RFC 6962 §2.1."""
    return hashlib.sha256(LEAF_PREFIX + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """*Source:* RFC 6962 §2.1."""
    return hashlib.sha256(NODE_PREFIX + left + right).digest()


def add_leaf(hashes: list[bytes], size: int, leaf: bytes) -> None:
    """Takes one more leaf hash into the frontier `hashes` of a tree that has `size` leaves so far."""
    node = leaf
    while size & 1:
        node = node_hash(hashes.pop(), node)
        size >>= 1
    hashes.append(node)


@dataclass(frozen=True, slots=True)
class Frontier:
    """The tree as far as the next leaf needs it: the roots of its full subtrees, largest first."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> "Frontier":
        """The frontier after one more leaf hash."""
        hashes = list(self.hashes)
        add_leaf(hashes, self.size, leaf)
        return Frontier(self.size + 1, tuple(hashes))

    def root(self) -> bytes:
        """The tree's root; of an empty tree, the hash of nothing."""
        if not self.hashes:
            return hashlib.sha256(b"").digest()
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root

    def packed(self) -> bytes:
        """The hashes in a row, as the office keeps them."""
        return b"".join(self.hashes)

    @staticmethod
    def unpacked(size: int, packed: bytes) -> "Frontier":
        """The reverse of `packed`."""
        return Frontier(size, tuple(packed[at : at + 32] for at in range(0, len(packed), 32)))


def tree_root(leaves: Iterable[bytes]) -> bytes:
    """The root over the leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    return frontier.root()


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from leaf `index` (from 0) to the root. *Source:* RFC 9162 §2.1.3.1."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if index < middle:
        return [*inclusion_proof(leaves[:middle], index), tree_root(leaves[middle:])]
    return [*inclusion_proof(leaves[middle:], index - middle), tree_root(leaves[:middle])]


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """The hashes that show the first `first` leaves to be the beginning of all. *Source:* RFC 9162 §2.1.4.1."""
    if not 0 < first <= len(leaves):
        raise IndexError(first)
    return _subproof(leaves, first, complete=True)


def _subproof(leaves: Sequence[bytes], first: int, *, complete: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if complete else [tree_root(leaves)]
    middle = _split(len(leaves))
    if first <= middle:
        return [*_subproof(leaves[:middle], first, complete=complete), tree_root(leaves[middle:])]
    return [*_subproof(leaves[middle:], first - middle, complete=False), tree_root(leaves[:middle])]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log's size and root at one moment, in the office's name."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text that is signed. *Source:* C2SP tlog-checkpoint."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def short_root(self) -> str:
        """The first 16 characters of the root, as printed on the register page."""
        return base64.b64encode(self.root).decode()[:16]


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with the office's signature."""

    checkpoint: Checkpoint
    key_hash: bytes
    signature: bytes

    def text(self) -> str:
        """The signed note as it is kept and printed. *Source:* C2SP signed-note."""
        signature = base64.b64encode(self.key_hash + self.signature).decode()
        return f"{self.checkpoint.text()}\n— {self.checkpoint.origin} {signature}\n"


def note_key_hash(name: str, public_key: bytes) -> bytes:
    """The four bytes that say which key signed a note. *Source:* C2SP signed-note."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519_NOTE + public_key).digest()[:4]


def verifier_key(name: str, public_key: bytes) -> str:
    """A public key as it is handed on: whose it is, its four bytes, the key. *Source:* C2SP signed-note."""
    coded = base64.b64encode(ED25519_NOTE + public_key).decode()
    return f"{name}+{note_key_hash(name, public_key).hex()}+{coded}"


def read_verifier_key(text: str) -> tuple[str, bytes]:
    """Whose key it is, and its 32 bytes. Raises ValueError when the text is no verifier key."""
    name, short, coded = text.strip().split("+", 2)
    raw = base64.b64decode(coded, validate=True)
    if len(raw) != 33 or raw[:1] != ED25519_NOTE or note_key_hash(name, raw[1:]).hex() != short:
        raise ValueError("not a verifier key as it is written")
    return name, raw[1:]


def read_checkpoint(text: str) -> SignedCheckpoint:
    """The checkpoint written in `text`. Raises ValueError when it is none."""
    head, separator, tail = text.replace("\r\n", "\n").partition("\n\n")
    lines = head.split("\n")
    if not separator or len(lines) != 3 or not lines[1].isdecimal():
        raise ValueError("not a checkpoint")
    checkpoint = Checkpoint(lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True))
    if checkpoint.text() != head + "\n" or len(checkpoint.root) != hashlib.sha256().digest_size:
        raise ValueError("not a checkpoint as it is written")
    for line in tail.split("\n"):
        mark, _, rest = line.partition(" ")
        name, _, signature = rest.partition(" ")
        if mark == "—" and name == checkpoint.origin:
            raw = base64.b64decode(signature, validate=True)
            return SignedCheckpoint(checkpoint, raw[:4], raw[4:])
    raise ValueError("a checkpoint without a signature")


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that a verification found not to match: where, and how, in the auditor's words."""

    kind: str
    where: str
    message: str
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, and the first fault if there is one."""

    events: int
    rows: int
    kept_copies: int
    root: bytes
    at: datetime
    signed_size: int
    fault: Fault | None = None
    proofs: Mapping[str, object] | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return self.fault is None
