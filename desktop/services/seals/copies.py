"""Copies kept with an entry, drafts, and requests that were stopped."""

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.people import Role
from desktop.domain.problems import Problem, Refused
from desktop.domain.seals import rules as checks
from desktop.domain.seals import steps as gates
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals.uses import SUBJECT
from desktop.storage import files
from desktop.storage import office as offices
from desktop.storage.seals import copies, uses


def read_copies(paths: Sequence[Path]) -> list[rules.CopyContent]:
    """Looks at scans that are to be kept, in a child process: a hostile file kills only the child.

    Raises Refused in words for a file that cannot be kept.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as child:
        found = []
        for path in paths:
            try:
                found.append(child.submit(files.read_copy, path).result())
            except BrokenProcessPool as error:
                raise Refused(
                    [
                        Problem(
                            "copies.damaged",
                            _("“{name}”打开时出错，可能已损坏。请重新扫描。").format(name=path.name),
                            "copy",
                        )
                    ]
                ) from error
        return found


def same_elsewhere(office: Office, use: int, contents: Sequence[rules.CopyContent]) -> dict[str, list[str]]:
    """By file name the numbers of other entries that keep the very same file, so that the clerk is warned."""
    with office.read() as work:
        found = {c.name: copies.entries_with_copy(work, c.sha256, but=use) for c in contents}
    return {name: numbers for name, numbers in found.items() if numbers}


def keep_copies(office: Office, use: int, contents: Sequence[rules.CopyContent]) -> rules.SealUse:
    """Keeps the scans of a sealed paper with its entry and files the entry, all in one transaction."""
    problems = people_rules.check_role(office.clerk, Role.HANDLER, Role.KEEPER)
    if not contents:
        problems.append(
            Problem("copies.none", _("还没有选留底文件。没有留底不能归档。请先选扫描件。"), "copy")
        )
    clerk = office.clerk.number
    with office.write() as work:
        entry = uses.get_use(work, use)
        problems += gates.check_step_follows(entry, rules.StepKind.FILED)
        if problems:
            raise Refused(problems)
        for content in contents:
            copies.add_copy(work, use, content, clerk)
            work.record("seals.copy_kept", (SUBJECT, use), sha256=content.sha256, pages=content.pages)
        uses.add_step(work, use, rules.NewStep(rules.StepKind.FILED, clerk, clerk))
        work.record("seals.use_filed", (SUBJECT, use))
        return uses.masked(uses.get_use(work, use))


def open_copy(office: Office, use: int, copy: int) -> tuple[str, bytes]:
    """The media type and bytes of a kept copy, full size; the look is logged."""
    problems = people_rules.check_role(office.clerk, *people_rules.READERS)
    if problems:
        raise Refused(problems)
    with office.write() as work:
        offices.log_access(work, (SUBJECT, use), _("查看留底"))
        return copies.copy_content(work, use, copy)


def open_pages(
    office: Office, entry: rules.SealUse, *, width: int, progress: Callable[[int, int], None] | None = None
) -> list[bytes]:
    """Every page of an entry's kept copies as PNG pictures `width` pixels wide; each look is logged.

    The files came from outside, so they are drawn in a child process, page by page; `progress` is told how many
    are done, of how many. Raises Refused in words when a file cannot be drawn.
    """
    pages: list[bytes] = []
    total = sum(copy.pages for copy in entry.kept_copies)
    for copy in entry.kept_copies:
        media_type, content = open_copy(office, entry.seq, copy.seq)
        for page in draw_pages(media_type, content, copy.name, pages=copy.pages, width=width):
            pages.append(page)
            if progress is not None:
                progress(len(pages), total)
    return pages


def draw_pages(media_type: str, content: bytes, name: str, *, pages: int, width: int) -> Iterator[bytes]:
    """The pages of one file, one by one, drawn in a child process. Raises Refused."""
    context = multiprocessing.get_context("spawn")
    arguments = (media_type, content)
    with ProcessPoolExecutor(
        1, mp_context=context, initializer=files.open_pages, initargs=arguments
    ) as child:
        for page in range(pages):
            try:
                yield child.submit(files.draw_page, page, width).result()
            except (BrokenProcessPool, *files.UNREADABLE) as error:
                raise Refused(
                    [
                        Problem(
                            "copies.damaged",
                            _(
                                "“{name}”第 {page} 页显示不出来。文件可能已损坏，留底原样还在。请对照纸质件查看。"
                            ).format(name=name, page=page + 1),
                            "copy",
                        )
                    ]
                ) from error


def save_draft(office: Office, form: Mapping[str, object], *, draft: int | None = None) -> int:
    """Keeps what was typed, right or wrong, so that nothing is lost. Gives the draft's key."""
    with office.write() as work:
        key = copies.save_draft(work, draft, office.clerk.number, form)
        work.record("seals.draft_saved", ("draft", key))
    return key


def drop_draft(office: Office, draft: int) -> None:
    """Gives a draft up."""
    with office.write() as work:
        copies.drop_draft(work, draft, office.clerk.number)
        work.record("seals.draft_dropped", ("draft", draft))


def list_drafts(office: Office) -> list[rules.Draft]:
    """The signed-in handler's drafts, newest first."""
    with office.read() as work:
        return copies.list_drafts(work, office.clerk.number)


def stop_request(office: Office, seal: int, asked: str) -> None:
    """Notes that a request was stopped because its matter is not authorised."""
    with office.write() as work:
        copies.add_stopped(work, seal, asked.strip()[: checks.LONGEST_LINE])
        work.record("seals.request_stopped")
