"""What is offered again at the counter: last matters, and residents typed before; each look leaves a trace."""

import pytest

from desktop.domain.problems import Missing
from desktop.domain.seals import State
from desktop.domain.seals.known import KnownResident
from desktop.services import privacy
from desktop.services.office import Office
from desktop.services.seals import again, list_matters, uses
from desktop.storage.office import accesses
from tests.builders import HANDLER, MATERIALS, SEAL, id_number, make_request
from tests.conftest import MakeUse
from tests.services.watch import refused, rules_of

WANG = {"applicant_name": "王芳", "applicant_id_number": id_number("35020319780915002")}
ADDRESS = "榕荫路86号402室"


def test_the_last_five_matters_of_a_handler_come_latest_first(handler: Office, colleague: Office) -> None:
    assert again.recent_matters(handler, SEAL) == []
    for code in ("10", "01", "02", "10", "03", "04", "05"):
        matter = next(m for m in list_matters(handler, SEAL) if m.code == code)
        uses.submit_use(
            handler,
            make_request(matter=code, materials=tuple(one.name for one in matter.materials)),
        )
    assert again.recent_matters(handler, SEAL) == ["05", "04", "03", "10", "02"]
    assert again.recent_matters(colleague, SEAL) == []
    assert again.recent_matters(handler, SEAL + 1) == []


@pytest.mark.parametrize("typed", ["王", "王芳", "芳", "wf", "wangfang", "WF"])
def test_a_resident_typed_before_is_found_by_name_or_pinyin(
    handler: Office, make_use: MakeUse, typed: str
) -> None:
    make_use(State.TO_APPROVE)
    use = make_use(State.TO_APPROVE, **WANG)
    assert again.known_residents(handler, typed) == [
        KnownResident(
            use.seq, "王芳", "350" + "*" * 13 + WANG["applicant_id_number"][16:], "138****8000", ADDRESS
        )
    ]


def test_a_person_is_offered_once_as_the_newest_entry_says(handler: Office, make_use: MakeUse) -> None:
    make_use(State.TO_APPROVE, applicant_address="旧居")
    newest = make_use(State.TO_APPROVE)
    other = make_use(State.TO_APPROVE, **(WANG | {"applicant_name": "郑国栋"}))
    found = again.known_residents(handler, "郑")
    assert [(known.use, known.address) for known in found] == [(other.seq, ADDRESS), (newest.seq, ADDRESS)]


def test_the_agent_and_the_document_are_no_resident(handler: Office, make_use: MakeUse) -> None:
    make_use(
        State.TO_APPROVE,
        agent_name="郑小芳",
        agent_relation="女儿",
        agent_id_number=WANG["applicant_id_number"],
        materials=(*MATERIALS, "授权委托书"),
    )
    assert [again.known_residents(handler, typed) for typed in ("小芳", "养老", "1", " ")] == [[]] * 4


def test_no_more_are_offered_than_can_be_read_at_a_glance(
    handler: Office, make_use: MakeUse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "MOST_RESIDENTS", 2)
    for place, middle in enumerate(("国", "建", "小")):
        make_use(
            State.TO_APPROVE,
            applicant_name=f"郑{middle}栋",
            applicant_id_number=id_number(f"3502031951041204{place}"),
        )
    assert [known.name for known in again.known_residents(handler, "zheng")] == ["郑小栋", "郑建栋"]


def test_what_was_put_right_since_is_offered(handler: Office, approver: Office, make_use: MakeUse) -> None:
    use = make_use(State.TO_APPROVE)
    privacy.correct(approver, use.seq, "applicant_address", "榕荫路88号", "门牌写错")
    assert again.take_resident(handler, use.seq).address == "榕荫路88号"


def test_taking_a_resident_gives_everything_and_is_logged(handler: Office, make_use: MakeUse) -> None:
    use = make_use(State.TO_APPROVE)
    assert again.take_resident(handler, use.seq) == KnownResident(
        use.seq, "郑国栋", id_number(), "13800138000", ADDRESS
    )
    with handler.read() as work:
        assert [(by, why) for _at, by, why in accesses(work, ("seal_uses", use.seq))] == [
            (HANDLER, "再次申请")
        ]
    with pytest.raises(Missing, match="登记簿里没有这一条"):
        again.take_resident(handler, 9999)


def test_only_a_handler_is_offered_residents(auditor: Office, make_use: MakeUse) -> None:
    use = make_use(State.TO_APPROVE)
    assert again.known_residents(auditor, "郑") == []
    assert rules_of(refused(auditor, lambda: again.take_resident(auditor, use.seq))) == ["people.not_allowed"]
