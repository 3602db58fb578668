"""The kinds of papers about seals and their uses."""

from functools import partial
from typing import Any

from desktop.forms.papers import ACROSS, Kind
from desktop.forms.seals import certificates, examples, register, slip, year
from desktop.forms.seals.documents import (
    ApprovalSlip,
    ConductCertificate,
    FactsCertificate,
    PensionCertificate,
    RegisterMonth,
    RegisterYear,
)
from desktop.forms.seals.life import documents as life
from desktop.forms.seals.life import examples as life_examples
from desktop.forms.seals.life import letters, sheets, specimens
from desktop.forms.wordings import draw_first, set_worded


def _certificate(name: str, title: str, document: type, example: dict[str, Any]) -> Kind:
    worded = certificates.WORDED[name]
    return Kind(name, title, document, partial(set_worded, name, worded), draw_first(worded), example)


KINDS: tuple[Kind, ...] = (
    _certificate("certificate_pension", "证明（领取养老金身份确认）", PensionCertificate, examples.PENSION),
    _certificate("certificate_conduct", certificates.CONDUCT_TITLE, ConductCertificate, examples.CONDUCT),
    _certificate("certificate_facts", "证明（核实情况）", FactsCertificate, examples.FACTS),
    Kind(
        "approval_slip",
        slip.TITLE_TEXT,
        ApprovalSlip,
        slip.approval_slip,
        slip.draw_slip,
        examples.SLIP,
    ),
    Kind(
        "register_month",
        register.TITLE_TEXT,
        RegisterMonth,
        register.register_month,
        register.draw_register,
        examples.MONTH,
        ACROSS,
    ),
    Kind(
        "register_year",
        year.TITLE_TEXT,
        RegisterYear,
        year.register_year,
        year.draw_year,
        examples.YEAR,
        ACROSS,
    ),
    Kind(
        "seal_activation",
        "印章启用通知",
        life.SealActivation,
        letters.seal_activation,
        letters.draw_activation,
        life_examples.ACTIVATION,
    ),
    Kind(
        "seal_specimen",
        specimens.TITLE_TEXT,
        life.SealSpecimen,
        specimens.seal_specimen,
        specimens.draw_specimen,
        life_examples.SPECIMEN,
    ),
    Kind(
        "seal_handover",
        sheets.HANDOVER_TITLE,
        life.SealHandover,
        sheets.seal_handover,
        sheets.draw_handover,
        life_examples.HANDOVER,
    ),
    Kind(
        "seal_outing",
        sheets.OUTING_TITLE,
        life.SealOuting,
        sheets.seal_outing,
        sheets.draw_outing,
        life_examples.OUTING,
    ),
    Kind(
        "seal_notice",
        "印章停用（遗失）公告",
        life.SealNotice,
        letters.seal_notice,
        letters.draw_notice,
        life_examples.NOTICE,
        more=(life_examples.LOSS,),
    ),
    Kind(
        "seal_record",
        "印章刻制、缴销、封存、销毁记录",
        life.SealRecord,
        sheets.seal_record,
        sheets.draw_record,
        life_examples.RECORD,
        more=(life_examples.MAKING, life_examples.SURRENDER, life_examples.SEALED_AWAY),
    ),
)
