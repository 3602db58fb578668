"""What stands on letters and notices, field by field."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from desktop.forms.documents import CheckCode, Code, Label, MarkField, Number

HeaderStyle = Literal["red", "preprinted", "plain"]
BlockKind = Literal["paragraph", "heading", "rows"]
Level = Literal[1, 2, 3, 4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """介绍信 with its 存根: whom the office sends where and for what, and for how many days it counts."""

    recipient: Annotated[str, Label("送交单位")]
    name: Annotated[str, Label("居民姓名")]
    id_number: Annotated[str, Label("公民身份号码")]
    community: Annotated[str, Label("社区")]
    persons: Annotated[int, Label("人数")]
    purpose: Annotated[str, Label("用途")]
    valid_days: Annotated[int, Label("有效天数")]
    handler: Annotated[str, Label("承办人")]
    issuer: Annotated[str, Label("落款单位")]
    issued_on: Annotated[date | None, Label("落款日期")]
    seal_diameter_mm: Annotated[int, Label("印章直径")]
    approver: Annotated[str, Label("批准人", "formal")] = ""
    number: Number = ""
    check_code: CheckCode = ""
    qr: Code = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingMaterial:
    """One thing an applicant has still to bring, and what is wrong with what was brought."""

    name: Annotated[str, Label("材料名称")]
    wanted: Annotated[str, Label("要求", "never")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNotice:
    """补正通知: all that is missing, told at one time, by when it is due and where it is taken."""

    name: Annotated[str, Label("申请人")]
    matter: Annotated[str, Label("申请事项")]
    applied_on: Annotated[date | None, Label("申请日期")]
    missing: Annotated[tuple[MissingMaterial, ...], Label("所缺材料")]
    due_on: Annotated[date | None, Label("补正期限")]
    place: Annotated[str, Label("送交地点")]
    handler: Annotated[str, Label("承办人")]
    issuer: Annotated[str, Label("落款单位")]
    issued_on: Annotated[date | None, Label("落款日期")]
    seal_diameter_mm: Annotated[int, Label("印章直径")]
    phone: Annotated[str, Label("联系电话", "never")] = ""
    number: Number = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalNotice:
    """不予受理告知: why the office may not do what was asked for, on what ground, and who can."""

    name: Annotated[str, Label("申请人")]
    matter: Annotated[str, Label("申请事项")]
    applied_on: Annotated[date | None, Label("申请日期")]
    reason: Annotated[str, Label("不予受理的原因")]
    ground: Annotated[str, Label("依据")]
    elsewhere: Annotated[str, Label("办理去处")]
    handler: Annotated[str, Label("承办人")]
    issuer: Annotated[str, Label("落款单位")]
    issued_on: Annotated[date | None, Label("落款日期")]
    seal_diameter_mm: Annotated[int, Label("印章直径")]
    complaints: Annotated[str, Label("监督电话", "never")] = ""
    phone: Annotated[str, Label("联系电话", "never")] = ""
    number: Number = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One part of a text: a paragraph, a heading of level 1 to 4 (numbered by itself), or a list in columns."""

    kind: Annotated[BlockKind, Label("种类")] = "paragraph"
    text: Annotated[str, Label("文字", "never")] = ""
    level: Annotated[Level, Label("标题级别", "never")] = 1
    rows: Annotated[tuple[tuple[str, ...], ...], Label("名单", "never")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """公告: posted for everybody to read, with a red head, on paper that already bears one, or plain."""

    title: Annotated[str, Label("标题")]
    blocks: Annotated[tuple[TextBlock, ...], Label("正文")]
    issuer: Annotated[str, Label("落款单位")]
    issued_on: Annotated[date | None, Label("落款日期")]
    seal_diameter_mm: Annotated[int, Label("印章直径")]
    header_style: Annotated[HeaderStyle, Label("红头", "never")] = "plain"
    issuer_mark: Annotated[str, Label("发文单位标志", "never")] = ""
    addressee: Annotated[str, Label("送交单位", "never")] = ""
    attachments: Annotated[tuple[str, ...], Label("附件", "never")] = ()
    note: Annotated[str, Label("附注", "never")] = ""
    number: Number = ""
    check_code: Annotated[str, Label("核验码", "never")] = ""
    qr: Code = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLetter:
    """便函 in the letter format: to one unit, under the office's name between red double rules."""

    title: Annotated[str, Label("标题")]
    addressee: Annotated[str, Label("送交单位")]
    blocks: Annotated[tuple[TextBlock, ...], Label("正文")]
    issuer_mark: Annotated[str, Label("发文单位标志")]
    issuer: Annotated[str, Label("落款单位")]
    issued_on: Annotated[date | None, Label("落款日期")]
    seal_diameter_mm: Annotated[int, Label("印章直径")]
    header_style: Annotated[HeaderStyle, Label("红头", "never")] = "red"
    attachments: Annotated[tuple[str, ...], Label("附件", "never")] = ()
    note: Annotated[str, Label("附注", "never")] = ""
    number: Number = ""
    check_code: Annotated[str, Label("核验码", "never")] = ""
    qr: Code = ""
    mark: MarkField = ""
