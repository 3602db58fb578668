"""An office that somebody spoilt: every command says so in words, and never with the program's insides."""

import json
import os
import shutil
from pathlib import Path

import pytest

from desktop.services import demo
from desktop.storage import backup, keys
from tests.cli.calls import open_raw, run

GARBAGE = ("NULL", "'x'", "X'FF00'", "-1", "'[]'", "'2026-09-08'")
SPOILT_COLUMNS = (
    *(("accounts", name) for name in ("number", "name", "title", "roles", "active", "slot", "salts")),
    *(("signing_keys", name) for name in ("purpose", "public", "wrapped")),
    *(("log_state", name) for name in ("size", "frontier", "last_time", "checkpoint")),
    *(("events", name) for name in ("time", "body", "leaf")),
    ("alembic_version", "version_num"),
)
GONE = ("accounts", "alembic_version", "events", "log_state", "settings", "signing_keys", "use_states")
JUNK: tuple[object, ...] = (*(None, "", "x", -1, 1.5, True, ["a"], {}, "\ud800", "2026-01-01", 10**30),)


def spoil_rows(folder: Path, *statements: str) -> None:
    """Runs statements past every guard that stands in the database."""
    raw = open_raw(folder)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE type = 'table'")
    version = raw.execute("PRAGMA schema_version").fetchone()[0]
    raw.execute(f"PRAGMA schema_version = {version + 1}")
    raw.close()
    raw = open_raw(folder)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        raw.execute(statement)
    raw.close()


def calls(folder: Path, place: Path) -> list[tuple[object, ...]]:
    """Every command that opens an office, on this one."""
    secret = place / "secret"
    secret.write_text(demo.PASSWORD, "utf-8")
    shutil.copytree(folder, place / "packed")
    (place / "packed" / "checkpoint").write_text("x")
    made = place / "spoilt.youju"
    if (folder / keys.DATABASE).is_file() and (folder / keys.FILE).is_file():
        backup._pack(place / "packed", made)  # as somebody would who wants it to be taken for a good one
    return [
        ("verify", folder, "--json"),
        ("checkpoint", folder),
        ("backup", folder, place / "backups"),
        ("restore", made, place / "restored"),
        ("checkpoint", folder, "--user", "陈志明", "--password-file", secret),
    ]


def said_in_words(folder: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No command ends otherwise than it may: 0 and the answer, 1 and what is wrong, 2 and why not."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for words in calls(folder, place):
        status, out, err = run(capsys, *words)
        assert status in (0, 1, 2), words
        assert bool(out) != bool(err), (words, status, out, err)
        assert "Error" not in out + err, (words, out, err)
        assert bool(out) == (status == 0 or (words[0] == "verify" and status == 1 and not err)), words


@pytest.mark.parametrize(("table", "column"), SPOILT_COLUMNS)
def test_garbage_in_a_column_is_said_in_words(
    made_sample: Path, tmp_path: Path, table: str, column: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for value in GARBAGE:
        folder = tmp_path / "office"
        shutil.copytree(made_sample, folder)
        spoil_rows(folder, f"UPDATE OR IGNORE {table} SET {column} = {value}")
        said_in_words(folder, tmp_path / "calls", capsys)
        shutil.rmtree(folder)


@pytest.mark.parametrize("table", GONE)
@pytest.mark.parametrize("how", ["DROP TABLE {}", "DELETE FROM {}"])
def test_a_table_that_is_gone_or_empty_is_said_in_words(
    sample: Path, tmp_path: Path, table: str, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil_rows(sample, how.format(table))
    said_in_words(sample, tmp_path / "calls", capsys)
    assert run(capsys, "verify", sample)[0] == 1


@pytest.mark.parametrize("slots", ["one slot", "every slot"])
@pytest.mark.parametrize("field", sorted(keys.Slot(1, "", b"", b"", None, (1, 8, 1)).to_json()))
def test_garbage_in_the_key_file_is_said_in_words(
    made_sample: Path, tmp_path: Path, slots: str, field: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(made_sample, folder)
    good = (folder / keys.FILE).read_text("utf-8")
    for value in JUNK:
        data = json.loads(good)
        for slot in data["slots"][1:] if slots == "every slot" else data["slots"][1:2]:
            slot[field] = value
        (folder / keys.FILE).write_text(json.dumps(data), "utf-8")
        said_in_words(folder, tmp_path / "calls", capsys)


@pytest.mark.parametrize("field", ["format", "office", "sample", "slots"])
def test_a_garbled_key_file_is_said_in_words(
    sample: Path, tmp_path: Path, field: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (sample / keys.FILE).read_text("utf-8")
    for value in JUNK:
        (sample / keys.FILE).write_text(json.dumps(json.loads(good) | {field: value}), "utf-8")
        said_in_words(sample, tmp_path / "calls", capsys)


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 5_000, "", "\x00", "null", '"\\ud800"'])
def test_a_key_file_that_is_none_is_said_in_words(
    sample: Path, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (sample / keys.FILE).write_text(text, "utf-8")
    said_in_words(sample, tmp_path / "calls", capsys)
    assert run(capsys, "verify", sample)[0] == 1


@pytest.mark.parametrize("part", [0.0, 0.001, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_database_that_was_cut_off_is_said_in_words(
    sample: Path, tmp_path: Path, part: float, capsys: pytest.CaptureFixture[str]
) -> None:
    database = sample / keys.DATABASE
    os.truncate(database, int(database.stat().st_size * part))
    said_in_words(sample, tmp_path / "calls", capsys)
    assert run(capsys, "verify", sample)[0] == 1


@pytest.mark.parametrize("part", [0.0, 0.01, 0.2, 0.5, 0.8])
def test_a_database_that_was_scribbled_over_is_said_in_words(
    sample: Path, tmp_path: Path, part: float, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bytearray((sample / keys.DATABASE).read_bytes())
    at = int(len(content) * part)
    content[at : at + 200] = bytes(200)
    (sample / keys.DATABASE).write_bytes(content)
    said_in_words(sample, tmp_path / "calls", capsys)


@pytest.mark.parametrize("name", [keys.FILE, keys.DATABASE])
def test_a_folder_in_the_place_of_a_file_is_said_in_words(
    sample: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (sample / name).unlink()
    (sample / name).mkdir()
    said_in_words(sample, tmp_path / "calls", capsys)
