"""Documents as JSON: what the `print` command takes, and how it says what is wrong."""

import json
from typing import Any

import jsonschema
import pytest

from desktop.domain.problems import Missing, Refused
from desktop.forms.kinds import KINDS, from_json, get_kind, schema, to_json
from desktop.paths import RESOURCES


def refused(kind: str, data: object) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        from_json(kind, data)
    return [(problem.rule, problem.field) for problem in refusal.value.problems]


def example(kind: str = "certificate_pension", **changes: Any) -> dict[str, Any]:
    return KINDS[kind].example | changes


@pytest.mark.parametrize("kind", KINDS)
def test_schema_accepts_its_own_examples(kind: str) -> None:
    described = schema(kind)
    jsonschema.Draft202012Validator.check_schema(described)
    assert described["examples"] == list(KINDS[kind].examples)
    for each in KINDS[kind].examples:
        jsonschema.Draft202012Validator(described).validate(each)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_help(kind: str) -> None:
    page = (RESOURCES / "help" / f"paper_{kind}.md").read_text(encoding="utf-8")
    assert page.startswith("# ")
    assert [head for head in ("什么时候", "盖章", "看什么") if f"\n- {head}：" not in page] == []


@pytest.mark.parametrize(("kind", "field"), [("seal_record", "title"), ("seal_notice", "kind")])
def test_every_variant_has_an_example(kind: str, field: str) -> None:
    variants = schema(kind)["properties"][field]["enum"]
    assert sorted(each[field] for each in KINDS[kind].examples) == sorted(variants)


@pytest.mark.parametrize("kind", KINDS)
def test_schema_accepts_a_document_written_back(kind: str) -> None:
    document = from_json(kind, KINDS[kind].example)
    jsonschema.Draft202012Validator(schema(kind)).validate(to_json(document))


@pytest.mark.parametrize("kind", KINDS)
def test_document_survives_the_way_through_json(kind: str) -> None:
    document = from_json(kind, KINDS[kind].example)
    assert from_json(kind, json.loads(json.dumps(to_json(document)))) == document


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_reader_ask_for_the_same_fields(kind: str) -> None:
    assert [field for rule, field in refused(kind, {}) if rule == "paper.missing"] == schema(kind)["required"]


def test_schema_refuses_an_unknown_field() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(example(colour="red"), schema("certificate_pension"))


def test_unknown_field_is_named() -> None:
    assert refused("certificate_pension", example(colour="red")) == [("paper.unknown", "colour")]


def test_missing_field_is_named() -> None:
    data = example()
    del data["name"]
    assert refused("certificate_pension", data) == [("paper.missing", "name")]


def test_empty_mandatory_field_is_named() -> None:
    assert refused("certificate_pension", example(name=" ")) == [("paper.blank", "name")]


def test_missing_day_is_named() -> None:
    assert refused("certificate_pension", example(birth=None)) == [("paper.blank", "birth")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 3),
        ("name", None),
        ("birth", "1951-02-30"),
        ("birth", 1951),
        ("seal_diameter_mm", "42"),
        ("seal_diameter_mm", True),
        ("seal_diameter_mm", -1),
        ("seal_diameter_mm", 42.5),
        ("mark", "正式"),
        ("mark", ["样张"]),
    ],
)
def test_wrong_type_is_named(field: str, value: object) -> None:
    assert refused("certificate_pension", example() | {field: value}) == [("paper.type", field)]


@pytest.mark.parametrize("data", [None, [], "证明", 3])
def test_something_else_than_an_object_is_refused(data: object) -> None:
    assert refused("certificate_pension", data) == [("paper.type", "")]


def test_field_inside_a_list_is_named_with_its_place() -> None:
    rows = [*example("register_month")["rows"], {"number": "320"}]
    found = refused("register_month", example("register_month", rows=rows))
    assert found == [
        ("paper.missing", f"rows[4].{name}")
        for name in ("applied_at", "matter", "content", "applicant", "state")
    ]


def test_time_without_offset_is_refused() -> None:
    data = example("approval_slip", sealed_at="2026-09-08T09:41:00")
    assert refused("approval_slip", data) == [("paper.type", "sealed_at")]


def test_all_faults_are_told_at_once() -> None:
    data = example(colour="red", name="", birth="gestern")
    assert refused("certificate_pension", data) == [
        ("paper.unknown", "colour"),
        ("paper.blank", "name"),
        ("paper.type", "birth"),
    ]


def test_unknown_kind_is_missing_and_told_with_the_known_ones() -> None:
    with pytest.raises(Missing) as missing:
        get_kind("ballot")
    assert "、".join(KINDS) in str(missing.value)
