"""The key file as it stands on the disk: who can sign in, and their wrapped keys. Nothing is opened here.

The door of an office reads it before anybody has typed a password, so it asks for no cipher and no database.
"""

import base64
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.domain.problems import Damaged, Missing, Unavailable
from desktop.i18n import _

FORMAT = 1
FILE = "keys.json"
DATABASE = "office.db"
RECOVERY = 0
"""The slot of the recovery code; accounts count from 1."""
MOST_PASSES, MOST_MEMORY_KIB, MOST_LANES = 64, 1 << 21, 64
"""More than this is no cost that a key file of ours asks for, but a way to make the computer stand still."""
MOST_COUNTED = 1 << 31
"""More accounts or wrong passwords than this were never counted."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One account's way into the office: salt and the wrapped keys.

    `closed` keeps the name of somebody who may not sign in off the door; the register decides whether they may.
    """

    account: int
    name: str
    salt: bytes
    data: bytes
    signing: bytes | None
    cost: tuple[int, int, int]
    failures: int = 0
    last_failure: str = ""
    closed: bool = False

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
            **({"closed": True} if self.closed else {}),
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
            data.get("closed", False) is True,
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
