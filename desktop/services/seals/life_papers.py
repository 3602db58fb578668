"""The papers of a seal's life, set from its steps: to be signed with pens, scanned, and kept with them."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain import seals as rules
from desktop.domain.papers import Paper
from desktop.domain.problems import Refused
from desktop.domain.seals.life import (
    SEAL_STATE_WORDS,
    LifeKind,
    LifeRequest,
    LifeStep,
    state_of,
)
from desktop.forms.seals import life as forms
from desktop.services.office import Office
from desktop.services.seals.life import SUBJECT
from desktop.services.seals.papers import check_reader
from desktop.storage import office as offices
from desktop.storage import people
from desktop.storage.database import Work
from desktop.storage.seals import book, life

RECORDS: dict[LifeKind, forms.RecordTitle] = {
    LifeKind.MADE: "印章刻制登记表",
    LifeKind.SURRENDERED: "印章缴销记录",
    LifeKind.SEALED_AWAY: "印章封存记录",
    LifeKind.DESTROYED: "印章销毁记录",
}
RECORD_LABELS = {
    "maker": "刻制单位",
    "filing": "公安备案号",
    "to": "缴往单位",
    "place": "地　　点",
    "method": "销毁方式",
}
SIGNER_LABELS = {"hander": "缴 送 人", "receiver": "接 收 人"}
DOER_LABELS = {LifeKind.SEALED_AWAY: "封 存 人", LifeKind.DESTROYED: "销 毁 人"}
LEADER = "街道主要领导"
FIELDS = {"out_at": "moment"}
"""What a field of the slip is called where it is typed."""


def print_step(office: Office, step: int) -> Paper:
    """The paper of one step of a seal's life. Printing it is an event. Raises Refused, Missing."""
    check_reader(office)
    with office.write() as work:
        entered = life.get_step(work, step)
        seal = book.get_seal(work, entered.seal)
        paper = _set(work, seal, entered)
        work.record("seals.seal_paper_printed", (SUBJECT, seal.number), step=step, form=paper.kind)
        return paper


def specimen_card(office: Office, seal: int) -> Paper:
    """印模留存卡 of a seal, before its specimen is kept. Printing it is an event."""
    check_reader(office)
    with office.write() as work:
        paper = forms.seal_specimen(_card(work, book.get_seal(work, seal)))
        work.record("seals.seal_paper_printed", (SUBJECT, seal), form=paper.kind)
        return paper


def outing_slip(office: Office, seal: int, request: LifeRequest) -> Paper:
    """携带外出审批单 from what is typed, for the leader to sign with a pen. Raises Refused at the fields."""
    check_reader(office)
    with office.write() as work:
        described = book.get_seal(work, seal)
        document = forms.SealOuting(
            seal_name=described.name,
            reason=request.reason.strip(),
            place=request.facts.get("place", "").strip(),
            carriers="、".join(request.persons.get("carriers", ())),
            out_at=request.moment,
            due_back=request.due_back,
            keeper=_name(work, described.keeper),
        )
        try:
            paper = forms.seal_outing(document)
        except Refused as refusal:
            raise Refused(
                [replace(p, field=FIELDS.get(p.field, p.field)) for p in refusal.problems]
            ) from refusal
        work.record("seals.seal_paper_printed", (SUBJECT, seal), form=paper.kind)
        return paper


def _name(work: Work, account: int) -> str:
    return people.get_account(work, account).name


def _number(step: LifeStep) -> str:
    return f"印章台账 {step.seq}"


def _set(work: Work, seal: rules.Seal, step: LifeStep) -> Paper:
    steps = life.steps_of(work, seal.number)
    if step.kind is LifeKind.SPECIMEN:
        card = _card(work, seal)
        return forms.seal_specimen(replace(card, kept_on=step.on, number=_number(step)))
    if step.kind is LifeKind.ACTIVATED:
        return forms.seal_activation(_activation(work, seal, step, steps))
    if step.kind is LifeKind.HANDED_OVER:
        return forms.seal_handover(_handover(work, step))
    if step.kind in (LifeKind.TAKEN_OUT, LifeKind.BROUGHT_BACK):
        return forms.seal_outing(_outing(work, seal, step, steps))
    if step.kind in (LifeKind.LOST, LifeKind.STOPPED):
        return forms.seal_notice(_notice(seal, step))
    return forms.seal_record(_record(work, seal, step))


def _card(work: Work, seal: rules.Seal) -> forms.SealSpecimen:
    return forms.SealSpecimen(
        seal_name=seal.name,
        shape=seal.shape,
        diameter_mm=seal.diameter_mm,
        book_code=seal.book_code,
        keeper=_name(work, seal.keeper),
        material=seal.material,
    )


