"""`main.py check`: what it says of a paper, and how it ends."""

import json
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from desktop.services import people, seals
from tests.cli.calls import run


@pytest.fixture(scope="session")
def paper(made_sample: Path) -> str:
    """What the QR of a printed certificate of the sample says, read from the page as a camera would."""
    pages = pypdfium2.PdfDocument(made_sample / "print" / "certificate_pension.pdf")
    [code] = zxingcpp.read_barcodes(pages[0].render(scale=300 / 72).to_pil())
    return str(code.text)


@pytest.fixture
def key(sample: Path, tmp_path: Path) -> Path:
    """The sample's public key in a file."""
    office = people.sign_in_sample(sample, ("auditor",))
    try:
        path = tmp_path / "public-key"
        path.write_text(seals.public_key(office) + "\n", "utf-8")
        return path
    finally:
        office.close()


def test_a_paper_is_compared_offline(capsys: pytest.CaptureFixture[str], paper: str) -> None:
    status, out, err = run(capsys, "check", paper)
    facts = json.loads(paper)
    assert (status, err) == (0, "")
    assert out.splitlines()[0].startswith("还没有核对签名。")
    assert f"编号\t{facts['number']}" in out.splitlines()
    assert f"姓名\t{facts['name']}" in out.splitlines()


def test_the_key_and_the_office_agree(
    capsys: pytest.CaptureFixture[str], sample: Path, key: Path, paper: str
) -> None:
    said = [
        run(capsys, "check", paper, *where)
        for where in (
            ("--public-key", key),
            ("--office", sample),
            ("--office", sample, "--public-key", key),
        )
    ]
    assert [(status, err) for status, _out, err in said] == [(0, "")] * 3
    assert [out.split("。")[0] for _status, out, _err in said] == [
        "签名对得上",
        said[1][1].split("。")[0],
        said[1][1].split("。")[0],
    ]
    assert said[1][1].startswith(f"登记簿里有 {json.loads(paper)['number']}")


def test_a_changed_paper_is_a_no(
    capsys: pytest.CaptureFixture[str], sample: Path, key: Path, paper: str
) -> None:
    name = json.loads(paper)["name"]
    forged = paper.replace(name, "魏*明")
    by_key = run(capsys, "check", forged, "--public-key", key)
    both = run(capsys, "check", forged, "--public-key", key, "--office", sample)
    by_office = run(capsys, "check", forged, "--office", sample)
    assert [status for status, _out, _err in (by_key, both, by_office)] == [1, 1, 1]
    assert by_key == both
    assert by_key[1].startswith("签名对不上。")
    assert by_office[1].startswith("姓名被改过，和登记簿对不上。")
    assert by_office[1].splitlines()[-1] == f"对不上\t姓名：纸上 魏*明，登记簿 {name}"


def test_a_code_is_looked_up_in_the_office(
    capsys: pytest.CaptureFixture[str], sample: Path, paper: str
) -> None:
    status, out, err = run(capsys, "check", "7K3F-M9QX-2D8A", "--office", sample)
    assert (status, out, err) == (
        1,
        "登记簿里没有核验码 7K3F-M9QX-2D8A。请对照纸脚再输一次；还是没有，这张纸不是本单位出的。\n",
        "",
    )


def test_the_facts_copied_from_the_paper_are_compared(
    capsys: pytest.CaptureFixture[str], key: Path, paper: str, tmp_path: Path
) -> None:
    copied = tmp_path / "facts.json"
    copied.write_text(json.dumps({"name": "谁"}, ensure_ascii=False), "utf-8")
    status, out, _err = run(capsys, "check", paper, "--public-key", key, "--facts", copied)
    assert (status, out.splitlines()[0]) == (
        1,
        "纸上的内容和签名时不一样。内容被改过，或抄错了。请对照原件再抄一次。",
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "第 1 行不是 JSON"),
        ("[1]", "里要写一个对象"),
        ('{"shoe": "42"}', "shoe：没有“shoe”这一项。"),
        ("[" * 100_000, "读不懂"),
    ],
)
def test_facts_that_cannot_be_read_are_named(
    capsys: pytest.CaptureFixture[str], paper: str, tmp_path: Path, content: str, words: str
) -> None:
    copied = tmp_path / "facts.json"
    copied.write_text(content, "utf-8")
    status, out, err = run(capsys, "check", paper, "--facts", copied)
    assert (status, out, words in err) == (2, "", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [("7K3F-M9QX-2D8A", "请加 --office"), ("{}", "内容不全"), ("{", "内容读不懂")],
)
def test_what_cannot_be_checked_is_unusable(
    capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    status, out, err = run(capsys, "check", text)
    assert (status, out, words in err) == (2, "", True)


def test_a_key_that_is_none_is_unusable(
    capsys: pytest.CaptureFixture[str], paper: str, tmp_path: Path
) -> None:
    wrong = tmp_path / "key"
    wrong.write_text("key", "utf-8")
    status, _out, err = run(capsys, "check", paper, "--public-key", wrong)
    assert (status, err) == (
        2,
        "public_key：这不是公开钥匙。公开钥匙是一行字，或一个 PEM 文件。请向出具单位要公开钥匙。\n",
    )
