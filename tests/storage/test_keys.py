"""The key file, passwords that wrap keys, the recovery code, signatures."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import ledger
from desktop.domain.problems import Damaged, Missing, Refused, Unavailable
from desktop.storage import key_file, keys
from desktop.storage.keys import KeyFile, Slot
from tests.builders import START, seeded

DATA, SIGNING = b"d" * 32, b"s" * 32


def make_slot(number: int = 1, password: str = "Rongyin-2026", *, signs: bool = True) -> Slot:
    return keys.make_slot(
        "office",
        number,
        f"人{number}",
        password,
        data_key=DATA,
        signing_key=SIGNING if signs else None,
        entropy=seeded(f"slot {number}"),
    )


@pytest.mark.parametrize("signs", [True, False])
def test_the_password_opens_what_it_wrapped(signs: bool) -> None:
    opened = keys.open_slot("office", make_slot(signs=signs), "Rongyin-2026")
    assert opened is not None
    assert (opened.data_key, opened.signing_key) == (DATA, SIGNING if signs else None)


def test_nothing_else_opens_it() -> None:
    slot, other = make_slot(), make_slot(2)
    for office, tried, password in (
        ("office", slot, "rongyin-2026"),
        ("office", slot, ""),
        ("another", slot, "Rongyin-2026"),
        ("office", replace(slot, account=2), "Rongyin-2026"),
        ("office", replace(slot, data=other.data), "Rongyin-2026"),
        ("office", replace(slot, signing=slot.data), "Rongyin-2026"),
        ("office", replace(slot, salt=other.salt), "Rongyin-2026"),
        ("office", replace(slot, salt=b""), "Rongyin-2026"),
        ("office", replace(slot, data=b""), "Rongyin-2026"),
        ("office", replace(slot, signing=b"short"), "Rongyin-2026"),
        ("office", replace(slot, cost=(2, 8, 1)), "Rongyin-2026"),
        ("office", replace(slot, data=slot.data[:-1] + bytes([slot.data[-1] ^ 1])), "Rongyin-2026"),
    ):
        assert keys.open_slot(office, tried, password) is None


def test_the_real_passwords_are_slow_on_purpose() -> None:
    source = Path(keys.__file__).read_text("utf-8")
    for line in ("TIME_COST = 3", "MEMORY_KIB = 65536", "LANES = 4"):
        assert f"\n{line}\n" in source


def test_a_password_opens_at_the_cost_it_was_made_with(monkeypatch: pytest.MonkeyPatch) -> None:
    slot = make_slot()
    monkeypatch.setattr(keys, "TIME_COST", 2)
    assert keys.open_slot("office", slot, "Rongyin-2026") is not None
    assert (slot.cost, make_slot().cost) == ((1, 8, 1), (2, 8, 1))


@pytest.mark.parametrize(
    "cost",
    [[], [1, 8], [1, 8, 1, 1], [1, 8, "1"], [True, 8, 1], [0, 8, 1], [1, 1 << 40, 1], [65, 8, 1], 7, None],
)
def test_a_cost_that_is_none_is_damage(tmp_path: Path, cost: object) -> None:
    keys.write_key_file(tmp_path, make_file())
    data = json.loads((tmp_path / keys.FILE).read_text("utf-8"))
    data["slots"][1]["cost"] = cost
    (tmp_path / keys.FILE).write_text(json.dumps(data), "utf-8")
    with pytest.raises(Unavailable, match=r"keys\.json 已损坏"):
        keys.read_key_file(tmp_path)


# The key file


def make_file(*slots: Slot) -> KeyFile:
    return KeyFile(
        "0011223344556677", slots or (make_slot(keys.RECOVERY), make_slot(1), make_slot(2, signs=False))
    )


def test_the_key_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = make_file()
    keys.write_key_file(tmp_path, file)
    assert keys.read_key_file(tmp_path) == file
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_slots_are_found_and_exchanged_by_account() -> None:
    file, fresh = make_file(), make_slot(1, "Neues-Kennwort-1")
    assert file.named("人1") == (file.slots[1],)
    assert file.named("人0") == ()
    both = file.with_slot(fresh, instead=False)
    assert both.named("人1") == (file.slots[1], fresh)
    assert both.with_slot(fresh, instead=True).slots == (file.slots[0], file.slots[2], fresh)


def test_a_folder_without_a_key_file_holds_no_office(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="里没有办公室"):
        keys.read_key_file(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"format": "1"}', '{"format": 1, "office": "x", "slots": [{}]}', "null", "\ufffe"],
)
def test_a_damaged_key_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / keys.FILE).write_text(text, "utf-8")
    with pytest.raises(Unavailable, match=r"keys\.json 已损坏"):
        keys.read_key_file(tmp_path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("account", value) for value in (None, "1", True, -1, 10**30)),
        *(("name", value) for value in (None, 7, ["人1"], "\ud800")),
        *(("salt", value) for value in (None, 7, "A")),
        *(("failures", value) for value in (None, "3", 1.5, -1)),
        *(("last_failure", value) for value in (None, 7, "x", "2026-09-01T09:00:00")),
    ],
)
def test_a_slot_that_is_none_is_damage(tmp_path: Path, field: str, value: object) -> None:
    keys.write_key_file(tmp_path, make_file())
    data = json.loads((tmp_path / keys.FILE).read_text("utf-8"))
    data["slots"][1][field] = value
    (tmp_path / keys.FILE).write_text(json.dumps(data), "utf-8")
    with pytest.raises(Damaged, match=r"keys\.json 已损坏"):
        keys.read_key_file(tmp_path)


def test_a_key_file_with_nobody_in_it_is_damage(tmp_path: Path) -> None:
    keys.write_key_file(tmp_path, make_file(make_slot(keys.RECOVERY)))
    with pytest.raises(Damaged, match=r"keys\.json 已损坏"):
        keys.read_key_file(tmp_path)


def test_a_key_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / keys.FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Unavailable, match=r"keys\.json 已损坏"):
        keys.read_key_file(tmp_path)


def test_a_key_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / keys.FILE).mkdir()
    with pytest.raises(Unavailable, match="读不了办公室文件夹"):
        keys.read_key_file(tmp_path)


def test_a_key_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    keys.write_key_file(tmp_path, make_file())
    data = json.loads((tmp_path / keys.FILE).read_text("utf-8")) | {"format": key_file.FORMAT + 1}
    (tmp_path / keys.FILE).write_text(json.dumps(data), "utf-8")
    with pytest.raises(Unavailable, match="请先升级有据"):
        keys.read_key_file(tmp_path)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    keys.write_whole(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(Unavailable, match=r"没有写成“a\.txt”"):
        patch.setattr("os.fsync", full)
        keys.write_whole(path, b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.txt", b"old")]
    keys.write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_wrong_passwords_are_counted_by_account(tmp_path: Path) -> None:
    keys.write_key_file(tmp_path, make_file(make_slot(1), make_slot(2), make_slot(1, "Neues-Kennwort-1")))
    assert [keys.note_failure(tmp_path, 1, START) for _ in range(3)] == [1, 2, 3]
    file = keys.read_key_file(tmp_path)
    assert [(slot.account, slot.failures, slot.last_failure) for slot in file.slots] == [
        (1, 3, START.isoformat()),
        (2, 0, ""),
        (1, 3, START.isoformat()),
    ]
    assert keys.note_failure(tmp_path, 1, None) == 0
    assert {slot.failures for slot in keys.read_key_file(tmp_path).slots} == {0}


def test_a_slot_added_later_counts_on_from_the_old_one(tmp_path: Path) -> None:
    keys.write_key_file(
        tmp_path, make_file(replace(make_slot(1), failures=3), make_slot(1, "Neues-Kennwort-1"))
    )
    assert keys.note_failure(tmp_path, 1, START) == 4


def test_forgetting_nothing_writes_nothing(tmp_path: Path) -> None:
    keys.write_key_file(tmp_path, make_file())
    (tmp_path / keys.FILE).chmod(0o444)
    before = (tmp_path / keys.FILE).stat().st_mtime_ns
    keys.note_failure(tmp_path, 1, None)
    assert (tmp_path / keys.FILE).stat().st_mtime_ns == before


# The recovery code


def test_a_recovery_code_has_two_halves_of_eighty_bits() -> None:
    first, second = keys.new_recovery_code(seeded())
    assert first != second
    for half in (first, second):
        assert [len(group) for group in half.split("-")] == [4, 4, 4, 4, 1]
        assert set(half) <= set(keys.RECOVERY_ALPHABET + "-")
    assert len(keys.recovery_secret(first, second)) == 32


@given(st.binary(min_size=8, max_size=8))
def test_a_recovery_code_is_read_however_it_is_copied(seed: bytes) -> None:
    first, second = keys.new_recovery_code(seeded(seed.hex()))
    secret = keys.recovery_secret(first, second)
    for written in (
        first.lower(),
        first.replace("-", ""),
        first.replace("-", " "),
        first.replace("0", "O").replace("1", "I"),
        first.replace("1", "l").lower(),
        f"  {first}\n",
    ):
        assert keys.recovery_secret(written, second) == secret


def test_a_miswritten_letter_is_named_by_its_half() -> None:
    first, second = keys.new_recovery_code(seeded())
    noticed = 0
    letters = [place for place, letter in enumerate(first) if letter != "-"]
    for place in letters:
        wrong = "A" if first[place] != "A" else "B"
        try:
            keys.recovery_secret(first[:place] + wrong + first[place + 1 :], second)
        except Refused as refused:
            noticed += refused.problems[0].field == "first"
    assert noticed >= len(letters) - 2  # one letter in 32 goes unnoticed, and then does not open
    for typed, field in (
        ((first, second[:-1]), "second"),
        ((first, second + "A"), "second"),
        (("", second), "first"),
    ):
        with pytest.raises(Refused) as caught:
            keys.recovery_secret(*typed)
        assert [problem.field for problem in caught.value.problems] == [field]


# Signatures


SEED = b"k" * 32
SIGNER = keys.Signer("youju/ab", keys.private_key(SEED), keys.private_key(b"p" * 32))


def test_a_signing_key_is_kept_wrapped() -> None:
    wrapped = keys.wrap_seed(SEED, SIGNING, "checkpoint", seeded())
    assert SEED not in wrapped
    assert keys.public_bytes(keys.unwrap_seed(wrapped, SIGNING, "checkpoint")) == keys.public_of(SEED)
    assert len(keys.new_signing_seed(seeded())) == 32


@pytest.mark.parametrize("kept", [b"", b"short", bytes(60), "text", None, 7])
def test_a_signing_key_that_was_changed_is_named(kept: object) -> None:
    with pytest.raises(Damaged, match="签名钥匙打不开"):
        keys.unwrap_seed(kept, SIGNING, "checkpoint")  # type: ignore[arg-type]


def test_a_checkpoint_is_signed_by_the_checkpoint_key_alone() -> None:
    point = ledger.Checkpoint("youju/ab", 5, b"r" * 32)
    signed = ledger.read_checkpoint(SIGNER.sign_checkpoint(point))
    assert signed.checkpoint == point
    assert keys.checkpoint_signed_by(signed, keys.public_of(SEED))
    assert not keys.checkpoint_signed_by(signed, keys.public_of(b"p" * 32))
    assert not keys.checkpoint_signed_by(replace(signed, signature=bytes(64)), keys.public_of(SEED))


def test_a_paper_is_signed_by_the_paper_key_alone() -> None:
    signature = SIGNER.sign_paper(b"facts")
    assert keys.signature_holds(keys.public_of(b"p" * 32), signature, b"facts")
    assert not keys.signature_holds(keys.public_of(b"p" * 32), signature, b"facts.")
    assert not keys.signature_holds(keys.public_of(SEED), signature, b"facts")
    assert not keys.signature_holds(b"short", signature, b"facts")


def test_a_check_code_is_keyed() -> None:
    code = keys.check_code(DATA, b"facts")
    assert [len(part) for part in code.split("-")] == [4, 4, 4]
    assert len({code, keys.check_code(SIGNING, b"facts"), keys.check_code(DATA, b"facts.")}) == 3
    assert keys.check_code(DATA, b"facts") == code
