"""Trying a year with what is deployed, or with files laid over it."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from database.session import Session
from organisation.routes import REPORT
from organisation.tables import route, unit
from periods.profile import Kind
from workflows.deadlines import ZONE, deadline_rule, working_calendar
from workflows.deployment import Files
from workflows.designer.deadline_tables import dates_submissions, rule_in
from workflows.designer.trees import Trees
from workflows.designer.year import REGULAR, Progress, Year, plan_year
from workflows.errors import Refused
from workflows.opening_rights import last_root


def try_year(
    session: Session,
    *,
    year: int,
    root_code: str,
    now: datetime,
    files: Files = (),
    kinds: Sequence[Kind] = REGULAR,
    progress: Progress = lambda _done, _of: None,
) -> Year:
    """The year's dates for a unit and all below it: by the tables of deadlines in `files`, else by those deployed.

    Raises what `rule_in` and `plan_year` raise, UnitUnknown where no day of the year has the unit, NotDeployed where
    there are no tables at all.
    """
    rule = rule_in(files) if dates_submissions(files) else deadline_rule(session)
    calendar, trees = working_calendar(session, now), Trees(session, root_code)
    found = plan_year(year, kinds, rule, calendar, ZONE, trees, progress)
    if not any(one.levels for one in found.periods):
        trees(date(year, 12, 31))
    return found


def usual_root(session: Session) -> str:
    """The code to try with: of the unit that the last cycle was opened for, else of the one on top of the line.

    Refused where neither is there, or several are on top.
    """
    last = last_root(session)
    tops = [last] if last else _tops(session)
    if len(tops) == 1:
        return tops[0]
    raise Refused(
        "Chưa rõ tính cho đơn vị nào. Hãy ghi mã đơn vị.",
        "It is not clear for which unit. Give the unit's code.",
    )


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
