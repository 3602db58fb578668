"""扫描件回来: what the scanner writes into a folder is filed to its entries, or waits for the clerk.

A file is first kept in the register and only then moved, so that after a crash the next look finds it kept. Nothing
is ever deleted: what was filed lies in 已入册, what was put aside in 不归档, each by month.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.domain import people as people_rules
from desktop.domain import scans as rules
from desktop.domain.people import Role
from desktop.domain.problems import Problem, Refused, Stale, Unavailable
from desktop.domain.seals import CopyContent, SealUse, State, UseLine
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals.checking import check_paper
from desktop.services.seals.copies import draw_pages, keep_copies, read_copies
from desktop.storage.keys import write_whole
from desktop.storage.seals import copies, uses
from desktop.storage.seals.waiting import list_waiting

FILED, ASIDE = "已入册", "不归档"
"""The folders, beside the scans, of what was filed and of what was put aside."""
ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"})
LONGEST_PAGE = 60.0
"""Seconds that one page may take; one that takes longer is hostile."""
LOOK_EVERY = 0.1
MOST_TO_CHOOSE = 200
NOT_HERE = "copies.unreadable"
"""The rule that refuses a file which is held by another program or gone: it is tried again."""
NOT_SPLIT = "scans.not_split"
"""The rule of a stack whose papers could not all be laid down: tried again whenever the folder is taken in."""

Progress = Callable[[int, int], None]
"""Told how many files are done, of how many; whoever wants it to stop raises. What was filed until then stays."""
Stamp = tuple[int, int]


@dataclass
class Tray:
    """A folder that is watched, and what is known of its files since the program was started."""

    folder: Path
    stamps: dict[str, Stamp] = field(default_factory=dict)
    """Size and time of each file at the last look; one that still has them was written to its end."""
    read: dict[str, tuple[Stamp, rules.ScanRead | Problem]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    """The files that wait and were told of."""

    def note(self, name: str, stamp: Stamp, read: rules.ScanRead | Problem) -> None:
        """Remembers what was read in a file, not the file: a stack that waits must not fill the memory."""
        if isinstance(read, rules.ScanRead):
            read = replace(read, copy=replace(read.copy, content=b""))
        self.read[name] = stamp, read


def may_take_in(office: Office) -> bool:
    """Whether the signed-in person files copies at all."""
    return not people_rules.check_role(office.clerk, Role.HANDLER, Role.KEEPER)


def has_news(tray: Tray) -> bool:
    """Whether there is a file that stands still and was not read, or one that waited and is gone. Writes nothing."""
    ready, there = _ready(tray)
    gone = there and tray.read.keys() - {path.name for path in ready} - tray.stamps.keys()
    return bool(gone) or any(tray.read.get(path.name, (None,))[0] != tray.stamps[path.name] for path in ready)


def _ready(tray: Tray) -> tuple[list[Path], bool]:
    """The scans that stand still since the last look, in the order they came; False when there is no folder."""
    found: dict[str, Stamp] = {}
    try:
        for path in tray.folder.iterdir():
            if path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~")) and path.is_file():
                found[path.name] = _stamp(path)
    except OSError:
        # A share that is away, or a file taken away meanwhile: the next look sees.
        return [], False
    still = [name for name, stamp in found.items() if tray.stamps.get(name) == stamp]
    tray.stamps = found
    return [tray.folder / name for name in sorted(still, key=lambda name: (found[name], name))], True


def _stamp(path: Path) -> Stamp:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


class _Reader:
    """The child process that reads files from outside, made when the first one comes and again after one died."""

    def __init__(self) -> None:
        self._line: Connection | None = None
        self._child: multiprocessing.process.BaseProcess | None = None

    def read(self, path: Path, look: Callable[[], None]) -> rules.ScanRead:
        """What is on the pages of a file; `look` is called meanwhile and may raise. Raises Refused."""
        found = self._ask(path, path.name, look)
        assert isinstance(found, rules.ScanRead)
        return found

    def cut(self, name: str, parts: tuple[rules.Part, ...], look: Callable[[], None]) -> list[CopyContent]:
        """The papers of the file read last, each as a file of its own. Raises Refused."""
        found = self._ask(parts, name, look)
        assert isinstance(found, list)
        return found

    def _ask(self, what: Path | tuple[rules.Part, ...], name: str, look: Callable[[], None]) -> object:
        # Readers of codes and PDF: only with the first scan, the window must not wait for them.
        from desktop.storage import scans as readers  # noqa: PLC0415

        if self._line is None:
            context = multiprocessing.get_context("spawn")
            self._line, theirs = context.Pipe()
            self._child = context.Process(target=readers.serve, args=(theirs,), daemon=True)
            self._child.start()
            theirs.close()
        try:
            self._line.send(what)
            answer = self._wait(self._line, look)
        except (EOFError, OSError) as error:
            self.close()
            message = _("“{name}”读到一半出错。它可能已损坏。请重新扫描。").format(name=name)
            raise Refused([Problem("scans.damaged", message, "copy")]) from error
        if isinstance(answer, Refused):
            raise answer
        return answer

    def _wait(self, line: Connection, look: Callable[[], None]) -> object:
        deadline = time.monotonic() + LONGEST_PAGE
        while True:
            while not line.poll(LOOK_EVERY):
                look()
                if time.monotonic() > deadline:
                    raise EOFError
            answer: object = line.recv()
            if not isinstance(answer, tuple):
                return answer
            look()
            deadline = time.monotonic() + LONGEST_PAGE

    def close(self) -> None:
        """Ends the child, at whatever it is."""
        if self._line is not None and self._child is not None:
            self._line.close()
            self._child.kill()
            self._child.join()
        self._line = None


@contextmanager
def _reader() -> Iterator[_Reader]:
    reader = _Reader()
    try:
        yield reader
    finally:
        reader.close()


@dataclass
class _Outcome:
    """What one look comes to, as it goes. `waiting` is by file name: a part cut once more is the same file."""

    filed: list[str] = field(default_factory=list)
    known: int = 0
    waiting: dict[str, rules.WaitingScan] = field(default_factory=dict)

    def wait(self, scan: rules.WaitingScan) -> None:
        self.waiting[scan.name] = scan


def take_in(office: Office, tray: Tray, progress: Progress | None = None) -> rules.TakenIn:
    """Files what lies in the folder and matches an entry that waits for its copy; the rest waits with its reason.

    A file is only looked at once its size stands still between two looks. Whoever may not file sees nothing.
    """
    if not may_take_in(office):
        return rules.TakenIn()
    ready, there = _ready(tray)
    if not there:
        return rules.TakenIn(there=False)
    tray.read = {name: read for name, read in tray.read.items() if name in tray.stamps}
    outcome = _Outcome()
    with _reader() as reader:
        for done, path in enumerate(ready):

            def look(done: int = done) -> None:
                if progress is not None:
                    progress(done, len(ready))

            look()
            _take(office, tray, path, reader, look, outcome)
    # What was moved is settled: its absence is no news.
    tray.read = {name: read for name, read in tray.read.items() if (tray.folder / name).exists()}
    fresh = len(outcome.waiting.keys() - tray.told)
    tray.told = set(outcome.waiting)
    return rules.TakenIn(tuple(outcome.filed), outcome.known, fresh, tuple(outcome.waiting.values()))


def _take(
    office: Office, tray: Tray, path: Path, reader: _Reader, look: Callable[[], None], outcome: _Outcome
) -> None:
    stamp = tray.stamps[path.name]
    kept_stamp, read = tray.read.get(path.name, (None, None))
    is_new = read is None or kept_stamp != stamp or (isinstance(read, Problem) and read.rule == NOT_SPLIT)
    if is_new:
        try:
            read = reader.read(path, look)
        except Refused as refused:
            read = refused.problems[0]
            if read.rule == NOT_HERE:
                outcome.wait(rules.WaitingScan(path.name, "", 0, read.message))
                return
    assert read is not None
    if isinstance(read, rules.ScanRead):
        parts = rules.split_pages(read.pages)
        found = [_entry_of(office, part) for part in parts]
        if len(parts) == 1 or all(use is None for use, _why in found):
            tray.note(path.name, stamp, read)
            use, why = found[0] if len(parts) == 1 else (None, rules.none_of_ours(len(parts)))
            _settle(office, path, read, use, why, outcome)
            return
        if not is_new:
            # Its papers were dealt with before; only it could not be moved then.
            _put_away(office, path, FILED)
            return
        try:
            _settle_parts(office, tray, reader.cut(path.name, parts, look), (read, parts, found), outcome)
        except (Refused, Unavailable) as error:
            read = Problem(NOT_SPLIT, str(error), "copy")
        else:
            # Only now: one that was stopped half-way is read again, and what was kept of it is known.
            tray.note(path.name, stamp, read)
            _put_away(office, path, FILED)
            return
    tray.note(path.name, stamp, read)
    outcome.wait(rules.WaitingScan(path.name, "", 0, read.message))


def _settle(
    office: Office, path: Path, read: rules.ScanRead, use: int | None, why: str, outcome: _Outcome
) -> None:
    """A file that holds one paper: filed and moved, or it waits."""
    if _is_kept(office, read.copy.sha256):
        outcome.known += _put_away(office, path, FILED)
        return
    if use is not None and not why:
        try:
            # Of a scan that waited only the reading was held, not the file.
            copy = read.copy if read.copy.content else _same_file(path, read.copy.sha256)
            why = _keep(office, use, copy, outcome)
        except Stale:
            # Scanned over again this moment: the next look reads what is there then.
            return
    if why:
        outcome.wait(_waiting(read.copy, why, use))
    else:
        _put_away(office, path, FILED)


def _settle_parts(
    office: Office,
    tray: Tray,
    cut: list[CopyContent],
    whole: tuple[rules.ScanRead, tuple[rules.Part, ...], list[tuple[int | None, str]]],
    outcome: _Outcome,
) -> None:
    """The papers of one file: each is filed, or laid into the folder as a file of its own, where it waits."""
    read, parts, found = whole
    for part, copy, (use, objection) in zip(parts, cut, found, strict=True):
        if _is_kept(office, copy.sha256):
            outcome.known += 1
            continue
        why = _keep(office, use, copy, outcome) if use is not None and not objection else objection
        if why:
            path = _free(tray.folder, copy.name, copy.content)
            write_whole(path, copy.content)
            here = replace(copy, name=path.name)
            pages = read.pages[part.first : part.first + part.pages]
            tray.stamps[path.name] = _stamp(path)
            tray.note(path.name, _stamp(path), rules.ScanRead(here, pages))
            outcome.wait(_waiting(here, why, use))


def _keep(office: Office, use: int, copy: CopyContent, outcome: _Outcome) -> str:
    """Keeps a copy with its entry; the reason when another desk was faster."""
    try:
        outcome.filed.append(keep_copies(office, use, [copy]).number)
    except Refused as refused:
        return refused.problems[0].message
    return ""


def _waiting(copy: CopyContent, why: str, use: int | None) -> rules.WaitingScan:
    return rules.WaitingScan(copy.name, copy.sha256, copy.pages, why, use, copy.thumbnails)


def _is_kept(office: Office, sha256: str) -> bool:
    with office.read() as work:
        return bool(copies.entries_with_copy(work, sha256, but=0))


def _entry_of(office: Office, part: rules.Part) -> tuple[int | None, str]:
    """The entry that a part's code names, and why it is not filed there; no reason when it is."""
    if part.why:
        return None, part.why
    try:
        finding, use = check_paper(office, part.code)
    except Refused as refused:
        return None, refused.problems[0].message
    if use is None:
        return None, rules.check_found(finding, None, "", 0)
    with office.read() as work:
        entry = uses.get_use(work, use)
        return use, rules.check_found(finding, entry.state, entry.number, copies.kept_pages(work, use))


