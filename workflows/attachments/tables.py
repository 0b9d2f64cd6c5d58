"""Rows of the files beside what is written. A content is kept once, in parts, whoever attached it how often."""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Key, UtcTime

blob = sa.Table(
    "blob",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    # when it was last stored; what nobody links is cleared some time after
    sa.Column("stored_at", UtcTime, nullable=False),
)

blob_part = sa.Table(
    "blob_part",
    metadata,
    sa.Column("sha256", sa.String(64), sa.ForeignKey("blob.sha256"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

attachment = sa.Table(
    "attachment",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # the draft it was added to, as drafts name their places
    sa.Column("place", sa.String(200), nullable=False),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("blob.sha256"), nullable=False),
    sa.Column("name", sa.String(160), nullable=False),
    sa.Column("media_type", sa.String(120), nullable=False),
    sa.Column("added_at", UtcTime, nullable=False),
    sa.Column("added_by", Key, nullable=False),
    # whether it goes along when the draft is sent next
    sa.Column("in_draft", sa.Boolean, nullable=False),
    # the task that it was sent with last, of what has no versions
    sa.Column("task_key", Key, nullable=True),
    sa.Index("ix_attachment_place", "place"),
    sa.Index("ix_attachment_sha256", "sha256"),
)

version_attachment = sa.Table(
    "version_attachment",
    metadata,
    sa.Column("version_key", Key, sa.ForeignKey("report_version.key"), primary_key=True),
    sa.Column("attachment_key", Key, sa.ForeignKey("attachment.key"), primary_key=True),
    sa.Index("ix_version_attachment_attachment", "attachment_key"),
)
