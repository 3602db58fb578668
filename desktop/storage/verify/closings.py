"""Closed books: counted again from their entries, and their prints held against the office's signature.

The lines were held against the registers before, so the engine sums them; one print is read at a time.
"""

import hashlib
from typing import Any

from sqlalchemy import Connection, func, select

from desktop.domain.ledger import Fault
from desktop.domain.seals.closing import USED
from desktop.i18n import _
from desktop.storage import keys
from desktop.storage.seals.tables import UseState, YearClosingRow
from desktop.storage.verify.signed import signing_keys

TOTALS = {
    "entries": _("登记数"),
    "last_running": _("最后编号"),
    "uses": _("用印数"),
    "copies": _("份数"),
    "impressions": _("印数"),
    "kept_pages": _("留底页数"),
}
_CLOSINGS = select(
    *(column for column in YearClosingRow.__table__.columns if column.name not in ("content", "salts"))
).order_by(YearClosingRow.seq)


def closing_fault(connection: Connection) -> Fault | None:
    """The first closing whose totals its entries do not come to, or whose print the office did not sign."""
    public_keys = signing_keys(connection, "paper")
    if isinstance(public_keys, Fault):
        return public_keys
    for closing in connection.execute(_CLOSINGS).mappings().all():
        fault = _total_fault(connection, closing) or _print_fault(connection, closing, public_keys)
        if fault is not None:
            return fault
    return None


def _total_fault(connection: Connection, closing: Any) -> Fault | None:
    used = UseState.state.in_([state.value for state in USED])
    sums = {
        "entries": func.count(),
        "last_running": func.max(UseState.running),
        "uses": func.count().filter(used),
        "copies": func.sum(UseState.copies).filter(used),
        "impressions": func.sum(UseState.impressions).filter(used),
        "kept_pages": func.sum(UseState.kept_pages).filter(used),
    }
    query = select(*(total.label(name) for name, total in sums.items()))
    counted = connection.execute(
        query.where(UseState.seal == closing["seal"], UseState.year == closing["year"])
    )
    for name, found in counted.mappings().one().items():
        if (found or 0) != closing[name]:
            return _fault(
                closing,
                _("封账时{word}是 {kept}，登记簿里数出来是 {found}。封账的合计与登记不符。").format(
                    word=TOTALS[name], kept=closing[name], found=found or 0
                ),
            )
    return None


def _print_fault(connection: Connection, closing: Any, public_keys: list[bytes]) -> Fault | None:
    content = connection.execute(
        select(YearClosingRow.content).where(YearClosingRow.seq == closing["seq"])
    ).scalar_one()
    digest = hashlib.sha256(content)
    if digest.hexdigest() != closing["sha256"]:
        return _fault(closing, _("封账打印件被换过，与封账时记下的指纹不符。"))
    if not any(keys.signature_holds(key, closing["signature"], digest.digest()) for key in public_keys):
        return _fault(closing, _("封账打印件的签名不是办公室的。它被换过或是伪造的。"))
    return None


def _fault(closing: Any, what: str) -> Fault:
    words = _("{seal} 号印章 {year} 年的封账不对：{what}").format(
        seal=closing["seal"], year=closing["year"], what=what
    )
    return Fault("closing", f"year_closings {closing['seq']}", words, closing["seq"])
