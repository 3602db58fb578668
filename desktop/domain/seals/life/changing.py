"""What may be put right in the description of a seal, and by whom; who approves its use from now on.

The face of a seal does not change: another name or another size is another seal, which is made and activated. What
was written down wrongly is put right.
"""

from collections.abc import Mapping, Sequence

from desktop.domain.people import Account, Role
from desktop.domain.problems import Problem
from desktop.domain.seals.life.records import SEAL_STATE_WORDS, LifeStep, SealState, state_of
from desktop.domain.seals.life.rules import check_new_seal
from desktop.domain.seals.records import Seal
from desktop.domain.seals.rules import KEEPER_APART
from desktop.i18n import _

DESCRIBED = ("name", "issuer", "book_code", "kind", "diameter_mm", "shape", "material")
"""What a seal is, as it was written down when it was made or when the office was founded."""
PERSONS = ("keeper", "approver")
NUMBERED = "domain handbook §A.4：编号在一年里连续，用同一个代字"
ENDED = (SealState.SURRENDERED, SealState.SEALED_AWAY, SealState.DESTROYED)


def may_describe(clerk: Account, seal: Seal) -> bool:
    """Whether somebody may put right what is written of a seal: its keeper, or 街道主要领导."""
    keeps = clerk.has(Role.KEEPER) and clerk.number == seal.keeper
    return keeps or clerk.has(Role.STREET_LEADER)


def may_appoint(clerk: Account, seal: Seal) -> bool:
    """Whether somebody may name who approves the use of a seal.

    Who approves now, 街道主要领导, or the administrator, who names persons at the founding as well. *Source:*
    domain handbook §J.
    """
    approves = clerk.has(Role.APPROVER) and clerk.number == seal.approver
    return approves or clerk.has(Role.STREET_LEADER) or clerk.has(Role.ADMINISTRATOR)


def changed_fields(before: Seal, after: Seal) -> list[str]:
    """What differs between two versions of a seal, its approver last."""
    return [name for name in (*DESCRIBED, "approver") if getattr(before, name) != getattr(after, name)]


def check_seal_change(
    before: Seal,
    after: Seal,
    others: Sequence[Seal],
    people: Mapping[int, Account],
    *,
    clerk: Account,
    life: Sequence[LifeStep],
    entries: int,
    keeper_may_approve: bool,
) -> list[Problem]:
    """A change of what is written of a seal, or of who approves its use.

    `others` are the office's other seals, `entries` how many stand in this seal's book of this year. *Source:*
    国发〔1999〕25号 十三 to 十五; 国办发〔2001〕52号; domain handbook §A.4, §A.5, §J.
    """
    changed = changed_fields(before, after)
    if not changed:
        return [Problem("seals.seal_unchanged", _("什么也没有改。请改了再保存，或取消。"))]
    problems = _who(before, clerk, changed)
    state = state_of(life)
    if state in ENDED:
        message = _("这枚章{state}，资料不能再改。请看它的经过。").format(state=SEAL_STATE_WORDS[state])
        problems.append(Problem("seals.seal_ended", message))
    if "book_code" in changed and entries:
        problems.append(
            Problem(
                "seals.code_in_use",
                _(
                    "今年的登记簿已有 {count} 条用“{code}”编号，今年不能改代字。请明年登记第一条以前再改。"
                ).format(count=entries, code=before.book_code),
                "book_code",
                NUMBERED,
            )
        )
    found = check_new_seal(after, others, people)
    if any(name in DESCRIBED for name in changed):
        problems += [problem for problem in found if problem.field not in PERSONS]
    if "approver" in changed:
        problems += [problem for problem in found if problem.field == "approver"]
        if after.approver == after.keeper and not keeper_may_approve:
            message = _("{name}管着这枚章。本单位规定批准和管章分开。请另选一位。").format(
                name=people[after.keeper].name
            )
            problems.append(Problem("seals.approver_keeps", message, "approver", KEEPER_APART))
    return problems


def _who(seal: Seal, clerk: Account, changed: Sequence[str]) -> list[Problem]:
    problems = []
    if any(name in DESCRIBED for name in changed) and not may_describe(clerk, seal):
        message = _("{name}的资料由它的印章管理人或街道主要领导改。请由他们登录后办理。")
        problems.append(Problem("seals.other_describer", message.format(name=seal.name)))
    if "approver" in changed and not may_appoint(clerk, seal):
        message = _("批准人由现在的批准人、街道主要领导或系统管理改。请由他们登录后办理。")
        problems.append(Problem("seals.other_appointer", message, "approver"))
    return problems
