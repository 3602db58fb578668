"""Recomputing everything: the log, every register row, every kept copy, the derived lists, the closed books.

The log and the registers are read side by side in the order of the log, so that memory stays flat however many
years an office keeps.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from desktop.domain import ledger
from desktop.domain.ledger import Fault
from desktop.i18n import _
from desktop.storage import events, keys, people, sqlite
from desktop.storage.base import expected_triggers
from desktop.storage.database import Database
from desktop.storage.verify.closings import closing_fault
from desktop.storage.verify.derived import derived_fault
from desktop.storage.verify.log import Checking, Progress, log_fault
from desktop.storage.verify.proofs import consistency, inclusion
from desktop.storage.verify.signed import checkpoint_keys, signature_fault

__all__ = ["Checking", "Progress", "checkpoint_keys", "consistency", "inclusion", "verify_office"]


def verify_office(
    database: Database,
    now: datetime,
    *,
    against: ledger.SignedCheckpoint | None = None,
    key_file: keys.KeyFile | None = None,
    progress: Progress | None = None,
) -> ledger.Verification:
    """Checks the office against itself, and against a checkpoint kept elsewhere when one is given."""
    checking = Checking()
    with database.bare() as connection:
        checking.fault = _engine_fault(connection)
        if checking.fault is None:
            try:
                _check_all(connection, checking, database.origin, against, key_file, progress)
            except DBAPIError:
                checking.fault = _unreadable(checking)
    return ledger.Verification(
        events=checking.frontier.size,
        rows=checking.rows,
        kept_copies=checking.kept_copies,
        root=checking.frontier.root(),
        at=now,
        signed_size=checking.signed_size,
        fault=checking.fault,
    )


def _check_all(
    connection: Connection,
    checking: Checking,
    origin: str,
    against: ledger.SignedCheckpoint | None,
    key_file: keys.KeyFile | None,
    progress: Progress | None,
) -> None:
    kept, _last_time, signed_text = events.read_state(connection)
    own = _read(signed_text)
    checking.signed_size = own.checkpoint.size if own else 0
    for signed in (own, against):
        if signed is not None:
            checking.wanted_roots[signed.checkpoint.size] = b""
    steps: list[Callable[[], Fault | None]] = [
        lambda: _trigger_fault(connection),
        lambda: log_fault(connection, checking, max(kept.size, 1), progress),
        lambda: _state_fault(connection, checking),
        lambda: derived_fault(connection),
        lambda: closing_fault(connection),
        lambda: signature_fault(connection, checking, origin, own, against),
        lambda: _key_file_fault(connection, key_file),
    ]
    for step in steps:
        checking.fault = step()
        if checking.fault is not None:
            break


def _unreadable(checking: Checking) -> Fault:
    """A value that no program of ours wrote: bytes where text belongs, so that the driver cannot read it."""
    return Fault(
        "unreadable",
        f"events {checking.frontier.size}-",
        _("台账第 {seq} 条以后有登记读不出来，里面的字节不是文字。有人绕过程序改过数据库。").format(
            seq=checking.frontier.size
        ),
    )


def _read(text: str) -> ledger.SignedCheckpoint | None:
    """The log's own checkpoint; None when what stands in its place is none."""
    try:
        return ledger.read_checkpoint(text)
    except ValueError:
        return None


def _engine_fault(connection: Connection) -> Fault | None:
    faults = sqlite.integrity_faults(connection)
    if not faults:
        return None
    return Fault(
        "file",
        "office.db",
        _("数据库文件本身已损坏：{what}。请用最近的备份恢复。").format(what=faults[0]),
    )


def _trigger_fault(connection: Connection) -> Fault | None:
    found = sqlite.triggers_in(connection)
    for name, text in expected_triggers().items():
        if found.get(name) != text:
            return Fault(
                "trigger",
                name,
                _("登记簿的保护被拆掉了：触发器 {name} 不在或被改过。有人绕过程序动过数据库。").format(
                    name=name
                ),
            )
    return None


def _state_fault(connection: Connection, checking: Checking) -> Fault | None:
    kept, last_time, _signed = events.read_state(connection)
    if kept.size > checking.frontier.size:
        due = checking.frontier.size + 1
        return Fault(
            "tail_cut",
            f"events {due}",
            _("台账应有 {due} 条，只剩 {have} 条。末尾从第 {first} 条起被删去。").format(
                due=kept.size, have=checking.frontier.size, first=due
            ),
            due,
        )
    if kept.size < checking.frontier.size:
        return Fault(
            "event_inserted",
            f"events {kept.size + 1}",
            _("台账只应有 {due} 条，却有 {have} 条。第 {first} 条起是插入的。").format(
                due=kept.size, have=checking.frontier.size, first=kept.size + 1
            ),
            kept.size + 1,
        )
    if kept.hashes != checking.frontier.hashes or last_time != checking.last_time:
        first, last = _first_differing(kept, checking.frontier)
        return Fault(
            "tree_changed",
            f"events {first}-{last}",
            _("台账第 {first} 至 {last} 条里有内容被改过，总指纹对不上。").format(first=first, last=last),
            first,
        )
    return None


def _first_differing(kept: ledger.Frontier, found: ledger.Frontier) -> tuple[int, int]:
    """The range of events under the first full subtree whose root differs."""
    first, rest = 1, kept.size
    for one, other in zip(kept.hashes, found.hashes, strict=False):
        width = 1 << (rest.bit_length() - 1)
        if one != other:
            return first, first + width - 1
        first += width
        rest -= width
    return kept.size, kept.size


def _key_file_fault(connection: Connection, key_file: keys.KeyFile | None) -> Fault | None:
    if key_file is None:
        return None
    table = people.AccountRow
    kept: dict[int, object] = {}
    for founded in events.newest(connection, 1, kinds=("office.founded",)):
        kept[keys.RECOVERY] = founded.payload["recovery"]
    for number, slot in connection.execute(select(table.number, table.slot).order_by(table.seq)):
        kept[number] = slot
    for number, digest in kept.items():
        slots = [slot for slot in key_file.slots if slot.account == number]
        if digest not in {people.slot_digest(slot) for slot in slots}:
            return Fault(
                "key_file",
                f"keys.json {number}",
                _("钥匙文件里恢复码的内容与建立时登记的不符。文件被换过。")
                if number == keys.RECOVERY
                else _("钥匙文件里 {number} 号账户的内容与账户登记不符。文件被换过。").format(number=number),
            )
    return None
