"""介绍信 with its 存根: the stub stays, the letter is torn off, a seam seal covers the number between them.

The strip lies on A4 across and is cut off below two marks. The wording is fixed and never translated.
Source: domain handbook §A.6 (seal on the number), §A.7 (stub equal to the letter, validity in capitals).
"""

from desktop.domain.papers import SealBox
from desktop.domain.problems import Problem, Refused
from desktop.forms.documents import shown_number
from desktop.forms.letters.documents import Introduction
from desktop.forms.letters.numerals import across_tear_line, capital
from desktop.forms.paper import FANG, HEI, TITLE, Sheet, chinese_date
from desktop.forms.paper.geometry import (
    BLOCK_WIDTH,
    BODY_SIZE,
    BODY_SPACING,
    LEFT,
    MM,
    PITCH,
    RIGHT,
    STEP,
    baseline,
    line_top,
)
from desktop.forms.paper.setting import SetLine, set_paragraph
from desktop.forms.paper.sheet import UPRIGHT_STEP, column_height, natural_width, upright_places
from desktop.forms.paper.signature import (
    DATE_FROM_RIGHT,
    Signature,
    choose_signature,
    seal_centre,
)
from desktop.forms.papers import ACROSS
from desktop.forms.wordings import Worded, Wording, printed
from desktop.i18n import _

TITLE_TEXT = "介　绍　信"
STUB_TITLE = "介绍信存根"
TEXT = "兹介绍我街道{community}居民{name}（公民身份号码{id_number}）等{persons}人，前往你处办理{purpose}事宜，请予接洽。"
VALIDITY = "（有效期{days}天）"
# The strip, mm from the upper left corner of A4 across. The letter has the 28 characters of an official line.
STRIP, TEAR, STUB_LEFT, STUB_RIGHT, LETTER_LEFT = 150.0, 103.0, 14.0, 79.0, 130.0
SHIFT = LETTER_LEFT - LEFT
LETTER_RIGHT = RIGHT + SHIFT
CUT_MARK, MARGIN = 6.0, 8.0
TITLE_BASE, TITLE_SIZE, STUB_TITLE_SIZE = 22.0, 26.0, 18.0
NUMBER_BASE, NUMBER_SIZE = 32.0, 12.0
# The number down the tear line, its middle where the seam seal goes.
SEAM_MIDDLE, SEAM_SIZE, SEAM_ROOM, SEAM_GAP = 75.0, 13.0, 110.0, 3.0
STUB_TOP, STUB_END, STUB_LABEL, STUB_GAP = 37.0, 146.0, 25.0, 3.2
STUB_SIZES = (12.0, 11.0, 10.0, 9.0)
VALIDITY_BASE, CODE_TOP, CODE_SIZE, FOOT_SIZE = 119.5, 123.0, 22.0, 9.0
LOWEST_SEAL = STRIP - 2.0
FOOT_NOTE = "凭核验码或二维码可向出具单位核对"
USUAL_DIAMETER_MM = 42


def _capital(number: int, label: str) -> str:
    return capital(number) if number else f"〔{label}〕"


def _words(document: Introduction) -> dict[str, str]:
    words = printed(document)
    words["persons"] = _capital(document.persons, "人数")
    words["valid_days"] = _capital(document.valid_days, "有效天数")
    return words


def _too_long(field: str) -> Refused:
    message = _("介绍信一页放不下。事由或单位名称太长。请写短一些。")
    return Refused([Problem("paper.too_long", message, field)])


