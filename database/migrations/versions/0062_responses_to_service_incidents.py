"""Responses to service incidents"""

import sqlalchemy as sa
from alembic import op

from database.types import Json, Key, UtcTime

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "response",
        sa.Column("key", Key, nullable=False),
        sa.Column("unit_key", Key, nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("kind_words", Json, nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=True),
        sa.Column("issue_key", Key, nullable=True),
        sa.Column("in_charge", sa.String(length=80), nullable=False),
        sa.Column("office", Json, nullable=False),
        sa.Column("started_at", UtcTime, nullable=False),
        sa.Column("confirm_hours", sa.Float(), nullable=False),
        sa.Column("close_days", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcTime, nullable=False),
        sa.Column("due_words", Json, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=True),
        sa.Column("closed_at", UtcTime, nullable=True),
        sa.Column("closed_office", Json, nullable=True),
        sa.Column("instance_key", Key, nullable=True),
        sa.CheckConstraint(
            "outcome in ('resolved', 'contained', 'mistaken', 'ended')", name=op.f("ck_response_outcome")
        ),
        sa.CheckConstraint("state in ('running', 'closed')", name=op.f("ck_response_state")),
        sa.ForeignKeyConstraint(["issue_key"], ["issue.key"], name=op.f("fk_response_issue_key_issue")),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_response_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_response")),
        sa.UniqueConstraint("instance_key", name=op.f("uq_response_instance_key")),
        sa.UniqueConstraint("unit_key", "year", "number", name=op.f("uq_response_unit_key_year_number")),
    )
    op.create_index("ix_response_issue_key", "response", ["issue_key", "key"])
    op.create_index("ix_response_state", "response", ["state", "key"])
    op.create_index(
        "ix_response_issue",
        "response",
        ["issue_key"],
        unique=True,
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_index(
        "ix_response_running",
        "response",
        ["unit_key", "due_at", "key"],
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )

    op.create_table(
        "response_party",
        sa.Column("unit_key", Key, autoincrement=False, nullable=False),
        sa.Column("response_key", Key, autoincrement=False, nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_key"], ["response.key"], name=op.f("fk_response_party_response_key_response")
        ),
        sa.PrimaryKeyConstraint("unit_key", "response_key", name=op.f("pk_response_party")),
    )
    op.create_index("ix_response_party_listed", "response_party", ["unit_key", "closed", "response_key"])
    op.create_index("ix_response_party_response", "response_party", ["response_key"])

    op.create_table(
        "response_step",
        sa.Column("key", Key, nullable=False),
        sa.Column("response_key", Key, nullable=False),
        sa.Column("lead_key", Key, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("after", sa.Boolean(), nullable=False),
        sa.Column("unit_key", Key, nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("done_by", sa.String(length=80), nullable=False),
        sa.Column("office", Json, nullable=False),
        sa.Column("words", Json, nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("instead", Json, nullable=True),
        sa.Column("within", sa.Float(), nullable=False),
        sa.Column("counted_in", sa.String(length=20), nullable=False),
        sa.Column("added_office", Json, nullable=True),
        sa.Column("added_at", UtcTime, nullable=True),
        sa.Column("added_reason", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("wave", sa.String(length=40), nullable=True),
        sa.Column("begun_at", UtcTime, nullable=True),
        sa.Column("confirm_by", UtcTime, nullable=True),
        sa.Column("due_at", UtcTime, nullable=False),
        sa.Column("due_words", Json, nullable=False),
        sa.Column("confirmed_at", UtcTime, nullable=True),
        sa.Column("confirmed_office", Json, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("ended_at", UtcTime, nullable=True),
        sa.Column("ended_office", Json, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("instance_key", Key, nullable=True),
        sa.CheckConstraint(
            "counted_in in ('hours', 'working_hours', 'working_days')",
            name=op.f("ck_response_step_counted_in"),
        ),
        sa.CheckConstraint(
            "outcome in ('done', 'partly', 'impossible')", name=op.f("ck_response_step_outcome")
        ),
        sa.CheckConstraint(
            "state in ('waiting', 'open', 'done', 'skipped', 'dropped')", name=op.f("ck_response_step_state")
        ),
        sa.ForeignKeyConstraint(
            ["response_key"], ["response.key"], name=op.f("fk_response_step_response_key_response")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_response_step_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_response_step")),
        sa.UniqueConstraint("instance_key", name=op.f("uq_response_step_instance_key")),
        sa.UniqueConstraint("response_key", "position", name=op.f("uq_response_step_response_key_position")),
    )
    op.create_index(
        "ix_response_step_awaited",
        "response_step",
        ["lead_key", "due_at", "key"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_response_step_owed",
        "response_step",
        ["unit_key", "due_at", "key"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_response_step_wave", "response_step", ["wave"])
