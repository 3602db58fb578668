"""Paragraphs of body type set in lines of the grid."""

from dataclasses import dataclass

from desktop.forms.paper.fonts import FANG, Lettering
from desktop.forms.paper.geometry import BLOCK_WIDTH, BODY_SIZE, BODY_SPACING, MM, STEP
from desktop.forms.paper.lines import Line, break_lines
from desktop.forms.paper.sheet import Piece, justify


@dataclass(frozen=True, slots=True)
class SetLine:
    """One set line of the grid: its pieces, and how many characters it begins inside the left edge.

    A line to `keep` never stands last on a page: it announces what follows it.
    """

    pieces: tuple[Piece, ...]
    indent: float
    style: Lettering = FANG
    keep: bool = False


def set_width(text: str, style: Lettering = FANG) -> float:
    """The width in mm that text of body type takes, the gap after its last character included."""
    return (style.width(text) * BODY_SIZE + len(text) * BODY_SPACING) / MM


def set_paragraph(
    text: str, indent: float, style: Lettering = FANG, inside: float = 0.0, width: float = BLOCK_WIDTH
) -> list[SetLine]:
    """The lines of a paragraph, justified but for the last, the first `indent` characters in.

    The other lines begin `inside` characters in; all end `width` mm from the left edge. A line end in the text begins a paragraph of its own.
    """
    lines: list[Line] = []
    firsts: set[int] = set()
    lasts: set[int] = set()
    for part in text.split("\n"):
        firsts.add(len(lines))
        lines += break_lines(
            part, lambda piece: set_width(piece, style), width - inside * STEP, (indent - inside) * STEP
        )
        lasts.add(len(lines) - 1)
    done = []
    for number, line in enumerate(lines):
        start = indent if number in firsts else inside
        if number in lasts:
            pieces = [Piece("".join(line), BODY_SPACING)]
        else:
            pieces = justify(line, style, BODY_SIZE, width - start * STEP, BODY_SPACING)
        done.append(SetLine(tuple(pieces), start, style))
    return done
