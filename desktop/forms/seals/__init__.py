"""The papers of the seal register: certificates, 用印审批单, 用印登记簿."""

from desktop.forms.seals.documents import (
    ApprovalSlip,
    ConductCertificate,
    FactsCertificate,
    Material,
    MonthSum,
    PensionCertificate,
    RegisterMonth,
    RegisterRow,
    RegisterYear,
)
from desktop.forms.seals.register import register_month
from desktop.forms.seals.slip import approval_slip
from desktop.forms.seals.year import register_year

__all__ = [
    "ApprovalSlip",
    "ConductCertificate",
    "FactsCertificate",
    "Material",
    "MonthSum",
    "PensionCertificate",
    "RegisterMonth",
    "RegisterRow",
    "RegisterYear",
    "approval_slip",
    "register_month",
    "register_year",
]
