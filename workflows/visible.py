"""Whose reports somebody sees, as predicates for queries: those of the own units and of all below them."""

import sqlalchemy as sa

from organisation.viewer import Viewer
from workflows.tables import cycle_unit


def heads_of(viewer: Viewer, units: sa.FromClause = cycle_unit) -> sa.ColumnElement[bool]:
    """The units of a cycle that a viewer looks down from: his own; for operators and owners the root."""
    if viewer.is_operator or viewer.is_owner:
        return units.c.superior_unit_key.is_(None)
    return units.c.unit_key.in_(sorted(viewer.unit_keys()))


def seen_by(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The rows of `cycle_unit` a viewer may see: what lies below one of his units is one range of the index."""
    mine = cycle_unit.alias("mine")
    return sa.exists().where(
        mine.c.cycle_key == cycle_unit.c.cycle_key,
        heads_of(viewer, mine),
        cycle_unit.c.path >= mine.c.path,
        cycle_unit.c.path < sa.func.rtrim(mine.c.path, "/").concat("0"),
    )
