"""What an applicant is told in writing: everything that is missing at one time, or why and where to go."""

from datetime import timedelta
from functools import partial
from typing import Any

import pypdfium2
import pytest

from desktop.domain.papers import Paper
from desktop.domain.seals import State
from desktop.services import seals
from desktop.services.office import Office
from desktop.services.seals.replies import print_correction, print_refusal
from desktop.services.seals.undoing import withdraw_use
from desktop.storage import office as store
from tests.builders import HANDLER, START, TODAY
from tests.conftest import MakeUse
from tests.services.watch import refused, rules_of, written

DUE = TODAY + timedelta(days=10)


def words(paper: Paper) -> str:
    document = pypdfium2.PdfDocument(paper.pdf)
    return "".join("".join(page.get_textpage().get_text_bounded() for page in document).split())


def returned(approver: Office, make_use: MakeUse, said: str, **changes: Any) -> int:
    use = make_use(State.TO_APPROVE, **changes).seq
    seals.return_use(approver, use, said)
    return use


def correction(office: Office, use: int, **changes: Any) -> Paper:
    given: dict[str, Any] = {"due_on": DUE, "place": "社区便民服务窗口"} | changes
    return print_correction(office, use, **given)


def refusal(office: Office, use: int, **changes: Any) -> Paper:
    given: dict[str, Any] = {"ground": "用印制度第三条", "elsewhere": "户籍地派出所"} | changes
    return print_refusal(office, use, **given)


def test_a_returned_applicant_is_told_everything_at_once(
    handler: Office, approver: Office, make_use: MakeUse
) -> None:
    use = returned(approver, make_use, "缺户口簿原件；还缺确认表的盖章。")
    with written(handler) as log:
        paper = correction(handler, use, phone="0592-2086316")
    assert log.said() == [("seals.reply_printed", ("seal_uses", use), {"form": "correction_notice"})]
    text = words(paper)
    for part in (
        "郑国栋：您于2026年9月1日提出的“养老金身份确认”申请收悉。",
        "1.户口簿原件2.确认表的盖章请于2026年9月11日前将上述材料送到社区便民服务窗口。",
        "联系人：黄建平，电话：0592-2086316。",
        "榕荫社区居民委员会",
    ):
        assert part in text, part
    assert paper.seal_boxes[0].diameter_mm == 42
    with handler.read() as work:
        assert store.accesses(work, ("seal_uses", use)) == [(START, HANDLER, "打印告知")]


def test_a_refused_applicant_is_told_why_and_where_to_go(
    handler: Office, approver: Office, make_use: MakeUse
) -> None:
    use = make_use(State.TO_APPROVE).seq
    seals.refuse_use(approver, use, "依法应由其他部门出具")
    with written(handler) as log:
        paper = refusal(handler, use, complaints="12345")
    assert log.said() == [("seals.reply_printed", ("seal_uses", use), {"form": "refusal_notice"})]
    text = words(paper)
    assert "原因：依法应由其他部门出具。依据：用印制度第三条。此事请到户籍地派出所办理。" in text
    assert "监督电话：12345。" in text


def test_nothing_is_told_of_an_entry_that_goes_its_way(handler: Office, make_use: MakeUse) -> None:
    for state in (State.TO_APPROVE, State.FILED):
        use = make_use(state).seq
        assert rules_of(refused(handler, partial(correction, handler, use))) == ["seals.nothing_to_tell"]
        assert rules_of(refused(handler, partial(refusal, handler, use))) == ["seals.nothing_to_tell"]


def test_an_entry_its_handler_took_back_tells_nobody_anything(handler: Office, make_use: MakeUse) -> None:
    use = make_use(State.TO_APPROVE).seq
    withdraw_use(handler, use)
    assert rules_of(refused(handler, lambda: correction(handler, use))) == ["seals.nothing_to_tell"]


def test_a_day_that_is_past_is_no_term(handler: Office, approver: Office, make_use: MakeUse) -> None:
    use = returned(approver, make_use, "缺户口簿原件")
    assert refused(handler, lambda: correction(handler, use, due_on=TODAY - timedelta(days=1))) == [
        ("seals.reply_due", "due_on")
    ]
    assert correction(handler, use, due_on=TODAY).pages == 1


@pytest.mark.parametrize(("changes", "field"), [({"due_on": None}, "due_on"), ({"place": " "}, "place")])
def test_a_blank_of_a_notice_is_named(
    handler: Office, approver: Office, make_use: MakeUse, changes: dict[str, Any], field: str
) -> None:
    use = returned(approver, make_use, "缺户口簿原件")
    assert refused(handler, lambda: correction(handler, use, **changes)) == [("paper.blank", field)]


def test_an_auditor_tells_nobody(auditor: Office, approver: Office, make_use: MakeUse) -> None:
    use = returned(approver, make_use, "缺户口簿原件")
    assert rules_of(refused(auditor, lambda: correction(auditor, use))) == ["people.not_allowed"]
