"""The access log, a person's own file, corrections and terms, done by those who may."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from desktop.domain import privacy as rules
from desktop.domain.privacy import Kept
from desktop.domain.problems import Missing, Refused
from desktop.domain.seals import State, UseFilter
from desktop.domain.seals.life import LifeKind, LifeRequest, Purpose
from desktop.forms import privacy as forms
from desktop.services import evidence, people, privacy, seals
from desktop.services.office import Office, read_settings
from desktop.services.seals import copies, lists, papers, takeover, uses
from desktop.storage.seals import life
from desktop.storage.seals import uses as store
from tests.builders import (
    APPROVER,
    COLLEAGUE,
    NAMES,
    MovableClock,
    id_number,
    make_copy,
    make_request,
    old_file,
    with_agent,
)
from tests.conftest import MakeUse
from tests.services.watch import written

OTHER = id_number("35020319510412043")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "")


def refused(action: object) -> list[str]:
    with pytest.raises(Refused) as found:
        action()  # type: ignore[operator]
    return [problem.rule for problem in found.value.problems]


def test_every_look_at_a_copy_or_a_paper_is_listed(
    handler: Office, auditor: Office, make_use: MakeUse, clock: MovableClock
) -> None:
    use = make_use(State.FILED)
    copies.open_copy(auditor, use.seq, use.kept_copies[0].seq)
    clock.advance(minutes=1)
    papers.print_paper(handler, use.seq)
    seen = privacy.list_accesses(auditor)
    assert [(look.actor_name, look.number, look.why) for look in seen] == [
        ("黄建平", use.number, "打印证明"),
        ("吴敏", use.number, "查看留底"),
    ]
    assert seen[0].at - seen[1].at == timedelta(minutes=1)


def test_only_auditor_and_head_read_who_looked(handler: Office, admin: Office, approver: Office) -> None:
    assert refused(lambda: privacy.list_accesses(handler)) == ["people.not_allowed"]
    assert refused(lambda: privacy.list_accesses(admin)) == ["people.not_allowed"]
    assert privacy.list_accesses(approver) == []


def test_a_person_gets_all_that_is_kept_about_them(
    handler: Office, auditor: Office, make_use: MakeUse
) -> None:
    own = make_use(State.FILED, applicant_name="王芳")
    namesake = make_use(State.TO_APPROVE, applicant_name="王芳", applicant_id_number=OTHER)
    agent = uses.submit_use(handler, with_agent(applicant_name="李四", agent_name="王芳"))
    make_use(State.TO_APPROVE, applicant_name="王芳芳")
    file = privacy.person_file(handler, " 王 芳 ", "", "本人来查")
    assert [(m.use, m.role) for m in file.mentions] == [
        (agent.seq, "agent"),
        (namesake.seq, "applicant"),
        (own.seq, "applicant"),
    ]
    assert file.mentions[2].values == {
        "applicant_name": "王芳",
        "applicant_id_number": make_request().applicant_id_number,
        "applicant_phone": make_request().applicant_phone,
        "applicant_address": make_request().applicant_address,
    }
    request = make_request()
    assert file.mentions[2].notes == tuple(
        (name, text) for name in ("purpose", "finding", "statement") if (text := getattr(request, name))
    )
    assert file.mentions[0].notes == ()
    assert file.accesses == ()
    again = privacy.person_file(auditor, "王芳", OTHER, "抽查")
    assert [m.use for m in again.mentions] == [namesake.seq]
    assert [(look.actor_name, look.why) for look in again.accesses] == [("黄建平", "本人来查")]


def test_a_file_needs_a_name_a_reason_and_a_reader(handler: Office, admin: Office) -> None:
    assert refused(lambda: privacy.person_file(handler, "", "123", "")) == [
        "text.name_empty",
        "text.id_number_length",
        "privacy.reason",
    ]
    assert refused(lambda: privacy.person_file(admin, "王芳", "", "看看")) == ["people.not_allowed"]


def test_a_file_is_printed_with_full_values_and_an_event_without_any(
    handler: Office, make_use: MakeUse
) -> None:
    make_use(State.FILED, applicant_name="王芳")
    privacy.person_file(handler, "王芳", "", "本人来查")
    paper = privacy.print_person_file(handler, "王芳", make_request().applicant_id_number, "本人要一份")
    text = text_of(paper.pdf)
    assert (paper.kind, paper.title, paper.pages) == ("person_file", "个人信息留存情况", 1)
    for words in ("王芳", make_request().applicant_id_number, "居民本人", "本人来查", "榕荫社区居民委员会"):
        assert words in text
    (event, _who), *_rest = evidence.recent(handler, 1)
    assert (event.kind, event.payload) == ("privacy.file_printed", {"entries": 1, "others": 0})


def test_a_value_is_put_right_and_what_was_written_stays(
    handler: Office, auditor: Office, make_use: MakeUse
) -> None:
    use = make_use(State.FILED, applicant_name="王方")
    privacy.correct(handler, use.seq, "applicant_name", " 王 芳", "户口簿上是芳")
    shown = uses.get_use(handler, use.seq)
    assert (shown.request.applicant_name, shown.put_right) == ("王芳", ("applicant_name",))
    (correction,) = privacy.list_corrections(auditor, use.seq)
    assert (correction.field_name, correction.value, correction.reason, correction.by_name) == (
        "applicant_name",
        "王芳",
        "户口簿上是芳",
        "黄建平",
    )
    assert [m.use for m in privacy.person_file(handler, "王芳", "", "核对").mentions] == [use.seq]
    assert [line.applicant for line in lists.list_uses(handler, UseFilter(text="王芳"))] == ["王芳"]
    assert [line.use for line in lists.list_uses(handler, UseFilter(text="王方"))] == [use.seq]
    assert evidence.verify_office(auditor).fault is None


def test_a_number_is_kept_as_numbers_are(handler: Office, make_use: MakeUse) -> None:
    use = make_use(State.TO_APPROVE)
    privacy.correct(handler, use.seq, "applicant_id_number", OTHER.lower(), "认错了号")
    privacy.correct(handler, use.seq, "applicant_phone", " 13900139000 ", "换了号")
    with handler.read() as work:
        request = store.get_use(work, use.seq).request
    assert (request.applicant_id_number, request.applicant_phone) == (OTHER, "13900139000")


@pytest.fixture
def old_entry(approver: Office) -> int:
    """An entry of 王芳 that was taken over from an old register."""
    takeover.take_over(approver, takeover.preview_old_register(approver, old_file()))
    return lists.list_uses(approver, UseFilter())[0].use


def test_an_entry_of_an_old_book_is_put_right_and_its_row_stays(
    handler: Office, auditor: Office, old_entry: int
) -> None:
    with written(auditor) as log:
        privacy.correct(handler, old_entry, "applicant_name", "王方", "身份证上是方")
    assert log.said() == [("seals.data_corrected", ("seal_uses", old_entry), {"field": "applicant_name"})]
    assert log.committed() == [{"value", "reason"}]
    shown = takeover.get_taken(auditor, old_entry)
    assert (shown.entry.applicant, shown.put_right) == ("王方", ("applicant_name",))
    with auditor.read() as work:
        written_first = work.connection.exec_driver_sql("SELECT applicant_name FROM taken_uses").scalar()
    assert written_first == "王芳"
    (mention,) = privacy.person_file(auditor, "王方", "", "核对").mentions
    assert (mention.use, mention.taken_over, mention.values["applicant_name"]) == (old_entry, True, "王方")
    assert privacy.person_file(auditor, "王芳", "", "核对").mentions == ()
    assert [line.use for line in lists.list_uses(handler, UseFilter(text="王方"))] == [old_entry]
    assert evidence.verify_office(auditor).fault is None


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("applicant_name", "王芳", ["privacy.same"]),
        ("applicant_phone", "13900139000", []),
        ("agent_name", "王方", ["privacy.field"]),
        ("remark", "没有", ["privacy.field"]),
    ],
)
def test_an_old_entry_is_put_right_in_what_it_has(
    handler: Office, old_entry: int, field: str, value: str, expected: list[str]
) -> None:
    if expected:
        assert refused(lambda: privacy.correct(handler, old_entry, field, value, "核对过")) == expected
    else:
        privacy.correct(handler, old_entry, field, value, "核对过")
        assert len(privacy.list_corrections(handler, old_entry)) == 1


def test_an_entry_that_is_not_there_is_not_put_right(handler: Office) -> None:
    with pytest.raises(Missing):
        privacy.correct(handler, 10**6, "applicant_name", "王芳", "核对")


def traces_of(office: Office, name: str, number: str = "") -> list[tuple[rules.Place, str, str]]:
    found = privacy.person_file(office, name, number, "本人来查").traces
    return [(trace.place, trace.what, trace.values) for trace in found]


def test_a_draft_and_an_account_count_as_kept(handler: Office, approver: Office, admin: Office) -> None:
    form = {"applicant_name": "王芳", "applicant_id_number": OTHER, "document": "申请表", "copies": 1}
    copies.save_draft(handler, form)
    copies.save_draft(handler, {"agent_name": "王 芳", "agent_phone": "1380"})
    assert traces_of(handler, "王芳") == [
        (rules.Place.DRAFT, "还没有写文件", "代办人 王 芳；代办人电话 1380"),
        (rules.Place.DRAFT, "申请表", f"居民姓名 王芳；公民身份号码 {OTHER}"),
    ]
    assert [
        what for _place, what, _values in traces_of(handler, "王芳", make_request().applicant_id_number)
    ] == ["还没有写文件"]
    first, last = MovableClock().now().date(), MovableClock().now().date() + timedelta(days=3)
    people.delegate(approver, COLLEAGUE, first, last, "外出开会")
    account = people.list_people(admin)[COLLEAGUE - 1]
    (given, own) = traces_of(handler, account.name)
    assert given == (rules.Place.ACCOUNT, "代理批准", f"{first}—{last}；外出开会")
    assert own == (rules.Place.ACCOUNT, f"{COLLEAGUE} 号账户", f"{account.title}；承办人；在用")
    (asked, _own) = traces_of(handler, NAMES[APPROVER])
    assert asked[1] == "被代理"
    people.change_account(admin, COLLEAGUE, title="", roles=account.roles, active=False, grid="第三网格")
    assert traces_of(handler, account.name)[1][2] == "承办人；第三网格；已停用"


def test_the_seals_life_counts_as_kept(handler: Office, approver: Office, clock: MovableClock) -> None:
    assert traces_of(handler, "李强") == []
    out = LifeRequest(
        LifeKind.TAKEN_OUT,
        moment=clock.now(),
        due_back=clock.now() + timedelta(hours=4),
        facts={"place": "梧桐派出所"},
        persons={"carriers": ("王芳", "李强"), "leader": ("吴国强",)},
        reason="与李强现场办理",
    )
    back = LifeRequest(LifeKind.SPECIMEN, on=clock.now().date(), persons={})
    with approver.write() as work:
        step = life.add_step(work, 1, out, by=APPROVER, desk=APPROVER)
        work.record("seals.taken_out", ("seal", 1))
        paper = make_copy(name="李强签名.png")
        life.add_paper(work, step, Purpose.SLIP, paper, APPROVER)
        work.record("seals.life_paper_kept", ("seal", 1))
        life.add_step(work, 1, back, by=APPROVER, desk=APPROVER)
        work.record("seals.specimen_kept", ("seal", 1))
    seal = seals.list_seals(handler)[0].name
    assert traces_of(handler, "李强") == [
        (rules.Place.SEAL_LIFE, f"{seal}　领导签批单", "李强签名.png"),
        (rules.Place.SEAL_LIFE, f"{seal}　携带外出", "携带人；理由里写到：与李强现场办理"),
    ]
    assert traces_of(handler, "吴国强") == [(rules.Place.SEAL_LIFE, f"{seal}　携带外出", "签批的街道领导")]


def test_what_else_is_kept_and_what_was_put_right_stand_on_the_paper(handler: Office, old_entry: int) -> None:
    copies.save_draft(handler, {"applicant_name": "王方", "document": "申请表"})
    privacy.correct(handler, old_entry, "applicant_name", "王方", "身份证上是方")
    paper = privacy.print_person_file(handler, "王方", "", "本人要一份")
    text = text_of(paper.pdf)
    for words in (
        "二、登记里写到本人的话 1 处",
        "备注：邮寄",
        "三、登记以外 1 处",
        "草稿",
        "申请表",
        "四、更正 1 次",
        "更正为",
        "身份证上是方",
        "一、登记 1 处",
    ):
        assert words in text
    (event, _who), *_rest = evidence.recent(handler, 1)
    assert (event.kind, event.payload) == ("privacy.file_printed", {"entries": 1, "others": 1})


def test_a_correction_that_is_none_is_refused(handler: Office, auditor: Office, make_use: MakeUse) -> None:
    use = make_use(State.FILED, applicant_name="王芳")
    assert refused(lambda: privacy.correct(handler, use.seq, "applicant_name", "王芳", "")) == [
        "privacy.reason",
        "privacy.same",
    ]
    assert refused(lambda: privacy.correct(auditor, use.seq, "applicant_name", "王方", "看错")) == [
        "people.not_allowed"
    ]
    assert uses.get_use(handler, use.seq).put_right == ()


def test_the_administrator_reads_no_correction(admin: Office, make_use: MakeUse) -> None:
    use = make_use(State.FILED)
    assert refused(lambda: privacy.list_corrections(admin, use.seq)) == ["people.not_allowed"]


def test_what_has_reached_its_term_is_listed_and_stays(
    handler: Office, admin: Office, auditor: Office, make_use: MakeUse, clock: MovableClock
) -> None:
    first = clock.moment.date()
    use = make_use(State.FILED)
    copies.save_draft(handler, {"applicant_name": "王"})
    copies.open_copy(handler, use.seq, use.kept_copies[0].seq)
    assert all(due.count == 0 for due in privacy.retention(handler))
    clock.moment = clock.moment.replace(year=2036, month=12, day=31)
    assert {due.kind: due.count for due in privacy.retention(handler)}[Kept.REGISTER] == 0
    clock.moment = clock.moment.replace(year=2037, month=1, day=1)
    due = {due.kind: due for due in privacy.retention(handler)}
    assert due[Kept.REGISTER] == rules.Due(Kept.REGISTER, 10, 2026, 1, first)
    assert due[Kept.ACCESS_LOG] == rules.Due(Kept.ACCESS_LOG, 3, 2033, 1, first)
    assert due[Kept.DRAFTS].count == 1
    assert due[Kept.SEAL_LIFE] == rules.Due(Kept.SEAL_LIFE, None, None, 0, None)
    assert len(lists.list_uses(handler, UseFilter())) == 1
    assert refused(lambda: privacy.purge_access_log(auditor)) == ["people.not_allowed"]
    assert privacy.purge_access_log(admin) == 1
    assert privacy.list_accesses(auditor) == []
    assert privacy.purge_access_log(admin) == 0


def test_an_access_log_kept_for_ever_is_never_purged(
    handler: Office, admin: Office, make_use: MakeUse, clock: MovableClock
) -> None:
    use = make_use(State.FILED)
    copies.open_copy(handler, use.seq, use.kept_copies[0].seq)
    privacy.set_term(admin, Kept.ACCESS_LOG, None)
    clock.moment = clock.moment.replace(year=2060)
    assert privacy.purge_access_log(admin) == 0


def test_a_term_is_the_administrators_decision(admin: Office, handler: Office) -> None:
    privacy.set_term(admin, Kept.REGISTER, 30)
    assert {due.kind: due.years for due in privacy.retention(handler)}[Kept.REGISTER] == 30
    assert read_settings(admin).retention["register"] == 30
    assert refused(lambda: privacy.set_term(admin, Kept.ACCESS_LOG, 0)) == ["privacy.term"]
    assert refused(lambda: privacy.set_term(handler, Kept.REGISTER, 5)) == ["people.not_allowed"]


def test_a_file_of_many_pages_repeats_its_head() -> None:
    line = forms.PersonLine(
        number="梧社印〔2026〕1 号", on=date(2026, 9, 8), matter="养老金身份确认", document="确认证明",
        role="applicant", state="已归档", name="王芳", id_number=OTHER, phone="13800138000", rest="榕荫路 86 号",
    )  # fmt: skip
    look = forms.AccessLine(MovableClock().now(), "黄建平", line.number, "打印证明")
    sheet = forms.PersonFileSheet("榕荫社区居民委员会", "王芳", "", MovableClock().now(), "黄建平")
    many = forms.person_file(replace(sheet, lines=(line,) * 30, accesses=(look,) * 40))
    assert many.pages == 6
    text = text_of(many.pdf)
    assert text.count("个人信息留存情况") == 6
    assert text.count(OTHER) == 30
    assert text.count("打印证明") == 40
    empty = forms.person_file(sheet)
    assert empty.pages == 1
    with pytest.raises(Refused):
        forms.person_file(replace(sheet, name="\U0010fffd"))
