"""A count as a file says it: every field asked for, every number that must agree compared.

What a paper cannot say is refused with its place: a mark for nobody, a name twice on a sheet, sums that differ. What a
paper may say and the law judges (too many marks, none) is read as it stands.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.elections.records import (
    BallotClass,
    Box,
    BoxDecision,
    BoxRuling,
    Contest,
    Count,
    Floor,
    Pile,
    Pool,
    Profile,
    Round,
    Ruling,
    Share,
    Sheet,
    TurnoutBase,
    TwoPosts,
    Vote,
    WinBase,
    WriteIn,
    WriteInRuling,
)
from desktop.domain.elections.rules import is_over_returned
from desktop.domain.written import Field, understand
from desktop.i18n import _

MARKED, NOT_MARKED = "for", "none"


def read_count(text: str) -> Count:
    """The count that a JSON text describes. Raises Misread with the place and line of what cannot be used.

    Beside `for`, what a sheet has none of may be left out (`against`, `write_ins`). A contest may be left out of a
    sheet only where the sheet was ruled invalid or blank in it: a forgotten contest must not pass for a blank one.
    """
    return understand(text, _count)


def _count(field: Field) -> Count:
    fields = field.members(
        ("profile", "round", "registered", "issued", "returned", "contests", "ballots"),
        ("boxes", "box_rulings", "write_in_rulings", "ineligible"),
    )
    contests = _contests(fields["contests"])
    boxes = _boxes(fields["boxes"]) if "boxes" in fields else ()
    count = Count(
        _profile(fields["profile"]),
        fields["round"].choice(Round),
        fields["registered"].whole(),
        fields["issued"].whole(),
        fields["returned"].whole(),
        contests,
        _piles(fields["ballots"], contests, boxes),
        boxes,
        _box_rulings(fields["box_rulings"], boxes) if "box_rulings" in fields else {},
        _write_in_rulings(fields["write_in_rulings"], contests) if "write_in_rulings" in fields else {},
        {name: each.words() for name, each in fields["ineligible"].named().items()}
        if "ineligible" in fields
        else {},
    )
    _compare_sums(count, fields)
    return count


def _profile(field: Field) -> Profile:
    fields = field.members(
        ("turnout", "turnout_base", "win_base", "win", "runoff_floor", "write_in_needs_mark"),
        ("runoff_pool", "runoff_extra", "two_posts"),
    )
    return Profile(
        fields["turnout"].choice(Share, Share.PLURALITY),
        fields["turnout_base"].choice(TurnoutBase),
        fields["win_base"].choice(WinBase),
        fields["win"].choice(Share),
        fields["runoff_floor"].choice(Floor),
        fields["write_in_needs_mark"].truth(),
        fields["runoff_pool"].choice(Pool) if "runoff_pool" in fields else Pool.ALL,
        fields["runoff_extra"].whole() if "runoff_extra" in fields else 1,
        fields["two_posts"].choice(TwoPosts) if "two_posts" in fields else TwoPosts.BALLOT_INVALID,
    )


def _contests(field: Field) -> tuple[Contest, ...]:
    contests, posts = [], set()
    for each in field.items():
        fields = each.members(("post", "seats", "candidates"))
        post = fields["post"].words()
        if post in posts:
            raise fields["post"].refuse(_("这个职位写了两遍。请合成一项。"))
        posts.add(post)
        contests.append(Contest(post, fields["seats"].whole(1), _names(fields["candidates"])))
    if not contests:
        raise field.refuse(_("没有写选举哪个职位。请至少写一项。"))
    return tuple(contests)


def _names(field: Field) -> tuple[str, ...]:
    """Names of which each may stand once."""
    names: list[str] = []
    for each in field.items():
        name = each.words()
        if name in names:
            raise each.refuse(_("“{name}”写了两遍。请只留一个；同名的两个人请加以区别。").format(name=name))
        names.append(name)
    return tuple(names)


def _boxes(field: Field) -> tuple[Box, ...]:
    boxes, names = [], set()
    for each in field.items():
        fields = each.members(("name", "issued", "returned"))
        name = fields["name"].words()
        if name in names:
            raise fields["name"].refuse(_("这个票箱写了两遍。请合成一项。"))
        names.add(name)
        boxes.append(Box(name, fields["issued"].whole(), fields["returned"].whole()))
    return tuple(boxes)


def _piles(field: Field, contests: tuple[Contest, ...], boxes: tuple[Box, ...]) -> tuple[Pile, ...]:
    """The sheets. Rows that say the same are read once, so that a row for every sheet takes hardly longer."""
    names = {box.name for box in boxes}
    rows: dict[str, Pile] = {}
    times: Counter[str] = Counter()
    for each in field.items():
        key = repr(each.value)
        if key not in rows:
            rows[key] = _pile(each, contests, names)
        times[key] += 1
    return tuple(replace(pile, count=pile.count * times[key]) for key, pile in rows.items())


def _pile(field: Field, contests: tuple[Contest, ...], boxes: set[str]) -> Pile:
    fields = field.members(("count", "votes"), ("box", "ruling"))
    count = fields["count"].whole()
    box = fields["box"].words() if "box" in fields else ""
    if box and box not in boxes:
        raise fields["box"].refuse(_("boxes 里没有“{name}”这个票箱。请核对。").format(name=box))
    ruled = _ballot_rulings(fields["ruling"], contests) if "ruling" in fields else {}
    votes = fields["votes"].members(
        tuple(each.post for each in contests if ruled.get(each.post, BallotClass.VALID) is BallotClass.VALID),
        tuple(ruled),
    )
    sheet = Sheet(
        tuple(_vote(votes[each.post], each) if each.post in votes else Vote() for each in contests),
        tuple(ruled.get(each.post) for each in contests) if ruled else (),
    )
    return Pile(count, sheet, box)


def _vote(field: Field, contest: Contest) -> Vote:
    fields = field.members(("for",), ("against", "write_ins"))
    named: set[str] = set()

    def once(each: Field) -> str:
        name = each.words()
        if name in named:
            raise each.refuse(
                _("这张票上“{name}”写了两遍。一张票一个人只能有一个标记。请照票改正。").format(name=name)
            )
        named.add(name)
        return name

    def candidates(key: str) -> tuple[str, ...]:
        names = []
        for each in fields[key].items() if key in fields else []:
            if each.words() not in contest.candidates:
                raise each.refuse(
                    _("“{name}”不是{post}的候选人，这个标记没有对象。另选的人请写在 write_ins 里。").format(
                        name=each.value, post=contest.post
                    )
                )
            names.append(once(each))
        return tuple(names)

    chosen, against, write_ins = candidates("for"), candidates("against"), []
    for each in fields["write_ins"].items() if "write_ins" in fields else []:
        written = each.members(("name", "mark"))
        if written["mark"].value not in (MARKED, NOT_MARKED):
            raise written["mark"].refuse(_("另选他人的标记只能写 for 或 none。请改正。"))
        write_ins.append(WriteIn(once(written["name"]), written["mark"].value == MARKED))
    return Vote(chosen, against, tuple(write_ins))


def _ballot_rulings(field: Field, contests: tuple[Contest, ...]) -> dict[str, BallotClass]:
    ruled = {}
    for post, each in _of_posts(field, contests).items():
        fields = each.members(("class", "by", "reason"))
        _ruling(fields)
        ruled[post] = fields["class"].choice(BallotClass)
    return ruled


def _of_posts(field: Field, contests: tuple[Contest, ...]) -> dict[str, Field]:
    """Fields named by posts, of which none must be there."""
    return field.members((), tuple(each.post for each in contests))


def _ruling(fields: Mapping[str, Field]) -> Ruling:
    """Two different persons and their reason. *Source:* domain handbook §B.8 (a ruling with two signatures)."""
    by = _names(fields["by"])
    if len(by) != 2:
        raise fields["by"].refuse(
            _("裁定要由两个人署名，这里有 {number} 个。请改正。").format(number=len(by))
        )
    return Ruling(by, fields["reason"].words())


def _box_rulings(field: Field, boxes: tuple[Box, ...]) -> dict[str, BoxRuling]:
    known = {box.name: box for box in boxes}
    rulings = {}
    for name, each in field.members((), tuple(known)).items():
        fields = each.members(("decision", "by", "reason"))
        decision = fields["decision"].choice(BoxDecision)
        if decision is BoxDecision.VOID and not is_over_returned(known[name].issued, known[name].returned):
            raise fields["decision"].refuse(
                _("“{name}”收回的票不比发出的多，不能据此裁定选举无效。请核对。").format(name=name)
            )
        rulings[name] = BoxRuling(decision, _ruling(fields))
    return rulings


def _write_in_rulings(field: Field, contests: tuple[Contest, ...]) -> dict[str, tuple[WriteInRuling, ...]]:
    rulings = {}
    for post, listed in _of_posts(field, contests).items():
        found: list[WriteInRuling] = []
        ruled: set[str] = set()
        for each in listed.items():
            fields = each.members(("as_written", "counts_for", "by", "reason"))
            written = _names(fields["as_written"])
            if not written:
                raise fields["as_written"].refuse(_("没有写裁定的是哪种写法。请补上。"))
            if ruled.intersection(written):
                raise fields["as_written"].refuse(_("同一种写法裁定了两次，不知道以哪个为准。请只留一个。"))
            ruled.update(written)
            found.append(WriteInRuling(written, fields["counts_for"].words(), _ruling(fields)))
        rulings[post] = tuple(found)
    return rulings


def _compare_sums(count: Count, fields: Mapping[str, Field]) -> None:
    """Sheets and boxes must come to what is said of them. *Source:* domain handbook §B.9.1.

    Either no sheet of a box is marked with it or all of them are; what is to be discarded must be marked.
    """
    counted = sum(pile.count for pile in count.piles)
    if counted != count.returned:
        raise fields["returned"].refuse(
            _("收回 {returned} 张，ballots 里却有 {counted} 张。两数要相等。请核对。").format(
                returned=count.returned, counted=counted
            )
        )
    for name, said, summed in (
        ("issued", count.issued, sum(box.issued for box in count.boxes)),
        ("returned", count.returned, sum(box.returned for box in count.boxes)),
    ):
        if count.boxes and said != summed:
            raise fields[name].refuse(
                _("各票箱合计 {summed} 张，这里却是 {said} 张。两数要相等。请核对。").format(
                    summed=summed, said=said
                )
            )
    inside: Counter[str] = Counter()
    for pile in count.piles:
        inside[pile.box] += pile.count
    for number, box in enumerate(count.boxes):
        ruled = count.box_rulings.get(box.name)
        discarded = ruled is not None and ruled.decision is BoxDecision.DISCARD
        if inside[box.name] != box.returned and (discarded or inside[box.name]):
            raise (
                fields["boxes"]
                .items()[number]
                .named()["returned"]
                .refuse(
                    _(
                        "“{name}”收回 {returned} 张，ballots 里写明这个票箱的却有 {counted} 张。请核对 box。"
                    ).format(name=box.name, returned=box.returned, counted=inside[box.name])
                )
            )
