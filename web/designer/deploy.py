"""What a change would do, and deploying it; and what was shown at every deployment before."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from engine.errors import Refused as EngineRefused
from web.designer.year_reached import year_reached
from web.edge import reading
from web.gate import Visited
from web.growing import Tell, grow
from web.keys import RowKey, number_in
from web.posted import Posted
from web.visit import Visit, see_other
from workflows.designer.authors import author_words
from workflows.designer.deploying.blocks import as_json
from workflows.designer.deploying.deploy import deploy_change
from workflows.designer.deploying.kept import SHOWN, deployments, kept_deployment
from workflows.designer.deploying.look import Looked, look_at
from workflows.designer.proposing import LONGEST_REASON
from workflows.designer.rights import find_change
from workflows.designer.year import Progress, say_nothing
from workflows.errors import Refused, StalePage

router = APIRouter()


@router.get("/designer/changes/{key}/deploy")
async def show_deploy(key: RowKey, visit: Visited) -> Response:
    """Everything that the change would do if it were deployed now."""

    def work(tell: Tell) -> Response:
        with visit.parts.database.read() as session:
            return _page(visit, _look(session, visit, key, year_reached(tell)))

    return await grow(visit, lambda: _waiting(visit, key), work)


def _waiting(visit: Visit, key: int) -> Response:
    with visit.parts.database.read() as session:
        row = find_change(session, visit.viewer, key, visit.now)
    return visit.page("designer/deploy.html", row=row, sections=None, problem="", has_problems=False)


@router.post("/designer/changes/{key}/deploy")
def deploy(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Put it into force as it was looked at. What is refused is said, with everything as it is now."""
    reason, seen = form.first("reason"), form.first("seen")
    database = visit.parts.database
    with database.read() as session:  # the sections may take a while, and nobody shall wait for that to write
        looked = _look(session, visit, key)
    try:
        kept = database.transact(
            lambda session: deploy_change(session, visit.viewer, looked, seen, reason, now=visit.now)
        )
    except (Refused, StalePage) as refused:
        return _again(visit, key, refused.text, reason)
    except EngineRefused as refused:
        return _again(visit, key, refused.message, reason)
    return see_other(f"/designer/deployments/{kept}?done=deployed")


def _look(session: Session, visit: Visit, key: int, progress: Progress = say_nothing) -> Looked:
    host, four_eyes = visit.parts.host, visit.parts.settings.four_eyes
    return look_at(session, host, visit.viewer, key, four_eyes=four_eyes, now=visit.now, progress=progress)


def _again(visit: Visit, key: int, words: Any, reason: str) -> Response:
    with visit.parts.database.read() as session:
        return _page(visit, _look(session, visit, key), problem=visit.pick(words), reason=reason)


def _page(visit: Visit, looked: Looked, *, problem: str = "", reason: str | None = None) -> Response:
    return visit.page(
        "designer/deploy.html",
        status=422 if problem else 200,
        row=looked.change,
        sections=as_json(looked.sections),
        stops=looked.stops,
        hindrance=looked.hindrance,
        fingerprint=looked.asked.fingerprint,
        reason=looked.change.proposal or "" if reason is None else reason,
        longest_reason=LONGEST_REASON,
        problem=problem,
        has_problems=bool(problem),
    )


@router.get("/designer/deployments")
@reading
def show_deployments(visit: Visited, before: str = "", *, session: Session) -> Response:
    """All deployments, newest first."""
    key, _, kept = before.partition("-")
    lines = deployments(
        session, visit.viewer, visit.now, (number_in(key), number_in(kept)) if before else None
    )
    more = len(lines) > SHOWN
    shown = lines[:SHOWN]
    return visit.page(
        "designer/deployments.html",
        lines=shown,
        first="/designer/deployments" if before else None,
        more=_after(shown[-1][0]) if more else None,
    )


def _after(line: Any) -> str:
    return f"/designer/deployments?before={line.key}-{line.kept}"


@router.get("/designer/deployments/{key}")
@reading
def show_kept(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """The page as it was shown when somebody deployed."""
    row = kept_deployment(session, visit.viewer, key, visit.now)
    return visit.page(
        "designer/kept.html",
        row=row,
        by=author_words(row),
        sections=row.shown["sections"],
        files=row.shown["files"],
        done=visit.request.query_params.get("done") == "deployed",
    )
