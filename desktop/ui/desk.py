"""The desk: carries work away from the screen and brings answers back.

The only place with threads. One worker does everything in order, so that an answer never overtakes an earlier one.
"""

import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.problems import Missing, Problem, Refused, Stale
from desktop.services import evidence
from desktop.ui import errors
from desktop.ui.collecting import Collecting

if TYPE_CHECKING:
    from desktop.services.office import Office

T = TypeVar("T")

LOOK_EVERY_MS = 5_000
"""How often the desk looks whether another program wrote to the same office."""

Answer = Callable[[], None]


class Stopped(Exception):
    """The clerk stopped a long job."""


class Job(QObject):
    """One long job under way: tells how far it is and can be stopped."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self._stopped = False

    def stop(self) -> None:
        """Asks the job to stop at its next step."""
        self._stopped = True

    def report(self, done: int, total: int) -> None:
        """Called by the job as it goes. Raises Stopped when the clerk asked for it."""
        if self._stopped:
            raise Stopped
        self.progressed.emit(done, total)


class _Errand:
    """Whom an answer is for, and what they wanted to do with it."""

    def __init__(
        self,
        owner: QWidget,
        done: Callable[[Any], None] | None,
        refused: Callable[[tuple[Problem, ...]], None] | None,
        again: Callable[[QWidget], object],
    ) -> None:
        self._held = weakref.ref(owner)
        self._done, self._refused, self._again = done, refused, again

    def _owner(self) -> QWidget | None:
        alive = self._held()
        return alive if alive is not None and shiboken6.isValid(alive) else None

    def _once_more(self) -> None:
        owner = self._owner()
        if owner is not None:
            self._again(owner)

    def answer(self, result: Any, error: Exception | None, number: str) -> None:
        """Brings what came of it, unless nobody is there any more or the clerk stopped it."""
        owner = self._owner()
        if owner is None or isinstance(error, Stopped):
            return
        if error is None:
            if self._done is not None:
                self._done(result)
        elif isinstance(error, Refused) and self._refused is not None:
            self._refused(error.problems)
        else:
            errors.report(owner, error, number, self._once_more)


class Desk(QObject):
    """What a page holds to get its work done. `changed` names the subject of each committed event."""

    changed = Signal(str)
    started = Signal(object)
    _answered = Signal(object)

    def __init__(self, office: "Office", *, inline: bool = False) -> None:
        super().__init__()
        self.office = office
        # While the window is covered nothing is done in the name of who sits behind it.
        self.locked = False
        self._inline = inline
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="desk")
        # Verifying and backing up read for long; the counter does not wait for them.
        self._long_worker = ThreadPoolExecutor(1, thread_name_prefix="desk-long")
        self._jobs: list[Job] = []
        self._answered.connect(self._deliver)
        self._seen = 0
        self._looking = self._over = False
        office.listen(self._committed)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._collecting: Collecting | None = None
        if not inline:
            self._timer.start()
            self._collecting = Collecting(self)

    def settle(self) -> None:
        """Says that the window stands."""
        if self._collecting is not None:
            self._collecting.settle()

    def _committed(self, subject: str) -> None:
        self._answered.emit(lambda: self.changed.emit(subject))

    @Slot(object)
    def _deliver(self, answer: Answer) -> None:
        answer()

    def run(
        self,
        owner: QWidget,
        work: Callable[["Office"], T],
        done: Callable[[T], None] | None = None,
        refused: Callable[[tuple[Problem, ...]], None] | None = None,
    ) -> None:
        """Does `work` away from the screen and brings its answer to `done`, or its objections to `refused`.

        Nothing is brought to an owner that was closed in the meantime.
        """
        errand = _Errand(owner, done, refused, lambda alive: self.run(alive, work, done, refused))
        self._carry(self._worker, errand, work)

    def run_aside(
        self,
        owner: QWidget,
        work: Callable[["Office"], T],
        done: Callable[[T], None] | None = None,
    ) -> None:
        """Does `work` beside the counter's: nothing waits for it, and nobody is told how far it is."""
        errand = _Errand(owner, done, None, lambda alive: self.run_aside(alive, work, done))
        self._carry(self._long_worker, errand, work)

    def run_long(
        self,
        owner: QWidget,
        words: str,
        work: Callable[["Office", Callable[[int, int], None]], T],
        done: Callable[[T], None] | None = None,
        refused: Callable[[tuple[Problem, ...]], None] | None = None,
    ) -> Job:
        """The same for work of more than a moment: `started` hands its Job to whoever shows progress."""
        job = Job(words)
        # The desk's own: the worker may be the last to let go of it, and must not be the one to delete it.
        job.setParent(self)

        def end() -> None:
            job.ended.emit()
            job.deleteLater()

        def whole(office: "Office") -> T:
            try:
                return work(office, job.report)
            finally:
                self._jobs.remove(job)
                # Handed over as a function that holds the job: a signal alone does not keep its source.
                self._answered.emit(end)

        self._jobs.append(job)
        self.started.emit(job)
        errand = _Errand(owner, done, refused, lambda alive: self.run_long(alive, words, work, done, refused))
        self._carry(self._long_worker, errand, whole)
        return job

    def _carry(self, worker: ThreadPoolExecutor, errand: _Errand, work: Callable[["Office"], Any]) -> None:
        def task() -> None:
            result: Any = None
            error: Exception | None = None
            number = ""
            try:
                result = work(self.office)
            except Stopped as asked:
                error = asked
            except Exception as raised:
                error, number = raised, errors.log(raised)
            self._answered.emit(lambda: bring(result, error, number))

        def bring(result: Any, error: Exception | None, number: str) -> None:
            errand.answer(result, error, number)
            if isinstance(error, Stale | Missing):
                # Somebody else wrote: the screens catch up now, not at the next look.
                self.look()

        if self._inline:
            task()
        elif not self._over:  # an answer that came late may still ask: nobody is there to see it
            worker.submit(task)

    def look(self) -> None:
        """Announces what another program wrote to this office since the last look."""
        if self._looking or self._over:
            return
        self._looking = True
        seen = self._seen

        def task() -> None:
            try:
                size = evidence.log_size(self.office)
                subjects = evidence.subjects_since(self.office, seen) if seen and size > seen else []
            except Exception as raised:
                # A missed look costs a stale row on screen, never data: it is only noted.
                errors.log(raised)
                size, subjects = seen, []
            self._answered.emit(lambda: self._announce(size, subjects))

        if self._inline:
            task()
        else:
            self._worker.submit(task)

    def _announce(self, size: int, subjects: list[str]) -> None:
        self._looking = False
        self._seen = size
        for subject in subjects:
            self.changed.emit(subject)

    def finish(self) -> None:
        """Does what the counter still asked for, a draft to be kept among it, and stops the long jobs."""
        self._timer.stop()
        self._over = True
        for job in list(self._jobs):
            job.stop()
        self._worker.shutdown(wait=True)
        self._long_worker.shutdown(wait=True, cancel_futures=True)
        if self._collecting is not None:
            self._collecting.stop()
            self._collecting = None

    def close(self) -> None:
        """Finishes what is under way and lets the office go."""
        self.finish()
        self.office.close()
