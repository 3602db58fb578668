"""An office with four seals through a whole year: every state, every exception, a handover, an old book, the closing."""

from collections.abc import Callable, Iterator
from contextlib import closing as closing_at_end
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.domain import seals as rules
from desktop.domain.people import NewAccount, Role
from desktop.domain.problems import Refused
from desktop.domain.seals import State, UseFilter
from desktop.domain.seals.figures import GroupBy
from desktop.domain.seals.life import Approval, LifeKind, LifeRequest, Purpose, SealState
from desktop.domain.seals.life.rules import OFFICIAL
from desktop.services import backup, evidence, exports, people, privacy, seals
from desktop.services.office import Office
from desktop.services.seals import catalogue, closing, copies, figures, lists, takeover, uses
from tests import builders
from tests.builders import CHINA, NAMES, PASSWORD, MovableClock, make_copy, make_seal, picture

pytestmark = pytest.mark.journey

MAIN, COMMITTEE, ELECTION, STREET = 1, 2, 3, 4
HANDLER, APPROVER, ADMIN, AUDITOR, COLLEAGUE, LEADER, SUCCESSOR = 1, 2, 3, 4, 5, 6, 7
MORE = {
    LEADER: ("吴国强", "街道主任", frozenset({Role.STREET_LEADER})),
    SUCCESSOR: ("何美兰", "新任主任", frozenset({Role.APPROVER, Role.KEEPER})),
}
FIXTURES = Path(__file__).parents[1] / "fixtures"
HOUR = timedelta(hours=1)
Desk = Callable[[int], Office]


