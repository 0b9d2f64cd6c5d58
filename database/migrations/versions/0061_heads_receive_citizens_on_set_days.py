"""Heads receive citizens on set days"""

import sqlalchemy as sa
from alembic import op

from database.types import Json, Key, UtcTime

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reception",
        sa.Column("key", Key, nullable=False),
        sa.Column("unit_key", Key, nullable=False),
        sa.Column("handle", sa.String(length=60), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("meets_on", sa.Date(), nullable=False),
        sa.Column("regular", sa.Boolean(), nullable=False),
        sa.Column("makes_up", Key, nullable=True),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("dates", Json(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=20), nullable=True),
        sa.Column("holder_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("held_at", UtcTime(), nullable=True),
        sa.Column("visitors", sa.Integer(), nullable=True),
        sa.Column("groups", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", UtcTime(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("conclusion", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("closed_office", Json(), nullable=True),
        sa.Column("document_year", sa.Integer(), nullable=True),
        sa.Column("document_number", sa.Integer(), nullable=True),
        sa.Column("instance_key", Key, nullable=True),
        sa.CheckConstraint("holder in ('head', 'deputy')", name=op.f("ck_reception_holder")),
        sa.CheckConstraint(
            "state in ('planned', 'held', 'closed', 'cancelled')", name=op.f("ck_reception_state")
        ),
        sa.ForeignKeyConstraint(
            ["makes_up"], ["reception.key"], name=op.f("fk_reception_makes_up_reception")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_reception_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reception")),
        sa.UniqueConstraint("instance_key", name=op.f("uq_reception_instance_key")),
        sa.UniqueConstraint(
            "unit_key",
            "document_year",
            "document_number",
            name=op.f("uq_reception_unit_key_document_year_document_number"),
        ),
        sa.UniqueConstraint("unit_key", "planned_on", name=op.f("uq_reception_unit_key_planned_on")),
    )
    op.create_index("ix_reception_makes_up", "reception", ["makes_up"])
    op.create_index("ix_reception_meets_on", "reception", ["unit_key", "meets_on", "key"])
    op.create_index(
        "ix_reception_owed",
        "reception",
        ["unit_key", "due_at", "key"],
        sqlite_where=sa.text("state IN ('planned', 'held')"),
        postgresql_where=sa.text("state IN ('planned', 'held')"),
    )

    op.create_table(
        "reception_calendar",
        sa.Column("key", Key, nullable=False),
        sa.Column("unit_key", Key, nullable=False),
        sa.Column("per", sa.String(length=10), nullable=False),
        sa.Column("days", Json(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", UtcTime(), nullable=False),
        sa.Column("staff_key", Key, nullable=False),
        sa.Column("office", Json(), nullable=False),
        sa.CheckConstraint("per in ('week', 'month')", name=op.f("ck_reception_calendar_per")),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_reception_calendar_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reception_calendar")),
    )
    op.create_index("ix_reception_calendar_unit_key", "reception_calendar", ["unit_key", "since", "key"])

    op.create_table(
        "reception_plan",
        sa.Column("unit_key", Key, autoincrement=False, nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("opens_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_reception_plan_unit_key_unit")),
        sa.PrimaryKeyConstraint("unit_key", name=op.f("pk_reception_plan")),
    )
    op.create_index("ix_reception_plan_opens_at", "reception_plan", ["opens_at"])

    op.create_table(
        "reception_event",
        sa.Column("key", Key, nullable=False),
        sa.Column("reception_key", Key, nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("staff_key", Key, nullable=True),
        sa.Column("office", Json(), nullable=False),
        sa.Column("issue_key", Key, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_key"], ["issue.key"], name=op.f("fk_reception_event_issue_key_issue")
        ),
        sa.ForeignKeyConstraint(
            ["reception_key"], ["reception.key"], name=op.f("fk_reception_event_reception_key_reception")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reception_event")),
    )
    op.create_index("ix_reception_event_reception_key", "reception_event", ["reception_key", "key"])

    op.create_table(
        "reception_issue",
        sa.Column("issue_key", Key, autoincrement=False, nullable=False),
        sa.Column("reception_key", Key, nullable=False),
        sa.Column("unit_key", Key, nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=True),
        sa.Column("named_unit_key", Key, nullable=True),
        sa.Column("named_due", sa.Date(), nullable=True),
        sa.Column("named_what", sa.Text(), server_default="", nullable=False),
        sa.Column("direction_key", Key, nullable=True),
        sa.CheckConstraint("way in ('named', 'clock')", name=op.f("ck_reception_issue_way")),
        sa.ForeignKeyConstraint(
            ["direction_key"], ["direction.key"], name=op.f("fk_reception_issue_direction_key_direction")
        ),
        sa.ForeignKeyConstraint(
            ["issue_key"], ["issue.key"], name=op.f("fk_reception_issue_issue_key_issue")
        ),
        sa.ForeignKeyConstraint(
            ["named_unit_key"], ["unit.key"], name=op.f("fk_reception_issue_named_unit_key_unit")
        ),
        sa.ForeignKeyConstraint(
            ["reception_key"], ["reception.key"], name=op.f("fk_reception_issue_reception_key_reception")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_reception_issue_unit_key_unit")),
        sa.PrimaryKeyConstraint("issue_key", name=op.f("pk_reception_issue")),
        sa.UniqueConstraint("direction_key", name=op.f("uq_reception_issue_direction_key")),
        sa.UniqueConstraint(
            "reception_key", "position", name=op.f("uq_reception_issue_reception_key_position")
        ),
    )
    op.create_index("ix_reception_issue_unit_key", "reception_issue", ["unit_key", "planned_on"])
