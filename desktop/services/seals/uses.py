"""One use of a seal, from the counter to the archive: each step an action."""

from dataclasses import replace
from datetime import datetime

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.people import Account, Role
from desktop.domain.problems import Missing, Problem, Refused
from desktop.domain.seals import rules as checks
from desktop.domain.seals import steps as gates
from desktop.domain.seals.closing import check_year_open
from desktop.domain.seals.correcting import check_reason, with_reason
from desktop.domain.seals.fillings import form_of
from desktop.domain.seals.late import check_late
from desktop.domain.seals.life.days import check_takes_entry
from desktop.domain.text.identity import clean_id_number
from desktop.domain.text.names import clean_name
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.people import confirm_identity
from desktop.services.seals.facts import mask_name, paper_facts
from desktop.services.seals.templates import version_on
from desktop.storage import keys, people
from desktop.storage import office as offices
from desktop.storage.database import Work
from desktop.storage.seals import book, chains, closings, copies, life, slips, uses

SUBJECT = "seal_uses"


def tidy(request: rules.UseRequest) -> rules.UseRequest:
    """The request as it is kept: names and numbers cleaned of what a keyboard or a copied text leaves behind."""
    texts = (
        "applicant_address",
        "recipient",
        "purpose",
        "document",
        "finding",
        "statement",
        "agent_relation",
        "late_reason",
        "slip_number",
    )
    if not request.late:
        request = replace(request, used_at=None, late_reason="", slip_number="")
    return replace(
        request,
        applicant_name=clean_name(request.applicant_name).stored,
        applicant_id_number=clean_id_number(request.applicant_id_number),
        applicant_phone=request.applicant_phone.strip(),
        agent_name=clean_name(request.agent_name).stored if request.agent_name.strip() else "",
        agent_id_number=clean_id_number(request.agent_id_number),
        agent_phone=request.agent_phone.strip(),
        **{name: getattr(request, name).strip() for name in texts},
    )


def _matter(work: Work, request: rules.UseRequest) -> tuple[rules.Seal, rules.Matter | None, int]:
    seal = book.get_seal(work, request.seal)
    day = work.moment.date() if request.used_at is None else request.used_at.date()
    return seal, *book.find_matter(work, seal.number, request.matter, day)


def check_request(office: Office, request: rules.UseRequest) -> list[Problem]:
    """What would keep this request from being submitted, for the form to show while it is filled in."""
    request = _timed(office, request)
    with office.read() as work:
        seal, matter, authorised = _matter(work, request)
        late = _check_life(office, work, request, seal) + _check_late(office, work, request, seal)
        elsewhere = _elsewhere(work)
    return late + checks.check_request(
        request, matter, seal, authorised=authorised, today=office.today(), elsewhere=elsewhere
    )


def _elsewhere(work: Work) -> str:
    """Where the office sends residents with a matter that is not authorised."""
    return str(offices.read_settings(work).get("elsewhere", ""))


def _check_correction(work: Work, request: rules.UseRequest, corrects: int) -> list[Problem]:
    corrected = uses.get_use(work, corrects)
    newer = uses.number_of(work, corrected.corrected_by[0]) if corrected.corrected_by else ""
    problems = checks.check_correction(corrected, request.seal, newer)
    # Without a finding the entry waits for one; the reason is asked for when that is signed.
    return problems + (check_reason(corrected, request.finding) if request.finding and not problems else [])


def _check_late(office: Office, work: Work, request: rules.UseRequest, seal: rules.Seal) -> list[Problem]:
    if not request.late:
        return []
    slip, chain = request.slip_number.strip(), tuple[int, ...]()
    if slip and request.corrects is not None:
        chain = tuple(link.use for link in chains.chain_of(work, request.corrects))
    entered = slips.entered_from(work, slip, but=chain) if slip else ""
    closed = closings.closed_years(work, seal.number)
    return check_late(request, seal, now=office.now(), closed_years=closed, entered=entered)


def _check_life(office: Office, work: Work, request: rules.UseRequest, seal: rules.Seal) -> list[Problem]:
    """The seal is in use and in the house at the time of the entry."""
    return check_takes_entry(seal, life.steps_of(work, seal.number), request.used_at or office.now())


