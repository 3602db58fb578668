"""Papers as PDF/A-1b: what ISO 19005-1 asks of the file, read back with another eye than the writer's."""

from collections.abc import Callable
from io import BytesIO
from struct import unpack_from
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop.domain.problems import Refused
from desktop.forms.paper import SONG, Header, Official, Paragraph, Sheet, draw_official
from desktop.forms.paper.archive import archive, srgb_profile

Read = Callable[[bytes], Any]
TITLE = "印章停用 <公告> & 说明"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@pytest.fixture(scope="module")
def paper() -> bytes:
    sheet = Sheet(TITLE)
    official = Official(
        "印章停用公告",
        (Paragraph("情况属实，王𬭎、𠮷栋。" * 60), Paragraph("特此公告。")),
        "梧桐街道办事处",
        None,
        Header("梧桐街道办事处", "梧办〔2026〕4号"),
        check_code="9PXC-3R7D-KM5E",
        qr="HTTPS://Y.EXAMPLE/9PXC3R7DKM5E",
    )
    draw_official(sheet, official)
    return sheet.to_pdf()


@pytest.fixture(scope="module")
def kept(paper: bytes) -> bytes:
    return archive(paper)


def descriptions(kept: bytes) -> list[ElementTree.Element]:
    with pikepdf.open(BytesIO(kept)) as pdf:
        raw = pdf.Root.Metadata.read_raw_bytes()
    return list(ElementTree.fromstring(raw.decode("utf-8-sig")).iter(f"{RDF}Description"))


def test_same_paper_gives_the_same_bytes(paper: bytes, kept: bytes) -> None:
    assert archive(paper) == kept


def test_file_is_of_version_1_4_with_plain_objects(kept: bytes) -> None:
    assert kept.startswith(b"%PDF-1.4\n%")
    # The second line tells programs that the file is binary. Source: 6.1.2.
    assert all(byte > 127 for byte in kept.split(b"\n")[1][1:5])
    assert b"/ObjStm" not in kept
    assert b"/XRef" not in kept
    assert b"/Encrypt" not in kept
    assert b"/LZWDecode" not in kept


def test_trailer_has_an_identifier(kept: bytes) -> None:
    with pikepdf.open(BytesIO(kept)) as pdf:
        assert [len(bytes(part)) for part in pdf.trailer.ID] == [16, 16]


