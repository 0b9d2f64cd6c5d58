"""Rows of responses: which incident of a public service it is, who does which step by when, and who may see it.

A response is no issue and is counted as none: where it came of an issue or a quick report, `issue_key` names it.
"""

import sqlalchemy as sa

from database.conditions import partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime

# Of partial indexes: queries use the very same words.
RUNNING = sa.text("state = 'running'")
OPEN = sa.text("state = 'open'")

response = sa.Table(
    "response",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # the unit that answers for it
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("unit", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    # its number among those of the unit in a year
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    # the play-book: its code, its name and its field as they were when it began
    sa.Column("kind", sa.String(60), nullable=False),
    sa.Column("kind_words", Json, nullable=False),
    sa.Column("field", sa.String(60), nullable=False),
    sa.Column("area", sa.String(200), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    # the matter it was begun from, as text such as "issue:5", and the issue behind it
    sa.Column("about", sa.String(60), nullable=True),
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), nullable=True),
    # where that was linked later: when, and by which office
    sa.Column("linked_at", UtcTime, nullable=True),
    sa.Column("linked_office", Json, nullable=True),
    # the group that is in charge, and its words
    sa.Column("in_charge", sa.String(80), nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("started_at", UtcTime, nullable=False),
    # within how many hours each step is confirmed, as the play-book says
    sa.Column("confirm_hours", sa.Float, nullable=False),
    # how many working days after its last step it is to be closed, as the play-book says
    sa.Column("close_days", sa.Integer, nullable=False),
    # by when it is to be closed
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("due_words", Json, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("outcome", sa.String(20), nullable=True),
    sa.Column("conclusion", sa.Text, nullable=True),
    sa.Column("lessons", sa.Text, nullable=True),
    sa.Column("closed_at", UtcTime, nullable=True),
    sa.Column("closed_office", Json, nullable=True),
    sa.Column("instance_key", Key, nullable=True),
    sa.UniqueConstraint("unit_key", "year", "number"),
    sa.UniqueConstraint("instance_key"),
    sa.CheckConstraint("state in ('running', 'closed')", name="state"),
    sa.CheckConstraint("outcome in ('resolved', 'contained', 'mistaken', 'ended')", name="outcome"),
    partial_index("ix_response_running", "unit_key", "due_at", "key", where=RUNNING.text),
    sa.Index("ix_response_issue_key", "issue_key", "key"),
    # lists of whoever sees all of them, the newest first
    sa.Index("ix_response_state", "state", "key"),
    # an issue has one response at a time
    partial_index("ix_response_issue", "issue_key", where=RUNNING.text, unique=True),
)

# One step of one unit. Steps of one `stage` stand side by side; a stage that comes `after` waits for those before it.
response_step = sa.Table(
    "response_step",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("response_key", Key, sa.ForeignKey("response.key"), nullable=False),
    # the unit in charge of the response
    sa.Column("lead_key", Key, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("stage", sa.Integer, nullable=False),
    sa.Column("after", sa.Boolean, nullable=False),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("unit", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    # the group that does it, and its words
    sa.Column("done_by", sa.String(80), nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("words", Json, nullable=False),
    sa.Column("source", sa.String(200), nullable=False),
    # why it lies with somebody else than the play-book says; empty where it does not
    sa.Column("instead", Json, nullable=True),
    sa.Column("within", sa.Float, nullable=False),
    sa.Column("counted_in", sa.String(20), nullable=False),
    # of a step that was added: by whom, when and why
    sa.Column("added_office", Json, nullable=True),
    sa.Column("added_at", UtcTime, nullable=True),
    sa.Column("added_reason", sa.Text, nullable=True),
    # waiting for those before it, open, done; skipped by whoever is in charge, or dropped with the whole
    sa.Column("state", sa.String(10), nullable=False),
    # by which act it was opened: its fan-out begins those of one act
    sa.Column("wave", sa.String(40), nullable=True),
    sa.Column("begun_at", UtcTime, nullable=True),
    sa.Column("confirm_by", UtcTime, nullable=True),
    # until it begins, when it would be due if all goes to plan
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("due_words", Json, nullable=False),
    sa.Column("confirmed_at", UtcTime, nullable=True),
    sa.Column("confirmed_office", Json, nullable=True),
    sa.Column("note", sa.Text, nullable=True),
    sa.Column("outcome", sa.String(20), nullable=True),
    sa.Column("result", sa.Text, nullable=True),
    sa.Column("ended_at", UtcTime, nullable=True),
    sa.Column("ended_office", Json, nullable=True),
    # why it was skipped or dropped
    sa.Column("reason", sa.Text, nullable=True),
    sa.Column("instance_key", Key, nullable=True),
    sa.UniqueConstraint("response_key", "position"),
    sa.UniqueConstraint("instance_key"),
    sa.CheckConstraint("state in ('waiting', 'open', 'done', 'skipped', 'dropped')", name="state"),
    sa.CheckConstraint("outcome in ('done', 'partly', 'impossible')", name="outcome"),
    sa.CheckConstraint("counted_in in ('hours', 'working_hours', 'working_days')", name="counted_in"),
    sa.Index("ix_response_step_wave", "wave"),
    # what boards show: what a unit owes, and what is owed to the unit in charge
    partial_index("ix_response_step_owed", "unit_key", "due_at", "key", where=OPEN.text),
    partial_index("ix_response_step_awaited", "lead_key", "due_at", "key", where=OPEN.text),
)

# The units whose lists hold a response: the one in charge, those above it then, and those with a step of it.
response_party = sa.Table(
    "response_party",
    metadata,
    sa.Column("unit_key", Key, primary_key=True, autoincrement=False),
    sa.Column("response_key", Key, sa.ForeignKey("response.key"), primary_key=True, autoincrement=False),
    sa.Column("closed", sa.Boolean, nullable=False),
    sa.Index("ix_response_party_listed", "unit_key", "closed", "response_key"),
    sa.Index("ix_response_party_response", "response_key"),
)