def _check_open(work: Work, entry: rules.SealUse) -> list[Problem]:
    """Nothing is added to an entry whose year is closed."""
    return check_year_open(entry.year, closings.closed_years(work, entry.seal.number))


def submit_use(office: Office, request: rules.UseRequest, *, draft: int | None = None) -> rules.SealUse:
    """Enters one use of a seal in the register and gives it its number.

    With a finding written the entry goes to the approver at once; without one it waits for the handler's
    finding. Raises Refused when a rule says no; the draft is dropped only when the entry was written.
    """
    clerk = office.clerk
    problems = people_rules.check_role(clerk, Role.HANDLER)
    request = _timed(office, tidy(request))
    with office.write() as work:
        seal, matter, authorised = _matter(work, request)
        problems += _check_life(office, work, request, seal) + _check_late(office, work, request, seal)
        elsewhere = (
            "" if matter is not None and matter.status is rules.MatterStatus.ALLOWED else _elsewhere(work)
        )
        problems += checks.check_request(
            request, matter, seal, authorised=authorised, today=office.today(), elsewhere=elsewhere
        )
        if matter is not None and request.finding:
            problems += [
                problem
                for problem in checks.check_finding(request, matter, today=office.today())
                if problem.field not in {known.field for known in problems}
            ]
        if request.corrects is not None:
            problems += _check_correction(work, request, request.corrects)
        if problems or matter is None:
            raise Refused(problems)
        use = uses.add_use(work, request, seal=seal, matter=matter, handler=clerk.number, desk=clerk.number)
        facts: dict[str, object] = {
            "matter": matter.code,
            "copies": request.copies,
            "corrects": request.corrects,
        }
        if request.used_at is not None:
            facts["used_at"] = request.used_at.isoformat(timespec="seconds")
        number = uses.number_of(work, use)
        work.record("seals.use_recorded", (SUBJECT, use), number=number, **facts)
        if request.own_paper is not None:
            uses.add_paper(work, use, request.own_paper)
            work.record("seals.own_paper_kept", (SUBJECT, use), form=request.own_paper.kind)
        if request.finding:
            _sign(work, use, request, clerk)
        if draft is not None:
            copies.drop_draft(work, draft, clerk.number)
        return uses.masked(uses.get_use(work, use))


def _timed(office: Office, request: rules.UseRequest) -> rules.UseRequest:
    """A late entry's time is of the place where the office is."""
    if request.used_at is None or request.used_at.tzinfo is not None:
        return request
    return replace(request, used_at=request.used_at.replace(tzinfo=office.now().tzinfo))


def _sign(work: Work, use: int, request: rules.UseRequest, clerk: Account) -> None:
    step = rules.NewStep(rules.StepKind.FINDING_SIGNED, clerk.number, clerk.number, text=request.finding)
    uses.add_step(work, use, step, finding=request)
    work.record("seals.finding_signed", (SUBJECT, use))


def sign_finding(
    office: Office, use: int, *, finding: str, visited_on: str | None = None, statement: str = ""
) -> rules.SealUse:
    """The handler signs what they found about an entry that waited for it. `visited_on` is an ISO date."""
    with office.write() as work:
        entry = uses.get_use(work, use)
        problems = gates.check_step_follows(entry, rules.StepKind.FINDING_SIGNED)
        if entry.handler != office.clerk.number:
            problems.append(
                Problem(
                    "seals.other_handler",
                    _("这一条由{name}承办。核实意见由承办人本人签。请由本人登录后办理。").format(
                        name=entry.handler_name
                    ),
                    "finding",
                    checks.ORDER_OF_WORK,
                )
            )
        request = replace(
            entry.request,
            finding=finding.strip(),
            statement=statement.strip() or entry.request.statement,
            visited_on=datetime.fromisoformat(visited_on).date() if visited_on else entry.request.visited_on,
        )
        problems += checks.check_finding(request, entry.matter, today=office.today())
        if entry.request.corrects is not None:
            problems += check_reason(uses.get_use(work, entry.request.corrects), request.finding)
        if problems:
            raise Refused(problems)
        _sign(work, use, request, office.clerk)
        return uses.masked(uses.get_use(work, use))


