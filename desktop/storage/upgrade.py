"""Bringing an office's database to the tables of this version, before anybody works in it."""

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from desktop.domain.problems import Unavailable
from desktop.i18n import _
from desktop.paths import MIGRATIONS
from desktop.storage import sqlite
from desktop.storage.database import Database

HEAD = "0003"
"""The newest revision in `migrations/`. A house test holds it to what stands there."""


def current_revision(database: Database) -> str:
    """The revision an office's database is at; empty when it has no tables yet."""
    with database.bare() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def known_revisions() -> set[str]:
    """The revisions this version of the program can open."""
    return {path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def is_older(revision: str) -> bool:
    """Whether an office at this revision must be brought to `HEAD` before anybody works in it."""
    return revision != HEAD and revision in known_revisions()


def upgrade(database: Database) -> bool:
    """Brings the database to `HEAD`. Gives whether anything had to be done.

    Raises Unavailable for an office that a newer version of the program has written.
    """
    revision = current_revision(database)
    if revision == HEAD:
        return False
    if revision and revision not in known_revisions():
        raise Unavailable(_("这个办公室是用更新的版本写过的。旧版本打开会弄坏它。请先升级有据，再打开。"))
    _run(database)
    return True


def _run(database: Database) -> None:
    # Alembic is heavy to import and needed once in an office's life and at upgrades.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(MIGRATIONS)).replace("%", "%%"))
    try:
        with database.engine.connect() as opened:
            config.attributes["connection"] = opened.execution_options(writing=True)
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise sqlite.unavailable(error) from error
