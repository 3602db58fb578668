"""The catalogue of matters in the window: seen, changed, added and stopped without a mouse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.seals import Material, Matter, MatterStatus
from desktop.services import evidence, seals
from desktop.services.office import Office
from desktop.storage.seals import book
from desktop.ui.settings.matter_form import MatterForm
from desktop.ui.settings.matters import MattersCard
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.messages import MessageBar
from desktop.ui.window import Window
from tests.builders import TODAY, make_seal
from tests.ui.conftest import OpenWindow
from tests.ui.test_day import asked

DAY = timedelta(days=1)
ShowMatters = Callable[[Office], MattersCard]


@pytest.fixture
def show(qtbot: QtBot, open_window: OpenWindow) -> ShowMatters:
    """Opens the settings at the catalogue, with the keyboard."""

    def open_for(office: Office) -> MattersCard:
        window = open_window(office)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.go("settings", "seals")
        return window.settings_page.matters

    return open_for


def type_key(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    where = QApplication.focusWidget()
    assert where is not None
    QTest.keyClick(where, key, held)
    settle()


def settle() -> None:
    """What was put into a layout is shown a moment later, and what was taken out is gone."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def write(words: str) -> None:
    """Puts words into the field that has the focus, as an input method does."""
    where = QApplication.focusWidget()
    assert where is not None
    where.selectAll()  # type: ignore[attr-defined]
    where.insert(words)  # type: ignore[attr-defined]


def choose(card: MattersCard, code: str) -> Matter:
    card.table.select_where(lambda matter: matter.code == code)
    card.table.setFocus()
    found: Matter = card.table.selected_record()
    return found


def question(where: QWidget) -> Ask:
    """What the window asks."""
    window = where.window()
    assert isinstance(window, Window)
    return asked(window)


def codes(card: MattersCard) -> list[str]:
    return [matter.code for matter in card.table.model_.records]


def told(card: MattersCard) -> str:
    """Everything the detail says."""
    settle()
    inside = card.facts.parentWidget()
    assert inside is not None
    labels = [each.text() for each in inside.findChildren(QLabel) if not each.isHidden()]
    bars = [each.accessibleName() for each in inside.findChildren(MessageBar)]
    return "\n".join([*labels, *bars])


def wrong(form: MatterForm) -> list[str]:
    return [name for name, field in form.fields.items() if field.has_error()]


def writing(card: MattersCard) -> bool:
    return card.stack.currentIndex() == 1


def the(office: Office, code: str, seal: int = 1) -> Matter:
    return next(matter for matter in seals.list_matters(office, seal) if matter.code == code)


def asking(card: QWidget) -> bool:
    return any(each.isVisible() for each in card.window().findChildren(Ask))


def test_the_catalogue_is_parted_by_where_a_matter_stands(show: ShowMatters, approver: Office) -> None:
    seals.stop_matter(approver, 3, TODAY - DAY)
    seals.change_matter(approver, replace(the(approver, "04"), valid_from=TODAY + DAY))
    seals.change_matter(approver, replace(the(approver, "05"), valid_to=TODAY + DAY))
    card = show(approver)
    assert card.parts.accessibleName() == "在用 15"
    window = card.window()
    assert isinstance(window, Window)
    assert [key for key, _does in window.settings_page.key_caps()] == [
        "←→",
        "Tab",
        "F2",
        "Ctrl+Enter",
        "Esc",
        "F1",
    ]
    assert codes(card) == [f"{n:02}" for n in range(1, 17) if n != 3]
    states = [card._standing(matter) for matter in card.table.model_.records][2:5]
    assert states == ["2026年9月2日 起", "在用，到 2026年9月2日", "在用"]
    card.parts.setFocus()
    type_key(Qt.Key.Key_Right)
    assert codes(card) == [f"E{n:02}" for n in range(1, 21)]
    assert card._standing(card.table.model_.records[0]) == "派出所"
    type_key(Qt.Key.Key_Right)
    assert (codes(card), card._standing(card.table.model_.records[0])) == (["03"], "到 2026年8月31日")
    assert (card.stop_button.isEnabled(), card.stop_button.toolTip()) == (False, "已经停用")


def test_the_detail_says_what_it_resembles_and_how_it_came_about(show: ShowMatters, approver: Office) -> None:
    seals.change_matter(approver, replace(the(approver, "10"), note="先电话约"))
    card = show(approver)
    choose(card, "10")
    words = told(card)
    assert "请先核对清单 它与“健在证明”相近" in words
    assert "9月1日 09:00　陈志明\n提醒：— → 先电话约" in words
    assert "9月1日 09:00　程序　列入" in words
    assert "没有起始 至 没有截止" in words
    choose(card, "01")
    assert "请先核对清单" not in told(card)
    assert list(card.collisions) == [9, 10, 14, 15, 16]


