"""Seals and matters: every change is a new row, the newest row of a number counts."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func, select

from desktop.domain import seals as rules
from desktop.domain.problems import Missing
from desktop.i18n import _
from desktop.storage.base import as_json, from_json
from desktop.storage.database import Work
from desktop.storage.seals.tables import MatterRow, SealRow

_SEAL = (
    select(SealRow.__table__)
    .where(SealRow.number == bindparam("number"))
    .order_by(SealRow.seq.desc())
    .limit(1)
)
_NEWEST_MATTERS = (
    select(MatterRow.__table__)
    .where(MatterRow.seq.in_(select(func.max(MatterRow.seq)).group_by(MatterRow.number)))
    .order_by(MatterRow.number)
)
_MATTER_VERSION = (
    select(MatterRow.__table__)
    .where(MatterRow.number == bindparam("number"), MatterRow.seq <= bindparam("at"))
    .order_by(MatterRow.seq.desc())
    .limit(1)
)

_MATTER_HISTORY = (
    select(MatterRow.__table__).where(MatterRow.number == bindparam("number")).order_by(MatterRow.seq)
)


def _to_seal(row: Any) -> rules.Seal:
    return rules.Seal(
        number=row.number,
        name=row.name,
        book_code=row.book_code,
        issuer=row.issuer,
        diameter_mm=row.diameter_mm,
        keeper=row.keeper,
        approver=row.approver,
        shape=row.shape,
        in_use_from=date.fromisoformat(row.in_use_from) if row.in_use_from else None,
        kind=row.kind or "",
        material=row.material or "",
    )


def put_seal(work: Work, seal: rules.Seal) -> int:
    """Writes a new version of a seal."""
    return work.add(
        SealRow(
            number=seal.number,
            name=seal.name,
            book_code=seal.book_code,
            issuer=seal.issuer,
            diameter_mm=seal.diameter_mm,
            shape=seal.shape,
            keeper=seal.keeper,
            approver=seal.approver,
            in_use_from=seal.in_use_from.isoformat() if seal.in_use_from else None,
            kind=seal.kind or None,
            material=seal.material or None,
        )
    )


def list_seals(work: Work) -> list[rules.Seal]:
    """All seals as they are now, by number."""
    newest = select(func.max(SealRow.seq)).group_by(SealRow.number)
    found = work.session.scalars(select(SealRow).where(SealRow.seq.in_(newest)).order_by(SealRow.number))
    return [_to_seal(row) for row in found]


def get_seal(work: Work, number: int) -> rules.Seal:
    """One seal as it is now. Raises Missing."""
    row = work.connection.execute(_SEAL, {"number": number}).one_or_none()
    if row is None:
        raise Missing(_("没有 {number} 号印章。").format(number=number))
    return _to_seal(row)


def put_matter(work: Work, matter: rules.Matter) -> int:
    """Writes a new version of a matter."""
    materials = [{"name": m.name, "original": m.original} for m in matter.materials]
    return work.add(
        MatterRow(
            number=matter.number,
            seal=matter.seal,
            code=matter.code,
            group=matter.group,
            name=matter.name,
            short_name=matter.short_name,
            document=matter.document,
            materials=as_json(materials),
            form=matter.form,
            ground=matter.ground,
            elsewhere=matter.elsewhere,
            status=matter.status.value,
            aliases=as_json(list(matter.aliases)),
            note=matter.note,
            valid_from=matter.valid_from.isoformat() if matter.valid_from else None,
            valid_to=matter.valid_to.isoformat() if matter.valid_to else None,
            region=matter.region or None,
        )
    )


@lru_cache(
    maxsize=512
)  # a version never changes once it is written, and every page of a list asks for all of them
def _to_matter(row: Any) -> rules.Matter:
    return rules.Matter(
        number=row.number,
        seal=row.seal,
        code=row.code,
        group=row.group,
        name=row.name,
        short_name=row.short_name,
        document=row.document,
        materials=tuple(rules.Material(**material) for material in from_json(row.materials)),
        form=row.form,
        ground=row.ground,
        elsewhere=row.elsewhere,
        status=rules.MatterStatus(row.status),
        aliases=tuple(from_json(row.aliases)),
        note=row.note,
        valid_from=date.fromisoformat(row.valid_from) if row.valid_from else None,
        valid_to=date.fromisoformat(row.valid_to) if row.valid_to else None,
        region=row.region or "",
    )


def matter_versions(work: Work) -> dict[int, rules.Matter]:
    """The newest version of every matter, by number."""
    return {row.number: _to_matter(row) for row in work.connection.execute(_NEWEST_MATTERS)}


def get_matter_version(work: Work, number: int, at: int) -> rules.Matter:
    """A matter as it stood when event `at` was written."""
    return _to_matter(work.connection.execute(_MATTER_VERSION, {"number": number, "at": at}).one())


def list_matters(work: Work, seal: int) -> list[rules.Matter]:
    """The matters of a seal in the order of their codes, those issued elsewhere last."""
    found = [matter for matter in matter_versions(work).values() if matter.seal == seal]
    return sorted(found, key=lambda m: (m.status is not rules.MatterStatus.ALLOWED, m.code))


def find_matter(work: Work, seal: int, code: str, day: date) -> tuple[rules.Matter | None, int]:
    """The matter of a seal with this code, and how many the seal is authorised for on that day."""
    rows = [row for row in work.connection.execute(_NEWEST_MATTERS) if row.seal == seal]
    # Days are kept as YYYY-MM-DD, which compare as they stand: one row of all is made a record.
    on, allowed = day.isoformat(), rules.MatterStatus.ALLOWED.value
    count = sum(
        row.status == allowed and (row.valid_from or on) <= on <= (row.valid_to or on) for row in rows
    )
    found = next((row for row in rows if row.code == code), None)
    return (None if found is None else _to_matter(found)), count


def get_matter(work: Work, number: int) -> rules.Matter:
    """A matter as it is now. Raises Missing."""
    versions = matter_history(work, number)
    if not versions:
        raise Missing(_("没有 {number} 号事项。").format(number=number))
    return versions[-1][1]


def matter_history(work: Work, number: int) -> list[tuple[int, rules.Matter]]:
    """Every version of a matter with the place of its event in the log, oldest first."""
    return [
        (row.seq, _to_matter(row)) for row in work.connection.execute(_MATTER_HISTORY, {"number": number})
    ]
