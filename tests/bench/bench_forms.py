"""How fast certificates are set, against a plain loop that draws the same words with the same fonts."""

from dataclasses import replace
from io import BytesIO
from time import perf_counter

import zxingcpp
from reportlab.pdfgen.canvas import Canvas

from desktop.forms.kinds import KINDS, from_json, set_batch
from desktop.forms.paper import chinese_date
from desktop.forms.paper.fonts import FANG, HEI, TITLE
from desktop.forms.seals import PensionCertificate
from desktop.forms.seals.certificates import CLOSING, PENSION_TEXT, PENSION_USE

COUNT = 500
FLOOR = 0.60
ROUNDS = 3


def _documents() -> list[PensionCertificate]:
    first: PensionCertificate = from_json("certificate_pension", KINDS["certificate_pension"].example)
    surnames = "郑叶方李陈黄曾周苏林"
    return [
        replace(
            first,
            number=f"梧社印〔2026〕{number} 号",
            name=f"{surnames[number % 10]}国{'栋华彬强燕萍珠明婷平'[number // 10 % 10]}",
            address=f"榕荫路{number % 90 + 1}号{number % 6 + 1}02室",
            check_code=f"7K3F-M9QX-{number:04d}",
            qr=f"YJ1|梧社印〔2026〕{number} 号|证明|350*************17|2026-09-08|" + "Qm9nA7xZ" * 11,
        )
        for number in range(1, COUNT + 1)
    ]


def _plain(documents: list[PensionCertificate]) -> bytes:
    """The loop somebody writes in an afternoon: fixed lines of 28, no rules, no checks."""
    fang, title, hei = FANG.main_font, TITLE.main_font, HEI.main_font
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595.28, 841.89), invariant=1, pageCompression=1, initialFontName=fang)
    for paper in documents:
        canvas.setFont(title, 22)
        canvas.drawCentredString(300, 705, "证　明")
        canvas.setFont(fang, 16)
        text = PENSION_TEXT.format(
            name=paper.name,
            sex=paper.sex,
            birth=chinese_date(paper.birth),
            id_number=paper.id_number,
            community=paper.community,
            address=paper.address,
            handler=paper.handler,
            visited_on=chinese_date(paper.visited_on),
        )
        lines = [f"{paper.recipient}：", *(text[start : start + 28] for start in range(0, len(text), 28))]
        for number, line in enumerate([*lines, PENSION_USE, CLOSING]):
            canvas.drawString(79.4, 640 - 29 * number, line)
        canvas.drawString(350, 320, paper.issuer)
        canvas.drawString(350, 291, chinese_date(paper.issued_on))
        canvas.setFont(hei, 9)
        canvas.drawString(153, 52, f"编号 {paper.number}")
        canvas.drawString(153, 39, f"核验码 {paper.check_code}")
        canvas.drawString(153, 26, "第 1 页 共 1 页　凭核验码或二维码可向出具单位核对")
        _plain_code(canvas, paper.qr)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _plain_code(canvas: Canvas, content: str) -> None:
    barcode = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = memoryview(barcode.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    cells, side = modules.tobytes(), len(modules)
    module = 62.4 / side
    path = canvas.beginPath()
    for row in range(side):
        line = cells[row * side : (row + 1) * side]
        column = line.find(0)
        while column >= 0:
            end = line.find(255, column)
            end = side if end < 0 else end
            path.rect(79.4 + column * module, 86 - row * module, (end - column) * module, module)
            column = line.find(0, end)
    canvas.drawPath(path, stroke=0, fill=1)


def run() -> list[tuple[str, float, str]]:
    """(what, ratio, limit): our speed in one PDF as a part of the plain loop's; best of a few turns each."""
    documents = _documents()
    set_batch("certificate_pension", documents[:5])
    _plain(documents[:5])
    ours, plain = [], []
    for _turn in range(ROUNDS):
        start = perf_counter()
        _plain(documents)
        plain.append(perf_counter() - start)
        start = perf_counter()
        set_batch("certificate_pension", documents)
        ours.append(perf_counter() - start)
    return [(f"{COUNT} 份证明合成一个 PDF", min(plain) / min(ours), f"≥ {FLOOR:.2f}")]


if __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}\t{ratio:.2f}\t{limit}")
