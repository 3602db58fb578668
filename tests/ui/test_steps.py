"""The questions before an entry's next step: what is typed in them is what the register says afterwards."""

import pytest

from desktop.domain.seals import REFUSAL_REASONS, State, StepKind
from desktop.services import seals
from desktop.services.office import Office
from desktop.ui.seals import steps
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import ComboField, DateField, LineField, SecretField, TextField
from desktop.ui.window import Window
from tests import builders
from tests.conftest import MakeUse
from tests.ui.conftest import OpenWindow


def answer(window: Window, **typed: object) -> Ask:
    """Types into the one question that is open, and confirms it."""
    (ask,) = [each for each in window.findChildren(Ask) if each.isVisible()]
    for name, value in typed.items():
        editor = ask.fields[name].editor
        if isinstance(editor, ComboField):
            editor.set_key(value)
        elif isinstance(editor, DateField):
            editor.set_raw(str(value))
        else:
            assert isinstance(editor, LineField | TextField | SecretField)
            editor.set_text(str(value))
    ask.ask()
    return ask


@pytest.mark.parametrize(
    ("question", "typed", "state", "kind"),
    [
        (steps.send_back, "缺本人近期照片", State.RETURNED, StepKind.RETURNED),
        (steps.refuse, REFUSAL_REASONS[2], State.REFUSED, StepKind.REFUSED),
    ],
)
def test_a_decision_at_another_desk_is_recorded_with_its_words_and_its_person(
    question: object, typed: str, state: State, kind: StepKind, handler: Office, make_use: MakeUse,
    open_window: OpenWindow,
) -> None:  # fmt: skip
    use = make_use(State.TO_APPROVE)
    window = open_window(handler)
    assert callable(question)
    question(window, window.desk, use)
    ask = answer(window, text="", password=builders.PASSWORD)
    assert (ask.isVisible(), ask.fields["text"].has_error()) == (True, True)
    assert seals.get_use(handler, use.seq).state is State.TO_APPROVE
    assert not answer(window, text=typed).isVisible()
    after = seals.get_use(handler, use.seq)
    step = after.step(kind)
    assert step is not None
    assert (after.state, step.text, step.by, step.desk) == (
        state,
        typed,
        builders.APPROVER,
        builders.HANDLER,
    )


def test_a_void_entry_says_why_and_whether_the_paper_was_taken_back(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_SEAL)
    window = open_window(approver)
    steps.void(window, window.desk, use)
    assert not answer(window, text="打印错位", halves_kept=True).isVisible()
    after = seals.get_use(approver, use.seq)
    step = after.step(StepKind.VOIDED)
    assert step is not None
    assert (after.state, step.text, step.halves_kept) == (State.VOID, "打印错位", True)


def test_a_finding_is_signed_with_a_day_that_can_be_read(
    handler: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_VERIFY)
    window = open_window(handler)
    steps.sign_finding(window, window.desk, use)
    ask = answer(window, visited_on="前几天", finding="上门见到本人，属实。")
    assert ask.fields["visited_on"].error.text() == "日期看不懂。请写成 2026-9-7 或 9月7日。"
    assert seals.get_use(handler, use.seq).state is State.TO_VERIFY
    day = handler.today()
    assert not answer(window, visited_on=day.isoformat()).isVisible()
    after = seals.get_use(handler, use.seq)
    assert (after.state, after.request.finding, after.request.visited_on) == (
        State.TO_APPROVE,
        "上门见到本人，属实。",
        day,
    )


def test_the_approver_may_send_back_instead_of_approving(
    approver: Office, make_use: MakeUse, open_window: OpenWindow
) -> None:
    use = make_use(State.TO_APPROVE)
    window = open_window(approver)
    steps.approve(window, window.desk, use)
    (ask,) = [each for each in window.findChildren(Ask) if each.isVisible()]
    other = next(button for button in ask.findChildren(type(ask.confirm)) if button.text() == "退回补材料")
    other.click()
    assert not answer(window, text="缺身份证").isVisible()
    assert seals.get_use(approver, use.seq).state is State.RETURNED
