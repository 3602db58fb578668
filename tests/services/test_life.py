"""印章台账: each step with its rows and its events, whole or not at all."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop.domain import seals as rules
from desktop.domain.people import NewAccount, Role
from desktop.domain.problems import Missing, Refused
from desktop.domain.seals.life import Approval, LifeKind, LifeRequest, Purpose, SealLife, SealState
from desktop.domain.seals.life.rules import SPECIAL
from desktop.services import evidence, people, seals, today
from desktop.services.office import Office
from desktop.storage import office as offices
from desktop.storage.seals import book
from tests import builders
from tests.builders import (
    ADMIN,
    APPROVER,
    COLLEAGUE,
    HANDLER,
    NAMES,
    PASSWORD,
    ROLES,
    TITLES,
    TODAY,
    MovableClock,
    make_copy,
    make_request,
    make_seal,
    picture,
    seeded,
)

LEADER, SECOND = 6, 7
MORE = {LEADER: ("吴国强", "街道主任", Role.STREET_LEADER), SECOND: ("何美兰", "副主任", Role.KEEPER)}
EVERYONE = {number: name for number, (name, _title, _role) in MORE.items()} | NAMES
Desk = Callable[[int], Office]
SLIP = (Purpose.SLIP, make_copy(picture(shade=9), name="签批单.png"))
SPECIMEN = (Purpose.SPECIMEN, make_copy(name="印模.png"))


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a street leader and a second keeper besides the five of all tests."""
    folder = tmp_path_factory.mktemp("life") / "office"
    staff = [NewAccount(NAMES[n], TITLES[n], ROLES[n], PASSWORD) for n in NAMES]
    staff += [NewAccount(name, title, frozenset({role}), PASSWORD) for name, title, role in MORE.values()]
    builders.found(folder, MovableClock(), people=staff)
    return folder


@pytest.fixture
def desk(founded: Path, tmp_path: Path, clock: MovableClock) -> Iterator[Desk]:
    folder = tmp_path / "copy"
    shutil.copytree(founded, folder)
    opened: dict[int, Office] = {}
    with ExitStack() as stack:

        def at(number: int) -> Office:
            if number not in opened:
                office = people.sign_in(folder, EVERYONE[number], PASSWORD, clock=clock)
                office.database.entropy = seeded(f"life {number}")
                opened[number] = stack.enter_context(closing(office))
            return opened[number]

        yield at


@pytest.fixture
def keeper(desk: Desk) -> Office:
    return desk(APPROVER)


def request(kind: LifeKind, **changes: Any) -> LifeRequest:
    """What is typed for a step that may be entered as it stands."""
    typed: dict[LifeKind, dict[str, Any]] = {
        LifeKind.MADE: {
            "facts": {"maker": "鹭岛印章店", "filing": "厦公印 2026-118"},
            "reason": "社会事务专用",
        },
        LifeKind.SPECIMEN: {"papers": (SPECIMEN,)},
        LifeKind.ACTIVATED: {"facts": {"recipients": "各社区居民委员会"}},
        LifeKind.HANDED_OVER: {"persons": {"witness": ("周敏",)}},
        LifeKind.LOST: {
            "facts": {"reported": "已报梧桐派出所"},
            "persons": {"finder": ("王芳",)},
            "reason": "交接时发现不在柜内",
        },
        LifeKind.STOPPED: {"facts": {"notice": "社区公告栏"}, "reason": "单位更名"},
        LifeKind.SURRENDERED: {
            "facts": {"to": "梧桐街道办事处"},
            "persons": {"hander": ("王芳",), "receiver": ("李强",)},
        },
        LifeKind.SEALED_AWAY: {"facts": {"place": "街道档案室"}, "persons": {"doers": ("王芳",)}},
        LifeKind.DESTROYED: {
            "facts": {"method": "切割", "place": "街道办公室"},
            "persons": {"doers": ("王芳", "李强")},
        },
    }
    return LifeRequest(kind, **({"on": TODAY} | typed.get(kind, {}) | changes))


