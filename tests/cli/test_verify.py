"""`verify`: what it finds, what it proves, who may ask for it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain import ledger
from desktop.paths import ROOT
from desktop.services import evidence, people
from desktop.services.office import Office
from desktop.storage import keys, sqlite
from desktop.storage.base import registers
from tests import builders
from tests.cli.calls import open_raw, run
from tests.domain import rfc9162


def test_verify_says_how_many_were_checked(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "verify", sample)
    assert (status, err) == (0, "")
    assert out.startswith("校验通过：台账 ")


def test_verify_of_a_sample_writes_nothing(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = run(capsys, "checkpoint", sample)
    run(capsys, "verify", sample)
    assert run(capsys, "checkpoint", sample) == first


def test_verify_names_a_changed_row_and_ends_with_no(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = open_raw(sample)
    trigger = sqlite.append_only_triggers("seal_uses")["seal_uses_no_update"]
    raw.execute("DROP TRIGGER seal_uses_no_update")
    seq = raw.execute("SELECT min(seq) FROM seal_uses").fetchone()[0]
    raw.execute("UPDATE seal_uses SET copies = copies + 1 WHERE seq = ?", (seq,))
    raw.execute(trigger)
    raw.close()
    status, out, _err = run(capsys, "verify", sample)
    assert status == 1
    assert f"（seal_uses {seq}）" in out
    status, out, _err = run(capsys, "verify", sample, "--json")
    found = json.loads(out)
    assert (status, found["passed"], found["fault"]["kind"], found["fault"]["seq"]) == (
        1,
        False,
        "row_changed",
        seq,
    )


def scribble(folder: Path) -> None:
    content = bytearray((folder / keys.DATABASE).read_bytes())
    content[10:60] = bytes(50)
    (folder / keys.DATABASE).write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (scribble, "打不开台账数据库"),
        (lambda folder: os.truncate(folder / keys.DATABASE, 2_000), "打不开台账数据库"),
        (lambda folder: os.truncate(folder / keys.DATABASE, 0), "是空的"),
        (lambda folder: (folder / keys.DATABASE).unlink(), "不见了"),
        (lambda folder: (folder / keys.FILE).write_text("{"), "钥匙文件 keys.json 已损坏"),
    ],
)
def test_an_office_that_cannot_be_opened_any_more_is_named(
    sample: Path, damage: Callable[[Path], object], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(sample)
    status, out, err = run(capsys, "verify", sample)
    assert (status, out.startswith("没有通过。"), words in out, err) == (1, True, True, "")
    status, out, err = run(capsys, "verify", sample, "--json")
    found = json.loads(out)
    assert (status, found["passed"], found["fault"]["kind"], err) == (1, False, "file", "")
    status, out, err = run(capsys, "checkpoint", sample)
    assert (status, out, words in err) == (2, "", True)


@pytest.mark.parametrize("table", ["events", "log_state", *sorted(registers()), "use_states"])
def test_whatever_table_was_emptied_verify_names_a_fault(
    full_folder: Path, table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = open_raw(full_folder)
    triggers = [row[0] for row in raw.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(f"DELETE FROM {table}")
    for trigger in triggers:
        raw.execute(trigger)
    raw.close()
    secret = tmp_path / "secret"
    secret.write_text(builders.PASSWORD, "utf-8")
    words = ("verify", full_folder, "--user", builders.NAMES[builders.AUDITOR], "--password-file", secret)
    status, out, err = run(capsys, *words)
    assert (status, out.startswith("没有通过。"), err) == (1, True, "")


def test_verify_of_a_real_office_writes_nothing_and_keeps_stopped_people_out(
    office_folder: Path, admin: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(builders.PASSWORD, "utf-8")
    name = builders.NAMES[builders.COLLEAGUE]
    words = ("verify", office_folder, "--user", name, "--password-file", secret)
    before = evidence.log_size(admin)
    assert run(capsys, *words)[0] == 0
    assert evidence.log_size(admin) == before
    roles = builders.ROLES[builders.COLLEAGUE]
    people.change_account(admin, builders.COLLEAGUE, title="", roles=roles, active=False)
    status, _out, err = run(capsys, *words)
    assert (status, "这个账户已停用" in err) == (1, True)


def test_only_a_checkpoint_kept_elsewhere_finds_an_older_office_in_its_place(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older, kept = tmp_path / "older", tmp_path / "checkpoint"
    shutil.copytree(sample, older)
    kept.write_text(run(capsys, "checkpoint", sample, "--user", "陈志明")[1], "utf-8")
    assert run(capsys, "verify", sample, "--against", kept)[0] == 0
    assert run(capsys, "verify", older)[0] == 0
    status, out, _err = run(capsys, "verify", older, "--against", kept)
    assert (status, "末尾从第" in out) == (1, True)


def test_a_forged_checkpoint_is_told_from_a_true_one(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = run(capsys, "checkpoint", sample)[1]
    forged = tmp_path / "forged"
    head, _, tail = text.partition("\n\n")
    lines = head.split("\n")
    forged.write_text(f"{lines[0]}\n{int(lines[1]) - 1}\n{lines[2]}\n\n{tail}", "utf-8")
    status, out, _err = run(capsys, "verify", sample, "--against", forged)
    assert (status, "签名不对" in out) == (1, True)
    forged.write_text("not one", "utf-8")
    status, _out, err = run(capsys, "verify", sample, "--against", forged)
    assert (status, "这不是检查点" in err) == (2, True)


def test_proofs_are_accepted_by_a_second_implementation(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "checkpoint"
    kept.write_text(run(capsys, "checkpoint", sample)[1], "utf-8")
    out = run(capsys, "verify", sample, "--json", "--entry", 9, "--from", kept)[1]
    proofs = json.loads(out)["proofs"]
    inclusion, consistency = proofs["inclusion"], proofs["consistency"]
    assert ledger.leaf_hash(inclusion["event"].encode()).hex() == inclusion["leaf_hash"]
    assert rfc9162.consistent(
        consistency["from_size"],
        consistency["tree_size"],
        bytes.fromhex(consistency["from_root"]),
        bytes.fromhex(consistency["root"]),
        [bytes.fromhex(part) for part in consistency["hashes"]],
    )


def test_no_office_there_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _out, err = run(capsys, "verify", tmp_path)
    assert (status, "没有办公室" in err) == (2, True)


def test_main_runs_a_command_as_a_program(sample: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "verify", str(sample)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "没有一处不符" in done.stdout


@pytest.mark.parametrize(
    ("left", "most", "least"),
    [("all but a byte", 10**6, 50), ("all but a page", 10**6, 50), ("half", 10**6, 0), ("two pages", 0, 0)],
)
def test_a_database_whose_end_was_cut_off_is_named_with_what_can_still_be_read(
    sample: Path, left: str, most: int, least: int, capsys: pytest.CaptureFixture[str]
) -> None:
    database = sample / keys.DATABASE
    size = database.stat().st_size
    rest = {"all but a byte": size - 1, "all but a page": size - 4096, "half": size // 2, "two pages": 8192}
    os.truncate(database, rest[left])
    before = database.read_bytes()
    status, out, err = run(capsys, "verify", sample)
    assert (status, err) == (1, "")
    assert f"office.db 的末尾被截断：应有 {size:,} 字节，只剩 {rest[left]:,} 字节。" in out
    status, text, err = run(capsys, "verify", sample, "--json")
    found = json.loads(text)
    reads = found["events"]
    assert (status, found["passed"], err) == (1, False, "")
    assert (found["fault"]["kind"], found["fault"]["where"]) == ("cut_off", "office.db")
    assert found["fault"]["seq"] == reads + 1
    assert least <= reads <= most
    words = f"台账第 1 到 {reads} 条还读得出来，以后的读不出来。" if reads else "台账一条也读不出来了。"
    assert words in out
    assert database.read_bytes() == before
