"""The first office: the evidence log, the people, the seals and their register."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "accounts",
    "delegations",
    "events",
    "kept_copies",
    "matters",
    "paper_signatures",
    "seal_uses",
    "seals",
    "settings",
    "signing_keys",
    "stopped_requests",
    "use_steps",
)


def upgrade() -> None:
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    op.create_index(op.f("ix_access_log_time"), "access_log", ["time"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_accounts")),
    )
    op.create_index(op.f("ix_accounts_number"), "accounts", ["number"], unique=False)
    op.create_table(
        "delegations",
        sa.Column("approver", sa.Integer(), nullable=False),
        sa.Column("deputy", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("revokes", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_delegations")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handler", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_handler"), "drafts", ["handler"], unique=False)
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_kind_events_seq"), "events", ["kind", "seq"], unique=False)
    op.create_index(
        op.f("ix_events_subject_kind_events_subject_id"),
        "events",
        ["subject_kind", "subject_id"],
        unique=False,
    )
    op.create_table(
        "kept_copies",
        sa.Column("use", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("thumbnails", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_kept_copies")),
    )
    op.create_index(op.f("ix_kept_copies_sha256"), "kept_copies", ["sha256"], unique=False)
    op.create_index(op.f("ix_kept_copies_use"), "kept_copies", ["use"], unique=False)
    op.create_table(
        "log_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("last_time", sa.Text(), nullable=False),
        sa.Column("checkpoint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_state")),
    )
    op.create_table(
        "matters",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seal", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("elsewhere", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_matters")),
    )
    op.create_index(op.f("ix_matters_number"), "matters", ["number"], unique=False)
    op.create_table(
        "paper_signatures",
        sa.Column("use", sa.Integer(), nullable=False),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_paper_signatures")),
    )
    op.create_index(op.f("ix_paper_signatures_check_code"), "paper_signatures", ["check_code"], unique=False)
    op.create_index(op.f("ix_paper_signatures_use"), "paper_signatures", ["use"], unique=False)
    op.create_table(
        "seal_uses",
        sa.Column("seal", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("handler", sa.Integer(), nullable=False),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("seam", sa.Boolean(), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("visited_on", sa.Text(), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("applicant_name", sa.Text(), nullable=True),
        sa.Column("applicant_id_number", sa.Text(), nullable=True),
        sa.Column("applicant_phone", sa.Text(), nullable=True),
        sa.Column("applicant_address", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("agent_name", sa.Text(), nullable=True),
        sa.Column("agent_id_number", sa.Text(), nullable=True),
        sa.Column("agent_phone", sa.Text(), nullable=True),
        sa.Column("agent_relation", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_seal_uses")),
        sa.UniqueConstraint("seal", "year", "running", name=op.f("uq_seal_uses_seal_year_running")),
    )
    op.create_index(op.f("ix_seal_uses_corrects"), "seal_uses", ["corrects"], unique=False)
    op.create_table(
        "seals",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("book_code", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("diameter_mm", sa.Integer(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("keeper", sa.Integer(), nullable=False),
        sa.Column("approver", sa.Integer(), nullable=False),
        sa.Column("in_use_from", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_seals")),
    )
    op.create_index(op.f("ix_seals_number"), "seals", ["number"], unique=False)
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_settings")),
    )
    op.create_index(op.f("ix_settings_name"), "settings", ["name"], unique=False)
    op.create_table(
        "signing_keys",
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("signed_by_old", sa.LargeBinary(), nullable=True),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_signing_keys")),
    )
    op.create_table(
        "stopped_requests",
        sa.Column("seal", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_stopped_requests")),
    )
    op.create_table(
        "use_states",
        sa.Column("use", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Integer(), nullable=False),
        sa.Column("handler", sa.Integer(), nullable=False),
        sa.Column("approver", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("sealed_at", sa.Text(), nullable=True),
        sa.Column("impressions", sa.Integer(), nullable=False),
        sa.Column("kept_pages", sa.Integer(), nullable=False),
        sa.Column("keeper_approved", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("use", name=op.f("pk_use_states")),
    )
    op.create_index(
        op.f("ix_use_states_month_use_states_state"), "use_states", ["month", "state"], unique=False
    )
    op.create_index(
        op.f("ix_use_states_seal_use_states_year_use_states_running"),
        "use_states",
        ["seal", "year", "running"],
        unique=False,
    )
    op.create_index(op.f("ix_use_states_state_use_states_use"), "use_states", ["state", "use"], unique=False)
    op.create_table(
        "use_steps",
        sa.Column("use", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("in_place_of", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("visited_on", sa.Text(), nullable=True),
        sa.Column("impressions", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=True),
        sa.Column("keeper_approved", sa.Boolean(), nullable=False),
        sa.Column("halves_kept", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_use_steps")),
    )
    op.create_index(op.f("ix_use_steps_use"), "use_steps", ["use"], unique=False)
    for table in APPEND_ONLY:
        for action in ("UPDATE", "DELETE"):
            name = f"{table}_no_{action.lower()}"
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'register is append-only'); END"
            )


def downgrade() -> None:
    op.drop_index(op.f("ix_use_steps_use"), table_name="use_steps")
    op.drop_table("use_steps")
    op.drop_index(op.f("ix_use_states_state_use_states_use"), table_name="use_states")
    op.drop_index(op.f("ix_use_states_seal_use_states_year_use_states_running"), table_name="use_states")
    op.drop_index(op.f("ix_use_states_month_use_states_state"), table_name="use_states")
    op.drop_table("use_states")
    op.drop_table("stopped_requests")
    op.drop_table("signing_keys")
    op.drop_index(op.f("ix_settings_name"), table_name="settings")
    op.drop_table("settings")
    op.drop_index(op.f("ix_seals_number"), table_name="seals")
    op.drop_table("seals")
    op.drop_index(op.f("ix_seal_uses_corrects"), table_name="seal_uses")
    op.drop_table("seal_uses")
    op.drop_index(op.f("ix_paper_signatures_use"), table_name="paper_signatures")
    op.drop_index(op.f("ix_paper_signatures_check_code"), table_name="paper_signatures")
    op.drop_table("paper_signatures")
    op.drop_index(op.f("ix_matters_number"), table_name="matters")
    op.drop_table("matters")
    op.drop_table("log_state")
    op.drop_index(op.f("ix_kept_copies_use"), table_name="kept_copies")
    op.drop_index(op.f("ix_kept_copies_sha256"), table_name="kept_copies")
    op.drop_table("kept_copies")
    op.drop_index(op.f("ix_events_subject_kind_events_subject_id"), table_name="events")
    op.drop_index(op.f("ix_events_kind_events_seq"), table_name="events")
    op.drop_table("events")
    op.drop_index(op.f("ix_drafts_handler"), table_name="drafts")
    op.drop_table("drafts")
    op.drop_table("delegations")
    op.drop_index(op.f("ix_accounts_number"), table_name="accounts")
    op.drop_table("accounts")
    op.drop_index(op.f("ix_access_log_time"), table_name="access_log")
    op.drop_table("access_log")
