"""An instance says what it is about; drafts, remarks and files belong to that, and no longer to reports alone"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = database.types.UtcTime(timezone=True)


def upgrade() -> None:
    _name_subjects()
    _drafts()
    _presence()
    _comments()
    _attachments()
    op.drop_table("draft_presence_of_reports")
    op.drop_table("report_draft")


def _name_subjects() -> None:
    op.add_column("instance", sa.Column("subject", sa.String(60), nullable=False, server_default=""))
    op.add_column("instance", sa.Column("search", sa.String(400), nullable=False, server_default=""))
    op.execute(
        """
        update instance set
          subject = (select 'report:' || report.key from report where report.instance_key = instance.key),
          search = (select cycle_unit.search from report join cycle_unit on cycle_unit.key = report.cycle_unit_key
                    where report.instance_key = instance.key)
        where exists (select 1 from report where report.instance_key = instance.key)"""
    )
    op.create_index("ix_instance_subject", "instance", ["subject"])


def _drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("answers", database.types.Json(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("saved_by", KEY, nullable=False),
        sa.Column("page", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_draft")),
    )
    op.execute(
        """
        insert into draft (place, answers, revision, saved_at, saved_by, page)
        select 'report:' || report_key, answers, revision, saved_at, saved_by, page from report_draft"""
    )


def _presence() -> None:
    op.rename_table("draft_presence", "draft_presence_of_reports")
    if op.get_bind().dialect.name == "postgresql":  # a name stays taken by the renamed table
        op.execute(
            "alter table draft_presence_of_reports rename constraint pk_draft_presence to pk_before_0021"
        )
    op.create_table(
        "draft_presence",
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("staff_key", KEY, nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("place", "staff_key", name=op.f("pk_draft_presence")),
    )
    op.execute(
        """
        insert into draft_presence (place, staff_key, office, since, seen_at)
        select 'report:' || report_key, staff_key, office, since, seen_at from draft_presence_of_reports"""
    )


def _comments() -> None:
    op.add_column("comment", sa.Column("subject", sa.String(60), nullable=True))
    op.execute("update comment set subject = 'report:' || report_key")
    op.drop_index("ix_comment_once", table_name="comment")
    op.drop_index("ix_comment_report_key", table_name="comment")
    with op.batch_alter_table("comment") as batch_op:
        batch_op.alter_column("subject", existing_type=sa.String(60), nullable=False)
        batch_op.drop_constraint("fk_comment_report_key_report", type_="foreignkey")
        batch_op.drop_column("report_key")
    op.create_index("ix_comment_subject", "comment", ["subject"])
    op.create_index("ix_comment_once", "comment", ["subject", "staff_key", "once"], unique=True)


def _attachments() -> None:
    op.add_column("attachment", sa.Column("place", sa.String(200), nullable=True))
    op.add_column("attachment", sa.Column("task_key", KEY, nullable=True))
    op.execute("update attachment set place = 'report:' || report_key")
    op.drop_index("ix_attachment_report", table_name="attachment")
    with op.batch_alter_table("attachment") as batch_op:
        batch_op.alter_column("place", existing_type=sa.String(200), nullable=False)
        batch_op.drop_constraint("fk_attachment_report_key_report", type_="foreignkey")
        batch_op.drop_column("report_key")
    op.create_index("ix_attachment_place", "attachment", ["place"])
