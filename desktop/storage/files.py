"""Readers of foreign files: what somebody drops on an entry is looked at here before it is kept.

The looking runs in a child process (`services.seals` starts it), so that a hostile file kills only the child.
"""

import hashlib
import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageSequence, UnidentifiedImageError

from desktop.domain.problems import Problem, Refused
from desktop.domain.seals import CopyContent
from desktop.i18n import _

LARGEST_FILE = 50 * 1024 * 1024
MOST_PAGES = 200
THUMBNAIL_PX = 280
"""Longer edge of a thumbnail: twice its size in the detail panel, so that it stays sharp on a dense screen."""
THUMBNAILS = 4
LARGEST_PIXELS = 250_000_000
IMAGE_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff", "MPO": "image/jpeg"}


UNREADABLE = (
    pypdfium2.PdfiumError,
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    IndexError,
    Image.DecompressionBombError,
)
"""What the readers of foreign files raise when one of them is not what it says."""


def _refused(rule: str, message: str) -> Refused:
    return Refused([Problem(rule, message, "copy")])


def read_copy(path: Path) -> CopyContent:
    """Reads a scan (PDF, JPEG, PNG, TIFF) that is to be kept. Raises Refused in words when it cannot be."""
    name = path.name
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _refused(
                "copies.too_large",
                _("“{name}”太大，有 {size} MB，最多 {most} MB。请用低一些的分辨率重新扫描。").format(
                    name=name, size=-(-size // (1024 * 1024)), most=LARGEST_FILE // (1024 * 1024)
                ),
            )
        content = path.read_bytes()
    except OSError as error:
        raise _refused(
            "copies.unreadable", _("读不了“{name}”。文件不在了，或没有权限。请检查后再试。").format(name=name)
        ) from error
    return look_at(name, content)


def look_at(name: str, content: bytes) -> CopyContent:
    """The same for a file already in memory."""
    if not content:
        raise _refused("copies.empty", _("“{name}”是空文件。多半是没有扫成。请重新扫描。").format(name=name))
    if content.startswith(b"%PDF-"):
        media_type, (pages, thumbnails) = "application/pdf", _look_at_pdf(name, content)
    else:
        media_type, pages, thumbnails = _look_at_image(name, content)
    if pages > MOST_PAGES:
        raise _refused(
            "copies.too_many_pages",
            _("“{name}”有 {pages} 页，最多 {most} 页。请分成几个文件。").format(
                name=name, pages=pages, most=MOST_PAGES
            ),
        )
    digest = hashlib.sha256(content).hexdigest()
    return CopyContent(name, media_type, digest, pages, content, thumbnails)


def _look_at_pdf(name: str, content: bytes) -> tuple[int, tuple[bytes, ...]]:
    try:
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
        pictures = []
        for page in range(min(pages, THUMBNAILS)):
            sheet = document[page]
            scale = THUMBNAIL_PX / max(*sheet.get_size(), 1)
            pictures.append(_png(sheet.render(scale=scale).to_pil()))
        return pages, tuple(pictures)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise _refused(
                "copies.password", _("“{name}”有密码保护，打不开。请去掉密码再留底。").format(name=name)
            ) from error
        raise damaged(name) from error


def _look_at_image(name: str, content: bytes) -> tuple[str, int, tuple[bytes, ...]]:
    Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS
    try:
        with Image.open(io.BytesIO(content)) as image:
            media_type = IMAGE_TYPES.get(image.format or "")
            if media_type is None:
                raise _foreign(name)
            pictures, pages = [], 0
            for frame in ImageSequence.Iterator(image):
                frame.load()
                pages += 1
                if pages <= THUMBNAILS:
                    small = frame.convert("RGB")
                    small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
                    pictures.append(_png(small))
                if pages > MOST_PAGES:
                    break
            return media_type, pages, tuple(pictures)
    except UnidentifiedImageError as error:
        raise _foreign(name) from error
    except Image.DecompressionBombError as error:
        raise _refused(
            "copies.too_large", _("“{name}”的图像太大。请用低一些的分辨率重新扫描。").format(name=name)
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise damaged(name) from error


_opened: list[tuple[str, bytes]] = []
"""In the child process that draws pages: the one file it was started for."""


def open_pages(media_type: str, content: bytes) -> None:
    """Starts a child process on one kept file, so that each page need not bring the file along."""
    _opened[:] = [(media_type, content)]


def draw_page(number: int, width: int) -> bytes:
    """One page of the file, counted from 0, as a PNG picture at most `width` pixels wide."""
    media_type, content = _opened[0]
    if media_type == "application/pdf":
        sheet = pypdfium2.PdfDocument(content)[number]
        return _plain_png(sheet.render(scale=width / max(sheet.get_width(), 1)).to_pil())
    Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS
    with Image.open(io.BytesIO(content)) as image:
        image.seek(number)
        picture = image.convert("RGB")
        picture.thumbnail((width, width * 4))
        return _plain_png(picture)


def _plain_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _foreign(name: str) -> Refused:
    return _refused(
        "copies.type",
        _("“{name}”不是扫描件。留底只收 PDF、JPEG、PNG、TIFF，看内容，不看文件名。请换成扫描件。").format(
            name=name
        ),
    )


def damaged(name: str) -> Refused:
    """The refusal of a file that cannot be opened."""
    return _refused("copies.damaged", _("“{name}”已损坏，打不开。请重新扫描。").format(name=name))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()
