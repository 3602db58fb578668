"""No blank sealing: what must be filled before a paper is set, and what cannot be printed at all."""

from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

from desktop.domain.problems import Problem, Refused
from desktop.forms.paper import check_text
from desktop.forms.seals.documents import Label
from desktop.i18n import _

# Asking a class for its hints is slow, and a batch asks hundreds of times.
_labels: dict[type, dict[str, Label]] = {}


def labels(document: type) -> dict[str, Label]:
    """The label of each field of a document, in the order of the paper."""
    if document not in _labels:
        hints = get_type_hints(document, include_extras=True)
        _labels[document] = {field.name: hints[field.name].__metadata__[0] for field in fields(document)}
    return _labels[document]


def is_empty(value: object) -> bool:
    """Whether a mandatory field would be printed as a blank; a count of none is one too."""
    return (
        value is None
        or (isinstance(value, str) and not value.strip())
        or (isinstance(value, int) and value < 1)
    )


def empty_field(field: str, label: Label) -> Problem:
    """The objection to one blank: nothing is sealed with one. Source: the office's seal rules, 空白证明."""
    message = _("“{title}”是空的。必填项空着的文书不能盖章，也不能打印成正式文件。请先填好。")
    message = message.format(title=label.title)
    return Problem("paper.blank", message, field, "不得在空白证明上用印")


def check_document(document: Any, prefix: str = "") -> list[Problem]:
    """Every blank of a formal paper, and every character of any paper that no font can draw."""
    formal = not getattr(document, "mark", "")
    problems: list[Problem] = []
    for name, label in labels(type(document)).items():
        value = getattr(document, name)
        field = prefix + name
        if formal and label.need != "never" and is_empty(value):
            problems.append(empty_field(field, label))
        if isinstance(value, str) and name not in ("qr", "checkpoint"):
            problems += check_text(value, field)
        elif isinstance(value, tuple):
            for place, part in enumerate(value):
                if is_dataclass(part):
                    problems += check_document(part, f"{field}[{place}].")
    return problems


def require(document: Any) -> None:
    """Raise `Refused` with every objection to the document."""
    problems = check_document(document)
    if problems:
        raise Refused(problems)
