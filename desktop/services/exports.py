"""Lists written out for Excel: what the screens show, masked as there, with the event that says so."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain import people as people_rules
from desktop.domain import seals as rules
from desktop.domain.listings import Heading, Listing, Value
from desktop.domain.people import ROLE_WORDS, Role
from desktop.domain.problems import Refused
from desktop.domain.seals.figures import GROUP_WORDS, Figure, GroupBy
from desktop.domain.text.dates import print_date
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.seals.figures import month_words, read_figures
from desktop.services.seals.papers import remark
from desktop.storage import office as offices
from desktop.storage import people
from desktop.storage.database import Work
from desktop.storage.seals import book, contacts, lists

if TYPE_CHECKING:
    from desktop.storage import sheets_out

Progress = Callable[[int, int], None]


class ListKind(StrEnum):
    """The lists that can be written out."""

    REGISTER = "register"
    FIGURES = "figures"
    MATTERS = "matters"
    SEALS = "seals"
    PEOPLE = "people"
    ACCESS = "access"


TITLES = {
    ListKind.REGISTER: _("用印登记簿"),
    ListKind.FIGURES: _("用印统计"),
    ListKind.MATTERS: _("事项"),
    ListKind.SEALS: _("印章"),
    ListKind.PEOPLE: _("人员"),
    ListKind.ACCESS: _("查看记录"),
}
MAY_EXPORT = {
    ListKind.REGISTER: people_rules.READERS,
    ListKind.FIGURES: people_rules.READERS,
    ListKind.MATTERS: tuple(Role),
    ListKind.SEALS: tuple(Role),
    ListKind.PEOPLE: tuple(Role),
    ListKind.ACCESS: (Role.AUDITOR,),
}
"""Who may write out which list: whoever may read it on screen. *Source:* domain handbook §J."""


@dataclass(frozen=True, slots=True)
class FiguresFilter:
    """Which figures are wanted: by what, of one seal or all, of one book year, of one month or all."""

    by: GroupBy = GroupBy.MONTH
    seal: int | None = None
    year: int | None = None
    month: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """A list that was written out: where it stands, and how many rows it has."""

    path: Path
    rows: int


def export_list(
    office: Office,
    kind: ListKind,
    path: Path,
    *,
    register: rules.UseFilter | None = None,
    figures: FiguresFilter | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Writes a list to an Excel file, whole or not at all. The event holds what was filtered, but no search text.

    `register` and `figures` narrow the lists of these kinds. Raises Refused, Unavailable.
    """
    from desktop.storage import sheets_out  # noqa: PLC0415  Excel is heavy: the window stands without it

    problems = people_rules.check_role(office.clerk, *MAY_EXPORT[kind])
    if problems:
        raise Refused(problems)
    wanted, counted = register or rules.UseFilter(), figures or FiguresFilter()
    with office.read() as work:
        total = lists.totals(work, wanted).entries if kind is ListKind.REGISTER else 0
        listing = _LISTINGS[kind](office, work, wanted, counted)
        report = None if progress is None else (lambda done: progress(done, max(total, done)))
        with sheets_out.written_list(path, listing, report) as written:
            _record(office, kind, written, wanted, counted)
    return Exported(path, written.rows)


def _record(
    office: Office,
    kind: ListKind,
    written: "sheets_out.Written",
    wanted: rules.UseFilter,
    counted: FiguresFilter,
) -> None:
    """The event, before the file gets its name: a list that is out is in the log."""
    narrowed: dict[str, object] = {}
    if kind is ListKind.REGISTER:
        narrowed = asdict(wanted) | {"text": bool(wanted.text.strip()), "states": list(wanted.states)}
    if kind is ListKind.FIGURES:
        narrowed = asdict(counted)
    with office.write() as work:
        work.record(
            "office.list_exported",
            list=kind.value,
            rows=written.rows,
            sha256=written.sha256,
            filter={name: value for name, value in narrowed.items() if value not in (None, "", [], False)},
        )


def _notes(office: Office, work: Work, filtered: str, count: int) -> tuple[str, ...]:
    profile = offices.read_settings(work)["profile"]
    return (
        _("单位：{street}{community}").format(street=profile["street"], community=profile["community"]),
        _("筛选：{filtered}").format(filtered=filtered or _("全部")),
        _("导出：{who}，{when}，共 {count} 条。号码按规定遮掩。").format(
            who=office.clerk.name, when=f"{office.now():%Y-%m-%d %H:%M}", count=count
        ),
    )