def _activation(
    work: Work, seal: rules.Seal, step: LifeStep, steps: Sequence[LifeStep]
) -> forms.SealActivation:
    made = steps[0]  # a seal is activated only after its making
    return forms.SealActivation(
        number=_number(step),
        recipients=step.facts["recipients"],
        seal_name=seal.name,
        shape=seal.shape,
        diameter_mm=seal.diameter_mm,
        in_use_from=step.on,
        keeper=_name(work, seal.keeper),
        issuer=seal.issuer,
        issued_on=step.at.date(),
        leader=made.leader,
        maker=made.facts["maker"],
        filing=made.facts["filing"],
    )


def _handover(work: Work, step: LifeStep) -> forms.SealHandover:
    """All seals that were handed over in the same action stand on one list."""
    rows = []
    for number, steps in sorted(life.all_steps(work).items()):
        for place, other in enumerate(steps):
            if other.kind is step.kind and other.at == step.at and other.persons == step.persons:
                seal = book.get_seal(work, number)
                rows.append(
                    forms.HandedSeal(
                        seal_name=seal.name,
                        book_code=seal.book_code,
                        diameter_mm=seal.diameter_mm,
                        state=SEAL_STATE_WORDS[state_of(steps[: place + 1])],
                        material=seal.material,
                        last_number=other.facts.get("last_number", "").removeprefix(seal.book_code),
                    )
                )
    profile = offices.read_settings(work)["profile"]
    return forms.SealHandover(
        number=_number(step),
        office=f"{profile['community']}居民委员会",
        handed_on=step.on,
        hander="、".join(step.persons["hander"]),
        receiver="、".join(step.persons["receiver"]),
        witness="、".join(step.persons["witness"]),
        seals=tuple(rows),
        along=step.facts.get("along", ""),
    )


def _outing(work: Work, seal: rules.Seal, step: LifeStep, steps: Sequence[LifeStep]) -> forms.SealOuting:
    """The slip of an outing, with its end where it is back."""
    out = next(s for s in steps if s.seq == (step.ends if step.ends is not None else step.seq))
    back = next((s for s in steps if s.ends == out.seq), None)
    slip = forms.SealOuting(
        number=_number(out),
        seal_name=seal.name,
        reason=out.reason,
        place=out.facts["place"],
        carriers="、".join(out.persons["carriers"]),
        out_at=out.moment,
        due_back=out.due_back,
        keeper=out.by_name,
        leader=out.leader,
        approved_at=out.at if out.approver is not None else None,
    )
    if back is None:
        return slip
    return replace(
        slip,
        back_at=back.moment,
        returner="、".join(back.persons["carriers"]),
        impressions=back.impressions or 0,
    )


def _notice(seal: rules.Seal, step: LifeStep) -> forms.SealNotice:
    stopped = step.kind is LifeKind.STOPPED
    return forms.SealNotice(
        number=_number(step),
        kind="停用" if stopped else "遗失",
        seal_name=seal.name,
        since=step.on,
        reason=step.reason if stopped else "",
        reported="" if stopped else step.facts["reported"],
        last_number=step.facts.get("last_number", ""),
        issuer=seal.issuer,
        issued_on=step.at.date(),
        seal_diameter_mm=seal.diameter_mm,
    )


def _record(work: Work, seal: rules.Seal, step: LifeStep) -> forms.SealRecord:
    lines = [
        forms.RecordLine(label=RECORD_LABELS[name], text=value)
        for name, value in step.facts.items()
        if name in RECORD_LABELS
    ]
    signers = [
        forms.RecordLine(label=SIGNER_LABELS.get(role) or DOER_LABELS[step.kind], text=name)
        for role, names in step.persons.items()
        if role != "leader"
        for name in names
    ]
    if step.kind is LifeKind.MADE:
        size = f"{seal.kind}，{seal.shape}，直径 {seal.diameter_mm} 毫米"
        lines.insert(0, forms.RecordLine(label="种类式样", text=size))
        lines += [
            forms.RecordLine(label="材　　质", text=seal.material),
            forms.RecordLine(label="代　　字", text=seal.book_code),
            forms.RecordLine(label="刻制事由", text=step.reason),
        ]
        signers.append(forms.RecordLine(label="印章管理人", text=_name(work, seal.keeper)))
    if step.leader:
        signers.append(forms.RecordLine(label=LEADER, text=step.leader))
    return forms.SealRecord(
        number=_number(step),
        title=RECORDS[step.kind],
        seal_name=seal.name,
        done_on=step.on,
        lines=tuple(lines),
        signers=tuple(signers),
    )
