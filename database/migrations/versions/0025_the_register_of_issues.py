"""The register of issues"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "category",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("parent", sa.String(length=60), nullable=True),
        sa.Column("name_vi", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_category_days")),
        sa.ForeignKeyConstraint(["parent"], ["category.code"], name=op.f("fk_category_parent_category")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_category")),
    )
    op.create_table(
        "issue",
        sa.Column("key", KEY, nullable=False),
        sa.Column("unit_key", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("raised_unit_key", KEY, nullable=False),
        sa.Column("place_unit_key", KEY, nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("own_mentions", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("received_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("due_words", database.types.Json(), nullable=True),
        sa.Column("instance_key", KEY, nullable=True),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("programmes", database.types.Json(), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("charge_unit_key", KEY, nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("answered_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("directed_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("merged_into", KEY, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_issue")),
        sa.UniqueConstraint("unit_key", "year", "number", name=op.f("uq_issue_unit_key_year_number")),
    )
    op.create_index("ix_issue_alike", "issue", ["place_unit_key", "field", "raised_on"])
    op.create_index("ix_issue_instance_key", "issue", ["instance_key"])
    op.create_index("ix_issue_merged_into", "issue", ["merged_into"])
    op.create_index("ix_issue_raised", "issue", ["raised_unit_key", "state"])

    op.create_table(
        "programme",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name_vi", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.CheckConstraint("last_year >= first_year", name=op.f("ck_programme_years")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_programme")),
    )
    op.create_table(
        "issue_answer",
        sa.Column("key", KEY, nullable=False),
        sa.Column("issue_key", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("unit_key", KEY, nullable=False),
        sa.Column("level", sa.String(length=40), nullable=True),
        sa.Column("written_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("written_by", KEY, nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("reviewed_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("review", sa.String(length=20), nullable=True),
        sa.Column("review_office", database.types.Json(), nullable=True),
        sa.Column("reason_code", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("sent_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["issue_key"], ["issue.key"], name=op.f("fk_issue_answer_issue_key_issue")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_issue_answer")),
        sa.UniqueConstraint("issue_key", "number", name=op.f("uq_issue_answer_issue_key_number")),
    )
    op.create_index("ix_issue_answer_unit", "issue_answer", ["unit_key", "reviewed_at"])

    op.create_table(
        "issue_event",
        sa.Column("key", KEY, nullable=False),
        sa.Column("issue_key", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("was", sa.String(length=400), nullable=False),
        sa.Column("became", sa.String(length=400), nullable=False),
        sa.Column("reason_code", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("staff_key", KEY, nullable=True),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("programmes", database.types.Json(), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("charge_unit_key", KEY, nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("answered_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("directed_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("merged_into", KEY, nullable=True),
        sa.ForeignKeyConstraint(["issue_key"], ["issue.key"], name=op.f("fk_issue_event_issue_key_issue")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_issue_event")),
        sa.UniqueConstraint("issue_key", "number", name=op.f("uq_issue_event_issue_key_number")),
    )
    op.create_index("ix_issue_event_day", "issue_event", ["day", "key"])

    op.create_table(
        "issue_party",
        sa.Column("unit_key", KEY, autoincrement=False, nullable=False),
        sa.Column("issue_key", KEY, nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("since", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("ordered_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_key"], ["issue.key"], name=op.f("fk_issue_party_issue_key_issue")),
        sa.PrimaryKeyConstraint("unit_key", "issue_key", name=op.f("pk_issue_party")),
    )
    op.create_index(
        "ix_issue_party_field",
        "issue_party",
        ["unit_key", "scope", "field", "stage", "ordered_at", "issue_key"],
    )
    op.create_index("ix_issue_party_issue_key", "issue_party", ["issue_key"])
    op.create_index(
        "ix_issue_party_order", "issue_party", ["unit_key", "scope", "stage", "ordered_at", "issue_key"]
    )

    op.create_table(
        "issue_to_begin",
        sa.Column("issue_key", KEY, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["issue_key"], ["issue.key"], name=op.f("fk_issue_to_begin_issue_key_issue")),
        sa.PrimaryKeyConstraint("issue_key", name=op.f("pk_issue_to_begin")),
    )
    op.create_table(
        "issue_source",
        sa.Column("key", KEY, nullable=False),
        sa.Column("issue_key", KEY, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("unit_key", KEY, nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("report_issue_key", KEY, nullable=True),
        sa.Column("report_key", KEY, nullable=True),
        sa.Column("period", sa.String(length=16), nullable=True),
        sa.Column("replaced", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("receipt", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["issue_key"], ["issue.key"], name=op.f("fk_issue_source_issue_key_issue")),
        sa.ForeignKeyConstraint(
            ["report_issue_key"],
            ["report_issue.key"],
            name=op.f("fk_issue_source_report_issue_key_report_issue"),
        ),
        sa.ForeignKeyConstraint(
            ["report_key"], ["report.key"], name=op.f("fk_issue_source_report_key_report")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_issue_source")),
        sa.UniqueConstraint(
            "issue_key", "report_issue_key", name=op.f("uq_issue_source_issue_key_report_issue_key")
        ),
        sa.UniqueConstraint("receipt", name=op.f("uq_issue_source_receipt")),
    )
    op.create_index("ix_issue_source_report_issue_key", "issue_source", ["report_issue_key"])
    op.create_index("ix_issue_source_report_key", "issue_source", ["report_key"])
