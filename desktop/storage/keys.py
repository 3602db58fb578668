"""Keys: the passwords that wrap the office's keys, and the two keys it signs with.

`keys.json` beside the database holds the office's random data key once for each account, encrypted under a key
made from that account's password (argon2id), and once under the recovery code. Where an account may sign, its
slot also holds the key that opens the signing keys kept in the database. The file holds nothing in clear but the
names to sign in with.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from desktop.domain import ledger
from desktop.domain.problems import Damaged, Problem, Refused
from desktop.i18n import _
from desktop.storage.base import Entropy
from desktop.storage.key_file import (
    DATABASE,
    FILE,
    RECOVERY,
    KeyFile,
    Slot,
    note_failure,
    read_key_file,
    write_key_file,
    write_whole,
)

__all__ = [
    "DATABASE",
    "FILE",
    "KEY_BYTES",
    "RECOVERY",
    "RECOVERY_ALPHABET",
    "KeyFile",
    "Opened",
    "Signer",
    "Slot",
    "check_code",
    "checkpoint_signed_by",
    "key_from",
    "make_slot",
    "new_recovery_code",
    "new_signing_seed",
    "note_failure",
    "open_slot",
    "private_key",
    "public_of",
    "read_key_file",
    "read_public_key",
    "recovery_secret",
    "sign_with",
    "signature_holds",
    "unwrap_seed",
    "wrap_seed",
    "write_key_file",
    "write_whole",
]

KEY_BYTES = 32
TIME_COST = 3
MEMORY_KIB = 65536
LANES = 4
HALF_LENGTH = 16
RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code read aloud or copied by hand cannot be misread."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a password opens: the data key and, for those who may sign, the key of the signing keys."""

    slot: Slot
    data_key: bytes = field(repr=False)
    signing_key: bytes | None = field(default=None, repr=False)


def key_from(secret: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    """A key made from a password or code with argon2id, slow on purpose (RFC 9106).

    `cost` is time, memory in KiB, and lanes; each slot keeps its own, so that the figures can rise later.
    """
    time_cost, memory_kib, lanes = cost
    return hash_secret_raw(secret.encode(), salt, time_cost, memory_kib, lanes, KEY_BYTES, Type.ID)


def _seal(key: bytes, secret: bytes, purpose: str, entropy: Entropy) -> bytes:
    nonce = entropy(12)
    return nonce + AESGCM(key).encrypt(nonce, secret, purpose.encode())


def _unseal(key: bytes, sealed: bytes, purpose: str) -> bytes:
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], purpose.encode())


def make_slot(
    office: str,
    account: int,
    name: str,
    password: str,
    *,
    data_key: bytes,
    signing_key: bytes | None,
    entropy: Entropy = secrets.token_bytes,
) -> Slot:
    """Wraps the office's keys under a password. `signing_key` is None for accounts that do not sign."""
    salt = entropy(16)
    cost = (TIME_COST, MEMORY_KIB, LANES)
    key = key_from(password, salt, cost)
    return Slot(
        account,
        name,
        salt,
        _seal(key, data_key, f"{office}/data/{account}", entropy),
        None if signing_key is None else _seal(key, signing_key, f"{office}/signing/{account}", entropy),
        cost,
    )


def open_slot(office: str, slot: Slot, password: str) -> Opened | None:
    """What the password opens in this slot, or None when it is the wrong one."""
    try:
        key = key_from(password, slot.salt, slot.cost)
        data_key = _unseal(key, slot.data, f"{office}/data/{slot.account}")
        signing = (
            None if slot.signing is None else _unseal(key, slot.signing, f"{office}/signing/{slot.account}")
        )
    except (InvalidTag, HashingError, ValueError):  # the last for what is too short to be a wrapped key
        return None
    return Opened(slot, data_key, signing)


def new_recovery_code(entropy: Entropy = secrets.token_bytes) -> tuple[str, str]:
    """A recovery code of 160 random bits in two halves, one for each of two persons.

    Each half is 16 letters and one check letter, in groups of four: XXXX-XXXX-XXXX-XXXX-C.
    """
    return _half(entropy), _half(entropy)


def _half(entropy: Entropy) -> str:
    letters = "".join(RECOVERY_ALPHABET[byte & 31] for byte in entropy(HALF_LENGTH))
    groups = [letters[at : at + 4] for at in range(0, HALF_LENGTH, 4)]
    return "-".join([*groups, _check_letter(letters)])


