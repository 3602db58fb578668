"""A handler takes back what nobody decided; what was sealed is put right with a reason that is kept."""

from dataclasses import replace

from desktop.domain.seals import State
from desktop.domain.seals.correcting import WITHDRAWN, reason_of
from desktop.services import evidence, today
from desktop.services.office import Office
from desktop.services.seals import undoing, uses
from tests.builders import HANDLER, MATERIALS, make_request
from tests.conftest import MakeUse
from tests.services.watch import refused, rules_of, written


def test_a_handler_takes_back_what_nobody_decided(handler: Office, make_use: MakeUse) -> None:
    use = make_use(State.TO_APPROVE).seq
    with written(handler) as log:
        taken = undoing.withdraw_use(handler, use)
    step = taken.steps[-1]
    assert (taken.state, step.text, step.by, step.desk) == (State.RETURNED, WITHDRAWN, HANDLER, HANDLER)
    assert log.said() == [
        (
            "seals.use_returned",
            ("seal_uses", use),
            {"by": HANDLER, "in_place_of": None, "withdrawn": True},
        )
    ]
    assert log.committed() == [{"text"}]
    assert today.workbench(handler).recent[0].words == "黄建平 撤回 1 号"
    assert evidence.verify_office(handler).fault is None
    assert rules_of(refused(handler, lambda: undoing.withdraw_use(handler, use))) == ["seals.wrong_state"]


def test_what_is_not_ones_own_or_decided_is_not_taken_back(
    handler: Office, colleague: Office, approver: Office, make_use: MakeUse
) -> None:
    use = make_use(State.TO_VERIFY).seq
    assert refused(colleague, lambda: undoing.withdraw_use(colleague, use)) == [
        ("seals.other_handler", "handler")
    ]
    assert rules_of(refused(approver, lambda: undoing.withdraw_use(approver, use))) == [
        "people.not_allowed",
        "seals.other_handler",
    ]
    decided = make_use(State.TO_SEAL).seq
    assert rules_of(refused(handler, lambda: undoing.withdraw_use(handler, decided))) == ["seals.wrong_state"]


def test_what_was_taken_back_goes_on_as_a_new_entry(handler: Office, make_use: MakeUse) -> None:
    use = undoing.withdraw_use(handler, make_use(State.TO_APPROVE).seq).seq
    new = uses.submit_use(handler, replace(uses.request_to_correct(handler, use), materials=MATERIALS))
    assert (new.request.corrects, new.state) == (use, State.TO_APPROVE)
    assert State.RETURNED not in today.workbench(handler).waiting


def test_what_was_sealed_is_put_right_only_with_a_reason(handler: Office, make_use: MakeUse) -> None:
    use = make_use(State.FILED).seq
    bare = replace(uses.request_to_correct(handler, use), materials=MATERIALS)
    assert refused(handler, lambda: uses.submit_use(handler, bare)) == [
        ("seals.correction_reason", "finding")
    ]
    asked = replace(uses.request_to_correct(handler, use, "姓名写错"), materials=MATERIALS)
    new = uses.get_use(handler, uses.submit_use(handler, asked).seq)
    assert reason_of(new.request.finding) == "姓名写错"
    assert new.request.finding.endswith(make_request().finding)


def test_the_reason_is_asked_for_as_well_when_the_finding_is_signed_later(
    handler: Office, make_use: MakeUse
) -> None:
    use = make_use(State.TO_KEEP).seq
    new = uses.submit_use(handler, make_request(corrects=use, finding="")).seq
    assert refused(handler, lambda: uses.sign_finding(handler, new, finding="属实")) == [
        ("seals.correction_reason", "finding")
    ]
    signed = uses.sign_finding(handler, new, finding="更正原因：份数写错\n属实")
    assert signed.state is State.TO_APPROVE
