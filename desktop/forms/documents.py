"""What every document is made of: labelled fields, the marks of papers that are no formal ones, no blanks."""

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Annotated, Any, Final, Literal, get_type_hints

from desktop.domain.problems import Problem, Refused
from desktop.forms.paper import check_text
from desktop.i18n import _

# What a paper says of itself at the head left when it is not a formal one.
PREVIEW: Final = "预览 · 不是正式文件"
DRAFT: Final = "草稿"
SPECIMEN: Final = "样张"
NUMBER_TO_COME: Final = "提交后生成"
"""Stands where the number will, in a preview or a draft of what has none yet."""

Mark = Literal["", "预览 · 不是正式文件", "草稿", "样张"]


@dataclass(frozen=True, slots=True)
class Label:
    """What the office calls a field.

    `need` says when it must be filled: `always`; `formal`: in a formal paper, while a draft or a sample may
    lack it; `never`.
    """

    title: str
    need: Literal["always", "formal", "never"] = "always"


Number = Annotated[str, Label("编号", "formal")]
CheckCode = Annotated[str, Label("核验码", "formal")]
Code = Annotated[str, Label("二维码内容", "never")]
MarkField = Annotated[Mark, Label("标记", "never")]

# Not words but bytes for a reader of codes: whatever they hold, no font has to draw it.
CODES = ("qr", "checkpoint")
EMPTIED = ("check_code", *CODES)
"""What only a formal paper bears."""

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
        or value == ()
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
        if formal and label.need != "never" and is_empty(value):
            problems.append(empty_field(prefix + name, label))
        if name not in CODES:
            problems += _check_value(value, prefix + name)
    return problems


def _check_value(value: object, field: str) -> list[Problem]:
    if isinstance(value, str):
        return check_text(value, field)
    if isinstance(value, tuple):
        parts = enumerate(value)
        return [problem for place, part in parts for problem in _check_value(part, f"{field}[{place}]")]
    return check_document(value, f"{field}.") if is_dataclass(value) else []


def require(document: Any) -> None:
    """Raise `Refused` with every objection to the document."""
    problems = check_document(document)
    if problems:
        raise Refused(problems)


def shown_number(number: str, mark: Mark) -> str:
    """The number as a paper shows it: a preview or a draft of what has none yet says that it will come."""
    return number or (NUMBER_TO_COME if mark in (PREVIEW, DRAFT) else "")


def sample(document: Any) -> Any:
    """The document as 样张: marked so, without check code, QR content and checkpoint."""
    return marked(document, SPECIMEN)


def draft(document: Any) -> Any:
    """The document as 草稿: marked so, without check code, QR content and checkpoint."""
    return marked(document, DRAFT)


def marked(document: Any, mark: Mark) -> Any:
    """The document with a mark at its head, and without what only a formal paper bears."""
    names = {field.name for field in fields(document)}
    return replace(document, mark=mark, **{name: "" for name in EMPTIED if name in names})
