"""Documents as JSON: read with every fault named, written back, and described by a JSON Schema."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from desktop.domain.problems import Problem, Refused
from desktop.forms.documents import empty_field, is_empty, labels
from desktop.i18n import _


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


def field_types(document: type) -> dict[str, Any]:
    """The type of each field of a document, without its label and without None."""
    hints = get_type_hints(document, include_extras=True)
    return {field.name: _bare(hints[field.name]) for field in fields(document)}


_STRINGS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    int: {"type": "integer", "minimum": 0},
    bool: {"type": "boolean"},
}


_LEAST: dict[Any, dict[str, Any]] = {
    "string": {"minLength": 1},
    "integer": {"minimum": 1},
    "array": {"minItems": 1},
}
"""What a field that may not be empty has at least."""


def _schema_of(hint: Any) -> dict[str, Any]:
    if hint in _STRINGS:
        return dict(_STRINGS[hint])
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema_of(get_args(hint)[0])}
    return object_schema(hint)


def object_schema(document: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document, made from its fields and their labels."""
    named = labels(document)
    properties = {}
    for name, hint in field_types(document).items():
        described = _schema_of(hint)
        if named[name].need == "always":
            described |= _LEAST.get(described.get("type"), {})
        elif hint in (date, datetime):
            described["type"] = ["string", "null"]
        properties[name] = described | {"title": named[name].title}
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name, label in named.items() if label.need == "always"],
        "additionalProperties": False,
    }


def read_document(document: type, data: object) -> Any:
    """The document of a type from JSON values.

    Raises `Refused` with a problem for each unknown, missing, empty or wrongly typed field, naming it.
    """
    problems: list[Problem] = []
    made = _read_object(document, data, "", problems)
    if problems:
        raise Refused(problems)
    return made


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
    for name, hint in field_types(document).items():
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
        return any(value == choice and type(value) is type(choice) for choice in get_args(hint))
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
        return tuple(_read(part, item, f"{field}[{place}]", problems) for place, item in items)
    if isinstance(hint, type) and is_dataclass(hint):
        return _read_object(hint, value, f"{field}.", problems)
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
