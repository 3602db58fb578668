"""Recomputing everything: the whole log, every register row, every kept copy, every derived total.

The log and the registers are read side by side in the order of the log, so that memory stays flat however many
years an office keeps.
"""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, select

from desktop.domain import ledger
from desktop.domain.ledger import Fault
from desktop.i18n import _
from desktop.storage import events, keys, office, people, seals, sqlite  # noqa: F401  all registers must be known
from desktop.storage.base import commitments, expected_triggers, registers, row_digest
from desktop.storage.database import Database
from desktop.storage.seals.tables import CopyRow, StepRow, UseRow, UseState
from desktop.storage.seals.uses import derived_state

REPORT_EVERY = 500

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Checking:
    """What one pass over the log has seen so far."""

    frontier: ledger.Frontier = field(default_factory=ledger.Frontier)
    rows: int = 0
    kept_copies: int = 0
    last_time: str = ""
    wanted_roots: dict[int, bytes] = field(default_factory=dict)
    fault: Fault | None = None


def verify_office(
    database: Database,
    now: datetime,
    *,
    against: ledger.SignedCheckpoint | None = None,
    key_file: keys.KeyFile | None = None,
    progress: Progress | None = None,
) -> ledger.Verification:
    """Checks the office against itself, and against a checkpoint kept elsewhere when one is given."""
    with database.bare() as connection:
        checking = Checking()
        total = max(events.read_state(connection)[0].size, 1)
        own = _read(events.read_state(connection)[2])
        for signed in (own, against):
            if signed is not None:
                checking.wanted_roots[signed.checkpoint.size] = b""
        steps: list[Callable[[], Fault | None]] = [
            lambda: _engine_fault(connection),
            lambda: _trigger_fault(connection),
            lambda: _log_fault(connection, checking, total, progress),
            lambda: _state_fault(connection, checking),
            lambda: _derived_fault(connection),
            lambda: _signature_fault(connection, checking, database.origin, own, against),
            lambda: _key_file_fault(connection, key_file),
        ]
        for step in steps:
            checking.fault = step()
            if checking.fault is not None:
                break
        return ledger.Verification(
            events=checking.frontier.size,
            rows=checking.rows,
            kept_copies=checking.kept_copies,
            root=checking.frontier.root(),
            at=now,
            signed_size=own.checkpoint.size if own else 0,
            fault=checking.fault,
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


class _RegisterReader:
    """One register, read in the order of the log."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self.table = table
        found = connection.execution_options(yield_per=200).execute(select(table).order_by(table.c.seq))
        self._rows: Iterator[Mapping[str, Any]] = iter(found.mappings())
        self.row: Mapping[str, Any] | None = next(self._rows, None)

    def advance(self) -> None:
        """Moves to the next row."""
        self.row = next(self._rows, None)


def _log_fault(
    connection: Connection, checking: Checking, total: int, progress: Progress | None
) -> Fault | None:
    readers = {
        name: _RegisterReader(connection, kind.__table__)  # type: ignore[arg-type]
        for name, kind in registers().items()
    }
    for stored in events.scan(connection):
        event = _checked_event(stored, checking)
        if isinstance(event, Fault):
            return event
        fault = _row_fault(event, readers, checking)
        if fault is not None:
            return fault
        checking.frontier = checking.frontier.append(stored[7])
        if checking.frontier.size in checking.wanted_roots:
            checking.wanted_roots[checking.frontier.size] = checking.frontier.root()
        if progress is not None and checking.frontier.size % REPORT_EVERY == 0:
            progress(checking.frontier.size, total)
    for name, reader in readers.items():
        if reader.row is not None:
            return _strange_row(name, reader.row["seq"])
    if progress is not None:
        progress(checking.frontier.size, max(total, checking.frontier.size))
    return None


def _checked_event(stored: events.StoredEvent, checking: Checking) -> ledger.Event | Fault:
    seq, time, actor, kind, subject_kind, subject_id, body, leaf = stored
    due = checking.frontier.size + 1
    if seq != due:
        return Fault(
            "event_missing",
            f"events {due}",
            _("台账第 {due} 条不见了，后面接着的是第 {seq} 条。有记录被删去。").format(due=due, seq=seq),
            due,
        )
    changed = Fault("event_changed", f"events {seq}", _("台账第 {seq} 条的内容被改过。").format(seq=seq), seq)
    try:
        raw = body.encode()
        event = events.parse(body)
        if ledger.leaf_hash(raw) != leaf or event.body() != raw:
            return changed
    except (AttributeError, ValueError, KeyError, TypeError):
        return changed
    subject = (subject_kind, subject_id) if subject_kind is not None else None
    if (event.seq, event.time, event.actor, event.kind, event.subject) != (seq, time, actor, kind, subject):
        return Fault(
            "event_swapped",
            f"events {seq}",
            _("台账第 {seq} 条与它的内容对不上，里面写的是第 {other} 条。有记录被调换或改过。").format(
                seq=seq, other=event.seq
            ),
            seq,
        )
    if checking.last_time and event.when < datetime.fromisoformat(checking.last_time):
        return Fault(
            "event_time", f"events {seq}", _("台账第 {seq} 条的时间早于前一条。").format(seq=seq), seq
        )
    checking.last_time = time
    return event


def _row_fault(event: ledger.Event, readers: dict[str, _RegisterReader], checking: Checking) -> Fault | None:
    seq = event.seq
    for name, reader in readers.items():
        if reader.row is not None and (
            reader.row["seq"] < seq or (reader.row["seq"] == seq and name != event.row)
        ):
            return _strange_row(name, reader.row["seq"])
    if event.row is None:
        return None
    found = readers.get(event.row)
    if found is None or found.row is None or found.row["seq"] != seq:
        return Fault(
            "row_missing",
            f"{event.row} {seq}",
            _("台账第 {seq} 条登记的内容在“{table}”里不见了。有登记被删去。").format(
                seq=seq, table=event.row
            ),
            seq,
        )
    values = found.row
    found.advance()
    checking.rows += 1
    if _digest_of(found.table, values) != event.digest:
        return Fault(
            "row_changed",
            f"{event.row} {seq}",
            _("“{table}”里第 {seq} 条登记被改过，与台账记下的指纹不符。").format(table=event.row, seq=seq),
            seq,
        )
    if event.row == CopyRow.__tablename__:
        checking.kept_copies += 1
        if hashlib.sha256(values["content"]).hexdigest() != values["sha256"]:
            return Fault(
                "copy_changed",
                f"{event.row} {seq}",
                _("第 {seq} 条留底的文件被换过，与登记的指纹不符。").format(seq=seq),
                seq,
            )
    return None


def _digest_of(table: Table, values: Mapping[str, Any]) -> str:
    """The row's digest; empty for a row with values that the program never writes."""
    try:
        return row_digest(table, values, commitments(table, values))
    except (AttributeError, TypeError, ValueError):
        return ""


def _strange_row(table: str, seq: int) -> Fault:
    return Fault(
        "row_inserted",
        f"{table} {seq}",
        _("“{table}”里第 {seq} 条登记在台账里没有来历。有登记被插入。").format(table=table, seq=seq),
        seq,
    )


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


def _derived_fault(connection: Connection) -> Fault | None:
    uses = connection.execution_options(yield_per=200).execute(select(UseRow.__table__).order_by(UseRow.seq))
    states = iter(
        connection.execution_options(yield_per=200)
        .execute(select(UseState.__table__).order_by(UseState.use))
        .mappings()
    )
    steps = groupby(
        connection.execution_options(yield_per=200).execute(
            select(StepRow.__table__).order_by(StepRow.use, StepRow.seq)
        ),
        key=lambda step: step.use,
    )
    copies = groupby(
        connection.execute(select(CopyRow.use, CopyRow.pages).order_by(CopyRow.use)), key=lambda c: c.use
    )
    next_steps, next_copies = next(steps, None), next(copies, None)
    for use in uses:
        own_steps: list[Any] = []
        if next_steps is not None and next_steps[0] == use.seq:
            own_steps = list(next_steps[1])
            next_steps = next(steps, None)
        pages = 0
        if next_copies is not None and next_copies[0] == use.seq:
            pages = sum(copy.pages for copy in next_copies[1])
            next_copies = next(copies, None)
        state = next(states, None)
        if state is None or dict(state) != derived_state(use, own_steps, pages):
            return Fault(
                "derived",
                f"use_states {use.seq}",
                _("{number}在列表里的状态与登记簿不符。列表被改过，登记簿本身没有变。").format(
                    number=use.number
                ),
                use.seq,
            )
    extra = next(states, None)
    if extra is not None:
        return Fault(
            "derived",
            f"use_states {extra['use']}",
            _("列表里多出一条登记簿里没有的登记。列表被改过。"),
            extra["use"],
        )
    return None


def _signature_fault(
    connection: Connection,
    checking: Checking,
    origin: str,
    own: ledger.SignedCheckpoint | None,
    against: ledger.SignedCheckpoint | None,
) -> Fault | None:
    public_keys = checkpoint_keys(connection)
    if isinstance(public_keys, Fault):
        return public_keys
    if own is None:
        return Fault("checkpoint", "log_state", _("台账自带的检查点不见了，或者不成样子。它被改过。"))
    for signed, elsewhere in ((own, False), *(((against, True),) if against else ())):
        fault = _checkpoint_fault(signed, checking, origin, public_keys, elsewhere=elsewhere)
        if fault is not None:
            return fault
    return None


def _checkpoint_fault(
    signed: ledger.SignedCheckpoint,
    checking: Checking,
    origin: str,
    public_keys: list[bytes],
    *,
    elsewhere: bool,
) -> Fault | None:
    where = _("外存的检查点") if elsewhere else _("台账自带的检查点")
    point = signed.checkpoint
    if point.origin != origin:
        return Fault("checkpoint", where, _("{where}不是这个办公室的。").format(where=where))
    if not any(keys.checkpoint_signed_by(signed, key) for key in public_keys):
        return Fault("checkpoint", where, _("{where}的签名不对。它被改过或是伪造的。").format(where=where))
    if point.size > checking.frontier.size:
        return Fault(
            "tail_cut",
            where,
            _("{where}记着 {due} 条，现在只有 {have} 条。末尾从第 {first} 条起被删去。").format(
                where=where, due=point.size, have=checking.frontier.size, first=checking.frontier.size + 1
            ),
            checking.frontier.size + 1,
        )
    if checking.wanted_roots[point.size] != point.root and point.size:
        return Fault(
            "checkpoint",
            where,
            _("{where}与台账前 {size} 条对不上。这些记录里有的在那以后被改过。").format(
                where=where, size=point.size
            ),
        )
    return None


def checkpoint_keys(connection: Connection) -> list[bytes] | Fault:
    """The public keys that ever signed checkpoints, oldest first, each signed by the one before."""
    table = office.SigningKeyRow
    found = connection.execute(
        select(table.public, table.signed_by_old).where(table.purpose == "checkpoint").order_by(table.seq)
    ).all()
    public_keys: list[bytes] = []
    for public, signed_by_old in found:
        if public_keys and not keys.signature_holds(public_keys[-1], signed_by_old or b"", public):
            return Fault(
                "key",
                "signing_keys",
                _("签名钥匙换过，但新钥匙没有旧钥匙的签名：{key}。").format(
                    key=base64.b64encode(public).decode()
                ),
            )
        public_keys.append(public)
    return public_keys


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


def inclusion(database: Database, seq: int) -> dict[str, object]:
    """The proof that event `seq` stands in the log, for a stranger's program."""
    with database.bare() as connection:
        event = events.get_event(connection, seq)
        leaves = events.leaves(connection)
    return {
        "entry": seq,
        "event": event.body().decode(),
        "leaf_hash": leaves[seq - 1].hex(),
        "leaf_index": seq - 1,
        "tree_size": len(leaves),
        "root": ledger.tree_root(leaves).hex(),
        "hashes": [part.hex() for part in ledger.inclusion_proof(leaves, seq - 1)],
    }


def consistency(database: Database, earlier: ledger.Checkpoint) -> dict[str, object] | None:
    """The proof that the log of an earlier checkpoint is the beginning of today's; None when it is longer."""
    with database.bare() as connection:
        leaves = events.leaves(connection)
    if not 0 < earlier.size <= len(leaves):
        return None
    return {
        "from_size": earlier.size,
        "from_root": earlier.root.hex(),
        "tree_size": len(leaves),
        "root": ledger.tree_root(leaves).hex(),
        "hashes": [part.hex() for part in ledger.consistency_proof(leaves, earlier.size)],
    }