def approve_use(
    office: Office, use: int, *, opinion: str = "", approver: int | None = None, password: str = ""
) -> rules.SealUse:
    """The approver lets the seal be pressed, at their own desk or with their own password at somebody else's.

    The paper's 核验码 and signature are made with it. Raises Refused.
    """
    person, signer = _deciding(office, approver, password)
    with office.write(signer=signer) as work:
        entry = uses.get_use(work, use)
        problems = gates.check_step_follows(entry, rules.StepKind.APPROVED)
        problems += checks.check_paper(entry.request, entry.matter) + gates.check_opinion(opinion)
        in_place_of = _check_decider(work, office, entry, person, problems)
        step = rules.NewStep(
            rules.StepKind.APPROVED,
            person.number,
            office.clerk.number,
            in_place_of=in_place_of,
            text=opinion.strip(),
            keeper_approved=person.number == entry.seal.keeper,
        )
        uses.add_step(work, use, step)
        work.record("seals.use_approved", (SUBJECT, use), by=person.number, in_place_of=in_place_of)
        assert signer is not None  # whoever may approve holds a role that signs
        used_at = entry.request.used_at
        issued_on = office.today() if used_at is None else used_at.date()
        wording = 1 if entry.request.late else version_on(work, form_of(entry), issued_on)
        facts = paper_facts(entry, issued_on, office.database.origin, wording)
        code = keys.check_code(office.database.key, facts)
        uses.add_check_code(work, use, code, facts.decode(), signer.sign_paper(facts))
        work.record("seals.paper_signed", (SUBJECT, use))
        return uses.masked(uses.get_use(work, use))


def _deciding(office: Office, approver: int | None, password: str) -> tuple[Account, keys.Signer | None]:
    if approver is None or (approver == office.clerk.number and not password):
        return office.clerk, office.signer
    return confirm_identity(office, approver, password)


def _check_decider(
    work: Work, office: Office, entry: rules.SealUse, person: Account, problems: list[Problem]
) -> int | None:
    settings = offices.read_settings(work)
    objections, in_place_of = gates.check_approver(
        entry,
        person,
        _standing_delegations(work),
        today=office.today(),
        keeper_may_approve=bool(settings.get("keeper_may_approve", True)),
    )
    if problems or objections:
        raise Refused([*problems, *objections])
    return in_place_of


def _standing_delegations(work: Work) -> list[people_rules.Delegation]:
    """The delegations of those who are approvers still: nobody hands on what they no longer have."""
    approvers = {a.number for a in people.list_accounts(work) if a.has(Role.APPROVER)}
    return [d for d in people.list_delegations(work) if d.approver in approvers]


def return_use(
    office: Office, use: int, missing: str, *, approver: int | None = None, password: str = ""
) -> rules.SealUse:
    """Sends an entry back and says what is missing. The number stays in the book."""
    return _decide_against(office, use, rules.StepKind.RETURNED, missing, approver, password)


def refuse_use(
    office: Office, use: int, reason: str, *, approver: int | None = None, password: str = ""
) -> rules.SealUse:
    """Refuses an entry with a reason from the list. The number stays in the book."""
    return _decide_against(office, use, rules.StepKind.REFUSED, reason, approver, password)


def _decide_against(
    office: Office, use: int, kind: rules.StepKind, text: str, approver: int | None, password: str
) -> rules.SealUse:
    person, signer = _deciding(office, approver, password)
    with office.write(signer=signer) as work:
        entry = uses.get_use(work, use)
        check = {rules.StepKind.RETURNED: gates.check_return, rules.StepKind.REFUSED: gates.check_refusal}
        problems = check[kind](entry, text)
        in_place_of = _check_decider(work, office, entry, person, problems)
        step = rules.NewStep(
            kind, person.number, office.clerk.number, in_place_of=in_place_of, text=text.strip()
        )
        uses.add_step(work, use, step)
        work.record(f"seals.use_{kind.value}", (SUBJECT, use), by=person.number, in_place_of=in_place_of)
        return uses.masked(uses.get_use(work, use))


