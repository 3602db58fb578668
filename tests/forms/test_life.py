"""The papers of a seal's life: their exact words, where impressions go, their look."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from desktop.domain.papers import Paper
from desktop.domain.problems import Refused
from desktop.forms.documents import sample
from desktop.forms.kinds import KINDS, from_json
from desktop.forms.seals.life import (
    RecordLine,
    SealActivation,
    SealHandover,
    SealNotice,
    SealOuting,
    SealRecord,
    seal_notice,
    seal_outing,
    seal_record,
)
from tests.forms.test_seals import Looks, Read

PAPERS = tuple(name for name in KINDS if name.startswith("seal_"))


def document(name: str, **changes: Any) -> Any:
    return replace(from_json(name, KINDS[name].example), **changes)


def paper(name: str, **changes: Any) -> Paper:
    return KINDS[name].set(document(name, **changes))


def words(read: Read, made: Paper, page: int = 1) -> str:
    return "".join(read(made.pdf).text(page).split())


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_of_a_seals_life_looks_as_agreed(kind: str, looks_like: Looks) -> None:
    looks_like(paper(kind).pdf, kind)


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_of_a_seals_life_is_the_same_bytes_each_time(kind: str) -> None:
    assert paper(kind).pdf == paper(kind).pdf


@pytest.mark.parametrize("kind", PAPERS)
def test_a_sample_says_so(kind: str, read: Read) -> None:
    assert "样张" in words(read, KINDS[kind].set(sample(document(kind))))


def test_an_activation_says_from_when_and_leaves_a_page_for_the_specimen(read: Read) -> None:
    made = paper("seal_activation")
    assert (
        "经吴国强批准，“厦门市思明区梧桐街道办事处社会事务专用章”印章自2026年9月1日起启用。该印章圆形，中央五角星，"
        "直径42毫米，由鹭岛印章店刻制，公安备案号厦公印备〔2026〕118号。" in words(read, made)
    )
    assert [(box.page, box.kind) for box in made.seal_boxes] == [(1, "signature"), (2, "specimen")]
    assert "附件：印模" in words(read, made, 2)


def test_an_activation_of_an_old_seal_does_without_maker_and_leader(read: Read) -> None:
    made = paper("seal_activation", leader="", maker="", filing="")
    assert (
        "“厦门市思明区梧桐街道办事处社会事务专用章”印章自2026年9月1日起启用。该印章圆形，中央五角星，直径42毫米。"
        in (words(read, made))
    )


def test_impressions_on_the_card_keep_clear_of_each_other() -> None:
    boxes = paper("seal_specimen", diameter_mm=45).seal_boxes
    assert {box.kind for box in boxes} == {"specimen"}
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = ((one.x_mm - other.x_mm) ** 2 + (one.y_mm - other.y_mm) ** 2) ** 0.5
            assert apart > 45


def test_a_stop_says_why_since_when_and_the_last_number(read: Read) -> None:
    assert (
        "因本届选举工作结束，“榕荫社区居民选举委员会”印章自2026年9月6日起停止使用。最后一个用印编号是榕选印〔2026〕24号。"
        "此后加盖该印章的文书一律无效，此前依规用印的文书效力不变。特此公告。"
        in words(read, paper("seal_notice"))
    )
    plain = paper("seal_notice", reason="因单位更名。", last_number="")
    assert "因单位更名，“榕荫社区居民选举委员会”印章自2026年9月6日起停止使用。此后" in words(read, plain)
    assert "各有关单位、居民：“榕荫社区" in words(read, paper("seal_notice", reason=""))


def test_a_loss_says_that_the_seal_counts_no_longer(read: Read) -> None:
    made = paper("seal_notice", kind="遗失", reported="已报梧桐派出所。")
    assert made.title == "印章遗失公告"
    assert (
        "印章于2026年9月6日发现遗失。已报梧桐派出所。自发现遗失之日起该印章作废，此后加盖该印章的文书一律无效。"
        in words(read, made)
    )
    assert "发现遗失。自发现" in words(read, paper("seal_notice", kind="遗失", reported=""))


def test_an_outing_leaves_free_what_has_not_come(read: Read) -> None:
    asked = seal_outing(
        document(
            "seal_outing", leader="", approved_at=None, back_at=None, returner="", impressions=0, number=""
        )
    )
    text = words(read, asked)
    assert "同意携带外出" not in text
    assert "街道主要领导：" in text
    assert "在外印数归还人" in text
    back = words(read, paper("seal_outing"))
    assert "同意携带外出。街道主要领导：吴国强2026年9月3日08:40" in back
    assert "2026年9月3日11:35在外印数4次" in back


def test_a_handover_names_three_persons_and_goes_over_pages(read: Read) -> None:
    text = words(read, paper("seal_handover"))
    for name in ("移交人（签字）", "接收人（签字）", "监交人（签字）", "用印登记簿2本、印章柜钥匙1把"):
        assert name in text
    many = document("seal_handover")
    made = KINDS["seal_handover"].set(replace(many, seals=many.seals * 12))
    assert made.pages == 2
    assert "移交人（签字）" not in words(read, made, 1)
    assert "移交人（签字）" in words(read, made, 2)


def test_a_record_has_a_place_for_each_signature(read: Read) -> None:
    text = words(read, paper("seal_record"))
    assert text.count("销毁人（签字）") == 2
    assert text.count("监销人（签字）") == 1


def test_a_record_too_long_for_one_page_is_refused() -> None:
    long = (RecordLine(label="说明", text="销毁" * 2000),)
    with pytest.raises(Refused) as refusal:
        seal_record(document("seal_record", lines=long))
    assert [problem.rule for problem in refusal.value.problems] == ["paper.too_long"]


def test_a_notice_without_its_day_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        seal_notice(document("seal_notice", since=None, number=""))
    assert [problem.field for problem in refusal.value.problems] == ["since", "number"]


def test_each_example_is_its_own_kind_of_document() -> None:
    assert [type(document(kind)) for kind in PAPERS if kind != "seal_specimen"] == [
        SealActivation,
        SealHandover,
        SealOuting,
        SealNotice,
        SealRecord,
    ]
    assert document("seal_outing").out_at == datetime.fromisoformat("2026-09-03T09:00:00+08:00")
