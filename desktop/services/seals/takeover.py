"""接收旧登记簿: a file is read, shown as it would be taken over, and taken over whole or not at all."""

import gc
import multiprocessing
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.people import Role
from desktop.domain.problems import Problem, Refused, Stale
from desktop.domain.seals import takeover
from desktop.domain.seals.closing import check_year_open
from desktop.domain.seals.life.records import LifeKind, last_step
from desktop.domain.text.identity import mask_id_number, mask_phone
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals.facts import mask_name
from desktop.services.seals.uses import SUBJECT, reads
from desktop.storage import sheets
from desktop.storage.database import Work
from desktop.storage.seals import book, closings, life, uses
from desktop.storage.seals import takeover as store

LONGEST_READING = 120.0
"""Seconds that reading a file may take; one that takes longer is hostile or no register."""
LOOK_EVERY = 0.1
REPORT_EVERY = 100

Progress = Callable[[int, int], None]
"""Told how far it is, of how much; whoever wants it to stop raises, and nothing is written."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Lets the window breathe while thousands of rows are made.

    Looking through all of them for garbage again and again would hold every thread for a good part of a second, and
    finds none: what is done with is freed at once.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def read_old_register(
    path: Path, *, encoding: str = "", progress: Progress | None = None
) -> takeover.OldFile:
    """Reads an old register, in a child process: a hostile file kills only the child.

    `encoding` is how to read a text file, where that had to be asked. Raises Refused in words.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_read_apart, args=(theirs, path, encoding), daemon=True)
    child.start()
    theirs.close()
    deadline = time.monotonic() + LONGEST_READING
    try:
        while not ours.poll(LOOK_EVERY):
            if progress is not None:
                progress(0, 1)
            if time.monotonic() > deadline:
                raise _unreadable(path)
        with _uncollected():
            found: takeover.OldFile | Refused = ours.recv()
    except EOFError as error:
        raise _unreadable(path) from error
    finally:
        child.kill()
        child.join()
        ours.close()
    if isinstance(found, Refused):
        raise found
    return found


def _read_apart(out: Connection, path: Path, encoding: str) -> None:
    """What the child does: reads the file and sends what it found, or why it cannot be read."""
    sheets.keep_small()
    try:
        found: takeover.OldFile | Refused = sheets.read_sheets(path, encoding)
    except Refused as refused:
        found = refused
    out.send(found)


def _unreadable(path: Path) -> Refused:
    return Refused(
        [
            Problem(
                "takeover.file_damaged",
                _(
                    "“{name}”读到一半出错。它可能已损坏，或不是登记簿。请用 Excel 打开，另存为 .xlsx 再试。"
                ).format(name=path.name),
                "file",
            )
        ]
    )


def preview_old_register(
    office: Office,
    file: takeover.OldFile,
    *,
    sheet: int | None = None,
    seal: int | None = None,
    year: int | None = None,
    columns: Mapping[takeover.Column, int] | None = None,
) -> takeover.Preview:
    """What taking over this file would come to: each line's fate, and nothing written.

    What is not said is recognised: the first sheet with a header, the seal and the year that the title names, and the
    columns by their names. Raises Refused when there is no line at all.
    """
    headers = {at: takeover.find_header(each.rows) for at, each in enumerate(file.sheets)}
    found = [at for at, header in headers.items() if header is not None]
    chosen = sheet if sheet is not None else next(iter(found), _longest(file))
    rows = file.sheets[chosen].rows
    header = headers[chosen] or _first_line(rows)
    if columns is not None:
        header = replace(header, columns=dict(columns))
    title = f"{header.heading} {file.sheets[chosen].name} {file.name}"
    with _uncollected(), office.read() as work:
        seals = book.list_seals(work)
        number = takeover.guess_seal(seals, title) if seal is None else seal
        one = book.get_seal(work, number)
        names = (file.sheets[chosen].name, file.name)
        if year is None:
            year = takeover.guess_year(rows, header, *names) or office.today().year
        problems = [*_check(office, work, one, year), *takeover.check_columns(header.columns)]
        unreadable = bool(takeover.check_columns(header.columns))
        reading = takeover.read_book(
            () if unreadable else rows,
            header,
            year=year,
            matters=book.list_matters(work, number),
            used=store.used_numbers(work, number, year),
            today=office.today(),
            last_day=_last_day(work, number),
        )
        return takeover.Preview(
            file=file,
            sheet=chosen,
            others=tuple(file.sheets[at].name for at in found if at != chosen),
            header=header,
            seal=one,
            year=year,
            reading=reading,
            problems=tuple(problems),
            taken_before=store.taken_before(work, file.sha256),
        )


def _last_day(work: Work, seal: int) -> date | None:
    """The day on which a seal was stopped or lost; None while it is in use."""
    steps = life.steps_of(work, seal)
    ended = [step.on for kind in (LifeKind.STOPPED, LifeKind.LOST) if (step := last_step(steps, kind))]
    return min(ended, default=None)


