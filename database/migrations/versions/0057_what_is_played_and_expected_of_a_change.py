"""What is played and expected of a change"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "design_play",
        sa.Column("change_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("steps", database.types.Json(), nullable=False),
        sa.Column("changed_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_key"], ["design_change.key"], name=op.f("fk_design_play_change_key_design_change")
        ),
        sa.ForeignKeyConstraint(["staff_key"], ["staff.key"], name=op.f("fk_design_play_staff_key_staff")),
        sa.PrimaryKeyConstraint("change_key", "staff_key", name=op.f("pk_design_play")),
    )
    op.create_table(
        "design_scenario",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("process", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("steps", database.types.Json(), nullable=False),
        sa.Column("checks", database.types.Json(), nullable=False),
        sa.Column("expected", database.types.Json(), nullable=False),
        sa.Column("replaces_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("kept_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("ended_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_key"], ["design_change.key"], name=op.f("fk_design_scenario_change_key_design_change")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["staff.key"], name=op.f("fk_design_scenario_made_by_staff")),
        sa.ForeignKeyConstraint(
            ["replaces_key"],
            ["design_scenario.key"],
            name=op.f("fk_design_scenario_replaces_key_design_scenario"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_design_scenario")),
    )
    with op.batch_alter_table("design_scenario", schema=None) as batch_op:
        batch_op.create_index("ix_design_scenario_change", ["change_key"], unique=False)
        batch_op.create_index("ix_design_scenario_kept", ["kept_at"], unique=False)

    op.create_table(
        "design_scenario_run",
        sa.Column("scenario_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("told", database.types.Json(), nullable=False),
        sa.Column("outcome", database.types.Json(), nullable=True),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("accepted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("accepted_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["staff.key"], name=op.f("fk_design_scenario_run_accepted_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["change_key"],
            ["design_change.key"],
            name=op.f("fk_design_scenario_run_change_key_design_change"),
        ),
        sa.ForeignKeyConstraint(
            ["scenario_key"],
            ["design_scenario.key"],
            name=op.f("fk_design_scenario_run_scenario_key_design_scenario"),
        ),
        sa.PrimaryKeyConstraint("scenario_key", "change_key", name=op.f("pk_design_scenario_run")),
    )
