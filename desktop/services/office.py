"""The open office: what every action needs, and the founding of a new one."""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from desktop.domain import office as rules
from desktop.domain.people import Account, Role, check_role
from desktop.domain.problems import Damaged, Missing, Refused, Unavailable
from desktop.i18n import _
from desktop.services import matters
from desktop.storage import backup, keys, people, upgrade
from desktop.storage import office as store
from desktop.storage.base import Entropy
from desktop.storage.database import Database, Work
from desktop.storage.seals import book

CHECKPOINT, PAPER = "checkpoint", "paper"
"""What the office's two signing keys are for."""
_OTHER_KEY = {
    CHECKPOINT: _("签检查点的私钥与登记的公钥不是一对。台账数据库里的钥匙被换过。请用最近的备份恢复。"),
    PAPER: _("签证明的私钥与登记的公钥不是一对。台账数据库里的钥匙被换过。请用最近的备份恢复。"),
}
PROGRAM = Account(0, _("程序"), "", frozenset())
"""Who acts when no person is signed in: at the founding."""


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The moment, with its offset."""


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """The moment, with its offset."""
        return datetime.now().astimezone().replace(microsecond=0)


class SampleClock:
    """The clock of a sample office that plays on another day, at the present time of day."""

    def __init__(self, today: date) -> None:
        self.today = today

    def now(self) -> datetime:
        """The moment on that day."""
        now = SystemClock().now()
        return now.replace(year=self.today.year, month=self.today.month, day=self.today.day)


class LateClock:
    """The clock of a sample office that is opened before its own last day: it goes on from its last event."""

    def __init__(self, clock: Clock, last: datetime) -> None:
        self.clock, self.ahead = clock, last - clock.now()

    def now(self) -> datetime:
        """The moment, as much later as the sample is ahead."""
        return self.clock.now() + self.ahead


@dataclass
class Office:
    """An office somebody is signed in to. Only `write` and `read` open its database."""

    folder: Path
    database: Database
    clerk: Account
    clock: Clock
    signer: keys.Signer | None = None
    signing_key: bytes | None = field(default=None, repr=False)
    sample: bool = False
    listeners: list[Callable[[str], None]] = field(default_factory=list)

    def now(self) -> datetime:
        """The moment."""
        return self.clock.now()

    def today(self) -> date:
        """The day."""
        return self.clock.now().date()

    @contextmanager
    def write(self, *, signer: keys.Signer | None = None) -> Iterator[Work]:
        """One action: all of it with its events, or none. `signer` is of the person who stands at this desk."""
        signer = signer or self.signer
        sign = signer.sign_checkpoint if signer else None
        with self.database.write(self.clerk.number, self.now(), sign) as work:
            yield work
        subjects = dict.fromkeys(event.kind.partition(".")[0] for event in work.new_events)
        for subject in subjects:
            for listener in self.listeners:
                listener(subject)

    @contextmanager
    def read(self) -> Iterator[Work]:
        """A quiet look."""
        with self.database.read(self.clerk.number, self.now()) as work:
            yield work

    def listen(self, callback: Callable[[str], None]) -> None:
        """Calls back after each commit with the subject that changed, such as "seals"."""
        self.listeners.append(callback)

    def close(self) -> None:
        """Lets go of the office and its keys."""
        self.database.close()
        self.signer = None
        self.signing_key = None


@dataclass(frozen=True, slots=True)
class Founded:
    """What the founding leaves to be written down by hand: the recovery code in two halves."""

    folder: Path
    recovery: tuple[str, str] = field(repr=False)


def found(
    folder: Path,
    founding: rules.Founding,
    *,
    clock: Clock | None = None,
    entropy: Entropy = secrets.token_bytes,
    sample: bool = False,
) -> Founded:
    """Makes a new office in a folder that does not exist yet or is empty: all of it or nothing.

    Raises Refused when something typed is not right, Unavailable when the folder cannot be used.
    """
    problems = rules.check_founding(founding)
    if problems:
        raise Refused(problems)
    check_free(folder)
    with new_folder(folder) as scratch:
        recovery = _found_in(scratch, founding, clock or SystemClock(), entropy, sample=sample)
        put_in_place(scratch, folder)
    return Founded(folder, recovery)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A place beside `folder` to make it in, gone afterwards, so that it appears whole or not at all."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".youju-", dir=folder.parent))
    except OSError as error:
        raise Unavailable(
            _("建不了办公室。“{folder}”不能写入。请换一个位置。").format(folder=folder.parent)
        ) from error
    try:
        yield scratch
    except OSError as error:
        raise Unavailable(_("建不了办公室。磁盘已满或文件夹不能写入。请换一个位置。")) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def put_in_place(made: Path, folder: Path) -> None:
    """Moves a finished folder to where it was wanted, which is free or empty."""
    if folder.exists():
        folder.rmdir()
    made.rename(folder)


def check_free(folder: Path) -> None:
    """Raises Unavailable unless a new office can be made in this folder."""
    if (folder / keys.FILE).exists():
        raise Unavailable(
            _("“{folder}”里已经有一个办公室。请直接打开它，或换一个文件夹。").format(folder=folder)
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unavailable(_("“{folder}”不是空文件夹。请换一个空的或新的文件夹。").format(folder=folder))


def _found_in(
    folder: Path, founding: rules.Founding, clock: Clock, entropy: Entropy, *, sample: bool
) -> tuple[str, str]:
    office_id = entropy(8).hex()
    data_key, signing_key = entropy(keys.KEY_BYTES), entropy(keys.KEY_BYTES)
    seeds = {purpose: keys.new_signing_seed(entropy) for purpose in (CHECKPOINT, PAPER)}
    recovery = keys.new_recovery_code(entropy)
    slots = [
        keys.make_slot(
            office_id,
            keys.RECOVERY,
            "",
            keys.recovery_secret(*recovery),
            data_key=data_key,
            signing_key=signing_key,
            entropy=entropy,
        )
    ]
    accounts = []
    for number, person in enumerate(founding.people, 1):
        account = Account(
            number, person.name.strip(), person.title.strip(), person.roles, grid=person.grid.strip()
        )
        accounts.append(account)
        slots.append(
            keys.make_slot(
                office_id,
                number,
                account.name,
                person.password,
                data_key=data_key,
                signing_key=signing_key if account.signs else None,
                entropy=entropy,
            )
        )
    password = founding.people[0].password if sample else ""
    keys.write_key_file(folder, keys.KeyFile(office_id, tuple(slots), password))
    database = Database(folder / keys.DATABASE, data_key, origin(office_id), entropy=entropy)
    signer = keys.Signer(
        origin(office_id), *(keys.private_key(seeds[purpose]) for purpose in (CHECKPOINT, PAPER))
    )
    office = Office(folder, database, PROGRAM, clock, signer)
    try:
        upgrade.upgrade(database)
        with office.write() as work:
            _write_founding(work, founding, slots[0], sample=sample)
            for purpose, seed in seeds.items():
                wrapped = keys.wrap_seed(seed, signing_key, purpose, entropy)
                store.put_signing_key(work, purpose, public=keys.public_of(seed), wrapped=wrapped)
                work.record("office.key_made", purpose=purpose, public=keys.public_of(seed).hex())
            for account, slot in zip(accounts, slots[1:], strict=True):
                people.put_account(work, account, people.slot_digest(slot))
                work.record("people.account_added", ("account", account.number), roles=sorted(account.roles))
            _write_seals(work, founding)
    finally:
        office.close()
    return recovery


def origin(office_id: str) -> str:
    """The office's name in its checkpoints; says nothing about who it is."""
    return f"youju/{office_id}"


