"""Papers that a clerk writes by hand: which fields they fill in, and the document made from what they typed.

A text is typed as it is read: a line that begins with 一、 or （一） or 1. or （1） is a heading of that level, a line
with tabs a line of a list, every other line a paragraph.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Final, Literal, get_args, get_origin

from desktop.domain.problems import Problem
from desktop.forms.boxes import BoxLabel
from desktop.forms.documents import empty_field, is_empty, labels
from desktop.forms.kinds import get_kind
from desktop.forms.letters import TextBlock
from desktop.forms.reading import field_types, read_document, to_json
from desktop.i18n import _

BY_HAND: Final = ("announcement", "office_letter", "introduction", "box_labels")
"""The papers that begin with a clerk and an empty sheet; all others are set from what a register holds."""
FILLED: Final = frozenset(
    {
        *("office", "community", "handler", "approver", "issuer", "issued_on", "seal_diameter_mm"),
        *("number", "check_code", "qr", "mark"),
    }
)
"""What the office fills in, not the clerk."""
CHOICES = {
    "header_style": (("plain", _("不带红头")), ("red", _("红头")), ("preprinted", _("套红纸"))),
}
HEADINGS = (
    r"[一二三四五六七八九十百]+、\s*",
    r"[（(][一二三四五六七八九十百]+[）)]\s*",
    r"[0-9０-９]+[.．]\s*",
    r"[（(][0-9０-９]+[）)]\s*",
)
"""How a heading of each level begins. Source: GB/T 9704-2012, 7.3.3."""
NUMERALS = "一二三四五六七八九十"
How = Literal["line", "number", "choice", "lines", "text", "boxes"]


@dataclass(frozen=True, slots=True)
class Blank:
    """One field that a clerk fills in: its title, how it is typed, what it may be, and whether it may stay empty."""

    name: str
    title: str
    how: How
    optional: bool
    usual: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def blanks(kind: str) -> tuple[Blank, ...]:
    """The fields of a paper that a clerk fills in, in the order of the paper. Raises `Missing`."""
    document = get_kind(kind).document
    types, named = field_types(document), labels(document)
    found = []
    for field in fields(document):
        if field.name in FILLED:
            continue
        usual = field.default if isinstance(field.default, str) else ""
        optional = named[field.name].need == "never" and field.default is not MISSING
        how = _how(types[field.name])
        found.append(
            Blank(field.name, named[field.name].title, how, optional, usual, CHOICES.get(field.name, ()))
        )
    return tuple(found)


def _how(hint: Any) -> How:
    if get_origin(hint) is Literal:
        return "choice"
    if get_origin(hint) is tuple:
        hows: dict[Any, How] = {str: "lines", TextBlock: "text", BoxLabel: "boxes"}
        return hows[get_args(hint)[0]]
    return "number" if hint is int else "line"


def read_typed(kind: str, typed: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """The values of a document as far as they were typed, and what speaks against them as a formal paper."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    named = labels(get_kind(kind).document)
    for blank in blanks(kind):
        text = typed.get(blank.name, blank.usual).strip()
        values[blank.name] = _value(blank, text, problems)
        wrong = any(problem.field == blank.name for problem in problems)
        if not blank.optional and not wrong and is_empty(values[blank.name]):
            problems.append(empty_field(blank.name, named[blank.name]))
    return values, problems


def _value(blank: Blank, text: str, problems: list[Problem]) -> Any:
    if blank.how == "number":
        if text and not text.isdecimal():
            message = _("“{title}”不是数。请填整数。").format(title=blank.title)
            problems.append(Problem("paper.number", message, blank.name))
        return int(text) if text.isdecimal() else 0
    if blank.how == "choice":
        return text or blank.usual
    if blank.how == "lines":
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    if blank.how == "text":
        return read_blocks(text)
    return read_boxes(text, problems) if blank.how == "boxes" else text


def read_blocks(text: str) -> tuple[TextBlock, ...]:
    """The parts of a text as it was typed. A heading's own number is left away: the paper counts by itself."""
    blocks: list[TextBlock] = []
    rows: list[tuple[str, ...]] = []
    for line in (*text.splitlines(), ""):
        if "\t" in line.strip():
            rows.append(tuple(cell.strip() for cell in line.strip().split("\t")))
            continue
        if rows:
            blocks.append(TextBlock(kind="rows", rows=tuple(rows)))
            rows = []
        if line.strip():
            blocks.append(_block(line.strip()))
    return tuple(blocks)


