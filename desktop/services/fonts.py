"""The fonts papers are set in: the office's own files for a style of lettering, where this computer has chosen some."""

from collections.abc import Mapping
from pathlib import Path

from desktop.domain.problems import Missing, Problem, Refused
from desktop.forms.paper import fonts as paper
from desktop.i18n import _


def styles() -> tuple[str, ...]:
    """The styles for which a computer may choose a font, as the trade calls them: 仿宋, 小标宋 …"""
    return tuple(paper.STYLES)


def use_font(style: str, path: Path | None) -> None:
    """Sets all papers of this program in this font from now on; None: in the one that comes with it.

    What the font lacks is drawn by those that come with the program. Raises Refused saying what is wrong with the
    file, Missing for an unknown style; everything then stays as it was.
    """
    if style not in paper.STYLES:
        message = _("没有“{style}”这种字体。现有：{styles}。").format(
            style=style, styles="、".join(paper.STYLES)
        )
        raise Missing(message)
    paper.prefer(paper.STYLES[style], path)


def use_fonts(chosen: Mapping[str, Path]) -> list[Problem]:
    """Sets all papers in the fonts this computer has chosen. What cannot be used any more is told, not fatal."""
    problems: list[Problem] = []
    for style, path in chosen.items():
        try:
            use_font(style, path)
        except Missing:
            continue  # chosen by a version that knew more styles
        except Refused as refused:
            problems += refused.problems
    return problems
