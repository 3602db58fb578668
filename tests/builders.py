"""Valid records and a small office, so that a test states only what matters to it."""

import hashlib
import io
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import func, select

from desktop.domain import seals as rules
from desktop.domain.office import Founding, Profile
from desktop.domain.people import Account, NewAccount, Role
from desktop.domain.seals import takeover
from desktop.domain.text.identity import check_character
from desktop.services import office as offices
from desktop.services import people
from desktop.services.office import Office
from desktop.services.seals import copies, lists, uses
from desktop.services.seals import takeover as old_books
from desktop.storage.base import Entropy, registers

CHINA = timezone(timedelta(hours=8))
START = datetime(2026, 9, 1, 9, 0, tzinfo=CHINA)
"""When the office of the tests was founded: a Tuesday morning."""
EVENING = START + timedelta(hours=9)
"""After the day's work of `work_a_day`."""
TODAY = START.date()
PASSWORD = "Rongyin-2026"
SEAL = 1
HANDLER, APPROVER, ADMIN, AUDITOR, COLLEAGUE = 1, 2, 3, 4, 5
"""Account numbers in the office of the tests. The approver also keeps the seal."""
NAMES = {HANDLER: "黄建平", APPROVER: "陈志明", ADMIN: "苏雅婷", AUDITOR: "吴敏", COLLEAGUE: "林晓"}
ROLES = {
    HANDLER: frozenset({Role.HANDLER}),
    APPROVER: frozenset({Role.APPROVER, Role.KEEPER}),
    ADMIN: frozenset({Role.ADMINISTRATOR}),
    AUDITOR: frozenset({Role.AUDITOR}),
    COLLEAGUE: frozenset({Role.HANDLER}),
}
TITLES = {HANDLER: "网格员", APPROVER: "主任", ADMIN: "文书", AUDITOR: "监督员", COLLEAGUE: "网格员"}


class MovableClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment, with its offset."""
        return self.moment

    def advance(self, **by: float) -> datetime:
        """Moves the clock, forwards or back (`minutes=10`, `days=-1`); gives the new moment."""
        self.moment += timedelta(**by)
        return self.moment


def seeded(seed: str = "youju") -> Entropy:
    """Random bytes that are the same in every run."""
    state = hashlib.shake_256(seed.encode()).digest(32)
    count = 0

    def entropy(size: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(state + count.to_bytes(8, "big")).digest(size)

    return entropy


def id_number(first17: str = "35020319510412041") -> str:
    """A made-up identity number with the check character that belongs to it."""
    return first17 + check_character(first17)


def make_seal(**changes: Any) -> rules.Seal:
    """The seal of the office of the tests."""
    seal = rules.Seal(
        number=SEAL,
        name="厦门市思明区梧桐街道办事处社会事务专用章",
        book_code="梧社印",
        issuer="梧桐街道办事处",
        diameter_mm=42,
        keeper=APPROVER,
        approver=APPROVER,
    )
    return replace(seal, **changes)


def make_founding(*, smallest: bool = False, **changes: Any) -> Founding:
    """What is typed to found the office of the tests: five persons, or three with `smallest`."""
    numbers = (HANDLER, APPROVER, ADMIN) if smallest else tuple(NAMES)
    founding = Founding(
        profile=Profile("榕荫社区", "梧桐街道", "思明区"),
        seal=make_seal(),
        people=[NewAccount(NAMES[n], TITLES[n], ROLES[n], PASSWORD) for n in numbers],
    )
    return replace(founding, **changes)


def make_account(number: int = HANDLER, **changes: Any) -> Account:
    """One person of the office of the tests."""
    return replace(Account(number, NAMES[number], TITLES[number], ROLES[number]), **changes)


def make_matter(**changes: Any) -> rules.Matter:
    """The matter the tests use most: 10, pension identity, with a paper this program sets."""
    matter = rules.Matter(
        number=10,
        seal=SEAL,
        code="10",
        group="社保",
        name="领取养老金人员身份确认",
        short_name="养老金身份确认",
        document="确认证明",
        materials=tuple(rules.Material(name) for name in MATERIALS),
        form="certificate_pension",
    )
    return replace(matter, **changes)


MATERIALS = ("居民身份证", "社保机构寄来的确认表", "本人近期照片", "网格员入户核实意见（签名）")


def make_request(**changes: Any) -> rules.UseRequest:
    """A request that may be submitted and approved as it stands."""
    request = rules.UseRequest(
        seal=SEAL,
        matter="10",
        applicant_name="郑国栋",
        applicant_id_number=id_number(),
        applicant_phone="13800138000",
        applicant_address="榕荫路86号402室",
        recipient="滨江市社会保险中心",
        document="领取养老金人员身份确认证明",
        materials=MATERIALS,
        finding="入户核实，本人健在，情况属实",
        visited_on=date(2026, 8, 31),
    )
    return replace(request, **changes)


def with_agent(**changes: Any) -> rules.UseRequest:
    """A request brought by an agent with a mandate."""
    agent: dict[str, Any] = {
        "agent_name": "郑小芳",
        "agent_id_number": id_number("35020319780915002"),
        "agent_phone": "13900139000",
        "agent_relation": "女儿",
        "materials": (*MATERIALS, "授权委托书"),
    }
    return make_request(**(agent | changes))


def picture(
    kind: str = "PNG", *, pages: int = 1, size: tuple[int, int] = (60, 80), shade: int = 250
) -> bytes:
    """A small scan: PNG, JPEG, TIFF or PDF, with as many pages as the kind can have."""
    sheets = [Image.new("RGB", size, (shade, 255 - page % 200, 255)) for page in range(pages)]
    out = io.BytesIO()
    more = {"save_all": True, "append_images": sheets[1:]} if kind in ("TIFF", "PDF", "GIF") else {}
    sheets[0].save(out, kind, **more)
    return out.getvalue()


def make_copy(content: bytes | None = None, **changes: Any) -> rules.CopyContent:
    """A scan that was read and found fit to be kept."""
    content = picture() if content is None else content
    copy = rules.CopyContent(
        name="确认证明.png",
        media_type="image/png",
        sha256=hashlib.sha256(content).hexdigest(),
        pages=1,
        content=content,
        thumbnails=(picture(size=(6, 8)),),
    )
    return replace(copy, **changes)


def found(folder: Path, clock: MovableClock, **changes: Any) -> offices.Founded:
    """Founds the office of the tests in a folder."""
    return offices.found(folder, make_founding(**changes), clock=clock, entropy=seeded("founding"))


def sign_in(folder: Path, number: int, clock: MovableClock, password: str = PASSWORD) -> Office:
    """The office as one of its people has it open, with random bytes that are the same in every run."""
    office = people.sign_in(folder, NAMES[number], password, clock=clock)
    office.database.entropy = seeded(f"person {number}")
    return office


def make_use(handler: Office, approver: Office, state: rules.State, **changes: Any) -> rules.SealUse:
    """An entry of the register, brought to a state; `changes` are of its request."""
    state_kept = rules.State.TO_KEEP, rules.State.FILED
    if state is rules.State.TO_VERIFY:
        changes = {"finding": ""} | changes
    use = uses.submit_use(handler, make_request(**changes))
    if state is rules.State.RETURNED:
        return uses.return_use(approver, use.seq, "缺近期照片")
    if state is rules.State.REFUSED:
        return uses.refuse_use(approver, use.seq, rules.REFUSAL_REASONS[2])
    if state in (rules.State.TO_SEAL, rules.State.VOID, *state_kept):
        use = uses.approve_use(approver, use.seq, opinion="同意")
    if state is rules.State.VOID:
        return uses.void_use(approver, use.seq, "打印错误", halves_kept=True)
    if state in state_kept:
        use = uses.record_sealing(approver, use.seq, impressions=1, place="办公室", witness="吴敏")
    if state is rules.State.FILED:
        use = copies.keep_copies(handler, use.seq, [make_copy()])
    assert use.state is state
    return use


def work_a_day(folder: Path, clock: MovableClock) -> None:
    """A day's work in the office of the tests: an entry in every state, and a row in every register."""
    handler, approver = sign_in(folder, HANDLER, clock), sign_in(folder, APPROVER, clock)
    for state in rules.State:
        if state is not rules.State.DRAFT:
            clock.advance(minutes=7)
            make_use(handler, approver, state)
    people.delegate(approver, COLLEAGUE, clock.now().date(), clock.now().date(), "开会")
    copies.stop_request(handler, SEAL, "亲属关系证明")
    copies.save_draft(handler, {"applicant_name": "王"})
    uses.submit_use(handler, with_agent(corrects=lists.list_uses(handler, rules.UseFilter())[0].use))
    handler.close()
    approver.close()


