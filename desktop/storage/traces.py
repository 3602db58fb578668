"""Where a person stands outside the register of uses: in the seals' lives, accounts, drafts, the office's papers.

All of them are small, a few hundred records in an office of many years, so they are read whole.
"""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from desktop.domain.people import ROLE_WORDS
from desktop.domain.privacy import Place, Trace
from desktop.domain.seals import FIELD_WORDS
from desktop.domain.seals.fillings import ABOUT_PERSON
from desktop.domain.seals.life import LIFE_WORDS, PURPOSE_WORDS, LifeKind, Purpose
from desktop.domain.seals.life.rules import PERSONS as PERSON_WORDS
from desktop.domain.text.names import search_key
from desktop.i18n import _
from desktop.storage import events, people
from desktop.storage.base import from_json
from desktop.storage.database import Work
from desktop.storage.privacy import PERSONS
from desktop.storage.seals.book import list_seals
from desktop.storage.seals.tables import (
    DraftRow,
    PaperDocumentRow,
    SealPaperRow,
    SealStepRow,
    UseRow,
)

_OWN_PAPERS = select(
    PaperDocumentRow.use,
    PaperDocumentRow.document,
    UseRow.submitted_at,
    UseRow.number,
    UseRow.document.label("title"),
).join(UseRow, UseRow.seq == PaperDocumentRow.use)
LEADER = _("签批的街道领导")
_PAPERS = select(
    SealPaperRow.seq, SealPaperRow.purpose, SealPaperRow.name, SealPaperRow.kept_at, SealStepRow.seal
).join(SealStepRow, SealStepRow.seq == SealPaperRow.step)


def traces(work: Work, name: str, id_number: str) -> list[Trace]:
    """Every record outside the register in which a person of this name stands, newest first.

    A draft counts as another person's when it holds another ID number than the one that is given.
    """
    wanted = search_key(name)
    found = [
        *_in_steps(work, wanted),
        *_in_papers(work, wanted),
        *_among_accounts(work, wanted),
        *_in_drafts(work, wanted, id_number),
        *_in_own_papers(work, wanted),
    ]
    return sorted(found, key=lambda trace: (trace.on, trace.record), reverse=True)


def _in_steps(work: Work, wanted: str) -> Iterator[Trace]:
    """The steps for which the person stood, and those whose reason names them."""
    names = {seal.number: seal.name for seal in list_seals(work)}
    for row in work.connection.execute(select(SealStepRow.__table__)):
        kind = LifeKind(row.kind)
        roles = {name: word for name, word, _least in PERSON_WORDS.get(kind, ())} | {"leader": LEADER}
        persons = from_json(row.persons) if row.persons else {}
        stood = [roles[role] for role, given in persons.items() if wanted in map(search_key, given)]
        if wanted in search_key(row.reason or ""):
            stood.append(_("理由里写到：{reason}").format(reason=row.reason))
        if stood:
            what = f"{names[row.seal]}　{LIFE_WORDS[kind]}"
            on = datetime.fromisoformat(row.at).date()
            yield Trace(Place.SEAL_LIFE, row.seq, on, what, "；".join(stood))


def _in_papers(work: Work, wanted: str) -> Iterator[Trace]:
    """The scanned papers of the seals' lives whose file is named after the person."""
    names = {seal.number: seal.name for seal in list_seals(work)}
    for row in work.connection.execute(_PAPERS):
        if wanted in search_key(row.name or ""):
            what = f"{names[row.seal]}　{PURPOSE_WORDS[Purpose(row.purpose)]}"
            yield Trace(Place.SEAL_LIFE, row.seq, datetime.fromisoformat(row.kept_at).date(), what, row.name)


def _among_accounts(work: Work, wanted: str) -> Iterator[Trace]:
    """The accounts of this name, from their first day, and the delegations in which they stand."""
    own = {each.number: each for each in people.list_accounts(work) if search_key(each.name) == wanted}
    firsts: dict[int, int] = {}
    for seq, number in work.connection.execute(
        select(people.AccountRow.seq, people.AccountRow.number)
        .where(people.AccountRow.number.in_(own))
        .order_by(people.AccountRow.seq.desc())
    ):
        firsts[number] = seq
    for number, account in own.items():
        roles = "、".join(ROLE_WORDS[role] for role in sorted(account.roles))
        standing = _("在用") if account.active else _("已停用")
        parts = (account.title, roles, account.grid, standing)
        what = _("{number} 号账户").format(number=number)
        day = _day_of(work, firsts[number])
        yield Trace(Place.ACCOUNT, number, day, what, "；".join(part for part in parts if part))
    for given in people.list_delegations(work):
        if given.approver in own or given.deputy in own:
            what = _("被代理") if given.approver in own else _("代理批准")
            days = f"{given.first_day}—{given.last_day}"
            words = "；".join(part for part in (days, given.reason) if part)
            yield Trace(Place.ACCOUNT, given.number, _day_of(work, given.number), what, words)


def _day_of(work: Work, seq: int) -> date:
    """The day on which a row was written."""
    return datetime.fromisoformat(events.get_event(work.connection, seq).time).date()


def _in_drafts(work: Work, wanted: str, id_number: str) -> Iterator[Trace]:
    """The drafts in which the person is the applicant or the agent."""
    for row in work.connection.execute(select(DraftRow.__table__)):
        form = from_json(row.form)
        for fields in PERSONS.values():
            about = {field: str(form.get(field) or "") for field in fields}
            own_name, own_number = (about[field] for field in fields[:2])
            if search_key(own_name) != wanted or (id_number and own_number not in ("", id_number)):
                continue
            words = "；".join(f"{FIELD_WORDS[field]} {value}" for field, value in about.items() if value)
            on = datetime.fromisoformat(row.saved_at).date()
            yield Trace(Place.DRAFT, row.id, on, str(form.get("document") or _("还没有写文件")), words)
        if said := _lines_with(form.get("fields"), wanted):
            on = datetime.fromisoformat(row.saved_at).date()
            what = str(form.get("document") or _("还没有写文件"))
            if form.get("own_paper") not in ABOUT_PERSON:
                yield Trace(Place.DRAFT, row.id, on, what, "；".join(said))


def _in_own_papers(work: Work, wanted: str) -> Iterator[Trace]:
    """The papers of the office's own whose text names the person; who stands there as applicant is in the entry."""
    for row in work.connection.execute(_OWN_PAPERS.where(PaperDocumentRow.kind.not_in(ABOUT_PERSON))):
        if said := _lines_with(from_json(row.document), wanted):
            on = datetime.fromisoformat(row.submitted_at).date()
            yield Trace(Place.PAPER, row.use, on, f"{row.number}　{row.title}", "；".join(said))


def _lines_with(value: object, wanted: str) -> list[str]:
    """The lines of a document in which the person is named, in their order."""
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if wanted in search_key(line)]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [line for part in parts for line in _lines_with(part, wanted)]