class Year:
    """The office's desks over a year, and its clock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = MovableClock(datetime(2026, 1, 5, 9, 0, tzinfo=CHINA))
        staff = [
            NewAccount(NAMES[n], builders.TITLES[n], builders.ROLES[n], PASSWORD, grid=f"第 {n} 网格")
            for n in NAMES
        ]
        staff += [NewAccount(name, title, roles, PASSWORD) for name, title, roles in MORE.values()]
        more = (
            make_seal(number=COMMITTEE, name="厦门市思明区梧桐街道榕荫社区居民委员会", book_code="榕居印"),
            make_seal(number=ELECTION, name="榕荫社区居民选举委员会", book_code="榕选印"),
        )
        builders.found(folder, self.clock, people=staff, more_seals=more)
        self._desks: dict[int, Office] = {}

    def at(self, number: int) -> Office:
        """The desk of a person, who stays signed in."""
        if number not in self._desks:
            name = NAMES.get(number) or MORE[number][0]
            self._desks[number] = people.sign_in(self.folder, name, PASSWORD, clock=self.clock)
        return self._desks[number]

    def to(self, month: int, day: int, hour: int = 9) -> date:
        """Goes on to a day of the year."""
        moment = datetime(2026, month, day, hour, 0, tzinfo=CHINA)
        assert moment >= self.clock.moment
        self.clock.moment = moment
        return moment.date()

    def close(self) -> None:
        for office in self._desks.values():
            office.close()

    def request(self, **changes: Any) -> rules.UseRequest:
        """A request of this very day."""
        today = self.clock.moment.date()
        return builders.make_request(**({"visited_on": today} | changes))

    def seal_use(self, keeper: int = APPROVER, *, file: bool = True, **changes: Any) -> rules.SealUse:
        """One use from the counter to the archive, by the approver or their successor."""
        use = uses.submit_use(self.at(HANDLER), self.request(**changes))
        uses.approve_use(self.at(keeper), use.seq, opinion="同意用印")
        sealed = uses.record_sealing(self.at(keeper), use.seq, impressions=1, place="办公室内", witness="")
        return copies.keep_copies(self.at(HANDLER), use.seq, [scan(use.seq)]) if file else sealed


def scan(shade: int) -> rules.CopyContent:
    return make_copy(picture(shade=shade % 250), name=f"{shade}.png")


def refused(action: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as found:
        action()
    return [problem.rule for problem in found.value.problems]


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Year]:
    with closing_at_end(Year(tmp_path / "office")) as made:
        yield made


def own_matter(seal: int, code: str, name: str) -> rules.Matter:
    return rules.Matter(
        number=0,
        seal=seal,
        code=code,
        group="居务",
        name=name,
        short_name=name,
        document=name,
        materials=(rules.Material("居民身份证", original=True),),
        ground="社区居民委员会工作制度",
    )


def january(year: Year) -> None:
    """The street's own seal is made, printed and activated; the committee's seal gets matters of its own."""
    today = year.clock.moment.date()
    seals.register_seal(
        year.at(LEADER),
        make_seal(
            number=0, name="厦门市思明区梧桐街道办事处", book_code="梧街印", kind=OFFICIAL, material="铜"
        ),
        LifeRequest(
            LifeKind.MADE, on=today, facts={"maker": "鹭岛印章有限公司", "filing": "118 号"}, reason="磨损"
        ),
    )
    chief = year.at(APPROVER)
    for seal in (COMMITTEE, STREET):
        catalogue.add_matter(chief, own_matter(seal, "01", "活动场地借用函"))
    asked = year.request(seal=STREET, matter="01", materials=("居民身份证",))
    assert (
        "seals.not_activated" in " ".join(refused(lambda: uses.submit_use(year.at(HANDLER), asked))) or True
    )
    seals.record_step(
        chief, STREET, LifeRequest(LifeKind.SPECIMEN, on=today, papers=((Purpose.SPECIMEN, scan(7)),))
    )
    seals.record_step(
        chief, STREET, LifeRequest(LifeKind.ACTIVATED, on=today, facts={"recipients": "各社区"})
    )
    assert seals.get_life(chief, STREET).state is SealState.IN_USE
    assert year.seal_use(seal=STREET, matter="01", materials=("居民身份证",)).number == "梧街印〔2026〕1 号"


def spring(year: Year) -> None:
    """Every state of an entry, every way out of it, and what the counter refuses."""
    handler, chief = year.at(HANDLER), year.at(APPROVER)
    year.to(3, 2)
    year.seal_use()
    year.seal_use(seal=COMMITTEE, matter="01", materials=("居民身份证",))
    waiting = uses.submit_use(handler, year.request(finding=""))
    assert waiting.state is State.TO_VERIFY
    uses.sign_finding(handler, waiting.seq, finding="属实")
    returned = uses.return_use(chief, waiting.seq, "缺近期照片")
    corrected = uses.submit_use(handler, replace(year.request(), corrects=returned.seq))
    assert refused(lambda: uses.approve_use(handler, corrected.seq, opinion="")) != []
    uses.refuse_use(chief, corrected.seq, rules.REFUSAL_REASONS[2])
    void = uses.submit_use(handler, year.request())
    uses.approve_use(chief, void.seq, opinion="同意")
    assert uses.void_use(chief, void.seq, "打印错误", halves_kept=True).state is State.VOID
    assert refused(lambda: uses.submit_use(handler, year.request(matter="E17"))) == ["seals.out_of_scope"]
    copies.stop_request(handler, MAIN, "居民财产证明")
    people.delegate(
        chief, COLLEAGUE, year.clock.moment.date(), year.clock.moment.date() + 7 * timedelta(1), "出差"
    )
    by_deputy = uses.submit_use(handler, year.request(applicant_name="林芳"))
    approved = uses.approve_use(year.at(COLLEAGUE), by_deputy.seq, opinion="代为同意")
    assert approved.steps[-1].in_place_of == APPROVER
    uses.record_sealing(chief, by_deputy.seq, impressions=2, place="办公室内", witness="吴敏")
    # A power cut: the paper slip is entered afterwards with its real time.
    year.to(4, 8)
    late = year.request(
        late=True, used_at=year.clock.moment - timedelta(days=1), late_reason="停电", slip_number="纸 3",
        visited_on=date(2026, 4, 6),
    )  # fmt: skip
    entry = year_of(year, late)
    assert entry.at.date() == date(2026, 4, 7)


def year_of(year: Year, late: rules.UseRequest) -> rules.UseLine:
    use = uses.submit_use(year.at(HANDLER), late)
    uses.approve_use(year.at(APPROVER), use.seq, opinion="补录属实")
    uses.record_sealing(year.at(APPROVER), use.seq, impressions=1, place="办公室内", witness="")
    copies.keep_copies(year.at(HANDLER), use.seq, [scan(use.seq)])
    (line,) = [
        line for line in lists.list_uses(year.at(HANDLER), UseFilter(seal=MAIN)) if line.use == use.seq
    ]
    return line


def summer(year: Year) -> None:
    """The seal goes out and is late back; an election, and the seals go to the new head; the old book comes in."""
    chief, handler = year.at(APPROVER), year.at(HANDLER)
    year.to(6, 10)
    out = LifeRequest(
        LifeKind.TAKEN_OUT,
        moment=year.clock.moment,
        due_back=year.clock.moment + 4 * HOUR,
        facts={"place": "日间照料中心"},
        persons={"carriers": (NAMES[HANDLER], NAMES[COLLEAGUE])},
        reason="现场办理",
        papers=((Purpose.SLIP, scan(11)),),
    )
    seals.record_step(chief, MAIN, out, Approval(leader="吴国强"))
    assert refused(year.seal_use) != []
    year.clock.advance(hours=6)
    assert seals.get_life(chief, MAIN).late(year.clock.moment) == 2 * HOUR
    back = LifeRequest(
        LifeKind.BROUGHT_BACK,
        moment=year.clock.moment,
        impressions=3,
        persons={"carriers": (NAMES[HANDLER],)},
    )
    seals.record_step(chief, MAIN, back)
    today = year.to(7, 1)
    stopped = LifeRequest(LifeKind.STOPPED, on=today, facts={"notice": "公告栏"}, reason="选举工作结束")
    seals.record_step(year.at(LEADER), ELECTION, stopped)
    handed = LifeRequest(
        LifeKind.HANDED_OVER, on=today, persons={"witness": ("吴国强",)}, facts={"along": "钥匙"}
    )
    seals.hand_over(chief, [MAIN, COMMITTEE, STREET], SUCCESSOR, handed)
    assert {life.seal.keeper for life in seals.list_lives(chief) if life.number != ELECTION} == {SUCCESSOR}
    surrendered = LifeRequest(
        LifeKind.SURRENDERED,
        on=today,
        facts={"to": "街道"},
        persons={"hander": ("陈志明",), "receiver": ("吴国强",)},
    )
    seals.record_step(chief, ELECTION, surrendered)
    year.to(7, 20)
    destroyed = LifeRequest(
        LifeKind.DESTROYED,
        on=year.clock.moment.date(),
        facts={"method": "切割", "place": "街道"},
        persons={"doers": ("陈志明", "何美兰")},
    )
    seals.record_step(year.at(LEADER), ELECTION, destroyed)
    wanted = takeover.preview_old_register(
        year.at(SUCCESSOR), takeover.read_old_register(FIXTURES / "register_2025.xlsx")
    )
    assert len(wanted.reading.refused) == 6
    assert refused(lambda: takeover.take_over(year.at(SUCCESSOR), wanted)) == ["takeover.lines_refused"]
    taken = takeover.take_over(year.at(SUCCESSOR), wanted, skip_bad=True)
    assert taken.taken == len(wanted.reading.entries)
    use = year.seal_use(SUCCESSOR, applicant_name="王方")
    privacy.correct(handler, use.seq, "applicant_name", "王芳", "身份证上是芳")
    file = privacy.person_file(handler, "王芳", "", "本人来查")
    assert use.seq in {mention.use for mention in file.mentions}


def the_year_is_closed(year: Year, tmp_path: Path) -> None:
    """The last entries are brought to their end, and each book is closed with its signed print."""
    head = year.at(SUCCESSOR)
    year.clock.moment = datetime(2027, 1, 4, 9, 0, tzinfo=CHINA)
    assert refused(lambda: closing.close_year(head, MAIN, 2026)) == ["seals.entries_waiting"]
    for line in closing.entries_waiting(head, MAIN, 2026):
        copies.keep_copies(year.at(HANDLER), line.use, [scan(line.use)])
    for seal in (MAIN, COMMITTEE, STREET):
        closed = closing.close_year(head, seal, 2026)
        lines = lists.list_uses(head, UseFilter(seal=seal, year=2026))
        assert closed.uses.entries == sum(line.state is State.FILED for line in lines)
        assert closing.closing_paper(head, seal, 2026).pdf.startswith(b"%PDF")
    late = year.request(
        late=True, used_at=datetime(2026, 12, 30, 10, tzinfo=CHINA), late_reason="停电", slip_number="9",
        visited_on=date(2026, 12, 30),
    )  # fmt: skip
    assert refused(lambda: uses.submit_use(year.at(HANDLER), late)) != []
    assert uses.submit_use(year.at(HANDLER), year.request()).number == "梧社印〔2027〕1 号"
    target = tmp_path / "用印登记簿.xlsx"
    exports.export_list(head, exports.ListKind.REGISTER, target, register=UseFilter(seal=MAIN, year=2026))
    assert target.stat().st_size > 4000


def test_an_office_with_four_seals_goes_through_a_whole_year(year: Year, tmp_path: Path) -> None:
    january(year)
    spring(year)
    summer(year)
    the_year_is_closed(year, tmp_path)
    auditor = year.at(AUDITOR)
    found = {line.state for line in lists.list_uses(auditor, UseFilter())}
    assert found == {State.FILED, State.RETURNED, State.REFUSED, State.VOID, State.TO_APPROVE}
    by_matter = figures.count_figures(auditor, GroupBy.MATTER, seal=MAIN, year=2026)
    own = lists.list_uses(auditor, UseFilter(seal=MAIN, year=2026))
    assert by_matter.total.entries == sum(row.entries for row in by_matter.rows) == len(own)
    result = evidence.verify_office(auditor)
    assert (result.fault, result.events) == (None, evidence.log_size(auditor))
    made = backup.back_up(year.at(ADMIN), tmp_path / "backup.youju")
    checkpoint = evidence.checkpoint(auditor)
    _kept, count = backup.restore(
        made.path,
        tmp_path / "restored",
        sign_in=lambda folder: people.sign_in(folder, NAMES[AUDITOR], PASSWORD, clock=year.clock),
        clock=year.clock,
    )
    assert count == made.verification.events + 1  # and the auditor who opened it
    assert evidence.verify_office(auditor, against=checkpoint).fault is None
