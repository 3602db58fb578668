"""The kinds of papers about seals: their documents as JSON, their JSON Schema, one paper or a batch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from desktop.domain.papers import Paper, SealBox
from desktop.domain.problems import Missing, Problem, Refused
from desktop.forms.paper import Sheet
from desktop.forms.seals import certificates, examples, register, slip, year
from desktop.forms.seals.documents import (
    SPECIMEN,
    ApprovalSlip,
    ConductCertificate,
    PensionCertificate,
    RegisterMonth,
    RegisterYear,
)
from desktop.forms.seals.life import documents as life
from desktop.forms.seals.life import examples as life_examples
from desktop.forms.seals.life import letters, sheets, specimens
from desktop.forms.seals.rules import check_document, empty_field, is_empty, labels
from desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: its name in commands, its title, its document, how one is set, and an example."""

    name: str
    title: str
    document: type
    set: Callable[[Any], Paper]
    draw: Callable[[Sheet, Any], tuple[SealBox, ...]]
    size: tuple[float, float]
    example: dict[str, Any]


_ACROSS = (register.WIDTH, register.HEIGHT)
_UPRIGHT = (210.0, 297.0)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "certificate_pension",
            "证明（领取养老金身份确认）",
            PensionCertificate,
            certificates.pension_certificate,
            certificates.draw_pension,
            _UPRIGHT,
            examples.PENSION,
        ),
        Kind(
            "certificate_conduct",
            certificates.CONDUCT_TITLE,
            ConductCertificate,
            certificates.conduct_certificate,
            certificates.draw_conduct,
            _UPRIGHT,
            examples.CONDUCT,
        ),
        Kind(
            "approval_slip",
            slip.TITLE_TEXT,
            ApprovalSlip,
            slip.approval_slip,
            slip.draw_slip,
            _UPRIGHT,
            examples.SLIP,
        ),
        Kind(
            "register_month",
            register.TITLE_TEXT,
            RegisterMonth,
            register.register_month,
            register.draw_register,
            _ACROSS,
            examples.MONTH,
        ),
        Kind(
            "register_year",
            year.TITLE_TEXT,
            RegisterYear,
            year.register_year,
            year.draw_year,
            _ACROSS,
            examples.YEAR,
        ),
        Kind(
            "seal_activation",
            "印章启用通知",
            life.SealActivation,
            letters.seal_activation,
            letters.draw_activation,
            _UPRIGHT,
            life_examples.ACTIVATION,
        ),
        Kind(
            "seal_specimen",
            specimens.TITLE_TEXT,
            life.SealSpecimen,
            specimens.seal_specimen,
            specimens.draw_specimen,
            _UPRIGHT,
            life_examples.SPECIMEN,
        ),
        Kind(
            "seal_handover",
            sheets.HANDOVER_TITLE,
            life.SealHandover,
            sheets.seal_handover,
            sheets.draw_handover,
            _UPRIGHT,
            life_examples.HANDOVER,
        ),
        Kind(
            "seal_outing",
            sheets.OUTING_TITLE,
            life.SealOuting,
            sheets.seal_outing,
            sheets.draw_outing,
            _UPRIGHT,
            life_examples.OUTING,
        ),
        Kind(
            "seal_notice",
            "印章停用（遗失）公告",
            life.SealNotice,
            letters.seal_notice,
            letters.draw_notice,
            _UPRIGHT,
            life_examples.NOTICE,
        ),
        Kind(
            "seal_record",
            "印章刻制、缴销、封存、销毁记录",
            life.SealRecord,
            sheets.seal_record,
            sheets.draw_record,
            _UPRIGHT,
            life_examples.RECORD,
        ),
    )
}


def get_kind(name: str) -> Kind:
    """The kind of that name. Raises `Missing` with the names there are."""
    if name not in KINDS:
        message = _("没有这种文书：{name}。现有：{names}。").format(name=name, names="、".join(KINDS))
        raise Missing(message)
    return KINDS[name]


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
    sheet = Sheet(chosen.title, *chosen.size)
    boxes: list[SealBox] = []
    for place, document in enumerate(documents):
        if place:
            sheet.next_page()
        boxes += chosen.draw(sheet, document)
    return Paper(kind, chosen.title, sheet.to_pdf(), sheet.pages, tuple(boxes))


def sample(document: Any) -> Any:
    """The document as 样张: marked so, without check code, QR content and checkpoint."""
    names = {field.name for field in fields(document)}
    emptied = {name: "" for name in ("check_code", "qr", "checkpoint") if name in names}
    return replace(document, mark=SPECIMEN, **emptied)


