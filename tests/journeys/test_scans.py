"""A stack of twenty sheets lies on the scanner at the end of the day, as it was put there, and files itself."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from desktop import settings as computers
from desktop.domain.scans import BLANK, NO_CODE, Aside
from desktop.domain.seals import SealUse, State
from desktop.services import evidence, scans, seals
from desktop.services import office as offices
from desktop.ui import scans as cards
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.fields import ComboField
from desktop.ui.window import Window
from tests import builders, scanner
from tests.builders import MovableClock
from tests.journeys.test_day import leave, open_window
from tests.ui.test_day import asked

pytestmark = pytest.mark.journey

FAMILY = (
    "郑国栋",
    "王芳",
    "林志强",
    "陈桂英",
    "黄秀兰",
    "吴建国",
    "苏丽华",
    "蔡文彬",
    "许美玲",
    "何志明",
    "曾雅芳",
)
PATIENCE_MS = 120_000


class Desks:
    """Who handles and who approves, and the papers they made."""

    def __init__(self, folder: Path, clock: MovableClock) -> None:
        self.handler = builders.sign_in(folder, builders.HANDLER, clock)
        self.approver = builders.sign_in(folder, builders.APPROVER, clock)

    def paper(self, state: State, name: str) -> tuple[SealUse, bytes]:
        """An entry with its printed paper, in a state."""
        use = builders.make_use(self.handler, self.approver, State.TO_SEAL, applicant_name=name)
        pdf = seals.print_paper(self.handler, use.seq).pdf
        if state is not State.TO_SEAL:
            self.seal(use)
        if state is State.VOID:
            seals.void_use(self.approver, use.seq, "姓名打错一字", halves_kept=True)
        return use, pdf

    def seal(self, use: SealUse) -> None:
        seals.record_sealing(self.approver, use.seq, impressions=1, place="办公室")

    def close(self) -> None:
        self.handler.close()
        self.approver.close()


def foreign_paper(folder: Path, clock: MovableClock) -> tuple[str, bytes]:
    """A paper of the office next door, and that office's mark."""
    founded = offices.found(
        folder, builders.make_founding(), clock=clock, entropy=builders.seeded("next door")
    )
    with closing(Desks(founded.folder, clock)) as desks:
        return desks.handler.database.origin, desks.paper(State.TO_KEEP, "陈志远")[1]


def write(folder: Path, name: str, sheets: Sequence[Image.Image], kind: str = "PDF") -> None:
    (folder / name).write_bytes(scanner.stack(sheets, kind))


class Day(Desks):
    """What was sealed today, and what else lies among it."""

    def __init__(self, folder: Path, clock: MovableClock, foreign: bytes) -> None:
        super().__init__(folder, clock)
        self.made = [self.paper(State.TO_KEEP, name) for name in FAMILY[:10]]
        self.void, self.void_pdf = self.paper(State.VOID, FAMILY[10])
        self.early, self.early_pdf = self.paper(State.TO_SEAL, FAMILY[0])
        self.claimed = builders.make_use(self.handler, self.approver, State.TO_KEEP, applicant_name=FAMILY[1])
        self.form = seals.print_slip(self.handler, self.claimed.seq).pdf
        self.foreign, self.chance = foreign, Random(20)

    def lay(self, number: int, angle: float = 0.0, *, upside_down: bool = False) -> Image.Image:
        return scanner.lay(self.made[number][1], self.chance, angle=angle, upside_down=upside_down)

    def scan(self, folder: Path) -> None:
        """Twenty sheets, as they come."""
        stack = [
            self.lay(0),
            scanner.lay(self.form, self.chance, angle=2),  # an enclosure of the first
            self.lay(1, upside_down=True),
            self.lay(2, 9),
            scanner.blank(self.chance),  # the back of the third
            self.lay(3, -9, upside_down=True),
            scanner.lay(self.foreign, self.chance, angle=-4),
            scanner.lay(self.void_pdf, self.chance, angle=5),
            self.lay(4, 3),
            self.lay(5, -10),
        ]
        write(folder, "一叠.pdf", stack)
        write(folder, "单张.jpg", [self.lay(6, 7)], "JPEG")
        (folder / "单张 - 副本.jpg").write_bytes((folder / "单张.jpg").read_bytes())
        write(folder, "图片.png", [self.lay(7, upside_down=True)], "PNG")
        write(folder, "传真.tif", [self.lay(8, -6), self.lay(9, 10, upside_down=True)], "TIFF")
        write(folder, "空白.jpg", [scanner.blank(self.chance)], "JPEG")
        write(folder, "自带的表.pdf", [scanner.lay(self.form, self.chance, angle=-3)])
        write(folder, "又扫一次.pdf", [self.lay(0, -2)])
        write(folder, "早到.pdf", [scanner.lay(self.early_pdf, self.chance, angle=8)])
        (folder / "断了.pdf").write_bytes((folder / "一叠.pdf").read_bytes()[:100])


