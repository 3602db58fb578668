"""印章台账: what befalls a seal, each step an action with its event, its persons and its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.office import settings_from
from desktop.domain.people import Account, Role
from desktop.domain.problems import Problem, Refused, Stale
from desktop.domain.seals.life import (
    LED,
    Approval,
    LifeKind,
    LifeRequest,
    LifeStep,
    Purpose,
    SealLife,
    SealPaper,
    open_outing,
)
from desktop.domain.seals.life import rules as checks
from desktop.domain.seals.life.changing import changed_fields, check_seal_change
from desktop.domain.seals.life.days import check_days
from desktop.domain.seals.life.dues import Due, dues_of
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.people import confirm_identity
from desktop.services.seals.copies import draw_pages
from desktop.storage import office as offices
from desktop.storage import people
from desktop.storage.database import Work
from desktop.storage.seals import book, life

SUBJECT = "seal"
NOBODY = Approval()


def list_lives(office: Office) -> list[SealLife]:
    """Every seal of the office with all that happened to it, by number."""
    with office.read() as work:
        names = _names(work)
        steps = life.all_steps(work)
        return [
            _life(office, work, seal, steps.get(seal.number, ()), names) for seal in book.list_seals(work)
        ]


def get_life(office: Office, seal: int) -> SealLife:
    """One seal with all that happened to it. Raises Missing."""
    with office.read() as work:
        return _get(office, work, seal)


def _get(office: Office, work: Work, seal: int) -> SealLife:
    return _life(office, work, book.get_seal(work, seal), life.steps_of(work, seal), _names(work))


def _names(work: Work) -> dict[int, str]:
    return {account.number: account.name for account in people.list_accounts(work)}


def _life(
    office: Office, work: Work, seal: rules.Seal, steps: Sequence[LifeStep], names: Mapping[int, str]
) -> SealLife:
    return SealLife(
        seal,
        names[seal.keeper],
        names[seal.approver],
        tuple(_for_eyes(office, step) for step in steps),
        life.entries_of(work, seal.number),
        life.last_number(work, seal),
    )


def _for_eyes(office: Office, step: LifeStep) -> LifeStep:
    """A step as this person may see it: specimens and reasons are not for the administrator. *Source:* §J."""
    if any(office.clerk.has(role) for role in people_rules.READERS):
        return step
    return replace(step, reason="", papers=tuple(replace(paper, thumbnails=()) for paper in step.papers))


def check_seal(office: Office, seal: rules.Seal) -> list[Problem]:
    """What would keep a new seal from being registered, for the form to show while it is filled in."""
    with office.read() as work:
        return _check_new(work, seal)


def _check_new(work: Work, seal: rules.Seal) -> list[Problem]:
    accounts = {account.number: account for account in people.list_accounts(work)}
    return checks.check_new_seal(seal, book.list_seals(work), accounts)


def register_seal(
    office: Office, seal: rules.Seal, request: LifeRequest, approval: Approval = NOBODY
) -> SealLife:
    """刻制登记: a new seal with its book enters the office, waiting for its activation. Raises Refused."""
    request = replace(request, kind=LifeKind.MADE)
    leader = _leader(office, request, approval)
    with office.write() as work:
        seal = replace(
            seal,
            number=life.next_seal(work),
            name=seal.name.strip(),
            book_code=seal.book_code.strip(),
            issuer=seal.issuer.strip(),
            material=seal.material.strip(),
            in_use_from=None,
        )
        problems = checks.check_doer(LifeKind.MADE, office.clerk, seal) + _check_new(work, seal)
        problems += _check_request(office, request, approval, leader)
        problems += check_days(request, (), now=office.now())
        if problems:
            raise Refused(problems)
        book.put_seal(work, seal)
        work.record("seals.seal_registered", (SUBJECT, seal.number), name=seal.name, code=seal.book_code)
        _write(work, office, seal.number, request, approval, leader)
        return _get(office, work, seal.number)


def record_step(office: Office, seal: int, request: LifeRequest, approval: Approval = NOBODY) -> SealLife:
    """Enters one step of a seal's life, but its making (`register_seal`) and its handing over (`hand_over`).

    Raises Refused when a rule says no; nothing is written then.
    """
    assert request.kind not in (LifeKind.MADE, LifeKind.HANDED_OVER)
    leader = _leader(office, request, approval)
    with office.write() as work:
        described, steps = book.get_seal(work, seal), life.steps_of(work, seal)
        problems = checks.check_doer(request.kind, office.clerk, described)
        problems += checks.check_follows(steps, request.kind)
        problems += _check_request(office, request, approval, leader)
        problems += check_days(request, steps, now=office.now(), last_entry=life.last_use(work, seal))
        if problems:
            raise Refused(problems)
        if request.kind is LifeKind.STOPPED:
            number = life.last_number(work, described)
            request = replace(request, facts={**request.facts, "last_number": number})
        ends = steps[-1].seq if request.kind is LifeKind.BROUGHT_BACK else None
        _write(work, office, seal, request, approval, leader, ends=ends)
        if request.kind is LifeKind.ACTIVATED:
            assert request.on is not None  # the rules asked for it
            book.put_seal(work, replace(described, in_use_from=request.on))
            work.record("seals.seal_changed", (SUBJECT, seal), in_use_from=request.on.isoformat())
        return _get(office, work, seal)


def hand_over(
    office: Office, seals: Sequence[int], receiver: int | None, request: LifeRequest
) -> list[SealLife]:
    """移交: one keeper's seals go to another keeper before a third person, all of them or none. Raises Refused."""
    request = replace(request, kind=LifeKind.HANDED_OVER)
    with office.write() as work:
        accounts = {account.number: account for account in people.list_accounts(work)}
        taker = accounts.get(receiver) if receiver is not None else None
        may = bool(offices.read_settings(work).get("keeper_may_approve", True))
        problems: list[Problem] = []
        requests: list[tuple[rules.Seal, LifeRequest]] = []
        for number in seals:
            seal, steps = book.get_seal(work, number), life.steps_of(work, number)
            hander = accounts[seal.keeper].name
            witness = request.persons.get("witness", ())
            own = checks.check_doer(request.kind, office.clerk, seal, receiver=receiver)
            own += checks.check_follows(steps, request.kind) + checks.check_details(request)
            own += checks.check_handover(seal, taker, hander, witness, keeper_may_approve=may)
            own += check_days(request, steps, now=office.now())
            problems += [problem for problem in own if problem not in problems]
            persons = {
                "hander": (hander,),
                "receiver": (taker.name if taker is not None else "",),
                "witness": tuple(witness),
            }
            facts = {**request.facts, "last_number": life.last_number(work, seal)}
            requests.append((seal, replace(request, persons=persons, facts=facts)))
        if problems:
            raise Refused(problems)
        assert receiver is not None  # the rules asked for it
        for seal, own_request in requests:
            _write(work, office, seal.number, own_request, NOBODY, None)
            book.put_seal(work, replace(seal, keeper=receiver))
            work.record("seals.seal_changed", (SUBJECT, seal.number), keeper=receiver)
        return [_get(office, work, number) for number in seals]


