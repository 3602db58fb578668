"""`election tally`: the contract's own example, the status of each answer, and what is said of a file that is none."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.paths import ROOT
from tests.cli.calls import run

EXAMPLE = """{
  "profile": {"turnout": "more_than_half", "turnout_base": "registered", "win_base": "returned",
              "win": "more_than_half", "runoff_floor": "one_third", "write_in_needs_mark": true},
  "round": "first",
  "registered": 9, "issued": 8, "returned": 8,
  "boxes": [{"name": "主会场", "issued": 8, "returned": 8}],
  "contests": [{"post": "委员", "seats": 2, "candidates": ["王甲", "李乙", "张丙"]}],
  "ballots": [
    {"count": 5, "votes": {"委员": {"for": ["王甲", "李乙"], "against": [], "write_ins": []}}},
    {"count": 1, "votes": {"委员": {"for": ["张丙"], "against": ["李乙"],
                                    "write_ins": [{"name": "周戊", "mark": "for"}]}}},
    {"count": 1, "votes": {"委员": {"for": ["王甲", "李乙", "张丙"], "against": [], "write_ins": []}}},
    {"count": 1, "votes": {"委员": {"for": [], "against": [], "write_ins": []}}}
  ]
}
"""
ANSWER = """{
  "valid": true, "void_reasons": [], "needs_ruling": [],
  "turnout": {"base": 9, "took_part": 8, "needed": 5},
  "contests": [{
    "post": "委员", "seats": 2, "valid": 6, "invalid": 1, "blank": 1, "line": 5,
    "results": [
      {"name": "王甲", "for": 5, "against": 0, "none": 1, "past_line": true, "elected": true, "write_in": false},
      {"name": "李乙", "for": 5, "against": 1, "none": 0, "past_line": true, "elected": true, "write_in": false},
      {"name": "张丙", "for": 1, "against": 0, "none": 5, "past_line": false, "elected": false, "write_in": false},
      {"name": "周戊", "for": 1, "against": 0, "none": 5, "past_line": false, "elected": false, "write_in": true}],
    "elected": ["王甲", "李乙"], "open_seats": 0,
    "next": null
  }]
}
"""


def in_order(text: str) -> Any:
    """JSON with the order of its fields: two that differ only in that are not equal."""
    return json.loads(text, object_pairs_hook=list)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The contract's example in a file."""
    path = tmp_path / "计票.json"
    path.write_text(EXAMPLE, "utf-8")
    return path


def tally(path: Path) -> tuple[int, str, str]:
    """The command as a script calls it."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "election", "tally", str(path)],
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_the_contracts_example_has_the_contracts_answer(source: Path) -> None:
    status, out, err = tally(source)
    assert (status, in_order(out), err) == (0, in_order(ANSWER), "")


def test_a_void_vote_is_answered_no_and_printed(source: Path) -> None:
    source.write_text(EXAMPLE.replace('"registered": 9', '"registered": 16'), "utf-8")
    status, out, err = tally(source)
    answer = json.loads(out)
    assert (status, answer["void_reasons"], answer["contests"][0]["elected"], err) == (1, ["turnout"], [], "")


def test_a_wanting_ruling_is_answered_no_and_printed(source: Path) -> None:
    boxes = '{"name": "主会场", "issued": 6, "returned": 5}, {"name": "流动票箱", "issued": 2, "returned": 3}'
    source.write_text(EXAMPLE.replace('{"name": "主会场", "issued": 8, "returned": 8}', boxes), "utf-8")
    status, out, err = tally(source)
    wanting = [{"kind": "box", "box": "流动票箱"}]
    assert (status, json.loads(out)["needs_ruling"], err) == (1, wanting, "")


@pytest.mark.parametrize(
    ("this_round", "chosen", "kind"),
    [
        ("first", '["王甲", "李乙"]', None),
        ("first", '["王甲"]', "runoff"),
        ("revote", "[]", "revote"),
        ("runoff", "[]", "decide"),
    ],
)
def test_what_the_rules_settle_is_answered_yes(
    this_round: str, chosen: str, kind: str | None, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EXAMPLE.replace('"round": "first"', f'"round": "{this_round}"')
    source.write_text(text.replace('["王甲", "李乙"], "against"', f'{chosen}, "against"'), "utf-8")
    status, out, err = run(capsys, "election", "tally", source)
    following = json.loads(out)["contests"][0]["next"]
    assert (status, following["kind"] if following else None, err) == (0, kind, "")


def test_ballots_that_do_not_come_to_those_returned_are_unusable(source: Path) -> None:
    source.write_text(EXAMPLE.replace('"count": 5', '"count": 4'), "utf-8")
    said = "returned（第 5 行）：收回 8 张，ballots 里却有 7 张。两数要相等。请核对。\n"
    assert tally(source) == (2, "", said)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (
            '"张丙"], "against": ["李乙"]',
            '"赵辛"], "against": ["李乙"]',
            "ballots[1].votes.委员.for[0]（第 10 行）：",
        ),
        ('"count": 5', '"count": "5"', "ballots[0].count（第 9 行）："),
        ('"count": 5', '"count": 5, "count": 5', "ballots[0].count（第 9 行）："),
        ('"seats": 2', '"seats": true', "contests[0].seats（第 7 行）："),
        ('"round": "first",\n', "", "round（第 1 行）："),
        ('"win": "more', '"won": "more', "profile.win（第 2 行）："),
        ('"mark": "for"', '"mark": "yes"', "ballots[1].votes.委员.write_ins[0].mark（第 11 行）："),
        ("{", "[", "第 2 行不是 JSON。"),
        (EXAMPLE, "[]", "（第 1 行）：这里要写一组栏目"),
        (EXAMPLE, "[" * 100_000, "里面的括号太深。"),
    ],
)
def test_a_file_that_says_something_else_is_unusable_at_its_place(
    old: str, new: str, place: str, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_text(EXAMPLE.replace(old, new, 1), "utf-8")
    status, out, err = run(capsys, "election", "tally", source)
    assert (status, out, err[: len(place)], err.count("\n")) == (2, "", place, 1)


def test_a_count_comes_through_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(EXAMPLE))
    status, out, _err = run(capsys, "election", "tally", "-")
    assert (status, in_order(out)) == (0, in_order(ANSWER))


def test_a_file_that_is_not_there_is_unusable(tmp_path: Path) -> None:
    status, out, err = tally(tmp_path / "none.json")
    assert (status, out, err.startswith("读不了计票文件“")) == (2, "", True)


def test_a_tally_asks_for_no_office_and_no_database() -> None:
    program = (
        "import sys, io, json; sys.stdin = io.StringIO(sys.argv[1]); from desktop import cli\n"
        "cli.main(['election', 'tally', '-'])\n"
        "heavy = {'PySide6', 'sqlalchemy', 'sqlcipher3', 'reportlab', 'pypinyin', 'openpyxl'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, EXAMPLE], cwd=ROOT, capture_output=True, check=False
    )
    assert done.stderr == b"[]\n"
