"""What the scanner wrote is filed to its entry, or waits in words."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from desktop.domain import scans as rules
from desktop.domain.problems import Refused, Stale, Unavailable
from desktop.domain.scans import BLANK, NO_CODE, Aside, PageSeen, ScanRead, WaitingScan
from desktop.domain.seals import CopyContent, SealUse, State
from desktop.services import scans, seals
from desktop.services.office import Office
from desktop.services.scans import Tray
from desktop.storage import scans as readers
from tests import builders, scanner
from tests.services import dying
from tests.services.watch import refused, rules_of, snapshot, written

MONTH = f"{builders.START:%Y-%m}"


@pytest.fixture
def chance() -> Random:
    return Random(4)


@pytest.fixture
def tray(tmp_path: Path) -> Tray:
    folder = tmp_path / "扫描"
    folder.mkdir()
    return Tray(folder)


Sealed = Callable[..., tuple[SealUse, bytes]]


@pytest.fixture
def sealed(handler: Office, approver: Office) -> Sealed:
    """An entry with its printed paper, in a state."""

    def make(state: State = State.TO_KEEP, **changes: object) -> tuple[SealUse, bytes]:
        use = builders.make_use(handler, approver, State.TO_SEAL, **changes)
        pdf = seals.print_paper(handler, use.seq).pdf
        if state is not State.TO_SEAL:
            use = seals.record_sealing(approver, use.seq, impressions=1, place="办公室")
        if state is State.FILED:
            use = seals.keep_copies(handler, use.seq, [builders.make_copy()])
        return use, pdf

    return make


def put(tray: Tray, name: str, *pages: Image.Image, kind: str = "PDF") -> Path:
    """Writes what the scanner would."""
    path = tray.folder / name
    path.write_bytes(scanner.stack(pages, kind))
    return path


def take(office: Office, tray: Tray) -> rules.TakenIn:
    """Two looks: what stood still between them is taken in."""
    scans.has_news(tray)
    return scans.take_in(office, tray)


def state_of(office: Office, use: SealUse) -> State:
    return seals.get_use(office, use.seq).state


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_scan_is_filed_to_its_entry_and_moved(
    handler: Office, tray: Tray, sealed: Sealed, chance: Random
) -> None:
    use, pdf = sealed()
    content = put(tray, "扫描1.pdf", scanner.lay(pdf, chance, angle=4)).read_bytes()
    with written(handler) as log:
        taken = take(handler, tray)
    assert taken == rules.TakenIn((use.number,))
    [copy] = seals.get_use(handler, use.seq).kept_copies
    assert (copy.name, copy.pages, copy.media_type) == ("扫描1.pdf", 1, "application/pdf")
    assert [event[0] for event in log.said()] == ["seals.copy_kept", "seals.use_filed"]
    assert names(tray.folder) == ["已入册"]
    assert (tray.folder / "已入册" / MONTH / "扫描1.pdf").read_bytes() == content


def test_a_file_still_being_written_is_left_alone(
    handler: Office, tray: Tray, sealed: Sealed, chance: Random
) -> None:
    use, pdf = sealed()
    path = put(tray, "扫描1.pdf", scanner.lay(pdf, chance))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert not scans.has_news(tray)
    path.write_bytes(whole)
    assert scans.take_in(handler, tray) == rules.TakenIn()
    assert scans.has_news(tray)
    assert scans.take_in(handler, tray).filed == (use.number,)
    assert not scans.has_news(tray)


@pytest.mark.parametrize("name", [".扫描.pdf", "~扫描.pdf", "说明.txt", "扫描.pdf.part"])
def test_other_files_are_nobody_s(handler: Office, tray: Tray, name: str) -> None:
    (tray.folder / name).write_bytes(builders.picture())
    (tray.folder / "文件夹.pdf").mkdir()
    assert take(handler, tray) == rules.TakenIn()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_pictures_are_read_like_pdf(
    handler: Office, tray: Tray, sealed: Sealed, chance: Random, kind: str
) -> None:
    use, pdf = sealed()
    put(tray, f"扫描.{kind.lower()}", scanner.lay(pdf, chance, angle=-7, upside_down=True), kind=kind)
    assert take(handler, tray).filed == (use.number,)


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_a_stack_is_split_and_what_is_left_over_waits_as_a_file_of_its_own(
    handler: Office, tray: Tray, sealed: Sealed, chance: Random, kind: str
) -> None:
    (first, one), (second, two) = sealed(), sealed(applicant_name="王芳")
    empty, other = scanner.blank(chance), scanner.lay(seals.print_slip(handler, first.seq).pdf, chance)
    name = f"一叠.{kind.lower()}"
    sheets = (other, scanner.lay(one, chance), empty, scanner.lay(two, chance, upside_down=True))
    whole = put(tray, name, *sheets, kind=kind).read_bytes()
    taken = take(handler, tray)
    assert taken.filed == (first.number, second.number)
    left = f"一叠（第1页）.{kind.lower()}"
    assert [(scan.name, scan.pages, scan.why) for scan in taken.waiting] == [(left, 1, NO_CODE)]
    assert [seals.get_use(handler, use.seq).kept_copies[0].pages for use in (first, second)] == [2, 1]
    assert names(tray.folder) == [left, "已入册"]
    assert (tray.folder / "已入册" / MONTH / name).read_bytes() == whole
    assert take(handler, tray) == rules.TakenIn(waiting=taken.waiting)


def test_the_same_file_twice_is_filed_once(
    handler: Office, tray: Tray, sealed: Sealed, chance: Random
) -> None:
    use, pdf = sealed()
    content = put(tray, "扫描.pdf", scanner.lay(pdf, chance)).read_bytes()
    (tray.folder / "扫描 - 副本.pdf").write_bytes(content)
    taken = take(handler, tray)
    assert (taken.filed, taken.known, taken.waiting) == ((use.number,), 1, ())
    (tray.folder / "扫描.pdf").write_bytes(content)
    assert take(handler, tray) == rules.TakenIn(known=1)
    assert names(tray.folder / "已入册" / MONTH) == ["扫描 - 副本.pdf", "扫描.pdf", "扫描（2）.pdf"]


def test_a_crash_between_keeping_and_moving_files_nothing_twice(
    handler: Office, tray: Tray, sealed: Sealed, chance: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, one), (second, two) = sealed(), sealed(applicant_name="王芳")
    put(tray, "一件.pdf", scanner.lay(one, chance))
    put(tray, "一叠.pdf", scanner.lay(two, chance), scanner.blank(chance), scanner.lay(one, chance))
    with monkeypatch.context() as held:
        held.setattr(Path, "rename", _held)
        taken = take(handler, tray)
    assert sorted(taken.filed) == sorted((first.number, second.number))
    left = {"一件.pdf", "一叠.pdf", "一叠（第3页）.pdf"}
    assert left <= set(names(tray.folder))
    before = snapshot(handler)
    # The program is started again: nothing is known of the folder but what the register keeps.
    again = take(handler, Tray(tray.folder))
    assert snapshot(handler) == before
    assert (again.filed, [scan.name for scan in again.waiting]) == ((), ["一叠（第3页）.pdf"])
    assert names(tray.folder) == ["一叠（第3页）.pdf", "已入册"]
    assert names(tray.folder / "已入册" / MONTH) == ["一件.pdf", "一叠.pdf"]


def _held(self: Path, target: object) -> Path:
    raise PermissionError(13, "held by another program", str(self))


def test_a_stack_that_could_not_be_moved_is_moved_later_and_not_read_again(
    handler: Office, tray: Tray, sealed: Sealed, chance: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    (_first, one), (_second, two) = sealed(), sealed(applicant_name="王芳")
    put(tray, "一叠.pdf", scanner.lay(one, chance), scanner.lay(two, chance))
    with monkeypatch.context() as held:
        held.setattr(Path, "rename", _held)
        assert len(take(handler, tray).filed) == 2
        assert not scans.has_news(tray)
        monkeypatch.setattr(readers, "serve", dying.die)
    assert take(handler, tray) == rules.TakenIn()
    assert names(tray.folder) == ["已入册"]


def test_what_does_not_match_waits_and_says_why(
    handler: Office, approver: Office, tray: Tray, sealed: Sealed, chance: Random
) -> None:
    filed, pdf = sealed(State.FILED)
    put(tray, "归过档.pdf", scanner.lay(pdf, chance))
    void, pdf = sealed()
    seals.void_use(approver, void.seq, "打印错误", halves_kept=True)
    put(tray, "作废.pdf", scanner.lay(pdf, chance))
    put(tray, "空白.png", scanner.blank(chance), kind="PNG")
    (tray.folder / "坏.pdf").write_bytes(b"%PDF-1.7 nothing")
    before = snapshot(handler)
    taken = take(handler, tray)
    assert snapshot(handler) == before
    assert (taken.filed, taken.fresh) == ((), 4)
    assert {scan.name: (scan.why, scan.use) for scan in taken.waiting} == {
        "归过档.pdf": (f"{filed.number} 已经归档，留底有 1 页。多扫的可以不归档。", filed.seq),
        "作废.pdf": (f"{void.number} 已作废（打印错误）。这张纸不能再用。", void.seq),
        "空白.png": (BLANK, None),
        "坏.pdf": ("“坏.pdf”已损坏，打不开。请重新扫描。", None),
    }
    assert taken.waiting[0].thumbnails
    assert names(tray.folder) == sorted(["归过档.pdf", "作废.pdf", "空白.png", "坏.pdf"])
    # Told once; waiting on.
    assert scans.take_in(handler, tray) == rules.TakenIn(waiting=taken.waiting)


def pretend(monkeypatch: pytest.MonkeyPatch, *codes: str) -> None:
    """Stands in for the child: every file bears these codes, one a page."""

    def read(_self: object, path: Path, _look: object) -> ScanRead:
        content = path.read_bytes()
        copy = builders.make_copy(content, name=path.name, pages=len(codes))
        return ScanRead(copy, tuple(PageSeen((code,)) for code in codes))

    monkeypatch.setattr(scans._Reader, "read", read)


def code_of(office: Office, use: SealUse) -> str:
    from tests.services.test_checking import code_of as text_of  # noqa: PLC0415  its tests are not ours

    return text_of(office, use)


def test_another_office_s_paper_waits(
    handler: Office, tray: Tray, sealed: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    use, _pdf = sealed()
    ours = handler.database.origin
    pretend(monkeypatch, code_of(handler, use).replace(ours, "youju/0000000000000000"))
    (tray.folder / "别处.png").write_bytes(builders.picture())
    [scan] = take(handler, tray).waiting
    assert scan.why.startswith("这是另一个单位的文书（youju/0000000000000000）")
    assert (scan.use, state_of(handler, use)) == (None, State.TO_KEEP)


def test_a_stack_of_which_nothing_is_ours_is_not_torn_apart(
    handler: Office, tray: Tray, sealed: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    use, _pdf = sealed()
    theirs = code_of(handler, use).replace(handler.database.origin, "youju/0000000000000000")
    pretend(monkeypatch, "", theirs)
    (tray.folder / "别处.png").write_bytes(builders.picture())
    taken = take(handler, tray)
    [scan] = taken.waiting
    assert (scan.why, scan.pages) == (
        "里面有 2 件，没有一件认得出是本单位的。请分开重扫，或按编号认领。",
        2,
    )
    assert scans.take_in(handler, tray) == rules.TakenIn(waiting=taken.waiting)
    assert names(tray.folder) == ["别处.png"]
    assert scans.file_scan(handler, tray, scan, use.seq).state is State.FILED


def test_a_code_that_is_none_of_ours_waits(
    handler: Office, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, json.dumps({"v": 99}))
    (tray.folder / "新.png").write_bytes(builders.picture())
    [scan] = take(handler, tray).waiting
    assert scan.why == "这张纸是更新版本的有据做的。这里的版本读不懂。请先升级程序。"


def test_a_scan_that_came_before_the_sealing_was_recorded_is_filed_after_it(
    handler: Office, approver: Office, tray: Tray, sealed: Sealed, chance: Random
) -> None:
    use, pdf = sealed(State.TO_SEAL)
    path = put(tray, "早到.pdf", scanner.lay(pdf, chance))
    [scan] = take(handler, tray).waiting
    assert scan.why == f"{use.number} 还没有登记用印（待用印）。登记用印以后，会自动归档。"
    seals.record_sealing(approver, use.seq, impressions=1, place="办公室")
    assert scans.take_in(handler, tray) == rules.TakenIn((use.number,))
    assert not path.exists()


def test_a_scan_that_was_scanned_over_this_moment_waits_for_the_next_look(
    handler: Office, approver: Office, tray: Tray, sealed: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    use, _pdf = sealed(State.TO_SEAL)
    pretend(monkeypatch, code_of(handler, use))
    path = tray.folder / "早到.png"
    path.write_bytes(builders.picture(shade=100))
    take(handler, tray)
    seals.record_sealing(approver, use.seq, impressions=1, place="办公室")
    stat = path.stat()
    path.write_bytes(builders.picture(shade=101))
    os.utime(path, ns=(stat.st_mtime_ns, stat.st_mtime_ns))
    assert path.stat().st_size == stat.st_size
    assert scans.take_in(handler, tray) == rules.TakenIn()
    assert state_of(handler, use) is State.TO_KEEP


def test_another_desk_may_be_faster(
    handler: Office, tray: Tray, sealed: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    use, _pdf = sealed()
    other, _pdf = sealed(applicant_name="王芳")
    kept = seals.keep_copies

    def late(office: Office, seq: int, contents: Sequence[CopyContent]) -> SealUse:
        seals.keep_copies(office, seq, [builders.make_copy(builders.picture(shade=seq % 200))])
        return kept(office, seq, contents)

    monkeypatch.setattr(scans, "keep_copies", late)
    pretend(monkeypatch, code_of(handler, use))
    (tray.folder / "一件.png").write_bytes(builders.picture())
    [scan] = take(handler, tray).waiting
    assert scan.why.startswith(f"{use.number}现在是“已归档”")
    pretend(monkeypatch, code_of(handler, use), code_of(handler, other))
    sheets = [builders.make_copy(builders.picture(shade=n), name=f"{n}.png") for n in (60, 61)]
    monkeypatch.setattr(scans._Reader, "cut", lambda *_asked: sheets)
    (tray.folder / "一件.png").write_bytes(builders.picture(shade=3, size=(20, 20)))
    waiting = {scan.name: scan.why for scan in take(handler, tray).waiting}
    assert waiting["61.png"].startswith(f"{other.number}现在是“已归档”")


def test_who_may_not_file_sees_nothing(auditor: Office, tray: Tray) -> None:
    (tray.folder / "一.png").write_bytes(builders.picture())
    assert not scans.may_take_in(auditor)
    assert take(auditor, tray) == rules.TakenIn()
    assert names(tray.folder) == ["一.png"]


def test_a_folder_that_is_away_is_told(handler: Office, tmp_path: Path) -> None:
    tray = Tray(tmp_path / "没有")
    assert not scans.has_news(tray)
    assert scans.take_in(handler, tray) == rules.TakenIn(there=False)


def test_a_scan_that_was_taken_away_is_news(handler: Office, tray: Tray, chance: Random) -> None:
    path = put(tray, "空白.png", scanner.blank(chance), kind="PNG")
    assert len(take(handler, tray).waiting) == 1
    path.unlink()
    assert scans.has_news(tray)
    assert scans.take_in(handler, tray) == rules.TakenIn()
    assert not scans.has_news(tray)


def test_a_file_that_nobody_may_read_now_is_tried_again(
    handler: Office, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tray.folder / "一.png").write_bytes(builders.picture())

    def held(_self: object, path: Path, _look: object) -> ScanRead:
        return readers.read_scan(path.with_name("没有.png"), lambda _done, _total: None)

    with monkeypatch.context() as now:
        now.setattr(scans._Reader, "read", held)
        [scan] = take(handler, tray).waiting
        assert scan.why == "读不了“没有.png”。文件不在了，或没有权限。请检查后再试。"
    assert scans.has_news(tray)
    [scan] = scans.take_in(handler, tray).waiting
    assert scan.why == BLANK


def test_a_hostile_file_kills_only_the_child(
    handler: Office, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tray.folder / "坏.pdf").write_bytes(b"%PDF-")
    (tray.folder / "坏2.pdf").write_bytes(b"%PDF-")
    monkeypatch.setattr(readers, "serve", dying.die)
    taken = take(handler, tray)
    assert [scan.why for scan in taken.waiting] == [
        f"“{name}”读到一半出错。它可能已损坏。请重新扫描。" for name in ("坏.pdf", "坏2.pdf")
    ]


def test_a_page_that_takes_too_long_is_given_up(
    handler: Office, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tray.folder / "慢.pdf").write_bytes(b"%PDF-")
    monkeypatch.setattr(scans, "LONGEST_PAGE", 0.0)
    monkeypatch.setattr(readers, "serve", dying.sleep)
    [scan] = take(handler, tray).waiting
    assert scan.why == "“慢.pdf”读到一半出错。它可能已损坏。请重新扫描。"


def test_stopping_keeps_what_was_filed_and_ends_the_child(
    handler: Office, tray: Tray, sealed: Sealed, chance: Random
) -> None:
    use, pdf = sealed()
    put(tray, "1.pdf", scanner.lay(pdf, chance))
    os.utime(tray.folder / "1.pdf", (1, 1))
    put(tray, "2.png", scanner.blank(chance), kind="PNG")
    scans.has_news(tray)
    told = set()

    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        told.add((done, total))
        if done == 1:
            raise Enough

    with pytest.raises(Enough):
        scans.take_in(handler, tray, stop)
    assert told == {(0, 2), (1, 2)}
    assert state_of(handler, use) is State.FILED
    assert scans.take_in(handler, tray).waiting[0].why == BLANK


def test_a_stack_that_was_stopped_half_way_is_finished_later(
    handler: Office, tray: Tray, sealed: Sealed, chance: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, one), (second, two) = sealed(), sealed(applicant_name="王芳")
    put(tray, "一叠.pdf", scanner.lay(one, chance), scanner.lay(two, chance))

    class Killed(BaseException):
        pass

    kept: list[int] = []

    def keep(office: Office, seq: int, contents: Sequence[CopyContent]) -> SealUse:
        if kept:
            raise Killed
        kept.append(seq)
        return seals.keep_copies(office, seq, contents)

    with monkeypatch.context() as now:
        now.setattr(scans, "keep_copies", keep)
        with pytest.raises(Killed):
            take(handler, tray)
    assert [state_of(handler, use) for use in (first, second)] == [State.FILED, State.TO_KEEP]
    assert names(tray.folder) == ["一叠.pdf"]
    assert scans.has_news(tray)
    assert scans.take_in(handler, tray) == rules.TakenIn((second.number,), known=1)
    assert names(tray.folder) == ["已入册"]


def test_a_stack_that_cannot_be_split_waits_whole(
    handler: Office, tray: Tray, sealed: Sealed, chance: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    use, pdf = sealed()
    put(tray, "一叠.pdf", scanner.blank(chance), scanner.lay(pdf, chance))

    def full(path: Path, _content: bytes) -> None:
        raise Unavailable(f"没有写成“{path.name}”。")

    monkeypatch.setattr(scans, "write_whole", full)
    taken = take(handler, tray)
    assert [(scan.name, scan.why) for scan in taken.waiting] == [
        ("一叠.pdf", "没有写成“一叠（第1页）.pdf”。")
    ]
    assert state_of(handler, use) is State.TO_KEEP
    assert names(tray.folder) == ["一叠.pdf"]
    monkeypatch.undo()
    assert not scans.has_news(tray)
    # When the folder is taken in again, for whatever reason, there may be room.
    assert scans.take_in(handler, tray).filed == (use.number,)


# By hand


@pytest.fixture
def waiting(handler: Office, tray: Tray, sealed: Sealed) -> WaitingScan:
    """A form that a resident brought, scanned: it has no code."""
    (tray.folder / "表.pdf").write_bytes(builders.picture("PDF", pages=2, size=(400, 500), shade=90))
    [scan] = take(handler, tray).waiting
    return scan


def test_the_clerk_files_a_scan_to_the_entry_they_choose(
    handler: Office, tray: Tray, sealed: Sealed, waiting: WaitingScan
) -> None:
    use, _pdf = sealed()
    sealed(State.FILED)
    assert [line.use for line in scans.entries_to_choose(handler)] == [use.seq]
    filed = scans.file_scan(handler, tray, waiting, use.seq)
    assert (filed.state, filed.kept_copies[0].sha256) == (State.FILED, waiting.sha256)
    assert names(tray.folder) == ["已入册"]


def test_a_scan_is_not_filed_to_an_entry_that_waits_for_none(
    handler: Office, tray: Tray, sealed: Sealed, waiting: WaitingScan
) -> None:
    use, _pdf = sealed(State.TO_SEAL)
    assert rules_of(refused(handler, lambda: scans.file_scan(handler, tray, waiting, use.seq))) == [
        "seals.wrong_state"
    ]
    assert names(tray.folder) == ["表.pdf"]


def test_a_paper_with_the_code_of_one_entry_is_no_copy_of_another(
    handler: Office, tray: Tray, sealed: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    early, _pdf = sealed(State.TO_SEAL)
    other, _pdf = sealed(applicant_name="王芳")
    pretend(monkeypatch, code_of(handler, early))
    (tray.folder / "早到.png").write_bytes(builders.picture())
    [scan] = take(handler, tray).waiting
    assert refused(handler, lambda: scans.file_scan(handler, tray, scan, other.seq)) == [
        ("scans.other_entry", "use")
    ]
    assert rules_of(refused(handler, lambda: scans.file_scan(handler, tray, scan, early.seq))) == [
        "seals.wrong_state"
    ]


def test_another_file_of_the_same_name_is_not_filed(
    handler: Office, tray: Tray, sealed: Sealed, waiting: WaitingScan
) -> None:
    use, _pdf = sealed()
    (tray.folder / waiting.name).write_bytes(builders.picture())
    with pytest.raises(Stale, match=r"“表\.pdf”刚才被换过了"):
        scans.file_scan(handler, tray, waiting, use.seq)
    (tray.folder / waiting.name).unlink()
    with pytest.raises(Refused, match=r"读不了“表\.pdf”"):
        scans.file_scan(handler, tray, waiting, use.seq)
    assert state_of(handler, use) is State.TO_KEEP


def test_a_scan_is_put_aside_with_its_reason_in_the_log(
    handler: Office, tray: Tray, waiting: WaitingScan
) -> None:
    with written(handler) as log:
        scans.put_aside(handler, tray, waiting, Aside.TWICE)
    assert log.said() == [
        ("seals.scan_put_aside", None, {"reason": "twice", "sha256": waiting.sha256, "pages": waiting.pages})
    ]
    assert names(tray.folder / "不归档" / MONTH) == ["表.pdf"]
    with pytest.raises(Unavailable, match=r"移不走“表\.pdf”"):
        scans.put_aside(handler, tray, waiting, Aside.TWICE)


def test_putting_aside_needs_a_reason_and_the_right(
    handler: Office, auditor: Office, tray: Tray, waiting: WaitingScan
) -> None:
    assert refused(handler, lambda: scans.put_aside(handler, tray, waiting, "")) == [
        ("scans.reason", "reason")
    ]
    assert rules_of(refused(auditor, lambda: scans.put_aside(auditor, tray, waiting, Aside.TWICE))) == [
        "people.not_allowed"
    ]
    assert names(tray.folder) == ["表.pdf"]


def test_a_scan_that_waits_is_looked_at_full_size(tray: Tray, waiting: WaitingScan) -> None:
    told: list[tuple[int, int]] = []
    pages = scans.open_scan(tray, waiting, width=300, progress=lambda done, all_: told.append((done, all_)))
    assert [page[:4] for page in pages] == [b"\x89PNG"] * 2
    assert told == [(1, 2), (2, 2)]
    assert scans.open_scan(tray, waiting, width=300) == pages
