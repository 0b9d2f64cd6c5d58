"""The register: the sittings of my unit that are to come or not concluded, then those that have ended."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.days import local_day
from organisation.unit_files import AGENCY_KINDS
from organisation.visibility import units_and_before
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.receptions.words import sitting
from web.visit import Visit
from workflows.issues.raising import raising_posts
from workflows.reception.calendar import calendars_of, rhythm_on
from workflows.reception.finding import ended_sittings, open_sittings

router = APIRouter()
LIST = "/receptions"


@router.get("/receptions")
@reading
def show_receptions(visit: Visited, state: str = "", after: str = "", *, session: Session) -> Response:
    """What is open, due first at the top; or what has ended, newest first."""
    units = sorted(visit.viewer.unit_keys())
    ended, all_of_them = state == "ended", session.scalars(units_and_before(units)).all()
    found = ended_sittings(session, all_of_them, after) if ended else None
    rows = found.rows if found else open_sittings(session, all_of_them)
    distances = Distances(session, visit)
    more = found.next_cursor if found else None
    return visit.page(
        "receptions/list.html",
        ended=ended,
        states=_states(visit, ended=ended),
        done=visit.done(("set",)),
        lines=[sitting(visit, row, distances) for row in rows],
        several=len(all_of_them) > 1,
        first=f"{LIST}?state=ended" if after else None,
        more=f"{LIST}?state=ended&after={more}" if more else None,
        may_plan=bool(raising_posts(visit.viewer)),
        counts=any(post.unit_key and post.unit_type not in AGENCY_KINDS for post in visit.viewer.postings),
        days=_days(session, visit, units),
    )


def _states(visit: Visit, *, ended: bool) -> list[tuple[str, str, None, bool]]:
    return [
        (LIST, visit.gettext("To come and not concluded"), None, not ended),
        (f"{LIST}?state=ended", visit.gettext("Ended"), None, ended),
    ]


def _days(session: Session, visit: Visit, units: Sequence[int]) -> list[Any]:
    """What the calendars of these units say: the days now, and from when on others."""
    names = {post.unit_key: post.unit_name for post in visit.viewer.postings}
    return [
        {
            "unit": names.get(key, ""),
            "now": visit.pick(now.words()) if (now := rhythm_on(rows, local_day(visit.now))) else "",
            "newest": rows[-1] if rows[-1].since > local_day(visit.now) else None,
            "coming": visit.pick(coming.words()) if (coming := rhythm_on(rows, rows[-1].since)) else "",
        }
        for key, rows in calendars_of(session, units).items()
    ]
