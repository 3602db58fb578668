"""The events of the log in words."""

from desktop.domain.ledger import Event
from desktop.domain.seals.correcting import WITHDRAWN
from desktop.domain.seals.life import LIFE_WORDS
from desktop.i18n import _

KIND_WORDS = {
    "seals.use_recorded": _("提交用印申请"),
    "seals.finding_signed": _("签核实意见"),
    "seals.use_approved": _("批准用印"),
    "seals.paper_signed": _("生成核验码"),
    "seals.use_returned": _("退回"),
    "seals.use_refused": _("不予受理"),
    "seals.use_sealed": _("用印"),
    "seals.copy_kept": _("存留底"),
    "seals.use_filed": _("归档"),
    "seals.scan_put_aside": _("扫描件不归档"),
    "seals.use_voided": _("作废"),
    "seals.paper_printed": _("打印证明"),
    "seals.own_paper_kept": _("存文书内容"),
    "seals.plain_paper_printed": _("打印不盖章的文书"),
    "seals.paper_not_printed": _("打印没有成功"),
    "seals.slip_printed": _("打印审批单"),
    "seals.reply_printed": _("打印书面告知"),
    "seals.register_printed": _("打印登记簿"),
    "seals.year_closed": _("封账"),
    "seals.closing_opened": _("打开封账打印件"),
    "seals.seal_changed": _("修改印章"),
    "seals.seal_paper_kept": _("存印章的材料"),
    "seals.seal_paper_printed": _("打印印章的文书"),
    "seals.matter_changed": _("修改事项"),
    "seals.matter_stopped": _("停办事项"),
    "seals.template_changed": _("修改文书用语"),
    "seals.register_taken_over": _("接收旧登记簿"),
    "seals.use_taken_over": _("接收旧登记"),
    "seals.data_corrected": _("更正个人信息"),
    "privacy.file_printed": _("打印个人信息清单"),
    "privacy.access_log_purged": _("清除到期的查看记录"),
    "office.list_exported": _("导出 Excel"),
    "seals.request_stopped": _("拦下超范围的事项"),
    "seals.draft_saved": _("存草稿"),
    "seals.draft_dropped": _("删草稿"),
    "seals.seal_registered": _("登记印章"),
    "seals.matter_listed": _("列入事项"),
    "people.signed_in": _("登录"),
    "people.signed_out": _("退出登录"),
    "people.account_added": _("添加账户"),
    "people.account_changed": _("修改账户"),
    "people.password_changed": _("修改密码"),
    "people.password_reset": _("重设密码"),
    "people.deputy_named": _("委托代行"),
    "people.deputy_ended": _("结束代行"),
    "people.recovery_used": _("用恢复码打开"),
    "office.founded": _("建立办公室"),
    "office.setting_changed": _("修改设置"),
    "office.key_made": _("生成签名钥匙"),
    "office.key_rotated": _("更换签名钥匙"),
    "office.key_printed": _("打印公开钥匙"),
    "office.backed_up": _("备份，已校验"),
} | {f"seals.seal_{kind.value}": words for kind, words in LIFE_WORDS.items()}


def event_words(item: tuple[Event, str]) -> str:
    """What an event did, in words, with the month or year it was about."""
    event = item[0]
    words = WITHDRAWN if event.payload.get("withdrawn") else KIND_WORDS.get(event.kind, event.kind)
    about = event.payload.get("year") or event.payload.get("month")
    return words if about is None else f"{words} {about}"
