"""Trying a year with what is deployed, with given files, or with the drafts of a change."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.calendar_overrides import Override
from organisation.days import Span
from organisation.routes import REPORT
from organisation.tables import route, unit
from organisation.units import Unit, find_unit
from periods.findings import ChainWarning
from periods.windows import Period
from workflows.deadlines import ZONE, deadline_tables, rule_of, working_calendar
from workflows.deployment import Files
from workflows.designer.calendar_days import days_in_change
from workflows.designer.deadline_tables import dates_submissions, tables_in
from workflows.designer.known_years import KnownYears, Origin
from workflows.designer.moved_dates import MovedDate, moved_dates
from workflows.designer.together import deployed, files_of
from workflows.designer.trees import Trees, mark_of_trees
from workflows.designer.year import Progress, Year, plan_year, say_nothing
from workflows.errors import Refused
from workflows.tables import cycle, cycle_unit

KNOWN = KnownYears()
LAST_CYCLES = 20
"""Among so many, those of all kinds that run now are found."""


def try_year(
    session: Session,
    windows: Sequence[Period],
    *,
    root_code: str,
    now: datetime,
    files: Files = (),
    days: Sequence[Override] = (),
    progress: Progress = say_nothing,
) -> Year:
    """The dates of these periods for a unit and all below it: by the tables in `files`, else by those deployed.

    `days` are counted as if they stood in the calendar. `progress` is told nothing of a year that is known already.
    Raises what `tables_in` and `plan_year` raise, UnitUnknown where no period has the unit, NotDeployed where there
    are no tables at all.
    """
    _require_unit(session, root_code, windows)
    tables = tables_in(files) if dates_submissions(files) else deadline_tables(session)
    calendar = working_calendar(session, now, days)
    origin = Origin(tuple(windows), root_code, tables, calendar, mark_of_trees(session))
    found = KNOWN.of(origin)
    if found is None:
        trees = Trees(session, root_code)
        found = plan_year(windows, rule_of(tables), calendar, ZONE, trees, progress)
        KNOWN.keep(origin, found)
    return found


def _require_unit(session: Session, code: str, windows: Sequence[Period]) -> None:
    """UnitUnknown where the code stands for no unit on any last day of these periods."""
    rows = session.execute(sa.select(unit.c.valid_from, unit.c.valid_to).where(unit.c.code == code))
    spans = [Span(*row) for row in rows]
    if windows and not any(span.holds(window.cutoff) for window in windows for span in spans):
        find_unit(session, code, windows[-1].cutoff)


@dataclass(frozen=True)
class Tried:
    """A year by a change, and by what is in force `before`; `moved` are the dates that differ.

    Periods that are over or open already keep their dates, and no date of them moves. `days` are those of the
    calendar that the change sets.
    """

    root: Unit
    year: Year
    before: Year
    moved: Sequence[MovedDate]
    days: Sequence[Override]

    def brought(self) -> list[tuple[ChainWarning, list[Period]]]:
        """The warnings that the change brings: those that are not there without it."""
        known = {
            (one.period.key, warning.code, warning.levels)
            for one in self.before.periods
            for warning in one.warnings
        }
        found = []
        for warning, windows in self.year.warnings():
            new = [window for window in windows if (window.key, warning.code, warning.levels) not in known]
            found += [(warning, new)] if new else []
        return found


def try_change(
    session: Session,
    change: Any,
    windows: Sequence[Period],
    *,
    root_code: str,
    now: datetime,
    progress: Progress = say_nothing,
) -> Tried:
    """The dates of these periods by a change, its drafts and days over what is in force. Raises as `try_year`."""
    files, days = files_of(session, change.key), days_in_change(session, change.key)
    same = not days and _tables(files) == _tables(deployed(session))
    first, second = (progress, say_nothing) if same else _halves(progress)
    after = try_year(session, windows, root_code=root_code, now=now, files=files, days=days, progress=first)
    earlier = after if same else try_year(session, windows, root_code=root_code, now=now, progress=second)
    today = now.astimezone(ZONE).date()
    root = find_unit(session, root_code, today)
    kept = _opened(session, root_code) | {window.key for window in windows if window.end < today}
    after = _keeping(after, earlier, kept)
    return Tried(root, after, earlier, moved_dates(earlier, after, kept), days)


def _opened(session: Session, root_code: str) -> set[str]:
    """The periods of which the unit's cycle was opened, by their keys."""
    rows = sa.select(cycle.c.period).join(unit, unit.c.key == cycle.c.root_unit_key)
    return set(session.execute(rows.where(unit.c.code == root_code)).scalars())


def _keeping(after: Year, before: Year, kept: AbstractSet[str]) -> Year:
    pairs = zip(before.periods, after.periods, strict=True)
    return Year(tuple(was if was.period.key in kept else now for was, now in pairs))


def _halves(progress: Progress) -> tuple[Progress, Progress]:
    """The progress of two years one after the other, told as that of one."""

    def second(done: int, of: int, units: int) -> None:
        if done:  # where it begins the first one has ended
            progress(of + done, 2 * of, units)

    return lambda done, of, units: progress(done, 2 * of, units), second


def _tables(files: Files) -> set[bytes]:
    return {content for name, content in files if name.endswith(".dmn")}


def root_of(session: Session, change: Any) -> str:
    """The code to try a change with: of its unit where others report to it, else `usual_root`."""
    below = sa.exists().where(route.c.to_unit == unit.c.key, route.c.line == REPORT)
    own = session.execute(sa.select(unit.c.code).where(unit.c.key == change.unit_key, below)).scalar()
    return str(own) if own is not None else usual_root(session)


def usual_root(session: Session) -> str:
    """The code to try with: of the unit whose cycle is the widest of the last, else of the one on top of the line.

    Refused where neither is there, or several are on top.
    """
    widest = _widest_root(session)
    tops = [widest] if widest else _tops(session)
    if len(tops) == 1:
        return tops[0]
    raise Refused(
        "Chưa rõ tính cho đơn vị nào. Hãy ghi mã đơn vị.",
        "It is not clear for which unit. Give the unit's code.",
    )


def _widest_root(session: Session) -> str | None:
    """A cycle that one district opened for itself last shall not hide whom else a change concerns."""
    last = (
        sa.select(cycle.c.key, cycle.c.root_unit_key)
        .order_by(cycle.c.key.desc())
        .limit(LAST_CYCLES)
        .subquery()
    )
    asked = sa.select(sa.func.count()).where(cycle_unit.c.cycle_key == last.c.key).scalar_subquery()
    query = (
        sa.select(unit.c.code)
        .join(last, last.c.root_unit_key == unit.c.key)
        .order_by(asked.desc(), last.c.key.desc())
        .limit(1)
    )
    return session.execute(query).scalar()


def _tops(session: Session) -> list[str]:
    """The codes to which others report, and that report to nobody."""
    above = route.alias("above")
    has_above = sa.exists().where(above.c.from_unit == route.c.to_unit, above.c.line == REPORT)
    query = (
        sa.select(unit.c.code)
        .join(route, route.c.to_unit == unit.c.key)
        .where(route.c.line == REPORT, ~has_above)
        .distinct()
    )
    return [str(code) for code in session.execute(query).scalars()]
