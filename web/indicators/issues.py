"""The issues behind a number of the indicators, as of the day it was told for."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.days import local_day
from web.edge import reading
from web.gate import Visited
from web.indicators.asking import ISSUES, NUMBERS, address, typed_days
from web.issues.states import state_tag
from web.visit import Visit
from workflows.errors import NotYours
from workflows.indicators.asked import whose
from workflows.indicators.listing import STATE, Counted, issues_behind, number_named
from workflows.indicators.reading import INCOMPLETE
from workflows.indicators.spent import author_names
from workflows.indicators.stays import PROGRAMME, RETURNED
from workflows.indicators.window import Window
from workflows.issues.states import NAMES, TO_ANSWER
from workflows.issues.taxonomy import category_names, programme_names
from workflows.issues.words import number_in_register, short

router = APIRouter()
LONGEST_ON_A_LINE = 160


@dataclass(frozen=True)
class Line:
    """One issue in words; no title where the reader may not open it."""

    row: Counted
    number: str
    title: str
    tag: tuple[Mapping[str, str], str]
    category: Mapping[str, str]
    late: bool


@router.get("/indicators/issues")
@reading
def show_issues(
    visit: Visited,
    of: str = "raised",
    page: int = 1,
    unit: str = "",
    first: str = "",
    last: str = "",
    as_of: str = "",
    *,
    session: Session,
) -> Response:
    """One page of them. What there is no such number of is not found."""
    number = number_named(of)
    if number is None:
        raise NotYours
    found = whose(session, visit.viewer, typed_days(unit, first, last, as_of).asked, visit.now)
    behind = issues_behind(session, visit.viewer, found.window, number, page)
    names = category_names(session, [row.category for row in behind.rows])
    return visit.page(
        "indicators/issues.html",
        found=found,
        behind=behind,
        incomplete=visit.pick(INCOMPLETE) if behind.incomplete else "",
        heading=_heading(session, visit, of),
        dated="due" if of in _OF_DUE_DAY else "returned" if of.startswith(RETURNED) else "raised",
        back=address(NUMBERS, found.handle, found.window),
        lines=[_line(row, names, found.window, visit) for row in behind.rows],
        first_page=address(ISSUES, found.handle, found.window, of=of) if behind.number > 1 else None,
        more=address(ISSUES, found.handle, found.window, of=of, page=behind.number + 1)
        if behind.number < behind.pages
        else None,
    )


_OF_DUE_DAY = frozenset({"due", "on_time", "late", "without", "overdue"})


def _heading(session: Session, visit: Visit, of: str) -> str:
    """What the number counts."""
    if of.startswith(STATE):
        return visit.pick(NAMES[of.removeprefix(STATE)])
    if of.startswith(PROGRAMME):
        code = of.removeprefix(PROGRAMME)
        return visit.pick(programme_names(session, [code])[code])
    if of.startswith(RETURNED):
        author = of.removeprefix(RETURNED)
        return visit.gettext("Answers sent back: %(whose)s") % {
            "whose": visit.pick(author_names(session, [author])[author])
        }
    return {
        "raised": visit.gettext("Issues raised"),
        "answered": visit.gettext("Answered"),
        "unanswered": visit.gettext("Without an answer"),
        "directed": visit.gettext("Directed by a leader"),
        "undirected": visit.gettext("Not directed by a leader"),
        "due": visit.gettext("Fell due in these days"),
        "on_time": visit.gettext("Answered in time"),
        "late": visit.gettext("Answered late"),
        "without": visit.gettext("Ended without an answer"),
        "overdue": visit.gettext("Due and not answered"),
    }[of]


def _line(row: Counted, names: Mapping[str, Mapping[str, str]], window: Window, visit: Visit) -> Line:
    return Line(
        row=row,
        number=visit.pick(number_in_register(row)),
        title=short(row.summary, LONGEST_ON_A_LINE) if row.seen else "",
        tag=state_tag(row.state),
        category=names[row.category],
        late=_is_late(row, window),
    )


def _is_late(row: Counted, window: Window) -> bool:
    """Whether it was overdue at the end of that day; what has ended is owed no more."""
    return row.state in TO_ANSWER and row.due_at is not None and local_day(row.due_at) <= window.as_of
