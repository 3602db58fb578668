"""Keys: the file that opens the office, the passwords that wrap its keys, and the two keys it signs with.

`keys.json` beside the database holds the office's random data key once for each account, encrypted under a key
made from that account's password (argon2id), and once under the recovery code. Where an account may sign, its
slot also holds the key that opens the signing keys kept in the database. The file holds nothing in clear but the
names to sign in with.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.domain import ledger
from desktop.domain.problems import Damaged, Missing, Problem, Refused, Unavailable
from desktop.i18n import _
from desktop.storage.base import Entropy

KEY_BYTES = 32
FORMAT = 1
FILE = "keys.json"
DATABASE = "office.db"
RECOVERY = 0
"""The slot of the recovery code; accounts count from 1."""
TIME_COST = 3
MEMORY_KIB = 65536
LANES = 4
MOST_PASSES, MOST_MEMORY_KIB, MOST_LANES = 64, 1 << 21, 64
"""More than this is no cost that a key file of ours asks for, but a way to make the computer stand still."""
MOST_COUNTED = 1 << 31
"""More accounts or wrong passwords than this were never counted."""
HALF_LENGTH = 16
RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code read aloud or copied by hand cannot be misread."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One account's way into the office: salt and the wrapped keys."""

    account: int
    name: str
    salt: bytes
    data: bytes
    signing: bytes | None = None
    cost: tuple[int, int, int] = (TIME_COST, MEMORY_KIB, LANES)
    failures: int = 0
    last_failure: str = ""

    def to_json(self) -> dict[str, Any]:
        """The slot as it stands in the file and in the accounts register."""
        return {
            "account": self.account,
            "name": self.name,
            "salt": _b64(self.salt),
            "data": _b64(self.data),
            "signing": None if self.signing is None else _b64(self.signing),
            "cost": list(self.cost),
            "failures": self.failures,
            "last_failure": self.last_failure,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "Slot":
        """The reverse of `to_json`. Raises ValueError, TypeError or KeyError for what no slot of ours says."""
        return Slot(
            _count(data["account"]),
            _text(data["name"]),
            base64.b64decode(data["salt"]),
            base64.b64decode(data["data"]),
            None if data["signing"] is None else base64.b64decode(data["signing"]),
            _cost(data["cost"]),
            _count(data.get("failures", 0)),
            _moment(data.get("last_failure", "")),
        )


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What stands in `keys.json`. `sample` is set in sample offices only: the password of all its accounts."""

    office: str
    slots: tuple[Slot, ...]
    sample: str = ""

    def named(self, name: str) -> tuple[Slot, ...]:
        """The slots one can try under a name: one, or two while a change of password is under way."""
        return tuple(slot for slot in self.slots if slot.name == name and slot.account != RECOVERY)

    def with_slot(self, slot: Slot, *, instead: bool) -> "KeyFile":
        """The file with one more slot, or with it in the place of all others of its account."""
        others = tuple(s for s in self.slots if not (instead and s.account == slot.account))
        return replace(self, slots=(*others, slot))


@dataclass(frozen=True, slots=True)
class Opened:
    """What a password opens: the data key and, for those who may sign, the key of the signing keys."""

    slot: Slot
    data_key: bytes = field(repr=False)
    signing_key: bytes | None = field(default=None, repr=False)


def _b64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MOST_COUNTED:
        raise ValueError("count")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    value.encode()  # half a character is no text: it could not be written again
    return value


def _moment(value: object) -> str:
    text = _text(value)
    if text and datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("moment")
    return text


def _cost(figures: Sequence[object]) -> tuple[int, int, int]:
    passes, memory_kib, lanes = figures
    if not (type(passes) is int and type(memory_kib) is int and type(lanes) is int):
        raise TypeError("cost")
    if not (0 < passes <= MOST_PASSES and 0 < memory_kib <= MOST_MEMORY_KIB and 0 < lanes <= MOST_LANES):
        raise ValueError("cost")
    return passes, memory_kib, lanes


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


def read_key_file(folder: Path) -> KeyFile:
    """The key file of an office folder. Raises Missing when there is no office, Unavailable when it is
    unreadable, Damaged when what stands there is no key file of ours."""
    path = folder / FILE
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["format"] > FORMAT:
            raise Unavailable(_("这个办公室是用更新的版本建立的。请先升级有据，再打开。"))
        slots = tuple(Slot.from_json(slot) for slot in data["slots"])
        if all(slot.account == RECOVERY for slot in slots):
            raise ValueError("nobody can sign in")
        return KeyFile(_text(data["office"]), slots, _text(data.get("sample", "")))
    except FileNotFoundError as error:
        raise Missing(
            _("“{folder}”里没有办公室。请检查文件夹，或先建立办公室。").format(folder=folder)
        ) from error
    except OSError as error:
        raise Unavailable(_("读不了办公室文件夹。磁盘可能没有接好，或没有权限。请检查后再试。")) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged(_("钥匙文件 keys.json 已损坏。请从最近的备份恢复。")) from error


def write_key_file(folder: Path, keys: KeyFile) -> None:
    """Writes the key file whole or not at all."""
    data = {
        "format": FORMAT,
        "office": keys.office,
        "sample": keys.sample,
        "slots": [slot.to_json() for slot in keys.slots],
    }
    write_whole(folder / FILE, json.dumps(data, ensure_ascii=False, indent=1).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file so that it appears whole or not at all, even when the power fails."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Unavailable(
            _("没有写成“{name}”。磁盘已满或文件夹不能写入。请检查后再试。").format(name=path.name)
        ) from error


def note_failure(folder: Path, account: int, moment: datetime | None) -> int:
    """Counts a wrong password of an account (or forgets them, with None). Gives the count in a row."""
    keys = read_key_file(folder)
    own = [slot.failures for slot in keys.slots if slot.account == account]
    count = 0 if moment is None else max(own, default=0) + 1
    last = "" if moment is None else moment.isoformat()
    slots = tuple(
        replace(slot, failures=count, last_failure=last) if slot.account == account else slot
        for slot in keys.slots
    )
    if slots != keys.slots:
        write_key_file(folder, replace(keys, slots=slots))
    return count


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
