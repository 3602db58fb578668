"""One kind of paper, and how a document of it is set: checked for blanks, drawn page by page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from desktop.domain.papers import Paper, SealBox
from desktop.forms.documents import require
from desktop.forms.paper import HEI, Sheet, chinese_date
from desktop.forms.paper.geometry import A4_HEIGHT, A4_WIDTH

UPRIGHT: Final = (A4_WIDTH, A4_HEIGHT)
ACROSS: Final = (A4_HEIGHT, A4_WIDTH)
# A second print of the same paper says so at its head right. Number, check code and QR stay what they are.
REPRINT: Final = "补打"
EDGE, HEAD_BASE, HEAD_SIZE = 10.5, 13.0, 9.0

Draw = Callable[[Sheet, Any], tuple[SealBox, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: its name in commands, its title, its document, how one is set, and an example.

    `size` is the width and height of its pages in mm. `draw` begins on the current page of a sheet.
    `more` are examples of the variants a kind has.
    """

    name: str
    title: str
    document: type
    set: Callable[[Any], Paper]
    draw: Draw
    example: dict[str, Any]
    size: tuple[float, float] = UPRIGHT
    more: tuple[dict[str, Any], ...] = ()

    @property
    def examples(self) -> tuple[dict[str, Any], ...]:
        """The example and those of its variants."""
        return (self.example, *self.more)


class HeadedSheet(Sheet):
    """A sheet whose every page says at its head right that it was printed again, and when."""

    def __init__(self, title: str, width: float, height: float, reprinted_on: date | None) -> None:
        super().__init__(title, width, height)
        self.reprinted_on = reprinted_on
        self._head()

    def next_page(self) -> None:
        """Finish the page and begin the next with the same head."""
        super().next_page()
        self._head()

    def _head(self) -> None:
        if self.reprinted_on is not None:
            words = f"{REPRINT}　{chinese_date(self.reprinted_on)}"
            self.text(self.width - EDGE, HEAD_BASE, words, HEI, HEAD_SIZE, align="right")


def set_paper(
    name: str,
    title: str,
    draw: Draw,
    document: Any,
    *,
    size: tuple[float, float] = UPRIGHT,
    reprinted_on: date | None = None,
) -> Paper:
    """Set one document. Raises `Refused` naming each field that is blank or cannot be printed.

    `reprinted_on` is the day of a second print of the same formal paper; it then says 补打 on every page.
    """
    require(document)
    sheet = HeadedSheet(title, *size, reprinted_on)
    boxes = draw(sheet, document)
    return Paper(name, title, sheet.to_pdf(), sheet.pages, boxes)