def outing(clock: MovableClock, **changes: Any) -> LifeRequest:
    typed: dict[str, Any] = {
        "on": None,
        "moment": clock.now(),
        "due_back": clock.now() + timedelta(hours=4),
        "facts": {"place": "梧桐派出所"},
        "persons": {"carriers": ("王芳", "李强")},
        "reason": "现场办理户籍证明",
    }
    return request(LifeKind.TAKEN_OUT, **(typed | changes))


def back(clock: MovableClock, **changes: Any) -> LifeRequest:
    typed: dict[str, Any] = {
        "on": None,
        "moment": clock.now(),
        "impressions": 3,
        "persons": {"carriers": ("王芳",)},
    }
    return request(LifeKind.BROUGHT_BACK, **(typed | changes))


BY_LEADER = Approval(LEADER, PASSWORD)
BY_SLIP = Approval(leader="吴国强")


def made(office: Office, **changes: Any) -> SealLife:
    seal = replace(
        make_seal(), name="梧桐街道办事处民政专用章", book_code="梧民印", kind=SPECIAL, material="铜"
    )
    return seals.register_seal(office, replace(seal, **changes), request(LifeKind.MADE), BY_LEADER)


def events(office: Office, seal: int, since: int = 0) -> list[tuple[str, int]]:
    return [
        (event.kind.removeprefix("seals."), event.actor)
        for event, _who in evidence.history(office, ("seal", seal))
        if event.seq > since
    ]


def refused(act: Callable[[], object], office: Office) -> list[tuple[str, str]]:
    before = evidence.log_size(office)
    with pytest.raises(Refused) as refusal:
        act()
    assert evidence.log_size(office) == before
    return [(problem.rule, problem.field) for problem in refusal.value.problems]


def test_a_seal_of_the_founding_is_in_use(keeper: Office) -> None:
    (life,) = seals.list_lives(keeper)
    assert (life.state, life.steps, life.keeper_name, life.entries) == (SealState.IN_USE, (), "陈志明", 0)
    assert events(keeper, 1) == [("seal_registered", 0)]


def test_a_new_seal_is_made_printed_and_activated(keeper: Office) -> None:
    life = made(keeper)
    assert (life.number, life.state, life.seal.kind, life.seal.material) == (
        2,
        SealState.TO_ACTIVATE,
        "专用章",
        "铜",
    )
    (step,) = life.steps
    assert (step.leader, step.approver, step.facts) == (
        "吴国强",
        LEADER,
        {"maker": "鹭岛印章店", "filing": "厦公印 2026-118"},
    )
    life = seals.record_step(keeper, 2, request(LifeKind.SPECIMEN))
    assert [paper.name for paper in life.steps[-1].papers] == ["印模.png"]
    day = TODAY + timedelta(days=3)
    life = seals.record_step(keeper, 2, request(LifeKind.ACTIVATED, on=day))
    assert (life.state, life.seal.in_use_from) == (SealState.IN_USE, day)
    assert events(keeper, 2) == [
        ("seal_registered", APPROVER),
        ("seal_made", APPROVER),
        ("seal_specimen", APPROVER),
        ("seal_paper_kept", APPROVER),
        ("seal_activated", APPROVER),
        ("seal_changed", APPROVER),
    ]
    assert evidence.verify_office(keeper).passed


def test_making_needs_the_leader(keeper: Office, desk: Desk) -> None:
    seal = replace(make_seal(), name="梧桐街道办事处民政专用章", book_code="梧民印", kind=SPECIAL)

    def make(approval: Approval, office: Office = keeper, *papers: Any) -> Callable[[], object]:
        asked = request(LifeKind.MADE, papers=papers)
        return lambda: seals.register_seal(office, seal, asked, approval)

    assert refused(make(Approval()), keeper) == [
        ("seals.leader_missing", "leader"),
        ("seals.slip_missing", "slip"),
    ]
    assert refused(make(Approval(LEADER)), keeper) == [("seals.leader_password", "password")]
    assert refused(make(Approval(LEADER, "wrong")), keeper) == [("people.wrong_password", "password")]
    assert refused(make(Approval(SECOND, PASSWORD)), keeper) == [("seals.not_leader", "leader")]
    assert refused(make(Approval(HANDLER, PASSWORD), desk(HANDLER)), keeper) == [
        ("people.not_allowed", ""),
        ("seals.not_leader", "leader"),
    ]
    life = seals.register_seal(keeper, seal, request(LifeKind.MADE, papers=(SLIP,)), BY_SLIP)
    assert (life.steps[0].leader, life.steps[0].approver) == ("吴国强", None)
    assert life.steps[0].papers[0].purpose is Purpose.SLIP


