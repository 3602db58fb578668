"""The papers of the seal register: certificates, 用印审批单, 用印登记簿."""

from desktop.forms.seals.certificates import WORDINGS, Wording, conduct_certificate, pension_certificate
from desktop.forms.seals.documents import (
    PREVIEW,
    SPECIMEN,
    ApprovalSlip,
    ConductCertificate,
    Material,
    MonthSum,
    PensionCertificate,
    RegisterMonth,
    RegisterRow,
    RegisterYear,
)
from desktop.forms.seals.kinds import KINDS, Kind, from_json, get_kind, sample, schema, set_batch, to_json
from desktop.forms.seals.register import register_month
from desktop.forms.seals.rules import check_document
from desktop.forms.seals.slip import approval_slip
from desktop.forms.seals.year import register_year

__all__ = [
    "KINDS",
    "PREVIEW",
    "SPECIMEN",
    "WORDINGS",
    "ApprovalSlip",
    "ConductCertificate",
    "Kind",
    "Material",
    "MonthSum",
    "PensionCertificate",
    "RegisterMonth",
    "RegisterRow",
    "RegisterYear",
    "Wording",
    "approval_slip",
    "check_document",
    "conduct_certificate",
    "from_json",
    "get_kind",
    "pension_certificate",
    "register_month",
    "register_year",
    "sample",
    "schema",
    "set_batch",
    "to_json",
]
