"""The wording of papers: its versions, a new one, and how it will print."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.domain.papers import Paper
from desktop.domain.people import Role, check_role
from desktop.domain.problems import Missing, Refused, Stale
from desktop.domain.seals.templates import (
    LOCKED,
    Template,
    check_template,
    check_template_change,
    newest_in_force,
)
from desktop.forms import kinds as forms
from desktop.forms.documents import PREVIEW
from desktop.i18n import _
from desktop.services.office import Office
from desktop.storage import office as offices
from desktop.storage.database import Work
from desktop.storage.seals import book
from desktop.storage.seals import templates as store

MAY_WORD = (Role.APPROVER, Role.STREET_LEADER)
"""Who decides what a paper says: those who let it go out. *Source:* domain handbook §J."""


def papers_with_wording() -> dict[str, str]:
    """The papers whose wording an office may change, with their titles."""
    return {form: forms.get_kind(form).title for form in LOCKED}


def versions_of(work: Work, form: str) -> list[Template]:
    """All versions of a paper's wording, the program's own first. Raises Missing for a paper without one."""
    if form not in forms.WORDED:
        raise Missing(_("“{form}”的文字不能修改。").format(form=form))
    first = forms.WORDED[form].wording
    return [Template(form, 1, first.title, first.paragraphs), *store.list_templates(work, form)]


def version_on(work: Work, form: str, day: date) -> int:
    """The version in force on a day; 1 where the paper has no wording of its own."""
    return newest_in_force(versions_of(work, form), day).version if form in forms.WORDED else 1


def wording(work: Work, form: str, version: int) -> forms.Wording:
    """What a version says, for setting the paper."""
    found = next(one for one in versions_of(work, form) if one.version == version)
    return forms.Wording(found.title, found.paragraphs)


def list_templates(office: Office, form: str) -> list[Template]:
    """All versions of a paper's wording, oldest first."""
    with office.read() as work:
        return versions_of(work, form)


def preview_template(office: Office, form: str, title: str, paragraphs: Sequence[str]) -> Paper:
    """How a wording will print, with a made-up resident; marked as no formal paper. Raises Refused."""
    with office.read() as work:
        versions_of(work, form)
        problems = check_template(form, title, paragraphs)
        if problems:
            raise Refused(problems)
        return _set_example(office, work, form, forms.Wording(title, tuple(paragraphs)))


def _set_example(office: Office, work: Work, form: str, wanted: forms.Wording) -> Paper:
    document = replace(
        forms.from_json(form, forms.get_kind(form).example),
        community=str(offices.read_settings(work)["profile"]["community"]),
        handler=office.clerk.name,
        issuer=book.list_seals(work)[0].issuer,
        issued_on=office.today(),
        number="",
        check_code="",
        mark=PREVIEW,
    )
    return forms.print_worded(form, document, wanted)


def add_template(
    office: Office,
    form: str,
    title: str,
    paragraphs: Sequence[str],
    *,
    valid_from: date | None,
    reason: str,
    after: int,
) -> Template:
    """Gives a paper a new wording from a day on; what was approved before keeps the old one for good.

    `after` is the newest version its author knew. Raises Refused, and Stale when there is a newer one by now.
    """
    problems = check_role(office.clerk, *MAY_WORD)
    with office.write() as work:
        versions = versions_of(work, form)
        if versions[-1].version != after:
            raise Stale(
                _("这份证明的文字刚被改过，现在是第 {version} 版。请先看新的一版，再改。").format(
                    version=versions[-1].version
                )
            )
        template = Template(
            form,
            after + 1,
            title.strip(),
            tuple(paragraph.strip() for paragraph in paragraphs),
            valid_from,
            reason.strip(),
            office.clerk.name,
        )
        problems += check_template_change(
            template, versions, valid_from, reason.strip(), today=office.today()
        )
        if problems or valid_from is None:
            raise Refused(problems)
        _set_example(office, work, form, forms.Wording(template.title, template.paragraphs))
        seq = store.put_template(work, template, valid_from, office.clerk.number)
        work.record(
            "seals.template_changed",
            ("template", seq),
            form=form,
            version=template.version,
            valid_from=valid_from.isoformat(),
        )
    return template
