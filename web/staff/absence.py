"""Who stands in for whom, and when: one's own absence, and for a head that of the staff of his unit."""

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import writing
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Pairs, Posted
from web.typed_days import day_in, shown_day
from web.visit import Visit, see_other
from workflows.absence import AbsenceRefused, absences, end_absence, set_absence

router = APIRouter()

# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset({"set", "ended"})


@dataclass(frozen=True)
class Typed:
    """What was sent and could not be kept: shown again, with the sentence that says why, at its field."""

    absent: str = ""
    by: str = ""
    first: str = ""
    last: str = ""
    field: str = ""
    problem: str = ""


@router.get("/absence")
def show_absence(visit: Visited) -> Response:
    """The absences one may set, and those one stands in for."""
    return _page(visit, done=visit.done(DONE))


@router.post("/absence")
def keep_absence(visit: Visited, form: Posted) -> Response:
    """Somebody is away, and somebody stands in."""
    try:
        first, last = (_day(form, field) for field in ("first", "last"))
        visit.parts.database.transact(
            lambda session: set_absence(
                session,
                visit.viewer,
                absent=number_in(form.first("absent")),
                by=number_in(form.first("by")),
                first=first,
                last=last,
                now=visit.now,
            )
        )
    except AbsenceRefused as refused:
        typed = Typed(
            **{name: form.first(name) for name in ("absent", "by")},
            **{name: shown_day(form.first(name)) for name in ("first", "last")},
            field=refused.field,
            problem=visit.pick(refused.text),
        )
        return _page(visit, typed, status=422)
    return see_other("/absence?done=set")


@router.post("/absence/{key}/end")
@writing
def end(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """The absent one is back."""
    end_absence(session, visit.viewer, key, now=visit.now)
    return see_other("/absence?done=ended")


def _day(form: Pairs, field: str) -> date:
    try:
        return day_in(form.first(field))
    except ValueError:
        raise AbsenceRefused(
            field, "Ghi ngày, ví dụ 20/05/2025.", "Enter a day, for example 20/05/2025."
        ) from None


def _page(
    visit: Visit, typed: Typed | None = None, *, done: str | None = None, status: int = 200
) -> Response:
    with visit.parts.database.read() as session:
        found = absences(session, visit.viewer, visit.now)
    typed = typed or Typed(absent=str(visit.viewer.staff_key))
    return visit.page(
        "absence.html",
        status=status,
        found=found,
        settable={one.staff_key for one in found.staff},
        typed=typed,
        has_problems=typed.problem != "",
        done=done,
    )
