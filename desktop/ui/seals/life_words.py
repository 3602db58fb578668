"""How the steps of a seal's life are worded on screen: questions, details, states."""

from desktop.domain.seals.life import LifeKind, LifeStep, SealLife, SealState
from desktop.domain.seals.life.days import TIMED
from desktop.domain.seals.life.rules import FACTS, PERSONS
from desktop.domain.text.dates import print_date, screen_moment
from desktop.i18n import _

STATE_CHIPS = {
    SealState.TO_ACTIVATE: ("pri", "clock"),
    SealState.IN_USE: ("plain", "check"),
    SealState.OUT: ("warn", "due"),
    SealState.LOST: ("err", "error"),
    SealState.STOPPED: ("neutral", "refused"),
    SealState.SURRENDERED: ("neutral", "return"),
    SealState.SEALED_AWAY: ("neutral", "archive"),
    SealState.DESTROYED: ("neutral", "void"),
}
"""Kind and icon of each state's chip."""

WEIGHTS = {
    LifeKind.ACTIVATED: "decision",
    LifeKind.HANDED_OVER: "decision",
    LifeKind.TAKEN_OUT: "decision",
    LifeKind.LOST: "seal",
    LifeKind.STOPPED: "seal",
    LifeKind.DESTROYED: "seal",
}

PRINTS = {
    LifeKind.MADE: _("打印刻制登记表"),
    LifeKind.SPECIMEN: _("打印印模留存卡"),
    LifeKind.ACTIVATED: _("打印启用通知"),
    LifeKind.HANDED_OVER: _("打印移交清单"),
    LifeKind.TAKEN_OUT: _("打印审批单"),
    LifeKind.BROUGHT_BACK: _("打印审批单"),
    LifeKind.LOST: _("打印遗失公告"),
    LifeKind.STOPPED: _("打印停用公告"),
    LifeKind.SURRENDERED: _("打印缴销记录"),
    LifeKind.SEALED_AWAY: _("打印封存记录"),
    LifeKind.DESTROYED: _("打印销毁记录"),
}

VERBS = {
    LifeKind.SPECIMEN: _("留存印模"),
    LifeKind.ACTIVATED: _("登记启用"),
    LifeKind.HANDED_OVER: _("登记移交"),
    LifeKind.TAKEN_OUT: _("携带外出"),
    LifeKind.BROUGHT_BACK: _("登记归还"),
    LifeKind.LOST: _("登记遗失"),
    LifeKind.STOPPED: _("停用印章"),
    LifeKind.SURRENDERED: _("登记缴销"),
    LifeKind.SEALED_AWAY: _("登记封存"),
    LifeKind.DESTROYED: _("登记销毁"),
}

QUESTIONS = {
    LifeKind.SPECIMEN: (
        _("留存“{name}”的印模？"),
        _("在白纸上盖三枚清晰的印模，600 dpi 扫描。扫描件存入印章台账，永久保存。"),
    ),
    LifeKind.ACTIVATED: (
        _("启用“{name}”？"),
        _("从启用日期起可以用印。台账记下启用日期和发往单位，登记后可打印启用通知。"),
    ),
    LifeKind.HANDED_OVER: (
        _("移交“{name}”？"),
        _("现在由{keeper}管理。登记后由接收人管理，台账记下移交人、接收人、监交人，登记后可打印移交清单。"),
    ),
    LifeKind.TAKEN_OUT: (
        _("携带“{name}”外出？"),
        _("两人同行，由街道主要领导批准。没有归还以前不能登记用印，过了应还时间会提醒。"),
    ),
    LifeKind.BROUGHT_BACK: (
        _("“{name}”归还了？"),
        _("应于 {due} 归还。请点收印章，填写在外用印的次数；在外的用印随后按实际时间补录。"),
    ),
    LifeKind.LOST: (
        _("登记“{name}”遗失？"),
        _("登记后这枚章失效，遗失日以后不能再登记用印。台账记下经过，登记后可打印遗失公告。"),
    ),
    LifeKind.STOPPED: (
        _("停用“{name}”？"),
        _("停用日以后不能再登记用印，旧登记照常可查。台账记下最后编号：{last}。"),
    ),
    LifeKind.SURRENDERED: (
        _("缴销“{name}”？"),
        _("印章缴回制发机关。台账记下缴往哪里、谁缴送、谁接收。"),
    ),
    LifeKind.SEALED_AWAY: (
        _("封存“{name}”？"),
        _("印章封好存放，不再使用。台账记下存放的地方和封存人。"),
    ),
    LifeKind.DESTROYED: (
        _("销毁“{name}”？"),
        _("经街道主要领导批准，两人以上当面销毁。台账记下时间、地点、方式和销毁人。"),
    ),
}
"""Title and words of the question before a step is entered."""


def when_of(step: LifeStep) -> str:
    """The day, and for an outing the time, of a step."""
    if step.kind in TIMED and step.moment is not None:
        return f"{print_date(step.on)} {step.moment:%H:%M}"
    return print_date(step.on)


def details_of(step: LifeStep) -> str:
    """What a step says besides its kind and day."""
    parts = []
    if step.leader:
        parts.append(_("{name}批准").format(name=step.leader))
    if step.kind is LifeKind.HANDED_OVER:
        hander, receiver = ("、".join(step.persons.get(role, ())) for role in ("hander", "receiver"))
        parts.append(_("{hander} 交 {receiver}").format(hander=hander, receiver=receiver))
    if step.due_back is not None:
        parts.append(_("应还 {due}").format(due=screen_moment(step.due_back)))
    if step.impressions is not None:
        parts.append(_("在外用印 {count} 次").format(count=step.impressions))
    parts += [
        f"{word} {step.facts[name]}" for name, word, _need in FACTS.get(step.kind, ()) if step.facts.get(name)
    ]
    parts += [
        f"{word} {'、'.join(step.persons[name])}"
        for name, word, _least in PERSONS.get(step.kind, ())
        if step.persons.get(name)
    ]
    if step.facts.get("last_number"):
        parts.append(_("最后编号 {number}").format(number=step.facts["last_number"]))
    if step.reason:
        parts.append(step.reason)
    parts.append(_("{name} {when} 登记").format(name=step.by_name, when=screen_moment(step.at)))
    return " · ".join(parts)


def facts_of(life: SealLife) -> list[tuple[str, str]]:
    """What a seal is, as label and words."""
    seal = life.seal
    rows = [
        (_("印章管理人"), life.keeper_name),
        (_("批准人"), life.approver_name),
        (_("落款单位"), seal.issuer),
    ]
    if seal.kind or seal.material:
        rows.append((_("种类 / 材质"), " / ".join(part or "—" for part in (seal.kind, seal.material))))
    if seal.in_use_from is not None:
        rows.append((_("启用日期"), print_date(seal.in_use_from)))
    made = life.step(LifeKind.MADE)
    if made is not None:
        rows.append((_("刻制单位"), made.facts.get("maker", "")))
        rows.append((_("公安备案号"), made.facts.get("filing", "")))
    book = _("{count} 条").format(count=f"{life.entries:,}")
    rows.append((_("登记簿"), f"{book}，{life.last_number}" if life.last_number else book))
    return rows
