"""The door and the first start."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.problems import Refused
from desktop.paths import ROOT
from desktop.services import demo, people
from desktop.storage import keys
from desktop.ui.start.sign_in import Recovery, SignIn
from desktop.ui.start.wizard import Wizard
from tests import builders
from tests.builders import MovableClock

HEAVY = (
    "sorted({'alembic', 'argon2', 'cryptography', 'qtawesome', 'reportlab', 'sqlalchemy'} & set(sys.modules))"
)
AT_THE_DOOR = f"""
import sys
from pathlib import Path
from desktop import app
from PySide6.QtWidgets import QApplication
qt = QApplication([])
door = app.SignIn(Path(sys.argv[1]))
door.show()
qt.processEvents()
print({HEAVY})
while 'desktop.services.people' not in sys.modules:
    qt.processEvents()
door.close()
"""
TYPED = {
    "district": "思明区",
    "street": "梧桐街道",
    "community": "榕荫社区",
    "seal_name": "梧桐街道办事处社会事务专用章",
    "issuer": "梧桐街道办事处",
    "book_code": "梧社印",
}


def filled(wizard: Wizard) -> None:
    for name, value in TYPED.items():
        wizard.fields[name].editor.set_text(value)  # type: ignore[union-attr]
    for place, name in ((0, "黄建平"), (1, "陈志明"), (3, "周启文")):
        wizard.people[place][0].set_text(name)
        wizard.people[place][2].set_text("Good-2026")


def test_the_right_password_opens_the_office(qtbot: QtBot, office_folder: Path, clock: MovableClock) -> None:
    door = SignIn(office_folder, clock)
    qtbot.addWidget(door)
    door.name.set_key(builders.NAMES[builders.HANDLER])
    door.password.set_text(builders.PASSWORD)
    with qtbot.waitSignal(door.accepted):
        door.go()
    assert door.office is not None
    assert door.office.clerk.number == builders.HANDLER
    door.office.close()


def test_the_door_is_painted_before_what_is_behind_it_is_loaded(office_folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", AT_THE_DOOR, str(office_folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "[]\n"), ran.stderr


def test_a_wrong_password_is_told_and_the_fifth_locks(
    qtbot: QtBot, office_folder: Path, clock: MovableClock
) -> None:
    door = SignIn(office_folder, clock)
    qtbot.addWidget(door)
    door.name.set_key(builders.NAMES[builders.HANDLER])
    words = []
    for _time in range(5):
        door.password.set_text("wrong")
        door.go()
        qtbot.waitUntil(door.enter.isEnabled)
        words.append(door.password_field.error.text())
    assert words[0] == "密码不对。还可以试 4 次。请看看大小写和输入法。"
    assert "锁定 10 分钟" in words[4]
    assert door.password.text() == "wrong"
    with pytest.raises(Refused):
        builders.sign_in(office_folder, builders.HANDLER, clock)
    clock.advance(minutes=10)
    builders.sign_in(office_folder, builders.HANDLER, clock).close()


def test_the_door_is_opened_with_the_keyboard_alone(
    qtbot: QtBot, office_folder: Path, clock: MovableClock
) -> None:
    door = SignIn(office_folder, clock)
    qtbot.addWidget(door)
    door.show()
    door.activateWindow()
    qtbot.waitUntil(door.isActiveWindow)
    assert [door.name.itemText(at) for at in range(door.name.count())] == list(builders.NAMES.values())
    assert door.focusWidget() is door.name
    QTest.keyClick(door.name, Qt.Key.Key_Down)
    QTest.keyClick(door.name, Qt.Key.Key_Tab)
    assert door.focusWidget() is door.password
    QTest.keyClicks(door.password, builders.PASSWORD)
    with qtbot.waitSignal(door.accepted):
        QTest.keyClick(door.password, Qt.Key.Key_Return)
    assert door.office is not None
    assert door.office.clerk.name == builders.NAMES[builders.APPROVER]
    door.office.close()


def test_the_enter_of_an_input_method_does_not_knock(
    qtbot: QtBot, office_folder: Path, clock: MovableClock
) -> None:
    door = SignIn(office_folder, clock)
    qtbot.addWidget(door)
    QApplication.sendEvent(door.password, QInputMethodEvent("mima", []))
    QTest.keyClick(door.password, Qt.Key.Key_Return)
    assert door.enter.isEnabled()
    assert not door.password_field.has_error()


def test_an_unknown_name_after_a_change_elsewhere_is_told(
    qtbot: QtBot, office_folder: Path, clock: MovableClock
) -> None:
    door = SignIn(office_folder, clock)
    qtbot.addWidget(door)
    door.name.set_items([("没有的人", "没有的人")])
    door.password.set_text(builders.PASSWORD)
    door.go()
    qtbot.waitUntil(door.enter.isEnabled)
    assert door.password_field.error.text() == "没有这个人的账户。请选自己的名字。"


def test_a_sample_office_is_marked_and_its_password_stands_there(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "样本"
    demo.make_sample(folder, uses=4, seed=1, today=builders.TODAY)
    clock = MovableClock(builders.EVENING)
    door = SignIn(folder, clock)
    qtbot.addWidget(door)
    assert "样本办公室 · 不是真的" in [label.text() for label in door.findChildren(QLabel)]
    assert door.password.text() == people.sample_password(folder) != ""
    with qtbot.waitSignal(door.accepted):
        door.go()
    assert door.office is not None
    assert door.office.sample
    door.office.close()


def test_the_recovery_code_opens_and_a_wrong_half_is_named(
    qtbot: QtBot, office_folder: Path, clock: MovableClock, recovery: tuple[str, str]
) -> None:
    door = SignIn(office_folder, clock)
    qtbot.addWidget(door)
    ask = Recovery(office_folder, clock, parent=door)
    for half, text in zip(ask.halves, (recovery[0], "AAAA"), strict=True):
        half.set_text(text)
    ask.go()
    assert ask.fields["second"].error.text().startswith("恢复码的后半段抄错了")
    ask.halves[1].set_text(recovery[1].lower())
    ask.go()
    assert ask.office is not None
    ask.office.close()


def test_three_pages_make_an_office(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "办公室"
    wizard = Wizard(folder)
    qtbot.addWidget(wizard)
    filled(wizard)
    wizard.forward()
    wizard.forward()
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == 2, timeout=20_000)
    code = [half.text() for half in wizard.halves]
    assert not wizard.next.isEnabled()
    wizard.copied.setChecked(True)
    wizard.forward()
    assert wizard.result() == QDialog.DialogCode.Accepted
    assert people.names_to_sign_in(folder) == ["黄建平", "陈志明", "周启文"]
    assert people.sample_password(folder) == ""
    written = b"".join(path.read_bytes() for path in folder.iterdir())
    for half in code:
        assert half.encode() not in written
        assert half.replace("-", "").encode() not in written
    people.recover(folder, *code).close()


def test_what_is_wrong_turns_to_its_page_and_keeps_what_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    wizard = Wizard(tmp_path / "办公室")
    qtbot.addWidget(wizard)
    filled(wizard)
    wizard.fields["community"].editor.set_text("")  # type: ignore[union-attr]
    wizard.people[0][2].set_text("short")
    wizard.forward()
    wizard.forward()
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == 0)
    assert wizard.fields["community"].error.text() == "没有填社区名称。请填写全称。"
    assert wizard.fields["p0.password"].error.text().startswith("密码太短")
    assert wizard.people[1][0].text() == "陈志明"
    assert not (tmp_path / "办公室" / keys.FILE).exists()
