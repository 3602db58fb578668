"""What is looked at when a field of the form is left: names, identity numbers, telephone numbers."""

from desktop.domain.text.identity import check_id_number, check_phone
from desktop.domain.text.names import clean_name
from desktop.i18n import _
from desktop.ui.seals.form import RequestForm


def check_left(page: RequestForm, name: str) -> None:
    """Says at once what is wrong with a field that was just left; it decides nothing."""
    edit, field = page.edits[name], page.fields[name]
    if name in ("applicant_name", "agent_name") and edit.text().strip():
        _tidy_name(page, name)
    if name in ("applicant_phone", "agent_phone"):
        # A number that looks odd is pointed out, never refused.
        for warning in check_phone(edit.text(), field=name):
            field.set_error(warning.message)
    if name in ("applicant_id_number", "agent_id_number") and edit.text().strip():
        problems = check_id_number(edit.text(), page.desk.office.today(), field=name)
        if problems:
            field.set_error(problems[0].message)
        else:
            field.clear_error()
            edit.set_ok(True)  # type: ignore[union-attr]


def _tidy_name(page: RequestForm, name: str) -> None:
    """Takes away what a copied name left behind, and says so; asks what cannot be decided here."""
    edit = page.edits[name]
    cleaned = clean_name(edit.text(), field=name)
    if cleaned.problems:
        page.fields[name].set_error(cleaned.problems[0].message)
    elif cleaned.stored != edit.text():
        edit.set_text(cleaned.stored)
        if cleaned.changes:
            page.wanted.emit("toast", (_("姓名已整理"), "；".join(cleaned.changes)))
