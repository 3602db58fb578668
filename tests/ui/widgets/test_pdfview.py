"""The preview: the paper's own bytes, at the size asked for, with the guides that never print."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.papers import Paper, SealBox
from desktop.ui.theme import theme
from desktop.ui.widgets.pdfview import PdfView
from tests.ui.widgets.conftest import Place, fill

SEAL = SealBox(1, 150.0, 180.0, 42.0, "signature")


def make_paper(pages: int = 1, *boxes: SealBox) -> Paper:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        painter.fillRect(0, 0, 400, 400, Qt.GlobalColor.black)
    painter.end()
    return Paper("certificate", "证明", bytes(data.data()), pages, boxes)


def make_view(place: Place, width: int = 480, height: int = 400) -> PdfView:
    view = PdfView()
    window = place(view)
    fill(window)
    window.resize(width, height)
    QApplication.processEvents()
    return view


def picture(view: PdfView) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


def count(view: PdfView, token: str) -> int:
    """How many dots of a token's own colour are seen."""
    seen, wanted = picture(view), theme().color(token).rgb()
    return sum(seen.pixel(x, y) == wanted for x in range(seen.width()) for y in range(seen.height()))


def test_a_whole_page_fits_and_says_its_size(place: Place) -> None:
    view = make_view(place)
    told: list[int] = []
    view.zoom_changed.connect(told.append)
    view.show_paper(make_paper())
    view.fit_page()
    assert view.verticalScrollBar().maximum() == 0
    assert told[-1] == round((400 - 24) / 842 * 72 / view.logicalDpiX() * 100)


def test_a_page_as_wide_as_the_room_scrolls_only_downwards(place: Place) -> None:
    view = make_view(place)
    view.show_paper(make_paper())
    assert (view.horizontalScrollBar().maximum(), view.verticalScrollBar().maximum() > 0) == (0, True)


def test_the_zoom_asked_for_is_the_zoom_told(place: Place) -> None:
    view = make_view(place)
    view.show_paper(make_paper())
    told: list[int] = []
    view.zoom_changed.connect(told.append)
    view.set_zoom(100)
    view.zoom_in()
    view.zoom_out()
    assert told == [100, 120, 100]


@pytest.mark.parametrize(
    ("key", "larger"), [(Qt.Key.Key_Plus, True), (Qt.Key.Key_Minus, False), (Qt.Key.Key_0, False)]
)
def test_control_with_plus_minus_and_zero_zooms(key: Qt.Key, larger: bool, place: Place) -> None:
    view = make_view(place)
    view.show_paper(make_paper())
    view.set_zoom(100)
    told: list[int] = []
    view.zoom_changed.connect(told.append)
    QTest.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
    assert [zoom > 100 for zoom in told] == [larger]


def test_zooming_keeps_the_middle_in_the_middle(place: Place) -> None:
    view = make_view(place)
    view.show_paper(make_paper(3))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.zoom_in()
    middle = (bar.value() + bar.pageStep() / 2) / (bar.maximum() + bar.pageStep())
    assert abs(middle - 0.5) < 0.01


def test_a_paper_shown_anew_stays_where_it_was(place: Place) -> None:
    view = make_view(place)
    view.show_paper(make_paper(3))
    view.verticalScrollBar().setValue(300)
    view.show_paper(make_paper(3))
    assert view.verticalScrollBar().value() == 300


def test_no_paper_shows_nothing(place: Place) -> None:
    view = make_view(place)
    view.show_paper(make_paper())
    assert count(view, "paper") > 0
    view.show_paper(None)
    assert (count(view, "paper"), view.accessibleDescription()) == (0, "")


def test_bytes_that_are_no_paper_show_nothing(place: Place) -> None:
    view = make_view(place)
    view.show_paper(Paper("certificate", "证明", b"%PDF-", 1, ()))
    assert count(view, "paper") == 0


def test_the_place_of_the_seal_is_shown_where_it_is_and_can_be_hidden(place: Place) -> None:
    view = make_view(place)
    view.show_paper(make_paper(1, SEAL))
    view.fit_page()
    seen = picture(view)
    scale = (400 - 24) / 842 * 72 / 25.4
    left = (view.viewport().width() - 595 * (400 - 24) / 842) / 2
    at = QPoint(round(left + (150 + 21) * scale), round(12 + 180 * scale))
    near = [seen.pixelColor(at + QPoint(x, y)) for x in range(-2, 3) for y in range(-4, 5)]
    assert max(colour.red() - colour.green() for colour in near) > 60
    view.set_guides(False)
    assert count(view, "seal") == 0


def test_the_seal_is_explained_beside_the_page_where_there_is_room(place: Place) -> None:
    view = make_view(place, 900)
    view.show_paper(make_paper(1, SEAL))
    view.fit_page()
    with_words = count(view, "surface")
    view.set_guides(False)
    assert with_words > count(view, "surface")


def test_the_words_about_a_seal_never_lie_over_the_place_of_another(place: Place) -> None:
    view = make_view(place, 620, 800)
    view.show_paper(make_paper(1, SEAL))
    view.fit_page()
    assert count(view, "priT") > 0
    view.show_paper(make_paper(1, SealBox(1, 60.0, 180.0, 42.0, "seam"), SEAL))
    view.fit_page()
    assert count(view, "priT") == 0


def test_the_edges_of_the_text_are_shown_when_asked_for(place: Place) -> None:
    view = make_view(place)
    view.show_paper(make_paper())
    view.fit_page()
    plain = picture(view)
    view.set_margins(True)
    assert picture(view) != plain


def test_only_a_few_pages_are_held(place: Place) -> None:
    view = make_view(place)
    view.show_paper(make_paper(12))
    view.fit_page()
    bar = view.verticalScrollBar()
    for place_ in range(0, bar.maximum(), 200):
        bar.setValue(place_)
        picture(view)
    assert len(view._pictures) == 6