def test_the_leader_at_the_desk_approves_by_entering_it(desk: Desk) -> None:
    seal = replace(make_seal(), name="梧桐街道办事处民政专用章", book_code="梧民印", kind=SPECIAL)
    life = seals.register_seal(desk(LEADER), seal, request(LifeKind.MADE))
    assert (life.steps[0].approver, life.steps[0].by) == (LEADER, LEADER)
    again = replace(seal, name="梧桐街道办事处计生专用章", book_code="梧计印")
    life = seals.register_seal(desk(LEADER), again, request(LifeKind.MADE), Approval(LEADER))
    assert life.number == 3


def test_a_seal_that_is_not_right_is_refused_before_anything_is_written(keeper: Office) -> None:
    assert refused(lambda: made(keeper, diameter_mm=46, book_code="梧社印"), keeper) == [
        ("seals.diameter", "diameter_mm"),
        ("seals.same_book", "book_code"),
    ]
    assert [p.rule for p in seals.check_seal(keeper, replace(make_seal(), kind=SPECIAL))] == [
        "seals.name_taken",
        "seals.same_book",
    ]


def test_activation_waits_for_the_specimen(keeper: Office) -> None:
    made(keeper)
    assert refused(lambda: seals.record_step(keeper, 2, request(LifeKind.ACTIVATED)), keeper) == [
        ("seals.no_specimen", "")
    ]


def test_a_seal_that_waits_takes_no_entry_and_one_with_its_own_book_counts_from_one(
    keeper: Office, desk: Desk
) -> None:
    made(keeper)
    with keeper.write() as work:
        book.put_matter(work, builders.make_matter(number=99, seal=2))
        work.record("seals.matter_listed", ("matter", 99))
    handler = desk(HANDLER)
    asked = make_request(seal=2)
    assert refused(lambda: seals.submit_use(handler, asked), handler) == [("seals.not_activated", "matter")]
    seals.record_step(keeper, 2, request(LifeKind.SPECIMEN))
    seals.record_step(keeper, 2, request(LifeKind.ACTIVATED))
    assert seals.submit_use(handler, asked).number == "梧民印〔2026〕1 号"


def test_seals_are_handed_over_together_before_a_witness(keeper: Office) -> None:
    made(keeper)
    lives = seals.hand_over(keeper, [1, 2], SECOND, request(LifeKind.HANDED_OVER))
    assert [(life.seal.keeper, life.keeper_name) for life in lives] == [(SECOND, "何美兰")] * 2
    assert lives[0].steps[-1].persons == {
        "hander": ("陈志明",),
        "receiver": ("何美兰",),
        "witness": ("周敏",),
    }
    assert events(keeper, 1) == [
        ("seal_registered", 0),
        ("seal_handed_over", APPROVER),
        ("seal_changed", APPROVER),
    ]
    assert refused(lambda: seals.record_step(keeper, 1, request(LifeKind.LOST)), keeper) == [
        ("seals.other_keeper", "")
    ]


def test_a_handover_to_nobody_or_before_oneself_is_refused_whole(keeper: Office, desk: Desk) -> None:
    asked = request(LifeKind.HANDED_OVER)
    assert refused(lambda: seals.hand_over(keeper, [1], None, asked), keeper) == [
        ("seals.receiver", "receiver")
    ]
    witness = replace(asked, persons={"witness": ("陈志明",)})
    assert refused(lambda: seals.hand_over(keeper, [1], SECOND, witness), keeper) == [
        ("seals.witness_same", "witness")
    ]
    lives = seals.hand_over(desk(SECOND), [1], SECOND, asked)
    assert lives[0].steps[-1].by == SECOND


