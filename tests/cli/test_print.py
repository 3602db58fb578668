"""`print`: specimens, and what is said of a document that is none."""

import json
from pathlib import Path

import pypdfium2
import pytest

from desktop.forms import kinds as forms
from tests.cli.calls import run


def test_print_lists_and_describes_its_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = run(capsys, "print", "--list")
    assert (status, [line.split("\t")[0] for line in out.splitlines()]) == (0, list(forms.KINDS))
    schema = json.loads(run(capsys, "print", "certificate_pension", "--schema")[1])
    assert schema["type"] == "object"


def test_print_sets_a_specimen_without_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "F.json", tmp_path / "F.pdf"
    example = forms.KINDS["certificate_pension"].example
    source.write_text(json.dumps([example, example], ensure_ascii=False), "utf-8")
    assert run(capsys, "print", "certificate_pension", "--input", source, "--out", out)[0] == 0
    document = pypdfium2.PdfDocument(out)
    assert len(document) == 2
    text = document[0].get_textpage().get_text_range()
    assert ("样张" in text, "核验码" in text) == (True, False)


def test_print_names_the_field_and_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "F.json", tmp_path / "F.pdf"
    example = dict(forms.KINDS["certificate_pension"].example)
    del example["recipient"]
    source.write_text(json.dumps(example, ensure_ascii=False), "utf-8")
    status, _out, err = run(capsys, "print", "certificate_pension", "--input", source, "--out", out)
    assert (status, err.startswith("recipient："), out.exists()) == (2, True, False)
    source.write_text("{\n  bad", "utf-8")
    status, _out, err = run(capsys, "print", "certificate_pension", "--input", source, "--out", out)
    assert (status, "第 2 行不是 JSON" in err) == (2, True)


@pytest.mark.parametrize(
    "words", [("print",), ("print", "certificate_pension"), ("print", "nothing", "--schema")]
)
def test_a_call_that_lacks_something_is_unusable(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert err


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 5_000])
def test_json_without_measure_is_unusable(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "F.json"
    source.write_text(text, "utf-8")
    status, _out, err = run(
        capsys, "print", "certificate_pension", "--input", source, "--out", tmp_path / "o"
    )
    assert (status, "不是一份文书" in err, (tmp_path / "o").exists()) == (2, True, False)
