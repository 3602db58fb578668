"""Papers set from a document alone, without an office: specimens (样张) for the command line."""

from typing import Any

from desktop.domain.papers import Paper
from desktop.forms import kinds as forms
from desktop.forms.documents import sample


def kinds() -> dict[str, str]:
    """The kinds of paper that can be set, with their titles."""
    return {name: kind.title for name, kind in forms.KINDS.items()}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind's document. Raises Missing for an unknown kind."""
    return forms.schema(kind)


def set_specimens(kind: str, data: object) -> Paper:
    """One PDF from one document or a list of them, marked as specimens, without code or signature.

    Raises Refused with the field (and the place in the list) that is not right, Missing for an unknown kind.
    """
    many = data if isinstance(data, list) else [data]
    documents = [sample(forms.from_json(kind, item)) for item in many]
    return forms.set_batch(kind, documents)
