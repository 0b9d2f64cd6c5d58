"""Who may see and do what, as predicates for queries. Whoever has no group sees nothing."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from database.session import Session
from organisation.routes import superiors
from organisation.viewer import Viewer


def may_act_for(viewer: Viewer, group: str) -> bool:
    """Whether the viewer may do the tasks of a group, by an own posting or by standing in."""
    return group in viewer.groups


def in_groups(viewer: Viewer, column: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Rows whose group is one of the viewer's own."""
    return _one_of(column, viewer.groups)


def in_unit_groups(viewer: Viewer, column: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Rows whose group belongs to a unit of the viewer, in whatever role: the scope "my unit"."""
    return _one_of(column, viewer.unit_groups)


def in_units(viewer: Viewer, column: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Rows whose unit (a handle) is one of the viewer's units."""
    return _one_of(column, viewer.units())


def _one_of(column: sa.ColumnElement[str], allowed: Collection[str]) -> sa.ColumnElement[bool]:
    return column.in_(sorted(allowed)) if allowed else sa.false()


def oversees(session: Session, viewer: Viewer, unit_key: int, on: date) -> bool:
    """Whether a unit is one of the viewer's or stands below one of them on a day.

    For a cycle ask with the day its tree was read: the line of that day stays in force for it.
    """
    own = viewer.unit_keys()
    return unit_key in own or any(above.key in own for above in superiors(session, unit_key, on))
