"""Python's garbage is taken apart on the screen's thread and nowhere else."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.services.office import Office
from desktop.ui.collecting import Collecting
from desktop.ui.desk import Desk


class Ring:
    """Something that only a search finds to be done with."""

    def __init__(self, gone: list[str]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: gone.append(threading.current_thread().name))


@pytest.fixture
def collecting(qtbot: QtBot) -> Iterator[Collecting]:
    parent = QObject()
    found = Collecting(parent)
    yield found
    if not gc.isenabled():
        found.stop()


def rubbish(gone: list[str], count: int = 3000) -> None:
    for _ring in range(count):
        Ring(gone)


def test_a_worker_never_takes_anything_apart(collecting: Collecting) -> None:
    left: list[str] = []
    worker = threading.Thread(target=rubbish, args=(left,), name="worker")
    worker.start()
    worker.join()
    assert left == []
    collecting.look()
    assert set(left) == {"MainThread"}
    collecting.stop()
    assert gc.isenabled()


def test_nothing_is_searched_when_little_is_new(collecting: Collecting) -> None:
    gc.collect()
    left: list[str] = []
    rubbish(left, 5)
    collecting.look()
    assert left == []
    collecting.stop()
    gc.collect()
    assert len(left) == 5


def test_what_stands_with_the_window_is_not_searched_again(collecting: Collecting) -> None:
    before = gc.get_freeze_count()
    collecting.settle()
    assert gc.get_freeze_count() > before
    collecting.stop()
    assert gc.get_freeze_count() == 0


def test_a_desk_with_workers_takes_the_search_over_until_it_closes(qtbot: QtBot, handler: Office) -> None:
    desk = Desk(handler)
    assert not gc.isenabled()
    desk.settle()
    desk.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_desk_without_workers_leaves_python_alone(qtbot: QtBot, handler: Office) -> None:
    desk = Desk(handler, inline=True)
    desk.settle()
    assert gc.isenabled()
    desk.finish()
