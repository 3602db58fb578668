"""Evidence: verifying the office, its checkpoints, and what happened lately."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.domain import ledger
from desktop.domain.people import Account
from desktop.domain.problems import Damaged, Missing, Problem, Refused, Unavailable
from desktop.i18n import _
from desktop.services import people
from desktop.services.office import Clock, Office, SystemClock, open_database, origin
from desktop.storage import events, keys, remains, sqlite, upgrade, verify
from desktop.storage.database import Database
from desktop.storage.people import is_stopped, list_accounts
from desktop.storage.verify import Progress


class CutOff(Damaged):
    """The database file is shorter than it was: its end is gone, and with it some of what it held."""

    def __init__(self, left: remains.Remains) -> None:
        self.left = left
        reads = (
            _("台账第 1 到 {last} 条还读得出来，以后的读不出来。").format(last=left.events)
            if left.events
            else _("台账一条也读不出来了。")
        )
        super().__init__(
            _("台账数据库 office.db 的末尾被截断：应有 {due} 字节，只剩 {found} 字节。").format(
                due=f"{left.due:,}", found=f"{left.found:,}"
            )
            + reads
            + _("请用最近的备份恢复。")
        )


def open_with_password(folder: Path, name: str, password: str, *, clock: Clock | None = None) -> Office:
    """The office for verifying and nothing else: nothing is written, and nothing in it is believed beforehand.

    Raises Refused for a wrong password or a stopped account, Damaged when there is nothing left to verify,
    Unavailable when it cannot be read as it stands.
    """
    clock = clock or SystemClock()
    file = keys.read_key_file(folder)
    opened = people.open_named(folder, file, file.named(name.strip()), password, clock.now())
    return _open(folder, file, opened, clock)


def open_with_recovery(folder: Path, first: str, second: str, *, clock: Clock | None = None) -> Office:
    """The office for verifying, opened by the two halves of its recovery code."""
    file = keys.read_key_file(folder)
    return _open(folder, file, people.open_recovery(file, first, second), clock or SystemClock())


def _open(folder: Path, file: keys.KeyFile, opened: keys.Opened, clock: Clock) -> Office:
    left = remains.look(folder / keys.DATABASE, opened.data_key)
    if left is not None:
        raise CutOff(left)
    database = _open_database(folder, file, opened.data_key)
    nobody = Account(opened.slot.account, opened.slot.name, "", frozenset())
    office = Office(folder, database, nobody, clock, sample=bool(file.sample))
    try:
        with office.read() as work:
            if is_stopped(work, nobody.number):
                raise Refused([Problem("people.inactive", _("这个账户已停用。请找系统管理。"), "name")])
    except BaseException:
        office.close()
        raise
    return office


def _open_database(folder: Path, file: keys.KeyFile, data_key: bytes) -> Database:
    """The database of an office; where its folder may not be written it is looked at, and nothing made beside it.

    Raises Damaged, or Unavailable when it cannot be looked at without writing.
    """
    path = folder / keys.DATABASE
    if not (path.exists() and sqlite.may_only_look(path)):
        return open_database(folder, file, data_key)
    if sqlite.has_log(path):
        raise Unavailable(
            _(
                "没有核对。办公室文件夹不能写入，而 {name} 里还有没并入台账数据库的记录。"
                "请在能写入的电脑上打开一次有据再退出，或把整个文件夹复制到能写入的地方，再核对那一份。"
            ).format(name=f"{keys.DATABASE}-wal")
        )
    database = Database(path, data_key, origin(file.office), look_only=True)
    try:
        revision = upgrade.current_revision(database)
        if upgrade.is_older(revision):
            raise Unavailable(
                _(
                    "没有核对。这个办公室是旧版本的，要先升级，可它的文件夹不能写入。"
                    "请把整个文件夹复制到能写入的地方，再核对那一份。"
                )
            )
        if revision:  # without one there are no tables, and whoever reads them says so
            upgrade.upgrade(database)
    except BaseException:
        database.close()
        raise
    return database


def unopened(damaged: Damaged, now: datetime) -> ledger.Verification:
    """What a verification says of an office whose files can no longer be opened."""
    if isinstance(damaged, CutOff):
        left = damaged.left
        fault = ledger.Fault("cut_off", keys.DATABASE, str(damaged), left.events + 1)
        return ledger.Verification(left.events, 0, 0, b"", now, 0, fault)
    fault = ledger.Fault("file", "office", str(damaged))
    return ledger.Verification(0, 0, 0, b"", now, 0, fault)


def read_checkpoint(text: str) -> ledger.SignedCheckpoint:
    """A checkpoint kept elsewhere. Raises Refused when the text is none."""
    try:
        return ledger.read_checkpoint(text)
    except ValueError as error:
        raise Refused(
            [
                Problem(
                    "evidence.checkpoint",
                    _("这不是检查点。检查点是登记簿页脚二维码里的几行字。请换成完整的检查点。"),
                    "against",
                )
            ]
        ) from error


def verify_office(
    office: Office,
    *,
    against: str = "",
    entry: int | None = None,
    since: str = "",
    progress: Progress | None = None,
) -> ledger.Verification:
    """Recomputes everything the office holds; names the first thing that does not match.

    `against` is a checkpoint kept elsewhere; `entry` adds the proof that this event stands in the log; `since`
    the proof that the log of that checkpoint is the beginning of today's, which is checked as well.
    """
    elsewhere = read_checkpoint(against or since) if against or since else None
    result = verify.verify_office(
        office.database,
        office.now(),
        against=elsewhere,
        key_file=keys.read_key_file(office.folder),
        progress=progress,
    )
    if not result.passed or (entry is None and not since):
        return result
    proofs: dict[str, object] = {}
    if entry is not None:
        proofs["inclusion"] = verify.inclusion(office.database, entry)
    if since:
        earlier = read_checkpoint(since).checkpoint
        proofs["consistency"] = verify.consistency(office.database, earlier)
    return replace(result, proofs=proofs)


def checkpoint(office: Office) -> str:
    """The office's newest signed checkpoint: fresh for those who may sign, the last one kept for others.

    Raises Damaged when there is none, or none that could be checked.
    """
    with office.read() as work:
        frontier, _last_time, signed = events.state_to_continue(work.connection)
    if office.signer is not None:
        return office.signer.sign_checkpoint(
            ledger.Checkpoint(office.database.origin, frontier.size, frontier.root())
        )
    try:
        ledger.read_checkpoint(signed)
    except ValueError as error:
        raise Damaged(
            _("台账自带的检查点不见了，或者不成样子。有人绕过程序改过数据库。请先运行 verify 查明原因。")
        ) from error
    return signed


def log_size(office: Office) -> int:
    """How many events the log holds; each desk looks at it to notice what others wrote."""
    with office.read() as work:
        return work.frontier.size


def subjects_since(office: Office, seq: int) -> list[str]:
    """The subjects of the events after `seq`, each once, for screens that show them."""
    with office.read() as work:
        found = events.since(work.connection, seq)
    return list(dict.fromkeys(kind.partition(".")[0] for _seq, kind in found))


def recent(office: Office, count: int, *, kinds: tuple[str, ...] = ()) -> list[tuple[ledger.Event, str]]:
    """The newest events with the name of who acted, newest first."""
    with office.read() as work:
        names = {account.number: account.name for account in list_accounts(work)}
        found = events.newest(work.connection, count, kinds=kinds)
    return [(event, names.get(event.actor, _("程序"))) for event in found]


def history(office: Office, subject: tuple[str, int]) -> list[tuple[ledger.Event, str]]:
    """Every event on one record with the name of who acted, oldest first."""
    with office.read() as work:
        names = {account.number: account.name for account in list_accounts(work)}
        found = events.events_of(work.connection, subject)
    return [(event, names.get(event.actor, _("程序"))) for event in found]


def event_at(office: Office, seq: int) -> tuple[ledger.Event, str] | None:
    """One line of the log with the name of who acted; None when it is gone or can no longer be read."""
    with office.read() as work:
        names = {account.number: account.name for account in list_accounts(work)}
        try:
            event = events.get_event(work.connection, seq)
        except (Missing, ValueError, KeyError, TypeError):
            return None
    return event, names.get(event.actor, _("程序"))
