"""People: signing in, locks, accounts, passwords through crashes, witnesses, recovery, deputies."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.people import Account, NewAccount, Role
from desktop.domain.problems import Damaged, Missing, Refused, Stale, Unavailable
from desktop.services import evidence, people
from desktop.services.office import Office
from desktop.services.people import accounts
from desktop.storage import key_file, keys
from desktop.storage.database import Database
from tests import builders
from tests.builders import (
    ADMIN,
    APPROVER,
    AUDITOR,
    COLLEAGUE,
    EVENING,
    HANDLER,
    NAMES,
    PASSWORD,
    ROLES,
    TODAY,
    MovableClock,
    make_request,
)
from tests.conftest import MakeUse
from tests.services.watch import all_events, refused, rules_of, written

NEW = "Neues-Kennwort-1"
DAY = timedelta(days=1)
AtDesk = Callable[[int], Office]


def account(number: int) -> tuple[str, int]:
    return ("account", number)


def rejected(action: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        action()
    return [(problem.rule, problem.field) for problem in caught.value.problems]


# Signing in and out


@pytest.mark.parametrize("number", sorted(NAMES))
def test_each_person_signs_in_with_their_own_password(at_desk: AtDesk, number: int) -> None:
    office = at_desk(number)
    assert office.clerk == Account(number, NAMES[number], builders.TITLES[number], ROLES[number])
    last = all_events(office)[-1]
    assert (last.kind, last.subject, last.actor, last.payload) == (
        "people.signed_in",
        account(number),
        number,
        {"wrong_passwords_before": 0},
    )


@pytest.mark.parametrize(
    ("number", "signs"), [(HANDLER, True), (APPROVER, True), (ADMIN, False), (AUDITOR, False)]
)
def test_signing_keys_open_only_for_those_who_sign(at_desk: AtDesk, number: int, signs: bool) -> None:
    office = at_desk(number)
    assert (office.signer is not None, office.signing_key is not None) == (signs, signs)


def test_signing_out_is_an_event_and_closes(
    office_folder: Path, clock: MovableClock, auditor: Office
) -> None:
    office = builders.sign_in(office_folder, HANDLER, clock)
    with written(auditor) as log:
        people.sign_out(office)
    assert log.said() == [("people.signed_out", account(HANDLER), {})]
    assert (office.signer, office.signing_key) == (None, None)


def test_who_was_stopped_is_not_named_at_the_door(
    admin: Office, office_folder: Path, auditor: Office
) -> None:
    def change(*, active: bool) -> list[str]:
        people.change_account(admin, COLLEAGUE, title="", roles=ROLES[COLLEAGUE], active=active)
        return people.names_to_sign_in(office_folder)

    everybody = people.names_to_sign_in(office_folder)
    assert change(active=False) == [name for name in everybody if name != NAMES[COLLEAGUE]]
    with pytest.raises(Refused, match="已停用"):
        people.sign_in(office_folder, NAMES[COLLEAGUE], PASSWORD, clock=admin.clock)
    assert evidence.verify_office(auditor).fault is None
    assert change(active=True) == everybody
    people.sign_in(office_folder, NAMES[COLLEAGUE], PASSWORD, clock=admin.clock).close()


def test_names_stand_in_the_order_of_accounts(office_folder: Path) -> None:
    assert people.names_to_sign_in(office_folder) == list(NAMES.values())
    assert people.sample_password(office_folder) == ""


def test_an_unknown_name_and_a_wrong_password_are_refused(office_folder: Path, clock: MovableClock) -> None:
    assert rejected(lambda: people.sign_in(office_folder, "某某", PASSWORD, clock=clock)) == [
        ("people.unknown_name", "name")
    ]
    assert rejected(lambda: people.sign_in(office_folder, "", PASSWORD)) == [("people.unknown_name", "name")]
    assert rejected(lambda: people.sign_in(office_folder, NAMES[HANDLER], "x", clock=clock)) == [
        ("people.wrong_password", "password")
    ]


def test_a_folder_without_an_office_is_named(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="里没有办公室"):
        people.sign_in(tmp_path, "黄建平", PASSWORD)


def test_an_office_whose_database_is_gone_is_named(office_folder: Path, clock: MovableClock) -> None:
    (office_folder / keys.DATABASE).unlink()
    with pytest.raises(Damaged, match=r"office\.db 不见了"):
        builders.sign_in(office_folder, HANDLER, clock)
    assert not (office_folder / keys.DATABASE).exists()


def test_an_office_whose_database_is_damaged_is_named(office_folder: Path, clock: MovableClock) -> None:
    (office_folder / keys.DATABASE).write_bytes(b"x" * 8192)
    with pytest.raises(Unavailable, match="文件已损坏"):
        builders.sign_in(office_folder, HANDLER, clock)


def wrong(folder: Path, clock: MovableClock, times: int = 1, password: str = "x") -> list[str]:
    said = []
    for _ in range(times):
        with pytest.raises(Refused) as caught:
            people.sign_in(folder, NAMES[HANDLER], password, clock=clock)
        said += [problem.message for problem in caught.value.problems]
    return said


def test_five_wrong_passwords_lock_for_ten_minutes(office_folder: Path, clock: MovableClock) -> None:
    assert wrong(office_folder, clock, 5) == [
        *(f"密码不对。还可以试 {left} 次。请看看大小写和输入法。" for left in (4, 3, 2, 1)),
        "密码不对，账户锁定 10 分钟。请稍后再试，或找系统管理。",
    ]
    clock.advance(minutes=9, seconds=59)
    assert wrong(office_folder, clock, 1, PASSWORD) == [
        "账户已锁定。密码连续错了 5 次。请在 09:10 以后再试。"
    ]
    builders.sign_in(office_folder, APPROVER, clock).close()
    clock.advance(seconds=1)
    office = builders.sign_in(office_folder, HANDLER, clock)
    assert all_events(office)[-1].payload == {"wrong_passwords_before": 5}
    office.close()
    assert {slot.failures for slot in keys.read_key_file(office_folder).slots} == {0}


def test_after_the_lock_one_has_five_tries_again(office_folder: Path, clock: MovableClock) -> None:
    wrong(office_folder, clock, 5)
    clock.advance(minutes=10)
    assert wrong(office_folder, clock) == ["密码不对。还可以试 4 次。请看看大小写和输入法。"]


def test_a_good_password_forgets_the_wrong_ones(office_folder: Path, clock: MovableClock) -> None:
    wrong(office_folder, clock, 4)
    builders.sign_in(office_folder, HANDLER, clock).close()
    assert wrong(office_folder, clock) == ["密码不对。还可以试 4 次。请看看大小写和输入法。"]


def test_a_locked_window_opens_with_the_clerks_own_password(handler: Office, office_folder: Path) -> None:
    assert rejected(lambda: people.unlock(handler, "x")) == [("people.wrong_password", "password")]
    people.unlock(handler, PASSWORD)
    assert {slot.failures for slot in keys.read_key_file(office_folder).slots} == {0}


def test_whoever_does_not_sign_confirms_without_keys(handler: Office) -> None:
    person, signer = people.confirm_identity(handler, AUDITOR, PASSWORD)
    assert (person.number, signer) == (AUDITOR, None)


# Accounts


def newcomer(**changes: Any) -> NewAccount:
    return replace(NewAccount(" 赵敏 ", " 社工 ", frozenset({Role.AUDITOR}), NEW), **changes)


def test_the_administrator_adds_a_person(admin: Office, office_folder: Path, clock: MovableClock) -> None:
    with written(admin) as log:
        added = people.add_account(admin, newcomer())
    assert added == Account(6, "赵敏", "社工", frozenset({Role.AUDITOR}))
    assert log.said() == [("people.account_added", account(6), {"roles": ["auditor"], "witness": None})]
    assert log.committed() == [{"name"}]
    assert people.list_people(admin)[-1] == added
    opened = people.sign_in(office_folder, "赵敏", NEW, clock=clock)
    assert (opened.clerk, opened.signer) == (added, None)
    opened.close()
    assert evidence.verify_office(admin).fault is None


def test_a_person_who_signs_is_added_with_a_witness(
    admin: Office, office_folder: Path, clock: MovableClock
) -> None:
    person = newcomer(roles=frozenset({Role.HANDLER}))
    assert refused(admin, lambda: people.add_account(admin, person)) == [
        ("people.witness_missing", "witness")
    ]
    assert refused(admin, lambda: people.add_account(admin, person, witness=(APPROVER, "x"))) == [
        ("people.wrong_password", "password")
    ]
    assert refused(admin, lambda: people.add_account(admin, person, witness=(AUDITOR, PASSWORD))) == [
        ("people.witness_unfit", "witness")
    ]
    with written(admin) as log:
        people.add_account(admin, person, witness=(APPROVER, PASSWORD))
    assert log.said() == [("people.account_added", account(6), {"roles": ["handler"], "witness": APPROVER})]
    opened = people.sign_in(office_folder, "赵敏", NEW, clock=clock)
    assert opened.signer is not None
    opened.close()


@pytest.mark.parametrize("number", [HANDLER, APPROVER, AUDITOR])
def test_accounts_are_the_administrators_work(at_desk: AtDesk, number: int) -> None:
    office = at_desk(number)
    actions: list[Callable[[], object]] = [
        lambda: people.add_account(office, newcomer()),
        lambda: people.change_account(office, COLLEAGUE, title="", roles=ROLES[COLLEAGUE], active=True),
        lambda: people.reset_password(office, COLLEAGUE, NEW),
    ]
    for action in actions:
        assert rules_of(refused(office, action)) == ["people.not_allowed"]


def test_two_administrators_at_once_never_give_one_number_twice(
    admin: Office, at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = at_desk(ADMIN)
    read = keys.read_key_file

    def meanwhile(folder: Path) -> keys.KeyFile:
        monkeypatch.setattr(keys, "read_key_file", read)
        people.add_account(other, newcomer(name="李先"))
        return read(folder)

    monkeypatch.setattr(keys, "read_key_file", meanwhile)
    with pytest.raises(Stale, match="刚才另有人添加了账户"):
        people.add_account(admin, newcomer(name="王后"))
    assert people.add_account(admin, newcomer(name="王后")).number == 7
    named = {account.number: account.name for account in people.list_people(admin)}
    assert (named[6], named[7]) == ("李先", "王后")
    for name in ("李先", "王后"):
        people.sign_in(admin.folder, name, NEW, clock=admin.clock).close()
    assert evidence.verify_office(admin).fault is None


def test_a_person_added_badly_is_refused(admin: Office) -> None:
    person = newcomer(name=NAMES[HANDLER], password="short", roles=frozenset())
    assert refused(admin, lambda: people.add_account(admin, person)) == [
        ("people.name_taken", "name"),
        ("people.role_missing", "roles"),
        ("people.password_length", "password"),
    ]


def test_a_persons_title_and_rest_change(admin: Office) -> None:
    with written(admin) as log:
        changed = people.change_account(admin, COLLEAGUE, title=" 组长 ", roles=ROLES[COLLEAGUE], active=True)
    assert (changed.title, people.list_people(admin)[COLLEAGUE - 1]) == ("组长", changed)
    assert log.said() == [
        ("people.account_changed", account(COLLEAGUE), {"roles": ["handler"], "active": True})
    ]
    with pytest.raises(Missing, match="没有 77 号账户"):
        people.change_account(admin, 77, title="", roles=frozenset(), active=True)
    with pytest.raises(Missing, match="没有 77 号账户"):
        people.reset_password(admin, 77, NEW)


def test_a_duty_is_not_left_without_a_person(admin: Office) -> None:
    assert rules_of(
        refused(
            admin,
            lambda: people.change_account(admin, APPROVER, title="", roles=ROLES[APPROVER], active=False),
        )
    ) == ["people.role_unfilled", "people.role_unfilled"]
    both = frozenset({Role.HANDLER, Role.AUDITOR})
    assert rules_of(
        refused(admin, lambda: people.change_account(admin, COLLEAGUE, title="", roles=both, active=True))
    ) == ["people.duties_apart"]


def test_an_inactive_person_neither_signs_in_nor_approves(
    admin: Office, handler: Office, office_folder: Path, clock: MovableClock, make_use: MakeUse
) -> None:
    people.change_account(admin, COLLEAGUE, title="", roles=ROLES[COLLEAGUE], active=False)
    assert rejected(lambda: builders.sign_in(office_folder, COLLEAGUE, clock)) == [
        ("people.inactive", "name")
    ]
    assert rejected(lambda: people.confirm_identity(handler, COLLEAGUE, PASSWORD)) == [
        ("people.inactive", "password")
    ]


def test_a_person_who_is_to_sign_gets_a_password_and_a_witness(
    admin: Office, office_folder: Path, clock: MovableClock
) -> None:
    def promote(password: str = "", witness: tuple[int, str] | None = None) -> Account:
        roles = frozenset({Role.APPROVER})
        return people.change_account(
            admin, AUDITOR, title="副主任", roles=roles, active=True, password=password, witness=witness
        )

    assert refused(admin, promote) == [("people.password_length", "password")]
    assert refused(admin, lambda: promote(NEW)) == [("people.witness_missing", "witness")]
    with written(admin) as log:
        promote(NEW, (APPROVER, PASSWORD))
    assert log.said() == [
        ("people.account_changed", account(AUDITOR), {"roles": ["approver"], "witness": APPROVER})
    ]
    office = people.sign_in(office_folder, NAMES[AUDITOR], NEW, clock=clock)
    assert office.signer is not None
    office.close()
    assert wrong_for(office_folder, AUDITOR, clock) == [("people.wrong_password", "password")]


def wrong_for(
    folder: Path, number: int, clock: MovableClock, password: str = PASSWORD
) -> list[tuple[str, str]]:
    return rejected(lambda: people.sign_in(folder, NAMES[number], password, clock=clock))


def test_whoever_no_longer_signs_has_no_signing_keys(
    admin: Office, handler: Office, office_folder: Path, clock: MovableClock
) -> None:
    people.change_account(admin, COLLEAGUE, title="", roles=frozenset({Role.AUDITOR}), active=True)
    office = builders.sign_in(office_folder, COLLEAGUE, clock)
    assert (office.signer, office.signing_key) == (None, None)
    office.close()
    assert people.confirm_identity(handler, COLLEAGUE, PASSWORD)[1] is None
    assert refused(
        admin,
        lambda: people.add_account(
            admin, newcomer(roles=frozenset({Role.HANDLER})), witness=(COLLEAGUE, PASSWORD)
        ),
    ) == [("people.witness_unfit", "witness")]


# Passwords


def test_a_person_changes_their_own_password(
    handler: Office, office_folder: Path, clock: MovableClock
) -> None:
    with written(handler) as log:
        people.change_password(handler, PASSWORD, NEW)
    assert log.said() == [
        ("people.password_changed", account(HANDLER), {"roles": ["handler"], "witness": None})
    ]
    assert wrong_for(office_folder, HANDLER, clock) == [("people.wrong_password", "password")]
    office = people.sign_in(office_folder, NAMES[HANDLER], NEW, clock=clock)
    assert office.signer is not None
    assert evidence.verify_office(office).fault is None
    office.close()
    assert [slot.account for slot in keys.read_key_file(office_folder).slots].count(HANDLER) == 1


def test_a_new_password_is_new_and_good_and_the_old_one_known(handler: Office) -> None:
    assert refused(handler, lambda: people.change_password(handler, "x", NEW)) == [
        ("people.wrong_password", "password")
    ]
    assert refused(handler, lambda: people.change_password(handler, PASSWORD, PASSWORD)) == [
        ("people.password_same", "password")
    ]
    assert refused(handler, lambda: people.change_password(handler, PASSWORD, "short")) == [
        ("people.password_length", "password")
    ]


def test_an_administrator_changes_their_own_password(
    admin: Office, office_folder: Path, clock: MovableClock
) -> None:
    people.change_password(admin, PASSWORD, NEW)
    people.sign_in(office_folder, NAMES[ADMIN], NEW, clock=clock).close()


class Crash(BaseException):
    """The power fails."""


@pytest.mark.parametrize("number", [HANDLER, ADMIN])
def test_a_crash_before_the_commit_leaves_the_old_password(
    at_desk: AtDesk, office_folder: Path, clock: MovableClock, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    office = at_desk(number)

    def crash(*_args: object) -> None:
        raise Crash

    with monkeypatch.context() as patch, pytest.raises(Crash):
        patch.setattr(Database, "write", crash)
        people.change_password(office, PASSWORD, NEW)
    assert [slot.account for slot in keys.read_key_file(office_folder).slots].count(number) == 2
    assert wrong_for(office_folder, number, clock, NEW) == [("people.old_slot", "password")]
    opened = builders.sign_in(office_folder, number, clock)
    assert evidence.verify_office(opened).fault is None
    opened.close()
    assert [slot.account for slot in keys.read_key_file(office_folder).slots].count(number) == 1


def test_a_crash_after_the_commit_leaves_the_new_password(
    handler: Office, office_folder: Path, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, times = keys.write_key_file, []

    def crash_at_the_second(folder: Path, file: keys.KeyFile) -> None:
        times.append(folder)
        if len(times) == 2:
            raise Crash
        writing(folder, file)

    with monkeypatch.context() as patch, pytest.raises(Crash):
        patch.setattr(keys, "write_key_file", crash_at_the_second)
        people.change_password(handler, PASSWORD, NEW)
    assert wrong_for(office_folder, HANDLER, clock) == [("people.old_slot", "password")]
    assert rejected(lambda: people.unlock(handler, PASSWORD)) == [("people.inactive", "password")]
    people.sign_in(office_folder, NAMES[HANDLER], NEW, clock=clock).close()
    assert wrong_for(office_folder, HANDLER, clock) == [("people.wrong_password", "password")]


def test_a_forgotten_password_is_reset_with_a_witness(
    admin: Office, office_folder: Path, clock: MovableClock
) -> None:
    wrong(office_folder, clock, 5)
    assert refused(admin, lambda: people.reset_password(admin, HANDLER, NEW)) == [
        ("people.witness_missing", "witness")
    ]
    assert refused(
        admin, lambda: people.reset_password(admin, HANDLER, "x", witness=(APPROVER, PASSWORD))
    ) == [("people.password_length", "password")]
    with written(admin) as log:
        people.reset_password(admin, HANDLER, NEW, witness=(APPROVER, PASSWORD))
    assert log.said() == [
        ("people.password_reset", account(HANDLER), {"roles": ["handler"], "witness": APPROVER})
    ]
    people.sign_in(office_folder, NAMES[HANDLER], NEW, clock=clock).close()


def test_an_auditors_password_is_reset_without_a_witness(
    admin: Office, office_folder: Path, clock: MovableClock
) -> None:
    people.reset_password(admin, AUDITOR, NEW)
    people.sign_in(office_folder, NAMES[AUDITOR], NEW, clock=clock).close()


# Recovery


def test_two_persons_recover_the_office_together(
    office_folder: Path, recovery: tuple[str, str], clock: MovableClock
) -> None:
    office = people.recover(office_folder, recovery[0].lower(), recovery[1].replace("-", " "), clock=clock)
    assert all_events(office)[-1].kind == "people.recovery_used"
    assert (office.clerk, office.signer is not None) == (people.RECOVERED, True)
    people.reset_password(office, ADMIN, NEW)
    people.reset_password(office, APPROVER, NEW)
    assert evidence.verify_office(office).fault is None
    office.close()
    for number in (ADMIN, APPROVER):
        people.sign_in(office_folder, NAMES[number], NEW, clock=clock).close()


def test_a_miswritten_half_is_named(office_folder: Path, recovery: tuple[str, str]) -> None:
    first, second = recovery
    assert rejected(lambda: people.recover(office_folder, second, first)) == [
        ("people.wrong_recovery", "first")
    ]
    assert rejected(lambda: people.recover(office_folder, first[:-1], second)) == [
        ("keys.recovery_half", "first")
    ]
    assert rejected(lambda: people.recover(office_folder, first, "")) == [("keys.recovery_half", "second")]


# Deputies


def test_an_approver_names_and_ends_a_deputy(approver: Office, handler: Office, clock: MovableClock) -> None:
    with written(approver) as log:
        given = people.delegate(approver, COLLEAGUE, TODAY, TODAY + DAY, " 开会 ")
    assert log.said() == [
        (
            "people.deputy_named",
            account(COLLEAGUE),
            {"first_day": TODAY.isoformat(), "last_day": (TODAY + DAY).isoformat()},
        )
    ]
    assert log.committed() == [{"reason"}]
    assert people.list_delegations(handler) == [given]
    assert (given.reason, given.revoked) == ("开会", False)
    assert refused(handler, lambda: people.end_delegation(handler, given.number)) == [
        ("people.not_own_delegation", "delegation")
    ]
    with written(approver) as log:
        people.end_delegation(approver, given.number)
    assert log.said() == [("people.deputy_ended", account(COLLEAGUE), {"delegation": given.number})]
    assert people.list_delegations(handler) == [replace(given, revoked=True)]
    assert rules_of(refused(approver, lambda: people.end_delegation(approver, given.number))) == [
        "people.not_own_delegation"
    ]
    with pytest.raises(Missing, match="没有这次委托"):
        people.end_delegation(approver, 9999)


def test_a_deputy_named_badly_is_refused(approver: Office, handler: Office) -> None:
    assert refused(approver, lambda: people.delegate(approver, APPROVER, TODAY, TODAY - DAY, " ")) == [
        ("people.deputy_self", "deputy"),
        ("people.delegation_days", "last_day"),
        ("people.delegation_reason", "reason"),
    ]
    assert rules_of(refused(handler, lambda: people.delegate(handler, COLLEAGUE, TODAY, TODAY, "忙"))) == [
        "people.not_allowed"
    ]
    with pytest.raises(Missing):
        people.delegate(approver, 77, TODAY, TODAY, "忙")


def test_sign_in_uses_the_computers_clock_when_none_is_given(
    office_folder: Path, monkeypatch: pytest.MonkeyPatch, recovery: tuple[str, str]
) -> None:
    clock = MovableClock(EVENING)
    monkeypatch.setattr(accounts, "SystemClock", lambda: clock)
    office = people.sign_in(office_folder, NAMES[HANDLER], PASSWORD)
    assert office.now() == EVENING
    office.close()
    office = people.recover(office_folder, *recovery)
    assert office.now() == EVENING
    office.close()


def test_the_key_file_holds_no_secret_in_clear(office_folder: Path, handler: Office) -> None:
    text = (office_folder / keys.FILE).read_text("utf-8")
    assert set(json.loads(text)) == {"format", "office", "sample", "slots"}
    assert handler.signing_key is not None
    assert PASSWORD not in text
    assert key_file._b64(handler.database.key) not in text
    assert key_file._b64(handler.signing_key) not in text
    assert make_request().applicant_name not in text


def test_who_signs_no_longer_keeps_nothing_of_the_signing_keys(
    admin: Office, office_folder: Path, clock: MovableClock
) -> None:
    changed = people.change_account(
        admin, builders.COLLEAGUE, title="", roles=frozenset({Role.AUDITOR}), active=True
    )
    slots = [slot for slot in keys.read_key_file(office_folder).slots if slot.account == changed.number]
    assert [slot.signing for slot in slots] == [None]
    office = builders.sign_in(office_folder, builders.COLLEAGUE, clock)
    assert (office.signer, office.clerk.roles) == (None, frozenset({Role.AUDITOR}))
    office.close()


# Grids


def test_a_grid_is_given_kept_and_taken_away(admin: Office) -> None:
    account = next(person for person in people.list_people(admin) if person.number == HANDLER)

    def change(**changes: Any) -> Account:
        return people.change_account(
            admin, HANDLER, title=account.title, roles=account.roles, active=True, **changes
        )

    with written(admin) as log:
        assert change(grid=" 第 2 网格 ").grid == "第 2 网格"
        assert change().grid == "第 2 网格"
        assert change(grid="").grid == ""
    assert [payload.get("grid") for _kind, _subject, payload in log.said()] == ["第 2 网格", None, ""]
    assert refused(admin, lambda: change(grid="第" * 21)) == [("people.grid_unfit", "grid")]


def test_a_new_person_may_have_a_grid(admin: Office) -> None:
    made = people.add_account(admin, newcomer(grid=" 第 3 网格 "))
    assert (made.grid, people.list_people(admin)[-1].grid) == ("第 3 网格", "第 3 网格")
    bad = newcomer(name="王五", grid="第\t3")
    assert refused(admin, lambda: people.add_account(admin, bad)) == [("people.grid_unfit", "grid")]