def test_a_matter_is_changed_without_a_mouse(show: ShowMatters, approver: Office) -> None:
    card = show(approver)
    before = choose(card, "01")
    type_key(Qt.Key.Key_F2)
    assert writing(card)
    form = card.form
    assert (form.texts["code"].isReadOnly(), form.materials.materials()) == (True, before.materials)
    form.fields["note"].editor.setFocus()
    write("先看残疾人证")
    form.days["valid_to"].setFocus()
    write("后天")
    type_key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (wrong(form), form.days["valid_to"].raw(), the(approver, "01")) == (["valid_to"], "后天", before)
    write("2026-12-31")
    type_key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not writing(card)
    after = the(approver, "01")
    assert (after.note, str(after.valid_to)) == ("先看残疾人证", "2026-12-31")
    assert replace(after, note="", valid_to=None) == before
    assert card.table.selected_record() == after
    assert evidence.recent(approver, 1)[0][0].kind == "seals.matter_changed"


def test_materials_are_written_line_by_line(show: ShowMatters, approver: Office) -> None:
    card = show(approver)
    choose(card, "02")
    type_key(Qt.Key.Key_Return)
    lines = card.form.materials
    lines.first().setFocus()
    type_key(Qt.Key.Key_Return)
    write("委托书")
    type_key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    type_key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # no further than the top
    type_key(Qt.Key.Key_Tab)
    type_key(Qt.Key.Key_Space)
    names = [material.name for material in lines.materials()]
    assert names == ["委托书", "居民身份证", "残疾人证", "康复器械补助申请表"]
    assert lines.materials()[0] == Material("委托书", original=True)
    type_key(Qt.Key.Key_Tab)
    type_key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    write("")
    type_key(Qt.Key.Key_Backspace)
    assert [material.name for material in lines.materials()] == ["委托书", "残疾人证", "康复器械补助申请表"]
    type_key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert the(approver, "02").materials == lines.materials()


def test_the_last_line_of_materials_stays(show: ShowMatters, approver: Office) -> None:
    card = show(approver)
    choose(card, "12")
    type_key(Qt.Key.Key_F2)
    lines = card.form.materials
    for _line in range(3):
        settle()
        knob = next(
            each
            for each in lines.findChildren(Button)
            if each.toolTip() == "删去这份材料" and each.isVisible()
        )
        knob.click()
    assert lines.materials() == (Material(""),)
    card.form.save.click()
    assert not lines.error.isHidden()
    assert lines.error.text().startswith("没有写要看的材料。")
    assert QApplication.focusWidget() is lines.first()
    lines.add_button.click()
    assert len(lines.materials()) == 2


def test_a_new_matter_is_checked_as_it_is_written(show: ShowMatters, approver: Office) -> None:
    card = show(approver)
    card.add_button.setFocus()
    type_key(Qt.Key.Key_Space)
    form = card.form
    assert QApplication.focusWidget() is form.texts["code"]
    type_key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert set(wrong(form)) == {"code", "group", "name", "short_name", "ground", "document"}
    assert QApplication.focusWidget() is form.texts["code"]
    write("17")
    for name, words in (
        ("group", "社保"),
        ("short_name", "收入说明"),
        ("name", "居民收入证明"),
        ("ground", "街道通知"),
        ("document", "说明"),
        ("aliases", "工资证明，收入说明；"),
    ):
        form.fields[name].editor.setFocus()
        write(words)
    form._checker.timeout.emit()
    assert form.warning.kind == "warn"
    assert "它与“居民财产证明”相近" in form.warning.accessibleName()
    form.materials.first().setFocus()
    write("居民身份证")
    type_key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not writing(card)
    added = the(approver, "17")
    assert (added.aliases, added.materials) == (("工资证明", "收入说明"), (Material("居民身份证"),))
    assert added.number in card.collisions


def test_what_is_issued_elsewhere_asks_for_the_place(show: ShowMatters, approver: Office) -> None:
    card = show(approver)
    choose(card, "14")
    type_key(Qt.Key.Key_F2)
    form = card.form
    form.status.setFocus()
    type_key(Qt.Key.Key_Down)
    hidden = [name for name, field in form.fields.items() if field.isHidden()]
    assert (hidden, form.materials.isHidden()) == (["document", "form"], True)
    type_key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wrong(form) == ["elsewhere"]
    assert QApplication.focusWidget() is form.texts["elsewhere"]
    write("人社局")
    type_key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (the(approver, "14").status, the(approver, "14").elsewhere) == (MatterStatus.ELSEWHERE, "人社局")
    assert card.parts.accessibleName() == "由别处出具 21"
    assert card.table.selected_record().code == "14"


