"""What comes again at the counter: the matters a handler had last, and residents who were here before."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, select

from desktop.domain.seals.known import KnownResident
from desktop.domain.text.names import pinyin_keys, search_key
from desktop.storage.database import Work
from desktop.storage.seals import words
from desktop.storage.seals.book import matter_versions
from desktop.storage.seals.tables import CorrectionRow, UseRow, UseState

LOOKED_AT = 200
"""How many of a handler's latest entries are looked through for their matters."""
MOST_LOOKED_AT = 400
"""How many entries that hold what was typed are looked through for residents."""
PERSONAL = ("applicant_name", "applicant_id_number", "applicant_phone", "applicant_address")

_LATEST = (
    select(UseState.matter)
    .where(UseState.handler == bindparam("handler"), UseState.seal == bindparam("seal"))
    .order_by(UseState.use.desc())
    .limit(LOOKED_AT)
)
_VALUES = select(UseRow.seq, *(UseRow.__table__.c[name] for name in PERSONAL)).where(
    UseRow.seq.in_(bindparam("uses", expanding=True))
)
_PUT_RIGHT = (
    select(CorrectionRow.use, CorrectionRow.field, CorrectionRow.value)
    .where(CorrectionRow.use.in_(bindparam("uses", expanding=True)), CorrectionRow.field.in_(PERSONAL))
    .order_by(CorrectionRow.seq)
)


def recent_matters(work: Work, handler: int, seal: int, most: int) -> list[str]:
    """The codes of the matters this handler had last with this seal, the latest first."""
    versions = matter_versions(work)
    found: dict[str, None] = {}
    for number in work.connection.scalars(_LATEST, {"handler": handler, "seal": seal}):
        if number in versions:
            found.setdefault(versions[number].code)
    return list(found)[:most]


def known_residents(work: Work, typed: str, most: int) -> list[KnownResident]:
    """The residents whose name holds what was typed, or whose pinyin begins with it; each once, the latest first."""
    key = search_key(typed)
    if not key:
        return []
    holding = words.holding((key,)).limit(MOST_LOOKED_AT)
    uses = [row.use for row in work.connection.execute(holding) if not row.taken_over]
    found: dict[str, KnownResident] = {}
    for known in _read(work, uses):
        # The office itself, which has no ID number, is no resident.
        if known.id_number and known.id_number not in found and _fits(known.name, key):
            found[known.id_number] = known
            if len(found) == most:
                break
    return list(found.values())


def known_resident(work: Work, use: int) -> KnownResident | None:
    """The applicant of one entry."""
    return next(_read(work, [use]), None)


def _read(work: Work, uses: list[int]) -> Iterator[KnownResident]:
    rows: dict[int, dict[str, Any]] = {
        row.seq: dict(row._mapping) for row in work.connection.execute(_VALUES, {"uses": uses})
    }
    for right in work.connection.execute(_PUT_RIGHT, {"uses": uses}):
        rows[right.use][right.field] = right.value
    for use in uses:
        if use in rows:
            yield KnownResident(use, *(rows[use][name] or "" for name in PERSONAL))


def _fits(name: str, key: str) -> bool:
    return key in search_key(name) or any(pinyin.startswith(key) for pinyin in pinyin_keys(name))
