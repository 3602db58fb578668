"""Papers whose wording an office may change: a title and paragraphs with fields in them, filled in and set."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from desktop.domain.papers import Paper, SealBox
from desktop.domain.problems import Refused
from desktop.forms.documents import labels
from desktop.forms.paper import Sheet, check_text, chinese_date
from desktop.forms.papers import UPRIGHT, set_paper


@dataclass(frozen=True, slots=True)
class Wording:
    """The title and the paragraphs of a paper; {name} and its like are filled in from the document."""

    title: str
    paragraphs: tuple[str, ...]

    def fill(self, words: dict[str, str]) -> tuple[str, ...]:
        """The paragraphs filled in; what is filled in is never looked at for fields again."""
        return tuple(
            re.sub(r"\{([a-z_]+)\}", lambda found: words[found[1]], paragraph)
            for paragraph in self.paragraphs
        )


DrawWorded = Callable[[Sheet, Any, Wording], tuple[SealBox, ...]]


@dataclass(frozen=True, slots=True)
class Worded:
    """A paper with a wording of its own: its first version, which never changes, and how it is drawn.

    `size` is the width and height of its pages in mm.
    """

    wording: Wording
    draw: DrawWorded
    size: tuple[float, float] = UPRIGHT


def printed(document: Any) -> dict[str, str]:
    """The fields as they are printed; what a draft still lacks shows its name in brackets."""
    words = {}
    for name, label in labels(type(document)).items():
        value = getattr(document, name)
        text = chinese_date(value) if isinstance(value, date) else str(value or "").strip()
        words[name] = text or f"〔{label.title}〕"
    return words


def set_worded(
    name: str, worded: Worded, document: Any, wording: Wording | None = None, reprinted_on: date | None = None
) -> Paper:
    """Set one document with a wording, the program's own unless another is given.

    Raises `Refused` naming each field that is blank or cannot be printed, `paragraphs` for the wording.
    """
    wording = wording or worded.wording
    texts = (wording.title, *wording.paragraphs)
    problems = [problem for text in texts for problem in check_text(text, "paragraphs")]
    if problems:
        raise Refused(problems)
    draw = partial(_draw_with, worded.draw, wording)
    return set_paper(
        name, wording.title.replace("　", ""), draw, document, size=worded.size, reprinted_on=reprinted_on
    )


def _draw_with(draw: DrawWorded, wording: Wording, sheet: Sheet, document: Any) -> tuple[SealBox, ...]:
    return draw(sheet, document, wording)


def draw_first(worded: Worded) -> Callable[[Sheet, Any], tuple[SealBox, ...]]:
    """How such a paper is drawn with its first wording."""
    return partial(_draw_with, worded.draw, worded.wording)
