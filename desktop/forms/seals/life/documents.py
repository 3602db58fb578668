"""What stands on the papers of a seal's life, field by field."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from desktop.forms.documents import Label, MarkField, Number

NoticeKind = Literal["停用", "遗失"]
RecordTitle = Literal["印章刻制登记表", "印章缴销记录", "印章封存记录", "印章销毁记录"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealActivation:
    """启用通知: from which day a seal counts, who keeps it, with its specimen on a page of its own."""

    recipients: Annotated[str, Label("发往单位")]
    seal_name: Annotated[str, Label("印章")]
    shape: Annotated[str, Label("式样")]
    diameter_mm: Annotated[int, Label("直径")]
    in_use_from: Annotated[date | None, Label("启用日期")]
    keeper: Annotated[str, Label("印章管理人")]
    issuer: Annotated[str, Label("落款单位")]
    issued_on: Annotated[date | None, Label("落款日期")]
    leader: Annotated[str, Label("批准人", "never")] = ""
    maker: Annotated[str, Label("刻制单位", "never")] = ""
    filing: Annotated[str, Label("公安备案号", "never")] = ""
    number: Number = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSpecimen:
    """印模留存卡: three clear impressions on white paper, to be scanned and kept."""

    seal_name: Annotated[str, Label("印章")]
    shape: Annotated[str, Label("式样")]
    diameter_mm: Annotated[int, Label("直径")]
    book_code: Annotated[str, Label("代字")]
    keeper: Annotated[str, Label("印章管理人")]
    material: Annotated[str, Label("材质", "never")] = ""
    kept_on: Annotated[date | None, Label("留存日期", "never")] = None
    number: Annotated[str, Label("编号", "never")] = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedSeal:
    """One seal on a 移交清单."""

    seal_name: Annotated[str, Label("印章")]
    book_code: Annotated[str, Label("代字")]
    diameter_mm: Annotated[int, Label("直径")]
    state: Annotated[str, Label("状态")]
    material: Annotated[str, Label("材质", "never")] = ""
    last_number: Annotated[str, Label("最后编号", "never")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealHandover:
    """移交清单: which seals go from whom to whom, and before whom."""

    office: Annotated[str, Label("单位")]
    handed_on: Annotated[date | None, Label("移交日期")]
    hander: Annotated[str, Label("移交人")]
    receiver: Annotated[str, Label("接收人")]
    witness: Annotated[str, Label("监交人")]
    seals: Annotated[tuple[HandedSeal, ...], Label("印章清单")]
    along: Annotated[str, Label("一并移交", "never")] = ""
    number: Number = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealOuting:
    """携带外出审批单; what has not come yet is left free for pens."""

    seal_name: Annotated[str, Label("印章")]
    reason: Annotated[str, Label("事由")]
    place: Annotated[str, Label("去处")]
    carriers: Annotated[str, Label("携带人")]
    out_at: Annotated[datetime | None, Label("外出时间")]
    due_back: Annotated[datetime | None, Label("应还时间")]
    keeper: Annotated[str, Label("印章管理人")]
    leader: Annotated[str, Label("街道主要领导", "never")] = ""
    approved_at: Annotated[datetime | None, Label("批准时间", "never")] = None
    back_at: Annotated[datetime | None, Label("归还时间", "never")] = None
    returner: Annotated[str, Label("归还人", "never")] = ""
    impressions: Annotated[int, Label("在外印数", "never")] = 0
    number: Annotated[str, Label("编号", "never")] = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealNotice:
    """停用公告 or 遗失公告."""

    kind: Annotated[NoticeKind, Label("公告种类")]
    seal_name: Annotated[str, Label("印章")]
    since: Annotated[date | None, Label("停用或遗失日期")]
    issuer: Annotated[str, Label("落款单位")]
    issued_on: Annotated[date | None, Label("落款日期")]
    seal_diameter_mm: Annotated[int, Label("落款印章直径")]
    reason: Annotated[str, Label("停用原因", "never")] = ""
    reported: Annotated[str, Label("报告和报案", "never")] = ""
    last_number: Annotated[str, Label("最后编号", "never")] = ""
    number: Number = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One labelled line of a record."""

    label: Annotated[str, Label("栏目")]
    text: Annotated[str, Label("内容", "never")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealRecord:
    """The record of a making, a surrender, a sealing away or a destruction; `signers` sign it with pens."""

    title: Annotated[RecordTitle, Label("标题")]
    seal_name: Annotated[str, Label("印章")]
    done_on: Annotated[date | None, Label("日期")]
    lines: Annotated[tuple[RecordLine, ...], Label("内容", "never")] = ()
    signers: Annotated[tuple[RecordLine, ...], Label("签字人", "never")] = ()
    number: Number = ""
    mark: MarkField = ""