def record_sealing(
    office: Office, use: int, *, impressions: int | None, place: str, witness: str = ""
) -> rules.SealUse:
    """The keeper records that the seal was pressed: how often, where, and who stood by."""
    with office.write() as work:
        entry = uses.get_use(work, use)
        problems = gates.check_sealing(entry, office.clerk, impressions, place, witness)
        problems += _check_life(office, work, entry.request, entry.seal)
        if problems:
            raise Refused(problems)
        approved = entry.step(rules.StepKind.APPROVED)
        step = rules.NewStep(
            rules.StepKind.SEALED,
            office.clerk.number,
            office.clerk.number,
            impressions=impressions,
            place=place.strip(),
            witness=witness.strip(),
            keeper_approved=approved is not None and approved.by == office.clerk.number,
        )
        uses.add_step(work, use, step)
        work.record("seals.use_sealed", (SUBJECT, use), impressions=impressions)
        return uses.masked(uses.get_use(work, use))


def void_use(office: Office, use: int, reason: str, *, halves_kept: bool) -> rules.SealUse:
    """The keeper makes a paper void; it is kept with both halves, and so is the line in the book."""
    with office.write() as work:
        entry = uses.get_use(work, use)
        problems = people_rules.check_role(office.clerk, Role.KEEPER)
        problems += gates.check_void(entry, reason, halves_kept=halves_kept) + _check_open(work, entry)
        if problems:
            raise Refused(problems)
        step = rules.NewStep(
            rules.StepKind.VOIDED,
            office.clerk.number,
            office.clerk.number,
            text=reason.strip(),
            halves_kept=halves_kept,
        )
        uses.add_step(work, use, step)
        work.record("seals.use_voided", (SUBJECT, use))
        return uses.masked(uses.get_use(work, use))


def get_use(office: Office, use: int) -> rules.SealUse:
    """One entry with all that happened to it; ID and phone numbers masked."""
    with office.read() as work:
        return _for_eyes(office, uses.get_use(work, use))


def reads(office: Office) -> bool:
    """Whether the signed-in person may read personal data; the administrator may not."""
    return any(office.clerk.has(role) for role in people_rules.READERS)


def _for_eyes(office: Office, entry: rules.SealUse) -> rules.SealUse:
    """An entry as this person may see it. *Source:* domain handbook §J."""
    shown = uses.masked(entry)
    if reads(office):
        return shown
    request = replace(
        shown.request,
        applicant_name=mask_name(shown.request.applicant_name),
        agent_name=mask_name(shown.request.agent_name),
        applicant_address="",
        purpose="",
        finding="",
        statement="",
    )
    return replace(shown, request=request)


def request_to_correct(office: Office, use: int, reason: str = "") -> rules.UseRequest:
    """What was submitted, in full, for the new entry that puts this one right; the look is logged.

    Its finding begins with the reason. *Source:* domain handbook §A.3.
    """
    problems = people_rules.check_role(office.clerk, Role.HANDLER)
    if problems:
        raise Refused(problems)
    with office.write() as work:
        entry = uses.get_use(work, use)
        offices.log_access(work, (SUBJECT, use), _("更正"))
        finding = with_reason(reason, entry.request.finding)
        first = replace(entry.request, late=False, used_at=None, late_reason="", slip_number="")
        return replace(first, corrects=use, finding=finding)


def find_use(office: Office, text: str) -> rules.SealUse:
    """The entry whose number or 核验码 was typed. Raises Missing."""
    with office.read() as work:
        use = uses.find_number(work, text.strip()) or uses.find_check_code(work, grouped(text))
        if use is None:
            raise Missing(_("没有找到“{text}”。请对照纸上的编号或核验码。").format(text=text.strip()))
        return _for_eyes(office, uses.get_use(work, use))


def grouped(typed: str) -> str:
    """A 核验码 as it is printed, however it was typed: 7K3F-M9QX-2D8A."""
    letters = "".join(typed.split()).upper().replace("-", "")
    letters = letters.replace("O", "0").replace("I", "1").replace("L", "1")
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
