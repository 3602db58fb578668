"""Making the sample office: every entry goes through the real actions, on a clock that moves from day to day."""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pypdfium2

from desktop.domain import seals as rules
from desktop.domain.people import ROLE_WORDS
from desktop.domain.problems import Unavailable
from desktop.domain.seals.correcting import is_told
from desktop.domain.seals.fillings import impressions_each
from desktop.domain.seals.rules import AGENT_MATERIAL
from desktop.forms import kinds
from desktop.forms import seals as forms
from desktop.forms.documents import SPECIMEN, sample
from desktop.i18n import _
from desktop.services import people, seals
from desktop.services.demo import book, catalogue, life
from desktop.services.demo import people as cast
from desktop.services.files import write_file
from desktop.services.office import Office, check_free, found, new_folder, put_in_place
from desktop.services.seals.replies import print_correction, print_refusal
from desktop.storage import files

PASSWORD = "Youju-2026"
"""The password of every account of a sample office; a real office has no default password."""
ZONE = timezone(timedelta(hours=8))
OPEN, CLOSE = 8, 17
SCAN_WIDTH = 560
DAYS_BACK = 250
CERTAIN = {10: 0.05, 9: 0.01, 8: 0.07}
"""How the entries so many before the last fare: refused, returned and corrected, void."""
PURPOSES = {"12": "退休人员社会化管理服务手续", "15": "应聘就业", "16": "与现役军人登记结婚"}
"""What the resident needs the paper for, where the paper says it."""
TERM = timedelta(days=10)
"""How long a returned applicant has to bring what is missing."""
SHOWN_AT = 14
"""How many entries before the last the late entry and the chain of corrections are made."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sample:
    """What was made: the folder, who can sign in, and the printed papers."""

    folder: Path
    accounts: tuple[tuple[str, str], ...]
    prints: tuple[Path, ...]


class MovingClock:
    """The clock of the sample's past."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment."""
        return self.moment

    def pass_minutes(self, minutes: int) -> None:
        """Time goes by, and stops at the end of the office's hours."""
        self.moment += timedelta(minutes=minutes)