def test_a_seal_goes_out_and_comes_back(keeper: Office, desk: Desk, clock: MovableClock) -> None:
    handler, due = desk(HANDLER), clock.now() + timedelta(hours=4)
    waiting = seals.approve_use(keeper, seals.submit_use(handler, make_request()).seq)
    life = seals.record_step(keeper, 1, outing(clock), BY_LEADER)
    assert (life.state, life.outing.due_back if life.outing else None) == (SealState.OUT, due)
    clock.advance(hours=1)
    assert refused(lambda: seals.submit_use(handler, make_request()), handler) == [("seals.out", "matter")]
    assert refused(
        lambda: seals.record_sealing(keeper, waiting.seq, impressions=1, place="办公室"), keeper
    ) == [("seals.out", "matter")]
    assert [problem.rule for problem in seals.check_request(handler, make_request())] == ["seals.out"]
    clock.advance(hours=4)
    assert life.late(clock.now()) == timedelta(hours=1)
    taken = life.steps[-1].seq
    life = seals.record_step(keeper, 1, back(clock))
    assert (life.state, life.steps[-1].ends, life.steps[-1].impressions) == (SealState.IN_USE, taken, 3)
    assert (
        seals.record_sealing(keeper, waiting.seq, impressions=1, place="办公室").state is rules.State.TO_KEEP
    )


def test_the_keeper_the_approver_and_the_leader_are_told_of_what_is_out(
    keeper: Office, desk: Desk, clock: MovableClock
) -> None:
    made(keeper)
    seals.record_step(keeper, 2, request(LifeKind.SPECIMEN))
    seals.record_step(keeper, 2, request(LifeKind.ACTIVATED))
    seals.record_step(keeper, 1, outing(clock), BY_LEADER)
    sooner = outing(clock, due_back=clock.now() + timedelta(hours=1))
    seals.record_step(keeper, 2, sooner, BY_LEADER)
    assert [life.number for life in seals.outings(keeper)] == [2, 1]
    assert [life.number for life in seals.outings(desk(LEADER))] == [2, 1]
    assert seals.outings(desk(HANDLER)) == []
    seals.record_step(keeper, 1, back(clock))
    assert [life.number for life in seals.outings(keeper)] == [2]


def test_the_workbench_reminds_of_a_seal_that_is_late(
    keeper: Office, desk: Desk, clock: MovableClock
) -> None:
    seals.record_step(keeper, 1, outing(clock), BY_LEADER)
    bench = today.workbench(keeper)
    assert (bench.count, bench.late, [out.late for out in bench.outings]) == (0, 0, [None])
    due = clock.now() + timedelta(hours=4)
    clock.advance(hours=6)
    bench = today.workbench(desk(LEADER))
    assert (bench.count, bench.late) == (1, 1)
    assert [(out.life.number, out.due, out.late) for out in bench.outings] == [(1, due, timedelta(hours=2))]
    assert today.workbench(desk(HANDLER)).outings == ()


def test_one_person_does_not_take_a_seal_out(keeper: Office, clock: MovableClock) -> None:
    alone = outing(clock, persons={"carriers": ("王芳",)})
    assert refused(lambda: seals.record_step(keeper, 1, alone, BY_LEADER), keeper) == [
        ("seals.two_persons", "carriers")
    ]


def test_a_stopped_seal_keeps_its_entries_and_takes_no_more(
    keeper: Office, desk: Desk, clock: MovableClock
) -> None:
    handler = desk(HANDLER)
    use = builders.make_use(handler, keeper, rules.State.TO_KEEP)
    early = request(LifeKind.STOPPED, on=TODAY - timedelta(days=1))
    assert refused(lambda: seals.record_step(keeper, 1, early, BY_LEADER), keeper) == [
        ("seals.used_after_stop", "on")
    ]
    life = seals.record_step(keeper, 1, request(LifeKind.STOPPED), BY_LEADER)
    assert life.steps[-1].facts == {"notice": "社区公告栏", "last_number": "梧社印〔2026〕1 号"}
    assert (life.entries, life.last_number) == (1, "梧社印〔2026〕1 号")
    assert seals.submit_use(handler, make_request()).running == 2
    clock.advance(days=1)
    assert refused(lambda: seals.submit_use(handler, make_request()), handler) == [
        ("seals.stopped", "matter")
    ]
    assert seals.get_use(handler, use.seq).number == "梧社印〔2026〕1 号"