def change_seal(office: Office, seal: rules.Seal, before: rules.Seal) -> SealLife:
    """Puts right what is written of a seal, or names who approves its use from now on: a new version of it.

    `before` is the seal as its author knew it: Stale when somebody changed it meanwhile. Raises Refused.
    """
    with office.write() as work:
        now = book.get_seal(work, before.number)
        if now != before:
            raise Stale(_("“{name}”刚被别人改过。请看新的内容，再改一次。").format(name=now.name))
        texts = {name: getattr(seal, name).strip() for name in ("name", "issuer", "book_code", "material")}
        # The keeper changes by handing over, the first day by the activation.
        after = replace(seal, **texts, number=now.number, keeper=now.keeper, in_use_from=now.in_use_from)
        accounts = {account.number: account for account in people.list_accounts(work)}
        problems = check_seal_change(
            now,
            after,
            [other for other in book.list_seals(work) if other.number != now.number],
            accounts,
            clerk=office.clerk,
            life=life.steps_of(work, now.number),
            entries=life.entries_in(work, now.number, office.today().year),
            keeper_may_approve=bool(offices.read_settings(work).get("keeper_may_approve", True)),
        )
        if problems:
            raise Refused(problems)
        changed = changed_fields(now, after)
        approver = {"approver": after.approver} if "approver" in changed else {}
        book.put_seal(work, after)
        work.record("seals.seal_changed", (SUBJECT, now.number), changed=changed, **approver)
        return _get(office, work, now.number)


def _leader(office: Office, request: LifeRequest, approval: Approval) -> Account | None:
    """Whose account approves: the leader at this desk, or one who shows their own password.

    A password that was not typed is no wrong one: it is asked for together with what else is lacking.
    """
    if request.kind not in LED:
        return None
    if approval.account is None:
        here = office.clerk.has(Role.STREET_LEADER) and not approval.leader.strip()
        return office.clerk if here else None
    if approval.account == office.clerk.number:
        return office.clerk
    if not approval.password:
        missing = Problem("seals.leader_password", _("没有输入领导本人的密码。请由本人输入。"), "password")
        raise Refused([*checks.check_details(request), missing])
    return confirm_identity(office, approval.account, approval.password)[0]


def _check_request(
    office: Office, request: LifeRequest, approval: Approval, leader: Account | None
) -> list[Problem]:
    papers = [purpose for purpose, _scan in request.papers]
    return checks.check_approval(request.kind, approval, leader, papers) + checks.check_details(request)


