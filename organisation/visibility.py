"""Whose tasks somebody sees, as predicates for queries. Whoever has no group sees nothing."""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from organisation.days import in_force
from organisation.tables import route, unit
from organisation.viewer import Viewer

_GIVEN = "visible_groups"


def in_unit_groups(viewer: Viewer, column: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Rows whose group belongs to a unit of the viewer, in whatever role: the scope "my unit"."""
    return _one_of(column, viewer.unit_groups)


def in_given_groups(column: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """The same for a statement made once and run for many: it is run with `unit_groups_of(viewer)`."""
    return column.in_(sa.bindparam(_GIVEN, expanding=True))


def unit_groups_of(viewer: Viewer) -> dict[str, list[str]]:
    """What `in_given_groups` wants to know of a viewer: the groups of the scope "my unit"."""
    return {_GIVEN: sorted(viewer.unit_groups)}


def in_own_units(viewer: Viewer, column: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Rows whose owner is a unit of the viewer, in whatever role."""
    return _one_of(column, viewer.units())


def in_office(viewer: Viewer) -> sa.ColumnElement[bool]:
    """What everybody may see who holds an office anywhere; nothing for an account without one."""
    return sa.true() if viewer.postings else sa.false()


def sees_unit(viewer: Viewer, on: date) -> sa.ColumnElement[bool]:
    """The units of the viewer and all below or beside them on a day; operators and owners see every one."""
    if viewer.is_operator or viewer.is_owner:
        return sa.true()
    return unit.c.key.in_(below_units(viewer.unit_keys(), on))


def has_part(
    viewer: Viewer,
    on: date,
    owner: sa.ColumnElement[int],
    party: sa.ColumnElement[int],
    of_it: sa.ColumnElement[bool],
) -> sa.ColumnElement[bool]:
    """Matters of the viewer's units and below, and those in which his units, or ones before them, have a part.

    `owner` is whose a matter is, `party` who has a part in it, by rows that `of_it` joins. Who runs all sees all.
    """
    if viewer.is_operator or viewer.is_owner:
        return sa.true()
    keys = viewer.unit_keys()
    if not keys:
        return sa.false()
    part = sa.exists().where(of_it, party.in_(units_and_before(keys)))
    return sa.or_(owner.in_(below_units(keys, on)), part)


def below_units(unit_keys: Collection[int], on: date) -> sa.Select[Any]:
    """These units and all below or beside them on a day.

    With them those that carried their codes before; and what was closed stays below what it stood under at its end.
    """
    lower, start = unit.alias("lower"), units_and_before(unit_keys).subquery("start")
    seen = sa.select(start.c.key).cte(recursive=True)
    closed_under = sa.and_(route.c.valid_to == lower.c.valid_to, lower.c.valid_to < on)
    below = (
        sa.select(route.c.from_unit)
        .join(lower, lower.c.key == route.c.from_unit)
        .where(route.c.to_unit == seen.c.key, sa.or_(in_force(route, on), closed_under))
    )
    return sa.select(seen.union(below).c.key)


def units_and_before(unit_keys: Collection[int]) -> sa.CompoundSelect[Any]:
    """These units and those that carried their codes before them, whose work they have taken over."""
    keys, mine, earlier = sorted(unit_keys), unit.alias("mine"), unit.alias("earlier")
    before = (
        sa.select(earlier.c.key)
        .join(mine, mine.c.code == earlier.c.code)
        .where(mine.c.key.in_(keys), earlier.c.valid_to < mine.c.valid_from)
    )
    return sa.select(mine.c.key).where(mine.c.key.in_(keys)).union(before)


def _one_of(column: sa.ColumnElement[str], allowed: Collection[str]) -> sa.ColumnElement[bool]:
    return column.in_(sorted(allowed)) if allowed else sa.false()
