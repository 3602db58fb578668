"""The columns of old registers, recognised by the names that offices use for them (domain handbook §A.3)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from desktop.domain.seals.takeover.records import Cell, Column, Header
from desktop.domain.seals.takeover.values import written

LOOKED_THROUGH = 40
"""Among how many of the first lines the header is looked for."""
FEWEST_COLUMNS = 3
"""A line that names fewer columns is no header."""

USUAL_NAMES: Mapping[Column, tuple[str, ...]] = {
    Column.RUNNING: ("序号", "编号", "登记号", "登记编号", "用印编号", "流水号", "顺序号", "号数", "号"),
    Column.USED_ON: (
        "用印时间",
        "用印日期",
        "使用时间",
        "使用日期",
        "盖章时间",
        "盖章日期",
        "日期",
        "时间",
        "登记日期",
        "年月日",
    ),
    Column.MATTER: (
        "用印事由",
        "用印事项",
        "用印内容",
        "使用事由",
        "事由",
        "事项",
        "内容",
        "用章事由",
        "盖章事由",
        "办理事项",
    ),
    Column.DOCUMENT: (
        "用印文件",
        "文件名称",
        "文件名",
        "材料名称",
        "盖章文件",
        "文件",
        "证明名称",
        "文件标题",
    ),
    Column.RECIPIENT: ("送交单位", "发往单位", "去向", "接收单位", "送往单位", "主送单位"),
    Column.PURPOSE: ("用途", "用印用途", "使用目的"),
    Column.APPLICANT: (
        "申请人",
        "申请人姓名",
        "居民姓名",
        "姓名",
        "用印人",
        "居民",
        "申请单位或个人",
        "办事人",
    ),
    Column.ID_NUMBER: ("公民身份号码", "身份证号", "身份证号码", "身份证", "证件号码"),
    Column.PHONE: ("联系电话", "电话", "手机", "手机号", "联系方式", "申请人电话"),
    Column.ADDRESS: ("住址", "地址", "家庭住址", "居住地址"),
    Column.COPIES: ("份数", "用印份数", "数量", "盖章份数", "印数", "次数", "用印次数"),
    Column.HANDLER: ("承办人", "经办人", "经手人", "办理人", "承办", "经办", "承办人签字", "经办人签字"),
    Column.APPROVER: ("批准人", "审批人", "签批人", "审批领导", "批准", "批准人签字", "审核人", "负责人"),
    Column.KEPT: ("留底", "是否留底", "复印留底", "留存", "是否留存", "存档", "底稿"),
    Column.REMARK: ("备注", "说明", "附注"),
}

PARTS: tuple[tuple[Column, tuple[str, ...], tuple[str, ...]], ...] = (
    (Column.PHONE, ("电话", "手机", "联系方式"), ()),
    (Column.ID_NUMBER, ("身份证", "身份号码", "证件号"), ()),
    (Column.ADDRESS, ("住址", "地址"), ()),
    (Column.KEPT, ("留底", "留存", "存档", "复印"), ()),
    (Column.COPIES, ("份数", "数量", "次数"), ()),
    (Column.APPROVER, ("批准", "审批", "签批", "审核", "领导"), ("时间", "日期", "意见")),
    (Column.HANDLER, ("承办", "经办", "经手"), ("时间", "日期", "意见", "单位", "部门")),
    (Column.USED_ON, ("日期", "时间"), ("归还", "返还", "批准", "审批", "申请")),
    (Column.RUNNING, ("序号", "编号", "登记号"), ("文件", "证")),
    (Column.RECIPIENT, ("送交", "送往", "发往", "去向"), ()),
    (Column.DOCUMENT, ("文件", "材料"), ("编号", "号")),
    (Column.MATTER, ("事由", "事项", "内容"), ()),
    (Column.PURPOSE, ("用途",), ()),
    (Column.APPLICANT, ("申请人", "姓名", "居民", "用印人"), ("签字",)),
    (Column.REMARK, ("备注",), ()),
)
"""Parts by which an unusual name is recognised, the plainest first, and parts that say it is something else."""

_BRACKETS = re.compile(r"[（(\[【].*?[）)\]】]")


def plain_title(cell: Cell) -> str:
    """A column's name without blanks, brackets and stops."""
    text = unicodedata.normalize("NFKC", written(cell))
    return "".join(c for c in _BRACKETS.sub("", text) if c.isalnum())


def recognise(titles: Sequence[Cell]) -> dict[Column, int]:
    """Which place holds what, by the names: a usual name first, the plainest of several, then a part of one."""
    names = [plain_title(title) for title in titles]
    found: dict[Column, int] = {}
    for column, usual in USUAL_NAMES.items():
        known = [(usual.index(name), place) for place, name in enumerate(names) if name in usual]
        if known:
            found[column] = min(known)[1]
    for place, name in enumerate(names):
        if place in found.values():
            continue
        for column, parts, others in PARTS:
            if column in found or any(other in name for other in others):
                continue
            if any(part in name for part in parts):
                found[column] = place
                break
    return found


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The line that names the columns: the one that names most of them; None when no line does."""
    best: Header | None = None
    for at, row in enumerate(rows[:LOOKED_THROUGH]):
        found = recognise(row)
        if len(found) >= FEWEST_COLUMNS and (best is None or len(found) > len(best.columns)):
            heading = "　".join(written(cell) for above in rows[:at] for cell in above if written(cell))
            best = Header(at, tuple(written(cell) for cell in row), found, heading)
    return best