def _write(
    work: Work,
    office: Office,
    seal: int,
    request: LifeRequest,
    approval: Approval,
    leader: Account | None,
    *,
    ends: int | None = None,
) -> None:
    if request.kind in LED and leader is None:
        request = replace(request, persons={**request.persons, "leader": (approval.leader,)})
    approver = leader.number if leader is not None else None
    clerk = office.clerk.number
    step = life.add_step(work, seal, request, by=clerk, desk=clerk, approver=approver, ends=ends)
    facts: dict[str, object] = {"approver": approver, "impressions": request.impressions}
    work.record(
        f"seals.seal_{request.kind.value}",
        (SUBJECT, seal),
        **{name: value for name, value in facts.items() if value is not None},
    )
    for purpose, scan in request.papers:
        _keep(work, seal, step, purpose, scan, clerk)


def _keep(work: Work, seal: int, step: int, purpose: Purpose, scan: rules.CopyContent, clerk: int) -> None:
    life.add_paper(work, step, purpose, scan, clerk)
    work.record(
        "seals.seal_paper_kept",
        (SUBJECT, seal),
        step=step,
        purpose=purpose.value,
        sha256=scan.sha256,
        pages=scan.pages,
    )


def keep_papers(office: Office, step: int, purpose: Purpose, scans: Sequence[rules.CopyContent]) -> SealLife:
    """Keeps scans of signed papers with a step that was entered before. Raises Refused, Missing."""
    with office.write() as work:
        entered = life.get_step(work, step)
        seal = book.get_seal(work, entered.seal)
        problems = checks.check_doer(entered.kind, office.clerk, seal)
        if not scans:
            problems.append(Problem("copies.none", _("还没有选扫描件。请先选文件。"), "copy"))
        if problems:
            raise Refused(problems)
        for scan in scans:
            _keep(work, seal.number, step, purpose, scan, office.clerk.number)
        return _get(office, work, seal.number)


def open_seal_paper(office: Office, seal: int, paper: int) -> tuple[str, bytes]:
    """The media type and bytes of a scanned paper, full size; the look is logged. Raises Refused, Missing."""
    problems = people_rules.check_role(office.clerk, *people_rules.READERS)
    if problems:
        raise Refused(problems)
    with office.write() as work:
        offices.log_access(work, (SUBJECT, seal), _("查看印章单据"))
        return life.paper_content(work, seal, paper)


def open_seal_pages(office: Office, seal: int, paper: SealPaper, *, width: int) -> list[bytes]:
    """The pages of a scanned paper as PNG pictures `width` pixels wide, drawn in a child process."""
    media_type, content = open_seal_paper(office, seal, paper.seq)
    return list(draw_pages(media_type, content, paper.name, pages=paper.pages, width=width))


def dues(office: Office) -> list[tuple[SealLife, Due]]:
    """What is due of the seals for those who must see to it, the earliest first."""
    with office.read() as work:
        return dues_for(office, work)


def dues_for(office: Office, work: Work) -> list[tuple[SealLife, Due]]:
    """The same inside a transaction: the keeper and the approver of each seal, and 街道主要领导."""
    clerk, names, settings = office.clerk, _names(work), settings_from(offices.read_settings(work))
    elected = date.fromisoformat(settings.elected_on) if settings.elected_on else None
    every, found = life.all_steps(work), []
    for seal in book.list_seals(work):
        if clerk.number not in (seal.keeper, seal.approver) and not clerk.has(Role.STREET_LEADER):
            continue
        steps = every.get(seal.number, ())
        for due in dues_of(
            steps,
            elected_on=elected,
            today=office.today(),
            handover_days=settings.handover_days,
            notice_days=settings.notice_days,
        ):
            found.append((SealLife(seal, names[seal.keeper], names[seal.approver], steps), due))
    return sorted(found, key=lambda pair: (pair[1].by, pair[0].number))


def outings(office: Office) -> list[SealLife]:
    """The seals that are out now, for those who must see that they come back, those due first."""
    with office.read() as work:
        return outings_for(office, work)


def outings_for(office: Office, work: Work) -> list[SealLife]:
    """The same inside a transaction: the keeper and the approver of the seal, and 街道主要领导."""
    clerk, names = office.clerk, _names(work)
    found = []
    for number, steps in life.all_steps(work).items():
        seal, outing = book.get_seal(work, number), open_outing(steps)
        mine = clerk.number in (seal.keeper, seal.approver) or clerk.has(Role.STREET_LEADER)
        if mine and outing is not None:
            out = SealLife(seal, names[seal.keeper], names[seal.approver], steps)
            found.append((outing.due_back or outing.at, out))
    return [out for _due, out in sorted(found, key=lambda pair: pair[0])]
