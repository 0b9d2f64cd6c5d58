"""What is measured, and who may read it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.pump import pump
from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.web.work.test_incidents_page import break_a_document
from tests.workflows.cycle import Cycle, at
from web.parts import Parts
from web.rest.tokens import create_token

LOOPBACK = "http://127.0.0.1:8000"


def scraper(app: FastAPI, client: str = "127.0.0.1", base_url: str = LOOPBACK) -> TestClient:
    return TestClient(app, base_url=base_url, client=(client, 50_000))


def measured(app: FastAPI) -> dict[str, float]:
    text = scraper(app).get("/metrics").text
    found = re.findall(r"^(giaoban_[^ ]+) ([0-9.e+-]+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


def parts(app: FastAPI) -> Parts:
    found: Parts = app.state.parts
    return found


def test_a_program_on_this_machine_reads_them(app: FastAPI) -> None:
    answer = scraper(app).get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")


@pytest.mark.parametrize("base_url", ["http://localhost:8000", "http://[::1]:8000"])
def test_the_names_of_this_machine_are_all_its_own(app: FastAPI, base_url: str) -> None:
    assert scraper(app, base_url=base_url).get("/metrics").status_code == 200


@pytest.mark.parametrize("client", ["192.168.1.7", "10.0.0.1", "testclient"])
def test_another_machine_finds_nothing(app: FastAPI, client: str) -> None:
    answer = scraper(app, client).get("/metrics")
    assert answer.status_code == 404
    assert "giaoban_" not in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host"])
def test_what_a_proxy_of_this_machine_passes_on_finds_nothing(app: FastAPI, header: str) -> None:
    assert scraper(app).get("/metrics", headers={header: "127.0.0.1"}).status_code == 404


def test_a_proxy_that_says_nothing_but_keeps_the_name_finds_nothing(app: FastAPI) -> None:
    assert scraper(app, base_url="http://giaoban.example").get("/metrics").status_code == 404


def test_an_operator_reads_them_from_anywhere_and_nobody_else_does(sign_in: SignIn) -> None:
    assert "giaoban_open_tasks" in sign_in("admin").get("/metrics").text
    assert sign_in("p01.leader").get("/metrics").status_code == 404


def test_open_tasks_and_late_reports_are_counted(app: FastAPI, cycle: Cycle) -> None:
    now = measured(app)
    assert now["giaoban_open_tasks"] == 3
    assert now['giaoban_overdue_reports{level="commune"}'] == 0
    cycle.go_to(at(17))
    now = measured(app)
    assert now['giaoban_overdue_reports{level="commune"}'] == 3
    assert now['giaoban_overdue_reports{level="province"}'] == 0


def test_what_is_due_grows_old_until_it_is_done(app: FastAPI, cycle: Cycle) -> None:
    assert measured(app)["giaoban_oldest_due_timer_age_seconds"] == 0
    with cycle.database.read() as session:
        due = session.exec_driver_sql("select min(due_at) from timer").scalar_one()
    assert due
    cycle.now = at(14, 8) + timedelta(seconds=90)
    assert measured(app)["giaoban_oldest_due_timer_age_seconds"] == 90
    pump(cycle.database, parts(app).host, cycle.now)
    now = measured(app)
    assert now["giaoban_oldest_due_timer_age_seconds"] == 0
    assert now["giaoban_timer_lateness_seconds_count"] == 3
    assert now["giaoban_timer_lateness_seconds_sum"] == 270
    assert now["giaoban_step_seconds_count"] == 3


def test_a_job_that_failed_and_its_incident_are_counted(app: FastAPI, cycle: Cycle) -> None:
    break_a_document(cycle)
    now = measured(app)
    assert (now["giaoban_failed_jobs"], now["giaoban_open_incidents"]) == (1, 1)


def test_requests_are_counted_by_route_and_never_by_address(app: FastAPI) -> None:
    with Visitor(app) as visitor:
        for path in ("/tasks/1", "/tasks/2", "/no/such/page", "/no/other"):
            visitor.get(path)
        visitor.request("INVENTED", "/tasks")
    now = measured(app)
    assert now['giaoban_http_requests_total{method="GET",route="/tasks/{key}",status="303"}'] == 2
    assert now['giaoban_http_requests_total{method="GET",route="-",status="404"}'] == 2
    assert not [name for name in now if "no/such" in name or "INVENTED" in name]


def test_two_applications_count_apart(app: FastAPI, demo_app: FastAPI) -> None:
    with Visitor(app) as visitor:
        visitor.get("/tasks/1")
    assert not [name for name in measured(demo_app) if "/tasks/{key}" in name]


def test_a_program_of_an_operator_reads_them_by_its_token(app: FastAPI, cycle: Cycle) -> None:
    for username, status in (("admin", 200), ("p01.leader", 404)):
        with cycle.database.write() as session:
            key = cycle.viewer(username).staff_key
            token = create_token(session, key, name="prometheus", now=datetime.now(UTC))
        bearer = {"Authorization": f"Bearer {token}"}
        assert scraper(app, "10.0.0.1").get("/metrics", headers=bearer).status_code == status
    assert scraper(app, "10.0.0.1").get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 401
