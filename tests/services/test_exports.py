"""Lists for Excel: what stands in them, who may take them out, and the event that says so."""

import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from desktop.domain.seals import State, UseFilter
from desktop.domain.seals.figures import GroupBy
from desktop.services import exports, people
from desktop.services.exports import FiguresFilter, ListKind, export_list
from desktop.services.office import Office
from desktop.services.seals import copies, uses
from desktop.storage import office as offices
from desktop.storage import sheets_out
from desktop.storage.seals import book
from desktop.storage.seals import lists as stored
from tests.builders import AUDITOR, COLLEAGUE, ROLES, SEAL, make_request, make_seal
from tests.conftest import MakeUse
from tests.services.watch import refused, rules_of, written


def read(path: Path) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]


def test_the_register_goes_out_masked_with_what_was_filtered(
    make_use: MakeUse, handler: Office, tmp_path: Path
) -> None:
    filed = make_use(State.FILED)
    make_use(State.RETURNED, corrects=filed.seq, applicant_name="=王芳", finding="更正原因：姓名写错")
    path = tmp_path / "登记簿.xlsx"
    with written(handler) as log:
        done = export_list(handler, ListKind.REGISTER, path, register=UseFilter(seal=SEAL))
    assert (done.path, done.rows) == (path, 2)
    rows = read(path)
    assert rows[0][0] == "用印登记簿"
    assert [row[0] for row in rows[1:4]] == [
        "单位：梧桐街道榕荫社区",
        "筛选：厦门市思明区梧桐街道办事处社会事务专用章",
        f"导出：{handler.clerk.name}，2026-09-01 09:00，共 2 条。号码按规定遮掩。",
    ]
    assert rows[5] == [
        "梧社印〔2026〕2 号",
        "2026-09-01 09:00",
        "",
        "社保10 养老金身份确认",
        "领取养老金人员身份确认证明",
        "滨江市社会保险中心",
        "=王芳",
        "350*************14",
        "138****8000",
        1,
        0,
        0,
        handler.clerk.name,
        "",
        "已退回",
        "更正 1",
    ]
    assert (rows[6][0], rows[6][2], rows[6][14], rows[6][15]) == (
        "梧社印〔2026〕1 号",
        "2026-09-01 09:00",
        "已归档",
        "由 2 更正；批准人兼印章管理人",
    )
    (kind, subject, payload), *none = log.said()
    assert (kind, subject, none) == ("office.list_exported", None, [])
    assert payload == {
        "list": "register",
        "rows": 2,
        "sha256": payload["sha256"],
        "filter": {"seal": SEAL},
    }


def test_a_search_goes_out_without_its_text_in_the_log(
    make_use: MakeUse, handler: Office, tmp_path: Path
) -> None:
    make_use(applicant_name="王芳")
    make_use(applicant_name="李雷")
    path = tmp_path / "x.xlsx"
    with written(handler) as log:
        export_list(handler, ListKind.REGISTER, path, register=UseFilter(text="王芳"))
    assert [row[6] for row in read(path)[5:]] == ["王芳"]
    assert read(path)[2][0] == "筛选：查找“王芳”"
    assert "王芳" not in str(log[0].payload)
    assert log.said()[0][2]["filter"] == {"text": True}