def test_colours_are_srgb(kept: bytes) -> None:
    with pikepdf.open(BytesIO(kept)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3
        assert intent.DestOutputProfile.read_bytes() == srgb_profile()


def test_profile_is_one_of_version_2_for_screens() -> None:
    profile = srgb_profile()
    size, _, version, kind, space, between = unpack_from(">I4sI4s4s4s", profile)
    assert (size, version >> 24, kind, space, between) == (len(profile), 2, b"mntr", b"RGB ", b"XYZ ")
    assert profile[36:40] == b"acsp"
    count = unpack_from(">I", profile, 128)[0]
    tags = [unpack_from(">4sII", profile, 132 + 12 * place) for place in range(count)]
    assert {name for name, _, _ in tags} == {
        b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC",
    }  # fmt: skip
    assert all(start % 4 == 0 and start + length <= size for _, start, length in tags)
    colours = [
        sum(unpack_from(">3i", profile, start + 8)[axis] for name, start, _ in tags if name[1:] == b"XYZ")
        for axis in range(3)
    ]
    # Red, green and blue together are the white of the profile (D50).
    assert [round(colour / 65536, 3) for colour in colours] == [0.964, 1.0, 0.825]
    curve = next(start for name, start, _ in tags if name == b"rTRC")
    points = unpack_from(">1024H", profile, curve + 12)
    assert (points[0], points[-1]) == (0, 65535)
    assert list(points) == sorted(points)
    # Half of the screen's range is a little more than a fifth of the light.
    assert points[512] / 65535 == pytest.approx(0.2147, abs=0.001)


def test_description_says_pdfa_1b_and_has_one_part_for_each_schema(kept: bytes) -> None:
    parts = descriptions(kept)
    schemas = [{child.tag[1:].split("}")[0] for child in part} for part in parts]
    assert [len(schema) for schema in schemas] == [1, 1, 1, 1]
    said = {child.tag.split("}")[1]: "".join(child.itertext()) for part in parts for child in part}
    assert (said["part"], said["conformance"]) == ("1", "B")


def test_description_says_what_the_file_itself_says(kept: bytes) -> None:
    said = {
        child.tag.split("}")[1]: "".join(child.itertext()) for part in descriptions(kept) for child in part
    }
    with pikepdf.open(BytesIO(kept)) as pdf:
        file = {str(name): str(value) for name, value in pdf.docinfo.items()}
    assert said["title"] == file["/Title"] == TITLE
    assert said["CreatorTool"] == file["/Creator"] == "有据"
    assert said["Producer"] == file["/Producer"] == "有据"
    assert said["CreateDate"] == said["ModifyDate"] == "2000-01-01T00:00:00+00:00"
    assert file["/CreationDate"] == file["/ModDate"] == "D:20000101000000+00'00'"
    assert set(file) == {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}


def test_description_is_stored_without_any_filter(kept: bytes) -> None:
    with pikepdf.open(BytesIO(kept)) as pdf:
        assert "/Filter" not in pdf.Root.Metadata
        assert [str(pdf.Root.Metadata[key]) for key in ("/Type", "/Subtype")] == ["/Metadata", "/XML"]


def test_every_font_is_in_the_file_and_nothing_is_transparent(kept: bytes) -> None:
    with pikepdf.open(BytesIO(kept)) as pdf:
        fonts = {
            str(font.BaseFont): "/FontFile2" in font.FontDescriptor
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
        assert len(fonts) > 3
        assert set(fonts.values()) == {True}
        assert all("/Group" not in page.obj for page in pdf.pages)
        assert all("/ExtGState" not in page.obj.Resources for page in pdf.pages)
        assert "/AA" not in pdf.Root
        assert "/OpenAction" not in pdf.Root
        assert "/Names" not in pdf.Root


def test_pages_look_and_read_as_before(paper: bytes, kept: bytes, read: Read) -> None:
    before, after = read(paper), read(kept)
    assert len(before.document) == len(after.document) > 1
    for page in range(1, len(before.document) + 1):
        assert after.text(page) == before.text(page)
        assert after.picture(page).tobytes() == before.picture(page).tobytes()
    assert "王𬭎、𠮷栋" in after.text()


def foreign(draw: Callable[[Canvas], None], font: str) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, invariant=1, initialFontName=font)
    draw(canvas)
    canvas.drawString(72, 72, "1")
    canvas.save()
    return file.getvalue()


def refusal_of(pdf: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        archive(pdf)
    assert [problem.rule for problem in refusal.value.problems] == ["paper.archive"]
    return str(refusal.value)


def test_font_that_is_not_in_the_file_is_refused() -> None:
    assert "字体 Helvetica 没有嵌入" in refusal_of(foreign(lambda canvas: None, "Helvetica"))


def test_transparency_is_refused() -> None:
    pdf = foreign(lambda canvas: canvas.setFillAlpha(0.5), SONG.main_font)
    assert "透明" in refusal_of(pdf)


def test_transparent_page_and_picture_are_refused(paper: bytes) -> None:
    with pikepdf.open(BytesIO(paper)) as pdf:
        pdf.pages[0].obj.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency)
        changed = BytesIO()
        pdf.save(changed)
    assert "透明" in refusal_of(changed.getvalue())


def test_form_with_a_foreign_font_is_refused(paper: bytes) -> None:
    with pikepdf.open(BytesIO(paper)) as pdf:
        font = pikepdf.Dictionary(Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name("/Arial"))
        form = pdf.make_stream(b"", Subtype=pikepdf.Name.Form)
        form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F9=font))
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X9=form)
        changed = BytesIO()
        pdf.save(changed)
    assert "字体 Arial 没有嵌入" in refusal_of(changed.getvalue())


def test_locked_file_is_refused(paper: bytes) -> None:
    locked = BytesIO()
    with pikepdf.open(BytesIO(paper)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "密码" in refusal_of(locked.getvalue())


def test_file_without_a_day_gets_the_day_of_all_papers(paper: bytes) -> None:
    with pikepdf.open(BytesIO(paper)) as pdf:
        del pdf.trailer.Info
        bare = BytesIO()
        pdf.save(bare)
    with pikepdf.open(BytesIO(archive(bare.getvalue()))) as kept:
        assert str(kept.docinfo["/CreationDate"]) == "D:20000101000000+00'00'"
