"""What an entry must fill before its paper may be printed. *Source:* 制度 五 (no sealing of blanks)."""

from desktop.domain.seals.records import Matter

_PERSON = ("recipient", "applicant_name", "applicant_id_number", "applicant_address", "visited_on")
_STATED = ("purpose", "statement")

FORM_FIELDS: dict[str, tuple[str, ...]] = {
    "certificate_pension": _PERSON,
    "certificate_conduct": (*_PERSON, *_STATED),
    "certificate_facts": (*_PERSON, *_STATED),
    "introduction": ("recipient", "purpose", "applicant_name", "applicant_id_number"),
}
"""The fields of an entry that each paper cannot do without."""


def asks_statement(matter: Matter) -> bool:
    """Whether the matter's paper states something in the handler's own words (证明内容)."""
    return "statement" in FORM_FIELDS.get(matter.form, ())
