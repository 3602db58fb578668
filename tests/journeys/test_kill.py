"""Killed at any moment, the office opens again with all of an action or none of it, and verifies."""

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.problems import Refused
from desktop.domain.seals import State, StepKind, UseFilter
from desktop.paths import ROOT
from desktop.services import backup, evidence, people, seals
from desktop.storage import keys
from tests import builders
from tests.journeys.worker import PASSWORDS

KILLS = 15


def kill_soon(action: str, folder: Path, seed: int, longest: float) -> None:
    """Starts the worker and kills it at a moment that the seed gives."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.worker", action, str(folder), str(seed)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None and child.stderr is not None
    assert child.stdout.readline() == "ready\n", child.stderr.read()
    threading.Timer(random.Random(seed).uniform(0.005, longest), child.send_signal, [signal.SIGKILL]).start()
    child.wait()
    child.stdout.close()
    errors = child.stderr.read()
    child.stderr.close()
    assert (child.returncode, errors) == (-signal.SIGKILL, "")


@pytest.fixture
def survivors(office_folder: Path) -> Iterator[Path]:
    yield office_folder


def test_a_killed_program_leaves_all_of_an_action_or_none(survivors: Path) -> None:
    seen = 0
    for seed in range(KILLS):
        kill_soon("work", survivors, seed, 0.5)
        office = builders.sign_in(survivors, builders.APPROVER, builders.MovableClock())
        result = evidence.verify_office(office)
        assert result.fault is None
        lines = seals.list_uses(office, UseFilter())
        assert [line.running for line in lines] == list(range(len(lines), 0, -1))
        for line in lines[:3]:
            use = seals.get_use(office, line.use)
            filed = use.step(StepKind.FILED) is not None
            assert (use.state is State.FILED, bool(use.kept_copies)) == (filed, filed)
            assert bool(use.check_code) == (use.step(StepKind.APPROVED) is not None)
        assert len(lines) >= seen
        seen = len(lines)
        office.close()
    assert seen > KILLS
    # A backup that carries its name was proven before it got it: every one of them comes back.
    made = sorted(survivors.parent.glob("*.youju"))
    assert made
    for path in made:
        kept, count = backup.restore(
            path,
            survivors.parent / path.stem,
            sign_in=lambda folder: builders.sign_in(folder, builders.APPROVER, builders.MovableClock()),
            clock=builders.MovableClock(),
        )
        assert (kept, count > 0) == (None, True)


def test_a_password_change_cut_short_locks_nobody_out(survivors: Path) -> None:
    name = keys.read_key_file(survivors).slots[builders.HANDLER].name
    for seed in range(6):
        opens = []
        for password in PASSWORDS:
            try:
                people.sign_in(survivors, name, password, clock=builders.MovableClock()).close()
            except Refused:
                continue
            opens.append(password)
        assert len(opens) == 1
        kill_soon("passwords", survivors, PASSWORDS.index(opens[0]) + 1 + 2 * seed, 0.15)
    office = builders.sign_in(survivors, builders.APPROVER, builders.MovableClock())
    assert evidence.verify_office(office).fault is None
    office.close()


def test_a_founding_cut_short_leaves_no_half_office(survivors: Path) -> None:
    for seed in range(4):
        kill_soon("found", survivors, seed, 0.4)
    made = [path for path in survivors.parent.glob("new*") if path.is_dir()]
    for folder in made:
        office = builders.sign_in(folder, builders.APPROVER, builders.MovableClock())
        assert evidence.verify_office(office).fault is None
        office.close()
