"""What an office meets in its book now and then: a power cut, a mistake put right twice, a year to be closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from desktop.domain import seals as rules
from desktop.domain.seals.correcting import with_reason
from desktop.services import seals
from desktop.services.office import Office

ENTRIES = 4
"""How many entries `show_the_book` makes."""
Scan = Callable[[rules.SealUse], rules.CopyContent]


class Clock(Protocol):
    """The clock of the sample's past."""

    moment: datetime

    def pass_minutes(self, minutes: int) -> None:
        """Time goes by."""


def show_the_book(
    desk: Office, chief: Office, clock: Clock, requests: tuple[rules.UseRequest, rules.UseRequest], scan: Scan
) -> None:
    """A use made while the power was cut, and an entry that was voided, corrected, and corrected once more."""
    late, wrong = requests
    clock.pass_minutes(60)
    used_at = clock.moment - timedelta(minutes=45)
    slip = f"{used_at.month}月{used_at.day}日 1"
    _seal_and_file(
        desk,
        chief,
        clock,
        replace(late, late=True, used_at=used_at, late_reason="停电", slip_number=slip),
        scan,
    )
    first = _sealed(desk, chief, clock, replace(wrong, recipient="滨江市社会保险局"))
    seals.void_use(chief, first.seq, "送交单位写错，重新出具", halves_kept=True)
    again = replace(wrong, finding=with_reason("送交单位写错", wrong.finding), copies=1, corrects=first.seq)
    second = _seal_and_file(desk, chief, clock, again, scan)
    once_more = replace(wrong, finding=with_reason("要两份，只开了一份", wrong.finding), copies=2)
    _seal_and_file(desk, chief, clock, replace(once_more, corrects=second.seq), scan)


def _sealed(desk: Office, chief: Office, clock: Clock, request: rules.UseRequest) -> rules.SealUse:
    use = seals.submit_use(desk, request)
    clock.pass_minutes(4)
    seals.approve_use(chief, use.seq, opinion="情况属实，同意用印。")
    clock.pass_minutes(3)
    return seals.record_sealing(chief, use.seq, impressions=request.copies, place="办公室内")


def _seal_and_file(
    desk: Office, chief: Office, clock: Clock, request: rules.UseRequest, scan: Scan
) -> rules.SealUse:
    use = _sealed(desk, chief, clock, request)
    clock.pass_minutes(2)
    return seals.keep_copies(desk, use.seq, [scan(use)])


def close_past_years(chief: Office, seal: int) -> None:
    """Closes the books of years gone by in which nothing waits any more."""
    for book in seals.year_books(chief, seal):
        if not seals.check_closing(chief, seal, book.year):
            seals.close_year(chief, seal, book.year)
