"""Scenarios of a change: kept out of a play, counted for later versions once the change is deployed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.designer.changes import require_title, writable_change
from workflows.designer.playing.steps import Begin, Step, as_json, from_json
from workflows.designer.scenarios.comparing import CHECKS
from workflows.designer.scenarios.outcome import Outcome
from workflows.designer.scenarios.tables import design_scenario, design_scenario_run
from workflows.designer.trail import note
from workflows.errors import NotYours, Refused

MOST = 100
"""Scenarios that one change may have of its own."""


@dataclass(frozen=True)
class Scenario:
    """One of them. `own` says that it was written in the change that is looked at."""

    key: int
    process: str
    title: str
    steps: tuple[Step, ...]
    checks: tuple[str, ...]
    expected: Outcome
    replaces: int | None
    own: bool
    change_key: int
    """The change it was written in."""


@dataclass(frozen=True)
class Written:
    """A scenario as it goes into a change."""

    title: str
    steps: Sequence[Step]
    checks: Sequence[str]
    expected: Outcome
    replaces: int | None = None


def add_scenario(
    session: Session, viewer: Viewer, change_key: int, written: Written, *, now: datetime
) -> int:
    """Keep one beside a change, and return its key.

    Refused without a title, with nothing that counts, or where the change has too many; NotYours, StalePage.
    """
    change = writable_change(session, viewer, change_key, now)
    title, first = require_title(written.title), written.steps[0]
    checks = [name for name in CHECKS if name in written.checks]
    if not checks:
        raise Refused(
            "Chọn ít nhất một điều phải đúng như bây giờ.",
            "Choose at least one thing that must come as it did now.",
        )
    own = sa.select(sa.func.count()).where(
        design_scenario.c.change_key == change.key, design_scenario.c.ended_at.is_(None)
    )
    if session.execute(own).scalar_one() >= MOST:
        raise Refused(
            f"Một đợt sửa có nhiều nhất {MOST} kịch bản. Bỏ bớt kịch bản cũ.",
            f"A change has at most {MOST} scenarios. Take some away.",
        )
    row = {
        "change_key": change.key,
        "process": first.process if isinstance(first, Begin) else "",
        "title": title,
        "steps": as_json(written.steps),
        "checks": checks,
        "expected": dict(written.expected),
        "replaces_key": written.replaces,
        "made_by": viewer.staff_key,
        "made_at": now,
    }
    key = session.execute(
        sa.insert(design_scenario).values(row).returning(design_scenario.c.key)
    ).scalar_one()
    note(session, viewer, change.key, "scenario", now, facts={"name": title})
    return int(key)


def new_ones(session: Session, change_key: int, written: Sequence[Written]) -> list[Written]:
    """Those that do not count for a change already, by their steps and what counts in them."""
    table = design_scenario.c
    counting = sa.or_(table.change_key == change_key, table.kept_at.is_not(None))
    rows = session.execute(sa.select(table.steps, table.expected).where(counting, table.ended_at.is_(None)))
    known = [(row.steps, row.expected) for row in rows]
    return [one for one in written if (as_json(one.steps), dict(one.expected)) not in known]


def drop_scenario(session: Session, viewer: Viewer, change_key: int, key: int, *, now: datetime) -> None:
    """It counts no longer: one of the change itself, which is open; by an owner of all processes one in force, too.

    NotYours for any other.
    """
    change = writable_change(session, viewer, change_key, now)
    table = design_scenario.c
    own = sa.and_(table.change_key == change.key, table.kept_at.is_(None))
    theirs = table.kept_at.is_not(None) if viewer.is_owner else sa.false()
    dropped = session.execute(
        sa.update(design_scenario)
        .where(
            table.key == key,
            sa.or_(own, theirs),
            table.ended_at.is_(None),
        )
        .values(ended_at=now)
        .returning(table.title)
    ).scalar_one_or_none()
    if dropped is None:
        raise NotYours
    note(session, viewer, change.key, "scenario_out", now, facts={"name": dropped})


def scenarios_of(session: Session, change_key: int, processes: Collection[str]) -> list[Scenario]:
    """Those that count for a change: its own, and those in force of the processes that its files hold.

    One whose place is taken by one of the change itself is left out.
    """
    table = design_scenario.c
    own = (table.change_key == change_key) & table.kept_at.is_(None)
    rows = session.execute(
        sa.select(design_scenario)
        .where(table.ended_at.is_(None), sa.or_(own, table.kept_at.is_not(None)))
        .order_by(table.process, table.key)
    ).all()
    found = [_scenario(row, own=row.change_key == change_key and row.kept_at is None) for row in rows]
    replaced = {one.replaces for one in found if one.own}
    return [one for one in found if one.own or (one.process in processes and one.key not in replaced)]


def scenario_for(session: Session, change_key: int, key: int) -> Scenario:
    """One that counts for a change or did. NotYours for any other."""
    table = design_scenario.c
    row = session.execute(
        sa.select(design_scenario).where(
            table.key == key, sa.or_(table.change_key == change_key, table.kept_at.is_not(None))
        )
    ).one_or_none()
    if row is None:
        raise NotYours
    return _scenario(row, own=row.change_key == change_key and row.kept_at is None)


def scenarios_in_force(session: Session) -> list[Scenario]:
    """Those of everything that is deployed."""
    table = design_scenario.c
    rows = session.execute(
        sa.select(design_scenario)
        .where(table.kept_at.is_not(None), table.ended_at.is_(None))
        .order_by(table.process, table.key)
    )
    return [_scenario(row, own=False) for row in rows]


def keep_scenarios(session: Session, change_key: int, now: datetime) -> None:
    """A change was deployed: its scenarios are in force from now on, and those they replace are not."""
    table = design_scenario.c
    own = session.execute(
        sa.update(design_scenario)
        .where(table.change_key == change_key, table.kept_at.is_(None), table.ended_at.is_(None))
        .values(kept_at=now)
        .returning(table.replaces_key)
    ).all()
    replaced = sorted({row.replaces_key for row in own if row.replaces_key is not None})
    if replaced:
        session.execute(sa.update(design_scenario).where(table.key.in_(replaced)).values(ended_at=now))


def runs_of(session: Session, change_key: int) -> Mapping[int, Any]:
    """What came of them when they were last played for a change, by scenario."""
    rows = session.execute(
        sa.select(design_scenario_run).where(design_scenario_run.c.change_key == change_key)
    )
    return {row.scenario_key: row for row in rows}


def _scenario(row: Any, *, own: bool) -> Scenario:
    return Scenario(
        row.key,
        row.process,
        row.title,
        from_json(row.steps),
        tuple(row.checks),
        row.expected,
        row.replaces_key,
        own,
        row.change_key,
    )
