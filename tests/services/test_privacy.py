"""The access log, a person's own file, corrections and terms, done by those who may."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from desktop.domain import privacy as rules
from desktop.domain.privacy import Kept
from desktop.domain.problems import Refused
from desktop.domain.seals import State, UseFilter
from desktop.forms import privacy as forms
from desktop.services import evidence, privacy
from desktop.services.office import Office, read_settings
from desktop.services.seals import copies, lists, papers, uses
from desktop.storage.seals import uses as store
from tests.builders import MovableClock, id_number, make_request, with_agent
from tests.conftest import MakeUse

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
    assert (event.kind, event.payload) == ("privacy.file_printed", {"entries": 1})


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
    assert many.pages == 5
    text = text_of(many.pdf)
    assert text.count("个人信息留存情况") == 5
    assert text.count(OTHER) == 30
    assert text.count("打印证明") == 40
    empty = forms.person_file(sheet)
    assert empty.pages == 1
    with pytest.raises(Refused):
        forms.person_file(replace(sheet, name="\U0010fffd"))
