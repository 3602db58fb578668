"""A finished paper as PDF/A-1b, the form in which it is kept for decades. The same paper gives the same bytes."""

import re
from collections.abc import Iterator
from io import BytesIO
from struct import pack
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from desktop.domain.problems import Problem, Refused
from desktop.i18n import _

_CLAUSE = "GB/T 23286.1-2009（ISO 19005-1）"
_CONDITION = "sRGB IEC61966-2.1"
# The sRGB colours under D50, as ICC profiles have them, and the white point.
_COLOURS = {
    b"wtpt": (0.9642, 1.0, 0.8249),
    b"rXYZ": (0.4361, 0.2225, 0.0139),
    b"gXYZ": (0.3851, 0.7169, 0.0971),
    b"bXYZ": (0.1431, 0.0606, 0.7141),
}
_CURVE_POINTS = 1024
# What a PDF says of its day; the same papers say the same, so that a paper without one gets this.
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([+-]\d\d)'(\d\d)'?")
_NO_DATE = "D:20000101000000+00'00'"
# One description per schema: some validators read no more than one schema from each.
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _text_tag(text: str) -> bytes:
    words = text.encode("ascii") + b"\0"
    return pack(">4sII", b"desc", 0, len(words)) + words + bytes(4 + 4 + 2 + 1 + 67)


def _fixed(number: float) -> bytes:
    return pack(">i", round(number * 65536))


def _curve() -> bytes:
    """From screen values to light. Source: IEC 61966-2-1, 5.2."""
    points = []
    for place in range(_CURVE_POINTS):
        value = place / (_CURVE_POINTS - 1)
        light = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        points.append(round(light * 65535))
    return pack(">4sII", b"curv", 0, _CURVE_POINTS) + pack(f">{_CURVE_POINTS}H", *points)


def srgb_profile() -> bytes:
    """The sRGB colour space as an ICC profile of version 2.1, the newest that PDF 1.4 knows."""
    curve = _curve()
    tags = {b"desc": _text_tag(_CONDITION), b"cprt": pack(">4sI", b"text", 0) + b"No copyright\0"}
    for name, colour in _COLOURS.items():
        tags[name] = pack(">4sI", b"XYZ ", 0) + b"".join(map(_fixed, colour))
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    body, table, placed = b"", b"", dict[bytes, int]()
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        if content not in placed:
            placed[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += pack(">4sII", name, placed[content], len(content))
    head = pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += b"".join(map(_fixed, _COLOURS[b"wtpt"]))
    return head + bytes(128 - len(head)) + pack(">I", len(tags)) + table + body


def _refuse(what: str) -> Refused:
    message = _("这份文件不能存为归档格式。{what}。请用本程序重新生成这份文件。").format(what=what)
    return Refused([Problem("paper.archive", message, "", _CLAUSE)])


def _resources(thing: Object, depth: int = 0) -> Iterator[Object]:
    """The resources of a page and of the forms drawn on it."""
    found = thing.get(Name.Resources)
    if found is None:
        return
    yield found
    # Forms may be drawn within forms, hardly ever deeper than this.
    if depth < 8:
        for drawn in found.get(Name.XObject, Dictionary()).values():
            yield from _resources(drawn, depth + 1)


def _check_font(font: Object) -> None:
    for part in [font, *font.get(Name.DescendantFonts, Array())]:
        if part.get(Name.Subtype) in (Name.Type0, Name.Type3):
            continue
        description = part.get(Name.FontDescriptor, Dictionary())
        if not any(key in description for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            raise _refuse(_("字体 {name} 没有嵌入").format(name=str(part.get(Name.BaseFont, ""))[1:]))


def _check_page(page: Object) -> None:
    """Refuse what the archive form forbids and nobody can mend afterwards: foreign fonts, transparency."""
    things = [page, *(form for found in _resources(page) for form in found.get(Name.XObject, {}).values())]
    for thing in things:
        group = thing.get(Name.Group, Dictionary())
        if group.get(Name.S) == Name.Transparency or Name.SMask in thing:
            raise _refuse(_("页面上有透明的部分"))
    for found in _resources(page):
        for font in found.get(Name.Font, Dictionary()).values():
            _check_font(font)
        for state in found.get(Name.ExtGState, Dictionary()).values():
            opaque = float(state.get(Name.CA, 1)) == float(state.get(Name.ca, 1)) == 1
            if not opaque or state.get(Name.SMask, Name.None_) != Name.None_:
                raise _refuse(_("页面上有透明的部分"))


def _describe(pdf: Pdf) -> None:
    """Say the same of the paper in both places where a PDF says who made it and what it is."""
    old = pdf.docinfo
    stamp = str(old.get(Name.CreationDate, ""))
    if not _DATE.fullmatch(stamp):
        stamp = _NO_DATE
    made = _DATE.sub(r"\1-\2-\3T\4:\5:\6\7:\8", stamp)
    words = {name: str(old.get(f"/{name}", "")) for name in ("Title", "Creator", "Producer")}
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            {f"/{name}": word for name, word in words.items()} | {"/CreationDate": stamp, "/ModDate": stamp}
        )
    )
    text = _XMP.format(made=made, **{name.lower(): escape(word) for name, word in words.items()})
    pdf.Root.Metadata = pdf.make_stream(text.encode(), Type=Name.Metadata, Subtype=Name.XML)


def archive(paper: bytes) -> bytes:
    """The paper as PDF/A-1b: the same pages, with the colours and the description an archive asks for.

    Raises `Refused` when the PDF was not made by this program and holds what cannot be kept so: a font that
    it does not carry, transparency, or a password. Source: ISO 19005-1:2005, 6.
    """
    try:
        pdf = pikepdf.open(BytesIO(paper))
    except pikepdf.PasswordError:
        raise _refuse(_("打开它要密码")) from None
    with pdf:
        for page in pdf.pages:
            _check_page(page.obj)
        profile = pdf.make_stream(srgb_profile(), N=3)
        intent = Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=_CONDITION,
            Info=_CONDITION,
            DestOutputProfile=profile,
        )
        pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
        _describe(pdf)
        kept = BytesIO()
        pdf.save(
            kept,
            min_version="1.4",
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            # The description of the paper must be readable without any decoding.
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            deterministic_id=True,
        )
    return kept.getvalue()
