"""Readers of what the scanner wrote: the codes on its pages, and the papers cut out of a stack.

All of it runs in a child process (`services.scans` starts it), so that a hostile file kills only the child.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, ImageStat

from desktop.domain.problems import Refused
from desktop.domain.scans import PageSeen, Part, ScanRead, part_name
from desktop.domain.seals import CopyContent
from desktop.storage import files
from desktop.storage.sheets import keep_small

DRAWN_DPI = 150
"""How finely a page of a PDF is drawn; most scanners are set so, and what is finer gains nothing but time."""
LONGEST_EDGE = 2600
"""Pixels of the longer edge of a page that is looked at: A4 at a good 220 dpi."""
CORNER = 0.45
"""The part of the shorter edge that a corner takes: the code, 22 mm wide at 28 mm, 266 mm, also when 10° askew."""
SHARP = ImageFilter.UnsharpMask(5, 400, 0)
SHARP_BEFORE = ImageFilter.UnsharpMask(1.0, 250, 0)
DARKEST = 30
"""How much darker than the paper the darkest place of an empty sheet is at most, the noise smoothed away."""
SMALL = 300
SHORTER_EDGE, BLOCK = 210, 4
"""The shorter edge of A4 and the side of the squares whose darkness is looked at, in mm: three by three lie within
the 22 mm of a code, also when it is askew."""
HALF_DARK = (0.3, 0.7)
"""Between these a square of a code is dark; its modules are half and half."""
GRAIN = 28
"""How far the greys in a square of a code spread at least; those of a photograph's background hardly do."""
MARGIN = 0.03
"""The part of an edge that a scanner darkens."""

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

Told = Callable[[int, int], None]


def read_scan(path: Path, told: Told) -> ScanRead:
    """Reads a scan page by page; `told` hears how many are done, of how many. Raises Refused in words."""
    copy = files.read_copy(path)
    seen = []
    for number, page in enumerate(_pages(copy)):
        told(number, copy.pages)
        seen.append(look_at_page(page))
    return ScanRead(copy, tuple(seen))


def _pages(copy: CopyContent) -> Iterator[Image.Image]:
    """The pages as grey pictures. Raises Refused for one that cannot be drawn."""
    try:
        yield from _pdf_pages(copy) if copy.media_type == "application/pdf" else _frames(copy)
    except files.UNREADABLE as error:
        raise files.damaged(copy.name) from error


def _pdf_pages(copy: CopyContent) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(copy.content)
    for number in range(copy.pages):
        sheet = document[number]
        scale = min(_density(sheet) / 72, LONGEST_EDGE / max(*sheet.get_size(), 1))
        yield sheet.render(scale=scale, grayscale=True).to_pil().convert("L")


def _density(sheet: pypdfium2.PdfPage) -> float:
    """The dots per inch of the picture that a scanned page consists of, where it is one."""
    found: list[float] = [
        thing.get_px_size()[0] / max(sheet.get_width(), 1) * 72
        for thing in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=1)
    ]
    return max([DRAWN_DPI, *found])


def _frames(copy: CopyContent) -> Iterator[Image.Image]:
    Image.MAX_IMAGE_PIXELS = files.LARGEST_PIXELS
    with Image.open(io.BytesIO(copy.content)) as image:
        for number in range(copy.pages):
            image.seek(number)
            picture = ImageOps.exif_transpose(image).convert("L")
            picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
            yield picture


def look_at_page(page: Image.Image) -> PageSeen:
    """The codes of one grey page; the looks cost more and more time, and end at the first that finds a paper's.

    Printed modules are 1.7 pixels wide at 150 dpi: only enlarged, and sharpened against the scanner's blur, do
    they part. A code that is there but cannot be read is told apart from none: such a page must not pass for an
    enclosure of the paper before it.
    """
    if is_blank(page):
        return PageSeen(blank=True)
    codes: dict[str, None] = {}
    unclear = False
    for look in _looks(page):
        for found in zxingcpp.read_barcodes(look, formats=QR, return_errors=True):
            if found.valid:
                codes[found.text] = None
            else:
                unclear = True
        if PageSeen(tuple(codes)).papers:
            break
    return PageSeen(tuple(codes), unclear=not codes and (unclear or has_block(page)))


