"""档案盒标签: what stands on the back and the front of each box, and where it is cut."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.papers import Paper
from desktop.domain.problems import Refused
from desktop.forms.boxes import BAND, BoxLabel, BoxLabels, box_labels
from desktop.forms.documents import sample
from desktop.forms.kinds import KINDS, from_json

Read = Callable[[bytes], Any]
Looks = Callable[[bytes, str], None]


def labels(**changes: Any) -> BoxLabels:
    whole: BoxLabels = from_json("box_labels", KINDS["box_labels"].example)
    return replace(whole, **changes)


def label(**changes: Any) -> BoxLabel:
    return replace(labels().boxes[0], **changes)


def words(read: Read, made: Paper, page: int = 1) -> str:
    return "".join(read(made.pdf).text(page).split())


def test_labels_look_as_agreed(looks_like: Looks) -> None:
    looks_like(box_labels(labels()).pdf, "box_labels")


def test_three_boxes_go_on_a_page(read: Read) -> None:
    made = box_labels(labels())
    assert (made.pages, made.seal_boxes) == (2, ())
    assert words(read, made).count("全宗号") == 3
    assert words(read, made, 2).count("全宗号") == 1
    first, second = (read(made.pdf).box(text) for text in ("第1盒", "第2盒"))
    assert second[1] - first[1] == pytest.approx(BAND, abs=0.1)


def test_back_and_front_say_the_same(read: Read) -> None:
    made = box_labels(labels(boxes=(label(title="用印登记簿"),)))
    text = words(read, made)
    for part in ("用印登记簿", "1—160", "10年"):
        assert text.count(part) == 2, part
    assert "第1盒" in text
    assert "0316" in text


def test_the_back_is_as_wide_as_the_box(read: Read) -> None:
    for thickness in (20, 30, 40, 50):
        reader = read(box_labels(labels(boxes=(label(thickness_mm=thickness),))).pdf)
        left, _top, right, _bottom = reader.box("2026年")
        assert (left + right) / 2 == pytest.approx(15 + thickness / 2, abs=0.3)


def test_a_long_title_takes_several_columns_on_the_back_and_lines_on_the_front(read: Read) -> None:
    title = "厦门市思明区梧桐街道办事处社会事务专用章用印登记簿、用印审批单及证明留底"
    reader = read(box_labels(labels(boxes=(label(title=title * 2, thickness_mm=20),))).pdf)
    assert "".join(reader.text().split()).count("社会事务专用章") >= 2
    assert reader.box("厦门市思明区")[3] < 18 + 84


def test_a_box_without_its_title_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        box_labels(labels(boxes=(label(), label(title=" "))))
    assert [(problem.rule, problem.field) for problem in refusal.value.problems] == [
        ("paper.blank", "boxes[1].title")
    ]


def test_no_boxes_make_no_labels() -> None:
    with pytest.raises(Refused) as refusal:
        box_labels(labels(boxes=()))
    assert [problem.field for problem in refusal.value.problems] == ["boxes"]


def test_every_page_of_a_sample_is_marked(read: Read) -> None:
    made = box_labels(sample(labels()))
    assert ["样张" in words(read, made, page) for page in (1, 2)] == [True, True]
