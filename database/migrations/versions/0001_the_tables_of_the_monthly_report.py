"""The tables of the monthly report"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_override",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("set_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('off', 'work', 'usual')", name=op.f("ck_calendar_override_kind")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_calendar_override")),
    )
    with op.batch_alter_table("calendar_override", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_override_date"), ["date"], unique=False)

    op.create_table(
        "cycle",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("definition", sa.String(length=120), nullable=False),
        sa.Column("report_kind", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("root_unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tree_on", sa.Date(), nullable=False),
        sa.Column("opened_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("closes_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("calendar", sa.String(length=40), nullable=False),
        sa.Column("warnings", database.types.Json(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_cycle")),
        sa.UniqueConstraint(
            "definition", "period", "root_unit_key", name=op.f("uq_cycle_definition_period_root_unit_key")
        ),
    )
    op.create_table(
        "cycle_plan",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("definition", sa.String(length=120), nullable=False),
        sa.Column("root_code", sa.String(length=40), nullable=False),
        sa.Column("from_period", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_cycle_plan")),
        sa.UniqueConstraint(
            "definition",
            "root_code",
            "from_period",
            name=op.f("uq_cycle_plan_definition_root_code_from_period"),
        ),
    )
    op.create_table(
        "demo_clock",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("offset_seconds", sa.Integer(), nullable=False),
        sa.Column("set_to", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("root_code", sa.String(length=40), nullable=False),
        sa.CheckConstraint("key = 1", name=op.f("ck_demo_clock_one_row")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_demo_clock")),
    )
    op.create_table(
        "deployment",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deployed_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("deployed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_deployment")),
    )
    op.create_table(
        "effect",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("done_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "ref", name=op.f("pk_effect")),
    )
    op.create_table(
        "level",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name_vi", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_level")),
        sa.UniqueConstraint("rank", name=op.f("uq_level_rank")),
    )
    op.create_table(
        "outbox",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dedupe_key", sa.String(length=200), nullable=False),
        sa.Column("recipient", sa.String(length=100), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=60), nullable=False),
        sa.Column("facts", database.types.Json(), nullable=False),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("instance", sa.BigInteger(), nullable=True),
        sa.Column("created_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("delivered_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("first_opened_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "dedupe_key", "recipient", "channel", name=op.f("uq_outbox_dedupe_key_recipient_channel")
        ),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_about", ["about"], unique=False)
        batch_op.create_index("ix_outbox_inbox", ["recipient", "channel", "key"], unique=False)
        batch_op.create_index("ix_outbox_unread", ["recipient", "channel", "first_opened_at"], unique=False)

    op.create_table(
        "resource",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind in ('bpmn', 'dmn', 'form')", name=op.f("ck_resource_kind")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_resource")),
        sa.UniqueConstraint("sha256", name=op.f("uq_resource_sha256")),
    )
    op.create_table(
        "seal",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sealed_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_seal")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_last_at"), ["last_at"], unique=False)

    op.create_table(
        "staff",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_staff")),
        sa.UniqueConstraint("username", name=op.f("uq_staff_username")),
    )
    op.create_table(
        "unit_import",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("merged", sa.Integer(), nullable=False),
        sa.Column("routes", sa.Integer(), nullable=False),
        sa.Column("imported_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_unit_import")),
    )
    op.create_table(
        "cycle_level",
        sa.Column("cycle_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("dates", database.types.Json(), nullable=False),
        sa.Column("variables", database.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_key"], ["cycle.key"], name=op.f("fk_cycle_level_cycle_key_cycle")),
        sa.PrimaryKeyConstraint("cycle_key", "level", name=op.f("pk_cycle_level")),
    )
    op.create_table(
        "cycle_unit",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cycle_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("handle", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("superior_unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("superior_handle", sa.String(length=60), nullable=True),
        sa.Column("superior_name", sa.String(length=200), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("subordinates", sa.Integer(), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("search", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["cycle_key"], ["cycle.key"], name=op.f("fk_cycle_unit_cycle_key_cycle")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_cycle_unit")),
        sa.UniqueConstraint("cycle_key", "path", name=op.f("uq_cycle_unit_cycle_key_path")),
        sa.UniqueConstraint("cycle_key", "unit_key", name=op.f("uq_cycle_unit_cycle_key_unit_key")),
    )
    with op.batch_alter_table("cycle_unit", schema=None) as batch_op:
        batch_op.create_index("ix_cycle_unit_handle", ["handle", "cycle_key"], unique=False)
        batch_op.create_index("ix_cycle_unit_superior", ["cycle_key", "superior_unit_key"], unique=False)

    op.create_table(
        "decision_definition",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("resource_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deployment_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_key"],
            ["deployment.key"],
            name=op.f("fk_decision_definition_deployment_key_deployment"),
        ),
        sa.ForeignKeyConstraint(
            ["resource_key"], ["resource.key"], name=op.f("fk_decision_definition_resource_key_resource")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_decision_definition")),
        sa.UniqueConstraint(
            "decision_id", "version", name=op.f("uq_decision_definition_decision_id_version")
        ),
    )
    op.create_table(
        "deployment_item",
        sa.Column("deployment_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_key"], ["deployment.key"], name=op.f("fk_deployment_item_deployment_key_deployment")
        ),
        sa.PrimaryKeyConstraint("deployment_key", "kind", "name", name=op.f("pk_deployment_item")),
    )
    with op.batch_alter_table("deployment_item", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deployment_item_definition", ["kind", "definition_key", "deployment_key"], unique=False
        )

    op.create_table(
        "form_definition",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("resource_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deployment_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_key"], ["deployment.key"], name=op.f("fk_form_definition_deployment_key_deployment")
        ),
        sa.ForeignKeyConstraint(
            ["resource_key"], ["resource.key"], name=op.f("fk_form_definition_resource_key_resource")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_form_definition")),
        sa.UniqueConstraint("form_id", "version", name=op.f("uq_form_definition_form_id_version")),
    )
    op.create_table(
        "process_definition",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("process_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("resource_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deployment_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_key"],
            ["deployment.key"],
            name=op.f("fk_process_definition_deployment_key_deployment"),
        ),
        sa.ForeignKeyConstraint(
            ["resource_key"], ["resource.key"], name=op.f("fk_process_definition_resource_key_resource")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_process_definition")),
        sa.UniqueConstraint("process_id", "version", name=op.f("uq_process_definition_process_id_version")),
    )
    op.create_table(
        "substitute",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("absent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stand_in", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.CheckConstraint("absent <> stand_in", name=op.f("ck_substitute_itself")),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_substitute_days")),
        sa.ForeignKeyConstraint(["absent"], ["staff.key"], name=op.f("fk_substitute_absent_staff")),
        sa.ForeignKeyConstraint(["stand_in"], ["staff.key"], name=op.f("fk_substitute_stand_in_staff")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_substitute")),
    )
    with op.batch_alter_table("substitute", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_substitute_absent"), ["absent"], unique=False)
        batch_op.create_index(batch_op.f("ix_substitute_stand_in"), ["stand_in"], unique=False)

    op.create_table(
        "unit",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("handle", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("fields", database.types.Json(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("kind in ('unit', 'agency', 'oversight', 'front')", name=op.f("ck_unit_kind")),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_unit_days")),
        sa.ForeignKeyConstraint(["level"], ["level.code"], name=op.f("fk_unit_level_level")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_unit_code_valid_from")),
        sa.UniqueConstraint("handle", name=op.f("uq_unit_handle")),
    )
    op.create_table(
        "web_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("expires_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_key"], ["staff.key"], name=op.f("fk_web_session_staff_key_staff")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_session")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_web_session_staff_key"), ["staff_key"], unique=False)

    op.create_table(
        "area",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_area_days")),
        sa.ForeignKeyConstraint(["unit"], ["unit.key"], name=op.f("fk_area_unit_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_area")),
    )
    with op.batch_alter_table("area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_area_unit"), ["unit"], unique=False)

    op.create_table(
        "instance",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("definition_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deployment_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("parent_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("root_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("fan_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("child_key", sa.Text(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("history_seq", sa.Integer(), nullable=False),
        sa.Column("history_head", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("ended_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status in ('active', 'completed', 'terminated')", name=op.f("ck_instance_status")
        ),
        sa.ForeignKeyConstraint(
            ["definition_key"],
            ["process_definition.key"],
            name=op.f("fk_instance_definition_key_process_definition"),
        ),
        sa.ForeignKeyConstraint(
            ["deployment_key"], ["deployment.key"], name=op.f("fk_instance_deployment_key_deployment")
        ),
        sa.ForeignKeyConstraint(
            ["parent_key"], ["instance.key"], name=op.f("fk_instance_parent_key_instance")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_instance")),
    )
    with op.batch_alter_table("instance", schema=None) as batch_op:
        batch_op.create_index("ix_instance_definition", ["definition_key", "status"], unique=False)
        batch_op.create_index("ix_instance_fan", ["fan_key", "child_key", "attempt"], unique=False)
        batch_op.create_index("ix_instance_owner", ["owner", "status"], unique=False)
        batch_op.create_index("ix_instance_parent", ["parent_key"], unique=False)
        batch_op.create_index("ix_instance_root", ["root_key"], unique=False)

    op.create_table(
        "posting",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_posting_days")),
        sa.ForeignKeyConstraint(["staff"], ["staff.key"], name=op.f("fk_posting_staff_staff")),
        sa.ForeignKeyConstraint(["unit"], ["unit.key"], name=op.f("fk_posting_unit_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_posting")),
    )
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posting_staff"), ["staff"], unique=False)
        batch_op.create_index(batch_op.f("ix_posting_unit"), ["unit"], unique=False)

    op.create_table(
        "report",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cycle_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cycle_unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("due_words", database.types.Json(), nullable=True),
        sa.Column("first_submitted_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("first_nil", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("versions", sa.Integer(), server_default="0", nullable=False),
        sa.Column("returns", sa.Integer(), server_default="0", nullable=False),
        sa.Column("accepted_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cycle_key"], ["cycle.key"], name=op.f("fk_report_cycle_key_cycle")),
        sa.ForeignKeyConstraint(
            ["cycle_unit_key"], ["cycle_unit.key"], name=op.f("fk_report_cycle_unit_key_cycle_unit")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_report")),
        sa.UniqueConstraint("cycle_unit_key", "attempt", name=op.f("uq_report_cycle_unit_key_attempt")),
        sa.UniqueConstraint("instance_key", name=op.f("uq_report_instance_key")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index("ix_report_cycle", ["cycle_key", "first_submitted_at"], unique=False)

    op.create_table(
        "route",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_unit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_unit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("from_unit <> to_unit", name=op.f("ck_route_itself")),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_route_days")),
        sa.ForeignKeyConstraint(["from_unit"], ["unit.key"], name=op.f("fk_route_from_unit_unit")),
        sa.ForeignKeyConstraint(["to_unit"], ["unit.key"], name=op.f("fk_route_to_unit_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_route")),
    )
    with op.batch_alter_table("route", schema=None) as batch_op:
        batch_op.create_index("ix_route_from", ["from_unit", "line"], unique=False)
        batch_op.create_index("ix_route_to", ["to_unit", "line"], unique=False)

    op.create_table(
        "comment",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_key"], ["report.key"], name=op.f("fk_comment_report_key_report")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_report_key", ["report_key"], unique=False)

    op.create_table(
        "fanout",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("definition_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("terminated", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("corrections", sa.Integer(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("variables", database.types.Json(), nullable=False),
        sa.CheckConstraint("status in ('opening', 'waiting', 'closed')", name=op.f("ck_fanout_status")),
        sa.ForeignKeyConstraint(
            ["definition_key"],
            ["process_definition.key"],
            name=op.f("fk_fanout_definition_key_process_definition"),
        ),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_fanout_instance_key_instance")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_fanout")),
        sa.UniqueConstraint("token", name=op.f("uq_fanout_token")),
    )
    with op.batch_alter_table("fanout", schema=None) as batch_op:
        batch_op.create_index("ix_fanout_instance", ["instance_key"], unique=False)

    op.create_table(
        "history",
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("data", database.types.Json(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_history_instance_key_instance")
        ),
        sa.PrimaryKeyConstraint("instance_key", "seq", name=op.f("pk_history")),
    )
    op.create_table(
        "incident",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("job_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("timer_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("error_type", sa.Text(), nullable=False),
        sa.Column("error", database.types.Json(), nullable=False),
        sa.Column("created_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("resolved_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_incident_instance_key_instance")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index("ix_incident_instance", ["instance_key"], unique=False)
        batch_op.create_index("ix_incident_open", ["resolved_at", "created_at"], unique=False)
        batch_op.create_index("ix_incident_ref", ["ref"], unique=False)

    op.create_table(
        "job",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("error", database.types.Json(), nullable=True),
        sa.CheckConstraint("state in ('ready', 'failed')", name=op.f("ck_job_state")),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_job_instance_key_instance")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_job")),
        sa.UniqueConstraint("kind", "ref", name=op.f("uq_job_kind_ref")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_due", ["state", "due_at"], unique=False)
        batch_op.create_index("ix_job_instance", ["instance_key"], unique=False)

    op.create_table(
        "report_draft",
        sa.Column("report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answers", database.types.Json(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"], ["report.key"], name=op.f("fk_report_draft_report_key_report")
        ),
        sa.PrimaryKeyConstraint("report_key", name=op.f("pk_report_draft")),
    )
    op.create_table(
        "report_return",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("reason_code", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"], ["report.key"], name=op.f("fk_report_return_report_key_report")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_report_return")),
        sa.UniqueConstraint("task_key", name=op.f("uq_report_return_task_key")),
    )
    with op.batch_alter_table("report_return", schema=None) as batch_op:
        batch_op.create_index("ix_report_return_report_key", ["report_key"], unique=False)

    op.create_table(
        "report_version",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answers", database.types.Json(), nullable=False),
        sa.Column("nil", sa.Boolean(), nullable=False),
        sa.Column("submitted_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("approved_office", database.types.Json(), nullable=False),
        sa.Column("unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_year", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"], ["report.key"], name=op.f("fk_report_version_report_key_report")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_report_version")),
        sa.UniqueConstraint("report_key", "number", name=op.f("uq_report_version_report_key_number")),
        sa.UniqueConstraint(
            "unit_key",
            "document_year",
            "document_number",
            name=op.f("uq_report_version_unit_key_document_year_document_number"),
        ),
    )
    op.create_table(
        "seal_head",
        sa.Column("seal_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_seal_head_instance_key_instance")
        ),
        sa.ForeignKeyConstraint(["seal_key"], ["seal.key"], name=op.f("fk_seal_head_seal_key_seal")),
        sa.PrimaryKeyConstraint("seal_key", "instance_key", name=op.f("pk_seal_head")),
    )
    with op.batch_alter_table("seal_head", schema=None) as batch_op:
        batch_op.create_index("ix_seal_head_instance", ["instance_key", "seq"], unique=False)

    op.create_table(
        "task",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("candidate_group", sa.Text(), nullable=True),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("follow_up_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("created_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("claimed_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("ended_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status in ('created', 'completed', 'cancelled')", name=op.f("ck_task_status")),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_task_instance_key_instance")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_task")),
        sa.UniqueConstraint("token", name=op.f("uq_task_token")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index("ix_task_assignee", ["assignee", "status", "due_at"], unique=False)
        batch_op.create_index("ix_task_group", ["candidate_group", "status", "due_at"], unique=False)
        batch_op.create_index("ix_task_instance", ["instance_key", "status"], unique=False)

    op.create_table(
        "timer",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.CheckConstraint("state in ('armed', 'failed')", name=op.f("ck_timer_state")),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_timer_instance_key_instance")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_timer")),
        sa.UniqueConstraint("token", name=op.f("uq_timer_token")),
    )
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.create_index("ix_timer_due", ["state", "due_at"], unique=False)
        batch_op.create_index("ix_timer_instance", ["instance_key"], unique=False)

    op.create_table(
        "document",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("made_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_key"], ["report_version.key"], name=op.f("fk_document_version_key_report_version")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_document")),
        sa.UniqueConstraint("version_key", name=op.f("uq_document_version_key")),
    )
    op.create_table(
        "fan_child",
        sa.Column("fan_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("child_key", sa.Text(), nullable=False),
        sa.Column("item", database.types.Json(), nullable=True),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.CheckConstraint(
            "status in ('expected', 'open', 'done', 'ended', 'failed')", name=op.f("ck_fan_child_status")
        ),
        sa.ForeignKeyConstraint(["fan_key"], ["fanout.key"], name=op.f("fk_fan_child_fan_key_fanout")),
        sa.PrimaryKeyConstraint("fan_key", "ord", name=op.f("pk_fan_child")),
        sa.UniqueConstraint("fan_key", "child_key", name=op.f("uq_fan_child_fan_key_child_key")),
    )
    op.create_table(
        "receipt",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("addressee", sa.String(length=60), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("name", database.types.Json(), nullable=False),
        sa.Column("sent_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("opened_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("accepted_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_key"], ["report_version.key"], name=op.f("fk_receipt_version_key_report_version")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_receipt")),
        sa.UniqueConstraint(
            "version_key", "addressee", "office", name=op.f("uq_receipt_version_key_addressee_office")
        ),
    )
    op.create_table(
        "report_issue",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.String(length=60), nullable=False),
        sa.Column("handler", sa.String(length=200), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_key"], ["report_version.key"], name=op.f("fk_report_issue_version_key_report_version")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_report_issue")),
        sa.UniqueConstraint("version_key", "position", name=op.f("uq_report_issue_version_key_position")),
    )