def test_a_stack_of_twenty_mixed_scans_files_itself(
    qtbot: QtBot,
    office_folder: Path,
    clock: MovableClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "扫描仪 一楼"
    folder.mkdir()
    theirs, foreign = foreign_paper(tmp_path / "next door", clock)
    desks = Day(office_folder, clock, foreign)
    uses = [use for use, _pdf in desks.made]
    desks.scan(folder)
    monkeypatch.setattr(cards, "LOOK_EVERY_MS", 300)
    computers.write(computers.Settings(scan_folder=folder))
    window = open_window(qtbot, office_folder, builders.HANDLER, clock, tmp_path / "backups")
    card = window.home.scans
    qtbot.waitUntil(lambda: bool(card.waiting), timeout=PATIENCE_MS)

    told = [toast.text for toast in window.toasts.shown]
    assert "收到 18 件扫描件，已归档 10 件，1 件以前归过档，7 件待认领" in told
    kept = [seals.get_use(desks.handler, use.seq).kept_copies for use in uses]
    assert [[(copy.name, copy.pages) for copy in copies] for copies in kept[:6]] == [
        [("一叠（第1至2页）.pdf", 2)],
        [("一叠（第3页）.pdf", 1)],
        [("一叠（第4至5页）.pdf", 2)],
        [("一叠（第6页）.pdf", 1)],
        [("一叠（第9页）.pdf", 1)],
        [("一叠（第10页）.pdf", 1)],
    ]
    assert [copies[0].pages for copies in kept[6:]] == [1, 1, 1, 1]
    assert [len(copies) for copies in kept] == [1] * 10
    assert {scan.name: scan.why for scan in card.waiting or ()} == {
        "一叠（第7页）.pdf": f"这是另一个单位的文书（{theirs}），不是 {desks.handler.database.origin} 的。"
        "请用出具单位的公开钥匙核对。",
        "一叠（第8页）.pdf": f"{desks.void.number} 已作废（姓名打错一字）。这张纸不能再用。",
        "空白.jpg": BLANK,
        "自带的表.pdf": NO_CODE,
        "又扫一次.pdf": f"{uses[0].number} 已经归档，留底有 2 页。多扫的可以不归档。",
        "早到.pdf": f"{desks.early.number} 还没有登记用印（待用印）。登记用印以后，会自动归档。",
        "断了.pdf": "“断了.pdf”已损坏，打不开。请重新扫描。",
    }
    assert filed_away(folder) == ["一叠.pdf", "传真.tif", "单张 - 副本.jpg", "单张.jpg", "图片.png"]

    # The sealing is recorded late; the scan that was there before it files itself.
    desks.seal(desks.early)
    qtbot.waitUntil(lambda: state(desks, desks.early) is State.FILED, timeout=PATIENCE_MS)
    by_name = {scan.name: scan for scan in card.waiting or ()}
    card.ask_entry(by_name["自带的表.pdf"])
    qtbot.waitUntil(lambda: asked_now(window), timeout=10_000)
    entry = asked(window).fields["use"].editor
    assert isinstance(entry, ComboField)
    assert entry.key() == desks.claimed.seq
    asked(window).ask()
    qtbot.waitUntil(lambda: state(desks, desks.claimed) is State.FILED, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not asked_now(window), timeout=10_000)
    card.ask_aside(by_name["空白.jpg"])
    reason = asked(window).fields["reason"].editor
    assert isinstance(reason, ComboField)
    reason.set_key(Aside.BLANK)
    asked(window).ask()
    qtbot.waitUntil(lambda: len(card.waiting or ()) == 4, timeout=PATIENCE_MS)
    assert [path.name for path in (folder / scans.ASIDE).rglob("*.*")] == ["空白.jpg"]
    assert evidence.verify_office(desks.handler).fault is None
    leave(window)
    desks.close()


def filed_away(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / scans.FILED).rglob("*.*"))


def state(desks: Desks, use: SealUse) -> State:
    return seals.get_use(desks.handler, use.seq).state


def asked_now(window: Window) -> bool:
    return any(ask.isVisible() for ask in window.findChildren(Ask))
