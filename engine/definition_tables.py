"""Rows of what was deployed. Content is stored once per sha256; nothing here is ever changed."""

import sqlalchemy as sa

from database.metadata import metadata
from database.reference import REFERENCE
from database.types import Key, UtcTime

LONGEST_ID = 200
"""Letters of the id of a process, decision or form: it stands in keys and indexes."""

deployment = sa.Table(
    "deployment",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("deployed_at", UtcTime, nullable=False),
    sa.Column("deployed_by", sa.Text, nullable=False),
    sa.Column("note", sa.Text),
    info=REFERENCE,
)

resource = sa.Table(
    "resource",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.CheckConstraint("kind in ('bpmn', 'dmn', 'form')", name="kind"),
    info=REFERENCE,
)


def _definition(table: str, identifier: str) -> sa.Table:
    return sa.Table(
        table,
        metadata,
        sa.Column("key", Key, primary_key=True),
        sa.Column(identifier, sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("resource_key", Key, sa.ForeignKey("resource.key"), nullable=False),
        sa.Column("deployment_key", Key, sa.ForeignKey("deployment.key"), nullable=False),
        sa.UniqueConstraint(identifier, "version"),
        info=REFERENCE,
    )


process_definition = _definition("process_definition", "process_id")
decision_definition = _definition("decision_definition", "decision_id")
form_definition = _definition("form_definition", "form_id")

# What a deployment means by a name: its own files and, for what they call, the version found at deployment.
# Instances started under it keep these meanings whatever is deployed later.
deployment_item = sa.Table(
    "deployment_item",
    metadata,
    sa.Column("deployment_key", Key, sa.ForeignKey("deployment.key"), primary_key=True),
    sa.Column("kind", sa.String(8), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("definition_key", Key, nullable=False),
    sa.Index("ix_deployment_item_definition", "kind", "definition_key", "deployment_key"),
    info=REFERENCE,
)
