"""The desk: work is done away from the screen, its answers come home, and each failure has its face."""

import logging
import threading
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.problems import Missing, Problem, Refused, Stale, Unavailable
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui import errors
from desktop.ui.desk import Desk, Job
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import Scrim, Tell
from desktop.ui.widgets.messages import Banner
from tests import builders
from tests.ui.widgets.conftest import Place

FULL = "磁盘已满。请删去旧备份，再按 Ctrl+S。"
LATE = Problem("use.late", "超过了时限。请写明原因。", clause="第八条")


@pytest.fixture
def desk(handler: Office) -> Iterator[Desk]:
    """A desk with its threads."""
    made = Desk(handler)
    yield made
    made.close()


@pytest.fixture
def inline(handler: Office) -> Iterator[Desk]:
    """A desk that does its work at once."""
    made = Desk(handler, inline=True)
    yield made
    made.close()


def failing(error: Exception, times: int = 1) -> Callable[[Office], str]:
    """Work that fails as often as said, then is done."""
    left = [error] * times

    def work(_office: Office) -> str:
        if left:
            raise left.pop()
        return "好了"

    return work


def dialog() -> Tell:
    """The one dialog that is shown."""
    (shown,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, Tell) and each.isVisible()
    ]
    return shown


def press(where: QWidget, words: str) -> None:
    """Clicks the button with these words."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (button,) = [each for each in where.findChildren(Button) if each.text() == words]
    button.click()


def words_of(tell: Tell) -> tuple[str, str]:
    return tell.windowTitle(), tell.accessibleDescription()


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "youju"]


def test_work_is_done_elsewhere_and_answered_on_the_screens_thread(
    qtbot: QtBot, desk: Desk, place: Place
) -> None:
    where: list[int] = []
    desk.run(place(QWidget()), lambda _office: threading.get_ident(), where.append)
    qtbot.waitUntil(lambda: where != [])
    answered: list[int] = []
    desk.run(place(QWidget()), lambda _office: 0, lambda _none: answered.append(threading.get_ident()))
    qtbot.waitUntil(lambda: answered != [])
    assert answered == [threading.get_ident()]
    assert where != answered


def test_answers_come_in_the_order_they_were_asked_for(qtbot: QtBot, desk: Desk, place: Place) -> None:
    owner, seen = place(QWidget()), list[int]()
    gate = threading.Event()
    desk.run(owner, lambda _office: gate.wait(5), lambda _open: seen.append(1))
    desk.run(owner, lambda _office: 2, seen.append)
    gate.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [1, 2]


def test_an_answer_to_a_page_that_is_gone_is_dropped(qtbot: QtBot, desk: Desk, place: Place) -> None:
    gone, stays, seen = QWidget(), place(QWidget()), list[str]()
    gate = threading.Event()
    desk.run(gone, lambda _office: gate.wait(5), lambda _open: seen.append("gone"))
    desk.run(gone, failing(Unavailable(FULL)))
    desk.run(stays, lambda _office: "stays", seen.append)
    shiboken6.delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: seen != [])
    assert (seen, stays.findChildren(Tell)) == (["stays"], [])


def test_objections_go_to_whoever_asked_for_them(inline: Desk, place: Place) -> None:
    owner, seen = place(QWidget()), list[tuple[Problem, ...]]()
    inline.run(owner, failing(Refused([LATE])), refused=seen.append)
    assert (seen, owner.findChildren(Tell)) == ([(LATE,)], [])


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Refused([LATE]), ("没有办成", "超过了时限。请写明原因。（第八条）")),
        (Stale("陈志明刚刚批准了这件事。"), ("别人刚刚改过", "陈志明刚刚批准了这件事。")),
        (Missing("没有 400 号。"), ("没有找到", "没有 400 号。")),
    ],
)
def test_what_nobody_else_tells_is_told_in_a_dialog_and_not_logged(
    error: Exception, words: tuple[str, str], inline: Desk, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    inline.run(place(QWidget()), failing(error))
    assert (words_of(dialog()), told(caplog)) == (words, [])
    QTest.keyClick(dialog(), Qt.Key.Key_Escape)


def test_a_mistake_is_written_down_once_under_the_number_that_is_told(
    inline: Desk, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    inline.run(place(QWidget()), failing(ValueError("郑国栋")))
    (line,) = told(caplog)
    press(dialog(), "复制")
    number = line.split(" ")[0]
    assert QApplication.clipboard().text() == f"{number} {errors.log_file()}"
    assert line.split("\n")[0] == f"{number} ValueError"
    assert "郑国栋" not in line + dialog().accessibleDescription()
    QTest.keyClick(dialog(), Qt.Key.Key_Return)


def test_what_is_not_there_stands_in_the_banner_until_it_is(inline: Desk, place: Place) -> None:
    banner, owner, seen = Banner(), QWidget(), list[str]()
    window = place(banner, owner)
    inline.run(owner, failing(Unavailable(FULL), times=2), seen.append)
    first = (banner.isVisible(), banner.accessibleName(), window.findChildren(Tell), list(seen))
    press(banner, "再试一次")
    second = (banner.isVisible(), list(seen))
    press(banner, "再试一次")
    assert first == (True, f"没有办成 {FULL}", [], [])
    assert (second, (banner.isVisible(), seen)) == ((True, []), (False, ["好了"]))


def test_a_banner_can_be_put_away(inline: Desk, place: Place) -> None:
    banner, owner = Banner(), QWidget()
    place(banner, owner)
    inline.run(owner, failing(Unavailable(FULL)))
    press(banner, "知道了")
    assert not banner.isVisible()


def test_without_a_banner_enter_tries_again(inline: Desk, place: Place) -> None:
    seen: list[str] = []
    inline.run(place(QWidget()), failing(Unavailable(FULL)), seen.append)
    QTest.keyClick(dialog(), Qt.Key.Key_Return)
    assert seen == ["好了"]


def test_at_the_door_a_dialog_stands_alone_in_the_middle_of_the_screen(qtbot: QtBot) -> None:
    owner = QDialog()
    qtbot.addWidget(owner)
    box = errors.show(owner, Unavailable(FULL))
    away = box.geometry().center() - box.screen().geometry().center()
    assert (box.isVisible(), words_of(box), owner.findChildren(Scrim)) == (True, ("没有办成", FULL), [])
    assert max(abs(away.x()), abs(away.y())) <= 1


def test_a_commit_is_announced_on_the_screens_thread(qtbot: QtBot, desk: Desk, place: Place) -> None:
    heard: list[tuple[str, int]] = []
    desk.changed.connect(lambda subject: heard.append((subject, threading.get_ident())))
    desk.run(place(QWidget()), lambda office: seals.submit_use(office, builders.make_request()))
    qtbot.waitUntil(lambda: heard != [])
    assert heard[-1] == ("seals", threading.get_ident())


def test_who_was_slower_sees_at_once_what_the_other_wrote(
    handler: Office, approver: Office, place: Place
) -> None:
    slow, heard = Desk(approver, inline=True), list[str]()
    slow.look()
    slow.changed.connect(heard.append)
    seals.submit_use(handler, builders.make_request())
    slow.run(place(QWidget()), failing(Stale("有人刚刚提交了一件。")))
    QTest.keyClick(dialog(), Qt.Key.Key_Escape)
    assert heard == ["seals"]


def test_a_long_job_tells_how_far_it_is_and_can_be_stopped(
    inline: Desk, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    owner, seen, steps, ends = place(QWidget()), list[str](), list[tuple[int, int]](), list[bool]()
    jobs: list[Job] = []

    def follow(job: Job) -> None:
        jobs.append(job)
        job.progressed.connect(lambda done, total: steps.append((done, total)))
        job.ended.connect(lambda: ends.append(True))

    def work(_office: Office, report: Callable[[int, int], None]) -> str:
        report(1, 3)
        jobs[0].stop()
        report(2, 3)
        return "好了"

    inline.started.connect(follow)
    inline.run_long(owner, "正在校验台账", work, seen.append)
    assert (jobs[0].words, steps, ends) == ("正在校验台账", [(1, 3)], [True])
    assert (seen, told(caplog), owner.findChildren(Tell)) == ([], [], [])


def test_a_long_job_that_could_not_be_done_is_tried_again_whole(inline: Desk, place: Place) -> None:
    banner, owner, seen = Banner(), QWidget(), list[str]()
    place(banner, owner)
    try_it = failing(Unavailable(FULL))
    inline.run_long(owner, "正在备份", lambda office, _report: try_it(office), seen.append)
    press(banner, "再试一次")
    assert seen == ["好了"]