def test_a_stopped_seal_is_surrendered_sealed_away_and_destroyed(keeper: Office) -> None:
    for kind, approval, state in (
        (LifeKind.STOPPED, BY_LEADER, SealState.STOPPED),
        (LifeKind.SURRENDERED, Approval(), SealState.SURRENDERED),
        (LifeKind.SEALED_AWAY, Approval(), SealState.SEALED_AWAY),
        (LifeKind.DESTROYED, BY_LEADER, SealState.DESTROYED),
    ):
        assert seals.record_step(keeper, 1, request(kind), approval).state is state
    assert refused(lambda: seals.record_step(keeper, 1, request(LifeKind.LOST)), keeper) == [
        ("seals.life_state", "")
    ]
    assert evidence.verify_office(keeper).passed


def test_a_paper_signed_later_is_kept_with_its_step(keeper: Office, desk: Desk) -> None:
    handler = desk(HANDLER)
    life = seals.record_step(keeper, 1, request(LifeKind.LOST))
    step = life.steps[-1]
    assert step.paper_lacking is Purpose.NOTICE
    assert refused(lambda: seals.keep_papers(keeper, step.seq, Purpose.NOTICE, []), keeper) == [
        ("copies.none", "copy")
    ]
    assert refused(lambda: seals.keep_papers(handler, step.seq, Purpose.NOTICE, [make_copy()]), keeper) == [
        ("people.not_allowed", "")
    ]
    life = seals.keep_papers(keeper, step.seq, Purpose.NOTICE, [make_copy(name="公告.png")])
    (paper,) = life.steps[-1].papers
    assert life.steps[-1].paper_lacking is None
    assert (paper.name, paper.thumbnails) == ("公告.png", make_copy().thumbnails)
    with pytest.raises(Missing):
        seals.keep_papers(keeper, 1, Purpose.NOTICE, [make_copy()])


def test_a_paper_is_opened_by_those_who_may_and_the_look_is_logged(keeper: Office, desk: Desk) -> None:
    life = seals.record_step(keeper, 1, request(LifeKind.SPECIMEN))
    paper = life.steps[-1].papers[0].seq
    (page,) = seals.open_seal_pages(keeper, 1, life.steps[-1].papers[0], width=30)
    assert page.startswith(b"\x89PNG")
    assert seals.open_seal_paper(keeper, 1, paper) == ("image/png", make_copy().content)
    with keeper.read() as work:
        assert [why for _at, _who, why in offices.accesses(work, ("seal", 1))] == ["查看印章单据"] * 2
    with pytest.raises(Missing):
        seals.open_seal_paper(keeper, 2, paper)
    admin = desk(ADMIN)
    assert refused(lambda: seals.open_seal_paper(admin, 1, paper), admin) == [("people.not_allowed", "")]


def test_the_administrator_sees_neither_specimen_nor_reason(keeper: Office, desk: Desk) -> None:
    seals.record_step(keeper, 1, request(LifeKind.SPECIMEN, reason="更换印油后重留"))
    (step,) = seals.get_life(desk(ADMIN), 1).steps
    assert (step.reason, step.papers[0].thumbnails, step.papers[0].name) == ("", (), "印模.png")
    (step,) = seals.get_life(desk(COLLEAGUE), 1).steps
    assert (step.reason, step.papers[0].thumbnails) == ("更换印油后重留", make_copy().thumbnails)


# Papers


def printed(office: Office, step: int) -> tuple[str, str]:
    """The kind of a step's paper, and all its words without blanks."""
    paper = seals.print_step(office, step)
    document = pypdfium2.PdfDocument(paper.pdf)
    words = "".join(page.get_textpage().get_text_bounded() for page in document)
    return paper.kind, "".join(words.split())


def test_each_step_of_a_new_seal_has_its_paper(keeper: Office) -> None:
    made(keeper)
    seals.record_step(keeper, 2, request(LifeKind.SPECIMEN))
    steps = seals.record_step(keeper, 2, request(LifeKind.ACTIVATED)).steps
    kind, words = printed(keeper, steps[0].seq)
    assert kind == "seal_record"
    for part in ("印章刻制登记表", "专用章，圆形，中央五角星，直径42毫米", "铜", "鹭岛印章店", "吴国强"):
        assert part in words
    assert printed(keeper, steps[1].seq)[0] == "seal_specimen"
    kind, words = printed(keeper, steps[2].seq)
    assert "经吴国强批准，“梧桐街道办事处民政专用章”印章自2026年9月1日起启用" in words
    assert events(keeper, 2)[-1] == ("seal_paper_printed", APPROVER)


