"""Seals and matters: every change is a new row, the newest row of a number counts."""

from datetime import date

from sqlalchemy import func, select

from desktop.domain import seals as rules
from desktop.domain.problems import Missing
from desktop.i18n import _
from desktop.storage.base import as_json, from_json
from desktop.storage.database import Work
from desktop.storage.seals.tables import MatterRow, SealRow


def _to_seal(row: SealRow) -> rules.Seal:
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
        )
    )


def list_seals(work: Work) -> list[rules.Seal]:
    """All seals as they are now, by number."""
    newest = select(func.max(SealRow.seq)).group_by(SealRow.number)
    found = work.session.scalars(select(SealRow).where(SealRow.seq.in_(newest)).order_by(SealRow.number))
    return [_to_seal(row) for row in found]


def get_seal(work: Work, number: int) -> rules.Seal:
    """One seal as it is now. Raises Missing."""
    row = work.session.scalars(
        select(SealRow).where(SealRow.number == number).order_by(SealRow.seq.desc()).limit(1)
    ).one_or_none()
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
        )
    )


def _to_matter(row: MatterRow) -> rules.Matter:
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
    )


def matter_versions(work: Work) -> dict[int, rules.Matter]:
    """The newest version of every matter, by number."""
    newest = select(func.max(MatterRow.seq)).group_by(MatterRow.number)
    found = work.session.scalars(
        select(MatterRow).where(MatterRow.seq.in_(newest)).order_by(MatterRow.number)
    )
    return {row.number: _to_matter(row) for row in found}


def get_matter_version(work: Work, number: int, at: int) -> rules.Matter:
    """A matter as it stood when event `at` was written."""
    row = work.session.scalars(
        select(MatterRow)
        .where(MatterRow.number == number, MatterRow.seq <= at)
        .order_by(MatterRow.seq.desc())
        .limit(1)
    ).one()
    return _to_matter(row)


def list_matters(work: Work, seal: int) -> list[rules.Matter]:
    """The matters of a seal in the order of their codes, those issued elsewhere last."""
    found = [matter for matter in matter_versions(work).values() if matter.seal == seal]
    return sorted(found, key=lambda m: (m.status is not rules.MatterStatus.ALLOWED, m.code))
