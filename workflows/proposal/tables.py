"""Rows of proposals: what was proposed in which report, who decides it by when, and what became of it."""

import sqlalchemy as sa

from database.conditions import either, partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime

# Of partial indexes: queries use the very same words.
OPEN = sa.text(either("state", ("waiting", "accepted", "assigned")))
TO_DO = sa.text("state IN ('waiting', 'accepted')")
ENDED = sa.text(either("state", ("refused", "ended", "withdrawn")))

proposal = sa.Table(
    "proposal",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # its number among those that the proposing unit made in a year
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("handle", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    # the report that told of it last, and its place there; none in a play of the process
    sa.Column("report_key", Key, sa.ForeignKey("report.key"), nullable=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("period", sa.String(40), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("field", sa.String(60), nullable=True),
    sa.Column("wanted_by", sa.Date, nullable=True),
    sa.Column("received_at", UtcTime, nullable=False),
    # the unit that decides it now, or has decided it
    sa.Column("decider_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("decider", sa.String(60), nullable=False),
    sa.Column("decider_name", sa.String(200), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    # by when it is decided, then by when it is carried out, with the reason
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("due_words", Json, nullable=False),
    sa.Column("decision", sa.String(20), nullable=True),
    sa.Column("reason_code", sa.String(20), nullable=True),
    # what will be done, or why not
    sa.Column("answer", sa.Text, nullable=True),
    sa.Column("decided_at", UtcTime, nullable=True),
    sa.Column("decided_office", Json, nullable=True),
    # the direction that it became, and of which unit
    sa.Column("direction_key", Key, sa.ForeignKey("direction.key"), nullable=True),
    sa.Column("assigned_key", Key, sa.ForeignKey("unit.key"), nullable=True),
    sa.Column("assigned_name", sa.String(200), nullable=True),
    sa.Column("outcome", sa.String(20), nullable=True),
    sa.Column("result", sa.Text, nullable=True),
    sa.Column("ended_at", UtcTime, nullable=True),
    sa.Column("instance_key", Key, nullable=True),
    sa.UniqueConstraint("unit_key", "year", "number"),
    sa.UniqueConstraint("report_key", "position"),
    sa.UniqueConstraint("instance_key"),
    sa.UniqueConstraint("direction_key"),
    sa.CheckConstraint(
        "state in ('waiting', 'accepted', 'assigned', 'refused', 'ended', 'withdrawn')", name="state"
    ),
    sa.CheckConstraint("decision in ('accept', 'assign', 'refuse')", name="decision"),
    sa.CheckConstraint("outcome in ('done', 'partly', 'impossible')", name="outcome"),
    sa.Index("ix_proposal_made", "unit_key", "state", "due_at"),
    sa.Index("ix_proposal_decided", "decider_key", "state", "due_at"),
    partial_index("ix_proposal_awaited", "unit_key", "due_at", where=OPEN.text),
    partial_index("ix_proposal_owed", "decider_key", "due_at", where=TO_DO.text),
    # newest first
    partial_index("ix_proposal_ended_made", "unit_key", "key", where=ENDED.text),
    partial_index("ix_proposal_ended_decided", "decider_key", "key", where=ENDED.text),
)

# A unit had it to decide and passed it up: once each.
proposal_pass = sa.Table(
    "proposal_pass",
    metadata,
    sa.Column("proposal_key", Key, sa.ForeignKey("proposal.key"), primary_key=True),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), primary_key=True),
    sa.Column("at", UtcTime, nullable=False),
    sa.Index("ix_proposal_pass_unit_key", "unit_key", "proposal_key"),
)

COUNTS = (
    "total",
    "waiting",
    "accepted",
    "assigned",
    "refused",
    "withdrawn",
    "passed",
    "done",
    "partly",
    "impossible",
)
"""What is counted of proposals at a unit that decides: all that came to it; not decided; by decision; withdrawn;
passed up; and by what came of those that it accepted or assigned."""

# How the proposals of a unit stand at each unit that had them to decide, by year and period.
proposal_count = sa.Table(
    "proposal_count",
    metadata,
    sa.Column("decider_key", Key, primary_key=True, autoincrement=False),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("period", sa.String(40), primary_key=True),
    sa.Column("unit_key", Key, primary_key=True, autoincrement=False),
    *(sa.Column(name, sa.Integer, nullable=False) for name in COUNTS),
    sa.Index("ix_proposal_count_unit_key", "unit_key", "year"),
)

EVENTS = (
    *("received", "changed", "passed", "accepted", "assigned", "refused", "reopened", "ended", "withdrawn"),
)

# Append-only: what happened to a proposal, in order.
proposal_event = sa.Table(
    "proposal_event",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("proposal_key", Key, sa.ForeignKey("proposal.key"), nullable=False),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("office", Json, nullable=False),
    # the unit that decides from then on, or carries it out
    sa.Column("unit_name", sa.String(200), nullable=True),
    sa.Column("reason_code", sa.String(20), nullable=True),
    sa.Column("outcome", sa.String(20), nullable=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("due_at", UtcTime, nullable=True),
    sa.CheckConstraint(f"what in {EVENTS}", name="what"),
    sa.Index("ix_proposal_event_proposal_key", "proposal_key", "key"),
)
