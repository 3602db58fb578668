"""A small office for every test: founded once, copied, opened by the person a test asks for."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from desktop.domain.seals import SealUse, State
from desktop.services.office import Office
from desktop.storage import keys
from tests import builders
from tests.builders import MovableClock

settings.register_profile(
    "youju", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("youju")

MakeUse = Callable[..., SealUse]
"""Makes an entry of the register in a state: `make_use(state=State.TO_SEAL, applicant_name="王芳")`."""


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Passwords are slow on purpose; in tests they need not be. `test_keys` holds the real figures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "TIME_COST", 1)
        patch.setattr(keys, "MEMORY_KIB", 8)
        patch.setattr(keys, "LANES", 1)
        yield


@pytest.fixture(scope="session")
def founded_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, str]]:
    """An office as it was founded, never to be opened: tests copy it. With its recovery code."""
    folder = tmp_path_factory.mktemp("founded") / "office"
    return folder, builders.found(folder, MovableClock()).recovery


@pytest.fixture
def clock() -> MovableClock:
    """The clock of the office; stands until it is moved."""
    return MovableClock()


@pytest.fixture
def office_folder(founded_office: tuple[Path, tuple[str, str]], tmp_path: Path) -> Path:
    """The folder of a freshly founded office of five persons."""
    folder = tmp_path / "office"
    shutil.copytree(founded_office[0], folder)
    return folder


@pytest.fixture
def recovery(founded_office: tuple[Path, tuple[str, str]]) -> tuple[str, str]:
    """The two halves of the office's recovery code."""
    return founded_office[1]


@pytest.fixture
def at_desk(office_folder: Path, clock: MovableClock) -> Iterator[Callable[[int], Office]]:
    """Signs a person in by account number; all are closed when the test ends."""
    with ExitStack() as stack:
        yield lambda number: stack.enter_context(closing(builders.sign_in(office_folder, number, clock)))


@pytest.fixture
def handler(at_desk: Callable[[int], Office]) -> Office:
    """The office with its 承办人 signed in."""
    return at_desk(builders.HANDLER)


@pytest.fixture
def approver(at_desk: Callable[[int], Office]) -> Office:
    """The office with its 批准人 signed in, who also keeps the seal."""
    return at_desk(builders.APPROVER)


@pytest.fixture
def admin(at_desk: Callable[[int], Office]) -> Office:
    """The office with its 系统管理 signed in."""
    return at_desk(builders.ADMIN)


@pytest.fixture
def auditor(at_desk: Callable[[int], Office]) -> Office:
    """The office with its 审计 signed in."""
    return at_desk(builders.AUDITOR)


@pytest.fixture
def colleague(at_desk: Callable[[int], Office]) -> Office:
    """The office with its second 承办人 signed in."""
    return at_desk(builders.COLLEAGUE)


@pytest.fixture
def make_use(handler: Office, approver: Office) -> MakeUse:
    """Makes an entry and brings it to a state; further arguments change its request."""

    def make(state: State = State.TO_APPROVE, **changes: Any) -> SealUse:
        return builders.make_use(handler, approver, state, **changes)

    return make


@pytest.fixture(scope="session")
def worked_office(
    founded_office: tuple[Path, tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An office after a day's work, never to be opened: tests copy it."""
    folder = tmp_path_factory.mktemp("worked") / "office"
    shutil.copytree(founded_office[0], folder)
    builders.work_a_day(folder, MovableClock())
    return folder


@pytest.fixture
def worked_folder(worked_office: Path, tmp_path: Path) -> Path:
    """The folder of an office after a day's work: an entry in every state, a deputy, a stopped request."""
    folder = tmp_path / "worked"
    shutil.copytree(worked_office, folder)
    return folder


@pytest.fixture(scope="session")
def full_office(worked_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office after a day's work, with a row in those registers as well that the day did not touch."""
    folder = tmp_path_factory.mktemp("full") / "office"
    shutil.copytree(worked_office, folder)
    builders.fill_registers(folder, MovableClock(builders.EVENING))
    return folder


@pytest.fixture
def full_folder(full_office: Path, tmp_path: Path) -> Path:
    """The folder of an office with at least one row in every register."""
    folder = tmp_path / "full"
    shutil.copytree(full_office, folder)
    return folder
