"""What process owners draw and deploy"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "design_content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_design_content")),
    )
    op.create_table(
        "design_belonging",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_design_belonging_unit_key_unit")),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_design_belonging")),
    )
    op.create_table(
        "design_change",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("changed_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("proposed_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("ended_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('open', 'proposed', 'deployed', 'dropped')", name=op.f("ck_design_change_state")
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.key"], name=op.f("fk_design_change_opened_by_staff")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["staff.key"], name=op.f("fk_design_change_proposed_by_staff")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_design_change_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_design_change")),
    )
    with op.batch_alter_table("design_change", schema=None) as batch_op:
        batch_op.create_index("ix_design_change_state", ["state", "changed_at"], unique=False)
        batch_op.create_index("ix_design_change_unit", ["unit_key"], unique=False)

    op.create_table(
        "design_deployment",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deployment_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("shown", database.types.Json(), nullable=False),
        sa.Column("staff_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_key"], ["design_change.key"], name=op.f("fk_design_deployment_change_key_design_change")
        ),
        sa.ForeignKeyConstraint(
            ["deployment_key"],
            ["deployment.key"],
            name=op.f("fk_design_deployment_deployment_key_deployment"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_key"], ["staff.key"], name=op.f("fk_design_deployment_staff_key_staff")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_design_deployment")),
        sa.UniqueConstraint("change_key", name=op.f("uq_design_deployment_change_key")),
    )
    with op.batch_alter_table("design_deployment", schema=None) as batch_op:
        batch_op.create_index("ix_design_deployment_at", ["at"], unique=False)

    op.create_table(
        "design_draft",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("base_resource_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("changed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('bpmn', 'dmn', 'form')", name=op.f("ck_design_draft_kind")),
        sa.ForeignKeyConstraint(
            ["base_resource_key"], ["resource.key"], name=op.f("fk_design_draft_base_resource_key_resource")
        ),
        sa.ForeignKeyConstraint(
            ["change_key"], ["design_change.key"], name=op.f("fk_design_draft_change_key_design_change")
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["staff.key"], name=op.f("fk_design_draft_changed_by_staff")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_design_draft")),
        sa.UniqueConstraint("change_key", "name", name=op.f("uq_design_draft_change_key_name")),
    )
    op.create_table(
        "design_event",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("draft_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("staff_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facts", database.types.Json(), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_key"], ["design_change.key"], name=op.f("fk_design_event_change_key_design_change")
        ),
        sa.ForeignKeyConstraint(
            ["draft_key"], ["design_draft.key"], name=op.f("fk_design_event_draft_key_design_draft")
        ),
        sa.ForeignKeyConstraint(["staff_key"], ["staff.key"], name=op.f("fk_design_event_staff_key_staff")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_design_event")),
    )
    with op.batch_alter_table("design_event", schema=None) as batch_op:
        batch_op.create_index("ix_design_event_change", ["change_key", "key"], unique=False)

    op.create_table(
        "design_kept",
        sa.Column("draft_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_key"], ["design_draft.key"], name=op.f("fk_design_kept_draft_key_design_draft")
        ),
        sa.ForeignKeyConstraint(["staff_key"], ["staff.key"], name=op.f("fk_design_kept_staff_key_staff")),
        sa.PrimaryKeyConstraint("draft_key", "staff_key", "day", "refused", name=op.f("pk_design_kept")),
    )
    op.create_table(
        "design_presence",
        sa.Column("draft_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("seen_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_key"], ["design_draft.key"], name=op.f("fk_design_presence_draft_key_design_draft")
        ),
        sa.ForeignKeyConstraint(
            ["staff_key"], ["staff.key"], name=op.f("fk_design_presence_staff_key_staff")
        ),
        sa.PrimaryKeyConstraint("draft_key", "staff_key", name=op.f("pk_design_presence")),
    )
    op.create_table(
        "design_version",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("draft_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("staff_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_key"], ["design_draft.key"], name=op.f("fk_design_version_draft_key_design_draft")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["design_content.sha256"], name=op.f("fk_design_version_sha256_design_content")
        ),
        sa.ForeignKeyConstraint(["staff_key"], ["staff.key"], name=op.f("fk_design_version_staff_key_staff")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_design_version")),
        sa.UniqueConstraint("draft_key", "number", name=op.f("uq_design_version_draft_key_number")),
    )
