"""What an applicant is told in writing: 补正通知 of a returned entry, 不予受理告知 of a refused one."""

import re
from dataclasses import dataclass
from datetime import date

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.papers import Paper
from desktop.domain.people import Role
from desktop.domain.problems import Problem, Refused
from desktop.domain.seals.correcting import is_told
from desktop.forms import kinds
from desktop.forms import letters as forms
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals.uses import SUBJECT
from desktop.storage import office as offices
from desktop.storage.database import Work
from desktop.storage.seals import book, uses

USUAL_DIAMETER_MM = 42
"""Of the committee's seal, where it is not among the seals of this office. *Source:* domain handbook §A.1."""
_PARTS = re.compile(r"[；;\n]")
_LACKS = re.compile(r"^\s*(还缺|缺少|缺)")


@dataclass(frozen=True, slots=True)
class Answerer:
    """In whose name the applicant is told, and how large the seal is."""

    name: str
    diameter_mm: int


def print_correction(office: Office, use: int, *, due_on: date | None, place: str, phone: str = "") -> Paper:
    """补正通知 of a returned entry: all that is missing, at one time. Printing it is an event.

    Raises Refused at `due_on` and `place`, and when the entry was not returned.
    """
    with office.write() as work:
        entry, returned = _decided(office, work, use, rules.StepKind.RETURNED)
        if due_on is not None and due_on < office.today():
            message = _("补正期限在今天以前。居民来不及补。请写今天或以后的日期。")
            raise Refused([Problem("seals.reply_due", message, "due_on")])
        answerer = _answerer(work)
        paper = kinds.get_kind("correction_notice").set(
            forms.CorrectionNotice(
                name=entry.request.applicant_name,
                matter=entry.matter.short_name,
                applied_on=entry.submitted_at.date(),
                missing=tuple(forms.MissingMaterial(name=name) for name in _missing(entry, returned.text)),
                due_on=due_on,
                place=place.strip(),
                handler=entry.handler_name,
                phone=phone.strip(),
                issuer=answerer.name,
                issued_on=office.today(),
                seal_diameter_mm=answerer.diameter_mm,
                number=entry.number,
            )
        )
        _note(work, entry, paper)
        return paper


def print_refusal(
    office: Office, use: int, *, ground: str, elsewhere: str, phone: str = "", complaints: str = ""
) -> Paper:
    """不予受理告知 of a refused entry, with the reason as it stands in the register. Printing it is an event.

    Raises Refused at `ground` and `elsewhere`, and when the entry was not refused.
    """
    with office.write() as work:
        entry, refused = _decided(office, work, use, rules.StepKind.REFUSED)
        answerer = _answerer(work)
        paper = kinds.get_kind("refusal_notice").set(
            forms.RefusalNotice(
                name=entry.request.applicant_name,
                matter=entry.matter.short_name,
                applied_on=entry.submitted_at.date(),
                reason=refused.text,
                ground=ground.strip(),
                elsewhere=elsewhere.strip(),
                handler=entry.handler_name,
                phone=phone.strip(),
                complaints=complaints.strip(),
                issuer=answerer.name,
                issued_on=office.today(),
                seal_diameter_mm=answerer.diameter_mm,
                number=entry.number,
            )
        )
        _note(work, entry, paper)
        return paper


def _decided(office: Office, work: Work, use: int, kind: rules.StepKind) -> tuple[rules.SealUse, rules.Step]:
    problems = people_rules.check_role(office.clerk, Role.HANDLER, Role.KEEPER, Role.APPROVER)
    entry = uses.get_use(work, use)
    step = entry.step(kind)
    if step is None or not is_told(entry):
        message = _("这一条没有退回，也没有不予受理。没有要告知的事。请先办理。")
        problems.append(Problem("seals.nothing_to_tell", message))
    if problems or step is None:
        raise Refused(problems)
    return entry, step


def _missing(entry: rules.SealUse, said: str) -> list[str]:
    """What the decision names, part by part, then what was due and not brought and is not named yet."""
    parts = [_LACKS.sub("", part).strip().rstrip("。") for part in _PARTS.split(said)]
    named = [part for part in parts if part]
    brought = entry.request.materials
    return named + [name for name in entry.materials_due if name not in brought and name not in said]


def _answerer(work: Work) -> Answerer:
    """The committee decides on requests; the street's seal is only for what it authorised."""
    name = f"{offices.read_settings(work)['profile']['community']}居民委员会"
    own = next((seal for seal in book.list_seals(work) if seal.issuer == name), None)
    return Answerer(name, own.diameter_mm if own else USUAL_DIAMETER_MM)


def _note(work: Work, entry: rules.SealUse, paper: Paper) -> None:
    offices.log_access(work, (SUBJECT, entry.seq), _("打印告知"))
    work.record("seals.reply_printed", (SUBJECT, entry.seq), form=paper.kind)