class Stream:
    """Bytes from the seed, in the place of the system's, so that the same seed gives the same office."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._count = 0

    def __call__(self, size: int) -> bytes:
        """The next bytes."""
        out = b""
        while len(out) < size:
            self._count += 1
            out += hashlib.sha256(f"youju sample {self._seed} {self._count}".encode()).digest()
        return out[:size]


def make_sample(
    folder: Path,
    *,
    uses: int = 300,
    seed: int = 1,
    today: date,
    progress: Progress | None = None,
) -> Sample:
    """Makes a sample office in a new folder, up to the given day. Same seed and day: the same office.

    Raises Unavailable when the folder is not free; nothing is left when it fails.
    """
    random, entropy = Random(seed), Stream(seed)
    start = today - timedelta(days=DAYS_BACK)
    if start.year < today.year:
        start = date(today.year, 1, 2) if today > date(today.year, 1, 10) else today - timedelta(days=20)
    clock = MovingClock(datetime(start.year, start.month, start.day, OPEN, 0, tzinfo=ZONE))
    check_free(folder)
    with new_folder(folder) as scratch:
        made = scratch / "office"
        found(made, cast.founding(PASSWORD), clock=clock, entropy=entropy, sample=True)
        with _signed_in(made, clock, entropy) as desks:
            _fill(desks, clock, random, today, uses, progress)
            names = _print(made / "print", desks, today)
        put_in_place(made, folder)
    prints = tuple(folder / "print" / name for name in names)
    accounts = tuple(
        (person.name, "、".join(ROLE_WORDS[role] for role in sorted(person.roles)))
        for person in cast.founding(PASSWORD).people
    )
    return Sample(folder, accounts, prints)


@contextmanager
def _signed_in(folder: Path, clock: MovingClock, entropy: Stream) -> Iterator[dict[str, Office]]:
    desks: dict[str, Office] = {}
    try:
        for name in (*cast.HANDLERS, cast.APPROVER, cast.DEPUTY, cast.LEADER):
            desks[name] = people.sign_in(folder, name, PASSWORD, clock=clock)
            desks[name].database.entropy = entropy
        yield desks
    finally:
        for office in desks.values():
            office.close()


def _fill(
    desks: dict[str, Office],
    clock: MovingClock,
    random: Random,
    today: date,
    uses: int,
    progress: Progress | None,
) -> None:
    catalogue.keep_catalogue(desks[cast.APPROVER], clock)
    shown = uses >= SHOWN_AT + book.ENTRIES
    moments = _moments(random, clock.moment.date(), today, uses - book.ENTRIES * shown)
    matters = [m for m in seals.list_matters(desks[cast.APPROVER], 1) if m.materials]
    lives = life.chapters(clock.moment, today)
    for place, moment in enumerate(moments):
        life.play_until(lives, desks, clock, moment)
        clock.moment = max(moment, clock.moment)
        left = len(moments) - place
        if shown and left == SHOWN_AT:
            _show_the_book(desks, clock, random, matters)
        _one_use(desks, clock, random, random.choice(matters), left)
        if progress is not None and place % 5 == 0:
            progress(place, uses)
    life.play_until(lives, desks, clock, datetime(today.year, today.month, today.day, OPEN, tzinfo=ZONE))
    book.close_past_years(desks[cast.APPROVER], 1)
    _last_day(desks, clock, random, today)
    if progress is not None:
        progress(uses, uses)


def _moments(random: Random, first: date, today: date, uses: int) -> list[datetime]:
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    working = [day for day in days if day.weekday() < 5] or days
    late = working[-2:-1] or working
    chosen = sorted(random.choice(working[:-1] or working) for _use in range(max(uses - 8, 0)))
    chosen += late * min(max(uses - 3, 0), 5) + [working[-1]] * min(uses, 3)
    moments = []
    for day in chosen:
        minute = random.randrange(0, 60 if day == working[-1] else (CLOSE - OPEN - 1) * 60)
        moments.append(
            datetime(day.year, day.month, day.day, OPEN, 0, tzinfo=ZONE) + timedelta(minutes=minute)
        )
    return sorted(moments)


def _request(
    random: Random, matter: rules.Matter, today: date, handler: str, *, agent: bool
) -> rules.UseRequest:
    name, number, phone, address = cast.resident(random, today)
    request = rules.UseRequest(
        seal=1,
        matter=matter.code,
        applicant_name=name,
        applicant_id_number=number,
        applicant_phone=phone,
        applicant_address=address,
        recipient=cast.recipient(random, matter.code, matter.group),
        purpose=PURPOSES.get(matter.code, ""),
        document=matter.document,
        copies=random.choice((1, 1, 1, 2, 2, 3)),
        materials=tuple(material.name for material in matter.materials),
        finding=_("{handler}上门核实，本人情况与材料相符，属实。").format(handler=handler),
        visited_on=today,
        statement="在本社区居住期间遵纪守法，邻里和睦，未发现不良记录。"
        if matter.code in ("15", "16")
        else "",
    )
    if not agent:
        return request
    other, other_number, other_phone, _address = cast.resident(random, today)
    return replace(
        request,
        agent_name=other,
        agent_id_number=other_number,
        agent_phone=other_phone,
        agent_relation=random.choice(("儿子", "女儿", "邻居", "配偶")),
        materials=(*request.materials, AGENT_MATERIAL),
    )


def _one_use(
    desks: dict[str, Office], clock: MovingClock, random: Random, matter: rules.Matter, left: int
) -> None:
    """One entry, most of them to the archive, the last ones left in every open state."""
    handler = random.choice(cast.HANDLERS)
    desk, chief = desks[handler], desks[cast.APPROVER]
    request = _request(random, matter, clock.moment.date(), handler, agent=random.random() < 0.12)
    # The last ten show every state whatever chance says; chance decides the rest.
    luck = CERTAIN.get(left, random.random())
    if left == 7:
        seals.submit_use(desk, replace(request, finding="", visited_on=None))
        return
    use = seals.submit_use(desk, request)
    if left <= 3:
        return
    clock.pass_minutes(random.randrange(5, 25))
    if luck < 0.04:
        seals.return_use(chief, use.seq, random.choice(("缺户口簿原件", "学校调查表没有盖学校的章")))
        clock.pass_minutes(30)
        use = seals.submit_use(
            desk, replace(seals.request_to_correct(desk, use.seq), materials=request.materials)
        )
    elif luck < 0.06:
        seals.refuse_use(chief, use.seq, rules.REFUSAL_REASONS[random.randrange(len(rules.REFUSAL_REASONS))])
        return
    _approve_and_seal(desks, clock, random, use, left, luck)


def _approve_and_seal(
    desks: dict[str, Office],
    clock: MovingClock,
    random: Random,
    use: rules.SealUse,
    left: int,
    luck: float,
) -> None:
    chief = desks[cast.APPROVER]
    use = seals.approve_use(chief, use.seq, opinion="" if luck < 0.5 else "情况属实，同意用印。")
    if left == 6:
        return
    clock.pass_minutes(random.randrange(2, 12))
    if use.matter.form:
        seals.print_paper(chief, use.seq)
    pressed = (use.request.copies or 1) * impressions_each(use)
    use = seals.record_sealing(chief, use.seq, impressions=pressed, place="办公室内")
    if 0.06 <= luck < 0.075:
        seals.void_use(chief, use.seq, "居民姓名打错一字，重新出具", halves_kept=True)
        return
    if left in (4, 5):
        return
    clock.pass_minutes(random.randrange(2, 10))
    handler = next(office for office in desks.values() if office.clerk.number == use.handler)
    seals.keep_copies(handler, use.seq, [_scan(use, random)])


def _show_the_book(
    desks: dict[str, Office], clock: MovingClock, random: Random, matters: list[rules.Matter]
) -> None:
    """The late entry and the chain of corrections, by the first handler, on the pension matter."""
    name = cast.HANDLERS[0]
    pension = next(matter for matter in matters if matter.form == "certificate_pension")
    late, wrong = (_request(random, pension, clock.moment.date(), name, agent=False) for _use in range(2))
    book.show_the_book(
        desks[name], desks[cast.APPROVER], clock, (late, wrong), lambda use: _scan(use, random)
    )


def _scan(use: rules.SealUse, random: Random) -> rules.CopyContent:
    """Stands in for the scan of the paper: its slip as a grey picture. The program draws no seal on it."""
    paper = forms.approval_slip(
        forms.ApprovalSlip(
            seal_name=use.seal.name,
            matter=f"{use.matter.tag} {use.matter.name}",
            document_title=use.request.document,
            applicant=use.request.applicant_name,
            applicant_id=use.request.applicant_id_number,
            copies=use.request.copies or 1,
            pages=1,
            number=use.number,
            recipient=use.request.recipient,
            finding=use.request.finding,
            handler=use.handler_name,
            mark=SPECIMEN,
        )
    )
    page = pypdfium2.PdfDocument(paper.pdf)[0]
    picture = page.render(scale=SCAN_WIDTH / page.get_width(), grayscale=True).to_pil()
    turned = picture.rotate(random.uniform(-0.6, 0.6), fillcolor=250)
    out = io.BytesIO()
    turned.save(out, "JPEG", quality=45)
    return files.look_at(f"扫描{use.running:04}.jpg", out.getvalue())


def _last_day(desks: dict[str, Office], clock: MovingClock, random: Random, today: date) -> None:
    """The sample's own day: two requests stopped, a draft left, a deputy named."""
    desk, chief = desks[cast.HANDLERS[0]], desks[cast.APPROVER]
    clock.pass_minutes(3)
    seals.stop_request(desk, 1, "购房收入证明")
    clock.pass_minutes(4)
    seals.stop_request(desks[cast.HANDLERS[1]], 1, "无犯罪记录证明")
    deputy = desks[cast.DEPUTY].clerk.number
    day = max(today, clock.moment.date())
    people.delegate(chief, deputy, day, day + timedelta(days=3), "到街道参加会议")
    name, number, phone, address = cast.resident(random, today)
    form = {
        "seal": 1,
        "matter": "10",
        "asked": "",
        "applicant_name": name,
        "applicant_id_number": number,
        "applicant_phone": phone,
        "applicant_address": address,
        "recipient": "滨江市社会保险中心",
        "document": "确认证明",
        "copies": "1",
        "materials": ["居民身份证"],
        "visited_on": "",
        "corrects": None,
    }
    seals.save_draft(desk, form)


