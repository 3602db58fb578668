"""A scanner on a bad day: real papers laid crooked or upside down, drawn coarse and grey, blurred, noisy, packed hard."""

import io
from collections.abc import Sequence
from random import Random

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

DPI = 150
PAPER = 246
BLUR, NOISE, QUALITY = 0.45, 12, 60
"""Spread of the lens in scanned pixels, spread of the grey of one pixel, and quality of the JPEG."""
UNIFORM = 73.9
"""Spread of bytes that are all equally likely."""


def lay(
    pdf: bytes,
    chance: Random,
    *,
    page: int = 0,
    angle: float = 0.0,
    upside_down: bool = False,
    dpi: int = DPI,
    blur: float = BLUR,
    noise: float = NOISE,
) -> Image.Image:
    """One page of a PDF as the scanner sees it. `angle` in degrees."""
    fine = pypdfium2.PdfDocument(pdf)[page].render(scale=2 * dpi / 72, grayscale=True).to_pil().convert("L")
    # The whole sheet is on the glass, however it lies.
    turned = fine.rotate(angle + 180 * upside_down, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)
    half = turned.width // 2, turned.height // 2
    seen = turned.filter(ImageFilter.GaussianBlur(2 * blur)).resize(half, Image.Resampling.BOX)
    return spoil(seen, chance, noise)


def spoil(picture: Image.Image, chance: Random, noise: float = NOISE) -> Image.Image:
    """The noise of the sensor and the marks of a JPEG."""
    grain = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    grain = grain.point([round(128 + (value - 127.5) * noise / UNIFORM) for value in range(256)])
    out = io.BytesIO()
    ImageChops.add(picture, grain, 1, -128).save(out, "JPEG", quality=QUALITY)
    return Image.open(io.BytesIO(out.getvalue()))


def blank(chance: Random, dpi: int = DPI) -> Image.Image:
    """An empty sheet."""
    return spoil(Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), PAPER), chance)


def stack(pictures: Sequence[Image.Image], kind: str = "PDF", dpi: int = DPI) -> bytes:
    """What the scanner writes: PDF or TIFF of several pages, JPEG or PNG of one."""
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if kind in ("PDF", "TIFF") else {}
    quality = {"quality": QUALITY} if kind in ("PDF", "JPEG") else {}
    pictures[0].save(out, kind, resolution=dpi, dpi=(dpi, dpi), **more, **quality)
    return out.getvalue()