def test_a_committees_seal_is_refused_in_words(show: ShowMatters, approver: Office) -> None:
    with approver.write() as work:
        seal = make_seal(number=2, name="榕荫社区居民委员会", book_code="榕委印", issuer="榕荫社区居民委员会")
        book.put_seal(work, seal)
        work.record("seals.seal_registered", ("seal", 2))
    card = show(approver)
    card.seal.setFocus()
    type_key(Qt.Key.Key_Down)
    assert (codes(card), told(card)) == ([], "这里没有事项。")
    assert not card.change_button.isEnabled()
    card.add()
    form = card.form
    for name in ("code", "group", "short_name", "ground", "document"):
        form.texts[name].set_text("一")
    form.texts["name"].set_text("亲属关系证明")
    form.materials.first().set_text("户口簿")  # type: ignore[attr-defined]
    form._checker.timeout.emit()
    assert (form.warning.kind, form.warning.accessibleName()[:8]) == ("err", "不能列为授权事项")
    form.ask()
    assert wrong(form) == ["name"]
    assert form.texts["name"].text() == "亲属关系证明"


def test_a_matter_is_stopped_with_its_last_day(show: ShowMatters, approver: Office) -> None:
    card = show(approver)
    choose(card, "13")
    card.stop_button.setFocus()
    type_key(Qt.Key.Key_Space)
    ask = question(card)
    write("九月")
    type_key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ask.fields["valid_to"].has_error()
    write("8月31日")
    type_key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not asking(card)
    assert the(approver, "13").valid_to == TODAY - DAY
    assert "13" not in codes(card)


def test_typed_words_are_given_up_only_when_asked_for(show: ShowMatters, approver: Office) -> None:
    card = show(approver)
    choose(card, "01")
    type_key(Qt.Key.Key_F2)
    type_key(Qt.Key.Key_Escape)
    assert (writing(card), asking(card)) == (False, False)
    type_key(Qt.Key.Key_F2)
    card.form.texts["note"].setFocus()
    write("写了一半")
    type_key(Qt.Key.Key_Escape)
    question(card).reject()
    assert (writing(card), card.form.texts["note"].text()) == (True, "写了一半")
    seals.change_matter(approver, replace(the(approver, "02"), note="别的"))
    assert (writing(card), card.form.texts["note"].text()) == (True, "写了一半")
    QTest.keyClick(card.form, Qt.Key.Key_Escape)
    question(card).ask()
    assert not writing(card)
    assert the(approver, "01").note == ""


def test_somebody_elses_change_is_told_and_nothing_typed_is_lost(
    show: ShowMatters, approver: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = show(approver)
    before = choose(card, "01")
    type_key(Qt.Key.Key_F2)
    seals.change_matter(approver, replace(before, note="别人写的"))
    card.form.texts["note"].set_text("我写的")
    said: list[str] = []
    monkeypatch.setattr("desktop.ui.errors.report", lambda _owner, error, *_more: said.append(str(error)))
    card.form.ask()
    assert [words.partition("。")[0] for words in said] == ["“市级重度瘫痪在床居家护理补助申请”刚被别人改过"]
    assert (writing(card), card.form.texts["note"].text()) == (True, "我写的")


def test_others_look_and_change_nothing(show: ShowMatters, handler: Office) -> None:
    card = show(handler)
    choose(card, "01")
    type_key(Qt.Key.Key_F2)
    card.stop()
    assert (writing(card), asking(card)) == (False, False)
    blocked = [button.toolTip() for button in (card.add_button, card.change_button, card.stop_button)]
    assert blocked == ["由这枚章的批准人或管理人办理"] * 3
    window = card.window()
    assert isinstance(window, Window)
    assert [key for key, _does in window.settings_page.key_caps()] == ["←→", "Tab", "F1"]
    assert not card.hint.isHidden()


def test_stopped_requests_are_counted_by_month(show: ShowMatters, approver: Office) -> None:
    seals.stop_request(approver, 1, "购房收入证明")
    seals.stop_request(approver, 1, "开公司")
    window = show(approver).window()
    assert isinstance(window, Window)
    card = window.settings_page.stopped
    columns = card.table.model_.columns
    shown = [[column.text(line) for column in columns] for line in card.table.model_.records]
    none = [""] * 8
    assert shown == [
        ["居民财产证明", *none, "1", "", "", "", "1"],
        ["开公司", *none, "1", "", "", "", "1"],
    ]
    assert card.sum.text() == "共拦下 2 次"
    card.year.setFocus()
    type_key(Qt.Key.Key_Down)
    assert (card.table.model_.records, card.sum.text()) == ([], "这一年没有拦下过")
    card.show_seal(2)
    assert card.seal == 2
