"""Founding an office, its decisions, its keys, and who hears of changes."""

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.office import Profile, Settings
from desktop.domain.problems import Missing, Refused, Unavailable
from desktop.domain.seals import MatterStatus, State
from desktop.services import evidence, matters, people, seals
from desktop.services import office as offices
from desktop.services.office import Office
from desktop.storage import keys, upgrade
from tests import builders
from tests.builders import ADMIN, APPROVER, HANDLER, NAMES, PASSWORD, MovableClock, make_founding, make_seal
from tests.conftest import MakeUse
from tests.services.watch import all_events, refused, rules_of, written

PROFILE = Profile("榕荫社区", "梧桐街道", "思明区")


def test_a_founded_office_begins_with_its_founding(handler: Office) -> None:
    log = all_events(handler)
    kinds = [event.kind for event in log]
    assert kinds == [
        "office.founded",
        *["office.setting_changed"] * 2,
        *["office.key_made"] * 2,
        *["people.account_added"] * 5,
        "seals.seal_registered",
        *["seals.matter_listed"] * 36,
        "people.signed_in",
    ]
    assert {key: log[0].payload[key] for key in ("profile", "sample")} == {
        "profile": asdict(PROFILE),
        "sample": False,
    }
    assert {event.actor for event in log[:-1]} == {0}
    assert evidence.verify_office(handler).fault is None


def test_the_office_has_what_was_typed(handler: Office) -> None:
    assert offices.read_settings(handler) == Settings(PROFILE)
    assert seals.list_seals(handler) == [make_seal()]
    listed = seals.list_matters(handler, 1)
    assert [matter.code for matter in listed][:3] == ["01", "02", "03"]
    assert [matter.status for matter in listed] == [MatterStatus.ALLOWED] * 16 + [MatterStatus.ELSEWHERE] * 20
    assert seals.list_matters(handler, 2) == []
    assert [person.name for person in people.list_people(handler)] == list(NAMES.values())


def test_the_smallest_office_works(tmp_path: Path, clock: MovableClock) -> None:
    founded = builders.found(tmp_path / "deep" / "office", clock, smallest=True)
    assert founded.folder == tmp_path / "deep" / "office"
    assert [len(half) for half in founded.recovery] == [21, 21]
    builders.sign_in(founded.folder, ADMIN, clock).close()
    assert sorted(path.name for path in founded.folder.iterdir()) == ["keys.json", "office.db"]
    assert [path.name for path in founded.folder.parent.iterdir()] == ["office"]


def test_the_same_founding_with_the_same_randomness_is_the_same_office(
    tmp_path: Path, clock: MovableClock
) -> None:
    one, two = (builders.found(tmp_path / name, clock) for name in ("一", "二"))
    assert one.recovery == two.recovery
    assert keys.read_key_file(one.folder) == keys.read_key_file(two.folder)


def test_an_office_with_two_seals_has_two_books(tmp_path: Path, clock: MovableClock) -> None:
    second = make_seal(number=2, book_code="榕居印", name="榕荫社区居民委员会")
    builders.found(tmp_path / "office", clock, more_seals=(second,))
    office = builders.sign_in(tmp_path / "office", HANDLER, clock)
    assert seals.list_seals(office) == [make_seal(), second]
    office.close()


def test_an_office_is_not_founded_from_wrong_words(tmp_path: Path) -> None:
    founding = make_founding(profile=replace(PROFILE, street=""))
    with pytest.raises(Refused):
        offices.found(tmp_path / "office", founding)
    assert list(tmp_path.iterdir()) == []


def test_an_office_is_founded_only_in_an_empty_folder(tmp_path: Path, clock: MovableClock) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    builders.found(folder, clock)
    with pytest.raises(Unavailable, match="已经有一个办公室"):
        builders.found(folder, clock)
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("x")
    with pytest.raises(Unavailable, match="不是空文件夹"):
        builders.found(other, clock)
    with pytest.raises(Unavailable, match="不是空文件夹"):
        builders.found(other / "letter.txt", clock)
    with pytest.raises(Unavailable, match="不能写入"):
        builders.found(other / "letter.txt" / "deeper", clock)


def test_a_founding_that_fails_leaves_nothing(
    tmp_path: Path, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_database: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upgrade, "upgrade", full)
    with pytest.raises(Unavailable, match="磁盘已满"):
        builders.found(tmp_path / "office", clock)
    assert list(tmp_path.iterdir()) == []


def test_the_computers_clock_has_its_offset() -> None:
    now = offices.SystemClock().now()
    assert now.tzinfo is not None
    assert now.microsecond == 0


def test_a_sample_office_may_play_on_another_day() -> None:
    clock = offices.SampleClock(date(2026, 9, 1))
    assert clock.now().date() == date(2026, 9, 1)
    assert clock.now().tzinfo is not None


