"""What stands on the papers of a seal use, field by field."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from desktop.forms.documents import CheckCode, Code, Label, MarkField, Number


@dataclass(frozen=True, slots=True, kw_only=True)
class PensionCertificate:
    """证明 for a pensioner of another place who must be confirmed before the pension is paid."""

    recipient: Annotated[str, Label("送交单位")]
    name: Annotated[str, Label("居民姓名")]
    sex: Annotated[str, Label("性别")]
    birth: Annotated[date | None, Label("出生日期")]
    id_number: Annotated[str, Label("公民身份号码")]
    community: Annotated[str, Label("社区")]
    address: Annotated[str, Label("住址")]
    handler: Annotated[str, Label("承办人")]
    visited_on: Annotated[date | None, Label("核实日期")]
    issuer: Annotated[str, Label("落款单位")]
    issued_on: Annotated[date | None, Label("落款日期")]
    seal_diameter_mm: Annotated[int, Label("印章直径")]
    number: Number = ""
    check_code: CheckCode = ""
    qr: Code = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductCertificate:
    """现实表现证明 of a registered resident; `statement` is what the handler found, in own words."""

    recipient: Annotated[str, Label("送交单位")]
    name: Annotated[str, Label("居民姓名")]
    sex: Annotated[str, Label("性别")]
    birth: Annotated[date | None, Label("出生日期")]
    id_number: Annotated[str, Label("公民身份号码")]
    community: Annotated[str, Label("社区")]
    address: Annotated[str, Label("住址")]
    purpose: Annotated[str, Label("用途")]
    statement: Annotated[str, Label("现实表现")]
    handler: Annotated[str, Label("承办人")]
    visited_on: Annotated[date | None, Label("核实日期")]
    issuer: Annotated[str, Label("落款单位")]
    issued_on: Annotated[date | None, Label("落款日期")]
    seal_diameter_mm: Annotated[int, Label("印章直径")]
    number: Number = ""
    check_code: CheckCode = ""
    qr: Code = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsCertificate:
    """证明 of what was found on a visit, for an application whose own form has no room for it.

    `facts` is what the handler saw, in own words. An office chooses it for a matter; none has it from the
    start, since residents bring the form of the authority that asks.
    """

    recipient: Annotated[str, Label("送交单位")]
    name: Annotated[str, Label("居民姓名")]
    sex: Annotated[str, Label("性别")]
    birth: Annotated[date | None, Label("出生日期")]
    id_number: Annotated[str, Label("公民身份号码")]
    community: Annotated[str, Label("社区")]
    address: Annotated[str, Label("住址")]
    purpose: Annotated[str, Label("用途")]
    facts: Annotated[str, Label("证明内容")]
    handler: Annotated[str, Label("承办人")]
    visited_on: Annotated[date | None, Label("核实日期")]
    issuer: Annotated[str, Label("落款单位")]
    issued_on: Annotated[date | None, Label("落款日期")]
    seal_diameter_mm: Annotated[int, Label("印章直径")]
    number: Number = ""
    check_code: CheckCode = ""
    qr: Code = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True)
class Material:
    """One material that was asked for, and what was done with it (已看原件, 已收, 未收)."""

    name: Annotated[str, Label("材料名称")]
    seen: Annotated[str, Label("核对结果", "never")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalSlip:
    """用印审批单 of one entry; the signatures still to come are left free for pens.

    `deputy_for` names whom the approver stands in for; `approver_keeps_seal` marks that approver and keeper
    are one person, which the office must show. Identity number and phone are given masked.
    """

    seal_name: Annotated[str, Label("印章")]
    matter: Annotated[str, Label("事项")]
    document_title: Annotated[str, Label("用印文件")]
    applicant: Annotated[str, Label("申请人")]
    applicant_id: Annotated[str, Label("公民身份号码")]
    copies: Annotated[int, Label("份数")]
    pages: Annotated[int, Label("页数")]
    number: Number = ""
    recipient: Annotated[str, Label("送交单位", "never")] = ""
    purpose: Annotated[str, Label("用途", "never")] = ""
    applicant_phone: Annotated[str, Label("联系电话", "never")] = ""
    address: Annotated[str, Label("住址", "never")] = ""
    agent: Annotated[str, Label("代办人", "never")] = ""
    materials: Annotated[tuple[Material, ...], Label("材料核对", "never")] = ()
    finding: Annotated[str, Label("核实意见", "never")] = ""
    handler: Annotated[str, Label("承办人", "never")] = ""
    handler_signed_at: Annotated[datetime | None, Label("承办人签署时间", "never")] = None
    opinion: Annotated[str, Label("批准意见", "never")] = ""
    approver: Annotated[str, Label("批准人", "never")] = ""
    deputy_for: Annotated[str, Label("代谁批准", "never")] = ""
    approver_keeps_seal: Annotated[bool, Label("批准人兼印章管理人", "never")] = False
    approved_at: Annotated[datetime | None, Label("批准时间", "never")] = None
    keeper: Annotated[str, Label("印章管理人", "never")] = ""
    sealed_at: Annotated[datetime | None, Label("用印时间", "never")] = None
    impressions: Annotated[int, Label("印数", "never")] = 0
    place: Annotated[str, Label("用印地点", "never")] = ""
    check_code: Annotated[str, Label("核验码", "never")] = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One line of the register; a void line is printed with its number struck, never left out."""

    number: Annotated[str, Label("编号")]
    applied_at: Annotated[datetime | None, Label("登记时间")]
    matter: Annotated[str, Label("事项")]
    content: Annotated[str, Label("用印文件")]
    applicant: Annotated[str, Label("申请人")]
    state: Annotated[str, Label("状态")]
    copies: Annotated[int, Label("份数", "never")] = 0
    impressions: Annotated[int, Label("印数", "never")] = 0
    handler: Annotated[str, Label("承办人", "never")] = ""
    approver: Annotated[str, Label("批准人", "never")] = ""
    sealed_at: Annotated[datetime | None, Label("用印时间", "never")] = None
    copy_pages: Annotated[int, Label("留底页数", "never")] = 0
    remark: Annotated[str, Label("备注", "never")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMonth:
    """用印登记簿 of one seal for one month, with its totals and the checkpoint of the event log.

    `uses`, `copies` and `kept` count sealed entries, their copies, and those with a copy on file; void,
    returned and refused lines are counted apart. `checkpoint` is the signed text as it stands; it goes into
    the QR code.
    """

    office: Annotated[str, Label("单位")]
    seal_name: Annotated[str, Label("印章")]
    year: Annotated[int, Label("年")]
    month: Annotated[int, Label("月")]
    printed_at: Annotated[datetime | None, Label("打印时间")]
    printed_by: Annotated[str, Label("打印人")]
    rows: Annotated[tuple[RegisterRow, ...], Label("登记行", "never")] = ()
    uses: Annotated[int, Label("用印件数", "never")] = 0
    copies: Annotated[int, Label("用印份数", "never")] = 0
    kept: Annotated[int, Label("已留底件数", "never")] = 0
    voided: Annotated[int, Label("作废件数", "never")] = 0
    returned: Annotated[int, Label("退回件数", "never")] = 0
    refused: Annotated[int, Label("不予受理件数", "never")] = 0
    checkpoint: Annotated[str, Label("校验点", "formal")] = ""
    mark: MarkField = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSum:
    """What one month of a closed book comes to."""

    month: Annotated[str, Label("月份")]
    entries: Annotated[int, Label("登记", "never")] = 0
    uses: Annotated[int, Label("用印", "never")] = 0
    copies: Annotated[int, Label("份数", "never")] = 0
    impressions: Annotated[int, Label("印数", "never")] = 0
    kept_pages: Annotated[int, Label("留底页", "never")] = 0
    voided: Annotated[int, Label("作废", "never")] = 0
    returned: Annotated[int, Label("退回", "never")] = 0
    refused: Annotated[int, Label("不予受理", "never")] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterYear:
    """用印登记簿 of one seal for one whole year, closed (封账): every line, the months, the totals.

    `entries` is every number given, `uses` those that count as uses; `checkpoint` is the signed text that fixes
    them, and goes into the QR code.
    """

    office: Annotated[str, Label("单位")]
    seal_name: Annotated[str, Label("印章")]
    year: Annotated[int, Label("年")]
    closed_at: Annotated[datetime | None, Label("封账时间")]
    keeper: Annotated[str, Label("印章管理人")]
    last_number: Annotated[str, Label("最后编号")]
    rows: Annotated[tuple[RegisterRow, ...], Label("登记行", "never")] = ()
    months: Annotated[tuple[MonthSum, ...], Label("各月合计", "never")] = ()
    entries: Annotated[int, Label("登记件数", "never")] = 0
    uses: Annotated[int, Label("用印件数", "never")] = 0
    copies: Annotated[int, Label("用印份数", "never")] = 0
    impressions: Annotated[int, Label("印数", "never")] = 0
    kept_pages: Annotated[int, Label("留底页数", "never")] = 0
    voided: Annotated[int, Label("作废件数", "never")] = 0
    returned: Annotated[int, Label("退回件数", "never")] = 0
    refused: Annotated[int, Label("不予受理件数", "never")] = 0
    checkpoint: Annotated[str, Label("校验点", "formal")] = ""
    mark: MarkField = ""
