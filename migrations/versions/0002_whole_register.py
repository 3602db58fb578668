"""The whole register: seal life, dated matters, templates, year closings, old books, and lists for a million."""

from itertools import pairwise

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "data_corrections",
    "seal_papers",
    "seal_steps",
    "take_overs",
    "taken_uses",
    "templates",
    "year_closings",
)
LATER = {
    "accounts": ("grid",),
    "kept_copies": ("paper_location",),
    "matters": ("valid_from", "valid_to", "region"),
    "seal_uses": ("used_at", "late_reason", "slip_number"),
    "seals": ("kind", "material"),
}
OLD_STATES = ("seal", "year", "running"), ("state", "use"), ("month", "state")
STATES = (
    ("seal", "year", "running"),
    ("seal", "state", "year", "running"),
    ("seal", "month", "running"),
    ("seal", "matter", "year", "running"),
    ("handler", "use"),
    ("state", "use"),
)


def text(name: str, *, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=null)


def number(name: str, *, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=null)


def blob(name: str, *, null: bool = False) -> sa.Column:
    return sa.Column(name, sa.LargeBinary(), nullable=null)


def yes_no(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def register(table: str, *columns: sa.Column | sa.UniqueConstraint, indexed: str = "") -> None:
    op.create_table(
        table,
        *columns,
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        blob("salts", null=True),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{table}")),
    )
    if indexed:
        op.create_index(op.f(f"ix_{table}_{indexed}"), table, [indexed])


def state_index(columns: tuple[str, ...]) -> str:
    return "ix_" + "_".join(f"use_states_{name}" for name in columns)


def scanned() -> list[sa.Column]:
    return [
        text("name", null=True),
        text("media_type"),
        text("sha256"),
        number("size"),
        number("pages"),
        text("kept_at"),
        number("by"),
        blob("content"),
        blob("thumbnails"),
    ]


def upgrade() -> None:
    for table, names in LATER.items():
        for name in names:
            op.add_column(table, text(name, null=True))
    register(
        "seal_steps",
        *(number("seal"), text("kind"), text("at"), number("by"), number("desk")),
        *(number("approver", null=True), text("due_back", null=True), number("impressions", null=True)),
        *(number("ends", null=True), text("facts"), text("persons", null=True), text("reason", null=True)),
        indexed="seal",
    )
    op.create_index(op.f("ix_seal_steps_ends"), "seal_steps", ["ends"])
    register("seal_papers", number("step"), text("purpose"), *scanned(), indexed="step")
    register(
        "templates",
        *(text("form"), number("version"), text("title"), text("body")),
        *(text("valid_from"), text("reason"), number("by")),
        indexed="form",
    )
    register(
        "year_closings",
        *(number("seal"), number("year"), number("last_running"), number("entries"), number("uses")),
        *(number("copies"), number("impressions"), number("kept_pages"), text("at"), number("by")),
        *(number("desk"), text("sha256"), blob("signature"), blob("content")),
        sa.UniqueConstraint("seal", "year", name=op.f("uq_year_closings_seal_year")),
    )
    register(
        "take_overs",
        *(number("seal"), text("name", null=True), text("sha256"), text("columns"), number("rows")),
        *(number("taken"), text("refused"), text("at"), number("by")),
    )
    register(
        "taken_uses",
        *(number("take_over"), number("line"), number("seal"), number("year"), number("running")),
        *(text("number"), text("used_on"), text("date_written"), number("matter", null=True)),
        *(text("matter_written"), text("document"), text("recipient"), number("copies")),
        *(text("kept_written"), yes_no("kept"), text("marks")),
        *(text("handler_name", null=True), text("approver_name", null=True)),
        *(text("applicant_name", null=True), text("applicant_id_number", null=True)),
        *(text("applicant_phone", null=True), text("applicant_address", null=True)),
        *(text("purpose", null=True), text("remark", null=True)),
        sa.UniqueConstraint("seal", "year", "running", name=op.f("uq_taken_uses_seal_year_running")),
        indexed="take_over",
    )
    register(
        "data_corrections",
        *(number("use"), text("field"), text("value", null=True), text("reason", null=True)),
        *(text("at"), number("by")),
        indexed="use",
    )
    _protect()
    _lists()


def _protect() -> None:
    for table in APPEND_ONLY:
        for action in ("UPDATE", "DELETE"):
            name = f"{table}_no_{action.lower()}"
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'register is append-only'); END"
            )