def _told(chief: Office, today: date) -> dict[str, bytes]:
    """What the last returned and the last refused applicant took home."""
    made: dict[str, bytes] = {}
    against = rules.UseFilter(states=(rules.State.RETURNED, rules.State.REFUSED))
    for line in seals.list_uses(chief, against):
        use = seals.get_use(chief, line.use)
        if line.state is rules.State.REFUSED and "refusal_notice" not in made:
            made["refusal_notice"] = print_refusal(
                chief, line.use, ground=use.matter.ground, elsewhere="街道办事处"
            ).pdf
        elif line.state is rules.State.RETURNED and is_told(use) and "correction_notice" not in made:
            made["correction_notice"] = print_correction(
                chief, line.use, due_on=today + TERM, place="社区便民服务窗口"
            ).pdf
    return made


def _print(folder: Path, desks: dict[str, Office], today: date) -> list[str]:
    """Every kind of paper, from the office itself where it has one, else from its example."""
    chief = desks[cast.APPROVER]
    made: dict[str, bytes] = {}
    sealed = (rules.State.TO_SEAL, rules.State.TO_KEEP, rules.State.FILED)
    wanted = {"approval_slip"} | {m.form for m in seals.list_matters(chief, 1) if m.form}
    # What was never printed comes first: it does not say 补打.
    lines = seals.list_uses(chief, rules.UseFilter(states=sealed))
    for line in sorted(lines, key=lambda line: line.state is not rules.State.TO_SEAL):
        use = seals.get_use(chief, line.use)
        if use.matter.form and use.matter.form not in made:
            made[use.matter.form] = seals.show_paper(chief, line.use).pdf
        if "approval_slip" not in made and line.state is rules.State.FILED:
            made["approval_slip"] = seals.print_slip(chief, line.use).pdf
        if made.keys() == wanted:
            break
    made |= _told(chief, today)
    made["register_month"] = seals.register_month(chief, 1, today.year, today.month).pdf
    for name, kind in kinds.KINDS.items():
        if name not in made:
            made[name] = kind.set(sample(kinds.from_json(name, kind.example))).pdf
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Unavailable(_("样本办公室没有建成。文件夹不能写入或磁盘已满。请换一个位置。")) from error
    for name in kinds.KINDS:
        write_file(folder / f"{name}.pdf", made[name])
    return [f"{name}.pdf" for name in kinds.KINDS]
