"""The commands that scripts call: what they print, what they leave, and how they end."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
import sqlcipher3.dbapi2 as driver

from desktop import cli
from desktop.domain import ledger
from desktop.forms import seals as forms
from desktop.paths import ROOT
from desktop.services import demo, evidence, people
from desktop.services.office import Office, SystemClock
from desktop.storage import events, keys, sqlite
from desktop.storage.base import registers
from desktop.storage.database import Database
from tests import builders
from tests.domain import rfc9162

TODAY = date(2026, 9, 8)


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "office"
    demo.make_sample(folder, uses=14, today=TODAY)
    return folder


@pytest.fixture
def sample(made_sample: Path, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "sample"
    shutil.copytree(made_sample, folder)
    yield folder


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = cli.main([str(word) for word in words])
    out, err = capsys.readouterr()
    return status, out, err


def open_raw(folder: Path) -> driver.Connection:
    """The database as an insider with the key would open it."""
    file = keys.read_key_file(folder)
    opened = keys.open_slot(file.office, file.slots[1], file.sample or builders.PASSWORD)
    assert opened is not None
    return sqlite.connect(folder / keys.DATABASE, opened.data_key)


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
        (lambda folder: os.truncate(folder / keys.DATABASE, 20_000), "打不开台账数据库"),
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


def test_a_sample_that_plays_tomorrow_can_be_worked_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = SystemClock().now().date() + timedelta(days=30)
    demo.make_sample(tmp_path / "s", uses=1, today=later)
    assert run(capsys, "backup", tmp_path / "s", tmp_path / "b.youju")[0] == 0
    clock = SystemClock()
    office = people.sign_in(tmp_path / "s", "黄建平", demo.PASSWORD, clock=clock)
    assert office.today() == later
    office.close()


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


def test_backup_and_restore_keep_what_stood_there(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _err = run(capsys, "backup", sample, tmp_path / "safe")
    assert (status, "校验通过" in out) == (0, True)
    (made,) = (tmp_path / "safe").glob("*.youju")
    back = tmp_path / "back"
    back.mkdir()
    (back / "mine.txt").write_text("kept")
    status, out, _err = run(capsys, "restore", made, back)
    assert (status, "原有的办公室移到了" in out) == (0, True)
    assert [path.read_text() for path in tmp_path.glob("back.*/mine.txt")] == ["kept"]
    assert run(capsys, "verify", back)[0] == 0


def test_a_damaged_backup_is_refused_and_nothing_is_moved(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.youju"
    bad.write_bytes(b"PK no zip")
    status, _out, err = run(capsys, "restore", bad, sample)
    assert (status, "已损坏" in err) == (2, True)
    assert (sample / keys.FILE).exists()


def test_a_real_office_asks_for_a_person(
    office_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    status, _out, err = run(capsys, "verify", office_folder)
    assert (status, "没有说以谁的名义" in err) == (2, True)
    secret = tmp_path / "secret"
    secret.write_text(builders.PASSWORD + "\n", "utf-8")
    name = keys.read_key_file(office_folder).slots[1].name
    assert run(capsys, "verify", office_folder, "--user", name, "--password-file", secret)[0] == 0
    secret.write_text("wrong", "utf-8")
    status, _out, err = run(capsys, "verify", office_folder, "--user", name, "--password-file", secret)
    assert (status, "密码不对" in err) == (1, True)


def test_the_recovery_code_opens_verify_and_backup(
    office_folder: Path,
    recovery: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = tmp_path / "code"
    code.write_text("\n".join(recovery), "utf-8")
    assert run(capsys, "verify", office_folder, "--recovery-file", code)[0] == 0
    assert run(capsys, "backup", office_folder, tmp_path / "b", "--recovery-file", code)[0] == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    status, _out, err = run(capsys, "verify", office_folder, "--recovery-file")
    assert (status, "没有给恢复码" in err) == (2, True)
    code.write_text(recovery[0], "utf-8")
    assert run(capsys, "verify", office_folder, "--recovery-file", code)[0] == 2


def test_no_office_there_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _out, err = run(capsys, "verify", tmp_path)
    assert (status, "没有办公室" in err) == (2, True)


def test_print_lists_and_describes_its_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = run(capsys, "print", "--list")
    assert (status, [line.split("\t")[0] for line in out.splitlines()]) == (0, list(forms.KINDS))
    schema = json.loads(run(capsys, "print", "certificate_pension", "--schema")[1])
    assert schema["type"] == "object"


def test_print_sets_a_specimen_without_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "F.json", tmp_path / "F.pdf"
    example = forms.KINDS["certificate_pension"].example
    source.write_text(json.dumps([example, example], ensure_ascii=False), "utf-8")
    assert run(capsys, "print", "certificate_pension", "--input", source, "--out", out)[0] == 0
    document = pypdfium2.PdfDocument(out)
    assert len(document) == 2
    text = document[0].get_textpage().get_text_range()
    assert ("样张" in text, "核验码" in text) == (True, False)


def test_print_names_the_field_and_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "F.json", tmp_path / "F.pdf"
    example = dict(forms.KINDS["certificate_pension"].example)
    del example["recipient"]
    source.write_text(json.dumps(example, ensure_ascii=False), "utf-8")
    status, _out, err = run(capsys, "print", "certificate_pension", "--input", source, "--out", out)
    assert (status, err.startswith("recipient："), out.exists()) == (2, True, False)
    source.write_text("{\n  bad", "utf-8")
    status, _out, err = run(capsys, "print", "certificate_pension", "--input", source, "--out", out)
    assert (status, "第 2 行不是 JSON" in err) == (2, True)


@pytest.mark.parametrize(
    "words", [("print",), ("print", "certificate_pension"), ("print", "nothing", "--schema")]
)
def test_a_call_that_lacks_something_is_unusable(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert err


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 5_000])
def test_json_without_measure_is_unusable(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "F.json"
    source.write_text(text, "utf-8")
    status, _out, err = run(
        capsys, "print", "certificate_pension", "--input", source, "--out", tmp_path / "o"
    )
    assert (status, "不是一份文书" in err, (tmp_path / "o").exists()) == (2, True, False)


def test_text_that_is_not_utf8_is_unusable(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("王一\n".encode("gb18030")), "gb18030"))
    status, out, err = run(capsys, "names", "sort")
    assert (status, out, "不是 UTF-8" in err) == (2, "", True)
    (tmp_path / "cp").write_bytes(b"\xff\xfe")
    status, _out, err = run(capsys, "verify", sample, "--against", tmp_path / "cp")
    assert (status, "不是 UTF-8" in err) == (2, True)


def test_pipes_carry_utf8_whatever_the_computer_speaks() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "names", "sort"],
        input="䶮一\n王一\n".encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
    )
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "王一\n䶮一\n", b"")


def test_names_are_sorted_and_explained(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("巴一\n王一\n"))
    assert run(capsys, "names", "sort") == (0, "王一\n巴一\n", "")
    monkeypatch.setattr("sys.stdin", io.StringIO("龭\n王一\n"))
    status, out, err = run(capsys, "names", "sort", "--explain")
    assert (status, out.split("\t")[0]) == (1, "王一")
    assert "龭" in err


def test_the_same_seed_and_day_give_the_same_office(tmp_path: Path) -> None:
    made = [demo.make_sample(tmp_path / name, uses=6, seed=7, today=TODAY) for name in "ab"]
    bodies, papers = [], []
    for sample in made:
        raw = open_raw(sample.folder)
        bodies.append(raw.execute("SELECT body FROM events ORDER BY seq").fetchall())
        raw.close()
        papers.append([path.read_bytes() for path in sample.prints])
    assert bodies[0] == bodies[1]
    assert papers[0] == papers[1]


def test_a_sample_is_never_put_over_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("mine")
    status, _out, err = run(capsys, "demo", tmp_path, "--uses", 2, "--today", TODAY)
    assert (status, "不是空文件夹" in err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_demo_prints_its_papers_and_accounts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = run(capsys, "demo", tmp_path / "s", "--uses", 3, "--today", TODAY)
    assert status == 0
    assert [line for line in out.splitlines() if line.endswith(".pdf")] == [
        str(tmp_path / "s" / "print" / f"{name}.pdf") for name in forms.KINDS
    ]
    assert "陈志明　批准人、印章管理人" in out


def test_the_sample_is_encrypted_from_its_first_byte(sample: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(sample / keys.DATABASE).execute("SELECT count(*) FROM events")
    assert not (sample / keys.DATABASE).read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("command", ["demo", "verify", "checkpoint", "backup", "restore", "print", "names"])
def test_each_command_shows_one_real_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert ended.value.code == 0
    assert f"例：main.py {command} " in capsys.readouterr().out


def test_bad_arguments_are_unusable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["demo", "x", "--today", "tomorrow"])
    assert ended.value.code == 2
    assert "日期要写成 2026-09-08" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        cli.main(["demo", "x", "--today", "9999-12-31"])
    assert ended.value.code == 2
    assert "年份要在 2000 到 2099 之间" in capsys.readouterr().err


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


def test_the_log_on_disk_is_what_the_checkpoint_signs(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = ledger.read_checkpoint(run(capsys, "checkpoint", sample)[1])
    file = keys.read_key_file(sample)
    opened = keys.open_slot(file.office, file.slots[1], file.sample)
    assert opened is not None
    database = Database(sample / keys.DATABASE, opened.data_key, "")
    with database.bare() as connection:
        leaves = events.leaves(connection)
    database.close()
    assert ledger.tree_root(leaves[: signed.checkpoint.size]) == signed.checkpoint.root
