"""The one table that holds something of a person: where a caller wants the answer. Nothing else refers to it.

It is in no list, search, export, document or interface for programs, and in no variable and no history.
"""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Key, UtcTime

issue_contact = sa.Table(
    "issue_contact",
    metadata,
    # the time that the issue came, and was given a receipt
    sa.Column("source_key", Key, sa.ForeignKey("issue_source.key"), primary_key=True, autoincrement=False),
    # the unit that took it down: no other sees it
    sa.Column("unit_key", Key, nullable=False),
    sa.Column("contact", sa.String(120), nullable=False),
    sa.Column("agreed_at", UtcTime, nullable=False),
    # when it is looked at next whether it must go
    sa.Column("look_at", UtcTime, nullable=False),
    sa.Index("ix_issue_contact_look_at", "look_at", "source_key"),
)
