"""How fast certificates are set, against plain ReportLab that draws the same words with the same fonts.

Where LibreOffice is installed, twenty of them are made by its mail merge as well. The preview is timed from the last
key to the page on screen, without the moment for which the window waits for another key.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from time import perf_counter

import zxingcpp
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop.forms.documents import PREVIEW
from desktop.forms.kinds import KINDS, from_json, set_batch
from desktop.forms.paper import chinese_date
from desktop.forms.paper.fonts import FANG, FOLDER, HEI, TITLE
from desktop.forms.seals import PensionCertificate
from desktop.forms.seals.certificates import CLOSING, PENSION_TEXT, PENSION_USE

COUNT = 500
FLOOR = 0.75
ROUNDS = 3
SINGLE, SINGLE_FLOOR = 30, 2.0
MERGED, MERGED_FLOOR = 20, 40.0
PREVIEWS, PREVIEW_MS = 20, 150.0


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


def _plain(documents: list[PensionCertificate], fonts: tuple[str, str, str] | None = None) -> bytes:
    """The loop somebody writes in an afternoon: fixed lines of 28, no rules, no checks."""
    fang, title, hei = fonts or (FANG.main_font, TITLE.main_font, HEI.main_font)
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
    barcode = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
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


def _fonts_of_their_own() -> tuple[str, str, str]:
    """The same fonts as anybody registers them, who does not know what each new file reads again."""
    names = ("YoujuFang", "NotoSerifSC-Black-titles", "NotoSansSC-Regular")
    for name in names:
        pdfmetrics.registerFont(TTFont(f"plain-{name}", str(FOLDER / f"{name}.ttf")))
    return f"plain-{names[0]}", f"plain-{names[1]}", f"plain-{names[2]}"


def _timed(work: Callable[[], object]) -> float:
    """The best of a few turns, in seconds."""
    times = []
    for _turn in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def _single(documents: list[PensionCertificate]) -> float:
    """Files of one certificate each: plain ReportLab's time, in a process of its own, as a multiple of ours."""
    ours = _timed(lambda: [set_batch("certificate_pension", [document]) for document in documents[:SINGLE]])
    # In one process both would share what ours keeps of each font.
    alone = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_forms", "plain"], check=True, capture_output=True, text=True
    )
    return float(alone.stdout) / ours


def _plain_single() -> float:
    """Seconds that plain ReportLab takes for the same files."""
    documents, fonts = _documents()[:SINGLE], _fonts_of_their_own()
    pdfdoc.PDFZCompress = pdfdoc.PDFStreamFilterZCompress()
    _plain(documents[:1], fonts)
    return _timed(lambda: [_plain([document], fonts) for document in documents])


def _merged(documents: list[PensionCertificate], office: str) -> float:
    """The office way: a text document for each, all turned into PDF by one call; its time as a multiple of ours."""
    some = documents[:MERGED]
    with tempfile.TemporaryDirectory() as folder:
        for number, document in enumerate(some):
            text = (
                f"证　明\n{document.recipient}：\n{document.name}　{document.id_number}\n{document.issuer}\n"
            )
            Path(folder, f"{number}.txt").write_text(text, "utf-8")
        command = [
            office,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "pdf",
        ]
        files = sorted(str(path) for path in Path(folder).glob("*.txt"))
        start = perf_counter()
        subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True)
        merging = perf_counter() - start
    return merging / _timed(lambda: set_batch("certificate_pension", some))


def _preview_ms() -> float:
    """Milliseconds from the last key of a form to its page on screen, the median of some."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from desktop.ui.theme import theme  # noqa: PLC0415
    from desktop.ui.widgets.pdfview import PdfView  # noqa: PLC0415

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme().apply(application)
    view = PdfView()
    view.resize(620, 760)
    view.show()
    times = []
    for document in _documents()[: PREVIEWS + 1]:
        start = perf_counter()
        view.show_paper(
            KINDS["certificate_pension"].set(replace(document, mark=PREVIEW, check_code="", qr=""))
        )
        view.fit_width()
        view.viewport().repaint()
        view.grab()
        times.append(perf_counter() - start)
    return statistics.median(times[1:]) * 1000


def run() -> list[tuple[str, float, str]]:
    """(what, figure, limit): ratios of times within this run, and the preview in milliseconds."""
    documents = _documents()
    set_batch("certificate_pension", documents[:5])
    _plain(documents[:5])
    single = _single(documents)
    plain = _timed(lambda: _plain(documents))
    ours = _timed(lambda: set_batch("certificate_pension", documents))
    found = [
        (f"{COUNT} 份证明合成一个 PDF", plain / ours, f"≥ {FLOOR:.2f}"),
        ("一页证明的预览（毫秒）", _preview_ms(), f"≤ {PREVIEW_MS:.0f}"),
        ("单份证明，各成一个 PDF", single, f"≥ {SINGLE_FLOOR:.2f}"),
    ]
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is not None:
        found.append(
            (f"{MERGED} 份证明，对 LibreOffice", _merged(documents, office), f"≥ {MERGED_FLOOR:.0f}")
        )
    return found


if __name__ == "__main__" and sys.argv[1:] == ["plain"]:
    print(_plain_single())
elif __name__ == "__main__":
    for name, ratio, limit in run():
        print(f"{name}\t{ratio:.2f}\t{limit}")
