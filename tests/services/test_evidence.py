"""Verifying, checkpoints, and what happened lately."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.ledger import read_checkpoint
from desktop.domain.problems import Damaged, Missing, Refused, Unavailable
from desktop.domain.seals import State
from desktop.services import evidence, seals
from desktop.services.office import CHECKPOINT, PAPER, Office
from desktop.storage import keys, sqlite
from tests import builders
from tests.builders import NAMES, MovableClock, make_request
from tests.cli.calls import open_raw
from tests.conftest import MakeUse
from tests.services.watch import all_events


def test_an_office_verifies_with_proofs(approver: Office, make_use: MakeUse) -> None:
    earlier = evidence.checkpoint(approver)
    make_use(state=State.FILED)
    plain = evidence.verify_office(approver, against=earlier)
    assert (plain.fault, plain.proofs, plain.kept_copies) == (None, None, 1)
    proven: Any = evidence.verify_office(approver, entry=3, since=earlier).proofs
    assert set(proven) == {"inclusion", "consistency"}
    assert (proven["inclusion"]["entry"], proven["inclusion"]["root"]) == (3, plain.root.hex())
    assert proven["consistency"]["from_size"] == read_checkpoint(earlier).checkpoint.size
    alone: Any = evidence.verify_office(approver, since=earlier).proofs
    assert set(alone) == {"consistency"}
    assert set(evidence.verify_office(approver, entry=1).proofs or {}) == {"inclusion"}
    with pytest.raises(Missing):
        evidence.verify_office(approver, entry=9999)


def test_a_fault_has_no_proofs(approver: Office, handler: Office) -> None:
    later = evidence.checkpoint(approver)
    forged = later.replace(later.split("\n")[0], "youju/other")
    result = evidence.verify_office(handler, against=forged, entry=1)
    assert result.fault is not None
    assert (result.fault.kind, result.proofs) == ("checkpoint", None)


def test_what_is_no_checkpoint_is_refused(auditor: Office) -> None:
    for arguments in ({"against": "x"}, {"since": "x"}):
        with pytest.raises(Refused) as caught:
            evidence.verify_office(auditor, **arguments)  # type: ignore[arg-type]
        assert [(problem.rule, problem.field) for problem in caught.value.problems] == [
            ("evidence.checkpoint", "against")
        ]


def test_the_checkpoint_is_fresh_for_those_who_sign(approver: Office, auditor: Office) -> None:
    size = evidence.log_size(approver)
    assert read_checkpoint(evidence.checkpoint(approver)).checkpoint.size == size
    kept = read_checkpoint(evidence.checkpoint(auditor))
    assert kept.checkpoint.size == size - 1  # the auditor's own signing in could not be signed
    assert evidence.verify_office(auditor, against=evidence.checkpoint(auditor)).fault is None


def test_what_others_did_is_noticed(handler: Office, approver: Office, make_use: MakeUse) -> None:
    size = evidence.log_size(handler)
    make_use(state=State.TO_SEAL)
    with approver.write() as work:
        work.record("office.backed_up")
    assert evidence.subjects_since(handler, size) == ["seals", "office"]
    assert evidence.subjects_since(handler, evidence.log_size(handler)) == []


def test_what_happened_lately_names_who(handler: Office, make_use: MakeUse) -> None:
    use = make_use(state=State.TO_SEAL).seq
    lately = evidence.recent(handler, 3)
    assert [(event.kind, name) for event, name in lately] == [
        ("seals.paper_signed", "陈志明"),
        ("seals.use_approved", "陈志明"),
        ("seals.finding_signed", "黄建平"),
    ]
    assert [name for _event, name in evidence.recent(handler, 1, kinds=("office.founded",))] == ["程序"]
    history = evidence.history(handler, ("seal_uses", use))
    assert [event.kind for event, _name in history] == [
        "seals.use_recorded",
        "seals.finding_signed",
        "seals.use_approved",
        "seals.paper_signed",
    ]
    assert history[-1][0] == all_events(handler)[-1]
    assert seals.check_request(handler, make_request()) == []


def test_an_office_without_its_signing_keys_is_called_damaged_at_the_door(
    handler: Office, office_folder: Path, clock: MovableClock
) -> None:
    with handler.database.engine.connect() as raw:
        raw.exec_driver_sql("DROP TRIGGER signing_keys_no_delete")
        raw.exec_driver_sql("DELETE FROM signing_keys")
        raw.commit()
    with pytest.raises(Damaged) as damaged:
        builders.sign_in(office_folder, builders.HANDLER, clock)
    assert str(damaged.value) == "办公室的签名钥匙不见了。台账数据库被改过。请用最近的备份恢复。"


@pytest.mark.parametrize(("purpose", "what"), [(CHECKPOINT, "检查点"), (PAPER, "证明")])
def test_a_registered_key_that_is_not_the_private_ones_other_half_is_named_at_the_door(
    handler: Office, office_folder: Path, clock: MovableClock, purpose: str, what: str
) -> None:
    with handler.database.engine.connect() as raw:
        raw.exec_driver_sql("DROP TRIGGER signing_keys_no_update")
        other = keys.public_of(builders.seeded("other")(32))
        raw.exec_driver_sql("UPDATE signing_keys SET public = ? WHERE purpose = ?", (other, purpose))
        raw.commit()
    with pytest.raises(Damaged) as damaged:
        builders.sign_in(office_folder, builders.HANDLER, clock)
    assert str(damaged.value) == (
        f"签{what}的私钥与登记的公钥不是一对。台账数据库里的钥匙被换过。请用最近的备份恢复。"
    )
    builders.sign_in(office_folder, builders.AUDITOR, clock).close()


# Where nothing may be written


@pytest.fixture
def locked(office_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office in a folder that may not be written; `tests/journeys/test_disk.py` has a real one."""
    monkeypatch.setattr(sqlite, "may_only_look", lambda path: path == office_folder / keys.DATABASE)
    return office_folder