def _longest(file: takeover.OldFile) -> int:
    """The sheet with most lines, where none has a header. Raises Refused when there are no lines."""
    if not any(sheet.rows for sheet in file.sheets):
        message = _("“{name}”里没有表格。没有一行登记。请换一个文件。").format(name=file.name)
        raise Refused([Problem("takeover.file_empty", message, "file")])
    return max(range(len(file.sheets)), key=lambda at: len(file.sheets[at].rows))


def _first_line(rows: tuple[takeover.Row, ...]) -> takeover.Header:
    """The header of a sheet that has none to be recognised: its first line, and no column known."""
    return takeover.Header(0, tuple(takeover.written(cell) for cell in rows[0]) if rows else (), {})


def _check(office: Office, work: Work, seal: rules.Seal, year: int) -> list[Problem]:
    """Whether this person may take over a book of this seal and year: its keeper, before the year is closed."""
    problems = people_rules.check_role(office.clerk, Role.KEEPER)
    if not problems and office.clerk.number != seal.keeper:
        message = _("{name}不由您管理。请由它的印章管理人接收。").format(name=seal.name)
        problems.append(Problem("takeover.other_keeper", message, "keeper"))
    if year not in takeover.YEARS or year > office.today().year:
        message = _("{year} 年不能是旧登记簿的年份。请改正年份。").format(year=year)
        problems.append(Problem("takeover.year_unfit", message, "year"))
    return problems + check_year_open(year, closings.closed_years(work, seal.number))


def take_over(
    office: Office, wanted: takeover.Preview, *, skip_bad: bool = False, progress: Progress | None = None
) -> takeover.TakenOver:
    """Takes over what was previewed: every line or none, or with `skip_bad` every line that is good.

    One event for each entry, and one for the whole, in one transaction. Raises Refused, or Stale when the book was
    written in meanwhile.
    """
    entries, refused = wanted.reading.entries, wanted.reading.refused
    problems = list(wanted.problems)
    if refused and not skip_bad:
        problems.append(_some_refused(len(refused)))
    elif not entries and not problems:
        message = _("没有一行可以接收。什么也没有写入。请换一个文件。")
        problems.append(Problem("takeover.nothing", message))
    if problems:
        raise Refused(problems)
    with _uncollected(), office.write() as work:
        late = _check(office, work, book.get_seal(work, wanted.seal.number), wanted.year)
        if late:
            raise Refused(late)
        used = store.used_numbers(work, wanted.seal.number, wanted.year)
        if any(entry.running in used for entry in entries):
            raise Stale(_("没有接收。预览以后有人在这本登记簿里登记过，有的编号已经给出。请重新预览。"))
        columns = {c.value: _title(wanted.header, place) for c, place in wanted.header.columns.items()}
        number = store.add_take_over(
            work,
            seal=wanted.seal.number,
            name=wanted.file.name,
            sha256=wanted.file.sha256,
            columns=columns,
            rows=wanted.rows,
            taken=len(entries),
            refused=[{"line": line.line, "rules": [p.rule for p in line.problems]} for line in refused],
        )
        work.record(
            "seals.register_taken_over",
            ("seal", wanted.seal.number),
            year=wanted.year,
            sha256=wanted.file.sha256,
            taken=len(entries),
            refused=len(refused),
        )
        written = store.add_taken(work, entries, take_over=number, seal=wanted.seal)
        for done, (entry, use, given) in enumerate(written, 1):
            work.record(
                "seals.use_taken_over",
                (SUBJECT, use),
                number=given,
                line=entry.line,
                take_over=number,
                marks=[mark.value for mark in entry.marks],
            )
            if progress is not None and (done % REPORT_EVERY == 0 or done == len(entries)):
                progress(done, len(entries))
    return takeover.TakenOver(number, wanted.seal, wanted.year, len(entries), len(refused))


def _some_refused(count: int) -> Problem:
    return Problem(
        "takeover.lines_refused",
        _("有 {count} 行不能接收，所以什么也没有写入。请改正文件再来，或选择跳过这些行。").format(
            count=count
        ),
    )


def _title(header: takeover.Header, place: int) -> str:
    return header.titles[place] if place < len(header.titles) else ""


def is_taken(office: Office, use: int) -> bool:
    """Whether an entry was taken over from an old register."""
    with office.read() as work:
        return uses.is_taken(work, use)


def get_taken(office: Office, use: int) -> takeover.TakenUse:
    """One entry taken over from an old register, as this person may see it. Raises Missing."""
    with office.read() as work:
        found = store.get_taken(work, use)
    entry = replace(
        found.entry, id_number=mask_id_number(found.entry.id_number), phone=mask_phone(found.entry.phone)
    )
    if not reads(office):
        entry = replace(entry, applicant=mask_name(entry.applicant), address="", purpose="", remark="")
    return replace(found, entry=entry)