def _stub_rows(document: Introduction, words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The facts of the letter once more, and who answers for it."""
    return (
        ("姓　　名", words["name"]),
        ("身份号码", words["id_number"]),
        ("人　　数", f"{words['persons']}人"),
        ("事　　由", words["purpose"]),
        ("送　　往", words["recipient"]),
        ("有 效 期", f"{words['valid_days']}天"),
        ("承 办 人", words["handler"]),
        ("批 准 人", document.approver.strip()),
        ("日　　期", chinese_date(document.issued_on)),
        ("领取人签字", ""),
    )


def _draw_stub(sheet: Sheet, document: Introduction, words: dict[str, str], number: str) -> None:
    middle = (STUB_LEFT + STUB_RIGHT) / 2
    sheet.text(middle, TITLE_BASE, STUB_TITLE, TITLE, STUB_TITLE_SIZE, align="centre")
    sheet.text(STUB_RIGHT, NUMBER_BASE, number, FANG, NUMBER_SIZE, align="right")
    rows = _stub_rows(document, words)
    wide = STUB_RIGHT - STUB_LEFT - STUB_LABEL
    for size in STUB_SIZES:
        cells = [(label, sheet.lines_in(text, FANG, size, wide)) for label, text in rows]
        high = sum(column_height(max(len(lines), 1), size) + STUB_GAP for _label, lines in cells)
        if high <= STUB_END - STUB_TOP:
            break
    else:
        raise _too_long("purpose")
    y = STUB_TOP
    for label, lines in cells:
        sheet.column(STUB_LEFT, y, (f"{label}：",), FANG, size)
        sheet.column(STUB_LEFT + STUB_LABEL, y, lines, FANG, size)
        y += column_height(max(len(lines), 1), size) + STUB_GAP
    last = y - STUB_GAP
    sheet.line(STUB_LEFT + STUB_LABEL + 2, last, STUB_RIGHT, last)


def _draw_tear_line(sheet: Sheet, document: Introduction) -> SealBox:
    """The dotted line with the number in its middle; say where the seam seal belongs."""
    text = across_tear_line(document.number)
    upper = lower = SEAM_MIDDLE
    if text:
        each = UPRIGHT_STEP / MM
        places = len(upright_places(text))
        size = min(SEAM_SIZE, SEAM_ROOM / (places * each))
        upper = SEAM_MIDDLE - places * each * size / 2
        lower = sheet.vertical(TEAR, upper, text, FANG, size)
        upper, lower = upper - SEAM_GAP, lower + SEAM_GAP
    sheet.dotted(TEAR, MARGIN, TEAR, upper)
    sheet.dotted(TEAR, lower, TEAR, STRIP - MARGIN)
    diameter = float(document.seal_diameter_mm or USUAL_DIAMETER_MM)
    return SealBox(sheet.pages, TEAR, SEAM_MIDDLE, diameter, "seam")


def _draw_signature(sheet: Sheet, signature: Signature, first_line: int) -> SealBox:
    """As under an official paper, the grid moved to the letter's left edge."""
    right = LETTER_RIGHT - DATE_FROM_RIGHT * STEP
    middle = right - natural_width(signature.date, FANG, BODY_SIZE, BODY_SPACING) / 2
    base = baseline(line_top(first_line + signature.blanks), PITCH, BODY_SIZE)
    for line in signature.issuer:
        sheet.text(middle, base, line, FANG, BODY_SIZE, spacing=BODY_SPACING, align="centre")
        base += PITCH
    sheet.text(right, base, signature.date, FANG, BODY_SIZE, spacing=BODY_SPACING, align="right")
    x, y = seal_centre(signature, first_line)
    return SealBox(sheet.pages, round(x + SHIFT, 3), round(y, 3), signature.diameter, "signature")


def _sign(document: Introduction, words: dict[str, str], used: int) -> Signature:
    """The block under the text, its seal within the strip. Raises `Refused` when there is no room."""
    diameter = float(document.seal_diameter_mm or USUAL_DIAMETER_MM)
    for room in range(used + 6, used + 2, -1):
        signature = choose_signature(words["issuer"], document.issued_on, diameter, room - used)
        if signature and seal_centre(signature, used)[1] + diameter / 2 <= LOWEST_SEAL:
            return signature
    raise _too_long("purpose")


def _draw_foot(sheet: Sheet, document: Introduction, days: str) -> None:
    sheet.text(LETTER_LEFT, VALIDITY_BASE, VALIDITY.format(days=days), FANG, 14.0)
    if document.mark:
        return
    left = LETTER_LEFT
    if document.qr:
        sheet.code(LETTER_LEFT, CODE_TOP, CODE_SIZE, document.qr)
        left += CODE_SIZE + 4.0
    sheet.text(left, CODE_TOP + 15.5, f"核验码 {document.check_code}", HEI, FOOT_SIZE)
    sheet.text(left, CODE_TOP + 20.5, FOOT_NOTE, HEI, FOOT_SIZE)


def draw_introduction(sheet: Sheet, document: Introduction, wording: Wording) -> tuple[SealBox, ...]:
    """Draw stub and letter on the current page. Raises `Refused` when they do not fit one strip."""
    words = _words(document)
    number = shown_number(document.number, document.mark)
    lines: list[SetLine] = set_paragraph(f"{words['recipient']}：", 0)
    for paragraph in wording.fill(words):
        lines += set_paragraph(paragraph, 2)
    signature = _sign(document, words, len(lines))
    _draw_stub(sheet, document, words, number)
    seam = _draw_tear_line(sheet, document)
    middle = LETTER_LEFT + BLOCK_WIDTH / 2
    sheet.text(middle, TITLE_BASE, wording.title, TITLE, TITLE_SIZE, align="centre")
    sheet.text(LETTER_RIGHT, NUMBER_BASE, number, FANG, NUMBER_SIZE, align="right")
    for place, line in enumerate(lines):
        base = baseline(line_top(place), PITCH, BODY_SIZE)
        sheet.pieces(LETTER_LEFT + line.indent * STEP, base, line.pieces, FANG, BODY_SIZE)
    box = _draw_signature(sheet, signature, len(lines))
    _draw_foot(sheet, document, words["valid_days"])
    for x in (0.0, sheet.width - CUT_MARK):
        sheet.line(x, STRIP, x + CUT_MARK, STRIP, 0.15)
    if document.mark:
        sheet.grey(0.35)
        sheet.text(10.5, 10.0, document.mark, HEI, FOOT_SIZE)
        sheet.grey(0)
    return seam, box


WORDED: dict[str, Worded] = {"introduction": Worded(Wording(TITLE_TEXT, (TEXT,)), draw_introduction, ACROSS)}
"""The first version of the wording; it never changes."""
