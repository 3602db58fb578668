"""The sample office: believable, the same for the same seed, and whole or not there at all."""

from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.domain.problems import Unavailable
from desktop.domain.seals import State, UseFilter
from desktop.forms.kinds import KINDS
from desktop.services import demo, evidence, people, seals, today
from desktop.services.demo import make
from desktop.services.demo import people as cast
from desktop.services.office import Office

DAY = date(2026, 9, 8)


def test_a_sample_has_every_state_and_verifies(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    made = demo.make_sample(
        tmp_path / "s", uses=90, seed=3, today=DAY, progress=lambda done, total: told.append((done, total))
    )
    assert (told[0], told[-1]) == ((0, 90), (90, 90))
    assert [path.stem for path in made.prints] == list(KINDS)
    clock = make.MovingClock(datetime(2026, 9, 8, 9, 46, tzinfo=make.ZONE))
    office = people.sign_in(made.folder, cast.APPROVER, demo.PASSWORD, clock=clock)
    assert office.sample
    assert set(seals.count_states(office, UseFilter())) == set(State) - {State.DRAFT}
    assert len(seals.list_seals(office)) == 4
    bench = today.workbench(office)
    assert (len(bench.waiting[State.TO_APPROVE]), bench.stopped_this_month) == (3, 2)
    assert evidence.verify_office(office).fault is None
    office.close()


@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2026, 3, 9)])
def test_a_sample_early_in_the_year_stays_near_its_day(tmp_path: Path, day: date) -> None:
    made = demo.make_sample(tmp_path / "s", uses=2, today=day)
    clock = make.MovingClock(datetime(day.year, day.month, day.day, 9, 46, tzinfo=make.ZONE))
    office = people.sign_in(made.folder, cast.HANDLERS[0], demo.PASSWORD, clock=clock)
    assert [line.year for line in seals.list_uses(office, UseFilter())] == [day.year, day.year]
    office.close()


def test_a_sample_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: object) -> None:
        raise Unavailable("磁盘已满")

    monkeypatch.setattr(make, "_fill", full)
    with pytest.raises(Unavailable):
        demo.make_sample(tmp_path / "s", uses=2, today=DAY)
    assert list(tmp_path.iterdir()) == []


def test_papers_that_cannot_be_written_are_told(approver: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable):
        make._print(tmp_path / "file" / "print", {cast.APPROVER: approver}, DAY)


def test_a_sample_ahead_of_the_computers_clock_can_be_worked_in(tmp_path: Path) -> None:
    made = demo.make_sample(tmp_path / "s", uses=2, today=DAY)
    early = make.MovingClock(datetime(2026, 9, 1, 9, 0, tzinfo=make.ZONE))
    office = people.sign_in(made.folder, cast.HANDLERS[0], demo.PASSWORD, clock=early)
    assert office.today() == DAY
    seals.stop_request(office, 1, "无犯罪记录证明")
    assert evidence.verify_office(office).fault is None
    office.close()


def test_a_sample_has_a_late_entry_and_a_chain_of_three(tmp_path: Path) -> None:
    folder = demo.make_sample(tmp_path / "s", uses=18, today=DAY).folder
    clock = make.MovingClock(datetime(2026, 9, 8, 9, 46, tzinfo=make.ZONE))
    office = people.sign_in(folder, cast.APPROVER, demo.PASSWORD, clock=clock)
    lines = seals.list_uses(office, UseFilter())
    (late,) = [line for line in lines if line.late]
    assert (late.state, late.late.startswith("补录（停电，纸条 ")) == (State.FILED, True)
    chains = {seals.get_use(office, line.use).chain for line in lines}
    longest = max(chains, key=len)
    assert [link.state for link in longest] == [State.VOID, State.FILED, State.FILED]
    grids = [person.grid for person in people.list_people(office)]
    assert grids == ["第 1 网格", "第 2 网格", "第 3 网格", "第 4 网格", "", "", "", "", ""]
    office.close()


def test_a_sample_in_january_has_last_years_book_closed(tmp_path: Path) -> None:
    folder = demo.make_sample(tmp_path / "s", uses=30, seed=2, today=date(2026, 1, 9)).folder
    clock = make.MovingClock(datetime(2026, 1, 9, 9, 46, tzinfo=make.ZONE))
    office = people.sign_in(folder, cast.APPROVER, demo.PASSWORD, clock=clock)
    books = seals.year_books(office, 1)
    assert [(book.year, book.closing is not None) for book in books] == [(2026, False), (2025, True)]
    assert evidence.verify_office(office).fault is None
    office.close()


def test_a_sample_shows_a_changed_catalogue_and_a_second_wording(tmp_path: Path) -> None:
    made = demo.make_sample(tmp_path / "s", uses=2, today=DAY)
    clock = make.MovingClock(datetime(2026, 9, 8, 9, 46, tzinfo=make.ZONE))
    office = people.sign_in(made.folder, cast.HANDLERS[0], demo.PASSWORD, clock=clock)
    changed = [[change.field for change in version.changes] for version in seals.matter_history(office, 9)]
    assert changed == [["aliases", "note"], ["note"], []]
    listed = {matter.code: matter for matter in seals.list_matters(office, 1)}
    assert (listed["E21"].region, listed["E04"].in_force(DAY), listed["E03"].in_force(DAY)) == (
        "思明区",
        False,
        True,
    )
    versions = seals.list_templates(office, "certificate_conduct")
    assert [(version.version, version.by_name) for version in versions] == [(1, ""), (2, cast.APPROVER)]
    office.close()


def test_the_four_seals_of_a_sample_have_lived(tmp_path: Path) -> None:
    folder = demo.make_sample(tmp_path / "s", uses=3, today=DAY).folder
    clock = make.MovingClock(datetime(2026, 9, 8, 9, 46, tzinfo=make.ZONE))
    office = people.sign_in(folder, cast.APPROVER, demo.PASSWORD, clock=clock)
    assert [
        (life.state.value, [step.kind.value for step in life.steps]) for life in seals.list_lives(office)
    ] == [
        ("in_use", ["specimen"]),
        ("in_use", ["specimen", "handed_over"]),
        ("destroyed", ["stopped", "surrendered", "destroyed"]),
        ("in_use", ["made", "specimen", "activated", "taken_out", "brought_back"]),
    ]
    office.close()
