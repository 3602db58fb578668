"""Scans that are to be kept: what is taken, and what is refused in which words."""

import hashlib
import io
import random
import zlib
from pathlib import Path

import pytest
from PIL import Image

from desktop.domain.problems import Refused
from desktop.storage import files
from tests.builders import picture

LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n4 0 obj<</Filter/Standard/V 1/R 2/O<"
    + b"41" * 32
    + b">/U<"
    + b"42" * 32
    + b">/P -4>>endobj\ntrailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>\n%%EOF\n"
)
EMPTY_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
)


def refused(name: str, content: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        files.look_at(name, content)
    (problem,) = caught.value.problems
    assert problem.field == "copy"
    assert name in problem.message
    return problem.rule, problem.message


@pytest.mark.parametrize(
    ("kind", "media_type", "pages"),
    [
        ("PDF", "application/pdf", 1),
        ("PDF", "application/pdf", 6),
        ("JPEG", "image/jpeg", 1),
        ("PNG", "image/png", 1),
        ("TIFF", "image/tiff", 1),
        ("TIFF", "image/tiff", 6),
    ],
)
def test_a_scan_is_taken_whatever_its_name(tmp_path: Path, kind: str, media_type: str, pages: int) -> None:
    content = picture(kind, pages=pages, size=(600, 900))
    path = tmp_path / "扫描件.xyz"
    path.write_bytes(content)
    copy = files.read_copy(path)
    assert (copy.name, copy.media_type, copy.pages, copy.content) == (
        "扫描件.xyz",
        media_type,
        pages,
        content,
    )
    assert copy.sha256 == hashlib.sha256(content).hexdigest()
    assert len(copy.thumbnails) == min(pages, 4)
    for thumbnail in copy.thumbnails:
        with Image.open(io.BytesIO(thumbnail)) as image:
            assert (image.format, max(image.size)) == ("PNG", 280)


def test_an_empty_file_is_refused() -> None:
    assert refused("空.pdf", b"") == ("copies.empty", "“空.pdf”是空文件。多半是没有扫成。请重新扫描。")


def test_a_pdf_without_pages_is_refused() -> None:
    assert refused("空.pdf", EMPTY_PDF)[0] == "copies.damaged"


@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00" * 50, b"PK\x03\x04", b"hello", picture("GIF"), picture("BMP")]
)
def test_what_is_no_scan_is_refused_whatever_its_name(content: bytes) -> None:
    assert refused("证明.pdf", content)[0] == "copies.type"


def test_a_password_protected_pdf_is_refused() -> None:
    assert refused("加密.pdf", LOCKED_PDF) == (
        "copies.password",
        "“加密.pdf”有密码保护，打不开。请去掉密码再留底。",
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_half_a_picture_is_damaged(kind: str) -> None:
    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    out = io.BytesIO()
    noise.save(out, kind)
    assert refused("坏", out.getvalue()[: len(out.getvalue()) // 2])[0] == "copies.damaged"


def test_a_pdf_that_is_none_inside_is_damaged() -> None:
    assert refused("坏.pdf", b"%PDF-1.7\nnothing more")[0] == "copies.damaged"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["PDF", "PNG", "JPEG", "TIFF"])
def test_any_damage_is_either_taken_or_refused_in_words(kind: str) -> None:
    chance = random.Random(kind)
    whole = picture(kind, pages=2 if kind in ("PDF", "TIFF") else 1)
    for _ in range(60):
        content = bytearray(whole[: chance.randrange(5, len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            files.look_at("件", bytes(content))
        except Refused as error:
            assert [problem.field for problem in error.problems] == ["copy"]


def test_a_file_over_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(files.LARGEST_FILE + 1)
    with pytest.raises(Refused) as caught:
        files.read_copy(path)
    assert [problem.message for problem in caught.value.problems] == [
        "“大.pdf”太大，有 51 MB，最多 50 MB。请用低一些的分辨率重新扫描。"
    ]


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_more_than_two_hundred_pages_are_refused(kind: str) -> None:
    assert files.look_at("多", picture(kind, pages=200, size=(4, 4))).pages == 200
    assert refused("多", picture(kind, pages=201, size=(4, 4)))[0] == "copies.too_many_pages"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.pdf", tmp_path):
        with pytest.raises(Refused, match="文件不在了，或没有权限"):
            files.read_copy(path)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    side = (60_000).to_bytes(4, "big")
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", side + side + b"\x08\x02\0\0\0") + chunk(b"IEND", b"")
    assert refused("大.png", bomb)[0] == "copies.too_large"