def test_a_sample_office_opens_without_asking_for_those_who_fit(tmp_path: Path, clock: MovableClock) -> None:
    offices.found(tmp_path / "office", make_founding(), clock=clock, sample=True)
    office = people.sign_in_sample(tmp_path / "office", ["auditor", "administrator"], clock=clock)
    assert (office.clerk.number, office.sample) == (builders.AUDITOR, True)
    assert all_events(office)[-1].kind == "seals.matter_listed"  # a look that is not noted
    office.close()
    office = people.sign_in_sample(tmp_path / "office", ["street_leader", "administrator"], clock=clock)
    assert office.clerk.number == ADMIN
    office.close()


def test_founding_takes_the_computers_clock_when_none_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = MovableClock()
    monkeypatch.setattr(offices, "SystemClock", lambda: clock)
    offices.found(tmp_path / "office", make_founding(), sample=True)
    office = builders.sign_in(tmp_path / "office", HANDLER, clock)
    assert all_events(office)[0].when == clock.now()
    assert (office.sample, offices.read_settings(office).sample) == (True, True)
    assert people.sample_password(tmp_path / "office") == PASSWORD
    office.close()


# Decisions


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("profile", replace(PROFILE, street="凤凰街道"), asdict(replace(PROFILE, street="凤凰街道"))),
        ("keeper_may_approve", False, False),
        ("idle_minutes", 5, 5),
        ("elsewhere", "便民中心", "便民中心"),
        ("kept_by_hour", 17, 17),
        ("introduction_days", 10, 10),
    ],
)
def test_a_decision_is_changed_by_an_event(admin: Office, name: str, value: Any, kept: Any) -> None:
    with written(admin) as log:
        offices.change_setting(admin, name, value)
    assert [(kind, payload) for kind, _subject, payload in log.said()] == [
        ("office.setting_changed", {"name": name, "value": kept})
    ]
    assert getattr(offices.read_settings(admin), name) == value


def test_a_decision_is_the_administrators_and_makes_sense(admin: Office, approver: Office) -> None:
    assert rules_of(refused(approver, lambda: offices.change_setting(approver, "idle_minutes", 5))) == [
        "people.not_allowed"
    ]
    assert refused(admin, lambda: offices.change_setting(admin, "kept_by_hour", 24)) == [
        ("office.setting_unfit", "kept_by_hour")
    ]
    for name in ("sample", "nonsense"):
        with pytest.raises(Missing, match=f"没有“{name}”这项设置"):
            offices.change_setting(admin, name, True)


# Keys


@pytest.mark.parametrize("purpose", [offices.CHECKPOINT, offices.PAPER])
def test_a_key_is_rotated_by_an_event_that_the_old_key_signs(
    approver: Office, handler: Office, purpose: str
) -> None:
    before = evidence.checkpoint(approver)
    with written(approver) as log:
        offices.rotate_key(approver, purpose, entropy=builders.seeded("rotated"))
    public = keys.public_of(builders.seeded("rotated")(32)).hex()
    assert [(kind, payload) for kind, _s, payload in log.said()] == [
        ("office.key_rotated", {"purpose": purpose, "public": public})
    ]
    with approver.write() as work:
        work.record("office.something_done")
    assert evidence.verify_office(approver, against=before).fault is None
    assert evidence.verify_office(approver, against=evidence.checkpoint(approver)).fault is None
    signer = approver.signer
    assert signer is not None
    rotated = {offices.CHECKPOINT: signer.checkpoint_key, offices.PAPER: signer.paper_key}[purpose]
    assert keys.public_bytes(rotated).hex() == public


def test_whoever_does_not_sign_rotates_no_key(admin: Office) -> None:
    assert rules_of(refused(admin, lambda: offices.rotate_key(admin, offices.PAPER))) == [
        "people.not_allowed"
    ]


# Who hears of changes


def test_changes_are_announced_after_the_commit_and_only_then(approver: Office, make_use: MakeUse) -> None:
    heard: list[str] = []
    approver.listen(heard.append)
    use = make_use().seq
    assert heard == []
    seals.approve_use(approver, use)
    assert heard == ["seals"]
    with pytest.raises(Refused):
        seals.approve_use(approver, use)
    assert heard == ["seals"]
    with approver.write() as work:
        work.record("office.a")
        work.record("seals.b")
        work.record("office.c")
    assert heard == ["seals", "office", "seals"]
    assert seals.get_use(approver, use).state is State.TO_SEAL


def test_a_closed_office_has_forgotten_its_keys(office_folder: Path, clock: MovableClock) -> None:
    office = builders.sign_in(office_folder, APPROVER, clock)
    office.close()
    assert (office.signer, office.signing_key) == (None, None)


# Matters


def test_matters_are_found_as_the_clerk_types(handler: Office) -> None:
    listed = [matters.with_keys(matter) for matter in seals.list_matters(handler, 1)]

    def found(typed: str) -> list[str]:
        return [matter.code for matter in matters.find_matters(listed, typed)]

    assert found("") == found("  ") == [f"{n:02}" for n in range(1, 17)]
    assert found("10")[0] == "10"
    assert found("9")[0] == found("09")[0] == "09"
    assert found("养老金")[0] == "10"
    assert "10" in found("YLJ")
    assert found("亲属关系证明")[0] == "E01"
    assert found("没有这样的事") == []
