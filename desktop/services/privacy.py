"""Personal data: the access log, a person's own file, corrections, and what has reached its term."""

from collections.abc import Sequence
from datetime import date

from desktop.domain import privacy as rules
from desktop.domain.papers import Paper
from desktop.domain.people import READERS, Role, check_role
from desktop.domain.problems import Problem, Refused
from desktop.domain.seals import FIELD_WORDS
from desktop.domain.text.identity import check_id_number, clean_id_number, mask_id_number
from desktop.domain.text.names import clean_name
from desktop.forms import privacy as forms
from desktop.services.office import Office
from desktop.storage import office as offices
from desktop.storage import privacy as store
from desktop.storage import traces
from desktop.storage.database import Work

LOG_READERS = (Role.AUDITOR, Role.APPROVER)
"""Who may read the access log: the auditor, and the head of the community."""
CORRECTORS = (Role.HANDLER, Role.APPROVER)


def list_accesses(office: Office) -> list[rules.Access]:
    """Who looked at whose data lately, when and why, newest first."""
    _check(check_role(office.clerk, *LOG_READERS))
    with office.read() as work:
        return store.list_accesses(work)


def person_file(office: Office, name: str, id_number: str, reason: str) -> rules.PersonFile:
    """All that is kept about one person, in full, for that person. The look is logged at each entry.

    Entries taken over from old registers are among them, and the records outside the register: seal life, accounts,
    drafts.

    Without an ID number everybody of that name is found. Raises Refused without a reason.
    """
    wanted, number = clean_name(name), clean_id_number(id_number)
    problems = [
        *check_role(office.clerk, *READERS),
        *(Problem(p.rule, p.message, "name", p.clause) for p in wanted.problems),
        *(check_id_number(number, office.today()) if number else ()),
        *rules.check_reason(reason),
    ]
    _check(problems)
    name, reason = wanted.stored, reason.strip()
    with office.read() as work:
        mentions = store.mentions(work, name, number)
        found = {mention.use for mention in mentions}
        file = rules.PersonFile(
            name=name,
            id_number=number,
            mentions=tuple(mentions),
            traces=tuple(traces.traces(work, name, number)),
            corrections=tuple(store.corrections_of(work, found)),
            accesses=tuple(store.list_accesses(work, subjects=found)),
        )
    with office.write() as work:
        store.log_looks(work, sorted(found), reason)
    return file


def print_person_file(office: Office, name: str, id_number: str, reason: str) -> Paper:
    """The same as a paper to hand over; that one was printed is an event, without whose."""
    file = person_file(office, name, id_number, reason)
    with office.write() as work:
        profile = offices.read_settings(work)["profile"]
        paper = forms.person_file(
            forms.PersonFileSheet(
                office=f"{profile['community']}居民委员会",
                name=file.name,
                id_number=mask_id_number(file.id_number),
                printed_at=work.moment,
                printed_by=office.clerk.name,
                lines=tuple(_line(mention) for mention in file.mentions),
                notes=tuple(_note_line(mention) for mention in file.mentions if mention.notes),
                traces=tuple(
                    forms.TraceLine(rules.PLACE_WORDS[trace.place], trace.on, trace.what, trace.values)
                    for trace in file.traces
                ),
                corrections=tuple(_correction_line(fixed, file.mentions) for fixed in file.corrections),
                accesses=tuple(
                    forms.AccessLine(access.at, access.actor_name, access.number, access.why)
                    for access in file.accesses
                ),
            )
        )
        work.record("privacy.file_printed", entries=len(file.mentions), others=len(file.traces))
    return paper


def _line(mention: rules.Mention) -> forms.PersonLine:
    name, number, phone, rest = mention.values.values()
    return forms.PersonLine(
        number=mention.number,
        on=mention.on,
        matter=mention.matter,
        document=mention.document,
        role=mention.role,
        name=name,
        id_number=number,
        phone=phone,
        rest=rest,
        state=mention.state,
    )


def _note_line(mention: rules.Mention) -> forms.NoteLine:
    words = (f"{rules.NOTE_WORDS[name]}：{text}" for name, text in mention.notes)
    return forms.NoteLine(mention.number, "\n".join(words))


def _correction_line(fixed: rules.Correction, mentions: Sequence[rules.Mention]) -> forms.CorrectionLine:
    number = next(mention.number for mention in mentions if mention.use == fixed.use)
    word = FIELD_WORDS[fixed.field_name]
    return forms.CorrectionLine(fixed.at, fixed.by_name, number, word, fixed.value, fixed.reason)


def correct(office: Office, use: int, field: str, value: str, reason: str) -> None:
    """Puts one personal value of an entry right at the person's request. What was written first stays.

    An entry taken over from an old register is put right in the same way. Raises Refused, or Missing.
    """
    problems = check_role(office.clerk, *CORRECTORS)
    tidy = value.strip()
    if field.endswith("_name"):
        tidy = clean_name(value).stored
    elif field.endswith("_id_number"):
        tidy = clean_id_number(value)
    with office.write() as work:
        before = store.values_of(work, use).get(field)
        problems += rules.check_correction(field, tidy, before, reason, office.today())
        _check(problems)
        store.add_correction(work, use, field, tidy, reason.strip())
        work.record("seals.data_corrected", (store.SEALS, use), field=field)


def list_corrections(office: Office, use: int) -> list[rules.Correction]:
    """What was put right in an entry, oldest first, for those who may read personal data."""
    _check(check_role(office.clerk, *READERS))
    with office.read() as work:
        return store.corrections_of(work, [use])


def retention(office: Office) -> list[rules.Due]:
    """Each kind of record with its term and what has reached it. Nothing is deleted by itself."""
    today = office.today()
    with office.read() as work:
        return [_due(work, kind, years, today) for kind, years in _terms(work).items()]


def _terms(work: Work) -> dict[rules.Kept, int | None]:
    return rules.terms_from(offices.read_settings(work).get("retention", {}))


def _due(work: Work, kind: rules.Kept, years: int | None, today: date) -> rules.Due:
    through = rules.due_through(years, today)
    count, oldest = (0, None) if through is None else store.count_due(work, kind, through)
    return rules.Due(kind, years, through, count, oldest)


def set_term(office: Office, kind: rules.Kept, years: int | None) -> None:
    """Decides how long a kind of record is kept; the administrator's work."""
    _check([*check_role(office.clerk, Role.ADMINISTRATOR), *rules.check_term(kind, years)])
    with office.write() as work:
        kept = {each.value: term for each, term in _terms(work).items()} | {kind.value: years}
        offices.put_setting(work, "retention", kept)
        work.record("office.setting_changed", name="retention", value=kept)


def purge_access_log(office: Office) -> int:
    """Takes out of the access log what has reached its term, as the administrator decided. Gives how many."""
    _check(check_role(office.clerk, Role.ADMINISTRATOR))
    with office.write() as work:
        through = rules.due_through(_terms(work)[rules.Kept.ACCESS_LOG], office.today())
        gone = 0 if through is None else store.purge_accesses(work, through)
        work.record("privacy.access_log_purged", through=through, count=gone)
    return gone


def _check(problems: list[Problem]) -> None:
    if problems:
        raise Refused(problems)