def _same_file(path: Path, sha256: str) -> CopyContent:
    """The file of a scan that waited, read again. Raises Refused, or Stale when it is another one by now."""
    [copy] = read_copies([path])
    if copy.sha256 != sha256:
        raise Stale(_("“{name}”刚才被换过了。请看清新的一份，再办一次。").format(name=path.name))
    return copy


def _put_away(office: Office, path: Path, folder: str) -> bool:
    """Moves a file that is settled. One that another program holds stays, and goes at a later look."""
    place = path.parent / folder / f"{office.today():%Y-%m}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        path.rename(_free(place, path.name))
    except OSError:
        return False
    return True


def _free(folder: Path, name: str, content: bytes | None = None) -> Path:
    """A path in a folder that no other file has; with `content` one that has the same may stand there."""
    path, count = folder / name, 1
    while path.exists() and (content is None or path.read_bytes() != content):
        count += 1
        path = folder / f"{Path(name).stem}（{count}）{Path(name).suffix}"
    return path


def entries_to_choose(office: Office) -> list[UseLine]:
    """The entries that wait for their copy, oldest first, for a scan that is filed by hand."""
    with office.read() as work:
        return list_waiting(work, State.TO_KEEP, most=MOST_TO_CHOOSE)


def file_scan(office: Office, tray: Tray, scan: rules.WaitingScan, use: int) -> SealUse:
    """Files a scan that waited to the entry that the clerk chose. Raises Refused, Stale."""
    if problems := rules.check_claim(scan, use):
        raise Refused(problems)
    path = tray.folder / scan.name
    filed = keep_copies(office, use, [_same_file(path, scan.sha256)])
    _put_away(office, path, FILED)
    return filed


