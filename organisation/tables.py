"""Levels, units, routes, staff, postings, substitutes, calendar overrides.

Days are local calendar days, both ends included; an empty end is open. Dated rows are never rewritten into
the past: they are ended, and new ones begin.
"""

import sqlalchemy as sa

from database.metadata import metadata
from database.reference import REFERENCE
from database.types import Json, Key, UtcTime

level = sa.Table(
    "level",
    metadata,
    sa.Column("code", sa.String(20), primary_key=True),
    sa.Column("rank", sa.Integer, nullable=False, unique=True),  # 1 is the highest
    sa.Column("name_vi", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
)

unit = sa.Table(
    "unit",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # What diagrams, groups and addresses say: the reform gave official codes out again, a handle never is.
    sa.Column("handle", sa.String(60), nullable=False, unique=True),
    sa.Column("code", sa.String(20), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("type", sa.String(60), nullable=False),
    sa.Column("level", sa.ForeignKey("level.code")),  # agencies stand beside the line: they have none
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("fields", Json, nullable=False),  # an agency's fields of work, a list of texts
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.CheckConstraint("kind in ('unit', 'agency', 'oversight', 'front')", name="kind"),
    sa.CheckConstraint("valid_to >= valid_from", name="days"),
    sa.UniqueConstraint("code", "valid_from"),
    info=REFERENCE,
)

route = sa.Table(
    "route",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("from_unit", sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("to_unit", sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("line", sa.String(20), nullable=False),  # "report" upward; "host": an agency and its unit
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.CheckConstraint("from_unit <> to_unit", name="itself"),
    sa.CheckConstraint("valid_to >= valid_from", name="days"),
    sa.Index("ix_route_from", "from_unit", "line"),
    sa.Index("ix_route_to", "to_unit", "line"),
    info=REFERENCE,
)

unit_import = sa.Table(
    "unit_import",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("merged", sa.Integer, nullable=False),
    sa.Column("routes", sa.Integer, nullable=False),
    sa.Column("imported_at", UtcTime, nullable=False),
)

# Places inside a unit that have no office of their own: residential groups, villages.
area = sa.Table(
    "area",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("unit", sa.ForeignKey("unit.key"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.CheckConstraint("valid_to >= valid_from", name="days"),
    info=REFERENCE,
)

# Staff appear in their office only: no personal name, no identity number, no contact.
staff = sa.Table(
    "staff",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("username", sa.String(60), nullable=False, unique=True),
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("office", sa.Text, nullable=False),
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    info=REFERENCE,
)

posting = sa.Table(
    "posting",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("staff", sa.ForeignKey("staff.key"), nullable=False, index=True),
    sa.Column("unit", sa.ForeignKey("unit.key"), index=True),  # empty: everywhere (operator, process owner)
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.CheckConstraint("valid_to >= valid_from", name="days"),
    info=REFERENCE,
)

substitute = sa.Table(
    "substitute",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("absent", sa.ForeignKey("staff.key"), nullable=False, index=True),
    sa.Column("stand_in", sa.ForeignKey("staff.key"), nullable=False, index=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date, nullable=False),
    sa.CheckConstraint("absent <> stand_in", name="itself"),
    sa.CheckConstraint("valid_to >= valid_from", name="days"),
    info=REFERENCE,
)

# Append-only: who set or ended which substitution. The actor is empty for a command of the operator.
substitute_change = sa.Table(
    "substitute_change",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("absent", sa.ForeignKey("staff.key"), nullable=False, index=True),
    sa.Column("stand_in", sa.ForeignKey("staff.key"), nullable=False, index=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date, nullable=False),
    sa.Column("what", sa.String(10), nullable=False),
    sa.Column("actor", sa.ForeignKey("staff.key")),
    sa.Column("at", UtcTime, nullable=False),
    sa.CheckConstraint("what in ('set', 'ended')", name="what"),
)

# Which leader of a unit answers for a field of work; an empty field stands for all that have no leader of their own.
responsibility = sa.Table(
    "responsibility",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("unit", sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("field", sa.String(60), nullable=False),
    sa.Column("staff", sa.ForeignKey("staff.key"), nullable=False, index=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.CheckConstraint("valid_to >= valid_from", name="days"),
    sa.Index("ix_responsibility_unit", "unit", "field"),
)

# Append-only: who set or ended which of them. The actor is empty for a command of the operator.
responsibility_change = sa.Table(
    "responsibility_change",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("unit", sa.ForeignKey("unit.key"), nullable=False, index=True),
    sa.Column("field", sa.String(60), nullable=False),
    sa.Column("staff", sa.ForeignKey("staff.key"), nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.Column("what", sa.String(10), nullable=False),
    sa.Column("actor", sa.ForeignKey("staff.key")),
    sa.Column("at", UtcTime, nullable=False),
    sa.CheckConstraint("what in ('set', 'ended')", name="what"),
)

# Append-only: the newest row of a date counts, and the number of rows is the calendar's revision.
calendar_override = sa.Table(
    "calendar_override",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("date", sa.Date, nullable=False, index=True),
    sa.Column("kind", sa.String(10), nullable=False),  # "usual" takes an override back
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("set_at", UtcTime, nullable=False),
    sa.CheckConstraint("kind in ('off', 'work', 'usual')", name="kind"),
    info=REFERENCE,
)
