"""Files beside reports"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("stored_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "blob_part",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_blob_part_sha256_blob")),
        sa.PrimaryKeyConstraint("sha256", "position", name=op.f("pk_blob_part")),
    )
    op.create_table(
        "attachment",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("added_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("in_draft", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report_key"], ["report.key"], name=op.f("fk_attachment_report_key_report")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_attachment_sha256_blob")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index("ix_attachment_report", ["report_key"], unique=False)
        batch_op.create_index("ix_attachment_sha256", ["sha256"], unique=False)

    op.create_table(
        "version_attachment",
        sa.Column("version_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attachment_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_key"],
            ["attachment.key"],
            name=op.f("fk_version_attachment_attachment_key_attachment"),
        ),
        sa.ForeignKeyConstraint(
            ["version_key"],
            ["report_version.key"],
            name=op.f("fk_version_attachment_version_key_report_version"),
        ),
        sa.PrimaryKeyConstraint("version_key", "attachment_key", name=op.f("pk_version_attachment")),
    )
    with op.batch_alter_table("version_attachment", schema=None) as batch_op:
        batch_op.create_index("ix_version_attachment_attachment", ["attachment_key"], unique=False)
