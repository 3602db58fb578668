"""Taking back what nobody decided yet, and saying why something sealed is put right.

Nothing in the register is changed or deleted: what was submitted and not decided goes back, what was sealed is put
right by a new entry that says why. *Source:* domain handbook §A.3, §A.4.
"""

from desktop.domain.people import Account
from desktop.domain.problems import Problem
from desktop.domain.seals.records import SealUse, State, StepKind
from desktop.domain.seals.rules import APPEND_ONLY, ORDER_OF_WORK
from desktop.domain.seals.steps import check_step_follows
from desktop.i18n import _

WITHDRAWN = "承办人撤回"
"""What the book says of an entry that its handler took back: the words of a return, and who it was."""
REASON = "更正原因："
"""How the finding of an entry begins that puts something sealed right."""


def check_withdrawal(use: SealUse, clerk: Account) -> list[Problem]:
    """A handler takes back an entry of their own that nobody has decided; its number stays in the book.

    *Source:* domain handbook §A.4: 待核实 and 待批准 may become 已退回, and a number is never given again.
    """
    problems = check_step_follows(use, StepKind.RETURNED)
    if use.handler != clerk.number:
        problems.append(
            Problem(
                "seals.other_handler",
                _("这一条由{name}承办。只有承办人本人能撤回。请由本人登录后办理。").format(
                    name=use.handler_name
                ),
                "handler",
                ORDER_OF_WORK,
            )
        )
    return problems


def was_sealed(use: SealUse) -> bool:
    """Whether the seal was ever pressed for this entry: then it is put right only with a reason."""
    return use.step(StepKind.SEALED) is not None


def is_told(use: SealUse) -> bool:
    """Whether somebody decided against the entry, so that its applicant is told why in writing.

    What the office itself wrote is nobody's application.
    """
    if use.request.own_paper is not None:
        return False
    if use.state is State.REFUSED:
        return True
    returned = use.step(StepKind.RETURNED)
    return use.state is State.RETURNED and returned is not None and returned.text != WITHDRAWN


def with_reason(reason: str, finding: str) -> str:
    """The finding of an entry that puts another right: why first, then what was found."""
    rest = without_reason(finding)
    return f"{REASON}{reason.strip()}\n{rest}".strip() if reason.strip() else rest


def without_reason(finding: str) -> str:
    """The finding alone: the reason of an earlier correction is not the reason of this one."""
    first, _newline, rest = finding.partition("\n")
    return rest if first.startswith(REASON) else finding


def reason_of(finding: str) -> str:
    """Why an entry puts another right, as its finding begins; empty where it does not say."""
    first = finding.strip().partition("\n")[0]
    return first.removeprefix(REASON).strip() if first.startswith(REASON) else ""


def check_reason(corrected: SealUse, finding: str) -> list[Problem]:
    """What was sealed is put right only by an entry whose finding says why."""
    if not was_sealed(corrected) or reason_of(finding):
        return []
    return [
        Problem(
            "seals.correction_reason",
            _("{number} 已经盖过章。更正它要写明原因。请在核实意见第一行写“{start}”和原因。").format(
                number=corrected.number, start=REASON
            ),
            "finding",
            APPEND_ONLY,
        )
    ]