# The register, also as a search found it

_REGISTER = (
    Heading(_("编号"), 24),
    Heading(_("登记时间"), 17),
    Heading(_("用印时间"), 17),
    Heading(_("事项"), 24),
    Heading(_("用印文件"), 30),
    Heading(_("送交单位"), 26),
    Heading(_("申请人"), 12),
    Heading(_("公民身份号码"), 21),
    Heading(_("联系电话"), 14),
    Heading(_("份数"), 7),
    Heading(_("印数"), 7),
    Heading(_("留底页"), 8),
    Heading(_("承办人"), 12),
    Heading(_("批准人"), 12),
    Heading(_("状态"), 10),
    Heading(_("备注"), 34),
)


def _register(office: Office, work: Work, wanted: rules.UseFilter, _counted: FiguresFilter) -> Listing:
    count = lists.totals(work, wanted).entries
    notes = _notes(office, work, _register_words(work, wanted), count)
    return Listing(TITLES[ListKind.REGISTER], notes, _REGISTER, _register_rows(work, wanted))


def _register_rows(work: Work, wanted: rules.UseFilter) -> Iterator[tuple[Value, ...]]:
    for lines in _pages(work, wanted):
        known = contacts.contacts(work, [line.use for line in lines])
        for line in lines:
            yield _register_row(line, known.get(line.use, contacts.NOTHING_KNOWN))


def _pages(work: Work, wanted: rules.UseFilter) -> Iterator[list[rules.UseLine]]:
    """The wanted lines by pages, so that a long book is never in memory as a whole."""
    if wanted.text.strip():
        yield lists.list_uses(work, wanted)
        return
    seals = [seal.number for seal in book.list_seals(work)] if wanted.seal is None else [wanted.seal]
    for seal in seals:
        narrowed = rules.UseFilter(
            seal, wanted.year, wanted.month, wanted.states, wanted.matter, wanted.handler
        )
        for bookmark in lists.bookmarks(work, narrowed):
            yield lists.page_from(work, narrowed, bookmark)


def _register_row(line: rules.UseLine, contact: contacts.Contact) -> tuple[Value, ...]:
    return (
        line.number,
        _moment(line.submitted_at),
        _moment(line.sealed_at),
        f"{line.matter_tag} {line.matter_name}".strip(),
        line.document,
        contact.recipient,
        line.applicant,
        contact.id_number,
        contact.phone,
        line.copies,
        line.impressions,
        line.kept_pages,
        line.handler_name,
        line.approver_name,
        rules.STATE_WORDS[line.state],
        remark(line),
    )


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _register_words(work: Work, wanted: rules.UseFilter) -> str:
    """What was filtered, in words; here the search text may stand, since the reader of the file sees its lines."""
    parts = []
    if wanted.seal is not None:
        parts.append(book.get_seal(work, wanted.seal).name)
    if wanted.year is not None:
        parts.append(_("{year} 年").format(year=wanted.year))
    if wanted.month:
        parts.append(month_words(wanted.month))
    if wanted.states:
        parts.append("、".join(rules.STATE_WORDS[state] for state in wanted.states))
    if wanted.matter:
        parts.append(_("事项 {code}").format(code=wanted.matter))
    if wanted.handler is not None:
        parts.append(_("承办人 {name}").format(name=people.get_account(work, wanted.handler).name))
    if wanted.text.strip():
        parts.append(_("查找“{text}”").format(text=wanted.text.strip()))
    return "，".join(parts)


# Figures

_FIGURES = tuple(
    Heading(words, 11)
    for words in (
        _("登记"),
        _("用印"),
        _("份数"),
        _("印数"),
        _("留底页"),
        _("作废"),
        _("退回"),
        _("不予受理"),
        _("未办完"),
    )
)


def _figures(office: Office, work: Work, _wanted: rules.UseFilter, counted: FiguresFilter) -> Listing:
    found = read_figures(work, counted.by, seal=counted.seal, year=counted.year, month=counted.month)
    filtered = _register_words(work, rules.UseFilter(counted.seal, counted.year, counted.month))
    words = "，".join(part for part in (filtered, GROUP_WORDS[counted.by]) if part)
    rows = [_figure_row(row) for row in (*found.rows, found.total)]
    headings = (Heading(GROUP_WORDS[counted.by].removeprefix(_("按")), 24), *_FIGURES)
    return Listing(TITLES[ListKind.FIGURES], _notes(office, work, words, len(found.rows)), headings, rows)


