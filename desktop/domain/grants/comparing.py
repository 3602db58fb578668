"""Whether a vote comes out as the city itself selected; where not, at which project, and under what it would."""

from collections.abc import Sequence

from desktop.domain.grants.allocation import allocate
from desktop.domain.grants.records import Allocation, Award, Ballots, Comparison
from desktop.domain.grants.wording import Money
from desktop.i18n import _


def stated(ballots: Ballots) -> dict[str, bool]:
    """Which projects the city selected, by id; empty where the file does not tell."""
    return dict(zip((each.id for each in ballots.projects), ballots.stated, strict=False))


def compare(ballots: Ballots, awards: Sequence[Award], rule: Allocation, write: Money) -> Comparison:
    """Holds our list against the city's. Nothing is guessed: what the file's own figures say is said."""
    city = stated(ballots)
    for award in awards:
        project = award.standing.project
        if city[project.id] == award.selected:
            continue
        spent = sum(ballots.projects[place].amount_fen for place, is_in in enumerate(ballots.stated) if is_in)
        words = _(
            "到第 {rank} 名“{name}”与当地的结果不同：按文件写的预算 {budget}，轮到它时还剩 {left}，它要 {cost}，"
        ) + (_("够用，当地却没有选它") if award.selected else _("按规则轮不到它，当地却选了它"))
        return Comparison(
            False,
            project,
            words.format(
                rank=award.standing.rank,
                name=project.name,
                budget=write(ballots.budget_fen),
                left=write(award.left_fen),
                cost=write(project.amount_fen),
            )
            + _("；当地选中的合计 {spent}，文件没有写为什么").format(spent=write(spent))
            + _under(ballots, awards, rule, write),
        )
    return Comparison(True, None, _("与当地公布的结果一致。"))


def _under(ballots: Ballots, awards: Sequence[Award], rule: Allocation, write: Money) -> str:
    """Under which other rule, or with how much money, the city's list follows from the same votes."""
    city = stated(ballots)
    standings = [each.standing for each in awards]
    other = Allocation.STOP if rule is Allocation.SKIP else Allocation.SKIP
    least, most = _budgets(awards, city, rule)
    if _same(allocate(standings, least, rule), city):
        if most is None:
            return _("；预算若不少于 {least}，同样的规则就与当地一致。").format(least=write(least))
        return _("；预算若在 {least} 到 {most} 之间，同样的规则就与当地一致。").format(
            least=write(least), most=write(most)
        )
    if _same(allocate(standings, ballots.budget_fen, other), city):
        return _("；同样的预算，分配规则改为 {rule} 就与当地一致。").format(rule=other.value)
    return _("；只改预算或只改分配规则，都不能得出当地的结果。")


def _same(awards: Sequence[Award], city: dict[str, bool]) -> bool:
    return all(city[each.standing.project.id] == each.selected for each in awards)


def _budgets(awards: Sequence[Award], city: dict[str, bool], rule: Allocation) -> tuple[int, int | None]:
    """The least money that pays for what the city selected, and the most that leaves out what it did not."""
    spent, most = 0, None
    for each in awards:
        project = each.standing.project
        if city[project.id]:
            spent += project.amount_fen
        elif most is None or rule is Allocation.SKIP:
            short = spent + project.amount_fen - 1
            most = short if most is None else min(most, short)
    return spent, most
