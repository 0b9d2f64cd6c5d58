"""The register of issues: those of the reader's units or of all below, overdue first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.days import local_day
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.issues.states import state_tag
from web.visit import Visit
from workflows.became.months import last_complete
from workflows.errors import NotYourRole
from workflows.issues.channels import URGENCIES
from workflows.issues.list_ranges import SCOPES, Wanted
from workflows.issues.parties import BELOW, OWN, RAISED
from workflows.issues.raising import raising_post
from workflows.issues.register import list_issues, overdue_count, raises_any, sees_below
from workflows.issues.states import NAMES
from workflows.issues.taxonomy import category_names, fields
from workflows.issues.words import number_in_register, number_of, short

router = APIRouter()

ALL_STATES, OVERDUE, ENDED_TOO = "", "overdue", "all"
LONGEST_ON_A_LINE = 160


@dataclass(frozen=True)
class Line:
    """One issue in words."""

    row: Any
    number: str
    title: str
    tag: tuple[Mapping[str, str], str]
    category: Mapping[str, str]
    urgency: Mapping[str, str] | None
    distance: str
    late: bool


@router.get("/issues")
@reading
def show_register(
    visit: Visited,
    scope: str = OWN,
    state: str = "",
    field: str = "",
    urgency: str = "",
    after: str = "",
    *,
    session: Session,
) -> Response:
    """The list, narrowed by what was chosen. `state` may also be "overdue", or "all" with what has ended."""
    wanted = Wanted(
        scope=scope if scope in SCOPES else OWN,
        state=state if state in NAMES else "",
        field=field,
        urgency=urgency if urgency in URGENCIES else "",
        open_only=state != ENDED_TOO,
        overdue=state == OVERDUE,
    )
    found = list_issues(session, visit.viewer, wanted, visit.now, after)
    chosen = {"scope": wanted.scope, "state": state, "field": field, "urgency": wanted.urgency}
    distances = Distances(session, visit)
    names = category_names(session, [row.category for row in found.rows])
    return visit.page(
        "issues/register.html",
        lines=[_line(row, names, distances, visit) for row in found.rows],
        found=found,
        chosen=chosen,
        scopes=_scopes(session, visit, wanted),
        states=_states(visit),
        fields=[("", visit.gettext("All")), *_options(visit, fields(session, local_day(visit.now)))],
        urgencies=[("", visit.gettext("All")), *((code, visit.pick(URGENCIES[code])) for code in URGENCIES)],
        overdue=overdue_count(session, visit.viewer, visit.now, wanted.scope),
        narrowed=bool(state or field or wanted.urgency),
        first=_address(chosen) if after else None,
        more=_address(chosen, found.next_cursor) if found.next_cursor else None,
        overdue_href=_address({**chosen, "state": OVERDUE}),
        may_raise=_may_raise(visit),
        last_month=last_complete(visit.now),
    )


def _address(chosen: Mapping[str, str], after: str = "") -> str:
    asked = {name: value for name, value in {**chosen, "after": after}.items() if value}
    asked = {name: value for name, value in asked.items() if (name, value) != ("scope", OWN)}
    return "/issues" + ("?" + urlencode(asked) if asked else "")


def _scopes(session: Session, visit: Visit, wanted: Wanted) -> list[tuple[str, str, int | None, bool]]:
    """The lists that have anything in them beside the own one; where there is none, no tabs."""
    others = [
        (BELOW, visit.gettext("Of the units below"), sees_below(session, visit.viewer)),
        (RAISED, visit.gettext("Raised by us"), raises_any(session, visit.viewer)),
    ]
    tabs = [
        (f"/issues?scope={scope}", words, None, wanted.scope == scope)
        for scope, words, there in others
        if there or wanted.scope == scope
    ]
    return [("/issues", visit.gettext("Of my unit"), None, wanted.scope == OWN), *tabs] if tabs else []


def _states(visit: Visit) -> list[tuple[str, str]]:
    """Open ones first: these are what the list is for."""
    return [
        (ALL_STATES, visit.gettext("All that are open")),
        (OVERDUE, visit.gettext("Overdue")),
        *((state, visit.pick(words)) for state, words in NAMES.items()),
        (ENDED_TOO, visit.gettext("All, the ended ones too")),
    ]


def _options(visit: Visit, options: Any) -> list[tuple[str, str]]:
    return [(option.value, visit.pick(option.label)) for option in options]


def _line(row: Any, names: Mapping[str, Mapping[str, str]], distances: Distances, visit: Visit) -> Line:
    owed = row.stage == 0 and row.due_at is not None
    return Line(
        row=row,
        number=_number(row, visit),
        title=short(row.summary, LONGEST_ON_A_LINE),
        tag=state_tag(row.state, merged=row.merged_into is not None),
        category=names[row.category],
        urgency=URGENCIES[row.urgency] if row.urgency != "normal" else None,
        distance=distances.words(row.due_at) if owed else "",
        late=owed and row.due_at < visit.now,
    )


def _number(row: Any, visit: Visit) -> str:
    """With its register, where that is another one than the reader's own."""
    return (
        number_of(row) if visit.viewer.unit_keys() == {row.unit_key} else visit.pick(number_in_register(row))
    )


def _may_raise(visit: Visit) -> bool:
    try:
        raising_post(visit.viewer)
    except NotYourRole:
        return False
    return True
