"""Rows of reviews: the register of legal bases, the reviews that come, their parts and the lessons drawn."""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Json, Key, UtcTime

legal_basis = sa.Table(
    "legal_basis",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("symbol", sa.String(80), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("issuer", sa.String(200), nullable=False),
    sa.Column("issued_on", sa.Date, nullable=False),
    sa.Column("in_force_since", sa.Date, nullable=False),
    sa.Column("in_force_until", sa.Date, nullable=True),
    # by code: the unit of a code is another one after a reform
    sa.Column("owner_code", sa.String(20), nullable=False),
    # which units below the owner report into its reviews; empty: none, the owner reviews alone
    sa.Column("level", sa.String(20), nullable=True),
    sa.Column("reviews", Json, nullable=False),
    sa.Column("imported_at", UtcTime, nullable=False),
    # symbol and title in the words of workflows/search.py
    sa.Column("search", sa.Text, nullable=False),
    sa.UniqueConstraint("symbol", "owner_code"),
)

# The next review of a kind that a basis brings about; moved on when that one is opened or has passed.
review_plan = sa.Table(
    "review_plan",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("basis_key", Key, sa.ForeignKey("legal_basis.key"), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.UniqueConstraint("basis_key", "kind"),
)

review = sa.Table(
    "review",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("basis_key", Key, sa.ForeignKey("legal_basis.key"), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    # the day it looks back from, and the window that ends with it where it has one
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("period", sa.String(16), nullable=True),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("handle", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    sa.Column("opened_at", UtcTime, nullable=False),
    # every date with its reason, by name
    sa.Column("dates", Json, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("instance_key", Key, nullable=True),
    sa.Column("outlined_at", UtcTime, nullable=True),
    sa.Column("asks", sa.Text, nullable=True),
    # what its officer wrote, form and answers, until and after the head approved it
    sa.Column("written", Json, nullable=True),
    sa.Column("approved_at", UtcTime, nullable=True),
    sa.Column("approved_office", Json, nullable=True),
    # the number of its document in the unit's register of that year
    sa.Column("document_year", sa.Integer, nullable=True),
    sa.Column("document_number", sa.Integer, nullable=True),
    sa.Column("closed_at", UtcTime, nullable=True),
    sa.UniqueConstraint("basis_key", "kind", "day"),
    sa.UniqueConstraint("instance_key"),
    sa.UniqueConstraint("unit_key", "document_year", "document_number"),
    sa.Index("ix_review_unit_key", "unit_key", "due_at"),
)

review_part = sa.Table(
    "review_part",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("review_key", Key, sa.ForeignKey("review.key"), nullable=False),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("handle", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("closes_at", UtcTime, nullable=False),
    sa.Column("instance_key", Key, nullable=True),
    sa.Column("written", Json, nullable=True),
    sa.Column("sent_at", UtcTime, nullable=True),
    sa.Column("approved_office", Json, nullable=True),
    sa.UniqueConstraint("review_key", "unit_key"),
    sa.UniqueConstraint("instance_key"),
    sa.Index("ix_review_part_unit_key", "unit_key"),
)

review_lesson = sa.Table(
    "review_lesson",
    metadata,
    sa.Column("review_key", Key, sa.ForeignKey("review.key"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("direction_key", Key, sa.ForeignKey("direction.key"), nullable=False, unique=True),
)

# Why a part or a report came back from its head. `about` is "review:3" or "review_part:12".
review_return = sa.Table(
    "review_return",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("about", sa.String(60), nullable=False),
    sa.Column("task_key", Key, nullable=False, unique=True),
    sa.Column("reason_code", sa.String(20), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Index("ix_review_return_about", "about"),
)
