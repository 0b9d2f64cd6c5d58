"""Whoever is not of a unit sees nothing of it and touches nothing, by whatever route: every route is walked."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from database.session import Database
from engine.tables import incident, instance, task, timer
from organisation.staff import add_staff
from tests.web.programs import Program, bearer, token_of
from tests.web.v2.foreign import ORDER
from tests.web.v2.trouble import break_a_timer
from tests.workflows.cycle import PASSWORD, Cycle
from web.schema import metadata
from web.v2 import element_keys

WARD, OTHER_WARD, NOBODY = "c003.reporter", "c005.reporter", "somebody.without.office"
ABOUT_THE_CALLER = {"/v2/topology", "/v2/license", "/v2/authentication/me"}
FOR_EVERY_OFFICE = ("/v2/process-definitions", "/v2/decision-definitions")
UNTOLD = {"access_token", "sign_in_attempt"}
"""Tables that say only who called."""


@dataclass(frozen=True)
class Route:
    """One thing that can be asked, about Ward 3."""

    method: str
    path: str
    body: dict[str, Any]


@pytest.fixture
def routes(app: FastAPI, cycle: Cycle) -> list[Route]:
    """Every route of /v2, with the keys of what is Ward 3's."""
    break_a_timer(cycle)
    return [
        Route(method, _filled(one.path, cycle), _body(one.path, cycle))
        for one in iter_route_contexts(app.routes)
        if one.path and one.path.startswith("/v2")
        for method in sorted(one.methods or ())
    ]


def _keys(cycle: Cycle) -> dict[str, int]:
    with cycle.database.read() as session:
        task_key = cycle.task("C003", "draft")
        whole = session.execute(sa.select(task.c.instance_key).where(task.c.key == task_key)).scalar_one()
        return {
            "user-tasks": task_key,
            "process-instances": whole,
            "variables": whole << 31,
            "element-instances": element_keys.of_task(task_key),
            "incidents": session.execute(sa.select(incident.c.key)).scalar_one(),
            "jobs": session.execute(sa.select(sa.func.min(timer.c.key))).scalar_one(),
            "process-definitions": 1,
            "decision-definitions": 1,
        }


def _filled(path: str, cycle: Cycle) -> str:
    if "{" not in path:
        return path
    before, _, rest = path.partition("{")
    kind = path.split("/")[2]
    return before + str(_keys(cycle).get(kind, 1)) + rest.partition("}")[2]


def _body(path: str, cycle: Cycle) -> dict[str, Any]:
    """A body that would do something, where {} would not even be read."""
    whole = str(_keys(cycle)["process-instances"])
    bodies: dict[str, dict[str, Any]] = {
        "/v2/process-instances": {"processDefinitionId": "periodic_report"},
        "/v2/variables/search": {"filter": {"processInstanceKey": whole}},
        "/v2/element-instances/search": {"filter": {"processInstanceKey": whole}},
        "/v2/jobs/activation": {"type": "remind", "timeout": 1000, "maxJobsToActivate": 10, "worker": "w"},
        "/v2/messages/publication": {"name": "m", "correlationKey": whole, "timeToLive": 1000},
        "/v2/messages/correlation": {"name": "m", "correlationKey": whole},
    }
    if path.endswith("/completion") and "user-tasks" in path:
        return {"variables": {"overview": "mine"}}
    if path == "/v2/user-tasks/{key}":
        return {"changeset": {"priority": 1}}
    return bodies.get(path, {})


def send(program: Program, route: Route) -> Any:
    if route.path == "/v2/deployments":
        return program.post(route.path, files=[("resources", ORDER)])
    if route.method == "GET":
        return program.get(route.path)
    return program.request(route.method, route.path, json=route.body)


def everything(database: Database) -> dict[str, list[Any]]:
    """Every row of the store but those that say who called."""
    with database.read() as session:
        return {
            table.name: sorted(map(str, session.execute(sa.select(table))))
            for table in metadata.sorted_tables
            if table.name not in UNTOLD
        }


@pytest.fixture
def nobody(app: FastAPI, database: Database) -> Program:
    """An account that holds no office at all."""
    with database.write() as session:
        add_staff(session, NOBODY, PASSWORD, office="none", now=datetime.now(UTC))
    return Program(app, **bearer(token_of(database, NOBODY)))


def test_without_credentials_nothing_is_answered_and_nothing_happens(
    app: FastAPI, database: Database, routes: list[Route]
) -> None:
    before = everything(database)
    for route in routes:
        answer = send(Program(app), route)
        assert answer.status_code == 401, route
        assert answer.headers["content-type"] == "application/problem+json"
    assert everything(database) == before


def test_an_account_without_an_office_sees_nothing_and_touches_nothing(
    nobody: Program, database: Database, routes: list[Route]
) -> None:
    before = everything(database)
    for route in routes:
        answer = send(nobody, route)
        if route.path not in ABOUT_THE_CALLER:
            assert_nothing(answer, route)
    assert everything(database) == before


def test_staff_of_another_ward_see_and_touch_nothing_of_ward_3(
    app: FastAPI, cycle: Cycle, database: Database, routes: list[Route]
) -> None:
    other = Program(app, **bearer(token_of(database, OTHER_WARD)))
    with database.read() as session:
        owned = sa.select(instance.c.key).where(instance.c.owner == "C005")
        own = {str(key) for key in session.execute(owned).scalars()}
    before = everything(database)
    for route in routes:
        answer = send(other, route)
        if route.path in ABOUT_THE_CALLER or route.path.startswith(FOR_EVERY_OFFICE):
            continue
        if answer.status_code == 200 and route.path in {
            "/v2/user-tasks/search",
            "/v2/process-instances/search",
        }:
            assert {one["processInstanceKey"] for one in answer.json()["items"]} <= own
        else:
            assert_nothing(answer, route)
    assert everything(database) == before
    assert cycle.open_elements("C003") == ["draft"]


def assert_nothing(answer: Any, route: Route) -> None:
    if answer.status_code == 200:
        told = answer.json()
        assert not told.get("items", told.get("jobs", told)), (route, told)
    else:
        assert answer.status_code in {400, 403, 404}, (route, answer.text)
