"""Taking back what nobody decided, and the reason that puts right what was sealed."""

import pytest

from desktop.domain.seals import SealUse, State, Step, StepKind
from desktop.domain.seals.correcting import (
    check_reason,
    check_withdrawal,
    reason_of,
    with_reason,
    without_reason,
)
from desktop.domain.seals.rules import APPEND_ONLY, ORDER_OF_WORK
from tests.builders import APPROVER, COLLEAGUE, START, make_account
from tests.domain.test_seals import make_entry

FINDING = "入户核实，本人健在"


def sealed() -> SealUse:
    """An entry for which the seal was pressed."""
    step = Step(61, 60, StepKind.SEALED, START, APPROVER, "陈志明", APPROVER, "陈志明")
    return make_entry(State.FILED, steps=(step,))


@pytest.mark.parametrize("state", list(State))
def test_only_what_nobody_decided_is_taken_back(state: State) -> None:
    problems = check_withdrawal(make_entry(state), make_account())
    open_yet = state in (State.TO_VERIFY, State.TO_APPROVE)
    assert [problem.rule for problem in problems] == ([] if open_yet else ["seals.wrong_state"])


def test_only_its_own_handler_takes_an_entry_back() -> None:
    (problem,) = check_withdrawal(make_entry(), make_account(COLLEAGUE))
    assert (problem.rule, problem.field, problem.clause) == ("seals.other_handler", "handler", ORDER_OF_WORK)
    assert problem.message == "这一条由黄建平承办。只有承办人本人能撤回。请由本人登录后办理。"


def test_a_reason_stands_before_the_finding() -> None:
    written = with_reason(" 姓名写错 ", FINDING)
    assert written == f"更正原因：姓名写错\n{FINDING}"
    assert (reason_of(written), without_reason(written)) == ("姓名写错", FINDING)


def test_the_reason_of_an_earlier_correction_is_not_that_of_the_next() -> None:
    first = with_reason("姓名写错", FINDING)
    assert with_reason("份数写错", first) == f"更正原因：份数写错\n{FINDING}"
    assert with_reason(" ", first) == FINDING


def test_without_a_reason_there_is_only_the_finding() -> None:
    assert (with_reason("", FINDING), reason_of(FINDING), without_reason(FINDING)) == (FINDING, "", FINDING)
    assert with_reason("姓名写错", "") == "更正原因：姓名写错"


@pytest.mark.parametrize(
    "finding", [FINDING, "", "更正原因：", "更正原因： \n入户核实", f"{FINDING}\n更正原因：错"]
)
def test_what_was_sealed_is_put_right_only_with_a_reason(finding: str) -> None:
    (problem,) = check_reason(sealed(), finding)
    assert (problem.rule, problem.field, problem.clause) == (
        "seals.correction_reason",
        "finding",
        APPEND_ONLY,
    )
    assert "梧社印〔2026〕1 号 已经盖过章" in problem.message


def test_with_a_reason_or_before_the_seal_it_may_be_put_right() -> None:
    assert check_reason(sealed(), with_reason("姓名写错", FINDING)) == []
    assert check_reason(make_entry(State.RETURNED), FINDING) == []