def is_blank(page: Image.Image) -> bool:
    """Whether there is nothing on a page but the paper itself and what the edge of the glass left."""
    small = page.copy()
    small.thumbnail((SMALL, SMALL))
    across, down = round(small.width * MARGIN), round(small.height * MARGIN)
    found = ImageStat.Stat(small.crop((across, down, small.width - across, small.height - down)))
    return found.median[0] - found.extrema[0][0] < DARKEST


def has_block(page: Image.Image) -> bool:
    """Whether somewhere is a patch as evenly half dark as a code is, however blurred. No writing comes near it."""
    across = round(SHORTER_EDGE / BLOCK)
    size = across, round(across * page.height / page.width)
    means = page.resize(size, Image.Resampling.BOX).tobytes()
    squares = page.point([tone * tone // 255 for tone in range(256)]).resize(size, Image.Resampling.BOX)
    # Against the tone of the paper: blur takes from the black of a module what it gives to the white beside it.
    paper = max(ImageStat.Stat(page).median[0], 1)
    half = [
        HALF_DARK[0] <= 1 - mean / paper <= HALF_DARK[1] and square * 255 - mean * mean > GRAIN**2
        for mean, square in zip(means, squares.tobytes(), strict=True)
    ]
    return any(
        all(half[top * across + left + step] for top in range(row, row + 3) for step in range(3))
        for row in range(size[1] - 2)
        for left in range(across - 2)
    )


def _looks(page: Image.Image) -> Iterator[Image.Image]:
    yield page
    yield _larger(page, 2)
    corners = list(_corners(page))
    for corner in corners:
        yield _larger(corner, 4).filter(SHARP)
    for corner in corners:
        yield _larger(corner.filter(SHARP_BEFORE), 4)
    for corner in corners:
        larger = ImageOps.autocontrast(_larger(corner, 3), cutoff=2)
        yield larger.point([0] * 128 + [255] * 128)


def _corners(page: Image.Image) -> Iterator[Image.Image]:
    """The corners in the order in which the code is there: the foot, odd page and even; upside down; lying."""
    side = round(min(page.size) * CORNER)
    right, bottom = page.width - side, page.height - side
    for left, top in ((0, bottom), (right, 0), (right, bottom), (0, 0)):
        yield page.crop((left, top, left + side, top + side))


def _larger(picture: Image.Image, times: int) -> Image.Image:
    return picture.resize((picture.width * times, picture.height * times), Image.Resampling.LANCZOS)


def cut(copy: CopyContent, parts: Sequence[Part]) -> list[CopyContent]:
    """The parts of a scan as files of their own, the same bytes each time. Raises Refused."""
    try:
        cut_out = _cut_pdf if copy.media_type == "application/pdf" else _cut_frames
        return [files.look_at(part_name(copy.name, part), cut_out(copy.content, part)) for part in parts]
    except (*files.UNREADABLE, pikepdf.PdfError) as error:
        raise files.damaged(copy.name) from error


def _cut_pdf(content: bytes, part: Part) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as whole, pikepdf.new() as paper:
        paper.pages.extend(whole.pages[part.first : part.first + part.pages])
        paper.remove_unreferenced_resources()
        paper.save(out, deterministic_id=True)
    return out.getvalue()


def _cut_frames(content: bytes, part: Part) -> bytes:
    """Only a TIFF has several pictures; they stay as they are, without loss."""
    frames = []
    with Image.open(io.BytesIO(content)) as image:
        for number in range(part.first, part.first + part.pages):
            image.seek(number)
            frames.append(image.copy())
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_deflate")
    return out.getvalue()


def serve(line: Connection) -> None:
    """What the child does until the line is closed: reads the file it is told, then cuts it when asked.

    It answers (done, of how many) as it goes, then with a `ScanRead`, the parts, or the refusal.
    """
    keep_small()
    read: ScanRead | None = None
    while True:
        try:
            asked: Path | tuple[Part, ...] = line.recv()
        except EOFError:
            return
        try:
            if isinstance(asked, Path):
                read = read_scan(asked, lambda done, total: line.send((done, total)))
                line.send(read)
            elif read is not None:
                line.send(cut(read.copy, asked))
        except Refused as refused:
            line.send(refused)
