"""Choosing issues of the source reports for a longer one."""

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.carried_issues import carry_issues, choosable
from workflows.cycle_words import cycle_words
from workflows.errors import Refused, StalePage

router = APIRouter()


@router.get("/tasks/{key}/issues")
@reading
def show_choice(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The issues of the reports that feed this one, those in the draft marked as such."""
    return _page(session, visit, key)


@router.post("/tasks/{key}/issues")
def carry(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Carry the ticked issues into the draft, one by one or merged into one; what was ticked stays ticked if not."""
    chosen = [number_in(value) for name, value in form if name == "issue"]
    try:
        visit.parts.database.transact(
            lambda session: carry_issues(
                session,
                visit.viewer,
                key,
                chosen,
                merge=form.first("do") == "merge",
                revision=number_in(form.first("_revision")),
                now=visit.now,
            )
        )
    except (Refused, StalePage) as refused:
        with visit.parts.database.read() as session:
            return _page(session, visit, key, ticked=frozenset(chosen), problem=visit.pick(refused.text))
    done = "issues_merged" if form.first("do") == "merge" and len(chosen) > 1 else "issues_carried"
    return see_other(f"/tasks/{key}?done={done}#f-issues")


def _page(
    session: Session, visit: Visit, key: int, *, ticked: frozenset[int] = frozenset(), problem: str = ""
) -> Response:
    choice = choosable(session, visit.viewer, key)
    return visit.page(
        "longer/choose_issues.html",
        status=422 if problem else 200,
        choice=choice,
        window=visit.pick(cycle_words(choice.facts.report)),
        waiting=[one for one in choice.issues if not one.carried],
        carried=sum(one.carried for one in choice.issues),
        ticked=ticked,
        problem=problem,
        has_problems=bool(problem),
    )