def look(folder: Path) -> Office:
    return evidence.open_with_password(
        folder, NAMES[builders.AUDITOR], builders.PASSWORD, clock=MovableClock()
    )


def test_an_office_that_may_not_be_written_is_verified_and_left_as_it_is(locked: Path) -> None:
    before = {path.name: path.read_bytes() for path in locked.iterdir()}
    with closing(look(locked)) as office:
        assert {path.name for path in locked.iterdir()} == set(before)
        assert evidence.verify_office(office).fault is None
        assert {path.name for path in locked.iterdir()} == set(before)
        with pytest.raises(Unavailable), office.write() as work:
            work.record("tests.written")
    assert {path.name: path.read_bytes() for path in locked.iterdir()} == before


def test_a_changed_office_that_may_not_be_written_does_not_pass(locked: Path) -> None:
    raw = open_raw(locked)
    raw.execute("DROP TRIGGER settings_no_delete")
    raw.close()
    with closing(look(locked)) as office:
        fault = evidence.verify_office(office).fault
    assert fault is not None
    assert (fault.kind, fault.where) == ("trigger", "settings_no_delete")


@pytest.mark.usefixtures("handler")
def test_an_office_whose_last_events_stand_in_the_log_alone_must_be_opened_elsewhere(locked: Path) -> None:
    with pytest.raises(Unavailable, match="还有没并入台账数据库的记录"):
        look(locked)


def test_an_office_of_an_older_version_is_not_upgraded_where_nothing_may_be_written(locked: Path) -> None:
    raw = open_raw(locked)
    raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()
    with pytest.raises(Unavailable, match="旧版本的，要先升级，可它的文件夹不能写入"):
        look(locked)
    raw = open_raw(locked)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(Unavailable, match="用更新的版本写过"):
        look(locked)
    raw = open_raw(locked)
    for table in ("alembic_version", "accounts"):
        raw.execute(f"DROP TABLE {table}")
    raw.close()
    with pytest.raises(Damaged, match="表缺了"):
        look(locked)
