"""印模留存卡: where the clear impressions of a seal go. Nothing is printed where they go."""

from desktop.domain.papers import Paper, SealBox
from desktop.forms.paper import FANG, HEI, TITLE, Sheet, chinese_date
from desktop.forms.paper.geometry import LEFT, RIGHT
from desktop.forms.paper.rows import Field, draw_rows, fit_rows
from desktop.forms.papers import set_paper
from desktop.forms.seals.life.documents import SealSpecimen

TITLE_TEXT = "印模留存卡"
TITLE_BASE, TITLE_SIZE = 33.0, 22.0
TABLE_TOP, ROOM = 42.0, 80.0
# Three impressions, side by side two and one below, clear of each other at 45 mm.
PLACES = ((72.0, 150.0), (140.0, 150.0), (106.0, 212.0))
ALONE = (106.0, 120.0)
HEAD_BASE, CAPTION_TOP = 46.0, 52.0
NOTE_BASE, FOOT_BASE, FOOT_SIZE = 113.0, 274.0, 9.0
NOTE = "在下面空白处盖三枚清晰、端正、互不相叠的印模，600 dpi 彩色扫描后存入台账。"
FOOT_NOTE = "本卡永久保存。印模不得作为图片插入任何文书。"


def draw_place(sheet: Sheet, head: str, seal_name: str, diameter: int) -> SealBox:
    """Say whose impression this is, and where on this page it belongs; the place stays white."""
    sheet.text(LEFT, HEAD_BASE, head, HEI, 16.0)
    whose = f"“{seal_name}”（直径 {diameter} 毫米）"
    sheet.column(LEFT, CAPTION_TOP, sheet.lines_in(whose, FANG, 14.0, RIGHT - LEFT), FANG, 14.0)
    return _box(sheet, diameter, ALONE)


def _box(sheet: Sheet, diameter: int, place: tuple[float, float]) -> SealBox:
    return SealBox(sheet.pages, *place, float(diameter), "specimen")


def draw_specimen(sheet: Sheet, document: SealSpecimen) -> tuple[SealBox, ...]:
    """Draw the card: what the seal is, and three free places."""
    rows = [
        (Field("印章全称", document.seal_name),),
        (Field("代　　字", document.book_code), Field("直　　径", f"{document.diameter_mm} 毫米")),
        (Field("式　　样", document.shape), Field("材　　质", document.material)),
        (
            Field("印章管理人", document.keeper),
            Field("留存日期", chinese_date(document.kept_on)),
        ),
    ]
    fitted = fit_rows(sheet, rows, ROOM)
    assert fitted is not None  # four short lines, each limited by the register
    sheet.text((LEFT + RIGHT) / 2, TITLE_BASE, TITLE_TEXT, TITLE, TITLE_SIZE, align="centre")
    draw_rows(sheet, fitted, TABLE_TOP)
    sheet.text(LEFT, NOTE_BASE, NOTE, FANG, 11.0)
    sheet.text(LEFT, FOOT_BASE, FOOT_NOTE, HEI, FOOT_SIZE)
    draw_number(sheet, document.number, document.mark)
    return tuple(_box(sheet, document.diameter_mm, place) for place in PLACES)


def draw_number(sheet: Sheet, number: str, mark: str) -> None:
    """The number at the foot, and the mark of a sample or a draft at the head left."""
    if number:
        sheet.text(RIGHT, FOOT_BASE, f"编号 {number}", HEI, FOOT_SIZE, align="right")
    if mark:
        sheet.grey(0.35)
        sheet.text(10.5, 13.0, mark, HEI, FOOT_SIZE)
        sheet.grey(0)


def seal_specimen(document: SealSpecimen) -> Paper:
    """Set 印模留存卡. Raises `Refused` naming each field blank or not printable."""
    return set_paper("seal_specimen", TITLE_TEXT, draw_specimen, document)
