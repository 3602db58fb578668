"""What one sheet says: contest by contest valid, invalid or blank, and for whom its marks count."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.elections.records import (
    BallotClass,
    Contest,
    Count,
    Pile,
    Profile,
    Sheet,
    TwoPosts,
    Vote,
    WriteIn,
    WriteInRuling,
)

FOR, AGAINST, NONE = "○", "×", "－"
"""The signs of a sheet as it is kept: as on the paper, and one for no mark."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet comes to in one contest."""

    outcome: BallotClass
    votes_for: tuple[str, ...] = ()
    votes_against: tuple[str, ...] = ()


@dataclass(slots=True)
class Sums:
    """How the sheets of one contest add up."""

    outcomes: Counter[BallotClass]
    votes_for: Counter[str]
    votes_against: Counter[str]


def as_text(sheet: Sheet, contests: Sequence[Contest]) -> str:
    """The marks of one sheet as one short text, the same for the same marks: to be kept, compared and grouped.

    A line for each contest: one sign for each candidate as they stand on the ballot (○ for, × against, － none), then
    each name written in, after a tab and its own sign. What a sheet was ruled to be does not stand in it.
    """
    lines = []
    for vote, contest in zip(sheet.votes, contests, strict=True):
        signs = dict.fromkeys(vote.chosen, FOR) | dict.fromkeys(vote.against, AGAINST)
        marks = "".join(signs.get(name, NONE) for name in contest.candidates)
        written = (f"\t{FOR if each.marked else NONE}{each.name}" for each in sorted(vote.write_ins))
        lines.append(marks + "".join(written))
    return "\n".join(lines)


def from_text(text: str, contests: Sequence[Contest]) -> Sheet:
    """The sheet a text stands for. Raises ValueError for a text that is not of these contests."""
    votes = []
    for line, contest in zip(text.split("\n"), contests, strict=True):
        marks, *written = line.split("\t")
        signed = [*zip(marks, contest.candidates, strict=True)]
        if not set(marks) <= {FOR, AGAINST, NONE} or not all(each[:1] in (FOR, NONE) for each in written):
            raise ValueError(text)
        votes.append(
            Vote(
                tuple(name for sign, name in signed if sign == FOR),
                tuple(name for sign, name in signed if sign == AGAINST),
                tuple(WriteIn(each[1:], each[0] == FOR) for each in written),
            )
        )
    return Sheet(tuple(votes))


def group(texts: Iterable[str], contests: Sequence[Contest]) -> tuple[Pile, ...]:
    """Sheets as `as_text` gives them, equal ones laid together, so that each pile is judged once.

    A million sheets are grouped in C; how many differ decides how long the rest takes.
    """
    return tuple(Pile(count, from_text(text, contests)) for text, count in Counter(texts).items())


def add_up(count: Count, without: Collection[str]) -> list[Sums]:
    """The sums of every contest, without the sheets of some boxes.

    For each contest valid, invalid and blank sheets together are all sheets. *Source:* domain handbook §B.9.1.
    """
    persons = [spellings(count.write_in_rulings.get(each.post, ())) for each in count.contests]
    sheets: Counter[Sheet] = Counter()
    for pile in count.piles:
        if pile.count and pile.box not in without:
            sheets[pile.sheet] += pile.count
    sums = [Sums(Counter(), Counter(), Counter()) for _contest in count.contests]
    for sheet, times in sheets.items():
        for contest, marks in zip(sums, judge(sheet, count, persons), strict=True):
            contest.outcomes[marks.outcome] += times
            for name in marks.votes_for:
                contest.votes_for[name] += times
            for name in marks.votes_against:
                contest.votes_against[name] += times
    return sums


def spellings(rulings: Iterable[WriteInRuling]) -> dict[str, str]:
    """Which person each spelling stands for. A ruling is used once: what it counts for is not looked up again.

    *Source:* domain handbook §B.8 (merging spellings is a ruling with two signatures).
    """
    return {written: each.counts_for for each in rulings for written in each.as_written}


def judge(sheet: Sheet, count: Count, persons: Sequence[Mapping[str, str]]) -> list[Marks]:
    """What one sheet comes to in each contest. `persons` are the spellings ruled on, contest by contest.

    Several contests on one sheet are judged one by one (局部职位有效). *Source:* domain handbook §B.8.
    """
    rulings = sheet.rulings or (None,) * len(sheet.votes)
    marks = [
        judge_vote(vote, contest, count.profile, ruled, names)
        for vote, contest, ruled, names in zip(sheet.votes, count.contests, rulings, persons, strict=True)
    ]
    return one_post_each(marks, count.profile.two_posts) if len(marks) > 1 else marks


def judge_vote(
    vote: Vote, contest: Contest, profile: Profile, ruled: BallotClass | None, persons: Mapping[str, str]
) -> Marks:
    """What the marks in one contest come to.

    - What the committee ruled invalid or blank is that; its marks count for nobody. A sheet ruled readable is judged
      like any other by the marks as given: a ruling makes marks readable, not too many marks few enough.
    - A written name counts with ○; without it only where the profile does not ask for the mark.
    - No mark at all is a blank sheet (弃权票); a name without the ○ it needs is no mark.
    - More persons chosen than seats makes it invalid, candidates and written names together (多选); fewer is fine (少选).
      One person written twice, as the spellings were ruled, is one person. A written name that is a candidate's is
      that candidate.
    - Who is both chosen and opposed, which only a ruling on spelling can bring about, gets neither: clear marks
      count, the rest do not (部分有效).

    *Source:* domain handbook §B.8; 北京市村民委员会选举办法 art. 28; 上海市村民委员会选举办法 art. 19.
    """
    if ruled is BallotClass.INVALID or ruled is BallotClass.BLANK:
        return Marks(ruled)
    chosen, against = vote.chosen, vote.against
    if vote.write_ins:
        written = (each.name for each in vote.write_ins if each.marked or not profile.write_in_needs_mark)
        chosen = tuple(dict.fromkeys((*chosen, *(persons.get(name, name) for name in written))))
    if not chosen and not against:
        return Marks(BallotClass.BLANK)
    if len(chosen) > contest.seats:
        return Marks(BallotClass.INVALID)
    both = set(chosen).intersection(against)
    if both:
        chosen = tuple(name for name in chosen if name not in both)
        against = tuple(name for name in against if name not in both)
    return Marks(BallotClass.VALID, chosen, against)


def one_post_each(marks: list[Marks], rule: TwoPosts) -> list[Marks]:
    """What becomes of a sheet that chooses one person for two posts.

    BALLOT_INVALID: the whole sheet is invalid, in every contest. HIGHER_POST: the choice for the higher post counts, the
    others of that person fall away, and the sheet stays valid; the contests are listed from the highest post. A
    contest in which the sheet is invalid for itself chooses nobody, so it makes no second post.
    *Source:* domain handbook §B.8 (same person for two posts); 浙江省村民委员会选举办法 art. 27.
    """
    times = Counter(name for each in marks for name in each.votes_for)
    if all(number == 1 for number in times.values()):
        return marks
    if rule is TwoPosts.BALLOT_INVALID:
        return [Marks(BallotClass.INVALID) for _each in marks]
    placed: set[str] = set()
    kept = []
    for each in marks:
        chosen = tuple(name for name in each.votes_for if name not in placed)
        placed.update(chosen)
        kept.append(Marks(each.outcome, chosen, each.votes_against))
    return kept
