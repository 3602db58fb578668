"""An entry in words: its facts, and what happened to it."""

from desktop.domain import seals as rules
from desktop.domain.seals.correcting import WITHDRAWN
from desktop.domain.seals.late import late_words
from desktop.domain.text.dates import screen_moment
from desktop.i18n import _

WEIGHTS = {
    rules.StepKind.SEALED: "seal",
    rules.StepKind.APPROVED: "decision",
    rules.StepKind.RETURNED: "decision",
    rules.StepKind.REFUSED: "decision",
    rules.StepKind.VOIDED: "decision",
}


def facts_of(use: rules.SealUse) -> list[tuple[str, str]]:
    """The facts of an entry, as label and words; personal numbers are masked already."""
    request = use.request
    approved, sealed = use.step(rules.StepKind.APPROVED), use.step(rules.StepKind.SEALED)
    approver = approved.by_name if approved else "—"
    if approved and approved.in_place_of_name:
        approver = _("{name}（代{other}）").format(name=approver, other=approved.in_place_of_name)
    rows = [
        (_("事项"), f"{use.matter.group} {use.matter.code} · {use.matter.short_name}"),
        (
            _("份数 / 用途"),
            _("{copies} 份 · {to}").format(copies=request.copies, to=request.purpose or request.recipient),
        ),
        (_("承办 / 批准"), f"{use.handler_name} / {approver}"),
        *([(_("身份号码"), request.applicant_id_number)] if request.applicant_id_number else []),
    ]
    if request.agent_name:
        rows.append((_("代办人"), f"{request.agent_name}（{request.agent_relation}）"))
    if sealed:
        rows.append(
            (
                _("用印"),
                _("{when} · {place} · {count} 印").format(
                    when=screen_moment(request.used_at or sealed.at),
                    place=sealed.place,
                    count=sealed.impressions,
                ),
            )
        )
    if request.late:
        rows.append((_("标记"), late_words(request.late_reason, request.slip_number)))
    if approved and approved.keeper_approved:
        rows.append((_("标记"), _("批准人兼印章管理人")))
    if request.finding:
        rows.append((_("核稿意见") if request.own_paper else _("核实意见"), request.finding))
    if use.put_right:
        rows.append((_("更正过"), "、".join(rules.FIELD_WORDS[field] for field in use.put_right)))
    return rows


def history_of(use: rules.SealUse) -> list[tuple[str, str, str]]:
    """What happened to an entry, newest first: words, time, weight."""
    items = []
    for step in use.steps:
        who = step.by_name
        if step.desk != step.by:
            who = _("{name}（在{desk}的电脑上）").format(name=who, desk=step.desk_name)
        if step.text == WITHDRAWN:
            items.append((f"{WITHDRAWN}　{who}", screen_moment(step.at), "ordinary"))
            continue
        words = {
            rules.StepKind.SEALED: _("用印 {count} 印　{who}").format(count=step.impressions, who=who),
            rules.StepKind.FILED: _("留底已存，已归档　{who}").format(who=who),
        }.get(step.kind, f"{rules.STEP_WORDS[step.kind]}　{who}")
        reason = step.text and step.kind in (
            rules.StepKind.RETURNED,
            rules.StepKind.REFUSED,
            rules.StepKind.VOIDED,
        )
        if reason:
            words += f"：{step.text}"
        items.append((words, screen_moment(step.at), WEIGHTS.get(step.kind, "ordinary")))
    seen = _("提交，材料 {seen}/{due}　{who}").format(
        seen=len(use.request.materials), due=len(use.materials_due), who=use.handler_name
    )
    if use.request.own_paper is not None:
        seen = _("提交　{who}").format(who=use.handler_name)
    items.insert(0, (seen, screen_moment(use.submitted_at), "ordinary"))
    return items[::-1]
