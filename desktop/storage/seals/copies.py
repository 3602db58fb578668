"""Kept copies, drafts and stopped requests."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update

from desktop.domain import seals as rules
from desktop.domain.problems import Missing
from desktop.i18n import _
from desktop.storage.base import as_json, from_json
from desktop.storage.database import Work
from desktop.storage.seals.tables import CopyRow, DraftRow, StoppedRow, UseRow

LENGTH_BYTES = 4


def packed(pictures: tuple[bytes, ...]) -> bytes:
    """Small pictures as one value of a column."""
    return b"".join(len(picture).to_bytes(LENGTH_BYTES, "big") + picture for picture in pictures)


def unpacked(value: bytes) -> tuple[bytes, ...]:
    """The reverse of `packed`."""
    pictures, at = [], 0
    while at < len(value):
        size = int.from_bytes(value[at : at + LENGTH_BYTES], "big")
        pictures.append(value[at + LENGTH_BYTES : at + LENGTH_BYTES + size])
        at += LENGTH_BYTES + size
    return tuple(pictures)


_PAGES = select(func.coalesce(func.sum(CopyRow.pages), 0)).where(CopyRow.use == bindparam("of"))


def kept_pages(work: Work, use: int) -> int:
    """How many pages are kept with an entry."""
    return int(work.connection.execute(_PAGES, {"of": use}).scalar_one())


def add_copy(work: Work, use: int, copy: rules.CopyContent, by: int) -> int:
    """Keeps a file with an entry, whole, in this transaction."""
    return work.add(
        CopyRow(
            use=use,
            name=copy.name,
            media_type=copy.media_type,
            sha256=copy.sha256,
            size=len(copy.content),
            pages=copy.pages,
            kept_at=work.now,
            by=by,
            content=copy.content,
            thumbnails=packed(copy.thumbnails),
        )
    )


_KEPT = (
    select(*(column for column in CopyRow.__table__.columns if column.name not in ("content", "salts")))
    .where(CopyRow.use == bindparam("of"))
    .order_by(CopyRow.seq)
)


def kept_copies(work: Work, use: int) -> list[rules.KeptCopy]:
    """The copies kept with an entry, in the order they came, without their contents."""
    found = work.connection.execute(_KEPT, {"of": use})
    return [
        rules.KeptCopy(
            seq=row.seq,
            use=row.use,
            name=row.name or "",
            media_type=row.media_type,
            sha256=row.sha256,
            size=row.size,
            pages=row.pages,
            kept_at=datetime.fromisoformat(row.kept_at),
            by=row.by,
            thumbnails=unpacked(row.thumbnails),
        )
        for row in found
    ]


def copy_content(work: Work, use: int, copy: int) -> tuple[str, bytes]:
    """The media type and the bytes of a copy kept with this entry. Raises Missing."""
    row = work.connection.execute(
        select(CopyRow.media_type, CopyRow.content).where(CopyRow.seq == copy, CopyRow.use == use)
    ).one_or_none()
    if row is None:
        raise Missing(_("没有这份留底。"))
    return row.media_type, row.content


def entries_with_copy(work: Work, sha256: str, *, but: int) -> list[str]:
    """The numbers of other entries that keep the very same file."""
    query = select(UseRow.number).join(CopyRow, CopyRow.use == UseRow.seq)
    query = query.where(CopyRow.sha256 == sha256, CopyRow.use != but).distinct()
    return list(work.session.scalars(query))


def save_draft(work: Work, draft: int | None, handler: int, form: Mapping[str, object]) -> int:
    """Keeps a request as typed, new or in the place of its earlier state. Gives the draft's key."""
    work.touch()
    values = {"handler": handler, "saved_at": work.now, "form": as_json(form)}
    if draft is not None:
        changed = work.session.execute(
            update(DraftRow).where(DraftRow.id == draft, DraftRow.handler == handler).values(**values)
        )
        if changed.rowcount:  # type: ignore[attr-defined]
            return draft
    # Drafts are numbered apart from the log; a number is not given again while a later one stands.
    number = (work.session.scalar(select(func.max(DraftRow.id))) or 0) + 1
    work.session.execute(insert(DraftRow).values(id=number, **values))
    return number


def drop_draft(work: Work, draft: int, handler: int) -> None:
    """Takes a draft away, after it was submitted or given up."""
    work.touch()
    work.session.execute(delete(DraftRow).where(DraftRow.id == draft, DraftRow.handler == handler))


def list_drafts(work: Work, handler: int) -> list[rules.Draft]:
    """A handler's drafts, newest first."""
    query = select(DraftRow).where(DraftRow.handler == handler).order_by(DraftRow.saved_at.desc())
    return [
        rules.Draft(row.id, row.handler, datetime.fromisoformat(row.saved_at), from_json(row.form))
        for row in work.session.scalars(query)
    ]


def add_stopped(work: Work, seal: int, asked: str) -> int:
    """Notes a request that was stopped because its matter is not authorised."""
    return work.add(StoppedRow(seal=seal, asked=asked, at=work.now))


def asked_for(work: Work, seq: int) -> str:
    """What was asked for in a stopped request, for the list of what happened lately."""
    return work.session.scalar(select(StoppedRow.asked).where(StoppedRow.seq == seq)) or ""


def count_stopped(work: Work, month: str) -> int:
    """How many requests were stopped in a month (YYYY-MM)."""
    query = select(func.count()).select_from(StoppedRow).where(StoppedRow.at.startswith(month))
    return work.session.scalar(query) or 0


def stopped_in(work: Work, seal: int, year: int) -> list[tuple[int, str]]:
    """The requests stopped for a seal in a year: the month of each and what was asked for."""
    query = select(StoppedRow.at, StoppedRow.asked).where(
        StoppedRow.seal == seal, StoppedRow.at.startswith(f"{year:04}-")
    )
    return [(int(at[5:7]), asked or "") for at, asked in work.connection.execute(query)]
