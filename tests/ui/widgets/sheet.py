"""Draws the component sheet from the program's own widgets, to lay beside the design's.

`python -m tests.ui.widgets.sheet DIR` writes sheet-light.png, sheet-dark.png and sheet-large.png.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from desktop.forms.kinds import KINDS, from_json, print_worded
from desktop.forms.seals import PensionCertificate
from desktop.ui.page import label, line
from desktop.ui.theme import theme
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.cards import Card
from desktop.ui.widgets.checklist import Checklist
from desktop.ui.widgets.chips import Chip, Tag
from desktop.ui.widgets.dialogs import Ask
from desktop.ui.widgets.dropzone import DropZone
from desktop.ui.widgets.fields import (
    CheckBox,
    ComboField,
    Field,
    LineField,
    NumberField,
    SecretField,
    TextField,
)
from desktop.ui.widgets.messages import EmptyState, MessageBar
from desktop.ui.widgets.pdfview import PdfView
from desktop.ui.widgets.progress import ProgressRow
from desktop.ui.widgets.search import SearchBox
from desktop.ui.widgets.segmented import Segmented
from desktop.ui.widgets.table import Column, DataTable
from desktop.ui.widgets.timeline import Timeline
from desktop.ui.widgets.toast import Toasts
from desktop.ui.widgets.typeahead import Item, TypeAhead

LOOKS = (("light", False, False), ("dark", True, False), ("large", False, True))
STATES = (
    ("草拟", "neutral", "draft"),
    ("待核实", "pri", "finding"),
    ("待批准", "pri", "clock"),
    ("待用印", "pri", "seal"),
    ("待留底", "warn", "scan"),
    ("已归档", "plain", "check"),
    ("已退回", "neutral", "return"),
    ("不予受理", "neutral", "refused"),
    ("已作废", "neutral", "void"),
    ("超时 15 小时", "err", "clock"),
)
ROWS = (
    ("321", "09-08 09:41", "康复器械补助", "吴玉珍　申请表", "2", "待批准"),
    ("320", "09-08 09:12", "养老金身份确认", "郑国栋　确认证明", "1", "待批准"),
    ("319", "09-08 08:55", "大中专生家庭经济情况调查表的一个很长的名字", "许雨桐　学校调查表", "3", "待批准"),
    ("318", "09-08 08:36", "退休介绍信", "曾美珠　介绍信", "1", "待留底"),
)


def mask(text: str) -> str:
    """An identity number as it is shown."""
    return text[:3] + "*" * (len(text) - 5) + text[-2:]


def columns() -> list[Column]:
    """A few columns of the register, of which two give way."""
    return [
        Column("number", "编号", 66, lambda row: row[0], weight=600),
        Column("time", "时间", 108, lambda row: row[1]),
        Column("matter", "事项", 150, lambda row: row[2], stretch=True),
        Column("document", "用印文件", 150, lambda row: row[3], priority=2),
        Column("copies", "份数", 62, lambda row: row[4], align="right", priority=1),
        Column("state", "状态", 90, lambda row: row[5]),
    ]


def boxed(title: str, *parts: QWidget, level: bool = False) -> Card:
    """A card of the sheet."""
    card = Card()
    card.body.addWidget(label(title, "caption"))
    if level:
        row = line(spacing=12)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        card.body.addLayout(row)
    else:
        for part in parts:
            card.body.addWidget(part)
    card.body.addStretch(1)
    return card


def buttons() -> Card:
    """Primary, seal, secondary, text, disabled, focused."""
    focused = Button("打印", "primary")
    focused.setObjectName("focused")
    blocked = Button("提交", key="Ctrl+Enter", icon="submit")
    blocked.block("还差 1 份材料")
    return boxed(
        "按钮：主要 · 用印/公布 · 次要 · 文字 · 停用 · 焦点",
        Button("保存", "primary", key="Ctrl+S"),
        Button("批准用印", "seal", icon="seal"),
        Button("打印", icon="print"),
        Button("取消", "text"),
        blocked,
        focused,
        level=True,
    )


def states() -> Card:
    """The nine words and two marks."""
    holder = QWidget()
    grid = QVBoxLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    for part in (STATES[:7], STATES[7:]):
        row = line()
        for words, kind, picture in part:
            row.addWidget(Chip(words, kind, picture))
        if part is not STATES[:7] and part[0][0] == "不予受理":
            row.addWidget(Tag("助残02"))
        row.addStretch(1)
        grid.addLayout(row)
    return boxed("状态九个词，图标 + 文字；末两个是标记，不是状态", holder)


def fields() -> Card:
    """Plain, masked, wrong, read-only, number, secret, choice."""
    name, number, handler, copies, secret = (
        LineField(),
        LineField(mask=mask),
        LineField(),
        NumberField(1, 99),
        SecretField(),
    )
    name.set_text("郑国栋")
    name.set_ok(True)
    number.set_text("35029919510412041")
    handler.set_text("黄建平（本人，不能改）")
    handler.setReadOnly(True)
    copies.set_raw("1")
    secret.set_text("一二三四五六")
    wrong = Field("公民身份号码", number)
    wrong.set_error("只有 17 位，应为 18 位。请对照身份证补上。")
    note = TextField(2)
    note.set_text("9月7日 15:30 上门见到本人，身体健康。")
    choice = ComboField([(1, "全部事项"), (2, "养老金身份确认")])
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    for place, field in enumerate(
        (
            Field("居民姓名", name),
            Field("送交单位", LineField("替居民来办的人"), optional=True),
            wrong,
            Field("承办人", handler),
            Field("份数", copies),
            Field("密码", secret),
            Field("事项", choice),
            Field("核实意见", note),
        )
    ):
        grid.addWidget(field, place // 2, place % 2)
    tick = CheckBox("版心线")
    tick.setChecked(True)
    off = CheckBox("印章位置")
    off.setEnabled(False)
    return boxed("输入框：普通 · 焦点 · 出错 · 停用", holder, tick, off)


def messages() -> Card:
    """What happened, why, what to do."""
    return boxed(
        "提示条：发生了什么 / 为什么 / 怎么办",
        MessageBar("ok", "在授权范围内", "第（三）类 社保，第 10 项。", [("看依据", "link", print)]),
        MessageBar("warn", "还差 1 份材料", "请收到网格员签名的核实意见再提交。"),
        MessageBar("err", "没有存上", "磁盘已满。请删去旧备份，再按 Ctrl+S。"),
        MessageBar(
            "err",
            "这件事不能用这枚章",
            "“购房收入证明”不在授权的 16 项里，按制度不得盖社会事务专用章。\n您可以：请居民到街道办事处 2 号窗口办理。",
            [("换一个事项", "primary", print), ("打印告知单", "secondary", print)],
        ),
        MessageBar("info", "样本办公室", "里面的人和事都是编的。"),
    )


def lists() -> Card:
    """Segments, search, type-ahead, checklist, table."""
    parts = Segmented([("all", "全部"), ("wait", "待批准"), ("filed", "已归档")])
    parts.set_count("all", 1321)
    parts.set_count("wait", 3)
    picker = TypeAhead(lambda text: [], "编号、事项或拼音首字母", "全部 16 项")
    picker.set_choice(Item(10, "社保 10", "领取养老金身份确认"))
    materials = Checklist()
    materials.set_items(
        [("居民身份证原件", True), ("社保机构寄来的确认表", False), ("网格员入户核实意见（签名）", False)]
    )
    materials.set_ticked(("居民身份证原件", "社保机构寄来的确认表"))
    table = DataTable(columns())
    table.setAccessibleName("用印登记簿")
    table.set_records(list(ROWS))
    table.selectRow(1)
    table.sort_by("number", down=True)
    table.setFixedHeight(theme().scaled(240))
    empty = TypeAhead(lambda text: [], "编号、事项或拼音首字母", "全部 16 项")
    return boxed("清单", parts, SearchBox("编号、姓名、文件名", "/"), picker, empty, materials, table)


def quiet() -> Card:
    """Empty state, progress, timeline, drop zone."""
    progress = ProgressRow()
    progress.set("正在校验台账", 812, 1284)
    story = Timeline()
    story.set_items(
        [
            ("留底已扫描，已归档", "15:24", "ordinary"),
            ("用印 1 份　陈志明", "15:20", "seal"),
            ("批准　陈志明", "15:12", "decision"),
            ("提交，材料 3/3　郑海峰", "14:50", "ordinary"),
        ]
    )
    return boxed(
        "空状态 · 进度 · 经过",
        EmptyState("archive", "没有待留底的用印", "用印后当天复印，会出现在这里。"),
        progress,
        story,
        DropZone("把扫描件拖到这里", choose=list),
    )


def make_sheet() -> QWidget:
    """The whole sheet."""
    sheet = QWidget()
    sheet.setProperty("canvas", True)
    grid = QGridLayout(sheet)
    grid.setContentsMargins(24, 20, 24, 20)
    grid.setSpacing(14)
    for place, card in enumerate((buttons(), states(), fields(), messages(), lists(), quiet())):
        grid.addWidget(card, place // 2, place % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return sheet


def settle() -> None:
    """Lets everything that waits to be painted be painted."""
    for _round in range(6):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def draw_paper(folder: Path, look: str) -> None:
    """A certificate with the place of its seal, in a narrow and in a wide room."""
    document = from_json("certificate_pension", KINDS["certificate_pension"].example)
    assert isinstance(document, PensionCertificate)
    paper = print_worded("certificate_pension", document)
    for room, size in (("narrow", (560, 720)), ("wide", (900, 720))):
        view = PdfView()
        view.resize(*size)
        view.show()
        view.show_paper(paper)
        view.fit_page()
        view.set_margins(room == "wide")
        settle()
        view.grab().save(str(folder / f"paper-{room}-{look}.png"))
        view.close()


def draw_dialog(folder: Path, look: str) -> None:
    """A question over its window, and toasts beside it."""
    window = QWidget()
    window.setProperty("canvas", True)
    window.resize(760, 460)
    window.show()
    toasts = Toasts(window)
    toasts.show("ok", "318 号已归档", "留底 2 页，已记入台账", "查看", settle)
    toasts.show("err", "打印机没有反应", "可能缺纸或没开机。检查后再打印", "再打印", settle)
    reason = Field("缺什么", TextField(2))
    ask = Ask(
        window,
        "批准用印 320 号？",
        "郑国栋，领取养老金身份确认证明，1 份。批准后转为待用印，台账记下您的姓名和时间。",
        "批准用印",
        "seal",
        [("text", reason)],
        secondary=("退回补材料", settle),
    )
    settle()
    window.grab().save(str(folder / f"toasts-{look}.png"))
    ask.open()
    settle()
    ask.grab().save(str(folder / f"ask-{look}.png"))
    ask.reject()
    window.close()


def main(folder: Path) -> None:
    """Draws the sheet in every look."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["youju"])
    assert isinstance(app, QApplication)
    theme().apply(app, review=True)
    sheet = make_sheet()
    sheet.resize(1440, 1172)
    sheet.show()
    for look, dark, large in LOOKS:
        theme().set_dark(dark)
        theme().set_large(large)
        focused = sheet.findChild(Button, "focused")
        assert focused is not None
        sheet.activateWindow()
        focused.setFocus()
        settle()
        sheet.resize(sheet.sizeHint().expandedTo(sheet.minimumSizeHint()).width(), 1172)
        settle()
        sheet.grab().save(str(folder / f"sheet-{look}.png"))
        draw_dialog(folder, look)
        draw_paper(folder, look)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
