"""Rows of the designer. A draft is a file in the making; what was named, refused or deployed stays as it was.

A draft's content lies in its own row, since it moves every few seconds; what is kept for good lies once per sha256.
"""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Json, Key, UtcTime
from engine.definition_tables import LONGEST_ID

design_change = sa.Table(
    "design_change",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("title", sa.String(200), nullable=False),
    # whose processes it concerns; empty: the whole house
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=True),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("opened_by", Key, sa.ForeignKey("staff.key"), nullable=False),
    sa.Column("opened_at", UtcTime, nullable=False),
    sa.Column("changed_at", UtcTime, nullable=False),
    sa.Column("proposed_by", Key, sa.ForeignKey("staff.key"), nullable=True),
    sa.Column("proposed_at", UtcTime, nullable=True),
    # why, as whoever proposes it says
    sa.Column("proposal", sa.Text, nullable=True),
    sa.Column("ended_at", UtcTime, nullable=True),
    sa.Index("ix_design_change_state", "state", "changed_at"),
    sa.Index("ix_design_change_unit", "unit_key"),
    sa.CheckConstraint("state in ('open', 'proposed', 'deployed', 'dropped')", name="state"),
)

design_draft = sa.Table(
    "design_draft",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("change_key", Key, sa.ForeignKey("design_change.key"), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    # counts up at each save: whoever saves says which one he began from
    sa.Column("revision", sa.Integer, nullable=False),
    # the deployed file it began from; empty for a new one
    sa.Column("base_resource_key", Key, sa.ForeignKey("resource.key"), nullable=True),
    sa.Column("changed_by", Key, sa.ForeignKey("staff.key"), nullable=False),
    sa.Column("changed_at", UtcTime, nullable=False),
    # taken out of the change, and kept: it can be put back
    sa.Column("removed_at", UtcTime, nullable=True),
    sa.UniqueConstraint("change_key", "name"),
    sa.CheckConstraint("kind in ('bpmn', 'dmn', 'form')", name="kind"),
)

design_content = sa.Table(
    "design_content",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

# Days of the working calendar that the change sets when it is deployed.
design_day = sa.Table(
    "design_day",
    metadata,
    sa.Column("change_key", Key, sa.ForeignKey("design_change.key"), primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.CheckConstraint("kind in ('off', 'work', 'usual')", name="kind"),
)

# What somebody named, in order and for good.
design_version = sa.Table(
    "design_version",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("draft_key", Key, sa.ForeignKey("design_draft.key"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("design_content.sha256"), nullable=False),
    sa.Column("staff_key", Key, sa.ForeignKey("staff.key"), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.UniqueConstraint("draft_key", "number"),
)

# The last content of each author on each day, as it was saved, and as it was refused because a rival was faster:
# whatever became of the draft since, an author finds his work here.
design_kept = sa.Table(
    "design_kept",
    metadata,
    sa.Column("draft_key", Key, sa.ForeignKey("design_draft.key"), primary_key=True),
    sa.Column("staff_key", Key, sa.ForeignKey("staff.key"), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("refused", sa.Boolean, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)

design_presence = sa.Table(
    "design_presence",
    metadata,
    sa.Column("draft_key", Key, sa.ForeignKey("design_draft.key"), primary_key=True),
    sa.Column("staff_key", Key, sa.ForeignKey("staff.key"), primary_key=True),
    sa.Column("since", UtcTime, nullable=False),
    sa.Column("seen_at", UtcTime, nullable=False),
)

# Append-only: who did what to which change, and why. Cases are moved to what no change has put into force, too.
design_event = sa.Table(
    "design_event",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("change_key", Key, sa.ForeignKey("design_change.key"), nullable=True),
    sa.Column("draft_key", Key, sa.ForeignKey("design_draft.key"), nullable=True),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("staff_key", Key, sa.ForeignKey("staff.key"), nullable=False),
    sa.Column("facts", Json, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Index("ix_design_event_change", "change_key", "key"),
    sa.Index("ix_design_event_what", "what", "key"),
)

# What a change came to, with the page that was looked at before: it stays as it was shown.
design_deployment = sa.Table(
    "design_deployment",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("change_key", Key, sa.ForeignKey("design_change.key"), nullable=False, unique=True),
    sa.Column("deployment_key", Key, sa.ForeignKey("deployment.key"), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("shown", Json, nullable=False),
    sa.Column("staff_key", Key, sa.ForeignKey("staff.key"), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Index("ix_design_deployment_at", "at"),
)

# Which unit brought in a name: its own owners may deploy it again. A name that is not here is the whole house's.
design_belonging = sa.Table(
    "design_belonging",
    metadata,
    sa.Column("kind", sa.String(8), primary_key=True),
    sa.Column("name", sa.String(LONGEST_ID), primary_key=True),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
)
