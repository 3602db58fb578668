"""The poster of the public key: what is scanned from it and what is read aloud."""

from collections.abc import Callable

import pytest
import zxingcpp

from desktop.domain.problems import Refused
from desktop.forms import posters
from desktop.forms.documents import sample
from desktop.forms.reading import read_document
from tests.forms.conftest import Reader

POSTER = read_document(posters.KeyPoster, posters.EXAMPLE)


def test_the_code_is_the_key_and_the_fingerprint_stands_in_groups() -> None:
    paper = posters.key_poster(POSTER)
    assert (paper.pages, paper.seal_boxes) == (1, ())
    reader = Reader(paper.pdf)
    [code] = zxingcpp.read_barcodes(reader.document[0].render(scale=2).to_pil())
    assert code.text == POSTER.key
    said = "".join(reader.text().split())
    assert POSTER.fingerprint in said
    left, top, right, _bottom = reader.box("630d")
    assert abs(105 - 21 * 1.5 - (left + right) / 2) < 0.5
    assert round(top) == 168


def test_a_specimen_says_so() -> None:
    assert "样张" in Reader(posters.key_poster(sample(POSTER)).pdf).text()
    assert "样张" not in Reader(posters.key_poster(POSTER).pdf).text()


def test_a_poster_without_a_key_is_refused() -> None:
    empty = posters.KeyPoster(office="榕荫社区居民委员会", key="", fingerprint="", issued_on=None)
    with pytest.raises(Refused) as refused:
        posters.key_poster(empty)
    assert [problem.field for problem in refused.value.problems] == ["key", "fingerprint", "issued_on"]


def test_the_poster_looks_as_it_did(looks_like: Callable[[bytes, str], None]) -> None:
    looks_like(posters.key_poster(POSTER).pdf, "key_poster")
