"""Why a project is granted its money or not: one sentence for each, in which a resident finds every figure."""

from collections.abc import Callable, Sequence

from desktop.domain.grants.records import LOWER_AMOUNT, PANEL_VOTE, Allocation, Award, Outcome, Rule, Standing
from desktop.domain.text.money import grouped
from desktop.i18n import _

Money = Callable[[int], str]
"""How an amount is written: in yuan, or in the currency of the file."""


def points(hundredths: int) -> str:
    """A mean as it is published: two decimals, always."""
    return f"{hundredths // 100}.{hundredths % 100:02}"


def place_by_marks(award: Award, awards: Sequence[Award], rule: Rule) -> str:
    """The first half of the sentence: the rank, the mean, and how both came about."""
    standing = award.standing
    words = [_("平均 {mean} 分").format(mean=points(standing.mean)), _counted(standing, rule)]
    if standing.tied:
        others = "".join(
            f"“{each.standing.project.name}”"
            for each in awards
            if each.standing.rank == standing.rank and each.standing.project != standing.project
        )
        place = _("与{others}并列第 {rank} 名").format(others=others, rank=standing.rank)
        words.append(_("{tie}仍分不出先后").format(tie=_tie_rule(rule)))
    else:
        place = _("排第 {rank} 名").format(rank=standing.rank)
        if standing.level:
            words.append(_("{tie}排定先后").format(tie=_tie_rule(rule)))
    return "，".join([_("按平均分从高到低{place}").format(place=place), *words])


def _counted(standing: Standing, rule: Rule) -> str:
    if standing.dropped:
        how = _("{number} 位评委计分，去掉一个最高分和一个最低分").format(number=standing.counted)
    else:
        how = _("{number} 位评委计分，不足 {least} 位，不去掉最高分和最低分").format(
            number=standing.counted, least=rule.drop_extremes_from
        )
    if standing.recusals:
        how += _("，{number} 位回避").format(number=len(standing.recusals))
    return how


def _tie_rule(rule: Rule) -> str:
    words = [
        _("申请金额低的在前") if word == LOWER_AMOUNT else _("“{name}”分高的在前").format(name=word)
        for word in rule.tie
        if word != PANEL_VOTE
    ]
    return _("同分的按并列规则（{words}）").format(words="、".join(words)) if words else _("同分的")


def place_by_votes(award: Award, *, in_points: bool) -> str:
    """The first half of the sentence, of a project that residents voted on."""
    standing = award.standing
    gained = standing.mean // 100
    if in_points:
        words = _("按得分从多到少排第 {rank} 名，得 {gained} 分（{voters} 人投给它）")
    else:
        words = _("按得票从多到少排第 {rank} 名，得 {gained} 票")
    said = words.format(rank=standing.rank, gained=f"{gained:,}", voters=f"{standing.counted:,}")
    return said + (_("，同样多的按费用低的在前，再按文件里的先后") if standing.level else "")


def money(award: Award, allocation: Allocation, pass_mark: int, write: Money) -> str:
    """The second half: what was left, what it costs, and which rule follows from that."""
    left, cost = write(award.left_fen), write(award.standing.project.amount_fen)
    if award.outcome is Outcome.WAITS:
        return _(
            "在它前面的“{because}”等并列项目要等评选会表决，轮到它时最多还剩 {left}，它要 {cost}，现在还不能定"
        ).format(because=_because(award), left=left, cost=cost)
    words = {
        Outcome.GRANTED: _("轮到它时还剩 {left}，它要 {cost}，够用，所以给 {cost}"),
        Outcome.BELOW: _("还剩 {left}，它要 {cost}，但是没有达到及格线 {line} 分，所以不资助"),
        Outcome.SHORT: _("轮到它时还剩 {left}，它要 {cost}，不够，{rule}"),
        Outcome.STOPPED: _(
            "还剩 {left}，它要 {cost}，但是到前面的“{because}”钱已经不够，按规则名单到那里为止，所以不资助"
        ),
        Outcome.PANEL: _(
            "轮到它们时还剩 {left}，它要 {cost}，谁先谁后结果不同，要由评选会表决，现在还不能定"
        ),
    }
    return words[award.outcome].format(
        left=left, cost=cost, line=grouped(pass_mark), because=_because(award), rule=_short(allocation)
    )


def _because(award: Award) -> str:
    return award.because.name if award.because else ""


def _short(allocation: Allocation) -> str:
    if allocation is Allocation.STOP:
        return _("按规则名单到这里为止，所以不资助")
    return _("按规则跳过它，接着看下一名，所以不资助")


def sentence(*halves: str) -> str:
    """One sentence out of its parts."""
    return "；".join(each for each in halves if each) + "。"
