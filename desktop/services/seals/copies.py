"""Copies kept with an entry, drafts, and requests that were stopped."""

import io
import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pypdfium2
from PIL import Image

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


def copy_pages(media_type: str, content: bytes, *, width: int) -> list[bytes]:
    """The pages of a kept copy as PNG pictures `width` pixels wide, for the screen."""
    pictures = []
    if media_type == "application/pdf":
        document = pypdfium2.PdfDocument(content)
        for page in range(len(document)):
            sheet = document[page]
            pictures.append(sheet.render(scale=width / max(sheet.get_width(), 1)).to_pil())
    else:
        with Image.open(io.BytesIO(content)) as image:
            for frame in range(getattr(image, "n_frames", 1)):
                image.seek(frame)
                picture = image.convert("RGB")
                picture.thumbnail((width, width * 4))
                pictures.append(picture)
    out = []
    for picture in pictures:
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        out.append(buffer.getvalue())
    return out


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
