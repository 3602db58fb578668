"""The office's own papers beside their entries, and persons found by ID number without reading the register."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PERSONS = (
    ("seal_uses", "applicant_id_number"),
    ("seal_uses", "agent_id_number"),
    ("taken_uses", "applicant_id_number"),
)


def upgrade() -> None:
    op.create_table(
        "paper_documents",
        sa.Column("use", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salts", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_paper_documents")),
    )
    op.create_index(op.f("ix_paper_documents_use"), "paper_documents", ["use"])
    for action in ("UPDATE", "DELETE"):
        name = f"paper_documents_no_{action.lower()}"
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON paper_documents "
            "BEGIN SELECT RAISE(ABORT, 'register is append-only'); END"
        )
    for table, column in PERSONS:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table, column in PERSONS:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    op.drop_table("paper_documents")
