"""Which red head a paper is set with when its print preview opens: that of the last print of its kind, in colour else."""

from desktop import settings


def first_head(kind: str) -> str:
    """The head that the preview's choice begins with."""
    known = settings.read_printing().choices.get(kind)
    return (known.head if known is not None else "") or "red"
