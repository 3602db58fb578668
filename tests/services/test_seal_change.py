"""修改印章资料: a new version of the seal with its event, or nothing."""

from dataclasses import replace

import pytest

from desktop.domain.people import NewAccount, Role
from desktop.domain.problems import Stale
from desktop.domain.seals.life.rules import SPECIAL
from desktop.services import evidence, people, seals
from desktop.services.office import Office
from tests.builders import APPROVER, HANDLER, PASSWORD, SEAL, make_seal
from tests.conftest import MakeUse
from tests.services.watch import refused, written

BEFORE = make_seal()


def test_what_was_written_wrongly_is_put_right_with_its_event(approver: Office) -> None:
    wanted = replace(BEFORE, kind=SPECIAL, material=" 铜 ", book_code="梧街印", keeper=HANDLER, number=9)
    with written(approver) as log:
        life = seals.change_seal(approver, wanted, BEFORE)
    assert log.said() == [
        ("seals.seal_changed", ("seal", SEAL), {"changed": ["book_code", "kind", "material"]})
    ]
    assert life.seal == replace(BEFORE, kind=SPECIAL, material="铜", book_code="梧街印")
    assert seals.get_life(approver, SEAL).seal == life.seal
    assert evidence.verify_office(approver).fault is None


def test_the_code_is_kept_once_the_years_book_has_an_entry(approver: Office, make_use: MakeUse) -> None:
    make_use()
    wanted = replace(BEFORE, kind=SPECIAL, book_code="梧街印")
    assert refused(approver, lambda: seals.change_seal(approver, wanted, BEFORE)) == [
        ("seals.code_in_use", "book_code")
    ]


def test_another_approver_stands_in_the_log(admin: Office) -> None:
    wanted = replace(BEFORE, approver=HANDLER)
    assert refused(admin, lambda: seals.change_seal(admin, wanted, BEFORE)) == [
        ("seals.new_approver", "approver")
    ]
    person = NewAccount("何美兰", "副主任", frozenset({Role.APPROVER}), PASSWORD)
    boss = people.add_account(admin, person, witness=(APPROVER, PASSWORD)).number
    with written(admin) as log:
        life = seals.change_seal(admin, replace(BEFORE, approver=boss), BEFORE)
    assert log.said() == [("seals.seal_changed", ("seal", SEAL), {"changed": ["approver"], "approver": boss})]
    assert (life.approver_name, life.seal.keeper) == ("何美兰", APPROVER)


def test_somebody_elses_change_is_not_written_over(approver: Office) -> None:
    seals.change_seal(approver, replace(BEFORE, kind=SPECIAL), BEFORE)
    with written(approver) as log, pytest.raises(Stale) as caught:
        seals.change_seal(approver, replace(BEFORE, kind=SPECIAL, material="钢"), BEFORE)
    assert str(caught.value).startswith(f"“{BEFORE.name}”刚被别人改过。")
    assert log.said() == []
