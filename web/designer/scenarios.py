"""The scenarios of a change: how each comes out, and what to do where it comes otherwise."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.gate import Visited
from web.keys import RowKey, number_in
from web.posted import Pairs, Posted
from web.visit import Visit, see_other
from workflows.designer.playing.choosing import names_of
from workflows.designer.playing.keeping import keep_steps, steps_of
from workflows.designer.playing.setting import Setting, setting_of_change
from workflows.designer.proposing import LONGEST_REASON
from workflows.designer.rights import find_change, may_write
from workflows.designer.scenarios.comparing import CHECKS
from workflows.designer.scenarios.running import (
    accept_difference,
    expect_what_came,
    outcome_after,
    run_scenarios_of_change,
)
from workflows.designer.scenarios.scenario import (
    Written,
    add_scenario,
    drop_scenario,
    runs_of,
    scenario_for,
    scenarios_of,
)
from workflows.designer.together import processes_in
from workflows.errors import NotYours, Refused, StalePage

router = APIRouter()
DONE = frozenset({"save", "run", "some", "accept", "renew", "drop"})


@router.get("/designer/changes/{key}/scenarios")
def show_scenarios(key: RowKey, visit: Visited) -> Response:
    """Those that count for the change, with what came of them."""
    return _page(visit, key, done=visit.done(DONE))


@router.post("/designer/changes/{key}/scenarios")
def work_on_scenarios(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Save the play as one, run all, or do something with one of them. What is refused is said."""
    do, scenario = form.first("do"), number_in(form.first("scenario"))
    try:
        if do == "save":
            _save(visit, key, form)
        elif do == "run":
            database, host = visit.parts.database, visit.parts.host
            if run_scenarios_of_change(database, host, visit.viewer, key, visit.now):
                do = "some"
        elif do in _ACTS:
            act = _ACTS[do]
            visit.parts.database.transact(lambda session: act(session, visit, key, scenario, form))
        else:
            raise NotYours
    except (Refused, StalePage) as refused:
        return _page(visit, key, problem=(f"{do}-{scenario}", visit.pick(refused.text)))
    way = "play" if do == "play" else f"scenarios?done={do}"
    return see_other(f"/designer/changes/{key}/{way}")


def _save(visit: Visit, key: int, form: Pairs) -> None:
    """The play that the reader has before him, with what came of it now as what shall come."""
    with visit.parts.database.read() as session:
        change = find_change(session, visit.viewer, key, visit.now)
        steps, setting = steps_of(session, visit.viewer, key), setting_of_change(session, change, visit.now)
    if not steps:
        raise Refused("Chơi thử trước, rồi lưu thành kịch bản.", "Play something first, then save it.")
    outcome = outcome_after(setting, visit.parts.host, steps, visit.now)
    checks = [value for name, value in form if name == "check"]
    written = Written(form.first("title"), steps, checks, outcome)
    visit.parts.database.transact(
        lambda session: add_scenario(session, visit.viewer, key, written, now=visit.now)
    )


def _accept(session: Session, visit: Visit, key: int, scenario: int, form: Pairs) -> None:
    why, seen = form.first("why"), form.first("seen")
    accept_difference(session, visit.viewer, key, scenario, why, seen=seen, now=visit.now)


def _renew(session: Session, visit: Visit, key: int, scenario: int, form: Pairs) -> None:
    expect_what_came(session, visit.viewer, key, scenario, seen=form.first("seen"), now=visit.now)


def _drop(session: Session, visit: Visit, key: int, scenario: int, _form: Pairs) -> None:
    drop_scenario(session, visit.viewer, key, scenario, now=visit.now)


def _play(session: Session, visit: Visit, key: int, scenario: int, _form: Pairs) -> None:
    """Its steps become the reader's play."""
    find_change(session, visit.viewer, key, visit.now)
    steps = scenario_for(session, key, scenario).steps
    before = len(steps_of(session, visit.viewer, key))
    keep_steps(session, visit.viewer, key, steps, after=before, now=visit.now)


_ACTS: Mapping[str, Callable[[Session, Visit, int, int, Pairs], None]] = {
    "accept": _accept,
    "renew": _renew,
    "drop": _drop,
    "play": _play,
}


def _page(visit: Visit, key: int, *, done: str = "", problem: tuple[str, str] = ("", "")) -> Response:
    with visit.parts.database.read() as session:
        row = find_change(session, visit.viewer, key, visit.now)
        setting = setting_of_change(session, row, visit.now)
        scenarios = scenarios_of(session, key, processes_in(setting.files))
        runs = runs_of(session, key)
    return visit.page(
        "designer/scenarios.html",
        status=422 if problem[0] else 200,
        row=row,
        scenarios=[(one, _fresh(runs.get(one.key), setting)) for one in scenarios],
        names=names_of(setting.files),
        checks=CHECKS,
        may_write=may_write(row),
        longest_reason=LONGEST_REASON,
        done=done,
        problem=problem,
        has_problems=bool(problem[0]),
    )


def _fresh(run: Any | None, setting: Setting) -> Any | None:
    """What came with the files as they are; None where it was not played with them."""
    return run if run is not None and run.digest == setting.digest else None