def to_json(document: Any) -> dict[str, Any]:
    """The document as JSON values; `from_json` gives it back."""

    def plain(value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, tuple):
            return [plain(part) for part in value]
        return to_json(value) if is_dataclass(value) else value

    return {field.name: plain(getattr(document, field.name)) for field in fields(document)}


def _bare(hint: Any) -> Any:
    """The type of a field without its label and without None."""
    hint = get_args(hint)[0]
    if get_origin(hint) is UnionType:
        return next(part for part in get_args(hint) if part is not NoneType)
    return hint


def _hints(document: type) -> dict[str, Any]:
    hints = get_type_hints(document, include_extras=True)
    return {field.name: _bare(hints[field.name]) for field in fields(document)}


_STRINGS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    int: {"type": "integer", "minimum": 0},
    bool: {"type": "boolean"},
}


def _object_schema(document: type) -> dict[str, Any]:
    named = labels(document)
    properties = {}
    for name, hint in _hints(document).items():
        if hint in _STRINGS:
            described = dict(_STRINGS[hint])
        elif get_origin(hint) is Literal:
            described = {"enum": list(get_args(hint))}
        else:
            described = {"type": "array", "items": _object_schema(get_args(hint)[0])}
        if named[name].need == "always":
            described |= {"minLength": 1} if hint is str else {"minimum": 1} if hint is int else {}
        elif hint in (date, datetime):
            described["type"] = ["string", "null"]
        properties[name] = described | {"title": named[name].title}
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name, label in named.items() if label.need == "always"],
        "additionalProperties": False,
    }


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document of a kind, made from its fields, with an example."""
    chosen = get_kind(kind)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": chosen.title}
    return head | _object_schema(chosen.document) | {"examples": [chosen.example]}


def from_json(kind: str, data: object) -> Any:
    """The document of a kind from JSON values.

    Raises `Refused` with a problem for each unknown, missing, empty or wrongly typed field, naming it.
    """
    problems: list[Problem] = []
    document = _read_object(get_kind(kind).document, data, "", problems)
    if problems:
        raise Refused(problems)
    return document


def _read_object(document: type, data: object, prefix: str, problems: list[Problem]) -> Any:
    if not isinstance(data, dict):
        problems.append(_wrong(prefix.rstrip("."), _("一个对象")))
        return None
    named = labels(document)
    values = {}
    before = len(problems)
    for name in data:
        if name not in named:
            message = _("没有“{name}”这个字段。请对照 --schema 改正。").format(name=prefix + str(name))
            problems.append(Problem("paper.unknown", message, prefix + str(name)))
    for name, hint in _hints(document).items():
        field, label = prefix + name, named[name]
        if name not in data:
            if label.need == "always":
                message = _("缺“{title}”（{name}）。请补上。").format(title=label.title, name=field)
                problems.append(Problem("paper.missing", message, field))
            continue
        found = len(problems)
        values[name] = _read(hint, data[name], field, problems)
        if len(problems) == found and label.need == "always" and is_empty(values[name]):
            problems.append(empty_field(field, label))
        if values[name] is None and label.need != "always":
            del values[name]
    return document(**values) if len(problems) == before else None


def _wrong(field: str, wanted: str) -> Problem:
    message = _("“{field}”的内容不对，应当是{wanted}。请改正。").format(
        field=field or _("整个文件"), wanted=wanted
    )
    return Problem("paper.type", message, field)


def _fits(hint: Any, value: object) -> bool:
    """Whether a JSON value is one of the plain type; true is not a number here."""
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return hint in (str, bool) and isinstance(value, hint)


def _wanted(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return "、".join(f"“{choice}”" for choice in get_args(hint))
    plain = {str: _("文字"), bool: _("true 或 false"), int: _("不小于 0 的整数")}
    return plain.get(hint, _("一组对象"))


def _read(hint: Any, value: object, field: str, problems: list[Problem]) -> Any:
    if _fits(hint, value):
        return value
    if hint in (date, datetime):
        return _read_time(hint, value, field, problems)
    if get_origin(hint) is tuple and isinstance(value, list):
        part = get_args(hint)[0]
        items = enumerate(value)
        return tuple(_read_object(part, item, f"{field}[{place}].", problems) for place, item in items)
    problems.append(_wrong(field, _wanted(hint)))
    return None


def _read_time(hint: Any, value: object, field: str, problems: list[Problem]) -> date | None:
    wanted = _("日期，如 2026-09-08") if hint is date else _("带时区的时间，如 2026-09-08T09:41:00+08:00")
    if value is None:
        return None
    try:
        moment: date = hint.fromisoformat(value)
    except (TypeError, ValueError):
        problems.append(_wrong(field, wanted))
        return None
    if isinstance(moment, datetime) and moment.tzinfo is None:
        problems.append(_wrong(field, wanted))
        return None
    return moment