def _check_letter(letters: str) -> str:
    return RECOVERY_ALPHABET[hashlib.sha256(letters.encode()).digest()[0] & 31]


def recovery_secret(first: str, second: str) -> str:
    """The two halves as typed, joined into the secret. Raises Refused naming the half that cannot be right."""
    joined = ""
    for place, half in (("first", first), ("second", second)):
        letters = "".join(half.upper().split()).replace("-", "").replace("O", "0")
        letters = letters.replace("I", "1").replace("L", "1")
        body, check = letters[:HALF_LENGTH], letters[HALF_LENGTH:]
        if len(body) != HALF_LENGTH or check != _check_letter(body):
            raise Refused(
                [
                    Problem(
                        "keys.recovery_half",
                        _("恢复码的{which}半段抄错了。请对照纸上的字母重新输入。").format(
                            which=_("前") if place == "first" else _("后")
                        ),
                        place,
                    )
                ]
            )
        joined += body
    return joined


@dataclass(frozen=True, slots=True)
class Signer:
    """The office's two signing keys, held in memory while somebody who may sign is signed in."""

    origin: str
    checkpoint_key: Ed25519PrivateKey = field(repr=False)
    paper_key: Ed25519PrivateKey = field(repr=False)

    def sign_checkpoint(self, checkpoint: ledger.Checkpoint) -> str:
        """The signed note over a checkpoint."""
        signature = self.checkpoint_key.sign(checkpoint.text().encode())
        key_hash = ledger.note_key_hash(checkpoint.origin, public_bytes(self.checkpoint_key))
        return ledger.SignedCheckpoint(checkpoint, key_hash, signature).text()

    def sign_paper(self, facts: bytes) -> bytes:
        """The signature over the facts of one paper."""
        return self.paper_key.sign(facts)


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public half."""
    return key.public_key().public_bytes_raw()


def new_signing_seed(entropy: Entropy = secrets.token_bytes) -> bytes:
    """A new private Ed25519 key."""
    return entropy(32)


def wrap_seed(seed: bytes, signing_key: bytes, purpose: str, entropy: Entropy = secrets.token_bytes) -> bytes:
    """A private key as it is kept in the database: under the signing key, apart from the data key."""
    return _seal(signing_key, seed, f"seed/{purpose}", entropy)


def unwrap_seed(wrapped: bytes, signing_key: bytes, purpose: str) -> Ed25519PrivateKey:
    """The reverse of `wrap_seed`. Raises Damaged when the database holds something else in its place."""
    try:
        return Ed25519PrivateKey.from_private_bytes(_unseal(signing_key, wrapped, f"seed/{purpose}"))
    except (InvalidTag, ValueError, TypeError) as error:
        raise Damaged(_("办公室的签名钥匙打不开。台账数据库里的钥匙被改过。请用最近的备份恢复。")) from error


def private_key(seed: bytes) -> Ed25519PrivateKey:
    """The private key with these bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_of(seed: bytes) -> bytes:
    """The public key that belongs to a private one."""
    return public_bytes(private_key(seed))


def sign_with(key: Ed25519PrivateKey, message: bytes) -> bytes:
    """A signature with a key that is not in use yet or no longer."""
    return key.sign(message)


def signature_holds(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature over the message was made with the private half of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def read_public_key(text: str) -> tuple[str, bytes]:
    """Whose key it is (empty when it does not say) and its 32 bytes, from a verifier key or PEM.

    Raises ValueError for anything else.
    """
    if "-----BEGIN" not in text:
        return ledger.read_verifier_key(text)
    key = load_pem_public_key(text.encode())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")
    return "", key.public_bytes_raw()


def checkpoint_signed_by(signed: ledger.SignedCheckpoint, public_key: bytes) -> bool:
    """Whether this key signed the checkpoint."""
    if signed.key_hash != ledger.note_key_hash(signed.checkpoint.origin, public_key):
        return False
    return signature_holds(public_key, signed.signature, signed.checkpoint.text().encode())


def check_code(data_key: bytes, facts: bytes) -> str:
    """The 12-character 核验码 of a paper, keyed so that nobody can guess it: 7K3F-M9QX-2D8A."""
    key = hmac.digest(data_key, b"youju check code", "sha256")
    digest = hmac.digest(key, facts, "sha256")
    letters = "".join(RECOVERY_ALPHABET[byte & 31] for byte in digest[:12])
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"