def _block(line: str) -> TextBlock:
    levels: tuple[Literal[1, 2, 3, 4], ...] = (1, 2, 3, 4)
    for level, begins in zip(levels, HEADINGS, strict=True):
        found = re.match(begins, line)
        if found and line[found.end() :]:
            return TextBlock(kind="heading", level=level, text=line[found.end() :])
    return TextBlock(text=line)


def write_blocks(blocks: tuple[TextBlock, ...]) -> str:
    """The reverse of `read_blocks`, for a text that is gone on with."""
    counts = [0] * len(HEADINGS)
    lines: list[str] = []
    before = ""
    for block in blocks:
        before, kind = block.kind, before
        if block.kind == "rows":
            # An empty line keeps two lists apart.
            lines += [""] if kind == "rows" else []
            lines += ["\t".join(row) for row in block.rows]
        elif block.kind == "heading":
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (len(HEADINGS) - block.level)
            place = counts[block.level - 1]
            numeral = NUMERALS[min(place, len(NUMERALS)) - 1]
            begins = (f"{numeral}、", f"（{numeral}）", f"{place}. ", f"（{place}）")
            lines.append(begins[block.level - 1] + block.text)
        else:
            lines.append(block.text)
    return "\n".join(lines)


BOX_COLUMNS: Final = ("title", "category", "year", "retention", "box", "first", "last", "thickness_mm")


def read_boxes(text: str, problems: list[Problem]) -> tuple[BoxLabel, ...]:
    """One file box a line: title, category, year, term, box, first item, last item, and thickness in mm if not 30.

    The parts stand apart by commas or tabs. A line that is none is left out and named in `problems`.
    """
    boxes = []
    for place, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = [part.strip() for part in re.split(r"[\t,，]", line.strip())]
        box = _box(parts)
        if box is None:
            message = _(
                "第 {place} 行不对。一行一个盒，依次写题名，类别，年度，保管期限（永久、30年、10年），盒号，起件号，止件号，"
                "盒脊厚度（20、30、40、50，可不写），用逗号隔开。请改正。"
            )
            problems.append(Problem("paper.box_line", message.format(place=place), "boxes"))
        else:
            boxes.append(box)
    return tuple(boxes)


def _box(parts: list[str]) -> BoxLabel | None:
    label = dict(zip(BOX_COLUMNS, parts, strict=False))
    numbers = ("year", "thickness_mm")
    if len(parts) not in (7, 8) or not all(parts) or not all(label.get(n, "1").isdecimal() for n in numbers):
        return None
    thickness = int(label.get("thickness_mm", "30"))
    terms, thick = (field_types(BoxLabel)[name] for name in ("retention", "thickness_mm"))
    if label["retention"] not in get_args(terms) or thickness not in get_args(thick):
        return None
    values: dict[str, Any] = label | {"year": int(label["year"]), "thickness_mm": thickness}
    return BoxLabel(**values)


def make(kind: str, values: Mapping[str, Any], filled: Mapping[str, Any]) -> Any:
    """The document of what was typed and what the office fills in, as far as the kind has a place for it."""
    document = get_kind(kind).document
    ours = {name: value for name, value in filled.items() if name in labels(document)}
    return document(**values, **ours)


def keep(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed as JSON values, to be kept; `bring` makes the document of it again."""
    whole = make(kind, values, {"issued_on": None, "seal_diameter_mm": 0} | dict.fromkeys(_TEXTS, ""))
    return {name: value for name, value in to_json(whole).items() if name not in FILLED}


_TEXTS: Final = tuple(sorted(FILLED - {"issued_on", "seal_diameter_mm"}))


def bring(kind: str, kept: Mapping[str, Any], filled: Mapping[str, Any]) -> Any:
    """The document that was kept, with what the office fills in now. Raises `Refused`."""
    document = get_kind(kind).document
    ours = {name: value for name, value in filled.items() if name in labels(document)}
    plain = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in ours.items()
    }
    return read_document(document, {**kept, **plain})


def as_typed(kind: str, document: Any) -> dict[str, str]:
    """What a clerk would type for this document."""
    typed = {}
    for blank in blanks(kind):
        value = getattr(document, blank.name)
        if blank.how == "text":
            typed[blank.name] = write_blocks(value)
        elif blank.how == "boxes":
            typed[blank.name] = "\n".join(
                "，".join(str(getattr(box, column)) for column in BOX_COLUMNS) for box in value
            )
        elif blank.how == "lines":
            typed[blank.name] = "\n".join(value)
        else:
            typed[blank.name] = str(value)
    return typed