def test_every_filter_is_named_and_narrows(
    make_use: MakeUse, handler: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _use in range(3):
        make_use(State.FILED)
    monkeypatch.setattr(stored, "PAGE", 2)
    wanted = UseFilter(
        seal=SEAL,
        year=2026,
        month="2026-09",
        states=(State.FILED,),
        matter="10",
        handler=handler.clerk.number,
    )
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(sheets_out, "PER_REPORT", 1)
    path = tmp_path / "x.xlsx"
    export_list(
        handler, ListKind.REGISTER, path, register=wanted, progress=lambda done, of: told.append((done, of))
    )
    assert [row[0] for row in read(path)[5:]] == [f"梧社印〔2026〕{n} 号" for n in (3, 2, 1)]
    assert read(path)[2][0] == (
        "筛选：厦门市思明区梧桐街道办事处社会事务专用章，2026 年，2026年9月，已归档，事项 10，"
        f"承办人 {handler.clerk.name}"
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    export_list(handler, ListKind.REGISTER, path, register=UseFilter(states=(State.VOID,)))
    assert read(path)[5:] == []


def test_figures_go_out_with_their_total(make_use: MakeUse, approver: Office, tmp_path: Path) -> None:
    make_use(State.FILED, copies=2)
    make_use(State.VOID)
    path = tmp_path / "x.xlsx"
    with written(approver) as log:
        export_list(
            approver,
            ListKind.FIGURES,
            path,
            figures=FiguresFilter(GroupBy.MATTER, SEAL, 2026),
        )
    assert read(path)[2][0] == "筛选：厦门市思明区梧桐街道办事处社会事务专用章，2026 年，按事项"
    assert read(path)[4:] == [
        ["事项", "登记", "用印", "份数", "印数", "留底页", "作废", "退回", "不予受理", "未办完"],
        ["社保10 养老金身份确认", 2, 1, 2, 1, 1, 1, 0, 0, 0],
        ["合计", 2, 1, 2, 1, 1, 1, 0, 0, 0],
    ]
    assert log.said()[0][2]["filter"] == {"by": "matter", "seal": SEAL, "year": 2026}


def test_what_the_office_is_set_up_with_goes_out(admin: Office, tmp_path: Path) -> None:
    found = {}
    for kind in (ListKind.MATTERS, ListKind.SEALS, ListKind.PEOPLE):
        path = tmp_path / f"{kind}.xlsx"
        export_list(admin, kind, path)
        found[kind] = read(path)[4:]
    assert found[ListKind.MATTERS][0][:5] == ["序号", "印章", "类别", "事项", "是否授权"]
    assert {row[4] for row in found[ListKind.MATTERS][1:]} == {"授权", "不出具"}
    assert found[ListKind.SEALS][1][1:5] == [
        "厦门市思明区梧桐街道办事处社会事务专用章",
        "梧社印",
        "梧桐街道办事处",
        42,
    ]
    assert [row[0] for row in found[ListKind.PEOPLE]] == ["账户", "1", "2", "3", "4", "5"]
    assert {row[5] for row in found[ListKind.PEOPLE][1:]} == {"在用"}


def test_a_stopped_person_and_a_dated_seal_are_said(admin: Office, tmp_path: Path) -> None:
    people.change_account(admin, COLLEAGUE, title="", roles=ROLES[COLLEAGUE], active=False)
    with admin.write() as work:
        book.put_seal(work, make_seal(in_use_from=date(2026, 1, 1)))
        work.record("tests.seal_dated")
    path = tmp_path / "x.xlsx"
    export_list(admin, ListKind.PEOPLE, path)
    assert [row[5] for row in read(path)[5:]].count("停用") == 1
    export_list(admin, ListKind.SEALS, path)
    assert read(path)[5][8] == "2026-01-01"


def test_the_access_log_is_the_auditors(
    make_use: MakeUse, handler: Office, at_desk: Callable[[int], Office], tmp_path: Path
) -> None:
    filed = make_use(State.FILED)
    copies.open_copy(handler, filed.seq, filed.kept_copies[0].seq)
    with handler.write() as work:
        offices.log_access(work, ("seal_uses", 0), "预览")
    auditor, path = at_desk(AUDITOR), tmp_path / "x.xlsx"
    export_list(auditor, ListKind.ACCESS, path)
    assert read(path)[5:] == [
        ["2026-09-01 09:00", handler.clerk.name, "", "预览"],
        ["2026-09-01 09:00", handler.clerk.name, filed.number, "查看留底"],
    ]
    assert rules_of(refused(handler, lambda: export_list(handler, ListKind.ACCESS, path))) == [
        "people.not_allowed"
    ]


def test_the_administrator_takes_no_register_out(admin: Office, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    for kind in (ListKind.REGISTER, ListKind.FIGURES):
        assert rules_of(refused(admin, functools.partial(export_list, admin, kind, path))) == [
            "people.not_allowed"
        ]
    assert not path.exists()


def test_every_kind_of_list_has_its_words_and_its_readers() -> None:
    assert set(exports.TITLES) == set(exports.MAY_EXPORT) == set(ListKind)


def test_nothing_is_out_when_the_event_cannot_be_written(
    make_use: MakeUse, handler: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_use()

    def fail(*_anything: object) -> None:
        raise RuntimeError("no event")

    monkeypatch.setattr(exports, "_record", fail)
    with pytest.raises(RuntimeError):
        export_list(handler, ListKind.REGISTER, tmp_path / "x.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []
    assert uses.submit_use(handler, make_request()).running == 2