def _figure_row(figure: Figure) -> tuple[Value, ...]:
    used = figure.used
    return (
        figure.words,
        figure.entries,
        used.entries,
        used.copies,
        used.impressions,
        used.kept_pages,
        figure.voided,
        figure.returned,
        figure.refused,
        figure.waiting,
    )


# What the office is set up with, and who looked at what


def _matters(office: Office, work: Work, _wanted: rules.UseFilter, _counted: FiguresFilter) -> Listing:
    seals = {seal.number: seal.name for seal in book.list_seals(work)}
    rows: list[tuple[Value, ...]] = [
        (
            matter.code,
            seals[matter.seal],
            matter.group,
            matter.name,
            _("授权") if matter.status is rules.MatterStatus.ALLOWED else _("不出具"),
            "、".join(material.name for material in matter.materials),
            matter.ground,
            matter.elsewhere,
            matter.region,
            print_date(matter.valid_from) if matter.valid_from else "",
            print_date(matter.valid_to) if matter.valid_to else "",
        )
        for seal in seals
        for matter in book.list_matters(work, seal)
    ]
    titles = zip(
        (
            _("序号"),
            _("印章"),
            _("类别"),
            _("事项"),
            _("是否授权"),
            _("材料"),
            _("依据"),
            _("由谁出具"),
            _("适用地区"),
            _("起始日期"),
            _("截止日期"),
        ),
        (8, 34, 8, 34, 10, 50, 40, 24, 16, 16, 16),
        strict=True,
    )
    return _listing(office, work, ListKind.MATTERS, titles, rows)


def _seals(office: Office, work: Work, _wanted: rules.UseFilter, _counted: FiguresFilter) -> Listing:
    names = {account.number: account.name for account in people.list_accounts(work)}
    rows: list[tuple[Value, ...]] = [
        (
            str(seal.number),
            seal.name,
            seal.book_code,
            seal.issuer,
            seal.diameter_mm,
            seal.shape,
            names.get(seal.keeper, ""),
            names.get(seal.approver, ""),
            seal.in_use_from.isoformat() if seal.in_use_from else "",
        )
        for seal in book.list_seals(work)
    ]
    titles = zip(
        (
            _("序号"),
            _("印章全称"),
            _("代字"),
            _("落款单位"),
            _("直径（毫米）"),
            _("形状"),
            _("印章管理人"),
            _("批准人"),
            _("启用日期"),
        ),
        (6, 44, 10, 24, 12, 18, 12, 12, 12),
        strict=True,
    )
    return _listing(office, work, ListKind.SEALS, titles, rows)


def _people(office: Office, work: Work, _wanted: rules.UseFilter, _counted: FiguresFilter) -> Listing:
    rows: list[tuple[Value, ...]] = [
        (
            str(person.number),
            person.name,
            person.title,
            "、".join(word for role, word in ROLE_WORDS.items() if role in person.roles),
            person.grid,
            _("在用") if person.active else _("停用"),
        )
        for person in people.list_accounts(work)
    ]
    titles = zip(
        (_("账户"), _("姓名"), _("职务"), _("角色"), _("网格"), _("状态")),
        (8, 14, 18, 26, 14, 8),
        strict=True,
    )
    return _listing(office, work, ListKind.PEOPLE, titles, rows)


def _access(office: Office, work: Work, _wanted: rules.UseFilter, _counted: FiguresFilter) -> Listing:
    names = {account.number: account.name for account in people.list_accounts(work)}
    rows: list[tuple[Value, ...]] = [
        (_moment(look.at), names.get(look.by, _("程序")), look.number, look.why)
        for look in contacts.looks(work)
    ]
    titles = zip((_("时间"), _("谁"), _("登记"), _("为什么")), (17, 14, 24, 40), strict=True)
    return _listing(office, work, ListKind.ACCESS, titles, rows)


def _listing(
    office: Office, work: Work, kind: ListKind, titles: Any, rows: list[tuple[Value, ...]]
) -> Listing:
    headings = tuple(Heading(title, width) for title, width in titles)
    return Listing(TITLES[kind], _notes(office, work, "", len(rows)), headings, rows)


_LISTINGS: dict[ListKind, Callable[[Office, Work, rules.UseFilter, FiguresFilter], Listing]] = {
    ListKind.REGISTER: _register,
    ListKind.FIGURES: _figures,
    ListKind.MATTERS: _matters,
    ListKind.SEALS: _seals,
    ListKind.PEOPLE: _people,
    ListKind.ACCESS: _access,
}
