"""The office's own wordings of its papers: each version a row, none ever changed."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from desktop.domain.seals.templates import Template
from desktop.storage import people
from desktop.storage.base import as_json, from_json
from desktop.storage.database import Work
from desktop.storage.seals.tables import TemplateRow

_VERSIONS = (
    select(TemplateRow.__table__).where(TemplateRow.form == bindparam("of")).order_by(TemplateRow.version)
)


def put_template(work: Work, template: Template, valid_from: date, by: int) -> int:
    """Writes a new version of a wording."""
    return work.add(
        TemplateRow(
            form=template.form,
            version=template.version,
            title=template.title,
            body=as_json(list(template.paragraphs)),
            valid_from=valid_from.isoformat(),
            reason=template.reason,
            by=by,
        )
    )


def list_templates(work: Work, form: str) -> list[Template]:
    """The office's own versions of a paper's wording, oldest first; the program's first one is not among them."""
    rows: Any = work.connection.execute(_VERSIONS, {"of": form}).all()
    names = {account.number: account.name for account in people.list_accounts(work)} if rows else {}
    return [
        Template(
            form=row.form,
            version=row.version,
            title=row.title,
            paragraphs=tuple(from_json(row.body)),
            valid_from=date.fromisoformat(row.valid_from),
            reason=row.reason,
            by_name=names[row.by],
        )
        for row in rows
    ]