def _write_founding(work: Work, founding: rules.Founding, recovery: keys.Slot, *, sample: bool) -> None:
    store.put_setting(work, "profile", asdict(founding.profile))
    work.record(
        "office.founded",
        profile=asdict(founding.profile),
        sample=sample,
        recovery=people.slot_digest(recovery),
    )
    for name, value in (("keeper_may_approve", founding.keeper_may_approve), ("sample", sample)):
        store.put_setting(work, name, value)
        work.record("office.setting_changed", name=name, value=value)


def _write_seals(work: Work, founding: rules.Founding) -> None:
    for seal in (founding.seal, *founding.more_seals):
        book.put_seal(work, seal)
        work.record("seals.seal_registered", ("seal", seal.number), name=seal.name, code=seal.book_code)
    for matter in matters.seed_matters(founding.seal.number):
        book.put_matter(work, matter)
        work.record("seals.matter_listed", ("matter", matter.number), code=matter.code, name=matter.name)


def read_settings(office: Office) -> rules.Settings:
    """What the office decided."""
    with office.read() as work:
        return rules.settings_from(store.read_settings(work))


def change_setting(office: Office, name: str, value: Any) -> None:
    """Changes one of the office's decisions; the administrator's work."""
    problems = check_role(office.clerk, Role.ADMINISTRATOR)
    if problems:
        raise Refused(problems)
    if name not in rules.DECISIONS:
        raise Missing(_("没有“{name}”这项设置。").format(name=name))
    problems = rules.check_setting(name, value)
    if problems:
        raise Refused(problems)
    with office.write() as work:
        kept = asdict(value) if isinstance(value, rules.Profile) else value
        store.put_setting(work, name, kept)
        work.record("office.setting_changed", name=name, value=kept)


