"""What an entry must fill before its paper may be printed. *Source:* 制度 五 (no sealing of blanks)."""

from desktop.domain.seals.records import Matter, SealUse
from desktop.i18n import _

_PERSON = ("recipient", "applicant_name", "applicant_id_number", "applicant_address", "visited_on")
_STATED = ("purpose", "statement")

FORM_FIELDS: dict[str, tuple[str, ...]] = {
    "certificate_pension": _PERSON,
    "certificate_conduct": (*_PERSON, *_STATED),
    "certificate_facts": (*_PERSON, *_STATED),
    "introduction": ("recipient", "purpose", "applicant_name", "applicant_id_number"),
}
"""The fields of an entry that each paper cannot do without."""


OWN_PAPERS = {"announcement": _("公告"), "office_letter": _("便函"), "introduction": _("介绍信")}
"""The papers of the office's own that bear its seal, by kind: what a clerk writes and no resident applied for."""
ABOUT_PERSON = ("introduction",)
"""The papers of the office's own that speak of one person, who then stands in the register as its applicant."""

WITH_STUB = ("introduction",)
"""Papers torn from a stub: a seam seal covers the number between them. *Source:* domain handbook §A.6."""


def form_of(use: SealUse) -> str:
    """The kind of paper that is printed for an entry: the office's own, else that of its matter; empty for none."""
    own = use.request.own_paper
    return use.matter.form if own is None else own.kind


def impressions_each(use: SealUse) -> int:
    """How often the seal is pressed for one copy: at the signature, and over a seam where there is one."""
    return 2 if use.request.seam or form_of(use) in WITH_STUB else 1


def asks_statement(matter: Matter) -> bool:
    """Whether the matter's paper states something in the handler's own words (证明内容)."""
    return "statement" in FORM_FIELDS.get(matter.form, ())
