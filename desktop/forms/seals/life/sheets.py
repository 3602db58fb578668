"""携带外出审批单, 移交清单 and the records of making, surrender, sealing away and destruction."""

from datetime import datetime

from desktop.domain.papers import Paper, SealBox
from desktop.domain.problems import Problem, Refused
from desktop.forms.paper import FANG, HEI, TITLE, Cell, Column, Sheet, Table, chinese_date
from desktop.forms.paper.geometry import LEFT, RIGHT
from desktop.forms.paper.rows import Field, Row, draw_rows, fit_rows
from desktop.forms.papers import set_paper
from desktop.forms.seals.life.documents import SealHandover, SealOuting, SealRecord
from desktop.forms.seals.life.specimens import FOOT_BASE, FOOT_SIZE, TITLE_BASE, TITLE_SIZE, draw_number
from desktop.i18n import _

OUTING_TITLE, HANDOVER_TITLE = "印章携带外出审批单", "印章移交清单"
OUTING_NOTE = "两人同行，章不离人。外出期间的用印，回来后按实际时间补录。"
HANDOVER_NOTE = "以上印章当面点清，完好无误。自移交之日起由接收人管理并负责。"
RECORD_NOTE = "本记录永久保存。签字栏由本人用笔签。"
TABLE_TOP, TABLE_END = 42.0, 266.0
BLANK = "　　　　　　　"
HANDOVER_COLUMNS = (
    Column("序号", 12.0, "centre"),
    Column("印章全称", 58.0),
    Column("代字", 20.0, "centre"),
    Column("直径", 16.0, "centre"),
    Column("材质", 16.0, "centre"),
    Column("状态", 16.0, "centre"),
    Column("最后编号", 18.0, "centre"),
)


def _stamp(moment: datetime | None) -> str:
    """2026年9月7日 15:42; blanks for a pen when it has not come."""
    return f"{chinese_date(moment)} {moment:%H:%M}" if moment else chinese_date(None)


def _signed(role: str, name: str, moment: datetime | None) -> str:
    return f"{role}：{name or BLANK}　　{_stamp(moment)}"


def _pen(role: str) -> str:
    """A place to sign with a pen, with its date."""
    return f"{role.replace(' ', '')}（签字）：{BLANK}　　{chinese_date(None)}"


def _title(sheet: Sheet, title: str) -> None:
    sheet.text((LEFT + RIGHT) / 2, TITLE_BASE, title, TITLE, TITLE_SIZE, align="centre")


def _draw(sheet: Sheet, title: str, rows: list[Row], note: str, number: str, mark: str) -> None:
    fitted = fit_rows(sheet, rows, TABLE_END - TABLE_TOP)
    if fitted is None:
        message = _("“{title}”一页放不下。事由或说明太长。请写短一些。").format(title=title)
        raise Refused([Problem("paper.too_long", message, "reason")])
    _title(sheet, title)
    draw_rows(sheet, fitted, TABLE_TOP)
    sheet.text(LEFT, FOOT_BASE, note, HEI, FOOT_SIZE)
    draw_number(sheet, number, mark)


def draw_outing(sheet: Sheet, document: SealOuting) -> tuple[SealBox, ...]:
    """Draw the slip: asked for, approved, and what is filled in when the seal is back."""
    back = document.back_at is not None
    rows: list[Row] = [
        (Field("印　　章", document.seal_name),),
        (Field("事　　由", document.reason, least=22.0),),
        (Field("去　　处", document.place), Field("携 带 人", document.carriers)),
        (Field("外出时间", _stamp(document.out_at)), Field("应还时间", _stamp(document.due_back))),
        (
            Field(
                "管理人意见",
                "印章交上述两人携带，已登记。",
                _signed("印章管理人", document.keeper, document.out_at),
                least=30.0,
            ),
        ),
        (
            Field(
                "领导批准",
                "同意携带外出。" if document.leader else "",
                _signed("街道主要领导", document.leader, document.approved_at),
                least=38.0,
            ),
        ),
        (
            Field("归还时间", _stamp(document.back_at) if back else ""),
            Field("在外印数", f"{document.impressions} 次" if back else ""),
        ),
        (
            Field("归 还 人", document.returner),
            Field("管理人验收", "完好" if back else ""),
        ),
    ]
    _draw(sheet, OUTING_TITLE, rows, OUTING_NOTE, document.number, document.mark)
    return ()


def draw_record(sheet: Sheet, document: SealRecord) -> tuple[SealBox, ...]:
    """Draw the record with a place for each signature."""
    rows: list[Row] = [
        (Field("印　　章", document.seal_name),),
        (Field("日　　期", chinese_date(document.done_on)),),
        *((Field(line.label, line.text, least=14.0),) for line in document.lines),
        *((Field(line.label, line.text, _pen(line.label), least=24.0),) for line in document.signers),
    ]
    _draw(sheet, document.title, rows, RECORD_NOTE, document.number, document.mark)
    return ()


def draw_handover(sheet: Sheet, document: SealHandover) -> tuple[SealBox, ...]:
    """Draw the list of the seals and the three signatures under it."""
    cells = [
        [
            Cell(text)
            for text in (
                str(place),
                seal.seal_name,
                seal.book_code,
                f"{seal.diameter_mm} 毫米",
                seal.material,
                seal.state,
                seal.last_number,
            )
        ]
        for place, seal in enumerate(document.seals, 1)
    ]
    table = Table(HANDOVER_COLUMNS, cells, size=10.0, least_height=11.0)
    rows: list[Row] = [
        (Field("一并移交", document.along, least=16.0),),
        (Field("移 交 人", document.hander, _pen("移交人"), least=26.0),),
        (Field("接 收 人", document.receiver, _pen("接收人"), least=26.0),),
        (Field("监 交 人", document.witness, _pen("监交人"), least=26.0),),
    ]
    fitted = fit_rows(sheet, rows, TABLE_END - TABLE_TOP)
    assert fitted is not None  # four short lines, each limited by the register
    room = TABLE_END - TABLE_TOP - 10.0 - table.head_height
    pages = table.pages(sheet, room, room - fitted.height - 16.0)
    for page, some in enumerate(pages, 1):
        if page > 1:
            sheet.next_page()
        _title(sheet, HANDOVER_TITLE)
        sheet.text(LEFT, TABLE_TOP, f"单位：{document.office}", FANG, 12.0)
        day = f"移交日期：{chinese_date(document.handed_on)}"
        sheet.text(RIGHT, TABLE_TOP, day, FANG, 12.0, align="right")
        end = table.draw(sheet, LEFT, TABLE_TOP + 4.0, some)
        if page == len(pages):
            sheet.text(LEFT, end + 8.0, HANDOVER_NOTE, FANG, 12.0)
            draw_rows(sheet, fitted, end + 13.0)
        sheet.text(LEFT, FOOT_BASE, f"第 {page} 页 共 {len(pages)} 页", HEI, FOOT_SIZE)
        draw_number(sheet, document.number, document.mark)
    return ()


def seal_outing(document: SealOuting) -> Paper:
    """Set 携带外出审批单. Raises `Refused` naming each field blank or not printable."""
    return set_paper("seal_outing", OUTING_TITLE, draw_outing, document)


def seal_handover(document: SealHandover) -> Paper:
    """Set 移交清单. Raises `Refused` naming each field blank or not printable."""
    return set_paper("seal_handover", HANDOVER_TITLE, draw_handover, document)


def seal_record(document: SealRecord) -> Paper:
    """Set the record of a step. Raises `Refused` naming each field blank or not printable."""
    return set_paper("seal_record", document.title, draw_record, document)
