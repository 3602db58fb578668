"""Many papers at once: the approved ones of the register in one print, or drafts from a table of residents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.papers import Paper
from desktop.domain.people import Role
from desktop.domain.problems import Missing, Problem, Refused
from desktop.domain.seals.residents import read_residents
from desktop.domain.seals.takeover import OldFile
from desktop.forms import kinds
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals import papers
from desktop.services.seals.documents import document_of
from desktop.services.seals.templates import version_on, wording
from desktop.services.seals.uses import SUBJECT
from desktop.storage import office as offices
from desktop.storage.seals import book, lists, uses

MOST = 500
"""How many papers one print may hold: whoever has more prints in turns that can still be looked through."""

Progress = Callable[[int, int], None]
"""Told how far it is, of how much; whoever wants it to stop raises, and nothing is printed or written."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """What became of one paper: which it is, whose, and why it is not there (empty when it is)."""

    name: str
    whose: str
    problem: str = ""
    use: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """The papers in one PDF (None when not one could be set) and a line for each that was asked for."""

    paper: Paper | None
    lines: tuple[BatchLine, ...]

    @property
    def set_uses(self) -> tuple[int, ...]:
        """The entries whose papers are in the PDF."""
        return tuple(line.use for line in self.lines if not line.problem)


def papers_to_print(office: Office, seal: int) -> list[rules.UseLine]:
    """The approved entries of a seal that wait to be sealed and have a paper of ours, oldest first."""
    with office.read() as work:
        wanted = rules.UseFilter(seal=seal, states=(rules.State.TO_SEAL,))
        ours = {matter.code for matter in book.list_matters(work, seal) if matter.form}
        return [line for line in lists.list_uses(work, wanted)[::-1] if line.own_paper or line.matter in ours]


def _check_count(count: int) -> None:
    if not count:
        raise Refused([Problem("seals.batch_empty", _("一份也没有选。请先选要打印的。"))])
    if count > MOST:
        message = _("一次最多 {most} 份，选了 {count} 份。请分几次打印。").format(most=MOST, count=count)
        raise Refused([Problem("seals.batch_many", message)])


def show_batch(office: Office, chosen: Sequence[int], progress: Progress | None = None) -> Batch:
    """The approved papers of these entries as they will print, in the given order; each look is logged.

    An entry whose paper cannot be printed is left out and says why. Raises Refused for none or too many.
    """
    _check_count(len(chosen))
    pieces: list[kinds.Piece] = []
    lines: list[BatchLine] = []
    with office.write() as work:
        for place, use in enumerate(chosen):
            if progress is not None:
                progress(place, len(chosen))
            try:
                entry = uses.get_use(work, use)
            except Missing as missing:
                lines.append(BatchLine(str(use), "", str(missing), use))
                continue
            problem = ""
            try:
                piece = papers.ready(office, work, use)
                objections = kinds.check_together(piece, pieces)
            except Refused as refused:
                objections = list(refused.problems)
            if objections:
                problem = objections[0].message
            else:
                pieces.append(piece)
                offices.log_access(work, (SUBJECT, use), _("看要打印的证明"))
            lines.append(BatchLine(entry.number, entry.request.applicant_name, problem, use))
        if progress is not None:
            progress(len(chosen), len(chosen))
        paper = kinds.set_together(_("证明 {count} 份").format(count=len(pieces)), pieces) if pieces else None
    return Batch(paper, tuple(lines))


def note_batch_printed(office: Office, printed: Sequence[int], copies: int) -> None:
    """The papers of these entries go to the printer now: each of them is an event, all or none are written."""
    with office.write() as work:
        for use in printed:
            papers.note(work, papers.ready(office, work, use), use, copies)


def note_batch_not_printed(office: Office, printed: Sequence[int]) -> None:
    """The printer did not take them: none of them counts as printed."""
    with office.write() as work:
        for use in printed:
            work.record("seals.paper_not_printed", (SUBJECT, use))


def draft_batch(
    office: Office, request: rules.UseRequest, table: OldFile, progress: Progress | None = None
) -> Batch:
    """Drafts of one paper for every resident of a table, each marked 草稿, without number and code.

    `request` names seal and matter, and holds what is the same for all; the columns of the table (姓名,
    公民身份号码, 住址, 送交单位, 用途) are recognised by their usual names. A line that cannot be set is left out
    and says why. Raises Refused when the table names no names, or the matter prints no paper.
    """
    problems = people_rules.check_role(office.clerk, Role.HANDLER)
    if problems:
        raise Refused(problems)
    residents = read_residents(table, office.today())
    _check_count(len(residents))
    pieces: list[kinds.Piece] = []
    lines: list[BatchLine] = []
    with office.write() as work:
        seal = book.get_seal(work, request.seal)
        matter = next((m for m in book.list_matters(work, seal.number) if m.code == request.matter), None)
        if matter is None or not matter.form:
            raise Refused([Problem("seals.no_form", _("这个事项没有要打印的证明。请换一个事项。"), "matter")])
        words = wording(work, matter.form, version_on(work, matter.form, office.today()))
        issue = papers.draft_issue(office, work)
        for place, resident in enumerate(residents):
            if progress is not None:
                progress(place, len(residents))
            asked = replace(request, **cast(dict[str, Any], resident.fields))
            piece = kinds.Piece(matter.form, document_of(matter.form, asked, seal, issue), words)
            objections = [*resident.problems, *kinds.check_together(piece, pieces)]
            if not objections:
                pieces.append(piece)
            name = _("第 {line} 行").format(line=resident.line)
            lines.append(BatchLine(name, resident.name, objections[0].message if objections else ""))
        if progress is not None:
            progress(len(residents), len(residents))
        offices.log_access(work, (SUBJECT, 0), _("从名单排草稿"))
        paper = kinds.set_together(_("草稿 {count} 份").format(count=len(pieces)), pieces) if pieces else None
    return Batch(paper, tuple(lines))
