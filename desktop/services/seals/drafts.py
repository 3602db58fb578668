"""Drafts after the program ended before its time: which were still open, and how they are put to rest."""

from datetime import datetime

from desktop.domain import seals as rules
from desktop.services.office import Office
from desktop.services.seals.copies import save_draft

UNFINISHED = "unfinished"
"""Stands in a draft as long as its form is open; leaving the form in any way takes it out."""


def left_open(draft: rules.Draft, since: datetime) -> bool:
    """Whether the program ended while this draft was being written; `since` is when the person came this time."""
    return bool(draft.form.get(UNFINISHED)) and draft.saved_at < since


def settle_draft(office: Office, draft: rules.Draft) -> int:
    """Makes a draft that was left open one like any other, to be gone on with later. Gives its key."""
    return save_draft(office, {**draft.form, UNFINISHED: False}, draft=draft.id)
