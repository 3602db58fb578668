"""All kinds of paper of all subjects: one by name, its document as JSON, a batch of them in one PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.domain.papers import Paper, SealBox
from desktop.domain.problems import Missing, Problem, Refused
from desktop.forms.boxes import KINDS as BOXES
from desktop.forms.documents import check_document, require
from desktop.forms.letters.introduction import WORDED as LETTER_WORDINGS
from desktop.forms.letters.kinds import KINDS as LETTERS
from desktop.forms.paper import check_text
from desktop.forms.papers import HeadedSheet, Kind, set_paper
from desktop.forms.posters import KINDS as POSTERS
from desktop.forms.reading import object_schema, read_document, to_json
from desktop.forms.seals.certificates import WORDED as CERTIFICATES
from desktop.forms.seals.kinds import KINDS as SEALS
from desktop.forms.testsheet import KINDS as TEST_SHEETS
from desktop.forms.wordings import Worded, Wording, set_worded
from desktop.i18n import _

__all__ = [
    "KINDS",
    "WORDED",
    "Kind",
    "Piece",
    "Wording",
    "from_json",
    "get_kind",
    "print_again",
    "print_worded",
    "schema",
    "set_batch",
    "set_piece",
    "set_together",
    "to_json",
]

KINDS: dict[str, Kind] = {kind.name: kind for kind in (*SEALS, *LETTERS, *BOXES, *POSTERS, *TEST_SHEETS)}

WORDED: dict[str, Worded] = {**CERTIFICATES, **LETTER_WORDINGS}
"""The papers whose wording an office may change."""


def get_kind(name: str) -> Kind:
    """The kind of that name. Raises `Missing` with the names there are."""
    if name not in KINDS:
        message = _("没有这种文书：{name}。现有：{names}。").format(name=name, names="、".join(KINDS))
        raise Missing(message)
    return KINDS[name]


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document of a kind, made from its fields, with an example."""
    chosen = get_kind(kind)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": chosen.title}
    return head | object_schema(chosen.document) | {"examples": list(chosen.examples)}


def from_json(kind: str, data: object) -> Any:
    """The document of a kind from JSON values.

    Raises `Refused` with a problem for each unknown, missing, empty or wrongly typed field, naming it.
    """
    return read_document(get_kind(kind).document, data)


def print_again(kind: str, document: Any, day: date) -> Paper:
    """The same formal paper a second time: same number and codes, with 补打 and the day at its head right."""
    chosen = get_kind(kind)
    if kind in WORDED:
        return print_worded(kind, document, reprinted_on=day)
    return set_paper(kind, chosen.title, chosen.draw, document, size=chosen.size, reprinted_on=day)


def print_worded(
    kind: str, document: Any, wording: Wording | None = None, reprinted_on: date | None = None
) -> Paper:
    """Set a paper with a wording of the office's own, or the program's. Raises `Refused`."""
    return set_worded(kind, WORDED[kind], document, wording, reprinted_on)


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper among many: its kind, its document, a wording of the office's own, the day of a second print."""

    kind: str
    document: Any
    wording: Wording | None = None
    reprinted_on: date | None = None


def set_piece(piece: Piece) -> Paper:
    """One formal paper by itself. Raises `Refused` naming each field that is blank or cannot be printed."""
    if piece.kind in WORDED:
        return print_worded(piece.kind, piece.document, piece.wording, piece.reprinted_on)
    if piece.reprinted_on is not None:
        return print_again(piece.kind, piece.document, piece.reprinted_on)
    paper: Paper = get_kind(piece.kind).set(piece.document)
    return paper


def check_together(piece: Piece, others: Sequence[Piece]) -> list[Problem]:
    """What speaks against a paper, alone or in one print with others: blanks, characters, another size of sheet."""
    problems = check_document(piece.document)
    if piece.wording is not None:
        for text in (piece.wording.title, *piece.wording.paragraphs):
            problems += check_text(text, "paragraphs")
    if others and get_kind(piece.kind).size != get_kind(others[0].kind).size:
        message = _("这份纸的大小和前面的不同。一次打印只用一种纸。请单独打印这一份。")
        problems.append(Problem("paper.size", message))
    return problems


def set_together(title: str, pieces: Sequence[Piece]) -> Paper:
    """One PDF of papers of several kinds, each from a page of its own. Raises `Refused` naming the first bad field.

    All pages have the size of the first.
    """
    first, *_others = pieces
    sheet = HeadedSheet(title, *get_kind(first.kind).size, first.reprinted_on)
    boxes: list[SealBox] = []
    for place, piece in enumerate(pieces):
        chosen = get_kind(piece.kind)
        require(piece.document)
        if place:
            sheet.reprinted_on = piece.reprinted_on
            sheet.next_page()
        if piece.kind in WORDED:
            worded = WORDED[piece.kind]
            boxes += worded.draw(sheet, piece.document, piece.wording or worded.wording)
        else:
            boxes += chosen.draw(sheet, piece.document)
    return Paper("batch", title, sheet.to_pdf(), sheet.pages, tuple(boxes))


def set_batch(kind: str, documents: Sequence[Any]) -> Paper:
    """One PDF of many papers of a kind, in the given order.

    Raises `Refused` when there are none, or naming each field with the number of its document (from 1).
    """
    chosen = get_kind(kind)
    problems = []
    for place, document in enumerate(documents, 1):
        problems += check_document(document, f"[{place}].")
    if not documents:
        problems.append(Problem("paper.batch", _("一份文书也没有。请至少给一份。")))
    if problems:
        raise Refused(problems)
    sheet = HeadedSheet(chosen.title, *chosen.size, None)
    boxes: list[SealBox] = []
    for place, document in enumerate(documents):
        if place:
            sheet.next_page()
        boxes += chosen.draw(sheet, document)
    return Paper(kind, chosen.title, sheet.to_pdf(), sheet.pages, tuple(boxes))