def put_aside(office: Office, tray: Tray, scan: rules.WaitingScan, reason: str) -> None:
    """Lays a scan aside that belongs to no entry; why is in the log. Raises Refused, Unavailable."""
    problems = people_rules.check_role(office.clerk, Role.HANDLER, Role.KEEPER)
    if reason not in set(rules.Aside):
        message = _("没有选不归档的理由。请从列表里选一条。")
        problems.append(Problem("scans.reason", message, "reason"))
    if problems:
        raise Refused(problems)
    with office.write() as work:
        work.record("seals.scan_put_aside", reason=reason, sha256=scan.sha256, pages=scan.pages)
    if not _put_away(office, tray.folder / scan.name, ASIDE):
        raise Unavailable(
            _("移不走“{name}”。别的程序正开着它，或者已经不在了。请关掉后再试。").format(name=scan.name)
        )


def open_scan(
    tray: Tray, scan: rules.WaitingScan, *, width: int, progress: Progress | None = None
) -> list[bytes]:
    """Every page of a scan that waits as PNG pictures `width` pixels wide. Raises Refused, Stale."""
    copy = _same_file(tray.folder / scan.name, scan.sha256)
    pages = []
    for page in draw_pages(copy.media_type, copy.content, copy.name, pages=copy.pages, width=width):
        pages.append(page)
        if progress is not None:
            progress(len(pages), copy.pages)
    return pages
