"""A paper as the other rooms hand it on: its bytes, and where on it a seal is to be pressed."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SealBox:
    """The round place of one seal on a page, shown on screen only; nothing is ever printed there.

    `page` counts from 1. The centre lies `x_mm` from the left and `y_mm` from the top edge of the page.
    A `seam` seal covers a tear line or fanned pages (骑缝章), a `signature` seal the issuer and date (落款), a
    `specimen` stands alone on white paper (印模).
    """

    page: int
    x_mm: float
    y_mm: float
    diameter_mm: float
    kind: Literal["signature", "seam", "specimen"]


@dataclass(frozen=True, slots=True)
class Paper:
    """One finished PDF with what preview and print need to know about it."""

    kind: str
    title: str
    pdf: bytes
    pages: int
    seal_boxes: tuple[SealBox, ...]


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A paper of the office's own that an entry of the register seals: its kind, and its document as canonical JSON.

    What the register adds when it is printed (number, codes, day, who let it out) does not stand in it.
    """

    kind: str
    text: str
