"""Rows of what runs. A step only inserts, deletes by key and updates single rows by key."""

import sqlalchemy as sa

from database.conditions import partial_index, where_said
from database.metadata import metadata
from database.types import Json, Key, UtcTime
from engine import definition_tables, history_tables
from engine.message_tables import (
    message,
    message_correlation,
    message_start,
    message_started,
    message_subscription,
)
from engine.worker_job_tables import worker_job

SORT_AT = "coalesce(due_at, '9999-12-31 00:00:00.000000Z')"

instance = sa.Table(
    "instance",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("definition_key", Key, sa.ForeignKey("process_definition.key"), nullable=False),
    sa.Column("deployment_key", Key, sa.ForeignKey("deployment.key"), nullable=False),
    sa.Column("parent_key", Key, sa.ForeignKey("instance.key")),
    sa.Column("root_key", Key),
    sa.Column("fan_key", Key),  # no foreign key: fan-outs point at instances, a circle of tables helps nobody
    sa.Column("child_key", sa.Text),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("depth", sa.Integer, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    # what it is about and the words that lists find it by, as the rooms above say it
    sa.Column("subject", sa.String(60), nullable=False, server_default=""),
    sa.Column("search", sa.String(400), nullable=False, server_default=""),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("status", sa.String(12), nullable=False),
    sa.Column("state", sa.LargeBinary, nullable=False),
    sa.Column("history_seq", sa.Integer, nullable=False),
    sa.Column("history_head", sa.LargeBinary, nullable=False),
    sa.Column("started_at", UtcTime, nullable=False),
    sa.Column("ended_at", UtcTime),
    sa.Index("ix_instance_definition", "definition_key", "status"),
    # does not say how an instance stands: it is not written again when one ends
    sa.Index("ix_instance_owner", "owner"),
    sa.Index("ix_instance_subject", "subject"),
    # most instances are nobody's child
    where_said("ix_instance_fan", "fan_key", "child_key", "attempt"),
    where_said("ix_instance_parent", "parent_key"),
    sa.CheckConstraint("status in ('active', 'completed', 'terminated')", name="status"),
)


def _instance_key() -> sa.Column[int]:
    return sa.Column("instance_key", Key, sa.ForeignKey("instance.key"), nullable=False)


def _named_within_instance() -> sa.UniqueConstraint:
    """Tokens are random: an index of them alone would be written in another place each time."""
    return sa.UniqueConstraint("instance_key", "token")


_OPEN = "status = 'created'"

task = sa.Table(
    "task",
    metadata,
    sa.Column("key", Key, primary_key=True),
    _instance_key(),
    sa.Column("token", sa.String(32), nullable=False),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("name", sa.Text),
    sa.Column("status", sa.String(10), nullable=False),
    sa.Column("candidate_group", sa.Text),
    sa.Column("assignee", sa.Text),
    sa.Column("due_at", UtcTime),
    # what lists are ordered by: a task without a due date comes last
    sa.Column("sort_at", UtcTime, sa.Computed(SORT_AT, persisted=True)),
    sa.Column("follow_up_at", UtcTime),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("form_id", sa.Text),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("claimed_at", UtcTime),
    sa.Column("ended_at", UtcTime),
    sa.Column("ended_by", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    _named_within_instance(),
    # no index that holds what is done says how a task stands: it is not written again when one ends
    sa.Index("ix_task_group", "candidate_group"),
    where_said("ix_task_assignee", "assignee"),
    # the order of lists, found by group and, for what is free or one's own, by who holds it; with the word that all
    # rows have in common SQLite sees that it need not look at the rows themselves
    partial_index("ix_task_open", "candidate_group", "sort_at", "key", "status", where=_OPEN),
    partial_index("ix_task_holder", "candidate_group", "assignee", "sort_at", "key", "status", where=_OPEN),
    sa.CheckConstraint("status in ('created', 'completed', 'cancelled')", name="status"),
)
OPEN_TASK = task.c.status == sa.literal_column("'created'", sa.String)
"""With the word written out, as the indexes of what is open have it: only then they answer a query."""

timer = sa.Table(
    "timer",
    metadata,
    sa.Column("key", Key, primary_key=True),
    _instance_key(),
    sa.Column("token", sa.String(32), nullable=False),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    _named_within_instance(),
    sa.Index("ix_timer_due", "state", "due_at"),
    sa.CheckConstraint("state in ('armed', 'failed')", name="state"),
)

job = sa.Table(
    "job",
    metadata,
    sa.Column("key", Key, primary_key=True),
    _instance_key(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("ref", sa.Text, nullable=False),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("retries", sa.Integer, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("error", Json),
    sa.UniqueConstraint("kind", "ref"),
    sa.Index("ix_job_due", "state", "due_at"),
    sa.Index("ix_job_instance", "instance_key"),
    sa.CheckConstraint("state in ('ready', 'failed')", name="state"),
)

# Written in the same transaction as what a job did: the second time the row is there already.
effect = sa.Table(
    "effect",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("ref", sa.Text, primary_key=True),
    sa.Column("done_at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

incident = sa.Table(
    "incident",
    metadata,
    sa.Column("key", Key, primary_key=True),
    _instance_key(),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("job_key", Key),
    sa.Column("timer_key", Key),
    sa.Column("worker_job_key", Key),
    sa.Column("ref", sa.Text, nullable=False),
    sa.Column("error_type", sa.Text, nullable=False),
    sa.Column("error", Json, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("resolved_at", UtcTime),
    sa.Column("resolved_by", sa.Text),
    sa.Index("ix_incident_open", "resolved_at", "created_at"),
    sa.Index("ix_incident_instance", "instance_key"),
    sa.Index("ix_incident_ref", "ref"),
)

fanout = sa.Table(
    "fanout",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("token", sa.String(32), nullable=False, unique=True),
    _instance_key(),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("definition_key", Key, sa.ForeignKey("process_definition.key"), nullable=False),
    sa.Column("status", sa.String(8), nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("opened", sa.Integer, nullable=False),
    sa.Column("completed", sa.Integer, nullable=False),
    sa.Column("terminated", sa.Integer, nullable=False),
    sa.Column("late", sa.Integer, nullable=False),
    sa.Column("corrections", sa.Integer, nullable=False),
    sa.Column("condition", sa.Text),
    sa.Column("variables", Json, nullable=False),
    sa.Index("ix_fanout_instance", "instance_key"),
    sa.CheckConstraint("status in ('opening', 'waiting', 'closed')", name="status"),
)

fan_child = sa.Table(
    "fan_child",
    metadata,
    sa.Column("fan_key", Key, sa.ForeignKey("fanout.key"), primary_key=True),
    sa.Column("ord", sa.Integer, primary_key=True),
    sa.Column("child_key", sa.Text, nullable=False),
    sa.Column("item", Json),
    sa.Column("instance_key", Key),
    sa.Column("status", sa.String(8), nullable=False),
    sa.UniqueConstraint("fan_key", "child_key"),
    sa.CheckConstraint("status in ('expected', 'open', 'done', 'ended', 'failed')", name="status"),
)

__all__ = [
    "definition_tables",
    "effect",
    "fan_child",
    "fanout",
    "history_tables",
    "incident",
    "instance",
    "job",
    "message",
    "message_correlation",
    "message_start",
    "message_started",
    "message_subscription",
    "task",
    "timer",
    "worker_job",
]
