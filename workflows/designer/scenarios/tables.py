"""Scenarios, and what came of them when they were last played with the files of a change."""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Json, Key, UtcTime

design_scenario = sa.Table(
    "design_scenario",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # the change it was written in; it counts for others from `kept_at` on
    sa.Column("change_key", Key, sa.ForeignKey("design_change.key"), nullable=False),
    sa.Column("process", sa.String(200), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("steps", Json, nullable=False),
    # which parts of what is expected count
    sa.Column("checks", Json, nullable=False),
    sa.Column("expected", Json, nullable=False),
    # the one whose place it takes when its change is deployed
    sa.Column("replaces_key", Key, sa.ForeignKey("design_scenario.key"), nullable=True),
    sa.Column("made_by", Key, sa.ForeignKey("staff.key"), nullable=False),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("kept_at", UtcTime, nullable=True),
    sa.Column("ended_at", UtcTime, nullable=True),
    sa.Index("ix_design_scenario_change", "change_key"),
    sa.Index("ix_design_scenario_kept", "kept_at"),
)

# `digest` says with which files it was played; `told` are the differences, none where all came as expected.
design_scenario_run = sa.Table(
    "design_scenario_run",
    metadata,
    sa.Column("scenario_key", Key, sa.ForeignKey("design_scenario.key"), primary_key=True),
    sa.Column("change_key", Key, sa.ForeignKey("design_change.key"), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("told", Json, nullable=False),
    sa.Column("outcome", Json, nullable=True),
    sa.Column("at", UtcTime, nullable=False),
    # a difference that somebody answers for
    sa.Column("accepted_by", Key, sa.ForeignKey("staff.key"), nullable=True),
    sa.Column("accepted_why", sa.Text, nullable=True),
)
