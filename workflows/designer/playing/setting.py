"""What a play needs of the real house, read once: the files as they would be, the units, lists and calendar."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.errors import UnitUnknown
from organisation.tables import calendar_override, level
from workflows.deployment import Files
from workflows.designer.calendar_days import days_in_change
from workflows.designer.content import sha256_of
from workflows.designer.playing.cast import Cast, cast_of
from workflows.designer.together import deployed, files_of
from workflows.designer.trying import root_of, usual_root
from workflows.issues.tables import category, programme
from workflows.review.tables import legal_basis

LISTS = (level, category, programme, legal_basis, calendar_override)
"""What the house keeps in tables and processes go by; nothing in them names a unit or an account."""

SET_AT = datetime(2020, 1, 1, tzinfo=UTC)
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Setting:
    """Where a play is set. Two of one `digest` come to the same by the same steps."""

    files: Files
    cast: Cast
    lists: Sequence[tuple[sa.Table, Rows]]
    digest: str


def setting_of_change(session: Session, change: Any, now: datetime) -> Setting:
    """A change as it would be in force: its drafts and days over what is deployed. `change` is its row.

    Raises Refused where it is not clear for which unit, UnitUnknown, RouteCircle.
    """
    days = days_in_change(session, change.key)
    return _setting(session, files_of(session, change.key), root_of(session, change), now, days)


def setting_in_force(session: Session, now: datetime) -> Setting:
    """What is deployed. Raises as `setting_of_change`."""
    return _setting(session, deployed(session), usual_root(session), now)


def among_the_units_of(session: Session, setting: Setting, change: Any, now: datetime) -> Setting:
    """A setting with the units of another change; with its own where those are no more."""
    try:
        cast = cast_of(session, root_of(session, change), local_day(now))
    except UnitUnknown:
        return setting
    return (
        setting if cast == setting.cast else replace(setting, cast=cast, digest=_digest(setting.digest, cast))
    )


def _setting(
    session: Session, files: Files, root_code: str, now: datetime, days: Sequence[Any] = ()
) -> Setting:
    cast = cast_of(session, root_code, local_day(now))
    lists = [(table, _rows(session, table)) for table in LISTS]
    lists.append((calendar_override, [_override(day) for day in days]))
    named = sorted((name, sha256_of(content)) for name, content in files)
    digest = _digest(named, cast, [(table.name, rows) for table, rows in lists])
    return Setting(files, cast, lists, digest)


def _digest(*parts: Any) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _rows(session: Session, table: sa.Table) -> Rows:
    order = [table.c.rank] if table is level else list(table.primary_key)
    return [dict(row) for row in session.execute(sa.select(table).order_by(*order)).mappings()]


def _override(day: Any) -> dict[str, Any]:
    """A day that a change sets, as the last word about it."""
    return {**{name: getattr(day, name) for name in ("date", "kind", "name", "source")}, "set_at": SET_AT}
