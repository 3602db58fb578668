"""The wording of papers: new versions count from their day, and what was signed keeps the words it was signed with."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest

from desktop.domain.problems import Missing, Refused, Stale
from desktop.domain.seals import State
from desktop.domain.seals.templates import LOCKED, LOCKED_WORDS, Template
from desktop.forms import kinds as forms
from desktop.forms.documents import labels
from desktop.services import seals
from desktop.services.office import Office
from desktop.services.seals import uses
from desktop.storage.seals import uses as use_store
from tests import builders
from tests.builders import APPROVER, NAMES, START, TODAY, MovableClock, make_request
from tests.conftest import MakeUse
from tests.services.watch import refused, rules_of, written

FORM = "certificate_pension"
DAY = timedelta(days=1)
FIRST = forms.WORDED[FORM].wording
BODY = (FIRST.paragraphs[0], "本证明仅用于领取养老金资格核实，自出具之日起三十日内有效。")
REASON = "社保中心要求写明有效期"


def words(pdf: bytes) -> str:
    text: str = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    return "".join(text.split())


def add(office: Office, **changes: Any) -> Template:
    given: dict[str, Any] = {
        "title": "养老金资格证明",
        "paragraphs": BODY,
        "valid_from": TODAY,
        "reason": REASON,
        "after": 1,
    } | changes
    return seals.add_template(office, FORM, given.pop("title"), given.pop("paragraphs"), **given)


def test_the_first_version_is_the_programs_own(handler: Office) -> None:
    assert seals.papers_with_wording() == {
        FORM: "证明（领取养老金身份确认）",
        "certificate_conduct": "现实表现证明",
        "certificate_facts": "证明（核实情况）",
        "introduction": "介绍信",
    }
    assert seals.list_templates(handler, FORM) == [Template(FORM, 1, FIRST.title, FIRST.paragraphs)]
    with pytest.raises(Missing):
        seals.list_templates(handler, "approval_slip")


@pytest.mark.parametrize("form", list(LOCKED))
def test_the_locked_fields_are_those_of_the_paper(form: str) -> None:
    text = "".join(forms.WORDED[form].wording.paragraphs)
    assert {name for name in LOCKED_WORDS if "{" + name + "}" in text} == set(LOCKED[form])
    titles = labels(forms.get_kind(form).document)
    assert {titles[name].title for name in LOCKED[form]} == {LOCKED_WORDS[name] for name in LOCKED[form]}


def test_a_new_version_is_one_row_and_one_event(approver: Office) -> None:
    with written(approver) as log:
        added = add(approver, title=" 养老金资格证明 ", paragraphs=(BODY[0] + " ", BODY[1]))
    (event,) = log
    payload = {"form": FORM, "version": 2, "valid_from": TODAY.isoformat()}
    assert log.said() == [("seals.template_changed", ("template", event.seq), payload)]
    assert added == Template(FORM, 2, "养老金资格证明", BODY, TODAY, REASON, NAMES[APPROVER])
    assert seals.list_templates(approver, FORM)[1:] == [added]
    assert len(seals.list_templates(approver, "certificate_conduct")) == 1


def test_a_paper_keeps_the_words_it_was_signed_with(
    approver: Office, handler: Office, make_use: MakeUse
) -> None:
    signed, waiting = make_use(State.TO_SEAL), make_use(State.TO_APPROVE)
    before = seals.show_paper(handler, signed.seq).pdf
    add(approver)
    assert seals.show_paper(handler, signed.seq).pdf == before
    assert "三十日内有效" not in words(before)
    uses.approve_use(approver, waiting.seq)
    after = seals.show_paper(handler, waiting.seq)
    assert after.title == "养老金资格证明"
    assert "仅用于领取养老金资格核实，自出具之日起三十日内有效。编号" in words(after.pdf)
    add(approver, title="证明", after=2)
    assert seals.show_paper(handler, waiting.seq).pdf == after.pdf


def test_the_version_stands_in_the_signed_facts(approver: Office, make_use: MakeUse) -> None:
    first = make_use(State.TO_SEAL)
    add(approver)
    second = make_use(State.TO_SEAL)
    letter = make_use(
        State.TO_SEAL,
        matter="09",
        document="学校调查表",
        materials=("居民身份证", "户口簿", "学校发的调查表"),
    )

    def facts(use: int) -> dict[str, object]:
        with approver.read() as work:
            found: dict[str, object] = json.loads(use_store.check_code_of(work, use)[1])
            return found

    assert [facts(use.seq).get("wording") for use in (first, second, letter)] == [None, 2, None]


def test_a_version_waits_for_its_day(
    approver: Office, make_use: MakeUse, clock: MovableClock, handler: Office
) -> None:
    add(approver, valid_from=TODAY + DAY)
    assert seals.print_paper(handler, make_use(State.TO_SEAL).seq).title == "证明"
    shown = seals.preview(handler, make_request())
    assert shown is not None
    assert shown.title == "证明"
    clock.advance(days=1)
    assert seals.print_paper(handler, make_use(State.TO_SEAL).seq).title == "养老金资格证明"
    shown = seals.preview(handler, make_request())
    assert shown is not None
    assert shown.title == "养老金资格证明"


def test_a_late_entry_names_no_wording(approver: Office, make_use: MakeUse, clock: MovableClock) -> None:
    add(approver)
    clock.advance(hours=2)
    late = make_use(
        State.TO_SEAL, late=True, used_at=START + timedelta(hours=1), late_reason="停电", slip_number="7"
    )
    with approver.read() as work:
        assert "wording" not in json.loads(use_store.check_code_of(work, late.seq)[1])


@pytest.mark.parametrize("number", [builders.HANDLER, builders.ADMIN, builders.AUDITOR])
def test_only_who_lets_papers_go_out_words_them(at_desk: Callable[[int], Office], number: int) -> None:
    office = at_desk(number)
    assert rules_of(refused(office, lambda: add(office))) == ["people.not_allowed"]


def test_what_the_rules_refuse_is_not_written(approver: Office) -> None:
    def without(**changes: Any) -> list[tuple[str, str]]:
        return refused(approver, lambda: add(approver, **changes))

    assert without(paragraphs=BODY[1:]) == [("seals.template_field_missing", "paragraphs")]
    assert (
        without(valid_from=None) == without(valid_from=TODAY - DAY) == [("seals.template_day", "valid_from")]
    )
    assert without(reason=" ") == [("seals.template_reason", "reason")]
    assert without(title=FIRST.title, paragraphs=FIRST.paragraphs) == [
        ("seals.template_unchanged", "paragraphs")
    ]
    assert [field for _rule, field in without(paragraphs=(*BODY, "\U000f0000"))] == ["paragraphs"]


def test_somebody_elses_version_is_not_written_over(approver: Office) -> None:
    add(approver)
    with written(approver) as log, pytest.raises(Stale) as caught:
        add(approver, title="另一个")
    assert str(caught.value) == "这份证明的文字刚被改过，现在是第 2 版。请先看新的一版，再改。"
    assert log == []


def test_a_wording_is_seen_before_it_is_kept(handler: Office) -> None:
    with written(handler) as log:
        paper = seals.preview_template(handler, FORM, "养老金资格证明", BODY)
    assert log == []
    text = words(paper.pdf)
    assert text.startswith("养老金资格证明滨江市社会保险中心：兹有郑国栋，")
    assert "本街道榕荫社区" in text
    assert text.endswith("预览·不是正式文件编号提交后生成梧桐街道办事处2026年9月1日")
    conduct = forms.WORDED["certificate_conduct"].wording
    other = seals.preview_template(handler, "certificate_conduct", "表现", conduct.paragraphs)
    assert (other.kind, other.title) == ("certificate_conduct", "表现")
    with pytest.raises(Refused):
        seals.preview_template(handler, FORM, "证明", BODY[1:])


def test_the_first_versions_print_as_ever(handler: Office) -> None:
    document = forms.from_json(FORM, forms.get_kind(FORM).example)
    same = forms.Wording(FIRST.title, FIRST.paragraphs)
    assert forms.print_worded(FORM, document, same).pdf == forms.print_worded(FORM, document).pdf
