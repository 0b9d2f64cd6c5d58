"""What numbers and issues of longer reports were taken from"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "report_source",
        sa.Column("key", KEY, nullable=False),
        sa.Column("report_key", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("version_key", KEY, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("taken_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"], ["report.key"], name=op.f("fk_report_source_report_key_report")
        ),
        sa.ForeignKeyConstraint(
            ["version_key"], ["report_version.key"], name=op.f("fk_report_source_version_key_report_version")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_report_source")),
        sa.UniqueConstraint(
            "report_key",
            "number",
            "field",
            "version_key",
            name=op.f("uq_report_source_report_key_number_field_version_key"),
        ),
    )
    with op.batch_alter_table("report_source", schema=None) as batch_op:
        batch_op.create_index("ix_report_source_version_key", ["version_key"], unique=False)
    op.create_table(
        "number_reason",
        sa.Column("report_key", KEY, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"], ["report.key"], name=op.f("fk_number_reason_report_key_report")
        ),
        sa.PrimaryKeyConstraint("report_key", "number", "field", name=op.f("pk_number_reason")),
    )
    op.create_table(
        "report_issue_origin",
        sa.Column("version_key", KEY, nullable=False),
        sa.Column("origin_key", KEY, nullable=False),
        sa.Column("issue_key", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_key"],
            ["report_version.key"],
            name=op.f("fk_report_issue_origin_version_key_report_version"),
        ),
        sa.ForeignKeyConstraint(
            ["origin_key"], ["report_issue.key"], name=op.f("fk_report_issue_origin_origin_key_report_issue")
        ),
        sa.ForeignKeyConstraint(
            ["issue_key"], ["report_issue.key"], name=op.f("fk_report_issue_origin_issue_key_report_issue")
        ),
        sa.PrimaryKeyConstraint("version_key", "origin_key", name=op.f("pk_report_issue_origin")),
    )
    with op.batch_alter_table("report_issue_origin", schema=None) as batch_op:
        batch_op.create_index("ix_report_issue_origin_issue_key", ["issue_key"], unique=False)
        batch_op.create_index("ix_report_issue_origin_origin_key", ["origin_key"], unique=False)
