"""The gates between the states: who may decide, press, return, refuse and make void, and in what words."""

from collections.abc import Iterable
from datetime import date

from desktop.domain.people import SEPARATION, Account, Delegation, Role, check_role
from desktop.domain.problems import Problem
from desktop.domain.seals.records import REFUSAL_REASONS, STATE_WORDS, SealUse, StepKind
from desktop.domain.seals.rules import (
    KEEPER_APART,
    LONGEST_LINE,
    LONGEST_TEXT,
    MAY_FOLLOW,
    MOST_COPIES,
    ORDER_OF_WORK,
    has_control,
    number_problem,
)
from desktop.i18n import _


def check_step_follows(use: SealUse, kind: StepKind) -> list[Problem]:
    """Whether the entry is in a state from which this step is possible."""
    if use.state in MAY_FOLLOW[kind]:
        return []
    wanted = "、".join(STATE_WORDS[state] for state in MAY_FOLLOW[kind])
    return [
        Problem(
            "seals.wrong_state",
            _("{number}现在是“{now}”。这一步只能对“{wanted}”的登记做。请看它的经过。").format(
                number=use.number, now=STATE_WORDS[use.state], wanted=wanted
            ),
        )
    ]


def check_approver(
    use: SealUse,
    approver: Account,
    delegations: Iterable[Delegation],
    *,
    today: date,
    keeper_may_approve: bool,
) -> tuple[list[Problem], int | None]:
    """Who may approve, return or refuse this entry; for a deputy also in whose place.

    The handler never does; the keeper only where the office allows it. *Source:* 制度 五、国办发〔2001〕52号.
    """
    in_place_of = None
    problems: list[Problem] = []
    if not approver.has(Role.APPROVER):
        barred = approver.has(Role.ADMINISTRATOR) or approver.has(Role.AUDITOR)
        given = [d.approver for d in delegations if d.deputy == approver.number and d.covers(today)]
        if barred or not given:
            return check_role(approver, Role.APPROVER), None
        # Of several who gave it, one who did not handle this entry.
        in_place_of = next((number for number in given if number != use.handler), given[0])
    if use.handler in (approver.number, in_place_of):
        problems.append(
            Problem(
                "seals.handler_is_approver",
                _("这件事是您经手的。承办人不能批准自己经手的事。请由另一位批准人办理。"),
                "approver",
                f"{ORDER_OF_WORK}；{SEPARATION}",
            )
        )
    if approver.number == use.seal.keeper and not keeper_may_approve:
        problems.append(
            Problem(
                "seals.keeper_is_approver",
                _("您是这枚章的管理人。本单位规定批准和管章分开。请由另一位批准人办理。"),
                "approver",
                KEEPER_APART,
            )
        )
    return problems, in_place_of


def check_sealing(
    use: SealUse, keeper: Account, impressions: int | None, place: str, witness: str = ""
) -> list[Problem]:
    """The keeper presses the seal on an approved paper and says how often and where. *Source:* 制度 四、六."""
    problems = check_step_follows(use, StepKind.SEALED) + check_role(keeper, Role.KEEPER)
    if not problems and keeper.number != use.seal.keeper:
        problems.append(
            Problem(
                "seals.other_keeper",
                _("{name}不由您管理。请由它的印章管理人用印。").format(name=use.seal.name),
                "keeper",
            )
        )
    problems += number_problem("seals.impressions", "impressions", _("印数"), impressions, MOST_COPIES)
    if not place.strip():
        problems.append(Problem("seals.place_missing", _("没有填用印地点。请填写，如“办公室”。"), "place"))
    for field, word, value in (("place", _("用印地点"), place), ("witness", _("监印人"), witness)):
        if len(value) > LONGEST_LINE or has_control(value):
            problems.append(
                Problem(
                    f"seals.{field}_unfit",
                    _("{word}太长或有看不见的字符。请重新输入。").format(word=word),
                    field,
                )
            )
    return problems


def check_opinion(opinion: str) -> list[Problem]:
    """An approval may carry a few words."""
    return _reason_length(opinion)


def check_return(use: SealUse, missing: str) -> list[Problem]:
    """A return says what is missing, so that the resident comes only once more."""
    problems = check_step_follows(use, StepKind.RETURNED)
    if not missing.strip():
        problems.append(Problem("seals.return_reason", _("没有写缺什么。请写清要补的材料或内容。"), "text"))
    return problems + _reason_length(missing)


def check_refusal(use: SealUse, reason: str) -> list[Problem]:
    """A refusal names a reason from the list. *Source:* 制度 七 (对符合规定者，不得拒绝盖章)."""
    problems = check_step_follows(use, StepKind.REFUSED)
    if reason not in REFUSAL_REASONS:
        problems.append(
            Problem(
                "seals.refusal_reason",
                _("没有选不予受理的理由。符合规定的申请不得拒绝。请从列表里选一条。"),
                "text",
                "制度 七：对符合规定者，不得拒绝盖章",
            )
        )
    return problems


def check_void(use: SealUse, reason: str, *, halves_kept: bool) -> list[Problem]:
    """A void paper is kept with both halves, with the reason written down."""
    problems = check_step_follows(use, StepKind.VOIDED)
    if not reason.strip():
        problems.append(Problem("seals.void_reason", _("没有写作废的原因。请写清楚。"), "text"))
    if not halves_kept:
        problems.append(
            Problem(
                "seals.void_halves",
                _("作废的纸要连同存根或副本一起收回存放。请确认已收存，再作废。"),
                "halves_kept",
            )
        )
    return problems + _reason_length(reason)


def _reason_length(text: str) -> list[Problem]:
    if len(text) <= LONGEST_TEXT and not has_control(text, lines=True):
        return []
    return [
        Problem(
            "seals.reason_unfit",
            _("写得太长，或有看不见的字符。最多 {most} 个字。请重新输入。").format(most=LONGEST_TEXT),
            "text",
        )
    ]