def test_a_handover_list_names_all_seals_of_the_same_action_and_no_other(
    keeper: Office, desk: Desk, clock: MovableClock
) -> None:
    made(keeper)
    builders.make_use(desk(HANDLER), keeper, rules.State.TO_APPROVE)
    along = request(LifeKind.HANDED_OVER, facts={"along": "登记簿 2 本"})
    first, _second = seals.hand_over(keeper, [1, 2], SECOND, along)
    clock.advance(minutes=5)
    (again,) = seals.hand_over(desk(SECOND), [1], APPROVER, request(LifeKind.HANDED_OVER))
    kind, words = printed(keeper, first.steps[-1].seq)
    assert kind == "seal_handover"
    assert "1厦门市思明区梧桐街道办事处社会事务专用章梧社印42毫米在用〔2026〕1号" in words
    assert "2梧桐街道办事处民政专用章梧民印42毫米铜待启用" in words
    assert "登记簿2本" in words
    assert "民政专用章" not in printed(keeper, again.steps[-1].seq)[1]


def test_the_slip_of_an_outing_is_printed_before_and_after(keeper: Office, clock: MovableClock) -> None:
    asked = outing(clock)
    paper = seals.outing_slip(keeper, 1, asked)
    assert (paper.kind, events(keeper, 1)[-1]) == ("seal_outing", ("seal_paper_printed", APPROVER))
    lacking = replace(asked, moment=None, reason=" ", persons={})
    assert refused(lambda: seals.outing_slip(keeper, 1, lacking), keeper) == [
        ("paper.blank", "reason"),
        ("paper.blank", "carriers"),
        ("paper.blank", "moment"),
    ]
    out = seals.record_step(keeper, 1, replace(asked, papers=(SLIP,)), BY_SLIP).steps[-1]
    assert "同意携带外出。街道主要领导：吴国强年月日" in printed(keeper, out.seq)[1]
    clock.advance(hours=1)
    home = seals.record_step(keeper, 1, back(clock)).steps[-1]
    assert "归还时间2026年9月1日10:00在外印数3次归还人王芳" in printed(keeper, home.seq)[1]
    assert printed(keeper, out.seq) == printed(keeper, home.seq)
    clock.advance(hours=1)
    seals.record_step(keeper, 1, outing(clock), BY_LEADER)
    again = seals.record_step(keeper, 1, back(clock)).steps[-1]
    assert "街道主要领导：吴国强2026年9月1日11:00" in printed(keeper, again.seq)[1]


def test_a_stop_a_loss_and_an_end_have_their_papers(keeper: Office) -> None:
    made(keeper)
    lost = seals.record_step(keeper, 2, request(LifeKind.LOST)).steps[-1]
    assert "印章于2026年9月1日发现遗失。已报梧桐派出所。" in printed(keeper, lost.seq)[1]
    for kind, approval, words in (
        (LifeKind.STOPPED, BY_LEADER, "因单位更名，"),
        (LifeKind.SURRENDERED, Approval(), "印章缴销记录"),
        (LifeKind.SEALED_AWAY, Approval(), "街道档案室"),
        (LifeKind.DESTROYED, BY_LEADER, "李强销毁人（签字）：年月日街道主要领导吴国强"),
    ):
        step = seals.record_step(keeper, 1, request(kind), approval).steps[-1]
        assert words in printed(keeper, step.seq)[1]


def test_the_card_for_a_specimen_is_printed_beforehand(keeper: Office, desk: Desk) -> None:
    paper = seals.specimen_card(keeper, 1)
    assert (paper.kind, len(paper.seal_boxes)) == ("seal_specimen", 3)
    admin = desk(ADMIN)
    assert refused(lambda: seals.specimen_card(admin, 1), admin) == [("people.not_allowed", "")]
