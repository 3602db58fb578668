"""A program that works without end until it is killed: `python -m tests.journeys.worker ACTION FOLDER SEED`."""

import itertools
import sys
from pathlib import Path

from desktop.domain.seals import State
from desktop.services import backup, people, seals
from desktop.storage import keys
from tests import builders

PASSWORDS = ("Other-1234", builders.PASSWORD)


def cheap() -> None:
    """Passwords as cheap as in the tests."""
    keys.TIME_COST, keys.MEMORY_KIB, keys.LANES = 1, 8, 1


def work(folder: Path) -> None:
    """Records, approves, seals, attaches and backs up, over and over."""
    clock = builders.MovableClock()
    handler = builders.sign_in(folder, builders.HANDLER, clock)
    approver = builders.sign_in(folder, builders.APPROVER, clock)
    # The first entry loads what is only loaded once; the killing is to hit the work, not the loading.
    builders.make_use(handler, approver, State.TO_SEAL)
    print("ready", flush=True)
    for round_ in itertools.count():
        use = builders.make_use(handler, approver, State.TO_KEEP)
        seals.keep_copies(handler, use.seq, [builders.make_copy(builders.picture())])
        if round_ % 3 == 2:
            backup.back_up(handler, folder.parent / f"backups{round_}-{sys.argv[3]}.youju")


def change_passwords(folder: Path) -> None:
    """Changes one person's password to and fro."""
    clock = builders.MovableClock()
    office = builders.sign_in(folder, builders.HANDLER, clock, PASSWORDS[int(sys.argv[3]) % 2 - 1])
    print("ready", flush=True)
    present = PASSWORDS[int(sys.argv[3]) % 2 - 1]
    while True:
        other = PASSWORDS[1 - PASSWORDS.index(present)]
        people.change_password(office, present, other)
        present = other


def found(folder: Path) -> None:
    """Founds an office again and again, each beside the last."""
    print("ready", flush=True)
    for place in itertools.count():
        builders.found(folder.parent / f"new{sys.argv[3]}-{place}", builders.MovableClock())


if __name__ == "__main__":
    cheap()
    {"work": work, "passwords": change_passwords, "found": found}[sys.argv[1]](Path(sys.argv[2]))