def rotate_key(office: Office, purpose: str, *, entropy: Entropy = secrets.token_bytes) -> None:
    """Gives the office a new signing key in the place of one; the old key signs the change."""
    if office.signing_key is None or office.signer is None:
        raise Refused(check_role(office.clerk, Role.APPROVER, Role.KEEPER))
    seed = keys.new_signing_seed(entropy)
    public = keys.public_of(seed)
    old = {CHECKPOINT: office.signer.checkpoint_key, PAPER: office.signer.paper_key}[purpose]
    with office.write() as work:
        store.put_signing_key(
            work,
            purpose,
            public=public,
            wrapped=keys.wrap_seed(seed, office.signing_key, purpose, entropy),
            signed_by_old=keys.sign_with(old, public),
        )
        work.record("office.key_rotated", purpose=purpose, public=public.hex())
    office.signer = load_signer(office.database, office.signing_key, office.now())


def open_database(folder: Path, file: keys.KeyFile, data_key: bytes) -> Database:
    """The database of an office folder, at the tables of this version. Raises Damaged, Unavailable.

    An office of an older version is first kept beside it, whole, and the upgrade is tried on that copy.
    """
    database = Database(folder / keys.DATABASE, data_key, origin(file.office))
    try:
        if not database.path.exists():
            raise Damaged(_("办公室文件夹里的台账数据库 office.db 不见了。请用最近的备份恢复。"))
        revision = upgrade.current_revision(database)
        if not revision:
            raise Damaged(_("台账数据库 office.db 是空的。里面的表不见了。请用最近的备份恢复。"))
        if upgrade.is_older(revision):
            backup.keep_before(folder, database, f"升级前-{revision}", upgrade.upgrade)
        upgrade.upgrade(database)
    except BaseException:
        database.close()
        raise
    return database


def fit_clock(office: Office) -> Clock:
    """The clock of a sample office, which may play on a day that this computer has not reached yet."""
    with office.read() as work:
        last = datetime.fromisoformat(work.last_time) if work.last_time else office.now()
    return office.clock if last <= office.now() else LateClock(office.clock, last)


def load_signer(database: Database, signing_key: bytes, now: datetime) -> keys.Signer:
    """The office's newest signing keys, opened with the key that an account's password gave.

    Raises Damaged when one is missing, does not open, or is not the private half of the key that is registered.
    """
    with database.read(0, now) as work:
        kept = {purpose: store.signing_keys(work, purpose) for purpose in (CHECKPOINT, PAPER)}
    if not all(kept.values()):
        raise Damaged(_("办公室的签名钥匙不见了。台账数据库被改过。请用最近的备份恢复。"))
    newest = {purpose: found[-1][2] for purpose, found in kept.items()}
    private = {
        purpose: keys.unwrap_seed(wrapped, signing_key, purpose) for purpose, wrapped in newest.items()
    }
    for purpose, found in kept.items():
        if keys.public_bytes(private[purpose]) != found[-1][1]:
            raise Damaged(_OTHER_KEY[purpose])
    return keys.Signer(database.origin, private[CHECKPOINT], private[PAPER])
