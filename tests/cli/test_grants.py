"""`grants rank` as scripts call it: what it prints, and what it says when it cannot."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.paths import ROOT
from tests.cli.calls import run
from tests.domain.grants.rounds import vote_file, written


def test_a_round_is_ranked_without_qt(tmp_path: Path) -> None:
    path = tmp_path / "评选.json"
    path.write_text(json.dumps(written({"A": [90]}, {"A": 10}), ensure_ascii=False), "utf-8")
    code = (
        "import sys; from desktop import cli; status = cli.main(sys.argv[1:]); "
        "print([n for n in sys.modules if n.split('.')[0] in ('PySide6', 'sqlalchemy', 'reportlab')], file=sys.stderr); "
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "grants", "rank", str(path)], capture_output=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stderr.decode().strip()) == (0, "[]")
    answer = json.loads(done.stdout)
    assert list(answer["projects"][0])[-1] == "why"
    assert {
        key: value
        for key, value in answer["projects"][0].items()
        if key not in ("why", "dropped_marks", "recusals")
    } == {
        "id": "A",
        "name": "项目A",
        "amount_fen": 1000,
        "mean": "90.00",
        "counted": 1,
        "dropped": 0,
        "recused": 0,
        "rank": 1,
        "tie": False,
        "selected": True,
        "granted_fen": 1000,
    }


@pytest.mark.parametrize(("budget", "status"), [(100, 0), (15, 1)])
def test_the_answer_is_no_while_money_hangs_on_the_panel(budget: int, status: int, tmp_path: Path) -> None:
    path = tmp_path / "评选.json"
    path.write_text(json.dumps(written({"A": [90], "B": [90]}, {"A": 10, "B": 10}, budget=budget)), "utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "grants", "rank", str(path)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (status, b"")
    answer = json.loads(done.stdout)
    assert [(each["tie"], each["selected"]) for each in answer["projects"]] == [(True, not status)] * 2


def test_a_field_that_is_wrong_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "评选.json"
    data = written({"A": [101]}, {"A": 10})
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "grants", "rank", str(path)], capture_output=True, check=False
    )
    line = 1 + next(at for at, words in enumerate(path.read_text("utf-8").splitlines()) if "101" in words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"sheets[0].marks.需求（第 {line} 行）：这里的分数要在 0 到 100 之间，却是 101。请核对评分表。\n"
    )


def test_a_vote_goes_on_down_the_list_unless_told_to_stop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "VOTE.PB"
    path.write_text(vote_file("10", [("1", "11", 2, None), ("2", "5", 1, None)]), "utf-8-sig")
    for words, selected in (([], [False, True]), (["--rule", "stop"], [False, False])):
        status, out, err = run(capsys, "grants", "rank", path, *words)
        assert (status, err) == (0, "")
        assert [each["selected"] for each in json.loads(out)["projects"]] == selected


def test_a_broken_row_is_named_by_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "vote.pb"
    path.write_text(vote_file("10", [("1", "11", 2, None)])[:-2] + "9\n", "utf-8")
    assert run(capsys, "grants", "rank", path) == (
        2,
        "",
        "第 12 行：PROJECTS 里没有项目“9”。请核对原文件。\n",
    )


def test_either_kind_comes_through_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (vote_file("10", [("A", "10", 1, None)]), json.dumps(written({"A": [90]}, {"A": 10}))):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        status, out, err = run(capsys, "grants", "rank", "-")
        assert (status, json.loads(out)["projects"][0]["granted_fen"], err) == (0, 1000, "")


def test_the_rule_of_a_round_stands_in_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "评选.json"
    path.write_text(json.dumps(written({"A": [90]}, {"A": 10})), "utf-8")
    status, out, err = run(capsys, "grants", "rank", path, "--rule", "skip")
    assert (status, out, "不能再用 --rule" in err) == (2, "", True)


def test_a_file_that_is_not_there_is_unusable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "grants", "rank", tmp_path / "没有.pb")
    assert (status, out, err.startswith("读不了评选文件")) == (2, "", True)
