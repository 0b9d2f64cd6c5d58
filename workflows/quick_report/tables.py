"""Rows of quick reports: what happened, who received it when, what was reported since.

The issue of an event stands in the register (`issue_key`) and is counted there and nowhere else; `told_report_key` is
the periodic report in which the unit has told of it, too.
"""

import sqlalchemy as sa

from database.conditions import partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime

# Of a unit, those that no periodic report has told of yet. Queries use the very same words.
NOT_TOLD = sa.text("told_report_key IS NULL")
# The same of those that are over.
OVER = sa.text("state <> 'open'")
# Receipts that are still to come.
TO_CONFIRM = sa.text("state = 'waiting'")

quick_report = sa.Table(
    "quick_report",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("unit", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    # its number in the register of the unit's documents
    sa.Column("document_year", sa.Integer, nullable=False),
    sa.Column("document_number", sa.Integer, nullable=False),
    # the group that sent it, and its words
    sa.Column("sent_by", sa.String(80), nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("category", sa.String(60), nullable=False),
    sa.Column("field", sa.String(60), nullable=False),
    sa.Column("area", sa.String(200), nullable=False),
    sa.Column("urgency", sa.String(20), nullable=False),
    sa.Column("mentions", sa.Integer, nullable=False),
    sa.Column("scale", sa.Text, nullable=False),
    sa.Column("measures", sa.Text, nullable=False),
    sa.Column("proposals", sa.Text, nullable=False),
    sa.Column("happened_at", UtcTime, nullable=False),
    # until when it had to be reported, and when it was
    sa.Column("report_by", UtcTime, nullable=False),
    sa.Column("reported_at", UtcTime, nullable=False),
    # the row of its clock as it was then: a change of the table touches no report that is under way
    sa.Column("clock", Json, nullable=False),
    # open while more is to come; ended; lapsed where nothing more came
    sa.Column("state", sa.String(10), nullable=False),
    # until when the next word is due
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("due_words", Json, nullable=False),
    sa.Column("ended_at", UtcTime, nullable=True),
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), nullable=False),
    sa.Column("told_report_key", Key, sa.ForeignKey("report.key"), nullable=True),
    sa.Column("instance_key", Key, nullable=True),
    sa.UniqueConstraint("unit_key", "document_year", "document_number"),
    sa.UniqueConstraint("issue_key"),
    sa.UniqueConstraint("instance_key"),
    sa.CheckConstraint("state in ('open', 'ended', 'lapsed')", name="state"),
    sa.Index("ix_quick_report_unit", "unit_key", "state", "due_at"),
    partial_index("ix_quick_report_over", "unit_key", "key", where=OVER.text),
    partial_index("ix_quick_report_not_told", "unit_key", "issue_key", where=NOT_TOLD.text),
)

# Who got it: those that confirm its receipt have a task and a date; those that are only told have none.
quick_receipt = sa.Table(
    "quick_receipt",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("report_key", Key, sa.ForeignKey("quick_report.key"), nullable=False),
    # the unit that sent it
    sa.Column("sender_key", Key, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("unit", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    # waiting, confirmed, silent; or told
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("due_at", UtcTime, nullable=True),
    sa.Column("due_words", Json, nullable=True),
    sa.Column("instance_key", Key, nullable=True),
    sa.Column("confirmed_at", UtcTime, nullable=True),
    sa.Column("confirmed_office", Json, nullable=True),
    sa.Column("instruction", sa.Text, nullable=True),
    # whether the report is over: lists of what a unit got are ranges of an index
    sa.Column("over", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("report_key", "unit_key"),
    sa.UniqueConstraint("instance_key"),
    sa.CheckConstraint("state in ('waiting', 'confirmed', 'silent', 'told')", name="state"),
    sa.Index("ix_quick_receipt_unit", "unit_key", "state", "due_at"),
    sa.Index("ix_quick_receipt_got", "unit_key", "over", "report_key"),
    partial_index("ix_quick_receipt_awaited", "sender_key", "due_at", "key", where=TO_CONFIRM.text),
)

# What was reported after the first report. Append-only.
quick_update = sa.Table(
    "quick_update",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("report_key", Key, sa.ForeignKey("quick_report.key"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("task_key", Key, nullable=False, unique=True),
    sa.Column("at", UtcTime, nullable=False),
    # until when it was due
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("measures", sa.Text, nullable=False),
    sa.Column("scale", sa.Text, nullable=False),
    sa.Column("ended", sa.Boolean, nullable=False),
    sa.UniqueConstraint("report_key", "number"),
)