def _lists() -> None:
    """Makes the derived lists anew, out of the ones before and the registers."""
    for columns in OLD_STATES:
        op.drop_index(op.f(state_index(columns)), table_name="use_states")
    op.rename_table("use_states", "old_states")
    op.create_table(
        "use_states",
        sa.Column("use", sa.Integer(), autoincrement=False, nullable=False),
        *(number("seal"), number("year"), number("running"), number("matter", null=True)),
        *(number("handler", null=True), number("approver", null=True), text("state"), text("at")),
        *(text("month"), text("sealed_at", null=True), number("copies"), number("impressions")),
        *(number("kept_pages"), yes_no("keeper_approved"), yes_no("taken_over"), text("search")),
        sa.PrimaryKeyConstraint("use", name=op.f("pk_use_states")),
    )
    op.execute(
        "INSERT INTO use_states (use, seal, year, running, matter, handler, approver, state, at, month, "
        "sealed_at, copies, impressions, kept_pages, keeper_approved, taken_over, search) "
        "SELECT old.use, old.seal, old.year, old.running, old.matter, old.handler, old.approver, old.state, "
        "old.at, old.month, old.sealed_at, entry.copies, old.impressions, old.kept_pages, old.keeper_approved, "
        "0, old.search FROM old_states AS old JOIN seal_uses AS entry ON entry.seq = old.use"
    )
    op.drop_table("old_states")
    for columns in STATES:
        op.create_index(op.f(state_index(columns)), "use_states", list(columns))
    keys = ("seal", "year", "matter", "handler")
    op.create_table(
        "use_counts",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in keys),
        *(text("month"), text("state")),
        *(number("entries"), number("copies"), number("impressions"), number("kept_pages")),
        sa.PrimaryKeyConstraint(
            "seal", "year", "month", "matter", "handler", "state", name=op.f("pk_use_counts")
        ),
    )
    op.execute(
        "INSERT INTO use_counts (seal, year, month, matter, handler, state, entries, copies, impressions, "
        "kept_pages) SELECT seal, year, month, coalesce(matter, 0), coalesce(handler, 0), state, count(*), "
        "sum(copies), sum(impressions), sum(kept_pages) FROM use_states "
        "GROUP BY seal, year, month, coalesce(matter, 0), coalesce(handler, 0), state"
    )
    op.execute("CREATE VIRTUAL TABLE use_words USING fts5(words, content='', detail=none, tokenize='ascii')")
    connection = op.get_bind()
    add = sa.text("INSERT INTO use_words (rowid, words) VALUES (:use, :words)")
    for use, searched in connection.execute(sa.text("SELECT use, search FROM use_states ORDER BY use")).all():
        connection.execute(add, {"use": use, "words": " ".join(_terms(searched))})


def _terms(searched: str) -> dict[str, None]:
    """Each character and each pair of neighbours, in letters and digits alone."""
    found: dict[str, None] = {}
    for part in searched.split("\n"):
        codes = [f"{ord(character):x}" for character in part]
        found |= dict.fromkeys(codes)
        found |= dict.fromkeys(f"{one}x{other}" for one, other in pairwise(codes))
    return found


def downgrade() -> None:
    op.drop_table("use_words")
    op.drop_table("use_counts")
    for columns in STATES:
        op.drop_index(op.f(state_index(columns)), table_name="use_states")
    op.rename_table("use_states", "new_states")
    op.create_table(
        "use_states",
        sa.Column("use", sa.Integer(), autoincrement=False, nullable=False),
        *(number("seal"), number("year"), number("running"), number("matter"), number("handler")),
        *(number("approver", null=True), text("state"), text("at"), text("month")),
        *(text("sealed_at", null=True), number("impressions"), number("kept_pages")),
        *(yes_no("keeper_approved"), text("search")),
        sa.PrimaryKeyConstraint("use", name=op.f("pk_use_states")),
    )
    op.execute(
        "INSERT INTO use_states SELECT use, seal, year, running, matter, handler, approver, state, at, month, "
        "sealed_at, impressions, kept_pages, keeper_approved, search FROM new_states WHERE NOT taken_over"
    )
    op.drop_table("new_states")
    for columns in OLD_STATES:
        op.create_index(op.f(state_index(columns)), "use_states", list(columns))
    for table in APPEND_ONLY:
        op.drop_table(table)
    for table, names in LATER.items():
        for name in names:
            op.drop_column(table, name)