OLD_TITLES = (
    "序号",
    "用印时间",
    "用印事由",
    "申请人",
    "份数",
    "承办人",
    "批准人",
    "留底",
    "备注",
    "身份证号",
    "电话",
)
OLD_LINE = (
    "3",
    "2025.3.1",
    "购房收入证明",
    "王　芳",
    "2",
    "黄建平",
    "陈志明",
    "√",
    "邮寄",
    id_number(),
    "13800138000",
)


def old_file(*lines: tuple[takeover.Cell, ...], titles: tuple[str, ...] = OLD_TITLES) -> takeover.OldFile:
    """An old register as it was read from a file: one good line, unless others are given."""
    rows: tuple[takeover.Row, ...] = (titles, *(lines or (OLD_LINE,)))
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    return takeover.OldFile("旧登记簿.xlsx", digest, (takeover.Sheet("2025年", rows),))


def _closing_of_nothing(office: Office) -> dict[str, object]:
    """What the closing of an empty book comes to, with a print that the office signed."""
    digest = hashlib.sha256(b"x")
    assert office.signer is not None
    totals = ("entries", "last_running", "uses", "copies", "impressions", "kept_pages")
    signature = office.signer.sign_paper(digest.digest())
    return {**dict.fromkeys(totals, 0), "sha256": digest.hexdigest(), "signature": signature}


def fill_registers(folder: Path, clock: MovableClock) -> None:
    """Puts a row with its event into every register that has none, of values that mean nothing.

    What the lists are derived from means something, since verification derives them again.
    """
    values = {int: 1, str: "x", bytes: b"x", bool: True}
    with closing(sign_in(folder, APPROVER, clock)) as office:
        this_year = ("300", START.date().isoformat(), *OLD_LINE[2:])
        old_books.take_over(office, old_books.preview_old_register(office, old_file(this_year)))
    with closing(sign_in(folder, APPROVER, clock)) as office, office.write() as work:
        for table, kind in sorted(registers().items()):
            columns = kind.__table__.columns
            if work.connection.execute(select(func.count()).select_from(kind)).scalar_one() == 0:
                row = {c.name: values[c.type.python_type] for c in columns if c.name != "salts"}
                work.add(kind(**(row | _closing_of_nothing(office) if table == "year_closings" else row)))
                work.record(f"tests.{table}_filled")
