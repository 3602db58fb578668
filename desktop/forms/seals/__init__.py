"""The papers of the seal register: certificates, 用印审批单, 用印登记簿."""

from desktop.forms.seals.certificates import conduct_certificate, pension_certificate
from desktop.forms.seals.documents import (
    PREVIEW,
    SPECIMEN,
    ApprovalSlip,
    ConductCertificate,
    Material,
    PensionCertificate,
    RegisterMonth,
    RegisterRow,
)
from desktop.forms.seals.kinds import KINDS, Kind, from_json, get_kind, sample, schema, set_batch, to_json
from desktop.forms.seals.register import register_month
from desktop.forms.seals.rules import check_document
from desktop.forms.seals.slip import approval_slip

__all__ = [
    "KINDS",
    "PREVIEW",
    "SPECIMEN",
    "ApprovalSlip",
    "ConductCertificate",
    "Kind",
    "Material",
    "PensionCertificate",
    "RegisterMonth",
    "RegisterRow",
    "approval_slip",
    "check_document",
    "conduct_certificate",
    "from_json",
    "get_kind",
    "pension_certificate",
    "register_month",
    "sample",
    "schema",
    "set_batch",
    "to_json",
]
