"""What is seen on a scanned page, and how papers are cut out of a stack."""

import io
import multiprocessing
import threading
from pathlib import Path
from random import Random

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from desktop.domain.problems import Refused
from desktop.domain.scans import PageSeen, Part, ScanRead
from desktop.domain.seals import State
from desktop.services import seals
from desktop.services.office import Office
from desktop.storage import files, scans
from tests import builders, scanner
from tests.conftest import MakeUse

TRIES = 6


@pytest.fixture
def chance() -> Random:
    return Random(7)


@pytest.fixture
def paper(handler: Office, make_use: MakeUse) -> bytes:
    return seals.print_paper(handler, make_use(state=State.TO_SEAL).seq).pdf


def code_in(pdf: bytes) -> str:
    """The code as it reads without any scanner."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil()
    [code] = zxingcpp.read_barcodes(picture)
    return str(code.text)


def seen(picture: Image.Image) -> PageSeen:
    """What is seen on a page that the scanner wrote as a PDF."""
    copy = files.look_at("扫描.pdf", scanner.stack([picture]))
    [page] = scans._pages(copy)
    return scans.look_at_page(page)


@pytest.mark.parametrize(("dpi", "blur"), [(150, 0.45), (150, 0.6), (200, 0.8)])
def test_crooked_upside_down_grey_scans_are_read(paper: bytes, chance: Random, dpi: int, blur: float) -> None:
    found = {
        seen(
            scanner.lay(
                paper,
                chance,
                angle=chance.uniform(-10, 10),
                upside_down=turn % 2 == 1,
                dpi=dpi,
                blur=blur,
            )
        )
        for turn in range(TRIES)
    }
    assert found == {PageSeen((code_in(paper),))}


@pytest.mark.parametrize("quarter", [90, 270])
def test_a_page_laid_across_is_read(paper: bytes, chance: Random, quarter: int) -> None:
    picture = scanner.lay(paper, chance, angle=quarter + 3, blur=0.6)
    assert seen(picture).codes == (code_in(paper),)


def test_a_page_with_words_and_no_code_is_neither_blank_nor_unclear(
    handler: Office, make_use: MakeUse, chance: Random
) -> None:
    slip = seals.print_slip(handler, make_use().seq).pdf
    pages = [scanner.lay(slip, chance, angle=angle, noise=18) for angle in (-8, 0, 5)]
    assert [seen(page) for page in pages] == [PageSeen()] * 3


def test_a_code_that_is_scratched_is_unclear(paper: bytes, chance: Random) -> None:
    picture = scanner.lay(paper, chance, dpi=300)
    side = round(300 / 25.4)
    picture.paste(0, (33 * side, 272 * side, 46 * side, 284 * side))
    assert seen(picture) == PageSeen(unclear=True)


@pytest.mark.parametrize("blur", [1.0, 1.5])
def test_a_code_too_blurred_to_be_read_is_unclear_and_no_enclosure(
    paper: bytes, chance: Random, blur: float
) -> None:
    found = {
        seen(scanner.lay(paper, chance, angle=chance.uniform(-10, 10), upside_down=turn == 1, blur=blur))
        for turn in range(3)
    }
    assert found == {PageSeen(unclear=True)}


def test_a_photograph_is_no_code(chance: Random) -> None:
    sheet = scanner.blank(chance)
    # A man before a blue wall, as on an enclosed form: grey, with dark hair and a bright face.
    sheet.paste(125, (150, 1300, 350, 1580))
    sheet.paste(30, (200, 1330, 300, 1400))
    sheet.paste(215, (205, 1390, 295, 1490))
    assert seen(scanner.spoil(sheet, chance)) == PageSeen()


@pytest.mark.parametrize(("dpi", "noise"), [(100, 20), (150, 12), (300, 20)])
def test_an_empty_sheet_is_blank(chance: Random, dpi: int, noise: float) -> None:
    picture = scanner.blank(chance, dpi)
    # The lid was not quite closed: one edge is dark.
    picture.paste(40, (0, 0, round(picture.width * 0.02), picture.height))
    assert seen(scanner.spoil(picture, chance, noise)) == PageSeen(blank=True)


def test_one_line_of_writing_is_no_blank_sheet(chance: Random) -> None:
    picture = scanner.blank(chance)
    picture.paste(60, (400, 900, 700, 904))
    assert not scans.is_blank(picture)


def told_nothing(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def test_each_page_is_told_of(tmp_path: Path, paper: bytes, chance: Random) -> None:
    path = tmp_path / "一叠.tif"
    path.write_bytes(scanner.stack([scanner.lay(paper, chance), scanner.blank(chance)], "TIFF"))
    told = []
    read = scans.read_scan(path, lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2)]
    assert read.pages == (PageSeen((code_in(paper),)), PageSeen(blank=True))
    assert (read.copy.media_type, read.copy.pages) == ("image/tiff", 2)


def test_a_large_picture_is_looked_at_smaller(tmp_path: Path, paper: bytes, chance: Random) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(scanner.stack([scanner.lay(paper, chance, dpi=400)], "JPEG", 400))
    assert scans.read_scan(path, told_nothing).pages == (PageSeen((code_in(paper),)),)


def test_a_sheet_as_large_as_a_wall_is_drawn_no_larger_than_needed() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_000, 9_000)
    out = io.BytesIO()
    document.save(out)
    [page] = scans._pages(files.look_at("墙.pdf", out.getvalue()))
    assert max(page.size) == scans.LONGEST_EDGE


@pytest.mark.parametrize(("kind", "name"), [("PDF", "一叠.pdf"), ("TIFF", "一叠.tif")])
def test_parts_are_cut_out_the_same_each_time(chance: Random, kind: str, name: str) -> None:
    sheets = [scanner.spoil(Image.new("L", (600, 800), shade), chance) for shade in (240, 120, 60)]
    copy = files.look_at(name, scanner.stack(sheets, kind))
    parts = [Part(0, 1), Part(1, 2)]
    first, second = scans.cut(copy, parts)
    assert [(part.pages, part.media_type) for part in (first, second)] == [
        (1, copy.media_type),
        (2, copy.media_type),
    ]
    ending = name.partition(".")[2]
    assert [part.name for part in (first, second)] == [
        f"一叠（第1页）.{ending}",
        f"一叠（第2至3页）.{ending}",
    ]
    assert [part.sha256 for part in scans.cut(copy, parts)] == [first.sha256, second.sha256]
    if kind == "PDF":
        # What tells two files apart comes from what is in them, and not from the time.
        assert (
            len({str(pikepdf.open(io.BytesIO(part.content)).trailer.ID[0]) for part in (first, second)}) == 2
        )
    whole = [page.tobytes() for page in scans._pages(copy)]
    assert [page.tobytes() for part in (first, second) for page in scans._pages(part)] == whole


def test_what_cannot_be_drawn_or_cut_is_damaged() -> None:
    copy = builders.make_copy(b"%PDF-1.7", name="坏.pdf", media_type="application/pdf")
    with pytest.raises(Refused, match=r"“坏\.pdf”已损坏"):
        scans.cut(copy, [Part(0, 1)])
    with pytest.raises(Refused, match=r"“坏\.pdf”已损坏"):
        list(scans._pages(copy))


def test_the_child_reads_cuts_and_refuses_until_the_line_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chance: Random
) -> None:
    # In a thread here: what holds the child to its memory must not hold the tests.
    monkeypatch.setattr(scans, "keep_small", lambda: None)
    path = tmp_path / "一叠.pdf"
    path.write_bytes(scanner.stack([scanner.blank(chance), scanner.blank(chance)]))
    ours, theirs = multiprocessing.Pipe()
    child = threading.Thread(target=scans.serve, args=(theirs,))
    child.start()
    ours.send((Part(0, 1),))
    ours.send(path)
    assert [ours.recv(), ours.recv()] == [(0, 2), (1, 2)]
    read = ours.recv()
    assert isinstance(read, ScanRead)
    ours.send((Part(1, 1),))
    assert [copy.name for copy in ours.recv()] == ["一叠（第2页）.pdf"]
    ours.send(tmp_path / "没有.pdf")
    assert isinstance(ours.recv(), Refused)
    ours.close()
    child.join(10)
    assert not child.is_alive()
