"""封账: the keeper closes one seal's book of one year, with a signed print of all of it."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

import pypdfium2

from desktop.domain import seals as rules
from desktop.domain.papers import Paper
from desktop.domain.problems import Damaged, Problem, Refused, Stale
from desktop.domain.seals.closing import WAITING, Closing, YearBook, check_close
from desktop.domain.seals.figures import GroupBy
from desktop.forms import seals as forms
from desktop.i18n import _
from desktop.services.office import PAPER, Office
from desktop.services.seals.figures import read_figures
from desktop.services.seals.papers import check_reader, register_row
from desktop.storage import events, keys
from desktop.storage import office as offices
from desktop.storage.database import Work
from desktop.storage.seals import book, closings, lists

KIND = "register_year"
Progress = Callable[[int, int], None]


def year_books(office: Office, seal: int) -> list[YearBook]:
    """The years of a seal's book, newest first: how many entries, how many wait, and whether it is closed."""
    with office.read() as work:
        return closings.year_books(work, seal)


def entries_waiting(office: Office, seal: int, year: int) -> list[rules.UseLine]:
    """The entries that keep a book open, in the order of their numbers."""
    with office.read() as work:
        return _waiting(work, seal, year)


def check_closing(office: Office, seal: int, year: int) -> list[Problem]:
    """What would keep the signed-in person from closing this book now."""
    with office.read() as work:
        return _check(office, work, seal, year)


def close_year(office: Office, seal: int, year: int, *, progress: Progress | None = None) -> Closing:
    """Closes a seal's book of a year: nothing is entered in it any more, and its signed print is kept.

    The print is kept as PDF/A-1b. It is set before anything is written, so that nobody waits for a long one. Raises
    Refused, or Stale when the book was written in meanwhile.
    """
    # Needed once a year, and heavy to import.
    from desktop.forms.paper.archive import archive  # noqa: PLC0415

    with office.read() as work:
        problems = _check(office, work, seal, year)
        if problems:
            raise Refused(problems)
        lines = _lines(work, seal, year)
        document = _document(office, work, seal, year, lines)
    paper = forms.register_year(document, progress)
    kept = archive(paper.pdf)
    digest = hashlib.sha256(kept)
    assert office.signer is not None  # a keeper holds a role that signs
    with office.write() as work:
        problems = _check(office, work, seal, year)
        if problems:
            raise Refused(problems)
        if _lines(work, seal, year) != lines:
            raise Stale(_("没有封账。排印的时候有人动了这本登记簿。请再封一次。"))
        closing = Closing(
            seal,
            year,
            lines[-1].running,
            len(lines),
            read_figures(work, GroupBy.MONTH, seal=seal, year=year).total.used,
            datetime.fromisoformat(work.now),
            office.clerk.number,
            office.clerk.name,
            digest.hexdigest(),
            office.signer.sign_paper(digest.digest()),
        )
        closings.put_closing(work, closing, desk=office.clerk.number, content=kept)
        work.record(
            "seals.year_closed",
            ("seal", seal),
            year=year,
            entries=closing.entries,
            uses=closing.uses.entries,
            sha256=closing.sha256,
        )
        return closing


def closing_paper(office: Office, seal: int, year: int) -> Paper:
    """The print with which a book was closed, the same bytes each time. Opening it is an event.

    Raises Missing, or Damaged when it is no longer what the office signed.
    """
    check_reader(office)
    with office.write() as work:
        pdf = closings.closing_print(work, seal, year)
        _check_print(work, seal, year, pdf)
        work.record("seals.closing_opened", ("seal", seal), year=year)
    title = _("用印登记簿（年度封账）{year}年").format(year=year)
    return Paper(KIND, title, pdf, len(pypdfium2.PdfDocument(pdf)), ())


def _check_print(work: Work, seal: int, year: int, pdf: bytes) -> None:
    closing = next(closing for closing in closings.closings(work, seal) if closing.year == year)
    digest = hashlib.sha256(pdf)
    signed = any(
        keys.signature_holds(public, closing.signature, digest.digest())
        for _seq, public, _wrapped, _by_old in offices.signing_keys(work, PAPER)
    )
    if digest.hexdigest() != closing.sha256 or not signed:
        raise Damaged(
            _("{year} 年的封账打印件与办公室签的不一样。有人绕过程序改过数据库。请用最近的备份恢复。").format(
                year=year
            )
        )


def _check(office: Office, work: Work, seal: int, year: int) -> list[Problem]:
    return check_close(
        office.clerk,
        book.get_seal(work, seal),
        year,
        today=office.today(),
        closed_years=closings.closed_years(work, seal),
        entries=lists.totals(work, rules.UseFilter(seal=seal, year=year)).entries,
        waiting=_waiting(work, seal, year),
    )


def _waiting(work: Work, seal: int, year: int) -> list[rules.UseLine]:
    found = lists.list_uses(work, rules.UseFilter(seal=seal, year=year, states=WAITING))
    return sorted(found, key=lambda line: line.running)


def _lines(work: Work, seal: int, year: int) -> list[rules.UseLine]:
    found = lists.list_uses(work, rules.UseFilter(seal=seal, year=year))
    return sorted(found, key=lambda line: line.running)


def _document(
    office: Office, work: Work, seal: int, year: int, lines: Sequence[rules.UseLine]
) -> forms.RegisterYear:
    found = read_figures(work, GroupBy.MONTH, seal=seal, year=year)
    total = found.total
    profile = offices.read_settings(work)["profile"]
    return forms.RegisterYear(
        office=f"{profile['community']}居民委员会",
        seal_name=book.get_seal(work, seal).name,
        year=year,
        closed_at=office.now(),
        keeper=office.clerk.name,
        last_number=lines[-1].number,
        rows=tuple(register_row(line) for line in lines),
        months=tuple(
            forms.MonthSum(
                month=row.words,
                entries=row.entries,
                uses=row.used.entries,
                copies=row.used.copies,
                impressions=row.used.impressions,
                kept_pages=row.used.kept_pages,
                voided=row.voided,
                returned=row.returned,
                refused=row.refused,
            )
            for row in found.rows
        ),
        entries=total.entries,
        uses=total.used.entries,
        copies=total.used.copies,
        impressions=total.used.impressions,
        kept_pages=total.used.kept_pages,
        voided=total.voided,
        returned=total.returned,
        refused=total.refused,
        checkpoint=events.read_state(work.connection)[2],
    )
