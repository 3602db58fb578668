"""Ticking materials, choosing a part, taking files, looking at pages: all of it without a mouse."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.checklist import Checklist
from desktop.ui.widgets.dropzone import DropZone
from desktop.ui.widgets.segmented import Segmented
from desktop.ui.widgets.thumbnails import PageViewer, Thumbnails
from desktop.ui.widgets.timeline import Timeline
from tests.ui.widgets.conftest import Place

MATERIALS = (("居民身份证原件", True), ("确认表", False), ("入户核实意见", False), ("近期照片", False))


def make_list(place: Place) -> Checklist:
    materials = Checklist()
    place(materials)
    materials.set_items(MATERIALS)
    QApplication.processEvents()
    materials.rows[0].setFocus()
    return materials


def picture(width: int = 210, height: int = 297) -> bytes:
    data = BytesIO()
    Image.new("L", (width, height), 255).save(data, "PNG")
    return data.getvalue()


def test_space_ticks_and_unticks(place: Place) -> None:
    materials = make_list(place)
    states: list[tuple[str, ...]] = []
    materials.changed.connect(lambda: states.append(materials.ticked()))
    QTest.keyClick(materials.rows[0], Qt.Key.Key_Space)
    QTest.keyClick(materials.rows[0], Qt.Key.Key_Space)
    assert states == [("居民身份证原件",), ()]


def test_a_material_says_in_words_whether_it_was_seen(place: Place) -> None:
    materials = make_list(place)
    assert [row.accessibleName() for row in materials.rows[:2]] == ["居民身份证原件 未收", "确认表 未收"]
    materials.set_ticked(("居民身份证原件", "确认表"))
    assert [row.accessibleName() for row in materials.rows[:2]] == ["居民身份证原件 已看原件", "确认表 已收"]


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (0, Qt.Key.Key_Down, 2),
        (0, Qt.Key.Key_Right, 1),
        (3, Qt.Key.Key_Up, 1),
        (3, Qt.Key.Key_Left, 2),
        (0, Qt.Key.Key_Up, 0),
        (3, Qt.Key.Key_Down, 3),
    ],
)
def test_the_arrows_move_over_both_columns(start: int, key: Qt.Key, end: int, place: Place) -> None:
    materials = make_list(place)
    materials.rows[start].setFocus()
    QTest.keyClick(materials.rows[start], key)
    assert [row.hasFocus() for row in materials.rows] == [at == end for at in range(4)]


def test_a_material_alone_keeps_to_its_column_and_rows_grow_with_the_type(place: Place) -> None:
    theme().set_large(True)
    materials = make_list(place)
    sizes = {(row.width(), row.height()) for row in materials.rows}
    materials.set_items(MATERIALS[:1])
    QApplication.processEvents()
    assert {(row.width(), row.height()) for row in materials.rows} == sizes
    assert {height for _width, height in sizes} == {theme().scaled(38)}


def test_new_materials_are_unticked(place: Place) -> None:
    materials = make_list(place)
    materials.set_ticked(("确认表",))
    materials.set_items([("确认表", False)])
    assert (materials.names(), materials.ticked()) == (("确认表",), ())


def test_a_part_is_chosen_with_the_arrows_and_ends_are_ends(place: Place) -> None:
    parts = Segmented([("all", "全部"), ("wait", "待批准")])
    place(parts)
    keys: list[object] = []
    parts.changed.connect(keys.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(parts, key)
    assert keys == ["wait", "all"]


def test_a_part_tells_its_count_and_place(qtbot: QtBot) -> None:
    parts = Segmented([("all", "全部"), ("wait", "待批准")])
    qtbot.addWidget(parts)
    narrow = parts.sizeHint().width()
    parts.set_count("wait", 3)
    parts.set_key("wait")
    assert (parts.accessibleName(), parts.accessibleDescription()) == ("待批准 3", "第 2 项，共 2 项")
    assert parts.sizeHint().width() > narrow


def test_files_are_taken_by_button_and_by_hand(place: Place, tmp_path: Path) -> None:
    chosen, dropped = tmp_path / "甲.pdf", tmp_path / "乙.pdf"
    zone = DropZone("把扫描件拖到这里", choose=lambda: [chosen])
    place(zone)
    taken: list[list[Path]] = []
    zone.files.connect(taken.append)
    QTest.mouseClick(zone.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(dropped)), QUrl("mailto:someone")])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    zone.dropEvent(drop)
    assert taken == [[chosen], [dropped]]


def test_choosing_nothing_takes_nothing(qtbot: QtBot) -> None:
    zone = DropZone("把扫描件拖到这里", choose=list)
    qtbot.addWidget(zone)
    with qtbot.assertNotEmitted(zone.files):
        zone.ask()


def test_space_and_a_click_open_kept_pages(place: Place) -> None:
    pages = Thumbnails()
    place(pages)
    pages.set_pictures([picture(), picture()])
    opened: list[int] = []
    pages.opened.connect(opened.append)
    QTest.keyClick(pages, Qt.Key.Key_Space)
    left, top, width, height = pages._boxes()[1]
    middle = QPointF(left + width / 2, top + height / 2).toPoint()
    QTest.mouseClick(pages, Qt.MouseButton.LeftButton, pos=middle)
    assert (opened, pages.accessibleName()) == ([0, 1], "留底 2 页，空格放大")


def test_the_viewer_turns_zooms_and_closes_by_keys(qtbot: QtBot, place: Place) -> None:
    viewer = PageViewer(place(Thumbnails()), "留底", [picture(), picture(), picture()])
    viewer.show()
    places = []
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown):
        QTest.keyClick(viewer.area, key)
        places.append(viewer.at)
    before = viewer.picture.width()
    QTest.keyClick(viewer.area, Qt.Key.Key_Plus)
    larger = viewer.picture.width()
    QTest.keyClick(viewer.area, Qt.Key.Key_Minus)
    assert (places, viewer.place.text()) == ([0, 1, 2, 2], "第 3 页，共 3 页")
    assert larger > before == viewer.picture.width()
    with qtbot.waitSignal(viewer.rejected):
        QTest.keyClick(viewer.area, Qt.Key.Key_Escape)


def test_what_happened_is_read_out_in_order(qtbot: QtBot) -> None:
    story = Timeline()
    qtbot.addWidget(story)
    story.set_items([("用印 1 份", "15:20", "seal"), ("批准", "15:12", "decision")])
    assert story.accessibleName() == "用印 1 份 15:20；批准 15:12"
