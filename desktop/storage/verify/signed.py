"""Checkpoints: signed by the office, and true of the log."""

import base64

from sqlalchemy import Connection, select

from desktop.domain import ledger
from desktop.domain.ledger import Fault
from desktop.i18n import _
from desktop.storage import keys, office
from desktop.storage.verify.log import Checking


def signature_fault(
    connection: Connection,
    checking: Checking,
    origin: str,
    own: ledger.SignedCheckpoint | None,
    against: ledger.SignedCheckpoint | None,
) -> Fault | None:
    """The first checkpoint that the office did not sign, or that is not true of the log."""
    public_keys = checkpoint_keys(connection)
    if isinstance(public_keys, Fault):
        return public_keys
    if own is None:
        return Fault("checkpoint", "log_state", _("台账自带的检查点不见了，或者不成样子。它被改过。"))
    for signed, elsewhere in ((own, False), *(((against, True),) if against else ())):
        fault = _checkpoint_fault(signed, checking, origin, public_keys, elsewhere=elsewhere)
        if fault is not None:
            return fault
    return None


def _checkpoint_fault(
    signed: ledger.SignedCheckpoint,
    checking: Checking,
    origin: str,
    public_keys: list[bytes],
    *,
    elsewhere: bool,
) -> Fault | None:
    where = _("外存的检查点") if elsewhere else _("台账自带的检查点")
    point = signed.checkpoint
    if point.origin != origin:
        return Fault("checkpoint", where, _("{where}不是这个办公室的。").format(where=where))
    if not any(keys.checkpoint_signed_by(signed, key) for key in public_keys):
        return Fault("checkpoint", where, _("{where}的签名不对。它被改过或是伪造的。").format(where=where))
    if point.size > checking.frontier.size:
        return Fault(
            "tail_cut",
            where,
            _("{where}记着 {due} 条，现在只有 {have} 条。末尾从第 {first} 条起被删去。").format(
                where=where, due=point.size, have=checking.frontier.size, first=checking.frontier.size + 1
            ),
            checking.frontier.size + 1,
        )
    if checking.wanted_roots[point.size] != point.root and point.size:
        return Fault(
            "checkpoint",
            where,
            _("{where}与台账前 {size} 条对不上。这些记录里有的在那以后被改过。").format(
                where=where, size=point.size
            ),
        )
    return None


def checkpoint_keys(connection: Connection) -> list[bytes] | Fault:
    """The public keys that ever signed checkpoints, oldest first, each signed by the one before."""
    return signing_keys(connection, "checkpoint")


def signing_keys(connection: Connection, purpose: str) -> list[bytes] | Fault:
    """The public keys the office ever had for a purpose, oldest first, each signed by the one before."""
    table = office.SigningKeyRow
    found = connection.execute(
        select(table.public, table.signed_by_old).where(table.purpose == purpose).order_by(table.seq)
    ).all()
    public_keys: list[bytes] = []
    for public, signed_by_old in found:
        if public_keys and not keys.signature_holds(public_keys[-1], signed_by_old or b"", public):
            return Fault(
                "key",
                "signing_keys",
                _("签名钥匙换过，但新钥匙没有旧钥匙的签名：{key}。").format(
                    key=base64.b64encode(public).decode()
                ),
            )
        public_keys.append(public)
    return public_keys
