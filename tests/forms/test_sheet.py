"""Columns of characters, tear lines and red ink, as a reader of the PDF finds them."""

from collections.abc import Callable
from typing import Any

import pytest

from desktop.forms.paper import FANG, KAI, SONG, TITLE, Sheet
from desktop.forms.paper.blocks import chinese_count
from desktop.forms.paper.sheet import UPRIGHT_STEP, upright_form, upright_places

Read = Callable[[bytes], Any]
SIZE = 16.0
STEP = UPRIGHT_STEP * SIZE * 25.4 / 72
NUMBER = "介〔二〇二六〕四十一号"


def test_column_is_copied_as_it_was_given(read: Read) -> None:
    sheet = Sheet("存根")
    sheet.vertical(100, 40, NUMBER, SONG, SIZE)
    assert read(sheet.to_pdf()).text() == NUMBER


def test_characters_of_a_column_stand_a_tenth_apart_around_its_middle(read: Read) -> None:
    sheet = Sheet("存根")
    lower = sheet.vertical(100, 40, "日目田", SONG, SIZE)
    assert lower == pytest.approx(40 + 3 * STEP)
    paper = read(sheet.to_pdf())
    for place in range(3):
        ((left, right),) = paper.inks(40 + (place + 0.5) * STEP)
        assert (left + right) / 2 == pytest.approx(100, abs=0.3)
        assert right - left < SIZE * 25.4 / 72
    assert paper.inks(40 + 3.5 * STEP) == []


def test_marks_take_their_upright_forms() -> None:
    marks = "（）《》〔〕【】，。、：！？——……"
    forms = "".join(upright_form(mark, SONG) for mark in marks)
    assert forms == "︵︶︽︾︹︺︻︼︐︒︑︓︕︖︱︱︙︙"
    assert upright_form("介", SONG) == "介"


def test_every_style_has_the_upright_forms() -> None:
    for style in (FANG, KAI, TITLE):
        assert upright_form("〔", style) == "︹"


def test_two_digits_share_a_place_and_longer_numbers_do_not() -> None:
    assert upright_places("共12页2026年第7号") == [*"共", "12", *"页2026年第7号"]


def test_two_digits_stand_beside_each_other(read: Read) -> None:
    sheet = Sheet("存根")
    assert sheet.vertical(100, 40, "12", SONG, SIZE) == pytest.approx(40 + STEP)
    ((left, right),) = read(sheet.to_pdf()).inks(40 + STEP / 2)
    assert (left + right) / 2 == pytest.approx(100, abs=0.4)


def test_tear_line_is_of_dots_and_changes_nothing_after_it() -> None:
    with_dots, without = Sheet("存根"), Sheet("存根")
    with_dots.dotted(60, 20, 60, 280)
    content = with_dots._canvas._code[-6:]
    assert content[0].endswith("q")
    assert content[1].endswith("1 J")
    assert content[3] == "[0 3.401575] 0 d"
    assert content[-1].endswith("Q")
    for sheet in (with_dots, without):
        sheet.line(20, 50, 190, 50)
    assert with_dots._canvas._code[-1] == without._canvas._code[-1]


def test_red_ends_where_it_ends(read: Read) -> None:
    sheet = Sheet("红头")
    with sheet.red():
        sheet.text(30, 50, "梧桐街道", TITLE, 22)
        sheet.line(28, 60, 184, 60)
    sheet.text(30, 70, "正文", FANG, 16)
    sheet.line(28, 80, 184, 80)
    paper = read(sheet.to_pdf())
    assert paper.red_words() == "梧桐街道"
    assert paper.red_rules() == [(28.0, 184.0, 60.0)]


def test_spaced_words_are_copied_as_they_are_meant(read: Read) -> None:
    sheet = Sheet("名")
    with sheet.spoken("王芳"):
        sheet.text(30, 50, "王　芳", FANG, 16)
    assert read(sheet.to_pdf()).text() == "王芳"


def test_rare_characters_are_never_lost_for_the_sake_of_spacing(read: Read) -> None:
    sheet = Sheet("名")
    with sheet.spoken("王𬭎"):
        sheet.text(30, 50, "王𬭎", FANG, 16)
    assert read(sheet.to_pdf()).text() == "王𬭎"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "一〇〇")],
)
def test_headings_are_counted_in_chinese(number: int, words: str) -> None:
    assert chinese_count(number) == words
