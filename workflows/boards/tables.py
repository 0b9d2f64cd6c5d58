"""Rows of hot spots: places and fields of which more issues came in a few days than the table `hot_spot` allows."""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Key, UtcTime

hot_spot = sa.Table(
    "hot_spot",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # the unit whose ground it is, and the first level of the category
    sa.Column("place_unit_key", Key, nullable=False),
    sa.Column("field", sa.String(60), nullable=False),
    sa.Column("began_at", UtcTime, nullable=False),
    # what the table said on the day it began: so many issues in so many days
    sa.Column("issues", sa.Integer, nullable=False),
    sa.Column("days", sa.Integer, nullable=False),
    # the last day of it, unless more issues come
    sa.Column("until", sa.Date, nullable=False),
    sa.Index("ix_hot_spot_place", "place_unit_key", "field", "until"),
)

# Who has it on his board: the unit itself and all above it on the day it began, with the last day of it.
hot_spot_unit = sa.Table(
    "hot_spot_unit",
    metadata,
    sa.Column("unit_key", Key, primary_key=True, autoincrement=False),
    sa.Column("hot_spot_key", Key, sa.ForeignKey("hot_spot.key"), primary_key=True, autoincrement=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Index("ix_hot_spot_unit_until", "unit_key", "until"),
    sa.Index("ix_hot_spot_unit_hot_spot_key", "hot_spot_key"),
)

# Issues that came, or changed their field or urgency, and were not weighed yet; gone once they were.
issue_to_weigh = sa.Table(
    "issue_to_weigh",
    metadata,
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), primary_key=True, autoincrement=False),
)
