"""The play that somebody has before him: one for each change and account, as its steps alone."""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Json, Key, UtcTime

design_play = sa.Table(
    "design_play",
    metadata,
    sa.Column("change_key", Key, sa.ForeignKey("design_change.key"), primary_key=True),
    sa.Column("staff_key", Key, sa.ForeignKey("staff.key"), primary_key=True),
    sa.Column("steps", Json, nullable=False),
    sa.Column("changed_at", UtcTime, nullable=False),
)
